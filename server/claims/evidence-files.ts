import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { newId } from '#server/shared/ids.ts'
import { receivedFile } from '#server/imports/readers/received-file.ts'
import { evidenceRefused, mostEvidenceBytes } from './evidence.problems.ts'

/** Files of evidence, each once, under its own digest. */
const folderOf = (filesFolder: string) => join(filesFolder, 'evidence')
const pathOf = (filesFolder: string, sha256: string) => join(folderOf(filesFolder), sha256)

/** Receives a file and keeps it under its digest; the same bytes twice are one file. */
export async function keptFile(
  filesFolder: string,
  body: ReadableStream<Uint8Array> | null,
): Promise<{ readonly sha256: string; readonly bytes: number }> {
  await mkdir(folderOf(filesFolder), { recursive: true, mode: 0o700 })
  const part = join(folderOf(filesFolder), `part-${newId()}`)
  const received = await receivedFile(body, part)
  if (received.bytes > mostEvidenceBytes) {
    await rm(part, { force: true })
    throw evidenceRefused('evidence-too-large')
  }
  await rename(part, pathOf(filesFolder, received.sha256))
  return received
}

/** The digest of what lies under a digest now; undefined when nothing does. */
export async function digestNow(filesFolder: string, sha256: string): Promise<string | undefined> {
  const hash = createHash('sha256')
  try {
    for await (const chunk of createReadStream(pathOf(filesFolder, sha256))) hash.update(chunk as Buffer) // read without an encoding
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
  return hash.digest('hex')
}

/** The path of a file whose bytes are still those received; refuses one that changed or is gone. */
export async function unchangedFile(filesFolder: string, sha256: string): Promise<string> {
  const now = await digestNow(filesFolder, sha256)
  if (now === undefined) throw evidenceRefused('evidence-lost')
  if (now !== sha256) throw evidenceRefused('evidence-changed')
  return pathOf(filesFolder, sha256)
}
