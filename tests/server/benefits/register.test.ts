import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type {
  BenefitDetail,
  BenefitHistory,
  MapView,
  RegisterDifference,
  RegisterPage,
} from '#models/benefits/register.views.ts'
import { registerAsOf, registerBreaks } from '#server/benefits/register.usecases.ts'
import { type TestApp, testApp } from '#tests/support/test-app.ts'
import { engines } from '#tests/support/test-database.ts'
import { aBaseline, aBenefit, aMeasure, aRole, aTrajectory } from './some-benefits.ts'

type Person = Awaited<ReturnType<TestApp['signedIn']>>
type Answer = Awaited<ReturnType<Person['call']>>
const day = 86_400_000

describe.each(engines)('the register on %s', (engine) => {
  let setup: TestApp
  let manager: Person
  let finance: Person
  let otherFinance: Person
  beforeAll(async () => {
    setup = await testApp(engine)
    manager = await setup.signedIn('portfolio-manager')
    finance = await setup.signedIn('finance-officer')
    otherFinance = await setup.signedIn('finance-officer')
  })
  afterAll(() => setup.close())

  const codeOf = (answer: Answer) => (JSON.parse(answer.text) as { code: string }).code
  const detail = (answer: Answer) => {
    expect([answer.status, answer.text]).toEqual([answer.status < 300 ? answer.status : 200, expect.any(String)])
    return answer.json as unknown as BenefitDetail
  }
  const made = async (more: object = {}, by: Person = manager) =>
    detail(await by.call('POST', '/api/register', { ...aBenefit, ...more }))
  const read = async (code: string, query = '', by: Person = manager) =>
    detail(await by.call('GET', `/api/register/${code}${query}`))
  /** Writes on what was just read. */
  const act = async (
    by: Person,
    code: string,
    path: string,
    body: object,
    method: 'POST' | 'PUT' | 'PATCH' = 'POST',
  ) => {
    const { etag } = await read(code)
    return by.call(method, `/api/register/${code}${path}`, body, { 'if-match': etag ?? '' })
  }
  const measured = async (more: object = {}) => {
    const { code } = await made(more)
    detail(await act(manager, code, '/measures/delai', aMeasure, 'PUT'))
    return code
  }
  const baselined = async (more: object = {}) => {
    const code = await measured(more)
    detail(await act(manager, code, '/measures/delai/baseline', aBaseline))
    detail(await act(finance, code, '/measures/delai/baseline/decision', { decision: 'accept', reason: 'Prouvé' }))
    return code
  }

  test('a benefit that no workload brings is registered as a draft and tells what it lacks', async () => {
    const benefit = await made()
    expect(benefit.code).toMatch(/^B-\d{4}$/)
    expect(benefit.profile.content.life).toBe('draft')
    expect(benefit.gaps).toEqual(['no-owner', 'no-outcome-measure', 'no-finance-counterpart'])
    expect(benefit.etag).toBe('"1"')
  })

  test('a measure is named by a key that its baselines can hold', async () => {
    const { code } = await made()
    const refused = await act(manager, code, `/measures/${encodeURIComponent('Pas une clé')}`, aMeasure, 'PUT')
    expect([refused.status, codeOf(refused), refused.text.includes('"/key"')]).toEqual([
      422,
      'benefit-measure-key',
      true,
    ])
  })

  test('a body out of reach, a stale version and a version not named are refused', async () => {
    const elsewhere = await manager.call('POST', '/api/register', { ...aBenefit, body: 'MRP' })
    expect([elsewhere.status, codeOf(elsewhere)]).toEqual([422, 'benefit-body-unknown'])
    const { code } = await made()
    const edit = { reason: 'Précisé', beneficiary: 'Tous' }
    expect((await manager.call('PATCH', `/api/register/${code}`, edit)).status).toBe(428)
    expect((await manager.call('PATCH', `/api/register/${code}`, edit, { 'if-match': '"9"' })).status).toBe(412)
    const stranger = await setup.signedIn('portfolio-manager', 'MRP')
    expect((await stranger.call('GET', `/api/register/${code}`)).status).toBe(404)
    expect((await stranger.call('PATCH', `/api/register/${code}`, edit, { 'if-match': '"1"' })).status).toBe(404)
  })

  test('who proposes a baseline does not freeze it; frozen, it closes the past of its measure', async () => {
    const code = await measured()
    detail(await act(finance, code, '/measures/delai/baseline', aBaseline))
    const itself = await act(finance, code, '/measures/delai/baseline/decision', { decision: 'accept', reason: 'Moi' })
    expect([itself.status, codeOf(itself)]).toEqual([403, 'benefit-same-person'])
    expect(
      (await act(manager, code, '/measures/delai/baseline/decision', { decision: 'accept', reason: 'Non' })).status,
    ).toBe(403)
    const frozen = detail(
      await act(otherFinance, code, '/measures/delai/baseline/decision', { decision: 'accept', reason: 'Prouvé' }),
    )
    const [measure] = frozen.measures
    expect(measure?.baseline?.content).toMatchObject({
      state: 'frozen',
      frozenOn: '2026-11-24',
      window: aBaseline.window,
    })
    expect([measure?.baseline?.statedBy, measure?.baseline?.approvedBy]).toEqual([finance.user, otherFinance.user])
    expect(measure?.proposedBaseline).toBeNull()
    const early = { period: '2025-03', value: { kind: 'known', value: 40 }, source: 'Journal', quality: 'measured' }
    const backdated = await act(manager, code, '/measures/delai/observations', early)
    expect([backdated.status, codeOf(backdated)]).toEqual([422, 'benefit-observation-before-baseline'])
    const start = await act(manager, code, '/measures/delai', { ...aMeasure, startsOn: '2025-03-31' }, 'PUT')
    expect([start.status, codeOf(start)]).toEqual([422, 'benefit-measure-backdated'])
  })

  test('a missing value is told missing, never zero', async () => {
    const code = await measured()
    const value = { kind: 'missing', reason: 'source-unavailable' }
    const seen = { period: '2026-10', value, source: 'Journal', quality: 'measured' }
    const after = detail(await act(manager, code, '/measures/delai/observations', seen))
    expect(after.measures[0]?.observations.map((one) => one.content.value)).toEqual([value])
    const page = (await manager.call('GET', '/api/register')).json as unknown as RegisterPage
    expect(page.items.find((line) => line.code === code)?.lastMeasured).toBeNull()
  })

  test('nothing realises without all it needs', async () => {
    const code = await measured()
    const life = (to: string) => act(manager, code, '/life', { to, reason: 'Mis en service' })
    const early = await life('baselined')
    expect([early.status, codeOf(early)]).toEqual([422, 'benefit-no-frozen-baseline'])
    detail(await act(manager, code, '/measures/delai/baseline', aBaseline))
    detail(await act(finance, code, '/measures/delai/baseline/decision', { decision: 'accept', reason: 'Prouvé' }))
    detail(await life('baselined'))
    const unready = await life('realising')
    expect([unready.status, codeOf(unready)]).toEqual([422, 'benefit-not-ready'])
    const people = { owner: aRole('Direction des permis'), financeCounterpart: aRole('Direction des finances') }
    detail(await act(manager, code, '', { reason: 'Nommés', ...people }, 'PATCH'))
    expect(detail(await life('realising')).profile.content.life).toBe('realising')
    for (const lost of [{ owner: null }, { financeCounterpart: null }]) {
      const edit = await act(manager, code, '', { reason: 'Retiré', ...lost }, 'PATCH')
      expect([edit.status, codeOf(edit)]).toEqual([409, 'benefit-realising-keeps'])
    }
    const driver = await act(manager, code, '/measures/delai', { ...aMeasure, role: 'driver' }, 'PUT')
    expect([driver.status, codeOf(driver)]).toEqual([409, 'benefit-realising-keeps'])
    detail(await act(manager, code, '', { reason: 'Remplacé', owner: aRole('Direction du guichet') }, 'PATCH'))
  })

  test('a promise is frozen by two persons, and a re-baseline never takes the first away', async () => {
    const code = await baselined()
    detail(await act(manager, code, '/measures/delai/trajectory', aTrajectory))
    const itself = await act(manager, code, '/measures/delai/trajectory/decision', {
      decision: 'accept',
      reason: 'Oui',
    })
    expect(itself.status).toBe(403)
    detail(
      await act(finance, code, '/measures/delai/trajectory/decision', { decision: 'accept', reason: 'Lu et admis' }),
    )
    const again = { ...aTrajectory, reason: 'Retard de la vague', plateau: { low: 10, mode: 15, high: 20 } }
    detail(await act(finance, code, '/measures/delai/trajectory', again))
    const after = detail(
      await act(otherFinance, code, '/measures/delai/trajectory/decision', { decision: 'accept', reason: 'Admis' }),
    )
    expect(
      after.promises.map(({ version, reason, proposedBy, frozenBy }) => [version, reason, proposedBy, frozenBy]),
    ).toEqual([
      [1, 'Cible du plan', manager.user, finance.user],
      [2, 'Retard de la vague', finance.user, otherFinance.user],
    ])
    expect(after.measures[0]?.trajectory?.content.plateau?.mode).toBe(15)
    expect(after.promises[0]?.trajectory.plateau?.mode).toBe(20)
  })

  test('closing waits for a handover that the owner and finance accepted, each another person', async () => {
    const people = {
      owner: aRole('Permis'),
      financeCounterpart: aRole('Finances'),
      projectLead: aRole('Chef', 'U-9999'),
    }
    const code = await baselined(people)
    for (const to of ['baselined', 'realising']) detail(await act(manager, code, '/life', { to, reason: 'Suite' }))
    const close = () => act(manager, code, '/life', { to: 'closed', reason: 'Terminé' })
    const handover = {
      reason: 'Fin du projet',
      from: 'Projet permis',
      to: aRole('Permis', 'U-9999'),
      effectiveOn: '2027-01-01',
      obligations: 'Mesurer chaque trimestre',
      frequency: 'quarterly',
      endsOn: '2029-12-31',
    }
    expect(codeOf(await close())).toBe('benefit-handover-not-accepted')
    expect(codeOf(await act(manager, code, '/handover', handover))).toBe('benefit-owner-leads-project')
    detail(await act(manager, code, '/handover', { ...handover, to: aRole('Permis') }))
    const accept = (by: Person, as: string) => act(by, code, '/handover/acceptance', { as, reason: 'Accepté' })
    expect(codeOf(await accept(manager, 'owner'))).toBe('benefit-same-person') // who proposed
    const refusal = { as: 'finance', decision: 'refuse', reason: 'Obligations trop vagues' }
    detail(await accept(finance, 'owner'))
    expect(detail(await act(otherFinance, code, '/handover/acceptance', refusal)).handover).toBeNull()
    expect(codeOf(await accept(finance, 'owner'))).toBe('benefit-nothing-proposed')
    const told = (await manager.call('GET', `/api/register/${code}/history`)).json as unknown as BenefitHistory
    expect(told.records.at(-1)).toMatchObject({
      kind: 'handover',
      approvedBy: otherFinance.user,
      reason: refusal.reason,
    })
    detail(await act(manager, code, '/handover', { ...handover, to: aRole('Permis') }))
    detail(await accept(finance, 'owner'))
    expect(codeOf(await close())).toBe('benefit-handover-not-accepted')
    const gate = { reason: 'Fermeture', gate: 'G4', verdict: 'passed', conditions: '', heldOn: '2026-11-24' }
    expect(codeOf(await act(finance, code, '/gates', gate))).toBe('benefit-handover-not-accepted')
    expect(codeOf(await accept(finance, 'finance'))).toBe('benefit-same-person')
    expect((await accept(manager, 'finance')).status).toBe(403)
    detail(await accept(otherFinance, 'finance'))
    const held = detail(await act(finance, code, '/gates', gate))
    const snapshot = await setup.db
      .selectFrom('board_snapshot')
      .selectAll()
      .where('subject', '=', code)
      .executeTakeFirstOrThrow()
    expect(held.gates[0]?.content).toMatchObject({ snapshot: snapshot.id, snapshotDigest: snapshot.digest })
    expect(detail(await close()).profile.content.life).toBe('closed')
    expect(codeOf(await act(manager, code, '', { reason: 'Trop tard', beneficiary: 'X' }, 'PATCH'))).toBe(
      'benefit-ended',
    )
  })

  test('what was known on a day stays known as it was', async () => {
    const { code } = await made({ beneficiary: 'Avant' })
    const before = setup.clock.now().toISOString().slice(0, 10)
    setup.clock.advance(2 * day)
    manager = await setup.signedIn('portfolio-manager') // the sessions of two days ago have ended
    detail(await act(manager, code, '', { reason: 'Corrigé', beneficiary: 'Après' }, 'PATCH'))
    expect((await read(code)).profile.content.beneficiary).toBe('Après')
    const then = await read(code, `?asKnown=${before}`)
    expect([then.profile.content.beneficiary, then.etag]).toEqual(['Avant', null])
    expect((await manager.call('GET', `/api/register/${code}?asKnown=2026-01-01`)).status).toBe(404)
    const found = (await manager.call('GET', `/api/register/${code}/differences?from=${before}`))
      .json as unknown as RegisterDifference
    expect(found.changes.map(({ kind, change }) => [kind, change])).toEqual([['profile', 'changed']])
    const state = await registerAsOf({ db: setup.db, clock: setup.clock }, setup.system(), {
      asKnownMs: Date.parse('2026-01-01'),
    })
    expect(state.benefits).toEqual([])
  })

  test('the chain of a benefit holds, and a record changed behind the product’s back is told', async () => {
    const { code } = await made()
    detail(await act(manager, code, '', { reason: 'Précisé', beneficiary: 'Tous' }, 'PATCH'))
    const history = async () =>
      (await manager.call('GET', `/api/register/${code}/history`)).json as unknown as BenefitHistory
    expect((await history()).records.map(({ kind, version }) => [kind, version])).toEqual([
      ['profile', 1],
      ['profile', 2],
    ])
    expect(await registerBreaks(setup.db)).toEqual([])
    await setup.db
      .updateTable('register_record')
      .set({ reason: 'Autre' })
      .where('subject', '=', code)
      .where('version', '=', 1)
      .execute()
    expect((await history()).chain).toMatchObject({ holds: false, fault: 'digest' })
    expect((await registerBreaks(setup.db)).map((one) => one.subject)).toEqual([code])
  })

  test('the map refuses a circle and names it; shares of a pool never pass the whole', async () => {
    const [a, b] = [(await made()).code, (await made()).code]
    const node = {
      body: 'MSC',
      reason: 'Carte',
      layer: 'lever',
      title: { fr: 'Vague 3', en: 'Wave 3' },
      owner: '',
      wave: null,
      dueOn: null,
      agreed: true,
    }
    const lever = JSON.parse((await manager.call('POST', '/api/benefit-map/nodes', node)).text) as { code: string }
    const edge = { type: 'enables', share: null, lagMonths: 3, confidence: 0.8, rationale: '', reason: 'Lien' }
    const link = (from: string, to: string) => manager.call('PUT', '/api/benefit-map/edges', { ...edge, from, to })
    for (const [from, to] of [
      [lever.code, a],
      [a, b],
      [b, 'O-16'],
    ] as const)
      expect((await link(from, to)).status).toBe(204)
    const circle = await link(b, lever.code)
    expect([circle.status, codeOf(circle)]).toEqual([409, 'benefit-map-cycle'])
    expect(circle.text).toContain(`${b} → ${lever.code} → ${a} → ${b}`)
    expect(codeOf(await link('O-16', a))).toBe('benefit-objective-is-last')
    const map = (await manager.call('GET', '/api/benefit-map')).json as unknown as MapView
    expect(map.nodes.filter((one) => one.layer === 'objective')).toHaveLength(16)
    expect(map.gaps.filter(({ code }) => [a, b, lever.code].includes(code))).toEqual([])
    const etagOfLever = async () => (await nodeOf(lever.code))?.etag ?? ''
    const nodeOf = async (wanted: string) =>
      ((await manager.call('GET', '/api/benefit-map')).json as unknown as MapView).nodes.find(
        (one) => one.code === wanted,
      )
    const leverPath = `/api/benefit-map/nodes/${lever.code}`
    const held = await etagOfLever()
    expect((await manager.call('DELETE', leverPath, undefined, { 'if-match': held })).status).toBe(422)
    const off = `${leverPath}?reason=${encodeURIComponent('Doublon')}`
    expect((await manager.call('DELETE', off, undefined, { 'if-match': held })).status).toBe(204)
    expect(await nodeOf(lever.code)).toBeUndefined()
    const back = { reason: 'Retrait annulé' }
    const gone = `"${Number(held.replaceAll('"', '')) + 2}"` // the node, and the link that left with it
    expect((await manager.call('POST', `${leverPath}/restore`, back, { 'if-match': gone })).status).toBe(204)
    const again = (await manager.call('GET', '/api/benefit-map')).json as unknown as MapView
    expect(again.edges.filter(({ from }) => from === lever.code).map(({ to }) => to)).toEqual([a])
    const stands = await manager.call('POST', `${leverPath}/restore`, back, { 'if-match': await etagOfLever() })
    expect([stands.status, codeOf(stands)]).toEqual([409, 'benefit-map-node-stands'])
    const pool = {
      body: 'MSC',
      reason: 'Plafond',
      title: { fr: 'Papier', en: 'Paper' },
      metric: 'Feuilles',
      unit: 'count',
      rule: 'agreed',
      ceilings: [],
    }
    const reversed = { ...pool, ceilings: [{ from: '2027-04', to: '2027-03', ceiling: 1 }] }
    const refusedPool = await manager.call('POST', '/api/benefit-map/pools', reversed)
    expect([refusedPool.status, refusedPool.text.includes('/ceilings/0/to')]).toEqual([422, true])
    const kept = JSON.parse((await manager.call('POST', '/api/benefit-map/pools', pool)).text) as { code: string }
    const give = (benefit: string, share: number, etag: string) =>
      manager.call(
        'PUT',
        `/api/benefit-map/pools/${kept.code}/shares/${benefit}`,
        { share, rationale: '', reason: 'Part' },
        { 'if-match': etag },
      )
    expect((await give(a, 0.7, '"1"')).status).toBe(204)
    const over = await give(b, 0.4, '"2"')
    expect([over.status, codeOf(over)]).toEqual([422, 'benefit-pool-overshared'])
    expect((await give(b, 0.3, '"2"')).status).toBe(204)
  })
})
