import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type BillSlice, chargeBatches, groupCharges } from '#server/bills/bill-charges.ts'
import { openEngine } from '#server/bills/bill-engine.ts'
import type { BillReading } from '#server/bills/bill-reading.ts'
import type { CellForm } from '#server/bills/bill-source.ts'
import { readBill, recognisedBill } from '#server/bills/read-bill.ts'
import { notPlain, readingPlan } from '#server/bills/reading-plan.ts'
import { readyBill } from '#server/bills/received-bill.ts'
import { mayHoldAnything } from '#server/bills/text-facts.ts'
import { aBill, type BillCells, billFile } from '#tests/support/some-bills.ts'

type Read = BillReading & { readonly slices: readonly BillSlice[]; readonly charges: readonly (readonly unknown[])[] }

async function read(content: string | Uint8Array, period?: string): Promise<Read> {
  const folder = mkdtempSync(join(tmpdir(), 'arpent-read-'))
  const path = join(folder, 'bill')
  writeFileSync(path, content)
  const engine = await openEngine(folder, { memoryMib: 256, threads: 2 })
  const ready = await readyBill(path)
  try {
    const bill = await recognisedBill(engine, ready)
    const reading = await readBill(engine, bill, {
      staged: join(folder, 'staged.parquet'),
      quarantine: join(folder, 'q.parquet'),
    })
    const { slices } = await groupCharges(engine, reading, period)
    const charges: (readonly unknown[])[] = []
    for (const slice of slices) for await (const batch of chargeBatches(engine, slice)) charges.push(...batch)
    return { ...reading, slices, charges }
  } finally {
    await ready.dispose()
    await engine.close()
  }
}

/** The same rows as a Parquet file, with the types that one provider or another writes. */
async function asParquet(csv: string, codec: string, costType: string): Promise<Uint8Array> {
  const folder = mkdtempSync(join(tmpdir(), 'arpent-parquet-'))
  const path = join(folder, 'a.parquet')
  const engine = await openEngine(folder, { memoryMib: 256, threads: 1 })
  const costs = ['BilledCost', 'EffectiveCost', 'ListCost', 'ContractedCost']
  const dates = ['BillingPeriodStart', 'BillingPeriodEnd', 'ChargePeriodStart', 'ChargePeriodEnd']
  const typed = [
    ...costs.map((name) => `${name}::${costType} AS ${name}`),
    ...dates.map((name) => `${name}::TIMESTAMP AS ${name}`),
  ]
  await engine.run(
    `COPY (SELECT * REPLACE (${typed.join(', ')}) FROM read_csv('${billFile(csv)}', all_varchar=true, header=true)) TO '${path}' (FORMAT parquet, COMPRESSION ${codec})`,
  )
  await engine.close()
  const { readFileSync } = await import('node:fs')
  return readFileSync(path)
}

const micros = (charge: readonly unknown[] | undefined) => charge?.[16]
const linesOf = (reading: BillReading, rule: string) =>
  reading.failures.filter((one) => one.rule === rule).map(({ line }) => line)
const deviationsOf = (reading: BillReading) => reading.deviations.map(({ rule, rows }) => [rule, rows])

describe('versions by their header', () => {
  test.each([
    ['1.0', {}],
    ['1.1', { SkuMeter: 'Heures' }],
    ['1.2', { InvoiceId: 'F-1' }],
    ['1.3', { ServiceProviderName: 'Nuage fictif', HostProviderName: 'Nuage fictif' }],
    [
      '1.4',
      { ProviderName: undefined, PublisherName: undefined, ServiceProviderName: 'Nuage fictif', HostProviderName: 'N' },
    ],
  ])('%s', async (version, columns) => {
    const reading = await read(aBill([{}], columns))
    expect(reading).toMatchObject({ version, rows: { read: 1, accepted: 1, rejected: 0 }, warnings: [], refusals: [] })
    expect(reading.slices).toMatchObject([
      { provider: 'Nuage fictif', account: '123456789012', currency: 'USD', period: '2026-10' },
    ])
  })
  test('names and values from before 1.0 are read under their new names', async () => {
    const older = {
      EffectiveCost: undefined,
      ChargeCategory: undefined,
      RegionId: undefined,
      PricingCategory: 'On-Demand',
    }
    const reading = await read(
      aBill([{}], { ...older, AmortizedCost: '1.25', ChargeType: 'Usage', Region: 'ca-west-1' }),
    )
    expect(reading.version).toBe('0.5')
    expect(reading.warnings).toEqual([])
    expect(reading.charges[0]?.slice(8, 12)).toEqual(['ca-west-1', 'Usage', '', 'Standard'])
    expect(reading.slices[0]?.effectiveMicros).toBe(1_250_000)
  })
  test('a column without which nothing can be placed refuses the file, by name', async () => {
    await expect(read(aBill([{}], { BillingCurrency: undefined, BilledCost: undefined }))).rejects.toMatchObject({
      code: 'bill-columns-missing',
      errors: [{ column: 'BilledCost' }, { column: 'BillingCurrency' }],
    })
  })
  test('a column that every file should have, and that none is placed by, is told', async () => {
    expect((await read(aBill([{}], { ListCost: undefined }))).missing).toEqual(['ListCost'])
  })
  test('another table is not a bill', async () => {
    await expect(read('a,b\n1,2\n')).rejects.toMatchObject({ code: 'bill-not-recognised' })
  })
  test('columns in another case and order, behind a byte-order mark, with semicolons', async () => {
    const [header = '', row = ''] = aBill([{ Tags: '', ResourceId: 'i-9' }]).split('\n')
    const turned = (line: string) => line.split(',').toReversed().join(';')
    const reading = await read(`\uFEFF${turned(header).toLowerCase()}\n${turned(row)}\n`)
    expect(reading.rows.accepted).toBe(1)
    expect(reading.charges[0]?.[7]).toBe('i-9')
  })
})

describe('absence in its five forms', () => {
  test('a nullable cell that says nothing, NULL or "" is absent, and each departure is counted; 0 is 0', async () => {
    const rows = [
      { ListCost: '', ResourceId: 'a' },
      { ListCost: 'NULL', ResourceId: 'b' },
      { ListCost: '0', ResourceId: 'c' },
    ]
    const text = aBill(rows).replace('Nuage fictif,ca-central-1,a', 'Nuage fictif,"",a')
    const reading = await read(text)
    expect(reading.rows).toMatchObject({ read: 3, accepted: 3 })
    expect(reading.charges.map((charge) => charge[18])).toEqual([null, null, 0])
    expect(reading.charges.map((charge) => charge[8])).toEqual(['', 'ca-central-1', 'ca-central-1'])
    expect(deviationsOf(reading)).toEqual([
      ['literal-null', 1],
      ['empty-text', 1],
    ])
    expect(linesOf(reading, 'null.ListCost')).toEqual([2, 3])
  })
  test('an essential cell that says nothing sends its row to quarantine; 0 does not', async () => {
    const reading = await read(
      aBill([{ BilledCost: '' }, { BilledCost: '0' }, { BilledCost: 'NULL' }, { BilledCost: 'x' }]),
    )
    expect(reading.rows).toMatchObject({ read: 4, accepted: 1, rejected: 3 })
    expect(linesOf(reading, 'null.BilledCost')).toEqual([2, 4])
    expect(linesOf(reading, 'type.BilledCost')).toEqual([5])
  })
})

describe('what providers write otherwise', () => {
  test('costs as objects and with exponents are read exactly', async () => {
    const object = '{"currency":"USD","value":8e-7}'
    const reading = await read(aBill([{ BilledCost: object, EffectiveCost: '8E-7', ResourceId: 'a' }]))
    expect(reading.rows.accepted).toBe(1)
    expect(reading.charges[0]?.slice(16, 18)).toEqual([1, 1]) // 0.8 millionth, rounded as a total
    expect(deviationsOf(reading)).toEqual([
      ['cost-as-object', 1],
      ['exponent', 1],
    ])
  })
  test('dates with a space or without a zone are read as UTC, and told; an offset is followed', async () => {
    const reading = await read(
      aBill([
        { ChargePeriodStart: '2026-10-07 23:30:00', ChargePeriodEnd: '2026-10-08 00:30:00', ResourceId: 'a' },
        { ChargePeriodStart: '2026-10-07T23:30:00', ChargePeriodEnd: '2026-10-08T00:30:00', ResourceId: 'b' },
        {
          ChargePeriodStart: '2026-10-07T23:30:00-04:00',
          ChargePeriodEnd: '2026-10-08T00:30:00-04:00',
          ResourceId: 'c',
        },
        { ChargePeriodStart: 'hier', ResourceId: 'd' },
      ]),
    )
    expect(reading.charges.map((charge) => [charge[7], charge[3]])).toEqual([
      ['a', '2026-10-07'],
      ['b', '2026-10-07'],
      ['c', '2026-10-08'],
    ])
    expect(deviationsOf(reading)).toEqual([
      ['date-with-space', 1],
      ['date-without-zone', 2],
    ])
    expect(linesOf(reading, 'type.ChargePeriodStart')).toEqual([5])
  })
  test('tags without braces are read; tags that are not JSON are told and left empty; their order does not matter', async () => {
    const reading = await read(
      aBill([{ Tags: '"env": "prod","app": "a"' }, { Tags: '{"app":"a","env":"prod"}' }, { Tags: 'env=prod' }]),
    )
    expect(reading.charges.map((charge) => [charge[14], charge[20]])).toEqual([
      ['', 1],
      ['{"app":"a","env":"prod"}', 2],
    ])
    expect(linesOf(reading, 'type.Tags')).toEqual([4])
    expect(deviationsOf(reading)).toEqual([['tags-without-braces', 1]])
  })
  test('a stray column is kept and named', async () => {
    const reading = await read(aBill([{ Id: '12' }], { Id: '', x_Team: 'nord' }))
    expect(reading.unknownColumns).toEqual(['Id', 'x_Team'])
    expect(deviationsOf(reading)).toEqual([['stray-id', 1]])
  })
  test('the day the issuer wrote the file is taken from the file', async () => {
    const reading = await read(
      aBill([{ x_ExportTime: '2026-11-03T04:00:00Z' }, { x_ExportTime: '2026-11-05T04:00:00Z' }], { x_ExportTime: '' }),
    )
    expect(reading.deliveredAt).toBe('2026-11-05T04:00:00Z')
  })
})

describe('rules of FOCUS, by row', () => {
  const broken: readonly (readonly [string, BillCells])[] = [
    ['value.ChargeCategory', { ChargeCategory: 'Divers' }],
    ['form.BillingCurrency', { BillingCurrency: 'dollars' }],
    ['null.BillingAccountId', { BillingAccountId: '' }],
    ['null.ServiceProviderName', { ProviderName: '' }],
  ]
  test.each(broken)('%s refuses its row', async (rule, cells) => {
    const reading = await read(aBill([{}, cells]))
    expect(reading.rows).toMatchObject({ accepted: 1, rejected: 1 })
    expect(linesOf(reading, rule)).toEqual([3])
  })
  const odd: readonly (readonly [string, BillCells])[] = [
    ['value.ChargeClass', { ChargeClass: 'Autre' }],
    ['value.ServiceCategory', { ServiceCategory: 'Divers' }],
    ['type.ListCost', { ListCost: '1,50' }],
    ['null.ServiceName', { ServiceName: '' }],
    ['product.ListCost', { ListCost: '3' }],
    ['product.ContractedCost', { ContractedCost: '3' }],
    ['covered.BilledCost', { CommitmentDiscountId: 'p', CommitmentDiscountStatus: 'Used' }],
    ['purchase.EffectiveCost', { ChargeCategory: 'Purchase', CommitmentDiscountId: 'p' }],
    [
      'purchase.PricingCategory',
      { ChargeCategory: 'Purchase', CommitmentDiscountId: 'p', EffectiveCost: '0', PricingCategory: 'Committed' },
    ],
    ['same.EffectiveCost', { ChargeCategory: 'Tax', EffectiveCost: '0' }],
    ['tax.SkuId', { ChargeCategory: 'Tax' }],
    ['priced.SkuId', { SkuId: '' }],
    ['usage.ConsumedQuantity', { ConsumedQuantity: '' }],
    ['unused.ConsumedQuantity', { CommitmentDiscountId: 'p', CommitmentDiscountStatus: 'Unused' }],
    ['order.ChargePeriodEnd', { ChargePeriodEnd: '2026-10-06T00:00:00Z' }],
    ['order.BillingPeriodEnd', { BillingPeriodEnd: '2026-09-01T00:00:00Z' }],
  ]
  test.each(odd)('%s is told, and its row kept', async (rule, cells) => {
    const reading = await read(aBill([{}, cells]))
    expect(reading.rows).toMatchObject({ accepted: 2, rejected: 0 })
    expect(linesOf(reading, rule)).toEqual([3])
    expect(reading.warnings.find((one) => one.rule === rule)?.rows).toBe(1)
  })
  test('a correction need not be a product, nor priced', async () => {
    const cells = { ChargeClass: 'Correction', ListCost: '-9', ContractedCost: '-9', SkuId: '', ConsumedQuantity: '' }
    expect((await read(aBill([cells]))).warnings).toEqual([])
  })
  test('two currencies are two sums', async () => {
    const reading = await read(aBill([{ BillingCurrency: 'CAD', BilledCost: '2' }, {}]))
    expect(reading.slices.map(({ currency, billedMicros }) => [currency, billedMicros])).toEqual([
      ['CAD', 2_000_000],
      ['USD', 1_500_000],
    ])
  })
})

describe('physical lines', () => {
  test('blank lines, line breaks in a cell and rows that cannot be split do not shift them', async () => {
    const [header = '', first = ''] = aBill([{ ChargeDescription: 'une\ndeux\ntrois' }]).split(/\n(?=.*,Organisme|$)/)
    const [, bad = ''] = aBill([{ BilledCost: 'x' }]).split('\n')
    const [, good = ''] = aBill([{ ServiceName: '' }]).split('\n')
    const whole = `${header}\n${aBill([{ ChargeDescription: 'une\ndeux\ntrois' }])
      .split('\n')
      .slice(1, 4)
      .join('\n')}\n\n${bad}\n1,2,3\n${good}\n`
    expect(first).not.toBe('')
    const reading = await read(whole)
    expect(reading.rows).toEqual({ read: 4, accepted: 2, rejected: 2, leftOut: 0 })
    expect(linesOf(reading, 'type.BilledCost')).toEqual([6])
    expect(linesOf(reading, 'row.too-few-cells')).toEqual([7])
    expect(linesOf(reading, 'null.ServiceName')).toEqual([8])
  })
  test('too many cells, and a quote left open', async () => {
    const [header = '', row = ''] = aBill([{ Tags: '' }]).split('\n')
    const reading = await read(`${header}\n${row},plus\n${row}\n${row.replace('Calcul', '"Cal"cul')}\n`)
    expect(reading.rows).toMatchObject({ accepted: 1, rejected: 2 })
    expect(linesOf(reading, 'row.too-many-cells')).toEqual([2])
    expect(linesOf(reading, 'row.bad-quoting')).toEqual([4])
  })
})

describe('files that cannot be read', () => {
  const csv = aBill(Array.from({ length: 300 }, (_, i) => ({ ResourceId: `i-${i}` })))
  test.each([
    ['a truncated gz', gzipSync(csv).subarray(0, -40), 'bill-truncated'],
    ['a truncated zst', zstdCompressSync(csv).subarray(0, -40), 'bill-truncated'],
    ['a gz with a wrong byte', changedAt(gzipSync(csv), 60), 'bill-damaged'],
    ['nothing', '', 'bill-empty'],
    ['a ZIP', 'PK\u0003\u0004rest of it', 'bill-zip'],
    ['a workbook of bytes', new Uint8Array([1, 0, 2, 0]), 'bill-not-text'],
    ['half a Parquet', 'PAR1 and then no more', 'bill-damaged'],
  ])('%s', async (_, content, code) => {
    await expect(read(content)).rejects.toMatchObject({ code })
  })
})

function changedAt(bytes: Buffer, at: number): Buffer {
  bytes[at] = (bytes[at] ?? 0) ^ 0xff
  return bytes
}

describe('laws', () => {
  const amounts = fc.integer({ min: -9_000_000_000, max: 9_000_000_000 }).map((n) => (n / 1e11).toFixed(11))
  const rowsOf = fc.array(
    fc.record({
      BilledCost: amounts,
      EffectiveCost: amounts,
      ResourceId: fc.constantFrom('a', 'b', 'c', 'd'),
      Tags: fc.constantFrom('', '{"b":1,"a":2}', '{"a":2,"b":1}'),
      ChargePeriodStart: fc.constantFrom('2026-10-07T00:00:00Z', '2026-10-08T00:00:00Z'),
    }),
    { minLength: 1, maxLength: 40 },
  )
  const exact = (rows: readonly { readonly BilledCost: string }[]) => {
    const units = rows.reduce((sum, { BilledCost }) => sum + BigInt(BilledCost.replace('.', '')), 0n) // 10⁻¹¹
    const size = units < 0n ? -units : units
    return Number((units < 0n ? -1n : 1n) * ((size + 50_000n) / 100_000n))
  }
  test('the charges add up to the rounded total of the file, whatever the order of its rows', async () => {
    await fc.assert(
      fc.asyncProperty(rowsOf, async (rows) => {
        const [straight, turned] = [await read(aBill(rows)), await read(aBill(rows.toReversed()))]
        expect(straight.charges).toEqual(turned.charges)
        const sum = straight.charges.reduce((total, charge) => total + Number(micros(charge)), 0)
        expect(sum).toBe(exact(rows))
        expect(straight.slices[0]?.billedMicros).toBe(sum)
      }),
      { numRuns: 8 },
    )
  })
  test('CSV, gz, zst and Parquet of any codec and cost type give the same charges', async () => {
    const csv = aBill([
      { BilledCost: '0.00000080000', ResourceId: 'a' },
      { BilledCost: '12.345678912345', ResourceId: 'b', Tags: '' },
      { BilledCost: '-3.1', ResourceId: 'b', Tags: '' },
    ])
    const expected = (await read(csv)).charges
    expect(expected.length).toBe(2)
    const others = [
      gzipSync(csv),
      zstdCompressSync(csv),
      await asParquet(csv, 'zstd', 'DOUBLE'),
      await asParquet(csv, 'snappy', 'DECIMAL(38,12)'),
      await asParquet(csv, 'gzip', 'VARCHAR'),
    ]
    for (const other of others) expect((await read(other)).charges).toEqual(expected)
  })
})

test('a file read as plain says what it says read in every way, or is not read so', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'arpent-plain-'))
  const engine = await openEngine(folder, { memoryMib: 256, threads: 1 })
  const texts = async (rows: string) => {
    const columns = await engine.rows(`DESCRIBE ${rows}`)
    const list = columns.map((one) => `"${String(one['column_name'])}"::VARCHAR`)
    return engine.rows(`SELECT ${list.join(', ')} FROM (${rows})`)
  }
  const rarely = (usual: fc.Arbitrary<string>, ...others: string[]) =>
    fc.oneof({ weight: 12, arbitrary: usual }, { weight: 1, arbitrary: fc.constantFrom(...others) })
  const amount = rarely(
    fc.integer({ min: -9_999_999, max: 9_999_999 }).map((n) => (n / 1e7).toFixed(7)),
    '1e-3',
    '2000000',
    '{"value": 3}',
    'NULL',
    '12x',
  )
  const row = fc.record({
    BilledCost: amount,
    ListUnitPrice: amount,
    PricingQuantity: amount,
    ChargePeriodStart: rarely(fc.constant('2026-10-07T00:00:00Z'), '2026-10-07 00:00:00', '2026-10-07T00:00:00+02:00'),
    ServiceName: rarely(fc.constantFrom('Calcul', ''), 'NULL'),
    PricingCategory: fc.constantFrom('Standard', 'Committed', 'On-Demand', 'on-demand', 'Autre', ''),
    ChargeCategory: fc.constantFrom('Usage', 'Purchase', 'Tax', 'Autre', ''),
    CommitmentDiscountStatus: fc.constantFrom('Used', 'Unused', ''),
    CommitmentDiscountId: fc.constantFrom('plan', ''),
    Tags: fc.constantFrom('{"a": "b"}', '{', ''),
  })
  let [plain, other] = [0, 0]
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 3 }), async (rows) => {
      const bill = await recognisedBill(engine, await readyBill(billFile(aBill(rows))))
      const planOf = (as: CellForm) => readingPlan(bill.source, bill.dialect, bill.version, as).rows
      const careful = await texts(planOf(mayHoldAnything))
      try {
        expect(await texts(planOf('plain'))).toEqual(careful)
        plain += 1
      } catch (error) {
        if (!(error instanceof Error && error.message.includes(notPlain))) throw error
        const cells = rows.flatMap((one) => Object.values(one))
        expect(cells.some((cell) => /^(1e-3|2000000|\{"value.*|NULL|12x|.* 00:00:00|.*\+02:00)$/.test(cell))).toBe(true)
        other += 1
      }
    }),
    { numRuns: 40 },
  )
  await engine.close()
  expect(Math.min(plain, other)).toBeGreaterThan(3)
})

test('a row that cannot be split is told once, when the file is read again because a number is not plain', async () => {
  const [header = '', row = ''] = aBill([{}]).split('\n')
  const reading = await read([header, row, 'trop,peu', row.replace('1.50', '8e-7'), ''].join('\n'))
  expect(reading.rows).toEqual({ read: 3, accepted: 2, rejected: 1, leftOut: 0 })
  expect(linesOf(reading, 'row.too-few-cells')).toEqual([3])
  expect(deviationsOf(reading)).toContainEqual(['exponent', 1])
})
