import type { BillEngine } from './bill-engine.ts'
import { lineSteps } from './bill-lines.ts'
import type { BillSourceFile } from './bill-source.ts'
import type { ReadyBill } from './received-bill.ts'
import type { Unsplit } from './unsplit-rows.ts'

/** The physical line of a staged row, over an alias of the staged file. */
export type LineSql = { join(alias: string): string; line(alias: string): string }

/** The physical line of each staged row, as SQL over its place in the file; worked out byte by byte only where place does not tell it. */
export async function physicalLines(
  engine: BillEngine,
  ready: ReadyBill,
  source: BillSourceFile,
  {
    lineCount,
    placed,
    unsplit,
  }: { readonly lineCount: number; readonly placed: number; readonly unsplit: readonly Unsplit[] },
): Promise<{ readonly sql: LineSql; readonly isInOrder: boolean; readonly unsplit: readonly number[] }> {
  const inOrder = (alias: string) => `${alias}.file_row_number + ${source.firstLine}`
  if (!source.isText || (unsplit.length === 0 && lineCount === placed + 1))
    return { sql: { join: () => '', line: inOrder }, isInOrder: true, unsplit: [] }
  const { steps, lines } = await lineSteps(
    ready.path,
    unsplit.map(({ byte }) => byte),
  )
  await engine.run('CREATE OR REPLACE TEMP TABLE line_step (from_row BIGINT, plus BIGINT)')
  for (let start = 0; start < steps.length; start += 5_000) {
    const values = steps.slice(start, start + 5_000).map(({ fromRow, plus }) => `(${fromRow}, ${plus})`)
    await engine.run(`INSERT INTO line_step VALUES ${values.join(', ')}`)
  }
  return {
    sql: {
      join: (alias) => ` ASOF JOIN line_step AS step ON ${alias}.file_row_number >= step.from_row`,
      line: (alias) => `${alias}.file_row_number + step.plus`,
    },
    isInOrder: false,
    unsplit: lines,
  }
}
