import type { Environment, Strategy } from '../inventory/workload.views.ts'
import type { Bilingual } from '../shared/bilingual.ts'
import type { Derivation } from '../shared/derivation.ts'
import type { Outcome } from '../shared/outcome.ts'
import type { AnsweredQuestion, QuestionnaireProgress } from './answers.ts'
import type { CounterExample } from './counter-examples.ts'
import type { Lifecycle } from './lifecycle.ts'
import type { Questionnaire } from './questionnaire.views.ts'
import type { Recommendation } from './seven-r.ts'
import type { TimeGap, TimePosition, TimeSettings } from './time.ts'

/** A person's word over the computed strategy, with its reason; what was computed that day stays beside it. */
export type StrategyOverride = {
  readonly strategy: Strategy
  readonly reason: string
  readonly computed: Strategy
  readonly statedBy: string
  readonly recordedAt: string
}

export type ScoreGap = 'formula-refused' | 'not-a-number' | 'out-of-scale' | `missing:${string}`
export type ScoreValue = {
  readonly value: number
  readonly inputs: readonly { readonly name: string; readonly value: number }[]
}
/** A score that people wrote, and what it comes to for a workload. */
export type ScoreView = {
  readonly id: string
  readonly body: string
  readonly name: Bilingual
  readonly expression: string
  readonly state: 'in-use' | 'retired'
  readonly statedBy: string
  readonly recordedAt: string
  readonly etag: string
}
export type ScoreResult = { readonly score: ScoreView; readonly result: Outcome<ScoreValue, ScoreGap> }

/** What may stand in a score. */
export type ScoreName = { readonly name: string; readonly label: Bilingual; readonly kind: 'fact' | 'answer' | 'axis' }

/** Where a workload stands on the chart, with how each axis is made. */
export type TimeView = {
  readonly position: Outcome<TimePosition, TimeGap>
  readonly settings: TimeSettings
  readonly derivations: { readonly value: Derivation; readonly fit: Derivation } | null
}

/** Everything said of a workload's strategy. */
export type StrategyView = {
  readonly workload: string
  readonly asOf: string
  /** What stands: the person's word when there is one, else what is computed. */
  readonly strategy: Strategy
  readonly recommendation: Recommendation
  /** How the confidence was obtained. */
  readonly confidence: Derivation
  readonly counterExamples: readonly CounterExample[]
  readonly override: StrategyOverride | null
  readonly time: TimeView
  readonly lifecycle: Lifecycle
  readonly scores: readonly ScoreResult[]
}

/** How one questionnaire stands for a workload. */
export type WorkloadQuestionnaire = {
  readonly code: string
  readonly questionnaire: Questionnaire
  readonly answered: readonly AnsweredQuestion[]
  readonly progress: QuestionnaireProgress
}

/** One workload of the portfolio's chart. Short names: there may be fifty thousand. */
export type StrategyListItem = {
  readonly workload: string
  readonly name: string
  readonly body: string
  readonly environment: Environment
  readonly strategy: Strategy
  readonly isOverridden: boolean
  /** 0–1. */
  readonly confidence: number
  /** Rule that decides. */
  readonly rule: string
  /** The fact that most of the rules wait for; null when none does. */
  readonly question: string | null
  readonly time: {
    readonly value: number
    readonly valueDeviation: number
    readonly fit: number
    readonly fitDeviation: number
    readonly quadrant: TimePosition['quadrant']
    /** Chance of the quadrant it is in, 0–1. */
    readonly chance: number
    readonly margin: number
  } | null
}
export type StrategyList = {
  readonly asOf: string
  readonly settings: TimeSettings
  readonly items: readonly StrategyListItem[]
}
