import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { ReviewList } from '#models/classification/review.views.ts'
import type { DetectionSummary, DetectionView } from '#models/detection/detection.views.ts'
import type { JobView } from '#models/imports/import.views.ts'
import { auditSentence } from '#server/audit/audit-sentences.ts'
import { removeLeftSamples } from '#server/detection/received-samples.ts'
import { aWorkload, classified, plainRecord } from '#tests/server/decisions/some-workloads.ts'
import { workbook } from '#tests/support/inventory-files.ts'
import { type TestApp, testApp } from '#tests/support/test-app.ts'
import { engines } from '#tests/support/test-database.ts'

type Person = Awaited<ReturnType<TestApp['signedIn']>>

const schema = `CREATE TABLE plaignant (
  no_assurance_sociale char(9) NOT NULL,
  courriel varchar(200),
  statut varchar(20)
);
CREATE TABLE dossier (id int, diagnostic_medical varchar(10));
`
// Values found nowhere else: whatever place holds one of them got it from the file.
const planted = ['193 456 787', 'QZXW 8551 1277', 'plante-aiguille@exemple.ca', 'Aiguille-Enfouie'] as const
const sample = `nas;nam;courriel;nom_famille;statut\n${`${planted.join(';')};Actif\n`.repeat(20)}`
const needles = planted.flatMap((value) => [value, value.replaceAll(/[ -]/g, '')])
const foundIn = (text: string) => needles.filter((needle) => text.toLowerCase().includes(needle.toLowerCase()))

describe.each(engines)('detections on %s', (engine) => {
  let setup: TestApp
  let officer: Person
  let auditor: Person
  let code: string
  beforeAll(async () => {
    setup = await testApp(engine)
    officer = await setup.signedIn('security-officer')
    auditor = await setup.signedIn('auditor')
  })
  beforeEach(async () => {
    code = (await aWorkload(setup)).code
  })
  afterAll(() => setup.close())

  const path = (of = code) => `/api/workloads/${of}/detections`
  const send = async (fileName: string, content: string | Uint8Array, by: Person = officer) =>
    by.call(
      'POST',
      `${path()}?fileName=${encodeURIComponent(fileName)}`,
      typeof content === 'string' ? new TextEncoder().encode(content) : content,
      { 'content-type': 'application/octet-stream' },
    )
  const ended = async (answer: { readonly status: number; readonly json: unknown }, by: Person = officer) => {
    expect(answer.status).toBe(202)
    const { job } = answer.json as { job: string }
    for (;;) {
      const seen = (await by.call('GET', `/api/jobs/${job}`)).json as unknown as JobView
      if (seen.endedAt !== null) return seen
      await setup.jobs.news(job, 200)
    }
  }
  const analysed = async (fileName: string, content: string | Uint8Array) => {
    const { result } = await ended(await send(fileName, content))
    return (await officer.call('GET', result ?? '')).json as unknown as DetectionView
  }
  const list = async (by: Person = officer) => (await by.call('GET', path())).json as unknown as DetectionSummary[]
  const detectionAudits = async () =>
    setup.db.selectFrom('audit_event').selectAll().where('action', '=', 'detection.recorded').orderBy('seq').execute()

  test('a schema is received, read by a job, kept by its columns, and told in the audit', async () => {
    const found = await analysed('plaintes.sql', schema)
    expect(found).toMatchObject({
      workload: code,
      fileName: 'plaintes.sql',
      source: 'ddl',
      by: officer.user,
      tables: 2,
      rows: 0,
      columnsRead: 5,
      sensitive: 3,
      cutStatements: [],
      floor: {
        c: 4,
        isPersonal: true,
        kinds: ['contact', 'health', 'sin'],
        isSensitive: true,
        because: ['nas', 'health'],
      },
    })
    expect(found.columns.map((one) => [one.table, one.name, one.suggested.c])).toEqual([
      ['plaignant', 'no_assurance_sociale', 4],
      ['dossier', 'diagnostic_medical', 4],
      ['plaignant', 'courriel', 3],
    ])
    expect(found.sha256).toMatch(/^[0-9a-f]{64}$/)
    const event = (await detectionAudits()).at(-1)
    expect(JSON.parse(event?.after_json ?? '')).toEqual({
      file: 'plaintes.sql',
      sha256: found.sha256,
      source: 'ddl',
      tables: 2,
      rows: 0,
      columns: 5,
      sensitive: 3,
      c: 4,
    })
    expect(auditSentence('detection.recorded', event?.after_json)).toEqual({
      fr: 'Données sensibles recherchées : plaintes.sql, 3 sur 5',
      en: 'Sensitive data looked for: plaintes.sql, 3 of 5',
    })
    expect(readdirSync(setup.filesFolder)).toEqual([])
  })

  test('newest first, a page at a time, without columns in the list', async () => {
    const [first, second] = [await analysed('a.csv', 'nas\n'), await analysed('b.csv', 'courriel\n')]
    expect((await list()).map((one) => one.id)).toEqual([second.id, first.id])
    expect((await list()).some((one) => 'columns' in one)).toBe(false)
    const next = (await officer.call('GET', `${path()}?limit=1&cursor=${second.id}`))
      .json as unknown as DetectionSummary[]
    expect(next.map((one) => one.fileName)).toEqual(['a.csv'])
    expect((await officer.call('GET', `${path()}/${first.id}x`)).status).toBe(404)
    expect(
      (await officer.call('GET', `/api/workloads/${(await aWorkload(setup)).code}/detections/${first.id}`)).status,
    ).toBe(404)
  })

  test.each([
    { name: 'a sample', file: 'sample.csv', content: sample },
    {
      name: 'a workbook',
      file: 'b.xlsx',
      content: workbook({ Gens: sample.split('\n').map((line) => line.split(';')) }),
    },
    { name: 'a header that is a value', file: 'v.csv', content: `${planted.join(';')}\na;b;c;d\n` },
    { name: 'a refusal', file: 'r.csv', content: `${sample}"${planted.join(';')}\n` },
    { name: 'a file named by a value', file: `${planted[0]} ${planted[2]}.csv`, content: sample },
  ])('no value is kept nor answered: $name', async ({ file, content }) => {
    const sent = await send(file, content)
    const job = await ended(sent)
    const told = [sent.text, JSON.stringify(job), JSON.stringify(await list(auditor))]
    if (job.result !== null) told.push((await officer.call('GET', job.result)).text)
    for (const table of ['detection', 'audit_event', 'job', 'idempotency_key'] as const)
      told.push(JSON.stringify(await setup.db.selectFrom(table).selectAll().execute()))
    expect(foundIn(told.join('\n'))).toEqual([])
    expect(foundIn(sample).length).toBeGreaterThanOrEqual(planted.length) // the search would find them
    expect(readdirSync(setup.filesFolder)).toEqual([])
  })

  test.each([
    { name: 'neither text nor workbook', file: 'p.sql', content: '%PDF-1.7 x', code: 'detection-not-supported' },
    { name: 'no table', file: 'n.sql', content: 'DROP TABLE x;\nGO\n', code: 'detection-no-column' },
    { name: 'a quote never closed', file: 'q.csv', content: 'nas;n\n"1;2\n', code: 'detection-unclosed-quote', row: 2 },
  ])('a refusal is said in both languages and leaves nothing: $name', async ({ file, content, code: refusal, row }) => {
    const before = (await detectionAudits()).length
    const job = await ended(await send(file, content))
    expect([job.state, job.result, job.problem?.code, job.problem?.row]).toEqual(['failed', null, refusal, row])
    expect(Object.values(job.problem?.detail ?? {}).map((text) => text.length > 20)).toEqual([true, true])
    expect([await list(), (await detectionAudits()).length, readdirSync(setup.filesFolder)]).toEqual([[], before, []])
  })

  test('an empty file is refused at once; a JSON body is no file', async () => {
    const empty = await send('a.sql', '')
    expect([empty.status, empty.text.includes('file-empty')]).toEqual([422, true])
    expect((await officer.call('POST', `${path()}?fileName=a.sql`, {})).status).toBe(415)
    expect(readdirSync(setup.filesFolder)).toEqual([])
  })

  test('a cut schema tells what stood whole and the line of the cut', async () => {
    const found = await analysed('cut.sql', `${schema}CREATE TABLE paiement (no_compte varchar(20),\n  mont`)
    expect([found.cutStatements, found.sensitive]).toEqual([[7], 4])
  })

  test('stopped while it waits or while it runs, it leaves nothing', async () => {
    const before = (await detectionAudits()).length
    const long = `nas;n\n${'193 456 787;x\n'.repeat(400_000)}`
    const jobs = [await send('long.csv', long), await send('behind.csv', long)]
    const ids = jobs.map(({ json }) => (json as unknown as { job: string }).job)
    for (const id of ids.toReversed()) expect((await officer.call('DELETE', `/api/jobs/${id}`)).status).toBe(200)
    const states = [
      await ended(jobs[0] ?? { status: 0, json: null }),
      await ended(jobs[1] ?? { status: 0, json: null }),
    ]
    expect(states.map((job) => job.state)).toEqual(['cancelled', 'cancelled'])
    expect([await list(), (await detectionAudits()).length, readdirSync(setup.filesFolder)]).toEqual([[], before, []])
  })

  test('only who may propose may send or stop; another body is not found', async () => {
    const elsewhere = await setup.signedIn(['security-officer', 'portfolio-manager'], 'MRP')
    expect((await send('a.sql', schema, auditor)).status).toBe(403)
    expect((await send('a.sql', schema, elsewhere)).status).toBe(404)
    expect((await elsewhere.call('POST', `${path()}/inventory`)).status).toBe(404)
    const sent = await send('a.sql', schema)
    const { job } = sent.json as unknown as { job: string }
    expect((await auditor.call('DELETE', `/api/jobs/${job}`)).status).toBe(403)
    expect((await elsewhere.call('DELETE', `/api/jobs/${job}`)).status).toBe(404)
    const { result } = await ended(sent)
    expect((await elsewhere.call('GET', result ?? '')).status).toBe(404)
    expect((await elsewhere.call('GET', path())).status).toBe(404)
    expect((await auditor.call('GET', result ?? '')).status).toBe(200)
    expect(readdirSync(setup.filesFolder)).toEqual([])
  })

  test('the inventory speaks: names, mission, and facts kept of its files', async () => {
    const { id } = await aWorkload(setup, { name: 'Registre des dossiers médicaux' })
    const row = await setup.db.selectFrom('workload').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
    await setup.db
      .updateTable('asset')
      .set({ extra_json: JSON.stringify([{ name: 'Responsable', value: planted[2] }]) })
      .where('workload_id', '=', id)
      .execute()
    const { result } = await ended(await officer.call('POST', `${path(row.code)}/inventory`))
    const answer = await officer.call('GET', result ?? '')
    const found = answer.json as unknown as DetectionView
    expect([found.source, found.fileName, found.columnsRead]).toEqual(['inventory', '', 4])
    expect(found.columns.map((one) => [one.name, one.kinds.map(({ kind }) => kind).join()])).toEqual([
      ['application.name', 'health'],
      ['workload.name', 'health'],
      ['Responsable', 'email'],
    ])
    expect(foundIn(answer.text)).toEqual([])
  })

  test('what was found above the record puts it among those to look at again', async () => {
    const manager = await setup.signedIn('portfolio-manager')
    await classified({ proposer: manager, officer }, code, plainRecord)
    const reasons = async () => {
      const reviews = (await officer.call('GET', '/api/classification-reviews')).json as unknown as ReviewList
      return reviews.items.find((item) => item.workload === code)?.reasons
    }
    expect((await reasons())?.some((one) => one.kind === 'detected') ?? false).toBe(false)
    await analysed('plaintes.sql', schema)
    const asked = { kind: 'detected', c: 4, isPersonal: true, file: 'plaintes.sql' }
    expect((await reasons())?.[0]).toMatchObject(asked)
    // Another file, or the inventory, that shows less takes nothing back; the same file read again does.
    await analysed('statuts.sql', 'CREATE TABLE s (statut varchar(20));')
    await ended(await officer.call('POST', `${path()}/inventory`))
    expect((await reasons())?.[0]).toMatchObject(asked)
    await analysed('plaintes.sql', 'CREATE TABLE plaignant (statut varchar(20));')
    expect((await reasons())?.some((one) => one.kind === 'detected') ?? false).toBe(false)
  })
})

test('samples that a stopped process left behind are removed; files of imports stay', async () => {
  const setup = await testApp()
  for (const name of ['analyse-1', 'analyse-2', '0190-import']) writeFileSync(join(setup.filesFolder, name), 'x')
  await removeLeftSamples(setup.filesFolder)
  expect(readdirSync(setup.filesFolder)).toEqual(['0190-import'])
  await setup.close()
})
