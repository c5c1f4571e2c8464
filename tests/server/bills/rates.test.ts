import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { RatesImported, RatesView } from '#models/bills/rates.schemas.ts'
import { cadRate } from '#server/bills/rates.usecases.ts'
import { type TestApp, testApp } from '#tests/support/test-app.ts'
import { engines } from '#tests/support/test-database.ts'

type Person = Awaited<ReturnType<TestApp['signedIn']>>

const valet = (days: Readonly<Record<string, string>>) =>
  JSON.stringify({ observations: Object.entries(days).map(([d, v]) => ({ d, FXUSDCAD: { v } })) })

describe.each(engines)('exchange rates on %s', (engine) => {
  let setup: TestApp
  let officer: Person
  let centre: Person
  beforeAll(async () => {
    setup = await testApp(engine)
    officer = await setup.signedIn('finance-officer')
    centre = await setup.signedIn('finance-officer', 'QC')
  })
  afterAll(() => setup.close())

  const file = { 'content-type': 'application/octet-stream' }
  const send = (text: string, body = 'MSC', by: Person = officer) =>
    by.call('POST', `/api/exchange-rates/import?body=${body}&fileName=fx.json`, new TextEncoder().encode(text), file)
  const state = (more: object, by: Person = officer) =>
    by.call('POST', '/api/exchange-rates', {
      body: 'MSC',
      currency: 'USD',
      kind: 'month',
      validOn: '2026-08',
      cadPerUnit: '1.38',
      source: 'Moyenne publiée',
      ...more,
    })
  const rateOf = async (at: string, body = 'MSC') =>
    cadRate({ db: setup.db, clock: setup.clock }, setup.bodyId(body), { currency: 'USD', at })

  test('the same answer of the Bank twice changes nothing; another value restates, the former one stays', async () => {
    const days = { '2026-10-01': '1.4000', '2026-10-02': '1.4100', '2026-10-12': '' }
    expect((await send(valet(days))).json).toMatchObject({ added: 2, unchanged: 0, restated: 0, emptyValues: 1 })
    expect((await send(valet(days))).json).toMatchObject({ added: 0, unchanged: 2, restated: 0 })
    const events = await setup.db
      .selectFrom('audit_event')
      .select('action')
      .where('action', '=', 'exchange-rate.imported')
      .execute()
    expect(events.length).toBe(1)
    const restated = (await send(valet({ '2026-10-02': '1.4200' }))).json as unknown as RatesImported
    expect(restated).toMatchObject({ added: 0, restated: 1 })
    const kept = await setup.db
      .selectFrom('exchange_rate')
      .select(['cad_per_unit', 'recorded_to'])
      .where('valid_on', '=', '2026-10-02')
      .where('body_id', '=', setup.bodyId('MSC'))
      .orderBy('recorded_at')
      .execute()
    expect(kept.map((row) => row.cad_per_unit).toSorted()).toEqual(['1.4100', '1.4200'])
    expect(kept.filter((row) => row.recorded_to === null).map((row) => row.cad_per_unit)).toEqual(['1.4200'])
    expect(await rateOf('2026-10')).toMatchObject({ value: { cadPerUnit: '1.41', basis: 'mean-of-days' } })
  })

  test('a file that is no answer of the Bank is refused in words, and writes nothing', async () => {
    const count = async () => (await setup.db.selectFrom('exchange_rate').select('id').execute()).length
    const before = await count()
    expect((await send('a,b\n1,2')).json).toMatchObject({ code: 'rates-unreadable', status: 422 })
    expect((await send(valet({ '2026-13-01': '1.4' }))).json).toMatchObject({
      code: 'rates-empty',
      errors: [{ code: 'rate-not-a-day', row: 1, column: 'FXUSDCAD' }],
    })
    expect(await count()).toBe(before)
  })

  test('the rate of the centre binds every body; that of the body goes before it', async () => {
    expect((await state({ body: 'QC', cadPerUnit: '1.35' }, centre)).status).toBe(201)
    expect(await rateOf('2026-08', 'MRP')).toMatchObject({ value: { cadPerUnit: '1.35', basis: 'month' } })
    expect((await state({})).status).toBe(201)
    expect(await rateOf('2026-08')).toMatchObject({ value: { cadPerUnit: '1.38', status: 'stated' } })
    expect(await rateOf('2026-08', 'MRP')).toMatchObject({ value: { cadPerUnit: '1.35' } })
    // A body does not state the rate of the centre, nor of another body.
    expect((await state({ body: 'QC' })).status).toBe(404)
    expect((await send(valet({ '2026-10-01': '1.4' }), 'MRP')).status).toBe(404)
  })

  test('stated again, the last one holds; ended, the one above it does; what is unknown says so', async () => {
    const told = await state({ cadPerUnit: '1.39' })
    expect(await rateOf('2026-08')).toMatchObject({ value: { cadPerUnit: '1.39' } })
    const { id } = told.json as unknown as { id: string }
    expect((await centre.call('DELETE', `/api/exchange-rates/${id}`)).status).toBe(204)
    expect((await officer.call('DELETE', `/api/exchange-rates/${id}`)).status).toBe(404)
    expect(await rateOf('2026-08')).toMatchObject({ value: { cadPerUnit: '1.35' } })
    expect(await rateOf('2026-02')).toEqual({ kind: 'unknown', reasons: ['no-rate-for:USD 2026-02'] })
    expect(await rateOf('2024-02')).toMatchObject({ value: { basis: 'year', status: 'unverified' } })
  })

  test.each([
    [{ currency: 'CAD' }, 'rate-of-cad'],
    [{ validOn: '2026-08-03' }, 'rate-date-misfit'],
    [{ kind: 'day', validOn: '2026-02-30' }, 'rate-date-misfit'],
    [{ cadPerUnit: '0.00' }, 'invalid-request'],
    [{ cadPerUnit: '1,38' }, 'invalid-request'],
    [{ currency: 'usd' }, 'invalid-request'],
  ])('%j is refused', async (more, code) => {
    expect((await state(more)).json).toMatchObject({ code, status: 422 })
  })

  test('the list shows what each month takes, with what is shipped; whoever reads only writes nothing', async () => {
    const auditor = await setup.signedIn('auditor')
    const list = (await auditor.call('GET', '/api/exchange-rates?body=MSC')).json as unknown as RatesView
    expect(list.months.find((one) => one.month === '2026-10')?.rate).toMatchObject({ basis: 'mean-of-days' })
    expect(list.months.find((one) => one.month === '2026-02')).toMatchObject({ rate: null, reason: expect.any(String) })
    expect(list.rates.filter((one) => one.status === 'unverified').length).toBe(8)
    expect((await state({}, auditor)).status).toBe(403)
  })
})
