import { costElements } from '../ledgers/ledger.schemas.ts'
import type { Month } from '../shared/month.ts'
import type { BaselineOfBenefit } from './register-facts.ts'

/** What a cost plan of a decision counts: no labour, no penalty. */
const ofCostPlan: ReadonlySet<string> = new Set(
  costElements.filter((element) => element !== 'labour' && element !== 'penalties'),
)

/**
 * Cost elements that a baseline holds, and so the only ones of the ledger that its actual cost may hold (one perimeter for both sides, methods
 * §8.2 1); null: all of them, for a model that does not tell them apart. Bills are `hosting`, always in.
 */
export function perimeterOf(baseline: BaselineOfBenefit | undefined): ReadonlySet<string> | null {
  if (baseline === undefined) return null
  if (baseline.isPromised) return ofCostPlan
  const { model } = baseline
  if (model.kind !== 'unit-rates' || !baseline.hasElements) return null
  return new Set([...model.rates, ...model.fixed].map(({ element }) => element))
}

/** Whether two perimeters have an element in common. */
export function overlaps(one: ReadonlySet<string> | null, other: ReadonlySet<string> | null): boolean {
  return one === null || other === null || [...one].some((element) => other.has(element))
}

/**
 * Elements outside the perimeter that the ledger never told of before the move: new recurring cost elsewhere (O). One that was there before is
 * outside on both sides, and left out of both. Without a move to look back from, all of them are new.
 */
export function outsidePerimeter(
  entries: readonly { readonly element: string; readonly month: Month }[],
  perimeter: ReadonlySet<string> | null,
  movedFrom: Month | null,
): ReadonlySet<string> {
  if (perimeter === null) return new Set()
  const outside = entries.filter(({ element }) => !perimeter.has(element))
  const before = new Set(
    outside.filter(({ month }) => movedFrom !== null && month < movedFrom).map(({ element }) => element),
  )
  return new Set(outside.map(({ element }) => element).filter((element) => !before.has(element)))
}
