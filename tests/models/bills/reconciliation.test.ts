import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type BilledSum, type InvoiceTotal, mayClose, reconciliation } from '#models/bills/reconciliation.ts'
import { known, unknownBecause } from '#models/shared/outcome.ts'

const cents = (amount: number) => BigInt(Math.round(amount * 100)) * 10_000n
const sum = (more: Partial<BilledSum>): BilledSum => ({
  account: '111111111111',
  currency: 'USD',
  chargeCategory: 'Usage',
  invoice: '',
  billedMicros: cents(100),
  rows: 10,
  ...more,
})
const invoice = (more: Partial<InvoiceTotal>): InvoiceTotal => ({
  number: 'F-1',
  status: 'issued',
  currency: 'USD',
  amountMicros: cents(100),
  taxMicros: null,
  creditMicros: null,
  payment: null,
  ...more,
})
const of = (sums: readonly BilledSum[] | undefined, invoices: readonly InvoiceTotal[], quarantine = 0) =>
  reconciliation({
    currency: 'USD',
    sums,
    invoices,
    quarantine: quarantine === 0 ? [] : [{ currency: 'USD', micros: cents(quarantine), rows: 1, rowsWithoutAmount: 0 }],
  })

describe('the bill against the invoice', () => {
  test.each([
    { name: 'to the cent', sums: [sum({})], invoices: [invoice({})], state: 'agrees', parts: [], rest: 0 },
    {
      name: 'taxes that the file has not',
      sums: [sum({})],
      invoices: [invoice({ amountMicros: cents(114.98), taxMicros: cents(14.98) })],
      state: 'explained',
      parts: [['tax', 14.98]],
      rest: 0,
    },
    {
      name: 'taxes that both have explain nothing',
      sums: [sum({}), sum({ chargeCategory: 'Tax', billedMicros: cents(14.98) })],
      invoices: [invoice({ amountMicros: cents(114.98), taxMicros: cents(14.98) })],
      state: 'agrees',
      parts: [],
      rest: 0,
    },
    {
      name: 'a credit on the invoice only',
      sums: [sum({})],
      invoices: [invoice({ amountMicros: cents(80), creditMicros: cents(20) })],
      state: 'explained',
      parts: [['credits', -20]],
      rest: 0,
    },
    {
      name: 'rounding of one invoice, a cent',
      sums: [sum({ billedMicros: 100_004_000n })],
      invoices: [invoice({})],
      state: 'explained',
      parts: [['rounding', -0.004]],
      rest: 0,
    },
    {
      name: 'rows not invoiced yet, and rows of another invoice',
      sums: [
        sum({ invoice: 'F-1' }),
        sum({ billedMicros: cents(7) }),
        sum({ invoice: 'F-0', billedMicros: cents(-3) }),
      ],
      invoices: [invoice({})],
      state: 'explained',
      parts: [
        ['rows-without-invoice', -7],
        ['other-invoices', 3],
      ],
      rest: 0,
    },
    {
      name: 'a remainder is never hidden',
      sums: [sum({})],
      invoices: [invoice({ amountMicros: cents(150), taxMicros: cents(15), creditMicros: 0n })],
      state: 'unexplained',
      parts: [['tax', 15]],
      rest: 35,
    },
    {
      name: 'a voided invoice counts for nothing',
      sums: [sum({})],
      invoices: [invoice({}), invoice({ number: 'F-2', status: 'voided' })],
      state: 'agrees',
      parts: [],
      rest: 0,
    },
  ] as const)('$name', ({ sums, invoices, state, parts, rest }) => {
    const found = of(sums, invoices)
    expect(found.state).toBe(state)
    expect(found.parts.map((part) => [part.kind, Number(part.micros) / 1e6])).toEqual(parts)
    expect(found.remainderMicros).toEqual(known(cents(rest)))
    expect(mayClose(found)).toBe(state !== 'unexplained')
  })

  test('money in quarantine is a part, and no invoice at all is unknown, not agreed', () => {
    expect(of([sum({})], [invoice({ amountMicros: cents(104) })], 4).parts).toMatchObject([{ kind: 'quarantine' }])
    expect(of([sum({})], []).differenceMicros).toEqual(unknownBecause('no-invoice'))
    expect(of(undefined, [invoice({})]).differenceMicros).toEqual(unknownBecause('no-import'))
    expect(mayClose(of([sum({})], []))).toBe(false)
  })

  test('an invoice told in CAD only is not compared; paid in CAD, its rate is told and not applied', () => {
    expect(of([sum({})], [invoice({ currency: 'CAD' })]).differenceMicros).toEqual(
      unknownBecause('invoice-in-another-currency:CAD'),
    )
    const paid = of([sum({})], [invoice({ payment: { currency: 'CAD', micros: cents(140.64) } })])
    expect(paid.payments).toEqual([{ invoice: 'F-1', currency: 'CAD', micros: cents(140.64), impliedRate: '1.4064' }])
    expect(paid.state).toBe('agrees')
  })

  test('two currencies are never added', () => {
    const found = of([sum({}), sum({ currency: 'EUR', billedMicros: cents(900) })], [invoice({})])
    expect(found.billedMicros).toBe(cents(100))
    expect(found.otherCurrencies).toEqual(['EUR'])
    expect(found.accounts.length).toBe(2)
  })
})

const amount = fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n })
const anySum = fc.record({
  account: fc.constantFrom('a', 'b'),
  currency: fc.constantFrom('USD', 'CAD'),
  chargeCategory: fc.constantFrom('Usage', 'Tax', 'Credit', 'Purchase'),
  invoice: fc.constantFrom('', 'F-1', 'F-2', 'F-9'),
  billedMicros: amount,
  rows: fc.nat(9),
})
const anyInvoice = fc.record({
  number: fc.constantFrom('F-1', 'F-2'),
  status: fc.constantFrom('open' as const, 'issued' as const, 'voided' as const),
  currency: fc.constant('USD'),
  amountMicros: amount,
  taxMicros: fc.option(amount),
  creditMicros: fc.option(amount),
  payment: fc.option(fc.record({ currency: fc.constant('CAD'), micros: amount })),
})

test('the parts and the remainder always sum to the difference, and the accounts to the bill', () => {
  fc.assert(
    fc.property(fc.array(anySum), fc.array(anyInvoice), amount, (sums, invoices, held) => {
      const found = reconciliation({
        currency: 'USD',
        sums,
        invoices,
        quarantine: [{ currency: 'USD', micros: held, rows: 1, rowsWithoutAmount: 0 }],
      })
      const billed = found.accounts.filter((one) => one.currency === 'USD')
      expect(billed.reduce((total, one) => total + one.billedMicros, 0n)).toBe(found.billedMicros)
      if (found.differenceMicros.kind === 'unknown' || found.remainderMicros.kind === 'unknown') {
        expect(found.state).toBe('unknown')
        return
      }
      const parts = found.parts.reduce((total, part) => total + part.micros, 0n)
      expect(parts + found.remainderMicros.value).toBe(found.differenceMicros.value)
      expect(mayClose(found)).toBe(found.remainderMicros.value === 0n)
    }),
  )
})
