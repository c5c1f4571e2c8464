import * as v from 'valibot'
import { daySchema } from '../shared/day.ts'

/** What was known on a day, whole; now when absent. */
export const asKnownSchema = v.strictObject({ asKnown: v.optional(daySchema) })
export const realisedQuerySchema = v.strictObject({
  asKnown: v.optional(daySchema),
  body: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(20))),
})
