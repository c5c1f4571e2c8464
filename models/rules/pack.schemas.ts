import * as v from 'valibot'
import { daySchema } from '../shared/day.ts'
import { longestPackText } from './pack-limits.ts'

const reason = v.pipe(v.string(), v.trim(), v.minLength(3), v.maxLength(2000))
const content = v.pipe(v.string(), v.minLength(1), v.maxLength(longestPackText))
/** Golden cases as a JSON text, as their author wrote it. */
const cases = v.pipe(v.string(), v.minLength(2), v.maxLength(300_000))

/** A version of the pack put forward: its text, its tests, and the period [from, to) in which it would judge. */
export const proposePackSchema = v.strictObject({
  content,
  cases,
  inForceFrom: daySchema,
  inForceTo: v.nullable(daySchema),
  reason,
})
export type ProposePack = v.InferOutput<typeof proposePackSchema>

/** A pack to be checked or compared before anyone puts it forward. */
export const packDraftSchema = v.strictObject({ content, cases: v.optional(cases) })
export type PackDraft = v.InferOutput<typeof packDraftSchema>

export const ruleModeSchema = v.strictObject({ mode: v.picklist(['enforce', 'audit', 'off']), reason })
export type SetRuleMode = v.InferOutput<typeof ruleModeSchema>

export const packReasonSchema = v.strictObject({ reason })
