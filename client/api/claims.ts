import type { ClaimSample, ClaimSampleResults } from '#models/claims/claim-sample.schemas.ts'
import type { ClaimContent, NewClaim, Validation } from '#models/claims/claim.schemas.ts'
import type { ChargeView, ClaimableView, ClaimLine, ClaimTotals, ClaimView } from '#models/claims/claim.views.ts'
import type { QueryKind, QueryParameters } from '#models/claims/evidence-query.ts'
import type { EvidenceRerun, EvidenceView } from '#models/claims/evidence.schemas.ts'
import { get, post, put, sendFile } from './http.ts'
import { filteredPath } from './register.ts'

export const claimsPath = '/api/claims'
export const evidencePath = '/api/evidence'

/** Each of them as known at the end of a day, or now. */
type Day = string | undefined
export const claimsKnownPath = (asKnown: Day) => filteredPath(claimsPath, { asKnown })
export const claimPath = (code: string, asKnown?: Day) =>
  filteredPath(`${claimsPath}/${encodeURIComponent(code)}`, { asKnown })
export const benefitClaimsPath = (benefit: string, asKnown?: Day) =>
  filteredPath(`/api/benefits/${encodeURIComponent(benefit)}/claims`, { asKnown })
export const evidenceOfPath = (subject: string, asKnown?: Day) => filteredPath(evidencePath, { subject, asKnown })
export const evidenceFilePath = (id: string) => `${evidencePath}/${encodeURIComponent(id)}/file`
export const auditPackPath = (benefit: string, asKnown?: Day) => filteredPath('/api/audit-packs', { benefit, asKnown })

export function claimablePath(benefit: string, startsOn: string, months: number): string {
  const query = new URLSearchParams({ startsOn, months: String(months) })
  return `/api/benefits/${encodeURIComponent(benefit)}/claimable?${query.toString()}`
}

/** Every claim under these filters, page after page. */
export async function claimRegister(path: string, signal: AbortSignal): Promise<readonly ClaimLine[]> {
  const all: ClaimLine[] = []
  for (;;) {
    const last = all.at(-1)?.code
    const joined = path.includes('?') ? '&' : '?'
    const page = await get<ClaimLine[]>(`${path}${joined}limit=500${last === undefined ? '' : `&cursor=${last}`}`, {
      signal,
    })
    all.push(...page)
    if (page.length < 500) return all
  }
}

export async function claim(path: string, signal: AbortSignal): Promise<ClaimView> {
  return await get(path, { signal })
}

export async function claimable(path: string, signal: AbortSignal): Promise<ClaimableView> {
  return await get(path, { signal })
}

export async function claimsOfBenefit(path: string, signal: AbortSignal): Promise<readonly ClaimLine[]> {
  return await get(path, { signal })
}

export async function draftClaim(benefit: string, asked: NewClaim): Promise<ClaimView> {
  return await post(benefitClaimsPath(benefit), asked)
}

export async function editClaim(one: ClaimLine, content: ClaimContent): Promise<ClaimView> {
  return await put(claimPath(one.code), { content }, { ifMatch: one.etag })
}

export async function moveClaim(one: ClaimLine, act: 'submit' | 'withdraw' | 'review'): Promise<ClaimView> {
  return await post(`${claimPath(one.code)}/${act}`, {}, { ifMatch: one.etag })
}

export async function decideClaim(one: ClaimLine, validation: Validation): Promise<ClaimView> {
  return await post(`${claimPath(one.code)}/validations`, validation, { ifMatch: one.etag })
}

export async function evidenceList(path: string, signal: AbortSignal): Promise<readonly EvidenceView[]> {
  return await get(path, { signal })
}

export async function attachEvidence(
  said: {
    readonly subject: string
    readonly kind: string
    readonly title: string
    readonly sensitivity?: string
    readonly effectiveOn?: string
  },
  file: File,
): Promise<EvidenceView> {
  const query = new URLSearchParams({ ...said, fileName: file.name })
  return await sendFile(`${evidencePath}/files?${query.toString()}`, file)
}

export async function attachLink(said: {
  readonly subject: string
  readonly title: string
  readonly address: string
  readonly sensitivity?: string
}): Promise<EvidenceView> {
  return await post(evidencePath, { ...said, kind: 'link' })
}

/** Asks a question of the product, and binds it with its answer. */
export async function attachQuestion(said: {
  readonly subject: string
  readonly kind: QueryKind
  readonly title: string
  readonly parameters: QueryParameters
  readonly sensitivity?: string
}): Promise<EvidenceView> {
  return await post(evidencePath, said)
}

export async function askedAgain(id: string): Promise<EvidenceRerun> {
  return await get(`${evidencePath}/${encodeURIComponent(id)}/rerun`)
}

export const claimTotalsPath = (asKnown: Day) => filteredPath(`${claimsPath}/totals`, { asKnown })
export async function claimTotals(path: string, signal: AbortSignal): Promise<ClaimTotals> {
  return await get(path, { signal })
}

export async function claimSample(code: string, seed: string, size: number): Promise<ClaimSample> {
  return await get(filteredPath(`${claimPath(code)}/sample`, { seed, size: String(size) }))
}

export async function keepSample(code: string, results: ClaimSampleResults): Promise<EvidenceView> {
  return await post(`${claimPath(code)}/samples`, results)
}

export function claimChargesPath(
  code: string,
  { reference, period }: { readonly reference: string; readonly period: string },
  asKnown?: Day,
): string {
  return filteredPath(`${claimPath(code)}/charges`, { reference, period, asKnown })
}

export async function claimCharges(path: string, signal: AbortSignal): Promise<readonly ChargeView[]> {
  return await get(path, { signal })
}
