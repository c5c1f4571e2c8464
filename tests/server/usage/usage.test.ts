import { readdirSync } from 'node:fs'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { reEvaluated } from '#models/cost/re-evaluate.ts'
import type { JobView } from '#models/imports/import.views.ts'
import type { WorkloadView } from '#models/inventory/workload.views.ts'
import type { Derivation } from '#models/shared/derivation.ts'
import type { UsageImportView, WorkloadSizesView } from '#models/sizing/sizes.views.ts'
import { auditSentence } from '#server/audit/audit-sentences.ts'
import { undoBatch } from '#server/imports/applying.usecases.ts'
import { importInventory } from '#server/imports/imports.usecases.ts'
import { newId } from '#server/shared/ids.ts'
import { applyUsage, failInterruptedUsage, importUsage, receiveUsage } from '#server/usage/usage-imports.usecases.ts'
import { aWorkload, ifMatch } from '#tests/server/decisions/some-workloads.ts'
import { writtenFile } from '#tests/support/inventory-files.ts'
import { type TestApp, testApp } from '#tests/support/test-app.ts'
import { engines } from '#tests/support/test-database.ts'

type Person = Awaited<ReturnType<TestApp['signedIn']>>
type Problem = { readonly code: string }

const option = 'azure.canadacentral'
/** Five-minute points of days before the test clock's today, 2026-11-24. */
function series(names: readonly string[], days: number, cpu: (step: number) => number, memory = 30): string {
  const rows = names.flatMap((name) =>
    Array.from({ length: days * 288 }, (_, i) => {
      const at = new Date(Date.UTC(2026, 9, 5) + i * 300_000).toISOString().slice(0, 19).replace('T', ' ')
      return `${name};${at};${cpu(i).toFixed(2).replace('.', ',')};${memory}`
    }),
  )
  return ['Serveur;Horodatage;Processeur (%);Mémoire (%)', ...rows, ''].join('\r\n')
}
let made = 0
const aName = () => {
  made += 1
  return `srv-mesure-${made}`
}

describe.each(engines)('measures on %s', (engine) => {
  let setup: TestApp
  let manager: Person
  let auditor: Person
  let other: Person
  beforeAll(async () => {
    setup = await testApp(engine)
    manager = await setup.signedIn('portfolio-manager')
    auditor = await setup.signedIn('auditor')
    other = await setup.signedIn('portfolio-manager', 'MRP')
  })
  afterAll(() => setup.close())

  let code: string
  let name: string
  beforeEach(async () => {
    const workload = await aWorkload(setup)
    code = workload.code
    name = aName()
    await setup.db
      .updateTable('asset')
      .set({ name, natural_key: `vcenter/${name}`, vcpu: 8, memory_mib: 32_768 })
      .where('workload_id', '=', workload.id)
      .execute()
  })

  const send = (content: string, query: Record<string, string> = {}, by: Person = manager) =>
    by.call(
      'POST',
      `/api/usage?${new URLSearchParams({ body: 'MSC', fileName: 'mesures.csv', zone: 'America/Toronto', ...query }).toString()}`,
      new TextEncoder().encode(content),
      { 'content-type': 'application/octet-stream' },
    )
  const ended = async (answer: { readonly status: number; readonly json: unknown }) => {
    expect(answer.status).toBe(202)
    const { job, batch } = answer.json as { job: string; batch: string }
    for (;;) {
      const seen = (await manager.call('GET', `/api/jobs/${job}`)).json as unknown as JobView
      if (seen.endedAt !== null) return { job: seen, batch }
      await setup.jobs.news(job, 200)
    }
  }
  const told = async (batch: string, by: Person = auditor) =>
    (await by.call('GET', `/api/usage/${batch}`)).json as unknown as UsageImportView
  const sizes = async (by: Person = auditor, at: string | null = option) => {
    const answer = await by.call('GET', `/api/workloads/${code}/sizes${at === null ? '' : `?option=${at}`}`)
    expect(answer.status).toBe(200)
    return answer.json as unknown as WorkloadSizesView
  }
  const problem = (answer: { readonly status: number; readonly text: string }) => [
    answer.status,
    (JSON.parse(answer.text) as Problem).code,
  ]
  const view = async () =>
    (await auditor.call('GET', `/api/workloads/${code}`)).json as unknown as WorkloadView & {
      assets: { usage: unknown }[]
    }

  test('a month of points becomes one profile a server; the size, the cost and the figure follow', async () => {
    const assessed = async () =>
      (
        (await auditor.call('GET', `/api/workloads/${code}/assessment`)).json as unknown as {
          options: { option: string; figure: string; annualCostCad: { value: { likely: number } } }[]
        }
      ).options.find((one) => one.option === option)
    const before = await assessed()
    const { job, batch } = await ended(await send(series([name], 30, (i) => 4 + (i % 10))))
    expect(job).toMatchObject({ state: 'done', result: `/api/usage/${batch}`, problem: null })
    expect(await told(batch)).toMatchObject({
      state: 'applied',
      rows: { read: 8_640, rejected: 0 },
      machines: { matched: 1, unmatched: 0 },
      workloads: [code],
      reading: { cpuUnit: 'percent', zone: 'America/Toronto', from: '2026-10-05T04:00:00.000Z' },
    })
    const [server] = (await sizes()).servers
    expect(server).toMatchObject({ name, inForce: 'own-p95', nameplate: { vcpu: 8, memoryGib: 32 } })
    // The step repeats 4 to 13 %: its 95th percentile is 13; 8 × 0.13 × 1.3 = 1.352, and two at least; 32 × 0.3 × 1.3 = 12.48.
    expect(server?.usage).toMatchObject({ days: 30, cpu: { points: 8_640, mean: 8.5, p95: 13, max: 13 } })
    // An hour comes twice on the first of November; the file tells it once: twelve points are missing.
    expect(server?.usage?.coverage).toBeCloseTo(8_640 / 8_652, 9)
    expect(server?.usage?.weekCpu).toHaveLength(168)
    expect(server?.rules.find(({ rule }) => rule === 'own-p95')?.need).toMatchObject({ vcpu: 2, memoryGib: 13 })
    expect(server?.rules.find(({ rule }) => rule === 'nameplate')?.need).toMatchObject({ vcpu: 8, memoryGib: 32 })
    const after = await assessed()
    expect(after?.annualCostCad.value.likely).toBeLessThan(before?.annualCostCad.value.likely ?? 0)
    const figure = after?.figure ?? ''
    const opened = (await auditor.call('GET', `/api/figures/${encodeURIComponent(figure)}`))
      .json as unknown as Derivation
    expect(reEvaluated(opened).kind).toBe('known')
    expect((await view()).assets[0]?.usage).toMatchObject({ file: 'mesures.csv', machine: name, batch })
    const stored = await setup.db
      .selectFrom('assessment')
      .select('options_json')
      .where('body_id', '=', setup.bodyId('MSC'))
      .execute()
    expect(stored.length).toBeGreaterThan(0)
    expect(readdirSync(setup.filesFolder).filter((file) => file.startsWith('usage-'))).toEqual([])
  })

  test('the same file and period replaces, another period stands beside; the latest period sizes', async () => {
    await ended(await send(series([name], 10, () => 20)))
    await ended(await send(series([name], 10, () => 30)))
    const rows = async () =>
      (
        await setup.db
          .selectFrom('usage_profile')
          .select('profile_json')
          .where('profile_json', 'like', `%${name}%`)
          .execute()
      ).length
    expect(await rows()).toBe(1)
    expect((await sizes()).servers[0]?.usage?.cpu.mean).toBe(30)
    await ended(await send(series([name], 20, () => 50)))
    expect(await rows()).toBe(2)
    expect((await sizes()).servers[0]?.usage).toMatchObject({ days: 20, cpu: { mean: 50 } })
  })

  test('half of a period sizes nothing: the nameplate stands and says why; nothing is called a zombie', async () => {
    const short = series([aName()], 10, () => 10)
    const rows =
      short +
      series([name], 4, () => 0, 0)
        .split('\r\n')
        .slice(1)
        .join('\r\n')
    await setup.db.updateTable('asset').set({ status: 'active' }).where('name', '=', name).execute()
    const two = await aWorkload(setup, { name: 'Autre' })
    const otherName = /srv-mesure-\d+/.exec(short)?.[0] ?? ''
    await setup.db
      .updateTable('asset')
      .set({ name: otherName, natural_key: otherName })
      .where('workload_id', '=', two.id)
      .execute()
    await ended(await send(rows))
    const [server] = (await sizes()).servers
    expect(server).toMatchObject({ inForce: 'nameplate', utilisation: { class: 'unknown', because: 'coverage-low' } })
    expect(server?.reason?.fr).toContain('40 %')
    expect(server?.rules.find(({ rule }) => rule === 'own-p95')?.need).toMatchObject({ rule: 'nameplate', vcpu: 8 })
  })

  test('refused rows are told by line in a file; unmatched machines are named', async () => {
    const bad = `${series([name], 4, () => 10)}${name};2026-10-05 00:00:00;50,00;1\r\n${name};2026-10-20 00:00:00;-1,00;1\r\nfantome;2026-10-20 00:00:00;1,00;1\r\n`
    const { batch } = await ended(await send(bad))
    const one = await told(batch)
    expect(one).toMatchObject({
      rows: { read: 4 * 288 + 3, rejected: 2 },
      machines: { matched: 1, unmatched: 1 },
      unmatched: [{ name: 'fantome', rows: 1, isAmbiguous: false }],
    })
    expect(one.refusals.map(({ code: reason, count }) => [reason, count])).toEqual([
      ['duplicate-point', 1],
      ['cpu-negative', 1],
    ])
    const file = await auditor.call('GET', `/api/usage/${batch}/errors`)
    expect(file.headers.get('content-type')).toContain('text/csv')
    expect(file.text).toContain(`${4 * 288 + 2};duplicate-point;`)
    expect(file.text).toContain(`${4 * 288 + 3};cpu-negative;`)
  })

  test.each([
    ['no zone is stated anywhere', { zone: '' }, (text: string) => text, 'usage-zone-needed'],
    [
      'the dates read both ways',
      {},
      (text: string) => text.replace(/2026-10-\d\d/g, '05/10/2026'),
      'usage-date-order-needed',
    ],
    ['no machine is ours', {}, (text: string) => text.replaceAll('srv-mesure', 'fantome'), 'usage-nothing-read'],
    ['the columns are those of an inventory', {}, () => 'VM;CPUs\r\nsrv;4\r\n', 'usage-columns-missing'],
  ] as const)('nothing is written when %s: the job says what to do', async (_, query, change, reason) => {
    const asked = new URLSearchParams({ body: 'MSC', fileName: 'mesures.csv', zone: 'America/Toronto', ...query })
    if (asked.get('zone') === '') asked.delete('zone')
    const content = new TextEncoder().encode(change(series([name], 2, () => 10)))
    const sent = await manager.call('POST', `/api/usage?${asked.toString()}`, content, {
      'content-type': 'application/octet-stream',
    })
    const { job, batch } = await ended(sent)
    expect([job.state, job.problem?.code]).toEqual(['failed', reason])
    expect(await told(batch)).toMatchObject({ state: 'failed', problem: { code: reason } })
    expect((await sizes()).servers[0]?.usage).toBeNull()
  })

  test('when no machine is ours, the refusal names them', async () => {
    const path = writtenFile(
      'mesures.csv',
      series(['fantome-a', 'fantome-b'], 1, () => 10),
    )
    const asked = { bodyCode: 'MSC', file: path, asked: { zone: 'America/Toronto' } }
    const deps = { db: setup.db, clock: setup.clock }
    await expect(importUsage(deps, setup.system(), asked)).rejects.toMatchObject({
      code: 'usage-nothing-read',
      errors: [
        { code: 'machine-unknown', detail: { fr: 'Aucun serveur ne répond au nom « fantome-a ».' } },
        { code: 'machine-unknown', detail: { fr: 'Aucun serveur ne répond au nom « fantome-b ».' } },
      ],
    })
  })

  test('a zone that does not exist, a unit that does not, an empty body and a body out of reach are refused at the door', async () => {
    const text = series([name], 1, () => 1)
    expect(problem(await send(text, { zone: 'Quebec/Levis' }))).toEqual([422, 'usage-zone-unknown'])
    expect((await send(text, { cpuUnit: 'mhz' })).status).toBe(422)
    expect((await send('')).status).toBe(422)
    expect((await send(text, { body: 'MRP' })).status).toBe(404)
    expect((await send(text, {}, auditor)).status).toBe(403)
  })

  test('another body sees neither the files nor the sizes', async () => {
    const { batch } = await ended(await send(series([name], 4, () => 10)))
    expect(problem(await other.call('GET', `/api/usage/${batch}`))).toEqual([404, 'usage-not-found'])
    expect(problem(await other.call('GET', `/api/usage/${batch}/errors`))).toEqual([404, 'usage-not-found'])
    expect((await other.call('GET', `/api/workloads/${code}/sizes`)).status).toBe(404)
    expect((await other.call('GET', '/api/usage')).json).toEqual([])
    const page = (await manager.call('GET', '/api/usage?limit=1')).json as unknown as UsageImportView[]
    expect(page.map(({ id }) => id)).toEqual([batch])
    const next = await manager.call('GET', `/api/usage?limit=1&cursor=${batch}`)
    expect((next.json as unknown as UsageImportView[])[0]?.id).not.toBe(batch)
    expect((await manager.call('GET', '/api/usage?limit=1000')).status).toBe(422)
  })

  test('a person settles the rule of a workload with a reason; the version, the journal and the cost follow', async () => {
    await ended(await send(series([name], 30, () => 50)))
    const first = await sizes(manager)
    expect(first).toMatchObject({ rule: 'own-p95', choice: null, etag: '"0"' })
    const rule = { rule: 'azure-migrate', comfort: 1, percentile: 50, reason: 'Règle du fournisseur, pour comparer' }
    const path = `/api/workloads/${code}/sizing-rule?option=${option}`
    expect((await manager.call('PUT', path, rule)).status).toBe(428)
    expect((await auditor.call('PUT', path, rule, ifMatch(first))).status).toBe(403)
    expect((await manager.call('PUT', path, { ...rule, comfort: 0.5 }, ifMatch(first))).status).toBe(422)
    expect((await manager.call('PUT', path, { ...rule, reason: ' ' }, ifMatch(first))).status).toBe(422)
    const settled = await manager.call('PUT', path, rule, ifMatch(first))
    expect(settled.status).toBe(200)
    const second = settled.json as unknown as WorkloadSizesView
    expect(second).toMatchObject({ rule: 'azure-migrate', choice: { ...rule, by: manager.user }, etag: '"1"' })
    // 8 processors × 50 % × 1 = 4.
    expect(second.servers[0]).toMatchObject({ inForce: 'azure-migrate' })
    expect(second.servers[0]?.rules.find((one) => one.rule === 'azure-migrate')?.need?.vcpu).toBe(4)
    expect((await manager.call('PUT', path, rule, ifMatch(first))).status).toBe(412)
    const again = await manager.call('PUT', path, { ...rule, rule: 'nameplate' }, ifMatch(second))
    expect((again.json as unknown as WorkloadSizesView).servers[0]?.inForce).toBe('nameplate')
    const events = await setup.db
      .selectFrom('audit_event')
      .select(['action', 'after_json'])
      .where('action', '=', 'sizing.rule-settled')
      .orderBy('seq', 'desc')
      .limit(2)
      .execute()
    expect(events[1]?.after_json).toContain('azure-migrate')
    expect(auditSentence('sizing.rule-settled').fr).toBe('Règle de taille choisie')
  })

  test('an option that does not exist is refused; one without prices says so; none is the first that has a list', async () => {
    expect(problem(await auditor.call('GET', `/api/workloads/${code}/sizes?option=lune`))).toEqual([
      404,
      'sizing-option-unknown',
    ])
    const first = await sizes(auditor, null)
    expect(first.option).toBe(first.options[0]?.option)
    const unpriced = await sizes(auditor, 'ngq')
    expect(unpriced.servers[0]?.rules[0]).toMatchObject({ sku: null, gaps: ['no-public-price-list:ngq'] })
  })

  test('measures go with the servers of an import that is undone', async () => {
    const deps = { db: setup.db, clock: setup.clock }
    const unique = aName()
    const inventory = writtenFile(
      'inventaire.csv',
      `VM,Powerstate,CPUs,Memory,Total disk capacity MiB,OS according to the configuration file,VM ID,VI SDK UUID\n${unique},poweredOn,4,8192,10240,Ubuntu Linux (64-bit),vm-${made},u-1\n`,
    )
    const { batch } = await importInventory(deps, setup.system(), {
      file: inventory,
      bodyCode: 'MSC',
      format: 'auto',
      dryRun: false,
    })
    const measures = writtenFile(
      'm.csv',
      series([unique], 4, () => 10),
    )
    const read = await importUsage(deps, setup.system(), { file: measures, bodyCode: 'MSC', asked: { zone: 'UTC' } })
    expect(read).toMatchObject({ rows: { read: 1_152, rejected: 0 }, machines: { matched: 1, unmatched: 0 } })
    await undoBatch(deps, setup.system(), batch)
    const left = await setup.db.selectFrom('usage_profile').select('id').where('import_id', '=', read.batch).execute()
    expect(left).toEqual([])
  })

  test('a reading that is stopped keeps nothing and says so', async () => {
    const deps = { db: setup.db, clock: setup.clock }
    const path = writtenFile(
      'arret.csv',
      series([name], 4, () => 10),
    )
    const file = { bodyCode: 'MSC', fileName: 'arret.csv', sha256: 'x', bytes: 1, asked: { zone: 'UTC' } }
    const id = await receiveUsage(deps, setup.system(), file)
    const stop = new AbortController()
    const reading = applyUsage(deps, setup.system(), id, path, { signal: stop.signal, progress: () => stop.abort() })
    await expect(reading).rejects.toThrow()
    expect(await told(id)).toMatchObject({ state: 'cancelled' })
    expect((await sizes()).servers[0]?.usage).toBeNull()
  })

  test('a reading that a stopped process left behind is said to have failed', async () => {
    const id = newId()
    await setup.db
      .insertInto('usage_import')
      .values({
        id,
        body_id: setup.bodyId('MSC'),
        file_name: 'a.csv',
        sha256: '',
        bytes: 1,
        state: 'reading',
        asked_json: '{}',
        result_json: '{}',
        problem_json: null,
        stated_by: 'U-0001',
        received_at: '2026-11-24T12:00:00.000Z',
        ended_at: null,
        row_version: 1,
      })
      .execute()
    await failInterruptedUsage(setup.db)
    expect(await told(id)).toMatchObject({ state: 'failed', problem: { code: 'usage-interrupted' } })
  })
})
