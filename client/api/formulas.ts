import type { AskedEffect, FormulaDraft, NewFormulaVersion } from '#models/formulas/formula-version.schemas.ts'
import type {
  FormulaCheck,
  FormulaEffect,
  FormulaSetView,
  FormulaVersionDetail,
  FormulaVersionView,
} from '#models/formulas/formula.views.ts'
import { get, post } from './http.ts'

export const formulaSetsPath = '/api/formula-sets'
const setPath = (set: string) => `${formulaSetsPath}/${encodeURIComponent(set)}`
export const formulaSetPath = (set: string, body: string | undefined): string =>
  body === undefined ? setPath(set) : `${setPath(set)}?body=${encodeURIComponent(body)}`
export const formulaVersionsPath = (set: string): string => `${setPath(set)}/versions`
export const formulaVersionPath = (set: string, id: string): string =>
  `${formulaVersionsPath(set)}/${encodeURIComponent(id)}`
export const formulaEffectPath = (set: string, id: string): string => `${formulaVersionPath(set, id)}/effect`

export async function formulaSets(path: string, signal: AbortSignal): Promise<readonly FormulaSetView[]> {
  return await get(path, { signal })
}

export async function formulaVersion(path: string, signal: AbortSignal): Promise<FormulaVersionDetail> {
  return await get(path, { signal })
}

export async function formulaVersions(path: string, signal: AbortSignal): Promise<readonly FormulaVersionView[]> {
  return await get(path, { signal })
}

/** The page of a history that comes after a version. */
export async function olderFormulaVersions(set: string, after: string): Promise<readonly FormulaVersionView[]> {
  return await get(`${formulaVersionsPath(set)}?cursor=${encodeURIComponent(after)}`)
}

export async function formulaEffect(path: string, signal: AbortSignal): Promise<FormulaEffect> {
  return await get(path, { signal })
}

export async function checkFormulas(set: string, draft: FormulaDraft, signal: AbortSignal): Promise<FormulaCheck> {
  return await post(`${setPath(set)}/check`, draft, { signal })
}

export async function draftEffect(set: string, asked: AskedEffect, signal: AbortSignal): Promise<FormulaEffect> {
  return await post(`${setPath(set)}/effect`, asked, { signal })
}

export async function proposeFormulas(set: string, given: NewFormulaVersion): Promise<FormulaVersionDetail> {
  return await post(formulaVersionsPath(set), given)
}

export type FormulaAnswer = 'approve' | 'return' | 'withdraw'

export async function answerFormulas(
  version: Pick<FormulaVersionView, 'set' | 'id' | 'etag'>,
  act: FormulaAnswer,
  reason: string,
): Promise<void> {
  await post(`${formulaVersionPath(version.set, version.id)}/${act}`, act === 'approve' ? {} : { reason }, {
    ifMatch: version.etag,
  })
}
