import type { CaseContent, CaseSummary, CaseView, NewCase, Supposed } from '#models/cases/case.schemas.ts'
import type { JobView } from '#models/imports/import.views.ts'
import { get, post, put } from './http.ts'

export const casesPath = '/api/cases'
const pageSize = 500

export function casePath(code: string): string {
  return `${casesPath}/${encodeURIComponent(code)}`
}

/** Every case in reach: numbers are given in order, and the last one of a page starts the next. */
export async function caseList(path: string, signal: AbortSignal): Promise<readonly CaseSummary[]> {
  const all: CaseSummary[] = []
  for (;;) {
    const last = all.at(-1)?.code
    const cursor = last === undefined ? '' : `&cursor=${last}`
    const page = await get<readonly CaseSummary[]>(`${path}?limit=${pageSize}${cursor}`, { signal })
    all.push(...page)
    if (page.length < pageSize) return all
  }
}

export async function oneCase(path: string, signal: AbortSignal): Promise<CaseView> {
  return await get(path, { signal })
}

export async function openCase(content: NewCase): Promise<CaseView> {
  return await post(casesPath, content)
}

export async function editCase(of: Pick<CaseView, 'code' | 'etag'>, content: CaseContent): Promise<CaseView> {
  return await put(casePath(of.code), content, { ifMatch: of.etag })
}

export async function computeCase(code: string): Promise<JobView> {
  return await post(`${casePath(code)}/results`)
}

/** The net present values under some of a vendor's defaults, by name. */
export async function supposedCase(
  code: string,
  set: string,
  names: readonly string[],
  signal: AbortSignal,
): Promise<Supposed> {
  return await post(`${casePath(code)}/supposed`, { set, names }, { signal })
}
