import { type CadCents, cadCents } from '../shared/money.ts'
import { known, mapKnown, type Outcome, unknownBecause } from '../shared/outcome.ts'
import { actualOfMonth, type Actual, type LegacyPlan, type MonthCharges, type MonthEntry } from './actual.ts'
import {
  adjustedBaseline,
  type AdjustedBaseline,
  type BaselineModel,
  type Conditions,
  type NonRoutineAdjustment,
} from './adjusted-baseline.ts'
import { isInTransition, type TransitionWindow } from './baseline-months.ts'
import { type Month, monthsFrom } from '../shared/month.ts'
import { realisedOfMonth, type RealisedMonth } from './realised.ts'

/** All that one benefit is computed from, by month; what is absent of a map is not known, never zero. */
export type BenefitFacts = {
  /** Null: nothing frozen to hold the bill against. */
  readonly model: BaselineModel | null
  readonly adjustments: readonly NonRoutineAdjustment[]
  readonly transition: TransitionWindow | null
  readonly conditions: ReadonlyMap<Month, Conditions>
  /** Saving planned by the first promise and by the plan in force. */
  readonly firstPlan: ReadonlyMap<Month, CadCents>
  readonly plan: ReadonlyMap<Month, CadCents>
  /** Cost planned in the month; empty when only a saving is. */
  readonly plannedCost: ReadonlyMap<Month, CadCents>
  readonly charges: ReadonlyMap<Month, readonly MonthCharges[]>
  readonly entries: ReadonlyMap<Month, readonly MonthEntry[]>
  readonly elsewhere: ReadonlyMap<Month, CadCents>
  readonly legacy: LegacyPlan | null
  /** First month in which a bill must come; null when none is expected. */
  readonly billedFrom: Month | null
  /** Months that the ledger of the body tells of; null: none. A month outside of them lacks a part of its cost. */
  readonly ledgerCovers: { readonly from: Month; readonly to: Month } | null | 'not-needed'
  /** The benefit that the cost of the same workload is already compared by; null when it is by this one. */
  readonly comparedBy: string | null
}

export type SeriesMonth = RealisedMonth & {
  readonly baseline: Outcome<AdjustedBaseline>
  readonly actual: Outcome<Actual>
  readonly elsewhereCents: CadCents
  /** Null: the promise or the plan says nothing of the month. */
  readonly firstPlannedCents: CadCents | null
  readonly plannedCents: CadCents | null
}

const noConditions: Conditions = { volumes: new Map(), indices: new Map() }
const none = cadCents(0)

/** Every month of a benefit from one to another, both included: baseline, actual, realised and the two views. */
export function benefitSeries(facts: BenefitFacts, from: Month, to: Month): readonly SeriesMonth[] {
  return monthsFrom(from, to).map((month) => seriesMonth(facts, month))
}

function seriesMonth(facts: BenefitFacts, month: Month): SeriesMonth {
  const { legacy, model } = facts
  const entries = facts.entries.get(month) ?? []
  const baseline: Outcome<AdjustedBaseline> =
    model === null
      ? unknownBecause('no-baseline')
      : adjustedBaseline(model, facts.conditions.get(month) ?? noConditions, facts.adjustments, month)
  const gap = gapOf(facts, month)
  const actual: Outcome<Actual> =
    gap === undefined
      ? actualOfMonth({
          month,
          charges: facts.charges.get(month) ?? [],
          entries,
          legacy,
          expectsBill: expectsBill(facts, month, entries.length),
        })
      : unknownBecause(gap)
  const elsewhereCents = facts.elsewhere.get(month) ?? none
  const planned = facts.plan.get(month)
  const plannedCost = facts.plannedCost.get(month)
  const realised = realisedOfMonth<string>({
    month,
    plannedCost: plannedCost === undefined ? unknownBecause('no-planned-cost') : known(plannedCost),
    baseline: mapKnown(baseline, ({ cents }) => cents),
    actual: mapKnown(actual, ({ cents }) => cents),
    elsewhereCents,
    isClosed: actual.kind === 'known' && actual.value.isClosed,
    isInTransition: isInTransition(month, facts.transition),
  })
  return {
    ...realised,
    baseline,
    actual,
    elsewhereCents,
    firstPlannedCents: facts.firstPlan.get(month) ?? null,
    plannedCents: planned ?? null,
  }
}

/** What keeps the cost of a month from being told: another benefit compares it, or the ledger does not tell of the month yet. */
function gapOf({ comparedBy, ledgerCovers }: BenefitFacts, month: Month): string | undefined {
  if (comparedBy !== null) return `compared-by:${comparedBy}`
  if (ledgerCovers === 'not-needed') return undefined
  return ledgerCovers === null || month < ledgerCovers.from || ledgerCovers.to < month ? 'no-ledger' : undefined
}

/**
 * Whether a month without a bill is missing one: from the first bill on; before it, a month that no ledger line tells either, unless
 * a proof shows that nothing runs any more.
 */
function expectsBill({ billedFrom, legacy }: BenefitFacts, month: Month, entries: number): boolean {
  if (billedFrom !== null && billedFrom <= month) return true
  const isProven = legacy?.proof !== null && legacy?.proof !== undefined && legacy.proof.effective <= month
  return entries === 0 && !isProven
}

/** Months told by an observation of dollars instead of a bill: what was measured is what was realised, a gap stays a gap. */
export function observedSeries(
  facts: Pick<BenefitFacts, 'firstPlan' | 'plan'> & { readonly observed: ReadonlyMap<Month, CadCents> },
  from: Month,
  to: Month,
): readonly SeriesMonth[] {
  return monthsFrom(from, to).map((month): SeriesMonth => {
    const value = facts.observed.get(month)
    const missing = unknownBecause('not-observed')
    const planned = facts.plan.get(month)
    return {
      month,
      state: value === undefined ? 'unknown' : 'closed',
      realised: value === undefined ? missing : known(value),
      ledgerView: unknownBecause('no-planned-cost'),
      avoidedView: value === undefined ? missing : known(value),
      baseline: unknownBecause('measured-directly'),
      actual: unknownBecause('measured-directly'),
      elsewhereCents: none,
      firstPlannedCents: facts.firstPlan.get(month) ?? null,
      plannedCents: planned ?? null,
    }
  })
}

/** « Saved on paper, still paid » over months: legacy cost of months in which the plan had ended it. */
export function stillPaid(months: readonly SeriesMonth[]): CadCents {
  return cadCents(
    months.reduce((sum, { actual }) => sum + (actual.kind === 'known' ? actual.value.stillPaidCents : 0), 0),
  )
}
