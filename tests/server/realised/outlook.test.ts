import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { portfolioForecast, portfolioOutlook, slippageMonths } from '#server/realised/outlook.usecases.ts'
import { aWorkload } from '#tests/server/decisions/some-workloads.ts'
import { type TestApp, testApp } from '#tests/support/test-app.ts'
import { engines } from '#tests/support/test-database.ts'
import { aBillOf, aCertificate, aHostingBenefit, aLedgerOf } from './some-realised.ts'

// 2,000.00 a month from April 2026 to March 2027; August alone is closed and known: 3,100.00 (see realised.test.ts).
describe.each(engines)('outlook of the portfolio on %s', (engine) => {
  let setup: TestApp
  const asked = { asKnown: '2026-11-24T23:59:59.999Z' }
  beforeAll(async () => {
    setup = await testApp(engine)
    const people = {
      manager: await setup.signedIn('portfolio-manager'),
      finance: await setup.signedIn('finance-officer'),
    }
    const workload = await aWorkload(setup)
    await aHostingBenefit(people, workload)
    await aBillOf(setup, workload, '2026-08', 'closed')
    await aLedgerOf(setup, workload, ['2026-08'])
    await aCertificate(setup, workload, '2026-08-15T12:00:00.000Z')
  })
  afterAll(() => setup.close())

  test('planned and realised by fiscal year and type, in cents', async () => {
    const { categories, years } = await portfolioOutlook(setup, setup.system(), asked)
    expect(years).toEqual([
      { fiscalYear: '2026-2027', plannedCents: 2_400_000, plannedToDateCents: 1_600_000, realisedCents: 310_000 },
    ])
    expect(categories).toEqual([{ type: 'cashable', benefits: 1, realisedCents: 310_000 }])
  })

  test('the forecast tells its plan and its end; the delay over how many it is', async () => {
    expect(await portfolioForecast(setup, setup.system(), asked)).toMatchObject({
      value: { p50: expect.closeTo(3100 + 14_000 * 0.77, 6), planCents: 2_400_000, until: '2027-03', count: 1 },
    })
    expect(await slippageMonths(setup, setup.system(), asked)).toEqual({
      kind: 'known',
      value: { months: 0, count: 1 },
    })
  })

  test('a reach without benefits has reasons, not zeros', async () => {
    const { forecast, slippage, years } = await portfolioOutlook(setup, setup.system(), {
      asKnown: '2026-01-01T00:00:00.000Z',
    })
    expect([forecast.kind, slippage.kind, years]).toEqual(['unknown', 'unknown', []])
  })
})
