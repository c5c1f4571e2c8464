import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  acceptanceObstacles,
  type CheckRule,
  checkRules,
  checksVersion,
  claimChecks,
  type ClaimFacts,
  entryFailures,
  fiscalYearOf,
  type PoolFacts,
  type Verdict,
} from '#models/claims/claim-checks.ts'
import { unknownBecause } from '#models/shared/outcome.ts'
import { someContent, someFacts } from './some-claim.ts'

const verdictOf = (facts: ClaimFacts, rule: CheckRule) => claimChecks(facts).find((one) => one.rule === rule)?.verdict

test('a claim in order passes every check, each with its version and its words', () => {
  const results = claimChecks(someFacts)
  expect(results.map((one) => one.rule)).toEqual(checkRules)
  for (const one of results) expect(one).toMatchObject({ verdict: 'pass', version: checksVersion })
})

const pool: PoolFacts = {
  code: 'EB-0001',
  shareMillionths: 1_000_000,
  sharesMillionths: 1_000_000,
  unit: 'CAD',
  ceilings: [{ from: '2026-04', to: '2027-03', ceiling: 500_000, accepted: 200_000 }],
}
const inPool = { ...someContent, pool: 'EB-0001' }
const cashable = { ...someContent, nature: 'cashable' as const }
const budget = { code: 'RB-0001', withdrawn: 500_000, accepted: 200_000, fiscalYear: '2026-2027' }
const [firstRow, ...otherRows] = someFacts.backing

const cases: readonly (readonly [name: string, rule: CheckRule, change: Partial<ClaimFacts>, verdict: Verdict])[] = [
  ['its own validator', 'submitter-not-validator', { validator: 'U-0001' }, 'fail'],
  ['nobody decides yet', 'submitter-not-validator', { validator: null }, 'pass'],
  ['one person owns and leads after handover', 'owner-not-project-lead', { projectLead: 'U-0001' }, 'fail'],
  ['the same before handover', 'owner-not-project-lead', { projectLead: 'U-0001', handedOverOn: '2027-01-01' }, 'pass'],
  ['on the day of handover', 'owner-not-project-lead', { projectLead: 'U-0001', handedOverOn: '2026-11-24' }, 'fail'],
  ['no owner', 'owner-not-project-lead', { owner: null }, 'warn'],
  ['a month of the baseline', 'after-baseline', { baselineTo: '2026-07' }, 'fail'],
  ['no baseline', 'after-baseline', { baselineTo: null }, 'warn'],
  ['a month that is not over', 'period-over', { today: '2026-09-30' }, 'fail'],
  ['the day after the last month', 'period-over', { today: '2026-10-01' }, 'pass'],
  ['to the cent of the ceiling', 'pool-ceiling', { content: inPool, pool, amount: 300_000 }, 'pass'],
  ['a cent above the ceiling', 'pool-ceiling', { content: inPool, pool, amount: 300_001 }, 'fail'],
  ['a pool that is not', 'pool-ceiling', { content: inPool, pool: null }, 'fail'],
  ['months without a ceiling', 'pool-ceiling', { content: inPool, pool: { ...pool, ceilings: [] } }, 'warn'],
  [
    'shares above the whole',
    'pool-shares',
    { content: inPool, pool: { ...pool, sharesMillionths: 1_000_001 } },
    'fail',
  ],
  [
    'more than the agreed share',
    'pool-shares',
    { content: inPool, pool: { ...pool, shareMillionths: 999_999 } },
    'fail',
  ],
  ['no agreed share', 'pool-shares', { content: inPool, pool: { ...pool, shareMillionths: null } }, 'warn'],
  ['cashable without a withdrawal', 'budget-withdrawn', { content: cashable }, 'fail'],
  ['to the cent of the withdrawal', 'budget-withdrawn', { content: cashable, budget, amount: 300_000 }, 'pass'],
  ['a cent above it', 'budget-withdrawn', { content: cashable, budget, amount: 300_001 }, 'fail'],
  [
    'a withdrawal written negative',
    'budget-withdrawn',
    { content: cashable, budget: { ...budget, withdrawn: -500_000 } },
    'pass',
  ],
  ['another fiscal year', 'budget-year', { content: cashable, budget: { ...budget, fiscalYear: '2025-2026' } }, 'warn'],
  [
    'a row used',
    'backing-once',
    { backing: firstRow === undefined ? [] : [{ ...firstRow, usedBy: 'RC-0009' }, ...otherRows] },
    'fail',
  ],
  ['a row told twice', 'backing-once', { backing: firstRow === undefined ? [] : [firstRow, firstRow] }, 'fail'],
  [
    'a row that is not',
    'backing-found',
    { backing: firstRow === undefined ? [] : [{ ...firstRow, isFound: false }] },
    'fail',
  ],
  [
    'a row of another month',
    'backing-found',
    { backing: firstRow === undefined ? [] : [{ ...firstRow, period: '2026-06' }] },
    'fail',
  ],
  ['no row', 'backing-found', { backing: [] }, 'warn'],
  ['rows that do not make the gross', 'backing-sums', { content: { ...someContent, gross: '3000.01' } }, 'fail'],
  [
    'an open month',
    'period-closed',
    { backing: firstRow === undefined ? [] : [{ ...firstRow, isClosed: false }] },
    'warn',
  ],
  ['dollars in days', 'unit-and-price-basis', { content: { ...someContent, unit: 'jours' } }, 'fail'],
  [
    'days for a measure of dollars',
    'unit-and-price-basis',
    { content: { ...someContent, nature: 'other-unit', unit: 'jours' } },
    'fail',
  ],
  [
    'days for a measure of days',
    'unit-and-price-basis',
    { content: { ...someContent, nature: 'other-unit', unit: 'jours' }, unit: 'jours' },
    'pass',
  ],
  [
    'days for a measure of percent',
    'unit-and-price-basis',
    { content: { ...someContent, nature: 'other-unit', unit: 'jours' }, unit: '%' },
    'fail',
  ],
  [
    'real for nominal',
    'unit-and-price-basis',
    { content: { ...someContent, priceBasis: { kind: 'real', year: 2026 } } },
    'fail',
  ],
  [
    'real of another year',
    'unit-and-price-basis',
    { content: { ...someContent, priceBasis: { kind: 'real', year: 2026 } }, priceBasis: { kind: 'real', year: 2025 } },
    'fail',
  ],
  ['to the cent of the measure', 'within-measured', { amount: 300_000 }, 'pass'],
  ['a cent above the measure', 'within-measured', { amount: 300_001 }, 'fail'],
  ['a measure that is not known', 'within-measured', { realised: unknownBecause('no-baseline') }, 'warn'],
  ['a month without observation', 'observations-known', { missingMonths: ['2026-08'] }, 'warn'],
  ['no observed measure, costs known', 'observations-known', { missingMonths: null }, 'pass'],
  [
    'no measure of any kind',
    'observations-known',
    { missingMonths: null, realised: unknownBecause('no-baseline') },
    'warn',
  ],
  ['a claim the same', 'not-a-duplicate', { duplicates: ['RC-0002'] }, 'fail'],
]
test.each(cases)('%s: %s', (_, rule, change, verdict) => {
  expect(verdictOf({ ...someFacts, ...change }, rule)).toBe(verdict)
})

test('only what no one else can mend refuses the sending; a failure refuses the acceptance, whatever is overridden', () => {
  const facts: ClaimFacts = { ...someFacts, baselineTo: '2026-08', content: inPool, duplicates: ['RC-0002'] }
  const results = claimChecks(facts)
  expect(entryFailures(results).map((one) => one.rule)).toEqual(['after-baseline'])
  const { failures, warnings } = acceptanceObstacles(results, new Set(checkRules))
  expect(failures.map((one) => one.rule)).toEqual(['after-baseline', 'pool-ceiling', 'not-a-duplicate'])
  expect(warnings).toEqual([])
  for (const one of results) if (one.verdict === 'fail') expect(one.isInvariant).toBe(true)
})

test('a warning stands until somebody says why', () => {
  const results = claimChecks({ ...someFacts, owner: null })
  expect(acceptanceObstacles(results, new Set()).warnings.map((one) => one.rule)).toEqual(['owner-not-project-lead'])
  expect(acceptanceObstacles(results, new Set(['owner-not-project-lead'])).warnings).toEqual([])
})

test('fiscal years run from April', () => {
  expect([fiscalYearOf('2026-03'), fiscalYearOf('2026-04'), fiscalYearOf('2027-01')]).toEqual([
    '2025-2026',
    '2026-2027',
    '2026-2027',
  ])
})

test('no sequence of acceptances takes more than a pool, a budget or a measure holds, nor a row twice', () => {
  const asked = fc.record({
    amount: fc.integer({ min: -50_000, max: 400_000 }),
    row: fc.integer({ min: 0, max: 3 }),
  })
  fc.assert(
    fc.property(fc.array(asked, { maxLength: 30 }), fc.integer({ min: 0, max: 900_000 }), (sequence, limit) => {
      let [inThePool, onTheBudget, ofTheMeasure] = [0, 0, 0]
      const used = new Map<number, string>()
      for (const [i, { amount, row }] of sequence.entries()) {
        const content = { ...cashable, pool: 'EB-0001', backing: [], gross: '0' }
        const facts: ClaimFacts = {
          ...someFacts,
          content,
          amount,
          pool: { ...pool, ceilings: [{ from: '2026-04', to: '2027-03', ceiling: limit, accepted: inThePool }] },
          budget: { ...budget, withdrawn: limit, accepted: onTheBudget },
          realised: { kind: 'known', value: { cents: limit, takenCents: ofTheMeasure } },
          backing: [
            {
              kind: 'contract',
              reference: String(row),
              period: '2026-07',
              isFound: true,
              isClosed: true,
              usedBy: used.get(row) ?? null,
            },
          ],
        }
        if (acceptanceObstacles(claimChecks(facts), new Set(checkRules)).failures.length > 0) continue
        expect(used.has(row)).toBe(false)
        used.set(row, `RC-${i}`)
        inThePool += Math.max(0, amount)
        onTheBudget += Math.max(0, amount)
        ofTheMeasure += Math.max(0, amount)
      }
      expect(inThePool).toBeLessThanOrEqual(limit)
      expect(onTheBudget).toBeLessThanOrEqual(limit)
      expect(ofTheMeasure).toBeLessThanOrEqual(limit)
    }),
  )
})
