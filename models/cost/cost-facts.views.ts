import * as v from 'valibot'
import { type CostFacts, costFactsSchema } from './cost-facts.ts'

export const newCostFactsSchema = v.strictObject({
  facts: costFactsSchema,
  /** Where it comes from: a contract, a bill, a measure. */
  reference: v.pipe(v.string(), v.trim(), v.minLength(3), v.maxLength(500)),
})
export type NewCostFacts = v.InferOutput<typeof newCostFactsSchema>

export type CostFactsView = {
  readonly workload: string
  readonly facts: CostFacts
  readonly reference: string | null
  readonly statedBy: string | null
  readonly statedAt: string | null
}
