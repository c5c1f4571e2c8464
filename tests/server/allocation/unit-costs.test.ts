import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { UnitCostsView, UnitMeasure } from '#models/allocation/unit-cost.views.ts'
import { importBillFile } from '#server/bills/bill-files.usecases.ts'
import { aWorkload } from '#tests/server/decisions/some-workloads.ts'
import { aHostingBenefit } from '#tests/server/realised/some-realised.ts'
import { openedFigure, openedToFacts } from '#tests/support/opened-figures.ts'
import { aBill, billFile } from '#tests/support/some-bills.ts'
import { type TestApp, testApp } from '#tests/support/test-app.ts'
import { engines } from '#tests/support/test-database.ts'

type Person = Awaited<ReturnType<TestApp['signedIn']>>

describe.each(engines)('unit costs on %s', (engine) => {
  let setup: TestApp
  let finance: Person
  let manager: Person
  let workload: { id: string; code: string }
  let benefit = ''
  const take = async (month: string, next: string, currency = 'USD', account = '123456789012') => {
    const tags = JSON.stringify({ workload: workload.code })
    const dated = {
      Tags: tags,
      BillingAccountId: account,
      BillingCurrency: currency,
      ChargePeriodStart: `${month}-07T00:00:00Z`,
      ChargePeriodEnd: `${month}-07T01:00:00Z`,
      BillingPeriodStart: `${month}-01T00:00:00Z`,
      BillingPeriodEnd: `${next}-01T00:00:00Z`,
    }
    const file = billFile(
      aBill([
        { ...dated, BilledCost: '10', EffectiveCost: '20.02' },
        { ...dated, BilledCost: '5', EffectiveCost: '5.005', ServiceCategory: 'Storage', ServiceName: 'Stockage' },
      ]),
    )
    const deps = { db: setup.db, clock: setup.clock, folder: join(setup.filesFolder, 'bills') }
    const limits = { memoryMib: 256, threads: 1 }
    await importBillFile({ ...deps, limits }, setup.system(), { bodyCode: 'MSC', asked: {}, file })
  }
  const rate = async (validOn: string, cadPerUnit: string) => {
    const stated = { body: 'MSC', currency: 'USD', kind: 'month', validOn, cadPerUnit, source: 'Avis fictif' }
    expect((await finance.call('POST', '/api/exchange-rates', stated)).status).toBe(201)
  }
  const observe = async (period: string, value: number) => {
    const { headers } = await manager.call('GET', `/api/register/${benefit}`)
    const body = { reason: '', period, value: { kind: 'known', value }, source: 'Annuaire', quality: 'measured' }
    const path = `/api/register/${benefit}/measures/usagers/observations`
    const answer = await manager.call('POST', path, body, { 'if-match': headers.get('etag') ?? '' })
    expect([answer.status, answer.text]).toEqual([expect.any(Number), expect.any(String)])
    expect(answer.status).toBeLessThan(300)
  }
  beforeAll(async () => {
    setup = await testApp(engine)
    finance = await setup.signedIn('finance-officer')
    manager = await setup.signedIn('portfolio-manager')
    workload = await aWorkload(setup, { name: 'Guichet' })
    benefit = await aHostingBenefit({ finance, manager }, workload) // 110 users in August, 120 in September
    await take('2026-08', '2026-09')
    await take('2026-10', '2026-11') // nobody counted
    await take('2026-07', '2026-08') // nobody came
    await take('2026-06', '2026-07', 'EUR', '99')
    await observe('2026-07', 0)
    await observe('2026-06', 90)
    await rate('2026-08', '1.25')
    await rate('2026-10', '1.25')
    await rate('2026-07', '1.25')
    setup.clock.advance(1_000)
  })
  afterAll(() => setup.close())

  const asked = (more: object = {}) =>
    new URLSearchParams({
      workload: workload.code,
      benefit,
      measure: 'usagers',
      from: '2026-06',
      to: '2026-10',
      ...more,
    })
  const read = async () =>
    (await finance.call('GET', `/api/allocation/unit-costs?${asked()}`)).json as unknown as UnitCostsView

  test('effective cost in CAD over what was observed; a missing term is told, never zero', async () => {
    const { months } = await read()
    expect(months.map(({ period, cost }) => [period, cost.kind === 'known' ? cost.value : cost.reasons[0]])).toEqual([
      ['2026-06', 'no-rate-for:EUR 2026-06'],
      ['2026-07', 'nothing-observed'],
      ['2026-08', { costCad: 31.28125, quantity: 110, cadPerUnit: 31.28125 / 110 }],
      ['2026-09', 'no-bill'],
      ['2026-10', 'no-observation'],
    ])
  })

  test('a unit cost opens to the bill down to its lines, the rate, and who observed', async () => {
    const august = (await read()).months[2]
    const met = await openedToFacts(finance, august?.figures.unit ?? '')
    const [unit] = met
    expect([unit?.value, unit?.unit]).toEqual([31.28125 / 110, 'CAD/count'])
    const sources = met.flatMap(({ inputs }) => inputs.flatMap(({ source }) => source ?? []))
    expect(sources).toEqual(expect.arrayContaining([expect.objectContaining({ kind: 'file', file: 'facture.csv' })]))
    const quantity = await openedFigure(finance, august?.figures.quantity ?? '')
    expect([quantity.value, quantity.source]).toEqual([
      110,
      expect.objectContaining({ kind: 'statement', reference: `${benefit}, Annuaire` }),
    ])
    expect((await openedFigure(finance, august?.figures.cost ?? '')).value).toBe(31.28125)
  })

  test('what was shown before another observation and another rate still opens to what it was', async () => {
    const before = (await read()).months[2]?.figures.unit ?? ''
    setup.clock.advance(60_000)
    await observe('2026-08', 55)
    const after = (await read()).months[2]
    expect(after?.cost).toMatchObject({ kind: 'known', value: { quantity: 55 } })
    expect((await openedFigure(finance, before)).value).toBe(31.28125 / 110)
    expect((await openedFigure(finance, after?.figures.unit ?? '')).value).toBe(31.28125 / 55)
  })

  test('a month without a unit cost, a measure that is none, or a body out of reach opens nothing', async () => {
    const [june, , august] = (await read()).months
    const elsewhere = await setup.signedIn('finance-officer', 'MRP')
    const status = async (figure: string | undefined, by: Person = finance) =>
      (await by.call('GET', `/api/figures/${encodeURIComponent(figure ?? '')}`)).status
    expect([
      await status(june?.figures.unit),
      await status(august?.figures.unit.replace('~usagers~', '~rien~')),
      await status(august?.figures.unit.replace('~unit~', '~autre~')),
      await status(august?.figures.unit, elsewhere),
    ]).toEqual([404, 404, 404, 404])
  })

  test.each([
    { more: { measure: 'rien' }, status: 404, code: 'unit-measure-not-found' },
    { more: { benefit: 'B-9999' }, status: 404, code: 'benefit-not-found' },
    { more: { workload: 'CH-999999' }, status: 404, code: 'workload-not-found' },
    { more: { from: '2026-10', to: '2026-06' }, status: 422, code: 'months-too-many' },
    { more: { from: '2010-01', to: '2026-06' }, status: 422, code: 'months-too-many' },
    { more: { from: '2026-13' }, status: 422, code: 'invalid-request' },
  ])('$more is refused by name, in both languages', async ({ more, status, code }) => {
    const path = `/api/allocation/unit-costs?${asked(more)}`
    const [fr, en] = await Promise.all(
      ['fr', 'en'].map(async (language) => finance.call('GET', path, undefined, { 'accept-language': language })),
    )
    const told = [fr, en].map((one) => one?.json as unknown as { code: string; detail: string })
    expect([fr?.status, told[0]?.code, told[1]?.code]).toEqual([status, code, code])
    expect(told[0]?.detail).not.toBe(told[1]?.detail)
  })

  test('measures of a benefit say whether they drive a cost', async () => {
    const measures = (await finance.call('GET', `/api/allocation/unit-measures?benefit=${benefit}`))
      .json as unknown as UnitMeasure[]
    expect(measures.map(({ measure, role, observations }) => [measure, role, observations])).toEqual([
      ['cout', 'outcome', 0],
      ['usagers', 'driver', expect.any(Number)],
    ])
  })
})
