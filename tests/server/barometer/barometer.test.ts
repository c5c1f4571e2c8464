import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { BarometerView } from '#models/barometer/barometer.views.ts'
import type { DecisionView } from '#models/inventory/workload.views.ts'
import { countsIn } from '#server/barometer/barometer.repository.ts'
import { aWorkload, classified, ifMatch, plainRecord, withCatalogue } from '#tests/server/decisions/some-workloads.ts'
import { type TestApp, testApp } from '#tests/support/test-app.ts'
import { engines } from '#tests/support/test-database.ts'

type Person = Awaited<ReturnType<TestApp['signedIn']>>

describe.each(engines)('the barometer on %s', (engine) => {
  let setup: TestApp
  let centre: Person
  beforeAll(async () => {
    setup = await testApp(engine)
    await withCatalogue(setup)
    const manager = await setup.signedIn('portfolio-manager', 'QC')
    const officer = await setup.signedIn('security-officer', 'QC')
    const finance = await setup.signedIn('finance-officer', 'QC')
    centre = await setup.signedIn('centre', 'QC')
    const decided = async (code: string, given: object) => {
      const path = `/api/workloads/${code}/decisions`
      const one = (await manager.call('POST', path, { rationale: 'Décidé en comité', ...given }))
        .json as unknown as DecisionView
      const answer = await finance.call('POST', `/api/decisions/${one.id}/sign`, {}, ifMatch(one))
      if (answer.status !== 200) throw new Error(answer.text)
    }
    // Eight workloads: five at MSC, all decided (three in Canada, two retired); three at MRP, none decided, with personal information.
    for (let n = 0; n < 5; n += 1) {
      const { code } = await aWorkload(setup, { name: `Charge ${n}` })
      await classified({ proposer: manager, officer }, code)
      const cost = { amountCad: '4000.00', period: '2026-2027', reference: 'Grand livre' }
      await manager.call('POST', `/api/workloads/${code}/current-cost`, cost)
      if (n < 3) await decided(code, { strategy: 'rehost', option: n === 0 ? 'aws.ca-central-1' : 'ngq' })
      else await decided(code, { strategy: 'retire', option: null })
    }
    for (const status of ['done', 'done', 'done', 'started'] as const) {
      const { code, id } = await aWorkload(setup, { body: 'MRP' })
      const efvp = { ...plainRecord.efvp, projectStatus: status }
      await classified({ proposer: manager, officer }, code, {
        ...plainRecord,
        pi: { ...plainRecord.pi, present: true },
        efvp,
      })
      if (status === 'started')
        await setup.db.updateTable('workload').set({ status: 'removed' }).where('id', '=', id).execute()
    }
    // Approved, without its levels, by hand of whoever imported it: it is no DIC classification.
    const { code } = await aWorkload(setup, { body: 'MRP' })
    await classified({ proposer: manager, officer }, code, { ...plainRecord, dic: null })
  })
  afterAll(() => setup.close())

  const read = async () => (await setup.visitor('GET', '/api/barometer')).json as unknown as BarometerView
  const preview = async (by = centre) =>
    (await by.call('GET', '/api/barometer/preview')).json as unknown as BarometerView
  const figures = (view: BarometerView) =>
    Object.fromEntries(view.indicators.map((one) => [one.id, [one.numerator, one.denominator, one.status]]))

  test('shows nothing before anything was approved', async () => {
    expect(await read()).toMatchObject({ asOf: null, approvedBy: null, indicators: [] })
  })

  test('counts what is signed, classified and assessed among active workloads only', async () => {
    expect(figures(await preview())).toMatchObject({
      'workloads-decided': [5, 9, 'approved'],
      'workloads-classified': [8, 9, 'approved'],
      'bodies-completed': [null, null, 'suppressed'],
      'decisions-state': [null, null, 'suppressed'],
      'decisions-provider': [null, null, 'suppressed'],
      'decisions-retired': [null, null, 'suppressed'],
      'assessments-done': [3, 3, 'approved'],
      'placed-in-quebec-or-canada': [null, null, 'suppressed'],
      'benefits-promised': [null, null, 'suppressed'],
    })
  })

  test('is approved by the centre, dated, and stays as approved while the portfolio moves', async () => {
    const published = await centre.call('POST', '/api/barometer/publications')
    expect(published.status).toBe(201)
    const first = await read()
    expect(first).toMatchObject({ asOf: '2026-11-24', approvedBy: centre.user, isDemonstration: true })
    await aWorkload(setup)
    expect(await read()).toEqual(first)
    expect(figures(await preview())['workloads-decided']).toEqual([5, 10, 'approved'])
    setup.clock.advance(60_000)
    await centre.call('POST', '/api/barometer/publications')
    expect(figures(await read())['workloads-decided']).toEqual([5, 10, 'approved'])
    const kept = await setup.db.selectFrom('barometer_publication').select('id').execute()
    expect(kept.length).toBe(2)
  })

  test('counts what is promised only while the decision in force supports it', async () => {
    const amounts = async () => {
      const { promisedCents, promises } = await countsIn(setup.system(), setup.db)
      return [promisedCents, promises]
    }
    const before = await amounts()
    const manager = await setup.signedIn('portfolio-manager', 'QC')
    const officer = await setup.signedIn('security-officer', 'QC')
    const finance = await setup.signedIn('finance-officer', 'QC')
    const { code, id } = await aWorkload(setup, { body: 'MRP' })
    await classified({ proposer: manager, officer }, code)
    const cost = { amountCad: '4000.00', period: '2026-2027', reference: 'Grand livre' }
    await manager.call('POST', `/api/workloads/${code}/current-cost`, cost)
    const decide = async (given: object) => {
      const path = `/api/workloads/${code}/decisions`
      const one = (await manager.call('POST', path, { rationale: 'Décidé en comité', ...given }))
        .json as unknown as DecisionView
      expect((await finance.call('POST', `/api/decisions/${one.id}/sign`, {}, ifMatch(one))).status).toBe(200)
    }
    await decide({ strategy: 'rehost', option: 'aws.ca-central-1' })
    const promised = await setup.db
      .selectFrom('promise')
      .innerJoin('benefit', 'benefit.id', 'promise.benefit_id')
      .select('promised_cents')
      .where('benefit.workload_id', '=', id)
      .executeTakeFirstOrThrow()
    const [cents = 0, count = 0] = before
    expect(await amounts()).toEqual([cents + Number(promised.promised_cents), count + 1])
    await decide({ strategy: 'retire', option: null })
    expect(await amounts()).toEqual(before)
    await setup.db.updateTable('workload').set({ status: 'removed' }).where('id', '=', id).execute()
  })

  test('says each rule and its formula’s version, and no workload, body or person but the approver', async () => {
    const view = await read()
    for (const one of view.indicators) {
      expect(one.rule.fr.length).toBeGreaterThan(10)
      expect(one.formulaVersion).toBe('1.0.0')
    }
    const text = JSON.stringify({ ...view, approvedBy: null })
    expect(text).not.toMatch(/CH-\d|MSC|MRP|U-\d|Charge \d/)
  })

  test('is not published by who reaches only some bodies, nor by anyone else', async () => {
    const local = await setup.signedIn('centre', 'MSC')
    const refused = await local.call('POST', '/api/barometer/publications')
    expect([refused.status, refused.text.includes('barometer-needs-all-bodies')]).toEqual([403, true])
    expect(figures(await preview(local))['workloads-decided']).toEqual([5, 6, 'approved'])
    for (const role of ['auditor', 'portfolio-manager', 'administrator'] as const) {
      const person = await setup.signedIn(role, 'QC')
      expect((await person.call('GET', '/api/barometer/preview')).status).toBe(403)
      expect((await person.call('POST', '/api/barometer/publications')).status).toBe(403)
    }
  })

  test('turns grey when it is late, and keeps its value', async () => {
    setup.clock.advance(121 * 86_400_000)
    const one = (await read()).indicators.find((each) => each.id === 'workloads-decided')
    expect(one).toMatchObject({ status: 'stale', value: 50, reasons: ['too-old'] })
  })
})
