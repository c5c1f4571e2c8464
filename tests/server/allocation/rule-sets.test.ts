import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AllocationRule } from '#models/allocation/allocation.schemas.ts'
import type {
  ChargeTraceView,
  RuleSetPreview,
  RuleSetsView,
  RuleSetView,
  UnallocatedView,
  WorkloadChargesView,
  WorkloadMonthView,
} from '#models/allocation/allocation.views.ts'
import type { JobView } from '#models/imports/import.views.ts'
import type { Derivation } from '#models/shared/derivation.ts'
import { allocateImport } from '#server/allocation/allocating.usecases.ts'
import { workloadMonths } from '#server/allocation/workload-months.usecases.ts'
import { aRule, byTag } from '#tests/models/allocation/some-charges.ts'
import { aWorkload, ifMatch } from '#tests/server/decisions/some-workloads.ts'
import { type TestApp, testApp } from '#tests/support/test-app.ts'
import { engines } from '#tests/support/test-database.ts'
import { importedBill } from './some-bills.ts'

type Person = Awaited<ReturnType<TestApp['signedIn']>>
type Problem = { code: string; errors: { pointer: string; code: string }[] }

describe.each(engines)('rules of allocation on %s', (engine) => {
  let setup: TestApp
  let first: { id: string; code: string }
  let second: { id: string; code: string }
  let manager: Person
  let officer: Person
  let imported: string
  beforeAll(async () => {
    setup = await testApp(engine)
    first = await aWorkload(setup, { name: 'Guichet' })
    second = await aWorkload(setup, { name: 'Paie' })
    manager = await setup.signedIn('portfolio-manager')
    officer = await setup.signedIn('finance-officer')
    imported = await importedBill(setup.db, {
      bodyId: setup.bodyId('MSC'),
      period: '2026-10',
      charges: [
        { tags_json: `{"workload":"${first.code}"}`, billed_micros: 30, effective_micros: 30 },
        { tags_json: `{"workload":"${second.code}","team":"x"}`, billed_micros: 10, effective_micros: 10 },
        { tags_json: '{"team":"x"}', resource: 'nat-1', service: 'Amazon VPC', billed_micros: 9, effective_micros: 8 },
        {
          tags_json: '{}',
          resource: '',
          service: 'Support',
          billed_micros: 2,
          effective_micros: 2,
          charge_category: 'Tax',
        },
      ],
    })
    await allocateImport(setup.db, setup.system(), imported)
  })
  afterAll(() => setup.close())

  const read = async <T>(path: string, by: Person = manager) => {
    const answer = await by.call('GET', `/api/allocation${path}`)
    expect([path, answer.status, answer.text]).toEqual([path, 200, expect.any(String)])
    return answer.json as unknown as T
  }
  const post = (path: string, body: object, by: Person = manager, headers = {}) =>
    by.call('POST', `/api/allocation${path}`, body, headers)
  const problemOf = (answer: { text: string }) => JSON.parse(answer.text) as Problem
  const rules: AllocationRule[] = [
    aRule('tag', byTag()),
    aRule(
      'network',
      { kind: 'direct-cost', over: { kind: 'body', body: 'MSC' } },
      {
        conditions: [{ on: 'service', how: 'is', values: ['amazon vpc'] }],
      },
    ),
  ]
  const proposed = async (of: readonly AllocationRule[] = rules, by: Person = manager) => {
    const answer = await post('/rule-sets', { body: 'MSC', rules: of, reason: 'Réseau partagé' }, by)
    expect([answer.status, answer.text]).toEqual([201, expect.any(String)])
    return answer.json as unknown as RuleSetView
  }
  const over = async (id: string): Promise<JobView> => {
    for (;;) {
      const job = await setup.jobs.find(setup.system(), id)
      if (job.endedAt !== null) return job
      await setup.jobs.news(id, 1_000)
    }
  }

  test('a body without rules has those of the product, and what they leave is always visible', async () => {
    const sets = await read<RuleSetsView>('/rule-sets?body=MSC')
    expect([sets.inForce.state, sets.inForce.version, sets.imports]).toEqual([
      'shipped',
      0,
      { total: 1, byTheseRules: 1 },
    ])
    const left = await read<UnallocatedView>('/unallocated?body=MSC&from=2026-10&to=2026-10')
    expect(left.totals).toEqual([
      {
        currency: 'USD',
        billed: '0.000011',
        effective: '0.00001',
        allBilled: '0.000051',
        allEffective: '0.00005',
        share: 0.2,
        charges: 2,
        figures: expect.anything(),
      },
    ])
    expect(left.groups.reason.map(({ name, charges }) => [name, charges])).toEqual([
      ['asset-unknown', 1],
      ['no-rule', 1],
    ])
    expect(left.groups.tagKeys.map(({ name, effective }) => [name, effective])).toEqual([
      ['team', '0.000008'],
      ['', '0.000002'],
    ])
    expect(left.examples.map(({ service, ordinal }) => [service, ordinal])).toEqual([
      ['Amazon VPC', 3],
      ['Support', 4],
    ])
  })

  test('rules that cannot be applied are refused, each named', async () => {
    const wrong: AllocationRule[] = [
      aRule('a', { kind: 'workload', workload: 'CH-999999' }),
      aRule('a', { kind: 'stated', shares: [{ workload: first.code, percent: 99 }] }),
      aRule('b', { kind: 'equal', over: { kind: 'body', body: 'MRP' } }),
    ]
    const answer = await post('/rule-sets', { body: 'MSC', rules: wrong, reason: 'x' })
    expect([answer.status, problemOf(answer).errors.map(({ pointer, code }) => `${pointer} ${code}`)]).toEqual([
      422,
      ['/rules/0 workload-unknown', '/rules/1 rule-twice', '/rules/1 shares-not-whole', '/rules/2 nobody-to-share'],
    ])
    const elsewhere = await setup.signedIn('portfolio-manager', 'MRP')
    expect((await post('/rule-sets', { body: 'MSC', rules, reason: 'x' }, elsewhere)).status).toBe(404)
    expect((await elsewhere.call('GET', `/api/allocation/imports/${imported}/charges/1`)).status).toBe(404)
  })

  test('the preview says what moves; approved by another person, the bills in force are replayed', async () => {
    const one = await proposed()
    const preview = await read<RuleSetPreview>(`/rule-sets/${one.id}/preview`)
    expect(preview.moved.map((m) => [m.workload, m.before.effective, m.after.effective])).toEqual([
      [null, '0.00001', '0.000002'],
      [first.code, '0.00003', '0.000036'],
      [second.code, '0.00001', '0.000012'],
    ])
    expect([preview.movedAmounts, preview.unallocated, preview.taken]).toEqual([
      [{ currency: 'USD', effective: '0.000008' }],
      [{ currency: 'USD', before: '0.00001', after: '0.000002' }],
      [
        { ruleId: 'tag', charges: 2 },
        { ruleId: 'network', charges: 1 },
      ],
    ])
    const known = async (asKnownMs?: number) => {
      const asked = { workloadIds: [first.id, second.id], from: '2026-10', to: '2026-10' }
      const all = await workloadMonths(setup, setup.system(), asKnownMs === undefined ? asked : { ...asked, asKnownMs })
      return all.map(({ workloadId, effectiveMicros, sharedMicros }) => [workloadId, effectiveMicros, sharedMicros])
    }
    const before = { at: setup.clock.now().getTime(), months: await known() }
    setup.clock.advance(60_000)
    const path = `/rule-sets/${one.id}/approve`
    expect((await post(path, { reason: 'Vu' }, manager, ifMatch(one))).status).toBe(403)
    expect((await post(path, { reason: 'Vu' }, officer)).status).toBe(428)
    const approved = await post(path, { reason: 'Vu' }, officer, ifMatch(one))
    expect([approved.status, approved.text]).toEqual([202, expect.any(String)])
    const { job } = approved.json as unknown as { job: JobView }
    expect(await over(job.id)).toMatchObject({ state: 'done', problem: null })
    const months = await read<WorkloadMonthView[]>(`/workloads/${first.code}/months?from=2026-10&to=2026-10`)
    expect(months.map(({ billed, effective, charges }) => [billed, effective, charges])).toEqual([
      ['0.000037', '0.000036', 2],
    ])
    const sets = await read<RuleSetsView>('/rule-sets?body=MSC')
    expect([sets.inForce.id, sets.imports.byTheseRules]).toEqual([one.id, 1])
    const replayedAt = async () => {
      const events = setup.db.selectFrom('audit_event').select((e) => e.fn.max('at').as('at'))
      return Date.parse((await events.where('action', '=', 'allocation.replayed').executeTakeFirstOrThrow()).at)
    }
    const after = { at: await replayedAt(), months: await known() }
    expect(after.months).not.toEqual(before.months)
    setup.clock.advance(60_000)
    const again = await post(`/rule-sets/${one.id}/replay`, {}, officer)
    expect(await over((again.json as unknown as JobView).id)).toMatchObject({ state: 'done' })
    // What was believed before each replay stays known; months that nothing gave then stay unknown.
    expect(await known(before.at)).toEqual(before.months)
    expect(await known(after.at)).toEqual(after.months)
    expect(await known(await replayedAt())).toEqual(after.months)
    expect(await known(Date.parse('2020-01-01T00:00:00Z'))).toEqual([])
    expect(await read<WorkloadMonthView[]>(`/workloads/${first.code}/months?from=2026-10&to=2026-10`)).toEqual(months)
  })

  test('the month of a workload opens to its charges, and says what it was once they have moved', async () => {
    const [month] = await read<WorkloadMonthView[]>(`/workloads/${first.code}/months?from=2026-10&to=2026-10`)
    const charges = await read<WorkloadChargesView>(`/workloads/${first.code}/charges?import=${imported}`)
    expect(charges.items.map(({ ordinal, part }) => [ordinal, part.ruleId, part.effective])).toEqual([
      [1, 'tag', '0.00003'],
      [3, 'network', '0.000006'],
    ])
    const opened = async (id: string) =>
      (await manager.call('GET', `/api/figures/${encodeURIComponent(id)}`)).json as unknown as Derivation
    const derivation = await opened(month?.figure ?? '')
    expect(derivation.value).toBe(0.000036)
    const sum = (of: Derivation) => of.inputs.reduce((total, input) => total + Number(input.value), 0)
    expect(derivation.formula).toBe(derivation.inputs.map(({ name }) => name).join(' + '))
    expect(sum(derivation)).toBeCloseTo(0.000036, 15)
    for (const day of derivation.inputs) expect(sum(day)).toBeCloseTo(Number(day.value), 15)
    const other = await opened((month?.figure ?? '').replace(/~\d+$/, '~41'))
    expect([other.value, other.note?.en]).toEqual([0.000041, expect.stringContaining('replayed')])
  })

  test('a charge is traced through each rule', async () => {
    const trace = await read<ChargeTraceView>(`/imports/${imported}/charges/3`)
    expect(trace.steps).toEqual([
      { ruleId: 'tag', result: 'cannot', reason: 'no-rule' },
      { ruleId: 'network', result: 'took' },
    ])
    expect(trace.parts.map((part) => [part.workload, part.billed, part.effective])).toEqual([
      [first.code, '0.000007', '0.000006'],
      [second.code, '0.000002', '0.000002'],
    ])
    expect((await manager.call('GET', `/api/allocation/imports/${imported}/charges/99`)).status).toBe(404)
  })

  test('a version is decided once, and one unchanged is not proposed', async () => {
    expect(problemOf(await post('/rule-sets', { body: 'MSC', rules, reason: 'x' })).code).toBe(
      'allocation-rules-unchanged',
    )
    const one = await proposed([...rules].reverse())
    const returned = await post(`/rule-sets/${one.id}/return`, { reason: 'Ordre à revoir' }, officer, ifMatch(one))
    expect((returned.json as unknown as RuleSetView).state).toBe('returned')
    expect((await post(`/rule-sets/${one.id}/approve`, { reason: 'x' }, officer, ifMatch(one))).status).toBe(409)
    expect((await post(`/rule-sets/${one.id}/replay`, {}, officer)).status).toBe(409)
  })
})
