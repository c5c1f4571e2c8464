import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { BillGrid, BillMonthView, RestatementView } from '#models/bills/bill-months.schemas.ts'
import type { BillDeliveryView } from '#models/bills/bill.views.ts'
import { quarantineDerivation } from '#models/bills/quarantined.ts'
import { restatedDerivation } from '#models/bills/restated.ts'
import { reEvaluated } from '#models/cost/re-evaluate.ts'
import { known } from '#models/shared/outcome.ts'
import { importBillFile } from '#server/bills/bill-files.usecases.ts'
import { figuresIn, openedFigure, openedToFacts } from '#tests/support/opened-figures.ts'
import { aBill, type BillCells, billFile } from '#tests/support/some-bills.ts'
import { type TestApp, testApp } from '#tests/support/test-app.ts'
import { engines } from '#tests/support/test-database.ts'

type Person = Awaited<ReturnType<TestApp['signedIn']>>

const usage: BillCells = { BilledCost: '100.10', EffectiveCost: '100.10', ContractedCost: '110', ListCost: '120' }
const commitment = {
  CommitmentDiscountId: 'ri-~ 1/é',
  CommitmentDiscountType: 'Reserved',
  ListCost: '50',
  ContractedCost: '40',
}
const rows: readonly BillCells[] = [
  usage,
  { ...usage, ServiceName: 'Réseau', ChargePeriodStart: '2026-10-08T00:00:00Z' },
  { ...usage, ...commitment, CommitmentDiscountStatus: 'Used', BilledCost: '0', EffectiveCost: '30' },
  { ...usage, ...commitment, CommitmentDiscountStatus: 'Unused', BilledCost: '0', EffectiveCost: '4' },
  {
    ...commitment,
    ChargeCategory: 'Purchase',
    CommitmentDiscountId: 'ri-~ 1/é',
    ChargeFrequency: 'One-Time',
    PricingCategory: '',
    CommitmentDiscountStatus: '',
    BilledCost: '34',
    EffectiveCost: '0',
    ConsumedQuantity: '',
    ConsumedUnit: '',
  },
  {
    ChargeCategory: 'Tax',
    BilledCost: '12',
    EffectiveCost: '12',
    PricingCategory: '',
    ServiceName: 'Taxes',
    ConsumedQuantity: '',
    ConsumedUnit: '',
    ListCost: '12',
    ContractedCost: '12',
  },
  { ChargeCategory: 'Impossible', BilledCost: '5' },
]

describe.each(engines)('amounts of a month of bills on %s', (engine) => {
  let setup: TestApp
  let officer: Person
  let code = ''
  let delivery = ''
  const take = async (bill: readonly BillCells[]) => {
    const limits = { memoryMib: 256, threads: 1 }
    const file = billFile(aBill(bill, { CommitmentDiscountType: '' }))
    const deps = { db: setup.db, clock: setup.clock, folder: join(setup.filesFolder, 'bills'), limits }
    return importBillFile(deps, setup.system(), { bodyCode: 'MSC', asked: {}, file })
  }
  beforeAll(async () => {
    setup = await testApp(engine)
    officer = await setup.signedIn('finance-officer')
    await take(rows)
    code = (await setup.db.selectFrom('bill_source').select('code').executeTakeFirstOrThrow()).code
    delivery = (await setup.db.selectFrom('bill_delivery').select('id').executeTakeFirstOrThrow()).id
    const rate = { body: 'MSC', currency: 'USD', kind: 'month', validOn: '2026-10', cadPerUnit: '1.3725' }
    const stated = await officer.call('POST', '/api/exchange-rates', {
      ...rate,
      source: 'Avis fictif',
    })
    expect([stated.status, stated.text]).toEqual([201, expect.any(String)])
    const invoice = { number: 'F-~ 1', status: 'issued', issuedOn: '2026-11-03', currency: 'USD', amount: '260.00' }
    const more = { tax: '14.98', credits: '2.00', payment: { currency: 'CAD', amount: '356.85' } }
    const entered = await officer.call('POST', `/api/bill-months/${code}/2026-10/invoices`, { ...invoice, ...more })
    expect(entered.status).toBe(201)
    setup.clock.advance(1_000)
  })
  afterAll(() => setup.close())

  const month = async () =>
    (await officer.call('GET', `/api/bill-months/${code}/2026-10`)).json as unknown as BillMonthView
  const received = async () => (await officer.call('GET', `/api/bills/${delivery}`)).json as unknown as BillDeliveryView

  test('each amount of the page opens to itself, and every part of it opens further', async () => {
    const { cad, commitments, current, figures, invoices, reconciliation, services } = await month()
    const [held] = commitments
    const [line] = held?.lines ?? []
    const [invoice] = invoices
    const part = (kind: string) => reconciliation.parts.find((one) => one.kind === kind)?.amount
    const shown: readonly (readonly [string | undefined, string | null | undefined])[] = [
      [current?.figures.billed, current?.billed],
      [current?.figures.effective, current?.effective],
      ...services.flatMap((one) => [
        [one.figures.billed, one.billed] as const,
        [one.figures.effective, one.effective] as const,
      ]),
      [figures['billed-cad'], cad.billed],
      [figures['effective-cad'], cad.effective],
      [figures.invoiced, reconciliation.invoiced],
      [figures.difference, reconciliation.difference],
      [figures.remainder, reconciliation.remainder],
      [figures['part-tax'], part('tax')],
      [figures['part-credits'], part('credits')],
      [figures['part-quarantine'], part('quarantine')],
      [figures['quarantine-USD'], reconciliation.quarantine[0]?.amount],
      [figures['amount-F-~ 1'], invoice?.amount],
      [figures['tax-F-~ 1'], invoice?.tax],
      [figures['credits-F-~ 1'], invoice?.credits],
      [figures['payment-F-~ 1'], invoice?.payment?.amount],
      [line?.figures.purchased, line?.purchased],
      [line?.figures.used, line?.used],
      [line?.figures.unused, line?.unused],
      [figures.list, held?.list],
      [figures.negotiated, held?.negotiated],
      [figures['commitment-savings'], held?.commitmentSavings],
      [figures['priced-effective'], held?.pricedEffective],
      [figures['savings-rate'], String((held?.savingsRate ?? Number.NaN) * 100)],
    ]
    for (const [figure, amount] of shown) {
      expect([figure, amount]).toEqual([expect.any(String), expect.any(String)])
      const [opened] = await openedToFacts(officer, figure ?? '')
      expect([figure, opened?.value]).toEqual([figure, expect.closeTo(Number(amount), 6)])
    }
    expect([line?.purchased, line?.used, line?.unused]).toEqual(['34.00', '30.00', '4.00'])
    const told = new Set(shown.map(([figure]) => figure))
    expect(Object.values(figures).filter((figure) => !told.has(figure))).toEqual([])
  })

  test('taxes of the rows go down to the line of the file', async () => {
    const met = await openedToFacts(officer, (await month()).figures['part-tax'] ?? '')
    const lines = met.flatMap(({ inputs }) =>
      inputs.flatMap(({ source }) => (source?.kind === 'file' ? [source.line] : [])),
    )
    expect(lines).toEqual([7])
  })

  test('the grid and the delivery open the same import, and quarantined money says its file', async () => {
    const grid = (await officer.call('GET', '/api/bill-months?to=2026-10&months=1')).json as unknown as BillGrid
    const cell = grid.sources[0]?.cells[0]
    expect((await openedFigure(officer, cell?.figures?.billed ?? '')).value).toBe(Number(cell?.billed))
    const { fileName, result } = await received()
    const [slice] = result?.slices ?? []
    expect(slice?.figures).toEqual(cell?.figures)
    const [held] = result?.quarantined ?? []
    expect(Number(held?.billed)).toBe(5)
    if (held !== undefined) expect(reEvaluated(quarantineDerivation(fileName, held))).toEqual(known(5))
  })

  test('restated, a month opens to what it is now, and what was shown before still opens to what it was', async () => {
    const before = await month()
    setup.clock.advance(1_000)
    await take([{ ...usage, BilledCost: '90' }])
    const after = await month()
    expect([before.reconciliation.difference, after.reconciliation.difference]).toEqual(['13.80', '170.00'])
    expect((await openedFigure(officer, before.figures.difference ?? '')).value).toBe(13.8)
    expect((await openedFigure(officer, after.figures.difference ?? '')).value).toBe(170)
    const path = `/api/bill-months/${code}/2026-10/restatements/${after.current?.id}`
    const restated = (await officer.call('GET', path)).json as unknown as RestatementView
    for (const figure of figuresIn(restated)) await openedFigure(officer, figure)
    for (const service of restated.services)
      expect(reEvaluated(restatedDerivation(restated, service))).toEqual(
        known(expect.closeTo(Number(service.difference), 6)),
      )
    expect(restated.services.map(({ service }) => service).toSorted()).toEqual(['Calcul', 'Réseau', 'Taxes'])
  })

  test('a term that the month has not, or a month out of reach, opens nothing', async () => {
    const { figures } = await month()
    const known = figures.difference ?? ''
    const elsewhere = await setup.signedIn('finance-officer', 'MRP')
    const status = async (figure: string, by: Person = officer) =>
      (await by.call('GET', `/api/figures/${encodeURIComponent(figure)}`)).status
    expect([
      await status(known.replace('~difference~', '~rien~')),
      await status(known.replace('~2026-10~', '~2026-09~')),
      await status(known.replace(code, 'FA-9999')),
      await status(known.replace('~difference~', '~%E0%A4%A~')),
      await status(known, elsewhere),
    ]).toEqual([404, 404, 404, 404, 404])
  })
})
