import { answerOf } from '#models/strategies/answers.ts'
import { allQuestions } from '#models/strategies/questions.ts'
import { type Nameable, scoreRefusal, scoreValue } from '#models/strategies/scores.ts'
import type { EditScore, NewScore } from '#models/strategies/strategies.schemas.ts'
import type { ScoreGap, ScoreName, ScoreResult, ScoreValue, ScoreView } from '#models/strategies/strategies.views.ts'
import { strategyFacts, valueOf } from '#models/strategies/strategy-facts.ts'
import { defaultTimeSettings } from '#models/strategies/time.ts'
import type { Outcome } from '#models/shared/outcome.ts'
import { bodyTree } from '#server/access/bodies.repository.ts'
import type { Reach } from '#server/access/reach.ts'
import { ensureVersion, etagOf } from '#server/app/versions.ts'
import { ensureWorkload } from '#server/inventory/inventory.usecases.ts'
import { todayOf } from '#server/shared/clock.ts'
import { newId } from '#server/shared/ids.ts'
import { changing } from '#server/shared/unit-of-work.ts'
import { bodyInReach, readableBodies, withThoseAbove } from './bodies-above.usecases.ts'
import { type Portrait, portraits } from './portrait.usecases.ts'
import { questionnairesByBody, type StrategiesDeps, type UsedQuestionnaire } from './questionnaires.usecases.ts'
import { findScore, insertScore, scoresOf, type ScoreWithBody, updateScore } from './scores.repository.ts'
import { bodyOutOfScope, scoreNotFound, scoreRefused } from './strategies.problems.ts'

/** Scores of a body at most: each is evaluated whenever one of its workloads is read. */
const scoresAtMost = 200

/** Writes a score for a body and those under it; an expression that does not read, or names nothing known here, is refused. */
export async function defineScore(deps: StrategiesDeps, reach: Reach, given: NewScore): Promise<ScoreView> {
  const bodyId = await bodyInReach(deps, reach, given.body)
  if (bodyId === undefined) throw bodyOutOfScope(given.body)
  await ensureExpression(deps, reach, bodyId, given.expression)
  const id = await changing(deps, reach, async (work) => {
    const made = newId()
    await insertScore(work.tx, {
      id: made,
      body_id: bodyId,
      name_fr: given.name.fr,
      name_en: given.name.en,
      expression: given.expression,
      state: 'in-use',
      stated_by: reach.actor,
      recorded_at: work.at,
      row_version: 1,
    })
    await work.record({ bodyId, action: 'score.defined', objectType: 'score', objectId: made, after: given })
    return made
  })
  return oneScore(deps, reach, id)
}

async function ensureExpression(deps: StrategiesDeps, reach: Reach, bodyId: string, expression: string): Promise<void> {
  const used = (await questionnairesByBody(deps, reach))(bodyId)
  const refusal = scoreRefusal(expression, new Set(scoreNames(used).map(({ name }) => name)))
  if (refusal !== undefined) throw scoreRefused(refusal)
}

export async function editScore(
  deps: StrategiesDeps,
  reach: Reach,
  id: string,
  expected: number,
  edit: EditScore,
): Promise<ScoreView> {
  const row = await findScore(deps.db, reach.bodies, id)
  if (row === undefined) throw scoreNotFound()
  ensureVersion(row.row_version, expected)
  await ensureExpression(deps, reach, row.body_id, edit.expression)
  await changing(deps, reach, async (work) => {
    const moved = await updateScore(work.tx, row, {
      name_fr: edit.name.fr,
      name_en: edit.name.en,
      expression: edit.expression,
      state: edit.state,
      stated_by: reach.actor,
      recorded_at: work.at,
    })
    if (!moved) ensureVersion(expected + 1, expected)
    await work.record({
      bodyId: row.body_id,
      action: edit.state === 'retired' && row.state !== 'retired' ? 'score.retired' : 'score.edited',
      objectType: 'score',
      objectId: id,
      before: { name: { fr: row.name_fr, en: row.name_en }, expression: row.expression, state: row.state },
      after: edit,
    })
  })
  return oneScore(deps, reach, id)
}

async function oneScore(deps: StrategiesDeps, reach: Reach, id: string): Promise<ScoreView> {
  const row = await findScore(deps.db, reach.bodies, id)
  if (row === undefined) throw scoreNotFound()
  return scoreView(row)
}

export async function scoreList(
  deps: StrategiesDeps,
  reach: Reach,
  asked: { readonly after?: string | undefined; readonly limit: number },
): Promise<ScoreView[]> {
  return (await scoresOf(deps.db, await readableBodies(deps, reach), asked)).map(scoreView)
}

/** What may be named in a score: facts that are numbers or yes-no (1 or 0), the two axes, and questions that have a score. */
export function scoreNames(used: readonly UsedQuestionnaire[]): ScoreName[] {
  const facts = Object.entries(strategyFacts)
    .filter(([, { type }]) => type !== 'text')
    .map(([name, { label, from }]): ScoreName => ({ name, label, kind: from === 'scores' ? 'axis' : 'fact' }))
  const questions = used
    .filter(({ state }) => state === 'in-use')
    .flatMap(({ questionnaire }) => allQuestions(questionnaire))
    .filter((question) => question.answers.some(({ score }) => score !== null))
  const counts = Map.groupBy(questions, ({ key }) => key)
  // A key that two questionnaires share names neither.
  return [
    ...facts,
    ...questions
      .filter(({ key }) => counts.get(key)?.length === 1 && strategyFacts[key] === undefined)
      .map(({ key, text }): ScoreName => ({ name: key, label: text, kind: 'answer' })),
  ]
}

/** The names that a workload's scores may hold. */
export async function namesFor(deps: StrategiesDeps, reach: Reach, code: string): Promise<ScoreName[]> {
  const workload = await ensureWorkload(deps, reach, code)
  return scoreNames((await questionnairesByBody(deps, reach))(workload.body_id))
}

/** The scores in use for a workload, each with what it comes to. */
export async function scoresFor(deps: StrategiesDeps, portrait: Portrait): Promise<ScoreResult[]> {
  const tree = await bodyTree(deps.db, todayOf(deps.clock))
  const rows = await scoresOf(deps.db, withThoseAbove(tree, portrait.subject.body_id), { limit: scoresAtMost })
  const values = valuesFor(portrait)
  return rows
    .filter(({ state }) => state === 'in-use')
    .map((row) => ({ score: scoreView(row), result: scoreValue(row.expression, values) }))
}

function valuesFor({ facts, answered }: Portrait): Nameable {
  const values = new Map<string, number | undefined>()
  for (const { name, kind } of scoreNames(answered)) {
    if (kind !== 'answer') {
      const value = valueOf(facts, name)
      values.set(name, typeof value === 'boolean' ? Number(value) : typeof value === 'number' ? value : undefined)
      continue
    }
    const scores = answered.flatMap((one) => {
      const question = allQuestions(one.questionnaire).find(({ key }) => key === name)
      const given = one.answered.find((other) => other.question === name)
      const isKnown = given?.state === 'completed' || given?.state === 'inherited'
      const answer = question === undefined || !isKnown ? undefined : answerOf(question, given.answer)
      return answer === undefined || answer.score === null ? [] : [answer.score]
    })
    values.set(name, scores[0])
  }
  return values
}

/** What an expression would come to for a workload; nothing is kept. */
export async function previewScore(
  deps: StrategiesDeps,
  reach: Reach,
  { expression, workload: code }: { readonly expression: string; readonly workload: string },
): Promise<Outcome<ScoreValue, ScoreGap>> {
  const workload = await ensureWorkload(deps, reach, code)
  await ensureExpression(deps, reach, workload.body_id, expression)
  const asked = { today: todayOf(deps.clock), settings: defaultTimeSettings }
  const [portrait] = await portraits(deps, reach, [workload], asked)
  if (portrait === undefined) throw new Error('a workload without itself')
  return scoreValue(expression, valuesFor(portrait))
}

function scoreView(row: ScoreWithBody): ScoreView {
  return {
    id: row.id,
    body: row.body_code,
    name: { fr: row.name_fr, en: row.name_en },
    expression: row.expression,
    state: row.state === 'retired' ? 'retired' : 'in-use',
    statedBy: row.stated_by,
    recordedAt: row.recorded_at,
    etag: etagOf(row.row_version),
  }
}
