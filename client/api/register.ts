import type { ColumnOf } from '#models/benefits/register-columns.ts'
import type { ImportPlan, PastRegisterImport } from '#models/benefits/register-import.ts'
import type { EdgeRequest, NewBenefit, ProfileEdit, SecondWord } from '#models/benefits/register.requests.ts'
import type {
  Adjustment,
  Baseline,
  Gate,
  Handover,
  LifeState,
  MapNode,
  Measure,
  Observation,
  Pool,
  PoolShare,
  Trajectory,
} from '#models/benefits/register.schemas.ts'
import type { BenefitDetail, BenefitHistory, MapView, PoolView, RegisterPage } from '#models/benefits/register.views.ts'
import { get, patch, post, put, remove, sendFile } from './http.ts'

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
export async function proposeAdjustment(
  benefit: Read,
  asked: Omit<Adjustment, 'state' | 'evidence'> & { readonly evidence: readonly string[]; readonly reason: string },
): Promise<BenefitDetail> {
  return await post(`${of(benefit.code)}/adjustments`, asked, on(benefit))
}
export async function decideAdjustment(benefit: Read, key: string, word: SecondWord): Promise<BenefitDetail> {
  return await post(`${of(benefit.code)}/adjustments/${encodeURIComponent(key)}/decision`, word, on(benefit))
}
export async function holdGate(
  benefit: Read,
  asked: Omit<Gate, 'snapshot' | 'snapshotDigest'> & { readonly reason: string },
): Promise<BenefitDetail> {
  return await post(`${of(benefit.code)}/gates`, asked, on(benefit))
}
export async function proposeHandover(
  benefit: Read,
  asked: Omit<Handover, 'ownerAccepted' | 'financeAccepted'> & { readonly reason: string },
): Promise<BenefitDetail> {
  return await post(`${of(benefit.code)}/handover`, asked, on(benefit))
}
/** The word of the owner on a handover, or of finance. */
export async function acceptHandover(
  benefit: Read,
  word: SecondWord & { readonly as: 'owner' | 'finance' },
): Promise<BenefitDetail> {
  return await post(`${of(benefit.code)}/handover/acceptance`, word, on(benefit))
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
export async function editMapNode(node: Versioned, edit: MapNode & { readonly reason: string }): Promise<void> {
  await put(`${mapPath}/nodes/${encodeURIComponent(node.code)}`, edit, { ifMatch: node.etag ?? '' })
}

type Versioned = { readonly code: string; readonly etag: string | null }
export async function removeMapNode(node: Versioned, reason: string): Promise<void> {
  await remove(`${mapPath}/nodes/${encodeURIComponent(node.code)}?${new URLSearchParams({ reason }).toString()}`, {
    ifMatch: node.etag ?? '',
  })
}
export async function restoreMapNode(code: string, etag: string, reason: string): Promise<void> {
  await post(`${mapPath}/nodes/${encodeURIComponent(code)}/restore`, { reason }, { ifMatch: etag })
}

export type Pools = readonly (PoolView & { readonly etag: string })[]
export const poolsPath = `${mapPath}/pools`
export async function pools(path: string, signal: AbortSignal): Promise<Pools> {
  return await get(path, { signal })
}
export async function createPool(
  pool: Pool & { readonly body: string; readonly reason: string },
): Promise<{ readonly code: string }> {
  return await post(poolsPath, pool)
}
export async function editPool(pool: Versioned, edit: Pool & { readonly reason: string }): Promise<void> {
  await put(`${poolsPath}/${encodeURIComponent(pool.code)}`, edit, { ifMatch: pool.etag ?? '' })
}
export async function givePoolShare(
  pool: Versioned,
  benefit: string,
  share: PoolShare & { readonly reason: string },
): Promise<void> {
  const path = `${poolsPath}/${encodeURIComponent(pool.code)}/shares/${encodeURIComponent(benefit)}`
  await put(path, share, { ifMatch: pool.etag ?? '' })
}

const importsPath = '/api/register-imports'
type AskedImport = { readonly body: string; readonly columns: ColumnOf | undefined }
const importQuery = (path: string, file: File, { body, columns }: AskedImport) =>
  filteredPath(path, {
    body,
    fileName: file.name,
    columns: columns === undefined ? undefined : JSON.stringify(columns),
  })
export type StartedImport = { readonly job: string; readonly import: string }
export async function previewRegister(file: File, asked: AskedImport): Promise<ImportPlan> {
  return await sendFile(importQuery(`${importsPath}/preview`, file, asked), file)
}
export async function applyRegister(file: File, asked: AskedImport): Promise<StartedImport> {
  return await sendFile(importQuery(importsPath, file, asked), file)
}
export async function undoRegisterImport(id: string): Promise<StartedImport> {
  return await post(`${importsPath}/${encodeURIComponent(id)}/undo`)
}
export const pastRegisterImportsPath = importsPath
export async function pastRegisterImports(path: string, signal: AbortSignal): Promise<readonly PastRegisterImport[]> {
  return await get(path, { signal })
}
export const registerTemplatePath = (language: 'fr' | 'en') => `${importsPath}/template.xlsx?language=${language}`
/** Where the register is downloaded from, as it is shown. */
export function registerFilePath(
  format: 'csv' | 'xlsx',
  filters: Readonly<Record<string, string | undefined>>,
): string {
  return filteredPath(`${registerPath}/export.${format}`, filters)
}
