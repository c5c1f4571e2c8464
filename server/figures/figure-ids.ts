import { type ParsedRealisedFigure, parsedRealisedFigure } from '#models/realised/realised-figure.ts'

/**
 * A figure's id says its kind, its subject and the digest of the inputs it was computed from, so that it goes on resolving to what it
 * was. Other programs must treat it as opaque (DECISIONS 9).
 */
export type FigureId =
  | { readonly kind: 'cost'; readonly option: string; readonly inputDigest: string }
  | { readonly kind: 'current-cost'; readonly id: string }
  | { readonly kind: 'promise'; readonly id: string }
  | { readonly kind: 'promised-total'; readonly inputDigest: string; readonly lastRecordedMs: number }
  | { readonly kind: 'change'; readonly inputDigest: string }
  | { readonly kind: 'case'; readonly measure: string; readonly resultId: string }
  | {
      readonly kind: 'workload-month'
      readonly importId: string
      readonly workloadId: string
      readonly serviceCategory: string
      readonly effectiveMicros: number
    }
  | ({ readonly kind: 'bill' } & BillFigure)
  | ({ readonly kind: 'realised' } & ParsedRealisedFigure)
  | { readonly kind: 'claim'; readonly claim: string; readonly term: ClaimTerm; readonly asKnownMs: number }
  | { readonly kind: 'home'; readonly id: string; readonly inputDigest: string }

export function assessmentFigure(option: string, inputDigest: string): string {
  return `f_cost~${option}~${inputDigest}`
}
export const currentCostFigure = (id: string) => `f_current~${id}`
export const promiseFigure = (id: string) => `f_promise~${id}`
/** `lastRecordedMs`: the instant of the newest promise summed, 0 when there is none. */
export const promisedTotalFigure = (inputDigest: string, lastRecordedMs: number) =>
  `f_promised~${inputDigest}~${lastRecordedMs}`
export const changeFigure = (inputDigest: string) => `f_change~${inputDigest}`
export const homeFigureId = (id: string, inputDigest: string) => `f_home~${id}~${inputDigest}`

/** A measure of a case's result: `A.npv`, `B.year.3`. */
export const caseFigure = (measure: string, resultId: string) => `f_case~${measure}~${resultId}`

/** The effective cost of a workload in one import and service category, as it was when it was shown. */
export const workloadMonthFigure = (month: {
  readonly importId: string
  readonly workloadId: string
  readonly serviceCategory: string
  readonly effectiveMicros: number
}) =>
  `f_month~${month.importId}~${month.workloadId}~${encodeURIComponent(month.serviceCategory)}~${month.effectiveMicros}`

/** What an import bills: all of it, a service, a service on a day, or one charge. The charges of an import never change. */
export type BillFigure = {
  readonly importId: string
  readonly cost: 'billed' | 'effective'
  readonly part:
    | { readonly of: 'import' }
    | { readonly of: 'service'; readonly service: string }
    | { readonly of: 'day'; readonly service: string; readonly day: string }
    | { readonly of: 'charge'; readonly ordinal: number }
}
export function billFigure({ importId, cost, part }: BillFigure): string {
  const named = (service: string) => encodeURIComponent(service).replaceAll('~', '%7E')
  const within =
    part.of === 'service'
      ? `~s~${named(part.service)}`
      : part.of === 'day'
        ? `~s~${named(part.service)}~${part.day}`
        : part.of === 'charge'
          ? `~c~${part.ordinal}`
          : ''
  return `f_bill~${importId}~${cost}${within}`
}

/** What a claim came to, as known at an instant; `*` and `headline`: what counts of all claims within reach. */
export type ClaimTerm = 'gross' | 'net' | 'accepted' | 'headline'
const claimTerms: readonly ClaimTerm[] = ['gross', 'net', 'accepted', 'headline']
export const claimFigure = (claim: string, term: ClaimTerm, asKnownMs: number) =>
  `f_claim~${claim}~${term}~${asKnownMs}`

export function parsedFigureId(text: string): FigureId | undefined {
  const [kind, first = '', second = '', third = ''] = text.split('~')
  if (kind === 'f_cost' && /^[a-f0-9]{64}$/.test(second)) return { kind: 'cost', option: first, inputDigest: second }
  if (kind === 'f_current' && first !== '') return { kind: 'current-cost', id: first }
  if (kind === 'f_promise' && first !== '') return { kind: 'promise', id: first }
  if (kind === 'f_promised' && first !== '' && /^\d{1,15}$/.test(second))
    return { kind: 'promised-total', inputDigest: first, lastRecordedMs: Number(second) }
  if (kind === 'f_change' && first !== '') return { kind: 'change', inputDigest: first }
  if (kind === 'f_case' && second !== '') return { kind: 'case', measure: first, resultId: second }
  if (kind === 'f_month') return workloadMonthOf(text)
  if (kind === 'f_bill') return billOf(text)
  if (kind === 'f_realised') {
    const realised = parsedRealisedFigure(text)
    return realised === undefined ? undefined : { kind: 'realised', ...realised }
  }
  if (kind === 'f_claim' && /^(\*|RC-\d{4,9})$/.test(first) && /^\d{1,15}$/.test(third)) {
    const term = claimTerms.find((one) => one === second)
    return term === undefined || (first === '*') !== (term === 'headline')
      ? undefined
      : { kind: 'claim', claim: first, term, asKnownMs: Number(third) }
  }
  if (kind === 'f_home' && second !== '') return { kind: 'home', id: first, inputDigest: second }
  return undefined
}

function workloadMonthOf(text: string): FigureId | undefined {
  const match = /^f_month~([0-9a-f-]{36})~([0-9a-f-]{36})~([^~]*)~(-?\d{1,16})$/.exec(text)
  if (match === null) return undefined
  const [, importId = '', workloadId = '', category = '', micros] = match
  try {
    const serviceCategory = decodeURIComponent(category)
    return { kind: 'workload-month', importId, workloadId, serviceCategory, effectiveMicros: Number(micros) }
  } catch {
    return undefined // bytes that are no text
  }
}

function billOf(text: string): FigureId | undefined {
  const match =
    /^f_bill~([0-9a-f-]{36})~(billed|effective)(?:~c~(\d{1,12})|~s~([^~]*)(?:~(\d{4}-\d{2}-\d{2}))?)?$/.exec(text)
  if (match === null) return undefined
  const [, importId = '', named, ordinal, encoded, day] = match
  const cost = named === 'billed' ? 'billed' : 'effective'
  if (ordinal !== undefined) return { kind: 'bill', importId, cost, part: { of: 'charge', ordinal: Number(ordinal) } }
  if (encoded === undefined) return { kind: 'bill', importId, cost, part: { of: 'import' } }
  try {
    const service = decodeURIComponent(encoded)
    return {
      kind: 'bill',
      importId,
      cost,
      part: day === undefined ? { of: 'service', service } : { of: 'day', service, day },
    }
  } catch {
    return undefined // bytes that are no text
  }
}
