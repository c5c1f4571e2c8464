import type { Bilingual } from '../shared/bilingual.ts'
import type { BenefitBarName } from './bridge.ts'
import type { Calibration } from './calibration.ts'
import type { Colour, ColourRule } from './colour.ts'
import type { ForecastClass, IndexGap } from './forecast.ts'
import type { Grade, GradeLimit } from './grade.ts'
import type { Month } from '../shared/month.ts'
import type { RealisedState } from './realised.ts'
import type { RealisedScope } from './realised-figure.ts'

/** An agreed or measured amount as decimal text of CAD, or why there is none. `figure` opens it. */
export type AmountView =
  | { readonly kind: 'known'; readonly cad: string; readonly figure?: string }
  | { readonly kind: 'unknown'; readonly reasons: readonly string[]; readonly figure?: string }
/** An estimate, CAD, or why there is none. */
export type ForecastView =
  | {
      readonly kind: 'known'
      readonly p10: number
      readonly p50: number
      readonly p90: number
      readonly class: ForecastClass
      /** Recent realised / planned that carries the plan on; null when the class alone speaks, and why. */
      readonly index: number | null
      readonly indexGap: IndexGap | null
      /** How many benefits were drawn together, and what they share; null for one alone. */
      readonly together: { readonly count: number; readonly correlation: number; readonly draws: number } | null
    }
  | { readonly kind: 'unknown'; readonly reasons: readonly string[] }

/** One benefit, as known at an instant. */
export type BenefitStatusView = {
  readonly benefit: string
  readonly body: string
  readonly title: Bilingual
  readonly unit: string
  /** Of the first promise and of the plan in force, a year at plateau. */
  readonly promised: AmountView
  readonly current: AmountView
  /** Closed months, summed; provisional ones apart. */
  readonly realised: AmountView
  readonly provisionalCad: string
  readonly yearToDate: AmountView
  /** Planned over the same closed months, and to date. */
  readonly plannedCad: string
  readonly plannedToDateCad: string
  readonly validated: AmountView
  readonly cashableCad: string
  readonly stillPaidCad: string
  readonly forecast: ForecastView
  readonly horizon: Month | null
  readonly promisedToHorizonCad: string
  readonly currentToHorizonCad: string
  readonly grade: Grade | null
  readonly gradeLimits: readonly GradeLimit[]
  readonly colour: Colour
  readonly colourRules: readonly ColourRule[]
  /** Realised / planned over the periods known on both sides. */
  readonly realisationIndex: AmountOrReason
  /** Periods ahead (+) or behind (−) of the plan. */
  readonly timeVarianceMonths: AmountOrReason
  readonly monthsClosed: number
  readonly monthsProvisional: number
  readonly monthsUnknown: number
  readonly lastMeasured: Month | null
}
export type AmountOrReason =
  | { readonly kind: 'known'; readonly value: number }
  | { readonly kind: 'unknown'; readonly reasons: readonly string[] }

export type BridgeGap = 'no-driver' | 'no-list-price' | 'several-currencies'
export type BridgeView = {
  readonly fromCad: string
  readonly planCad: string
  readonly realisedCad: string
  /** In the order in which effects are taken; they sum to realised − from. */
  readonly bars: readonly { readonly name: BenefitBarName; readonly cad: string }[]
  /** Why a part of the bill is not split, and that no driver is known. */
  readonly gaps: readonly BridgeGap[]
  /** Share of what moved that nothing splits, 0 to 1. */
  readonly notSplitShare: number
  readonly months: number
  readonly benefits: number
}

/** Cumulative amounts at the end of each month, CAD; null where nothing is known: a gap, never a line through it. */
export type CurveView = {
  readonly months: readonly Month[]
  readonly promised: readonly number[]
  readonly plan: readonly number[]
  readonly realised: readonly (number | null)[]
  readonly forecast: readonly { readonly p10: number; readonly p50: number; readonly p90: number }[]
  /** Index in `months` of the first forecast month. */
  readonly forecastFrom: number
  /** Last month that was measured and closed. */
  readonly lastMeasured: Month | null
  /** Planned benefits of the last measured month, and how many of them have no figure. */
  readonly planned: number
  readonly missing: number
}

export type RealisedPortfolio = {
  readonly asKnown: string
  /** Whether the date asked for is in the past. */
  readonly isPast: boolean
  /** Whose totals they are: with `asKnown` and a term, what a figure of them opens by (`realisedFigure`). */
  readonly scope: RealisedScope
  readonly totals: {
    readonly plannedToDate: AmountView
    readonly realised: AmountView
    readonly provisionalCad: string
    readonly validated: AmountView
    /** Grades A and B alone. */
    readonly headline: AmountView
    readonly stillPaidCad: string
    readonly forecast: ForecastView
    readonly promisedToHorizonCad: string
    readonly currentToHorizonCad: string
    readonly byGrade: readonly { readonly grade: Grade; readonly cad: string }[]
    readonly confidenceIndex: AmountOrReason
  }
  readonly curve: CurveView
  readonly bridge: BridgeView
  readonly benefits: readonly BenefitStatusView[]
}

export type RealisedMonthView = {
  readonly month: Month
  readonly state: RealisedState
  readonly promisedCad: string | null
  readonly plannedCad: string | null
  readonly baseline: AmountView
  readonly actual: AmountView
  readonly charges: AmountView
  readonly ledgerCad: string | null
  readonly carriedCad: string | null
  readonly elsewhereCad: string
  readonly realised: AmountView
  /** Actual − planned cost, and adjusted baseline − actual: side by side, they may have opposite signs. */
  readonly ledgerView: AmountView
  readonly avoidedView: AmountView
  readonly stillPaidCad: string
}
/** Bars of the drawer: reference, indexation, adjustments, adjusted reference, measured cost, benefit. */
export type ReferenceBars = {
  readonly months: number
  readonly referenceCad: string
  readonly volumeCad: string
  readonly indexationCad: string
  readonly adjustments: readonly {
    readonly label: Bilingual
    readonly cad: string
    /** What it adds to a month, and how many closed months it covers. */
    readonly monthlyCad: string
    readonly months: number
    /** Who approved it, its first month and its evidence. */
    readonly approvedBy: string | null
    readonly from: Month
    readonly evidence: string | null
    readonly counts: boolean
    readonly gap: string | null
  }[]
  readonly adjusted: AmountView
  readonly measured: AmountView
  readonly elsewhereCad: string
  readonly benefit: AmountView
}
export type CrossCheckView =
  | {
      readonly kind: 'known'
      readonly effectCadPerMonth: number
      readonly halfWidthCadPerMonth: number
      readonly realisedCadPerMonth: number
      readonly isPreTrendParallel: boolean
      readonly disagrees: boolean
      readonly controls: number
    }
  | { readonly kind: 'unknown'; readonly reasons: readonly string[] }

export type RealisedBenefit = {
  readonly asKnown: string
  readonly status: BenefitStatusView
  readonly model: {
    readonly kind: 'unit-rates' | 'regression' | 'observed' | 'none'
    readonly refused: readonly string[]
    readonly cvRmse: number | null
    readonly nmbe: number | null
    readonly outliers: readonly Month[]
  }
  readonly uncertainty: AmountOrReason
  readonly interval: { readonly lowCad: number; readonly highCad: number } | null
  readonly crossCheck: CrossCheckView
  readonly bars: ReferenceBars
  readonly months: readonly RealisedMonthView[]
  readonly curve: CurveView
  readonly bridge: BridgeView
}
export type RealisedWorkload = {
  readonly workload: string
  readonly benefits: readonly RealisedBenefit[]
}
export type CalibrationView =
  | ({ readonly kind: 'known' } & Calibration)
  | { readonly kind: 'unknown'; readonly reasons: readonly string[] }
