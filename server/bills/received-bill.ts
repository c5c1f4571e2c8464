import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, open, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createZstdDecompress } from 'node:zlib'
import type { PlacedPart } from '#models/bills/bill.views.ts'
import { billRefused } from './bills.problems.ts'

export const billContainers = ['csv', 'csv.gz', 'csv.zst', 'parquet'] as const
export type BillContainer = (typeof billContainers)[number]

/** A received file made ready for the reader: plain CSV or Parquet, and what its bytes told on the way. */
export type ReadyBill = {
  readonly container: BillContainer
  /** What the reader opens: the file itself, or what came out of it. */
  readonly path: string
  readonly sha256: string
  readonly bytes: number
  /** Of the plain text: how many lines it has, and whether it may hold the text NULL or an empty text between quotes. */
  readonly text: TextFacts
  /** The files it was laid out from, when a delivery came in several. */
  readonly parts?: readonly PlacedPart[]
  /** Removes what was unpacked. */
  dispose(): Promise<void>
}
export type TextFacts = { readonly lines: number; readonly mayHoldNull: boolean; readonly mayHoldEmptyQuoted: boolean }

const smallestRoom = 256 * 1024 * 1024
const mostTimesLarger = 200

/** Looks at a received file, unpacks it (beside itself unless told where) when it is compressed, and reads its bytes once. */
export async function readyBill(path: string, signal?: AbortSignal, plain = `${path}.plain`): Promise<ReadyBill> {
  const start = await firstBytes(path)
  if (start.length === 0) throw billRefused('bill-empty')
  const { size } = await stat(path)
  if (isParquet(start)) {
    const { sha256 } = await scanned(path, signal)
    return { container: 'parquet', path, sha256, bytes: size, text: noText, dispose: async () => {} }
  }
  const packed = packing(start)
  if (packed === undefined) {
    ensureText(start)
    const { sha256, text } = await scanned(path, signal)
    return { container: 'csv', path, sha256, bytes: size, text, dispose: async () => {} }
  }
  const dispose = () => rm(plain, { force: true })
  try {
    await mkdir(dirname(plain), { recursive: true })
    const hash = createHash('sha256')
    const hashing = new Transform({
      transform(chunk: Buffer, _, done) {
        hash.update(chunk)
        done(null, chunk)
      },
    })
    const facts = textFacts()
    const counting = limited(Math.max(smallestRoom, size * mostTimesLarger), (chunk) => facts.take(chunk))
    await pipeline(
      createReadStream(path),
      hashing,
      packed.open(),
      counting,
      createWriteStream(plain, { mode: 0o600 }),
      signal === undefined ? {} : { signal },
    )
    const inside = await firstBytes(plain)
    if (inside.length === 0) throw billRefused('bill-empty')
    if (!isParquet(inside)) ensureText(inside)
    const container = isParquet(inside) ? 'parquet' : packed.container
    return { container, path: plain, sha256: hash.digest('hex'), bytes: size, text: facts.end(), dispose }
  } catch (error) {
    await dispose()
    throw unpackingProblem(error)
  }
}

export const noText: TextFacts = { lines: 0, mayHoldNull: false, mayHoldEmptyQuoted: false }

async function opened(path: string) {
  try {
    return await open(path, 'r')
  } catch {
    throw billRefused('bill-file-not-found')
  }
}

async function firstBytes(path: string): Promise<Buffer> {
  const file = await opened(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(16), 0, 16, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

const isParquet = (start: Buffer) => start.subarray(0, 4).toString('latin1') === 'PAR1'

function packing(start: Buffer) {
  if (start[0] === 0x1f && start[1] === 0x8b) return { container: 'csv.gz' as const, open: createGunzip }
  if (start.readUInt32LE(0) === 0xfd2fb528) return { container: 'csv.zst' as const, open: createZstdDecompress }
  return undefined
}

/** What is neither text nor a form we open, said before the reader says something else of it. */
function ensureText(start: Buffer): void {
  if (start[0] === 0x50 && start[1] === 0x4b) throw billRefused('bill-zip')
  if (start.includes(0)) throw billRefused('bill-not-text')
}

function unpackingProblem(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'Z_BUF_ERROR' || code === 'ZSTD_error_srcSize_wrong') return billRefused('bill-truncated')
  if (/^Z_|^ZSTD_|^ERR_ZSTD/.test(code)) return billRefused('bill-damaged')
  return error
}

function limited(most: number, take: (chunk: Buffer) => void): Transform {
  let bytes = 0
  return new Transform({
    transform(chunk: Buffer, _, done) {
      bytes += chunk.length
      take(chunk)
      done(bytes > most ? billRefused('bill-too-large') : null, chunk)
    },
  })
}

async function scanned(path: string, signal?: AbortSignal): Promise<{ sha256: string; text: TextFacts }> {
  const hash = createHash('sha256')
  const facts = textFacts()
  await eachPart(path, signal, (part) => {
    hash.update(part)
    facts.take(part)
  })
  return { sha256: hash.digest('hex'), text: facts.end() }
}

export async function sha256OfFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  await eachPart(path, undefined, (part) => hash.update(part))
  return hash.digest('hex')
}

/** Reads every byte once, through one buffer however long the file is. */
async function eachPart(path: string, signal: AbortSignal | undefined, take: (part: Buffer) => void): Promise<void> {
  const file = await opened(path)
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

const bytesAtOnce = 1024 * 1024
const newline = 0x0a

/** Counts lines, and looks for what would need a slower reading; inside a quoted cell it may find too much, never too little. */
function textFacts() {
  let lines = 0
  let last = newline
  let mayHoldNull = false
  let mayHoldEmptyQuoted = false
  let tail: Buffer = startOfFile
  const look = (part: Buffer) => {
    mayHoldNull ||= holdsNull(part)
    mayHoldEmptyQuoted ||= holdsEmptyQuoted(part)
  }
  return {
    take(chunk: Buffer): void {
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

/** Two quotes with an edge on both sides: a cell that says "". */
function holdsEmptyQuoted(part: Buffer): boolean {
  for (const before of [',""', ';""', '\t""', '|""', '\n""'])
    for (let at = part.indexOf(before); at >= 0; at = part.indexOf(before, at + 1))
      if (part[at + 3] !== 0x22 && isEdge(part[at + 3])) return true
  return false
}

const edges = new Set<number | undefined>([0x2c, 0x3b, 0x09, 0x7c, 0x0a, 0x0d, 0x22])
const isEdge = (byte: number | undefined) => edges.has(byte)
