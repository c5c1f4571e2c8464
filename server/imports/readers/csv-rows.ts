import type { RawRow } from '#models/imports/imported.ts'
import { fileRefused } from './reader.problems.ts'

/**
 * Rows of delimited text, with the physical line each starts on (1 = first line, blank lines and newlines inside quotes counted).
 * RFC 4180 quotes, also after blanks (`, "a, b"`), CR, LF or CRLF. Our own splitter because the physical line and the place of an unclosed quote must be exact;
 * memory is one row and one chunk.
 */
export async function* csvRows(chunks: AsyncIterable<string>, delimiter: string): AsyncGenerator<RawRow> {
  let cells: string[] = []
  let cell = ''
  let line = 1
  let rowLine = 1
  let quoteLine = 0
  let state: 'start' | 'plain' | 'quoted' | 'quote' = 'start'
  let isAfterReturn = false
  const endCell = () => {
    cells.push(cell)
    cell = ''
    state = 'start'
  }
  const endRow = (): RawRow => {
    endCell()
    const row = { line: rowLine, cells: cells.map((text) => (text === '' ? null : text)) }
    cells = []
    return row
  }
  for await (const chunk of chunks) {
    for (const char of chunk) {
      const isFeedOfReturn = isAfterReturn && char === '\n'
      isAfterReturn = char === '\r'
      if (isFeedOfReturn) {
        if (state === 'quoted') cell += char
        continue
      }
      if (state === 'quoted') {
        if (char === '"') state = 'quote'
        else {
          cell += char
          if (char === '\n' || char === '\r') line += 1
        }
      } else if (char === '"' && (state !== 'plain' || cell.trim() === '')) {
        if (state === 'quote') cell += char
        else {
          quoteLine = line
          cell = ''
        }
        state = 'quoted'
      } else if (char === delimiter) endCell()
      else if (char === '\n' || char === '\r') {
        const row = endRow()
        line += 1
        rowLine = line
        yield row
      } else {
        cell += char
        state = 'plain'
      }
    }
  }
  if (state === 'quoted') throw fileRefused('file-unclosed-quote', { row: quoteLine })
  if (cell !== '' || cells.length > 0 || state === 'quote') yield endRow()
}

/** The separator of a text: the one that cuts its first lines into the same number of cells, most of all. */
export function delimiterOf(sample: string): ',' | ';' | '\t' {
  const lines = sample
    .split(/\r\n|\n|\r/)
    .filter((line) => line.trim() !== '')
    .slice(0, 10)
  const [header = ''] = lines
  const score = (mark: string) =>
    outsideQuotes(header, mark) * 10 +
    lines.filter((line) => outsideQuotes(line, mark) === outsideQuotes(header, mark)).length
  const best = ([',', ';', '\t'] as const).toSorted((a, b) => score(b) - score(a))[0]
  return best ?? ','
}

function outsideQuotes(line: string, mark: string): number {
  return line.replace(/"[^"]*"/g, '').split(mark).length - 1
}
