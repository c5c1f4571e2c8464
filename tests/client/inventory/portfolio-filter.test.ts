import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createPortfolioEngine, type PortfolioFilter, searchWords } from '#client/inventory/portfolio-filter.ts'
import { type FacetId, facetIds, portfolioIndex, privacyOf } from '#client/inventory/portfolio-index.ts'
import { type SmallRow, somePortfolio } from '#tests/client/inventory/some-portfolio.ts'

const rows: readonly Partial<SmallRow>[] = [
  { name: 'Paie et avantages', technology: 'Oracle 19c', c: 4, verdict: 'require', cents: 200, p50: 1, body: 'RPQ' },
  { name: 'Évaluation foncière', technology: 'PostgreSQL', c: 2, verdict: 'allow', cents: 100 },
  { name: 'Paie des juges', technology: null, c: null, verdict: 'undetermined', p50: 5 },
  { name: 'Œuvres publiques', technology: 'oracle', c: 2, verdict: 'forbid', cents: 400, p50: 3, strategy: 'retire' },
]
const engine = createPortfolioEngine(portfolioIndex(somePortfolio(rows)))
const byCost = { column: 'current', descending: true } as const

test.each([
  { name: 'everything, dearest first, unknown last', text: '', facets: {}, expected: [3, 0, 1, 2] },
  { name: 'an accent typed or not', text: 'evaluation', facets: {}, expected: [1] },
  { name: 'a ligature spelled out', text: 'oeuvres', facets: {}, expected: [3] },
  { name: 'two words, both needed, in any column', text: 'oracle paie', facets: {}, expected: [0] },
  { name: 'the name of a body', text: 'régie', facets: {}, expected: [0] },
  { name: 'a code', text: 'ch-000002', facets: {}, expected: [1] },
  { name: 'two values of a facet widen', text: '', facets: { verdict: ['forbid', 'require'] }, expected: [3, 0] },
  { name: 'two facets narrow', text: '', facets: { c: ['2'], verdict: ['allow'] }, expected: [1] },
  { name: 'not assessed is a value', text: '', facets: { c: ['none'] }, expected: [2] },
  { name: 'a value nobody has', text: '', facets: { strategy: ['rehost'] }, expected: [] },
])('filter: $name', ({ text, facets, expected }) => {
  expect([...engine.run({ text, facets }, byCost).rows]).toEqual(expected)
})

test('counts of a facet follow the other filters, not its own', () => {
  const { counts } = engine.run({ text: '', facets: { c: ['2'], verdict: ['allow'] } }, byCost)
  // verdict: rows 1 and 3 are C2, one allowed, one forbidden. c: only row 1 is allowed.
  expect(counts.verdict).toEqual([1, 0, 0, 1, 0])
  expect(counts.c).toEqual([0, 0, 1, 0, 0])
  expect(counts.body).toEqual([1, 0])
})

test('says what each removal would show', () => {
  const { rows: none, without } = engine.run({ text: 'paie', facets: { c: ['2'] } }, byCost)
  expect(none).toHaveLength(0)
  expect(without).toEqual({ text: 2, c: 2 })
})

test('totals keep the unknown apart and compare only what can be', () => {
  expect(engine.run({ text: '', facets: {} }, byCost).totals).toEqual({
    currentCents: 700,
    withoutCurrent: 1,
    p50: 9,
    withoutP50: 1,
    comparable: 2,
    comparableCents: 600,
    comparableP50: 4,
  })
})

test.each([
  { present: false, efvp: null, expected: 'none' },
  { present: null, efvp: 'done' as const, expected: 'unknown' },
  { present: true, efvp: null, expected: 'unknown' },
  { present: true, efvp: 'not-started' as const, expected: 'required' },
  { present: true, efvp: 'done' as const, expected: 'done' },
])('privacy of $present, $efvp is $expected', ({ present, efvp, expected }) => {
  expect(privacyOf(present, efvp)).toBe(expected)
})

test('unknown comes last in both directions', () => {
  const all: PortfolioFilter = { text: '', facets: {} }
  expect([...engine.run(all, { column: 'p50', descending: false }).rows]).toEqual([0, 3, 2, 1])
  expect([...engine.run(all, { column: 'p50', descending: true }).rows]).toEqual([2, 3, 0, 1])
})

const words = ['paie', 'oracle', 'évaluation', 'greffe', 'po', 'ora'] as const
const row: fc.Arbitrary<Partial<SmallRow>> = fc.record({
  name: fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 3 }).map((some) => some.join(' ')),
  technology: fc.option(fc.constantFrom(...words), { nil: null }),
  body: fc.constantFrom('MSC' as const, 'RPQ' as const),
  c: fc.option(fc.integer({ min: 1, max: 4 }), { nil: null }),
  verdict: fc.constantFrom('allow' as const, 'forbid' as const, 'undetermined' as const),
  cents: fc.option(fc.integer({ min: 0, max: 5 }), { nil: null }),
})
const filter: fc.Arbitrary<PortfolioFilter> = fc.record({
  text: fc.array(fc.constantFrom(...words, 'O', 'ÉVAL'), { maxLength: 2 }).map((some) => some.join(' ')),
  facets: fc.record(
    {
      c: fc.subarray(['1', '2', '3', '4', 'none']),
      verdict: fc.subarray(['allow', 'forbid', 'undetermined', 'require']),
      body: fc.subarray(['MSC', 'RPQ']),
    },
    { requiredKeys: [] },
  ),
})

/** The same filter, a row at a time, with nothing remembered. */
function naiveRows(columns: ReturnType<typeof somePortfolio>, asked: PortfolioFilter, except?: FacetId): number[] {
  const index = portfolioIndex(columns)
  return Array.from({ length: columns.count }, (_, at) => at).filter(
    (at) =>
      searchWords(asked.text).every((word) => index.text[at]?.includes(word)) &&
      facetIds.every((id) => {
        const chosen = asked.facets[id] ?? []
        const facet = index.facets[id]
        return id === except || chosen.length === 0 || chosen.includes(facet.values[facet.codes[at] ?? 0] ?? '')
      }),
  )
}

test('waves are a facet: each one that holds a workload, then those in none', () => {
  const index = portfolioIndex(somePortfolio([{ wave: 0 }, {}, { wave: 0 }]))
  const run = (wave: readonly string[]) =>
    createPortfolioEngine(index).run({ text: '', facets: { wave } }, { column: 'name', descending: false })
  expect(index.facets.wave.values).toEqual(['V-01', 'none'])
  expect(run([]).counts.wave).toEqual([2, 1])
  expect([...run(['V-01']).rows]).toEqual([0, 2])
  expect([...run(['none']).rows]).toEqual([1])
})

test('equals a naive filter, whatever was asked before', () => {
  fc.assert(
    fc.property(fc.array(row, { maxLength: 12 }), fc.array(filter, { minLength: 1, maxLength: 4 }), (some, asked) => {
      const columns = somePortfolio(some)
      const tested = createPortfolioEngine(portfolioIndex(columns))
      for (const one of asked) {
        const result = tested.run(one, { column: 'current', descending: false })
        expect([...result.rows].sort((a, b) => a - b)).toEqual(naiveRows(columns, one))
        expect(tested.count(one)).toBe(result.rows.length)
        for (const id of facetIds) {
          const counted = result.counts[id].reduce((sum, count) => sum + count, 0)
          expect(counted).toBe(naiveRows(columns, one, id).length)
        }
      }
    }),
  )
})
