import {
  type AllocationRule,
  type Comparison,
  type Condition,
  type SharedOver,
  shareMeasures,
  type ShareMeasure,
  type Target,
} from '#models/allocation/allocation.schemas.ts'
import type { FieldName } from './rule-words.ts'

/** A condition and a target as a person types them: texts, made a rule when it is kept. */
export type ConditionDraft = {
  readonly on: FieldName
  readonly how: Comparison
  readonly key: string
  readonly values: string
}
export const targetKinds = [
  'workload',
  'tag',
  'application-tag',
  'asset',
  'equal',
  'direct-cost',
  'measure',
  'stated',
  'leave',
] as const
export type TargetKind = (typeof targetKinds)[number]
export type RuleDraft = {
  readonly id: string
  readonly nameFr: string
  readonly nameEn: string
  readonly match: 'all' | 'any'
  readonly conditions: readonly ConditionDraft[]
  readonly kind: TargetKind
  readonly workload: string
  readonly keys: string
  readonly overKind: SharedOver['kind']
  readonly over: string
  readonly measure: ShareMeasure
  readonly shares: string
  readonly becauseFr: string
  readonly becauseEn: string
}

const listOf = (text: string) =>
  text
    .split(';')
    .map((one) => one.trim())
    .filter((one) => one !== '')

export const newCondition: ConditionDraft = { on: 'resource', how: 'like', key: '', values: '' }

export function draftOf(rule: AllocationRule | undefined, body: string): RuleDraft {
  const target = rule?.target
  const over = target !== undefined && 'over' in target ? target.over : undefined
  return {
    id: rule?.id ?? '',
    nameFr: rule?.nameFr ?? '',
    nameEn: rule?.nameEn ?? '',
    match: rule?.match ?? 'all',
    conditions: (rule?.conditions ?? []).map(conditionDraft),
    kind: kindOf(target),
    workload: target?.kind === 'workload' ? target.workload : '',
    keys: target?.kind === 'tag' ? target.keys.join('; ') : '',
    overKind: over?.kind ?? 'body',
    over: over === undefined ? body : overText(over),
    measure: target?.kind === 'measure' ? target.measure : shareMeasures[0],
    shares:
      target?.kind === 'stated'
        ? target.shares.map(({ workload, percent }) => `${workload} = ${percent}`).join('; ')
        : '',
    becauseFr: target?.kind === 'leave' ? target.becauseFr : '',
    becauseEn: target?.kind === 'leave' ? target.becauseEn : '',
  }
}

function kindOf(target: Target | undefined): TargetKind {
  if (target === undefined) return 'workload'
  if (target.kind === 'tag') return target.names === 'workload' ? 'tag' : 'application-tag'
  return target.kind
}

function overText(over: SharedOver): string {
  if (over.kind === 'body') return over.body
  return over.kind === 'application' ? over.application : over.workloads.join('; ')
}

function conditionDraft(condition: Condition): ConditionDraft {
  if (condition.on === 'tag-present') return { on: 'tag-present', how: 'is', key: condition.key, values: '' }
  return {
    on: condition.on,
    how: condition.how,
    key: condition.on === 'tag' ? condition.key : '',
    values: condition.values.join('; '),
  }
}

export function ruleOf(draft: RuleDraft): AllocationRule {
  return {
    id: draft.id.trim(),
    nameFr: draft.nameFr.trim(),
    nameEn: draft.nameEn.trim(),
    match: draft.match,
    conditions: draft.conditions.map(conditionOf),
    target: targetOf(draft),
  }
}

function conditionOf({ on, how, key, values }: ConditionDraft): Condition {
  if (on === 'tag-present') return { on, key: key.trim() }
  if (on === 'tag') return { on, key: key.trim(), how, values: listOf(values) }
  return { on, how, values: listOf(values) }
}

function targetOf(draft: RuleDraft): Target {
  switch (draft.kind) {
    case 'workload':
      return { kind: 'workload', workload: draft.workload.trim() }
    case 'tag':
      return { kind: 'tag', keys: listOf(draft.keys), names: 'workload' }
    case 'application-tag':
      return { kind: 'tag', keys: listOf(draft.keys), names: 'application' }
    case 'asset':
      return { kind: 'asset' }
    case 'equal':
    case 'direct-cost':
      return { kind: draft.kind, over: overOf(draft) }
    case 'measure':
      return { kind: 'measure', measure: draft.measure, over: overOf(draft) }
    case 'stated':
      return { kind: 'stated', shares: listOf(draft.shares).map(shareOf) }
    case 'leave':
      return { kind: 'leave', becauseFr: draft.becauseFr.trim(), becauseEn: draft.becauseEn.trim() }
  }
}

function overOf({ overKind, over }: RuleDraft): SharedOver {
  if (overKind === 'body') return { kind: 'body', body: over.trim() }
  if (overKind === 'application') return { kind: 'application', application: over.trim() }
  return { kind: 'list', workloads: listOf(over) }
}

/** `CH-000001 = 33,3333`: what does not read is 0, which the sum of 100 % then refuses. */
function shareOf(text: string): { readonly workload: string; readonly percent: number } {
  const [workload = '', share = ''] = text.split('=').map((one) => one.trim())
  const percent = Number(share.replace('%', '').replace(',', '.').trim())
  return { workload, percent: Number.isFinite(percent) ? percent : 0 }
}
