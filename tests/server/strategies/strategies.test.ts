import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { WorkloadCarbon } from '#models/carbon/carbon.schemas.ts'
import { reEvaluated } from '#models/cost/re-evaluate.ts'
import type { QuestionnaireListItem, QuestionnaireView } from '#models/strategies/questionnaire.views.ts'
import type {
  ScoreView,
  StrategyList,
  StrategyView,
  WorkloadQuestionnaire,
} from '#models/strategies/strategies.views.ts'
import { strategiesOf } from '#server/strategies/strategies.usecases.ts'
import { aWorkload, ifMatch } from '#tests/server/decisions/some-workloads.ts'
import { type TestApp, testApp } from '#tests/support/test-app.ts'
import { engines } from '#tests/support/test-database.ts'

type Person = Awaited<ReturnType<TestApp['signedIn']>>
type Problem = { code: string; errors: { pointer?: string; code: string; row?: number; detail: string }[] }
const problemOf = (answer: { text: string }) => JSON.parse(answer.text) as Problem

const ours = readFileSync('data/questionnaires/preparation-infonuagique.yaml', 'utf8')
const another = ours.replaceAll('key: equipment', 'key: other_equipment').replaceAll('key: saas,', 'key: other_saas,')

describe.each(engines)('strategies on %s', (engine) => {
  let setup: TestApp
  let manager: Person
  let centre: Person
  beforeAll(async () => {
    setup = await testApp(engine)
    manager = await setup.signedIn('portfolio-manager')
    centre = await setup.signedIn(['portfolio-manager', 'centre'], 'QC')
  })
  afterAll(() => setup.close())

  const answer = (code: string, question: string, given: string | null, more: object = {}, by: Person = manager) =>
    by.call('POST', `/api/workloads/${code}/answers`, {
      questionnaire: 'valeur-et-tenue',
      question,
      answer: given,
      state: given === null ? 'unknown' : 'completed',
      answeredOn: '2026-11-20',
      evidence: null,
      ...more,
    })
  const strategy = async (code: string, by: Person = manager) =>
    (await by.call('GET', `/api/workloads/${code}/strategy`)).json as unknown as StrategyView
  const stand = async (code: string) => {
    const all = (await manager.call('GET', `/api/workloads/${code}/questionnaires`))
      .json as unknown as WorkloadQuestionnaire[]
    return all.find((one) => one.code === 'valeur-et-tenue')
  }

  test('answers make the strategy surer, one that decides changes it, and a person may keep another with a reason', async () => {
    const { code } = await aWorkload(setup)
    const before = await strategy(code)
    expect(before).toMatchObject({ strategy: 'rehost', override: null, time: { position: { kind: 'unknown' } } })
    expect((await answer(code, 'usage', 'a1')).status).toBe(201)
    const used = await strategy(code)
    expect(used.strategy).toBe('rehost')
    expect(used.recommendation.confidence).toBeGreaterThan(before.recommendation.confidence)
    await answer(code, 'usage', 'a4')
    const unused = await strategy(code)
    expect(unused).toMatchObject({ strategy: 'retire' })
    expect(unused.recommendation.trace[0]).toMatchObject({ id: 'RETIRE-UNUSED', result: 'decides' })
    expect(unused.recommendation.trace[0]?.facts[0]?.source?.fr).toContain(manager.user)
    const kept = await manager.call('POST', `/api/workloads/${code}/strategy/overrides`, {
      strategy: 'retain',
      reason: 'Conservation légale jusqu’en 2028',
    })
    expect(kept.status).toBe(201)
    expect(kept.json).toMatchObject({ strategy: 'retain', override: { computed: 'retire', statedBy: manager.user } })
    const same = await manager.call('POST', `/api/workloads/${code}/strategy/overrides`, {
      strategy: 'retain',
      reason: 'encore',
    })
    expect([same.status, problemOf(same).code]).toEqual([422, 'override-says-the-same'])
    await manager.call('POST', `/api/workloads/${code}/strategy/overrides`, {
      strategy: null,
      reason: 'La loi a changé',
    })
    expect(await strategy(code)).toMatchObject({ strategy: 'retire', override: null })
    const events = await setup.db
      .selectFrom('audit_event')
      .innerJoin('workload', 'workload.id', 'audit_event.object_id')
      .select('action')
      .where('workload.code', '=', code)
      .orderBy('seq')
      .execute()
    expect(events.map((event) => event.action)).toEqual([
      'answer.completed',
      'answer.completed',
      'strategy.overridden',
      'strategy.override-withdrawn',
    ])
  })

  test('draft, unknown and completed stay apart; only what is completed counts; the history keeps all', async () => {
    const { code } = await aWorkload(setup)
    await answer(code, 'usage', 'a4', { state: 'draft' })
    expect(await strategy(code)).toMatchObject({ strategy: 'rehost' })
    expect((await stand(code))?.progress.counts).toMatchObject({ draft: 1, completed: 0 })
    await answer(code, 'reliability', null)
    await answer(code, 'usage', 'a1', {
      evidence: { text: 'Journal d’accès', reference: 'GED-12', sha256: 'a'.repeat(64) },
    })
    const now = await stand(code)
    expect(now?.progress).toMatchObject({ state: 'draft', counts: { completed: 1, unknown: 1, draft: 0 } })
    const history = (await manager.call('GET', `/api/workloads/${code}/answers?question=usage&limit=1`))
      .json as unknown as { id: string; state: string }[]
    expect(history).toMatchObject([{ state: 'completed', evidence: { reference: 'GED-12' } }])
    const next = await manager.call(
      'GET',
      `/api/workloads/${code}/answers?question=usage&limit=1&cursor=${history[0]?.id}`,
    )
    expect(next.json).toMatchObject([{ state: 'draft', answer: 'a4' }])
    await expect(setup.db.deleteFrom('answer').execute()).rejects.toThrow('append-only')
  })

  test('another environment inherits what production completed, and says so', async () => {
    const production = await aWorkload(setup, { name: 'Mère' })
    const other = await aWorkload(setup, { name: 'Essais' })
    const { application_id } = await setup.db
      .selectFrom('workload')
      .select('application_id')
      .where('id', '=', production.id)
      .executeTakeFirstOrThrow()
    await setup.db
      .updateTable('workload')
      .set({ application_id, environment: 'test' })
      .where('id', '=', other.id)
      .execute()
    await answer(production.code, 'usage', 'a1')
    await answer(production.code, 'coverage', 'a1', { state: 'draft' })
    const now = await stand(other.code)
    const of = (question: string) => now?.answered.find((one) => one.question === question)
    expect(of('usage')).toMatchObject({ state: 'inherited', from: production.code })
    expect(of('usage')?.confidence).toBeLessThan(0.8)
    expect(of('coverage')).toMatchObject({ state: 'unanswered' })
    expect(now?.progress.state).toBe('draft')
  })

  test('what does not fit is refused, field by field', async () => {
    const { code } = await aWorkload(setup)
    const refusals = [
      await answer(code, 'usage', 'a9'),
      await answer(code, 'weather', 'a1'),
      await answer(code, 'usage', null, { state: 'completed' }),
      await answer(code, 'usage', 'a1', { state: 'unknown' }),
      await answer(code, 'usage', 'a1', { answeredOn: '2026-11-30' }),
      await answer(code, 'usage', 'a1', { answeredOn: '2026-02-30' }),
      await answer(code, 'usage', 'a1', { evidence: { text: 'x', reference: null, sha256: 'zz' } }),
      await answer(code, 'usage', 'a1', { questionnaire: 'QU-9999' }),
    ]
    expect(refusals.map((one) => [one.status, problemOf(one).code, problemOf(one).errors[0]?.pointer])).toEqual([
      [422, 'answer-refused', '/answer'],
      [422, 'question-unknown', '/question'],
      [422, 'answer-refused', '/answer'],
      [422, 'answer-refused', '/answer'],
      [422, 'answer-in-the-future', '/answeredOn'],
      [422, 'invalid-request', '/answeredOn'],
      [422, 'invalid-request', '/evidence/sha256'],
      [404, 'questionnaire-not-found', undefined],
    ])
  })

  test('a position has its chances, its margin, and opens to who answered', async () => {
    const { code } = await aWorkload(setup)
    for (const [question, given] of [
      ['usage', 'a1'],
      ['mission_link', 'a1'],
      ['reliability', 'a4'],
      ['security_state', 'a3'],
    ] as const)
      await answer(code, question, given)
    const { time } = await strategy(code)
    if (time.position.kind === 'unknown' || time.derivations === null) throw new Error('no position')
    expect(time.position.value.quadrant).toBe('migrate')
    expect(time.position.value.probabilities.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 9)
    const opened = reEvaluated((await strategy(code)).confidence)
    expect(opened.kind === 'known' ? opened.value : -1).toBeCloseTo((await strategy(code)).recommendation.confidence, 9)
    const again = reEvaluated(time.derivations.value)
    expect(again.kind === 'known' ? again.value : 0).toBeCloseTo(time.position.value.value.mean, 9)
    expect(JSON.stringify(time.derivations.fit)).toContain(manager.user)
  })

  test('the portfolio: each workload in reach with its strategy and its place, as the page of each says', async () => {
    const { id, code } = await aWorkload(setup, { name: 'Placée' })
    await answer(code, 'usage', 'a2')
    await answer(code, 'reliability', 'a1')
    const list = (await manager.call('GET', '/api/strategies')).json as unknown as StrategyList
    const one = list.items.find((item) => item.workload === code)
    const page = await strategy(code)
    expect(one).toMatchObject({ strategy: page.strategy, rule: page.recommendation.trace[0]?.id, body: 'MSC' })
    expect(one?.confidence).toBeCloseTo(page.recommendation.confidence, 2)
    expect(one?.time?.margin).toBeCloseTo(page.time.position.kind === 'known' ? page.time.position.value.margin : -1, 1)
    const deps = { db: setup.db, clock: setup.clock }
    expect((await strategiesOf(deps, setup.system(), [id])).get(id)?.strategy).toBe(page.strategy)
    const elsewhere = await setup.signedIn('portfolio-manager', 'MRP')
    const theirs = (await elsewhere.call('GET', '/api/strategies')).json as unknown as StrategyList
    expect(theirs.items.some((item) => item.workload === code)).toBe(false)
    expect((await elsewhere.call('GET', `/api/workloads/${code}/strategy`)).status).toBe(404)
    expect((await answer(code, 'usage', 'a1', {}, elsewhere)).status).toBe(404)
  })

  describe('questionnaires', () => {
    const receive = (content: string, by: Person = manager, body = 'MSC') =>
      by.call('POST', '/api/questionnaires', { body, content, reason: 'Atelier d’octobre' })

    test('received, used, given back as it was, retired', async () => {
      const made = await receive(another)
      expect(made.status).toBe(201)
      const view = made.json as unknown as QuestionnaireView
      expect(view).toMatchObject({ body: 'MSC', state: 'in-use', questionnaire: { isTranslated: true } })
      const back = await manager.call('GET', `/api/questionnaires/${view.code}/export`)
      expect(back.text).toBe(another)
      const plain = await manager.call('GET', `/api/questionnaires/${view.code}/export?form=konveyor&language=en`)
      expect(plain.text).toContain('Readiness for the cloud')
      expect(plain.text).not.toContain('arpent:')
      const { code } = await aWorkload(setup)
      const given = { questionnaire: view.code, state: 'completed' }
      expect((await answer(code, 'other_equipment', 'a3', given)).status).toBe(201)
      expect((await strategy(code)).recommendation.trace[0]?.id).toBe('RETAIN-PHYSICAL')
      const path = `/api/questionnaires/${view.code}/retire`
      expect((await manager.call('POST', path, { reason: 'Remplacé' })).status).toBe(428)
      expect((await manager.call('POST', path, { reason: 'Remplacé' }, { 'if-match': '"7"' })).status).toBe(412)
      const retired = await manager.call('POST', path, { reason: 'Remplacé' }, ifMatch(view))
      expect(retired.json).toMatchObject({ state: 'retired', reason: 'Remplacé' })
      expect((await strategy(code)).strategy).toBe('rehost')
      const late = await answer(code, 'other_equipment', 'a3', given)
      expect([late.status, problemOf(late).code]).toEqual([409, 'questionnaire-retired'])
    })

    test('two that disagree leave the fact unknown', async () => {
      const view = (await receive(another)).json as unknown as QuestionnaireView
      const { code } = await aWorkload(setup)
      await answer(code, 'equipment', 'a3', { questionnaire: 'preparation-infonuagique' })
      expect((await strategy(code)).strategy).toBe('retain')
      await answer(code, 'other_equipment', 'a1', { questionnaire: view.code })
      const now = await strategy(code)
      expect(now.strategy).toBe('rehost')
      const use = now.recommendation.trace.find((one) => one.id === 'RETAIN-PHYSICAL')?.facts[0]
      expect(use).toMatchObject({ name: 'physicalDependency', value: null })
      expect(use?.contested.length).toBe(2)
    })

    test('bad YAML is answered with line and reason, in the language asked', async () => {
      const cut = await receive(another.replace('risk: green', 'risk: "green'))
      expect([cut.status, problemOf(cut).code]).toEqual([422, 'questionnaire-refused'])
      expect(problemOf(cut).errors[0]).toMatchObject({ code: 'yaml-refused', row: expect.any(Number) as number })
      const colour = await receive(another.replace('risk: red', 'risk: mauve'))
      expect(problemOf(colour).errors[0]?.detail).toMatch(/^Ligne \d+ : Champ absent ou d’une autre forme/)
      expect((await receive(another, manager, 'MRP')).status).toBe(422)
      const shipped = await manager.call(
        'POST',
        '/api/questionnaires/valeur-et-tenue/retire',
        { reason: 'non merci' },
        { 'if-match': '"0"' },
      )
      expect([shipped.status, problemOf(shipped).code]).toEqual([409, 'questionnaire-of-the-product'])
    })

    test('one of the centre is read below and retired only there; one of another body is not seen', async () => {
      const above = (await receive(another, centre, 'QC')).json as unknown as QuestionnaireView
      expect((await manager.call('GET', `/api/questionnaires/${above.code}`)).status).toBe(200)
      const retire = await manager.call(
        'POST',
        `/api/questionnaires/${above.code}/retire`,
        { reason: 'non' },
        ifMatch(above),
      )
      expect(retire.status).toBe(404)
      const beside = (await receive(another, centre, 'MRP')).json as unknown as QuestionnaireView
      expect((await manager.call('GET', `/api/questionnaires/${beside.code}`)).status).toBe(404)
      const list = (await manager.call('GET', '/api/questionnaires?state=in-use'))
        .json as unknown as QuestionnaireListItem[]
      expect(list.slice(0, 2).map((one) => one.code)).toEqual(['valeur-et-tenue', 'preparation-infonuagique'])
      expect(list.map((one) => one.code)).not.toContain(beside.code)
      const [first] = list
      const rest = (await manager.call('GET', `/api/questionnaires?cursor=${first?.code}&limit=1`))
        .json as unknown as QuestionnaireListItem[]
      expect(rest.map((one) => one.code)).toEqual(['preparation-infonuagique'])
    })
  })

  describe('scores', () => {
    const define = (expression: string, by: Person = manager) =>
      by.call('POST', '/api/scores', { body: 'MSC', name: { fr: 'Priorité', en: 'Priority' }, expression })

    test('written, evaluated on a workload, changed, retired', async () => {
      const { code } = await aWorkload(setup)
      const made = await define('min(100, usage / 2 + servers * 10)')
      expect(made.status).toBe(201)
      const view = made.json as unknown as ScoreView
      const result = async () => (await strategy(code)).scores.find(({ score }) => score.id === view.id)?.result
      expect(await result()).toEqual({ kind: 'unknown', reasons: ['missing:usage'] })
      await answer(code, 'usage', 'a2')
      expect(await result()).toMatchObject({ kind: 'known', value: { value: 47.5 } })
      const edit = { name: view.name, expression: 'usage', state: 'retired' }
      expect((await manager.call('PUT', `/api/scores/${view.id}`, edit)).status).toBe(428)
      const edited = await manager.call('PUT', `/api/scores/${view.id}`, edit, ifMatch(view))
      expect(edited.json).toMatchObject({ state: 'retired', expression: 'usage' })
      expect((await manager.call('PUT', `/api/scores/${view.id}`, edit, ifMatch(view))).status).toBe(412)
      expect(await result()).toBeUndefined()
    })

    test('a preview keeps nothing; what cannot be a score is refused with the reason', async () => {
      const { code } = await aWorkload(setup)
      const preview = await manager.call('POST', '/api/scores/preview', { expression: 'servers * 3', workload: code })
      expect(preview.json).toMatchObject({
        kind: 'known',
        value: { value: 3, inputs: [{ name: 'servers', value: 1 }] },
      })
      for (const bad of ['servers +', 'weather', 'import("fs")', `1${'+1'.repeat(600)}`]) {
        const refused = await define(bad)
        expect([bad.slice(0, 10), refused.status, problemOf(refused).code]).toEqual([
          bad.slice(0, 10),
          422,
          'score-refused',
        ])
        expect(problemOf(refused).errors[0]?.pointer).toBe('/expression')
      }
      const names = (await manager.call('GET', `/api/workloads/${code}/score-names`)).json as unknown as {
        name: string
      }[]
      expect(names.map((one) => one.name)).toEqual(expect.arrayContaining(['usage', 'servers', 'businessValue']))
    })
  })

  test('thresholds are changed by who has every body, on the version read', async () => {
    const path = '/api/strategies/settings'
    const read = await manager.call('GET', path)
    const change = { valueThreshold: 60, fitThreshold: 40, highHigh: 'innovate', reason: 'Comité de novembre' }
    const etag = { 'if-match': read.headers.get('etag') ?? '' }
    expect((await manager.call('PUT', path, change, etag)).status).toBe(403)
    expect((await centre.call('PUT', path, change)).status).toBe(428)
    expect((await centre.call('PUT', path, { ...change, fitThreshold: 140 }, etag)).status).toBe(422)
    const changed = await centre.call('PUT', path, change, etag)
    expect(changed.json).toEqual({ valueThreshold: 60, fitThreshold: 40, highHigh: 'innovate' })
    expect((await centre.call('PUT', path, change, etag)).status).toBe(412)
    const back = { valueThreshold: 50, fitThreshold: 50, highHigh: 'invest', reason: 'fin de l’essai' }
    await centre.call('PUT', path, back, { 'if-match': changed.headers.get('etag') ?? '' })
  })

  test('read by every business role, written by who holds the right', async () => {
    const { code } = await aWorkload(setup)
    const auditor = await setup.signedIn('auditor')
    expect((await auditor.call('GET', `/api/workloads/${code}/strategy`)).status).toBe(200)
    expect((await answer(code, 'usage', 'a1', {}, auditor)).status).toBe(403)
    const officer = await setup.signedIn('security-officer')
    expect((await answer(code, 'security_state', 'a1', {}, officer)).status).toBe(201)
    const kept = await officer.call('POST', `/api/workloads/${code}/strategy/overrides`, {
      strategy: 'retain',
      reason: 'non',
    })
    expect(kept.status).toBe(403)
  })

  test('carbon: a figure for places with a factor, no figure elsewhere, each opening to itself', async () => {
    const { code } = await aWorkload(setup)
    const of = async (set: string) => {
      const found = (await manager.call('GET', `/api/workloads/${code}/carbon?set=${set}`))
        .json as unknown as WorkloadCarbon
      return new Map(found.options.map((one) => [one.option, one]))
    }
    const provincial = await of('provincial-lifecycle')
    const montreal = provincial.get('aws.ca-central-1')
    if (montreal?.carbon.kind !== 'known') throw new Error('no figure in Québec')
    const again = reEvaluated(montreal.carbon.value.derivation)
    expect(again.kind === 'known' ? again.value : 0).toBeCloseTo(montreal.carbon.value.kgCo2e, 9)
    expect(montreal.underSets.find((one) => one.set === 'provider-newer')?.kgCo2e).toBeGreaterThan(
      montreal.carbon.value.kgCo2e,
    )
    expect((await of('provider-first')).get('aws.ca-west-1')?.carbon).toEqual({
      kind: 'unknown',
      reasons: ['no-factor'],
    })
    expect(provincial.get('thinkon.ca')?.carbon).toEqual({ kind: 'unknown', reasons: ['place-unknown'] })
    expect((await manager.call('GET', `/api/workloads/${code}/carbon?set=lunar`)).status).toBe(422)
  })
})
