import type { MonthTerm } from '#models/bills/bill-months.schemas.ts'
import { type CadRate, inCadMicros } from '#models/bills/cad-rate.ts'
import { commitmentView } from '#models/bills/commitment-view.ts'
import type { DifferenceKind, DifferencePart, InvoiceTotal } from '#models/bills/reconciliation.ts'
import type { Bilingual } from '#models/shared/bilingual.ts'
import type { Derivation, Source } from '#models/shared/derivation.ts'
import { summed } from '#models/shared/summed.ts'
import type { InvoiceRow } from '#server/database/schema.ts'
import { billFigure } from '#server/figures/figure-ids.ts'
import { invoiceTotal } from './bill-month-views.ts'
import type { MonthFacts } from './month-facts.ts'
import { addAside } from './aside-terms.ts'
import { amountOf, costWords, type Current, exact, fileOf, leaf, type Terms, wholeOf } from './month-derivations.ts'
import { inCadDerivation } from './rate-derivation.ts'

/** What the page of a month shows beyond what an import bills: each amount as the derivation that it opens to. */
export function monthTerms(facts: MonthFacts, rate: CadRate | undefined): ReadonlyMap<MonthTerm, Derivation> {
  const terms: Terms = new Map()
  for (const invoice of facts.invoices) addInvoice(terms, invoice)
  addAside(terms, facts)
  const { current } = facts
  if (current === undefined) return terms
  addQuarantine(terms, facts, current)
  addReconciliation(terms, facts, current)
  addCommitments(terms, facts, current)
  if (rate !== undefined) addCad(terms, current, rate)
  return terms
}

function addCad(terms: Terms, current: Current, rate: CadRate): void {
  for (const cost of ['billed', 'effective'] as const) {
    const micros = BigInt(current[`${cost}_micros`])
    const cad = amountOf(inCadMicros(micros, rate))
    terms.set(
      `${cost}-cad`,
      inCadDerivation({ name: 'inCad', label: cadWords[cost] }, cad, wholeOf(current, cost), rate),
    )
  }
}
const cadWords = {
  billed: { fr: 'Coût facturé, en dollars canadiens', en: 'Billed cost, in Canadian dollars' },
  effective: { fr: 'Coût effectif, en dollars canadiens', en: 'Effective cost, in Canadian dollars' },
} as const

function addInvoice(terms: Terms, row: InvoiceRow): void {
  const total = invoiceTotal(row)
  const { number, currency, payment } = total
  const shown = (term: 'amount' | 'tax' | 'credits', micros: bigint | null) => {
    if (micros !== null) terms.set(`${term}-${number}`, ofInvoice(row, term, micros, currency))
  }
  shown('amount', total.amountMicros)
  shown('tax', total.taxMicros)
  shown('credits', total.creditMicros)
  if (payment === null) return
  const paid = ofInvoice(row, 'payment', payment.micros, payment.currency)
  terms.set(`payment-${number}`, paid)
}

const invoiceWords = {
  amount: { fr: 'Montant', en: 'Amount' },
  tax: { fr: 'Taxes', en: 'Taxes' },
  credits: { fr: 'Crédits', en: 'Credits' },
  payment: { fr: 'Paiement', en: 'Payment' },
} as const

/** What somebody said of an invoice, typed or sent in a file. */
function ofInvoice(row: InvoiceRow, term: keyof typeof invoiceWords, micros: bigint, unit: string): Derivation {
  const { fr, en } = invoiceWords[term]
  const reference = `${row.number}${row.issued_on === null ? '' : `, ${row.issued_on}`}`
  return leaf(term, { fr: `${fr}, facture ${row.number}`, en: `${en}, invoice ${row.number}` }, micros, unit, {
    kind: 'statement',
    by: row.stated_by,
    at: row.recorded_at,
    reference,
  })
}

function addQuarantine(terms: Terms, { reconciled }: MonthFacts, current: Current): void {
  for (const { currency, micros, rows } of reconciled.quarantine)
    terms.set(`quarantine-${currency}`, quarantined(current, micros, currency, rows))
}

function quarantined(current: Current, micros: bigint, currency: string, rows: number): Derivation {
  return leaf('quarantine', partWords.quarantine, micros, currency, fileOf(current, `${rows} × BilledCost`))
}

const partWords: Readonly<Record<DifferenceKind, Bilingual>> = {
  tax: { fr: 'Taxes que les lignes n’ont pas', en: 'Taxes that the rows do not have' },
  credits: { fr: 'Crédits que les lignes n’ont pas', en: 'Credits that the rows do not have' },
  quarantine: { fr: 'Lignes refusées', en: 'Refused rows' },
  'other-invoices': { fr: 'Lignes d’autres factures', en: 'Rows of other invoices' },
  'rows-without-invoice': { fr: 'Lignes sans facture', en: 'Rows without an invoice' },
  rounding: { fr: 'Arrondi au cent', en: 'Rounding to the cent' },
}

/** invoiced − billed = difference = Σ parts + remainder, each opening to its own terms. */
function addReconciliation(terms: Terms, facts: MonthFacts, current: Current): void {
  const { reconciled } = facts
  const { currency, differenceMicros, invoicedMicros, remainderMicros } = reconciled
  if (invoicedMicros.kind === 'unknown' || differenceMicros.kind === 'unknown' || remainderMicros.kind === 'unknown')
    return
  const counted = facts.invoices.filter(({ status }) => status !== 'voided')
  const invoiced = summed(
    {
      name: 'invoiced',
      label: { fr: 'Total des factures', en: 'Total of the invoices' },
      unit: currency,
      decimals: 6,
      value: amountOf(invoicedMicros.value),
    },
    counted.map((row, at) => ({
      ...ofInvoice(row, 'amount', invoiceTotal(row).amountMicros, currency),
      name: `invoice${at + 1}`,
    })),
  )
  const difference: Derivation = {
    name: 'difference',
    label: { fr: 'Écart : factures moins lignes', en: 'Difference: invoices less rows' },
    value: amountOf(differenceMicros.value),
    unit: currency,
    formula: exact('invoiced - billed'),
    inputs: [invoiced, wholeOf(current, 'billed')],
  }
  const parts: Derivation[] = []
  for (const part of reconciled.parts) {
    const told = partDerivation(part, { facts, current, counted: counted.map(invoiceTotal), difference, parts })
    terms.set(`part-${part.kind}`, told)
    parts.push(told)
  }
  terms.set('invoiced', invoiced).set('difference', difference)
  terms.set('remainder', {
    name: 'remainder',
    label: { fr: 'Reste inexpliqué', en: 'Unexplained remainder' },
    value: amountOf(remainderMicros.value),
    unit: currency,
    formula: exact(['difference', ...parts.map(({ name }) => name)].join(' - ')),
    inputs: [difference, ...parts],
  })
}

const termName = (kind: DifferenceKind) => kind.replaceAll('-', '_')

/** A part of the difference: what the invoices say of it less what the rows bill of it. */
function partDerivation(
  { kind, micros, rows }: DifferencePart,
  given: {
    readonly facts: MonthFacts
    readonly current: Current
    readonly counted: readonly InvoiceTotal[]
    readonly difference: Derivation
    readonly parts: readonly Derivation[]
  },
): Derivation {
  const { current, counted, difference, facts, parts } = given
  const { currency } = facts.reconciled
  const shown = { name: termName(kind), label: partWords[kind], value: amountOf(micros), unit: currency }
  if (kind === 'quarantine') return { ...quarantined(current, micros, currency, rows ?? 0), name: termName(kind) }
  if (kind === 'rounding')
    return {
      ...shown,
      formula: exact(['difference', ...parts.map(({ name }) => name)].join(' - ')),
      inputs: [difference, ...parts],
    }
  if (kind === 'other-invoices' || kind === 'rows-without-invoice') {
    const reference = `${rows ?? 0} × BilledCost, InvoiceId${kind === 'other-invoices' ? '' : ' = NULL'}`
    const billed = leaf(
      'rows',
      { fr: 'Lignes facturées', en: 'Rows billed' },
      -micros,
      currency,
      fileOf(current, reference),
    )
    return { ...shown, formula: '0 - rows', inputs: [billed] }
  }
  const told = counted.reduce(
    (sum, { creditMicros, taxMicros }) => sum + (kind === 'tax' ? (taxMicros ?? 0n) : -(creditMicros ?? 0n)),
    0n,
  )
  const invoices: Source = { kind: 'data', file: counted.map(({ number }) => number).join(', '), reference: kind }
  return {
    ...shown,
    formula: exact('told - rows'),
    inputs: [
      leaf('told', { fr: 'Selon les factures', en: 'As the invoices say' }, told, currency, invoices),
      ofCategory(facts, current, {
        category: kind === 'tax' ? 'Tax' : 'Credit',
        micros: told - micros,
        rows: rows ?? 0,
      }),
    ],
  }
}

/** Rows of a charge category that are compared; all of those of the import open to their charges. */
function ofCategory(
  { sums }: MonthFacts,
  current: Current,
  { category, micros, rows }: { readonly category: string; readonly micros: bigint; readonly rows: number },
): Derivation {
  const own = sums.filter(({ chargeCategory }) => chargeCategory === category)
  const isWhole = own.length > 0 && own.reduce((sum, one) => sum + one.billedMicros, 0n) === micros
  const source = fileOf(current, `${rows} × BilledCost, ChargeCategory = ${category}`)
  const shown = leaf('rows', { fr: 'Selon les lignes', en: 'As the rows say' }, micros, current.currency, source)
  return isWhole
    ? { ...shown, figure: billFigure({ importId: current.id, cost: 'billed', part: { of: 'category', category } }) }
    : shown
}

/** What negotiation and commitments took off the list, over the rows that tell their prices. */
function addCommitments(terms: Terms, { sums }: MonthFacts, current: Current): void {
  const { savings, leftOut } = commitmentView(sums)
  const { currency } = current
  const { effectiveMicros, listMicros, negotiatedMicros, commitmentMicros, rate } = savings
  const rows = sums.reduce((sum, one) => sum + one.rows, 0) - leftOut.purchaseRows - leftOut.unpricedRows
  const priced = (name: string, label: Bilingual, micros: bigint, column: string) =>
    leaf(name, label, micros, currency, fileOf(current, `${rows} × ${column}`))
  const list = priced('list', { fr: 'Au prix de la liste', en: 'At list price' }, listMicros, 'ListCost')
  const contracted = priced(
    'contracted',
    { fr: 'Au prix négocié', en: 'At the negotiated price' },
    listMicros - negotiatedMicros,
    'ContractedCost',
  )
  const effective = priced('effective', costWords.effective, effectiveMicros, 'EffectiveCost')
  const less = (name: string, label: Bilingual, micros: bigint, [from, taken]: [Derivation, Derivation]) => ({
    name,
    label,
    value: amountOf(micros),
    unit: currency,
    formula: exact(`${from.name} - ${taken.name}`),
    inputs: [from, taken],
  })
  terms.set('list', list).set('priced-effective', effective)
  terms.set(
    'negotiated',
    less('negotiated', { fr: 'Négociation', en: 'Negotiation' }, negotiatedMicros, [list, contracted]),
  )
  terms.set(
    'commitment-savings',
    less('commitments', { fr: 'Engagements', en: 'Commitments' }, commitmentMicros, [contracted, effective]),
  )
  if (rate.kind === 'known')
    terms.set('savings-rate', {
      name: 'savingsRate',
      label: { fr: 'Taux d’économie effectif', en: 'Effective savings rate' },
      value: rate.value * 100,
      unit: '%',
      formula: '(list - effective) / list * 100',
      inputs: [list, effective],
    })
}
