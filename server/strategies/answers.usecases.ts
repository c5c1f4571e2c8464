import {
  answeredQuestions,
  type AnsweredQuestion,
  answerOf,
  type Evidence,
  type GivenAnswer,
  progressOf,
} from '#models/strategies/answers.ts'
import { allQuestions } from '#models/strategies/questions.ts'
import type { WorkloadQuestionnaire } from '#models/strategies/strategies.views.ts'
import type { NewAnswer } from '#models/strategies/strategies.schemas.ts'
import { canonicalJson } from '#models/shared/canonical-json.ts'
import type { Reach } from '#server/access/reach.ts'
import type { AnswerRow } from '#server/database/schema.ts'
import { ensureWorkload } from '#server/inventory/inventory.usecases.ts'
import { todayOf } from '#server/shared/clock.ts'
import { asJson } from '#server/shared/digest.ts'
import { newId } from '#server/shared/ids.ts'
import { changing } from '#server/shared/unit-of-work.ts'
import { answerHistory, type AnswerFilter, answersOf, insertAnswer, productionOf } from './answers.repository.ts'
import { questionnairesByBody, type StrategiesDeps, type UsedQuestionnaire } from './questionnaires.usecases.ts'
import {
  alreadyRetired,
  answerInTheFuture,
  answerRefused,
  questionnaireNotFound,
  questionUnknown,
} from './strategies.problems.ts'

/** One row of the history of a workload's answers. */
export type AnswerRecord = GivenAnswer & { readonly id: string }

/** Adds an answer: the last one stands, those before stay. A draft may have none yet; an answer said unknown has none. */
export async function recordAnswer(
  deps: StrategiesDeps,
  reach: Reach,
  code: string,
  given: NewAnswer,
): Promise<AnswerRecord> {
  const workload = await ensureWorkload(deps, reach, code)
  const used = (await questionnairesByBody(deps, reach))(workload.body_id)
  const questionnaire = used.find((one) => one.code === given.questionnaire)
  if (questionnaire === undefined) throw questionnaireNotFound(given.questionnaire)
  if (questionnaire.state === 'retired') throw alreadyRetired(given.questionnaire)
  ensureAnswer(questionnaire, given)
  if (given.answeredOn > todayOf(deps.clock)) throw answerInTheFuture()
  const row = await changing(deps, reach, async (work) => {
    const made: AnswerRow = {
      id: newId(),
      body_id: workload.body_id,
      workload_id: workload.id,
      questionnaire: given.questionnaire,
      question: given.question,
      answer: given.answer,
      state: given.state,
      answered_on: given.answeredOn,
      evidence_json: given.evidence === null ? null : canonicalJson(asJson(given.evidence)),
      stated_by: reach.actor,
      recorded_at: work.at,
    }
    await insertAnswer(work.tx, made)
    await work.record({
      bodyId: workload.body_id,
      action: given.state === 'draft' ? 'answer.drafted' : `answer.${given.state}`,
      objectType: 'workload',
      objectId: workload.id,
      after: given,
    })
    return made
  })
  return recordView(row)
}

function ensureAnswer({ questionnaire }: UsedQuestionnaire, given: NewAnswer): void {
  const question = allQuestions(questionnaire).find(({ key }) => key === given.question)
  if (question === undefined) throw questionUnknown(given.question)
  if (given.state === 'unknown' && given.answer !== null) throw answerRefused('not-with-unknown')
  if (given.state === 'completed' && given.answer === null) throw answerRefused('required')
  if (given.answer !== null && answerOf(question, given.answer) === undefined) throw answerRefused('not-in-list')
}

/** The history of a workload's answers, newest first, a page at a time. */
export async function answersHistory(
  deps: StrategiesDeps,
  reach: Reach,
  code: string,
  asked: AnswerFilter,
): Promise<AnswerRecord[]> {
  const { id } = await ensureWorkload(deps, reach, code)
  return (await answerHistory(reach, deps.db, id, asked)).map(recordView)
}

function recordView(row: AnswerRow): AnswerRecord {
  return { id: row.id, ...givenAnswer(row) }
}

export function givenAnswer(row: AnswerRow): GivenAnswer {
  return {
    questionnaire: row.questionnaire,
    question: row.question,
    answer: row.answer,
    state: row.state as GivenAnswer['state'], // written through the schema
    answeredOn: row.answered_on,
    evidence: row.evidence_json === null ? null : (JSON.parse(row.evidence_json) as Evidence), // idem
    by: row.stated_by,
    recordedAt: row.recorded_at,
  }
}

/** A questionnaire in use, and how each of its questions stands for a workload. */
export type AnsweredQuestionnaire = UsedQuestionnaire & { readonly answered: readonly AnsweredQuestion[] }

type Answering = {
  readonly id: string
  readonly body_id: string
  readonly application_id: string
  readonly environment: string
}

/** How the questionnaires in use stand for each of these workloads on a day; production lends its answers to the other environments. */
export async function answeredFor(
  deps: StrategiesDeps,
  reach: Reach,
  workloads: readonly Answering[],
  today: string,
): Promise<(workload: Answering) => readonly AnsweredQuestionnaire[]> {
  const used = await questionnairesByBody(deps, reach)
  const others = workloads.filter(({ environment }) => environment !== 'production')
  const production = await productionOf(
    reach,
    deps.db,
    others.map((one) => one.application_id),
  )
  const ids = new Set([...workloads.map(({ id }) => id), ...[...production.values()].map(({ id }) => id)])
  const rows = Map.groupBy(await answersOf(reach, deps.db, [...ids]), (row) => row.workload_id)
  const given = (id: string, code: string) =>
    (rows.get(id) ?? []).filter((row) => row.questionnaire === code).map(givenAnswer)
  return (workload) => {
    const above = workload.environment === 'production' ? undefined : production.get(workload.application_id)
    return used(workload.body_id)
      .filter(({ state }) => state === 'in-use')
      .map((one) => ({
        ...one,
        answered: answeredQuestions(
          one.questionnaire,
          given(workload.id, one.code),
          above === undefined ? null : { from: above.code, answers: given(above.id, one.code) },
          today,
        ),
      }))
  }
}

/** The questionnaires of a workload, each with how it stands. */
export async function workloadQuestionnaires(
  deps: StrategiesDeps,
  reach: Reach,
  code: string,
): Promise<WorkloadQuestionnaire[]> {
  const workload = await ensureWorkload(deps, reach, code)
  const answered = await answeredFor(deps, reach, [workload], todayOf(deps.clock))
  return answered(workload).map(({ code: of, questionnaire, answered: questions }) => ({
    code: of,
    questionnaire,
    answered: questions,
    progress: progressOf(questionnaire, questions),
  }))
}
