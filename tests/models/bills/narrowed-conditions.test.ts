import { expect, test } from 'vitest'
import type { BillCondition } from '#models/bills/bill-expression.ts'
import { billRules } from '#models/bills/bill-rules.ts'
import { knownDialects } from '#models/bills/known-dialects.ts'

/** Whether a condition that holds makes another hold, by their shape alone. */
function implies(condition: BillCondition, wider: BillCondition): boolean {
  if (JSON.stringify(condition) === JSON.stringify(wider)) return true
  if ('any' in condition) return condition.any.every((one) => implies(one, wider))
  if ('any' in wider && wider.any.some((one) => implies(condition, one))) return true
  if ('not' in condition && 'near' in condition.not) return implies({ apart: condition.not.near }, wider)
  return 'all' in condition && condition.all.some((one) => implies(one, wider))
}

const tax: BillCondition = { among: ['Tax'], of: { take: 'ChargeCategory' } }
const empty: BillCondition = { absent: { take: 'SkuId' } }
test('what is asked of every row in place of a rule holds wherever the rule fails', () => {
  expect(implies({ all: [tax, empty] }, tax)).toBe(true)
  expect(implies(empty, tax)).toBe(false)
  expect(implies({ any: [{ all: [tax, empty] }, empty] }, tax)).toBe(false)
  const narrowed = billRules.flatMap(({ id, fails, narrowedBy }) =>
    narrowedBy === undefined || 'unreadable' in fails ? [] : [{ id, isWider: implies(fails, narrowedBy) }],
  )
  expect(narrowed.length).toBeGreaterThan(10)
  expect(narrowed.filter(({ isWider }) => !isWider)).toEqual([])
})

test('and in place of a departure, wherever a row departs', () => {
  const narrowed = knownDialects
    .flatMap(({ deviations }) => deviations)
    .flatMap(({ id, when, narrowedBy }) =>
      narrowedBy === undefined ? [] : [{ id, isWider: implies(when, narrowedBy) }],
    )
  expect(narrowed.length).toBeGreaterThan(3)
  expect(narrowed.filter(({ isWider }) => !isWider)).toEqual([])
})
