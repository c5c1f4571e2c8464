import { open } from 'node:fs/promises'
import { Worker } from 'node:worker_threads'

/** What the bytes of a plain text tell: how many lines it has, and whether it may hold the text NULL or an empty text between quotes. */
export type TextFacts = { readonly lines: number; readonly mayHoldNull: boolean; readonly mayHoldEmptyQuoted: boolean }

export const noText: TextFacts = { lines: 0, mayHoldNull: false, mayHoldEmptyQuoted: false }

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

export async function factsOfFile(path: string, signal?: AbortSignal): Promise<TextFacts> {
  const facts = textFacts()
  await eachPart(path, (part) => facts.take(part), signal)
  return facts.end()
}

/** The same in a thread of its own, beside what the calling one does meanwhile. */
export async function factsApart(path: string, signal?: AbortSignal): Promise<TextFacts> {
  signal?.throwIfAborted()
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./text-facts-thread.ts', import.meta.url), { workerData: path })
    const stop = () => void worker.terminate()
    signal?.addEventListener('abort', stop, { once: true })
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.once('exit', () => {
      signal?.removeEventListener('abort', stop)
      reject(signal?.reason instanceof Error ? signal.reason : new Error('the thread that looks at a text ended'))
    })
  })
}

const newline = 0x0a

/** Counts lines, and looks for what would need a slower reading; inside a quoted cell it may find too much, never too little. */
export function textFacts() {
  let lines = 0
  let last = newline
  let mayHoldNull = false
  let mayHoldEmptyQuoted = false
  let tail: Buffer = startOfFile
  let emptyCells: readonly string[] | undefined
  const look = (part: Buffer) => {
    mayHoldNull ||= holdsNull(part)
    mayHoldEmptyQuoted ||= holdsEmptyQuoted(part, emptyCells ?? [])
  }
  return {
    take(chunk: Buffer): void {
      emptyCells ??= emptyCellsAfter(chunk)
      for (let at = chunk.indexOf(newline); at >= 0; at = chunk.indexOf(newline, at + 1)) lines += 1
      last = chunk.at(-1) ?? last
      look(chunk)
      look(Buffer.concat([tail, chunk.subarray(0, longestLooked)]))
      tail = Buffer.concat([tail, chunk.subarray(-longestLooked)]).subarray(-longestLooked)
    },
    end(): TextFacts {
      look(Buffer.concat([tail, endOfFile]))
      return { lines: last === newline ? lines : lines + 1, mayHoldNull, mayHoldEmptyQuoted }
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
