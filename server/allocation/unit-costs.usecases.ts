import { unitCost } from '#models/allocation/unit-cost.ts'
import type { UnitCostMonth, UnitCostsView, UnitMeasure } from '#models/allocation/unit-cost.views.ts'
import type { BenefitDetail } from '#models/benefits/register.views.ts'
import { cadRateOf, type StatedRate } from '#models/bills/cad-rate.ts'
import { monthsFrom } from '#models/shared/month.ts'
import type { Reach } from '#server/access/reach.ts'
import { benefitDetail } from '#server/benefits/benefit-acts.usecases.ts'
import { ratesOfBody } from '#server/bills/rates.usecases.ts'
import type { Database } from '#server/database/database.ts'
import { unitCostFigure, type UnitCostTerm } from '#server/figures/figure-ids.ts'
import { ensureWorkload } from '#server/inventory/inventory.usecases.ts'
import { type Clock, todayOf } from '#server/shared/clock.ts'
import { measureNotFound } from './allocation.problems.ts'
import { type WorkloadMonth, workloadMonths } from './workload-months.usecases.ts'

export type UnitCostsDeps = { readonly db: Database; readonly clock: Clock }
export type UnitCostsAsked = {
  readonly workload: string
  readonly benefit: string
  readonly measure: string
  readonly from: string
  readonly to: string
}
/** What a unit cost is made of, as known at an instant. */
export type UnitCostFacts = {
  readonly workloadName: string
  readonly measure: BenefitDetail['measures'][number]
  readonly months: readonly WorkloadMonth[]
  readonly rates: readonly StatedRate[]
}

/** `asKnownMs`: what was known at that instant; now when absent. */
export async function unitCostFacts(
  deps: UnitCostsDeps,
  reach: Reach,
  { benefit, from, measure: key, to, workload: code }: UnitCostsAsked,
  asKnownMs?: number,
): Promise<UnitCostFacts> {
  const workload = await ensureWorkload(deps, reach, code)
  const detail = await benefitDetail(deps, reach, benefit, { asKnownMs })
  const measure = detail.measures.find((one) => one.key === key)
  if (measure === undefined) throw measureNotFound(benefit)
  const [months, rates] = await Promise.all([
    workloadMonths(deps, reach, {
      workloadIds: [workload.id],
      from,
      to,
      ...(asKnownMs === undefined ? {} : { asKnownMs }),
    }),
    ratesOfBody(
      deps.db,
      workload.body_id,
      todayOf(deps.clock),
      asKnownMs === undefined ? undefined : new Date(asKnownMs).toISOString(),
    ),
  ])
  return { workloadName: workload.name, measure, months, rates }
}

/** What was observed of a measure in a month, with who says it; undefined when nothing was. */
export function observedIn({ measure }: UnitCostFacts, period: string) {
  return measure.observations.findLast(({ content }) => content.period === period && content.value.kind === 'known')
}

/** Cost of a workload for one unit of a measure in a month; unknown where a bill, a rate or an observation is missing. */
export function unitCostOf(facts: UnitCostFacts, period: string): UnitCostMonth['cost'] {
  const costs = facts.months
    .filter((month) => month.period === period)
    .map(({ currency, effectiveMicros }) => ({
      currency,
      effectiveMicros,
      rate: cadRateOf(facts.rates, currency, period),
    }))
  const value = observedIn(facts, period)?.content.value
  return unitCost(costs, value?.kind === 'known' ? value.value : undefined)
}

/** The same, month after month; each figure opens to charges, rate and observation. */
export async function unitCosts(deps: UnitCostsDeps, reach: Reach, asked: UnitCostsAsked): Promise<UnitCostsView> {
  const facts = await unitCostFacts(deps, reach, asked)
  const asKnownMs = deps.clock.now().getTime()
  const { benefit, from, measure, to, workload } = asked
  return {
    workload,
    workloadName: facts.workloadName,
    benefit,
    measure,
    measureName: facts.measure.content.name,
    unit: facts.measure.content.unit,
    months: monthsFrom(from, to).map((period) => {
      const own = facts.months.filter((month) => month.period === period)
      const figure = (term: UnitCostTerm) =>
        unitCostFigure({ workload, benefit, measure, month: period, term, asKnownMs })
      const rated = [...new Set(own.map(({ currency }) => currency))].map((currency) =>
        cadRateOf(facts.rates, currency, period),
      )
      return {
        period,
        isOpen: own.some(({ isOpen }) => isOpen),
        cost: unitCostOf(facts, period),
        rates: rated.flatMap((rate) =>
          rate.kind === 'known'
            ? [{ currency: rate.value.currency, cadPerUnit: rate.value.cadPerUnit, basis: rate.value.basis }]
            : [],
        ),
        figures: { cost: figure('cost'), quantity: figure('quantity'), unit: figure('unit') },
      }
    }),
  }
}

/** The measures of a benefit, with how many observations each has. */
export async function unitMeasures(deps: UnitCostsDeps, reach: Reach, benefit: string): Promise<UnitMeasure[]> {
  const detail = await benefitDetail(deps, reach, benefit)
  return detail.measures.map(({ key, content, observations }) => ({
    benefit,
    measure: key,
    name: content.name,
    unit: content.unit,
    role: content.role,
    observations: observations.length,
  }))
}
