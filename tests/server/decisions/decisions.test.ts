import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { BenefitsPage, BenefitView } from '#models/benefits/benefit.views.ts'
import type { ClassificationRecord } from '#models/classification/classification.schemas.ts'
import { openConditions } from '#models/decisions/decision-snapshot.ts'
import type { DecisionView, WorkloadAssessment } from '#models/inventory/workload.views.ts'
import type { Derivation } from '#models/shared/derivation.ts'
import type { Problem } from '#models/shared/problem.ts'
import type { CostPlanRow } from '#server/benefits/benefits.repository.ts'
import { storedPromiseBreak } from '#server/benefits/benefits.usecases.ts'
import type { Signed } from '#server/decisions/decisions.usecases.ts'
import { type TestApp, testApp } from '#tests/support/test-app.ts'
import { engines } from '#tests/support/test-database.ts'
import { aWorkload, classified, ifMatch, plainRecord, withCatalogue, withLevels } from './some-workloads.ts'

type Person = Awaited<ReturnType<TestApp['signedIn']>>
const aws = 'aws.ca-central-1'
/** C3, migrates, every obligation met but the personal information, of which nobody said anything. */
const unsettled: ClassificationRecord = {
  ...withLevels(1, 1, 3),
  pi: { ...plainRecord.pi, present: null, sensitive: null },
  change: 'migrate',
  obligationsMet: ['key_strategy.recorded', 'justification.foreign_choice', 'cost_gap.recorded'],
}

describe.each(engines)('decisions on %s', (engine) => {
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

  const ready = async (options: Parameters<typeof aWorkload>[1] = {}) => {
    const workload = await aWorkload(setup, options)
    await classified({ proposer: manager, officer }, workload.code)
    return workload.code
  }
  const propose = (code: string, given: object = {}) =>
    manager.call('POST', `/api/workloads/${code}/decisions`, {
      strategy: 'rehost',
      option: aws,
      rationale: 'Le moins cher des permis',
      ...given,
    })
  const proposed = async (code: string, given: object = {}) =>
    (await propose(code, given)).json as unknown as DecisionView
  const sign = (one: DecisionView, by: Person = finance) =>
    by.call('POST', `/api/decisions/${one.id}/sign`, {}, ifMatch(one))
  const signed = async (one: DecisionView) => {
    const answer = await sign(one)
    if (answer.status !== 200) throw new Error(answer.text)
    return answer.json as unknown as Signed
  }
  const costs = async (code: string, amountCad: string) => {
    const given = { amountCad, period: '2026-2027', reference: 'Grand livre, poste 1200' }
    const answer = await manager.call('POST', `/api/workloads/${code}/current-cost`, given)
    if (answer.status >= 300) throw new Error(answer.text)
  }
  const assessed = async (code: string) =>
    (await manager.call('GET', `/api/workloads/${code}/assessment`)).json as unknown as WorkloadAssessment
  const benefit = async (code: string) =>
    (await finance.call('GET', `/api/benefits/${code}`)).json as unknown as BenefitView
  const page = async () => (await finance.call('GET', '/api/benefits')).json as unknown as BenefitsPage
  const problem = (answer: { json: unknown }) => answer.json as Problem

  test('a signature freezes the promise of the day: current less P50, to the cent, and it opens down to facts', async () => {
    const code = await ready()
    await costs(code, '5000.00')
    const option = (await assessed(code)).options.find((one) => one.option === aws)
    if (option?.annualCostCad.kind !== 'known') throw new Error('the price book lost its region')
    const { p10, p50, p90 } = option.annualCostCad.value
    const one = await proposed(code)
    expect(one).toMatchObject({
      state: 'proposed',
      option: aws,
      proposedBy: manager.user,
      benefit: null,
      figure: option.figure,
    })
    const answer = await signed(one)
    expect(answer.promise.kind).toBe('known')
    expect(answer).toMatchObject({ state: 'signed', signedBy: finance.user })
    expect(answer.digest).toMatch(/^[0-9a-f]{64}$/)
    const view = await benefit(answer.benefit ?? '')
    const saved = (cost: number) => (5000 - Math.round(cost * 100) / 100).toFixed(2)
    expect(view).toMatchObject({
      kind: p50 > 5000 ? 'dis-benefit' : 'benefit',
      decision: one.id,
      chainBreak: null,
    })
    expect(view.promises).toMatchObject([
      {
        version: 1,
        currentCostCad: '5000.00',
        promisedCad: saved(p50),
        rangeCad: { p10: saved(p90), p90: saved(p10) },
      },
    ])
    const opened = (await finance.call('GET', `/api/figures/${view.promises[0]?.figure}`)).json as unknown as Derivation
    expect(opened.value).toBeCloseTo(Number(saved(p50)), 2)
    expect(JSON.stringify(opened)).toContain('Grand livre, poste 1200')
  })

  test('a dis-benefit is recorded with its sign, equal in rank', async () => {
    const code = await ready()
    await costs(code, '1.00')
    const view = await benefit((await signed(await proposed(code))).benefit ?? '')
    expect(view.kind).toBe('dis-benefit')
    expect(Number(view.promises[0]?.promisedCad)).toBeLessThan(0)
    expect((await page()).benefits.map((one) => one.code)).toContain(view.code)
  })

  test('without a current cost the decision is signed, the promise is not; it is frozen later, once', async () => {
    const code = await ready()
    const before = (await page()).benefits.length
    const one = await proposed(code)
    const answer = await signed(one)
    expect([answer.state, answer.benefit, answer.promise]).toEqual([
      'signed',
      null,
      { kind: 'unknown', reasons: ['no-current-cost'] },
    ])
    expect((await page()).benefits.length).toBe(before)
    const later = () => finance.call('POST', `/api/decisions/${one.id}/promise`)
    const early = await later()
    expect([early.status, problem(early).code]).toEqual([409, 'promise-refused'])
    await costs(code, '9000.00')
    expect(problem(await manager.call('POST', `/api/decisions/${one.id}/promise`)).code).toBe('own-proposal')
    const twice = await Promise.all([later(), later()])
    expect(twice.map((each) => each.status).toSorted((a, b) => a - b)).toEqual([201, 409])
    expect((await page()).benefits.length).toBe(before + 1)
    expect((await finance.call('GET', `/api/decisions/${one.id}`)).json).toMatchObject({
      benefit: (await page()).benefits.at(-1)?.code,
    })
  })

  test('a later decision of the same workload adds a version; nothing is promised twice and the first stays', async () => {
    const code = await ready()
    await costs(code, '5000.00')
    const total = async () => Math.round(Number((await page()).totalPromisedCad) * 100)
    const start = await total()
    const first = await signed(await proposed(code))
    await costs(code, '7000.00')
    const second = await signed(
      await proposed(code, { option: 'gcp.northamerica-northeast1', rationale: 'Prix revu à la baisse' }),
    )
    expect(second.benefit).toBe(first.benefit)
    const view = await benefit(second.benefit ?? '')
    expect(view.promises.map((one) => [one.version, one.currentCostCad, one.reason])).toEqual([
      [1, '5000.00', 'Le moins cher des permis'],
      [2, '7000.00', 'Prix revu à la baisse'],
    ])
    expect([view.decision, view.chainBreak]).toEqual([second.id, null])
    expect((await total()) - start).toBe(Math.round(Number(view.promises[1]?.promisedCad) * 100))
    const states = await setup.db
      .selectFrom('decision')
      .select(['id', 'state'])
      .where('id', 'in', [first.id, second.id])
      .orderBy('id')
      .execute()
    expect(states.map((row) => row.state)).toEqual(['superseded', 'signed'])
    const old = (await finance.call('GET', `/api/decisions/${first.id}`)).json as unknown as DecisionView
    expect(old.benefit).toBe(first.benefit)
  })

  test.each(['retire', 'retain'])('%s names no option and promises nothing', async (strategy) => {
    const code = await ready()
    await costs(code, '5000.00')
    const answer = await signed(await proposed(code, { strategy, option: null }))
    expect([answer.option, answer.verdict, answer.promise]).toEqual([
      null,
      null,
      { kind: 'unknown', reasons: ['no-option'] },
    ])
    const refused = await finance.call('POST', `/api/decisions/${answer.id}/promise`)
    expect(problem(refused)).toMatchObject({
      code: 'promise-refused',
      status: 409,
      errors: [{ code: 'no-option', detail: expect.stringContaining('aucune option d’hébergement') as string }],
    })
  })

  test.each([
    { name: 'to an option of unknown cost', given: { option: 'ngq' }, reason: 'planned-cost-unknown' },
    { name: 'to be retired', given: { strategy: 'retire', option: null }, reason: 'retired' },
    { name: 'to be retained', given: { strategy: 'retain', option: null }, reason: 'retained' },
  ])('a promise whose workload is decided again $name stays, out of the total', async ({ given, reason }) => {
    const code = await ready()
    await costs(code, '5000.00')
    const start = await page()
    const first = await signed(await proposed(code))
    const between = await page()
    expect((await benefit(first.benefit ?? '')).support).toEqual({ kind: 'supported' })
    expect(between.totalPromisedCad).not.toBe(start.totalPromisedCad)
    setup.clock.advance(1_000)
    const second = await signed(await proposed(code, given))
    expect(second.promise.kind).toBe('unknown')
    const after = await page()
    expect(after.totalPromisedCad).toBe(start.totalPromisedCad)
    const view = await benefit(first.benefit ?? '')
    expect([view.promises.length, view.decision]).toEqual([1, first.id])
    expect(view.support).toEqual({ kind: 'unsupported', reason, decision: second.id, since: second.signedAt })
    const opened = async (figure: string) =>
      ((await finance.call('GET', `/api/figures/${figure}`)).json as unknown as Derivation).value
    expect(await opened(after.figure)).toBe(Number(after.totalPromisedCad))
    expect(await opened(between.figure)).toBe(Number(between.totalPromisedCad))
    setup.clock.advance(1_000)
    await signed(await proposed(code))
    const again = await benefit(first.benefit ?? '')
    expect([again.promises.length, again.support]).toEqual([2, { kind: 'supported' }])
  })

  test.each([
    {
      name: 'a forbidden option',
      record: withLevels(1, 1, 4),
      option: 'ovh.bhs',
      code: 'option-not-open',
      rule: '/rules/QC-CTL-12',
    },
    {
      name: 'an option no rule can settle',
      record: { ...plainRecord, change: null, pi: { ...plainRecord.pi, present: true } },
      option: 'ngq',
      code: 'option-undetermined',
      rule: '/rules/QC-PRP-01',
    },
    {
      name: 'an option whose verdict is a mitigation, while a fact is missing beside it',
      record: unsettled,
      option: aws,
      code: 'option-undetermined',
      rule: '/rules/QC-PRP-01',
    },
    { name: 'no option where one is needed', record: plainRecord, option: null, code: 'option-needed' },
    { name: 'an option of no catalogue', record: plainRecord, option: 'nulle.part', code: 'option-unknown' },
  ])('refuses $name', async ({ record, option, code, rule }) => {
    const workload = await aWorkload(setup)
    await classified({ proposer: manager, officer }, workload.code, record)
    const answer = await propose(workload.code, { option })
    expect(problem(answer).code).toBe(code)
    if (rule !== undefined) expect(problem(answer).errors.map((one) => one.pointer)).toContain(rule)
    if (code.startsWith('option-not') || code === 'option-undetermined')
      expect(problem(answer).errors.length).toBeGreaterThan(0)
  })

  test('an unclassified workload is not decided', async () => {
    const { code } = await aWorkload(setup)
    const answer = await propose(code)
    expect([answer.status, problem(answer).code]).toEqual([409, 'option-not-open'])
    expect(problem(answer).errors.map((one) => one.pointer)).toContain('/rules/QC-CAT-09')
  })

  test('what is unknown is told with its question and whom to ask, in the language of the reader', async () => {
    const workload = await aWorkload(setup)
    await classified({ proposer: manager, officer }, workload.code, unsettled)
    const found = (await assessed(workload.code)).options.find((one) => one.option === aws)
    expect(found?.verdict.verdict).toBe('allow-with-mitigation')
    const given = { strategy: 'rehost', option: aws, rationale: 'Le moins cher des permis' }
    const tell = async (language: string) => {
      const path = `/api/workloads/${workload.code}/decisions`
      const answer = await manager.call('POST', path, given, { 'accept-language': language })
      return problem(answer).errors.find((one) => one.pointer === '/rules/QC-PRP-01')
    }
    expect(await tell('fr')).toMatchObject({
      code: 'undetermined',
      detail: expect.stringContaining(
        'La charge contient-elle des renseignements personnels ? À demander : la personne responsable de la protection des renseignements personnels.',
      ) as string,
    })
    expect((await tell('en'))?.detail).toContain(
      'Does the workload hold personal information? Ask: the person in charge',
    )
  })

  test('a proposal that rests on what is unknown, written before this was refused, is not signed', async () => {
    const workload = await aWorkload(setup)
    await classified({ proposer: manager, officer }, workload.code)
    const one = await proposed(workload.code)
    await classified({ proposer: manager, officer }, workload.code, unsettled)
    const chosen = (await assessed(workload.code)).options.find((each) => each.option === aws)
    const row = await setup.db.selectFrom('decision').selectAll().where('id', '=', one.id).executeTakeFirstOrThrow()
    const snapshot = {
      ...(JSON.parse(row.snapshot_json) as object),
      verdict: chosen?.verdict,
      conditions: chosen === undefined ? [] : openConditions(chosen.verdict),
      classification: 2,
    }
    await setup.db
      .updateTable('decision')
      .set({ snapshot_json: JSON.stringify(snapshot) })
      .where('id', '=', one.id)
      .execute()
    const answer = await sign(one)
    expect([answer.status, problem(answer).code]).toEqual([409, 'option-undetermined'])
  })

  test('open obligations are kept as conditions of what was proposed', async () => {
    const one = await proposed(await ready())
    expect(one.verdict).toBe('require')
    const row = await setup.db
      .selectFrom('decision')
      .select('snapshot_json')
      .where('id', '=', one.id)
      .executeTakeFirstOrThrow()
    expect(JSON.parse(row.snapshot_json)).toMatchObject({
      conditions: ['justification.foreign_choice', 'cost_gap.recorded'],
      classification: 1,
    })
  })

  test('what changed since the proposal is told, and is not signed', async () => {
    const code = await ready()
    const one = await proposed(code)
    await classified({ proposer: manager, officer }, code, withLevels(1, 1, 3))
    const answer = await sign(one)
    expect([answer.status, problem(answer).code]).toEqual([409, 'decision-stale'])
    expect(problem(answer).errors.map((each) => each.code)).toEqual(['classification', 'verdict', 'conditions'])
    const again = await proposed(code)
    await setup.db
      .updateTable('asset')
      .set({ vcpu: 16, memory_mib: 65_536 })
      .where('natural_key', '=', `${code}-0`)
      .execute()
    expect(problem(await sign(again)).errors.map((each) => each.code)).toEqual(['cost'])
  })

  test('months that pass change nothing while every rule says the same', async () => {
    const code = await ready()
    const one = await proposed(code)
    setup.clock.advance(35 * 86_400_000)
    manager = await setup.signedIn('portfolio-manager')
    officer = await setup.signedIn('security-officer')
    finance = await setup.signedIn('finance-officer')
    expect((await sign(one)).status).toBe(200)
  })

  test('a version is asked for; an answered decision is answered once; a return says why', async () => {
    const code = await ready()
    const one = await proposed(code)
    expect((await finance.call('POST', `/api/decisions/${one.id}/sign`, {})).status).toBe(428)
    expect((await finance.call('POST', `/api/decisions/${one.id}/sign`, {}, { 'if-match': '"9"' })).status).toBe(412)
    const back = await finance.call(
      'POST',
      `/api/decisions/${one.id}/return`,
      { reason: 'Ajouter la comparaison' },
      ifMatch(one),
    )
    expect(back.json).toMatchObject({ state: 'returned', signedBy: null })
    expect(back.headers.get('etag')).toBe('"2"')
    expect(problem(await sign(one)).code).toBe('decision-already-answered')
    const both = await proposed(code)
    const race = await Promise.all([sign(both), sign(both)])
    expect(race.map((each) => each.status).toSorted((a, b) => a - b)).toEqual([200, 409])
  })

  test('a new proposal takes the place of the one still open', async () => {
    const code = await ready()
    const first = await proposed(code)
    const second = await proposed(code, { option: 'ngq' })
    expect(problem(await sign(first)).code).toBe('decision-already-answered')
    const open = (await finance.call('GET', '/api/decisions?state=proposed')).json as unknown as DecisionView[]
    expect(open.filter((one) => one.workload === code).map((one) => one.id)).toEqual([second.id])
  })

  test('nothing of another body is seen, signed, returned or promised', async () => {
    const one = await proposed(await ready())
    const foreign = await setup.signedIn(['finance-officer', 'portfolio-manager'], 'MRP')
    const answers = await Promise.all([
      foreign.call('GET', `/api/decisions/${one.id}`),
      sign(one, foreign),
      foreign.call('POST', `/api/decisions/${one.id}/return`, { reason: 'Pas à nous' }, ifMatch(one)),
      foreign.call('POST', `/api/decisions/${one.id}/promise`),
      foreign.call('POST', `/api/workloads/${one.workload}/decisions`, {
        strategy: 'retire',
        option: null,
        rationale: 'Pas à nous',
      }),
      foreign.call('GET', '/api/benefits/B-0001'),
    ])
    expect(answers.map((answer) => answer.status)).toEqual([404, 404, 404, 404, 404, 404])
    expect((await foreign.call('GET', '/api/benefits')).json).toMatchObject({ benefits: [], totalPromisedCad: '0.00' })
    expect((await foreign.call('GET', '/api/decisions?state=proposed')).json).toEqual([])
  })

  test('the total of the register opens to the promises it sums', async () => {
    const { figure, totalPromisedCad, benefits } = await page()
    const opened = (await finance.call('GET', `/api/figures/${figure}`)).json as unknown as Derivation
    expect(opened.value).toBe(Number(totalPromisedCad))
    expect(opened.inputs.length).toBe(benefits.filter((one) => one.support.kind === 'supported').length)
  })

  const counted = ({ benefits }: BenefitsPage) => benefits.filter((one) => one.support.kind === 'supported').length

  test('a total goes on opening to what it was when more is promised, and to nobody else', async () => {
    const before = await page()
    setup.clock.advance(1_000)
    const code = await ready()
    await costs(code, '6000.00')
    await signed(await proposed(code))
    const after = await page()
    expect(after.figure).not.toBe(before.figure)
    const open = async (figure: string, by = finance) => by.call('GET', `/api/figures/${figure}`)
    const then = (await open(before.figure)).json as unknown as Derivation
    expect([then.value, then.inputs.length]).toEqual([Number(before.totalPromisedCad), counted(before)])
    const now = (await open(after.figure)).json as unknown as Derivation
    expect([now.value, now.inputs.length]).toEqual([Number(after.totalPromisedCad), counted(before) + 1])
    expect((await open(before.figure, await setup.signedIn('finance-officer', 'MRP'))).status).toBe(404)
    expect((await open(before.figure.replace(/~\d+$/, '~1'))).status).toBe(404)
    expect((await open('f_promised~abc')).status).toBe(404)
  })

  test('a promise changed behind the product’s back is told, whichever column', async () => {
    const rows = await setup.db
      .selectFrom('promise')
      .selectAll()
      .$narrowType<CostPlanRow>()
      .orderBy('benefit_id')
      .orderBy('version')
      .execute()
    const chain = [...Map.groupBy(rows, (row) => row.benefit_id).values()].find((each) => each.length === 2) ?? []
    expect(storedPromiseBreak(chain)).toBeNull()
    const [first, second] = chain
    if (first === undefined || second === undefined) throw new Error('no promise of two versions')
    for (const [column, value] of Object.entries(first)) {
      if (column === 'id' || column === 'benefit_id' || column === 'body_id' || column === 'content_json') continue
      const other = typeof value === 'number' ? value + 1 : `${value}0`
      expect([column, storedPromiseBreak([{ ...first, [column]: other }, second])]).toEqual([column, 1])
    }
    expect(storedPromiseBreak([second])).toBe(1)
    await expect(setup.db.updateTable('promise').set({ promised_cents: 0 }).execute()).rejects.toThrow('append-only')
  })
})

describe.each(engines)('who signs a decision, on %s', (engine) => {
  const manager = { roles: ['portfolio-manager'], body: 'MSC' } as const
  const cases = [
    { name: 'the finance officer', decider: { roles: ['finance-officer'], body: 'MSC' }, expected: [200, ''] },
    { name: 'another manager', decider: { roles: ['portfolio-manager'], body: 'MSC' }, expected: [200, ''] },
    { name: 'an officer of the body above', decider: { roles: ['finance-officer'], body: 'QC' }, expected: [200, ''] },
    { name: 'the proposer never', decider: undefined, expected: [403, 'own-proposal'] },
    { name: 'the centre when nobody else can', decider: { roles: ['centre'], body: 'QC' }, expected: [200, ''] },
    {
      name: 'not the centre when another can',
      decider: { roles: ['centre'], body: 'QC' },
      also: 'finance-officer',
      expected: [403, 'centre-not-needed'],
    },
    {
      name: 'never a security officer',
      decider: { roles: ['security-officer'], body: 'MSC' },
      expected: [403, 'action-refused'],
    },
    { name: 'never an auditor', decider: { roles: ['auditor'], body: 'QC' }, expected: [403, 'action-refused'] },
    {
      name: 'never an administrator',
      decider: { roles: ['administrator'], body: 'QC' },
      expected: [403, 'action-refused'],
    },
    {
      name: 'not a finance officer of another body',
      decider: { roles: ['finance-officer'], body: 'MRP' },
      expected: [404, 'decision-not-found'],
    },
  ] as const
  test.each(cases)('$name', async (one) => {
    const setup = await testApp(engine)
    const proposer = await setup.signedIn(manager.roles, manager.body)
    const decider = one.decider === undefined ? proposer : await setup.signedIn(one.decider.roles, one.decider.body)
    if ('also' in one) await setup.signedIn(one.also)
    const { code } = await aWorkload(setup)
    const given = { strategy: 'retain', option: null, rationale: 'Rien de mieux cette année' }
    const decision = (await proposer.call('POST', `/api/workloads/${code}/decisions`, given))
      .json as unknown as DecisionView
    const answer = await decider.call('POST', `/api/decisions/${decision.id}/sign`, {}, ifMatch(decision))
    const { code: refusal = '' } = answer.json as unknown as { code?: string }
    expect([answer.status, refusal]).toEqual(one.expected)
    await setup.close()
  })
})
