import type {
  NewAnswer,
  NewQuestionnaire,
  NewScore,
  EditScore,
  ChangeTimeSettings,
  Override,
} from '#models/strategies/strategies.schemas.ts'
import type { QuestionnaireListItem, QuestionnaireView } from '#models/strategies/questionnaire.views.ts'
import type {
  ScoreGap,
  ScoreName,
  ScoreValue,
  ScoreView,
  StrategyList,
  StrategyView,
  WorkloadQuestionnaire,
} from '#models/strategies/strategies.views.ts'
import type { GivenAnswer } from '#models/strategies/answers.ts'
import type { TimeSettings } from '#models/strategies/time.ts'
import type { WorkloadCarbon } from '#models/carbon/carbon.schemas.ts'
import type { Outcome } from '#models/shared/outcome.ts'
import { get, getIfChanged, post, put } from './http.ts'
import { workloadPath } from './workload.ts'

export const strategyListPath = '/api/strategies'
export const timeSettingsPath = '/api/strategies/settings'
export const questionnairesPath = '/api/questionnaires'

export function strategyPath(code: string): string {
  return `${workloadPath(code)}/strategy`
}
export function workloadQuestionnairesPath(code: string): string {
  return `${workloadPath(code)}/questionnaires`
}
export function carbonPath(code: string, set: string): string {
  return `${workloadPath(code)}/carbon?set=${set}`
}

export async function strategyList(path: string, signal: AbortSignal): Promise<StrategyList> {
  return await get(path, { signal })
}
export async function workloadStrategy(path: string, signal: AbortSignal): Promise<StrategyView> {
  return await get(path, { signal })
}
export async function workloadQuestionnaires(
  path: string,
  signal: AbortSignal,
): Promise<readonly WorkloadQuestionnaire[]> {
  return await get(path, { signal })
}
export async function workloadCarbon(path: string, signal: AbortSignal): Promise<WorkloadCarbon> {
  return await get(path, { signal })
}

export async function overrideStrategy(code: string, override: Override): Promise<StrategyView> {
  return await post(`${strategyPath(code)}/overrides`, override)
}

export async function recordAnswer(code: string, answer: NewAnswer): Promise<GivenAnswer> {
  return await post(`${workloadPath(code)}/answers`, answer)
}

export async function questionnaireList(path: string, signal: AbortSignal): Promise<readonly QuestionnaireListItem[]> {
  return await get(`${path}?limit=500`, { signal })
}
export async function receiveQuestionnaire(given: NewQuestionnaire): Promise<QuestionnaireView> {
  return await post(questionnairesPath, given)
}
export async function retireQuestionnaire(one: QuestionnaireListItem, reason: string): Promise<void> {
  await post(`${questionnairesPath}/${encodeURIComponent(one.code)}/retire`, { reason }, { ifMatch: one.etag })
}
export function exportPath(code: string, form: 'kept' | 'konveyor', language: 'fr' | 'en'): string {
  return `${questionnairesPath}/${encodeURIComponent(code)}/export?form=${form}&language=${language}`
}

/** Thresholds with their ETag: what a change names. */
export async function timeSettings(): Promise<{ readonly value: TimeSettings; readonly etag: string }> {
  const answer = await getIfChanged<TimeSettings>(timeSettingsPath, null)
  if (answer === undefined) throw new Error('settings answered « not modified » to no version')
  return { value: answer.value, etag: answer.etag ?? '' }
}
export async function changeTimeSettings(change: ChangeTimeSettings, etag: string): Promise<TimeSettings> {
  return await put(timeSettingsPath, change, { ifMatch: etag })
}

export async function scoreNames(code: string): Promise<readonly ScoreName[]> {
  return await get(`${workloadPath(code)}/score-names`)
}
export async function previewScore(expression: string, workload: string): Promise<Outcome<ScoreValue, ScoreGap>> {
  return await post('/api/scores/preview', { expression, workload })
}
export async function defineScore(score: NewScore): Promise<ScoreView> {
  return await post('/api/scores', score)
}
export async function editScore(score: ScoreView, edit: EditScore): Promise<ScoreView> {
  return await put(`/api/scores/${encodeURIComponent(score.id)}`, edit, { ifMatch: score.etag })
}
