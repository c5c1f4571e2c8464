import { describe, expect, test } from 'vitest'
import { familyOf, outliersAmong, priceOutliers } from '#models/prices/outliers.ts'
import { theBook } from '#tests/support/datasets.ts'
import { aRow, pricesOf } from './some-prices.ts'

test.each([
  { sku: 'm5.24xlarge', family: 'm5' },
  { sku: 'Standard_D4as_v5', family: 'Standard_Das_v5' },
  { sku: 'Standard_E8-2s_v5', family: 'Standard_Es_v5' },
  { sku: 'n2-highmem-16', family: 'n2-highmem' },
  { sku: 'bx2-8x32', family: 'bx2' },
  { sku: 'VM.Standard.E4.Flex 4 OCPU 64 GB', family: 'VM.Standard.E4.Flex' },
])('$sku is of the family $family', ({ sku, family }) => {
  expect(familyOf(sku)).toBe(family)
})

describe('the Azure list that gave 26 Windows meters as Linux', () => {
  const listed = theBook().prices.filter((price) => price.file.includes('azure_vm_canada'))
  const wrong = listed.filter((price) => price.os === 'Windows')
  // As the list was before those rows were relabelled.
  const asReceived = listed.map((price) => ({ ...price, os: 'Linux' }))

  test('has 26 of them, more than half of some families', () => {
    expect(wrong.length).toBe(26)
    const family = asReceived.filter(
      (price) => price.region === 'canadacentral' && familyOf(price.sku) === 'Standard_Das_v5',
    )
    const ofFamily = wrong.filter((price) => family.some((one) => one.line === price.line))
    expect(ofFamily.length).toBeGreaterThan(family.length / 2)
  })

  test('all 26 are caught, and nothing else of the list', () => {
    expect(priceOutliers(asReceived).map(({ price }) => price.line)).toEqual(
      expect.arrayContaining(wrong.map((price) => price.line)),
    )
    expect(priceOutliers(asReceived).length).toBe(26)
  })
})

const m5 = (price: string, size: readonly [sku: string, vcpu: string, gib: string], more = {}) =>
  aRow({ sku: `m5.${size[0]}`, vcpu: size[1], memory_gib: size[2], price, ...more })
const family = [
  m5('0.107', ['large', '2', '8']),
  m5('0.214', ['xlarge', '4', '16']),
  m5('0.428', ['2xlarge', '8', '32']),
]

test.each([
  { name: 'a tenth of its family (a slipped decimal)', row: m5('0.0856', ['4xlarge', '16', '64']), times: 0.1 },
  { name: 'a monthly price given as hourly', row: m5('624.88', ['4xlarge', '16', '64']), times: 730 },
])('$name stands out', ({ row, times }) => {
  const found = priceOutliers(pricesOf([...family, row]))
  expect(found.map(({ price }) => price.sku)).toEqual(['m5.4xlarge'])
  expect(found[0]?.timesFamilyPerVcpu).toBeCloseTo(times, 6)
  expect(found[0]?.agreeing).toBe(3)
})

test.each([
  { name: 'a dearer processor with more memory for each', row: m5('0.428', ['mem', '4', '32'], { sku: 'm5.2xlarge' }) },
  { name: 'another family', row: aRow({ sku: 'r5.large', memory_gib: '16', price: '0.9' }) },
  { name: 'a price that is no size', row: aRow({ sku: 'EBS:x', vcpu: '', memory_gib: '', os: '', price: '50' }) },
  { name: 'a size with an accelerator', row: aRow({ sku: 'p3.2xlarge', vcpu: '8', memory_gib: '61', price: '3.1' }) },
])('$name does not', ({ row }) => {
  expect(priceOutliers(pricesOf([...family, row]))).toEqual([])
})

test('a licensed size under the price of the bare one stands out, whatever its family', () => {
  const found = priceOutliers(pricesOf([...family, m5('0.05', ['large', '2', '8'], { os: 'RHEL' })]))
  expect(found.map(({ kind, price }) => `${kind} ${price.os}`)).toEqual(['under-bare-size RHEL'])
})

test('two rows are no family: neither judges the other', () => {
  expect(priceOutliers(pricesOf([m5('0.107', ['large', '2', '8']), m5('1.07', ['xlarge', '4', '16'])]))).toEqual([])
})

describe('one row alone, beside the prices in force', () => {
  const inForce = pricesOf(family)
  const alone = (price: string) =>
    outliersAmong(pricesOf([m5(price, ['4xlarge', '16', '64'])]), inForce).map(({ price: one }) => one.amountText)
  test.each([
    { name: 'at the price of its family', price: '0.856', found: [] },
    { name: 'at a negotiated discount of 40 %', price: '0.5136', found: [] },
    { name: 'at the price of another system', price: '1.592', found: ['1.592'] },
    { name: 'at a tenth', price: '0.0856', found: ['0.0856'] },
  ])('$name', ({ price, found }) => {
    expect(alone(price)).toEqual(found)
  })
  test('the price that it replaces does not judge it', () => {
    expect(
      outliersAmong(pricesOf([m5('0.9', ['large', '2', '8'])]), pricesOf([m5('0.107', ['large', '2', '8'])])),
    ).toEqual([])
  })
})
