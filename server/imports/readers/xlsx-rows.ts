import { posix } from 'node:path'
import type { Readable } from 'node:stream'
import { SaxesParser, type SaxesTagPlain } from 'saxes'
import type { Cell, RawRow } from '#models/imports/imported.ts'
import { decoded } from './text-decoding.ts'
import { fileRefused } from './reader.problems.ts'
import type { OpenZip, ZipEntry } from './zip.ts'

/** Longest shared text of a workbook, in characters: what a portfolio export needs, far from what a bomb wants. */
const mostSharedText = 60_000_000

export type Sheet = { readonly name: string; rows(): AsyncGenerator<RawRow> }

/** The sheets of a workbook, in its order; rows are read as a stream, shared texts once. */
export async function workbookSheets(zip: OpenZip): Promise<Sheet[]> {
  const entry = (name: string) => zip.entries.find((one) => one.name.toLowerCase() === name.toLowerCase())
  if (zip.entries.some((one) => /vbaProject\.bin$/i.test(one.name))) throw fileRefused('file-has-macros')
  const workbook = entry('xl/workbook.xml')
  const relations = entry('xl/_rels/workbook.xml.rels')
  if (workbook === undefined || relations === undefined) throw fileRefused('file-not-supported')
  const targets = new Map<string, string>()
  await parsed(relations, {
    open: ({ name, attributes }) => {
      if (local(name) === 'Relationship') targets.set(attributes['Id'] ?? '', attributes['Target'] ?? '')
    },
  })
  const sheets: { name: string; id: string }[] = []
  let is1904 = false
  await parsed(workbook, {
    open: ({ name, attributes }) => {
      if (local(name) === 'sheet') sheets.push({ name: attributes['name'] ?? '', id: attributes['r:id'] ?? '' })
      if (local(name) === 'workbookPr') is1904 = attributes['date1904'] === '1' || attributes['date1904'] === 'true'
    },
  })
  const strings = entry('xl/sharedStrings.xml')
  const styles = entry('xl/styles.xml')
  const shared = strings === undefined ? [] : await sharedTexts(strings)
  const dates = styles === undefined ? new Set<number>() : await dateStyles(styles)
  return sheets.flatMap(({ name, id }) => {
    const target = targets.get(id) ?? ''
    const path = target.startsWith('/') ? target.slice(1) : posix.join('xl', target)
    const found = entry(path)
    return found === undefined ? [] : [{ name, rows: () => sheetRows(found, { shared, dates, is1904 }) }]
  })
}

type Handlers = { open?(tag: SaxesTagPlain): void; close?(name: string): void; text?(text: string): void }

const local = (name: string) => name.slice(name.indexOf(':') + 1)

function parser(handlers: Handlers): SaxesParser {
  const saxes = new SaxesParser()
  saxes.on('error', () => {
    throw fileRefused('file-damaged')
  })
  saxes.on('doctype', () => {
    throw fileRefused('file-not-supported') // no office file declares one; entities stay out
  })
  saxes.on('opentag', (tag) => handlers.open?.(tag))
  saxes.on('closetag', (tag) => handlers.close?.(local(tag.name)))
  saxes.on('text', (text) => handlers.text?.(text))
  return saxes
}

async function parsed(entry: ZipEntry, handlers: Handlers): Promise<void> {
  const saxes = parser(handlers)
  for await (const text of decoded(await entry.open(), 'utf-8')) saxes.write(text)
  saxes.close()
}

async function sharedTexts(entry: ZipEntry): Promise<string[]> {
  const texts: string[] = []
  let current = ''
  let isText = false
  let isPhonetic = false
  let total = 0
  await parsed(entry, {
    open: ({ name }) => {
      const tag = local(name)
      if (tag === 'si') current = ''
      if (tag === 't') isText = true
      if (tag === 'rPh') isPhonetic = true
    },
    text: (text) => {
      if (!isText || isPhonetic) return
      current += text
      total += text.length
      if (total > mostSharedText) throw fileRefused('file-too-large-inside')
    },
    close: (name) => {
      if (name === 't') isText = false
      if (name === 'rPh') isPhonetic = false
      if (name === 'si') texts.push(current)
    },
  })
  return texts
}

/** Styles whose number format is a date: the built-in ones, and those whose code has days, months or years outside quotes. */
async function dateStyles(entry: ZipEntry): Promise<Set<number>> {
  const dateFormats = new Set([14, 15, 16, 17, 18, 19, 20, 21, 22, 45, 46, 47])
  const dates = new Set<number>()
  let isCellFormats = false
  let at = 0
  await parsed(entry, {
    open: ({ name, attributes }) => {
      const tag = local(name)
      if (tag === 'numFmt' && /[dmyh]/i.test((attributes['formatCode'] ?? '').replace(/"[^"]*"|\[[^\]]*\]/g, '')))
        dateFormats.add(Number(attributes['numFmtId']))
      if (tag === 'cellXfs') isCellFormats = true
      if (tag === 'xf' && isCellFormats) {
        if (dateFormats.has(Number(attributes['numFmtId']))) dates.add(at)
        at += 1
      }
    },
    close: (name) => {
      if (name === 'cellXfs') isCellFormats = false
    },
  })
  return dates
}

type Book = { readonly shared: readonly string[]; readonly dates: ReadonlySet<number>; readonly is1904: boolean }

async function* sheetRows(entry: ZipEntry, book: Book): AsyncGenerator<RawRow> {
  const ready: RawRow[] = []
  let cells: Cell[] = []
  let line = 0
  let column = 0
  let type = ''
  let style = -1
  let value = ''
  let isValue = false
  const saxes = parser({
    open: ({ name, attributes }) => {
      const tag = local(name)
      if (tag === 'row') {
        line = Number(attributes['r'] ?? line + 1)
        cells = []
        column = 0
      } else if (tag === 'c') {
        column = attributes['r'] === undefined ? column : columnIndex(attributes['r'])
        type = attributes['t'] ?? 'n'
        style = Number(attributes['s'] ?? -1)
        value = ''
      } else if (tag === 'v' || tag === 't') isValue = true
    },
    text: (text) => {
      if (isValue) value += text
    },
    close: (name) => {
      if (name === 'v' || name === 't') isValue = false
      if (name === 'c') {
        if (column > 16_383) throw fileRefused('file-damaged')
        while (cells.length < column) cells.push(null)
        cells[column] = cellText(value, type, style, book)
        column += 1
      }
      if (name === 'row') ready.push({ line, cells })
    },
  })
  const stream: Readable = await entry.open()
  for await (const text of decoded(stream, 'utf-8')) {
    saxes.write(text)
    yield* ready.splice(0)
  }
  saxes.close()
  yield* ready.splice(0)
}

function columnIndex(reference: string): number {
  let index = 0
  for (const char of reference) {
    if (char < 'A' || char > 'Z') break
    index = index * 26 + (char.charCodeAt(0) - 64)
  }
  return index - 1
}

function cellText(value: string, type: string, style: number, book: Book): Cell {
  if (value === '') return null
  if (type === 's') return book.shared[Number(value)] ?? null
  if (type === 'b') return value === '1' ? 'true' : 'false'
  // A date style on what is no date of 1900 to 9999 leaves the cell as written.
  if (type === 'n' && book.dates.has(style) && Math.abs(Number(value)) < 2_958_466)
    return excelDate(Number(value), book.is1904)
  return value
}

/** A serial date of a spreadsheet as ISO text, UTC: 1900 system (with its day that never was), or 1904. */
export function excelDate(serial: number, is1904: boolean): string {
  const days = is1904 ? serial + 1462 : serial
  const ms = Math.round((days - 25_569) * 86_400_000)
  const iso = new Date(ms).toISOString()
  return iso.endsWith('T00:00:00.000Z') ? iso.slice(0, 10) : iso.slice(0, 19)
}
