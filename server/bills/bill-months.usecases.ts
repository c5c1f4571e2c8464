import type { BillGrid, BillGridCell, BillMonthView, InvoiceMatch } from '#models/bills/bill-months.schemas.ts'
import { inCadMicros } from '#models/bills/cad-rate.ts'
import { commitmentView } from '#models/bills/commitment-view.ts'
import { microsText } from '#models/bills/decimals.ts'
import { monthAfter, monthsFrom } from '#models/shared/month.ts'
import { mayClose, reconciliation } from '#models/bills/reconciliation.ts'
import type { Reach } from '#server/access/reach.ts'
import { ensureVersion, etagOf } from '#server/app/versions.ts'
import type { Database } from '#server/database/database.ts'
import type { BillImportRow, BillPeriodRow, InvoiceRow } from '#server/database/schema.ts'
import { type Clock, todayOf } from '#server/shared/clock.ts'
import { changing } from '#server/shared/unit-of-work.ts'
import { costFigures } from './bill-figures.ts'
import {
  commitmentsView,
  importView,
  invoiceTotal,
  invoiceView,
  reconciliationView,
  sourceView,
} from './bill-month-views.ts'
import { billDifferenceUnexplained, billMonthAlready, billMonthEmpty, billNotCompared } from './bill-months.problems.ts'
import {
  companionDeliveriesOf,
  currentImportsOf,
  findPeriod,
  invoicesOf,
  periodsOf,
  serviceTotalsOf,
  setPeriodState,
  type SourceWithBody,
  sourcesIn,
} from './bill-months.repository.ts'
import { issuerStatus } from './import-results.ts'
import { asideView } from './aside-views.ts'
import { ensureSource, monthFacts } from './month-facts.ts'
import { monthFigures } from './month-figures.usecases.ts'
import { cadRate } from './rates.usecases.ts'
import { restatementsToExplain, waitsForReason } from './restatements.usecases.ts'

export type BillMonthsDeps = { readonly db: Database; readonly clock: Clock }

/** Sources × months: what was received, what is missing, what is closed. Every source is shown, however silent. */
export async function billGrid(
  deps: BillMonthsDeps,
  reach: Reach,
  asked: { readonly body?: string | undefined; readonly to?: string | undefined; readonly months: number },
): Promise<BillGrid> {
  const present = todayOf(deps.clock).slice(0, 7)
  const to = asked.to ?? present
  const months = monthsFrom(monthAfter(to, 1 - asked.months), to)
  const [sources, periods, imports, invoices, toExplain] = await Promise.all([
    sourcesIn(reach, deps.db, asked.body),
    periodsOf(reach, deps.db),
    currentImportsOf(reach, deps.db),
    invoicesOf(reach, deps.db),
    restatementsToExplain(deps, reach),
  ])
  const keyOf = (source: string, month: string) => `${source} ${month}`
  const periodAt = new Map(periods.map((row) => [keyOf(row.source_id, row.period), row]))
  const importAt = new Map(imports.map((row) => [keyOf(row.source_id, row.period), row]))
  const invoicesAt = Map.groupBy(invoices, (row) => keyOf(row.source_id, row.period))
  const firstOf = new Map<string, string>()
  for (const { source_id: id, period } of imports) if (period < (firstOf.get(id) ?? '9999-12')) firstOf.set(id, period)
  return {
    months,
    toExplain: toExplain.filter((one) => asked.body === undefined || one.source.body === asked.body),
    sources: sources.map((source) => ({
      ...sourceView(source),
      cells: months.map((month) => {
        const key = keyOf(source.id, month)
        const held = importAt.get(key)
        if (held !== undefined) return heldCell(month, held, periodAt.get(key), invoicesAt.get(key) ?? [])
        const first = firstOf.get(source.id)
        // A month under way is not missing yet.
        return first === undefined || month < first || month >= present ? null : missingCell(month, source.currency)
      }),
    })),
  }
}

function heldCell(
  month: string,
  held: BillImportRow,
  period: BillPeriodRow | undefined,
  invoices: readonly InvoiceRow[],
): BillGridCell {
  return {
    month,
    state: period?.state === 'closed' ? 'closed' : 'open',
    isRestated: held.supersedes_id !== null,
    billed: microsText(BigInt(held.billed_micros)),
    effective: microsText(BigInt(held.effective_micros)),
    currency: held.currency,
    figures: costFigures(held.id, { of: 'import' }),
    invoice: invoiceMatch(held, invoices),
  }
}

/** Whether totals agree to the cent of each invoice; what explains a difference is told on the page of the month. */
function invoiceMatch(held: BillImportRow, invoices: readonly InvoiceRow[]): InvoiceMatch {
  const { currency } = held
  const sums = [
    { account: '', currency, chargeCategory: '', invoice: '', billedMicros: BigInt(held.billed_micros), rows: 0 },
  ]
  const found = reconciliation({
    currency,
    sums,
    quarantine: [],
    invoices: invoices.map((row) => ({ ...invoiceTotal(row), taxMicros: null, creditMicros: null })),
  })
  if (found.invoicedMicros.kind === 'known') return mayClose(found) ? 'agrees' : 'differs'
  return found.invoicedMicros.reasons[0] === 'no-invoice' ? 'no-invoice' : 'other-currency'
}

function missingCell(month: string, currency: string): BillGridCell {
  return {
    month,
    state: 'missing',
    isRestated: false,
    billed: null,
    effective: null,
    currency,
    figures: null,
    invoice: null,
  }
}

/** Everything of one source and month: what was received, held against the invoice, and what it costs. */
export async function billMonth(
  deps: BillMonthsDeps,
  reach: Reach,
  code: string,
  month: string,
): Promise<BillMonthView> {
  const facts = await monthFacts(deps, reach, { source: code, month })
  const { source, period, current, sums, reconciled } = facts
  const [services, issued, rate] = await Promise.all([
    current === undefined ? [] : serviceTotalsOf(reach, deps.db, current.id),
    companionDeliveriesOf(reach, deps.db, { bodyId: source.body_id, dataset: 'BillingPeriod' }),
    cadRate(deps, source.body_id, { currency: reconciled.currency, at: month }),
  ])
  const inCad = (micros: number) =>
    rate.kind === 'unknown' ? null : microsText(inCadMicros(BigInt(micros), rate.value))
  return {
    source: sourceView(source),
    month,
    state: current === undefined ? 'missing' : period?.state === 'closed' ? 'closed' : 'open',
    changedBy: period?.changed_by ?? null,
    changedAt: period?.changed_at ?? null,
    reason: period?.reason ?? '',
    waitsForReason: waitsForReason(facts),
    etag: etagOf(period?.row_version ?? 0),
    current: current === undefined ? null : importView(current),
    reconciliation: reconciliationView(reconciled),
    commitments: [...Map.groupBy(sums, (sum) => sum.currency)]
      .toSorted(([a], [b]) => a.localeCompare(b))
      .map(([currency, own]) => commitmentsView(current?.id ?? '', currency, commitmentView(own))),
    services: services.map((one) => ({
      service: one.service,
      currency: one.currency,
      billed: microsText(one.billedMicros),
      effective: microsText(one.effectiveMicros),
      figures: costFigures(current?.id ?? '', { of: 'service', service: one.service }),
    })),
    invoices: facts.invoices.map(invoiceView),
    history: facts.imports.map(importView),
    cad: {
      rate: rate.kind === 'known' ? rate.value : null,
      reason: rate.kind === 'unknown' ? (rate.reasons[0] ?? null) : null,
      billed: current === undefined ? null : inCad(current.billed_micros),
      effective: current === undefined ? null : inCad(current.effective_micros),
    },
    issuer: issuerStatus(issued, month),
    aside: asideView(facts),
    figures: monthFigures(facts, rate.kind === 'known' ? rate.value : undefined, deps.clock.now().getTime()),
  }
}

type Given = { readonly expected: number; readonly reason?: string | undefined }

/** Closes a month: what it costs is final. Refused while something differs from the invoice that nothing explains, unless with a reason. */
export async function closeMonth(
  deps: BillMonthsDeps,
  reach: Reach,
  code: string,
  month: string,
  given: Given,
): Promise<BillMonthView> {
  const { source, period, current, reconciled } = await monthFacts(deps, reach, { source: code, month })
  if (period === undefined || current === undefined) throw billMonthEmpty(code, month)
  ensureVersion(period.row_version, given.expected)
  if (period.state === 'closed') throw billMonthAlready(month, 'closed')
  const { remainderMicros } = reconciled
  if (!mayClose(reconciled) && given.reason === undefined)
    throw remainderMicros.kind === 'known'
      ? billDifferenceUnexplained(remainderMicros.value, reconciled.currency)
      : billNotCompared(remainderMicros.reasons[0] ?? '')
  const view = reconciliationView(reconciled)
  await changeState(deps, reach, period, {
    source,
    state: 'closed',
    reason: given.reason ?? '',
    facts: { import: current.id, billed: view.billed, invoiced: view.invoiced, remainder: view.remainder },
  })
  return billMonth(deps, reach, code, month)
}

/** Opens a closed month again, with a reason: what is delivered next is a restatement. */
export async function reopenMonth(
  deps: BillMonthsDeps,
  reach: Reach,
  code: string,
  month: string,
  given: Given & { readonly reason: string },
): Promise<BillMonthView> {
  const source = await ensureSource(deps, reach, code)
  const period = await findPeriod(reach, deps.db, source.id, month)
  if (period === undefined) throw billMonthEmpty(code, month)
  ensureVersion(period.row_version, given.expected)
  if (period.state !== 'closed') throw billMonthAlready(month, 'open')
  await changeState(deps, reach, period, { source, state: 'open', reason: given.reason, facts: {} })
  return billMonth(deps, reach, code, month)
}

async function changeState(
  deps: BillMonthsDeps,
  reach: Reach,
  period: BillPeriodRow,
  given: {
    readonly source: SourceWithBody
    readonly state: 'open' | 'closed'
    readonly reason: string
    readonly facts: Readonly<Record<string, string | null>>
  },
): Promise<void> {
  const { source, state, reason, facts } = given
  await changing(deps, reach, async (work) => {
    const next = { state, reason, changed_by: reach.actor, changed_at: work.at }
    if (!(await setPeriodState(work.tx, period, next))) ensureVersion(period.row_version + 1, period.row_version)
    await work.record({
      bodyId: source.body_id,
      action: state === 'closed' ? 'bill-month.closed' : 'bill-month.reopened',
      objectType: 'bill-month',
      objectId: `${source.code} ${period.period}`,
      before: { state: period.state, reason: period.reason },
      after: { state, reason, ...facts },
    })
  })
}
