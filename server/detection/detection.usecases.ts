import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type { ColumnFinding } from '#models/detection/column-detection.ts'
import { createColumnTally } from '#models/detection/column-detection.ts'
import { createDdlReader, type SqlDialect } from '#models/detection/ddl.ts'
import { createCellSplitter } from '#models/detection/delimited-cells.ts'
import { isBinary, isSql } from '#models/detection/file-kinds.ts'
import { safeName, safeType } from '#models/detection/safe-names.ts'
import { createTableDetector, type TableFinding } from '#models/detection/table-detection.ts'
import { createValueReader } from '#models/detection/value-reader.ts'
import { ProblemError } from '#models/shared/problem.ts'
import { delimiterOf } from '#server/imports/readers/csv-rows.ts'
import { archiveOrText } from '#server/imports/readers/inventory-file.ts'
import { fileRefused } from '#server/imports/readers/reader.problems.ts'
import { decoded, type Encoding, encodingOf, fileStream } from '#server/imports/readers/text-decoding.ts'
import { workbookSheets } from '#server/imports/readers/xlsx-rows.ts'
import { openZip } from '#server/imports/readers/zip.ts'
import { type Clock, todayOf } from '#server/shared/clock.ts'
import { detectionRefused } from './detection.problems.ts'

/** What a file holds that is sensitive: names, counts and shapes. No value of the file is in it. */
export type Detection = {
  readonly kind: 'ddl' | 'csv' | 'xlsx'
  /** Of a schema; null for a sample. */
  readonly dialect: SqlDialect | null
  readonly tables: number
  /** Rows read after the headers; 0 for a schema or a header row alone. */
  readonly rows: number
  readonly columns: readonly ColumnFinding[]
  /** Lines of statements that stop before their end: a schema cut in half gives what stood whole. */
  readonly cutStatements: readonly number[]
  /** No header row was found: columns are named by their place (`#1`). */
  readonly isHeadless: boolean
  /** Values of which only the first characters were read. */
  readonly cutValues: number
}

export type DetectionDeps = { readonly clock: Clock }

/** How a long reading is followed and stopped; `total` null while nothing tells how much there is. */
export type DetectionWatch = {
  readonly signal?: AbortSignal
  progress?(done: number, total: number | null): void
}

const sampleSize = 65_536
const yieldEvery = 16
const rowsPerTurn = 1_000

/**
 * Finds the sensitive columns of a schema (SQL), a sample (CSV, XLSX) or a header row; its kind is recognised by what it holds. The file
 * is read once as a stream, in memory that does not grow with it, and nothing of it is written anywhere.
 */
export async function detectSensitiveData(
  deps: DetectionDeps,
  path: string,
  options: DetectionWatch & { readonly fileName?: string } = {},
): Promise<Detection> {
  const year = Number(todayOf(deps.clock).slice(0, 4))
  try {
    if ((await archiveOrText(path)) === 'archive') return await workbookDetection(path, year, options)
    return await textDetection(path, { ...options, year, fileName: options.fileName ?? basename(path) })
  } catch (error) {
    throw asRefusal(error)
  }
}

type TextOptions = DetectionWatch & { readonly year: number; readonly fileName: string }

async function textDetection(path: string, options: TextOptions): Promise<Detection> {
  const encoding = await encodingOf(() => fileStream(path))
  const sample = await sampleOf(path, encoding)
  if (isBinary(sample)) throw detectionRefused('detection-not-supported')
  if (sample.trim() === '') throw fileRefused('file-empty')
  return isSql(sample, options.fileName)
    ? schemaDetection(textOf(path, encoding, options), options.year)
    : sampleDetection(textOf(path, encoding, options), delimiterOf(sample), options.year)
}

async function sampleOf(path: string, encoding: Encoding): Promise<string> {
  let sample = ''
  for await (const text of decoded(fileStream(path), encoding)) {
    sample += text
    if (sample.length >= sampleSize) break
  }
  return sample.slice(0, sampleSize)
}

/** The text of a file by chunks, letting other work pass now and then. */
async function* textOf(path: string, encoding: Encoding, watch: DetectionWatch): AsyncGenerator<string> {
  const { size } = await stat(path)
  const stream = fileStream(path)
  let turn = 0
  for await (const text of decoded(stream, encoding)) {
    watch.signal?.throwIfAborted()
    yield text
    watch.progress?.(stream.bytesRead, size)
    turn += 1
    if (turn % yieldEvery === 0) await new Promise((resume) => setImmediate(resume))
  }
}

async function schemaDetection(text: AsyncIterable<string>, year: number): Promise<Detection> {
  const ddl = createDdlReader()
  for await (const chunk of text) ddl.push(chunk)
  const { dialect, tables, columns, cutStatements, hasTooManyColumns } = ddl.end()
  if (hasTooManyColumns) throw detectionRefused('detection-too-many-columns')
  if (columns.length === 0) throw detectionRefused('detection-no-column', cutStatements[0])
  const reader = createValueReader()
  return {
    kind: 'ddl',
    dialect,
    tables,
    rows: 0,
    columns: columns.map(({ name, table, type, comment }, at) =>
      createColumnTally(
        {
          name: safeName(name, reader) ?? `#${at + 1}`,
          table: safeName(table, reader),
          type: safeType(type, reader),
          comment,
        },
        year,
      ).finding(),
    ),
    cutStatements,
    isHeadless: false,
    cutValues: 0,
  }
}

async function sampleDetection(text: AsyncIterable<string>, delimiter: string, year: number): Promise<Detection> {
  const detector = createTableDetector({ table: null, year })
  const splitter = createCellSplitter(delimiter, detector)
  for await (const chunk of text) splitter.push(chunk)
  const unclosed = splitter.end()
  if (unclosed !== undefined) throw detectionRefused('detection-unclosed-quote', unclosed)
  return sampleOfTables('csv', [detector.finding()])
}

async function workbookDetection(path: string, year: number, watch: DetectionWatch): Promise<Detection> {
  const zip = await openZip(path)
  try {
    if (zip.entries.some((entry) => /^(EncryptedPackage|EncryptionInfo)$/.test(entry.name)))
      throw fileRefused('file-encrypted')
    if (!zip.entries.some((entry) => entry.name.toLowerCase() === 'xl/workbook.xml'))
      throw detectionRefused('detection-not-supported')
    const reader = createValueReader()
    const findings: TableFinding[] = []
    let rows = 0
    for (const sheet of await workbookSheets(zip)) {
      const detector = createTableDetector({ table: safeName(sheet.name, reader), year })
      for await (const row of sheet.rows()) {
        row.cells.forEach((cell, at) => {
          if (cell !== null) detector.cell(cell, 0, cell.length, at)
        })
        detector.endRow()
        rows += 1
        if (rows % rowsPerTurn !== 0) continue
        watch.progress?.(rows, null)
        await new Promise((resume) => setImmediate(resume))
        watch.signal?.throwIfAborted()
      }
      findings.push(detector.finding())
    }
    return sampleOfTables('xlsx', findings)
  } finally {
    zip.close()
  }
}

function sampleOfTables(kind: 'csv' | 'xlsx', findings: readonly TableFinding[]): Detection {
  if (findings.some((one) => one.hasTooManyColumns)) throw detectionRefused('detection-too-many-columns')
  const filled = findings.filter((one) => one.columns.length > 0)
  if (filled.length === 0) throw detectionRefused('detection-no-column')
  return {
    kind,
    dialect: null,
    tables: filled.length,
    rows: filled.reduce((sum, one) => sum + one.rows, 0),
    columns: filled.flatMap((one) => one.columns),
    cutStatements: [],
    isHeadless: filled.some((one) => one.isHeadless),
    cutValues: filled.reduce((sum, one) => sum + one.cutValues, 0),
  }
}

/** Refusals of the readers in the detector's words; a file that is not there is the person's to mend, not a failure of ours. */
function asRefusal(error: unknown): unknown {
  if (error instanceof ProblemError)
    return error.code === 'file-not-supported' ? detectionRefused('detection-not-supported') : error
  const code = error instanceof Error && 'code' in error ? error.code : ''
  return code === 'ENOENT' || code === 'EISDIR' || code === 'EACCES' || code === 'ENOTDIR' || code === 'ENAMETOOLONG'
    ? detectionRefused('detection-file-not-found')
    : error
}
