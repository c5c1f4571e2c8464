import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type {
  BillChargeView,
  BillDeliveryView,
  BillFailureView,
  BillPeriodView,
  BillRowsView,
} from '#models/bills/bill.views.ts'
import type { JobView } from '#models/imports/import.views.ts'
import { auditSentence } from '#server/audit/audit-sentences.ts'
import { importBillFile } from '#server/bills/bill-files.usecases.ts'
import { failInterruptedBills, receiveBill } from '#server/bills/receiving.usecases.ts'
import { aBill, billFile } from '#tests/support/some-bills.ts'
import { type TestApp, testApp } from '#tests/support/test-app.ts'
import { engines } from '#tests/support/test-database.ts'

type Person = Awaited<ReturnType<TestApp['signedIn']>>
type Problem = { readonly code: string; readonly errors: readonly { readonly detail: string }[] }

describe.each(engines)('bills on %s', (engine) => {
  let setup: TestApp
  let finance: Person
  let other: Person
  beforeAll(async () => {
    setup = await testApp(engine)
    finance = await setup.signedIn('finance-officer')
    other = await setup.signedIn('finance-officer', 'MRP')
  })
  afterAll(() => setup.close())

  let account = ''
  let made = 0
  beforeEach(() => {
    made += 1
    account = `compte-${made}`
  })

  const folder = () => join(setup.filesFolder, 'bills')
  const imported = (content: string | Uint8Array, asked: Parameters<typeof importBillFile>[2]['asked'] = {}) =>
    importBillFile(
      { db: setup.db, clock: setup.clock, folder: folder(), limits: { memoryMib: 256, threads: 1 } },
      setup.system(),
      { file: billFile(content), bodyCode: 'MSC', asked },
    )
  const bill = (rows: Parameters<typeof aBill>[0], columns: Parameters<typeof aBill>[1] = {}) =>
    aBill(rows, { BillingAccountId: account, ...columns })
  const inForce = async () =>
    setup.db
      .selectFrom('bill_import')
      .innerJoin('bill_source', 'bill_source.id', 'bill_import.source_id')
      .selectAll('bill_import')
      .where('bill_source.account', '=', account)
      .where('bill_import.state', '=', 'current')
      .orderBy('bill_import.period')
      .execute()
  const periodOf = async (): Promise<BillPeriodView> => {
    const list = (await finance.call('GET', '/api/bills/periods')).json as unknown as BillPeriodView[]
    const found = list.find((one) => one.account === account)
    if (found === undefined) throw new Error('no period')
    return found
  }
  const sent = async (person: Person, content: string | Uint8Array, query = '') => {
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
    const answer = await person.call('POST', `/api/bills?body=MSC&name=octobre.csv${query}`, bytes, {
      'content-type': 'application/octet-stream',
    })
    return { status: answer.status, json: answer.json as unknown as { job: string; delivery: string } & Problem }
  }
  const ended = async (job: string): Promise<JobView> => {
    for (;;) {
      const view = (await finance.call('GET', `/api/jobs/${job}`)).json as unknown as JobView
      if (view.endedAt !== null) return view
      await new Promise((resume) => setTimeout(resume, 20))
    }
  }
  const delivery = async (id: string) =>
    (await finance.call('GET', `/api/bills/${id}`)).json as unknown as BillDeliveryView

  test('a bill becomes charges of the day that add up to it, and its rows stay within reach', async () => {
    const rows = [
      { BilledCost: '0.0000004', ResourceId: 'a' },
      { BilledCost: '0.0000004', ResourceId: 'b' },
      { BilledCost: '10', ResourceId: 'c', BillingPeriodStart: '2026-09-01T00:00:00Z' },
    ]
    const summary = await imported(bill(rows))
    expect(summary).toMatchObject({
      dataset: 'CostAndUsage',
      version: '1.0',
      rows: { read: 3, accepted: 3, rejected: 0 },
      billed: { USD: '10.000001' },
      effective: { USD: '4.50' },
      replaced: null,
    })
    const standing = await inForce()
    expect(
      standing.map(({ period, row_count, charge_count, billed_micros }) => [
        period,
        row_count,
        charge_count,
        billed_micros,
      ]),
    ).toEqual([
      ['2026-09', 1, 1, 10_000_000],
      ['2026-10', 2, 2, 1],
    ])
    const october = standing.at(-1)?.id ?? ''
    const charges = (await finance.call('GET', `/api/bills/charges?import=${october}`))
      .json as unknown as BillChargeView[]
    expect(charges.map(({ day, resource, billed, tags, rows: n }) => [day, resource, billed, tags, n])).toEqual([
      ['2026-10-07', 'a', '0.000001', { workload: 'CH-000001' }, 1],
      ['2026-10-07', 'b', '0.00', { workload: 'CH-000001' }, 1],
    ])
    const behind = (await finance.call('GET', `/api/bills/charges/${october}/1/rows`)).json as unknown as BillRowsView
    expect(behind.rows.map(({ line }) => line)).toEqual([3])
    expect(behind.rows[0]?.cells[behind.columns.indexOf('BilledCost')]).toBe('0.000000400000')
    const foreign = await other.call('GET', `/api/bills/charges/${october}/1/rows`)
    expect(foreign.status).toBe(404)
  })

  test('every charge of an import is allocated, to a workload or to nobody, and nothing is lost', async () => {
    await imported(bill([{ ResourceId: 'a' }, { ResourceId: 'b', BilledCost: '2' }]))
    const [standing] = await inForce()
    const { total } = await setup.db
      .selectFrom('allocated_charge')
      .select(({ fn }) => fn.sum<number>('billed_micros').as('total'))
      .where('import_id', '=', standing?.id ?? '')
      .executeTakeFirstOrThrow()
    expect(Number(total)).toBe(3_500_000)
  })

  test('the same file twice is one state, and the second time says so', async () => {
    const content = bill([{}, { BilledCost: '2' }])
    const first = await imported(content)
    const before = await inForce()
    const second = await imported(content)
    expect(second).toMatchObject({ identical: true, replaced: [first.batch], billed: first.billed, rows: first.rows })
    expect(await inForce()).toEqual(before)
    expect((await periodOf()).imports).toHaveLength(1)
    expect((await delivery(second.batch)).state).toBe('identical')
  })

  test('a reading that was begun for nothing leaves nothing behind: the same file, a body nobody knows', async () => {
    const content = gzipSync(bill([{}, { BilledCost: 'douze' }]))
    await imported(content)
    const before = readdirSync(folder()).toSorted()
    expect(await imported(content)).toMatchObject({ identical: true })
    await expect(
      importBillFile(
        { db: setup.db, clock: setup.clock, folder: folder(), limits: { memoryMib: 256, threads: 1 } },
        setup.system(),
        { file: billFile(content), bodyCode: 'NULLE-PART', asked: {} },
      ),
    ).rejects.toMatchObject({ code: 'body-not-found' })
    expect(readdirSync(folder()).toSorted()).toEqual(before)
  })

  test('a new file of the same month takes the place of the former, which stays to be read', async () => {
    const first = await imported(bill([{}, { BilledCost: '2', ServiceName: 'Stockage' }]))
    const second = await imported(bill([{ BilledCost: '4' }]))
    expect(second.replaced).toEqual([first.batch])
    const period = await periodOf()
    expect(period.imports.map(({ state, billed, isRestatement }) => [state, billed, isRestatement])).toEqual([
      ['current', '4.00', false],
      ['superseded', '3.50', false],
    ])
    expect(period.imports[0]?.difference).toEqual([
      {
        service: 'Calcul',
        before: { billed: '1.50', effective: '1.50' },
        after: { billed: '4.00', effective: '1.50' },
      },
      { service: 'Stockage', before: { billed: '2.00', effective: '1.50' }, after: null },
    ])
  })

  test('a file that was in force and no longer is does not come back without a reason', async () => {
    const old = bill([{ BilledCost: '1' }])
    await imported(old)
    await imported(bill([{ BilledCost: '2' }]))
    await expect(imported(old)).rejects.toMatchObject({ code: 'bill-older-delivery' })
    expect((await inForce()).map(({ billed_micros }) => billed_micros)).toEqual([2_000_000])
    await imported(old, { reason: 'Le fournisseur a retiré sa correction.' })
    expect((await inForce()).map(({ billed_micros }) => billed_micros)).toEqual([1_000_000])
  })

  test('an older delivery after a newer one is refused by the day it was delivered', async () => {
    await imported(bill([{}]), { deliveredOn: '2026-11-05' })
    await expect(imported(bill([{ BilledCost: '9' }]), { deliveredOn: '2026-11-03' })).rejects.toMatchObject({
      code: 'bill-older-delivery',
      errors: [{ detail: { fr: `Nuage fictif · ${account} · 2026-10` } }],
    })
    await imported(bill([{ BilledCost: '3' }]), { deliveredOn: '2026-11-06' })
    expect((await inForce()).map(({ billed_micros }) => billed_micros)).toEqual([3_000_000])
  })

  test('a closed month is replaced only by a restatement, with a reason, and its difference is kept', async () => {
    await imported(bill([{}]))
    const open = await periodOf()
    const closed = await finance.call(
      'POST',
      `/api/bill-months/${open.source}/2026-10/close`,
      { reason: 'Facture reçue et rapprochée.' },
      { 'if-match': open.etag },
    )
    expect(closed.status).toBe(200)
    const late = bill([{ BilledCost: '2' }])
    await expect(imported(late)).rejects.toMatchObject({ code: 'bill-period-closed' })
    await imported(late, { reason: 'Note de crédit tardive.' })
    const after = await periodOf()
    expect(after).toMatchObject({
      state: 'closed',
      imports: [{ isRestatement: true, reason: 'Note de crédit tardive.' }, { state: 'superseded' }],
    })
    expect(after.imports[0]?.difference).toHaveLength(1)
  })

  test('one month of a file may be asked for; the others are counted and left', async () => {
    const content = bill([{}, { BillingPeriodStart: '2026-09-01T00:00:00Z' }])
    const summary = await imported(content, { period: '2026-10' })
    expect(summary.rows).toEqual({ read: 2, accepted: 1, rejected: 0 })
    expect((await inForce()).map(({ period }) => period)).toEqual(['2026-10'])
    expect((await delivery(summary.batch)).result?.rows.otherPeriods).toBe(1)
    await expect(imported(content, { period: '2026-01' })).rejects.toMatchObject({ code: 'bill-period-not-in-file' })
  })

  test('over HTTP: received, read by a job, its refused rows listed and downloadable', async () => {
    const content = bill([{}, { BilledCost: 'douze' }, { ServiceName: '' }])
    const { status, json } = await sent(finance, gzipSync(content))
    expect(status).toBe(202)
    expect(await ended(json.job)).toMatchObject({ state: 'done', result: `/api/bills/${json.delivery}` })
    const view = await delivery(json.delivery)
    expect(view).toMatchObject({
      state: 'imported',
      container: 'csv.gz',
      dialect: 'focus',
      dataset: 'CostAndUsage',
      result: {
        rows: { read: 3, accepted: 2, rejected: 1 },
        quarantined: [{ currency: 'USD', billed: null, rows: 1 }],
      },
    })
    const failures = (await finance.call('GET', `/api/bills/${json.delivery}/failures`))
      .json as unknown as BillFailureView[]
    expect(failures.map(({ line, rule, severity }) => [line, rule, severity])).toEqual([
      [3, 'type.BilledCost', 'refused'],
      [4, 'null.ServiceName', 'warned'],
    ])
    const file = (await finance.call('GET', `/api/bills/${json.delivery}/failures.csv`)).text
    expect(file).toContain('3;type.BilledCost;BilledCost;refusée;')
    expect(existsSync(join(folder(), `${json.delivery}.quarantine.parquet`))).toBe(true)
    expect(existsSync(join(setup.filesFolder, `bill-${json.delivery}`))).toBe(false)
    expect((await other.call('GET', `/api/bills/${json.delivery}`)).status).toBe(404)
  })

  test('a truncated file leaves what was in force as it was, and says why', async () => {
    await imported(bill([{}]))
    const before = await inForce()
    const rows = Array.from({ length: 400 }, (_, i) => ({ ResourceId: `i-${i}` }))
    const { json } = await sent(finance, gzipSync(bill(rows)).subarray(0, -30))
    expect(await ended(json.job)).toMatchObject({ state: 'failed', problem: { code: 'bill-truncated' } })
    expect(await delivery(json.delivery)).toMatchObject({ state: 'refused', problem: { code: 'bill-truncated' } })
    expect(await inForce()).toEqual(before)
  })

  test('a file whose rows are all refused replaces nothing', async () => {
    await imported(bill([{}]))
    const before = await inForce()
    await expect(imported(bill([{ BilledCost: '' }]))).rejects.toMatchObject({
      code: 'bill-no-rows',
      errors: [{ code: 'null.BilledCost', row: 2, column: 'BilledCost' }],
    })
    expect(await inForce()).toEqual(before)
  })

  test('another data set of FOCUS is recognised by its header', async () => {
    const commitments =
      'ContractCommitmentId,ContractId,ContractCommitmentPeriodStart,BillingCurrency\nc,k,2026-10-01T00:00:00Z,USD\n'
    const { json } = await sent(finance, commitments)
    await ended(json.job)
    expect(await delivery(json.delivery)).toMatchObject({ dataset: 'ContractCommitment', version: '1.3' })
  })

  test('who may not import is refused; what is not a month is named', async () => {
    const auditor = await setup.signedIn('auditor')
    expect((await sent(auditor, bill([{}]))).status).toBe(403)
    expect(await sent(finance, bill([{}]), '&period=octobre')).toMatchObject({
      status: 422,
      json: { code: 'invalid-request' },
    })
  })

  test('a reading that a stopped process left behind is said, and its charges are never in force', async () => {
    const id = await receiveBill(setup, setup.system(), {
      bodyCode: 'MSC',
      fileName: 'a.csv',
      sha256: 'x',
      bytes: 1,
      asked: {},
    })
    await failInterruptedBills(setup.db)
    expect(await delivery(id)).toMatchObject({ state: 'refused', problem: { code: 'bill-interrupted' } })
  })

  test('what was done is in the journal, in words', async () => {
    const { batch } = await imported(bill([{}]))
    const events = await setup.db
      .selectFrom('audit_event')
      .select(['action', 'object_id'])
      .where('action', 'like', 'bills.%')
      .orderBy('seq')
      .execute()
    expect(events.filter(({ object_id }) => object_id === batch).map(({ action }) => action)).toEqual([
      'bills.received',
      'bills.imported',
    ])
    for (const { action } of events) expect(auditSentence(action).fr).not.toBe(action)
  })
})
