import { type CadCents, cadCents, roundToCents } from '../shared/money.ts'
import type { AnnualCost } from './cost.schemas.ts'

export type PlannedBenefit = {
  readonly currentCostCents: CadCents
  readonly plannedCostCents: CadCents
  /** Current − planned, a year; negative is a dis-benefit, recorded all the same. */
  readonly promisedCents: CadCents
  /** Unfavourable end: current − P90. */
  readonly p10Cents: CadCents
  /** Favourable end: current − P10. */
  readonly p90Cents: CadCents
}

/** What a decision promises a year against today's cost: current − P50, each rounded once to cents, half away from zero. */
export function plannedBenefit(
  currentCostCents: CadCents,
  planned: Pick<AnnualCost, 'p10' | 'p50' | 'p90'>,
): PlannedBenefit {
  const saved = (cost: number) => cadCents(currentCostCents - roundToCents(cost))
  return {
    currentCostCents,
    plannedCostCents: roundToCents(planned.p50),
    promisedCents: saved(planned.p50),
    p10Cents: saved(planned.p90),
    p90Cents: saved(planned.p10),
  }
}
