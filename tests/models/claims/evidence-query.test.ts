import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { queryChanges, type QueryLine, queryText, rowsOf } from '#models/claims/evidence-query.ts'

const line = (key: string, more: Partial<QueryLine> = {}): QueryLine => ({
  key,
  rows: 1,
  amount: '1.00',
  unit: 'CAD',
  digest: 'a',
  ...more,
})

describe('questions asked as evidence', () => {
  test.each([
    { name: 'the same', then: [line('a')], now: [line('a')], expected: [] },
    { name: 'in another order', then: [line('a'), line('b')], now: [line('b'), line('a')], expected: [] },
    { name: 'a row more', then: [line('a')], now: [line('a', { rows: 2, digest: 'b' })], expected: ['a'] },
    { name: 'other rows, same amount', then: [line('a')], now: [line('a', { digest: 'b' })], expected: ['a'] },
    { name: 'another currency', then: [line('a')], now: [line('a', { unit: 'USD' })], expected: ['a'] },
    { name: 'gone and come', then: [line('a')], now: [line('b')], expected: ['a', 'b'] },
    { name: 'gone', then: [line('a')], now: [], expected: ['a'] },
  ])('$name', ({ then, now, expected }) => {
    const changes = queryChanges(then, now)
    expect(changes.map(({ key }) => key)).toEqual(expected)
    for (const { key, then: before, now: after } of changes) {
      expect(before).toEqual(then.find((one) => one.key === key) ?? null)
      expect(after).toEqual(now.find((one) => one.key === key) ?? null)
    }
  })

  test('the text names what was asked, and nothing that was not', () => {
    expect(queryText('bill-rows', 'RC-0001', { from: '2026-07', to: '2026-09', workload: 'CH-000001' })).toBe(
      'bill-rows subject=RC-0001 from=2026-07 to=2026-09 workload=CH-000001',
    )
    expect(queryText('price-basis', 'B-0001', { from: '2026-07', to: '2026-07' })).toBe(
      'price-basis subject=B-0001 from=2026-07 to=2026-07',
    )
  })

  const anyLines = fc
    .uniqueArray(fc.record({ key: fc.string({ maxLength: 4 }), rows: fc.nat(9), digest: fc.constantFrom('a', 'b') }), {
      selector: ({ key }) => key,
      maxLength: 6,
    })
    .map((all) => all.map((one) => line(one.key, one)))

  test('no change against itself; turned around, the same lines change; what did not change is the same on both sides', () => {
    fc.assert(
      fc.property(anyLines, anyLines, (then, now) => {
        expect(queryChanges(then, then)).toEqual([])
        const there = queryChanges(then, now)
        expect(queryChanges(now, then).map(({ key }) => key)).toEqual(there.map(({ key }) => key))
        const changed = new Set(there.map(({ key }) => key))
        const kept = (lines: readonly QueryLine[]) =>
          lines.filter(({ key }) => !changed.has(key)).toSorted((a, b) => (a.key < b.key ? -1 : 1))
        expect(kept(then)).toEqual(kept(now))
        expect(rowsOf(then)).toBe(then.reduce((sum, { rows }) => sum + rows, 0))
      }),
    )
  })
})
