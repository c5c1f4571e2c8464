import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { defaultExemptionPolicy } from '#models/exemptions/exemption.ts'
import type { ExemptionView } from '#models/exemptions/exemption.schemas.ts'
import type { HomeView } from '#models/home/home.views.ts'
import type { WorkloadAssessment } from '#models/inventory/workload.views.ts'
import { openSession } from '#server/access/sessions.usecases.ts'
import { createNightly } from '#server/app/nightly.ts'
import { assessWorkloads } from '#server/assessment/assessment.usecases.ts'
import { exemptionCounts } from '#server/exemptions/living-exemptions.usecases.ts'
import { recheckExemptions } from '#server/exemptions/recheck.usecases.ts'
import { createLog } from '#server/shared/log.ts'
import { aWorkload, classified, ifMatch, withCatalogue, withLevels } from '#tests/server/decisions/some-workloads.ts'
import { type TestApp, testApp } from '#tests/support/test-app.ts'
import { testClock } from '#tests/support/test-clock.ts'
import { engines } from '#tests/support/test-database.ts'

type Person = Awaited<ReturnType<TestApp['signedIn']>>
/** The same two people, signed in again after their sessions ran out. */
async function comeBack(home: TestApp, people: Readonly<Record<'manager' | 'officer', Person>>) {
  const again = async (one: Person) => ({
    ...one,
    call: home.caller(await openSession({ db: home.db, clock: home.clock }, one.id)),
  })
  return { manager: await again(people.manager), officer: await again(people.officer) }
}
type Problem = { code: string; errors: { pointer?: string; code: string }[] }

const dayMs = 86_400_000
/** Forbids Québec City’s region of Azure for a workload of confidentiality 4; nothing stronger does. */
const houseRule = 'QC-DR-15'
const orientation = 'QC-SOU-13'
const option = 'azure.canadaeast'
const wanted = {
  rule: houseRule,
  reason: 'Le deuxième site ouvre au printemps.',
  measures: 'Copie de sécurité chaque nuit au centre retenu.',
  endsOn: '2027-03-31',
}

describe.each(engines)('exemptions on %s', (engine) => {
  let setup: TestApp
  let proposer: Person
  let officer: Person
  let centre: Person
  beforeAll(async () => {
    setup = await testApp(engine)
    await withCatalogue(setup)
    proposer = await setup.signedIn('portfolio-manager')
    officer = await setup.signedIn('security-officer')
    centre = await setup.signedIn('centre', 'QC')
  })
  afterAll(() => setup.close())

  const propose = (code: string, asked: object = {}, by: Person = proposer) =>
    by.call('POST', `/api/workloads/${code}/exemptions`, { ...wanted, ...asked })
  const proposed = async (code: string, asked: object = {}, by: Person = proposer) => {
    const answer = await propose(code, asked, by)
    expect(answer.status).toBe(201)
    return answer.json as unknown as ExemptionView
  }
  const act = (by: Person, one: ExemptionView, verb: string, body: object = {}) =>
    by.call('POST', `/api/exemptions/${one.code}/${verb}`, body, ifMatch(one))
  const codeOf = (answer: { text: string }) => (JSON.parse(answer.text) as Problem).code
  const read = async (one: ExemptionView) =>
    (await officer.call('GET', `/api/exemptions/${one.code}`)).json as unknown as ExemptionView
  const ruleOn = async (code: string, rule = houseRule) => {
    const { options } = (await proposer.call('GET', `/api/workloads/${code}/assessment`))
      .json as unknown as WorkloadAssessment
    const verdict = options.find((one) => one.option === option)?.verdict
    return { verdict: verdict?.verdict, rule: verdict?.rules.find((one) => one.id === rule) }
  }
  const sensitive = async () => {
    const workload = await aWorkload(setup)
    await classified({ proposer, officer }, workload.code, withLevels(2, 2, 4))
    return workload
  }
  const stored = async (id: string) => {
    const row = await setup.db
      .selectFrom('assessment')
      .select('options_json')
      .where('workload_id', '=', id)
      .executeTakeFirstOrThrow()
    return (JSON.parse(row.options_json) as { o: string; v: string }[]).find((one) => one.o === option)?.v
  }
  const actionsOn = async (id: string) =>
    (
      await setup.db.selectFrom('audit_event').select('action').where('object_id', '=', id).orderBy('seq').execute()
    ).map((event) => event.action)

  test('asked by one, approved by another: the verdict says by which exemption and until when, and the stored one follows', async () => {
    const { id, code } = await sensitive()
    expect(await ruleOn(code)).toMatchObject({ verdict: 'forbid', rule: { result: 'forbid' } })
    const one = await proposed(code)
    expect(one).toMatchObject({ rule: houseRule, standing: 'proposed', approver: 'security-officer', daysLeft: null })
    expect(await ruleOn(code)).toMatchObject({ verdict: 'forbid' })
    const approved = await act(officer, one, 'approve')
    expect(approved.status).toBe(200)
    expect(approved.json).toMatchObject({ standing: 'living', daysLeft: 128, decidedBy: officer.user })
    expect(await ruleOn(code)).toMatchObject({
      verdict: 'require',
      rule: { result: 'exempted', shadow: 'forbid', exemption: { code: one.code, endsOn: '2027-03-31' } },
    })
    expect(await stored(id)).toBe('require')
    expect((await actionsOn(id)).slice(-2)).toEqual(['exemption.proposed', 'exemption.approved'])
  })

  test.each([
    { name: 'a law', asked: { rule: 'QC-PRP-01' }, status: 422, code: 'exemption-never-on-law', pointer: '/rule' },
    { name: 'a decree', asked: { rule: 'QC-CTI-10' }, status: 422, code: 'exemption-never-on-law', pointer: '/rule' },
    { name: 'no rule of the pack', asked: { rule: 'QC-ZZZ-99' }, status: 422, code: 'rule-unknown', pointer: '/rule' },
    {
      name: 'an end in the past',
      asked: { endsOn: '2026-11-23' },
      status: 422,
      code: 'exemption-end-in-the-past',
      pointer: '/endsOn',
    },
    {
      name: 'an end too far',
      asked: { endsOn: '2027-11-26' },
      status: 422,
      code: 'exemption-end-too-far',
      pointer: '/endsOn',
    },
    { name: 'no end', asked: { endsOn: undefined }, status: 422, code: 'invalid-request', pointer: '/endsOn' },
    {
      name: 'an end that is no day',
      asked: { endsOn: '2027-02-30' },
      status: 422,
      code: 'invalid-request',
      pointer: '/endsOn',
    },
    { name: 'no measures', asked: { measures: ' ' }, status: 422, code: 'invalid-request', pointer: '/measures' },
  ])('$name is refused, and nothing is kept', async ({ asked, status, code, pointer }) => {
    const workload = await aWorkload(setup)
    const answer = await propose(workload.code, asked)
    expect({ status: answer.status, code: codeOf(answer) }).toEqual({ status, code })
    expect((JSON.parse(answer.text) as Problem).errors[0]?.pointer).toBe(pointer)
    expect((await proposer.call('GET', `/api/workloads/${workload.code}/exemptions`)).json).toEqual([])
  })

  test('nobody approves their own, nor without the version, nor one read before it changed', async () => {
    const { code } = await aWorkload(setup)
    const own = await proposed(code, {}, officer)
    const refused = await act(officer, own, 'approve')
    expect([refused.status, codeOf(refused)]).toEqual([403, 'own-proposal'])
    const blind = await officer.call('POST', `/api/exemptions/${own.code}/approve`, {})
    expect(blind.status).toBe(428)
    const one = await proposed(code)
    const stale = await officer.call('POST', `/api/exemptions/${one.code}/approve`, {}, { 'if-match': '"9"' })
    expect(stale.status).toBe(412)
    const auditor = await setup.signedIn('auditor')
    expect((await act(auditor, one, 'approve')).status).toBe(403)
    const elsewhere = await setup.signedIn('security-officer', 'MRP')
    expect((await act(elsewhere, one, 'approve')).status).toBe(404)
  })

  test('a newer request for the same rule replaces the older one, which can no longer be approved', async () => {
    const { code } = await aWorkload(setup)
    const older = await proposed(code)
    const newer = await proposed(code, { endsOn: '2027-01-31' })
    const answer = await act(officer, older, 'approve')
    expect([answer.status, codeOf(answer)]).toEqual([409, 'exemption-older-version'])
    expect(answer.text).toContain(newer.code)
    expect((await read(older)).standing).toBe('superseded')
    expect((await act(officer, newer, 'approve')).status).toBe(200)
    const again = await act(officer, await read(newer), 'approve')
    expect([again.status, codeOf(again)]).toEqual([409, 'exemption-already-answered'])
  })

  test('an orientation is the centre’s to sign, whoever else the body has; a house rule is not, while it has an officer', async () => {
    const { code } = await sensitive()
    const asked = await proposed(code, { rule: orientation })
    expect(asked.approver).toBe('centre')
    const byOfficer = await act(officer, asked, 'approve')
    expect([byOfficer.status, codeOf(byOfficer)]).toEqual([403, 'centre-needed'])
    expect((await act(centre, asked, 'approve')).status).toBe(200)
    expect((await ruleOn(code, orientation)).rule?.result).toBe('exempted')
    const byCentre = await act(centre, await proposed(code), 'approve')
    expect([byCentre.status, codeOf(byCentre)]).toEqual([403, 'centre-not-needed'])
  })

  test('a renewal takes the place of the one that stood; withdrawn, the rule weighs again at once', async () => {
    const { id, code } = await sensitive()
    const first = await proposed(code)
    await act(officer, first, 'approve')
    const renewed = await proposed(code, { endsOn: '2027-06-30' })
    await act(officer, renewed, 'approve')
    expect((await ruleOn(code)).rule?.exemption).toEqual({ code: renewed.code, endsOn: '2027-06-30' })
    expect((await read(first)).standing).toBe('superseded')
    const withdrawn = await act(officer, await read(renewed), 'withdraw', { reason: 'Le site a ouvert.' })
    expect(withdrawn.json).toMatchObject({ standing: 'withdrawn', decisionReason: 'Le site a ouvert.' })
    expect((await ruleOn(code)).rule?.result).toBe('forbid')
    expect(await stored(id)).toBe('forbid')
    const again = await act(officer, await read(renewed), 'withdraw', { reason: 'Encore.' })
    expect([again.status, codeOf(again)]).toEqual([409, 'exemption-nothing-to-withdraw'])
  })

  test('sent back with a reason; a click twice asks once', async () => {
    const { code } = await aWorkload(setup)
    const key = { 'idempotency-key': `twice-${engine}-0001` }
    const path = `/api/workloads/${code}/exemptions`
    const [once, twice] = [
      await proposer.call('POST', path, wanted, key),
      await proposer.call('POST', path, wanted, key),
    ]
    expect(twice.json).toEqual(once.json)
    const returned = await act(officer, once.json as unknown as ExemptionView, 'return', { reason: 'Mesures vagues.' })
    expect(returned.json).toMatchObject({ standing: 'returned', decisionReason: 'Mesures vagues.' })
  })

  test('the register filters, and its file keeps a formula from running', async () => {
    const { code } = await aWorkload(setup, { body: 'MRP' })
    const manager = await setup.signedIn('portfolio-manager', 'MRP')
    const one = await proposed(code, { reason: '=HYPERLINK("x")', rule: 'QC-DIS-16' }, manager)
    const list = async (search: string) =>
      ((await centre.call('GET', `/api/exemptions?${search}`)).json as unknown as ExemptionView[]).map((it) => it.code)
    expect(await list('body=MRP')).toEqual([one.code])
    expect(await list('rule=QC-DIS-16&standing=proposed')).toEqual([one.code])
    expect(await list('body=MRP&standing=living')).toEqual([])
    const all = await list('')
    expect(await list(`cursor=${all[0]}&limit=1`)).toEqual([all[1]])
    const file = await centre.call('GET', '/api/exemptions/export?body=MRP', undefined, { 'accept-language': 'fr' })
    expect(file.headers.get('content-type')).toContain('text/csv')
    expect(file.text).toContain(`${one.code};proposée;QC-DIS-16;house;${code}`)
    expect(file.text).toContain(`"'=HYPERLINK(""x"")"`)
    expect((await centre.call('GET', '/api/exemptions?standing=alive')).status).toBe(422)
  })

  test('who signs is a setting of the whole installation: an orientation never, and nothing is asked any more', async () => {
    const { code } = await aWorkload(setup)
    const closed = {
      ...defaultExemptionPolicy,
      approvers: { ...defaultExemptionPolicy.approvers, orientation: null },
      longestDays: 30,
    }
    const path = '/api/exemptions/policy'
    const put = async (policy: object, by = centre) => {
      const etag = (await by.call('GET', path)).headers.get('etag') ?? ''
      return by.call('PUT', path, policy, { 'if-match': etag })
    }
    const byOfficer = await put(closed, officer)
    expect([byOfficer.status, codeOf(byOfficer)]).toEqual([403, 'exemption-policy-needs-all-bodies'])
    expect((await centre.call('PUT', path, closed)).status).toBe(428)
    expect((await put(closed)).status).toBe(200)
    expect((await centre.call('PUT', path, closed, { 'if-match': '"0"' })).status).toBe(412)
    const refused = await propose(code, { rule: orientation })
    expect([refused.status, codeOf(refused)]).toEqual([422, 'exemption-not-offered'])
    expect(codeOf(await propose(code))).toBe('exemption-end-too-far')
    expect((await put(defaultExemptionPolicy)).status).toBe(200)
    const withLaw = { ...closed, approvers: { ...closed.approvers, law: 'centre' } }
    expect((await put(withLaw)).status).toBe(422)
  })

  test('the day after its last day the rule weighs again; the night judges the workload anew and records it once', async () => {
    const { id, code } = await sensitive()
    const one = await proposed(code, { endsOn: '2026-11-25' })
    await act(officer, one, 'approve')
    expect(await read(one)).toMatchObject({ standing: 'ending', daysLeft: 2 })
    const later = { now: () => new Date(setup.clock.now().getTime() + 2 * dayMs) }
    const deps = {
      db: setup.db,
      clock: later,
      reassess: async (reach: Parameters<typeof assessWorkloads>[1], ids: readonly string[]) =>
        void (await assessWorkloads({ db: setup.db, clock: later }, reach, ids)),
    }
    expect(await stored(id)).toBe('require')
    const counts = async (day: string) => exemptionCounts(setup.db, setup.system(), day)
    const [last, after] = [await counts('2026-11-25'), await counts('2026-11-26')]
    expect(after.exemptionsLiving).toBe(last.exemptionsLiving - 1)
    expect(after.exemptionsEnded).toBe(last.exemptionsEnded + 1)
    const counted = await Promise.all([recheckExemptions(deps), recheckExemptions(deps)])
    expect(counted.toSorted()).toEqual([0, 1])
    expect(await stored(id)).toBe('forbid')
    expect(await counts('2026-11-26')).toEqual(after)
    expect(await read(one)).toMatchObject({ state: 'ended', standing: 'ended', daysLeft: null })
    expect((await actionsOn(id)).filter((action) => action === 'exemption.ended')).toHaveLength(1)
  })

  test('the inbox: who may answer, then who must renew, then what became of the placement', async () => {
    const home = await testApp(engine)
    await withCatalogue(home)
    const people = {
      manager: await home.signedIn('portfolio-manager'),
      officer: await home.signedIn('security-officer'),
    }
    const other = await home.signedIn('portfolio-manager')
    const centreThere = await home.signedIn('centre', 'QC')
    const kinds = async (by: Person) => {
      const { inbox } = (await by.call('GET', '/api/home')).json as unknown as HomeView
      return inbox.filter((item) => item.kind.startsWith('exemption-')).map((item) => item.kind)
    }
    const everyone = async () =>
      Promise.all([people.manager, other, people.officer, centreThere].map(async (by) => kinds(by)))
    const { code } = await aWorkload(home)
    await classified({ proposer: people.manager, officer: people.officer }, code, withLevels(2, 2, 4))
    const forCentre = await proposed(code, { rule: orientation }, people.manager)
    const one = await proposed(code, { endsOn: '2026-12-31' }, people.manager)
    expect(await everyone()).toEqual([[], [], ['exemption-to-approve'], ['exemption-to-approve']])
    await act(people.officer, one, 'approve')
    await act(centreThere, forCentre, 'return', { reason: 'À revoir.' })
    expect(await everyone()).toEqual([['exemption-returned'], [], [], []])
    home.clock.advance(10 * dayMs)
    const again = await comeBack(home, people)
    expect([await kinds(again.manager), await kinds(again.officer)]).toEqual([
      ['exemption-returned', 'exemption-ending'],
      ['exemption-ending'],
    ])
    home.clock.advance(30 * dayMs)
    const later = await comeBack(home, people)
    const { inbox } = (await later.officer.call('GET', '/api/home')).json as unknown as HomeView
    expect(inbox.find((item) => item.kind === 'exemption-ended')).toMatchObject({
      due: null,
      isLate: false,
      why: { fr: expect.stringMatching(/^MSC, QC-DR-15 : la meilleure option \(.+\) donne maintenant « permis »$/) },
    })
    await home.close()
  })
})

test('the night is looked at once a day, again when it failed, and never twice at once', async () => {
  const clock = testClock('2026-11-25T04:30:00.000Z') // still the 24th in Québec
  let runs = 0
  let fails = true
  const nightly = createNightly({
    clock,
    log: createLog('silent'),
    act: async () => {
      runs += 1
      await Promise.resolve()
      if (fails) throw new Error('no disk')
    },
  })
  await Promise.all([nightly.look(), nightly.look()])
  expect(runs).toBe(1)
  fails = false
  await nightly.look()
  await nightly.look()
  expect(runs).toBe(2)
  clock.advance(dayMs / 24)
  await nightly.look()
  expect(runs).toBe(3)
  await nightly.stop()
})
