import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { allocateImport } from '#server/allocation/allocating.usecases.ts'
import { workloadMonths } from '#server/allocation/workload-months.usecases.ts'
import { systemReach } from '#server/access/reach.ts'
import { aWorkload } from '#tests/server/decisions/some-workloads.ts'
import { type TestApp, testApp } from '#tests/support/test-app.ts'
import { engines } from '#tests/support/test-database.ts'
import { importedBill } from './some-bills.ts'

describe.each(engines)('allocation of an import on %s', (engine) => {
  let setup: TestApp
  let first: { id: string; code: string }
  let under: { id: string; code: string }
  beforeAll(async () => {
    setup = await testApp(engine)
    await setup.addBody({ code: 'CTR', nameFr: 'Centre', nameEn: 'Centre', kind: 'unit', parent: 'MSC' })
    first = await aWorkload(setup, { name: 'Guichet' })
    under = await aWorkload(setup, { name: 'Paie', body: 'CTR' })
  })
  afterAll(() => setup.close())

  const bill = (period: string, recordedAt?: string, source = 'FA-0001') =>
    importedBill(setup.db, {
      bodyId: setup.bodyId('MSC'),
      period,
      source,
      ...(recordedAt === undefined ? {} : { recordedAt }),
      charges: [
        { tags_json: `{"workload":"${first.code}"}`, billed_micros: 11, effective_micros: 7 },
        { tags_json: '{"charge":"Paie"}', billed_micros: -4, effective_micros: -4, charge_category: 'Credit' },
        { tags_json: '{"charge":"Nulle part"}', billed_micros: 5, effective_micros: 5 },
        { tags_json: 'charge=Paie', resource: '', billed_micros: 2, effective_micros: 0, charge_category: 'Tax' },
        {
          tags_json: `{"workload":"${first.code}"}`,
          service_category: 'Storage',
          billed_micros: 3,
          effective_micros: 3,
        },
      ],
    })
  const rowsOf = async (importId: string) => {
    const [parts, months] = await Promise.all([
      setup.db
        .selectFrom('allocated_charge as part')
        .innerJoin('workload_month as month', (join) =>
          join.onRef('month.import_id', '=', 'part.import_id').onRef('month.ordinal', '=', 'part.month_ordinal'),
        )
        .select(['workload_id', 'rule_set_id', 'rule_id', 'body_id'])
        .select(['part.billed_micros', 'part.effective_micros'])
        .where('part.import_id', '=', importId)
        .orderBy('charge_ordinal')
        .orderBy('part')
        .execute(),
      setup.db
        .selectFrom('workload_month')
        .selectAll()
        .where('import_id', '=', importId)
        .orderBy('workload_id')
        .orderBy('rule_id')
        .orderBy('service_category')
        .execute(),
    ])
    return { parts, months }
  }

  test('gives each charge by the rules of the product, to workloads of the bodies under it too', async () => {
    const id = await bill('2026-08')
    await allocateImport(setup.db, setup.system(), id)
    const { parts, months } = await rowsOf(id)
    expect(parts.map((p) => [p.workload_id, p.rule_id, p.billed_micros, p.effective_micros, p.body_id])).toEqual([
      [first.id, 'tag-workload', 11, 7, setup.bodyId('MSC')],
      [under.id, 'tag-workload', -4, -4, setup.bodyId('CTR')],
      ['', '?tag-names-nothing', 5, 5, setup.bodyId('MSC')],
      ['', '?tags-unreadable', 2, 0, setup.bodyId('MSC')],
      [first.id, 'tag-workload', 3, 3, setup.bodyId('MSC')],
    ])
    expect(new Set(parts.map((p) => p.rule_set_id))).toEqual(new Set(['shipped-1']))
    expect(
      new Set(months.map((m) => `${m.rule_id} ${m.service_category} ${m.billed_micros} ${m.charge_count}`)),
    ).toEqual(
      new Set([
        '?tag-names-nothing Compute 5 1',
        '?tags-unreadable Compute 2 1',
        'tag-workload Compute 11 1',
        'tag-workload Compute -4 1',
        'tag-workload Storage 3 1',
      ]),
    )
  })

  test('done again, writes the same rows', async () => {
    const id = await bill('2026-07')
    await allocateImport(setup.db, setup.system(), id)
    const before = await rowsOf(id)
    await setup.db.transaction().execute((tx) => allocateImport(tx, setup.system(), id))
    expect(await rowsOf(id)).toEqual(before)
  })

  test('an import of a body out of reach is not found', async () => {
    const id = await bill('2026-06')
    const elsewhere = systemReach({ bodies: [setup.bodyId('MRP')], requestId: 'test' })
    await expect(allocateImport(setup.db, elsewhere, id)).rejects.toMatchObject({ code: 'bill-import-not-found' })
  })

  test('the months of a workload are those of the import in force at the instant asked', async () => {
    const old = await bill('2026-09', '2026-10-03T10:00:00.000Z')
    await allocateImport(setup.db, setup.system(), old)
    const next = await importedBill(setup.db, {
      bodyId: setup.bodyId('MSC'),
      period: '2026-09',
      recordedAt: '2026-10-15T10:00:00.000Z',
      periodState: 'closed',
      charges: [{ tags_json: `{"workload":"${first.code}"}`, billed_micros: 100, effective_micros: 90 }],
    })
    await allocateImport(setup.db, setup.system(), next)
    const of = async (asKnownMs?: number) =>
      (
        await workloadMonths(setup, setup.system(), {
          workloadIds: [first.id],
          from: '2026-09',
          to: '2026-09',
          ...(asKnownMs === undefined ? {} : { asKnownMs }),
        })
      ).map((month) => [month.importId, month.source, month.serviceCategory, month.billedMicros, month.effectiveMicros])
    expect(await of()).toEqual([[next, 'FA-0001', 'Compute', 100, 90]])
    expect(await of(Date.parse('2026-10-10T00:00:00Z'))).toEqual([
      [old, 'FA-0001', 'Compute', 11, 7],
      [old, 'FA-0001', 'Storage', 3, 3],
    ])
    expect(await of(Date.parse('2026-10-01T00:00:00Z'))).toEqual([])
  })

  test('a reader sees the months of the workloads of their bodies only', async () => {
    const id = await bill('2026-05')
    await allocateImport(setup.db, setup.system(), id)
    const asked = { from: '2026-05', to: '2026-05' }
    const unit = systemReach({ bodies: [setup.bodyId('CTR')], requestId: 'test' })
    expect((await workloadMonths(setup, unit, asked)).map((month) => month.workloadId)).toEqual([under.id])
    expect(new Set((await workloadMonths(setup, setup.system(), asked)).map((month) => month.workloadId))).toEqual(
      new Set([first.id, under.id]),
    )
  })

  test('more charges than a page are all given', async () => {
    const id = await importedBill(setup.db, {
      bodyId: setup.bodyId('MSC'),
      period: '2026-04',
      charges: Array.from({ length: 5_001 }, () => ({
        tags_json: `{"workload":"${first.code}"}`,
        billed_micros: 2,
        effective_micros: 1,
      })),
    })
    await allocateImport(setup.db, setup.system(), id)
    const months = await workloadMonths(setup, setup.system(), {
      workloadIds: [first.id],
      from: '2026-04',
      to: '2026-04',
    })
    expect(months.map((m) => [m.billedMicros, m.effectiveMicros, m.chargeCount, m.isOpen])).toEqual([
      [10_002, 5_001, 5_001, true],
    ])
  })
})
