import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { SavedView } from '#server/views/views.usecases.ts'
import { type TestApp, testApp } from '#tests/support/test-app.ts'
import { engines } from '#tests/support/test-database.ts'

type Person = Awaited<ReturnType<TestApp['signedIn']>>

describe.each(engines)('saved views on %s', (engine) => {
  let setup: TestApp
  let owner: Person
  let colleague: Person
  let foreign: Person
  beforeAll(async () => {
    setup = await testApp(engine)
    owner = await setup.signedIn('portfolio-manager')
    colleague = await setup.signedIn('security-officer')
    foreign = await setup.signedIn('portfolio-manager', 'MRP')
  })
  afterAll(() => setup.close())

  const save = async (view: object, by = owner) => by.call('POST', '/api/views', view)
  const names = async (by: Person) =>
    ((await by.call('GET', '/api/views')).json as unknown as SavedView[]).map((view) => view.name)

  test('are one’s own unless shared, and never seen from another body', async () => {
    const saved = await save({ name: 'À moi', query: 'verdict=forbid', shared: false })
    expect([saved.status, saved.json]).toEqual([
      201,
      expect.objectContaining({ name: 'À moi', query: 'verdict=forbid' }),
    ])
    await save({ name: 'À tous', query: 'c=4', shared: true })
    expect(await names(owner)).toEqual(['À moi', 'À tous'])
    expect(await names(colleague)).toEqual(['À tous'])
    expect(await names(foreign)).toEqual([])
  })

  test('are removed by their owner only', async () => {
    const { id } = (await save({ name: 'À retirer', query: '', shared: true })).json as unknown as SavedView
    for (const other of [colleague, foreign]) expect((await other.call('DELETE', `/api/views/${id}`)).status).toBe(404)
    expect((await owner.call('DELETE', `/api/views/${id}`)).status).toBe(204)
    expect((await owner.call('DELETE', `/api/views/${id}`)).status).toBe(404)
    const events = await setup.db
      .selectFrom('audit_event')
      .select('action')
      .where('object_id', '=', id)
      .orderBy('seq')
      .execute()
    expect(events.map((event) => event.action)).toEqual(['view.saved', 'view.removed'])
  })

  test.each([
    { name: 'a query that is too long', view: { name: 'x', query: 'q'.repeat(2001), shared: false } },
    { name: 'no name', view: { name: '  ', query: '', shared: false } },
    { name: 'an unknown member', view: { name: 'x', query: '', shared: false, body: 'MRP' } },
  ])('refuse $name', async ({ view }) => {
    expect((await save(view)).status).toBe(422)
  })
})
