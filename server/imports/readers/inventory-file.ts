import { open, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Readable } from 'node:stream'
import type { RawRow } from '#models/imports/imported.ts'
import { normalHeader, recognisedTables } from '#models/imports/formats.ts'
import { csvRows, delimiterOf } from './csv-rows.ts'
import { fileRefused } from './reader.problems.ts'
import { decoded, type Encoding, encodingOf, fileStream } from './text-decoding.ts'
import { workbookSheets } from './xlsx-rows.ts'
import { openZip } from './zip.ts'

export type InventoryTable = {
  readonly name: string
  readonly headers: readonly string[]
  /** Line of the header row. */
  readonly headerLine: number
  /** A header that stands twice: the table cannot be used, since a name would lie. */
  readonly repeated: string | undefined
  /** Rows after the header, as a stream; each call reads anew. */
  rows(): AsyncGenerator<RawRow>
}

export type InventoryFile = {
  readonly kind: 'csv' | 'xlsx' | 'zip'
  readonly encoding: string
  readonly delimiter: string | null
  readonly tables: readonly InventoryTable[]
  close(): void
}

/** Opens a received file by what it holds, never by its name: delimited text, a workbook, or an archive of delimited texts. */
export async function openInventoryFile(path: string, fileName = basename(path)): Promise<InventoryFile> {
  if ((await archiveOrText(path)) === 'archive') return openArchive(path)
  const table = await textTable(
    fileName.replace(/\.[^.]*$/, ''),
    () => Promise.resolve(fileStream(path)),
    await encodingOf(() => fileStream(path)),
  )
  return { kind: 'csv', encoding: table.encoding, delimiter: table.delimiter, tables: [table], close: () => undefined }
}

/** Whether a file is an archive (a workbook among them) or may be text, by its first bytes; what is neither is refused. */
export async function archiveOrText(path: string): Promise<'archive' | 'text'> {
  const { size } = await stat(path)
  if (size === 0) throw fileRefused('file-empty')
  const head = Buffer.alloc(8)
  const handle = await open(path, 'r')
  try {
    await handle.read(head, 0, 8, 0)
  } finally {
    await handle.close()
  }
  if (head.readUInt32BE(0) === 0xd0cf11e0) throw fileRefused('file-legacy-xls')
  if (head.readUInt32BE(0) === 0x504b0304) return 'archive'
  if (head.readUInt16BE(0) === 0x504b) throw fileRefused('file-damaged')
  if (isOtherKind(head)) throw fileRefused('file-not-supported')
  return 'text'
}

/** PDF, PNG, JPEG, GIF, GZIP, RAR, 7z, ELF, HTML or XML: whatever the extension says. */
function isOtherKind(head: Buffer): boolean {
  if (head.readUInt16BE(0) === 0x1f8b) return true
  const text = head.toString('latin1')
  return /^(%PDF|\x89PNG|GIF8|Rar!|7z\xbc|\x7fELF|<!DOC|<html|<\?xml|\xff\xd8\xff)/i.test(text)
}

async function openArchive(path: string): Promise<InventoryFile> {
  const zip = await openZip(path)
  try {
    if (zip.entries.some((entry) => /^(EncryptedPackage|EncryptionInfo)$/.test(entry.name)))
      throw fileRefused('file-encrypted')
    if (zip.entries.some((entry) => entry.name.toLowerCase() === 'xl/workbook.xml')) {
      const sheets = await workbookSheets(zip)
      const tables = await Promise.all(sheets.map((sheet) => headed(sheet.name, () => sheet.rows())))
      const used = tables.filter((table) => table !== undefined)
      if (used.length === 0) throw fileRefused('file-empty')
      return { kind: 'xlsx', encoding: 'xlsx', delimiter: null, tables: used, close: () => zip.close() }
    }
    const texts = zip.entries.filter((entry) => /\.(csv|txt|tsv)$/i.test(entry.name))
    if (texts.length === 0) throw fileRefused('file-not-supported')
    const tables: (InventoryTable & { encoding: string; delimiter: string })[] = []
    for (const entry of texts) {
      const probe = await entry.open()
      const short = basename(entry.name).replace(/\.[^.]*$/, '')
      tables.push(
        await textTable(
          tables.some((table) => table.name === short) ? entry.name : short,
          () => entry.open(),
          await encodingOf(() => probe),
        ),
      )
    }
    const [first] = tables
    return {
      kind: 'zip',
      encoding: first?.encoding ?? '',
      delimiter: first?.delimiter ?? null,
      tables,
      close: () => zip.close(),
    }
  } catch (error) {
    zip.close()
    throw error
  }
}

/** How a JSON document begins, and no table: a header may start with a bracket, but not with a quoted name inside it. */
const json = /^\ufeff?\s*(\[\s*[[{"\]]|\{\s*["}])/

async function textTable(
  name: string,
  source: () => Promise<Readable>,
  encoding: Encoding,
): Promise<InventoryTable & { encoding: string; delimiter: string }> {
  let sample = ''
  for await (const text of decoded(await source(), encoding)) {
    sample += text
    if (sample.length > 20_000) break
  }
  if (json.test(sample)) throw fileRefused('file-json')
  const delimiter = delimiterOf(sample.replace(/^\ufeff/, ''))
  const all = async function* () {
    yield* csvRows(decoded(await source(), encoding), delimiter)
  }
  const table = await headed(name, all)
  if (table === undefined) throw fileRefused('file-empty')
  return { ...table, encoding, delimiter }
}

const mostLinesAboveHeader = 20

/**
 * A table with its header among its first lines: a row that a known format recognises, else the first with two cells (a title above it
 * has one), else the first that is not empty.
 */
async function headed(name: string, all: () => AsyncGenerator<RawRow>): Promise<InventoryTable | undefined> {
  const first: RawRow[] = []
  for await (const row of all()) {
    if (filledCells(row) > 0) first.push(row)
    if (first.length >= mostLinesAboveHeader) break
  }
  const row =
    first.find((one) => recognisedTables([{ name, headers: headersOf(one) }]).length > 0) ??
    first.find((one) => filledCells(one) > 1) ??
    first[0]
  if (row === undefined) return undefined
  const headers = headersOf(row)
  const normal = headers.map(normalHeader)
  const after = async function* () {
    for await (const next of all()) if (next.line > row.line) yield next
  }
  return {
    name,
    headers,
    headerLine: row.line,
    repeated: headers.find((_, at) => normal[at] !== '' && normal.indexOf(normal[at] ?? '') < at),
    rows: after,
  }
}

const filledCells = (row: RawRow) => row.cells.filter((cell) => cell !== null && cell.trim() !== '').length

function headersOf(row: RawRow): string[] {
  const headers = row.cells.map((cell) => (cell ?? '').replace(/^\ufeff/, '').trim())
  while (headers.at(-1) === '') headers.pop()
  return headers
}
