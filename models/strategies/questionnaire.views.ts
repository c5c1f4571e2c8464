import type { Bilingual } from '../shared/bilingual.ts'
import type { FactValue } from './strategy-facts.ts'

export type Risk = 'red' | 'yellow' | 'green' | 'unknown'
export type Axis = 'business-value' | 'technical-fit'

export type Answer = {
  readonly key: string
  readonly order: number
  readonly text: Bilingual
  readonly risk: Risk
  /** 0–100, or null for an answer that places nothing. */
  readonly score: number | null
  readonly rationale: Bilingual | null
  readonly mitigation: Bilingual | null
  /** Facts of the catalogue that this answer states. */
  readonly gives: readonly { readonly fact: string; readonly value: FactValue }[]
}
export type Question = {
  readonly key: string
  readonly order: number
  readonly text: Bilingual
  readonly explanation: Bilingual | null
  readonly axis: Axis | null
  readonly weight: number
  /** Days after which an answer is half as sure. */
  readonly halfLifeDays: number
  /** Standard deviation of a fresh answer, points of 100. */
  readonly uncertaintyPoints: number
  readonly answers: readonly Answer[]
}
export type Section = {
  readonly order: number
  readonly name: Bilingual
  readonly comment: Bilingual | null
  readonly questions: readonly Question[]
}
export type Questionnaire = {
  readonly name: Bilingual
  readonly description: Bilingual | null
  /** Percent of the questions from which a colour holds. */
  readonly thresholds: { readonly red: number; readonly yellow: number; readonly unknown: number }
  readonly riskMessages: Readonly<Record<Risk, Bilingual>>
  readonly sections: readonly Section[]
  /** Whether every text stands in both languages; what does not is shown in the only one it has. */
  readonly isTranslated: boolean
  /** What its file says that is kept and given back, and not acted on. */
  readonly notApplied: readonly string[]
}

/** A questionnaire as it stands in an installation. */
export type QuestionnaireView = {
  readonly code: string
  /** Null for those that come with the product. */
  readonly body: string | null
  readonly state: 'in-use' | 'retired'
  readonly questionnaire: Questionnaire
  readonly digest: string
  readonly statedBy: string | null
  readonly recordedAt: string | null
  readonly reason: string | null
  readonly etag: string
}
export type QuestionnaireListItem = Omit<QuestionnaireView, 'questionnaire'> & {
  readonly name: Bilingual
  readonly questions: number
  readonly isTranslated: boolean
}
