import * as v from 'valibot'
import type { AssumptionOverride, AssumptionSet, OverrideSet } from './assumption-set.ts'

const text = (least: number, most: number) => v.pipe(v.string(), v.trim(), v.minLength(least), v.maxLength(most))
const number = v.pipe(v.number(), v.finite())

export const assumptionStatuses = ['verified', 'estimate', 'house', 'unverified'] as const

/** A body's own values, whole: what is left out is ours again. */
export const bodyAssumptionsSchema = v.strictObject({
  reason: text(3, 1000),
  overrides: v.pipe(
    v.array(
      v.strictObject({
        name: text(1, 80),
        low: number,
        likely: number,
        high: number,
        reference: text(3, 500),
        status: v.picklist(assumptionStatuses),
      }),
    ),
    v.maxLength(200),
  ),
})
export type BodyAssumptions = v.InferOutput<typeof bodyAssumptionsSchema>

/** Every assumption side by side: ours, the body's, the vendors'. */
export type AssumptionsView = {
  readonly body: string
  readonly etag: string
  readonly shipped: AssumptionSet
  readonly own: readonly AssumptionOverride[]
  readonly vendors: readonly OverrideSet[]
  readonly versions: readonly {
    readonly version: number
    readonly reason: string
    readonly statedBy: string
    readonly recordedAt: string
    readonly names: readonly string[]
  }[]
}
