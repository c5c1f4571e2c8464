import * as v from 'valibot'
import type { ByHead } from '../cost/heads.ts'
import type { Bilingual } from '../shared/bilingual.ts'
import { forms } from '../shared/forms.ts'
import type { Outcome } from '../shared/outcome.ts'
import { waveCodeSchema, waveDatesSchema } from '../waves/wave.schemas.ts'

const text = (least: number, most: number) => v.pipe(v.string(), v.trim(), v.minLength(least), v.maxLength(most))
const workloadCode = v.pipe(v.string(), v.regex(forms.workloadCode))

export const variantIds = ['A', 'B', 'C'] as const
export type VariantId = (typeof variantIds)[number]

/** Which workloads the case is about; `body` is all of the body's. */
const selection = v.variant('kind', [
  v.strictObject({
    kind: v.literal('workloads'),
    codes: v.pipe(v.array(workloadCode), v.minLength(1), v.maxLength(5_000)),
  }),
  v.strictObject({ kind: v.literal('wave'), wave: waveCodeSchema }),
  v.strictObject({ kind: v.literal('body') }),
])

/** Where a variant places each workload: as decided or best ranked, or at one option for all. */
const place = v.variant('kind', [
  v.strictObject({ kind: v.literal('chosen') }),
  v.strictObject({ kind: v.literal('option'), option: text(1, 80) }),
])

const variant = v.strictObject({ label: text(1, 80), place, term: v.picklist(['on-demand', '1y', '3y']) })

export const caseContentSchema = v.strictObject({
  title: text(1, 160),
  selection,
  /** Calendar year in which the first fiscal year begins: 2027 for 2027-2028. */
  baseYear: v.pipe(v.number(), v.integer(), v.minValue(2000), v.maxValue(2100)),
  years: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(20)),
  basis: v.picklist(['nominal', 'real']),
  /** Days of the move for workloads that stand in no wave; without them such workloads are left out, by name. */
  defaultDates: v.nullable(waveDatesSchema),
  variants: v.pipe(v.array(variant), v.minLength(1), v.maxLength(variantIds.length)),
})
export type CaseContent = v.InferOutput<typeof caseContentSchema>

export const newCaseSchema = v.strictObject({ body: text(1, 20), ...caseContentSchema.entries })
export type NewCase = v.InferOutput<typeof newCaseSchema>

/** Costs are positive, receipts negative: CAD of the case's basis, one a fiscal year. */
export type YearFlows = {
  readonly statusQuo: readonly number[]
  readonly statusQuoRefresh: readonly number[]
  readonly kept: readonly number[]
  readonly hosted: readonly number[]
  readonly doubleRunning: readonly number[]
  readonly migration: readonly number[]
  readonly refresh: readonly number[]
  readonly stranded: readonly number[]
  /** What hardware fetches when it is let go: negative. */
  readonly residual: readonly number[]
  readonly exit: readonly number[]
  /** Status quo less all that the move costs: positive is gained. */
  readonly net: readonly number[]
}
export const statusQuoFlows = ['statusQuo', 'statusQuoRefresh'] as const
export const movedFlows = [
  'kept',
  'hosted',
  'doubleRunning',
  'migration',
  'refresh',
  'stranded',
  'residual',
  'exit',
] as const
export type FlowName = keyof YearFlows

/** A percentile with its standard error, in the unit of the figure; unknown when there are too few draws. */
export type Percentile = { readonly value: number; readonly standardError: number | null }
export type Spread = { readonly p10: Percentile; readonly p50: Percentile; readonly p90: Percentile }

export type CaseIndicators = {
  /** CAD at 1 April of the base year, each assumption at the mean of its range. */
  readonly npv: number
  readonly npvSpread: Spread
  /** Share of the draws in which the net present value is above zero. */
  readonly probabilityPositive: number
  readonly rateOfReturn: Outcome<number, string>
  /** Every rate at which the net present value is zero. */
  readonly allRates: readonly number[]
  readonly modifiedRate: Outcome<number, string>
  /** Fiscal years from 1 April of the base year. */
  readonly payback: Outcome<number, string>
  readonly discountedPayback: Outcome<number, string>
  readonly lastPayback: Outcome<number, string>
  /** Present value of what is no longer paid over present value of what the move costs. */
  readonly benefitCostRatio: Outcome<number, string>
  /** CAD a year over the horizon. */
  readonly equivalentAnnual: Outcome<number, string>
  /** Migration, CAD. */
  readonly oneTime: number
  /** What of it falls before or after the horizon, CAD: in no year of the case, so said beside it. */
  readonly oneTimeOutside: number
  /** CAD a year at the prices of the base year, before anything moves and once everything has. */
  readonly asIsAnnual: ByHead
  readonly targetAnnual: ByHead
  readonly effortDays: number
  /** Book value left in the accounts, CAD: an accounting effect, never cash. */
  readonly bookValue: number
}

export type TornadoBar = {
  readonly name: string
  readonly label: Bilingual
  readonly unit: string
  readonly low: number
  readonly likely: number
  readonly high: number
  readonly npvAtLow: number
  readonly npvAtHigh: number
  /** The value at which the net present value is zero, others likely; unknown when there is none in three times its range. */
  readonly switchingValue: Outcome<number, string>
}

export type CumulativePoint = {
  readonly likely: number
  readonly p10: number
  readonly p25: number
  readonly p50: number
  readonly p75: number
  readonly p90: number
}

export type CaseVariant = {
  readonly id: VariantId
  readonly label: string
  readonly flows: YearFlows
  readonly indicators: CaseIndicators
  /** Running total of present values at the end of each year: the last one is the net present value. */
  readonly cumulative: readonly CumulativePoint[]
  readonly tornado: readonly TornadoBar[]
  /** By option: how many workloads, how many of them where a rule forbids it. */
  readonly places: readonly { readonly option: string; readonly workloads: number; readonly forbidden: number }[]
}

/** One default of somebody else's, taken alone: what it does to each variant's net present value. */
export type SwitchEffect = {
  readonly name: string
  readonly label: Bilingual
  readonly unit: string
  readonly ours: number
  readonly theirs: number
  readonly asPublished: Bilingual
  readonly reference: Bilingual
  readonly status: string
  /** CAD, one a variant. */
  readonly npvEffect: readonly number[]
  /** Taking this one alone changes the decision. */
  readonly isFlip: boolean
}
export type Flip =
  | {
      readonly kind: 'found'
      readonly names: readonly string[]
      readonly decision: string
      /** No smaller set does it: all were tried. */
      readonly isSmallest: boolean
    }
  | { readonly kind: 'none' }
export type SwitchboardColumn = {
  readonly id: string
  readonly label: Bilingual
  readonly owner: string
  readonly version: string
  /** CAD, one a variant. */
  readonly npv: readonly number[]
  readonly decision: string
  readonly effects: readonly SwitchEffect[]
  readonly notMapped: readonly Bilingual[]
  /** The fewest of these defaults that change the decision. */
  readonly flip: Flip
}

export type LeftOut = { readonly code: string; readonly name: string; readonly reasons: readonly string[] }

/** What a case gave: everything shown, exported and frozen comes from here. */
export type CaseResult = {
  readonly years: readonly { readonly label: string; readonly startsOn: string }[]
  readonly basis: 'nominal' | 'real'
  readonly draws: number
  /** `id@version` of the assumptions, a body's own values in it. */
  readonly assumptionSet: string
  readonly discountRate: number
  readonly workloads: number
  readonly leftOut: readonly LeftOut[]
  readonly variants: readonly CaseVariant[]
  /** `stay`, or the id of the variant of highest net present value, when it is above zero and no rule forbids one of its places. */
  readonly decision: string
  readonly beats: readonly Contest[]
  readonly switchboard: readonly SwitchboardColumn[]
  /** The fewest of our own assumptions that change the decision when each is taken at its worse end. */
  readonly ownFlip: Flip
}

/** Share of the draws in which the first variant is worth more than the second; when they are worth the same in all, neither beats. */
export type Contest = {
  readonly first: VariantId
  readonly second: VariantId
  readonly probability: number
  readonly isTie: boolean
}

export type CaseView = {
  readonly code: string
  readonly body: string
  readonly content: CaseContent
  readonly etag: string
  readonly createdBy: string
  readonly createdAt: string
  readonly updatedAt: string
  readonly result: {
    readonly id: string
    readonly computedAt: string
    readonly computedBy: string
    /** The case, the assumptions or what it rests on changed since. */
    readonly isStale: boolean
    readonly value: CaseResult
  } | null
}
export type CaseSummary = Omit<CaseView, 'result' | 'content'> & {
  readonly title: string
  readonly computedAt: string | null
  readonly decision: string | null
  readonly npv: readonly { readonly id: VariantId; readonly label: string; readonly likely: number }[]
}

export const caseListSchema = v.strictObject({
  body: v.optional(text(1, 20)),
  cursor: v.optional(v.pipe(v.string(), v.regex(forms.caseCode))),
  limit: v.optional(
    v.pipe(v.string(), v.regex(forms.pageSize), v.transform(Number), v.minValue(1), v.maxValue(500)),
    '100',
  ),
})

/** Some of a vendor's defaults, by name, to be supposed in place of ours. */
export const supposedSchema = v.strictObject({
  set: text(1, 40),
  names: v.pipe(v.array(text(1, 80)), v.maxLength(200)),
})
/** CAD, one net present value a variant, at the likely values. */
export type Supposed = { readonly npv: readonly number[]; readonly decision: string }
