import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type ClassificationRecord, unknownClassification } from '#models/classification/classification.schemas.ts'
import { isLowering } from '#models/classification/lowering.ts'
import { type Floor, isBelow, raisedRecord } from '#models/classification/raised.ts'
import { archetype, askedFloor, freshMonths, reviewReasons, type ReviewSubject } from '#models/classification/review.ts'
import { thePack } from '#tests/support/golden-cases.ts'
import { someRecord } from '#tests/support/some-portfolio-records.ts'

const today = '2026-11-15'
const rated = (date: string, c: 1 | 2 | 3 | 4 = 2): ClassificationRecord => ({
  ...unknownClassification,
  dic: { d: 2, i: 2, c, justification: '', date },
  pi: { ...unknownClassification.pi, present: false },
})
const quiet: ReviewSubject = {
  record: rated('2026-01-10'),
  newAssets: null,
  newDependencies: null,
  inherited: undefined,
  detected: undefined,
}
const kinds = (subject: ReviewSubject) => reviewReasons(subject, today, 36).map((reason) => reason.kind)

describe('why a classification is looked at again', () => {
  test.each([
    { name: 'fresh and nothing happened', subject: quiet, expected: [] },
    { name: '33 months old: not yet', subject: { ...quiet, record: rated('2024-02-15') }, expected: [] },
    { name: '34 months old: ageing', subject: { ...quiet, record: rated('2024-01-15') }, expected: ['ageing'] },
    {
      name: '36 months old: still fresh for the rule',
      subject: { ...quiet, record: rated('2023-11-15') },
      expected: ['ageing'],
    },
    { name: '37 months old: stale', subject: { ...quiet, record: rated('2023-10-15') }, expected: ['stale'] },
    { name: 'never classified has no age', subject: { ...quiet, record: null }, expected: [] },
    {
      name: 'servers and links came after',
      subject: {
        ...quiet,
        newAssets: { count: 2, since: '2026-05-01' },
        newDependencies: { count: 1, since: '2026-06-01' },
      },
      expected: ['new-assets', 'new-dependencies'],
    },
    {
      name: 'higher data flow in, and it is old: the flow first',
      subject: {
        ...quiet,
        record: rated('2020-01-01'),
        inherited: { c: 4 as const, cPath: ['CH-2', 'CH-1'], isPersonal: true, personalPath: ['CH-2', 'CH-1'] },
      },
      expected: ['inherits', 'stale'],
    },
    {
      name: 'a file shows what the record does not say',
      subject: {
        ...quiet,
        detected: { c: 4 as const, isPersonal: true, kinds: ['sin' as const], file: 'a.sql', on: '2026-10-01' },
      },
      expected: ['detected'],
    },
    {
      name: 'a file shows no more than the record says',
      subject: {
        ...quiet,
        record: { ...rated('2026-01-10', 4), pi: { ...unknownClassification.pi, present: true } },
        detected: { c: 3 as const, isPersonal: true, kinds: ['contact' as const], file: 'a.sql', on: '2026-10-01' },
      },
      expected: [],
    },
  ])('$name', ({ subject, expected }) => {
    expect(kinds(subject)).toEqual(expected)
  })

  test('the months come from the pack', () => {
    expect(freshMonths(thePack())).toBe(36)
    expect(freshMonths({ ...thePack(), rules: [] })).toBeUndefined()
  })

  test('what the reasons ask is the most of each', () => {
    const reasons = reviewReasons(
      {
        ...quiet,
        inherited: { c: 3, cPath: ['CH-2', 'CH-1'], isPersonal: false, personalPath: [] },
        detected: { c: 4, isPersonal: true, kinds: ['health'], file: 'a.sql', on: '2026-10-01' },
      },
      today,
      36,
    )
    expect(askedFloor(reasons)).toEqual({ c: 4, isPersonal: true, kinds: ['health'] })
  })
})

const someFloor: fc.Arbitrary<Floor> = fc.record({
  c: fc.constantFrom(null, 1, 2, 3, 4),
  isPersonal: fc.boolean(),
})

describe('raising a record', () => {
  test('never lowers, leaves levels that nobody stated unstated, and stops where it is reached', () => {
    fc.assert(
      fc.property(someRecord, someFloor, (record, floor) => {
        const raised = raisedRecord(record, floor)
        expect(isLowering(record, raised)).toBe(false)
        expect(raised.dic === null).toBe(record.dic === null)
        if (record.dic !== null) expect(isBelow(raised, floor)).toBe(false)
        expect(raisedRecord(raised, floor)).toEqual(raised)
      }),
    )
  })
})

describe('look-alikes', () => {
  const web = { environment: 'production', technology: 'PHP' }
  test('dates and texts do not tell apart; levels, environment and technology do', () => {
    const one = rated('2026-01-10')
    expect(archetype(rated('2025-05-05'), { ...web, technology: ' php ' })).toBe(archetype(one, web))
    expect(archetype(rated('2026-01-10', 3), web)).not.toBe(archetype(one, web))
    expect(archetype(one, { ...web, environment: 'test' })).not.toBe(archetype(one, web))
    expect(archetype(one, { ...web, technology: null })).not.toBe(archetype(one, web))
  })
})
