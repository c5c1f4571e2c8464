import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { WorkloadAssessment } from '#models/inventory/workload.views.ts'
import type { OptionExplanation, WorkloadConflicts } from '#models/rules/explanation.views.ts'
import type { Problem } from '#models/shared/problem.ts'
import { aWorkload, classified, withCatalogue, withLevels } from '#tests/server/decisions/some-workloads.ts'
import { type TestApp, testApp } from '#tests/support/test-app.ts'
import { engines } from '#tests/support/test-database.ts'

type Person = Awaited<ReturnType<TestApp['signedIn']>>

describe.each(engines)('explanations on %s', (engine) => {
  let setup: TestApp
  let manager: Person
  let officer: Person
  beforeAll(async () => {
    setup = await testApp(engine)
    await withCatalogue(setup)
    manager = await setup.signedIn('portfolio-manager')
    officer = await setup.signedIn('security-officer')
  })
  afterAll(() => setup.close())

  const explanation = (code: string, option: string, by = manager) =>
    by.call('GET', `/api/workloads/${code}/options/${option}/explanation`)
  const conflicts = async (code: string) =>
    (await manager.call('GET', `/api/workloads/${code}/conflicts`)).json as unknown as WorkloadConflicts

  test('an option says its verdict, by which facts and stated by whom, what would open it and where things would be', async () => {
    const { code } = await aWorkload(setup)
    await classified({ proposer: manager, officer }, code, withLevels(1, 1, 4))
    const answer = await explanation(code, 'azure.canadaeast')
    expect(answer.status).toBe(200)
    const told = answer.json as unknown as OptionExplanation
    const assessed = (await manager.call('GET', `/api/workloads/${code}/assessment`))
      .json as unknown as WorkloadAssessment
    const same = assessed.options.find(({ option }) => option === 'azure.canadaeast')
    expect(told).toMatchObject({
      workload: code,
      option: 'azure.canadaeast',
      verdict: 'forbid',
      pack: same?.verdict.pack,
    })
    expect(told.deciding[0]).toMatchObject({
      id: 'QC-DR-15',
      result: 'forbid',
      facts: [
        { name: 'w.dic.c', value: 4, origin: 'classification', provenance: 'declared' },
        { name: 'p.backup.outsideQc', value: true, origin: 'places' },
      ],
    })
    expect(told.stated).toMatchObject({
      classification: { version: 1, proposedBy: manager.user, approvedBy: officer.user },
      option: { fictitious: true, agreement: 'EC-DEMO-02' },
    })
    if (told.smallestChange.kind !== 'changes') throw new Error(told.smallestChange.kind)
    expect(told.smallestChange.sets[0]?.steps.map(({ kind, name }) => `${kind} ${name}`)).toContain(
      'option place.backup',
    )
    expect(told.smallestChange.sets.flatMap(({ steps }) => steps).some(({ isLowering }) => isLowering)).toBe(false)
    expect(told.places.map(({ element }) => element)).toEqual(['data', 'backup', 'logs', 'metadata', 'keys', 'support'])
    expect(told.nsi).toMatchObject({ level: 1 })
  })

  test('nothing open: the sets that conflict and the option nearest to being open; something open: neither', async () => {
    const { code } = await aWorkload(setup)
    const closed = await conflicts(code)
    expect(closed).toMatchObject({ workload: code, classification: null, conflicts: { kind: 'conflicts' } })
    if (closed.conflicts.kind !== 'conflicts') throw new Error(closed.conflicts.kind)
    expect(closed.conflicts.sets.map(({ rules }) => rules.map(({ id }) => id))).toContainEqual(['QC-CAT-09'])
    expect(closed.options.map(({ option }) => option)).toContain(closed.nearest?.option)
    await classified({ proposer: manager, officer }, code)
    expect(await conflicts(code)).toMatchObject({ conflicts: { kind: 'open' }, nearest: null })
  })

  test('a workload of another body, an unknown option and a stranger are refused', async () => {
    const { code } = await aWorkload(setup, { body: 'MRP' })
    const own = await aWorkload(setup)
    const foreign = await explanation(code, 'ngq')
    expect([foreign.status, (foreign.json as unknown as Problem).code]).toEqual([404, 'workload-not-found'])
    expect((await manager.call('GET', `/api/workloads/${code}/conflicts`)).status).toBe(404)
    const unknown = await explanation(own.code, 'nowhere.at-all')
    expect([unknown.status, (unknown.json as unknown as Problem).code]).toEqual([404, 'option-not-found'])
    expect((await setup.visitor('GET', `/api/workloads/${own.code}/conflicts`)).status).toBe(401)
  })
})
