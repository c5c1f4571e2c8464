import type { AnnualCostOutcome } from '../cost/cost.schemas.ts'
import type { PlacementVerdict, Verdict } from './verdict.ts'

const strength: Readonly<Record<Verdict, number>> = {
  allow: 0,
  'allow-with-mitigation': 1,
  require: 2,
  undetermined: 3,
  forbid: 4,
}

/** Whether a placement may be chosen at all: met or still to be met, but neither forbidden nor unknown. */
export function isOpenVerdict(verdict: Verdict): boolean {
  return strength[verdict] < 3
}

/**
 * Where a placement stands among others. A fact that is missing may turn into a refusal once it is known, whatever else is open today:
 * unless forbidden already, a placement that carries such a rule stands as undetermined, so that it is never recommended, and never
 * before one that carries fewer questions. Its verdict stays what the rules came to.
 */
export function placementStanding({ verdict, rules }: Pick<PlacementVerdict, 'verdict' | 'rules'>): Verdict {
  return verdict !== 'forbid' && rules.some((rule) => rule.result === 'undetermined') ? 'undetermined' : verdict
}

/** Best first: by standing, then by P50 with the unknown last, then by option id. */
export function rankedOptions<
  T extends { readonly option: string; readonly standing: Verdict; readonly cost: AnnualCostOutcome },
>(results: readonly T[]): T[] {
  const price = (one: T) => (one.cost.kind === 'known' ? one.cost.value.p50 : Number.POSITIVE_INFINITY)
  const byPrice = (a: T, b: T) => (price(a) === price(b) ? 0 : price(a) - price(b))
  return results.toSorted(
    (a, b) => strength[a.standing] - strength[b.standing] || byPrice(a, b) || a.option.localeCompare(b.option, 'en'),
  )
}
