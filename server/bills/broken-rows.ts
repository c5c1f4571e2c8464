import type { BillRule } from '#models/bills/bill-rules.ts'
import type { BillEngine } from './bill-engine.ts'
import type { BillReading, RowFailure } from './bill-reading.ts'
import { literal } from './bill-sql.ts'
import type { LineSql } from './physical-lines.ts'
import { hasBit, type PlacedRule, type ReadingPlan } from './reading-plan.ts'

/** The staged rows, each with its place in the file. */
export const stagedRows = (path: string) => `read_parquet(${literal(path)}, file_row_number=true)`

/** Told at most so many times each; counted always. */
export const mostRefusalsListed = 5_000

const mostWarningsListed = 20

export async function refusedFailures(
  engine: BillEngine,
  staged: string,
  plan: ReadingPlan,
  lines: LineSql,
): Promise<RowFailure[]> {
  const rows = await engine.rows(
    `SELECT (${lines.line('r')})::DOUBLE AS line, r._refused::VARCHAR AS mask FROM ${stagedRows(staged)} AS r${lines.join('r')} WHERE r._refused <> 0 AND NOT r._left ORDER BY r.file_row_number LIMIT ${mostRefusalsListed}`,
  )
  return rows.flatMap((row) =>
    plan.refused.filter(({ bit }) => hasBit(row['mask'], bit)).map(({ rule }) => failureOf(rule, Number(row['line']))),
  )
}

export async function warnedFailures(
  engine: BillEngine,
  staged: string,
  rules: readonly PlacedRule[],
  lines: LineSql,
): Promise<RowFailure[]> {
  const failures: RowFailure[] = []
  for (const { rule, mask, bit } of rules) {
    const rows = await engine.rows(
      `SELECT (${lines.line('r')})::DOUBLE AS line FROM (SELECT file_row_number FROM ${stagedRows(staged)} WHERE ${mask} & ${1n << BigInt(bit)}::UBIGINT <> 0 AND NOT _left ORDER BY file_row_number LIMIT ${mostWarningsListed}) AS r${lines.join('r')} ORDER BY 1`,
    )
    failures.push(...rows.map((row) => failureOf(rule, Number(row['line']))))
  }
  return failures
}

const failureOf = ({ id, column, severity, text }: BillRule, line: number): RowFailure => ({
  line,
  rule: id,
  column,
  severity,
  detail: text,
})

/** The refused rows as the file writes them, with their lines. */
export async function writeQuarantine(
  engine: BillEngine,
  plan: ReadingPlan,
  { staged, quarantine, lines }: { readonly staged: string; readonly quarantine: string; readonly lines: LineSql },
): Promise<void> {
  await engine.write(
    `SELECT placed.line AS _line, q.* EXCLUDE (n) FROM (SELECT row_number() OVER () AS n, * FROM (${plan.refusedCells})) AS q JOIN (SELECT row_number() OVER () AS n, line FROM (SELECT ${lines.line('r')} AS line FROM ${stagedRows(staged)} AS r${lines.join('r')} WHERE r._refused <> 0 AND NOT r._left ORDER BY r.file_row_number)) AS placed ON placed.n = q.n ORDER BY placed.n`,
    quarantine,
    plan.width,
  )
}

export async function quarantinedMoney(engine: BillEngine, staged: string): Promise<BillReading['quarantined']> {
  const rows = await engine.rows(
    `SELECT coalesce(BillingCurrency, '') AS currency, sum(BilledCost)::VARCHAR AS billed, count(*)::DOUBLE AS n FROM ${stagedRows(staged)} WHERE _refused <> 0 AND NOT _left GROUP BY ALL ORDER BY 1`,
  )
  return rows.map((row) => ({
    currency: String(row['currency']),
    billed: row['billed'] === null ? null : String(row['billed']),
    rows: Number(row['n']),
  }))
}
