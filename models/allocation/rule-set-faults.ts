import type { AllocationRule } from './allocation.schemas.ts'

export const ruleSetFaultKinds = [
  'rule-twice',
  'any-of-nothing',
  'shares-not-whole',
  'workload-twice',
  'workload-unknown',
  'nobody-to-share',
] as const
export type RuleSetFaultKind = (typeof ruleSetFaultKinds)[number]
export type RuleSetFault = {
  readonly kind: RuleSetFaultKind
  /** Where, from 0. */
  readonly rule: number
  readonly ruleId: string
  readonly detail: string
}

/**
 * What a set of rules may not say: a code twice, any of no conditions, stated shares that do not sum to 100 (to the ten-thousandth), a
 * workload twice in a share. `isWorkload` and `reaches` tell what the inventory knows of codes and of sets to share among.
 */
export function ruleSetFaults(
  rules: readonly AllocationRule[],
  known?: {
    readonly isWorkload: (code: string) => boolean
    readonly reaches: (rule: AllocationRule) => boolean
  },
): readonly RuleSetFault[] {
  const seen = new Set<string>()
  return rules.flatMap((rule, at) => {
    const faults: RuleSetFault[] = []
    const say = (kind: RuleSetFaultKind, detail: string) => faults.push({ kind, rule: at, ruleId: rule.id, detail })
    if (seen.has(rule.id)) say('rule-twice', rule.id)
    seen.add(rule.id)
    if (rule.match === 'any' && rule.conditions.length === 0) say('any-of-nothing', '')
    if (rule.target.kind === 'stated') {
      const sum = rule.target.shares.reduce((total, { percent }) => total + Math.round(percent * 1e4), 0)
      if (sum !== 1_000_000) say('shares-not-whole', String(sum / 1e4))
    }
    const codes = codesOf(rule)
    for (const code of codes.filter((one, index) => codes.indexOf(one) !== index)) say('workload-twice', code)
    if (known === undefined) return faults
    for (const code of new Set(codes)) if (!known.isWorkload(code)) say('workload-unknown', code)
    if (!known.reaches(rule)) say('nobody-to-share', '')
    return faults
  })
}

/** The workloads that a rule names by their code. */
export function codesOf({ target }: AllocationRule): readonly string[] {
  if (target.kind === 'workload') return [target.workload]
  if (target.kind === 'stated') return target.shares.map(({ workload }) => workload)
  if (target.kind === 'equal' || target.kind === 'direct-cost' || target.kind === 'measure')
    return target.over.kind === 'list' ? target.over.workloads : []
  return []
}
