import { hundredths, lastMonthOf, monthsOf, netHundredths } from '#models/claims/claim-amounts.ts'
import { changedBasis, type ChangedRow } from '#models/claims/changed-basis.ts'
import { claimChecks, entryFailures } from '#models/claims/claim-checks.ts'
import { claimGrade } from '#models/claims/claim-grade.ts'
import {
  acceptedStates,
  awaitingStates,
  type ClaimContent,
  type ClaimState,
  type NewClaim,
  openStates,
} from '#models/claims/claim.schemas.ts'
import type { ChargeView, ClaimableView, ClaimLine, ClaimView } from '#models/claims/claim.views.ts'
import { canonicalJson } from '#models/shared/canonical-json.ts'
import { known, unknownBecause } from '#models/shared/outcome.ts'
import type { Reach } from '#server/access/reach.ts'
import { ensureVersion } from '#server/app/versions.ts'
import { benefitNotFound } from '#server/benefits/benefits.problems.ts'
import { benefitAsOf } from '#server/benefits/register.usecases.ts'
import type { Database, DatabaseTransaction } from '#server/database/database.ts'
import { claimFigure } from '#server/figures/figure-ids.ts'
import { instantOf } from '#server/shared/clock.ts'
import { nextCodes } from '#server/shared/codes.ts'
import { asJson } from '#server/shared/digest.ts'
import { newId } from '#server/shared/ids.ts'
import { changing } from '#server/shared/unit-of-work.ts'
import {
  claimableRows,
  type ClaimsDeps,
  type GatheredFacts,
  gatherFacts,
  measuredFor,
  microsText,
  standsOn,
  stoodOn,
} from './claim-facts.usecases.ts'
import { chargesBehind } from './audit-pack.repository.ts'
import {
  backingRows,
  checkRounds,
  checkRows,
  claimLine,
  contentOf,
  decimal,
  stoodThen,
  validationView,
} from './claim-views.ts'
import {
  claimAlreadyMoved,
  claimChecksFailed,
  claimNotFound,
  claimNotYours,
  claimState,
  supersededUnfit,
} from './claims.problems.ts'
import {
  alone,
  checksOf,
  type ClaimFilter,
  claimsIn,
  claimsReturnedTo,
  claimsToRecheck,
  type ClaimWithNames,
  findBenefitByCode,
  findClaim,
  insertChecks,
  insertClaim,
  moveClaim,
  replaceBacking,
  validationsOf,
} from './claims.repository.ts'

export async function ensureClaim(
  reach: Reach,
  db: Database | DatabaseTransaction,
  code: string,
): Promise<ClaimWithNames> {
  const row = await findClaim(reach, db, code)
  if (row === undefined) throw claimNotFound(code)
  return row
}

/** Begins a claim on a benefit. It counts nowhere until another person accepted it. */
export async function draftClaim(
  deps: ClaimsDeps,
  reach: Reach,
  benefitCode: string,
  { content, supersedes }: NewClaim,
): Promise<ClaimView> {
  const benefit = await findBenefitByCode(reach, deps.db, benefitCode)
  if (benefit === undefined) throw benefitNotFound(benefitCode)
  const corrected = supersedes === null ? undefined : await findClaim(reach, deps.db, supersedes)
  if (supersedes !== null && !isSupersedable(corrected, benefit.id)) throw supersededUnfit(supersedes)
  const code = await changing(deps, reach, async (work) => {
    const [given = ''] = await nextCodes(work.tx, 'claim', 1)
    const id = newId()
    await insertClaim(
      work.tx,
      {
        id,
        body_id: benefit.body_id,
        code: given,
        benefit_id: benefit.id,
        ...columnsOf(content),
        state: 'draft',
        accepted_cents: null,
        submitted_by: null,
        submitted_at: null,
        supersedes_id: corrected?.id ?? null,
        superseded_at: null,
        created_by: reach.actor,
        created_at: work.at,
        row_version: 1,
      },
      backingRows(id, benefit.body_id, content),
    )
    await work.record({
      bodyId: benefit.body_id,
      action: 'claim.drafted',
      objectType: 'claim',
      objectId: id,
      after: { claim: given, benefit: benefit.code, supersedes, ...content },
    })
    return given
  })
  return oneClaim(deps, reach, code)
}

export function isSupersedable(row: ClaimWithNames | undefined, benefitId: string): row is ClaimWithNames {
  return (
    row?.benefit_id === benefitId && acceptedStates.includes(row.state as ClaimState) && row.superseded_at === null // states are ours
  )
}

/** What is kept of a content beside it, for lists and sums. The grade is what its basis alone allows until it is checked. */
function columnsOf(content: ClaimContent) {
  const basis = { asserted: 'E', modelled: 'D', measured: 'C' } as const
  return {
    period_from: content.startsOn,
    period_to: lastMonthOf(content),
    nature: content.nature,
    gross_cents: hundredths(content.gross),
    net_cents: netHundredths(content),
    grade: basis[content.basis],
    content_json: canonicalJson(asJson(content)),
  }
}

function ensureOwn(row: ClaimWithNames, reach: Reach, states: readonly ClaimState[]): void {
  if (!states.includes(row.state as ClaimState)) throw claimState(row.code, row.state as ClaimState) // states are ours
  if (row.created_by !== reach.actor) throw claimNotYours(row.code)
}

/** Writes a draft, or one that was returned, anew. */
export async function editClaim(
  deps: ClaimsDeps,
  reach: Reach,
  code: string,
  expected: number,
  content: ClaimContent,
): Promise<ClaimView> {
  const row = await ensureClaim(reach, deps.db, code)
  ensureVersion(row.row_version, expected)
  ensureOwn(row, reach, openStates)
  await changing(deps, reach, async (work) => {
    if (!(await moveClaim(work.tx, row, columnsOf(content)))) throw claimAlreadyMoved(code)
    await replaceBacking(work.tx, row.id, backingRows(row.id, row.body_id, content))
    await work.record({
      bodyId: row.body_id,
      action: 'claim.edited',
      objectType: 'claim',
      objectId: row.id,
      before: { claim: code, ...contentOf(row) },
      after: { claim: code, ...content },
    })
  })
  return oneClaim(deps, reach, code)
}

/** Takes a draft, or one that was returned, out of the way; it stays readable. */
export async function withdrawClaim(
  deps: ClaimsDeps,
  reach: Reach,
  code: string,
  expected: number,
): Promise<ClaimView> {
  const row = await ensureClaim(reach, deps.db, code)
  ensureVersion(row.row_version, expected)
  ensureOwn(row, reach, openStates)
  await changing(deps, reach, async (work) => {
    if (!(await moveClaim(work.tx, row, { state: 'withdrawn' }))) throw claimAlreadyMoved(code)
    await work.record({
      bodyId: row.body_id,
      action: 'claim.withdrawn',
      objectType: 'claim',
      objectId: row.id,
      after: { claim: code },
    })
  })
  return oneClaim(deps, reach, code)
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

/** The next round of checks of a claim. */
export async function nextRound(reach: Reach, tx: DatabaseTransaction, claimId: string): Promise<number> {
  return ((await checksOf(reach, tx, claimId)).at(-1)?.round ?? 0) + 1
}

/** Sends a claim to finance. The checks run and are kept; what fails for reasons of others blocks its acceptance, not its sending. */
export async function submitClaim(deps: ClaimsDeps, reach: Reach, code: string, expected: number): Promise<ClaimView> {
  const row = await ensureClaim(reach, deps.db, code)
  ensureVersion(row.row_version, expected)
  ensureOwn(row, reach, openStates)
  const measured = await measuredFor(deps, reach, row.benefit_code, contentOf(row))
  await changing(deps, reach, async (work) => {
    await alone(work.tx)
    const { facts, grade } = await factsOf(deps, reach, work.tx, row, { measured })
    const checks = claimChecks(facts)
    const failures = entryFailures(checks)
    if (failures.length > 0) throw claimChecksFailed(failures)
    const graded = claimGrade({ ...grade, isAccepted: false })
    const sent = { state: 'submitted', submitted_by: reach.actor, submitted_at: work.at, grade: graded }
    if (!(await moveClaim(work.tx, row, sent))) throw claimAlreadyMoved(code)
    const round = await nextRound(reach, work.tx, row.id)
    const { id: claimId, body_id: bodyId } = row
    await insertChecks(
      work.tx,
      checkRows({ claimId, bodyId, round, at: work.at, checks, overrides: [], by: reach.actor }),
    )
    await work.record({
      bodyId: row.body_id,
      action: 'claim.submitted',
      objectType: 'claim',
      objectId: row.id,
      after: { claim: code, benefit: row.benefit_code, netCad: decimal(row.net_cents), grade: graded, round },
    })
  })
  return oneClaim(deps, reach, code)
}

export type ClaimQuery = Omit<ClaimFilter, 'states'> & { readonly state?: ClaimState | 'awaiting' | undefined }

/** Claims in order of number, a page at a time. */
export async function claimRegister(
  deps: Pick<ClaimsDeps, 'db'>,
  reach: Reach,
  asked: ClaimQuery,
): Promise<ClaimLine[]> {
  const { state, ...filter } = asked
  const states = state === undefined ? undefined : state === 'awaiting' ? awaitingStates : [state]
  return (await claimsIn(reach, deps.db, { ...filter, states })).map(claimLine)
}

/** The claims of one benefit. */
export async function claimsOfBenefit(
  deps: Pick<ClaimsDeps, 'db'>,
  reach: Reach,
  benefitCode: string,
): Promise<ClaimLine[]> {
  if ((await findBenefitByCode(reach, deps.db, benefitCode)) === undefined) throw benefitNotFound(benefitCode)
  return claimRegister(deps, reach, { benefit: benefitCode, limit: 500 })
}

/** One claim: what it says, what its rows say today, what the checks said then and say now, what finance decided. */
export async function oneClaim(deps: ClaimsDeps, reach: Reach, code: string): Promise<ClaimView> {
  const row = await ensureClaim(reach, deps.db, code)
  const content = contentOf(row)
  const state = row.state as ClaimState // states are ours
  const isLive = [...openStates, ...awaitingStates].includes(state)
  const measured = await measuredFor(deps, reach, row.benefit_code, content)
  const [gathered, rounds, validations] = await Promise.all([
    factsOf(deps, reach, deps.db, row, { measured }),
    checksOf(reach, deps.db, row.id),
    validationsOf(reach, deps.db, row.id),
  ])
  return {
    ...claimLine(row),
    content,
    backing: content.backing.map((one, i) => {
      const found = gathered.found[i]
      return {
        ...one,
        usedBy: found?.usedBy ?? null,
        found:
          found?.row === undefined || found.row === null
            ? unknownBecause(one.kind === 'contract' ? 'no-row-of-contracts' : 'row-not-found')
            : known({ ...found.row, isClosed: found.isClosed }),
      }
    }),
    now: isLive ? claimChecks(gathered.facts) : [],
    rounds: checkRounds(rounds),
    validations: validations.map(validationView),
    measured: measuredView(measured),
    figure: row.accepted_cents === null ? null : claimFigure(code, 'accepted', deps.clock.now().getTime()),
    changed: changedBasis(stoodThen(validations), stoodOn(gathered.found)),
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
    const now = await standsOn(deps.db, reach, { bodyId: row.body_id, content: contentOf(row) })
    const changed = changedBasis(then, now)
    if (changed.length > 0) found.push({ claim: claimLine(row), changed })
  }
  return found
}

/** Charges behind a row that a claim stands on, in the import in force: only the rows of the claim may be asked for. */
export async function chargesOfClaim(
  deps: ClaimsDeps,
  reach: Reach,
  code: string,
  asked: { readonly reference: string; readonly period: string },
): Promise<ChargeView[]> {
  const row = await ensureClaim(reach, deps.db, code)
  const isItsOwn = contentOf(row).backing.some(
    (one) => one.kind === 'bill' && one.reference === asked.reference && one.period === asked.period,
  )
  if (!isItsOwn) return []
  const charges = await chargesBehind(deps.db, { bodyId: row.body_id, ...asked, at: instantOf(deps.clock) })
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
