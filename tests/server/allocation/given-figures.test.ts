import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  allocatedDerivation,
  ownDerivation,
  partOfCharge,
  shareDerivation,
} from '#models/allocation/given-derivations.ts'
import {
  unallocatedDimensions,
  type UnallocatedView,
  type WorkloadChargesView,
} from '#models/allocation/allocation.views.ts'
import type { JobView } from '#models/imports/import.views.ts'
import { reEvaluated } from '#models/cost/re-evaluate.ts'
import { known } from '#models/shared/outcome.ts'
import { importBillFile } from '#server/bills/bill-files.usecases.ts'
import { aRule, byTag } from '#tests/models/allocation/some-charges.ts'
import { aWorkload, ifMatch } from '#tests/server/decisions/some-workloads.ts'
import { openedFigure, openedToFacts } from '#tests/support/opened-figures.ts'
import { aBill, type BillCells, billFile } from '#tests/support/some-bills.ts'
import { type TestApp, testApp } from '#tests/support/test-app.ts'
import { engines } from '#tests/support/test-database.ts'

type Person = Awaited<ReturnType<TestApp['signedIn']>>

describe.each(engines)('what the bills of a body come to, on %s', (engine) => {
  let setup: TestApp
  let officer: Person
  let first: { id: string; code: string }
  let second: { id: string; code: string }
  const take = async (rows: readonly BillCells[], month: string) => {
    const [year = '', at = ''] = month.split('-')
    const next = at === '10' ? `${year}-11` : `${year}-12`
    const dated = rows.map((row) => ({
      ChargePeriodStart: `${month}-07T00:00:00Z`,
      ChargePeriodEnd: `${month}-07T01:00:00Z`,
      ...row,
      BillingPeriodStart: `${month}-01T00:00:00Z`,
      BillingPeriodEnd: `${next}-01T00:00:00Z`,
    }))
    const deps = { db: setup.db, clock: setup.clock, folder: join(setup.filesFolder, 'bills') }
    await importBillFile({ ...deps, limits: { memoryMib: 256, threads: 1 } }, setup.system(), {
      bodyCode: 'MSC',
      asked: {},
      file: billFile(aBill(dated)),
    })
  }
  beforeAll(async () => {
    setup = await testApp(engine)
    first = await aWorkload(setup, { name: 'Guichet' })
    second = await aWorkload(setup, { name: 'Paie' })
    officer = await setup.signedIn('finance-officer')
    const manager = await setup.signedIn('portfolio-manager')
    const of = (code: string) => JSON.stringify({ workload: code })
    const october: readonly BillCells[] = [
      { Tags: of(first.code), BilledCost: '30', EffectiveCost: '27.5' },
      { Tags: of(second.code), BilledCost: '10.1', EffectiveCost: '10.1' },
      { Tags: '{"team":"x"}', ServiceName: '~ Réseau/é', BilledCost: '9', EffectiveCost: '9.01', ResourceId: 'nat' },
      { Tags: '{"team":"y"}', ServiceName: 'Stockage', BilledCost: '2', EffectiveCost: '2', ResourceId: 'b' },
      {
        Tags: '{}',
        ServiceName: 'Stockage',
        BilledCost: '4',
        EffectiveCost: '3',
        SubAccountId: '222',
        ResourceId: 'c',
      },
    ]
    await take(october, '2026-10')
    await take(october.slice(0, 4), '2026-11')
    const network = [{ on: 'service' as const, how: 'is' as const, values: ['~ réseau/é'] }]
    const rules = [
      aRule('tag', byTag()),
      aRule('network', { kind: 'direct-cost', over: { kind: 'body', body: 'MSC' } }, { conditions: network }),
    ]
    const proposed = await manager.call('POST', '/api/allocation/rule-sets', {
      body: 'MSC',
      reason: 'Réseau partagé',
      rules,
    })
    const set = proposed.json as unknown as { id: string; etag: string }
    const path = `/api/allocation/rule-sets/${set.id}/approve`
    const approved = await officer.call('POST', path, { reason: 'Vu' }, ifMatch(set))
    expect([approved.status, approved.text]).toEqual([202, expect.any(String)])
    await over((approved.json as unknown as { job: JobView }).job.id)
  })
  afterAll(() => setup.close())

  const over = async (id: string) => {
    for (;;) {
      const job = (await officer.call('GET', `/api/jobs/${id}`)).json as unknown as JobView
      if (job.state !== 'queued' && job.state !== 'running') return expect(job.state).toBe('done')
      await setup.jobs.news(id, 1_000)
    }
  }
  const read = async () =>
    (await officer.call('GET', '/api/allocation/unallocated?body=MSC&from=2026-10&to=2026-11'))
      .json as unknown as UnallocatedView

  test('what is billed, and what nobody takes of it, open to imports and down to the lines of the file', async () => {
    const { totals } = await read()
    const [total] = totals
    if (total === undefined) throw new Error('nothing is billed')
    expect([total.allEffective, total.effective]).toEqual(['100.22', '7.00'])
    for (const [figure, amount] of [
      [total.figures.allBilled, total.allBilled],
      [total.figures.allEffective, total.allEffective],
      [total.figures.billed, total.billed],
      [total.figures.effective, total.effective],
    ] as const) {
      const met = await openedToFacts(officer, figure)
      expect([figure, met[0]?.value]).toEqual([figure, Number(amount)])
      expect(met.some(({ inputs }) => inputs.some(({ source }) => source?.kind === 'file'))).toBe(true)
    }
    for (const cost of ['billed', 'effective'] as const) {
      const allocated = allocatedDerivation(total, cost)
      expect(reEvaluated(allocated)).toEqual(known(expect.closeTo(Number(allocated.value), 9)))
    }
    expect(allocatedDerivation(total, 'effective').value).toBe(93.22)
  })

  test('each way of telling what nobody takes opens to itself', async () => {
    const { groups, totals } = await read()
    const [total] = totals
    const names: string[] = []
    for (const dimension of unallocatedDimensions)
      for (const group of groups[dimension]) {
        names.push(`${dimension} ${group.name}`)
        const [opened] = await openedToFacts(officer, group.figures.effective)
        expect([group.name, opened?.value]).toEqual([group.name, Number(group.effective)])
        expect((await openedFigure(officer, group.figures.billed)).value).toBe(Number(group.billed))
        if (total === undefined) continue
        const share = shareDerivation(group, total)
        expect(reEvaluated(share)).toEqual(known(expect.closeTo((group.share ?? 0) * 100, 9)))
      }
    expect(names).toEqual(
      expect.arrayContaining(['service Stockage', 'subAccount 222', 'reason no-rule', 'tagKeys team', 'tagKeys ']),
    )
  })

  test('a workload opens to its months, its part of shared costs to what each charge gave elsewhere', async () => {
    const { given } = await read()
    expect(given.map(({ workload, own, shared }) => [workload, own, shared])).toEqual([
      [first.code, '55.00', expect.any(String)],
      [second.code, '20.20', expect.any(String)],
    ])
    expect(given.reduce((sum, { shared }) => sum + Number(shared), 0)).toBeCloseTo(18.02, 9)
    for (const one of given) {
      expect((await openedToFacts(officer, one.figures.effective))[0]?.value).toBe(Number(one.effective))
      const [shared, ...further] = await openedToFacts(officer, one.figures.shared)
      expect(shared?.value).toBe(Number(one.shared))
      expect(further.flatMap(({ inputs }) => inputs.map(({ formula }) => formula))).toEqual(
        expect.arrayContaining([expect.stringMatching(/^whole_\d+ - elsewhere_\d+$/)]),
      )
      const own = ownDerivation(one)
      expect([own.value, reEvaluated(own)]).toEqual([Number(one.own), known(expect.closeTo(Number(one.own), 9))])
    }
  })

  test('the charges of a workload open whole, and a shared one says what it took of it', async () => {
    const importId = (await setup.db.selectFrom('bill_import').select('id').orderBy('period').executeTakeFirstOrThrow())
      .id
    const path = `/api/allocation/workloads/${first.code}/charges?import=${importId}`
    const { items } = (await officer.call('GET', path)).json as unknown as WorkloadChargesView
    const opened = items.map((charge) => partOfCharge(charge, charge.part.effective))
    expect(opened.map((one) => typeof one)).toEqual(['string', 'function'])
    for (const [at, one] of opened.entries()) {
      const derivation = typeof one === 'string' ? await openedFigure(officer, one) : one()
      expect(derivation.value).toBe(Number(items[at]?.part.effective))
      expect(reEvaluated(derivation)).toEqual(known(expect.closeTo(Number(derivation.value), 9)))
    }
  })

  test('once bills or rules have changed, an amount shown before says so; what is out of reach opens nothing', async () => {
    const { totals } = await read()
    const figure = totals[0]?.figures.effective ?? ''
    const other = await openedFigure(officer, figure.replace(/~\d+$/, '~41'))
    expect([other.value, other.note?.en]).toEqual([0.000041, expect.stringContaining('replayed')])
    const elsewhere = await setup.signedIn('finance-officer', 'MRP')
    const status = async (id: string, by: Person = officer) =>
      (await by.call('GET', `/api/figures/${encodeURIComponent(id)}`)).status
    expect([
      await status(figure, elsewhere),
      await status(figure.replace('~left~', '~rien~')),
      await status(figure.replace('2026-10.2026-11', '2026-10')),
    ]).toEqual([404, 404, 404])
  })
})
