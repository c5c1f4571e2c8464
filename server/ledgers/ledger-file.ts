import { Readable } from 'node:stream'
import { setImmediate } from 'node:timers/promises'
import { headerName } from '#models/ledgers/ledger-columns.ts'
import type { LedgerRow } from '#models/ledgers/ledger-lines.ts'
import { csvRows, delimiterOf } from '#server/imports/readers/csv-rows.ts'
import { fileRefused } from '#server/imports/readers/reader.problems.ts'
import { decoded, encodingOf } from '#server/imports/readers/text-decoding.ts'
import { sha256 } from '#server/shared/digest.ts'
import { ledgerFileTooLarge, mostLedgerMebibytes } from './ledgers.problems.ts'

export type LedgerFile = {
  readonly sha256: string
  readonly bytes: number
  readonly headers: readonly string[]
  readonly rows: readonly LedgerRow[]
}

const mostBytes = mostLedgerMebibytes * 1024 * 1024
const pieceLength = 32_768

/** A body as it arrives, refused past the limit before it is all in memory. */
export async function receivedBytes(body: ReadableStream<Uint8Array> | null): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body ?? []) {
    size += chunk.byteLength
    if (size > mostBytes) throw ledgerFileTooLarge()
    chunks.push(chunk)
  }
  if (size === 0) throw fileRefused('file-empty')
  return Buffer.concat(chunks)
}

/** Headers and rows of delimited text, whatever its encoding and separator; other people are answered between its pieces. */
export async function ledgerFile(bytes: Buffer): Promise<LedgerFile> {
  if (bytes.byteLength === 0) throw fileRefused('file-empty')
  if (bytes.byteLength > mostBytes) throw ledgerFileTooLarge()
  if (bytes.subarray(0, 2).toString('latin1') === 'PK') throw fileRefused('file-not-supported')
  const open = () => Readable.from([bytes])
  let text = ''
  for await (const piece of decoded(open(), await encodingOf(open))) text += piece
  const rows: LedgerRow[] = []
  for await (const row of csvRows(pieces(text), delimiterOf(text.slice(0, 20_000)))) rows.push(row)
  const [header, ...rest] = rows.filter(({ cells }) => cells.some((cell) => cell !== null && cell.trim() !== ''))
  if (header === undefined) throw fileRefused('file-empty')
  if (rest.length === 0) throw fileRefused('file-header-only')
  const headers = header.cells.map((cell) => (cell ?? '').replace(/^\ufeff/, '').trim())
  const names = headers.filter((name) => name !== '').map(headerName)
  const twice = headers.find(
    (name) => name !== '' && names.indexOf(headerName(name)) !== names.lastIndexOf(headerName(name)),
  )
  if (twice !== undefined) throw fileRefused('file-duplicate-headers', { row: header.line, column: twice })
  return { sha256: sha256(bytes), bytes: bytes.byteLength, headers, rows: rest }
}

async function* pieces(text: string): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += pieceLength) {
    yield text.slice(at, at + pieceLength)
    await setImmediate()
  }
}

/** Names the header of a file, whatever the order of its columns: what a mapping is remembered under. */
export function headerSignature(headers: readonly string[]): string {
  return `ledger ${sha256(headers.map(headerName).toSorted().join('\n'))}`
}
