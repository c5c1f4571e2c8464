import type { PlacementVerdict, Verdict } from './verdict.ts'

/**
 * Where a placement stands among others. A fact that is missing may turn into a refusal once it is known, whatever else is open today:
 * unless forbidden already, a placement that carries such a rule stands as undetermined, so that it is never recommended, and never
 * before one that carries fewer questions. Its verdict stays what the rules came to.
 */
export function placementStanding({ verdict, rules }: Pick<PlacementVerdict, 'verdict' | 'rules'>): Verdict {
  return verdict !== 'forbid' && rules.some((rule) => rule.result === 'undetermined') ? 'undetermined' : verdict
}
