import type { EdgeRequest, NewBenefit, ProfileEdit, SecondWord } from '#models/benefits/register.requests.ts'
import type {
  Baseline,
  LifeState,
  MapNode,
  Measure,
  Observation,
  Trajectory,
} from '#models/benefits/register.schemas.ts'
import type { BenefitDetail, BenefitHistory, MapView, RegisterPage } from '#models/benefits/register.views.ts'
import { get, patch, post, put } from './http.ts'

export const registerPath = '/api/register'
export const mapPath = '/api/benefit-map'
const of = (code: string) => `${registerPath}/${encodeURIComponent(code)}`
type Read = Pick<BenefitDetail, 'code' | 'etag'>
const on = (benefit: Read) => ({ ifMatch: benefit.etag ?? '' })

/** A path with the filters that say something: also the name under which it is kept. */
export function filteredPath(path: string, filters: Readonly<Record<string, string | undefined>>): string {
  const said = Object.entries(filters).filter((one): one is [string, string] => one[1] !== undefined && one[1] !== '')
  return said.length === 0 ? path : `${path}?${new URLSearchParams(said)}`
}

export async function registerPage(path: string, signal: AbortSignal): Promise<RegisterPage> {
  return await get(path, { signal })
}
export async function benefitMap(path: string, signal: AbortSignal): Promise<MapView> {
  return await get(path, { signal })
}
export const benefitPath = (code: string, asKnown: string) => filteredPath(of(code), { asKnown })
export async function oneBenefit(path: string, signal?: AbortSignal): Promise<BenefitDetail> {
  return await get(path, { signal })
}
export const historyPath = (code: string) => `${of(code)}/history`
export async function benefitHistory(path: string, signal: AbortSignal): Promise<BenefitHistory> {
  return await get(path, { signal })
}

export async function createBenefit(benefit: NewBenefit): Promise<BenefitDetail> {
  return await post(registerPath, benefit)
}
export async function editBenefit(benefit: Read, edit: ProfileEdit): Promise<BenefitDetail> {
  return await patch(of(benefit.code), edit, on(benefit))
}
export async function changeLife(benefit: Read, to: LifeState, reason: string): Promise<BenefitDetail> {
  return await post(`${of(benefit.code)}/life`, { to, reason }, on(benefit))
}
export async function putMeasure(
  benefit: Read,
  key: string,
  measure: Measure & { readonly reason: string },
): Promise<BenefitDetail> {
  return await put(`${of(benefit.code)}/measures/${key}`, measure, on(benefit))
}
const measurePath = (benefit: Read, key: string) => `${of(benefit.code)}/measures/${encodeURIComponent(key)}`
export async function observe(benefit: Read, key: string, observation: Observation): Promise<BenefitDetail> {
  return await post(`${measurePath(benefit, key)}/observations`, observation, on(benefit))
}
export async function proposeBaseline(
  benefit: Read,
  key: string,
  asked: Omit<Baseline, 'state' | 'frozenOn'> & { readonly reason: string },
): Promise<BenefitDetail> {
  return await post(`${measurePath(benefit, key)}/baseline`, asked, on(benefit))
}
export async function proposeTrajectory(
  benefit: Read,
  key: string,
  asked: Omit<Trajectory, 'state' | 'promise'> & { readonly reason: string },
): Promise<BenefitDetail> {
  return await post(`${measurePath(benefit, key)}/trajectory`, asked, on(benefit))
}
export async function decide(
  benefit: Read,
  key: string,
  what: 'baseline' | 'trajectory',
  word: SecondWord,
): Promise<BenefitDetail> {
  return await post(`${measurePath(benefit, key)}/${what}/decision`, word, on(benefit))
}
export async function acceptHandover(benefit: Read, as: 'owner' | 'finance', reason: string): Promise<BenefitDetail> {
  return await post(`${of(benefit.code)}/handover/acceptance`, { as, reason }, on(benefit))
}

export async function drawLink(edge: EdgeRequest): Promise<void> {
  await put(`${mapPath}/edges`, edge)
}
export async function removeLink(edge: Pick<EdgeRequest, 'from' | 'to' | 'reason'>): Promise<void> {
  await post(`${mapPath}/edges/remove`, edge)
}
export async function createMapNode(
  node: MapNode & { readonly body: string; readonly reason: string },
): Promise<{ readonly code: string }> {
  return await post(`${mapPath}/nodes`, node)
}
