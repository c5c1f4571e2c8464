import { expect, test } from 'vitest'
import { ageDays } from '#client/claims/claim-words.ts'
import { typedDecimal } from '#client/claims/typed-decimal.ts'

test('age counts whole days since it was sent; a draft waits for no one', () => {
  const now = Date.parse('2026-11-24T12:00:00.000Z')
  expect(ageDays({ submittedAt: '2026-11-24T11:00:00.000Z' }, now)).toBe(0)
  expect(ageDays({ submittedAt: '2026-11-22T12:00:00.000Z' }, now)).toBe(2)
  expect(ageDays({ submittedAt: '2026-11-25T12:00:00.000Z' }, now)).toBe(0)
  expect(ageDays({ submittedAt: null }, now)).toBeUndefined()
})

test('an amount is typed with a comma or a point, with spaces of any kind', () => {
  expect(typedDecimal('84 500,25')).toBe('84500.25')
  expect(typedDecimal('84\u00a0500.25')).toBe('84500.25')
  expect(typedDecimal('84\u202f500')).toBe('84500')
  expect(typedDecimal('douze')).toBe('douze')
})
