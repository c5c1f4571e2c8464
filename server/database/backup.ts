import { createReadStream, createWriteStream, existsSync, statSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { verifiedChain } from '#server/audit/audit-chain.ts'
import { auditEvents } from '#server/audit/audit.repository.ts'
import {
  type BackedUpFiles,
  type FileLine,
  fileChecker,
  fileLines,
  fileRestorer,
  isThere,
  namedFiles,
} from './backup-files.ts'
import { backupRefused } from './backup.problems.ts'
import type { Database, DatabaseTransaction } from './database.ts'
import { schemaVersion } from './migrations.ts'
import { type TableName, tableNames, transientTables } from './table-names.ts'

export type BackupSummary = {
  readonly file: string
  /** SHA-256 of the file. */
  readonly sha256: string
  /** Rows by table. */
  readonly tables: Readonly<Record<string, number>>
  /** Rows of bills and evidence, kept as files beside the database. */
  readonly kept: BackedUpFiles
}

/** 2: with the files kept beside the database. What version 1 wrote still restores. */
const formatVersion = 2

type Line =
  | {
      readonly kind: 'start'
      readonly format: 'arpent-backup'
      readonly version: number
      readonly schemaVersion: number
      readonly at: string
    }
  | { readonly kind: 'row'; readonly table: TableName; readonly row: Record<string, string | number | null> }
  | FileLine
  | {
      readonly kind: 'end'
      readonly tables: Readonly<Record<string, number>>
      readonly lost?: readonly string[]
      readonly sha256: string
    }

/**
 * Writes everything as gzipped JSON lines, of one instant, whatever the engine: what is written from SQLite restores on PostgreSQL
 * and back. The files that the rows name (rows of bills, evidence) follow them in parts, each file with its digest. The last line carries
 * the counts and a digest of all lines, so that a file cut short cannot pass for whole. Only an earlier backup is ever replaced: a slip
 * of the hand must not write over the database itself. Read on a snapshot, so that nobody waits.
 */
export async function backUp(db: Database, filesFolder: string, file: string, at: string): Promise<BackupSummary> {
  await ensureReplaceable(file)
  const part = `${file}.part`
  try {
    await db
      .transaction()
      .setAccessMode('read only')
      .setIsolationLevel('repeatable read')
      .execute(async (tx) => {
        const out = createWriteStream(part, { flush: true, mode: 0o600 }) // on disk before it takes its name; it holds password hashes
        await pipeline(Readable.from(backupLines(tx, filesFolder, at)), createGzip(), out)
      })
    await rename(part, file)
  } catch (error) {
    await rm(part, { force: true })
    if (isFileError(error)) throw backupRefused('backup-file-not-writable', file)
    throw error
  }
  return verifyBackup(file)
}

async function ensureReplaceable(file: string): Promise<void> {
  if (!existsSync(file) || !statSync(file).isFile()) return
  try {
    for await (const _ of checkedLines(file)) return
  } catch {
    throw backupRefused('backup-file-taken', file)
  }
}

function isFileError(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    /^E(ACCES|NOENT|ISDIR|NOTDIR|NOSPC|PERM|ROFS)$/.test(String(error.code))
  )
}

async function* backupLines(tx: DatabaseTransaction, filesFolder: string, at: string): AsyncGenerator<string> {
  const write = (line: Line) => `${JSON.stringify(line)}\n`
  yield write({ kind: 'start', format: 'arpent-backup', version: formatVersion, schemaVersion, at })
  const digest = createHash('sha256')
  const tables: Record<string, number> = {}
  for (const table of tableNames) {
    tables[table] = 0
    if (transientTables.includes(table)) continue
    for await (const row of rowsOf(tx, table)) {
      const line = write({ kind: 'row', table, row })
      digest.update(line)
      tables[table] += 1
      yield line
    }
  }
  const lost: string[] = []
  for (const { path, must } of await namedFiles(tx)) {
    if (!isThere(filesFolder, path)) {
      if (must) lost.push(path)
      continue
    }
    for await (const part of fileLines(filesFolder, path)) {
      const line = write(part)
      digest.update(line)
      yield line
    }
  }
  yield write({ kind: 'end', tables, lost, sha256: digest.digest('hex') })
}

async function* rowsOf(
  tx: DatabaseTransaction,
  table: TableName,
): AsyncGenerator<Record<string, string | number | null>> {
  const size = 1_000
  const key = primaryKeys[table]
  for (let offset = 0; ; offset += size) {
    const order = sql.join(key.map((column) => sql.ref(column)))
    const { rows } = await sql<
      Record<string, string | number | null>
    >`select * from ${sql.table(table)} order by ${order} limit ${size} offset ${offset}`.execute(tx)
    yield* rows
    if (rows.length < size) return
  }
}

const primaryKeys: Readonly<Record<TableName, readonly string[]>> = {
  ...(Object.fromEntries(tableNames.map((table) => [table, ['id']])) as Record<TableName, string[]>), // all tables named; those keyed otherwise follow
  body_parent: ['body_id', 'valid_from'],
  session: ['token_sha256'],
  one_time_link: ['token_sha256'],
  audit_event: ['seq'],
  import_row: ['batch_id', 'ordinal'],
  rule_mode: ['pack_id', 'rule_id', 'set_at'],
  price_book: ['digest'],
  assessment: ['workload_id'],
  wave_member: ['workload_id'],
  figure_input: ['digest', 'body_id'],
  idempotency_key: ['user_id', 'route', 'key'],
  code_counter: ['kind'],
  bill_failure: ['delivery_id', 'ordinal'],
  bill_charge: ['import_id', 'ordinal'],
  allocated_charge: ['import_id', 'charge_ordinal', 'part'],
  workload_month: ['import_id', 'workload_id', 'rule_id', 'service_category'],
  workload_month_past: ['import_id', 'given_until', 'workload_id', 'rule_id', 'service_category'],
  ledger_entry: ['extract_id', 'line'],
  claim_backing: ['claim_id', 'kind', 'reference', 'period'],
  claim_check: ['claim_id', 'round', 'rule'],
  setting: ['key'],
}

async function* linesOf(file: string): AsyncGenerator<string> {
  const source = createReadStream(file)
  const unzipped = source.pipe(createGunzip())
  source.on('error', (error) => unzipped.destroy(error))
  yield* createInterface({ input: unzipped, crlfDelay: Number.POSITIVE_INFINITY })
}

/** Reads a backup whole and checks it against its own last line. */
export async function verifyBackup(file: string): Promise<BackupSummary> {
  const digest = createHash('sha256')
  const counted: Record<string, number> = Object.fromEntries(tableNames.map((table) => [table, 0]))
  const files = fileChecker(file)
  let end: Extract<Line, { kind: 'end' }> | undefined
  for await (const { line, text } of checkedLines(file)) {
    if (end !== undefined) throw backupRefused('backup-damaged', file) // something was added after the end
    if (line.kind === 'row') {
      if (counted[line.table] === undefined) throw backupRefused('backup-damaged', file)
      counted[line.table] = (counted[line.table] ?? 0) + 1
      digest.update(`${text}\n`)
    }
    if (line.kind === 'file' || line.kind === 'file-end') {
      files.take(line)
      digest.update(`${text}\n`)
    }
    if (line.kind === 'end') end = line
  }
  const kept = files.end()
  if (end === undefined || end.sha256 !== digest.digest('hex')) throw backupRefused('backup-damaged', file)
  const { tables } = end
  if (Object.entries(counted).some(([table, rows]) => rows !== (tables[table] ?? 0)))
    throw backupRefused('backup-damaged', file)
  const whole = createHash('sha256')
  for await (const chunk of createReadStream(file)) whole.update(chunk as Buffer) // a file stream without encoding gives buffers
  return { file, sha256: whole.digest('hex'), tables, kept: { ...kept, lost: end.lost ?? [] } }
}

async function* checkedLines(file: string): AsyncGenerator<{ line: Line; text: string }> {
  let isFirst = true
  try {
    for await (const text of linesOf(file)) {
      const line = JSON.parse(text) as Line // checked below and by the digest of the last line
      if (isFirst && (line.kind !== 'start' || line.format !== 'arpent-backup'))
        throw backupRefused('backup-not-ours', file)
      if (line.kind === 'start' && (line.version > formatVersion || line.schemaVersion > schemaVersion))
        throw backupRefused('backup-newer', file)
      isFirst = false
      yield { line, text }
    }
  } catch (error) {
    if (isFileError(error)) throw backupRefused('backup-file-not-readable', file)
    if (
      error instanceof SyntaxError ||
      (error instanceof Error && 'code' in error && /^Z_|^ERR_/.test(String(error.code)))
    ) {
      throw backupRefused(isFirst ? 'backup-not-ours' : 'backup-damaged', file)
    }
    throw error
  }
  if (isFirst) throw backupRefused('backup-not-ours', file)
}

/**
 * Restores a backup into an empty database, in one transaction, and its files into their folder: checked before, counted and its audit
 * chain followed after. Anything wrong leaves the database and the folder as they were.
 */
export async function restore(db: Database, filesFolder: string, file: string): Promise<BackupSummary> {
  const summary = await verifyBackup(file)
  const files = fileRestorer(filesFolder, file)
  try {
    await db.transaction().execute(async (tx) => restoreLines(tx, files, { file, summary }))
  } catch (error) {
    await files.abandon()
    throw error
  }
  return summary
}

async function restoreLines(
  tx: DatabaseTransaction,
  files: ReturnType<typeof fileRestorer>,
  { file, summary }: { readonly file: string; readonly summary: BackupSummary },
): Promise<void> {
  if ((await tx.selectFrom('body').select('id').limit(1).execute()).length > 0)
    throw backupRefused('restore-not-empty', file)
  let batch: { table: TableName; rows: Record<string, string | number | null>[] } | undefined
  const flush = async () => {
    if (batch !== undefined && batch.rows.length > 0)
      await tx
        .insertInto(batch.table)
        .values(batch.rows as never)
        .execute() // rows of this very table, from the digest-checked file
    batch = undefined
  }
  for await (const { line } of checkedLines(file)) {
    if (line.kind === 'file' || line.kind === 'file-end') await files.take(line)
    if (line.kind !== 'row') continue
    if (batch !== undefined && (batch.table !== line.table || batch.rows.length >= 200)) await flush()
    batch ??= { table: line.table, rows: [] }
    batch.rows.push(line.row)
  }
  await flush()
  const verdict = await verifiedChain(auditEvents(tx))
  if (!verdict.valid || verdict.events !== summary.tables['audit_event']) throw backupRefused('backup-damaged', file)
}
