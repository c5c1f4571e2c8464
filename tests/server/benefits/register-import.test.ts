import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ImportPlan, PastRegisterImport } from '#models/benefits/register-import.ts'
import type { BenefitDetail, MapView, RegisterPage } from '#models/benefits/register.views.ts'
import type { JobView } from '#models/imports/import.views.ts'
import { systemReach } from '#server/access/reach.ts'
import { applyImport } from '#server/benefits/register-import-applying.ts'
import { workbookBytes } from '#server/papers/xlsx-file.ts'
import { newId } from '#server/shared/ids.ts'
import { type TestApp, testApp } from '#tests/support/test-app.ts'
import { engines } from '#tests/support/test-database.ts'
import { aBaseline, aBenefit, aMeasure, aTrajectory } from './some-benefits.ts'

type Person = Awaited<ReturnType<TestApp['signedIn']>>
type Answer = Awaited<ReturnType<Person['call']>>
const heads = 'Numéro;Titre;Nature;Sens;Détenteur;Début;Mesure;Unité;Fréquence'
const octets = { 'content-type': 'application/octet-stream' }

describe.each(engines)('a register kept in a workbook, on %s', (engine) => {
  let setup: TestApp
  let manager: Person
  let finance: Person
  beforeAll(async () => {
    setup = await testApp(engine)
    manager = await setup.signedIn('portfolio-manager')
    finance = await setup.signedIn('finance-officer')
  })
  afterAll(() => setup.close())

  const path = (act: string, query: Record<string, string> = {}) =>
    `/api/register-imports${act}?${new URLSearchParams({ body: 'MSC', fileName: 'registre.csv', ...query }).toString()}`
  const bytesOf = (file: string | Uint8Array) => (typeof file === 'string' ? new TextEncoder().encode(file) : file)
  const send = (file: string | Uint8Array, query: Record<string, string> = {}) =>
    manager.call('POST', path('/preview', query), bytesOf(file), octets)
  const plan = (answer: Answer) => {
    expect([answer.status, answer.text]).toEqual([200, expect.any(String)])
    return answer.json as unknown as ImportPlan
  }
  /** Waits for the job that an act started. */
  const over = async (answer: Answer): Promise<{ readonly id: string; readonly job: JobView }> => {
    expect([answer.status, answer.text]).toEqual([202, expect.any(String)])
    const started = JSON.parse(answer.text) as { readonly job: string; readonly import: string }
    for (;;) {
      const job = (await manager.call('GET', `/api/jobs/${started.job}`)).json as unknown as JobView
      if (job.state !== 'queued' && job.state !== 'running') return { id: started.import, job }
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }
  const apply = async (file: string | Uint8Array, query: Record<string, string> = {}) =>
    over(await manager.call('POST', path('', query), bytesOf(file), octets))
  const undo = async (id: string) => over(await manager.call('POST', `/api/register-imports/${id}/undo`))
  const register = async () => (await manager.call('GET', '/api/register')).json as unknown as RegisterPage
  const titled = async (title: string) => (await register()).items.find((line) => line.title.fr === title)
  const read = async (code: string) =>
    (await manager.call('GET', `/api/register/${code}`)).json as unknown as BenefitDetail
  const act = async (by: Person, code: string, at: string, body: object, method: 'POST' | 'PUT' = 'POST') => {
    const { etag } = await read(code)
    const answer = await by.call(method, `/api/register/${code}${at}`, body, { 'if-match': etag ?? '' })
    expect([answer.status, answer.text]).toEqual([200, expect.any(String)])
  }
  const made = async (more: object = {}) =>
    (await manager.call('POST', '/api/register', { ...aBenefit, ...more })).json as unknown as BenefitDetail

  test('says what each line would do, writes nothing before it is applied, and is undone', async () => {
    const known = await made()
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
    expect(found.benefits).toEqual({ added: 1, changed: 1 })
    expect(found.lines[2]?.refusals.map(({ field }) => field)).toEqual(['sign', 'starts-on'])
    expect(found.lines[4]?.refusals.map(({ field }) => field)).toEqual(['title-fr'])
    expect((await register()).items.map((line) => line.code)).toEqual([known.code])

    const done = await apply(file)
    expect(done.job.state).toBe('done')
    const after = (await register()).items
    expect(after.map((line) => line.title.fr)).toEqual(['Délai raccourci', 'Papier évité'])
    const added = (await titled('Papier évité'))?.code ?? ''
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

    const past = (await manager.call('GET', '/api/register-imports')).json as unknown as readonly PastRegisterImport[]
    expect(past.map(({ id, file: name, by, undoneAt }) => [id, name, by, undoneAt])).toEqual([
      [done.id, 'registre.csv', manager.user, null],
    ])
    expect((await undo(done.id)).job.state).toBe('done')
    expect((await manager.call('POST', `/api/register-imports/${done.id}/undo`)).status).toBe(404)
    expect((await register()).items.map((line) => line.title.fr)).toEqual([aBenefit.title.fr])
    expect((await manager.call('GET', `/api/register/${added}`)).status).toBe(404)
  })

  test('one benefit over several lines: measures, baseline, targets by date, values, node and pool', async () => {
    const node = {
      body: 'MSC',
      reason: 'Livrable',
      layer: 'lever',
      title: { fr: 'Portail', en: 'Portal' },
      owner: '',
      wave: null,
      dueOn: null,
      agreed: true,
    }
    const lever = JSON.parse((await manager.call('POST', '/api/benefit-map/nodes', node)).text) as { code: string }
    const pool = {
      body: 'MSC',
      reason: 'Partage',
      title: { fr: 'Papier', en: 'Paper' },
      metric: 'Feuilles',
      unit: 'count',
      rule: 'agreed',
      ceilings: [],
    }
    const paper = JSON.parse((await manager.call('POST', '/api/benefit-map/pools', pool)).text) as { code: string }
    const file = [
      'Titre;Clé;Mesure;Unité;Fréquence;Référence;Référence du;Référence au;Période;Bas;Cible;Haut;Valeur;Nœud;Enveloppe;Part',
      `Guichet en ligne;attente;Attente;jours;mensuelle;42;2025-04;2026-03;;;;;;${lever.code};${paper.code};40`,
      'Guichet en ligne;papier;Sans papier;%;mensuelle;;;;;;;;;;;',
      'Guichet en ligne;attente;;;;;;;2026-04;30;32;35;41;;;',
      'Guichet en ligne;attente;;;;;;;2026-05;;30;;0;;;',
      'Guichet en ligne;attente;;;;;;;2026-06;;;;NULL;;;',
      'Guichet en ligne;attente;;;;;;;2026-07;;;;""""""  ;;;',
      'Guichet en ligne;attente;;;;;;;2025-03;;;;12;;;',
      'Guichet en ligne;attente;;;;;;;2026-04;;;;40;;;',
      'Guichet en ligne;attente;;;;;;;;;;;12;;;',
      'Guichet en ligne;;;;;;;;;;;;;;EB-9999;10',
      'Guichet en ligne;;;;;;;;;;;;;N-9999;;',
    ].join('\n')
    const found = plan(await send(file))
    expect(found.lines.map(({ outcome, refusals }) => [outcome, refusals.map(({ field }) => field).join()])).toEqual([
      ['added', ''],
      ['added', ''],
      ['added', ''],
      ['added', ''],
      ['added', ''],
      ['refused', 'value'],
      ['refused', 'period'],
      ['refused', 'value'],
      ['refused', 'period'],
      ['refused', 'pool'],
      ['refused', 'node'],
    ])
    const done = await apply(file)
    expect(done.job.state).toBe('done')
    const { code = '' } = (await titled('Guichet en ligne')) ?? {}
    const [wait, sheets] = (await read(code)).measures
    expect([wait?.key, sheets?.key]).toEqual(['attente', 'papier'])
    // Two persons where it counts: what a workbook says of a baseline or a target waits for another.
    expect([wait?.baseline, wait?.proposedBaseline?.content.model]).toEqual([null, { kind: 'value', value: 42 }])
    expect(wait?.proposedTrajectory?.content.points).toEqual([
      { period: '2026-04', low: 30, mode: 32, high: 35 },
      { period: '2026-05', low: 30, mode: 30, high: 30 },
    ])
    expect(wait?.observations.map(({ content }) => [content.period, content.value])).toEqual([
      ['2026-04', { kind: 'known', value: 41 }],
      ['2026-05', { kind: 'known', value: 0 }],
      ['2026-06', { kind: 'missing', reason: 'not-collected' }],
    ])
    const map = (await manager.call('GET', '/api/benefit-map')).json as unknown as MapView
    expect(map.edges.filter(({ to }) => to === code).map(({ from }) => from)).toEqual([lever.code])

    // Somebody draws on what it registered: its undo says so, and undoes nothing.
    const link = { type: 'contributes', share: null, lagMonths: 0, confidence: null, rationale: '', reason: 'Lié' }
    const other = await made()
    const drawn = { ...link, from: other.code, to: code }
    expect((await manager.call('PUT', '/api/benefit-map/edges', drawn)).status).toBe(204)
    const refused = await undo(done.id)
    expect([refused.job.state, refused.job.problem?.code]).toEqual(['failed', 'register-import-built-upon'])
    expect((await read(code)).measures.length).toBe(2)
    const away = { from: other.code, to: code, reason: 'Retiré' }
    expect((await manager.call('POST', '/api/benefit-map/edges/remove', away)).status).toBe(204)
    expect((await undo(done.id)).job.state).toBe('done')
    expect(await titled('Guichet en ligne')).toBeUndefined()
  })

  test('an undo is refused whole when a benefit was written on since', async () => {
    const done = await apply(`${heads}\r\n;Un;;;;;;;\r\n;Deux;;;;;;;`)
    const one = (await titled('Un'))?.code ?? ''
    await manager.call(
      'PATCH',
      `/api/register/${one}`,
      { reason: 'Précisé', beneficiary: 'Tous' },
      { 'if-match': '"1"' },
    )
    const refused = await undo(done.id)
    expect([refused.job.problem?.code, refused.job.problem?.detail.fr.includes(one)]).toEqual([
      'register-import-moved',
      true,
    ])
    expect(await titled('Deux')).toBeDefined()
  })

  test('an exported register brought back changes nothing', async () => {
    const { code } = await made({ title: { fr: 'Aller-retour', en: 'Round trip' } })
    await act(manager, code, '/measures/delai', aMeasure, 'PUT')
    await act(manager, code, '/measures/delai/baseline', aBaseline)
    await act(finance, code, '/measures/delai/baseline/decision', { decision: 'accept', reason: 'Prouvé' })
    await act(manager, code, '/measures/delai/trajectory', aTrajectory)
    await act(finance, code, '/measures/delai/trajectory/decision', { decision: 'accept', reason: 'Promis' })
    const observed = { period: '2026-04', source: 'Journal', quality: 'measured', reason: '' }
    const value = { kind: 'known', value: 38.5 }
    await act(manager, code, '/measures/delai/observations', { ...observed, value })
    const missing = { kind: 'missing', reason: 'withheld' }
    await act(manager, code, '/measures/delai/observations', { ...observed, period: '2026-05', value: missing })
    for (const language of ['fr', 'en']) {
      const exported = await manager.call('GET', `/api/register/export.xlsx?language=${language}`)
      const found = plan(await send(exported.bytes, { fileName: 'registre.xlsx' }))
      expect(found.lines.filter(({ outcome }) => outcome !== 'unchanged')).toEqual([])
      expect(found.lines.length).toBeGreaterThan(3)
    }
    const nothing = await apply((await manager.call('GET', '/api/register/export.xlsx')).bytes)
    expect(nothing.job.problem?.code).toBe('register-import-nothing')
  })

  test('a measure that would start before its baseline, a benefit that lacks its title, and numbers that are none', async () => {
    const rows = [
      ['Titre', 'Mesure', 'Unité', 'Mesurée dès le', 'Référence', 'Référence du', 'Référence au', 'Cible', 'Cible du'],
      ['Antidaté', 'Coût', 'CAD/year', '2025-01-01', 100, '2025-04', '2026-03', null, null],
      ['', 'Coût', 'CAD/year', null, null, null, null, null, null],
      ['Cents', 'Coût', 'CAD/year', null, 10.005, '2025-04', '2026-03', null, null],
      ['Renversé', 'Coût', 'CAD/year', null, 10, '2026-04', '2026-03', null, null],
      ['Cible seule', 'Coût', 'CAD/year', null, null, null, null, 'NULL', null],
      ['Sans fin', 'Coût', 'CAD/year', null, null, null, null, 1.2e3, '2026-04'],
    ]
    const sheet = {
      name: 'Registre',
      widths: [],
      frozenRows: 1,
      rows: rows.map((row) => row.map((one) => ({ value: one }))),
    }
    const bytes = workbookBytes({ title: 'Registre', language: 'fr', asOf: '2026-11-26', sheets: [sheet] })
    const found = plan(await send(bytes, { fileName: 'registre.xlsx' }))
    expect(found.lines.map(({ refusals }) => refusals.map(({ field }) => field).join())).toEqual([
      'measure-starts-on',
      'title-fr',
      'target-mode',
      'baseline-to',
      'target-mode',
      'target-from',
    ])
    expect((await apply(bytes, { fileName: 'registre.xlsx' })).job.problem?.code).toBe('register-import-nothing')
  })

  test('columns that a person chose are remembered for the body and the source, and the template is read', async () => {
    const columns = JSON.stringify({ 'title-fr': 'Chose', oops: 'x' })
    const found = plan(await send('Chose;Autre\r\nUn titre;x', { columns }))
    expect([found.columns, found.lines[0]?.title]).toEqual([{ 'title-fr': 'Chose' }, 'Un titre'])
    expect(plan(await send('Chose;Autre\r\nUn titre;x')).columns).toEqual({})
    expect((await apply('Chose;Autre\r\nUn titre;x', { columns })).job.state).toBe('done')
    expect(plan(await send('Autre;Chose\r\nx;Second titre')).columns).toEqual({ 'title-fr': 'Chose' })

    for (const language of ['fr', 'en']) {
      const template = await manager.call('GET', `/api/register-imports/template.xlsx?language=${language}`)
      const read1 = plan(await send(template.bytes, { fileName: 'gabarit.xlsx' }))
      expect(Object.keys(read1.columns).length).toBe(35)
      expect(read1.lines.filter(({ table }) => !/Mode|How/.test(table))).toEqual([])
    }
  })

  test('an import that is stopped on the way enters nothing', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'arpent-register-'))
    const file = join(folder, 'lot.csv')
    await writeFile(file, ['Titre;Mesure', ...Array.from({ length: 60 }, (_, i) => `Arrêté ${i};Coût`)].join('\n'))
    const { id: bodyId } = await setup.db
      .selectFrom('body')
      .select('id')
      .where('code', '=', 'MSC')
      .executeTakeFirstOrThrow()
    const stop = new AbortController()
    const context = {
      db: setup.db,
      clock: setup.clock,
      reach: systemReach({ bodies: [bodyId], requestId: 'stop' }),
      signal: stop.signal,
      progress: (done: number) => (done === 30 ? stop.abort() : undefined),
    }
    const asked = { id: newId(), path: file, fileName: 'lot.csv', body: 'MSC', bodyId, columns: null }
    await expect(applyImport(context, asked)).rejects.toThrow()
    expect(await titled('Arrêté 0')).toBeUndefined()
    expect((await manager.call('POST', `/api/register-imports/${asked.id}/undo`)).status).toBe(404)
    await rm(folder, { recursive: true })
  })

  test('a file without a table, one that is empty, and a body out of reach', async () => {
    expect((await send('seul')).status).toBe(422)
    expect((await send('')).status).toBe(422)
    expect((await send(`${heads}\r\n;Un;;;;;;;`, { body: 'MRP' })).status).toBe(404)
  })

  test('an export says the day it was known, and no cell of it runs as a formula', async () => {
    await made({ title: { fr: '=2+2', en: '+cmd' } })
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
