import fc from 'fast-check'
import { expect, test } from 'vitest'
import { largestRemainder } from '#models/allocation/largest-remainder.ts'

test.each([
  [100, [1, 1, 1], [34, 33, 33]],
  [-100, [1, 1, 1], [-34, -33, -33]],
  [5, [3, 0, 2], [3, 0, 2]],
  [1, [1, 2], [0, 1]],
  [7, [0.5, 0.25, 0.25], [3, 2, 2]],
  [0, [1, 2], [0, 0]],
  [9_007_199_254_740_991, [1, 1], [4_503_599_627_370_496, 4_503_599_627_370_495]],
])('%s by %j is %j', (amount, weights, parts) => {
  expect(largestRemainder(amount, weights)).toEqual(parts)
})

test.each([
  [10, []],
  [10, [0, 0]],
  [10, [1, -1]],
  [0.5, [1]],
])('%s by %j is refused', (amount, weights) => {
  expect(() => largestRemainder(amount, weights)).toThrow(RangeError)
})

test('parts sum to the amount, each within one unit of its exact share', () => {
  const weights = fc.array(fc.nat(1_000_000), { minLength: 1, maxLength: 12 }).filter((all) => all.some((w) => w > 0))
  fc.assert(
    fc.property(fc.maxSafeInteger(), weights, (amount, all) => {
      const parts = largestRemainder(amount, all)
      const total = all.reduce((sum, weight) => sum + weight, 0)
      expect(parts.reduce((sum, part) => sum + BigInt(part), 0n)).toBe(BigInt(amount))
      for (const [at, part] of parts.entries()) {
        const off = BigInt(part) * BigInt(total) - BigInt(amount) * BigInt(all[at] ?? 0)
        expect(off < BigInt(total) && off > -BigInt(total)).toBe(true)
      }
    }),
  )
})
