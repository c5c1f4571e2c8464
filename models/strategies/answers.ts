import type { Bilingual } from '../shared/bilingual.ts'
import { daysBetween } from '../shared/day.ts'
import { allQuestions } from './questions.ts'
import type { Answer, Question, Questionnaire, Risk } from './questionnaire.views.ts'
import type { StatedFact } from './strategy-facts.ts'

/** What is kept of one answer: append-only, the last one recorded stands. */
export type GivenAnswer = {
  readonly questionnaire: string
  readonly question: string
  /** Null while a draft has none, and for `unknown`. */
  readonly answer: string | null
  readonly state: 'draft' | 'completed' | 'unknown'
  /** The day it speaks of. */
  readonly answeredOn: string
  readonly evidence: Evidence | null
  readonly by: string
  readonly recordedAt: string
}
export type Evidence = {
  readonly text: string
  readonly reference: string | null
  /** SHA-256 of the file that shows it, hexadecimal. */
  readonly sha256: string | null
}

/** How a question stands: nobody answered; a draft counts for nothing; one answer comes from another workload; one says it is not known. */
export type QuestionState = 'unanswered' | 'draft' | 'inherited' | 'completed' | 'unknown'
export type AnsweredQuestion = {
  readonly question: string
  readonly state: QuestionState
  readonly answer: string | null
  /** 0–1: what is left of it on the day; 0 unless it is completed or inherited. */
  readonly confidence: number
  readonly given: GivenAnswer | null
  /** The workload it was answered for, when not this one. */
  readonly from: string | null
}

/** What an answer given for another environment of the application is worth, against one given for this one (house value). */
const inheritedShare = 0.8

/** Confidence of an answer on a day: 2^(−age / half-life), 1 on the day it speaks of; an age before that day is none. */
export function answerConfidence(answeredOn: string, halfLifeDays: number, today: string): number {
  const age = Math.max(0, daysBetween(answeredOn, today))
  return 2 ** (-age / halfLifeDays)
}

/**
 * Each question of a questionnaire with how it stands for a workload on a day. The workload's own last word comes first, whatever it is:
 * a draft or an `unknown` is not hidden by what another workload answered. Only completed answers are inherited: a draft of another
 * workload never shows as an answer of this one.
 */
export function answeredQuestions(
  questionnaire: Pick<Questionnaire, 'sections'>,
  own: readonly GivenAnswer[],
  inherited: { readonly from: string; readonly answers: readonly GivenAnswer[] } | null,
  today: string,
): AnsweredQuestion[] {
  const standing = lastOf(own)
  const above = lastOf(inherited?.answers ?? [])
  return allQuestions(questionnaire).map((question) => {
    const given = standing.get(question.key)
    if (given !== undefined) {
      const isWhole = given.state === 'completed' && answerOf(question, given.answer) !== undefined
      // An answer that the questionnaire no longer has is a draft again: it says nothing that can be read.
      const state = given.state === 'completed' && !isWhole ? 'draft' : given.state
      const confidence = isWhole ? answerConfidence(given.answeredOn, question.halfLifeDays, today) : 0
      return { question: question.key, state, answer: given.answer, confidence, given, from: null }
    }
    const other = above.get(question.key)
    if (inherited === null || other?.state !== 'completed' || answerOf(question, other.answer) === undefined)
      return { question: question.key, state: 'unanswered', answer: null, confidence: 0, given: null, from: null }
    const confidence = inheritedShare * answerConfidence(other.answeredOn, question.halfLifeDays, today)
    return {
      question: question.key,
      state: 'inherited',
      answer: other.answer,
      confidence,
      given: other,
      from: inherited.from,
    }
  })
}

function lastOf(answers: readonly GivenAnswer[]): ReadonlyMap<string, GivenAnswer> {
  const last = new Map<string, GivenAnswer>()
  for (const one of answers) {
    const before = last.get(one.question)
    if (before === undefined || before.recordedAt <= one.recordedAt) last.set(one.question, one)
  }
  return last
}

export function answerOf(question: Question, answer: string | null): Answer | undefined {
  return question.answers.find(({ key }) => key === answer)
}

export type QuestionnaireState = 'not-started' | 'draft' | 'inherited' | 'completed'
export type QuestionnaireProgress = {
  readonly state: QuestionnaireState
  readonly counts: Readonly<Record<QuestionState, number>>
  /** The colour under the file's own thresholds; a question without an answer counts as unknown, never as green. */
  readonly risk: Risk
  readonly shares: Readonly<Record<Risk, number>>
}

/**
 * How far a questionnaire is. `completed` asks that the workload itself answered every question, if only that it is not known;
 * `inherited` that none is left and some come from elsewhere; a single draft or missing answer leaves it a draft.
 */
export function progressOf(
  questionnaire: Pick<Questionnaire, 'sections' | 'thresholds'>,
  answered: readonly AnsweredQuestion[],
): QuestionnaireProgress {
  const counts: Record<QuestionState, number> = { unanswered: 0, draft: 0, inherited: 0, completed: 0, unknown: 0 }
  for (const { state } of answered) counts[state] += 1
  const byKey = new Map(allQuestions(questionnaire).map((question) => [question.key, question]))
  const colours: Record<Risk, number> = { red: 0, yellow: 0, green: 0, unknown: 0 }
  for (const one of answered) {
    const question = byKey.get(one.question)
    const isKnown = one.state === 'completed' || one.state === 'inherited'
    const answer = question === undefined || !isKnown ? undefined : answerOf(question, one.answer)
    colours[answer?.risk ?? 'unknown'] += 1
  }
  const all = Math.max(1, answered.length)
  const share = (risk: Risk) => (100 * colours[risk]) / all
  const { red, yellow, unknown } = questionnaire.thresholds
  const holds = (risk: Risk, threshold: number) => colours[risk] > 0 && share(risk) >= threshold
  return {
    state: stateOf(counts, answered.length),
    counts,
    risk: holds('red', red)
      ? 'red'
      : holds('unknown', unknown)
        ? 'unknown'
        : holds('yellow', yellow)
          ? 'yellow'
          : 'green',
    shares: { red: share('red'), yellow: share('yellow'), green: share('green'), unknown: share('unknown') },
  }
}

function stateOf(counts: Readonly<Record<QuestionState, number>>, all: number): QuestionnaireState {
  if (counts.unanswered === all) return 'not-started'
  if (counts.unanswered > 0 || counts.draft > 0) return 'draft'
  return counts.inherited > 0 ? 'inherited' : 'completed'
}

/** The facts that the answers of a questionnaire state, each with what is left of its confidence. */
export function factsGiven(
  questionnaire: Pick<Questionnaire, 'sections' | 'name'>,
  answered: readonly AnsweredQuestion[],
): StatedFact[] {
  const byKey = new Map(answered.map((one) => [one.question, one]))
  return allQuestions(questionnaire).flatMap((question) => {
    const one = byKey.get(question.key)
    if (one === undefined || one.confidence === 0) return []
    const source = answerSource(questionnaire.name, question, one)
    return (answerOf(question, one.answer)?.gives ?? []).map(({ fact, value }) => ({
      name: fact,
      value,
      confidence: one.confidence,
      source,
    }))
  })
}

function answerSource(name: Bilingual, question: Question, { given, from }: AnsweredQuestion): Bilingual {
  const who = `${given?.by ?? ''}, ${given?.answeredOn ?? ''}${from === null ? '' : `, ${from}`}`
  return {
    fr: `${name.fr} : « ${question.text.fr} » (${who})`,
    en: `${name.en}: “${question.text.en}” (${who})`,
  }
}
