import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ImportPlan } from '#models/benefits/register-import.ts'
import type { BenefitDetail, RegisterPage } from '#models/benefits/register.views.ts'
import { type TestApp, testApp } from '#tests/support/test-app.ts'
import { engines } from '#tests/support/test-database.ts'
import { aBenefit } from './some-benefits.ts'

type Person = Awaited<ReturnType<TestApp['signedIn']>>
const heads = 'Numéro;Titre;Nature;Sens;Détenteur;Début;Mesure;Unité;Fréquence'

describe.each(engines)('a register kept in a workbook, on %s', (engine) => {
  let setup: TestApp
  let manager: Person
  beforeAll(async () => {
    setup = await testApp(engine)
    manager = await setup.signedIn('portfolio-manager')
  })
  afterAll(() => setup.close())

  const send = (text: string, query: Record<string, string> = {}) =>
    manager.call(
      'POST',
      `/api/register-imports?${new URLSearchParams({ body: 'MSC', fileName: 'registre.csv', ...query }).toString()}`,
      new TextEncoder().encode(text),
      { 'content-type': 'application/octet-stream' },
    )
  const plan = (answer: Awaited<ReturnType<typeof send>>) => {
    expect([answer.status, answer.text]).toEqual([200, expect.any(String)])
    return answer.json as unknown as ImportPlan
  }
  const register = async () => (await manager.call('GET', '/api/register')).json as unknown as RegisterPage
  const read = async (code: string) =>
    (await manager.call('GET', `/api/register/${code}`)).json as unknown as BenefitDetail

  test('says what each line would do, writes nothing before it is applied, and is undone', async () => {
    const known = (await manager.call('POST', '/api/register', aBenefit)).json as unknown as BenefitDetail
    const file = [
      heads,
      ';Papier évité;encaissable;bénéfice;Direction du courrier;2027-04-01;Feuilles;count;mensuelle',
      `${known.code};Délai raccourci;citoyen;;;;;;`,
      ';Sens inconnu;;peut-être;;2027-02-31;;;',
      'B-9999;Inconnu;;;;;;;',
      `${known.code};Deux fois;;;;;;;`,
    ].join('\r\n')
    const found = plan(await send(file))
    expect(found.columns).toMatchObject({ code: 'Numéro', 'title-fr': 'Titre', type: 'Nature', measure: 'Mesure' })
    expect(found.lines.map(({ line, outcome }) => [line, outcome])).toEqual([
      [2, 'added'],
      [3, 'changed'],
      [4, 'refused'],
      [5, 'refused'],
      [6, 'refused'],
    ])
    expect(found.lines[2]?.refusals.map(({ field }) => field)).toEqual(['sign', 'starts-on'])
    expect((await register()).items.map((line) => line.code)).toEqual([known.code])

    const done = plan(await send(file, { apply: 'true' }))
    const after = (await register()).items
    expect(after.map((line) => line.title.fr)).toEqual(['Délai raccourci', 'Papier évité'])
    const added = after.find((line) => line.code !== known.code)?.code ?? ''
    const detail = await read(added)
    expect(detail.profile.content).toMatchObject({
      type: 'cashable',
      owner: { role: 'Direction du courrier' },
      life: 'draft',
    })
    expect(detail.measures.map(({ content }) => [content.name.fr, content.unit, content.frequency])).toEqual([
      ['Feuilles', 'count', 'monthly'],
    ])
    const { beneficiary, title } = (await read(known.code)).profile.content
    expect([beneficiary, title.en]).toEqual([aBenefit.beneficiary, aBenefit.title.en])
    // The same file again changes nothing for what it names by number.
    expect(plan(await send(file)).lines[1]?.outcome).toBe('unchanged')

    const undo = () => manager.call('POST', `/api/register-imports/${done.change ?? ''}/undo`)
    expect([(await undo()).json, (await undo()).status]).toEqual([{ undone: 2 }, 404])
    expect((await register()).items.map((line) => line.title.fr)).toEqual([aBenefit.title.fr])
    expect((await manager.call('GET', `/api/register/${added}`)).status).toBe(404)
  })

  test('an undo is refused whole when a benefit was written on since', async () => {
    const done = plan(await send(`${heads}\r\n;Un;;;;;;;\r\n;Deux;;;;;;;`, { apply: 'true' }))
    const one = (await register()).items.find((line) => line.title.fr === 'Un')?.code ?? ''
    await manager.call(
      'PATCH',
      `/api/register/${one}`,
      { reason: 'Précisé', beneficiary: 'Tous' },
      { 'if-match': '"1"' },
    )
    const refused = await manager.call('POST', `/api/register-imports/${done.change ?? ''}/undo`)
    expect([refused.status, refused.text.includes(one)]).toEqual([409, true])
    expect((await register()).items.some((line) => line.title.fr === 'Deux')).toBe(true)
  })

  test('a file without a table, one that is empty and columns of a person’s choice', async () => {
    expect((await send('seul')).status).toBe(422)
    expect((await send('')).status).toBe(422)
    const chosen = JSON.stringify({ 'title-fr': 'Chose', oops: 'x' })
    const found = plan(await send('Chose;Autre\r\nUn titre;x', { columns: chosen }))
    expect([found.columns, found.lines[0]?.title]).toEqual([{ 'title-fr': 'Chose' }, 'Un titre'])
  })

  test('an export says the day it was known, and no cell of it runs as a formula', async () => {
    await manager.call('POST', '/api/register', { ...aBenefit, title: { fr: '=2+2', en: '+cmd' } })
    const csv = await manager.call('GET', '/api/register/export.csv?asKnown=2026-11-24')
    expect(csv.text).toContain('Tel que connu le 2026-11-24')
    expect(csv.text).toContain(";'=2+2;'+cmd;")
    expect(csv.text).toContain('inconnu')
    const workbook = await manager.call('GET', '/api/register/export.xlsx')
    expect([workbook.status, workbook.text.slice(0, 2)]).toEqual([200, 'PK'])
    const savings = await manager.call('GET', '/api/register/savings.json')
    expect((savings.json as unknown as { strategies: unknown[] }).strategies.length).toBeGreaterThan(0)
  })
})
