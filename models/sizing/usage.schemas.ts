import * as v from 'valibot'

/** What a series comes to, in percent of what the machine has (0–100); quantiles of type 7 (Hyndman and Fan, 1996) within 0.005 points. */
export type UseStatistics = {
  readonly points: number
  readonly mean: number
  readonly p50: number
  readonly p90: number
  readonly p95: number
  readonly p99: number
  readonly max: number
}

/** When the highest points come: every night, once a week, here and there, or not apart from the rest. */
export type SpikeKind = 'nightly' | 'weekly' | 'isolated' | 'scattered'

/** A maximum that stands far above the 99th percentile: the trap of sizing on a peak (ASM-09). */
export type Spike = {
  readonly kind: SpikeKind
  /** Share of the points above halfway between p99 and the maximum, 0–1. */
  readonly share: number
  /** Days that have such a point, among the days of the series. */
  readonly days: number
  /** Local hour (0–23) and day (0 = Monday) when most of them come; the day is null for what comes every night. */
  readonly hour: number
  readonly weekday: number | null
}

/** What the series of one machine said: the figures that size it, and where they come from. */
export type UsageSummary = {
  readonly file: string
  /** The machine as the file names it. */
  readonly machine: string
  /** The import of the series. */
  readonly batch: string
  /** First and last moment of the period that the file covers, ISO, UTC. */
  readonly from: string
  readonly to: string
  /** The usual time between two points; null for a single point. */
  readonly stepSeconds: number | null
  /** Share of the points expected over the period that are there, 0–1. */
  readonly coverage: number
  /** Days' worth of points: points × step. */
  readonly days: number
  readonly cpu: UseStatistics
  /** Null when the file tells nothing of memory, or nothing that the inventory can turn into a share. */
  readonly memory: UseStatistics | null
  /** Share of the hours with points in which the processor was in use, 0–1: what parking would leave on. */
  readonly timeInUse: number
  readonly spike: Spike | null
}

/** The summary with what a screen draws and what an auditor asks. */
export type UsageProfile = UsageSummary & {
  /** IANA zone of the hours below. */
  readonly zone: string
  /** 168 mean percentages of processor, Monday 0 h first, local time; null where no point falls. */
  readonly weekCpu: readonly (number | null)[]
  readonly quality: {
    /** Points told twice: the first stands. */
    readonly duplicates: number
    /** Holes of more than twice the usual step, and the longest. */
    readonly gaps: number
    readonly longestGapSeconds: number
    /** Times the file went back in time. */
    readonly backward: number
    /** Points more than 30 days away from the others, left out of the period: a clock that jumped. */
    readonly stray: number
  }
}

export const sizingRules = ['nameplate', 'own-p95', 'azure-migrate', 'p99', 'max', 'aws-peak', 'database'] as const
export type SizingRuleId = (typeof sizingRules)[number]
export const azurePercentiles = [50, 90, 95, 99] as const

/** What a person settled for the servers of a workload, with the reason. */
export type SizingChoice = {
  readonly rule: SizingRuleId
  /** Multiplies the use; null for the rule's own. */
  readonly comfort: number | null
  /** Of the Azure Migrate rule; null for its own. */
  readonly percentile: (typeof azurePercentiles)[number] | null
  readonly reason: string
  readonly by: string
  readonly at: string
}

export const sizingChoiceSchema = v.strictObject({
  rule: v.picklist(sizingRules),
  comfort: v.nullable(v.pipe(v.number(), v.finite(), v.minValue(1), v.maxValue(3))),
  percentile: v.nullable(v.picklist(azurePercentiles)),
  reason: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(500)),
})
export type NewSizingChoice = v.InferOutput<typeof sizingChoiceSchema>
