import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { DecisionView, WorkloadAssessment } from '#models/inventory/workload.views.ts'
import type {
  DecisionReplay,
  PackCheck,
  PackDifferenceReport,
  PackVersionDetail,
  PackVersionView,
  RulePackView,
} from '#models/rules/pack.views.ts'
import type { Problem } from '#models/shared/problem.ts'
import { rejudgeJob } from '#server/assessment/reassessment.usecases.ts'
import {
  aWorkload,
  classified,
  ifMatch,
  plainRecord,
  withCatalogue,
  withLevels,
} from '#tests/server/decisions/some-workloads.ts'
import { casesGivenBy, stricterText } from '#tests/support/changed-packs.ts'
import { goldenText, thePackText } from '#tests/support/golden-cases.ts'
import { type TestApp, testApp } from '#tests/support/test-app.ts'
import { engines } from '#tests/support/test-database.ts'

type Person = Awaited<ReturnType<TestApp['signedIn']>>
const today = '2026-11-24'
const ovh = 'ovh.bhs'
const as = <T>(answer: { readonly json: unknown }) => answer.json as T
const problem = (answer: { readonly json: unknown }) => answer.json as Problem

function draft(version: string, given: object = {}) {
  const content = stricterText(version)
  return {
    content,
    cases: casesGivenBy(content),
    inForceFrom: today,
    inForceTo: null,
    reason: 'Lecture plus stricte de C',
    ...given,
  }
}

describe.each(engines)('rule packs on %s', (engine) => {
  let setup: TestApp
  let officer: Person
  let second: Person
  let local: Person
  let manager: Person
  let code: string
  let decided: DecisionView
  beforeAll(async () => {
    setup = await testApp(engine)
    await withCatalogue(setup)
    officer = await setup.signedIn(['security-officer', 'portfolio-manager'], 'QC')
    second = await setup.signedIn('security-officer', 'QC')
    local = await setup.signedIn('security-officer', 'MSC')
    manager = await setup.signedIn('portfolio-manager', 'MSC')
    ;({ code } = await aWorkload(setup))
    await classified({ proposer: manager, officer: local }, code, plainRecord)
    const given = { strategy: 'rehost', option: ovh, rationale: 'Fournisseur du Québec' }
    decided = as<DecisionView>(await manager.call('POST', `/api/workloads/${code}/decisions`, given))
  })
  afterAll(() => setup.close())

  const propose = (version: string, given: object = {}, by: Person = officer) =>
    by.call('POST', '/api/rule-packs', draft(version, given))
  const list = async () => as<PackVersionView[]>(await manager.call('GET', '/api/rule-packs'))
  const packToday = async () => as<RulePackView>(await manager.call('GET', '/api/rule-pack'))
  const answer = (one: { id: string; etag: string }, act: string, by: Person = second, body: object = {}) =>
    by.call('POST', `/api/rule-packs/${one.id}/${act}`, body, ifMatch(one))
  const verdictOn = async (option: string) => {
    const assessment = as<WorkloadAssessment>(await manager.call('GET', `/api/workloads/${code}/assessment`))
    return assessment.options.find((one) => one.option === option)?.verdict
  }
  const compared = async (content: string, by: Person = manager) =>
    as<PackDifferenceReport>(await by.call('POST', '/api/rule-packs/difference', { content }))
  const drained = async () => {
    const last = await setup.jobs.latest('portfolio-rejudge')
    if (last === undefined) throw new Error('no run')
    for (let n = 0; n < 600; n += 1) {
      const job = await setup.jobs.find(setup.system(), last.id)
      if (job.endedAt !== null) return job
      await setup.jobs.news(last.id, 100)
    }
    throw new Error('the run never ends')
  }

  test('without an approved version, the shipped pack judges', async () => {
    expect(await list()).toEqual([
      expect.objectContaining({ id: 'shipped', version: '0.1.0', isInForce: true, rules: 24 }),
    ])
    expect(await packToday()).toMatchObject({ id: 'shipped', portfolio: { state: 'current', job: null } })
    expect((await verdictOn(ovh))?.pack.version).toBe('0.1.0')
  })

  describe('a draft', () => {
    test('is checked with its cases before anyone puts it forward', async () => {
      const content = stricterText('0.2.0')
      const fine = as<PackCheck>(await manager.call('POST', '/api/rule-packs/check', { content: thePackText }))
      expect([fine.pack.version, fine.cases.length, fine.cases.filter((one) => !one.passed)]).toEqual(['0.1.0', 12, []])
      const failing = as<PackCheck>(await manager.call('POST', '/api/rule-packs/check', { content }))
      expect(failing.cases.some((one) => !one.passed)).toBe(true)
    })

    test('is judged on the whole portfolio today: who changes, why, and at what cost', async () => {
      const report = await compared(stricterText('0.2.0'))
      expect([report.before.version, report.after.version, report.day]).toEqual(['0.1.0', '0.2.0', today])
      expect(report.totals).toMatchObject({ judged: 1, changed: 1 })
      expect(report.code).toEqual([code])
      const change = report.changes[0] ?? []
      const lines = Array.from({ length: change.length / 5 }, (_, n) => change.slice(n * 5, n * 5 + 5))
      const line = lines.find(([option]) => report.options[option ?? -1]?.id === ovh)
      expect([report.verdicts[line?.[1] ?? -1], report.verdicts[line?.[2] ?? -1]]).toEqual(['require', 'forbid'])
      expect(report.deciding[line?.[4] ?? -1]).toContain('QC-CTL-12')
      expect(report.totals.rules.find((one) => one.rule === 'QC-CTL-12')).toMatchObject({ decides: 1, ceases: 0 })
    })

    test('that says the same changes nothing', async () => {
      const report = await compared(thePackText.replace('version: 0.1.0', 'version: 0.1.1'))
      expect([report.rules, report.totals.judged, report.totals.changed, report.code]).toEqual([[], 1, 0, []])
    })

    test('is compared within the reach of who asks', async () => {
      const elsewhere = await setup.signedIn('portfolio-manager', 'MRP')
      expect((await compared(stricterText('0.2.0'), elsewhere)).totals.judged).toBe(0)
    })

    test('goes out as a file, a line an option', async () => {
      const csv = await manager.call('POST', '/api/rule-packs/difference/export', { content: stricterText('0.2.0') })
      expect(csv.headers.get('content-type')).toContain('text/csv')
      expect(csv.text).toContain(`${code};Guichet;MSC;${ovh};avec exigence;interdit`)
    })

    test('that does not load names its lines, in the words of who asks', async () => {
      const content = thePackText.replace('{f: w.missionCritical, eq: true}', '{f: w.colour, eq: true}')
      for (const path of ['/check', '/difference', '/difference/export']) {
        const refused = await manager.call('POST', `/api/rule-packs${path}`, { content }, { 'accept-language': 'en' })
        expect([refused.status, problem(refused).code]).toEqual([422, 'rule-pack-refused'])
        expect(problem(refused).errors[0]).toMatchObject({
          code: 'fact-unknown',
          detail: 'The fact w.colour is not in the catalogue.',
          row: content.slice(0, content.indexOf('w.colour')).split('\n').length,
        })
      }
    })
  })

  describe('a proposal is refused', () => {
    const circle = 'derived:\n  d.a: {when: {f: d.a, eq: true}, fr: "x", en: "x"}\nrules:\n'
    test.each([
      {
        name: 'with an unknown fact',
        given: { content: thePackText.replace('f: outQc', 'f: outMars') },
        says: 'rule-pack-refused',
      },
      {
        name: 'with a circle of derived facts',
        given: { content: thePackText.replace('rules:\n', circle) },
        says: 'rule-pack-refused',
      },
      {
        name: 'with a rule that has no text in a language',
        given: { content: thePackText.replace(/ {2}en: "Privacy.*\n/, '') },
        says: 'rule-pack-refused',
      },
      { name: 'when a case fails', given: { cases: goldenText }, says: 'rule-pack-cases-failing' },
      { name: 'when its cases are not JSON', given: { cases: '{]' }, says: 'rule-pack-cases-refused' },
      { name: 'from a day that is past', given: { inForceFrom: '2026-11-23' }, says: 'rule-pack-dates-refused' },
      { name: 'from a day that does not exist', given: { inForceFrom: '2027-02-30' }, says: 'invalid-request' },
      { name: 'until a day before it starts', given: { inForceTo: today }, says: 'rule-pack-dates-refused' },
      {
        name: 'under a number that is not newer',
        given: { content: thePackText, cases: goldenText },
        says: 'rule-pack-version-not-newer',
      },
      {
        name: 'under another name',
        given: { content: stricterText('0.2.0').replace('id: qc-infonuagique', 'id: other') },
        says: 'rule-pack-other-name',
      },
      { name: 'without a reason', given: { reason: ' ' }, says: 'invalid-request' },
    ])('$name', async ({ given, says }) => {
      const refused = await propose('0.2.0', given)
      expect([refused.status, problem(refused).code]).toEqual([422, says])
      expect(problem(refused).errors.length).toBeGreaterThan(0)
      expect((await list()).length).toBe(1)
    })

    test('from who does not answer for every body', async () => {
      const refused = await propose('0.2.0', {}, local)
      expect([refused.status, problem(refused).code]).toEqual([403, 'rule-pack-beyond-reach'])
    })
  })

  test('a version is returned with a reason, or taken back by its proposer; its number never serves again', async () => {
    const returned = as<PackVersionDetail>(await propose('0.1.5'))
    expect(problem(await answer(returned, 'withdraw', second, { reason: 'Je préfère' })).code).toBe(
      'rule-pack-not-yours',
    )
    expect(
      as<PackVersionView>(await answer(returned, 'return', second, { reason: 'Sans avis juridique' })),
    ).toMatchObject({
      state: 'returned',
      decidedBy: second.user,
      decisionReason: 'Sans avis juridique',
    })
    expect(problem(await answer(returned, 'approve')).code).toBe('rule-pack-already-decided')
    expect(problem(await propose('0.1.5')).code).toBe('rule-pack-version-taken')
    const mine = as<PackVersionDetail>(await propose('0.1.6'))
    expect(as<PackVersionView>(await answer(mine, 'withdraw', officer, { reason: 'À revoir' })).state).toBe('withdrawn')
    expect((await packToday()).id).toBe('shipped')
  })

  test('nobody approves their own, nor on a version that was not read, nor an older one', async () => {
    const older = as<PackVersionDetail>(await propose('0.1.7'))
    expect([older.state, older.isInForce, older.proposedBy]).toEqual(['proposed', false, officer.user])
    const own = await answer(older, 'approve', officer)
    expect([own.status, problem(own).code]).toEqual([403, 'own-proposal'])
    expect((await second.call('POST', `/api/rule-packs/${older.id}/approve`, {})).status).toBe(428)
    expect((await answer({ ...older, etag: '"7"' }, 'approve')).status).toBe(412)
    const newer = as<PackVersionDetail>(await propose('0.1.8'))
    const refused = await answer(older, 'approve')
    expect([refused.status, problem(refused).code]).toEqual([409, 'rule-pack-older-version'])
    await answer(newer, 'withdraw', officer, { reason: 'Essai' })
    await answer(older, 'withdraw', officer, { reason: 'Essai' })
    expect((await packToday()).id).toBe('shipped')
  })

  test('approved by another person, it judges from its day on; what was decided before replays under its own pack', async () => {
    const proposed = as<PackVersionDetail>(await propose('0.2.0'))
    const approved = as<PackVersionView>(await answer(proposed, 'approve'))
    expect(approved).toMatchObject({ state: 'approved', isInForce: true, inForceTo: null, decidedBy: second.user })
    expect(await verdictOn(ovh)).toMatchObject({ verdict: 'forbid', pack: { version: '0.2.0' } })

    const replay = as<DecisionReplay>(await manager.call('GET', `/api/decisions/${decided.id}/replay`))
    expect(replay).toMatchObject({ recorded: 'require', replayed: 'require', differing: [], isEqual: true })
    expect(replay.pack.version).toBe('0.1.0')
    const kept = as<DecisionView>(await manager.call('GET', `/api/decisions/${decided.id}`))
    expect([kept.verdict, kept.pack]).toEqual(['require', 'qc-infonuagique@0.1.0'])
    const events = await setup.db
      .selectFrom('audit_event')
      .select('action')
      .where('action', 'like', 'rule-pack.%')
      .execute()
    expect(new Set(events.map((one) => one.action))).toEqual(
      new Set(['rule-pack.proposed', 'rule-pack.approved', 'rule-pack.returned', 'rule-pack.withdrawn']),
    )
  })

  test('a recorded verdict that its pack does not give is said not to be equal', async () => {
    const row = await setup.db
      .selectFrom('decision')
      .select('snapshot_json')
      .where('id', '=', decided.id)
      .executeTakeFirstOrThrow()
    await setup.db
      .updateTable('decision')
      .set({ snapshot_json: row.snapshot_json.replaceAll(/"value":2(?=[,}])/g, '"value":4') })
      .where('id', '=', decided.id)
      .execute()
    const replay = as<DecisionReplay>(await manager.call('GET', `/api/decisions/${decided.id}/replay`))
    expect([replay.recorded, replay.isEqual, replay.differing.length > 0]).toEqual(['require', false, true])
    await setup.db.updateTable('decision').set(row).where('id', '=', decided.id).execute()
  })

  test('the portfolio is judged again by a run; its state is told until it is done', async () => {
    expect((await drained()).kind).toBe('portfolio-rejudge')
    const signal = new AbortController().signal
    const context = { db: setup.db, clock: setup.clock, reach: setup.system(), signal, progress: () => undefined }
    const { key } = JSON.parse(
      (
        await setup.db
          .selectFrom('setting')
          .select('value')
          .where('key', '=', 'portfolio-judged')
          .executeTakeFirstOrThrow()
      ).value,
    ) as { key: string }
    await rejudgeJob(context, { key })
    expect((await packToday()).portfolio.state).toBe('current')
    const stored = await setup.db.selectFrom('assessment').select('options_json').executeTakeFirstOrThrow()
    const options = JSON.parse(stored.options_json) as { o: string; v: string }[]
    expect(options.find((one) => one.o === ovh)?.v).toBe('forbid')
    const stopped = { ...context, signal: AbortSignal.abort() }
    await expect(rejudgeJob(stopped, { key })).rejects.toThrow()
  })

  test('a later version ends the one before on its first day; two approved ones never hold the same day', async () => {
    const next = as<PackVersionDetail>(await propose('0.3.0', { inForceFrom: '2027-01-01' }))
    expect(as<PackVersionView>(await answer(next, 'approve')).isInForce).toBe(false)
    const periods = (await list())
      .filter((one) => one.state === 'approved')
      .map((one) => [one.version, one.inForceFrom, one.inForceTo])
    expect(periods).toEqual([
      ['0.3.0', '2027-01-01', null],
      ['0.2.0', today, '2027-01-01'],
    ])
    expect((await packToday()).version).toBe('0.2.0')
    for (const from of ['2027-01-01', '2026-12-01']) {
      const overlapping = await propose('0.4.0', { inForceFrom: from })
      expect([overlapping.status, problem(overlapping).code]).toEqual([409, 'rule-pack-dates-overlap'])
    }
    const between = as<PackVersionDetail>(
      await propose('0.4.0', { inForceFrom: '2026-12-01', inForceTo: '2026-12-15' }),
    )
    expect(problem(await answer(between, 'approve', officer)).code).toBe('own-proposal')
    await answer(between, 'withdraw', officer, { reason: 'Essai' })
  })

  test('a mode is set with a reason, told with who and when, audited, and judges at once', async () => {
    const rule = 'QC-CTL-12'
    const ruleView = async () => (await packToday()).rules.find((one) => one.id === rule)
    const set = (given: object, etag = '"0"', by = officer) =>
      by.call('PUT', `/api/rule-pack/rules/${rule}/mode`, given, { 'if-match': etag })
    expect(problem(await set({ mode: 'audit', reason: '' })).code).toBe('invalid-request')
    expect(problem(await set({ mode: 'audit', reason: 'Local' }, '"0"', local)).code).toBe('rule-pack-beyond-reach')
    expect((await set({ mode: 'audit', reason: 'Trop tôt' }, '"3"')).status).toBe(412)
    expect((await set({ mode: 'audit', reason: 'Essai à blanc' })).status).toBe(200)
    expect(await ruleView()).toMatchObject({
      mode: 'audit',
      modeSet: { by: officer.user, reason: 'Essai à blanc' },
      modeEtag: '"1"',
    })
    const verdict = await verdictOn(ovh)
    expect(verdict?.rules.find((one) => one.id === rule)).toMatchObject({ result: 'audit', shadow: 'forbid' })
    const event = await setup.db
      .selectFrom('audit_event')
      .selectAll()
      .where('action', '=', 'rule-mode.set')
      .executeTakeFirstOrThrow()
    expect([event.object_id, event.before_json, event.after_json]).toEqual([
      rule,
      '{"mode":"enforce"}',
      '{"mode":"audit","reason":"Essai à blanc"}',
    ])
    const onLaw = (one: string, mode: string) =>
      officer.call('PUT', `/api/rule-pack/rules/${one}/mode`, { mode, reason: 'Essai' }, { 'if-match': '"0"' })
    for (const [one, mode] of [
      ['QC-PRP-02', 'off'],
      ['QC-CTI-10', 'audit'],
    ] as const) {
      const refused = await onLaw(one, mode)
      expect([refused.status, problem(refused).code]).toEqual([422, 'rule-mode-never-on-law'])
    }
    const nowhere = await officer.call(
      'PUT',
      '/api/rule-pack/rules/QC-XXX-99/mode',
      { mode: 'off', reason: 'Rien' },
      { 'if-match': '"0"' },
    )
    expect([nowhere.status, problem(nowhere).code]).toEqual([404, 'rule-not-found'])
    await drained()
  })

  test('a difference takes account of the modes in force', async () => {
    const report = await compared(stricterText('0.5.0'))
    expect([report.before.version, report.totals.changed]).toEqual(['0.2.0', 0])
    const back = await compared(thePackText.replace('version: 0.1.0', 'version: 0.6.0'))
    expect(back.totals.rules.map((one) => one.rule)).not.toContain('QC-CTL-12')
  })

  test('a record at another level is judged by the same pack', async () => {
    await classified({ proposer: manager, officer: local }, code, withLevels(1, 1, 1))
    expect((await verdictOn(ovh))?.pack.version).toBe('0.2.0')
  })
})
