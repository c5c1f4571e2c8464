import { type ClaimTotalTerm, claimTotalTerms } from '#models/claims/claim.views.ts'
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
  | ({ readonly kind: 'bill-month' } & BillMonthFigure)
  | ({ readonly kind: 'given' } & GivenFigure)
  | ({ readonly kind: 'unit-cost' } & UnitCostFigure)
  | { readonly kind: 'ledger-line'; readonly extract: string; readonly line: number }
  | { readonly kind: 'budget'; readonly entry: string; readonly term: BudgetTerm; readonly asKnownMs: number }
  | { readonly kind: 'claim-total'; readonly term: ClaimTotalTerm; readonly asKnownMs: number }
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

/**
 * What an import bills: all of it, a service, a service on a day, one charge, a charge category, or what a commitment was bought for,
 * covered or left unused. The charges of an import never change.
 */
export type BillFigure = {
  readonly importId: string
  readonly cost: 'billed' | 'effective'
  readonly part:
    | { readonly of: 'import' }
    | { readonly of: 'service'; readonly service: string }
    | { readonly of: 'day'; readonly service: string; readonly day: string }
    | { readonly of: 'charge'; readonly ordinal: number }
    | { readonly of: 'category'; readonly category: string }
    | { readonly of: 'commitment'; readonly commitment: string; readonly use: CommitmentUse }
}
export type CommitmentUse = 'purchased' | 'used' | 'unused'

const named = (text: string) => encodeURIComponent(text).replaceAll('~', '%7E')

export function billFigure({ importId, cost, part }: BillFigure): string {
  return `f_bill~${importId}~${cost}${withinBill(part)}`
}

function withinBill(part: BillFigure['part']): string {
  switch (part.of) {
    case 'import':
      return ''
    case 'service':
      return `~s~${named(part.service)}`
    case 'day':
      return `~s~${named(part.service)}~${part.day}`
    case 'charge':
      return `~c~${part.ordinal}`
    case 'category':
      return `~k~${named(part.category)}`
    case 'commitment':
      return `~${part.use}~${named(part.commitment)}`
  }
}

/** What a month of a source comes to against its invoices, in CAD or by commitment, as known at an instant. */
export type BillMonthFigure = {
  readonly source: string
  readonly month: string
  readonly term: string
  readonly asKnownMs: number
}
export const billMonthFigure = ({ source, month, term, asKnownMs }: BillMonthFigure) =>
  `f_billmonth~${source}~${month}~${named(term)}~${asKnownMs}`

/** What the bills of a body come to, or an import of theirs: all of it, what nobody takes (whole or by what it is), what a workload takes. */
export type GivenFigure = {
  readonly bodyId: string
  readonly within: { readonly from: string; readonly to: string } | { readonly importId: string }
  readonly currency: string
  readonly cost: 'billed' | 'effective'
  readonly of: GivenPart
  /** Of a dimension its value, of a workload its id; empty for what has no name. */
  readonly name: string
  /** What was shown: rules may be replayed since. */
  readonly micros: bigint
}
export const givenParts = [
  'all',
  'left',
  'source',
  'service',
  'subAccount',
  'reason',
  'tagKeys',
  'workload',
  'shared',
] as const
export type GivenPart = (typeof givenParts)[number]

export function givenFigure({ bodyId, cost, currency, micros, name, of, within }: GivenFigure): string {
  const scope = 'importId' in within ? within.importId : `${within.from}.${within.to}`
  return `f_given~${bodyId}~${scope}~${currency}~${cost}~${of}~${named(name)}~${micros}`
}

/** What a workload costs for one unit of a measure of a benefit in a month, and its two terms, as known at an instant. */
export type UnitCostFigure = {
  readonly workload: string
  readonly benefit: string
  readonly measure: string
  readonly month: string
  readonly term: UnitCostTerm
  readonly asKnownMs: number
}
const unitCostTerms = ['cost', 'quantity', 'unit'] as const
export type UnitCostTerm = (typeof unitCostTerms)[number]
export const unitCostFigure = ({ asKnownMs, benefit, measure, month, term, workload }: UnitCostFigure) =>
  `f_unit~${workload}~${benefit}~${named(measure)}~${month}~${term}~${asKnownMs}`

/** One line of a ledger extract; an extract never changes. */
export const ledgerLineFigure = (extract: string, line: number) => `f_ledger~${extract}~${line}`

/** Budget withdrawn, what accepted claims took of it, what is left, as known at an instant. */
const budgetTerms = ['amount', 'accepted', 'left'] as const
export type BudgetTerm = (typeof budgetTerms)[number]
export const budgetFigure = (entry: string, term: BudgetTerm, asKnownMs: number) =>
  `f_budget~${entry}~${term}~${asKnownMs}`

/** What a claim came to, as known at an instant. */
const claimTerms = ['gross', 'net', 'accepted'] as const
export type ClaimTerm = (typeof claimTerms)[number]
export const claimFigure = (claim: string, term: ClaimTerm, asKnownMs: number) =>
  `f_claim~${claim}~${term}~${asKnownMs}`

/** What all accepted claims within reach come to, as known at an instant, in dollars. */
export const claimTotalFigure = (term: ClaimTotalTerm, asKnownMs: number) => `f_claims~${term}~${asKnownMs}`

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
  if (kind === 'f_billmonth') return billMonthOf(text)
  if (kind === 'f_given') return givenOf(text)
  if (kind === 'f_unit') return unitCostOf(text)
  if (kind === 'f_ledger' && /^[0-9a-f-]{36}$/.test(first) && /^\d{1,9}$/.test(second))
    return { kind: 'ledger-line', extract: first, line: Number(second) }
  if (kind === 'f_budget' && /^RB-\d{4,9}$/.test(first) && /^\d{1,15}$/.test(third)) {
    const term = budgetTerms.find((one) => one === second)
    return term && { kind: 'budget', entry: first, term, asKnownMs: Number(third) }
  }
  if (kind === 'f_claim' && /^RC-\d{4,9}$/.test(first) && /^\d{1,15}$/.test(third)) {
    const term = claimTerms.find((one) => one === second)
    return term && { kind: 'claim', claim: first, term, asKnownMs: Number(third) }
  }
  if (kind === 'f_claims' && /^\d{1,15}$/.test(second)) {
    const term = claimTotalTerms.find((one) => one === first)
    return term && { kind: 'claim-total', term, asKnownMs: Number(second) }
  }
  if (kind === 'f_home' && second !== '') return { kind: 'home', id: first, inputDigest: second }
  return undefined
}

function workloadMonthOf(text: string): FigureId | undefined {
  const match = /^f_month~([0-9a-f-]{36})~([0-9a-f-]{36})~([^~]*)~(-?\d{1,16})$/.exec(text)
  const [, importId = '', workloadId = '', category = '', micros] = match ?? []
  const serviceCategory = readName(category)
  if (match === null || serviceCategory === undefined) return undefined
  return { kind: 'workload-month', importId, workloadId, serviceCategory, effectiveMicros: Number(micros) }
}

function billOf(text: string): FigureId | undefined {
  const match = /^f_bill~([0-9a-f-]{36})~(billed|effective)(?:~([a-z]+)~([^~]*)(?:~(\d{4}-\d{2}-\d{2}))?)?$/.exec(text)
  if (match === null) return undefined
  const [, importId = '', cost, within, encoded = '', day] = match
  const name = readName(encoded)
  const part = name === undefined ? undefined : billPart(within, name, day)
  return part && { kind: 'bill', importId, cost: cost === 'billed' ? 'billed' : 'effective', part }
}

function billPart(within: string | undefined, name: string, day: string | undefined): BillFigure['part'] | undefined {
  if (within === undefined) return { of: 'import' }
  if (within === 's') return day === undefined ? { of: 'service', service: name } : { of: 'day', service: name, day }
  if (day !== undefined) return undefined
  if (within === 'c') return /^\d{1,12}$/.test(name) ? { of: 'charge', ordinal: Number(name) } : undefined
  if (within === 'k') return { of: 'category', category: name }
  const use = (['purchased', 'used', 'unused'] as const).find((one) => one === within)
  return use && { of: 'commitment', commitment: name, use }
}

function billMonthOf(text: string): FigureId | undefined {
  const match = /^f_billmonth~(FA-\d{4,9})~(\d{4}-\d{2})~([^~]+)~(\d{1,15})$/.exec(text)
  const [, source = '', month = '', encoded = '', instant] = match ?? []
  const term = readName(encoded)
  if (match === null || term === undefined) return undefined
  return { kind: 'bill-month', source, month, term, asKnownMs: Number(instant) }
}

function givenOf(text: string): FigureId | undefined {
  const match =
    /^f_given~([0-9a-f-]{36})~(?:(\d{4}-\d{2})\.(\d{4}-\d{2})|([0-9a-f-]{36}))~([A-Z]{3})~(billed|effective)~([a-zA-Z]+)~([^~]*)~(-?\d{1,18})$/.exec(
      text,
    )
  if (match === null) return undefined
  const [, bodyId = '', from = '', to = '', importId, currency = '', cost, part, encoded = '', micros = ''] = match
  const name = readName(encoded)
  const of = givenParts.find((one) => one === part)
  if (name === undefined || of === undefined) return undefined
  return {
    kind: 'given',
    bodyId,
    within: importId === undefined ? { from, to } : { importId },
    currency,
    cost: cost === 'billed' ? 'billed' : 'effective',
    of,
    name,
    micros: BigInt(micros),
  }
}

function unitCostOf(text: string): FigureId | undefined {
  const match = /^f_unit~(CH-\d{6,9})~(B-\d{4,9})~([^~]+)~(\d{4}-\d{2})~(cost|quantity|unit)~(\d{1,15})$/.exec(text)
  if (match === null) return undefined
  const [, workload = '', benefit = '', encoded = '', month = '', name, instant] = match
  const measure = readName(encoded)
  const term = unitCostTerms.find((one) => one === name)
  if (measure === undefined || term === undefined) return undefined
  return { kind: 'unit-cost', workload, benefit, measure, month, term, asKnownMs: Number(instant) }
}

/** Undefined: bytes that are no text. */
function readName(encoded: string): string | undefined {
  try {
    return decodeURIComponent(encoded)
  } catch {
    return undefined
  }
}
