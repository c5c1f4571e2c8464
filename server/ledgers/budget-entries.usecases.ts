import type { BudgetCorrection, NewBudgetEntry } from '#models/ledgers/ledger.schemas.ts'
import type { BudgetEntryView } from '#models/ledgers/ledger.views.ts'
import { cadCents, type CadCents, centsToDecimal, decimalToCents } from '#models/shared/money.ts'
import { fiscalYear } from '#models/waves/fiscal-year.ts'
import { bodyInReach } from '#server/access/accounts.usecases.ts'
import type { Reach } from '#server/access/reach.ts'
import { ensureVersion, etagOf } from '#server/app/versions.ts'
import type { Database } from '#server/database/database.ts'
import { budgetFigure } from '#server/figures/figure-ids.ts'
import { nextCodes } from '#server/shared/codes.ts'
import { newId } from '#server/shared/ids.ts'
import { changing } from '#server/shared/unit-of-work.ts'
import {
  acceptedByEntry,
  budgetEntriesIn,
  type BudgetEntryWithBody,
  findBudgetEntry,
  insertBudgetEntry,
  updateBudgetEntry,
} from './budget-entries.repository.ts'
import type { LedgersDeps } from './extracts.usecases.ts'
import { budgetEntryNotFound, budgetEntryRefused } from './ledgers.problems.ts'

/** Budget withdrawn; cents, positive. `id` is the same through corrections. */
export type BudgetEntry = {
  readonly id: string
  readonly code: string
  readonly bodyId: string
  readonly fund: string
  readonly fiscalYear: string
  readonly amountCents: number
  readonly effectiveOn: string
  readonly reference: string
  readonly recordedAt: string
}

/** Budget withdrawn from the funds of bodies in reach, as known at an instant; in order of code. */
export async function budgetEntries(
  deps: { readonly db: Database },
  reach: Reach,
  asked: { readonly bodyIds?: readonly string[]; readonly asKnownMs?: number } = {},
): Promise<BudgetEntry[]> {
  const asKnown = asked.asKnownMs === undefined ? undefined : new Date(asked.asKnownMs).toISOString()
  const rows = await budgetEntriesIn(reach, deps.db, { bodyIds: asked.bodyIds, asKnown })
  // What stands bears the id that claims name; an earlier version bears its own.
  const standing = new Map(
    (await budgetEntriesIn(reach, deps.db, {})).flatMap((row) =>
      row.recorded_to === null ? [[row.code, row.id]] : [],
    ),
  )
  return rows
    .filter((row) => asKnown !== undefined || row.recorded_to === null)
    .map((row) => ({
      id: standing.get(row.code) ?? row.id,
      code: row.code,
      bodyId: row.body_id,
      fund: row.fund,
      fiscalYear: row.fiscal_year,
      amountCents: row.amount_cents,
      effectiveOn: row.effective_on,
      reference: row.reference,
      recordedAt: row.recorded_at,
    }))
}

/** Entries of a body with what accepted claims took of each, and what is left. */
export async function budgetEntryList(deps: LedgersDeps, reach: Reach, body: string): Promise<BudgetEntryView[]> {
  const { id } = await bodyInReach(deps, reach, body)
  return views(deps, await budgetEntriesIn(reach, deps.db, { bodyIds: [id] }))
}

async function views({ db, clock }: LedgersDeps, rows: readonly BudgetEntryWithBody[]): Promise<BudgetEntryView[]> {
  const asKnownMs = clock.now().getTime()
  const standing = rows.filter(({ recorded_to }) => recorded_to === null)
  const accepted = await acceptedByEntry(
    db,
    standing.map(({ id }) => id),
  )
  return standing.map((row) => {
    const versions = rows.filter(({ code }) => code === row.code).length
    const taken = accepted.get(row.id) ?? 0
    return {
      code: row.code,
      body: row.body_code,
      fund: row.fund,
      fiscalYear: row.fiscal_year,
      amountCad: centsToDecimal(cadCents(row.amount_cents)),
      acceptedCad: centsToDecimal(cadCents(taken)),
      leftCad: centsToDecimal(cadCents(row.amount_cents - taken)),
      effectiveOn: row.effective_on,
      reference: row.reference,
      statedBy: row.stated_by,
      recordedAt: row.recorded_at,
      corrections: versions - 1,
      etag: etagOf(versions),
      figures: {
        amount: budgetFigure(row.code, 'amount', asKnownMs),
        accepted: budgetFigure(row.code, 'accepted', asKnownMs),
        left: budgetFigure(row.code, 'left', asKnownMs),
      },
    }
  })
}

async function oneView(deps: LedgersDeps, reach: Reach, code: string): Promise<BudgetEntryView> {
  const row = await findBudgetEntry(reach, deps.db, code)
  const rows = row === undefined ? [] : await budgetEntriesIn(reach, deps.db, { bodyIds: [row.body_id] })
  const view = (await views(deps, rows)).find((one) => one.code === code)
  if (view === undefined) throw budgetEntryNotFound(code)
  return view
}

/** States that budget was withdrawn from a fund. */
export async function createBudgetEntry(
  deps: LedgersDeps,
  reach: Reach,
  given: NewBudgetEntry,
): Promise<BudgetEntryView> {
  const { id: bodyId } = await bodyInReach(deps, reach, given.body)
  const amount = ensureEntry(given)
  const code = await changing(deps, reach, async (work) => {
    const [made = ''] = await nextCodes(work.tx, 'budget-entry', 1)
    const id = newId()
    await insertBudgetEntry(work.tx, {
      id,
      body_id: bodyId,
      code: made,
      fund: given.fund,
      fiscal_year: given.fiscalYear,
      amount_cents: amount,
      effective_on: given.effectiveOn,
      reference: given.reference,
      stated_by: reach.actor,
      recorded_at: work.at,
      recorded_to: null,
    })
    await work.record({
      bodyId,
      action: 'budget-entry.created',
      objectType: 'budget-entry',
      objectId: id,
      after: { code: made, ...contentOf(given, amount) },
    })
    return made
  })
  return oneView(deps, reach, code)
}

/** Corrects an entry: what it said before stays, with the interval in which it was believed. */
export async function correctBudgetEntry(
  deps: LedgersDeps,
  reach: Reach,
  code: string,
  expected: number,
  given: BudgetCorrection,
): Promise<BudgetEntryView> {
  const [row, view] = [await findBudgetEntry(reach, deps.db, code), await oneView(deps, reach, code)]
  if (row === undefined) throw budgetEntryNotFound(code)
  ensureVersion(view.corrections + 1, expected)
  const amount = ensureEntry(given)
  await changing(deps, reach, async (work) => {
    // Two versions never share an instant: each was believed for some time.
    const at = work.at > row.recorded_at ? work.at : new Date(Date.parse(row.recorded_at) + 1).toISOString()
    const written = await updateBudgetEntry(work.tx, row.id, row.recorded_at, {
      fund: given.fund,
      fiscal_year: given.fiscalYear,
      amount_cents: amount,
      effective_on: given.effectiveOn,
      reference: given.reference,
      stated_by: reach.actor,
      recorded_at: at,
    })
    if (!written) ensureVersion(expected + 1, expected)
    await insertBudgetEntry(work.tx, {
      id: newId(),
      body_id: row.body_id,
      code,
      fund: row.fund,
      fiscal_year: row.fiscal_year,
      amount_cents: row.amount_cents,
      effective_on: row.effective_on,
      reference: row.reference,
      stated_by: row.stated_by,
      recorded_at: row.recorded_at,
      recorded_to: at,
    })
    await work.record({
      bodyId: row.body_id,
      action: 'budget-entry.corrected',
      objectType: 'budget-entry',
      objectId: row.id,
      before: { code, fund: row.fund, fiscalYear: row.fiscal_year, amountCents: row.amount_cents },
      after: { code, reason: given.reason, ...contentOf(given, amount) },
    })
  })
  return oneView(deps, reach, code)
}

const contentOf = (
  { fund, fiscalYear: year, effectiveOn, reference }: Omit<BudgetCorrection, 'reason'>,
  amountCents: number,
) => ({ fund, fiscalYear: year, amountCents, effectiveOn, reference })

/** An amount above zero, for a fiscal year that holds the day it takes effect or follows it. */
function ensureEntry({ amountCad, fiscalYear: label, effectiveOn }: Omit<BudgetCorrection, 'reason'>): CadCents {
  const read = decimalToCents(amountCad)
  if (read.kind === 'unknown' || read.value <= 0)
    throw budgetEntryRefused('/amountCad', {
      fr: 'Un montant au-dessus de zéro est attendu : ce qui est retiré se dit en positif.',
      en: 'An amount above zero is expected: what is withdrawn is told positive.',
    })
  const year = fiscalYear(Number(label.slice(0, 4)))
  if (year.label !== label)
    throw budgetEntryRefused('/fiscalYear', {
      fr: 'Deux années qui se suivent sont attendues : 2026-2027.',
      en: 'Two years that follow each other are expected: 2026-2027.',
    })
  if (effectiveOn >= year.endsBefore)
    throw budgetEntryRefused('/effectiveOn', {
      fr: `Un retrait qui prend effet après l’exercice ${label} n’en retire rien.`,
      en: `A withdrawal that takes effect after the year ${label} takes nothing from it.`,
    })
  return read.value
}
