import type { AssetSize } from '../inventory/asset.schemas.ts'
import type { Strategy } from '../inventory/workload.views.ts'
import { known, mapKnown, type Outcome } from '../shared/outcome.ts'
import { annualBindings } from './annual-quantities.ts'
import { assumed, type Bindings, likelyValues, stated } from './bindings.ts'
import type { CostGap } from './cost.schemas.ts'
import type { CostInputs } from './cost-inputs.ts'
import { evaluated, valueAt } from './evaluated.ts'

/** A workload that stays is not moved: no effort, no exit. */
export type MovingStrategy = Exclude<Strategy, 'retain'>

/** What moving a workload and one day leaving take, CAD once, and days of work. */
export type MoveCost = { readonly migration: number; readonly exit: number; readonly days: number }

export type MoveInputs = CostInputs & { readonly strategy: MovingStrategy }

/**
 * The inputs of `move-cost`: the effort by strategy is a pair of assumptions, so many days a workload and so many a server. A retired
 * workload goes nowhere: its data leave nothing to bring out.
 */
export function moveBindings(inputs: MoveInputs): Outcome<Bindings, CostGap> {
  const { strategy } = inputs
  if (strategy === 'retire') return known({ ...retiredBindings(inputs.assets), ...effort(strategy) })
  return mapKnown(annualBindings(inputs), (annual) => ({
    servers: needed(annual, 'servers'),
    storageTb: needed(annual, 'storageTb'),
    storageGb: needed(annual, 'storageGb'),
    egressUsdPerGb: needed(annual, 'egressUsdPerGb'),
    egressDrift: needed(annual, 'egressDrift'),
    cadPerUsd: needed(annual, 'cadPerUsd'),
    ...effort(strategy),
  }))
}

function effort(strategy: MovingStrategy): Bindings {
  return {
    workloads: stated(1, null),
    hoursPerDay: stated(hoursPerWorkingDay, null),
    daysPerWorkload: assumed(`${strategy}DaysPerWorkload`),
    daysPerServer: assumed(`${strategy}DaysPerServer`),
  }
}

function retiredBindings(assets: readonly AssetSize[]): Bindings {
  const servers = assets.filter((asset) => asset.kind !== 'share').length
  return {
    servers: stated(servers, null),
    storageTb: stated(0, null),
    storageGb: stated(0, null),
    egressUsdPerGb: stated(0, null),
    egressDrift: assumed('driftVerified'),
    cadPerUsd: stated(1, null),
  }
}

function needed(bindings: Bindings, name: string) {
  const found = bindings[name]
  if (found === undefined) throw new RangeError(`annual-cost has no ${name}`)
  return found
}

/** Hours of a working day: 35 a week (class 108 of the public service). */
export const hoursPerWorkingDay = 7

/** CAD once, each assumption at its likely value; unknown as the option's yearly cost is. */
export function moveCost(inputs: MoveInputs): Outcome<MoveCost, CostGap> {
  return mapKnown(moveBindings(inputs), (bindings) => {
    const { move } = inputs.formulas
    const values = evaluated(move, likelyValues(move, bindings, inputs.set), 1)
    return { migration: valueAt(values['migration']), exit: valueAt(values['exit']), days: valueAt(values['days']) }
  })
}
