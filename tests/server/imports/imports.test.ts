import { strToU8, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import type { ImportBatchView } from '#models/imports/import.views.ts'
import { applyBatch, undoBatch } from '#server/imports/applying.usecases.ts'
import { batchChanges, batchView } from '#server/imports/batch-view.usecases.ts'
import { importInventory } from '#server/imports/imports.usecases.ts'
import { batchEtag, chooseMapping, ensureBatch, readBatch, receiveFile } from '#server/imports/reading.usecases.ts'
import { editWorkload } from '#server/inventory/inventory.usecases.ts'
import { workloadView } from '#server/inventory/workload-view.usecases.ts'
import { engines } from '#tests/support/test-database.ts'
import { rvtoolsWorkbook, workbook, writtenFile } from '#tests/support/inventory-files.ts'
import { type TestApp, testApp } from '#tests/support/test-app.ts'

const depsOf = (setup: TestApp) => ({ db: setup.db, clock: setup.clock, reassess: () => Promise.resolve() })
const importing = (setup: TestApp, file: string, dryRun = false) =>
  importInventory(depsOf(setup), setup.system(), { file, bodyCode: 'MSC', format: 'auto', dryRun })
const viewDeps = (setup: TestApp) => ({
  db: setup.db,
  classificationsOf: () => Promise.resolve([]),
  decisionOf: () => Promise.resolve(null),
  waveOf: () => Promise.resolve(null),
})
const count = async (setup: TestApp, table: 'asset' | 'workload' | 'current_cost' | 'classification') =>
  (await setup.db.selectFrom(table).selectAll().execute()).length

describe.each(engines)('imports on %s', (engine) => {
  test('an RVTools workbook becomes a workload with its servers, each value with its line and column', async () => {
    const setup = await testApp(engine)
    const summary = await importing(setup, writtenFile('rvtools.xlsx', rvtoolsWorkbook()))
    expect(summary).toMatchObject({
      format: 'rvtools-xlsx',
      rows: { read: 5, added: 2, changed: 0, unchanged: 0, ignored: 3, rejected: 0 },
      workloads: 1,
      assets: 2,
      rejected: [],
    })
    const view = await workloadView(viewDeps(setup), setup.system(), 'CH-000001')
    expect([view.name, view.environment]).toEqual(['msc-paie', 'production'])
    const web = view.assets.find((asset) => asset.name === 'msc-paie-web01-prod')
    expect(web).toMatchObject({
      vcpu: { value: 4, source: { kind: 'file', file: 'rvtools.xlsx', line: 2, column: 'CPUs' } },
      memoryMib: { value: 16_384 },
      storageGib: { value: 70 },
      operatingSystem: { value: 'rhel' },
      isPoweredOn: true,
    })
    expect(view.assets.find((asset) => asset.name === 'msc-paie-bd01-prod')).toMatchObject({
      storageGib: { value: 500 },
      operatingSystem: { value: 'windows' },
      isPoweredOn: false,
    })
    expect(view.extraFacts).toContainEqual(expect.objectContaining({ name: 'Wave of our own', value: 'A' }))
    await setup.close()
  })

  test('the same file again changes nothing; a changed one changes what nobody corrected', async () => {
    const setup = await testApp(engine)
    await importing(setup, writtenFile('a.xlsx', rvtoolsWorkbook()))
    const again = await importing(setup, writtenFile('a.xlsx', rvtoolsWorkbook()))
    expect(again.rows).toMatchObject({ added: 0, changed: 0, unchanged: 2 })
    const more = await importing(setup, writtenFile('a.xlsx', rvtoolsWorkbook({ cpus: 6 })))
    expect(more.rows).toMatchObject({ added: 0, changed: 1, unchanged: 1 })
    const view = await workloadView(viewDeps(setup), setup.system(), 'CH-000001')
    expect(view.assets.find((asset) => asset.name.includes('web'))?.vcpu.value).toBe(6)
    await setup.close()
  })

  test('what a person stated stays, and the disagreement is listed', async () => {
    const setup = await testApp(engine)
    const file = (technology: string) =>
      writtenFile(
        'apps.csv',
        `Application;Environnement;Technologie;Coût annuel\nPaie;Production;${technology};1 234,50\n`,
      )
    await importing(setup, file('Java 8'))
    await editWorkload(depsOf(setup), setup.system(), 'CH-000001', 1, { technology: 'Java 21' })
    const batch = await receiveFile(depsOf(setup), setup.system(), {
      bodyCode: 'MSC',
      fileName: 'apps.csv',
      sha256: 'x',
      bytes: 1,
    })
    await readBatch(depsOf(setup), setup.system(), batch, file('Java 17'))
    const changes = await batchChanges(depsOf(setup), setup.system(), batch, { after: 0, limit: 10 })
    expect(changes.items[0]).toMatchObject({
      change: 'conflict',
      fields: [{ field: 'technology', before: 'Java 21', after: 'Java 17', kept: true }],
    })
    const view = await workloadView(viewDeps(setup), setup.system(), 'CH-000001')
    expect([view.technology, view.currentCost?.amountCad]).toEqual(['Java 21', '1234.50'])
    await setup.close()
  })

  test('undo takes everything back, and the file may come again', async () => {
    const setup = await testApp(engine)
    const file = writtenFile(
      'apps.csv',
      'Application;Environnement;D;I;C;Coût annuel\nPaie;Production;3;3;4;1 234,50\nPortail;Essais;1;1;1;\n',
    )
    const first = await importing(setup, file)
    expect([await count(setup, 'current_cost'), await count(setup, 'classification')]).toEqual([1, 2])
    setup.clock.advance(1_000)
    await undoBatch(depsOf(setup), setup.system(), first.batch)
    const active = await setup.db.selectFrom('workload').select('id').where('status', '=', 'active').execute()
    expect(active).toEqual([])
    const again = await importing(setup, file)
    expect(again.rows.added).toBe(2)
    await setup.close()
  })

  test('undo of a change puts values and their base back: the changed file changes again', async () => {
    const setup = await testApp(engine)
    await importing(setup, writtenFile('a.xlsx', rvtoolsWorkbook()))
    setup.clock.advance(1_000)
    const changed = await importing(setup, writtenFile('a.xlsx', rvtoolsWorkbook({ cpus: 6 })))
    setup.clock.advance(1_000)
    await undoBatch(depsOf(setup), setup.system(), changed.batch)
    const view = await workloadView(viewDeps(setup), setup.system(), 'CH-000001')
    expect(view.assets.find((asset) => asset.name.includes('web'))?.vcpu.value).toBe(4)
    expect((await importing(setup, writtenFile('a.xlsx', rvtoolsWorkbook({ cpus: 6 })))).rows.changed).toBe(1)
    await setup.close()
  })

  test('dependencies are compared too: named before their ends, by a loose name, once', async () => {
    const setup = await testApp(engine)
    const header = 'Record Type,Application Name,Business Service,Dependency,Dependency Direction\n'
    const file = writtenFile(
      'k.csv',
      `${header}2,Guichet_Unique,,Inventaire,southbound\n1,Guichet Unique,,,\n1,Inventaire,,,\n2,inventaire,,guichet-unique,northbound\n2,Inventaire,,Inconnue,southbound\n`,
    )
    const first = await importing(setup, file)
    expect(first.rows).toMatchObject({ added: 3, unchanged: 1, rejected: 1 })
    expect(first.rejected).toMatchObject([{ row: 6, column: 'Dependency', code: 'workload-unknown' }])
    const links = await setup.db.selectFrom('dependency').select('kind').execute()
    expect(links).toEqual([{ kind: 'depends' }])
    expect((await importing(setup, file)).rows).toMatchObject({ added: 0, changed: 0, unchanged: 4, rejected: 1 })
    await setup.close()
  })

  test('connections between servers, seen slot after slot, make one dependency between their workloads', async () => {
    const setup = await testApp(engine)
    const servers = writtenFile(
      'azure.csv',
      [
        '*Server name,IP addresses,*Cores,*Memory (In MB),*OS name,Application',
        'paie-web01,10.0.0.1,2,4096,Ubuntu,Paie',
        'paie-web02,10.0.0.2,2,4096,Ubuntu,Paie',
        'grand-livre-bd01,10.0.1.1;10.0.1.2,4,8192,Ubuntu,Grand livre',
      ].join('\n'),
    )
    await importing(setup, servers)
    const header =
      'Timeslot,Source server name,Source application,Source process,Destination server name,Destination IP,Destination application,Destination process,Destination port'
    const file = writtenFile(
      'connections.csv',
      [
        header,
        '2026-10-01 08:00,PAIE-WEB01,Paie,java,grand-livre-bd01,10.0.1.1,GL,postgres,5432',
        '2026-10-01 09:00,paie-web01.interne.gouv,Paie,java,grand-livre-bd01,10.0.1.1,GL,postgres,5432',
        '2026-10-01 09:00,paie-web01,Paie,cron,grand-livre-bd01,10.0.1.1,GL,sshd,22',
        '2026-10-01 08:00,paie-web02,Paie,java,,10.0.1.2,,,5432',
        '2026-10-01 08:00,paie-web01,Paie,java,paie-web02,10.0.0.2,Paie,java,8443',
        '2026-10-01 08:00,paie-web01,Paie,java,,203.0.113.9,,,443',
        '2026-10-01 08:00,,Paie,java,paie-web02,10.0.0.2,Paie,java,8443',
      ].join('\n'),
    )
    setup.clock.advance(1_000)
    const dry = await importing(setup, file, true)
    expect(await setup.db.selectFrom('dependency').select('id').execute()).toEqual([])
    const first = await importing(setup, file)
    expect(first).toMatchObject({
      format: 'azure-migrate',
      rows: { read: 7, added: 1, changed: 0, unchanged: 0, ignored: 4, rejected: 2 },
    })
    expect(dry.rows).toEqual(first.rows)
    expect(first.rejected.map(({ row, column, code }) => [row, column, code])).toEqual([
      [8, 'Source server name', 'end-missing'],
      [7, 'Destination IP', 'server-unknown'],
    ])
    const links = await setup.db
      .selectFrom('dependency')
      .innerJoin('workload as a', 'a.id', 'from_workload_id')
      .innerJoin('workload as b', 'b.id', 'to_workload_id')
      .select(['a.name as from', 'b.name as to', 'kind', 'dependency.source_json'])
      .execute()
    expect(links).toMatchObject([{ from: 'paie', to: 'grand-livre', kind: 'depends' }])
    expect(JSON.parse(links[0]?.source_json ?? '')).toMatchObject({
      row: { file: 'connections.csv', line: 2 },
      extra: expect.arrayContaining([
        { name: 'Destination port', value: '5432, 22' },
        { name: 'Source process', value: 'java, cron' },
      ]) as unknown,
    })
    setup.clock.advance(1_000)
    expect((await importing(setup, file)).rows).toMatchObject({ added: 0, changed: 0, unchanged: 1, rejected: 2 })
    const view = await batchView(
      depsOf(setup),
      setup.system(),
      await ensureBatch(depsOf(setup), setup.system(), first.batch),
    )
    expect(view.ignoredByCode.map(({ code, count, title }) => [code, count, title.fr === code])).toEqual([
      ['same-connection', 3, false],
      ['same-workload', 1, false],
    ])
    await undoBatch(depsOf(setup), setup.system(), first.batch)
    expect(await setup.db.selectFrom('dependency').select('id').execute()).toEqual([])
    await setup.close()
  })

  test('a relation may name servers, in the file that describes them too; a name of two workloads is not guessed', async () => {
    const setup = await testApp(engine)
    const csv = (...lines: string[]) => strToU8(`${lines.join('\n')}\n`)
    const archive = zipSync({
      'a-rel.csv': csv('parent,child,type', 'Paie,gl-bd01,Depends on', 'paie-web01,commun,Depends on'),
      'b-srv.csv': csv(
        '*Server name,*Cores,*Memory (In MB),*OS name,Application',
        'paie-web01,2,4096,Ubuntu,Paie',
        'gl-bd01,2,4096,Ubuntu,Grand livre',
      ),
    })
    const first = await importing(setup, writtenFile('set.zip', archive))
    expect(first.rejected).toMatchObject([{ row: 3, column: 'child', code: 'workload-unknown' }])
    expect(await setup.db.selectFrom('dependency').select('kind').execute()).toEqual([{ kind: 'Depends on' }])
    const twice = (site: string, application: string) =>
      importing(
        setup,
        writtenFile(
          `${site}.csv`,
          `VM;Powerstate;CPUs;Memory;Provisioned MiB;VM ID;vCenter UUID;Application\ncommun;poweredOn;2;4096;1000;vm-1;${site};${application}\n`,
        ),
      )
    await twice('vc1', 'Paie')
    await twice('vc2', 'Portail')
    const again = await importing(setup, writtenFile('set.zip', archive))
    expect(again.rejected).toMatchObject([{ row: 3, column: 'child', code: 'server-ambiguous' }])
    await setup.close()
  })

  test('what a server’s row says of its workload, and the columns that no field takes, are kept', async () => {
    const setup = await testApp(engine)
    await importing(
      setup,
      writtenFile(
        'cmf.csv',
        'wave_name,app_name,server_name,server_environment,r_type,tags\nWave 1,Paie,srv1,prod,Rehost,BU=IT\n',
      ),
    )
    await importing(setup, writtenFile('a.xlsx', rvtoolsWorkbook()))
    await importing(setup, writtenFile('apps.csv', 'Application;Environnement;Champ 12\nPermis;Mystère;abc\n'))
    const views = await Promise.all(
      ['CH-000001', 'CH-000002', 'CH-000003'].map((code) => workloadView(viewDeps(setup), setup.system(), code)),
    )
    expect(views).toMatchObject([
      { name: 'Paie', proposedStrategy: 'rehost', currentHosting: null },
      { name: 'msc-paie', currentHosting: 'DC1' },
      {
        environment: 'production',
        extraFacts: [
          { name: 'Environnement', value: 'Mystère', asset: 'Permis', source: 'apps.csv:2' },
          { name: 'Champ 12', value: 'abc' },
        ],
      },
    ])
    await setup.close()
  })

  test('a fact that changed alone is a change: shown, published, undone', async () => {
    const setup = await testApp(engine)
    const file = (wave: string) =>
      writtenFile('mixed.csv', `Serveur;vCPU;Mémoire;Vague maison\nsrv1;4;16;${wave}\nsrv2;2;8;A\n`)
    const facts = async () =>
      (await workloadView(viewDeps(setup), setup.system(), 'CH-000001')).extraFacts.map(({ asset, value }) => [
        asset,
        value,
      ])
    await importing(setup, file('A'))
    const rows = await importing(setup, file('B'), true)
    expect(rows.rows).toMatchObject({ added: 0, changed: 1, unchanged: 1 })
    const id = await receiveFile(depsOf(setup), setup.system(), {
      bodyCode: 'MSC',
      fileName: 'm.csv',
      sha256: 'x',
      bytes: 1,
    })
    await readBatch(depsOf(setup), setup.system(), id, file('B'))
    const { items } = await batchChanges(depsOf(setup), setup.system(), id, {
      after: 0,
      limit: 10,
      changes: ['changed'],
    })
    expect(items.map((one) => [one.name, one.fields])).toEqual([
      ['srv1', [{ field: 'Vague maison', before: 'A', after: 'B', kept: false }]],
    ])
    setup.clock.advance(1_000)
    const changed = await importing(setup, file('B'))
    expect(await facts()).toContainEqual(['srv1', 'B'])
    setup.clock.advance(1_000)
    await undoBatch(depsOf(setup), setup.system(), changed.batch)
    expect(await facts()).toContainEqual(['srv1', 'A'])
    const silent = writtenFile('mixed.csv', 'Serveur;vCPU;Mémoire\nsrv1;4;16\nsrv2;2;8\n')
    expect((await importing(setup, silent)).rows).toMatchObject({ changed: 0, unchanged: 2 })
    expect(await facts()).toContainEqual(['srv1', 'A'])
    await setup.close()
  })

  test('a fact of an application that changed alone is a change too', async () => {
    const setup = await testApp(engine)
    const file = (value: string) => writtenFile('apps.csv', `Application;Environnement;Champ 12\nPaie;Prod;${value}\n`)
    await importing(setup, file('abc'))
    setup.clock.advance(1_000)
    expect((await importing(setup, file('abd'))).rows).toMatchObject({ changed: 1, unchanged: 0 })
    const view = await workloadView(viewDeps(setup), setup.system(), 'CH-000001')
    expect(view.extraFacts).toMatchObject([{ name: 'Champ 12', value: 'abd' }])
    await setup.close()
  })

  test('undo of a change puts the application’s words back too', async () => {
    const setup = await testApp(engine)
    const file = (owner: string) => writtenFile('apps.csv', `Application;Environnement;Détenteur\nPaie;Prod;${owner}\n`)
    await importing(setup, file('Finances'))
    setup.clock.advance(1_000)
    const changed = await importing(setup, file('Ressources humaines'))
    setup.clock.advance(1_000)
    await undoBatch(depsOf(setup), setup.system(), changed.batch)
    const view = await workloadView(viewDeps(setup), setup.system(), 'CH-000001')
    expect(view.application.owner).toBe('Finances')
    const { search_text: words } = await setup.db.selectFrom('workload').select('search_text').executeTakeFirstOrThrow()
    expect([words.includes('finances'), words.includes('ressources')]).toEqual([true, false])
    await setup.close()
  })

  test('an applied batch is never read again: what undoes it stays', async () => {
    const setup = await testApp(engine)
    const file = writtenFile('a.xlsx', rvtoolsWorkbook())
    const { batch } = await importing(setup, file)
    await expect(readBatch(depsOf(setup), setup.system(), batch, file)).rejects.toMatchObject({
      code: 'import-not-ready',
    })
    expect((await ensureBatch(depsOf(setup), setup.system(), batch)).state).toBe('applied')
    expect((await undoBatch(depsOf(setup), setup.system(), batch)).undone).toBe(3)
    await setup.close()
  })

  test('undo is refused, with the list, when a later act rests on the same rows', async () => {
    const setup = await testApp(engine)
    const first = await importing(setup, writtenFile('a.xlsx', rvtoolsWorkbook()))
    await editWorkload(depsOf(setup), setup.system(), 'CH-000001', 1, { technology: 'Java' })
    await expect(undoBatch(depsOf(setup), setup.system(), first.batch)).rejects.toMatchObject({
      code: 'import-undo-refused',
      errors: [{ code: 'changed-since' }],
    })
    setup.clock.advance(31 * 24 * 3_600_000)
    await expect(undoBatch(depsOf(setup), setup.system(), first.batch)).rejects.toMatchObject({
      code: 'import-undo-too-late',
    })
    await setup.close()
  })

  test('a dry run, and a staging that is not applied, write nothing to the portfolio', async () => {
    const setup = await testApp(engine)
    await importing(setup, writtenFile('a.xlsx', rvtoolsWorkbook()), true)
    expect([await count(setup, 'asset'), await count(setup, 'workload')]).toEqual([0, 0])
    await setup.close()
  })

  test('a publication that fails in the middle leaves nothing, and the batch may be applied again', async () => {
    const setup = await testApp(engine)
    const batch = await receiveFile(depsOf(setup), setup.system(), {
      bodyCode: 'MSC',
      fileName: 'a.xlsx',
      sha256: 'x',
      bytes: 1,
    })
    await readBatch(depsOf(setup), setup.system(), batch, writtenFile('a.xlsx', rvtoolsWorkbook()))
    const [one] = await setup.db
      .selectFrom('import_row')
      .selectAll()
      .where('batch_id', '=', batch)
      .where('entity', '=', 'asset')
      .where('change', '=', 'added')
      .execute()
    await setup.db
      .updateTable('import_row')
      .set({ subject_id: 'taken' })
      .where('batch_id', '=', batch)
      .where('entity', '=', 'asset')
      .execute() // two rows, one id: the second insert fails
    await expect(applyBatch(depsOf(setup), setup.system(), batch)).rejects.toMatchObject({ code: 'import-stale' })
    expect([await count(setup, 'asset'), await count(setup, 'workload')]).toEqual([0, 0])
    expect((await ensureBatch(depsOf(setup), setup.system(), batch)).state).toBe('staged')
    expect(one).toBeDefined()
    await setup.close()
  })

  test('settling columns names the version that was read: 428 without it, 412 once someone else settled them', async () => {
    const setup = await testApp(engine)
    const file = writtenFile('apps.csv', 'Application;Coût annuel\nPaie;1 234,50\n')
    const batch = await receiveFile(depsOf(setup), setup.system(), {
      bodyCode: 'MSC',
      fileName: 'apps.csv',
      sha256: 'x',
      bytes: 1,
    })
    await readBatch(depsOf(setup), setup.system(), batch, file)
    const person = await setup.signedIn('portfolio-manager')
    const read = await person.call('GET', `/api/imports/${batch}`)
    const { etag, columns } = read.json as unknown as ImportBatchView
    expect(read.headers.get('etag')).toBe(etag)
    const choice = (field: string) => ({
      columns: columns.map(({ table, column, unit }, i) => ({
        table,
        column,
        unit,
        field: i === 0 ? 'application.name' : field,
      })),
      grouping: 'file-application',
      remember: false,
    })
    const settle = (field: string, headers: Record<string, string>) =>
      person.call('PUT', `/api/imports/${batch}/mapping`, choice(field), headers)
    expect((await settle('ignore', {})).json).toMatchObject({ code: 'version-needed', status: 428 })
    const answers = await Promise.all([settle('ignore', { 'if-match': etag }), settle('extra', { 'if-match': etag })])
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([202, 412])
    const stale = answers.find(({ status }) => status === 412)
    expect(stale?.json).toMatchObject({ code: 'version-stale', current: expect.stringMatching(/^"[0-9a-f]{32}"$/) })
    await setup.close()
  })

  test('what was staged under other columns is not applied before it is read again', async () => {
    const setup = await testApp(engine)
    const reach = setup.system()
    const file = writtenFile('apps.csv', 'Application;Coût annuel\nPaie;1 234,50\n')
    const id = await receiveFile(depsOf(setup), reach, { bodyCode: 'MSC', fileName: 'a.csv', sha256: 'x', bytes: 1 })
    const { columns: found } = await readBatch(depsOf(setup), reach, id, file)
    const columns = found.map(({ table, column, field, unit }) => ({
      table,
      column,
      unit,
      field: field === 'workload.annualCost' ? ('ignore' as const) : field,
    }))
    const choice = { columns, grouping: 'file-application' as const }
    const etag = batchEtag(await ensureBatch(depsOf(setup), reach, id))
    await chooseMapping(depsOf(setup), reach, id, etag, { ...choice, remember: false })
    await expect(applyBatch(depsOf(setup), reach, id)).rejects.toMatchObject({ code: 'import-not-ready' })
    await readBatch(depsOf(setup), reach, id, file, choice)
    await applyBatch(depsOf(setup), reach, id)
    expect([await count(setup, 'workload'), await count(setup, 'current_cost')]).toEqual([1, 0])
    await setup.close()
  })

  test('a foreign body or batch is not found', async () => {
    const setup = await testApp(engine)
    const { batch } = await importing(setup, writtenFile('a.xlsx', rvtoolsWorkbook()))
    const other = await setup.signedIn('portfolio-manager', 'MRP')
    for (const [method, path] of [
      ['GET', ''],
      ['GET', '/changes'],
      ['GET', '/errors'],
      ['POST', '/apply'],
      ['POST', '/undo'],
      ['DELETE', ''],
    ] as const) {
      expect((await other.call(method, `/api/imports/${batch}${path}`)).status).toBe(404)
    }
    const foreign = await other.call('POST', '/api/imports?body=MSC&fileName=a.csv', new TextEncoder().encode('a'), {
      'content-type': 'application/octet-stream',
    })
    expect(foreign.status).toBe(404)
    await setup.close()
  })
})

test('over HTTP: a file is sent, read by a job, published by a job, taken back by a job', async () => {
  const setup = await testApp()
  const person = await setup.signedIn('portfolio-manager')
  const ended = async (answer: { status: number; json: unknown }) => {
    expect(answer.status).toBe(202)
    const { job } = answer.json as { job: string }
    expect(job).toMatch(/^[0-9a-f-]{36}$/)
    for (;;) {
      const seen = (await person.call('GET', `/api/jobs/${job}`)).json as unknown as {
        state: string
        result: string | null
      }
      if (!['queued', 'running'].includes(seen.state)) return seen
      await setup.jobs.news(job, 200)
    }
  }
  const bytes = { 'content-type': 'application/octet-stream' }
  const sent = await person.call('POST', '/api/imports?body=MSC&fileName=a.xlsx', rvtoolsWorkbook(), bytes)
  expect(await ended(sent)).toMatchObject({ state: 'done' })
  const { batch } = sent.json as unknown as { batch: string }
  const view = (await person.call('GET', `/api/imports/${batch}`)).json
  expect(view).toMatchObject({ state: 'staged', format: 'rvtools-xlsx', rows: { added: 2 } })
  expect(await ended(await person.call('POST', `/api/imports/${batch}/apply`, {}))).toMatchObject({
    state: 'done',
    result: `/api/imports/${batch}`,
  })
  expect((await person.call('GET', '/api/workloads')).json).toMatchObject({ items: [{ name: 'msc-paie' }] })
  expect(await ended(await person.call('POST', `/api/imports/${batch}/undo`, {}))).toMatchObject({ state: 'done' })
  expect((await person.call('GET', '/api/workloads')).json).toMatchObject({ items: [] })
  const empty = await person.call('POST', '/api/imports?body=MSC&fileName=a.csv', new Uint8Array(0), bytes)
  expect([empty.status, empty.text.includes('file-empty')]).toEqual([422, true])
  await setup.close()
})

describe('what a file says wrongly is named by line and column', () => {
  test.each([
    { name: 'a negative number', row: 'Paie;-12;', column: 'Coût annuel', code: 'negative-number' },
    { name: 'words for a number', row: 'Paie;beaucoup;', column: 'Coût annuel', code: 'not-a-number' },
    { name: 'a level past 4', row: 'Paie;12;7', column: 'C', code: 'level-out-of-range' },
    { name: 'no name', row: ';12;1', column: 'Application', code: 'name-missing' },
    { name: 'a field too many', row: 'Paie;12;1;encore', column: '', code: 'too-many-fields' },
    { name: 'a spreadsheet error', row: '#REF!;12;1', column: 'Application', code: 'cell-error' },
  ])('$name', async ({ row, column, code }) => {
    const setup = await testApp()
    const file = writtenFile('bad.csv', `Application;Coût annuel;C\n\nBonne;1 000,00;2\n${row}\n`)
    const summary = await importing(setup, file, true)
    expect(summary.rejected).toEqual([{ row: 4, column, code, message: expect.stringMatching(/\S/) as string }])
    expect(summary.rows).toMatchObject({ added: 1, rejected: 1, ignored: 1 })
    await setup.close()
  })

  test('the same server twice', async () => {
    const setup = await testApp()
    const sheet = workbook({
      vInfo: [
        ['VM', 'Powerstate', 'CPUs', 'Memory', 'Provisioned MiB'],
        ['a', 'poweredOn', 2, 4096, 1000],
        ['A ', 'poweredOn', 2, 4096, 1000],
      ],
    })
    expect((await importing(setup, writtenFile('twice.xlsx', sheet), true)).rejected).toMatchObject([
      { row: 3, column: 'VM', code: 'duplicate-key' },
    ])
    await setup.close()
  })

  test('the error file opens in a spreadsheet without running anything', async () => {
    const setup = await testApp()
    const file = writtenFile('formula.csv', 'Application;Coût annuel;=1+1\n=Paie;-12;\n')
    const batch = await receiveFile(depsOf(setup), setup.system(), {
      bodyCode: 'MSC',
      fileName: 'f.csv',
      sha256: 'x',
      bytes: 1,
    })
    await readBatch(depsOf(setup), setup.system(), batch, file)
    const person = await setup.signedIn('portfolio-manager')
    const answer = await person.call('GET', `/api/imports/${batch}/errors`)
    expect(answer.headers.get('content-disposition')).toContain('attachment')
    const [header = '', line = ''] = answer.text.split('\r\n')
    expect(header).toMatch(/Ligne;Colonne;Code;Raison;Reason;Table;Application;Coût annuel$/)
    expect(line).toMatch(/^2;Coût annuel;negative-number;.*;f;'=Paie;-12$/)
    const view = await batchView(depsOf(setup), setup.system(), await ensureBatch(depsOf(setup), setup.system(), batch))
    expect([view.state, view.rejectedByCode[0]?.count]).toEqual(['mapping', 1])
    await setup.close()
  })
})
