import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  approverOf,
  daysLeft,
  defaultExemptionPolicy,
  endDateFault,
  isAlive,
  standingOf,
} from '#models/exemptions/exemption.ts'
import { exemptionStates } from '#models/exemptions/exemption.schemas.ts'
import { placementFacts } from '#models/rules/placement-facts.ts'
import { enforceAll, placementVerdict, restsOnExemption } from '#models/rules/placement-verdict.ts'
import { isCalendarDay, yearsAfter } from '#models/shared/day.ts'
import { thePack } from '#tests/support/golden-cases.ts'
import { someWorkload, theDemoOptions } from '#tests/support/some-portfolio-records.ts'

const pack = thePack()
const ids = pack.rules.map((rule) => rule.id)
const options = theDemoOptions()
const policy = defaultExemptionPolicy

describe('how an exemption stands', () => {
  test.each([
    { name: 'not yet answered', state: 'proposed', endsOn: '2027-03-31', day: '2026-11-24', standing: 'proposed' },
    { name: 'far from its end', state: 'approved', endsOn: '2027-03-31', day: '2026-11-24', standing: 'living' },
    { name: '31 days left', state: 'approved', endsOn: '2026-12-24', day: '2026-11-24', standing: 'living' },
    { name: '30 days left', state: 'approved', endsOn: '2026-12-23', day: '2026-11-24', standing: 'ending' },
    { name: 'on its last day', state: 'approved', endsOn: '2026-11-24', day: '2026-11-24', standing: 'ending' },
    { name: 'the day after', state: 'approved', endsOn: '2026-11-23', day: '2026-11-24', standing: 'ended' },
    { name: 'ended and recorded', state: 'ended', endsOn: '2026-11-23', day: '2026-11-24', standing: 'ended' },
    { name: 'withdrawn before', state: 'withdrawn', endsOn: '2027-03-31', day: '2026-11-24', standing: 'withdrawn' },
  ] as const)('$name', ({ state, endsOn, day, standing }) => {
    expect(standingOf({ state, endsOn }, day, policy)).toBe(standing)
  })

  test.each([
    { day: '2026-11-24', left: 1 },
    { day: '2026-11-23', left: 2 },
    { day: '2026-11-25', left: 0 },
    { day: '2025-11-24', left: 366 },
  ])('on $day, $left days of one that ends on 2026-11-24', ({ day, left }) => {
    expect(daysLeft('2026-11-24', day)).toBe(left)
  })

  test('only an approved one is alive, up to its last day', () => {
    const alive = exemptionStates.filter((state) => isAlive({ state, endsOn: '2026-11-24' }, '2026-11-24'))
    expect(alive).toEqual(['approved'])
  })
})

test.each([
  { endsOn: '2026-11-23', fault: 'in-the-past' },
  { endsOn: '2026-11-24', fault: undefined },
  { endsOn: '2027-11-25', fault: undefined },
  { endsOn: '2027-11-26', fault: 'too-far' },
])('an end on $endsOn asked on 2026-11-24: $fault', ({ endsOn, fault }) => {
  expect(endDateFault(endsOn, '2026-11-24', policy)).toBe(fault)
})

test.each([
  { force: 'law', approver: null },
  { force: 'decree', approver: null },
  { force: 'orientation', approver: 'centre' },
  { force: 'benchmark', approver: 'security-officer' },
  { force: 'house', approver: 'security-officer' },
] as const)('$force is signed by $approver', ({ force, approver }) => {
  expect(approverOf(policy, force)).toBe(approver)
})

test.each([
  { day: '2026-02-28', exists: true },
  { day: '2026-02-29', exists: false },
  { day: '2028-02-29', exists: true },
  { day: '2026-13-01', exists: false },
  { day: 'demain', exists: false },
])('$day exists: $exists', ({ day, exists }) => {
  expect(isCalendarDay(day)).toBe(exists)
})

test('five years after the twenty-ninth of February is the first of March', () => {
  expect([yearsAfter('2028-02-29', 5), yearsAfter('2026-11-24', 5)]).toEqual(['2033-03-01', '2031-11-24'])
})

describe('laws', () => {
  const placement = fc
    .tuple(someWorkload(options), fc.constantFrom(...options))
    .map(([workload, option]) =>
      placementFacts({ ...workload, option, canadianQualifiedExists: true, today: '2026-11-15' }),
    )
  const exemption = { state: 'approved', endsOn: '2027-03-31' } as const
  const settingsOn = (day: string, rule: string) =>
    isAlive(exemption, day)
      ? { ...enforceAll, exempted: new Map([[rule, { code: 'DE-0004', endsOn: exemption.endsOn }]]) }
      : enforceAll

  test('from the day after its last one, the verdict is the one without it', () => {
    fc.assert(
      fc.property(placement, fc.constantFrom(...ids), (facts, rule) => {
        expect(placementVerdict(pack, facts, settingsOn('2027-04-01', rule))).toEqual(
          placementVerdict(pack, facts, enforceAll),
        )
      }),
      { numRuns: 100 },
    )
  })

  test('a verdict rests on exemptions exactly when it is another without them', () => {
    let resting = 0
    fc.assert(
      fc.property(placement, fc.subarray(ids), (facts, rules) => {
        const exempted = new Map(rules.map((id) => [id, { code: 'DE-0004', endsOn: '2027-03-31' }]))
        const within = placementVerdict(pack, facts, { ...enforceAll, exempted })
        const rests = restsOnExemption(within)
        expect(rests).toBe(within.verdict !== placementVerdict(pack, facts, enforceAll).verdict)
        if (rests) resting += 1
      }),
      { numRuns: 300, seed: 8 },
    )
    expect(resting).toBeGreaterThan(5)
  })

  test('while it lives it touches its own rule alone, names itself there, and never touches a law or a decree', () => {
    let touched = 0
    fc.assert(
      fc.property(placement, fc.constantFrom(...ids), (facts, id) => {
        const byId = (settings: typeof enforceAll) =>
          new Map(placementVerdict(pack, facts, settings).rules.map((rule) => [rule.id, rule]))
        const [without, within] = [byId(enforceAll), byId(settingsOn('2027-03-31', id))]
        for (const [rule, outcome] of within) {
          if (outcome.result !== 'exempted') {
            expect(outcome).toEqual(without.get(rule))
            continue
          }
          touched += 1
          expect(rule).toBe(id)
          expect(['law', 'decree']).not.toContain(outcome.force)
          expect(outcome).toMatchObject({
            shadow: without.get(rule)?.result,
            exemption: { code: 'DE-0004', endsOn: '2027-03-31' },
          })
        }
      }),
      { numRuns: 300, seed: 8 },
    )
    expect(touched).toBeGreaterThan(20)
  })
})
