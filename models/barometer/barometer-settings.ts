import * as v from 'valibot'
import { forms } from '../shared/forms.ts'

/** What the installation says of its public page: months between two publications, and where an error is told (an e-mail or a web address). */
export const barometerSettingsSchema = v.strictObject({
  everyMonths: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(12))),
  contact: v.nullable(v.pipe(v.string(), v.trim(), v.maxLength(200), v.regex(forms.contact))),
})
export type BarometerSettings = v.InferOutput<typeof barometerSettingsSchema>

/** The same day so many months later, or the last day of that month when it is shorter. `YYYY-MM-DD`. */
export function dayMonthsAfter(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10)
}
