import { plannedValues } from '../benefits/curve.ts'
import type { RegisterBenefit } from '../benefits/register-state.ts'
import { monthsOf } from '../benefits/register.schemas.ts'
import { known, type Outcome, unknownBecause } from '../shared/outcome.ts'
import type { BenefitStatus } from './benefit-status.ts'
import { colourOf } from './colour.ts'
import { type Month, monthNumber } from '../shared/month.ts'

export type UnitIndex = {
  readonly index: Outcome<number, 'no-baseline' | 'nothing-measured' | 'nothing-planned'>
  readonly lastMeasured: Month | null
  readonly periodsLate: number
}

/**
 * How far a benefit of any other unit is: (latest − baseline) / (planned for its period − baseline), 1 on plan whichever way is good. `now` is
 * the month of the instant; a period is late once it is over and its usual delay too.
 */
export function unitIndex(benefit: RegisterBenefit, now: Month): UnitIndex {
  const [outcome] = [...benefit.measures].filter(([, { content }]) => content.role === 'outcome')
  if (outcome === undefined) return { index: unknownBecause('nothing-planned'), lastMeasured: null, periodsLate: 0 }
  const [key, { content: measure }] = outcome
  const months = monthsOf[measure.frequency] ?? 12
  const seen = (benefit.observations.get(key) ?? []).filter(({ content }) => content.value.kind === 'known')
  const last = seen.at(-1)?.content
  const trajectory = benefit.trajectories.get(key)?.content
  const plan = trajectory === undefined ? [] : plannedValues(trajectory, months)
  const due = plan.filter(({ period }) => monthNumber(period) + months + measure.lagMonths <= monthNumber(now))
  const lastMeasured = last?.period ?? null
  return {
    index: indexOf(benefit, key, last, plan),
    lastMeasured,
    periodsLate: due.filter(({ period }) => lastMeasured === null || period > lastMeasured).length,
  }
}

function indexOf(
  benefit: RegisterBenefit,
  key: string,
  last: { readonly period: Month; readonly value: { readonly kind: string; readonly value?: number } } | undefined,
  plan: readonly { readonly period: Month; readonly mode: number }[],
): UnitIndex['index'] {
  const model = benefit.baselines.get(key)?.content.model
  if (model === undefined || model.kind !== 'value') return unknownBecause('no-baseline')
  if (last === undefined || last.value.value === undefined) return unknownBecause('nothing-measured')
  const target = plan.findLast(({ period }) => period <= last.period)?.mode
  if (target === undefined || target === model.value) return unknownBecause('nothing-planned')
  return known((last.value.value - model.value) / (target - model.value))
}

/** The status of a benefit that is not told in dollars: index, delay and colour of its own measure; no amount. */
export function unitStatus(benefit: RegisterBenefit, status: BenefitStatus, now: Month): BenefitStatus {
  const { index, lastMeasured, periodsLate } = unitIndex(benefit, now)
  const profile = benefit.profile.content
  const { colour, rules } = colourOf({
    sign: profile.sign,
    realisationIndex: index,
    periodsLate,
    grade: null,
    hasOwner: profile.owner !== null,
    hasBaseline: benefit.baselines.size > 0,
    hasValidator: profile.financeCounterpart !== null,
  })
  return {
    ...status,
    realisationIndex: index,
    lastMeasured,
    timeVariance: unknownBecause('not-in-dollars'),
    colour,
    colourRules: rules,
  }
}
