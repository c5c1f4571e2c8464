import { isMoney } from '#models/benefits/invariants.ts'
import {
  type BackingFacts,
  claimedAmount,
  type ClaimFacts,
  partWithin,
  type PoolFacts,
  rowKey,
} from '#models/claims/claim-checks.ts'
import type { StoodOn } from '#models/claims/changed-basis.ts'
import { lastMonthOf, monthsOf } from '#models/claims/claim-amounts.ts'
import type { GradeFacts } from '#models/claims/claim-grade.ts'
import type { ClaimContent } from '#models/claims/claim.schemas.ts'
import type { RegisterBenefit } from '#models/benefits/register-state.ts'
import type { ClaimableRow } from '#models/claims/claim.views.ts'
import { type Outcome, unknownBecause } from '#models/shared/outcome.ts'
import { cadCents, centsToDecimal, roundToCents } from '#models/shared/money.ts'
import { monthsFrom } from '#models/shared/month.ts'
import type { Reach } from '#server/access/reach.ts'
import { benefitAsOf } from '#server/benefits/register.usecases.ts'
import type { Database, DatabaseTransaction } from '#server/database/database.ts'
import type { BenefitRow } from '#server/database/schema.ts'
import { type Clock, todayOf } from '#server/shared/clock.ts'
import {
  acceptedOnBudget,
  findBudgetEntry,
  recordsOf,
  sameClaims,
  standingClaims,
  usedBacking,
} from './claim-facts.repository.ts'
import { billRows, ledgerRows } from './claim-rows.usecases.ts'

/** What the measures say was realised by a benefit over whole months. */
export type MeasuredRealised = {
  /** Adjusted baseline − actual − new recurring elsewhere, in cents. */
  readonly cents: number
  /** Interval at 90 %, cents; null when it is not known. */
  readonly lowCents: number | null
  readonly highCents: number | null
  /** Fractional uncertainty at 90 %; null when the baseline is of rates. */
  readonly uncertainty: number | null
  /** False when differences in differences disagree by more than the interval. */
  readonly isCrossChecked: boolean
}
/** How the realised amount of a benefit is asked for; unknown, with its reasons, when it cannot be measured. */
export type RealisedPort = (
  reach: Reach,
  benefit: string,
  /** Months, both included, as known at an instant (ISO); now when absent. */
  period: { readonly from: string; readonly to: string; readonly asKnown?: string | undefined },
) => Promise<Outcome<MeasuredRealised>>

export type ClaimsDeps = {
  readonly db: Database
  readonly clock: Clock
  readonly realisedOf?: RealisedPort | undefined
}

export type GatheredFacts = {
  readonly facts: ClaimFacts
  readonly grade: Omit<GradeFacts, 'isAccepted'>
  readonly measured: Outcome<MeasuredRealised>
  readonly budgetEntryId: string | null
  /** One for each backing of the content, in its order. */
  readonly found: readonly FoundBacking[]
}
export type FoundBacking = BackingFacts & {
  readonly row: { readonly amount: string; readonly currency: string; readonly label: string | null } | null
}

export type Asked = {
  readonly benefit: Pick<BenefitRow, 'id' | 'code' | 'body_id'>
  readonly content: ClaimContent
  readonly claimants: readonly string[]
  readonly validator: string | null
  /** Cents about to be accepted; the net amount when null. */
  readonly amount: number | null
  readonly budgetEntry: string | null
  /** The claim itself, and the one that it corrects: neither counts against it. */
  readonly but: readonly string[]
  readonly measured: Outcome<MeasuredRealised>
}

/** What the measures say of a claim’s months, today or at an instant; asked before the transaction, as it computes. */
export async function measuredFor(
  deps: ClaimsDeps,
  reach: Reach,
  benefit: string,
  content: ClaimContent,
  asKnown?: string,
): Promise<Outcome<MeasuredRealised>> {
  if (deps.realisedOf === undefined || content.nature === 'other-unit') return unknownBecause('not-measured')
  return deps.realisedOf(reach, benefit, { from: content.startsOn, to: lastMonthOf(content), asKnown })
}

/** Everything that the checks hold a claim against, read on one connection. */
export async function gatherFacts(
  deps: Pick<ClaimsDeps, 'clock'>,
  reach: Reach,
  db: Database | DatabaseTransaction,
  asked: Asked,
): Promise<GatheredFacts> {
  const { benefit, content, but, measured } = asked
  const months = monthsOf(content)
  const [from = '', to = ''] = [months[0], months.at(-1)]
  const net = claimedAmount(content)
  const register = await registerFacts(db, reach, benefit.code, content, months)
  const budgetRow = asked.budgetEntry === null ? undefined : await findBudgetEntry(db, reach.bodies, asked.budgetEntry)
  const standing = await standingClaims(db, { benefitId: benefit.id }, but)
  const taken = standing
    .filter((one) => one.nature !== 'other-unit')
    .reduce(
      (sum, one) => sum + partWithin(one.accepted_cents ?? 0, monthsFrom(one.period_from, one.period_to), { from, to }),
      0,
    )
  const found = await foundBacking(db, reach, benefit.body_id, content, but)
  const same = await sameClaims(db, { benefitId: benefit.id, from, to, nature: content.nature }, but)
  const facts: ClaimFacts = {
    content,
    benefit: benefit.code,
    claimants: asked.claimants,
    validator: asked.validator,
    amount: asked.amount ?? net,
    today: todayOf(deps.clock),
    ...register,
    pool: content.pool === null ? null : await poolFacts(db, content.pool, benefit.code, but),
    budget:
      budgetRow === undefined
        ? null
        : {
            code: budgetRow.code,
            withdrawn: budgetRow.amount_cents,
            accepted: await acceptedOnBudget(db, budgetRow.id, but),
            fiscalYear: budgetRow.fiscal_year,
          },
    backing: found,
    realised:
      measured.kind === 'known'
        ? { kind: 'known', value: { cents: measured.value.cents, takenCents: taken } }
        : measured,
    duplicates: same.filter((one) => one.net_cents === net).map((one) => one.code),
  }
  const billed = new Set(
    found.filter((one) => one.isFound && one.isClosed && one.kind !== 'contract').map((one) => one.period),
  )
  return {
    facts,
    measured,
    budgetEntryId: budgetRow?.id ?? null,
    found,
    grade: {
      basis: content.basis,
      isMeasuredKnown: content.nature === 'other-unit' ? register.missingMonths !== null : measured.kind === 'known',
      uncertainty: measured.kind === 'known' ? measured.value.uncertainty : null,
      isCrossChecked: measured.kind === 'known' ? measured.value.isCrossChecked : true,
      hasMissingMonths: (register.missingMonths ?? []).length > 0,
      isReconciled: months.every((month) => billed.has(month)) && found.every((one) => one.isClosed),
    },
  }
}

type Content = Readonly<Record<string, unknown>>
/** A record as it was kept, through the schema of its kind; one taken away says nothing. */
function contentOf(row: { readonly content_json: string } | undefined): Content | undefined {
  if (row === undefined) return undefined
  const content = JSON.parse(row.content_json) as Content // written by the register
  return content['removed'] === true ? undefined : content
}
const textIn = (content: Content | undefined, name: string): string | null => {
  const value = content?.[name]
  return typeof value === 'string' ? value : null
}

/** The measure that a claim is of: in its unit when it is not money, in dollars otherwise. */
function measureOf({ measures }: RegisterBenefit, { nature, unit }: ClaimContent) {
  const outcomes = [...measures.values()].filter(({ content }) => content.role === 'outcome')
  const isRight = (one: string) => (nature === 'other-unit' ? one === unit : isMoney(one))
  return outcomes.find(({ content }) => isRight(content.unit)) ?? outcomes[0]
}

/** Owner, handover, promise, baseline and observations of a benefit as the register says them, one made by a decision included. */
async function registerFacts(
  db: Database | DatabaseTransaction,
  reach: Reach,
  benefit: string,
  content: ClaimContent,
  months: readonly string[],
) {
  const said = await benefitAsOf({ db }, reach, benefit)
  const profile = said.profile.content
  const handover = said.handover?.content
  const isHandedOver = (handover?.ownerAccepted ?? null) !== null && (handover?.financeAccepted ?? null) !== null
  const measure = measureOf(said, content)
  const [key, stated] = [measure?.key ?? '', measure?.content]
  const baseline = said.baselines.get(key)?.content
  const basis = said.trajectories.get(key)?.content.priceBasis
  const frozen = baseline?.state === 'frozen' ? baseline : undefined
  // A cost held against the bill is measured by the bill: nobody observes it month by month.
  const isBilled =
    stated?.direction === 'down' && isMoney(stated.unit) && (frozen !== undefined || said.origin === 'decision')
  const observed = new Set(
    (said.observations.get(key) ?? []).flatMap((one) =>
      one.content.value.kind === 'known' ? [one.content.period] : [],
    ),
  )
  const owner = isHandedOver ? (profile.realisationOwner ?? profile.owner) : profile.owner
  return {
    owner: owner?.person ?? null,
    projectLead: profile.projectLead?.person ?? null,
    handedOverOn: isHandedOver ? (handover?.effectiveOn ?? null) : null,
    unit: stated?.unit ?? null,
    priceBasis: basis === undefined || basis.kind === 'not-money' ? null : basis,
    baselineTo: frozen?.window.to ?? null,
    missingMonths: stated?.frequency !== 'monthly' || isBilled ? null : months.filter((month) => !observed.has(month)),
  }
}

async function poolFacts(
  db: Database | DatabaseTransaction,
  code: string,
  benefit: string,
  but: readonly string[],
): Promise<PoolFacts | null> {
  const rows = await recordsOf(db, code, ['pool', 'share'])
  const pool = contentOf(rows.find((row) => row.kind === 'pool'))
  if (pool === undefined) return null
  const shares = new Map(
    rows.flatMap((row): [string, number][] => {
      const share = row.kind === 'share' ? contentOf(row)?.['share'] : undefined
      return typeof share === 'number' ? [[row.key, Math.round(share * 1_000_000)]] : []
    }),
  )
  const claims = await standingClaims(db, { pool: code }, but)
  const stated = Array.isArray(pool['ceilings']) ? (pool['ceilings'] as readonly Content[]) : [] // by the schema of pools
  return {
    code,
    shareMillionths: shares.get(benefit) ?? null,
    sharesMillionths: [...shares.values()].reduce((sum, share) => sum + share, 0),
    unit: textIn(pool, 'unit') ?? 'CAD',
    ceilings: stated.map((one) => {
      const period = { from: textIn(one, 'from') ?? '', to: textIn(one, 'to') ?? '' }
      const ceiling = one['ceiling']
      return {
        ...period,
        ceiling: typeof ceiling === 'number' ? roundToCents(ceiling) : 0,
        accepted: claims.reduce(
          (sum, claim) =>
            sum + partWithin(claim.accepted_cents ?? 0, monthsFrom(claim.period_from, claim.period_to), period),
          0,
        ),
      }
    }),
  }
}

async function foundBacking(
  db: Database | DatabaseTransaction,
  reach: Reach,
  bodyId: string,
  content: ClaimContent,
  but: readonly string[],
  asKnown?: string,
): Promise<FoundBacking[]> {
  const months = [...new Set(content.backing.map((one) => one.period))]
  if (months.length === 0) return []
  const bills = new Map(
    (await billRows(db, { bodyId, months, asKnown })).map((row) => [`${row.reference} ${row.period}`, row] as const),
  )
  const lines = new Map(
    (await ledgerRows(db, { bodyId, months, asKnown })).map((row) => [`${row.reference} ${row.period}`, row] as const),
  )
  const used = new Map(
    (await usedBacking(db, months, but, asKnown)).map((row) => [
      rowKey(row),
      reach.bodies.includes(row.body_id) ? row.code : '…',
    ]),
  )
  return content.backing.map(({ kind, reference, period }) => {
    const shared = { kind, reference, period, usedBy: used.get(rowKey({ kind, reference, period })) ?? null }
    if (kind === 'bill') {
      const bill = bills.get(`${reference} ${period}`)
      return {
        ...shared,
        isFound: bill !== undefined,
        isClosed: bill?.isOpen === false,
        row:
          bill === undefined
            ? null
            : { amount: microsText(bill.effectiveMicros), currency: bill.currency, label: null },
      }
    }
    if (kind === 'contract') return { ...shared, isFound: true, isClosed: true, row: null }
    const line = lines.get(`${reference} ${period}`)
    const isRight = line !== undefined && (kind === 'ledger' || line.costElement === 'labour')
    return {
      ...shared,
      isFound: isRight,
      isClosed: true,
      row: isRight ? { amount: centsToDecimal(cadCents(line.amountCents)), currency: 'CAD', label: line.label } : null,
    }
  })
}

/** What the rows that back a claim say, to be kept with its acceptance and held against what they say later. */
export function stoodOn(found: readonly FoundBacking[]): StoodOn[] {
  return found
    .filter(({ kind }) => kind !== 'contract')
    .map(({ kind, reference, period, row }) => ({
      kind,
      reference,
      period,
      row: row === null ? null : { amount: row.amount, currency: row.currency },
    }))
}

/** What the rows of a claim say now, or said at an instant (ISO). */
export async function rowsFound(
  db: Database | DatabaseTransaction,
  reach: Reach,
  claim: {
    readonly bodyId: string
    readonly content: ClaimContent
    readonly but: readonly string[]
    readonly asKnown?: string | undefined
  },
): Promise<FoundBacking[]> {
  return foundBacking(db, reach, claim.bodyId, claim.content, claim.but, claim.asKnown)
}

/** Rows of a benefit’s workload over some months that are in force, with the claim that stands on each. */
export async function claimableRows(
  reach: Reach,
  db: Database,
  benefit: { readonly bodyId: string; readonly workloads: ReadonlySet<string> },
  months: readonly string[],
): Promise<ClaimableRow[]> {
  if (benefit.workloads.size === 0) return []
  const [bills, lines, used] = await Promise.all([
    billRows(db, { bodyId: benefit.bodyId, months }),
    ledgerRows(db, { bodyId: benefit.bodyId, months }),
    usedBacking(db, months, []),
  ])
  const by = new Map(used.map((row) => [rowKey(row), row]))
  const usedBy = (kind: string, reference: string, period: string) => {
    const row = by.get(rowKey({ kind, reference, period }))
    return row === undefined ? null : reach.bodies.includes(row.body_id) ? row.code : '…'
  }
  const billed = bills
    .filter((row) => benefit.workloads.has(row.workload))
    .map((row): ClaimableRow => ({
      kind: 'bill',
      reference: row.reference,
      label: null,
      period: row.period,
      amount: microsText(row.effectiveMicros),
      currency: row.currency,
      isClosed: !row.isOpen,
      usedBy: usedBy('bill', row.reference, row.period),
    }))
  const booked = lines
    .filter((row) => row.workload !== null && benefit.workloads.has(row.workload))
    .map((row): ClaimableRow => {
      const kind = row.costElement === 'labour' ? 'labour' : 'ledger'
      return {
        kind,
        reference: row.reference,
        label: row.label,
        period: row.period,
        amount: centsToDecimal(cadCents(row.amountCents)),
        currency: 'CAD',
        isClosed: true,
        usedBy: usedBy(kind, row.reference, row.period),
      }
    })
  return [...billed, ...booked].toSorted(
    (a, b) => a.period.localeCompare(b.period) || a.reference.localeCompare(b.reference),
  )
}

/** Millionths as decimal text, six decimals. */
export function microsText(micros: number): string {
  const size = Math.abs(micros)
  return `${micros < 0 ? '-' : ''}${Math.trunc(size / 1_000_000)}.${String(size % 1_000_000).padStart(6, '0')}`
}
