import type {
  AllocationRule,
  Comparison,
  Condition,
  ShareMeasure,
  SharedOver,
  Target,
} from '#models/allocation/allocation.schemas.ts'
import type { TraceStep, UnallocatedReason } from '#models/allocation/allocating.ts'
import type { RuleSetState } from '#models/allocation/allocation.views.ts'
import { fmt, language, t, type TextKey } from '#client/i18n/i18n.ts'

export type FieldName = Condition['on']
export const fieldText: Readonly<Record<FieldName, TextKey>> = {
  provider: 'allocation.provider',
  subAccount: 'allocation.subAccount',
  service: 'allocation.service',
  serviceCategory: 'allocation.serviceCategory',
  resource: 'allocation.resource',
  region: 'allocation.region',
  chargeCategory: 'allocation.chargeCategory',
  commitment: 'allocation.commitment',
  tag: 'allocation.tagValue',
  'tag-present': 'allocation.tagPresent',
}
export const howText: Readonly<Record<Comparison, TextKey>> = {
  is: 'allocation.is',
  starts: 'allocation.starts',
  like: 'allocation.like',
}
export const measureText: Readonly<Record<ShareMeasure, TextKey>> = {
  vcpu: 'allocation.vcpu',
  memory: 'allocation.memory',
  storage: 'allocation.storage',
}
export const stateText: Readonly<Record<RuleSetState, TextKey>> = {
  shipped: 'allocation.stateShipped',
  proposed: 'allocation.stateProposed',
  'in-force': 'allocation.stateInForce',
  superseded: 'allocation.stateSuperseded',
  returned: 'allocation.stateReturned',
}
export const reasonText: Readonly<Record<UnallocatedReason, TextKey>> = {
  'no-rule': 'allocation.reasonNoRule',
  'tags-unreadable': 'allocation.reasonTagsUnreadable',
  'tag-names-nothing': 'allocation.reasonTagNamesNothing',
  'tag-names-several': 'allocation.reasonTagNamesSeveral',
  'asset-unknown': 'allocation.reasonAssetUnknown',
  'asset-several': 'allocation.reasonAssetSeveral',
  'workload-unknown': 'allocation.reasonWorkloadUnknown',
  'nobody-to-share': 'allocation.reasonNobodyToShare',
  'no-direct-cost': 'allocation.reasonNoDirectCost',
  'measure-missing': 'allocation.reasonMeasureMissing',
  left: 'allocation.reasonLeft',
}

export const ruleName = (rule: Pick<AllocationRule, 'nameFr' | 'nameEn'>) =>
  language() === 'fr' ? rule.nameFr : rule.nameEn

export function conditionWords(condition: Condition): string {
  if (condition.on === 'tag-present') return t('allocation.present', { key: condition.key })
  const what = condition.on === 'tag' ? t('allocation.tag', { key: condition.key }) : t(fieldText[condition.on])
  return `${what} ${t(howText[condition.how])} ${condition.values.join(t('allocation.or'))}`
}

export function whenWords({ match, conditions }: AllocationRule): string {
  if (conditions.length === 0) return t('allocation.always')
  return conditions.map(conditionWords).join(t(match === 'all' ? 'allocation.and' : 'allocation.or'))
}

function overWords(over: SharedOver): string {
  if (over.kind === 'body') return t('allocation.overBody', { name: over.body })
  if (over.kind === 'application') return t('allocation.overApplication', { name: over.application })
  return t('allocation.overList', { name: fmt.list(over.workloads) })
}

export function targetWords(target: Target): string {
  switch (target.kind) {
    case 'workload':
      return t('allocation.targetWorkload', { workload: target.workload })
    case 'tag':
      return t(target.names === 'workload' ? 'allocation.targetTag' : 'allocation.targetApplication', {
        keys: target.keys.join(t('allocation.or')),
      })
    case 'asset':
      return t('allocation.targetAsset')
    case 'equal':
      return t('allocation.targetEqual', { over: overWords(target.over) })
    case 'direct-cost':
      return t('allocation.targetDirect', { over: overWords(target.over) })
    case 'measure':
      return t('allocation.targetMeasure', { measure: t(measureText[target.measure]), over: overWords(target.over) })
    case 'stated':
      return t('allocation.targetStated', {
        shares: fmt.list(target.shares.map(({ workload, percent }) => `${workload} ${fmt.percent(percent, 2)}`)),
      })
    case 'leave':
      return t('allocation.targetLeave', { because: language() === 'fr' ? target.becauseFr : target.becauseEn })
  }
}

export function stepWords(step: TraceStep, rule: AllocationRule | undefined): string {
  switch (step.result) {
    case 'took':
      return t('allocation.took')
    case 'left':
      return t('allocation.leftOnPurpose')
    case 'not-asked':
      return t('allocation.notAsked')
    case 'cannot':
      return t('allocation.cannot', { reason: t(reasonText[step.reason]) })
    case 'not-met': {
      const failed = step.failed.flatMap((at) => rule?.conditions[at] ?? [])
      return t('allocation.notMet', { conditions: failed.map(conditionWords).join(t('allocation.and')) })
    }
  }
}
