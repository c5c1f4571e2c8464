import * as v from 'valibot'
import { forms } from '../shared/forms.ts'

const text = (least: number, most: number) => v.pipe(v.string(), v.trim(), v.minLength(least), v.maxLength(most))
/** A sample is checked by a person: more rows than this is another audit. */
export const mostSampled = 100

const seed = v.pipe(v.string(), v.regex(forms.seed))

export const claimSampleQuerySchema = v.strictObject({
  seed,
  size: v.optional(
    v.pipe(v.string(), v.regex(forms.pageSize), v.transform(Number), v.minValue(1), v.maxValue(mostSampled)),
    '10',
  ),
})

/** What was found of each row drawn: the row is right when `found` is absent. */
export const claimSampleSchema = v.strictObject({
  seed,
  size: v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(mostSampled)),
  results: v.pipe(
    v.array(
      v.strictObject({
        key: v.pipe(text(1, 200), v.regex(forms.visible)),
        found: v.optional(v.nullable(v.pipe(v.string(), v.regex(forms.billAmount))), null),
        note: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(500)), ''),
      }),
    ),
    v.maxLength(mostSampled + 1),
  ),
})
export type ClaimSampleResults = v.InferOutput<typeof claimSampleSchema>

/** A row drawn: a day’s charges of a resource, the part of the workload. */
export type SampledCharge = {
  readonly key: string
  readonly import: string
  readonly ordinal: number
  readonly day: string
  readonly service: string
  readonly resource: string
  readonly reference: string
  /** What the row says, decimal text in the currency of the sample. */
  readonly booked: string
}

/** Rows of a claim drawn to be checked. Amounts are decimal text in the billing currency. */
export type ClaimSample = {
  readonly claim: string
  readonly method: 'monetary-unit'
  readonly seed: string
  readonly size: number
  readonly currency: string
  readonly population: number
  readonly total: string
  readonly interval: string
  readonly start: string
  readonly rows: readonly SampledCharge[]
}

/** A sample that was checked, as it is kept and signed. */
export type CheckedSample = Omit<ClaimSample, 'rows'> & {
  readonly rows: readonly (SampledCharge & { readonly found: string; readonly note: string })[]
  readonly wrong: number
  /** Error projected over the whole, and its interval at 90 %; above zero, too much is claimed. */
  readonly projected: string
  readonly low: string
  readonly high: string
  readonly checkedBy: string
  readonly checkedAt: string
}
