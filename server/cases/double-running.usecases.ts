import type { CaseContent } from '#models/cases/case.schemas.ts'
import { likelySums, preparedCase } from '#models/cases/case-flows.ts'
import { caseRows } from '#models/cases/case-rows.ts'
import { valueAt } from '#models/cost/evaluated.ts'
import { known, type Outcome, unknownBecause } from '#models/shared/outcome.ts'
import { doubleRunningCost } from '#models/waves/double-running.ts'
import type { WaveDates } from '#models/waves/wave.schemas.ts'
import { fiscalYearOf } from '#models/waves/fiscal-year.ts'
import type { Reach } from '#server/access/reach.ts'
import type { Database } from '#server/database/database.ts'
import { workloadsById } from '#server/inventory/inventory.usecases.ts'
import { inputsOf } from './case-gathering.usecases.ts'

export type DoubleRunningRequest = {
  readonly workloadIds: readonly string[]
  readonly dates: WaveDates
  /** Instant, ISO, UTC. */
  readonly at: string
}

/**
 * What both sides of these workloads cost while both are paid, CAD at the prices of today, each assumption at the mean of its range. Unknown when one of
 * them has no known cost on a side, with how many. Made in the report thread.
 */
export async function doubleRunningCad(
  db: Database,
  reach: Reach,
  { workloadIds, dates, at }: DoubleRunningRequest,
): Promise<Outcome<number>> {
  const selected = await workloadsById({ db }, reach, workloadIds)
  const [first] = selected
  if (first === undefined) return known(0)
  const content: CaseContent = {
    title: '-',
    selection: { kind: 'body' },
    baseYear: fiscalYearOf(dates.startsOn).year,
    years: 1,
    basis: 'nominal',
    defaultDates: dates,
    variants: [{ label: '-', place: { kind: 'chosen' }, term: 'on-demand' }],
  }
  const deps = { db, clock: { now: () => new Date(at) } }
  const { inputs } = await inputsOf(deps, reach, { bodyId: first.body_id, content, selected })
  const { rows, leftOut } = caseRows(inputs)
  if (leftOut.length > 0) return unknownBecause(`workloads-without-cost:${leftOut.length}`)
  const prepared = preparedCase(inputs, rows)
  const sums = likelySums(prepared, 0, prepared.inputs.set)
  // Workloads that stay have no date: nothing of theirs is paid twice.
  const yearly = (side: 'asIs' | 'target') =>
    Object.values(sums[side])
      .flatMap((byGroup) => byGroup.filter((_, g) => prepared.groups[g]?.dates !== null))
      .reduce<number>((sum, part) => sum + valueAt(part), 0)
  const costs = { oldCadPerYear: yearly('asIs'), newCadPerYear: yearly('target') }
  return known(doubleRunningCost(dates, costs).totalCad)
}
