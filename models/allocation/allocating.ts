import type { AllocationRule, Target } from './allocation.schemas.ts'
import { type AllocatableCharge, type Tags, tagsOf } from './charge.ts'
import { conditionTest, type ConditionTest } from './conditions.ts'
import { largestRemainder } from './largest-remainder.ts'
import type { AllocatableWorkload, Named, WorkloadIndex } from './workload-index.ts'

/** Why nobody takes a charge, the first to settle. */
export const unallocatedReasons = [
  'no-rule',
  'tags-unreadable',
  'tag-names-nothing',
  'tag-names-several',
  'asset-unknown',
  'asset-several',
  'workload-unknown',
  'nobody-to-share',
  'no-direct-cost',
  'measure-missing',
  'left',
] as const
export type UnallocatedReason = (typeof unallocatedReasons)[number]

/** A part of a charge. Unallocated: `workload` null, with its reason; `ruleId` then names the rule that left it, or is empty. */
export type ChargePart = {
  readonly ordinal: number
  readonly part: number
  readonly workload: AllocatableWorkload | null
  readonly ruleId: string
  readonly reason: UnallocatedReason | null
  readonly billedMicros: number
  readonly effectiveMicros: number
}

/** What a rule made of a charge. `not-met` says which conditions failed; `cannot` says why its target designates nobody. */
export type TraceStep =
  | { readonly ruleId: string; readonly result: 'took' }
  | { readonly ruleId: string; readonly result: 'left' }
  | { readonly ruleId: string; readonly result: 'not-met'; readonly failed: readonly number[] }
  | { readonly ruleId: string; readonly result: 'cannot'; readonly reason: UnallocatedReason }
  | { readonly ruleId: string; readonly result: 'not-asked' }

type Decision =
  | { readonly kind: 'direct'; readonly workload: AllocatableWorkload; readonly rule: number }
  | { readonly kind: 'shared'; readonly rule: number }
  | { readonly kind: 'none'; readonly reason: UnallocatedReason; readonly rule: number | null }

type Designation = { readonly workload: AllocatableWorkload } | { readonly gap: UnallocatedReason } | 'shared' | 'left'
type ReadyRule = {
  readonly rule: AllocationRule
  readonly tests: readonly ConditionTest[]
  readonly designates: (charge: AllocatableCharge, tags: Tags) => Designation
}

/** Shares of a rule: whom, and in which proportion; or why it cannot be shared. */
type Sharing =
  | { readonly workloads: readonly AllocatableWorkload[]; readonly weights: readonly number[] }
  | { readonly gap: UnallocatedReason }

export type Allocator = {
  /** Some rule shares by direct cost: `weigh` must have seen every charge of the import before the first `parts`. */
  readonly needsWeighing: boolean
  weigh(charge: AllocatableCharge): void
  parts(charge: AllocatableCharge): readonly ChargePart[]
  trace(charge: AllocatableCharge): readonly TraceStep[]
}

/** Tuples of attributes remembered: a month repeats the same ones each day. Bounded, then begun again. */
const mostRemembered = 100_000

/**
 * Rules made ready once, then asked of each charge of one import (one source, one month, one currency). The first rule whose
 * conditions hold and whose target designates somebody takes the charge; a target that designates nobody lets the next rules try. A
 * shared rule takes what its conditions hold: without a basis its charges are unallocated, with the reason.
 *
 * Sharing by direct cost weighs each workload by the effective cost that rules above gave it whole in this import, 0 when negative:
 * the order of charges, and rules added below, change nothing.
 */
export function allocator(rules: readonly AllocationRule[], index: WorkloadIndex): Allocator {
  const ready = rules.map((rule): ReadyRule => ({
    rule,
    tests: rule.conditions.map(conditionTest),
    designates: designating(rule.target, index),
  }))
  const remembered = new Map<string, Decision>()
  const sharings = new Map<number, Sharing>()
  const given: (Map<string, number> | undefined)[] = []

  function decisionOf(charge: AllocatableCharge): Decision {
    const key = attributesOf(charge)
    const known = remembered.get(key)
    if (known !== undefined) return known
    const made = decide(ready, charge)
    if (remembered.size >= mostRemembered) remembered.clear()
    remembered.set(key, made)
    return made
  }

  function sharingOf(at: number): Sharing {
    const known = sharings.get(at)
    if (known !== undefined) return known
    const target = rules[at]?.target
    const made: Sharing =
      target === undefined ? { gap: 'nobody-to-share' } : sharing(target, index, () => above(given, at))
    sharings.set(at, made)
    return made
  }

  return {
    needsWeighing: rules.some(({ target }) => target.kind === 'direct-cost'),
    weigh(charge) {
      const decision = decisionOf(charge)
      if (decision.kind !== 'direct') return
      const sums = (given[decision.rule] ??= new Map())
      sums.set(decision.workload.code, (sums.get(decision.workload.code) ?? 0) + charge.effectiveMicros)
    },
    parts(charge) {
      const decision = decisionOf(charge)
      if (decision.kind === 'direct') return [whole(charge, decision.workload, rules[decision.rule]?.id ?? '', null)]
      if (decision.kind === 'none')
        return [whole(charge, null, decision.rule === null ? '' : (rules[decision.rule]?.id ?? ''), decision.reason)]
      return shared(charge, rules[decision.rule]?.id ?? '', sharingOf(decision.rule))
    },
    trace: (charge) => trace(ready, charge),
  }
}

/** Every part of the charges of one import. */
export function allocated(
  charges: readonly AllocatableCharge[],
  rules: readonly AllocationRule[],
  index: WorkloadIndex,
): readonly ChargePart[] {
  const asked = allocator(rules, index)
  if (asked.needsWeighing) for (const charge of charges) asked.weigh(charge)
  return charges.flatMap((charge) => asked.parts(charge))
}

function attributesOf(c: AllocatableCharge): string {
  return `${c.provider}\n${c.subAccount}\n${c.service}\n${c.serviceCategory}\n${c.resource}\n${c.region}\n${c.chargeCategory}\n${c.commitment}\n${c.tagsJson}`
}

function isMet({ rule, tests }: ReadyRule, charge: AllocatableCharge, tags: Tags): boolean {
  return rule.match === 'all' || tests.length === 0
    ? tests.every((test) => test(charge, tags))
    : tests.some((test) => test(charge, tags))
}

function decide(ready: readonly ReadyRule[], charge: AllocatableCharge): Decision {
  const tags = tagsOf(charge.tagsJson)
  let gap: UnallocatedReason | undefined
  for (const [at, one] of ready.entries()) {
    if (!isMet(one, charge, tags)) continue
    const designated = one.designates(charge, tags)
    if (designated === 'shared') return { kind: 'shared', rule: at }
    if (designated === 'left') return { kind: 'none', reason: 'left', rule: at }
    if ('workload' in designated) return { kind: 'direct', workload: designated.workload, rule: at }
    gap = weightier(gap, designated.gap)
  }
  return { kind: 'none', reason: tags.isReadable ? (gap ?? 'no-rule') : 'tags-unreadable', rule: null }
}

/** An asset that is not in the inventory is the commonest and says the least: what a tag said goes before it. */
function weightier(gap: UnallocatedReason | undefined, next: UnallocatedReason): UnallocatedReason {
  return gap === undefined || gap === 'no-rule' || gap === 'asset-unknown' ? next : gap
}

function designating(target: Target, index: WorkloadIndex): ReadyRule['designates'] {
  switch (target.kind) {
    case 'workload': {
      const workload = index.byCode(target.workload)
      const designated: Designation = workload === undefined ? { gap: 'workload-unknown' } : { workload }
      return () => designated
    }
    case 'tag': {
      const keys = target.keys.map((key) => key.trim().toLowerCase())
      const find = (text: string) => (target.names === 'workload' ? index.named(text) : index.ofApplication(text))
      return (_charge, tags) => {
        const value = keys.map((key) => tags.values.get(key)).find((one) => one !== undefined && one !== '')
        return value === undefined
          ? { gap: 'no-rule' }
          : told(find(value), { 'names-nothing': 'tag-names-nothing', 'names-several': 'tag-names-several' })
      }
    }
    case 'asset':
      return (charge) =>
        charge.resource === ''
          ? { gap: 'no-rule' }
          : told(index.ofResource(charge.resource), {
              'names-nothing': 'asset-unknown',
              'names-several': 'asset-several',
            })
    case 'leave':
      return () => 'left'
    default:
      return () => 'shared'
  }
}

function told(found: Named, gaps: Readonly<Record<'names-nothing' | 'names-several', UnallocatedReason>>): Designation {
  return typeof found === 'string' ? { gap: gaps[found] } : { workload: found }
}

/** Effective cost given whole to each workload by the rules above one, in millionths. */
function above(given: readonly (Map<string, number> | undefined)[], at: number): Map<string, number> {
  const sums = new Map<string, number>()
  for (const held of given.slice(0, at))
    for (const [code, micros] of held ?? []) sums.set(code, (sums.get(code) ?? 0) + micros)
  return sums
}

function sharing(target: Target, index: WorkloadIndex, directCost: () => Map<string, number>): Sharing {
  if (target.kind === 'stated') {
    const among = target.shares
      .map(({ workload, percent }) => ({ workload: index.byCode(workload), percent }))
      .toSorted((a, b) => ((a.workload?.code ?? '') < (b.workload?.code ?? '') ? -1 : 1))
    const workloads = among.flatMap(({ workload }) => workload ?? [])
    if (workloads.length < among.length) return { gap: 'workload-unknown' }
    return { workloads, weights: among.map(({ percent }) => Math.round(percent * 1e4)) }
  }
  if (target.kind !== 'equal' && target.kind !== 'direct-cost' && target.kind !== 'measure')
    return { gap: 'nobody-to-share' }
  const workloads = index.over(target.over)
  if (workloads.length === 0) return { gap: 'nobody-to-share' }
  if (target.over.kind === 'list' && workloads.length < new Set(target.over.workloads).size)
    return { gap: 'workload-unknown' }
  if (target.kind === 'equal') return { workloads, weights: workloads.map(() => 1) }
  if (target.kind === 'direct-cost') {
    const sums = directCost()
    const weights = workloads.map(({ code }) => Math.max(0, sums.get(code) ?? 0))
    return weights.some((weight) => weight > 0) ? { workloads, weights } : { gap: 'no-direct-cost' }
  }
  const measured = workloads.map(({ measures }) => measures[target.measure])
  const weights = measured.flatMap((measure) => measure ?? [])
  if (weights.length < workloads.length || !weights.some((weight) => weight > 0)) return { gap: 'measure-missing' }
  return { workloads, weights }
}

function whole(
  charge: AllocatableCharge,
  workload: AllocatableWorkload | null,
  ruleId: string,
  reason: UnallocatedReason | null,
): ChargePart {
  const { ordinal, billedMicros, effectiveMicros } = charge
  return { ordinal, part: 0, workload, ruleId, reason, billedMicros, effectiveMicros }
}

/** Parts of nothing are left out, but one: a charge always has a part. */
function shared(charge: AllocatableCharge, ruleId: string, how: Sharing): readonly ChargePart[] {
  if ('gap' in how) return [whole(charge, null, ruleId, how.gap)]
  const billed = largestRemainder(charge.billedMicros, how.weights)
  const effective = largestRemainder(charge.effectiveMicros, how.weights)
  const parts = how.workloads.flatMap((workload, at): ChargePart[] => {
    const [billedMicros = 0, effectiveMicros = 0] = [billed[at], effective[at]]
    if (
      billedMicros === 0 &&
      effectiveMicros === 0 &&
      (at > 0 || charge.billedMicros !== 0 || charge.effectiveMicros !== 0)
    )
      return []
    return [{ ordinal: charge.ordinal, part: at, workload, ruleId, reason: null, billedMicros, effectiveMicros }]
  })
  return parts
}

function trace(ready: readonly ReadyRule[], charge: AllocatableCharge): readonly TraceStep[] {
  const tags = tagsOf(charge.tagsJson)
  let isTaken = false
  return ready.map((one): TraceStep => {
    const ruleId = one.rule.id
    if (isTaken) return { ruleId, result: 'not-asked' }
    if (!isMet(one, charge, tags)) {
      const failed = one.tests.flatMap((test, at) => (test(charge, tags) ? [] : [at]))
      return { ruleId, result: 'not-met', failed }
    }
    const designated = one.designates(charge, tags)
    if (typeof designated === 'object' && 'gap' in designated)
      return { ruleId, result: 'cannot', reason: designated.gap }
    isTaken = true
    return { ruleId, result: designated === 'left' ? 'left' : 'took' }
  })
}
