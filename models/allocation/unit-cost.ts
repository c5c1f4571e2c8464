import { type CadRate, inCadMicros, type RateGap } from '../bills/cad-rate.ts'
import { type Outcome, known, unknownBecause } from '../shared/outcome.ts'

/** The cost of a month in one currency, in millionths, with the rate of that month. */
export type MonthCost = {
  readonly currency: string
  readonly effectiveMicros: number
  readonly rate: Outcome<CadRate, RateGap>
}

export type UnitCostGap = RateGap | 'no-bill' | 'no-observation' | 'nothing-observed'

export type UnitCost = {
  /** Effective cost of the month in dollars. */
  readonly costCad: number
  readonly quantity: number
  /** Dollars for one unit of the measure. */
  readonly cadPerUnit: number
}

/**
 * Cost of one unit of a measure over a month: effective cost in CAD ÷ what was observed that month (domain methods §8.1, unit
 * economics). Unknown without a bill, without a rate for one of its currencies, without an observation, or when nothing was observed:
 * a missing term is never taken for zero. A month of credits gives a negative unit cost.
 */
export function unitCost(costs: readonly MonthCost[], quantity: number | undefined): Outcome<UnitCost, UnitCostGap> {
  if (costs.length === 0) return unknownBecause('no-bill')
  let micros = 0n
  for (const { effectiveMicros, rate } of costs) {
    if (rate.kind === 'unknown') return rate
    micros += inCadMicros(BigInt(effectiveMicros), rate.value)
  }
  if (quantity === undefined) return unknownBecause('no-observation')
  if (quantity <= 0) return unknownBecause('nothing-observed')
  const costCad = Number(micros) / 1e6
  return known({ costCad, quantity, cadPerUnit: costCad / quantity })
}
