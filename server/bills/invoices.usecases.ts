import type { InvoicesImported, InvoiceView, NewInvoice } from '#models/bills/bill-months.schemas.ts'
import { invoicesInDetail } from '#models/bills/invoice-detail.ts'
import type { ProblemItem } from '#models/shared/problem.ts'
import { bodyInReach } from '#server/access/accounts.usecases.ts'
import type { Reach } from '#server/access/reach.ts'
import type { InvoiceRow } from '#server/database/schema.ts'
import { newId } from '#server/shared/ids.ts'
import { changing, type Work } from '#server/shared/unit-of-work.ts'
import { invoiceView } from './bill-month-views.ts'
import { billMonthClosed, invoiceNotFound } from './bill-months.problems.ts'
import { endInvoice, findPeriod, findSourceOfAccount, insertInvoice, invoicesOf } from './bill-months.repository.ts'
import { type BillMonthsDeps } from './bill-months.usecases.ts'
import { ensureSource } from './month-facts.ts'
import { invoiceFileUnknown, refusedInvoice } from './invoices.problems.ts'

type Place = { readonly id: string; readonly bodyId: string; readonly code: string; readonly month: string }

/** Enters an invoice of a month; one with the same number was believed until now, and stays readable. */
export async function stateInvoice(
  deps: BillMonthsDeps,
  reach: Reach,
  at: { readonly source: string; readonly month: string },
  given: NewInvoice,
): Promise<InvoiceView> {
  const source = await ensureSource(deps, reach, at.source)
  const place = { id: source.id, bodyId: source.body_id, code: source.code, month: at.month }
  await ensureOpen(deps, reach, place)
  return changing(deps, reach, async (work) => {
    const told = await keptInvoice(work, reach, place, { given, source: 'typed' })
    return told.view
  })
}

/** Takes an invoice away that should not have been entered. */
export async function endStatedInvoice(
  deps: BillMonthsDeps,
  reach: Reach,
  at: { readonly source: string; readonly month: string },
  id: string,
): Promise<void> {
  const source = await ensureSource(deps, reach, at.source)
  const place = { id: source.id, bodyId: source.body_id, code: source.code, month: at.month }
  const row = (await invoicesOf(reach, deps.db, { sourceId: source.id, period: at.month })).find((one) => one.id === id)
  if (row === undefined) throw invoiceNotFound()
  await ensureOpen(deps, reach, place)
  await changing(deps, reach, async (work) => {
    await endInvoice(work.tx, id, work.at)
    await work.record({
      bodyId: source.body_id,
      action: 'invoice.ended',
      objectType: 'invoice',
      objectId: `${source.code} ${at.month} ${row.number}`,
      before: factsOf(invoiceView(row)),
    })
  })
}

/** What closed a month stands: an invoice of it changes once the month is open again. */
async function ensureOpen(deps: BillMonthsDeps, reach: Reach, place: Place): Promise<void> {
  const period = await findPeriod(reach, deps.db, place.id, place.month)
  if (period?.state === 'closed') throw billMonthClosed(place.month)
}

type Kept = { readonly view: InvoiceView; readonly did: 'added' | 'replaced' | 'unchanged' }

async function keptInvoice(
  work: Work,
  reach: Reach,
  place: Place,
  { given, source }: { readonly given: NewInvoice; readonly source: string },
): Promise<Kept> {
  const held = (await invoicesOf(reach, work.tx, { sourceId: place.id, period: place.month })).find(
    (row) => row.number === given.number,
  )
  const before = held === undefined ? undefined : factsOf(invoiceView(held))
  const isSame = before !== undefined && JSON.stringify(before) === JSON.stringify(factsOf(given))
  if (held !== undefined && isSame && source !== 'typed') return { view: invoiceView(held), did: 'unchanged' }
  if (held !== undefined) await endInvoice(work.tx, held.id, work.at)
  const row: InvoiceRow = {
    id: newId(),
    body_id: place.bodyId,
    source_id: place.id,
    period: place.month,
    number: given.number,
    status: given.status,
    issued_on: given.issuedOn,
    currency: given.currency,
    amount: given.amount,
    tax_amount: given.tax,
    credit_amount: given.credits,
    payment_currency: given.payment?.currency ?? null,
    payment_amount: given.payment?.amount ?? null,
    source_json: JSON.stringify({ source }),
    stated_by: reach.actor,
    recorded_at: work.at,
    recorded_to: null,
  }
  await insertInvoice(work.tx, row)
  await work.record({
    bodyId: place.bodyId,
    action: source === 'typed' ? 'invoice.stated' : 'invoice.imported',
    objectType: 'invoice',
    objectId: `${place.code} ${place.month} ${given.number}`,
    ...(before === undefined ? {} : { before }),
    after: { ...factsOf(given), source },
  })
  return { view: invoiceView(row), did: held === undefined ? 'added' : 'replaced' }
}

function factsOf({ number, status, issuedOn, currency, amount, tax, credits, payment }: NewInvoice) {
  return { number, status, issuedOn, currency, amount, tax, credits, payment }
}

/**
 * Takes the invoices of a FOCUS Invoice Detail data set: its lines are summed by invoice and month. The account says whose source it is;
 * an invoice of a source that the body has not, or of a closed month, is refused with its line, and the others are taken.
 */
export async function importInvoices(
  deps: BillMonthsDeps,
  reach: Reach,
  given: { readonly body: string; readonly fileName: string; readonly rows: readonly (readonly string[])[] },
): Promise<InvoicesImported> {
  const { id: bodyId } = await bodyInReach(deps, reach, given.body)
  const read = invoicesInDetail(given.rows)
  if (read === undefined) throw invoiceFileUnknown(given.fileName)
  const refused: ProblemItem[] = read.refused.map(refusedInvoice)
  const counts = { added: 0, replaced: 0, unchanged: 0 }
  for (const one of read.invoices) {
    const sources = await findSourceOfAccount(deps.db, { body_id: bodyId, account: one.account })
    const [source] = sources
    const row = one.lines[0] ?? 0
    if (source === undefined || sources.length > 1) {
      refused.push(refusedInvoice({ row, column: 'BillingAccountId', code: 'invoice-account-unknown' }))
      continue
    }
    const place = { id: source.id, bodyId, code: source.code, month: one.month }
    const period = await findPeriod(reach, deps.db, source.id, one.month)
    if (period?.state === 'closed') {
      refused.push(refusedInvoice({ row, column: 'BillingPeriodStart', code: 'invoice-month-closed' }))
      continue
    }
    const same = (await invoicesOf(reach, deps.db, { sourceId: source.id, period: one.month })).find(
      (held) => held.number === one.invoice.number,
    )
    if (same !== undefined && JSON.stringify(factsOf(invoiceView(same))) === JSON.stringify(factsOf(one.invoice))) {
      counts.unchanged += 1
      continue
    }
    const { did } = await changing(deps, reach, (work) =>
      keptInvoice(work, reach, place, { given: one.invoice, source: given.fileName }),
    )
    counts[did] += 1
  }
  return { ...counts, refused, version: '1.4' }
}
