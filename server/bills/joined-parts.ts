import { createReadStream, createWriteStream } from 'node:fs'
import { rm, stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { PlacedPart } from '#models/bills/bill.views.ts'
import { openEngine, parquetColumns } from './bill-engine.ts'
import type { BillPart } from './bill-parts.ts'
import { literal } from './bill-sql.ts'
import { billRefused } from './bills.problems.ts'
import { readyBill, type ReadyBill } from './received-bill.ts'
import type { BillDeps } from './receiving.usecases.ts'
import { lineEnds } from './text-facts.ts'

const newline = 0x0a

/**
 * Lays the parts of a delivery one after the other in a file beside them: together they are one bill, read and put in force as one. The
 * header is taken once and must be the same in all; Parquet is joined by the names of its columns.
 */
export async function joinedParts(
  { folder, limits }: Pick<BillDeps, 'folder' | 'limits'>,
  parts: readonly BillPart[],
  target: string,
  signal?: AbortSignal,
): Promise<ReadyBill> {
  const ready: ReadyBill[] = []
  const dispose = () => rm(target, { force: true })
  try {
    for (const [i, { path }] of parts.entries()) ready.push(await readyBill(path, signal, `${target}.${i}`))
    const parquet = ready.filter(({ container }) => container === 'parquet').length
    if (parquet > 0 && parquet < ready.length) throw billRefused('bill-parts-differ')
    const placed =
      parquet > 0
        ? await joinedParquet({ folder, limits }, { ready, parts, target, signal })
        : await joinedText({ ready, parts, target })
    return {
      container: ready[0]?.container ?? 'csv',
      path: target,
      bytes: parts.reduce((sum, { bytes }) => sum + bytes, 0),
      parts: placed,
      dispose,
    }
  } catch (error) {
    await dispose()
    throw error
  } finally {
    for (const one of ready) await one.dispose()
  }
}

type Given = { readonly ready: readonly ReadyBill[]; readonly parts: readonly BillPart[]; readonly target: string }

/** Every part but the first without its header line, each ended by a line break. */
async function joinedText({ ready, parts, target }: Given): Promise<PlacedPart[]> {
  const placed: PlacedPart[] = []
  let header: string | undefined
  let line = 2
  for (const [i, { path }] of ready.entries()) {
    const { told, bytes } = await headerLine(path)
    if (header !== undefined && header !== told) throw billRefused('bill-parts-differ', differing(parts[i]?.name ?? ''))
    const isFirst = header === undefined
    header = told
    placed.push({ name: parts[i]?.name ?? '', firstLine: line })
    const copied = { lines: 0 }
    await pipeline(
      Readable.from(endedByBreak(createReadStream(path, { start: isFirst ? 0 : bytes }), copied)),
      createWriteStream(target, { mode: 0o600, flags: isFirst ? 'w' : 'a' }),
    )
    line += copied.lines - (isFirst ? 1 : 0)
  }
  return placed
}

/** A text whose last line is ended; its lines are counted as they pass. */
async function* endedByBreak(chunks: AsyncIterable<unknown>, counted: { lines: number }): AsyncGenerator<Buffer> {
  let last: number | undefined
  for await (const chunk of chunks) {
    const part = chunk as Buffer // a binary stream without encoding
    last = part.at(-1) ?? last
    counted.lines += lineEnds(part)
    yield part
  }
  if (last === undefined || last === newline) return
  counted.lines += 1
  yield Buffer.from('\n')
}

const headerRoom = 256 * 1024

/** The first line, and how many bytes it takes with its end. */
async function headerLine(path: string): Promise<{ readonly told: string; readonly bytes: number }> {
  const { size } = await stat(path)
  const start: Buffer[] = []
  for await (const chunk of createReadStream(path, { end: Math.min(headerRoom, size) - 1 })) start.push(chunk as Buffer) // idem
  const head = Buffer.concat(start)
  const at = head.indexOf(newline)
  const bytes = at < 0 ? head.length : at + 1
  return {
    told: head
      .toString('utf8', 0, bytes)
      .replace(/^\uFEFF/, '')
      .trim(),
    bytes,
  }
}

async function joinedParquet(
  { folder, limits }: Pick<BillDeps, 'folder' | 'limits'>,
  { ready, parts, target, signal }: Given & { readonly signal: AbortSignal | undefined },
): Promise<PlacedPart[]> {
  const engine = await openEngine(folder, limits, signal)
  try {
    const files = `[${ready.map(({ path }) => literal(path)).join(', ')}]`
    const columns = await parquetColumns(engine, ready[0]?.path ?? '')
    await engine.write(`SELECT * FROM read_parquet(${files}, union_by_name=true)`, target, columns.length)
    const placed: PlacedPart[] = []
    let line = 1
    for (const [i, { path }] of ready.entries()) {
      placed.push({ name: parts[i]?.name ?? '', firstLine: line })
      const [counted] = await engine.rows(`SELECT num_rows::DOUBLE AS n FROM parquet_file_metadata(${literal(path)})`)
      line += Number(counted?.['n'] ?? 0)
    }
    return placed
  } catch (error) {
    if (error instanceof Error && /^(Invalid|IO|Serialization|Conversion|Binder)/.test(error.message))
      throw billRefused('bill-parts-differ')
    throw error
  } finally {
    await engine.close()
  }
}

const differing = (name: string) => [{ code: 'bill-parts-differ', detail: { fr: name, en: name } }]
