import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { IncidentContent, IncidentView } from '#models/incidents/incident.schemas.ts'
import { aWorkload, ifMatch } from '#tests/server/decisions/some-workloads.ts'
import { type TestApp, testApp } from '#tests/support/test-app.ts'
import { engines } from '#tests/support/test-database.ts'

type Person = Awaited<ReturnType<TestApp['signedIn']>>
type Problem = { code: string; errors: { pointer?: string; code: string }[] }

const known: IncidentContent = {
  nature: 'communication',
  information: null,
  informationUnknownBecause: null,
  kinds: ['health'],
  circumstances: 'Un envoi a été fait à la mauvaise adresse.',
  occurred: { kind: 'day', on: '2026-11-20' },
  discoveredOn: '2026-11-23',
  personsBand: null,
  seriousInjury: null,
  injuryElements: null,
  noticeToCommissionOn: null,
  noticeToPersonsOn: null,
  publicNoticeBecause: null,
  measures: null,
}
const complete: IncidentContent = {
  ...known,
  information: 'Rendez-vous et motif de consultation',
  personsBand: '1-9',
  seriousInjury: false,
  injuryElements: 'Message détruit par le destinataire, qui l’a confirmé.',
  measures: '=1+1 : double vérification de l’adresse',
}

describe.each(engines)('incidents on %s', (engine) => {
  let setup: TestApp
  let officer: Person
  beforeAll(async () => {
    setup = await testApp(engine)
    officer = await setup.signedIn('security-officer')
  })
  afterAll(() => setup.close())

  const record = (content: object = known, more: object = {}, by: Person = officer) =>
    by.call('POST', '/api/incidents', { body: 'MSC', workload: null, content, ...more })
  const recorded = async (content: object = known, more: object = {}) => {
    const answer = await record(content, more)
    expect(answer.status).toBe(201)
    return answer.json as unknown as IncidentView
  }
  const write = (one: IncidentView, edit: object) =>
    officer.call(
      'PUT',
      `/api/incidents/${one.code}`,
      { state: 'open', workload: null, content: known, ...edit },
      ifMatch(one),
    )
  const problemOf = (answer: { text: string }) => JSON.parse(answer.text) as Problem

  test('entered with what is known, completed, then closed: each step stands in the journal', async () => {
    const { code } = await aWorkload(setup)
    const one = await recorded(known, { workload: code })
    expect(one).toMatchObject({ state: 'open', workload: code, keptUntil: '2031-11-23' })
    expect(one.missing).toEqual(['information', 'persons', 'injury', 'measures'])
    const early = await write(one, { state: 'closed' })
    expect([early.status, problemOf(early).code]).toEqual([422, 'incident-incomplete'])
    expect(problemOf(early).errors.map((error) => error.pointer)).toContain('/content/measures')
    const written = await write(one, { content: complete })
    expect(written.json).toMatchObject({ missing: [], workload: null })
    const closed = await write(written.json as unknown as IncidentView, { state: 'closed', content: complete })
    expect(closed.json).toMatchObject({ state: 'closed' })
    const reopened = await write(closed.json as unknown as IncidentView, { state: 'open', content: complete })
    expect(reopened.status).toBe(200)
    const events = await setup.db
      .selectFrom('audit_event')
      .select(['action', 'before_json'])
      .where('object_type', '=', 'incident')
      .orderBy('seq')
      .execute()
    expect(events.map((event) => event.action)).toEqual([
      'incident.recorded',
      'incident.edited',
      'incident.closed',
      'incident.reopened',
    ])
    expect(events[1]?.before_json).toContain(`"workload":"${code}"`)
  })

  test('what contradicts itself, is not of this body or has no version is refused', async () => {
    const late = await record({ ...known, occurred: { kind: 'day', on: '2026-11-24' } })
    expect([late.status, problemOf(late).code, problemOf(late).errors[0]?.pointer]).toEqual([
      422,
      'incident-days-contradict',
      '/content/occurred',
    ])
    expect(problemOf(await record({ ...known, discoveredOn: '2026-02-30' })).errors[0]?.code).toBe('not-a-date')
    expect(problemOf(await record({ ...known, victims: 'Untel' })).errors[0]?.code).toBe('unknown-field')
    expect(problemOf(await record(known, { body: 'MRP' })).code).toBe('incident-body-unknown')
    const elsewhere = await aWorkload(setup, { body: 'MRP' })
    expect((await record(known, { workload: elsewhere.code })).status).toBe(404)
    const one = await recorded()
    expect(
      (await officer.call('PUT', `/api/incidents/${one.code}`, { state: 'open', workload: null, content: known }))
        .status,
    ).toBe(428)
    await write(one, { content: complete })
    expect((await write(one, {})).status).toBe(412)
  })

  test('read by the officer, the auditor and the centre, written by the officer alone, unseen from elsewhere', async () => {
    const one = await recorded()
    const statuses = async (by: Person) => [
      (await by.call('GET', `/api/incidents/${one.code}`)).status,
      (await record(known, {}, by)).status,
    ]
    expect(await statuses(await setup.signedIn('auditor'))).toEqual([200, 403])
    expect(await statuses(await setup.signedIn('centre', 'QC'))).toEqual([200, 403])
    expect(await statuses(await setup.signedIn('portfolio-manager'))).toEqual([403, 403])
    expect(await statuses(await setup.signedIn('administrator', 'QC'))).toEqual([403, 403])
    const elsewhere = await setup.signedIn('security-officer', 'MRP')
    expect((await elsewhere.call('GET', `/api/incidents/${one.code}`)).status).toBe(404)
    expect((await elsewhere.call('GET', '/api/incidents')).json).toEqual([])
  })

  test('the file holds the register in the language asked, and no cell runs', async () => {
    await recorded({ ...complete, circumstances: '@SUM(A1:A9) dans le message' })
    const file = async (language: string) =>
      (await officer.call('GET', '/api/incidents/export?state=open', undefined, { 'accept-language': language })).text
    const french = await file('fr')
    expect(french).toContain('communication non autorisée')
    expect(french).toContain(`;'@SUM(A1:A9) dans le message;`)
    expect(french).toContain(`'=1+1 : double vérification`)
    expect(await file('en')).toContain('unauthorized communication')
    const list = (await officer.call('GET', '/api/incidents?limit=1')).json as unknown as IncidentView[]
    const next = (await officer.call('GET', `/api/incidents?limit=1&cursor=${list[0]?.code}`))
      .json as unknown as IncidentView[]
    expect(next[0]?.code).toBe('IN-0002')
  })
})
