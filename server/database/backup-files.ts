import { createHash } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { backupRefused } from './backup.problems.ts'
import type { DatabaseTransaction } from './database.ts'

/** A file kept beside the database, in a backup: its bytes in parts, then what they are together. */
export type FileLine =
  | { readonly kind: 'file'; readonly path: string; readonly part: string }
  | { readonly kind: 'file-end'; readonly path: string; readonly bytes: number; readonly sha256: string }

/** Kept files of a backup: how many, their bytes, and those that the database names but that were not there. */
export type BackedUpFiles = { readonly files: number; readonly bytes: number; readonly lost: readonly string[] }

/** A line of a backup stays small, however large the file. */
const partBytes = 384 * 1024
const allowed = /^(bills|evidence)\/[A-Za-z0-9][A-Za-z0-9.-]{0,120}$/

/** The files that the database of a transaction names: rows of bills, refused rows, evidence. */
export async function namedFiles(
  tx: DatabaseTransaction,
): Promise<{ readonly path: string; readonly must: boolean }[]> {
  const bills = await tx
    .selectFrom('bill_import')
    .select('parquet_file as file')
    .where('state', 'in', ['current', 'superseded'])
    .where('parquet_file', 'is not', null)
    .orderBy('parquet_file')
    .execute()
  const deliveries = await tx.selectFrom('bill_delivery').select('id').orderBy('id').execute()
  const evidence = await tx
    .selectFrom('evidence')
    .select('sha256')
    .distinct()
    .where('file_name', 'is not', null)
    .orderBy('sha256')
    .execute()
  return [
    ...bills.map(({ file }) => ({ path: `bills/${file ?? ''}`, must: true })),
    ...deliveries.map(({ id }) => ({ path: `bills/${id}.quarantine.parquet`, must: false })), // of deliveries that refused a row
    ...evidence.map(({ sha256 }) => ({ path: `evidence/${sha256}`, must: true })),
  ]
}

/** One file as lines, a part at a time. */
export async function* fileLines(folder: string, path: string): AsyncGenerator<FileLine> {
  const hash = createHash('sha256')
  let bytes = 0
  for await (const chunk of createReadStream(join(folder, path), { highWaterMark: partBytes })) {
    const part = chunk as Buffer // a file stream without encoding gives buffers
    hash.update(part)
    bytes += part.length
    yield { kind: 'file', path, part: part.toString('base64') }
  }
  yield { kind: 'file-end', path, bytes, sha256: hash.digest('hex') }
}

export const isThere = (folder: string, path: string) => existsSync(join(folder, path))

/** Checks the files of a backup as they pass: parts in their order, each file whole and with its digest. */
export function fileChecker(backup: string) {
  let current: { readonly path: string; readonly hash: ReturnType<typeof createHash>; bytes: number } | undefined
  let files = 0
  let total = 0
  return {
    take(line: FileLine): Buffer | undefined {
      if (!allowed.test(line.path)) throw backupRefused('backup-damaged', backup)
      if (current !== undefined && current.path !== line.path) throw backupRefused('backup-damaged', backup)
      current ??= { path: line.path, hash: createHash('sha256'), bytes: 0 }
      if (line.kind === 'file') {
        const part = Buffer.from(line.part, 'base64')
        current.hash.update(part)
        current.bytes += part.length
        return part
      }
      if (current.bytes !== line.bytes || current.hash.digest('hex') !== line.sha256)
        throw backupRefused('backup-damaged', backup)
      files += 1
      total += current.bytes
      current = undefined
      return undefined
    },
    end(): { readonly files: number; readonly bytes: number } {
      if (current !== undefined) throw backupRefused('backup-damaged', backup)
      return { files, bytes: total }
    },
  }
}

/**
 * Puts the files of a backup in a folder. A file of the same name and bytes that is there already stays; one of other bytes refuses the
 * restore. `abandon` takes back what was written.
 */
export function fileRestorer(folder: string, backup: string) {
  const checker = fileChecker(backup)
  const written: string[] = []
  let handle: FileHandle | undefined
  const partOf = (path: string) => `${join(folder, path)}.restored`
  return {
    async take(line: FileLine): Promise<void> {
      const part = checker.take(line)
      if (handle === undefined) {
        await mkdir(dirname(join(folder, line.path)), { recursive: true, mode: 0o700 })
        written.push(partOf(line.path))
        handle = await open(partOf(line.path), 'w', 0o600)
      }
      if (part !== undefined) await handle.write(part)
      if (line.kind === 'file') return
      await handle.sync()
      await handle.close()
      handle = undefined
      const path = join(folder, line.path)
      if (existsSync(path)) {
        if ((await digestOf(path)) !== line.sha256) throw backupRefused('restore-file-taken', path)
        await rm(partOf(line.path))
        written.pop()
        return
      }
      await rename(partOf(line.path), path)
      written.pop()
      written.push(path)
    },
    async abandon(): Promise<void> {
      await handle?.close()
      for (const path of written) await rm(path, { force: true })
    },
  }
}

async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer) // idem
  return hash.digest('hex')
}
