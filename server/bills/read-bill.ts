import { rename, rm } from 'node:fs/promises'
import type { BillDialect } from '#models/bills/bill-dialect.ts'
import { dialectOf } from '#models/bills/known-dialects.ts'
import type { BillEngine, EngineRow } from './bill-engine.ts'
import type { BillReading } from './bill-reading.ts'
import { type BillSourceFile, billSourceFile, type CellForm } from './bill-source.ts'
import { quoted } from './bill-sql.ts'
import { billRefused } from './bills.problems.ts'
import {
  stagedRows,
  mostRefusalsListed,
  quarantinedMoney,
  refusedFailures,
  warnedFailures,
  writeQuarantine,
} from './broken-rows.ts'
import { physicalLines } from './physical-lines.ts'
import {
  hasBit,
  mayBePlain,
  notPlain,
  type Placed,
  type PlacedRule,
  type ReadingPlan,
  readingPlan,
} from './reading-plan.ts'
import type { ReadyBill } from './received-bill.ts'
import { factsOfText, linesOfText, mayHoldAnything } from './text-facts.ts'
import { unsplitCounts, unsplitFailure, unsplitRows } from './unsplit-rows.ts'

/**
 * Reads a bill as FOCUS: every row typed, held against the rules of its version, and written in order to a Parquet file with what it
 * breaks. One pass over the file, however large; a second one only for the rows that are refused.
 */
export async function readBill(
  engine: BillEngine,
  { ready, source, dialect, version }: RecognisedBill,
  { staged, quarantine }: { readonly staged: string; readonly quarantine: string },
): Promise<BillReading> {
  // The lines are counted by this thread while those of the reader read the rows.
  const [plan, lineCount] = await Promise.all([
    stagedPlan(engine, { ready, source, dialect, version }, staged),
    source.isText ? linesOfText(ready.path, engine.signal) : 0,
  ])
  const unsplit = source.isText ? await unsplitRows(engine) : []
  const combinations = await engine.rows(
    `SELECT ${plan.masks.map((mask) => `${mask}::VARCHAR AS ${mask}`).join(', ')}, _left, count(*)::DOUBLE AS n FROM ${stagedRows(staged)} GROUP BY ALL`,
  )
  const count = (holds: (row: EngineRow) => boolean) =>
    combinations.reduce((sum, row) => (holds(row) ? sum + Number(row['n']) : sum), 0)
  const isRefused = (row: EngineRow) => row['_left'] !== true && row['_refused'] !== '0'
  const leftOut = count((row) => row['_left'] === true)
  const refused = count(isRefused)
  const placed = count(() => true)
  const lines = await physicalLines(engine, ready, source, { lineCount, placed, unsplit })
  const countsOf = <T extends Placed>(list: readonly T[]) =>
    list
      .map((one) => ({ one, rows: count((row) => row['_left'] !== true && hasBit(row[one.mask], one.bit)) }))
      .filter(({ rows }) => rows > 0)
  const refusals = countsOf(plan.refused)
  const warnings = countsOf(plan.warned)
  const kept = '_refused = 0 AND NOT _left'
  const failures = [
    ...unsplit.slice(0, mostRefusalsListed).map((one, at) => unsplitFailure(one, lines.unsplit[at] ?? one.line)),
    ...(refused === 0 ? [] : await refusedFailures(engine, staged, plan, lines.sql)),
    ...(await warnedFailures(
      engine,
      staged,
      warnings.map(({ one }) => one),
      lines.sql,
    )),
  ]
  if (refused > 0) await writeQuarantine(engine, plan, { staged, quarantine, lines: lines.sql })
  const told = ({ one: { rule }, rows }: { one: PlacedRule; rows: number }) => ({
    rule: rule.id,
    rows,
    text: rule.text,
  })
  return {
    dialect,
    version,
    rows: {
      read: placed + unsplit.length,
      accepted: placed - refused - leftOut,
      rejected: refused + unsplit.length,
      leftOut,
    },
    deviations: countsOf(plan.noted).map(({ one: { deviation }, rows }) => ({
      rule: deviation.id,
      rows,
      text: deviation.text,
    })),
    warnings: warnings.map(told),
    refusals: [...refusals.map(told), ...unsplitCounts(unsplit)],
    failures,
    missing: plan.missing,
    unknownColumns: plan.unknownColumns,
    quarantined: refused === 0 ? [] : await quarantinedMoney(engine, staged),
    deliveredAt: await deliveredAt(engine, staged, plan.unknownColumns),
    staged,
    columns: plan.columns,
    width: plan.width,
    isWhole: refused === 0 && leftOut === 0 && lines.isInOrder,
    firstLine: source.firstLine,
    lines: lines.sql,
    kept,
  }
}

/** Writes the rows: as plain ones, which nearly every file has and are read faster; with any other, in every way that is understood. */
async function stagedPlan(
  engine: BillEngine,
  { ready, source, dialect, version }: RecognisedBill,
  staged: string,
): Promise<ReadingPlan> {
  const write = async (as: CellForm) => {
    const plan = readingPlan(source, dialect, version, as)
    await engine.write(plan.rows, staged, plan.width)
    return plan
  }
  const writeAny = async () => write(source.isText ? await factsOfText(ready.path, engine.signal) : mayHoldAnything)
  if (!mayBePlain(source, dialect)) return writeAny()
  try {
    return await write('plain')
  } catch (error) {
    if (!(error instanceof Error && error.message.includes(notPlain))) throw error
    return writeAny()
  }
}

/** A file whose header was recognised. */
export type RecognisedBill = {
  readonly ready: ReadyBill
  readonly source: BillSourceFile
  readonly dialect: BillDialect
  readonly version: string
}

/** Which form of bill a file is, by its header alone. */
export async function recognisedBill(engine: BillEngine, ready: ReadyBill): Promise<RecognisedBill> {
  const source = await billSourceFile(engine, ready)
  const found = dialectOf(source.header)
  if (found === undefined) throw billRefused('bill-not-recognised')
  return { ready, source, ...found }
}

const deliveryColumn = /^x_.*(export_?time|exported_?at|delivered_?at|ingestion_?time)$/i

/** When the issuer wrote the file, if one of its columns says so: the latest. */
async function deliveredAt(engine: BillEngine, staged: string, columns: readonly string[]): Promise<string | null> {
  const name = columns.find((column) => deliveryColumn.test(column))
  if (name === undefined) return null
  const [row] = await engine.rows(
    `SELECT strftime(max(bill_iso(${quoted(name)})), '%Y-%m-%dT%H:%M:%SZ') AS at FROM ${stagedRows(staged)}`,
  )
  const at = row?.['at']
  return typeof at === 'string' ? at : null
}

/** Moves the staged file where an import keeps it. */
export async function keepWhole(staged: string, path: string): Promise<void> {
  await rm(path, { force: true })
  await rename(staged, path)
}
