import * as v from 'valibot'
import type { Bilingual } from '../shared/bilingual.ts'
import { daySchema } from '../shared/day.ts'
import { forms } from '../shared/forms.ts'
import type { ProblemItem } from '../shared/problem.ts'
import type { DifferenceCounts, PriceChange } from './book-difference.ts'
import type { PriceStatus, PriceTerm } from './price-book.ts'

export const priceVisibilities = ['all', 'body'] as const
/** Who reads a list of prices: everybody, or the body whose contract it is. */
export type PriceVisibility = (typeof priceVisibilities)[number]
export const priceBookStates = ['proposed', 'accepted', 'rejected'] as const
export type PriceBookState = (typeof priceBookStates)[number]
export type PriceSourceKind = 'aws' | 'azure' | 'azure-sheet' | 'file'

/** A price that disagrees with its family, by the line of its list. */
export type OutlierView = {
  readonly line: number
  readonly provider: string
  readonly region: string
  readonly service: string
  readonly sku: string
  readonly os: string
  readonly amount: string
  readonly currency: string
  readonly unit: string
  readonly kind: 'far-from-family' | 'under-bare-size'
  readonly times: number
  readonly agreeing: number
  /** Why a person takes it all the same; null while it is left out. */
  readonly accepted: string | null
}

/** A list of prices received, as people see it. */
export type PriceBookView = {
  /** `GT-0001`. */
  readonly book: string
  readonly body: string
  readonly visibility: PriceVisibility
  readonly state: PriceBookState
  readonly source: PriceSourceKind
  readonly name: string
  readonly region: string | null
  readonly asOf: string
  readonly isWholeList: boolean
  readonly items: number
  readonly refused: number
  readonly outliers: number
  /** What differed from the prices in force when it was proposed. */
  readonly counts: DifferenceCounts
  readonly digest: string
  readonly inForceFrom: string | null
  readonly isInForce: boolean
  readonly proposedBy: string
  readonly proposedAt: string
  readonly decidedBy: string | null
  readonly decidedAt: string | null
  readonly decisionReason: string | null
  readonly etag: string
}

/** The same with what a person judges it by. */
export type PriceBookDetail = PriceBookView & {
  readonly outlierRows: readonly OutlierView[]
  readonly refusedRows: readonly ProblemItem[]
}

/** What the prices of a body rest on today. */
export type PricesInForceView = {
  readonly body: string | null
  readonly asOf: string
  readonly ageDays: number
  readonly items: number
  readonly digest: string
  readonly lists: readonly {
    readonly provider: string
    readonly region: string
    readonly items: number
    readonly oldest: string
    readonly newest: string
    readonly statuses: Readonly<Record<PriceStatus, number>>
  }[]
  readonly gaps: readonly (Bilingual & { readonly option: string })[]
  /** Accepted lists laid over the shipped one, oldest first. */
  readonly books: readonly string[]
}

/** A price in force, one line of the list. */
export type PriceLine = {
  readonly provider: string
  readonly region: string
  readonly service: string
  readonly sku: string
  readonly os: string
  readonly term: PriceTerm
  readonly vcpu: number | null
  readonly memoryGib: number | null
  readonly amount: string
  readonly currency: string
  readonly unit: string
  readonly asOf: string
  readonly status: PriceStatus
  readonly source: string
  readonly at: string
}

export type PriceBookDifference = {
  readonly book: string
  readonly counts: DifferenceCounts
  readonly changes: readonly PriceChange[]
  /** Lines of the list that are outliers, among the changes' `after.at`. */
  readonly outlierLines: readonly number[]
}

const shortText = v.pipe(v.string(), v.trim(), v.minLength(3), v.maxLength(500))
const limit = v.optional(
  v.pipe(v.string(), v.regex(forms.pageSize), v.transform(Number), v.minValue(1), v.maxValue(500)),
  '100',
)

export const priceBookListSchema = v.strictObject({
  state: v.optional(v.picklist(priceBookStates)),
  cursor: v.optional(v.pipe(v.string(), v.regex(forms.priceBookCode))),
  limit,
})

export const acceptPriceBookSchema = v.strictObject({
  /** First day it holds; today when it is not said. */
  inForceFrom: v.optional(daySchema),
  /** Outliers taken all the same, one by one, with a reason; the others are left out. */
  outliers: v.optional(
    v.pipe(
      v.array(v.strictObject({ line: v.pipe(v.number(), v.safeInteger(), v.minValue(1)), reason: shortText })),
      v.maxLength(1_000),
    ),
    [],
  ),
})
export type AcceptPriceBook = v.InferOutput<typeof acceptPriceBookSchema>

export const rejectPriceBookSchema = v.strictObject({ reason: shortText })

const bodyCode = v.pipe(v.string(), v.regex(forms.bodyCode))

export const sentPriceFileSchema = v.strictObject({
  body: bodyCode,
  fileName: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(300), v.regex(forms.visible)),
  visibility: v.picklist(priceVisibilities),
  /** Whether the file is everything that its provider lists for its regions and services. */
  whole: v.optional(v.picklist(['yes', 'no']), 'no'),
  /** A mapping of its columns, as JSON. */
  mapping: v.optional(v.pipe(v.string(), v.maxLength(8_000))),
})

export const pricesInForceSchema = v.strictObject({ body: v.optional(bodyCode) })

export const priceLinesSchema = v.strictObject({
  body: v.optional(bodyCode),
  q: v.optional(v.pipe(v.string(), v.maxLength(200))),
  cursor: v.optional(v.pipe(v.string(), v.regex(forms.position), v.transform(Number)), '0'),
  limit,
})
