import { expect, test } from 'vitest'
import { typedAmount } from '#client/inventory/typed-amount.ts'

test.each([
  ['84 250,75', '84250.75'],
  ['84\u00a0250,75 $', '84250.75'],
  ['84,250.75', '84250.75'],
  ['$1,200', '1200'],
  ['0', '0'],
  ['12,5', '12.5'],
  ['-3', undefined],
  ['1,234,5', undefined],
  ['12.345', undefined],
  ['beaucoup', undefined],
  ['', undefined],
])('%s is read as %s', (text, amount) => {
  expect(typedAmount(text)).toBe(amount)
})
