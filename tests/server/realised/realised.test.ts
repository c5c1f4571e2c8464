import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { reEvaluated } from '#models/cost/re-evaluate.ts'
import {
  forecastTerms,
  monthTerms,
  realisedFigure,
  type RealisedTerm,
  wholeTerms,
} from '#models/realised/realised-figure.ts'
import type { RealisedBenefit, RealisedPortfolio, RealisedWorkload } from '#models/realised/realised.views.ts'
import type { Derivation } from '#models/shared/derivation.ts'
import { known } from '#models/shared/outcome.ts'
import { benefitLines } from '#server/app/benefits-command.ts'
import { measuredRealised } from '#server/realised/realised.usecases.ts'
import { aWorkload } from '#tests/server/decisions/some-workloads.ts'
import { type TestApp, testApp } from '#tests/support/test-app.ts'
import { engines } from '#tests/support/test-database.ts'
import { aBillOf, aCertificate, aHostingBenefit, aLedgerOf, type People } from './some-realised.ts'

const totals = (page: RealisedPortfolio) => page.totals.byGrade

// The clock of the tests stands on 24 November 2026: October is the last whole month.
describe.each(engines)('realised savings on %s', (engine) => {
  let setup: TestApp
  let people: People
  let workload: { id: string; code: string }
  let code: string
  beforeAll(async () => {
    setup = await testApp(engine)
    people = { manager: await setup.signedIn('portfolio-manager'), finance: await setup.signedIn('finance-officer') }
    workload = await aWorkload(setup)
    code = await aHostingBenefit(people, workload)
    await aBillOf(setup, workload, '2026-08', 'closed')
    await aBillOf(setup, workload, '2026-09', 'open')
    await aBillOf(setup, workload, '2026-10', 'closed')
    await aLedgerOf(setup, workload, ['2026-08', '2026-09', '2026-10'])
  })
  afterAll(() => setup.close())

  const get = async <T>(path: string, by = people.finance) => {
    const answer = await by.call('GET', path)
    expect([answer.status, answer.text]).toEqual([200, expect.any(String)])
    return answer.json as unknown as T
  }
  const monthOf = (benefit: RealisedBenefit, month: string) => benefit.months.find((one) => one.month === month)

  test('the legacy cost goes on until a certificate shows that it ended: saved on paper, still paid', async () => {
    const benefit = await get<RealisedBenefit>(`/api/realised/benefits/${code}`)
    // 50 × 110 + 1,000 = 6,500; 2,500 billed + 900 of labour + 5,000 of legacy hosting = 8,400
    expect(monthOf(benefit, '2026-08')).toMatchObject({
      state: 'closed',
      plannedCad: '2000.00',
      promisedCad: '2000.00',
      baseline: { cad: '6500.00' },
      actual: { cad: '8400.00' },
      carriedCad: '5000.00',
      realised: { cad: '-1900.00' },
      stillPaidCad: '5000.00',
      ledgerView: { cad: '4400.00' },
      avoidedView: { cad: '-1900.00' },
    })
    await aCertificate(setup, workload, '2026-08-15T12:00:00.000Z')
    const after = await get<RealisedBenefit>(`/api/realised/benefits/${code}`)
    expect(monthOf(after, '2026-08')).toMatchObject({
      actual: { cad: '3400.00' },
      realised: { cad: '3100.00' },
      stillPaidCad: '0.00',
    })
  })

  test('an open bill is provisional and a month without its volume is unknown: totals hold neither', async () => {
    const { status, bars, months } = await get<RealisedBenefit>(`/api/realised/benefits/${code}`)
    expect(months.map(({ month, state }) => [month, state])).toEqual([
      ['2026-04', 'unknown'],
      ['2026-05', 'unknown'],
      ['2026-06', 'unknown'],
      ['2026-07', 'unknown'],
      ['2026-08', 'closed'],
      ['2026-09', 'provisional'],
      ['2026-10', 'unknown'],
    ])
    expect(status).toMatchObject({
      realised: { cad: '3100.00' },
      provisionalCad: '3600.00',
      plannedCad: '2000.00',
      plannedToDateCad: '16000.00',
      realisationIndex: { kind: 'known', value: 1.55 },
      grade: 'C',
      gradeLimits: ['late'],
      colour: 'grey',
      colourRules: ['late'],
      lastMeasured: '2026-08',
    })
    expect(bars).toMatchObject({
      months: 1,
      referenceCad: '6000.00',
      volumeCad: '500.00',
      indexationCad: '0.00',
      adjusted: { cad: '6500.00' },
      measured: { cad: '3400.00' },
      benefit: { cad: '3100.00' },
    })
  })

  test('the workload tells the same, down to the bill and the ledger line', async () => {
    const { benefits } = await get<RealisedWorkload>(`/api/realised/workloads/${workload.code}`)
    const month = benefits[0] === undefined ? undefined : monthOf(benefits[0], '2026-08')
    const figure = month?.realised.figure ?? ''
    const tree = await get<Derivation>(`/api/figures/${figure}`)
    expect(tree.value).toBe(3100)
    expect(reEvaluated(tree)).toEqual(known(expect.closeTo(3100, 6)))
    const leaves: Derivation[] = []
    const walk = (node: Derivation) => (node.inputs.length === 0 ? void leaves.push(node) : node.inputs.forEach(walk))
    walk(tree)
    const sources = leaves.map(({ source }) => JSON.stringify(source))
    expect(sources.every((source) => source !== undefined)).toBe(true)
    expect(sources.join()).toContain('grand-livre.csv')
    expect(sources.join()).toContain('FA-0001')
  })

  test('bars of the bridge sum to the gap; totals and curve agree with the lines', async () => {
    const page = await get<RealisedPortfolio>('/api/realised')
    const cents = (cad: string) => Math.round(Number(cad) * 100)
    const { bridge, curve, totals } = page
    const sum = bridge.bars.reduce((all, { cad }) => all + cents(cad), 0)
    expect(sum).toBe(cents(bridge.realisedCad) - cents(bridge.fromCad))
    expect(bridge).toMatchObject({ fromCad: '2000.00', realisedCad: '3100.00', months: 1, benefits: 1 })
    expect(totals).toMatchObject({
      realised: { cad: '3100.00' },
      validated: { cad: '0.00' },
      currentToHorizonCad: '24000.00',
    })
    expect(curve.months).toHaveLength(12)
    expect(curve.realised.map((value) => value)).toEqual([
      null,
      null,
      null,
      null,
      3100,
      ...Array.from({ length: 7 }, () => null),
    ])
    expect(curve.forecastFrom).toBe(5)
    expect(curve.forecast.at(-1)?.p50).toBeCloseTo(3100 + 14_000 * 0.77, 6)
    expect(totals.forecast).toMatchObject({ class: { kind: 'published', count: 0 } })
    const { p10 = Number.NaN, p90 = Number.NaN } = totals.forecast.kind === 'known' ? totals.forecast : {}
    expect(curve.forecast.at(-1)?.p10).toBeCloseTo(p10, 6)
    expect(curve.forecast.at(-1)?.p90).toBeCloseTo(p90, 6)
    expect(p10).toBeLessThan(p90)
    const total = totals.realised.figure ?? ''
    expect((await get<Derivation>(`/api/figures/${total}`)).value).toBe(3100)
  })

  test('every term opens, of a month, of a benefit, of a body and of all: each derivation gives its value again', async () => {
    const page = await get<RealisedPortfolio>('/api/realised')
    const asKnownMs = Date.parse(page.asKnown)
    const opened = async (scope: string, term: RealisedTerm, period = 'all') => {
      const tree = await get<Derivation>(`/api/figures/${realisedFigure({ scope, period, term, asKnownMs })}`)
      if (tree.value !== undefined)
        expect([term, period, reEvaluated(tree)]).toEqual([term, period, known(expect.closeTo(Number(tree.value), 6))])
      else expect([term, tree.reasons]).toEqual([term, expect.arrayContaining([expect.any(String)])])
      return tree.value
    }
    for (const term of monthTerms) await opened(code, term, '2026-08')
    expect(await opened(code, 'elsewhere', '2026-08')).toBe(0)
    expect(await opened(code, 'still-paid', '2026-08')).toBe(0)
    expect(await opened(code, 'ledger-view', '2026-08')).toBe(3400 - 4000)
    expect(await opened(code, 'avoided-view', '2026-08')).toBe(3100)
    expect(await opened(code, 'plan', '2026-10')).toBe(2000)
    expect(await opened(code, 'realised', '2026-10')).toBeUndefined()
    for (const scope of [code, '*MSC', '*']) {
      const { totals } = page
      const forecast = totals.forecast.kind === 'known' ? totals.forecast : undefined
      for (const term of wholeTerms) await opened(scope, term)
      expect(await opened(scope, 'planned-to-date')).toBe(16_000)
      expect(await opened(scope, 'reference')).toBe(6000)
      for (const term of forecastTerms) expect(await opened(scope, term)).toBeCloseTo(forecast?.[term] ?? 0, 6)
      expect(await opened(scope, 'promised-to', '2026-05')).toBe(4000)
      expect(await opened(scope, 'plan-to', '2027-03')).toBe(24_000)
      expect(await opened(scope, 'realised-to', '2026-11')).toBe(3100)
      expect(await opened(scope, 'bridge-from')).toBe(2000)
      expect(await opened(scope, 'bridge-to')).toBe(3100)
      for (const { cad, name } of page.bridge.bars) expect(await opened(scope, `bridge-${name}`)).toBe(Number(cad))
    }
    for (const { name } of page.bridge.bars) await opened(code, `bridge-${name}`, '2026-08')
    for (const { cad, grade } of totals(page)) expect(await opened('*', `grade-${grade}`)).toBe(Number(cad))
    const missing = await people.finance.call('GET', `/api/figures/f_realised~${code}~all~nothing~${asKnownMs}`)
    expect(missing.status).toBe(404)
    const stranger = await setup.signedIn('finance-officer', 'MRP')
    const ofBody = realisedFigure({ scope: '*MSC', period: 'all', term: 'plan', asKnownMs })
    expect((await stranger.call('GET', `/api/figures/${ofBody}`)).status).toBe(404)
  })

  test('as known on a day before it was registered, nothing is known; a day to come is refused', async () => {
    const before = await get<RealisedPortfolio>('/api/realised?asKnown=2026-11-20')
    expect([before.benefits, before.isPast]).toEqual([[], true])
    const ahead = await people.finance.call('GET', '/api/realised?asKnown=2027-01-01')
    expect([ahead.status, (ahead.json as unknown as { code: string }).code]).toEqual([422, 'as-known-in-future'])
  })

  test('another body sees nothing of it, and opens no figure of it', async () => {
    const stranger = await setup.signedIn('finance-officer', 'MRP')
    expect((await stranger.call('GET', `/api/realised/benefits/${code}`)).status).toBe(404)
    expect((await stranger.call('GET', `/api/realised/workloads/${workload.code}`)).status).toBe(404)
    expect((await get<RealisedPortfolio>('/api/realised', stranger)).benefits).toEqual([])
    const { status } = await get<RealisedBenefit>(`/api/realised/benefits/${code}`)
    expect((await stranger.call('GET', `/api/figures/${status.realised.figure}`)).status).toBe(404)
  })

  test('a claim is held against closed months alone', async () => {
    const of = (from: string, to: string) => measuredRealised(setup, setup.system(), { benefit: code, from, to })
    expect(await of('2026-08', '2026-08')).toMatchObject({
      kind: 'known',
      value: { cents: 310_000, isCrossChecked: true },
    })
    expect(await of('2026-08', '2026-09')).toEqual({ kind: 'unknown', reasons: ['period-open'] })
    expect(await of('2026-10', '2026-10')).toEqual({ kind: 'unknown', reasons: ['no-volume:usagers'] })
  })

  test('the command line gives the same line', async () => {
    const [line] = await benefitLines(setup, setup.system(), undefined)
    expect(line?.json).toMatchObject({
      benefit: code,
      validatedCad: '0.00',
      realisedCad: '3100.00',
      colour: 'grey',
      grade: 'C',
    })
    expect(line?.json.forecastCad).toMatchObject({ p50: expect.closeTo(3100 + 14_000 * 0.77, 6) })
  })

  test('forecasts are not scored before any was made', async () => {
    expect(await get('/api/realised/calibration')).toEqual({ kind: 'unknown', reasons: ['no-past-forecast'] })
  })
})
