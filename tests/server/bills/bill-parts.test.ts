import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { BillDeliveryView, BillFailureView } from '#models/bills/bill.views.ts'
import type { JobView } from '#models/imports/import.views.ts'
import { importBillFile, importBillParts } from '#server/bills/bill-files.usecases.ts'
import { aBill } from '#tests/support/some-bills.ts'
import { type TestApp, testApp } from '#tests/support/test-app.ts'

type Person = Awaited<ReturnType<TestApp['signedIn']>>
type Files = Readonly<Record<string, string | Uint8Array>>

/** Files written side by side; their paths in the order given. */
function onDisk(files: Files): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'arpent-parts-'))
  return Object.entries(files).map(([name, content]) => {
    writeFileSync(join(folder, name), content)
    return join(folder, name)
  })
}

/** The same as one body, laid out by the machine's own `tar`. */
function asTar(files: Files, format = 'ustar'): Uint8Array {
  const paths = onDisk(files)
  const folder = join(paths[0] ?? '', '..')
  const target = join(mkdtempSync(join(tmpdir(), 'arpent-tar-')), 'all.tar')
  execFileSync('tar', ['-c', `--format=${format}`, '-f', target, '-C', folder, ...Object.keys(files)])
  return readFileSync(target)
}

describe('a month in several files', () => {
  let setup: TestApp
  let finance: Person
  beforeAll(async () => {
    setup = await testApp('sqlite')
    finance = await setup.signedIn('finance-officer')
  })
  afterAll(() => setup.close())
  let account = ''
  let made = 0
  beforeEach(() => {
    made += 1
    account = `parts-${made}`
  })

  const part = (resources: readonly string[], more: Readonly<Record<string, string>> = {}) =>
    aBill(
      resources.map((ResourceId) => ({ ResourceId, ...more })),
      { BillingAccountId: account },
    )
  const deps = () => ({
    db: setup.db,
    clock: setup.clock,
    folder: join(setup.filesFolder, 'bills'),
    limits: { memoryMib: 256, threads: 1 },
  })
  const imported = async (files: Files, asked: Parameters<typeof importBillParts>[2]['asked'] = {}) =>
    importBillParts(deps(), setup.system(), { files: onDisk(files), bodyCode: 'MSC', asked })
  const standing = async () =>
    setup.db
      .selectFrom('bill_import')
      .innerJoin('bill_source', 'bill_source.id', 'bill_import.source_id')
      .select(['row_count', 'billed_micros'])
      .where('bill_source.account', '=', account)
      .where('bill_import.state', '=', 'current')
      .execute()
  const sent = async (body: Uint8Array, files: number) => {
    const answer = await finance.call('POST', `/api/bills?body=MSC&name=octobre&files=${files}`, body, {
      'content-type': 'application/octet-stream',
    })
    return { status: answer.status, json: answer.json as unknown as { job: string; delivery: string; code: string } }
  }
  const ended = async (job: string): Promise<JobView> => {
    for (;;) {
      const view = (await finance.call('GET', `/api/jobs/${job}`)).json as unknown as JobView
      if (view.endedAt !== null) return view
      await new Promise((resume) => setTimeout(resume, 20))
    }
  }
  const one = async <T>(path: string) => (await finance.call('GET', path)).json as unknown as T

  test('all parts are one bill, packed or not, whatever their order; sent again, they are the same', async () => {
    const files = {
      'b-2.csv.gz': gzipSync(part(['b', 'c'])),
      'b-1.csv': part(['a']).trimEnd(),
      'b-3.csv': part([]),
    }
    const first = await imported(files)
    expect(first).toMatchObject({
      rows: { read: 3, accepted: 3, rejected: 0 },
      billed: { USD: '4.50' },
      replaced: null,
    })
    expect(await standing()).toEqual([{ row_count: 3, billed_micros: 4_500_000 }])
    const again = await imported(Object.fromEntries(Object.entries(files).toReversed()))
    expect(again).toMatchObject({ identical: true, replaced: [first.batch] })
    const fewer = imported({ 'b-1.csv': files['b-1.csv'], 'b-3.csv': files['b-3.csv'] })
    await expect(fewer).rejects.toMatchObject({ code: 'bill-part-of-delivery' })
    expect(await standing()).toEqual([{ row_count: 3, billed_micros: 4_500_000 }])
    const alone = importBillFile(deps(), setup.system(), {
      file: onDisk({ 'b-1.csv': files['b-1.csv'] })[0] ?? '',
      bodyCode: 'MSC',
      asked: {},
    })
    await expect(alone).rejects.toMatchObject({ code: 'bill-part-of-delivery' })
    await imported({ 'b-1.csv': files['b-1.csv'], 'b-3.csv': files['b-3.csv'] }, { reason: 'La seconde était en trop' })
    expect(await standing()).toEqual([{ row_count: 1, billed_micros: 1_500_000 }])
    expect(readdirSync(join(setup.filesFolder, 'bills')).filter((name) => /joined|plain/.test(name))).toEqual([])
  })

  test('one restated part replaces the whole month, never adds to it', async () => {
    await imported({ '1.csv': part(['a']), '2.csv': part(['b']) })
    await imported({ '1.csv': part(['a']), '2.csv': part(['b', 'c']), '3.csv': part(['d']) })
    expect(await standing()).toEqual([{ row_count: 4, billed_micros: 6_000_000 }])
  })

  test('the manifest says which files there must be', async () => {
    const files = { 'x-1.csv': part(['a']), 'x-2.csv': part(['b']) }
    const names = (list: readonly string[]) => JSON.stringify({ dataFiles: list.map((name) => `s3://seau/x/${name}`) })
    const short = imported({ ...files, 'manifest.json': names(['x-1.csv', 'x-2.csv', 'x-3.csv']) })
    await expect(short).rejects.toMatchObject({ code: 'bill-parts-missing', errors: [{ detail: { en: 'x-3.csv' } }] })
    const foreign = imported({ ...files, 'manifest.json': names(['x-1.csv']) })
    await expect(foreign).rejects.toMatchObject({ code: 'bill-part-foreign', errors: [{ detail: { en: 'x-2.csv' } }] })
    const blobs = (bytes: number) =>
      JSON.stringify({
        blobs: Object.keys(files).map((name) => ({ blobName: `e/${name}`, byteCount: bytes })),
      })
    const size = Buffer.byteLength(files['x-1.csv'])
    const truncated = imported({ ...files, 'manifest.json': blobs(size + 1) })
    await expect(truncated).rejects.toMatchObject({ code: 'bill-part-incomplete' })
    await expect(imported({ ...files, 'a.json': '{}' })).rejects.toMatchObject({ code: 'bill-manifest-unknown' })
    const two = imported({ ...files, 'a.json': names(['x-1.csv']), 'b.json': names(['x-2.csv']) })
    await expect(two).rejects.toMatchObject({ code: 'bill-manifests-many' })
    expect(await standing()).toEqual([])
    await imported({ ...files, 'manifest.json': blobs(size) })
    expect(await standing()).toEqual([{ row_count: 2, billed_micros: 3_000_000 }])
  })

  test('a file twice, or files of two exports, are no delivery', async () => {
    const twice = imported({ '1.csv': part(['a']), '2.csv': part(['a']) })
    await expect(twice).rejects.toMatchObject({ code: 'bill-part-twice', errors: [{ detail: { fr: '2.csv' } }] })
    const other = aBill([{ ResourceId: 'b' }], { BillingAccountId: account, x_Projet: 'P' })
    const mixed = imported({ '1.csv': part(['a']), '2.csv': other })
    await expect(mixed).rejects.toMatchObject({ code: 'bill-parts-differ', errors: [{ detail: { fr: '2.csv' } }] })
    expect(await standing()).toEqual([])
  })

  test('parts of Parquet are joined by the names of their columns, and not with text', async () => {
    const [csv = ''] = onDisk({ 'a.csv': part(['a', 'b']) })
    const instance = await DuckDBInstance.create(':memory:')
    const connection = await instance.connect()
    const written = async (target: string, rows: string) => {
      const path = join(csv, '..', target)
      await connection.run(
        `COPY (SELECT ${rows} FROM read_csv('${csv}', all_varchar=true)) TO '${path}' (FORMAT parquet)`,
      )
      return readFileSync(path)
    }
    const first = await written('1.parquet', '*')
    const second = await written('2.parquet', `'c-' || ResourceId AS ResourceId, * EXCLUDE (ResourceId)`)
    connection.closeSync()
    instance.closeSync()
    await imported({ '1.parquet': first, '2.parquet': second })
    expect(await standing()).toEqual([{ row_count: 4, billed_micros: 6_000_000 }])
    const mixed = imported({ '1.parquet': first, '2.csv': part(['d']) })
    await expect(mixed).rejects.toMatchObject({ code: 'bill-parts-differ' })
  })

  test('a row refused is told by its file and the line of that file', async () => {
    const answer = await sent(
      asTar({ '1.csv': part(['a', 'b']), '2.csv': part(['c']) + part(['d'], { BilledCost: 'x' }).split('\n')[1] }),
      2,
    )
    expect(answer.status).toBe(202)
    expect((await ended(answer.json.job)).state).toBe('done')
    const failures = await one<BillFailureView[]>(`/api/bills/${answer.json.delivery}/failures`)
    expect(failures.map(({ file, line, rule }) => [file, line, rule])).toEqual([['2.csv', 3, 'type.BilledCost']])
    const view = await one<BillDeliveryView>(`/api/bills/${answer.json.delivery}`)
    expect(view).toMatchObject({ fileName: '1.csv (+1)', asked: { parts: [{ name: '1.csv' }, { name: '2.csv' }] } })
    expect(existsSync(join(setup.filesFolder, `bill-${answer.json.delivery}`))).toBe(false)
  })

  test.each(['ustar', 'gnu', 'pax'])('names longer than a block of the %s form are kept', async (format) => {
    const long = `${'x'.repeat(format === 'ustar' ? 90 : 140)}.csv`
    const answer = await sent(asTar({ [long]: part(['a']), 'z.csv': part(['b']) }, format), 2)
    expect((await ended(answer.json.job)).state).toBe('done')
    const view = await one<BillDeliveryView>(`/api/bills/${answer.json.delivery}`)
    expect(view.asked.parts?.map(({ name }) => name)).toEqual([long, 'z.csv'])
  })

  test('a body cut short, of another form, or of another number of files leaves nothing behind', async () => {
    const whole = asTar({ '1.csv': part(['a']), '2.csv': part(['b']) })
    const before = readdirSync(setup.filesFolder)
    const codes: string[] = []
    for (const [body, files] of [
      [whole.subarray(0, 700), 2],
      [whole, 3],
      [whole, 1],
      [new TextEncoder().encode('x'.repeat(1024)), 2],
    ] as const) {
      const answer = await sent(body, files)
      expect(answer.status).toBe(422)
      codes.push(answer.json.code)
    }
    expect(codes).toEqual(['bill-parts-truncated', 'bill-parts-count', 'bill-parts-count', 'bill-not-tar'])
    expect(readdirSync(setup.filesFolder)).toEqual(before)
    expect(await standing()).toEqual([])
  })
})
