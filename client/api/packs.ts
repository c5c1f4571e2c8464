import type { PackDraft, ProposePack, SetRuleMode } from '#models/rules/pack.schemas.ts'
import type {
  DecisionReplay,
  PackDifferenceReport,
  PackVersionDetail,
  PackVersionView,
  RulePackView,
  RuleView,
} from '#models/rules/pack.views.ts'
import { get, post, postForFile, put } from './http.ts'

export const packVersionsPath = '/api/rule-packs'
export const packVersionPath = (id: string): string => `${packVersionsPath}/${encodeURIComponent(id)}`
export const packDifferencePath = (id: string): string => `${packVersionPath(id)}/difference`
export const packExportPath = (id: string): string => `${packDifferencePath(id)}/export`

export async function packVersions(path: string, signal: AbortSignal): Promise<readonly PackVersionView[]> {
  return await get(path, { signal })
}

export async function packVersion(path: string, signal: AbortSignal): Promise<PackVersionDetail> {
  return await get(path, { signal })
}

export async function packDifference(path: string, signal: AbortSignal): Promise<PackDifferenceReport> {
  return await get(path, { signal })
}

export async function draftDifference(draft: PackDraft, signal: AbortSignal): Promise<PackDifferenceReport> {
  return await post(`${packVersionsPath}/difference`, draft, { signal })
}

export async function draftExport(draft: PackDraft): Promise<Blob> {
  return await postForFile(`${packVersionsPath}/difference/export`, draft)
}

export async function proposePack(given: ProposePack): Promise<PackVersionDetail> {
  return await post(packVersionsPath, given)
}

export type PackAnswer = 'approve' | 'return' | 'withdraw'

export async function answerPack(
  version: Pick<PackVersionView, 'id' | 'etag'>,
  act: PackAnswer,
  reason: string,
): Promise<void> {
  await post(`${packVersionPath(version.id)}/${act}`, act === 'approve' ? {} : { reason }, { ifMatch: version.etag })
}

export async function setRuleMode(rule: Pick<RuleView, 'id' | 'modeEtag'>, given: SetRuleMode): Promise<RulePackView> {
  return await put(`/api/rule-pack/rules/${encodeURIComponent(rule.id)}/mode`, given, { ifMatch: rule.modeEtag })
}

export async function rejudgePortfolio(): Promise<RulePackView> {
  return await post('/api/rule-pack/rejudge')
}

export async function decisionReplay(id: string): Promise<DecisionReplay> {
  return await get(`/api/decisions/${encodeURIComponent(id)}/replay`)
}
