import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ClassificationRecord, ClassificationView } from '#models/classification/classification.schemas.ts'
import { createToken } from '#server/access/accounts.usecases.ts'
import type { ConsequencesView } from '#models/classification/consequences.ts'
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

describe.each(engines)('classification on %s', (engine) => {
  let setup: TestApp
  let proposer: Person
  let officer: Person
  beforeAll(async () => {
    setup = await testApp(engine)
    await withCatalogue(setup)
    proposer = await setup.signedIn('portfolio-manager')
    officer = await setup.signedIn('security-officer')
  })
  afterAll(() => setup.close())

  const propose = async (code: string, record: ClassificationRecord, reason = 'Atelier', by = proposer) =>
    by.call('POST', `/api/workloads/${code}/classifications`, { record, reason })
  const proposed = async (code: string, record: ClassificationRecord = plainRecord) =>
    (await propose(code, record)).json as unknown as ClassificationView
  const approve = (by: Pick<Person, 'call'>, one: ClassificationView) =>
    by.call('POST', `/api/classifications/${one.id}/approve`, {}, ifMatch(one))
  const codeOf = (answer: { text: string }) => (JSON.parse(answer.text) as { code: string }).code
  const versions = async (code: string) =>
    (await proposer.call('GET', `/api/workloads/${code}/classifications`)).json as unknown as ClassificationView[]

  test('a version is proposed, then approved by another person, and the assessment follows', async () => {
    const { code, id } = await aWorkload(setup)
    const one = await proposed(code)
    expect([one.version, one.state, one.proposedBy]).toEqual([1, 'proposed', proposer.user])
    const answer = await approve(officer, one)
    expect(answer.status).toBe(200)
    expect(answer.json).toMatchObject({ state: 'approved', decidedBy: officer.user, record: plainRecord })
    const row = await setup.db.selectFrom('assessment').select('best_verdict').where('workload_id', '=', id).execute()
    expect(row).toEqual([{ best_verdict: 'allow' }])
  })

  test('a newer approval closes the period of the one before and keeps its content', async () => {
    const { code, id } = await aWorkload(setup)
    const first = await classified({ proposer, officer }, code)
    setup.clock.advance(60_000)
    await classified({ proposer, officer }, code, withLevels(2, 2, 3))
    const rows = await setup.db
      .selectFrom('classification')
      .selectAll()
      .where('workload_id', '=', id)
      .orderBy('version')
      .execute()
    expect(rows.map((row) => [row.version, row.state, row.valid_to === null])).toEqual([
      [1, 'superseded', false],
      [2, 'approved', true],
    ])
    expect(rows[0]?.valid_to).toBe(rows[1]?.valid_from)
    expect(JSON.parse(rows[0]?.record_json ?? '')).toEqual(first.record)
  })

  test('an older proposal gives way, and approving it is refused with the newer version', async () => {
    const { code } = await aWorkload(setup)
    const older = await proposed(code)
    await proposed(code, withLevels(1, 1, 3))
    const answer = await approve(officer, older)
    expect([answer.status, codeOf(answer)]).toEqual([409, 'classification-older-version'])
    expect((await versions(code)).map((one) => one.state)).toEqual(['proposed', 'superseded'])
  })

  test('a version is asked for, a stale one is refused, and a decided one is not decided twice', async () => {
    const { code } = await aWorkload(setup)
    const one = await proposed(code)
    const path = `/api/classifications/${one.id}/approve`
    expect((await officer.call('POST', path, {})).status).toBe(428)
    const stale = await officer.call('POST', path, {}, { 'if-match': '"7"' })
    expect([stale.status, (stale.json as unknown as { current: string }).current]).toEqual([412, one.etag])
    expect((await approve(officer, one)).status).toBe(200)
    expect(codeOf(await approve(officer, one))).toBe('already-decided')
  })

  test('a return says why and leaves what is in force', async () => {
    const { code } = await aWorkload(setup)
    await classified({ proposer, officer }, code)
    const one = await proposed(code, withLevels(4, 4, 4))
    const path = `/api/classifications/${one.id}/return`
    expect((await officer.call('POST', path, { reason: '' }, ifMatch(one))).status).toBe(422)
    const answer = await officer.call('POST', path, { reason: 'Justifier la disponibilité' }, ifMatch(one))
    expect(answer.json).toMatchObject({ state: 'returned', decisionReason: 'Justifier la disponibilité' })
    expect((await versions(code)).map((v) => v.state)).toEqual(['returned', 'approved'])
  })

  test.each([
    { name: 'confidentiality', record: withLevels(2, 2, 1), refused: true },
    { name: 'availability', record: withLevels(1, 2, 2), refused: true },
    { name: 'integrity', record: withLevels(2, 1, 2), refused: true },
    { name: 'levels gone back to unknown', record: { ...plainRecord, dic: null }, refused: true },
    { name: 'personal information withdrawn', record: withLevels(2, 2, 2), refused: true },
    {
      name: 'the same levels',
      record: { ...withLevels(2, 2, 2), pi: { ...plainRecord.pi, present: true } },
      refused: false,
    },
    {
      name: 'higher levels',
      record: { ...withLevels(3, 2, 2), pi: { ...plainRecord.pi, present: true } },
      refused: false,
    },
  ])('lowering needs a reason: $name', async ({ record, refused }) => {
    const { code } = await aWorkload(setup)
    const approved = { ...withLevels(2, 2, 2), pi: { ...plainRecord.pi, present: true } }
    await classified({ proposer, officer }, code, approved)
    const answer = await propose(code, record, 'Moins')
    expect([answer.status, refused ? codeOf(answer) : '']).toEqual(refused ? [422, 'lowering-needs-reason'] : [201, ''])
    expect((await propose(code, record, 'La base a été épurée en mai')).status).toBe(201)
  })

  test.each([
    {
      name: 'a rating to come',
      record: { dic: { ...withLevels(2, 2, 2).dic, date: '2199-01-01' } },
      at: '/record/dic/date',
      code: 'in-the-future',
    },
    {
      name: 'an agreement that ends before it is signed',
      record: { agreement: { ...plainRecord.agreement, signedOn: '2026-03-02', endsOn: '2026-03-01' } },
      at: '/record/agreement/endsOn',
      code: 'ends-before-start',
    },
    {
      name: 'a day that does not exist',
      record: { agreement: { ...plainRecord.agreement, signedOn: '2026-02-31' } },
      at: '/record/agreement/signedOn',
      code: 'not-a-date',
    },
  ])('refused: $name', async ({ record, at, code: fault }) => {
    const { code } = await aWorkload(setup)
    const answer = await propose(code, { ...plainRecord, ...record } as typeof plainRecord, 'Atelier')
    expect([answer.status, answer.json]).toMatchObject([422, { errors: [{ pointer: at, code: fault }] }])
    expect(await versions(code)).toEqual([])
  })

  test('consequences tell options gained and lost before anyone approves', async () => {
    const { code } = await aWorkload(setup)
    const one = await proposed(code)
    const read = async (id: string) =>
      (await officer.call('GET', `/api/classifications/${id}/consequences`)).json as unknown as ConsequencesView
    const [opening] = (await read(one.id)).workloads
    expect(opening?.lost).toEqual([])
    expect(opening?.gained).toEqual(expect.arrayContaining(['ngq', 'aws.ca-central-1']))
    await approve(officer, one)
    const [closing] = (await read((await proposed(code, withLevels(1, 1, 4))).id)).workloads
    expect(closing?.gained).toEqual([])
    expect(closing?.lost).toContain('ovh.bhs')
    expect(closing?.lost).not.toContain('ngq')
  })

  test('the queue is of those in reach, oldest first, with the workload named', async () => {
    const { code } = await aWorkload(setup, { name: 'File A' })
    const foreign = await aWorkload(setup, { name: 'File B', body: 'MRP' })
    const other = await setup.signedIn('portfolio-manager', 'MRP')
    await proposed(code)
    const theirs = (await propose(foreign.code, plainRecord, 'Atelier', other)).json as unknown as ClassificationView
    const queue = (await officer.call('GET', '/api/classifications?state=proposed'))
      .json as unknown as (ClassificationView & { workloadName: string; body: string })[]
    expect(queue.at(-1)).toMatchObject({ workload: code, workloadName: 'File A', body: 'MSC' })
    expect(new Set(queue.map((one) => one.body))).toEqual(new Set(['MSC']))
    expect(queue.map((one) => one.proposedAt)).toEqual(queue.map((one) => one.proposedAt).toSorted())
    const answers = await Promise.all([
      approve(officer, theirs),
      officer.call('GET', `/api/classifications/${theirs.id}/consequences`),
      officer.call('GET', `/api/workloads/${foreign.code}/classifications`),
      propose(foreign.code, plainRecord),
    ])
    expect(answers.map((answer) => answer.status)).toEqual([404, 404, 404, 404])
  })

  test('a page of the queue follows the one before', async () => {
    for (let n = 0; n < 3; n += 1) await proposed((await aWorkload(setup)).code)
    const page = async (query: string) =>
      (await officer.call('GET', `/api/classifications?state=proposed${query}`)).json as unknown as ClassificationView[]
    const all = await page('')
    const first = await page('&limit=2')
    const second = await page(`&limit=2&cursor=${first.at(-1)?.id}`)
    expect([...first, ...second].map((one) => one.id)).toEqual(all.slice(0, 4).map((one) => one.id))
  })

  test('each act is one event of the audit, in the same transaction', async () => {
    const { code, id } = await aWorkload(setup)
    await classified({ proposer, officer }, code)
    const events = await setup.db
      .selectFrom('audit_event')
      .select(['actor', 'action'])
      .where('object_id', '=', id)
      .orderBy('seq')
      .execute()
    expect(events).toEqual([
      { actor: proposer.user, action: 'classification.proposed' },
      { actor: officer.user, action: 'classification.approved' },
    ])
  })
})

describe.each(engines)('who approves a classification, on %s', (engine) => {
  type Case = {
    readonly name: string
    readonly people: Readonly<
      Record<
        string,
        {
          readonly roles: readonly ('security-officer' | 'portfolio-manager' | 'centre' | 'auditor')[]
          readonly body: string
        }
      >
    >
    readonly proposer: string
    readonly decider: string
    readonly expected: readonly [number, string]
  }
  const officer = { roles: ['security-officer'], body: 'MSC' } as const
  const manager = { roles: ['portfolio-manager'], body: 'MSC' } as const
  const both = { roles: ['portfolio-manager', 'security-officer'], body: 'MSC' } as const
  const centre = { roles: ['centre'], body: 'QC' } as const
  const cases: readonly Case[] = [
    {
      name: 'the officer, of a manager’s proposal',
      people: { manager, officer },
      proposer: 'manager',
      decider: 'officer',
      expected: [200, ''],
    },
    {
      name: 'nobody approves their own',
      people: { both, officer },
      proposer: 'both',
      decider: 'both',
      expected: [403, 'own-proposal'],
    },
    {
      name: 'an officer, of another officer’s',
      people: { both, officer },
      proposer: 'officer',
      decider: 'both',
      expected: [200, ''],
    },
    {
      name: 'the centre, when the only officer proposed',
      people: { officer, centre },
      proposer: 'officer',
      decider: 'centre',
      expected: [200, ''],
    },
    {
      name: 'not the centre, when another officer is there',
      people: { officer, both, centre },
      proposer: 'officer',
      decider: 'centre',
      expected: [403, 'centre-not-needed'],
    },
    {
      name: 'not the centre, when a manager proposed and the officer is there',
      people: { manager, officer, centre },
      proposer: 'manager',
      decider: 'centre',
      expected: [403, 'centre-not-needed'],
    },
    {
      name: 'the centre, when the body has no officer at all',
      people: { manager, centre },
      proposer: 'manager',
      decider: 'centre',
      expected: [200, ''],
    },
    {
      name: 'never a manager',
      people: { officer, manager },
      proposer: 'officer',
      decider: 'manager',
      expected: [403, 'action-refused'],
    },
    {
      name: 'never an auditor',
      people: { officer, auditor: { roles: ['auditor'], body: 'QC' } },
      proposer: 'officer',
      decider: 'auditor',
      expected: [403, 'action-refused'],
    },
    {
      name: 'not an officer of another body',
      people: { officer, foreign: { roles: ['security-officer'], body: 'MRP' } },
      proposer: 'officer',
      decider: 'foreign',
      expected: [404, 'classification-not-found'],
    },
  ]
  test.each(cases)('$name', async ({ people, proposer, decider, expected }) => {
    const setup = await testApp(engine)
    const known = new Map<string, Person>()
    for (const [name, { roles, body }] of Object.entries(people)) known.set(name, await setup.signedIn(roles, body))
    const { code } = await aWorkload(setup)
    const one = (
      await known
        .get(proposer)
        ?.call('POST', `/api/workloads/${code}/classifications`, { record: plainRecord, reason: 'Atelier' })
    )?.json as unknown as ClassificationView
    const answer = await known.get(decider)?.call('POST', `/api/classifications/${one.id}/approve`, {}, ifMatch(one))
    expect([answer?.status, (answer?.json as unknown as { code?: string } | undefined)?.code ?? '']).toEqual(expected)
    await setup.close()
  })

  test('a program acts with the role of its token, and is not its own second person', async () => {
    const setup = await testApp(engine)
    await setup.signedIn('security-officer')
    const { code } = await aWorkload(setup)
    const token = async (role: 'security-officer' | 'portfolio-manager') => ({
      authorization: `Bearer ${await createToken(setup.accounts, setup.system(), { role, bodyId: setup.bodyId('MSC') })}`,
    })
    const [first, second] = [await token('security-officer'), await token('security-officer')]
    const one = (
      await setup.visitor(
        'POST',
        `/api/workloads/${code}/classifications`,
        { record: plainRecord, reason: 'Atelier' },
        first,
      )
    ).json as unknown as ClassificationView
    const path = `/api/classifications/${one.id}/approve`
    expect((await setup.visitor('POST', path, {}, { ...first, ...ifMatch(one) })).status).toBe(403)
    expect((await setup.visitor('POST', path, {}, { ...second, ...ifMatch(one) })).status).toBe(200)
    await setup.close()
  })
})
