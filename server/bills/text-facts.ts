import { open } from 'node:fs/promises'

/** Whether the cells of a text may hold the word NULL, or an empty text between quotes; it may be said of one that does not, never the reverse. */
export type CellFacts = { readonly mayHoldNull: boolean; readonly mayHoldEmptyQuoted: boolean }

/** Of a file that was not looked at. */
export const mayHoldAnything: CellFacts = { mayHoldNull: true, mayHoldEmptyQuoted: true }

/** What may stand between the cells of a bill. */
export const separators = [',', ';', '\t', '|'] as const

const bytesAtOnce = 1024 * 1024

/** Reads every byte once, through one buffer however long the file is. */
export async function eachPart(path: string, take: (part: Buffer) => void, signal?: AbortSignal): Promise<void> {
  const file = await open(path, 'r')
  try {
    const buffer = Buffer.allocUnsafe(bytesAtOnce)
    for (;;) {
      signal?.throwIfAborted()
      const { bytesRead } = await file.read(buffer, 0, bytesAtOnce, null)
      if (bytesRead === 0) break
      take(buffer.subarray(0, bytesRead))
    }
  } finally {
    await file.close()
  }
}

export async function factsOfText(path: string, signal?: AbortSignal): Promise<CellFacts> {
  const facts = cellFacts()
  await eachPart(path, (part) => facts.take(part), signal)
  return facts.end()
}

/** Physical lines of a text; the last one counts whether it is ended or not. */
export async function linesOfText(path: string, signal?: AbortSignal): Promise<number> {
  let lines = 0
  let last: number | undefined
  await eachPart(
    path,
    (part) => {
      lines += lineEnds(part)
      last = part.at(-1)
    },
    signal,
  )
  return last === undefined || last === newline ? lines : lines + 1
}

const newline = 0x0a

export function lineEnds(part: Buffer): number {
  let count = 0
  for (let at = part.indexOf(newline); at >= 0; at = part.indexOf(newline, at + 1)) count += 1
  return count
}

/** Looks for what would need a slower reading; inside a quoted cell it may find too much, never too little. */
export function cellFacts() {
  let mayHoldNull = false
  let mayHoldEmptyQuoted = false
  let tail: Buffer = startOfFile
  let emptyCells: readonly string[] = []
  const look = (part: Buffer) => {
    mayHoldNull ||= holdsNull(part)
    mayHoldEmptyQuoted ||= holdsEmptyQuoted(part, emptyCells)
  }
  return {
    take(chunk: Buffer): void {
      if (emptyCells.length === 0) emptyCells = emptyCellsAfter(chunk)
      look(chunk)
      look(Buffer.concat([tail, chunk.subarray(0, longestLooked)]))
      tail = Buffer.concat([tail, chunk.subarray(-longestLooked)]).subarray(-longestLooked)
    },
    end(): CellFacts {
      look(Buffer.concat([tail, endOfFile]))
      return { mayHoldNull, mayHoldEmptyQuoted }
    },
  }
}

/** A file begins and ends as a line does. */
const [startOfFile, endOfFile] = [Buffer.from('\n'), Buffer.from('\n')]
/** The word looked for with an edge on both sides: what lies across two parts is found where they meet. */
const longestLooked = 8

const holdsNull = (part: Buffer) => ['NULL', 'null'].some((word) => holdsCell(part, word))

/** The word alone in a cell, between quotes or not. */
function holdsCell(part: Buffer, word: string): boolean {
  for (let at = part.indexOf(word); at >= 0; at = part.indexOf(word, at + 1))
    if (isEdge(part[at - 1]) && isEdge(part[at + word.length])) return true
  return false
}

/** What an empty text between quotes follows: the start of a line, or a separator that the header has where the first bytes show it whole. */
function emptyCellsAfter(start: Buffer): readonly string[] {
  const header = start.subarray(0, start.indexOf(newline) + 1).toString('latin1')
  const isWhole = header !== '' && header.split('"').length % 2 === 1
  return [...separators.filter((one) => !isWhole || header.includes(one)), '\n'].map((one) => `${one}""`)
}

/** Two quotes with an edge on both sides: a cell that says "". */
function holdsEmptyQuoted(part: Buffer, cells: readonly string[]): boolean {
  for (const cell of cells)
    for (let at = part.indexOf(cell); at >= 0; at = part.indexOf(cell, at + 1))
      if (part[at + 3] !== 0x22 && isEdge(part[at + 3])) return true
  return false
}

const edges = new Set<number | undefined>([0x2c, 0x3b, 0x09, 0x7c, 0x0a, 0x0d, 0x22])
const isEdge = (byte: number | undefined) => edges.has(byte)
