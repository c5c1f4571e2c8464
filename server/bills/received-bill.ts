import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, open, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createZstdDecompress } from 'node:zlib'
import type { PlacedPart } from '#models/bills/bill.views.ts'
import { billRefused } from './bills.problems.ts'
import { eachPart } from './text-facts.ts'

export const billContainers = ['csv', 'csv.gz', 'csv.zst', 'parquet'] as const
export type BillContainer = (typeof billContainers)[number]

/** A received file made ready for the reader: plain CSV or Parquet, and what its bytes told on the way. */
export type ReadyBill = {
  readonly container: BillContainer
  /** What the reader opens: the file itself, or what came out of it. */
  readonly path: string
  readonly bytes: number
  /** The files it was laid out from, when a delivery came in several. */
  readonly parts?: readonly PlacedPart[]
  /** Removes what was unpacked. */
  dispose(): Promise<void>
}

const smallestRoom = 256 * 1024 * 1024
const mostTimesLarger = 200

/** Looks at what a received file is, and unpacks it (beside itself unless told where) when it is compressed. */
export async function readyBill(path: string, signal?: AbortSignal, plain = `${path}.plain`): Promise<ReadyBill> {
  const start = await firstBytes(path)
  if (start.length === 0) throw billRefused('bill-empty')
  const { size } = await stat(path)
  const asIs = { path, bytes: size, dispose: async () => {} }
  if (isParquet(start)) return { ...asIs, container: 'parquet' }
  const packed = packing(start)
  if (packed === undefined) {
    ensureText(start)
    return { ...asIs, container: 'csv' }
  }
  const dispose = () => rm(plain, { force: true })
  try {
    await mkdir(dirname(plain), { recursive: true })
    const counting = limited(Math.max(smallestRoom, size * mostTimesLarger))
    await pipeline(
      createReadStream(path),
      packed.open(),
      counting,
      createWriteStream(plain, { mode: 0o600 }),
      signal === undefined ? {} : { signal },
    )
    const inside = await firstBytes(plain)
    if (inside.length === 0) throw billRefused('bill-empty')
    if (!isParquet(inside)) ensureText(inside)
    const container = isParquet(inside) ? 'parquet' : packed.container
    return { container, path: plain, bytes: size, dispose }
  } catch (error) {
    await dispose()
    throw unpackingProblem(error)
  }
}

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

function limited(most: number): Transform {
  let bytes = 0
  return new Transform({
    transform(chunk: Buffer, _, done) {
      bytes += chunk.length
      done(bytes > most ? billRefused('bill-too-large') : null, chunk)
    },
  })
}

export async function sha256OfFile(path: string, signal?: AbortSignal): Promise<string> {
  await (await opened(path)).close()
  const hash = createHash('sha256')
  await eachPart(path, (part) => hash.update(part), signal)
  return hash.digest('hex')
}
