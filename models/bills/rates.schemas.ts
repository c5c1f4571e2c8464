import * as v from 'valibot'
import { forms } from '../shared/forms.ts'
import type { ProblemItem } from '../shared/problem.ts'
import type { CadRate, RateKind, RateStatus } from './cad-rate.ts'

const bodyCode = v.pipe(v.string(), v.regex(forms.bodyCode))
const oneLine = v.pipe(v.string(), v.trim(), v.minLength(3), v.maxLength(300), v.regex(forms.visible))

export const rateListSchema = v.strictObject({
  body: bodyCode,
  /** Day on which it was believed; today's belief when it is not said. */
  knownOn: v.optional(v.pipe(v.string(), v.isoTimestamp())),
})

/** A rate stated by hand: of a day, of a month, of a contract from a month on, or drawn from an invoice. */
export const newRateSchema = v.strictObject({
  body: bodyCode,
  currency: v.pipe(v.string(), v.regex(forms.currency)),
  kind: v.picklist(['day', 'month', 'contract', 'invoice']),
  validOn: v.pipe(v.string(), v.regex(forms.rateDate)),
  cadPerUnit: v.pipe(v.string(), v.regex(forms.exchangeRate)),
  source: oneLine,
})
export type NewRate = v.InferOutput<typeof newRateSchema>

export const sentRatesSchema = v.strictObject({
  body: bodyCode,
  fileName: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(300), v.regex(forms.visible)),
})

export const askedRateSchema = v.strictObject({
  body: bodyCode,
  currency: v.pipe(v.string(), v.regex(forms.currency)),
  at: v.pipe(v.string(), v.regex(forms.rateDate)),
})

/** A rate as people see it. `id` null: shipped with the product, no one may end it. */
export type RateView = {
  readonly id: string | null
  readonly body: string | null
  readonly currency: string
  readonly kind: RateKind
  readonly validOn: string
  readonly cadPerUnit: string
  readonly source: string
  readonly status: RateStatus
  readonly statedBy: string | null
  readonly recordedAt: string | null
}

export type RateMonthView = {
  readonly currency: string
  readonly month: string
  readonly rate: CadRate | null
  readonly reason: string | null
}

export type RatesView = {
  /** Newest first, a thousand at most. */
  readonly rates: readonly RateView[]
  /** What converts each of the last twelve months, currency by currency. */
  readonly months: readonly RateMonthView[]
}

export type RatesImported = {
  readonly added: number
  /** Said the same before. */
  readonly unchanged: number
  /** Said otherwise before: the former value is kept, with the time it was believed. */
  readonly restated: number
  readonly emptyValues: number
  readonly otherSeries: readonly string[]
  readonly refused: readonly ProblemItem[]
}
