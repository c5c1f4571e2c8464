import * as v from 'valibot'
import type { RuleForce, Verdict } from '../rules/verdict.ts'
import type { Bilingual } from '../shared/bilingual.ts'
import { daySchema } from '../shared/day.ts'
import { forms } from '../shared/forms.ts'

const text = (least: number, most: number) => v.pipe(v.string(), v.trim(), v.minLength(least), v.maxLength(most))

/** What a person asks: one rule set aside for one workload, why, what compensates, and the last day it holds. */
export const newExemptionSchema = v.strictObject({
  rule: v.pipe(v.string(), v.regex(forms.rule)),
  reason: text(10, 2000),
  measures: text(10, 2000),
  endsOn: daySchema,
})
export type NewExemption = v.InferOutput<typeof newExemptionSchema>

export const exemptionStates = ['proposed', 'approved', 'returned', 'withdrawn', 'superseded', 'ended'] as const
export type ExemptionState = (typeof exemptionStates)[number]

/** How an exemption stands on a day: an approved one holds, ends soon, or has ended. */
export const exemptionStandings = [
  'proposed',
  'living',
  'ending',
  'ended',
  'returned',
  'withdrawn',
  'superseded',
] as const
export type ExemptionStanding = (typeof exemptionStandings)[number]

export const exemptionListSchema = v.strictObject({
  standing: v.optional(v.picklist(exemptionStandings)),
  body: v.optional(v.pipe(v.string(), v.maxLength(20))),
  rule: v.optional(v.pipe(v.string(), v.maxLength(20))),
  workload: v.optional(v.pipe(v.string(), v.maxLength(20))),
  /** The code after which the page starts. */
  cursor: v.optional(v.pipe(v.string(), v.regex(forms.exemptionCode))),
  limit: v.optional(
    v.pipe(v.string(), v.regex(forms.pageSize), v.transform(Number), v.minValue(1), v.maxValue(500)),
    '500',
  ),
})

/** Who signs: an officer of the body or above, or the centre. */
export const exemptionApprovers = ['security-officer', 'centre'] as const
export type ExemptionApprover = (typeof exemptionApprovers)[number]

const approver = v.nullable(v.picklist(exemptionApprovers))
/** How exemptions are granted in an installation; `null` for a force means never. Law and decree are not here: they never are. */
export const exemptionPolicySchema = v.strictObject({
  approvers: v.strictObject({ orientation: approver, benchmark: approver, house: approver }),
  longestDays: v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(1826)),
  reminderDays: v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(180)),
})
export type ExemptionPolicy = v.InferOutput<typeof exemptionPolicySchema>

/** One exemption as it is read. */
export type ExemptionView = {
  readonly code: string
  readonly workload: string
  readonly workloadName: string
  readonly body: string
  readonly pack: string
  readonly rule: string
  /** Null when the pack in force no longer has the rule. */
  readonly ruleText: Bilingual | null
  readonly force: RuleForce | null
  /** Who signs it under the policy of today; null when nobody may. */
  readonly approver: ExemptionApprover | null
  readonly state: ExemptionState
  readonly standing: ExemptionStanding
  readonly reason: string
  readonly measures: string
  readonly endsOn: string
  /** Days it still holds, its last day included; null unless it holds. */
  readonly daysLeft: number | null
  readonly proposedBy: string
  readonly proposedAt: string
  readonly decidedBy: string | null
  readonly decidedAt: string | null
  readonly decisionReason: string | null
  /** The option decided for the workload, or else its best one, and what it comes to today; null when nothing is known. */
  readonly placement: {
    readonly option: string
    readonly label: Bilingual
    readonly isDecided: boolean
    readonly verdict: Verdict
  } | null
  readonly etag: string
}
