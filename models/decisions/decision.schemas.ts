import * as v from 'valibot'
import { strategies } from '../inventory/workload.views.ts'

/** A decision as proposed: what to do with a workload, where, and why. Retire and retain name no option. */
export const proposeDecisionSchema = v.strictObject({
  strategy: v.picklist(strategies),
  option: v.nullable(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(80))),
  rationale: v.pipe(v.string(), v.trim(), v.minLength(3), v.maxLength(4000)),
})
export type ProposeDecision = v.InferOutput<typeof proposeDecisionSchema>

/** Strategies that move nothing to an option. */
export const strategiesWithoutOption: readonly string[] = ['retire', 'retain']
