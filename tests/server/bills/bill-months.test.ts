import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { BillGrid, BillMonthView, RestatementView } from '#models/bills/bill-months.schemas.ts'
import type { HomeView } from '#models/home/home.views.ts'
import { aSource, anImport } from './bill-rows.ts'
import { type TestApp, testApp } from '#tests/support/test-app.ts'
import { engines } from '#tests/support/test-database.ts'

type Person = Awaited<ReturnType<TestApp['signedIn']>>

const invoice = {
  number: 'F-1',
  status: 'issued',
  issuedOn: '2026-10-03',
  currency: 'USD',
  amount: '100.00',
  tax: null,
  credits: null,
  payment: null,
}

describe.each(engines)('months of bills on %s', (engine) => {
  let setup: TestApp
  let officer: Person
  beforeAll(async () => {
    setup = await testApp(engine)
    officer = await setup.signedIn('finance-officer')
  })
  afterAll(() => setup.close())

  const at = (code: string, month = '2026-09') => `/api/bill-months/${code}/${month}`
  const read = async (code: string, month?: string) =>
    (await officer.call('GET', at(code, month))).json as unknown as BillMonthView
  const enter = (code: string, more: object = {}) =>
    officer.call('POST', `${at(code)}/invoices`, { ...invoice, ...more })
  const act = async (code: string, what: 'close' | 'reopen', body: object = {}, by: Person = officer) =>
    by.call('POST', `${at(code)}/${what}`, body, { 'if-match': (await read(code)).etag })

  test('the bill agrees with its invoice to the cent: closed without a reason, reopened with one, both told', async () => {
    const source = await aSource(setup)
    await anImport(setup, source, '2026-09', [{ billed: 60 }, { billed: 40 }])
    expect((await enter(source.code)).status).toBe(201)
    const month = await read(source.code)
    expect(month).toMatchObject({ state: 'open', current: { billed: '100.00', rows: 2 } })
    expect(month.reconciliation).toMatchObject({ state: 'agrees', difference: '0.00', remainder: '0.00' })
    const closed = await act(source.code, 'close')
    expect([closed.status, (closed.json as unknown as BillMonthView).state]).toEqual([200, 'closed'])
    expect((await act(source.code, 'close')).json).toMatchObject({ code: 'bill-month-already', status: 409 })
    // What closed the month stands.
    expect((await enter(source.code, { amount: '90' })).json).toMatchObject({ code: 'bill-month-closed' })
    expect((await act(source.code, 'reopen')).status).toBe(422)
    expect((await act(source.code, 'reopen', { reason: 'Note de crédit reçue' })).json).toMatchObject({ state: 'open' })
    const events = await setup.db
      .selectFrom('audit_event')
      .select(['action', 'after_json'])
      .where('object_type', '=', 'bill-month')
      .where('object_id', '=', `${source.code} 2026-09`)
      .orderBy('seq')
      .execute()
    expect(events.map((event) => event.action)).toEqual(['bill-month.closed', 'bill-month.reopened'])
    expect(events[1]?.after_json).toContain('Note de crédit reçue')
  })

  test('a difference that nothing explains closes with a reason only; the remainder is shown', async () => {
    const source = await aSource(setup)
    await anImport(setup, source, '2026-09', [{ billed: 100 }])
    await enter(source.code, { amount: '134.98', tax: '14.98' })
    const { reconciliation } = await read(source.code)
    expect(reconciliation).toMatchObject({
      state: 'unexplained',
      difference: '34.98',
      remainder: '20.00',
      parts: [{ kind: 'tax', amount: '14.98' }],
      untold: ['credits'],
    })
    expect((await act(source.code, 'close')).json).toMatchObject({
      code: 'bill-difference-unexplained',
      errors: [{ pointer: '/reason' }],
    })
    const closed = await act(source.code, 'close', { reason: 'Contesté auprès du fournisseur' })
    expect(closed.json).toMatchObject({ state: 'closed', reason: 'Contesté auprès du fournisseur' })
  })

  test('without an invoice, or with one in another currency, the total is unknown, not agreed', async () => {
    const source = await aSource(setup)
    await anImport(setup, source, '2026-09', [{ billed: 100 }])
    expect((await read(source.code)).reconciliation).toMatchObject({ state: 'unknown', reason: 'no-invoice' })
    expect((await act(source.code, 'close')).json).toMatchObject({ code: 'bill-not-compared' })
    await enter(source.code, { currency: 'CAD', amount: '140.64' })
    expect((await read(source.code)).reconciliation).toMatchObject({
      difference: null,
      reason: 'invoice-in-another-currency:CAD',
    })
    await enter(source.code, { payment: { currency: 'CAD', amount: '140.64' } })
    const paid = await read(source.code)
    expect(paid.invoices.length).toBe(1)
    expect(paid.reconciliation.payments).toEqual([
      { invoice: 'F-1', currency: 'CAD', amount: '140.64', impliedRate: '1.4064' },
    ])
  })

  test('sums by invoice and money in quarantine, as the reading keeps them', async () => {
    const source = await aSource(setup)
    const sum = (more: object) => ({ currency: 'USD', chargeCategory: 'Usage', rows: 1, ...more })
    await anImport(setup, source, '2026-09', [{ billed: 96 }, { billed: 7 }], {
      byInvoice: [sum({ invoice: 'F-1', billedMicros: '96000000' }), sum({ invoice: null, billedMicros: 7_000_000 })],
      quarantine: [{ currency: 'USD', micros: '4000000', rows: 2 }],
    })
    await enter(source.code)
    expect((await read(source.code)).reconciliation).toMatchObject({
      difference: '-3.00',
      remainder: '0.00',
      state: 'explained',
      parts: [
        { kind: 'rows-without-invoice', amount: '-7.00', rows: 1 },
        { kind: 'quarantine', amount: '4.00', rows: 2 },
      ],
    })
  })

  test('the version read is needed, and a stale one refused; only finance closes', async () => {
    const source = await aSource(setup)
    await anImport(setup, source, '2026-09', [{ billed: 100 }])
    await enter(source.code)
    expect((await officer.call('POST', `${at(source.code)}/close`, {})).status).toBe(428)
    const manager = await setup.signedIn('portfolio-manager')
    expect((await act(source.code, 'close', {}, manager)).status).toBe(403)
    expect((await act(source.code, 'close')).status).toBe(200)
    const stale = await officer.call('POST', `${at(source.code)}/reopen`, { reason: 'Encore' }, { 'if-match': '"1"' })
    expect(stale.status).toBe(412)
  })

  test('a closed month that is restated and left unexplained waits for a reason, where finance looks first', async () => {
    const source = await aSource(setup)
    const waits = async () => {
      const grid = (await officer.call('GET', '/api/bill-months?months=3')).json as unknown as BillGrid
      const home = (await officer.call('GET', '/api/home')).json as unknown as HomeView
      return {
        page: (await read(source.code)).waitsForReason,
        grid: grid.toExplain.filter((one) => one.source.code === source.code).map((one) => [one.month, one.remainder]),
        home: home.inbox.filter(({ id }) => id === `bill-restated-${source.code}-2026-09`).map(({ href }) => href),
      }
    }
    const nothing = { page: false, grid: [], home: [] }
    await anImport(setup, source, '2026-09', [{ billed: 100 }])
    await enter(source.code)
    expect((await act(source.code, 'close')).status).toBe(200)
    expect(await waits()).toEqual(nothing)
    setup.clock.advance(60_000)
    await anImport(setup, source, '2026-09', [{ billed: 147 }])
    expect(await waits()).toEqual({
      page: true,
      grid: [['2026-09', '-47.00']],
      home: [`/factures/mois/${source.code}/2026-09`],
    })
    const manager = await setup.signedIn('portfolio-manager')
    const theirs = (await manager.call('GET', '/api/home')).json as unknown as HomeView
    expect(theirs.inbox.filter(({ kind }) => kind === 'bill-restated')).toEqual([])
    setup.clock.advance(60_000)
    expect((await act(source.code, 'reopen', { reason: 'Redressement reçu' })).status).toBe(200)
    expect(await waits()).toEqual(nothing)
    expect((await act(source.code, 'close', { reason: 'Note de débit attendue' })).status).toBe(200)
    expect(await waits()).toEqual(nothing)
    setup.clock.advance(60_000)
    await anImport(setup, source, '2026-09', [{ billed: 100 }])
    expect(await waits()).toEqual(nothing)
  })

  test('a restatement keeps what was said before, service by service', async () => {
    const source = await aSource(setup)
    await anImport(setup, source, '2026-09', [{ billed: 100 }, { service: 'Amazon S3', billed: 5 }])
    const second = await anImport(setup, source, '2026-09', [{ billed: 147 }, { service: 'Amazon RDS', billed: 2 }])
    const month = await read(source.code)
    expect(month.history.map((one) => [one.isCurrent, one.isRestatement, one.billed])).toEqual(
      expect.arrayContaining([
        [true, true, '149.00'],
        [false, false, '105.00'],
      ]),
    )
    const told = (await officer.call('GET', `${at(source.code)}/restatements/${second}`))
      .json as unknown as RestatementView
    expect(
      told.services.map(({ after, before, difference, service }) => [
        service,
        before?.amount,
        after?.amount,
        difference,
      ]),
    ).toEqual([
      ['Amazon EC2', '100.00', '147.00', '47.00'],
      ['Amazon S3', '5.00', undefined, '-5.00'],
      ['Amazon RDS', undefined, '2.00', '2.00'],
    ])
    const first = month.history.find((one) => !one.isCurrent)?.id ?? ''
    expect((await officer.call('GET', `${at(source.code)}/restatements/${first}`)).status).toBe(404)
  })

  test('billed and effective side by side; the purchase of a commitment never counts in the savings', async () => {
    const source = await aSource(setup)
    await anImport(setup, source, '2026-09', [
      { category: 'Purchase', commitment: 'rsv-1', billed: 60, effective: 0, list: 100, contracted: 90 },
      { commitment: 'rsv-1', status: 'Used', billed: 0, effective: 45, list: 100, contracted: 90 },
      { commitment: 'rsv-1', status: 'Unused', billed: 0, effective: 15 },
      { billed: 18, list: 20, contracted: 18 },
    ])
    expect((await read(source.code)).commitments).toEqual([
      {
        currency: 'USD',
        billed: '78.00',
        effective: '78.00',
        unused: '15.00',
        lines: [
          { commitment: 'rsv-1', purchased: '60.00', used: '45.00', unused: '15.00', figures: expect.anything() },
        ],
        list: '120.00',
        negotiated: '12.00',
        commitmentSavings: '30.00',
        pricedEffective: '78.00',
        savingsRate: 0.35,
        purchaseRows: 1,
        purchaseBilled: '60.00',
        unpricedRows: 0,
        unpricedEffective: '0.00',
      },
    ])
  })

  test('the grid names a missing month, and the month under way is not missing', async () => {
    const source = await aSource(setup)
    await anImport(setup, source, '2026-07', [{ billed: 1 }])
    await anImport(setup, source, '2026-09', [{ billed: 2 }])
    const grid = (await officer.call('GET', '/api/bill-months?to=2026-11&months=6')).json as unknown as BillGrid
    const row = grid.sources.find((one) => one.code === source.code)
    expect(grid.months).toEqual(['2026-06', '2026-07', '2026-08', '2026-09', '2026-10', '2026-11'])
    expect(row?.cells.map((cell) => cell?.state ?? null)).toEqual([null, 'open', 'missing', 'open', 'missing', null])
  })

  test('a source of another body does not exist; a month that is none neither', async () => {
    const source = await aSource(setup, { body: 'MRP' })
    await anImport(setup, source, '2026-09', [{ billed: 1 }])
    expect((await officer.call('GET', at(source.code))).json).toMatchObject({ code: 'bill-source-not-found' })
    const own = await aSource(setup)
    expect((await officer.call('GET', at(own.code, '2026-13'))).status).toBe(404)
    expect((await read(own.code)).state).toBe('missing')
    expect((await act(own.code, 'close')).json).toMatchObject({ code: 'bill-month-empty' })
  })

  test('FOCUS Invoice Detail: summed by invoice, the same twice changes nothing, a bad line refuses its invoice', async () => {
    const source = await aSource(setup, { account: '210987654321' })
    await anImport(setup, source, '2026-09', [{ billed: 100 }])
    const header =
      'InvoiceDetailId,InvoiceId,InvoiceStatus,BillingAccountId,BillingPeriodStart,ChargeCategory,BilledCost,BillingCurrency,PaymentCurrency,PaymentCurrencyBilledCost,InvoiceIssueDate'
    const line = (id: string, number: string, category: string, cost: string, account = '210987654321') =>
      `${id},${number},Issued,${account},2026-09-01T00:00:00Z,${category},${cost},USD,CAD,${Number(cost) * 1.4},2026-10-03T00:00:00Z`
    const text = [
      header,
      line('1', 'F-7', 'Usage', '100'),
      line('2', 'F-7', 'Tax', '15'),
      line('3', 'F-8', 'Usage', 'x'),
      line('4', 'F-9', 'Usage', '1', '999'),
    ].join('\r\n')
    const send = () =>
      officer.call(
        'POST',
        '/api/bill-months/invoices/import?body=MSC&fileName=detail.csv',
        new TextEncoder().encode(text),
        { 'content-type': 'application/octet-stream' },
      )
    const refused = [
      { row: 4, column: 'BilledCost', code: 'invoice-amount-unreadable' },
      { row: 5, column: 'BillingAccountId', code: 'invoice-account-unknown' },
    ]
    expect((await send()).json).toMatchObject({ added: 1, unchanged: 0, refused })
    expect((await send()).json).toMatchObject({ added: 0, unchanged: 1, refused })
    const month = await read(source.code)
    expect(month.invoices).toMatchObject([
      { number: 'F-7', amount: '115.00', tax: '15.00', payment: { currency: 'CAD', amount: '161.00' } },
    ])
    expect(month.reconciliation).toMatchObject({ state: 'explained', parts: [{ kind: 'tax', amount: '15.00' }] })
  })
})
