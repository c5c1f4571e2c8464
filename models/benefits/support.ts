import type { PromiseSupport } from './benefit.views.ts'

/** A decision that was signed: where it leads and since when. `option` is null when its strategy names none. */
export type SignedDecision = {
  readonly id: string
  readonly strategy: string
  readonly option: string | null
  readonly signedAt: string
}

/**
 * Whether the decision in force still supports what was promised, and why not. A workload decided again to an option of unknown cost, or to
 * be retired or retained, leaves a promise that nothing replaces: it never leaves the register, and it is no longer counted on.
 * `inForce` is the decision in force of the workload; `decision` the one the last promise was frozen on.
 */
export function promiseSupport(decision: string, inForce: SignedDecision | undefined): PromiseSupport {
  if (inForce === undefined || inForce.id === decision) return { kind: 'supported' }
  const { id, strategy, option, signedAt } = inForce
  const reason = option !== null ? 'planned-cost-unknown' : strategy === 'retire' ? 'retired' : 'retained'
  return { kind: 'unsupported', reason, decision: id, since: signedAt }
}

/** The decision in force at an instant among those signed for one workload, in the order of their signatures; undefined before the first. */
export function decisionInForce(
  signed: readonly SignedDecision[],
  atMs: number = Number.POSITIVE_INFINITY,
): SignedDecision | undefined {
  return signed.findLast((one) => Date.parse(one.signedAt) <= atMs)
}
