import fc from 'fast-check'
import { expect, test } from 'vitest'
import { jsonDifferences } from '#models/shared/json-differences.ts'

test('says each value that differs, where it stands, and what only one page says', () => {
  const kept = { totals: { validatedCents: 100, waiting: 1 }, variances: [{ fr: 'Avant' }] }
  const now = { totals: { validatedCents: 90, waiting: 1 }, variances: [{ fr: 'Avant' }, { fr: 'Venu' }] }
  expect(jsonDifferences(kept, now)).toEqual([
    { path: 'totals.validatedCents', before: '100', after: '90' },
    { path: 'variances.1.fr', before: null, after: 'Venu' },
  ])
})

test('a page does not differ from itself, and differs both ways alike', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
      expect(jsonDifferences(a, a)).toEqual([])
      expect(jsonDifferences(a, b).length).toBe(jsonDifferences(b, a).length)
    }),
  )
})
