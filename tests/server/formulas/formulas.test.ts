import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { FormulaDefinition } from '#models/formulas/formula-set.ts'
import type {
  FormulaCheck,
  FormulaEffect,
  FormulaSetView,
  FormulaVersionDetail,
  FormulaVersionView,
} from '#models/formulas/formula.views.ts'
import type { WorkloadAssessment } from '#models/inventory/workload.views.ts'
import type { Derivation } from '#models/shared/derivation.ts'
import type { Problem } from '#models/shared/problem.ts'
import { auditSentence } from '#server/audit/audit-sentences.ts'
import { shippedFormulas } from '#server/shared/datasets.ts'
import { aWorkload, classified, ifMatch, plainRecord, withCatalogue } from '#tests/server/decisions/some-workloads.ts'
import { theSet } from '#tests/support/datasets.ts'
import { type TestApp, testApp } from '#tests/support/test-app.ts'
import { engines } from '#tests/support/test-database.ts'

type Person = Awaited<ReturnType<TestApp['signedIn']>>
const today = '2026-11-24'
const set = 'annual-cost'
const as = <T>(answer: { readonly json: unknown }) => answer.json as T
const problem = (answer: { readonly json: unknown }) => answer.json as Problem

/** The shipped formulas of a set, some of them written otherwise. */
function formulas(changes: Readonly<Record<string, string>> = {}, id = set): FormulaDefinition[] {
  const shipped = Object.values(shippedFormulas()).find((one) => one.id === id)
  return (shipped?.formulas ?? []).map((one) => ({ ...one, expression: changes[one.name] ?? one.expression }))
}

const totalText = formulas().find(({ name }) => name === 'total')?.expression ?? ''
const doubled = formulas({ total: `2 * (${totalText})` })

describe.each(engines)('formulas on %s', (engine) => {
  let setup: TestApp
  let manager: Person
  let finance: Person
  let centre: Person
  let everywhere: Person
  let elsewhere: Person
  let code: string
  let other: string
  beforeAll(async () => {
    setup = await testApp(engine)
    await withCatalogue(setup)
    manager = await setup.signedIn('portfolio-manager', 'MSC')
    finance = await setup.signedIn('finance-officer', 'MSC')
    centre = await setup.signedIn('centre', 'QC')
    everywhere = await setup.signedIn('portfolio-manager', 'QC')
    elsewhere = await setup.signedIn('portfolio-manager', 'MRP')
    ;({ code } = await aWorkload(setup))
    ;({ code: other } = await aWorkload(setup, { body: 'MRP', name: 'Paie' }))
    const officer = await setup.signedIn('security-officer', 'QC')
    await classified({ proposer: everywhere, officer }, code, plainRecord)
    await classified({ proposer: everywhere, officer }, other, plainRecord)
  })
  afterAll(() => setup.close())

  const path = `/api/formula-sets/${set}`
  const propose = (given: object = {}, by: Person = manager) =>
    by.call('POST', `${path}/versions`, {
      body: 'MSC',
      formulas: doubled,
      validFrom: today,
      reason: 'Essai de doublement',
      ...given,
    })
  const answered = (one: { id: string; etag: string }, act: string, by: Person, body: object = {}) =>
    by.call('POST', `${path}/versions/${one.id}/${act}`, body, ifMatch(one))
  const standing = async (by: Person, body?: string) =>
    as<FormulaVersionDetail>(await by.call('GET', body === undefined ? path : `${path}?body=${body}`))
  /** The first of the ranked options that has a price. */
  const best = async (workload: string, by: Person) => {
    const assessment = as<WorkloadAssessment>(await by.call('GET', `/api/workloads/${workload}/assessment`))
    const found = assessment.options.find(({ annualCostCad }) => annualCostCad.kind === 'known')
    if (found?.annualCostCad.kind !== 'known') throw new Error('no cost')
    return { likely: found.annualCostCad.value.likely, figure: found.figure }
  }
  const recosted = async () => {
    const last = await setup.jobs.latest('portfolio-rejudge')
    if (last === undefined) throw new Error('no run')
    for (let n = 0; n < 600; n += 1) {
      if ((await setup.jobs.find(setup.system(), last.id)).endedAt !== null) return
      await setup.jobs.news(last.id, 100)
    }
    throw new Error('the run never ends')
  }
  const shown = (answer: { readonly json: unknown }) => {
    const effect = as<FormulaEffect>(answer)
    if (effect.kind !== 'shown') throw new Error('no effect')
    return effect
  }

  describe('while nobody wrote a version', () => {
    test('the shipped sets stand', async () => {
      const sets = as<FormulaSetView[]>(await manager.call('GET', '/api/formula-sets'))
      expect(sets.map(({ id }) => id)).toEqual(Object.values(shippedFormulas()).map(({ id }) => id))
      for (const one of sets) {
        expect(one.standing.map(({ id, isInForce, body }) => ({ id, isInForce, body }))).toEqual([
          { id: 'shipped', isInForce: true, body: null },
        ])
        expect(one.proposed).toBe(0)
      }
    })

    test('a set says what each input is, what stands behind it and who reads it', async () => {
      const one = await standing(manager)
      expect(one.definitions).toEqual(formulas())
      const rate = one.inputs.find(({ name }) => name === 'technicianRate')
      expect(rate).toMatchObject({ kind: 'assumption', unit: 'CAD/hour', usedBy: ['internalRate'] })
      expect(rate?.assumption?.likely).toBeGreaterThan(0)
      expect(rate?.assumption?.reference).toEqual(
        theSet().assumptions.find(({ name }) => name === 'technicianRate')?.reference,
      )
      expect(one.inputs.find(({ name }) => name === 'computeUsd')?.assumption).toBeNull()
      expect(one.required).toContain('total')
    })

    test('a set or a version that is not there is told so', async () => {
      for (const at of ['/api/formula-sets/none', `${path}/versions/none`, '/api/formula-sets/none/versions']) {
        const answer = await manager.call('GET', at)
        expect([at, answer.status]).toEqual([at, 404])
      }
      expect(problem(await manager.call('GET', `${path}?body=MRP`)).code).toBe('formula-body-unknown')
    })
  })

  describe('a draft', () => {
    const check = async (given: readonly object[], id = set) =>
      as<FormulaCheck>(await manager.call('POST', `/api/formula-sets/${id}/check`, { formulas: given }))

    test('that loads says what it changes', async () => {
      expect(await check(doubled)).toEqual({ loads: true, problems: [], changed: ['total'] })
    })

    test('that does not is told every problem at its place, without being refused', async () => {
      const at = formulas().findIndex(({ name }) => name === 'storage')
      const wrong = formulas({ storage: 'storageUsd * cadPerUsd * monthsPerYear', labour: 'labourHour * hourlyRate' })
      const checked = await check(wrong)
      expect(checked.loads).toBe(false)
      expect(checked.problems).toContainEqual(
        expect.objectContaining({ code: 'unit-of-formula', pointer: `/formulas/${at}/unit` }),
      )
      const missing = checked.problems.find(({ code: found }) => found === 'name-missing')
      expect(missing?.detail.en).toContain('labourHours')
    })

    test.each([
      { name: 'a circle', changes: { compute: 'storage', storage: 'compute' }, code: 'formula-cycle' },
      { name: 'an endless expression', changes: { total: `${'1+'.repeat(900)}1` }, code: 'expression-too-many-parts' },
      { name: 'code', changes: { total: 'import("fs")' }, code: 'expression-not-allowed' },
      { name: 'another unit', changes: { total: 'compute + servers' }, code: 'unit-mismatch' },
    ])('$name is refused when it is put forward, at its place', async ({ changes, code: expected }) => {
      const answer = await propose({ formulas: formulas(changes) })
      expect([answer.status, problem(answer).code]).toEqual([422, 'formulas-refused'])
      const found = problem(answer).errors.find((one) => one.code === expected)
      expect(found?.pointer).toMatch(/^\/formulas\/\d+\/expression$/)
    })

    test('keeps the formulas that the model asks for', async () => {
      const checked = await check(formulas().filter(({ name }) => name !== 'recovery'))
      expect(checked.problems.map((one) => one.code)).toContain('formula-required')
    })

    test('may read any assumption of the registry', async () => {
      const lump = {
        name: 'lump',
        label: { fr: 'Forfait', en: 'Lump' },
        unit: 'CAD/year',
        expression: 'exitPlanCad * 2',
      }
      expect((await check([...formulas(), lump])).loads).toBe(true)
      const asIs = formulas({}, 'as-is-cost')
      const borrowed = { ...lump, expression: 'securityCadPerServer * servers + externalKeysCad' }
      expect((await check([...asIs, borrowed], 'as-is-cost')).loads).toBe(true)
    })

    test('of the wrong shape is refused with its field', async () => {
      const answer = await manager.call('POST', `${path}/check`, { formulas: [{ name: 'a' }] })
      expect([answer.status, problem(answer).code]).toEqual([422, 'invalid-request'])
    })
  })

  describe('its effect', () => {
    const effectOf = (given: object, by: Person = manager) =>
      by.call('POST', `${path}/effect`, { body: 'MSC', ...given })

    test('is shown workload by workload and in all, within reach', async () => {
      const { likely } = await best(code, manager)
      const effect = shown(await effectOf({ formulas: doubled }))
      expect(effect.totals).toMatchObject({ workloads: 1, changed: 1, lost: 0, unknown: 0 })
      expect(effect.totals.before).toBeCloseTo(likely, 6)
      expect(effect.totals.after).toBeCloseTo(2 * likely, 6)
      expect(effect.rows).toEqual([
        expect.objectContaining({ workload: code, name: 'Guichet', body: 'MSC', before: effect.totals.before }),
      ])
      expect(effect.formulas).toEqual([{ name: 'total', before: effect.totals.before, after: effect.totals.after }])
    })

    test('of the same formulas is nothing', async () => {
      const effect = shown(await effectOf({ formulas: formulas() }))
      expect([effect.totals.changed, effect.rows, effect.formulas]).toEqual([0, [], []])
    })

    test('a figure that would be lost comes first, and is no zero', async () => {
      const effect = shown(await effectOf({ formulas: formulas({ total: 'compute / (servers - servers) * servers' }) }))
      expect(effect.totals).toMatchObject({ changed: 1, lost: 1, unknown: 1 })
      expect(effect.rows[0]?.after).toBeNull()
    })

    test('reaches every body under the one it would stand for', async () => {
      const effect = shown(await effectOf({ body: 'QC', formulas: doubled }, everywhere))
      expect(effect.totals).toMatchObject({ workloads: 2, changed: 2 })
    })

    test('of the cost of today is shown as well', async () => {
      const answer = await manager.call('POST', '/api/formula-sets/as-is-cost/effect', {
        body: 'MSC',
        formulas: formulas({ total: '0' }, 'as-is-cost'),
      })
      const { totals } = shown(answer)
      expect(totals).toMatchObject({ workloads: 1, changed: 1, after: 0 })
      expect(totals.before).toBeGreaterThan(0)
    })

    test('of a set that only a case reads is said not to be shown', async () => {
      const given = { body: 'MSC', formulas: formulas({}, 'fiscal-year') }
      const answer = await manager.call('POST', '/api/formula-sets/fiscal-year/effect', given)
      expect(as<FormulaEffect>(answer)).toEqual({ kind: 'not-shown', reason: 'only-in-cases' })
    })

    test('of a draft that does not load, or for a body out of reach, is refused', async () => {
      expect(problem(await effectOf({ formulas: formulas({ total: 'computer' }) })).code).toBe('formulas-refused')
      expect(problem(await effectOf({ body: 'MRP', formulas: doubled })).code).toBe('formula-body-unknown')
    })
  })

  describe('a version', () => {
    test('is put forward by a portfolio manager, once for one key, and changes nothing yet', async () => {
      const given = { body: 'MSC', formulas: doubled, validFrom: today, reason: 'Essai de doublement' }
      const key = { 'idempotency-key': 'formulas-once-1' }
      const first = await manager.call('POST', `${path}/versions`, given, key)
      const again = await manager.call('POST', `${path}/versions`, given, key)
      expect([first.status, again.status]).toEqual([201, 201])
      const version = as<FormulaVersionDetail>(first)
      expect(as<FormulaVersionDetail>(again).id).toBe(version.id)
      expect(version).toMatchObject({
        version: 'MSC-1',
        state: 'proposed',
        isInForce: false,
        changed: ['total'],
        body: 'MSC',
      })
      expect((await standing(manager)).id).toBe('shipped')
      const sets = as<FormulaSetView[]>(await manager.call('GET', '/api/formula-sets'))
      expect(sets.find(({ id }) => id === set)?.proposed).toBe(1)
    })

    test('is seen within its body and above, not by another body', async () => {
      const [version] = as<FormulaVersionView[]>(await manager.call('GET', `${path}/versions`))
      expect((await everywhere.call('GET', `${path}/versions/${version?.id}`)).status).toBe(200)
      for (const act of ['', '/effect']) {
        const answer = await elsewhere.call('GET', `${path}/versions/${version?.id}${act}`)
        expect([answer.status, problem(answer).code]).toEqual([404, 'formula-version-not-found'])
      }
      const list = as<FormulaVersionView[]>(await elsewhere.call('GET', `${path}/versions`))
      expect(list.map(({ id }) => id)).toEqual(['shipped'])
    })

    test.each([
      { name: 'a day that has passed', given: { validFrom: '2026-11-23' }, status: 422, code: 'formula-day-passed' },
      { name: 'a body out of reach', given: { body: 'MRP' }, status: 422, code: 'formula-body-unknown' },
      { name: 'the formulas in force', given: { formulas: formulas() }, status: 409, code: 'formulas-unchanged' },
      { name: 'no reason', given: { reason: ' ' }, status: 422, code: 'invalid-request' },
      { name: 'a day that does not exist', given: { validFrom: '2027-02-30' }, status: 422, code: 'invalid-request' },
    ])('with $name is refused', async ({ given, status, code: expected }) => {
      const answer = await propose(given)
      expect([answer.status, problem(answer).code]).toEqual([status, expected])
    })

    test('is approved by a second person only, on the version that was read', async () => {
      const both = await setup.signedIn(['portfolio-manager', 'finance-officer'], 'MSC')
      const own = as<FormulaVersionDetail>(await propose({}, both))
      expect(problem(await answered(own, 'approve', both)).code).toBe('formula-own-version')
      expect((await manager.call('POST', `${path}/versions/${own.id}/approve`, {}, ifMatch(own))).status).toBe(403)
      expect((await finance.call('POST', `${path}/versions/${own.id}/approve`, {})).status).toBe(428)
      expect((await answered({ ...own, etag: '"9"' }, 'approve', finance)).status).toBe(412)
      expect(problem(await answered(own, 'withdraw', manager, { reason: 'Pas à moi' })).code).toBe(
        'formula-version-not-yours',
      )
      const gone = as<FormulaVersionDetail>(await answered(own, 'withdraw', both, { reason: 'Mal compté' }))
      expect(gone).toMatchObject({ state: 'withdrawn', decisionReason: 'Mal compté' })
      expect(problem(await answered(gone, 'approve', finance)).code).toBe('formula-version-decided')
    })

    test('that is returned says why', async () => {
      const version = as<FormulaVersionDetail>(await propose())
      expect((await answered(version, 'return', finance, {})).status).toBe(422)
      const back = as<FormulaVersionDetail>(await answered(version, 'return', finance, { reason: 'Sans source' }))
      expect(back).toMatchObject({ state: 'returned', decidedBy: finance.user, decisionReason: 'Sans source' })
    })

    test('stands once approved: costs are made again, and figures name it', async () => {
      const before = await best(code, manager)
      const untouched = await best(other, elsewhere)
      const list = as<FormulaVersionView[]>(await finance.call('GET', `${path}/versions`))
      const version = list.find(({ state }) => state === 'proposed')
      if (version === undefined) throw new Error('none')
      const approved = as<FormulaVersionDetail>(await answered(version, 'approve', finance))
      expect(approved).toMatchObject({ state: 'approved', isInForce: true, decidedBy: finance.user })
      await recosted()
      const after = await best(code, manager)
      expect(after.likely).toBeCloseTo(2 * before.likely, 6)
      expect((await best(other, elsewhere)).likely).toBe(untouched.likely)
      const row = await setup.db
        .selectFrom('assessment')
        .innerJoin('workload', 'workload.id', 'assessment.workload_id')
        .select('assessment.input_digest')
        .where('workload.code', '=', code)
        .executeTakeFirstOrThrow()
      expect(after.figure).toContain(row.input_digest)
      const opened = as<Derivation>(await manager.call('GET', `/api/figures/${encodeURIComponent(after.figure)}`))
      const likely = opened.inputs.find(({ name }) => name === 'likely')
      expect(likely).toMatchObject({ formula: `2 * (${totalText})`, source: { version: 'MSC-1' } })
      const old = as<Derivation>(await manager.call('GET', `/api/figures/${encodeURIComponent(before.figure)}`))
      expect(old.inputs.find(({ name }) => name === 'likely')?.source).toMatchObject({ version: '1.0.0' })
    })

    test('is compared with what stands: taking it back shows the way back', async () => {
      const answer = await manager.call('POST', `${path}/effect`, { body: 'MSC', formulas: formulas() })
      const { totals } = shown(answer)
      expect(totals.changed).toBe(1)
      expect(totals.after).toBeCloseTo(totals.before / 2, 6)
    })

    test('of the centre stands for all but the body that has its own', async () => {
      const given = { body: 'QC', formulas: formulas({ total: `3 * (${totalText})` }) }
      const version = as<FormulaVersionDetail>(await propose(given, everywhere))
      expect(version.version).toBe('QC-1')
      const effect = shown(await everywhere.call('GET', `${path}/versions/${version.id}/effect`))
      expect(effect.rows.map(({ workload }) => workload)).toEqual([other])
      expect((await answered(version, 'approve', finance)).status).toBe(404)
      expect((await answered(version, 'approve', centre)).status).toBe(200)
      expect((await standing(elsewhere)).version).toBe('QC-1')
      expect((await standing(manager)).version).toBe('MSC-1')
      const seen = as<FormulaSetView[]>(await everywhere.call('GET', '/api/formula-sets'))
      const versions = seen.find(({ id }) => id === set)?.standing.map(({ version: name }) => name)
      expect(versions?.toSorted()).toEqual(['MSC-1', 'QC-1'])
      await recosted()
    })

    test('waits for its day', async () => {
      const given = { formulas: formulas({ total: `4 * (${totalText})` }), validFrom: '2026-12-01' }
      const version = as<FormulaVersionDetail>(await propose(given))
      const approved = as<FormulaVersionDetail>(await answered(version, 'approve', finance))
      expect(approved).toMatchObject({ state: 'approved', isInForce: false })
      expect((await standing(manager)).version).toBe('MSC-1')
      setup.clock.advance(8 * 24 * 3_600_000)
      const manages = await setup.signedIn('portfolio-manager', 'MSC')
      expect((await standing(manages)).version).toBe(version.version)
    })

    test('history goes by pages, the shipped set last', async () => {
      const reader = await setup.signedIn('auditor', 'MSC')
      const pages: string[] = []
      for (let cursor = ''; ;) {
        const page = as<FormulaVersionView[]>(await reader.call('GET', `${path}/versions?limit=2${cursor}`))
        pages.push(...page.map(({ version }) => version))
        const last = page.at(-1)
        if (last === undefined || last.id === 'shipped') break
        cursor = `&cursor=${last.id}`
      }
      expect(pages).toEqual(['MSC-4', 'QC-1', 'MSC-3', 'MSC-2', 'MSC-1', '1.0.0'])
    })

    test('each act is in the journal, in words', async () => {
      const events = await setup.db
        .selectFrom('audit_event')
        .selectAll()
        .where('object_type', '=', 'formula-set')
        .orderBy('seq')
        .execute()
      expect(new Set(events.map(({ action }) => action))).toEqual(
        new Set(['formulas.proposed', 'formulas.withdrawn', 'formulas.returned', 'formulas.approved']),
      )
      for (const { action, after_json: after } of events) {
        const told = auditSentence(action, after)
        expect(told.fr).toContain('annual-cost')
        expect(told.fr).not.toBe(told.en)
      }
    })
  })
})
