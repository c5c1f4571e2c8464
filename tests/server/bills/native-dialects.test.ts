import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { BillResult } from '#models/bills/bill.views.ts'
import { importBillFile } from '#server/bills/bill-files.usecases.ts'
import { joinedSides } from '#server/bills/joined-sides.ts'
import { billMonth } from '#server/bills/bill-months.usecases.ts'
import { type TestApp, testApp } from '#tests/support/test-app.ts'
import { azureRow, csv, curHeader, curRow, eaHeader, mcaHeader } from './native-bills.ts'

describe('native bills, read as FOCUS', () => {
  let setup: TestApp
  let folder: string
  beforeAll(async () => {
    setup = await testApp()
    folder = await mkdtemp(join(tmpdir(), 'arpent-native-'))
  })
  afterAll(async () => {
    await setup.close()
    await rm(folder, { recursive: true, force: true })
  })

  let files = 0
  const deps = () => ({
    db: setup.db,
    clock: setup.clock,
    folder: join(folder, 'bills'),
    limits: { memoryMib: 256, threads: 1 },
  })
  async function read(text: string) {
    files += 1
    const file = join(folder, `bill-${files}.csv`)
    await writeFile(file, text)
    const summary = await importBillFile(deps(), setup.system(), { file, bodyCode: 'MSC', asked: {} })
    const { result_json: json } = await setup.db
      .selectFrom('bill_delivery')
      .select('result_json')
      .where('id', '=', summary.batch)
      .executeTakeFirstOrThrow()
    const result = JSON.parse(json) as BillResult
    const charges = await setup.db
      .selectFrom('bill_charge')
      .innerJoin('bill_import', 'bill_import.id', 'bill_charge.import_id')
      .selectAll('bill_charge')
      .where('bill_import.delivery_id', '=', summary.batch)
      .orderBy('ordinal')
      .execute()
    return { summary, result, charges, met: new Map(result.deviations.map((one) => [one.rule, one.rows])) }
  }

  test('EA: dates month first, tags without braces, blocks, aliases of regions, resource groups that tell nothing', async () => {
    const account = { BillingAccountId: 'ea-plain' }
    const { result, charges, met } = await read(
      csv(
        eaHeader,
        [
          azureRow(eaHeader, {
            ...account,
            Tags: '"workload": "CH-000001","env": "prod"',
            UnitOfMeasure: '100 Hours',
            Quantity: '200',
            UnitPrice: '4',
            PayGPrice: '6',
            CostInBillingCurrency: '8',
            ResourceLocationNormalized: 'QuebecCity',
            AdditionalInfo: '{"ServiceType":"Standard_D2s_v5"}',
          }),
          azureRow(eaHeader, {
            ...account,
            Date: '09/30/2026',
            ResourceGroup: 'Others',
            CostInBillingCurrency: '1e-11',
          }),
          azureRow(eaHeader, { ...account, CostInBillingCurrency: 'NULL', ResourceName: 'vm-2' }),
          azureRow(eaHeader, { ...account, ChargeType: 'Refund', CostInBillingCurrency: '-3', Quantity: '-3' }),
        ],
        '\uFEFF',
      ),
    )
    expect(result.rows).toMatchObject({ read: 4, accepted: 3, rejected: 1 })
    expect(result.slices).toMatchObject([{ provider: 'Microsoft', period: '2026-09', currency: 'CAD', billed: '5.00' }])
    const block = charges.find((one) => one.tags_json.includes('CH-000001'))
    expect(block).toMatchObject({
      day: '2026-09-07',
      region: 'canadaeast',
      service: 'Virtual Machines',
      service_category: 'Compute',
      list_micros: 12_000_000,
      contracted_micros: 8_000_000,
      tags_json: '{"env":"prod","workload":"CH-000001"}',
    })
    expect(charges.find((one) => one.charge_class === 'Correction')).toMatchObject({
      charge_category: 'Purchase',
      billed_micros: -3_000_000,
    })
    for (const rule of [
      'tags-without-braces',
      'date-month-first',
      'azure-block-unit',
      'azure-no-resource-group',
      'azure-region-alias',
    ])
      expect(met.get(rule), rule).toBeGreaterThan(0)
  })

  test('EA: a price of 0 under a cost is not told, never 0', async () => {
    const { charges } = await read(
      csv(eaHeader, [azureRow(eaHeader, { BillingAccountId: 'ea-zero', PayGPrice: '0', UnitPrice: '0' })]),
    )
    expect(charges).toMatchObject([{ billed_micros: 10_000_000, list_micros: null, contracted_micros: null }])
  })

  const reserved = { PricingModel: 'Reservation', benefitId: 'rsv-1', ReservationId: 'rsv-1' }
  const purchase = (more = {}) => ({
    ChargeType: 'Purchase',
    Frequency: 'OneTime',
    ...reserved,
    Quantity: '1',
    ...more,
  })
  const pairHeader = [...eaHeader, 'x_CostSide']
  const side = (x_CostSide: string, more: object) =>
    azureRow(pairHeader, { BillingAccountId: 'ea-pair', x_CostSide, ...more })

  test('EA: actual and amortised sides of a month make one bill, and are never summed', async () => {
    const { result, charges } = await read(
      csv(pairHeader, [
        side('actual', { CostInBillingCurrency: '10' }),
        side('actual', purchase({ CostInBillingCurrency: '60' })),
        side('actual', { ...reserved, CostInBillingCurrency: '0' }),
        side('amortized', { CostInBillingCurrency: '10' }),
        side('amortized', { ...reserved, CostInBillingCurrency: '45' }),
        side('amortized', { ...reserved, ChargeType: 'UnusedReservation', CostInBillingCurrency: '15' }),
      ]),
    )
    expect(result.rows).toMatchObject({ read: 6, accepted: 4, rejected: 0, leftOut: 2 })
    expect(result.slices).toMatchObject([{ billed: '70.00', effective: '70.00' }])
    const told = charges.map((one) => [
      one.charge_category,
      one.commitment_status,
      one.billed_micros,
      one.effective_micros,
    ])
    expect(told).toEqual(
      expect.arrayContaining([
        ['Usage', '', 10_000_000, 10_000_000],
        ['Purchase', '', 60_000_000, 0],
        ['Usage', 'Used', 0, 45_000_000],
        ['Usage', 'Unused', 0, 15_000_000],
      ]),
    )
  })

  test('EA: the two files of a month laid together, line breaks between quotes kept; another header is refused', async () => {
    const row = (more: object) => azureRow(eaHeader, { BillingAccountId: 'ea-joined', ...more })
    const [actual, amortized, other] = ['a.csv', 'b.csv', 'c.csv'].map((name) => join(folder, name))
    await writeFile(
      actual ?? '',
      csv(eaHeader, [
        row({ CostInBillingCurrency: '10', ProductName: 'deux\nlignes' }),
        row(purchase({ CostInBillingCurrency: '60' })),
        row({ ...reserved, CostInBillingCurrency: '0' }),
      ]),
    )
    await writeFile(
      amortized ?? '',
      csv(
        eaHeader,
        [row({ CostInBillingCurrency: '10' }), row({ ...reserved, CostInBillingCurrency: '45' })],
        '\uFEFF',
      ),
    )
    await writeFile(other ?? '', csv(mcaHeader, []))
    const joined = join(folder, 'joined.csv')
    await joinedSides({ actual: actual ?? '', amortized: amortized ?? '' }, joined)
    const { result } = await read(await readFile(joined, 'utf8'))
    expect(result.rows).toMatchObject({ read: 5, accepted: 3, rejected: 0, leftOut: 2 })
    expect(result.slices).toMatchObject([{ billed: '70.00', effective: '55.00' }])
    const refused = joinedSides({ actual: actual ?? '', amortized: other ?? '' }, joined)
    await expect(refused).rejects.toMatchObject({ code: 'bill-sides-differ' })
  })

  test('EA: an actual file alone does not tell what covered usage cost: refused, not free', async () => {
    const rows = [{}, purchase({ CostInBillingCurrency: '60' }), { ...reserved, CostInBillingCurrency: '0' }]
    const { result, met } = await read(
      csv(
        eaHeader,
        rows.map((more) => azureRow(eaHeader, { BillingAccountId: 'ea-actual', ...more })),
      ),
    )
    expect(result.rows).toMatchObject({ accepted: 2, rejected: 1 })
    expect(result.slices).toMatchObject([{ billed: '70.00' }])
    expect(met.get('azure-actual-alone')).toBe(1)
    expect(result.quarantined).toMatchObject([{ currency: 'CAD', rows: 1 }])
  })

  test('MCA: converted once by Microsoft, never again; list cost as written; the invoice by number', async () => {
    const rows = [
      azureRow(mcaHeader, {
        billingAccountId: 'mca-1',
        invoiceId: 'G001',
        costInBillingCurrency: '14.064',
        costInPricingCurrency: '10',
        costInUsd: '10',
        paygCostInBillingCurrency: '16.8768',
        exchangeRatePricingToBilling: '1.4064',
        unitPrice: '1',
        PayGPrice: '1.2',
        tags: '{"workload":"CH-000001"}',
      }),
    ]
    const { charges, result } = await read(csv(mcaHeader, rows))
    expect(charges).toMatchObject([
      { billed_micros: 14_064_000, effective_micros: 14_064_000, list_micros: 16_876_800, contracted_micros: null },
    ])
    const month = await billMonth(deps(), setup.system(), result.slices[0]?.source ?? '', '2026-09')
    expect(month.reconciliation.accounts).toMatchObject([{ currency: 'CAD', billed: '14.064', rows: 1 }])
    expect(month.cad).toMatchObject({ rate: { basis: 'identity' }, billed: '14.064' })
  })

  const sp = { savings_plan_savings_plan_a_r_n: 'arn:sp' }
  const ri = { reservation_reservation_a_r_n: 'arn:ri' }
  const line = (line_item_line_item_type: string, cost: string, more: object = {}) =>
    curRow({ line_item_line_item_type, line_item_unblended_cost: cost, ...more })

  test('CUR 2.0: the amortised cost of each kind of line, negations left out, tags of one column', async () => {
    const { result, charges } = await read(
      csv(curHeader, [
        line('Usage', '1.07'),
        line('SavingsPlanCoveredUsage', '2', { ...sp, savings_plan_savings_plan_effective_cost: '1.5' }),
        line('SavingsPlanNegation', '-2', sp),
        line('SavingsPlanRecurringFee', '4', {
          ...sp,
          savings_plan_total_commitment_to_date: '4',
          savings_plan_used_commitment: '1.5',
        }),
        line('DiscountedUsage', '0', { ...ri, reservation_effective_cost: '0.7' }),
        line('RIFee', '1', {
          ...ri,
          reservation_unused_amortized_upfront_fee_for_billing_period: '0.1',
          reservation_unused_recurring_fee: '0.2',
        }),
        line('Fee', '9', ri),
        line('Tax', '0.5', { resource_tags: '', bill_invoice_id: '' }),
        line('Credit', '-0.25', { resource_tags: '' }),
      ]),
    )
    expect(result.rows).toMatchObject({ read: 9, accepted: 8, rejected: 0, leftOut: 1 })
    // 1.07 + 0 + 4 + 0 + 1 + 9 + 0.5 − 0.25, and 1.07 + 1.5 + 2.5 + 0.7 + 0.3 + 0 + 0.5 − 0.25.
    expect(result.slices).toMatchObject([{ provider: 'AWS', currency: 'USD', billed: '15.32', effective: '6.32' }])
    expect(result.deviations.map((one) => one.rule)).toEqual(
      expect.arrayContaining(['aws-no-invoice-yet', 'aws-fee-bears-unused']),
    )
    expect(charges.find((one) => one.charge_category === 'Usage' && one.commitment === '')).toMatchObject({
      tags_json: '{"user_workload":"CH-000001"}',
      list_micros: 1_070_000,
    })
    const month = await billMonth(deps(), setup.system(), result.slices[0]?.source ?? '', '2026-09')
    expect(month.commitments[0]?.lines).toMatchObject([
      { commitment: 'arn:ri', purchased: '10.00', used: '0.70', unused: '0.30' },
      { commitment: 'arn:sp', purchased: '4.00', used: '1.50', unused: '2.50' },
    ])
  })

  test('CUR with slashes and a column a tag; net costs are read when the report has them', async () => {
    const header = [
      ...curHeader.filter((name) => name !== 'resource_tags'),
      'line_item_net_unblended_cost',
      'resource_tags_user_workload',
    ]
    const slashed = header.map((name) =>
      name
        .replace(
          /^(bill|identity|pricing|product|reservation)_(.*)$/,
          (_, a: string, b: string) => `${a}/${b.replaceAll('_', '')}`,
        )
        .replace(/^line_item_(.*)$/, (_, b: string) => `lineItem/${b.replaceAll('_', '')}`)
        .replace(/^savings_plan_(.*)$/, (_, b: string) => `savingsPlan/${b.replaceAll('_', '')}`)
        .replace('resource_tags_user_', 'resourceTags/user:'),
    )
    const row = curRow(
      { bill_payer_account_id: '333', line_item_net_unblended_cost: '0.9', resource_tags_user_workload: 'CH-000002' },
      header,
    )
    const { charges, result } = await read(csv(slashed, [row]))
    expect(result.slices).toMatchObject([{ billed: '0.90' }])
    expect(charges).toMatchObject([{ tags_json: '{"workload":"CH-000002"}', list_micros: 1_070_000 }])
  })
})
