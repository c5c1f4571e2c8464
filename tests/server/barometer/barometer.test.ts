import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import Papa from 'papaparse'
import * as v from 'valibot'
import type {
  BarometerPreview,
  BarometerView,
  IndicatorVersionView,
  PublicationChange,
  PublicationView,
} from '#models/barometer/barometer.views.ts'
import { dayMonthsAfter } from '#models/barometer/barometer-settings.ts'
import { openDataSchema } from '#models/barometer/open-data.schemas.ts'
import type { DecisionView } from '#models/inventory/workload.views.ts'
import { countsIn } from '#server/barometer/barometer.repository.ts'
import { aWorkload, classified, ifMatch, plainRecord, withCatalogue } from '#tests/server/decisions/some-workloads.ts'
import { faultsAgainst, inTextOf } from './json-schema.ts'
import { accepted, aClaim } from './some-claims.ts'
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
    (await by.call('GET', '/api/barometer/preview')).json as unknown as BarometerPreview
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

  test('says each rule and its formula’s version, and no workload or person but the approver; bodies only in their own table', async () => {
    const view = await read()
    for (const one of view.indicators) {
      expect(one.rule.fr.length).toBeGreaterThan(10)
      expect(one.formulaVersion).toMatch(/^\d+\.\d+\.\d+$/)
    }
    const text = JSON.stringify({ indicators: view.indicators, cuts: view.cuts, years: view.years })
    expect(text).not.toMatch(/CH-\d|MSC|MRP|U-\d|Charge \d/)
  })

  test('moves by exactly the amount that finance accepts, and says so before it is published', async () => {
    const realised = (view: BarometerView) => view.indicators.find((one) => one.id === 'benefits-realised')
    expect(realised(await read())).toMatchObject({ status: 'unknown', value: null })
    for (const cents of [1_000_01, 2_000_02, -300_00]) await aClaim(setup, { cents })
    await aClaim(setup, { cents: 50_000_00, grade: 'C' })
    const waiting = await aClaim(setup, { cents: 1_234_56, state: 'submitted' })
    const lost = await aClaim(setup, { cents: 900_00, state: 'submitted' })
    setup.clock.advance(60_000)
    await centre.call('POST', '/api/barometer/publications')
    expect(realised(await read())).toMatchObject({ exact: '2700.03', value: 2700.03, status: 'approved' })

    await accepted(setup, waiting, 1_000_55)
    expect(realised(await read())?.exact).toBe('2700.03') // nothing moves before the centre publishes
    const answer = await centre.call('GET', '/api/barometer/preview')
    const { changes } = answer.json as unknown as BarometerPreview
    const change = changes.find((one) => one.id === 'benefits-realised')
    expect(change).toMatchObject({ beforeExact: '2700.03', afterExact: '3700.58', moved: '1000.55' })
    expect(changes.map(({ id }) => id)).not.toContain('workloads-classified')

    setup.clock.advance(60_000)
    const etag = answer.headers.get('etag') ?? ''
    await accepted(setup, lost, 1)
    const stale = await centre.call('POST', '/api/barometer/publications', undefined, { 'if-match': etag })
    expect([stale.status, realised(await read())?.exact]).toEqual([412, '2700.03'])
    const fresh = await centre.call('GET', '/api/barometer/preview')
    const agreed = { 'if-match': fresh.headers.get('etag') ?? '' }
    const published = await centre.call('POST', '/api/barometer/publications', undefined, agreed)
    expect([published.status, realised(await read())?.exact]).toEqual([201, '3700.59'])
    expect(figures(await preview())['workloads-decided']).toEqual(figures(await read())['workloads-decided'])
    expect((await preview()).changes).toEqual([])
  })

  test('a publication that was touched is told from one that was not', async () => {
    const kept = (await setup.visitor('GET', '/api/barometer/publications')).json as unknown as PublicationView[]
    expect(kept.length).toBeGreaterThan(3)
    expect(kept.every((one) => one.isIntact && one.digest.length === 64)).toBe(true)
    expect(kept.map((one) => one.approvedAt)).toEqual(
      kept
        .map((one) => one.approvedAt)
        .toSorted()
        .toReversed(),
    )
  })

  test('open data: CSV and JSON say what the page says, the JSON fits its schema, and is not sent twice', async () => {
    const view = await read()
    const answer = await setup.visitor('GET', '/api/barometer/indicators.json')
    const data = answer.json as unknown as Record<string, unknown>
    expect(v.parse(openDataSchema, data)).toEqual(data)
    const schema = (await setup.visitor('GET', '/api/barometer/schema.json')).json as unknown as object
    expect(faultsAgainst(schema, data)).toEqual([])
    expect(faultsAgainst(schema, { ...data, indicators: [{ ...view.indicators[0], unit: 'furlong' }] })).not.toEqual([])
    const { indicators } = data as unknown as BarometerView
    expect(indicators).toEqual(view.indicators)
    const etag = answer.headers.get('etag') ?? ''
    const again = await setup.visitor('GET', '/api/barometer/indicators.json', undefined, { 'if-none-match': etag })
    expect([again.status, again.text, answer.headers.get('cache-control')]).toEqual([304, '', 'public, max-age=300'])

    const csv = (await setup.visitor('GET', '/api/barometer/indicators.csv')).text
    const { data: rows } = Papa.parse<Record<string, string>>(csv.replace(/^\ufeff/, '').trim(), { header: true })
    expect(rows.map((row) => row['id'])).toEqual(view.indicators.map((one) => one.id))
    for (const [i, one] of view.indicators.entries())
      expect(rows[i]?.['value']).toBe(one.exact ?? (one.value === null ? '' : String(one.value)))
    const tables = (await setup.visitor('GET', '/api/barometer/tables.json')).json as unknown as {
      resources: readonly { schema: { fields: readonly { name: string }[] } }[]
    }
    expect(Object.keys(rows[0] ?? {})).toEqual(tables.resources[0]?.schema.fields.map(({ name }) => name))
    const bodies = (await setup.visitor('GET', '/api/barometer/bodies.csv')).text
    expect(bodies.split('\r\n')[0]).toBe(`${tables.resources[1]?.schema.fields.map(({ name }) => name).join(',')}`)
  })

  test.each(['fr', 'en'] as const)('the dictionary names every indicator in %s', async (language) => {
    const page = await setup.visitor('GET', '/api/barometer/dictionary', undefined, { 'accept-language': language })
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
    for (const one of (await read()).indicators) expect(page.text).toContain(inTextOf(one.label[language]))
  })

  test('a definition is put forward by one, approved by another, and stands from the next publication on', async () => {
    const second = await setup.signedIn('centre', 'QC')
    const path = '/api/barometer/indicator-versions'
    const shipped = ((await centre.call('GET', path)).json as unknown as IndicatorVersionView[]).find(
      (one) => one.indicator === 'strategy-paperless',
    )
    const stated = (value: number) => ({ value, asOf: '2026-10-31', source: 'Registre fictif des processus' })
    const definition = {
      ...shipped?.definition,
      formulaVersion: '1.1.0',
      stated: { paperless: stated(120), processes: stated(200) },
    }
    const proposed = await centre.call('POST', path, { definition, reason: 'Registre reçu' })
    expect(proposed.status).toBe(201)
    const version = proposed.json as unknown as IndicatorVersionView
    const approve = `${path}/${version.id}/approve`
    const own = await centre.call('POST', approve, {}, ifMatch(version))
    expect([own.status, own.text.includes('indicator-own-version')]).toEqual([403, true])
    expect(figures(await preview())['strategy-paperless']).toEqual([null, null, 'unknown'])
    expect((await second.call('POST', approve, {}, { 'if-match': '"9"' })).status).toBe(412)
    expect((await second.call('POST', approve, {}, ifMatch(version))).status).toBe(200)
    expect((await second.call('POST', approve, {}, { 'if-match': '"2"' })).status).toBe(409)
    const now = (await preview()).indicators.find((one) => one.id === 'strategy-paperless')
    expect(now).toMatchObject({ value: 60, colour: 'amber', formulaVersion: '1.1.0', date: '2026-10-31' })
    expect(figures(await read())['strategy-paperless']).toEqual([null, null, 'unknown'])

    const refused = async (changed: object) => {
      const answer = await second.call('POST', path, {
        definition: { ...definition, formulaVersion: '1.2.0', ...changed },
        reason: 'Essai',
      })
      return [answer.status, (answer.json as unknown as { code: string }).code]
    }
    expect(await refused({ formula: 'paperless / wishes' })).toEqual([422, 'indicator-name-unknown'])
    expect(await refused({ formulaVersion: '1.1.0' })).toEqual([409, 'indicator-version-taken'])
    expect(await refused({ stated: { paperless: { ...stated(1), asOf: '2099-01-01' } } })).toEqual([
      422,
      'indicator-day-ahead',
    ])
    expect((await refused({ formula: 'process.exit(1)' }))[0]).toBe(422)
    const local = await setup.signedIn('centre', 'MSC')
    expect(
      (await local.call('POST', path, { definition: { ...definition, formulaVersion: '1.3.0' }, reason: 'Essai' }))
        .status,
    ).toBe(403)
  })

  test('says what approving a definition would change of today’s figures before anyone approves it', async () => {
    const { indicators } = await read()
    const shown = indicators.find(({ id }) => id === 'workloads-decided')
    const versions = (await centre.call('GET', '/api/barometer/indicator-versions'))
      .json as unknown as IndicatorVersionView[]
    const { definition } = versions.find((one) => one.indicator === 'workloads-decided') ?? expect.fail('no version')
    const next = { ...definition, formula: `2 * (${definition.formula})`, formulaVersion: '9.0.0' }
    const given = { definition: next, reason: 'Essai' }
    const proposed = await centre.call('POST', '/api/barometer/indicator-versions', given)
    const { id } = proposed.json as unknown as IndicatorVersionView
    const effect = await centre.call('GET', `/api/barometer/indicator-versions/${id}/effect`)
    expect(effect.status).toBe(200)
    const changes = effect.json as unknown as PublicationChange[]
    const own = changes.find((one) => one.id === 'workloads-decided')
    expect(own?.after).toBeCloseTo(2 * (own?.before ?? Number.NaN), 9)
    expect(shown?.value ?? null).not.toBeNull()
    expect((await read()).indicators.find((one) => one.id === 'workloads-decided')).toEqual(shown)
    expect((await centre.call('GET', '/api/barometer/indicator-versions/absent/effect')).status).toBe(404)
  })

  test('says when it is next published and where an error is told, by who answers for every body', async () => {
    const path = '/api/barometer/settings'
    const before = await centre.call('GET', path)
    expect(before.json).toEqual({ everyMonths: null, contact: null })
    const ifRead = { 'if-match': before.headers.get('etag') ?? '' }
    const bad = await centre.call('PUT', path, { everyMonths: 13, contact: 'nulle part' }, ifRead)
    const { errors } = bad.json as unknown as { errors: { pointer: string }[] }
    expect([bad.status, errors.map(({ pointer }) => pointer)]).toEqual([422, ['/everyMonths', '/contact']])
    const settings = { everyMonths: 3, contact: 'https://exemple.invalid/erreurs' }
    expect((await centre.call('PUT', path, settings)).status).toBe(428)
    expect((await centre.call('PUT', path, settings, ifRead)).json).toEqual(settings)
    expect((await centre.call('PUT', path, settings, ifRead)).status).toBe(412)
    const page = await read()
    expect(page.contact).toBe(settings.contact)
    expect(page.nextOn).toBe(dayMonthsAfter(page.asOf ?? '', 3))
    const some = await setup.signedIn('centre', 'MSC')
    expect((await some.call('PUT', path, settings, ifRead)).status).toBe(403)
    const manager = await setup.signedIn('portfolio-manager', 'QC')
    expect((await manager.call('GET', path)).status).toBe(403)
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
