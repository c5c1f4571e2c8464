import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { stateAsOf, stateDifference } from '#models/benefits/as-of.ts'
import type { RegisterRecord } from '#models/benefits/register.schemas.ts'
import type { RegisterState } from '#models/benefits/register-state.ts'

const nothing: RegisterState['benefits'] = []

function version(given: {
  subject?: string
  key?: string
  version: number
  recordedAt: string
  validFrom?: string | null
  validTo?: string | null
  removed?: boolean
}): RegisterRecord {
  const { subject = 'EB-0001', key = 'B-0001', removed = false, ...rest } = given
  return {
    validFrom: null,
    validTo: null,
    ...rest,
    id: `${subject}-${key}-${given.version}`,
    bodyId: 'body',
    subject,
    kind: 'share',
    key,
    content: removed ? { removed: true } : { share: given.version / 100, rationale: '' },
    reason: 'said',
    statedBy: 'U-0001',
    approvedBy: null,
    previousDigest: '',
    digest: `${subject} ${key} ${given.version}`,
  }
}
const at = (day: string) => Date.parse(`${day}T12:00:00Z`)
const stamp = (day: string) => `${day}T10:00:00.000Z`
const versionsOf = (state: readonly RegisterRecord[]) => state.map((one) => one.version)

describe('a record in two times', () => {
  const history = [
    version({ version: 1, recordedAt: stamp('2026-01-10') }),
    version({ version: 2, recordedAt: stamp('2026-03-10'), validFrom: '2026-04-01' }),
    version({ version: 3, recordedAt: stamp('2026-06-10'), validFrom: '2026-01-01', validTo: '2026-02-01' }),
  ]
  test.each([
    { name: 'before anything was said', known: '2026-01-09', valid: null, expected: [] },
    { name: 'after the first', known: '2026-02-01', valid: '2026-05-01', expected: [1] },
    { name: 'a later version speaks from its own day', known: '2026-04-01', valid: '2026-05-01', expected: [2] },
    { name: 'and not before it', known: '2026-04-01', valid: '2026-03-31', expected: [1] },
    { name: 'a correction of the past', known: '2026-07-01', valid: '2026-01-15', expected: [3] },
    { name: 'leaves the rest', known: '2026-07-01', valid: '2026-02-01', expected: [1] },
    { name: 'what was known before the correction', known: '2026-06-01', valid: '2026-01-15', expected: [1] },
    { name: 'whatever the day', known: '2026-07-01', valid: null, expected: [3] },
  ])('$name', ({ known, valid, expected }) => {
    expect(versionsOf(stateAsOf(history, { validOn: valid, asKnownMs: at(known) }))).toEqual(expected)
  })
  test('a record taken away is left out from then on, and known before', () => {
    const removed = [...history, version({ version: 4, recordedAt: stamp('2026-08-01'), removed: true })]
    expect(stateAsOf(removed, { validOn: null, asKnownMs: null })).toEqual(nothing)
    expect(versionsOf(stateAsOf(removed, { validOn: null, asKnownMs: at('2026-07-31') }))).toEqual([3])
  })
  test('the difference of two dates names what was added, changed and removed', () => {
    const other = version({ key: 'B-0002', version: 1, recordedAt: stamp('2026-05-01') })
    const gone = version({ version: 4, recordedAt: stamp('2026-08-01'), removed: true })
    const state = (day: string) => stateAsOf([...history, other, gone], { validOn: null, asKnownMs: at(day) })
    const told = (from: string, to: string) =>
      stateDifference(state(from), state(to)).map(({ key, change }) => `${key} ${change}`)
    expect(told('2026-02-01', '2026-06-30')).toEqual(['B-0001 changed', 'B-0002 added'])
    expect(told('2026-06-30', '2026-09-01')).toEqual(['B-0001 removed'])
    expect(told('2026-06-30', '2026-06-30')).toEqual([])
  })
})

const minute = fc.integer({ min: 0, max: 400 }).map((n) => new Date(Date.UTC(2026, 0, 1, 0, n)).toISOString())
const day = fc.option(
  fc.integer({ min: 0, max: 30 }).map((n) => new Date(Date.UTC(2026, 0, 1 + n)).toISOString().slice(0, 10)),
)
/** Versions of three records, each recorded no earlier than the one before. */
const histories = fc
  .array(fc.record({ key: fc.constantFrom('B-0001', 'B-0002', 'B-0003'), recordedAt: minute, from: day, to: day }), {
    maxLength: 30,
  })
  .map((said) => {
    const counts = new Map<string, number>()
    return said
      .toSorted((a, b) => a.recordedAt.localeCompare(b.recordedAt))
      .map(({ key, recordedAt, from, to }) => {
        counts.set(key, (counts.get(key) ?? 0) + 1)
        return version({ key, version: counts.get(key) ?? 1, recordedAt, validFrom: from, validTo: to })
      })
  })
const digests = (state: readonly RegisterRecord[]) => state.map((one) => one.digest).toSorted()

describe('laws', () => {
  test('as of now is the last version of each record', () => {
    fc.assert(
      fc.property(histories, (history) => {
        const last = [...new Map(history.map((one) => [one.key, one.digest])).values()]
        expect(digests(stateAsOf(history, { validOn: null, asKnownMs: null }))).toEqual(last.toSorted())
      }),
    )
  })
  test('what is recorded later never changes what was known', () => {
    fc.assert(
      fc.property(histories, minute, day, (history, known, validOn) => {
        const asked = { validOn, asKnownMs: Date.parse(known) }
        const then = history.filter((one) => one.recordedAt <= known)
        expect(digests(stateAsOf(history, asked))).toEqual(digests(stateAsOf(then, asked)))
      }),
    )
  })
  test('the order in which versions are read changes nothing', () => {
    fc.assert(
      fc.property(histories, day, (history, validOn) => {
        const asked = { validOn, asKnownMs: null }
        expect(digests(stateAsOf(history.toReversed(), asked))).toEqual(digests(stateAsOf(history, asked)))
      }),
    )
  })
})
