import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ImportPlan } from '#models/benefits/register-import.ts'
import type { BenefitDetail } from '#models/benefits/register.views.ts'
import { type TestApp, testApp } from '#tests/support/test-app.ts'
import { engines } from '#tests/support/test-database.ts'
import { aBenefit, aMeasure } from './some-benefits.ts'

type Person = Awaited<ReturnType<TestApp['signedIn']>>
const day = 86_400_000

describe.each(engines)('files of the register as it was known, on %s', (engine) => {
  let setup: TestApp
  let manager: Person
  beforeAll(async () => {
    setup = await testApp(engine)
    manager = await setup.signedIn('portfolio-manager')
  })
  afterAll(() => setup.close())

  test('every sheet and every format of an export says what was known that day, and nothing since', async () => {
    const made = (await manager.call('POST', '/api/register', aBenefit)).json as unknown as BenefitDetail
    const on = `/api/register/${made.code}`
    const put = await manager.call('PUT', `${on}/measures/delai`, aMeasure, { 'if-match': made.etag ?? '' })
    expect(put.status).toBe(200)
    const before = setup.clock.now().toISOString().slice(0, 10)
    setup.clock.advance(2 * day)
    manager = await setup.signedIn('portfolio-manager') // the sessions of two days ago have ended
    const observed = { period: '2026-10', value: { kind: 'known', value: 12 }, source: 'Journal', quality: 'measured' }
    const later = await manager.call('POST', `${on}/measures/delai/observations`, observed, { 'if-match': '"2"' })
    expect(later.status).toBe(200)
    const renamed = { reason: 'Renommé', title: { fr: 'Autre titre', en: 'Other title' } }
    expect((await manager.call('PATCH', on, renamed, { 'if-match': '"3"' })).status).toBe(200)

    const csv = async (query: string) => (await manager.call('GET', `/api/register/export.csv${query}`)).text
    expect(await csv(`?asKnown=${before}`)).toContain(aBenefit.title.fr)
    expect(await csv(`?asKnown=${before}`)).not.toContain('Autre titre')
    expect(await csv('')).toContain('Autre titre')
    const savings = await manager.call('GET', `/api/register/savings.json?asKnown=${before}`)
    expect(savings.json).toMatchObject({ asKnown: before, strategies: [{ strategyTitle: aBenefit.title.en }] })
    const preview = async (query: string) => {
      const file = await manager.call('GET', `/api/register/export.xlsx${query}`)
      const path = '/api/register-imports/preview?body=MSC&fileName=registre.xlsx'
      const read = await manager.call('POST', path, file.bytes, { 'content-type': 'application/octet-stream' })
      return read.json as unknown as ImportPlan
    }
    // Brought back, the register of that day says again its title, and no value that came since.
    const past = await preview(`?asKnown=${before}`)
    expect(past.lines.filter(({ table }) => table === 'Valeurs')).toEqual([])
    expect(past.lines.flatMap(({ fields }) => fields)).toEqual(['profile -'])
    expect((await preview('')).lines.filter(({ table }) => table === 'Valeurs').length).toBe(1)
  })
})
