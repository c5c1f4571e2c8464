import type { ImportPlan, PlannedBenefit, PlacedLine } from '#models/benefits/register-import.ts'
import { plannedRegister } from '#models/benefits/register-import.ts'
import { type ColumnOf, headersSignature, importFields, suggestedColumns } from '#models/benefits/register-columns.ts'
import { readLine } from '#models/benefits/register-lines.ts'
import { ProblemError } from '#models/shared/problem.ts'
import type { Reach } from '#server/access/reach.ts'
import type { Database } from '#server/database/database.ts'
import { mappingOf } from '#server/imports/mappings.usecases.ts'
import { openInventoryFile } from '#server/imports/readers/inventory-file.ts'
import { importHasNoTable, importTooLong } from './register-import.problems.ts'
import { registerAsOf } from './register.usecases.ts'

export type ImportRequest = {
  readonly path: string
  readonly fileName: string
  readonly body: string
  readonly bodyId: string
  /** As a person chose them; null: as remembered of this source, else by the headers. */
  readonly columns: ColumnOf | null
}
/** What applying would do, with everything that it would write. */
export type FullPlan = ImportPlan & { readonly writes: readonly PlannedBenefit[] }

/** A refusal on its way out of another thread. */
export type Refusal = Pick<ProblemError, 'code' | 'status' | 'title' | 'detail' | 'errors'>
const refusalOf = ({ code, status, title, detail, errors }: ProblemError): Refusal => ({
  code,
  status,
  title,
  detail,
  errors,
})

/** Lines of a register kept in a workbook; beyond, it is a file of another kind. */
const mostLines = 50_000

/** Reads the file and says, line by line, what applying it would do; nothing is written. A refusal of the file is told as data. */
export async function previewedImport(
  db: Database,
  reach: Reach,
  asked: ImportRequest,
): Promise<ImportPlan | { readonly refused: Refusal }> {
  try {
    const { writes: _writes, ...plan } = await plannedImport(db, reach, asked)
    return plan
  } catch (error) {
    if (error instanceof ProblemError) return { refused: refusalOf(error) }
    throw error
  }
}

/** The same, with everything that is to be written. */
export async function plannedImport(db: Database, reach: Reach, asked: ImportRequest): Promise<FullPlan> {
  const { headers, rows } = await rowsOf(asked)
  const columns = asked.columns ?? (await rememberedColumns(db, asked.bodyId, headers)) ?? suggestedColumns(headers)
  const state = await registerAsOf({ db, clock: { now: () => new Date() } }, reach)
  const into = { ...state, benefits: state.benefits.filter((one) => one.body === asked.body) }
  const lines = rows.map(({ line, table, cells }): PlacedLine => ({ line, table, said: readLine(cells, columns) }))
  const planned = plannedRegister(lines, into)
  const count = (outcome: ImportPlan['lines'][number]['outcome']) =>
    planned.lines.filter((line) => line.outcome === outcome).length
  const added = planned.benefits.filter(({ code }) => code === null).length
  return {
    headers,
    columns,
    lines: planned.lines,
    counts: {
      added: count('added'),
      changed: count('changed'),
      unchanged: count('unchanged'),
      refused: count('refused'),
    },
    benefits: { added, changed: planned.benefits.length - added },
    writes: planned.benefits,
  }
}

async function rememberedColumns(
  db: Database,
  bodyId: string,
  headers: readonly string[],
): Promise<ColumnOf | undefined> {
  const kept = await mappingOf(db, bodyId, headersSignature(headers))
  return kept === undefined ? undefined : (chosenColumns(kept) ?? undefined)
}

type FileRow = { readonly line: number; readonly table: string; readonly cells: Readonly<Record<string, string>> }

/** Every line of every table of the file, under the headers of them all. */
async function rowsOf(asked: ImportRequest): Promise<{ headers: readonly string[]; rows: readonly FileRow[] }> {
  const file = await openInventoryFile(asked.path, asked.fileName)
  try {
    const tables = file.tables.filter((one) => one.headers.length > 1 && one.repeated === undefined)
    if (tables.length === 0) throw importHasNoTable()
    const rows: FileRow[] = []
    for (const table of tables)
      for await (const row of table.rows()) {
        const cells = Object.fromEntries(table.headers.map((header, i) => [header, row.cells[i] ?? '']))
        if (Object.values(cells).every((cell) => cell.trim() === '')) continue
        if (rows.length === mostLines) throw importTooLong(mostLines)
        rows.push({ line: row.line, table: table.name, cells })
      }
    return { headers: [...new Set(tables.flatMap((one) => one.headers))].filter(Boolean), rows }
  } finally {
    file.close()
  }
}

/** The columns a person chose, by field; what is no field, or no text, is left out. */
export function chosenColumns(text: string): ColumnOf | null {
  try {
    const given = JSON.parse(text) as unknown
    if (typeof given !== 'object' || given === null) return null
    const pairs = Object.entries(given).filter(
      ([field, header]) => importFields.some((one) => one === field) && typeof header === 'string',
    )
    return Object.fromEntries(pairs) as ColumnOf // fields and texts only, by the filter above
  } catch {
    return null
  }
}
