import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { BillMonthView } from '#models/bills/bill-months.schemas.ts'
import type { BillDeliveryView } from '#models/bills/bill.views.ts'
import { fetchAzureBill } from '#server/bills/fetching.usecases.ts'
import { modern } from '#tests/support/consumption-records.ts'
import { fakeConsumption } from '#tests/support/fake-consumption.ts'
import { openedFigure, openedToFacts } from '#tests/support/opened-figures.ts'
import { type TestApp, testApp } from '#tests/support/test-app.ts'
import { engines } from '#tests/support/test-database.ts'

type Person = Awaited<ReturnType<TestApp['signedIn']>>

const reserved = {
  pricingModel: 'Reservation',
  benefitId: '/providers/Microsoft.Capacity/reservationOrders/o-1/reservations/RSV-1',
}
const records = {
  actualcost: [
    modern(1),
    modern(2, { ...reserved, chargeType: 'Purchase', costInBillingCurrency: 60 }),
    modern(3, { ...reserved, costInBillingCurrency: 0 }),
  ],
  amortizedcost: [
    modern(1),
    modern(3, { ...reserved, costInBillingCurrency: 45 }),
    modern(4, { ...reserved, chargeType: 'UnusedReservation', costInBillingCurrency: 15 }),
  ],
}
const aBudget = (name: string, amount: number, more: object = {}) => ({
  id: `/budgets/${name}`,
  name,
  properties: {
    category: 'Cost',
    amount,
    timeGrain: 'Monthly',
    timePeriod: { startDate: '2026-04-01T00:00:00Z', endDate: '2027-03-31T00:00:00Z' },
    currentSpend: { amount: 12.5, unit: 'CAD' },
    forecastSpend: { amount: 90, unit: 'CAD' },
    ...more,
  },
})
const aSummary = (reservationId: string, usedHours: number) => ({
  properties: {
    reservationOrderId: 'o-1',
    reservationId,
    skuName: 'Standard_D2s_v5',
    usageDate: '2026-09-01T00:00:00Z',
    reservedHours: 720,
    usedHours,
  },
})

describe.each(engines)('budgets and reservations beside a bill on %s', (engine) => {
  let setup: TestApp
  let officer: Person
  let fake: Awaited<ReturnType<typeof fakeConsumption>>
  let source = ''
  beforeAll(async () => {
    setup = await testApp(engine)
    officer = await setup.signedIn('finance-officer')
    fake = await fakeConsumption()
    fake.behave({
      records,
      budgets: [
        aBudget('mois ~ 1/é', 70),
        aBudget('année', 50, { timeGrain: 'Annually' }),
        aBudget('ancien', 1, { timePeriod: { startDate: '2020-04-01T00:00:00Z', endDate: '2021-03-31T00:00:00Z' } }),
        { name: 'sans montant' },
      ],
      reservations: [aSummary('rsv-1', 540), aSummary('rsv-2', 720)],
    })
    await fetched()
    source = (await setup.db.selectFrom('bill_source').select('code').executeTakeFirstOrThrow()).code
    setup.clock.advance(1_000)
  })
  afterAll(async () => {
    await setup.close()
    await fake.close()
  })

  const fetched = async () =>
    fetchAzureBill(
      {
        db: setup.db,
        clock: setup.clock,
        folder: join(setup.filesFolder, 'bills'),
        limits: { memoryMib: 256, threads: 1 },
        pace: { nowMs: () => 0, sleep: async () => Promise.resolve() },
      },
      setup.system(),
      {
        scope: 'providers/Microsoft.Billing/billingAccounts/mca-1',
        month: '2026-09',
        bodyCode: 'MSC',
        endpoint: fake.url,
      },
    )
  const month = async () =>
    (await officer.call('GET', `/api/bill-months/${source}/2026-09`)).json as unknown as BillMonthView

  test('a budget of the month stands beside its bill, another beside what the provider says; one that does not run is left', async () => {
    const { aside } = await month()
    expect(aside?.budgets.map(({ basis, left, name, spent, state }) => [name, spent, basis, left, state])).toEqual([
      ['mois ~ 1/é', '74.064', 'bill', '-4.064', 'over'],
      ['année', '12.50', 'provider', '37.50', 'forecast-over'],
    ])
    expect(aside?.unread).toBe(1)
  })

  test('hours of a reservation, and the cost of what was not used where the bill names it', async () => {
    const { aside } = await month()
    expect(
      aside?.reservations.map(({ reservation, unusedCost, unusedHours, usedHours, utilisation }) => [
        reservation,
        usedHours,
        unusedHours,
        utilisation,
        unusedCost,
      ]),
    ).toEqual([
      ['rsv-1', '540', '180', 0.75, '15.00'],
      ['rsv-2', '720', '0', 1, null],
    ])
  })

  test('every amount, hour and share opens to what was answered or to the bill, and computes again', async () => {
    const { aside, figures } = await month()
    for (const { name, ...budget } of aside?.budgets ?? [])
      for (const term of ['amount', 'spent', 'left'] as const) {
        const [opened] = await openedToFacts(officer, figures[`budget-${term}-${name}`] ?? '')
        expect([name, term, opened?.value]).toEqual([name, term, Number(budget[term])])
      }
    for (const { reservation, ...use } of aside?.reservations ?? []) {
      for (const term of ['reserved', 'used', 'unused'] as const) {
        const opened = await openedFigure(officer, figures[`reservation-${term}-${reservation}`] ?? '')
        expect([reservation, term, opened.value, opened.unit]).toEqual([
          reservation,
          term,
          Number(use[`${term}Hours`]),
          'h',
        ])
      }
      const share = await openedFigure(officer, figures[`reservation-utilisation-${reservation}`] ?? '')
      expect(share.value).toBe((use.utilisation ?? Number.NaN) * 100)
    }
    const [cost] = await openedToFacts(officer, aside?.reservations[0]?.unusedCostFigure ?? '')
    expect(cost?.value).toBe(15)
  })

  test('the same answers again are kept once; others show, and the former stay what they were', async () => {
    const before = await month()
    const deliveries = async () =>
      (await setup.db.selectFrom('bill_delivery').select('id').where('dataset', '=', 'BesideBill').execute()).length
    await fetched()
    expect(await deliveries()).toBe(1)
    setup.clock.advance(60_000)
    fake.behave({ records, budgets: [aBudget('mois ~ 1/é', 80)], reservations: [] })
    await fetched()
    expect(await deliveries()).toBe(2)
    const after = await month()
    expect(after.aside?.budgets.map(({ amount, state }) => [amount, state])).toEqual([['80.00', 'within']])
    expect((await openedFigure(officer, before.figures['budget-left-mois ~ 1/é'] ?? '')).value).toBe(-4.064)
    const delivery = (await officer.call('GET', `/api/bills/${before.aside?.delivery}`))
      .json as unknown as BillDeliveryView
    expect(delivery.result?.companion?.total).toBe(5)
    expect(delivery.result?.rows).toMatchObject({ read: 6, accepted: 5, rejected: 1 })
  })

  test('a scope that offers none has none, and neither has a body that was not asked', async () => {
    fake.behave({ records, hasNoSides: true })
    await fetched()
    expect((await month()).aside?.budgets.length).toBe(1)
    const elsewhere = await setup.signedIn('finance-officer', 'MRP')
    expect((await elsewhere.call('GET', `/api/bill-months/${source}/2026-09`)).status).toBe(404)
  })
})
