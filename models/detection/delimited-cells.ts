import { mostOfValue } from './value-reader.ts'

/** What is told of the cells of a delimited text: ranges of a text that is only lent. */
export type CellSink = {
  /** A cell of the row, from column 0; only the first characters of a very long one are given. */
  cell(text: string, start: number, end: number, column: number): void
  endRow(cells: number): void
}

export type CellSplitter = {
  push(chunk: string): void
  /** Ends the text; returns the line of a quote that was never closed. */
  end(): number | undefined
  /** Characters walked over: each exactly once. */
  readonly charactersRead: number
}

const quote = 34
const lineFeed = 10
const carriageReturn = 13
/** One more than what is looked at, so that a reader sees that the value was longer. */
const kept = mostOfValue + 1

/**
 * Splits delimited text (RFC 4180 quotes; CR, LF or CRLF) without making a text of each cell, and without keeping more than the first
 * characters of a long one: a line of a gigabyte costs no more memory than a short one. Reads the same cells as the importer's splitter,
 * which must keep whole values and therefore cannot bound them.
 */
export function createCellSplitter(delimiter: string, sink: CellSink): CellSplitter {
  const mark = delimiter.charCodeAt(0)
  let carried = ''
  let isCarrying = false
  let state: 'start' | 'plain' | 'quoted' | 'quote' = 'start'
  let column = 0
  let line = 1
  let quoteLine = 0
  let isAfterReturn = false
  let walked = 0

  const carry = (chunk: string, from: number, to: number) => {
    const room = kept - carried.length
    if (room > 0 && to > from) carried += chunk.slice(from, Math.min(to, from + room))
    isCarrying = true
  }
  const endCell = (chunk: string, from: number, to: number) => {
    if (isCarrying) {
      carry(chunk, from, to)
      sink.cell(carried, 0, carried.length, column)
      carried = ''
      isCarrying = false
    } else sink.cell(chunk, from, to, column)
    column += 1
    state = 'start'
  }
  const endRow = () => {
    sink.endRow(column)
    column = 0
  }

  return {
    push(chunk) {
      const size = chunk.length
      walked += size
      let from = 0
      let at = 0
      while (at < size) {
        let code = chunk.charCodeAt(at)
        if (state === 'plain') {
          // No separator stands past `;`: one comparison settles most characters.
          while (code > 59 || (code !== mark && code !== lineFeed && code !== carriageReturn)) {
            at += 1
            if (at === size) break
            code = chunk.charCodeAt(at)
          }
          if (at === size) break
        } else if (state === 'quoted') {
          if (code === carriageReturn || (code === lineFeed && !isAfterReturn)) line += 1
          isAfterReturn = code === carriageReturn
          if (code === quote) {
            carry(chunk, from, at)
            state = 'quote'
          }
          at += 1
          continue
        } else if (code === quote) {
          if (state === 'quote') from = at // the second of two: it stands for itself
          else {
            quoteLine = line
            from = at + 1
          }
          state = 'quoted'
          isAfterReturn = false
          at += 1
          continue
        }
        const isFeedOfReturn = isAfterReturn && code === lineFeed && state === 'start' && column === 0
        isAfterReturn = code === carriageReturn
        if (isFeedOfReturn) at += 1
        else if (code === mark || code === lineFeed || code === carriageReturn) {
          if (state === 'start' || state === 'quote') from = at
          endCell(chunk, from, at)
          if (code !== mark) {
            line += 1
            endRow()
          }
          at += 1
        } else {
          if (state === 'start' || state === 'quote') from = at
          state = 'plain'
        }
        from = state === 'plain' ? from : at
      }
      if (state === 'plain' || state === 'quoted') carry(chunk, from, size)
    },
    end() {
      if (state === 'quoted') {
        carried = ''
        return quoteLine
      }
      if (state !== 'start' || column > 0) {
        endCell('', 0, 0)
        endRow()
      }
      return undefined
    },
    get charactersRead() {
      return walked
    },
  }
}
