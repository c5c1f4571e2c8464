import { expect, test } from 'vitest'
import { unallocatedReasons } from '#models/allocation/allocating.ts'
import { givenBy, readGivenBy } from '#models/allocation/given-by.ts'

test('who gave a part is read back as it was stored', () => {
  expect(readGivenBy(givenBy('tag-workload', null))).toEqual({ ruleId: 'tag-workload', reason: null })
  for (const reason of unallocatedReasons) {
    expect(readGivenBy(givenBy('', reason))).toEqual({ ruleId: '', reason })
    expect(readGivenBy(givenBy('shared', reason))).toEqual({ ruleId: 'shared', reason })
  }
})
