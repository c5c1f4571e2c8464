import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bookDifference, differenceCounts } from '#models/prices/book-difference.ts'
import { aRow, pricesOf } from './some-prices.ts'

test.each([
  { name: 'appears', before: [], after: [aRow()], said: ['new m5.large null'] },
  {
    name: 'rises by a quarter',
    before: [aRow({ price: '0.4' })],
    after: [aRow({ price: '0.5' })],
    said: ['changed m5.large 25'],
  },
  { name: 'halves', before: [aRow({ price: '0.4' })], after: [aRow({ price: '0.2' })], said: ['changed m5.large -50'] },
  { name: 'stays', before: [aRow({ price: '0.40' })], after: [aRow({ price: '0.4' })], said: [] },
  {
    name: 'is now in Canadian dollars',
    before: [aRow()],
    after: [aRow({ currency: 'CAD' })],
    said: ['currency m5.large null'],
  },
  {
    name: 'is now by the month',
    before: [aRow()],
    after: [aRow({ unit: 'month', price: '78' })],
    said: ['unit m5.large null'],
  },
  {
    name: 'was free and no longer is',
    before: [aRow({ price: '0' })],
    after: [aRow()],
    said: ['changed m5.large null'],
  },
  {
    name: 'is gone from a whole list',
    before: [aRow(), aRow({ sku: 'm4.large' }), aRow({ sku: 'm4.large', region: 'ca-west-1' })],
    after: [aRow()],
    said: ['gone m4.large null'],
  },
])('a price that $name', ({ before, after, said }) => {
  const { changes } = bookDifference({ before: pricesOf(before), received: pricesOf(after), isWholeList: true })
  expect(
    changes.map(({ kind, sku, percent }) => `${kind} ${sku} ${percent === null ? null : Number(percent.toFixed(9))}`),
  ).toEqual(said)
})

test('a partial list says nothing is gone; the biggest moves come first', () => {
  const before = [aRow({ sku: 'a', price: '1' }), aRow({ sku: 'b', price: '1' }), aRow({ sku: 'c' })]
  const after = [aRow({ sku: 'a', price: '1.1' }), aRow({ sku: 'b', price: '0.5' })]
  const { changes } = bookDifference({ before: pricesOf(before), received: pricesOf(after), isWholeList: false })
  expect(changes.map(({ sku }) => sku)).toEqual(['b', 'a'])
  expect(changes[0]?.before?.at).toBe('list.csv:2')
})

test('every received row is new, moved, recounted or unchanged, and nothing differs from itself', () => {
  const rows = fc.array(
    fc
      .record({ sku: fc.constantFrom('a', 'b', 'c', 'd'), price: fc.integer({ min: 0, max: 9 }).map(String) })
      .map((values) => aRow(values)),
  )
  const single = rows.map((all) => [...new Map(all.map((row) => [row.values['sku'], row])).values()])
  fc.assert(
    fc.property(single, single, (before, after) => {
      const counts = differenceCounts(
        bookDifference({ before: pricesOf(before), received: pricesOf(after), isWholeList: true }),
      )
      expect(counts.new + counts.changed + counts.unit + counts.currency + counts.unchanged).toBe(after.length)
      expect(bookDifference({ before: pricesOf(after), received: pricesOf(after), isWholeList: true }).changes).toEqual(
        [],
      )
    }),
  )
})
