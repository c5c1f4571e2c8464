import type { BillRowsView } from '#models/bills/bill.views.ts'
import { canonicalTagsText, chargeKeys, withEveryColumn } from './bill-charges.ts'
import { type BillEngine, openEngine, parquetColumns } from './bill-engine.ts'
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
export async function billRows({ folder, path, firstLine, limit, charge }: BillRowsRequest): Promise<BillRowsView> {
  const engine = await openEngine(folder, { memoryMib: 512, threads: 1 })
  try {
    const { billed, columns, effective, rows } = await rowsOfCharges(engine, {
      path,
      firstLine,
      limit,
      charges: [charge],
    })
    return {
      columns: columns.map(({ name }) => name),
      rows: rows.map(({ line, cells }) => ({ line, cells })),
      total: Number(charge['row_count']),
      billed,
      effective,
    }
  } finally {
    await engine.close()
  }
}

export type RowOfCharge = {
  /** The place among those asked for of the charge that it is a row of. */
  readonly charge: number
  readonly line: number
  readonly cells: readonly (string | null)[]
}

const insertedAtOnce = 500

/** The rows that some charges of one import sum, in the order of their physical lines, every column as text. */
export async function rowsOfCharges(
  engine: BillEngine,
  asked: {
    readonly path: string
    readonly firstLine: number
    readonly charges: readonly BillRowsRequest['charge'][]
    readonly limit?: number
  },
): Promise<{
  readonly columns: readonly { readonly name: string; readonly type: string }[]
  readonly rows: RowOfCharge[]
  /** Exact sums of all of them, shown or not. */
  readonly billed: string
  readonly effective: string
}> {
  const { path, firstLine, charges, limit } = asked
  const described = await parquetColumns(engine, path)
  const names = new Set(described.map(({ name }) => name))
  const relation = withEveryColumn(`read_parquet(${literal(path)}, file_row_number=true)`, names)
  const columns = described.filter(({ name }) => !name.startsWith('_'))
  const line = described.some(({ name }) => name === '_line') ? '_line' : `file_row_number + ${firstLine}`
  const keys = chargeKeys.filter(([name]) => name !== 'tags_json')
  await engine.run(
    `CREATE OR REPLACE TEMP TABLE wanted (_charge INTEGER, ${keys.map(([name]) => `_${name} VARCHAR`).join(', ')})`,
  )
  const wanted = charges.map(
    (one, at) => `(${[String(at), ...keys.map(([name]) => literal(String(one[name] ?? '')))].join(', ')})`,
  )
  await insertInto(engine, 'wanted', wanted)
  const joined = `${relation} AS _row JOIN wanted ON ${keys.map(([name, sql]) => `${sql} = _${name}`).join(' AND ')}`
  const written = await engine.rows(`SELECT DISTINCT _charge, coalesce(Tags, '') AS tags FROM ${joined}`)
  const same = written.flatMap((row) => {
    const [at, tags] = [Number(row['_charge']), String(row['tags'])]
    return canonicalTagsText(tags) === charges[at]?.['tags_json'] ? [`(${at}, ${literal(tags)})`] : []
  })
  await engine.run('CREATE OR REPLACE TEMP TABLE wanted_tags (_of INTEGER, _tags VARCHAR)')
  await insertInto(engine, 'wanted_tags', same)
  const texts = columns.map(({ name, type }, at) => `${textOf(quoted(name), type)} AS _cell_${at}`)
  const all = `${joined} JOIN wanted_tags ON _of = _charge AND _tags = coalesce(Tags, '')`
  const rows = await engine.rows(
    `SELECT _charge, (${line})::DOUBLE AS _at, ${texts.join(', ')} FROM ${all} ORDER BY _at${limit === undefined ? '' : ` LIMIT ${limit}`}`,
  )
  const [sums] = await engine.rows(
    `SELECT coalesce(sum(BilledCost), 0)::VARCHAR AS billed, coalesce(sum(EffectiveCost), 0)::VARCHAR AS effective FROM ${all}`,
  )
  return {
    columns,
    rows: rows.map((row) => ({
      charge: Number(row['_charge']),
      line: Number(row['_at']),
      cells: columns.map((_, at) => {
        const cell = row[`_cell_${at}`]
        return cell === null || cell === undefined ? null : String(cell)
      }),
    })),
    billed: String(sums?.['billed']),
    effective: String(sums?.['effective']),
  }
}

/** A moment as FOCUS writes it, anything else as it is. */
const textOf = (column: string, type: string) =>
  type.startsWith('TIMESTAMP') ? `strftime(${column}, '%Y-%m-%dT%H:%M:%SZ')` : `${column}::VARCHAR`

async function insertInto(engine: BillEngine, table: string, values: readonly string[]): Promise<void> {
  for (let from = 0; from < values.length; from += insertedAtOnce)
    await engine.run(`INSERT INTO ${table} VALUES ${values.slice(from, from + insertedAtOnce).join(', ')}`)
}
