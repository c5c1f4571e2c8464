import { randomUUID } from 'node:crypto'
import { mkdir, rm } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { poolGivesWay } from '#server/shared/priority.ts'
import { type BillLimits, defaultBillLimits } from './bill-limits.ts'
import { billRefused } from './bills.problems.ts'
import { literal, parquetForm, readerFunctions } from './bill-sql.ts'

export type BillEngine = Awaited<ReturnType<typeof openEngine>>
export type EngineRow = Readonly<Record<string, string | number | boolean | null>>

/** What the reader sets apart to write a column, of each thread: it asks for 4 MiB, and finds them in half of what it may hold. */
const mibOfColumn = 8

const leastMib = 128
const memoryOf = ({ memoryMib }: BillLimits, share: number) =>
  Math.min(memoryMib, Math.max(leastMib, Math.ceil(memoryMib * share)))

/** A reader of its own for one piece of work: bounded in memory, spilling into its folder, gone when closed. It fetches nothing. */
export async function openEngine(folder: string, limits: BillLimits = defaultBillLimits, signal?: AbortSignal) {
  const spill = join(folder, `spill-${randomUUID()}`)
  await mkdir(spill, { recursive: true })
  const threads = limits.threads ?? availableParallelism()
  const instance = await DuckDBInstance.create(':memory:', {
    memory_limit: `${limits.memoryMib}MiB`,
    threads: String(threads),
    temp_directory: spill,
    enable_external_file_cache: 'false',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  })
  const connection = await instance.connect()
  poolGivesWay()
  const interrupt = () => connection.interrupt()
  signal?.addEventListener('abort', interrupt)
  const working = new Set<Promise<unknown>>()
  const guarded = async <T>(work: () => Promise<T>): Promise<T> => {
    signal?.throwIfAborted()
    const done = work()
    working.add(done)
    try {
      return await done
    } catch (error) {
      signal?.throwIfAborted()
      if (error instanceof Error && error.message.startsWith('Out of Memory')) throw billRefused('bill-memory')
      throw error
    } finally {
      working.delete(done)
    }
  }
  const engine = {
    signal,
    run: (sql: string) => guarded(async () => void (await connection.run(sql))),
    rows: (sql: string) =>
      guarded(async () => (await connection.runAndReadAll(sql)).getRowObjectsJson() as readonly EngineRow[]), // casts in our statements leave nothing else
    /** The first column of a long answer, a part at a time; another statement meanwhile would end it. */
    async *texts(sql: string): AsyncGenerator<readonly string[]> {
      const result = await guarded(() => connection.stream(sql))
      for (;;) {
        const chunk = await guarded(() => result.fetchChunk())
        if (chunk === null || chunk.rowCount === 0) return
        yield chunk.getColumnValues(0) as string[] // the statements cast it to text
      }
    },
    /**
     * Writes rows to a file, in their order. Each thread lays out a group of rows in memory that the reader sets apart by column; where it
     * is not there for all of them they wait for each other and hold more: as many threads work as find theirs.
     */
    async write(rows: string, path: string, columns: number): Promise<void> {
      const atWork = Math.max(1, Math.min(threads, Math.floor(limits.memoryMib / (columns * mibOfColumn))))
      await engine.hold(1)
      await engine.run(`SET threads = ${atWork}`)
      await engine.run(`COPY (${rows}) TO ${literal(path)} ${parquetForm}`)
      await engine.run(`SET threads = ${threads}`)
    },
    /** Holds at most this share of its memory from here on, the rest on disk, and gives back to the system what it no longer uses. */
    hold: (share: number) => engine.run(`SET memory_limit = '${memoryOf(limits, share)}MiB'`),
    /** Once what it still works on is done. */
    async close() {
      await Promise.allSettled(working)
      signal?.removeEventListener('abort', interrupt)
      connection.closeSync()
      instance.closeSync()
      await rm(spill, { recursive: true, force: true })
    },
  }
  for (const statement of ["SET TimeZone = 'UTC'", ...readerFunctions]) await engine.run(statement)
  return engine
}

/** Names and types of the columns of a Parquet file; what cannot be opened as one is named. */
export async function parquetColumns(
  engine: BillEngine,
  path: string,
): Promise<readonly { readonly name: string; readonly type: string }[]> {
  try {
    const rows = await engine.rows(`DESCRIBE SELECT * FROM read_parquet(${literal(path)})`)
    return rows.map((row) => ({ name: String(row['column_name']), type: String(row['column_type']) }))
  } catch (error) {
    if (error instanceof Error && /^(Invalid|IO|Serialization)/.test(error.message)) throw billRefused('bill-damaged')
    throw error
  }
}
