import * as v from 'valibot'
import type { Sourced } from '../inventory/asset.schemas.ts'
import { daySchema } from '../shared/day.ts'

const amount = v.nullable(v.pipe(v.number(), v.finite(), v.minValue(0), v.maxValue(1e12)))

/**
 * What people state of a workload's costs, beyond its inventory; null = not stated, and then an assumption with its width stands for it.
 * Zero is a statement: this workload sends nothing out.
 */
export const costFactsSchema = v.strictObject({
  egressGbPerMonth: amount,
  labourHoursPerYear: amount,
  /** Cores under licences that the body brings along (BYOL); licences contained in sizes are then not paid twice: see the case page. */
  byolCores: amount,
  /** A lease or contract of today's side that runs to its end, whatever moved. */
  leaseCadPerYear: amount,
  leaseEndsOn: v.nullable(daySchema),
  /** Next renewal of today's hardware: paid if the workload is still there that day. */
  refreshCad: amount,
  refreshOn: v.nullable(daySchema),
  refreshEveryYears: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(30))),
  /** What the hardware would fetch on the day it is let go. */
  residualCad: amount,
  /** Net book value left in the accounts: shown beside the case, never in its cash. */
  bookValueCad: amount,
})
export type CostFacts = v.InferOutput<typeof costFactsSchema>

export const noCostFacts: CostFacts = {
  egressGbPerMonth: null,
  labourHoursPerYear: null,
  byolCores: null,
  leaseCadPerYear: null,
  leaseEndsOn: null,
  refreshCad: null,
  refreshOn: null,
  refreshEveryYears: null,
  residualCad: null,
  bookValueCad: null,
}

/** Facts with who stated them: one statement covers all its values. */
export type StatedFacts = { readonly facts: CostFacts; readonly source: Sourced<number>['source'] }
export const nothingStated: StatedFacts = { facts: noCostFacts, source: null }
