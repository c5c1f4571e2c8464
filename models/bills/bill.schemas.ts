import * as v from 'valibot'
import { forms } from '#models/shared/forms.ts'

const month = v.pipe(v.string(), v.regex(forms.month))
const reason = v.pipe(v.string(), v.trim(), v.minLength(3), v.maxLength(500))

export const mostBillParts = 500

/** What is said beside a bill that is sent. */
export const billUploadSchema = v.strictObject({
  body: v.pipe(v.string(), v.maxLength(12)),
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(300)),
  /** How many files the body lays out (tar); one file as it is when not said. */
  files: v.optional(
    v.pipe(v.string(), v.regex(forms.pageSize), v.transform(Number), v.minValue(1), v.maxValue(mostBillParts)),
  ),
  period: v.optional(month),
  reason: v.optional(reason),
  deliveredOn: v.optional(v.pipe(v.string(), v.isoDate())),
})
