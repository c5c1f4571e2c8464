import type { Language } from '#models/shared/bilingual.ts'
import { inKonveyorForm, questionnaireFromText } from '#models/strategies/questionnaire.ts'
import { allQuestions } from '#models/strategies/questions.ts'
import type { Questionnaire, QuestionnaireListItem, QuestionnaireView } from '#models/strategies/questionnaire.views.ts'
import type { NewQuestionnaire } from '#models/strategies/strategies.schemas.ts'
import { bodyTree } from '#server/access/bodies.repository.ts'
import type { Reach } from '#server/access/reach.ts'
import { ensureVersion, etagOf } from '#server/app/versions.ts'
import type { Database } from '#server/database/database.ts'
import { type Clock, todayOf } from '#server/shared/clock.ts'
import { nextCodes } from '#server/shared/codes.ts'
import { shippedQuestionnaires } from '#server/shared/datasets.ts'
import { sha256 } from '#server/shared/digest.ts'
import { newId } from '#server/shared/ids.ts'
import { changing } from '#server/shared/unit-of-work.ts'
import { bodyInReach, readableBodies, withThoseAbove } from './bodies-above.usecases.ts'
import {
  findQuestionnaire,
  insertQuestionnaire,
  questionnairesOf,
  type QuestionnaireWithBody,
  retireRow,
} from './questionnaires.repository.ts'
import {
  alreadyRetired,
  bodyOutOfScope,
  questionnaireNotFound,
  questionnaireRefused,
  shippedStays,
} from './strategies.problems.ts'

export type StrategiesDeps = { readonly db: Database; readonly clock: Clock }

/** Keeps a questionnaire for a body and those under it, as it was received; refused with the line of each fault. */
export async function receiveQuestionnaire(
  deps: StrategiesDeps,
  reach: Reach,
  given: NewQuestionnaire,
): Promise<QuestionnaireView> {
  const bodyId = await bodyInReach(deps, reach, given.body)
  if (bodyId === undefined) throw bodyOutOfScope(given.body)
  const read = questionnaireFromText(given.content)
  if (read.kind === 'refused') throw questionnaireRefused(read.problems)
  const digest = sha256(given.content)
  const code = await changing(deps, reach, async (work) => {
    const [made = ''] = await nextCodes(work.tx, 'questionnaire', 1)
    const id = newId()
    await insertQuestionnaire(work.tx, {
      id,
      body_id: bodyId,
      code: made,
      state: 'in-use',
      content: given.content,
      digest,
      reason: given.reason,
      stated_by: reach.actor,
      recorded_at: work.at,
      retired_at: null,
      retired_reason: null,
      row_version: 1,
    })
    await work.record({
      bodyId,
      action: 'questionnaire.received',
      objectType: 'questionnaire',
      objectId: id,
      after: { questionnaire: made, digest, reason: given.reason },
    })
    return made
  })
  return oneQuestionnaire(deps, reach, code)
}

/** Those of the product first, then those received, in the order of their codes. */
export async function questionnaireList(
  deps: StrategiesDeps,
  reach: Reach,
  {
    state,
    after,
    limit,
  }: { readonly state?: string | undefined; readonly after?: string | undefined; readonly limit: number },
): Promise<QuestionnaireListItem[]> {
  const rows = await questionnairesOf(deps.db, await readableBodies(deps, reach))
  const all = [...shippedQuestionnaires().map(shippedView), ...rows.map(rowView)]
  const start = after === undefined ? 0 : all.findIndex((one) => one.code === after) + 1
  return all
    .slice(start)
    .filter((one) => state === undefined || one.state === state)
    .slice(0, limit)
    .map(({ questionnaire, ...one }) => ({
      ...one,
      name: questionnaire.name,
      questions: allQuestions(questionnaire).length,
      isTranslated: questionnaire.isTranslated,
    }))
}

export async function oneQuestionnaire(deps: StrategiesDeps, reach: Reach, code: string): Promise<QuestionnaireView> {
  const shipped = shippedQuestionnaires().find((one) => one.code === code)
  if (shipped !== undefined) return shippedView(shipped)
  return rowView(await ensureQuestionnaire(deps, reach, code))
}

/** The text as it was received, or as Konveyor alone would write it in one language. */
export async function questionnaireText(
  deps: StrategiesDeps,
  reach: Reach,
  code: string,
  { form, language }: { readonly form: 'kept' | 'konveyor'; readonly language: Language },
): Promise<string> {
  const shipped = shippedQuestionnaires().find((one) => one.code === code)
  const { content } = shipped ?? (await ensureQuestionnaire(deps, reach, code))
  return form === 'kept' ? content : inKonveyorForm(content, language)
}

/** Takes a questionnaire out of use; its answers stay, and count no more. */
export async function retireQuestionnaire(
  deps: StrategiesDeps,
  reach: Reach,
  code: string,
  expected: number,
  reason: string,
): Promise<QuestionnaireView> {
  if (shippedQuestionnaires().some((one) => one.code === code)) throw shippedStays(code)
  const row = await ensureQuestionnaire(deps, reach, code)
  // Read from below, written only where it stands.
  if (!reach.bodies.includes(row.body_id)) throw questionnaireNotFound(code)
  ensureVersion(row.row_version, expected)
  if (row.state === 'retired') throw alreadyRetired(code)
  await changing(deps, reach, async (work) => {
    const moved = await retireRow(work.tx, row, { retired_at: work.at, retired_reason: reason })
    if (!moved) ensureVersion(expected + 1, expected)
    await work.record({
      bodyId: row.body_id,
      action: 'questionnaire.retired',
      objectType: 'questionnaire',
      objectId: row.id,
      after: { questionnaire: code, reason },
    })
  })
  return oneQuestionnaire(deps, reach, code)
}

async function ensureQuestionnaire(deps: StrategiesDeps, reach: Reach, code: string): Promise<QuestionnaireWithBody> {
  const row = await findQuestionnaire(deps.db, await readableBodies(deps, reach), code)
  if (row === undefined) throw questionnaireNotFound(code)
  return row
}

/** A questionnaire as answers are read against it. */
export type UsedQuestionnaire = {
  readonly code: string
  readonly state: 'in-use' | 'retired'
  readonly questionnaire: Questionnaire
}

/** For a body, the questionnaires in use in it and retired ones, those of the product first. Bodies are asked many times: read once. */
export async function questionnairesByBody(
  deps: StrategiesDeps,
  reach: Reach,
): Promise<(bodyId: string) => readonly UsedQuestionnaire[]> {
  const tree = await bodyTree(deps.db, todayOf(deps.clock))
  const rows = Map.groupBy(await questionnairesOf(deps.db, await readableBodies(deps, reach)), (row) => row.body_id)
  const shipped = shippedQuestionnaires().map(({ code, questionnaire }): UsedQuestionnaire => ({
    code,
    state: 'in-use',
    questionnaire,
  }))
  const known = new Map<string, readonly UsedQuestionnaire[]>()
  return (bodyId) => {
    const found = known.get(bodyId)
    if (found !== undefined) return found
    const own = withThoseAbove(tree, bodyId).flatMap((id) => rows.get(id) ?? [])
    const used = own.map((row): UsedQuestionnaire => ({
      code: row.code,
      state: stateOf(row),
      questionnaire: readRow(row),
    }))
    const all = [...shipped, ...used]
    known.set(bodyId, all)
    return all
  }
}

const stateOf = ({ state }: QuestionnaireWithBody) => (state === 'retired' ? 'retired' : 'in-use')

const read = new Map<string, Questionnaire>()
const mostRead = 50

/** A kept text as a questionnaire; it never changes, so it is read once a thread. */
function readRow({ digest, content, code }: QuestionnaireWithBody): Questionnaire {
  const found = read.get(digest)
  if (found !== undefined) return found
  const loaded = questionnaireFromText(content)
  if (loaded.kind === 'refused') throw new Error(`kept questionnaire ${code} no longer loads`)
  if (read.size >= mostRead) read.clear()
  read.set(digest, loaded.value)
  return loaded.value
}

function rowView(row: QuestionnaireWithBody): QuestionnaireView {
  return {
    code: row.code,
    body: row.body_code,
    state: stateOf(row),
    questionnaire: readRow(row),
    digest: row.digest,
    statedBy: row.stated_by,
    recordedAt: row.recorded_at,
    reason: row.retired_reason ?? row.reason,
    etag: etagOf(row.row_version),
  }
}

function shippedView(one: ReturnType<typeof shippedQuestionnaires>[number]): QuestionnaireView {
  return {
    code: one.code,
    body: null,
    state: 'in-use',
    questionnaire: one.questionnaire,
    digest: sha256(one.content),
    statedBy: null,
    recordedAt: null,
    reason: null,
    etag: etagOf(0),
  }
}
