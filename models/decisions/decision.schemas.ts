import * as v from 'valibot'
import { strategies } from '../inventory/workload.views.ts'
import { forms } from '../shared/forms.ts'

/** A decision as proposed: what to do with a workload, where, and why. Retire and retain name no option. */
export const proposeDecisionSchema = v.strictObject({
  strategy: v.picklist(strategies),
  option: v.nullable(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(80))),
  rationale: v.pipe(v.string(), v.trim(), v.minLength(3), v.maxLength(4000)),
})
export type ProposeDecision = v.InferOutput<typeof proposeDecisionSchema>

/** Strategies that move nothing to an option. */
export const strategiesWithoutOption: readonly string[] = ['retire', 'retain']

/** A page of decisions in a state, after the one named by `cursor` (its id), oldest first. */
export const decisionListSchema = v.strictObject({
  state: v.optional(v.picklist(['proposed', 'signed', 'returned', 'superseded']), 'proposed'),
  cursor: v.optional(v.pipe(v.string(), v.regex(forms.idCursor))),
  limit: v.optional(
    v.pipe(v.string(), v.regex(forms.pageSize), v.transform(Number), v.minValue(1), v.maxValue(500)),
    '500',
  ),
})
