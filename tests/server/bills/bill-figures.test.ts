import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { BillMonthView } from '#models/bills/bill-months.schemas.ts'
import type { BillChargeView, BillRowsView } from '#models/bills/bill.views.ts'
import { reEvaluated } from '#models/cost/re-evaluate.ts'
import type { Derivation } from '#models/shared/derivation.ts'
import { known } from '#models/shared/outcome.ts'
import { importBillFile } from '#server/bills/bill-files.usecases.ts'
import { aWorkload } from '#tests/server/decisions/some-workloads.ts'
import { aBill, billFile } from '#tests/support/some-bills.ts'
import { type TestApp, testApp } from '#tests/support/test-app.ts'
import { engines } from '#tests/support/test-database.ts'

type Person = Awaited<ReturnType<TestApp['signedIn']>>

describe.each(engines)('figures of a bill on %s', (engine) => {
  let setup: TestApp
  let centre: Person
  let ministry: Person
  let elsewhere: Person
  let taken: { readonly id: string; readonly code: string }
  let importId = ''
  beforeAll(async () => {
    setup = await testApp(engine)
    centre = await setup.signedIn('finance-officer', 'QC')
    ministry = await setup.signedIn('finance-officer', 'MSC')
    elsewhere = await setup.signedIn('finance-officer', 'MRP')
    taken = await aWorkload(setup, { body: 'MSC' })
    const tags = JSON.stringify({ workload: taken.code })
    await importBillFile(
      {
        db: setup.db,
        clock: setup.clock,
        folder: join(setup.filesFolder, 'bills'),
        limits: { memoryMib: 256, threads: 1 },
      },
      setup.system(),
      {
        bodyCode: 'QC',
        asked: {},
        file: billFile(
          aBill([
            { Tags: tags, BilledCost: '0.0000004', ResourceId: 'a' },
            { Tags: tags, BilledCost: '0.0000003', ResourceId: 'a' },
            { Tags: '{}', BilledCost: '0.0000004', ResourceId: 'b' },
            { Tags: '{}', BilledCost: '7', ServiceName: '~ Réseau/é', ChargePeriodStart: '2026-10-08T00:00:00Z' },
            { Tags: '{}', BilledCost: '-2.25', ServiceName: '' },
          ]),
        ),
      },
    )
    const row = await setup.db.selectFrom('bill_import').select('id').executeTakeFirstOrThrow()
    importId = row.id
  })
  afterAll(() => setup.close())

  const opened = async (person: Person, figure: string) => {
    const answer = await person.call('GET', `/api/figures/${encodeURIComponent(figure)}`)
    return { status: answer.status, json: answer.json as unknown as Derivation }
  }
  const charges = async () =>
    (await centre.call('GET', `/api/bills/charges?import=${importId}`)).json as unknown as BillChargeView[]
  const ordinalOf = async (resource: string) =>
    (await charges()).find((one) => one.resource === resource)?.ordinal ?? Number.NaN

  test('the total opens to services, days, charges, and the lines of the file; every step adds up', async () => {
    const code = (await setup.db.selectFrom('bill_source').select('code').executeTakeFirstOrThrow()).code
    const month = (await centre.call('GET', `/api/bill-months/${code}/2026-10`)).json as unknown as BillMonthView
    const files: string[] = []
    const met: string[] = []
    const descend = async (figure: string, value: number, most: number): Promise<void> => {
      met.push(figure)
      const { status, json } = await opened(centre, figure)
      expect([status, json.value]).toEqual([200, value])
      expect(reEvaluated(json)).toEqual(known(expect.closeTo(value, 9)))
      for (const input of json.inputs.slice(0, most)) {
        if (input.figure !== undefined) await descend(input.figure, Number(input.value), most)
        else if (input.source?.kind === 'file') files.push(`${input.source.file} ${input.source.line}`)
        else expect(input.name).toBe('rounding')
      }
    }
    await descend(month.current?.figures.billed ?? '', Number(month.current?.billed), 100)
    expect(files.toSorted()).toEqual([2, 3, 4, 5, 6].map((line) => `facture.csv ${line}`))
    expect(met).toEqual(expect.arrayContaining(month.services.map(({ figures }) => figures.billed)))
    await descend(month.current?.figures.effective ?? '', Number(month.current?.effective), 1)
  })

  test('an id that names nothing opens nothing', async () => {
    for (const figure of [
      `f_bill~${importId}~listed`,
      `f_bill~${importId}~billed~c~99`,
      `f_bill~${importId}~billed~s~${encodeURIComponent('Calcul')}~2026-13-41`,
      `f_bill~${importId}~billed~s~%E0%A4%A`,
      'f_bill~00000000-0000-0000-0000-000000000000~billed',
    ])
      expect([figure, (await opened(centre, figure)).status]).toEqual([figure, 404])
  })

  test('a charge given to a workload opens for those of its body, and nothing else of the bill does', async () => {
    const [own, others] = [await ordinalOf('a'), await ordinalOf('b')]
    const rows = (ordinal: number) => `/api/bills/charges/${importId}/${ordinal}/rows`
    const seen = await ministry.call('GET', rows(own))
    expect(seen.status).toBe(200)
    expect(seen.json as unknown as BillRowsView).toMatchObject({
      rows: [{ line: 2 }, { line: 3 }],
      total: 2,
      billed: '0.000000700000',
    })
    const figure = `f_bill~${importId}~billed`
    expect((await opened(ministry, `${figure}~c~${own}`)).status).toBe(200)
    const closed = [
      (await ministry.call('GET', rows(others))).status,
      (await ministry.call('GET', `/api/bills/charges?import=${importId}`)).status,
      (await opened(ministry, figure)).status,
      (await opened(ministry, `${figure}~s~Calcul`)).status,
      (await opened(ministry, `${figure}~s~Calcul~2026-10-07`)).status,
      (await opened(ministry, `${figure}~c~${others}`)).status,
      (await elsewhere.call('GET', rows(own))).status,
      (await opened(elsewhere, `${figure}~c~${own}`)).status,
    ]
    expect(closed).toEqual(closed.map(() => 404))
  })

  test('the month of the workload opens to the same lines for those of its body', async () => {
    const { month_ordinal: _, ...part } = await setup.db
      .selectFrom('workload_month')
      .innerJoin('allocated_charge', 'allocated_charge.import_id', 'workload_month.import_id')
      .select(['month_ordinal', 'workload_month.effective_micros', 'workload_month.service_category'])
      .where('workload_id', '=', taken.id)
      .executeTakeFirstOrThrow()
    const id = `f_month~${importId}~${taken.id}~${encodeURIComponent(part.service_category)}~${part.effective_micros}`
    const { json } = await opened(ministry, id)
    const charge = json.inputs[0]?.inputs[0]
    const lines = await opened(ministry, charge?.figure ?? '')
    expect(lines.json.inputs.map(({ source }) => source?.kind === 'file' && source.line)).toEqual([2, 3])
  })
})
