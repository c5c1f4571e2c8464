import { describe, expect, test } from 'vitest'
import { dialectOf } from '#models/bills/known-dialects.ts'
import { focusColumnNames } from '#models/bills/focus-columns.ts'
import { curHeader, eaHeader, mcaHeader } from '#tests/server/bills/native-bills.ts'

const without = (header: readonly string[], ...names: readonly string[]) =>
  header.filter((name) => !names.includes(name))
const first = (header: readonly string[], name: string) => [name, ...without(header, name)]
const shuffled = (header: readonly string[]) => header.toReversed().map((name) => name.toUpperCase())
const slashes = curHeader
  .filter((name) => name !== 'resource_tags')
  .map((name) =>
    name
      .replace(/^(bill|identity|pricing|product|reservation)_/, '$1/')
      .replace(/^line_item_/, 'lineItem/')
      .replace(/^savings_plan_/, 'savingsPlan/')
      .replace(/_(.)/g, (_, letter: string) => letter.toUpperCase()),
  )

describe('a header tells the dialect and its version', () => {
  test.each([
    ['EA 2024-08-01', eaHeader, 'azure-ea', '2024-08-01'],
    ['EA, any order and case', shuffled(eaHeader), 'azure-ea', '2024-08-01'],
    ['EA with a byte-order mark', first(eaHeader, '\uFEFFDate'), 'azure-ea', '2024-08-01'],
    [
      'EA 2023-12-01-preview',
      without(eaHeader, 'AccountId', 'ResourceLocationNormalized'),
      'azure-ea',
      '2023-12-01-preview',
    ],
    [
      'EA 2021-10-01',
      first(without(eaHeader, 'AccountId', 'ResourceLocationNormalized'), 'CostInBillingCurrency'),
      'azure-ea',
      '2021-10-01',
    ],
    [
      'EA 2021-01-01',
      without(eaHeader, 'AccountId', 'ResourceLocationNormalized', 'benefitId', 'benefitName'),
      'azure-ea',
      '2021-01-01',
    ],
    ['MCA', mcaHeader, 'azure-mca', '2023-12-01-preview'],
    ['MCA, any order and case', shuffled(mcaHeader), 'azure-mca', '2023-12-01-preview'],
    ['CUR 2.0', curHeader, 'aws-cur', '2.0'],
    ['CUR with a column a tag', [...curHeader, 'resource_tags_user_workload'], 'aws-cur', 'legacy'],
    ['CUR with slashes', slashes, 'aws-cur', 'legacy'],
    [
      'usage details, modern',
      ['x_RecordKind', 'date', 'chargeType', 'costInBillingCurrency'],
      'azure-usage-details',
      'modern',
    ],
    ['usage details, legacy', ['x_RecordKind', 'date', 'chargeType', 'cost'], 'azure-usage-details', 'legacy'],
  ])('%s', (_, header, id, version) => {
    const found = dialectOf(header)
    expect([found?.dialect.id, found?.version]).toEqual([id, version])
  })

  test('none of them is taken for another bill, and each makes what FOCUS cannot do without', () => {
    expect(dialectOf(['Date', 'Cost'])).toBeUndefined()
    for (const header of [eaHeader, mcaHeader, curHeader]) {
      const columns = dialectOf(header)?.dialect.columns ?? {}
      for (const name of [
        'BilledCost',
        'EffectiveCost',
        'BillingCurrency',
        'BillingAccountId',
        'ChargeCategory',
      ] as const)
        expect(columns[name], name).toBeDefined()
      expect(Object.keys(columns).filter((name) => !focusColumnNames.some((one) => one === name))).toEqual([])
    }
  })
})
