import { createReadStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { Readable, Transform } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { seriesColumns, type SeriesColumns } from '#models/sizing/series-columns.ts'
import { delimiterOf } from '#server/imports/readers/csv-rows.ts'
import { archiveOrText, openInventoryFile } from '#server/imports/readers/inventory-file.ts'
import { fileRefused } from '#server/imports/readers/reader.problems.ts'
import { decoded } from '#server/imports/readers/text-decoding.ts'
import { openZip } from '#server/imports/readers/zip.ts'
import { cellsOf } from './series-scanner.ts'
import { usageRefused } from './usage.problems.ts'

/** Delimited text whose bytes can be read again from the start; its digits stand in single bytes whatever the file was written in. */
export type TextSource = {
  readonly kind: 'text'
  readonly name: string
  readonly encoding: string
  readonly delimiter: string
  readonly columns: SeriesColumns
  readonly headers: readonly string[]
  /** Line of the header, and the byte after it. */
  readonly headerLine: number
  readonly dataFrom: number
  /** Rows right after the header, as cells. */
  readonly sample: readonly (readonly (string | null)[])[]
  /** A file on disk that may be read by parts; null for what is unfolded on the way. */
  readonly path: string | null
  readonly bytes: number | null
  bytesFrom(start: number): Promise<AsyncIterable<Uint8Array>>
}
/** Rows of a workbook's sheet. */
export type RowsSource = Pick<TextSource, 'name' | 'columns' | 'headers' | 'headerLine' | 'sample'> & {
  readonly kind: 'rows'
  rows(): AsyncGenerator<{ readonly line: number; readonly cells: readonly (string | null)[] }>
}
export type SeriesSource = TextSource | RowsSource

export type OpenSeries = { readonly sources: readonly SeriesSource[]; close(): void }

const headBytes = 512 * 1024
const chunkBytes = 1024 * 1024
const mostLinesAboveHeader = 20
const mostSampled = 5_000
/** How much a compressed series may unfold: a year of five-minute points of ten thousand machines stays below. */
const unfoldedRatio = 200
const unfoldedBytes = 64 * 1024 ** 3

/** Opens a file of series by what it holds: text, gzip, an archive of texts, a workbook. Tables without series are left out. */
export async function openSeries(path: string, fileName = basename(path)): Promise<OpenSeries> {
  const { size } = await stat(path)
  if (await isGzip(path)) {
    const name = fileName.replace(/\.gz$/i, '')
    const source = await textSource(name, { path: null, bytes: null, open: () => gunzipped(path, size) })
    return sourcesOf([source], () => undefined)
  }
  if ((await archiveOrText(path)) === 'text') {
    const read = () => createReadStream(path, { highWaterMark: chunkBytes })
    return sourcesOf([await textSource(fileName, { path, bytes: size, open: read })], () => undefined)
  }
  const zip = await openZip(path)
  const texts = zip.entries.filter((entry) => /\.(csv|txt|tsv)$/i.test(entry.name))
  if (texts.length === 0) {
    zip.close()
    return openWorkbook(path, fileName)
  }
  const sources: (TextSource | undefined)[] = []
  for (const entry of texts)
    sources.push(await textSource(basename(entry.name), { path: null, bytes: null, open: () => entry.open() }))
  return sourcesOf(sources, () => zip.close())
}

async function openWorkbook(path: string, fileName: string): Promise<OpenSeries> {
  const file = await openInventoryFile(path, fileName)
  const sources: RowsSource[] = []
  for (const table of file.tables) {
    const columns = seriesColumns(table.headers)
    if (columns === undefined) continue
    const sample: (readonly (string | null)[])[] = []
    for await (const row of table.rows()) {
      sample.push(row.cells)
      if (sample.length >= mostSampled) break
    }
    const { name, headers, headerLine } = table
    sources.push({ kind: 'rows', name, columns, headers, headerLine, sample, rows: () => table.rows() })
  }
  return sourcesOf(sources, () => file.close())
}

function sourcesOf(all: readonly (SeriesSource | undefined)[], close: () => void): OpenSeries {
  const sources = all.filter((source) => source !== undefined)
  if (sources.length > 0) return { sources, close }
  close()
  throw usageRefused('usage-columns-missing')
}

async function isGzip(path: string): Promise<boolean> {
  const head = Buffer.alloc(2)
  const file = await open(path, 'r')
  try {
    await file.read(head, 0, 2, 0)
  } finally {
    await file.close()
  }
  return head.readUInt16BE(0) === 0x1f8b
}

function gunzipped(path: string, size: number): Readable {
  const most = Math.min(unfoldedBytes, Math.max(size, 1024) * unfoldedRatio)
  let given = 0
  const counter = new Transform({
    transform(chunk: Buffer, _, done) {
      given += chunk.length
      if (given > most) done(fileRefused('file-too-large-inside'))
      else done(null, chunk)
    },
  })
  const file = createReadStream(path, { highWaterMark: chunkBytes })
  const unzip = createGunzip({ chunkSize: 1024 * 1024 })
  const stop = (error: Error) => counter.destroy(error.name === 'ProblemError' ? error : fileRefused('file-damaged'))
  file.on('error', stop)
  unzip.on('error', stop)
  counter.on('close', () => {
    file.destroy()
    unzip.destroy()
  })
  return file.pipe(unzip).pipe(counter)
}

type Given = {
  readonly path: string | null
  readonly bytes: number | null
  readonly open: () => Readable | Promise<Readable>
}

async function textSource(name: string, given: Given): Promise<TextSource | undefined> {
  const head = await headOf(await given.open())
  if (head.length === 0) throw fileRefused('file-empty')
  const encoding = encodingOfHead(head)
  const isWide = encoding === 'utf-16le' || encoding === 'utf-16be'
  const text = new TextDecoder(encoding).decode(head)
  const lines = text.split('\n', mostSampled + mostLinesAboveHeader)
  if (head.length >= headBytes) lines.pop()
  const first = delimiterOf(
    lines
      .slice(0, 50)
      .join('\n')
      .replace(/^\ufeff/, ''),
  )
  for (const delimiter of new Set([first, ';', ',', '\t'])) {
    const cells = (line: string) => cellsOf(line.replace(/^\ufeff/, '').replace(/\r$/, ''), delimiter)
    for (const [at, line] of lines.slice(0, mostLinesAboveHeader).entries()) {
      const headers = cells(line).map((cell) => (cell ?? '').trim())
      const columns = seriesColumns(headers)
      if (columns === undefined) continue
      const above = lines.slice(0, at + 1).join('\n')
      const sample = lines
        .slice(at + 1)
        .filter((one) => one.trim() !== '')
        .map(cells)
      if (sample.length === 0) throw fileRefused('file-header-only')
      return {
        kind: 'text',
        name,
        encoding: isWide ? 'utf-8' : encoding,
        delimiter,
        columns,
        headers,
        headerLine: at + 1,
        dataFrom: isWide ? Buffer.byteLength(above) + 1 : byteAfterLine(head, at + 1),
        sample,
        path: isWide ? null : given.path,
        bytes: given.bytes,
        bytesFrom: async (start) => {
          if (isWide) return skipped(narrowed(await given.open(), encoding), start)
          return given.path === null ? skipped(asBytes(await given.open()), start) : fileBytes(given.path, start)
        },
      }
    }
  }
  return undefined
}

async function headOf(stream: Readable): Promise<Buffer> {
  const parts: Buffer[] = []
  let length = 0
  for await (const chunk of stream) {
    parts.push(chunk as Buffer) // a binary stream without encoding
    length += (chunk as Buffer).length
    if (length >= headBytes) break
  }
  stream.destroy()
  return Buffer.concat(parts).subarray(0, headBytes)
}

function encodingOfHead(head: Buffer): 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252' {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  const first = head.subarray(0, 2_000)
  const zeros = (parity: number) => first.filter((byte, i) => byte === 0 && i % 2 === parity).length
  if (zeros(1) > first.length / 4) return 'utf-16le'
  if (zeros(0) > first.length / 4) return 'utf-16be'
  if (first.includes(0)) throw fileRefused('file-not-supported')
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true })
    return 'utf-8'
  } catch {
    return 'windows-1252'
  }
}

function byteAfterLine(head: Buffer, lines: number): number {
  let at = 0
  for (let line = 0; line < lines; line += 1) at = head.indexOf(10, at) + 1
  return at
}

/** Bytes of a file through one buffer: what is yielded is overwritten by what comes next. */
async function* fileBytes(path: string, start: number): AsyncGenerator<Uint8Array> {
  const file = await open(path, 'r')
  const buffer = new Uint8Array(chunkBytes)
  try {
    for (let at = start; ;) {
      const { bytesRead } = await file.read(buffer, 0, chunkBytes, at)
      if (bytesRead === 0) return
      yield buffer.subarray(0, bytesRead)
      at += bytesRead
    }
  } finally {
    await file.close()
  }
}

async function* asBytes(stream: Readable): AsyncGenerator<Uint8Array> {
  for await (const chunk of stream) yield chunk as Buffer // a binary stream without encoding
}

async function* narrowed(stream: Readable, encoding: 'utf-16le' | 'utf-16be'): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder()
  for await (const text of decoded(stream, encoding)) yield encoder.encode(text)
}

async function* skipped(chunks: AsyncIterable<Uint8Array>, start: number): AsyncGenerator<Uint8Array> {
  let left = start
  for await (const chunk of chunks) {
    if (left >= chunk.length) left -= chunk.length
    else {
      yield left === 0 ? chunk : chunk.subarray(left)
      left = 0
    }
  }
}
