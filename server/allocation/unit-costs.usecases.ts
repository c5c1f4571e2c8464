import { unitCost } from '#models/allocation/unit-cost.ts'
import type { UnitCostsView, UnitMeasure } from '#models/allocation/unit-cost.views.ts'
import { cadRateOf } from '#models/bills/cad-rate.ts'
import { monthsFrom } from '#models/shared/month.ts'
import type { Reach } from '#server/access/reach.ts'
import { benefitDetail } from '#server/benefits/benefit-acts.usecases.ts'
import { ratesOfBody } from '#server/bills/rates.usecases.ts'
import type { Database } from '#server/database/database.ts'
import { ensureWorkload } from '#server/inventory/inventory.usecases.ts'
import { type Clock, todayOf } from '#server/shared/clock.ts'
import { measureNotFound } from './allocation.problems.ts'
import { workloadMonths } from './workload-months.usecases.ts'

type Deps = { readonly db: Database; readonly clock: Clock }

/** Cost of a workload for one unit of a measure, month after month; unknown where a bill, a rate or an observation is missing. */
export async function unitCosts(
  deps: Deps,
  reach: Reach,
  asked: {
    readonly workload: string
    readonly benefit: string
    readonly measure: string
    readonly from: string
    readonly to: string
  },
): Promise<UnitCostsView> {
  const { workload: code, benefit, from, to } = asked
  const workload = await ensureWorkload(deps, reach, code)
  const detail = await benefitDetail(deps, reach, benefit)
  const measure = detail.measures.find((one) => one.key === asked.measure)
  if (measure === undefined) throw measureNotFound(benefit)
  const [months, rates] = await Promise.all([
    workloadMonths(deps, reach, { workloadIds: [workload.id], from, to }),
    ratesOfBody(deps.db, workload.body_id, todayOf(deps.clock)),
  ])
  const quantities = new Map(
    measure.observations.flatMap(({ content }) =>
      content.value.kind === 'known' ? [[content.period, content.value.value]] : [],
    ),
  )
  return {
    workload: code,
    workloadName: workload.name,
    benefit,
    measure: asked.measure,
    measureName: measure.content.name,
    unit: measure.content.unit,
    months: monthsFrom(from, to).map((period) => {
      const own = months.filter((month) => month.period === period)
      const currencies = [...new Set(own.map(({ currency }) => currency))]
      const rated = currencies.map((currency) => ({ currency, rate: cadRateOf(rates, currency, period) }))
      const costs = own.map(({ currency, effectiveMicros }) => ({
        currency,
        effectiveMicros,
        rate: cadRateOf(rates, currency, period),
      }))
      return {
        period,
        isOpen: own.some(({ isOpen }) => isOpen),
        cost: unitCost(costs, quantities.get(period)),
        rates: rated.flatMap(({ currency, rate }) =>
          rate.kind === 'known' ? [{ currency, cadPerUnit: rate.value.cadPerUnit, basis: rate.value.basis }] : [],
        ),
      }
    }),
  }
}

/** The measures of a benefit, with how many observations each has. */
export async function unitMeasures(deps: Deps, reach: Reach, benefit: string): Promise<UnitMeasure[]> {
  const detail = await benefitDetail(deps, reach, benefit)
  return detail.measures.map(({ key, content, observations }) => ({
    benefit,
    measure: key,
    name: content.name,
    unit: content.unit,
    observations: observations.length,
  }))
}
