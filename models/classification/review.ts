import { factsOf, type RulePack } from '../rules/rule-pack.ts'
import type { Condition } from '../rules/rule-pack.ts'
import { monthsBetween } from '../rules/placement-facts.ts'
import type { ClassificationRecord } from './classification.schemas.ts'
import type { Inherited } from './propagation.ts'
import { type Floor, isBelow } from './raised.ts'

type PersonalKind = ClassificationRecord['pi']['kinds'][number]

/** Months before the end of freshness from which a review is due: time for two persons to act (house choice). */
export const ageingMonths = 3

/** Why a classification should be looked at again. */
export type ReviewReason =
  | { readonly kind: 'stale'; readonly months: number; readonly most: number }
  | { readonly kind: 'ageing'; readonly months: number; readonly most: number }
  | { readonly kind: 'new-assets'; readonly count: number; readonly since: string }
  | { readonly kind: 'new-dependencies'; readonly count: number; readonly since: string }
  | {
      readonly kind: 'inherits'
      readonly c: 1 | 2 | 3 | 4 | null
      readonly isPersonal: boolean
      readonly path: readonly string[]
    }
  | {
      readonly kind: 'detected'
      readonly c: 1 | 2 | 3 | 4 | null
      readonly kinds: readonly PersonalKind[]
      readonly isPersonal: boolean
      readonly file: string
      readonly on: string
    }

/** What a review is judged from: the record in force and what happened since it was approved. */
export type ReviewSubject = {
  readonly record: ClassificationRecord | null
  readonly newAssets: { readonly count: number; readonly since: string } | null
  readonly newDependencies: { readonly count: number; readonly since: string } | null
  readonly inherited: Inherited | undefined
  readonly detected:
    | (Floor & { readonly kinds: readonly PersonalKind[]; readonly file: string; readonly on: string })
    | undefined
}

/**
 * Reasons to look again at what is in force, the gravest first: what was detected or flows in above the record, then age, then new assets
 * and dependencies. A workload that was never classified has none of age: it is listed elsewhere as such. `freshMonths` is the pack's limit.
 */
export function reviewReasons(subject: ReviewSubject, today: string, freshMonths: number | undefined): ReviewReason[] {
  const { record, detected, inherited: flow, newAssets, newDependencies } = subject
  const reasons: ReviewReason[] = []
  if (detected !== undefined && isBelow(record, detected)) reasons.push({ kind: 'detected', ...detected })
  if (flow !== undefined) {
    const path = flow.cPath.length > 0 ? flow.cPath : flow.personalPath
    reasons.push({ kind: 'inherits', c: flow.c, isPersonal: flow.isPersonal, path })
  }
  const rated = record?.dic ?? null
  if (rated !== null && freshMonths !== undefined) {
    const months = monthsBetween(rated.date, today)
    if (months > freshMonths) reasons.push({ kind: 'stale', months, most: freshMonths })
    else if (months > freshMonths - ageingMonths) reasons.push({ kind: 'ageing', months, most: freshMonths })
  }
  if (record !== null && newAssets !== null) reasons.push({ kind: 'new-assets', ...newAssets })
  if (record !== null && newDependencies !== null) reasons.push({ kind: 'new-dependencies', ...newDependencies })
  return reasons
}

/** What the reasons together ask the record to be at least. */
export function askedFloor(reasons: readonly ReviewReason[]): Floor {
  const asking = reasons.filter((reason) => reason.kind === 'detected' || reason.kind === 'inherits')
  const c = asking.reduce<Floor['c']>((most, reason) => ((reason.c ?? 0) > (most ?? 0) ? reason.c : most), null)
  return {
    c,
    isPersonal: asking.some((reason) => reason.isPersonal),
    kinds: [...new Set(asking.flatMap((reason) => (reason.kind === 'detected' ? reason.kinds : [])))],
  }
}

/** Months after which a pack no longer takes a categorisation as fresh: the least limit it puts on its age; undefined when it puts none. */
export function freshMonths(pack: RulePack): number | undefined {
  const limits = pack.rules
    .filter((rule) => factsOf(rule.when).includes('w.dic.ageMonths'))
    .flatMap((rule) => ageLimits(rule.when))
  return limits.length === 0 ? undefined : Math.min(...limits)
}

function ageLimits(condition: Condition): number[] {
  if (condition.kind !== 'test') return condition.of.flatMap(ageLimits)
  if (condition.fact !== 'w.dic.ageMonths' || typeof condition.value !== 'number') return []
  return condition.operator === 'gt' ? [condition.value] : condition.operator === 'gte' ? [condition.value - 1] : []
}

/** What makes two workloads look alike to a reviewer: same record but for dates, texts and places' names, same environment and technology. */
export function archetype(
  record: ClassificationRecord,
  workload: { readonly environment: string; readonly technology: string | null },
): string {
  const { dic, pi, efvp, agreement } = record
  return JSON.stringify([
    workload.environment,
    workload.technology?.trim().toLowerCase() ?? null,
    dic === null ? null : [dic.d, dic.i, dic.c],
    [pi.present, pi.sensitive, pi.collectedFromPerson, pi.communicatedWithoutConsent, [...pi.kinds].toSorted()],
    record.legalRegimes?.toSorted() ?? null,
    [record.adjudicative, record.caEquivalent, record.change, record.missionCritical, record.realData, record.aiUse],
    [efvp.projectStatus, efvp.outsideQcStatus, efvp.adequate, [...efvp.factors].toSorted()],
    [agreement.signedOn !== null, agreement.reflectsEfvp],
    record.places.map(({ what, country, province }) => `${what} ${country} ${province}`).toSorted(),
    [...record.obligationsMet].toSorted(),
  ])
}
