import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ClassificationView } from '#models/classification/classification.schemas.ts'
import { reEvaluated } from '#models/cost/re-evaluate.ts'
import type { HomeView } from '#models/home/home.views.ts'
import type { DecisionView } from '#models/inventory/workload.views.ts'
import type { Derivation } from '#models/shared/derivation.ts'
import { newId } from '#server/shared/ids.ts'
import { alertsOf } from '#server/home/alerts.usecases.ts'
import { cadastreOf } from '#server/home/cadastre.usecases.ts'
import { homeFigureDerivation } from '#server/home/progress.usecases.ts'
import { countOf } from '#server/shared/wording.ts'
import {
  aWorkload,
  classified,
  ifMatch,
  plainRecord,
  withCatalogue,
  withLevels,
} from '#tests/server/decisions/some-workloads.ts'
import { type TestApp, testApp } from '#tests/support/test-app.ts'
import { engines } from '#tests/support/test-database.ts'

type Person = Awaited<ReturnType<TestApp['signedIn']>>

describe.each(engines)('home on %s', (engine) => {
  let setup: TestApp
  let manager: Person
  let officer: Person
  let finance: Person
  beforeAll(async () => {
    setup = await testApp(engine)
    await withCatalogue(setup)
    manager = await setup.signedIn('portfolio-manager')
    officer = await setup.signedIn('security-officer')
    finance = await setup.signedIn('finance-officer')
  })
  afterAll(() => setup.close())

  const home = async (by: Person) => (await by.call('GET', '/api/home')).json as unknown as HomeView
  const kinds = async (by: Person) => (await home(by)).inbox.map((item) => item.kind)
  const proposeClassification = async (code: string, by = manager) =>
    (await by.call('POST', `/api/workloads/${code}/classifications`, { record: plainRecord, reason: 'Atelier' }))
      .json as unknown as ClassificationView
  const proposeDecision = async (code: string, given: object = { strategy: 'retain', option: null }) =>
    (await manager.call('POST', `/api/workloads/${code}/decisions`, { rationale: 'Rien de mieux', ...given }))
      .json as unknown as DecisionView

  test('is empty for an installation without workloads', async () => {
    const view = await home(manager)
    expect([view.inbox, view.cadastre, view.alerts]).toEqual([[], [], []])
    expect(view.progress.map((figure) => [figure.id, figure.value])).toEqual([
      ['decided', null],
      ['classified', null],
      ['open-options', null],
      ['promised', null],
    ])
  })

  test('a proposal awaits who may settle it, and only them, until it is settled', async () => {
    const { code } = await aWorkload(setup)
    const one = await proposeClassification(code)
    expect(await kinds(officer)).toContain('classification-to-approve')
    expect(await kinds(manager)).not.toContain('classification-to-approve')
    expect(await kinds(finance)).toEqual([])
    expect(await kinds(await setup.signedIn('security-officer', 'MRP'))).toEqual([])
    await officer.call('POST', `/api/classifications/${one.id}/return`, { reason: 'Préciser' }, ifMatch(one))
    expect(await kinds(officer)).not.toContain('classification-to-approve')
    const [back] = (await home(manager)).inbox
    expect(back).toMatchObject({ kind: 'classification-returned', why: { fr: 'Préciser' } })
    const again = await proposeClassification(code)
    expect(await kinds(manager)).toEqual([])
    await officer.call('POST', `/api/classifications/${again.id}/approve`, {}, ifMatch(again))
    expect(await kinds(officer)).toEqual([])
  })

  test('a decision awaits its signer; one sent back awaits its proposer until proposed again', async () => {
    const { code } = await aWorkload(setup)
    await classified({ proposer: manager, officer }, code)
    const one = await proposeDecision(code)
    expect(await kinds(finance)).toEqual(['decision-to-sign'])
    expect(await kinds(manager)).toEqual([])
    await finance.call('POST', `/api/decisions/${one.id}/return`, { reason: 'Comparer' }, ifMatch(one))
    expect((await home(manager)).inbox).toMatchObject([{ kind: 'decision-returned', why: { fr: 'Comparer' } }])
    const again = await proposeDecision(code)
    expect(await kinds(manager)).toEqual([])
    await finance.call('POST', `/api/decisions/${again.id}/sign`, {}, ifMatch(again))
    expect(await kinds(finance)).toEqual([])
  })

  test('the centre is shown a body’s proposal only where it is the second person', async () => {
    const centre = await setup.signedIn('centre', 'QC')
    await proposeClassification((await aWorkload(setup)).code)
    expect(await kinds(centre)).toEqual([])
    const alone = await setup.signedIn('security-officer', 'MRP')
    const lonely = await setup.signedIn('security-officer', 'MRP')
    const { code } = await aWorkload(setup, { body: 'MRP', name: 'Impôt' })
    await proposeClassification(code, alone)
    expect(await kinds(lonely)).toEqual(['classification-to-approve'])
    expect(await kinds(centre)).toEqual([])
    const administrator = await setup.signedIn('administrator', 'QC')
    await administrator.call('POST', `/api/users/${lonely.user}/disable`)
    const first = (await setup.db.selectFrom('user_account').select('code').where('status', '=', 'active').execute())
      .length
    expect(first).toBeGreaterThan(0)
    for (const grant of await setup.db
      .selectFrom('role_grant')
      .selectAll()
      .where('body_id', '=', setup.bodyId('MRP'))
      .execute()) {
      if (grant.user_id !== alone.id)
        await setup.db.updateTable('role_grant').set({ valid_to: '2026-01-01' }).where('id', '=', grant.id).execute()
    }
    expect(await kinds(centre)).toEqual(['classification-to-approve'])
  })

  test('an import staged is to confirm; what waits over ten days is late and comes first', async () => {
    const at = new Date(setup.clock.now().getTime() - 11 * 86_400_000).toISOString()
    const batch = {
      id: newId(),
      body_id: setup.bodyId('MSC'),
      file_name: 'parc.xlsx',
      sha256: 'x',
      bytes: 1,
      format: 'rvtools',
      format_version: '1',
      state: 'staged',
      description_json: '{}',
      grouping: 'name',
      counts_json: '{}',
      problem_json: null,
      stated_by: manager.user,
      received_at: at,
      applied_at: null,
      undone_at: null,
    }
    await setup.db.insertInto('import_batch').values(batch).execute()
    await setup.db
      .insertInto('import_batch')
      .values({ ...batch, id: newId(), state: 'applied' })
      .execute()
    await aWorkload(setup, { name: 'Sans catégorie' })
    const { inbox } = await home(manager)
    expect(inbox.map((item) => [item.kind, item.isLate])).toEqual([
      ['import-to-confirm', true],
      ['classification-missing', false],
    ])
    expect(inbox[0]).toMatchObject({
      id: `import-to-confirm-${batch.id}`,
      due: at.slice(0, 8) + inbox[0]?.due?.slice(8),
    })
    expect(inbox[1]?.title.fr).toBe('Catégoriser 1 charge sans classification')
    await setup.db.deleteFrom('import_batch').execute()
  })

  test('progress counts what is classified, decided, open and promised; each figure opens and gives itself again', async () => {
    const { code } = await aWorkload(setup, { name: 'Promise' })
    await classified({ proposer: manager, officer }, code)
    await manager.call('POST', `/api/workloads/${code}/current-cost`, {
      amountCad: '9000.00',
      period: '2026-2027',
      reference: 'Grand livre',
    })
    const one = await proposeDecision(code, { strategy: 'rehost', option: 'aws.ca-central-1' })
    const signed = await finance.call('POST', `/api/decisions/${one.id}/sign`, {}, ifMatch(one))
    expect(signed.status).toBe(200)
    const { progress } = await home(manager)
    const [decided, , open, promised] = progress
    const active = await setup.db
      .selectFrom('workload')
      .select('id')
      .where('body_id', '=', setup.bodyId('MSC'))
      .execute()
    expect(decided).toMatchObject({ numerator: 2, denominator: active.length, target: 80, unit: '%' })
    expect(decided?.parts.map((part) => [part.key, part.value])).toEqual([
      ['public', 1],
      ['state', 0],
      ['legacy', 1],
    ])
    expect(open?.numerator).toBe(3)
    const register = (await finance.call('GET', '/api/benefits')).json as unknown as { totalPromisedCad: string }
    expect(promised?.value).toBe(Number(register.totalPromisedCad))
    for (const figure of progress) {
      const answer = await manager.call('GET', `/api/figures/${figure.figure}`)
      const opened = answer.json as unknown as Derivation
      expect([figure.id, answer.status, opened.value]).toEqual([figure.id, 200, figure.value])
      expect(reEvaluated(opened)).toEqual({ kind: 'known', value: figure.value })
    }
    const forged = decided?.figure.replace(`~${decided.numerator}.`, `~${decided.numerator + 1}.`) ?? ''
    expect((await manager.call('GET', `/api/figures/${forged}`)).status).toBe(404)
  })

  test('the cadastre holds every workload and every dollar, also beyond the widest', async () => {
    for (let n = 0; n < 4; n += 1) {
      const { code } = await aWorkload(setup, { name: `Lot ${n}` })
      const cost = { amountCad: `${n + 1}000.00`, period: '2026-2027', reference: 'Grand livre' }
      await manager.call('POST', `/api/workloads/${code}/current-cost`, cost)
    }
    const [row] = (await home(manager)).cadastre
    const cents = (row?.lots ?? []).reduce((sum, lot) => sum + (lot.cents ?? 0), 0)
    expect([row?.body, cents / 100, row?.rest]).toEqual(['MSC', Number(row?.totalCad), []])
    expect(row?.lots[0]).toMatchObject({ name: 'Promise', cents: 900_000, placement: 'public' })
    const reach = { ...setup.system(), bodies: [setup.bodyId('MSC')] } as ReturnType<TestApp['system']> // narrower than the system's
    const [short] = await cadastreOf({ db: setup.db, clock: setup.clock }, reach, 2)
    const rest = short?.rest ?? []
    expect(short?.lots.length).toBe(2)
    expect(rest.reduce((sum, one) => sum + one.workloads, 2)).toBe(row?.lots.length)
    const shown = (short?.lots ?? []).reduce((sum, lot) => sum + (lot.cents ?? 0), 0)
    expect(rest.reduce((sum, one) => sum + one.cents, shown)).toBe(cents)
    expect(rest.reduce((sum, one) => sum + one.unknown, 0)).toBe(row?.lots.filter((lot) => lot.cents === null).length)
  })

  test('alerts name the rule that leaves no option and the reason a cost is missing', async () => {
    const bare = await aWorkload(setup, { name: 'Vide', servers: 0 })
    await classified({ proposer: manager, officer }, bare.code)
    const stale = await aWorkload(setup, { name: 'Ancienne' })
    const record = withLevels(1, 1, 1)
    const old = { ...record, dic: { d: 1, i: 1, c: 1, justification: 'Guide', date: '2020-01-01' } as const }
    await classified({ proposer: manager, officer }, stale.code, old)
    const { alerts } = await home(manager)
    const forbidden = alerts.find((alert) => alert.level === 'bad')
    expect(forbidden?.title).toEqual({
      fr: "Aucune décision d'hébergement sans catégorisation DIC à jour et approuvée (1 charge sans option permise)",
      en: expect.stringMatching(/\(1 workload with no permitted option\)$/) as string,
    })
    expect(forbidden?.causes.map((cause) => cause.fr)).toEqual([
      expect.stringMatching(/^QC-CAT-09 : /),
      expect.stringMatching(/^d’abord : à établir : Catégorisation DIC, .* ; à demander : le détenteur/),
    ])
    const costless = alerts.filter((alert) => /charges? sans coût prévu\)$/.test(alert.title.fr))
    expect(costless.length).toBeGreaterThan(0)
    for (const { causes } of costless) expect(causes[0]?.fr).toMatch(/^d’abord : .+ ; à demander : .+$/)
  })

  test('a cause is told once, whether it closes options or leaves them undetermined; no two alerts share a title', async () => {
    const at = await setup.db.selectFrom('assessment').select('workload_id').orderBy('workload_id').limit(3).execute()
    const held = ['QC-CAT-09', 'QC-CAT-09', 'QC-PRP-01'].map((gap, i) => ({
      gap,
      verdict: i === 0 ? 'forbid' : 'undetermined',
      id: at[i]?.workload_id ?? '',
    }))
    for (const { gap, verdict, id } of held)
      await setup.db
        .updateTable('assessment')
        .set({ gap, best_verdict: verdict })
        .where('workload_id', '=', id)
        .execute()
    const alerts = await alertsOf({ db: setup.db, clock: setup.clock }, setup.system())
    const titles = alerts.map((alert) => alert.title.fr)
    expect(new Set(titles).size).toBe(titles.length)
    const told = alerts.filter((alert) => alert.causes[0]?.fr.startsWith('QC-CAT-09'))
    expect(told.map((alert) => [alert.level, alert.title.fr])).toEqual([
      ['bad', expect.stringMatching(/charges? sans option permise, 1 charge sans verdict\)$/)],
    ])
    expect(titles).toContainEqual(
      expect.stringMatching(/^À établir : Renseignements personnels, .*\(1 charge sans verdict\)$/),
    )
  })

  test('an administrator sees no business figure; nobody sees another body’s', async () => {
    const administrator = await setup.signedIn('administrator', 'QC')
    expect(await home(administrator)).toEqual({ inbox: [], progress: [], cadastre: [], alerts: [] })
    const foreign = await setup.signedIn(['portfolio-manager', 'finance-officer'], 'MRP')
    const text = JSON.stringify(await home(foreign))
    for (const canary of ['MSC', 'Promise', 'Lot 0', 'Ancienne']) expect(text).not.toContain(canary)
  })
})

test.each([
  { count: 0, fr: '0 charge', en: '0 workloads' },
  { count: 1, fr: '1 charge', en: '1 workload' },
  { count: 2, fr: '2 charges', en: '2 workloads' },
  { count: 12_345, fr: '12 345 charges', en: '12,345 workloads' },
])('$count is said with its noun', ({ count, fr, en }) => {
  const said = countOf(count, { fr: ['charge', 'charges'], en: ['workload', 'workloads'] })
  expect([said.fr.replaceAll(/\s/g, ' '), said.en]).toEqual([fr, en])
})

test.each(['f_home~decided~1.2', 'f_home~decided~a.b.c', 'f_home~other~1.2.abc', 'f_home~toString~1.2.abc', 'f_home'])(
  'a figure that was never given does not open: %s',
  (figure) => {
    expect(homeFigureDerivation(figure)).toBeUndefined()
  },
)
