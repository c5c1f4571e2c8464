import type { Bilingual } from '../shared/bilingual.ts'
import type { Finding } from './findings.ts'
import type { IndicatorDefinition, IndicatorGroup } from './indicator.schemas.ts'

export type Colour = 'green' | 'amber' | 'red' | 'grey' | 'none'

export type IndicatorView = {
  readonly id: string
  readonly group: IndicatorGroup
  readonly label: Bilingual
  readonly value: number | null
  /** The same amount to the cent, as decimal text; null for what is not an amount. */
  readonly exact: string | null
  readonly unit: string
  readonly numerator: number | null
  readonly denominator: number | null
  readonly formula: string
  /** The formula in words. */
  readonly formulaWords: Bilingual
  readonly formulaVersion: string
  readonly rule: Bilingual
  readonly owner: Bilingual
  readonly source: Bilingual
  /** The day the figure speaks of: the oldest day of what was stated for it, else the day it was computed. */
  readonly date: string | null
  /** `suppressed`: a count under 3 would reveal one workload, here or, by subtraction, in a figure beside it. */
  readonly status: 'approved' | 'unknown' | 'suppressed' | 'stale'
  readonly colour: Colour
  /** The rule of the colour in words; null when the figure has no good side. */
  readonly colourRule: Bilingual | null
  readonly reasons: readonly string[]
  /** Days after which the figure is grey. */
  readonly staleAfterDays: number
  readonly target: { readonly value: number; readonly label: Bilingual } | null
}

/** A share of a slice: `null` numbers are withheld together. */
export type SharePart = { readonly numerator: number | null; readonly denominator: number | null }

/** One body. `realisedShare` is in percent of what was planned to date. */
export type BodyResult = {
  readonly body: string
  readonly label: Bilingual
  readonly isSuppressed: boolean
  readonly public: SharePart
  readonly classified: SharePart
  readonly realisedShare: number | null
}

/** Where decisions stood at the end of a fiscal year, over the workloads of today's inventory. */
export type YearShare = {
  readonly year: string
  readonly asOf: string
  readonly public: number | null
  readonly state: number | null
  readonly workloads: number
  readonly isSuppressed: boolean
}

/** Benefits of one fiscal year, to the cent as decimal text. */
export type YearBenefit = {
  readonly year: string
  readonly planned: string | null
  readonly realised: string | null
  /** Months of the year that have begun: 12 when it is over. */
  readonly months: number
  readonly isSuppressed: boolean
}

/** One part of a cut of the signed decisions that name an option: by sovereignty level, by parent country. */
export type CutPart = { readonly key: string; readonly count: number | null; readonly value: string | null }
export type Cut = {
  readonly id: 'nsi' | 'parent-country'
  readonly isSuppressed: boolean
  readonly parts: readonly CutPart[]
}

/** Data centres, from what was stated. */
export type CentresView = {
  readonly inScope: number
  readonly closed: number
  readonly kept: number
  readonly asOf: string
  readonly source: string
}

/** What a publication holds, whole: what the digest is taken over. */
export type PublishedContent = {
  readonly format: 2
  readonly indicators: readonly IndicatorView[]
  readonly bodies: readonly BodyResult[]
  readonly years: readonly YearShare[]
  readonly benefitYears: readonly YearBenefit[]
  readonly benefitCategories: readonly {
    readonly category: string
    readonly realised: string | null
    readonly claims: number | null
  }[]
  readonly forecast: {
    readonly p10: string
    readonly p50: string
    readonly p90: string
    readonly plan: string
    readonly until: string
  } | null
  readonly cuts: readonly Cut[]
  readonly centres: CentresView | null
}

/** What the public sees: figures approved for publication only. */
export type BarometerView = Omit<PublishedContent, 'format'> & {
  readonly asOf: string | null
  readonly approvedBy: string | null
  readonly digest: string | null
  /** First day on which a figure turns grey if nothing is published before. */
  readonly freshUntil: string | null
  /** Where the installation says that an error is told; null when it says nothing. */
  readonly contact: string | null
  /** Day of the next publication, by the rhythm that the installation says; null when it says none. */
  readonly nextOn: string | null
  readonly isDemonstration: boolean
  readonly findings: readonly Finding[]
}

/** One figure that a publication would change. */
export type PublicationChange = {
  readonly id: string
  readonly label: Bilingual
  readonly unit: string
  readonly before: number | null
  readonly after: number | null
  readonly beforeExact: string | null
  readonly afterExact: string | null
  /** To the cent for amounts, in the figure's own unit otherwise; null when one side is not known. */
  readonly moved: string | null
  readonly statusBefore: string | null
  readonly statusAfter: string | null
  readonly formulaBefore: string | null
  readonly formulaAfter: string | null
}

export type BarometerPreview = BarometerView & { readonly changes: readonly PublicationChange[] }

export type PublicationView = {
  readonly id: string
  readonly asOf: string
  readonly approvedBy: string
  readonly approvedAt: string
  readonly digest: string
  /** Whether what is kept still has the digest it was approved under. */
  readonly isIntact: boolean
  readonly indicators: number
}

export type IndicatorVersionView = {
  readonly id: string
  readonly indicator: string
  readonly version: string
  readonly state: 'shipped' | 'proposed' | 'approved' | 'returned'
  readonly isInForce: boolean
  readonly reason: string
  readonly proposedBy: string | null
  readonly proposedAt: string | null
  readonly decidedBy: string | null
  readonly decidedAt: string | null
  readonly etag: string
  readonly definition: IndicatorDefinition
}
