import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ClassificationView } from '#models/classification/classification.schemas.ts'
import type { BulkApproval, ReviewList } from '#models/classification/review.views.ts'
import { reEvaluated } from '#models/cost/re-evaluate.ts'
import type { WorkloadView } from '#models/inventory/workload.views.ts'
import type { Derivation } from '#models/shared/derivation.ts'
import type { ConsequencesView } from '#models/classification/consequences.ts'
import { newId } from '#server/shared/ids.ts'
import {
  aWorkload,
  classified,
  plainRecord,
  withCatalogue,
  withLevels,
} from '#tests/server/decisions/some-workloads.ts'
import { type TestApp, testApp } from '#tests/support/test-app.ts'
import { engines } from '#tests/support/test-database.ts'

type Person = Awaited<ReturnType<TestApp['signedIn']>>

describe.each(engines)('classifications to look at again on %s', (engine) => {
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

  const reviews = async (by: Person = officer) =>
    (await by.call('GET', '/api/classification-reviews')).json as unknown as ReviewList
  const reviewOf = async (code: string) => (await reviews()).items.find((item) => item.workload === code)
  const propose = async (code: string, record = plainRecord) =>
    (await manager.call('POST', `/api/workloads/${code}/classifications`, { record, reason: 'Atelier' }))
      .json as unknown as ClassificationView
  const consequences = async (id: string) =>
    (await officer.call('GET', `/api/classifications/${id}/consequences`)).json as unknown as ConsequencesView
  const link = async (from: { id: string }, to: { id: string }, at: string) => {
    const id = newId()
    await setup.db
      .insertInto('dependency')
      .values({
        id,
        body_id: setup.bodyId('MSC'),
        from_workload_id: from.id,
        to_workload_id: to.id,
        kind: 'consumes',
        latency_need_ms: null,
        personal_information: null,
        source_json: '{}',
        created_at: at,
      })
      .execute()
    return id
  }
  const state = async (code: string, id: string, given: object) => {
    const view = (await manager.call('GET', `/api/workloads/${code}`)).json as unknown as WorkloadView
    return manager.call('PATCH', `/api/workloads/${code}/dependencies/${id}`, given, { 'if-match': view.etag })
  }

  test('what carries personal information passes the class of its provider on, by a way that is told', async () => {
    const source = await aWorkload(setup, { name: 'Registre' })
    const user = await aWorkload(setup, { name: 'Tableau' })
    await classified({ proposer: manager, officer }, source.code, {
      ...withLevels(1, 1, 4),
      pi: { ...plainRecord.pi, present: true },
    })
    await classified({ proposer: manager, officer }, user.code)
    const id = await link(user, source, '2020-01-01T00:00:00.000Z')
    expect(await reviewOf(user.code)).toBeUndefined()
    const answer = await state(user.code, id, { personalInformation: true, isCopy: false })
    expect(answer.status).toBe(200)
    expect(await reviewOf(user.code)).toMatchObject({
      reasons: [{ kind: 'inherits', c: 4, isPersonal: true, path: [source.code, user.code] }],
      asked: { c: 4, isPersonal: true },
      proposal: null,
    })
    expect(await reviewOf(source.code)).toBeUndefined()
  })

  test('a class that rises is seen on every workload its data flow to, and its cost opens', async () => {
    const source = await aWorkload(setup, { name: 'Dossiers' })
    const copy = await aWorkload(setup, { name: 'Entrepôt' })
    for (const { code } of [source, copy]) await classified({ proposer: manager, officer }, code)
    const id = await link(copy, source, '2020-01-01T00:00:00.000Z')
    expect((await state(copy.code, id, { personalInformation: null, isCopy: true })).status).toBe(200)
    const found = await consequences((await propose(source.code, withLevels(1, 1, 4))).id)
    expect(found.workloads.map((one) => [one.workload, one.path])).toEqual([
      [source.code, []],
      [copy.code, [source.code, copy.code]],
    ])
    for (const one of found.workloads) expect(one.lost.length).toBeGreaterThan(0)
    if (found.costChangeCad.kind === 'unknown' || found.figure === null) throw new Error('expected a known cost')
    const derivation = (await officer.call('GET', `/api/figures/${encodeURIComponent(found.figure)}`))
      .json as unknown as Derivation
    expect(derivation.value).toBeCloseTo(found.costChangeCad.value.p50, 6)
    const again = reEvaluated(derivation)
    expect(again.kind === 'known' && again.value).toBeCloseTo(found.costChangeCad.value.p50, 6)
  })

  test('new servers, new links and old age ask for a review; a new approval ends them', async () => {
    const { id, code } = await aWorkload(setup, { name: 'Vieille' })
    const other = await aWorkload(setup, { name: 'Voisine' })
    const dated = (date: string) => ({
      ...plainRecord,
      dic: { d: 1 as const, i: 1 as const, c: 2 as const, justification: '', date },
    })
    await classified({ proposer: manager, officer }, code, dated('2019-01-01'))
    const later = new Date(setup.clock.now().getTime() + 60_000).toISOString()
    const [asset] = await setup.db.selectFrom('asset').selectAll().where('workload_id', '=', id).execute()
    if (asset === undefined) throw new Error('no asset')
    await setup.db
      .insertInto('asset')
      .values({ ...asset, id: newId(), natural_key: 'added', created_at: later })
      .execute()
    await link({ id }, other, later)
    expect((await reviewOf(code))?.reasons.map((reason) => reason.kind)).toEqual([
      'stale',
      'new-assets',
      'new-dependencies',
    ])
    setup.clock.advance(120_000)
    await classified({ proposer: manager, officer }, code, dated('2026-06-01'))
    const after = (await reviewOf(code))?.reasons.map((reason) => reason.kind) ?? []
    expect(after).not.toContain('stale')
  })

  test('look-alikes are approved together, each by its version; one’s own is refused and the others stand', async () => {
    const record = withLevels(3, 2, 1)
    const codes: string[] = []
    for (const name of ['Copie A', 'Copie B', 'Copie C']) codes.push((await aWorkload(setup, { name })).code)
    const [first, second] = [await propose(codes[0] ?? '', record), await propose(codes[1] ?? '', record)]
    const own = (
      await officer.call('POST', `/api/workloads/${codes[2]}/classifications`, { record, reason: 'Atelier' })
    ).json as unknown as ClassificationView
    const alike = (await officer.call('GET', `/api/classifications/${first.id}/look-alikes`))
      .json as unknown as readonly ClassificationView[]
    expect(alike.map((one) => one.id).toSorted()).toEqual([first.id, second.id, own.id].toSorted())
    const answer = await officer.call('POST', '/api/classifications/approve', {
      proposals: [first, second, own].map(({ id, etag }) => ({ id, etag })),
    })
    expect((answer.json as unknown as BulkApproval).results).toEqual([
      { id: first.id, ok: true, code: null },
      { id: second.id, ok: true, code: null },
      { id: own.id, ok: false, code: 'own-proposal' },
    ])
    const stale = await officer.call('POST', '/api/classifications/approve', {
      proposals: [{ id: first.id, etag: first.etag }],
    })
    expect((stale.json as unknown as BulkApproval).results[0]?.ok).toBe(false)
  })

  test('a link is stated on the version that was read, by who may edit, on its own workload', async () => {
    const [a, b, c] = [await aWorkload(setup), await aWorkload(setup), await aWorkload(setup)]
    const id = await link(a, b, '2020-01-01T00:00:00.000Z')
    const given = { personalInformation: true, isCopy: false }
    const path = `/api/workloads/${a.code}/dependencies/${id}`
    expect((await manager.call('PATCH', path, given)).status).toBe(428)
    expect((await manager.call('PATCH', path, given, { 'if-match': '"9"' })).status).toBe(412)
    expect((await officer.call('PATCH', path, given, { 'if-match': '"1"' })).status).toBe(403)
    expect((await state(c.code, id, given)).status).toBe(404)
    expect((await state(a.code, id, given)).status).toBe(200)
    const view = (await manager.call('GET', `/api/workloads/${b.code}`)).json as unknown as WorkloadView
    expect(view.dependencies[0]).toMatchObject({ workload: a.code, personalInformation: true, isCopy: false })
  })

  test('a supposed record says what it would change and writes nothing', async () => {
    const { code } = await aWorkload(setup)
    await classified({ proposer: manager, officer }, code)
    const answer = await manager.call('POST', `/api/workloads/${code}/classifications/consequences`, {
      record: withLevels(1, 1, 4),
    })
    expect((answer.json as unknown as ConsequencesView).workloads[0]?.lost.length).toBeGreaterThan(0)
    const versions = (await manager.call('GET', `/api/workloads/${code}/classifications`))
      .json as unknown as readonly ClassificationView[]
    expect(versions.map((one) => one.state)).toEqual(['approved'])
  })

  test('a body sees its own only', async () => {
    const neighbour = await setup.signedIn('security-officer', 'MRP')
    expect((await reviews(neighbour)).items).toEqual([])
  })
})
