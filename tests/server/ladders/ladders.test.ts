import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { defaultLadder, type Ladder, type LadderView } from '#models/classification/ladder.ts'
import { ifMatch } from '#tests/server/decisions/some-workloads.ts'
import { type TestApp, testApp } from '#tests/support/test-app.ts'
import { engines } from '#tests/support/test-database.ts'

type Person = Awaited<ReturnType<TestApp['signedIn']>>

const labels = (...names: readonly [string, string, string, string]): Ladder['c'] => {
  const label = (text: string) => ({ fr: text, en: text })
  const [a, b, c, d] = names
  return [label(a), label(b), label(c), label(d)]
}
const named: Ladder = { ...defaultLadder, c: labels('Public', 'Interne', 'Protégé', 'Secret'), source: 'Guide interne' }

describe.each(engines)('ladders on %s', (engine) => {
  let setup: TestApp
  let officer: Person
  let above: Person
  beforeAll(async () => {
    setup = await testApp(engine)
    officer = await setup.signedIn('security-officer')
    above = await setup.signedIn('security-officer', 'QC')
  })
  afterAll(() => setup.close())

  const read = async (body: string, by: Person = above) =>
    (await by.call('GET', `/api/ladders/${body}`)).json as unknown as LadderView
  const write = async (body: string, ladder: object, by: Person, etag?: string) =>
    by.call('PUT', `/api/ladders/${body}`, { ladder, reason: 'Échelle de la maison' }, ifMatch({ etag: etag ?? '"0"' }))

  test('placeholders until a body names its levels; those under it follow, until they name their own', async () => {
    expect(await read('MSC', officer)).toMatchObject({ setBy: null, etag: '"0"', ladder: defaultLadder })
    expect((await write('QC', named, above)).status).toBe(200)
    expect(await read('MSC', officer)).toMatchObject({ setBy: 'QC', ladder: named, etag: '"0"' })
    const own = { ...named, d: labels('A', 'B', 'C', 'D') }
    expect((await write('MSC', own, officer)).json).toMatchObject({ setBy: 'MSC', ladder: own, etag: '"1"' })
    expect((await read('MRP')).setBy).toBe('QC')
    const all = (await above.call('GET', '/api/ladders')).json as unknown as LadderView[]
    expect(all.map((one) => [one.body, one.setBy])).toEqual([
      ['MRP', 'QC'],
      ['MSC', 'MSC'],
      ['QC', 'QC'],
    ])
    const events = await setup.db
      .selectFrom('audit_event')
      .select('object_id')
      .where('action', '=', 'ladder.changed')
      .orderBy('seq')
      .execute()
    expect(events.map((event) => event.object_id)).toEqual([setup.bodyId('QC'), setup.bodyId('MSC')])
  })

  test('the version that was read, a reason, four names in both languages, and a body within reach', async () => {
    const { etag } = await read('MSC')
    const twice = await Promise.all([write('MSC', named, officer, etag), write('MSC', named, officer, etag)])
    expect(twice.map((answer) => answer.status).toSorted((a, b) => a - b)).toEqual([200, 412])
    const blind = await officer.call('PUT', '/api/ladders/MSC', { ladder: named, reason: 'Sans version' })
    expect(blind.status).toBe(428)
    const three = { ...named, c: named.c.slice(0, 3) }
    expect((await write('MSC', three, officer, (await read('MSC')).etag)).status).toBe(422)
    expect((await write('QC', named, officer, '"1"')).status).toBe(404)
    expect((await write('ZZZ', named, above)).status).toBe(404)
    for (const role of ['portfolio-manager', 'auditor', 'centre'] as const)
      expect((await write('MSC', named, await setup.signedIn(role))).status).toBe(403)
  })
})
