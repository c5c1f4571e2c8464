import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { awsExport } from '#server/bills/aws-export.ts'
import { fetchAwsBill } from '#server/bills/fetching.usecases.ts'
import { fakeBucket } from '#tests/support/fake-bucket.ts'
import { aBill } from '#tests/support/some-bills.ts'
import { type TestApp, testApp } from '#tests/support/test-app.ts'

test.each([
  ['s3://factures/cur/export-1', { bucket: 'factures', prefix: 'cur/export-1' }],
  ['s3://factures/export-1/', { bucket: 'factures', prefix: 'export-1' }],
  ['s3://factures', undefined],
  ['https://factures/export-1', undefined],
  ['s3://Factures/export-1', undefined],
])('the address %s', (address, found) => {
  expect(awsExport(address)).toEqual(found)
})

describe('bills taken from a bucket of AWS', () => {
  const names = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_EC2_METADATA_DISABLED', 'AWS_PROFILE'] as const
  const before = names.map((name) => [name, process.env[name]] as const)
  const signedIn = () => {
    process.env['AWS_ACCESS_KEY_ID'] = 'test'
    process.env['AWS_SECRET_ACCESS_KEY'] = 'test'
    process.env['AWS_EC2_METADATA_DISABLED'] = 'true'
  }
  let setup: TestApp
  let folder: string
  let fake: Awaited<ReturnType<typeof fakeBucket>>
  beforeAll(async () => {
    signedIn()
    setup = await testApp()
    fake = await fakeBucket('factures')
    folder = await mkdtemp(join(tmpdir(), 'arpent-aws-'))
  })
  afterAll(async () => {
    await setup.close()
    await fake.close()
    await rm(folder, { recursive: true, force: true })
    for (const [name, value] of before)
      if (value === undefined) delete process.env[name]
      else process.env[name] = value
  })

  const data = 'cur/export-1/data/BILLING_PERIOD=2026-10'
  const metadata = 'cur/export-1/metadata/BILLING_PERIOD=2026-10'
  const part = (resource: string) => gzipSync(aBill([{ ResourceId: resource }], { BillingAccountId: 'aws-export' }))
  const manifest = (...keys: readonly string[]) =>
    JSON.stringify({ dataFiles: keys.map((key) => `s3://factures/${key}`) })
  const twoParts = {
    [`${data}/export-1-00001.csv.gz`]: { body: part('i-1') },
    [`${data}/export-1-00002.csv.gz`]: { body: part('i-2') },
    [`${metadata}/export-1-Manifest.json`]: {
      body: manifest(`${data}/export-1-00001.csv.gz`, `${data}/export-1-00002.csv.gz`),
    },
  }
  const fetched = async (more = {}) =>
    fetchAwsBill({ db: setup.db, clock: setup.clock, folder, limits: { memoryMib: 256, threads: 1 } }, setup.system(), {
      export: { bucket: 'factures', prefix: 'cur/export-1' },
      month: '2026-10',
      bodyCode: 'MSC',
      endpoint: fake.url,
      ...more,
    })
  const failing = async (promise: Promise<unknown>) =>
    promise.then(
      () => 'nothing',
      (thrown: { code?: string }) => thrown.code,
    )

  test('a month in several files is one bill, through a service that is busy at first; the same again replaces nothing', async () => {
    fake.behave({ objects: twoParts, busy: 2 })
    const found = await fetched()
    expect(found).toMatchObject({ export: 's3://factures/cur/export-1', files: 2, bill: { rows: { accepted: 2 } } })
    expect(await fetched()).toMatchObject({ bill: { identical: true } })
    expect((await readdir(folder)).filter((name) => name.startsWith('aws-'))).toEqual([])
  })

  test('of several deliveries of a month, the newest manifest says which files count', async () => {
    const again = `${data}/20261004T040000Z-x/export-1-00001.csv.gz`
    fake.behave({
      objects: {
        ...twoParts,
        [again]: { body: part('i-3') },
        [`${metadata}/20261004T040000Z-x/export-1-Manifest.json`]: {
          body: manifest(again),
          modified: '2026-10-04T04:00:00.000Z',
        },
      },
    })
    const found = await fetched({ reason: 'Nouvelle livraison' })
    expect(found).toMatchObject({ files: 1, bill: { rows: { accepted: 1 } } })
    expect(fake.asked).not.toContain(`/factures/${data}/export-1-00001.csv.gz`)
  })

  test('a month that was not delivered is told, and replaces nothing', async () => {
    fake.behave({ objects: {} })
    expect(await fetched()).toMatchObject({ files: 0, bill: null })
  })

  test.each([
    ['no right to read', { objects: twoParts, refuses: 'AccessDenied' }, 'bills-refused-by-source'],
    ['a file cut in the middle', { objects: twoParts, cuts: `${data}/export-1-00002.csv.gz` }, 'bills-not-answered'],
    ['a service that stays busy', { objects: twoParts, busy: 100 }, 'bills-not-answered'],
    [
      'a manifest that says nothing',
      { objects: { [`${metadata}/export-1-Manifest.json`]: { body: '{"files":3}' } } },
      'bills-unreadable-answer',
    ],
    [
      'a file that the manifest names and is not there',
      { objects: { [`${metadata}/export-1-Manifest.json`]: { body: manifest(`${data}/gone.csv.gz`) } } },
      'bills-refused-by-source',
    ],
  ])('%s is told, and nothing is written', async (_, behaviour, code) => {
    const standing = await setup.db.selectFrom('bill_delivery').selectAll().execute()
    fake.behave(behaviour)
    expect(await failing(fetched())).toBe(code)
    expect(await setup.db.selectFrom('bill_delivery').selectAll().execute()).toEqual(standing)
    expect((await readdir(folder)).filter((name) => name.startsWith('aws-'))).toEqual([])
  })

  test('without credentials, what to give is said', async () => {
    for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'] as const) delete process.env[name]
    fake.behave({ objects: twoParts })
    expect(await failing(fetched())).toBe('bills-without-credentials')
    signedIn()
  })
})
