import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ConsequencesView } from '#models/classification/consequences.ts'
import type { PortfolioColumns, WorkloadView } from '#models/inventory/workload.views.ts'
import type {
  BlackoutView,
  WaveCalendar,
  WaveChange,
  WaveMembersPage,
  WavePreview,
  WaveView,
} from '#models/waves/wave.views.ts'
import { newId } from '#server/shared/ids.ts'
import { wavesOf } from '#server/waves/waves.usecases.ts'
import { aWorkload, ifMatch, plainRecord } from '#tests/server/decisions/some-workloads.ts'
import { type TestApp, testApp } from '#tests/support/test-app.ts'
import { engines } from '#tests/support/test-database.ts'

type Person = Awaited<ReturnType<TestApp['signedIn']>>
type Problem = { code: string; detail: string; errors: { pointer?: string; code: string; detail: string }[] }

// The clock of the tests stands in November 2026.
const dates = { startsOn: '2027-01-04', cutsOverOn: '2027-03-08', decommissionsOn: '2027-05-31' }
const content = { body: 'MSC', name: 'Guichets', note: null, dates }

describe.each(engines)('waves on %s', (engine) => {
  let setup: TestApp
  let manager: Person
  beforeAll(async () => {
    setup = await testApp(engine)
    manager = await setup.signedIn('portfolio-manager')
  })
  afterAll(() => setup.close())

  const post = (path: string, body: object, by: Person = manager, headers = {}) => by.call('POST', path, body, headers)
  const made = async (more: object = {}, by: Person = manager) => {
    const answer = await post('/api/waves', { ...content, ...more }, by)
    expect([answer.status, answer.text]).toEqual([201, expect.any(String)])
    return (answer.json as unknown as WaveChange).wave
  }
  const problemOf = (answer: { text: string }) => JSON.parse(answer.text) as Problem
  const read = async (code: string, by: Person = manager) =>
    (await by.call('GET', `/api/waves/${code}`)).json as unknown as WaveView
  const calendar = async (query = '', by: Person = manager) =>
    (await by.call('GET', `/api/waves/calendar${query}`)).json as unknown as WaveCalendar
  const members = async (code: string) =>
    ((await manager.call('GET', `/api/waves/${code}/members`)).json as unknown as WaveMembersPage).items.map(
      (one) => one.code,
    )
  const linked = async (from: { id: string }, to: { id: string }, kind = 'copy') =>
    setup.db
      .insertInto('dependency')
      .values({
        id: newId(),
        body_id: setup.bodyId('MSC'),
        from_workload_id: from.id,
        to_workload_id: to.id,
        kind,
        latency_need_ms: null,
        personal_information: null,
        source_json: '{}',
        created_at: setup.clock.now().toISOString(),
      })
      .execute()

  test('made with its workloads, moved, renamed; the journal tells each step', async () => {
    const one = await aWorkload(setup)
    const wave = await made({ workloads: [one.code] })
    expect(wave).toMatchObject({ status: 'planned', members: 1, hidden: 0, doubleRunningDays: 147, mayEdit: true })
    expect(wave.code).toMatch(/^V-\d{2,}$/)
    const later = { ...dates, cutsOverOn: '2027-03-15' }
    const path = `/api/waves/${wave.code}`
    expect((await manager.call('PATCH', path, { dates: later })).status).toBe(428)
    const moved = await manager.call('PATCH', path, { dates: later }, ifMatch(wave))
    expect(moved.json).toMatchObject({ dates: later, name: 'Guichets' })
    expect((await manager.call('PATCH', path, { name: 'Autre' }, ifMatch(wave))).status).toBe(412)
    const renamed = await manager.call('PATCH', path, { name: 'Services' }, ifMatch(moved.json as unknown as WaveView))
    expect(renamed.json).toMatchObject({ name: 'Services', dates: later })
    const events = await setup.db
      .selectFrom('audit_event')
      .select(['action', 'after_json'])
      .where('object_type', '=', 'wave')
      .orderBy('seq')
      .execute()
    expect(events.slice(-3).map((event) => event.action)).toEqual(['wave.created', 'wave.moved', 'wave.edited'])
    const places = await wavesOf(setup.db, setup.system(), [one.id, newId()])
    expect([...places]).toEqual([[one.id, { code: wave.code, name: 'Services', dates: later }]])
  })

  test.each([
    { name: 'a cut-over before the start', change: { cutsOverOn: '2027-01-03' }, field: '/dates/cutsOverOn' },
    { name: 'an end before the cut-over', change: { decommissionsOn: '2027-03-01' }, field: '/dates/decommissionsOn' },
    { name: 'a day that does not exist', change: { startsOn: '2027-02-30' }, field: '/dates/startsOn' },
    { name: 'a year typed wrong', change: { decommissionsOn: '2927-05-31' }, field: '/dates/decommissionsOn' },
    { name: 'a time', change: { startsOn: '2027-01-04T10:00:00Z' }, field: '/dates/startsOn' },
    { name: 'a number', change: { startsOn: 20270104 }, field: '/dates/startsOn' },
  ])('$name is refused beside its field, and nothing is written', async ({ change, field }) => {
    const before = (await calendar()).waves.length
    const answer = await post('/api/waves', { ...content, dates: { ...dates, ...change } })
    expect([answer.status, problemOf(answer).errors[0]?.pointer]).toEqual([422, field])
    const wave = await made()
    const edit = await manager.call(
      'PATCH',
      `/api/waves/${wave.code}`,
      { dates: { ...dates, ...change } },
      ifMatch(wave),
    )
    expect([edit.status, problemOf(edit).errors[0]?.pointer]).toEqual([422, field])
    expect((await calendar()).waves).toHaveLength(before + 1)
  })

  test('a workload is in one wave at most: refused with its wave, or taken from it when that is asked', async () => {
    const [one, two] = [await aWorkload(setup), await aWorkload(setup)]
    const [first, second] = [await made({ workloads: [one.code] }), await made()]
    const path = `/api/waves/${second.code}/members`
    const refused = await post(path, { workloads: [one.code, two.code] }, manager, ifMatch(second))
    expect([refused.status, problemOf(refused).code]).toEqual([409, 'workload-in-another-wave'])
    expect(problemOf(refused).errors[0]?.detail).toContain(first.code)
    expect(await members(second.code)).toEqual([])
    const again = await post('/api/waves', { ...content, workloads: [one.code] })
    expect(again.status).toBe(409)
    const taken = await post(path, { workloads: [one.code, two.code], transfer: true }, manager, ifMatch(second))
    expect(taken.json).toMatchObject({
      wave: { members: 2 },
      moved: [
        { workload: one.code, from: first.code },
        { workload: two.code, from: null },
      ],
    })
    const left = await read(first.code)
    expect([left.members, left.etag === first.etag]).toEqual([0, false])
  })

  test('what is unknown, of another body or not in the wave is refused', async () => {
    const elsewhere = await aWorkload(setup, { body: 'MRP' })
    const wave = await made()
    const path = `/api/waves/${wave.code}/members`
    for (const code of ['CH-999999', elsewhere.code]) {
      const answer = await post(path, { workloads: [code] }, manager, ifMatch(wave))
      expect([answer.status, problemOf(answer).code]).toEqual([404, 'workload-not-found'])
      expect((await post('/api/waves', { ...content, workloads: [code] })).status).toBe(404)
    }
    expect((await post(path, { workloads: [] }, manager, ifMatch(wave))).status).toBe(422)
    expect((await post(path, { workloads: ['charge 12'] }, manager, ifMatch(wave))).status).toBe(422)
    const own = await aWorkload(setup)
    const absent = await post(`${path}/remove`, { workloads: [own.code] }, manager, ifMatch(wave))
    expect([absent.status, problemOf(absent).code]).toEqual([409, 'workload-not-in-wave'])
    expect(problemOf(await post('/api/waves', { ...content, body: 'MRP' })).code).toBe('wave-body-unknown')
    expect((await manager.call('GET', '/api/waves/V-999')).status).toBe(404)
    expect((await manager.call('GET', '/api/waves?cursor=12')).status).toBe(422)
  })

  test('a wave of the whole takes any body; one of a body takes its own only, and each reads its part', async () => {
    const centre = await setup.signedIn('portfolio-manager', 'QC')
    const [own, other] = [await aWorkload(setup), await aWorkload(setup, { body: 'MRP' })]
    const shared = await made({ body: 'QC', workloads: [own.code, other.code] }, centre)
    expect(shared).toMatchObject({ members: 2, hidden: 0 })
    const seen = await read(shared.code)
    expect(seen).toMatchObject({ members: 1, hidden: 1, mayEdit: false })
    expect(await members(shared.code)).toEqual([own.code])
    const edit = await manager.call('PATCH', `/api/waves/${shared.code}`, { name: 'À nous' }, ifMatch(seen))
    expect([edit.status, problemOf(edit).code]).toEqual([403, 'wave-of-another-body'])
    const taken = await post('/api/waves', { ...content, workloads: [own.code] })
    expect(taken.status).toBe(409)
    const mine = await made()
    const asked = { workloads: [own.code], transfer: true }
    expect((await post(`/api/waves/${mine.code}/members`, asked, manager, ifMatch(mine))).status).toBe(403)
    const wrong = await post('/api/waves', { ...content, workloads: [other.code] }, centre)
    expect([wrong.status, problemOf(wrong).code]).toEqual([422, 'wave-workload-elsewhere'])
    const stranger = await setup.signedIn('portfolio-manager', 'MRP')
    expect((await stranger.call('GET', `/api/waves/${mine.code}`)).status).toBe(404)
    expect((await stranger.call('GET', `/api/waves/${mine.code}/members`)).status).toBe(404)
  })

  test('every role of a body reads, the portfolio manager alone writes', async () => {
    const wave = await made()
    for (const role of ['security-officer', 'finance-officer', 'auditor'] as const) {
      const person = await setup.signedIn(role)
      expect((await person.call('GET', `/api/waves/${wave.code}`)).status).toBe(200)
      expect((await post('/api/waves', content, person)).status).toBe(403)
      expect((await person.call('GET', `/api/waves/${wave.code}`)).json).toMatchObject({ mayEdit: false })
    }
  })

  test('split in two, merged again, removed once empty, brought back', async () => {
    const codes = [await aWorkload(setup), await aWorkload(setup), await aWorkload(setup)].map(({ code }) => code)
    const [first = '', second = ''] = codes
    const wave = await made({ workloads: codes })
    const path = `/api/waves/${wave.code}`
    const split = await post(
      `${path}/split`,
      { name: 'Seconde partie', workloads: [first, second] },
      manager,
      ifMatch(wave),
    )
    const part = (split.json as unknown as WaveChange).wave
    expect([split.status, part.members, part.dates]).toEqual([201, 2, dates])
    expect((await read(wave.code)).members).toBe(1)
    const full = await manager.call('DELETE', `/api/waves/${part.code}`, undefined, ifMatch(part))
    expect([full.status, problemOf(full).code]).toEqual([409, 'wave-not-empty'])
    expect((await post(`/api/waves/${part.code}/merge`, { into: part.code }, manager, ifMatch(part))).status).toBe(422)
    expect((await post(`/api/waves/${part.code}/merge`, { into: 'V-999' }, manager, ifMatch(part))).status).toBe(404)
    const merged = await post(`/api/waves/${part.code}/merge`, { into: wave.code }, manager, ifMatch(part))
    expect(merged.json).toMatchObject({ wave: { code: wave.code, members: 3 } })
    expect((await manager.call('GET', `/api/waves/${part.code}`)).status).toBe(404)
    const emptied = await post(`${path}/members/remove`, { workloads: codes }, manager, ifMatch(await read(wave.code)))
    expect(emptied.json).toMatchObject({ members: 0 })
    const removed = await manager.call('DELETE', path, undefined, ifMatch(emptied.json as unknown as WaveView))
    expect([removed.status, (await manager.call('GET', path)).status]).toEqual([204, 404])
    expect((await post(`${path}/restore`, {})).json).toMatchObject({ code: wave.code, members: 0 })
    expect((await post(`${path}/restore`, {})).status).toBe(404)
  })

  test('other days are previewed, and nothing is written', async () => {
    const [one, two, three] = [await aWorkload(setup), await aWorkload(setup), await aWorkload(setup)]
    await linked(one, two)
    await linked(one, three, 'consumes')
    const wave = await made({ workloads: [one.code] })
    const together = await made({ workloads: [two.code, three.code] })
    const entered = await post('/api/blackouts', {
      body: 'MSC',
      name: 'Saison des impôts',
      from: '2027-03-20',
      to: '2027-04-30',
    })
    expect(entered.status).toBe(201)
    const after = { ...dates, cutsOverOn: '2027-04-05' }
    const answer = await post(`/api/waves/${wave.code}/preview`, { dates: after })
    const preview = answer.json as unknown as WavePreview
    expect(preview).toMatchObject({
      before: dates,
      after,
      doubleRunningDays: { before: 147, after: 147 },
      crossings: [{ kind: 'fiscal-year', event: 'cutsOverOn', before: '2026-2027', after: '2027-2028' }],
      // Nobody stated what the workload costs and it has no server: what is paid twice is unknown, and says how many are so.
      doubleRunningCad: {
        before: { kind: 'unknown', reasons: ['workloads-without-cost:1'] },
        after: { kind: 'unknown', reasons: ['workloads-without-cost:1'] },
      },
    })
    expect(preview.conflicts.ending).toEqual([])
    expect(preview.conflicts.appearing).toEqual([
      expect.objectContaining({ kind: 'cut-over-in-blackout', freeBefore: '2027-03-19', freeAfter: '2027-05-01' }),
      expect.objectContaining({ kind: 'split-link', workload: one.code, otherWave: together.code, daysApart: 28 }),
    ])
    expect((await read(wave.code)).dates).toEqual(dates)
    const backwards = await post(`/api/waves/${wave.code}/preview`, { dates: { ...dates, startsOn: '2027-04-01' } })
    expect(problemOf(backwards).code).toBe('wave-dates-out-of-order')
    expect((await post('/api/waves/V-999/preview', { dates })).status).toBe(404)

    const moved = await manager.call('PATCH', `/api/waves/${wave.code}`, { dates: after }, ifMatch(wave))
    expect(moved.status).toBe(200)
    const drawn = await calendar()
    const shown = drawn.waves.find(({ code }) => code === wave.code)
    expect(shown?.conflicts.map(({ kind }) => kind)).toEqual(['cut-over-in-blackout', 'split-link'])
    expect(drawn.links).toContainEqual({ from: wave.code, to: together.code, links: 2, hard: 1 })
    const period = entered.json as unknown as BlackoutView
    const away = await manager.call('DELETE', `/api/blackouts/${period.id}`, undefined, ifMatch(period))
    expect(away.status).toBe(204)
    const lifted = (await calendar()).waves.find(({ code }) => code === wave.code)
    expect(lifted?.conflicts.map(({ kind }) => kind)).toEqual(['split-link'])
  })

  test('a period of the whole binds the bodies under it; one of another body does not', async () => {
    const [centre, elsewhere] = [
      await setup.signedIn('portfolio-manager', 'QC'),
      await setup.signedIn('portfolio-manager', 'MRP'),
    ]
    const period = { name: 'Élections', from: '2027-09-01', to: '2027-10-15' }
    const kept = (await post('/api/blackouts', { body: 'QC', ...period }, centre)).json as unknown as BlackoutView
    await post('/api/blackouts', { body: 'MRP', ...period, name: 'Ailleurs' }, elsewhere)
    const late = { startsOn: '2027-08-01', cutsOverOn: '2027-09-15', decommissionsOn: '2027-12-01' }
    const wave = await made({ dates: late })
    const shown = (await calendar()).waves.find(({ code }) => code === wave.code)
    expect(shown?.conflicts).toMatchObject([{ kind: 'cut-over-in-blackout', blackout: { name: 'Élections' } }])
    const list = (await manager.call('GET', '/api/blackouts')).json as unknown as BlackoutView[]
    expect(list.map(({ name, mayEdit }) => [name, mayEdit])).toEqual([['Élections', false]])
    expect((await manager.call('DELETE', `/api/blackouts/${kept.id}`, undefined, ifMatch(kept))).status).toBe(404)
    const backwards = await post('/api/blackouts', {
      body: 'MSC',
      name: 'À rebours',
      from: '2027-05-02',
      to: '2027-05-01',
    })
    expect([backwards.status, problemOf(backwards).code]).toEqual([422, 'blackout-backwards'])
  })

  test('listed by body, by status and by workload, a page at a time, in the order they were made', async () => {
    const one = await aWorkload(setup)
    const past = { startsOn: '2026-01-05', cutsOverOn: '2026-03-02', decommissionsOn: '2026-06-01' }
    const done = await made({ dates: past, workloads: [one.code] })
    const current = await made({ dates: { ...past, decommissionsOn: '2027-06-01' } })
    const codes = async (query: string) =>
      ((await manager.call('GET', `/api/waves${query}`)).json as unknown as WaveView[]).map(({ code }) => code)
    expect(await codes('?status=done')).toEqual([done.code])
    expect(await codes('?status=under-way')).toEqual([current.code])
    expect(await codes(`?workload=${one.code}`)).toEqual([done.code])
    expect(await codes('?body=MRP')).toEqual([])
    const all = await codes('')
    const firstPage = await codes('?limit=2')
    expect([...firstPage, ...(await codes(`?cursor=${firstPage[1]}`))]).toEqual(all)
    expect((await calendar('?status=done')).waves.map(({ code }) => code)).toEqual([done.code])
    const counted = await calendar()
    expect(counted.workloads).toBeGreaterThan(counted.unplaced)
    expect((await manager.call('GET', '/api/waves?status=late')).status).toBe(422)
  })

  test('the workload, the portfolio and what an approval would touch all tell the wave', async () => {
    const officer = await setup.signedIn('security-officer')
    const [one, other] = [await aWorkload(setup), await aWorkload(setup)]
    const wave = await made({ name: 'Dite partout', workloads: [one.code] })
    const view = (await manager.call('GET', `/api/workloads/${one.code}`)).json as unknown as WorkloadView
    expect(view.wave).toEqual({ code: wave.code, name: 'Dite partout', dates })
    const unplaced = (await manager.call('GET', `/api/workloads/${other.code}`)).json as unknown as WorkloadView
    expect(unplaced.wave).toBeNull()
    const columns = (await manager.call('GET', '/api/workloads/columns')).json as unknown as PortfolioColumns
    const waveOf = (code: string) => columns.waves[columns.wave[columns.code.indexOf(code)] ?? -1]
    expect([waveOf(one.code), waveOf(other.code)]).toEqual([
      { code: wave.code, name: 'Dite partout', cutsOverOn: dates.cutsOverOn },
      undefined,
    ])
    const asked = { record: plainRecord }
    const path = `/api/workloads/${one.code}/classifications/consequences`
    const touched = (await post(path, asked, officer)).json as unknown as ConsequencesView
    expect(touched.waves).toEqual([{ workload: one.code, wave: view.wave }])
  })

  test('two people who place the same workload at once: one is refused, no wave holds it twice', async () => {
    const one = await aWorkload(setup)
    const waves = [await made(), await made()]
    const answers = await Promise.all(
      waves.map((wave) => post(`/api/waves/${wave.code}/members`, { workloads: [one.code] }, manager, ifMatch(wave))),
    )
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 409]))
    const held = await setup.db.selectFrom('wave_member').selectAll().where('workload_id', '=', one.id).execute()
    expect(held).toHaveLength(1)
  })
})
