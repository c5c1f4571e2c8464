import type { BillRowsView } from '#models/bills/bill.views.ts'
import { canonicalTagsText, chargeKeys, withEveryColumn } from './bill-charges.ts'
import { type BillEngine, openEngine } from './bill-engine.ts'
import { literal, quoted } from './bill-sql.ts'

/** Written by the usecase of the answering thread, read in the report thread. */
export type BillRowsRequest = {
  readonly folder: string
  readonly path: string
  readonly firstLine: number
  readonly limit: number
  /** The row of `bill_charge` whose rows are asked for. */
  readonly charge: { readonly [column: string]: string | number | null }
}

/** The rows a charge sums, found by its keys in the Parquet of its import, with their physical lines. */
export async function billRows(request: BillRowsRequest): Promise<BillRowsView> {
  const engine = await openEngine(request.folder, { memoryMib: 512, threads: 1 })
  try {
    return await rowsOf(engine, request)
  } finally {
    await engine.close()
  }
}

async function rowsOf(engine: BillEngine, { path, firstLine, limit, charge }: BillRowsRequest): Promise<BillRowsView> {
  const file = `read_parquet(${literal(path)}, file_row_number=true)`
  const relation = await withEveryColumn(engine, file)
  const described = await engine.rows(`DESCRIBE SELECT * FROM read_parquet(${literal(path)})`)
  const names = described.map((row) => String(row['column_name']))
  const columns = names.filter((name) => !name.startsWith('_'))
  const line = names.includes('_line') ? '_line' : `file_row_number + ${firstLine}`
  const keys = chargeKeys.filter(([name]) => name !== 'tags_json')
  const conditions = keys.map(([name, sql]) => `${sql} = ${literal(String(charge[name] ?? ''))}`)
  const where = conditions.join(' AND ')
  const written = await engine.rows(`SELECT DISTINCT coalesce(Tags, '') AS tags FROM ${relation} WHERE ${where}`)
  const same = written
    .map((row) => String(row['tags']))
    .filter((tags) => canonicalTagsText(tags) === charge['tags_json'])
  const all = `${where} AND coalesce(Tags, '') IN (${same.map(literal).join(', ') || 'NULL'})`
  const rows = await engine.rows(
    `SELECT (${line})::DOUBLE AS _at, ${columns.map((name) => `${quoted(name)}::VARCHAR AS ${quoted(name)}`).join(', ')} FROM ${relation} WHERE ${all} ORDER BY 1 LIMIT ${limit}`,
  )
  const [sums] = await engine.rows(
    `SELECT coalesce(sum(BilledCost), 0)::VARCHAR AS billed, coalesce(sum(EffectiveCost), 0)::VARCHAR AS effective FROM ${relation} WHERE ${all}`,
  )
  return {
    columns,
    rows: rows.map((row) => ({
      line: Number(row['_at']),
      cells: columns.map((name) => {
        const cell = row[name]
        return cell === null || cell === undefined ? null : String(cell)
      }),
    })),
    total: Number(charge['row_count']),
    billed: String(sums?.['billed']),
    effective: String(sums?.['effective']),
  }
}
