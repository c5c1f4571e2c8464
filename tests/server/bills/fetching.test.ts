import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fetchAzureBill } from '#server/bills/fetching.usecases.ts'
import { both, legacy, modern } from '#tests/support/consumption-records.ts'
import { fakeConsumption } from '#tests/support/fake-consumption.ts'
import { type TestApp, testApp } from '#tests/support/test-app.ts'

describe('bills asked from Azure', () => {
  let setup: TestApp
  let folder: string
  let fake: Awaited<ReturnType<typeof fakeConsumption>>
  let waits: number[] = []
  beforeAll(async () => {
    setup = await testApp()
    fake = await fakeConsumption()
    folder = await mkdtemp(join(tmpdir(), 'arpent-fetch-'))
  })
  afterAll(async () => {
    await setup.close()
    await fake.close()
    await rm(folder, { recursive: true, force: true })
  })

  const deps = () => ({
    db: setup.db,
    clock: setup.clock,
    folder,
    limits: { memoryMib: 256, threads: 1 },
    pace: {
      nowMs: () => 0,
      sleep: async (ms: number) => {
        waits.push(ms)
        return Promise.resolve()
      },
    },
  })
  const fetched = async (scope = '/subscriptions/sub-1/', more = {}) => {
    waits = []
    return fetchAzureBill(deps(), setup.system(), {
      scope,
      month: '2026-09',
      bodyCode: 'MSC',
      endpoint: fake.url,
      ...more,
    })
  }
  const failing = async (promise: Promise<unknown>) =>
    promise.then(
      () => 'nothing',
      (error: { code?: string }) => error.code,
    )

  test('legacy records, pages sent twice, an empty last link: each record once, raw answers kept whole', async () => {
    const records = both([legacy(1), legacy(2), legacy(3, { benefitName: 'kept' })])
    fake.behave({ records, duplicatesPages: true, emptiesLastLink: true })
    const found = await fetched()
    expect(found.records).toEqual({ actual: 3, amortized: 3 })
    expect(found.bill).toMatchObject({ version: 'legacy', billed: { CAD: '30.00' }, effective: { CAD: '30.00' } })
    expect([found.budgets, found.reservations]).toEqual([
      { state: 'answered', count: 1 },
      { state: 'answered', count: 1 },
    ])
    expect(await readFile(join(folder, 'raw', found.raw), 'utf8')).toContain('"benefitName":"kept"')
    const charges = await setup.db.selectFrom('bill_charge').selectAll().orderBy('ordinal').execute()
    expect(charges[0]).toMatchObject({
      tags_json: '{"workload":"CH-000001"}',
      list_micros: 15_000_000,
      service: 'Virtual Machines',
    })
    expect(fake.asked().some((path) => path.startsWith('//'))).toBe(false)
  })

  test('the same month again changes nothing; restated, it replaces', async () => {
    fake.behave({ records: both([legacy(1), legacy(2), legacy(3, { benefitName: 'kept' })]) })
    expect((await fetched()).bill).toMatchObject({ identical: true })
    fake.behave({ records: both([legacy(1, { cost: 14 }), legacy(2)]) })
    const restated = await fetched()
    expect(restated.bill).toMatchObject({ billed: { CAD: '24.00' } })
    expect(restated.bill?.replaced?.length).toBe(1)
  })

  test('modern records are converted once by Microsoft; the sides of a commitment are never summed', async () => {
    const reserved = { pricingModel: 'Reservation', benefitId: 'rsv-1' }
    fake.behave({
      records: {
        actualcost: [
          modern(1),
          modern(2, { ...reserved, chargeType: 'Purchase', costInBillingCurrency: 60 }),
          modern(3, { ...reserved, costInBillingCurrency: 0 }),
        ],
        amortizedcost: [
          modern(1),
          modern(3, { ...reserved, costInBillingCurrency: 45 }),
          modern(4, { ...reserved, chargeType: 'UnusedReservation', costInBillingCurrency: 15 }),
        ],
      },
      hasNoSides: true,
    })
    const found = await fetched('providers/Microsoft.Billing/billingAccounts/mca-1')
    expect(found.bill).toMatchObject({
      version: 'modern',
      rows: { read: 6, accepted: 4, rejected: 0 },
      billed: { CAD: '74.064' },
      effective: { CAD: '74.064' },
    })
    expect(found.budgets.state).toBe('not-offered')
  })

  test('a kind that nobody documented is refused by its line, the others are taken', async () => {
    fake.behave({ records: both([legacy(1), { id: '/usage/9', kind: 'weekly', properties: { cost: 99 } }]) })
    expect((await fetched('subscriptions/sub-3')).bill?.rows).toMatchObject({ accepted: 1, rejected: 1 })
  })

  test.each([
    ['retry-after', '7', 7_000],
    ['x-ms-ratelimit-microsoft.costmanagement-qpu-retry-after', '60', 60_000],
    ['x-ms-ratelimit-microsoft.costmanagement-entity-retry-after', '61', 61_000],
    ['x-ms-ratelimit-microsoft.costmanagement-tenant-retry-after', '62', 62_000],
    ['x-ms-ratelimit-microsoft.costmanagement-client-retry-after', '63', 63_000],
  ] as const)('%s is honoured', async (name, seconds, ms) => {
    fake.behave({ records: both([]), throttle: 2, waitHeader: [name, seconds] })
    expect((await fetched('subscriptions/sub-4')).bill).toBeNull()
    expect(waits).toEqual([ms, ms])
  })

  test('no data is an answer and replaces nothing; no list, or no answer, is none', async () => {
    const imports = async () => (await setup.db.selectFrom('bill_import').select('id').execute()).length
    const before = await imports()
    fake.behave({ records: both([]) })
    expect(await fetched('subscriptions/sub-5')).toMatchObject({ bill: null, records: { actual: 0, amortized: 0 } })
    fake.behave({ hasNoList: true })
    expect(await failing(fetched('subscriptions/sub-5'))).toBe('bills-unreadable-answer')
    fake.behave({ throttle: 99 })
    expect(await failing(fetched('subscriptions/sub-5'))).toBe('bills-not-answered')
    expect(await imports()).toBe(before)
  })

  test('a reading that was stopped goes on from the page it had', async () => {
    const list = [1, 2, 3, 4, 5].map((n) => legacy(n, { billingAccountId: 'resumed' }))
    fake.behave({ records: both(list), breaksAfter: 2 })
    expect(await failing(fetched('subscriptions/sub-6'))).toBe('bills-not-answered')
    fake.behave({ records: both(list) })
    expect((await fetched('subscriptions/sub-6')).bill).toMatchObject({ billed: { CAD: '50.00' } })
    // One page of the first side was left, then the three of the other.
    expect(fake.asked().filter((path) => path.includes('usageDetails')).length).toBe(4)
  })
})
