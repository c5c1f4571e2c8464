import { lastMonthOf, monthsOf } from '#models/claims/claim-amounts.ts'
import { changedBasis, type ChangedRow } from '#models/claims/changed-basis.ts'
import { claimChecks } from '#models/claims/claim-checks.ts'
import { awaitingStates, type ClaimState, openStates } from '#models/claims/claim.schemas.ts'
import type { ChargeView, ClaimableView, ClaimLine, ClaimView } from '#models/claims/claim.views.ts'
import { known, unknownBecause } from '#models/shared/outcome.ts'
import type { Reach } from '#server/access/reach.ts'
import { benefitNotFound } from '#server/benefits/benefits.problems.ts'
import { benefitAsOf } from '#server/benefits/register.usecases.ts'
import type { Database, DatabaseTransaction } from '#server/database/database.ts'
import { claimFigure } from '#server/figures/figure-ids.ts'
import { instantOf } from '#server/shared/clock.ts'
import { endInstant } from './accepted-claims.usecases.ts'
import {
  claimableRows,
  type ClaimsDeps,
  type GatheredFacts,
  gatherFacts,
  measuredFor,
  microsText,
  rowsFound,
  stoodOn,
} from './claim-facts.usecases.ts'
import { chargesBehindAt } from './charges-behind.ts'
import { checkRounds, claimLine, contentOf, decimal, stoodThen, validationView } from './claim-views.ts'
import { claimNotFound } from './claims.problems.ts'
import {
  checksOf,
  type ClaimFilter,
  claimsIn,
  claimsReturnedTo,
  claimsToRecheck,
  type ClaimWithNames,
  findBenefitByCode,
  findClaim,
  validationsOf,
} from './claims.repository.ts'
import { claimsKnownAt } from './known-claims.usecases.ts'

export async function ensureClaim(
  reach: Reach,
  db: Database | DatabaseTransaction,
  code: string,
): Promise<ClaimWithNames> {
  const row = await findClaim(reach, db, code)
  if (row === undefined) throw claimNotFound(code)
  return row
}

/** What a claim is held against today, by whoever looks at it. */
export async function factsOf(
  deps: ClaimsDeps,
  reach: Reach,
  db: Database | DatabaseTransaction,
  row: ClaimWithNames,
  given: {
    readonly measured: GatheredFacts['measured']
    readonly validator?: string
    readonly amount?: number
    readonly budgetEntry?: string | null
  },
): Promise<GatheredFacts> {
  const content = contentOf(row)
  return gatherFacts(deps, reach, db, {
    benefit: { id: row.benefit_id, code: row.benefit_code, body_id: row.body_id },
    content,
    claimants: [row.created_by, ...(row.submitted_by === null ? [] : [row.submitted_by])],
    validator: given.validator ?? null,
    amount: given.amount ?? null,
    budgetEntry: given.budgetEntry ?? content.budgetEntry,
    but: [row.id, ...(row.supersedes_id === null ? [] : [row.supersedes_id])],
    measured: given.measured,
  })
}

export type ClaimQuery = Omit<ClaimFilter, 'states'> & {
  readonly state?: ClaimState | 'awaiting' | undefined
  /** A day, or an instant: claims as they were known at its end. */
  readonly asKnown?: string | undefined
}

const pageSize = 500

/** Claims in order of number, a page at a time. */
export async function claimRegister(
  deps: Pick<ClaimsDeps, 'db'>,
  reach: Reach,
  asked: ClaimQuery,
): Promise<ClaimLine[]> {
  const { state, asKnown, ...filter } = asked
  const states = state === undefined ? undefined : state === 'awaiting' ? awaitingStates : [state]
  if (asKnown === undefined) return (await claimsIn(reach, deps.db, { ...filter, states })).map(claimLine)
  const { nature, grade, limit, ...fixed } = filter
  const isAsked = (row: ClaimWithNames) =>
    (states === undefined || states.includes(row.state as ClaimState)) && // states are ours
    (nature === undefined || row.nature === nature) &&
    (grade === undefined || row.grade === grade)
  const found: ClaimWithNames[] = []
  for (let { after } = filter; ;) {
    const page = await claimsIn(reach, deps.db, { ...fixed, after, limit: pageSize })
    found.push(...(await claimsKnownAt(deps.db, reach, page, endInstant(asKnown))).filter(isAsked))
    if (page.length < pageSize || found.length >= limit) return found.slice(0, limit).map(claimLine)
    after = page.at(-1)?.code
  }
}

/** Every claim that was sent and not superseded by an instant (ISO), as it was known then, with the day finance decided of it. */
export async function claimsSentBy(
  db: Database,
  reach: Reach,
  { benefit, asKnown }: { readonly benefit?: string | undefined; readonly asKnown: string },
): Promise<(ClaimLine & { readonly decidedAt: string | null })[]> {
  const sent = []
  for (let after: string | undefined; ;) {
    const page = await claimsIn(reach, db, { benefit, after, limit: pageSize })
    for (const row of await claimsKnownAt(db, reach, page, asKnown))
      if (row.submitted_at !== null && row.superseded_at === null && row.state !== 'withdrawn')
        sent.push({ ...claimLine(row), decidedAt: row.decided_at })
    if (page.length < pageSize) return sent
    after = page.at(-1)?.code
  }
}

/** The claims of one benefit, as known at the end of a day; now when absent. */
export async function claimsOfBenefit(
  deps: Pick<ClaimsDeps, 'db'>,
  reach: Reach,
  benefitCode: string,
  asKnown?: string,
): Promise<ClaimLine[]> {
  if ((await findBenefitByCode(reach, deps.db, benefitCode)) === undefined) throw benefitNotFound(benefitCode)
  return claimRegister(deps, reach, { benefit: benefitCode, limit: 500, asKnown })
}

/** One claim: what it says, what its rows say today, what the checks said then and say now, what finance decided. */
export async function oneClaim(deps: ClaimsDeps, reach: Reach, code: string): Promise<ClaimView> {
  const row = await ensureClaim(reach, deps.db, code)
  const state = row.state as ClaimState // states are ours
  const isLive = [...openStates, ...awaitingStates].includes(state)
  const measured = await measuredFor(deps, reach, row.benefit_code, contentOf(row))
  const [{ facts, found }, rounds, validations] = await Promise.all([
    factsOf(deps, reach, deps.db, row, { measured }),
    checksOf(reach, deps.db, row.id),
    validationsOf(reach, deps.db, row.id),
  ])
  const now = isLive ? claimChecks(facts) : []
  return { ...told(row, { found, rounds, validations, measured, at: deps.clock.now().getTime() }), now }
}

/** One claim as it was known at the end of a day: what it said, its rows as they stood, the checks and decisions made by then. */
export async function oneClaimKnown(deps: ClaimsDeps, reach: Reach, code: string, asKnown: string): Promise<ClaimView> {
  const at = endInstant(asKnown)
  const [row] = await claimsKnownAt(deps.db, reach, [await ensureClaim(reach, deps.db, code)], at)
  if (row === undefined) throw claimNotFound(code)
  const content = contentOf(row)
  const [measured, found, rounds, validations] = await Promise.all([
    measuredFor(deps, reach, row.benefit_code, content, at),
    rowsFound(deps.db, reach, { bodyId: row.body_id, content, but: [row.id], asKnown: at }),
    checksOf(reach, deps.db, row.id),
    validationsOf(reach, deps.db, row.id),
  ])
  return told(row, {
    found,
    rounds: rounds.filter((one) => one.checked_at <= at),
    validations: validations.filter((one) => one.decided_at <= at),
    measured,
    at: Date.parse(at),
  })
}

/** What is known of a claim at an instant (milliseconds), in the words of the screen. */
function told(
  row: ClaimWithNames,
  of: Pick<GatheredFacts, 'found' | 'measured'> & {
    readonly rounds: Awaited<ReturnType<typeof checksOf>>
    readonly validations: Awaited<ReturnType<typeof validationsOf>>
    readonly at: number
  },
): ClaimView {
  const content = contentOf(row)
  return {
    ...claimLine(row),
    content,
    backing: content.backing.map((one, i) => {
      const found = of.found[i]
      return {
        ...one,
        usedBy: found?.usedBy ?? null,
        found:
          found?.row === undefined || found.row === null
            ? unknownBecause(one.kind === 'contract' ? 'no-row-of-contracts' : 'row-not-found')
            : known({ ...found.row, isClosed: found.isClosed }),
      }
    }),
    now: [],
    rounds: checkRounds(of.rounds),
    validations: of.validations.map(validationView),
    measured: measuredView(of.measured),
    figure: row.accepted_cents === null ? null : claimFigure(row.code, 'accepted', of.at),
    changed: changedBasis(stoodThen(of.validations), stoodOn(of.found)),
  }
}

function measuredView(measured: GatheredFacts['measured']): ClaimView['measured'] {
  if (measured.kind === 'unknown') return measured
  const { cents, lowCents, highCents } = measured.value
  return known({
    amount: decimal(cents),
    low: lowCents === null ? null : decimal(lowCents),
    high: highCents === null ? null : decimal(highCents),
  })
}

/** What a claim of a benefit could stand on over some months: rows of its workloads, with the claim that already stands on each. */
export async function claimable(
  deps: ClaimsDeps,
  reach: Reach,
  benefitCode: string,
  asked: { readonly startsOn: string; readonly months: number },
): Promise<ClaimableView> {
  const { bodyId, profile } = await benefitAsOf(deps, reach, benefitCode)
  const workloads = new Set(profile.content.workloads)
  const months = monthsOf(asked)
  const [measured, rows] = await Promise.all([
    deps.realisedOf === undefined
      ? unknownBecause('not-measured')
      : deps.realisedOf(reach, benefitCode, { from: asked.startsOn, to: lastMonthOf(asked) }),
    claimableRows(reach, deps.db, { bodyId, workloads }, months),
  ])
  return { benefit: benefitCode, months, measured: measuredView(measured), rows }
}

export type ClaimToValidate = {
  readonly claim: ClaimLine
  readonly bodyId: string
  readonly proposedBy: string
}

/** Claims that await finance, oldest first, with what tells who may decide. */
export async function claimsToValidate(
  deps: Pick<ClaimsDeps, 'db'>,
  reach: Reach,
  limit: number,
): Promise<ClaimToValidate[]> {
  const rows = await claimsIn(reach, deps.db, { states: awaitingStates, limit })
  return rows
    .filter((row) => row.created_by !== reach.actor)
    .map((row) => ({ claim: claimLine(row), bodyId: row.body_id, proposedBy: row.submitted_by ?? row.created_by }))
}

/** What this person claimed, was sent back and was not sent again. */
export async function claimsReturned(
  deps: Pick<ClaimsDeps, 'db'>,
  reach: Reach,
  limit: number,
): Promise<(ClaimLine & { readonly comment: string; readonly returnedAt: string })[]> {
  const rows = await claimsReturnedTo(reach, deps.db, reach.actor, limit)
  return Promise.all(
    rows.map(async (row) => {
      const last = (await validationsOf(reach, deps.db, row.id)).at(-1)
      return { ...claimLine(row), comment: last?.comment ?? '', returnedAt: last?.decided_at ?? row.created_at }
    }),
  )
}

/** Claims looked at again for each that is told: most bills that come again say the same. */
const recheckedForOne = 4

/** Accepted claims whose rows no longer say what they said: a bill replaced, a ledger undone or rules replayed since. */
export async function claimsChanged(
  deps: Pick<ClaimsDeps, 'db'>,
  reach: Reach,
  limit: number,
): Promise<{ readonly claim: ClaimLine; readonly changed: readonly ChangedRow[] }[]> {
  const found = []
  for (const row of await claimsToRecheck(reach, deps.db, limit * recheckedForOne)) {
    if (found.length === limit) break
    const then = stoodThen(await validationsOf(reach, deps.db, row.id))
    const now = await rowsFound(deps.db, reach, { bodyId: row.body_id, content: contentOf(row), but: [] })
    const changed = changedBasis(then, stoodOn(now))
    if (changed.length > 0) found.push({ claim: claimLine(row), changed })
  }
  return found
}

/** Charges behind a row that a claim stands on, in the import and under the rules in force, now or at the end of a day: only the rows of the claim may be asked for. */
export async function chargesOfClaim(
  deps: ClaimsDeps,
  reach: Reach,
  code: string,
  asked: { readonly reference: string; readonly period: string; readonly asKnown?: string | undefined },
): Promise<ChargeView[]> {
  const now = await ensureClaim(reach, deps.db, code)
  const { reference, period, asKnown } = asked
  const at = asKnown === undefined ? instantOf(deps.clock) : endInstant(asKnown)
  const [row] = asKnown === undefined ? [now] : await claimsKnownAt(deps.db, reach, [now], at)
  if (row === undefined) throw claimNotFound(code)
  const isItsOwn = contentOf(row).backing.some(
    (one) => one.kind === 'bill' && one.reference === reference && one.period === period,
  )
  if (!isItsOwn) return []
  const behind = chargesBehindAt(deps.db, reach, at, [reference])
  const { charges } = await behind({ bodyId: row.body_id, reference, period })
  return charges.map((one) => ({
    import: one.importId,
    ordinal: one.ordinal,
    day: one.day,
    service: one.service,
    resource: one.resource,
    category: one.chargeCategory,
    rule: one.rule,
    effective: microsText(one.effectiveMicros),
    billed: microsText(one.billedMicros),
    currency: one.currency,
  }))
}
