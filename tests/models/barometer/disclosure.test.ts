import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hiddenBodies, hiddenParts, hiddenYears, withoutDisclosure } from '#models/barometer/disclosure.ts'
import type { IndicatorDefinition } from '#models/barometer/indicator.schemas.ts'
import { indicator, isSmall } from '#models/barometer/indicators.ts'
import { countCatalogue, type NamedCounts } from '#models/barometer/named-counts.ts'
import { json } from '#tests/support/datasets.ts'

const { indicators: all } = json<{ indicators: readonly IndicatorDefinition[] }>('data/indicators/indicators.json')
const indicators = all.filter(({ id }) => /^(decisions|placed)-/.test(id))
const partNames = ['public', 'provider', 'state', 'retained', 'retired'] as const
const unsaid = Object.fromEntries(Object.keys(countCatalogue).map((name) => [name, 30]))

/** Retained decisions here name no option. */
function countsOf([toPublic, provider, state, retained, retired]: readonly number[]) {
  const parts = {
    public: toPublic ?? 0,
    provider: provider ?? 0,
    state: state ?? 0,
    retained: retained ?? 0,
    retired: retired ?? 0,
  }
  const canadian = parts.provider + parts.state
  const counts = {
    ...unsaid,
    workloads: 500,
    signed: partNames.reduce((sum, name) => sum + parts[name], 0),
    ...parts,
    placed: parts.public + canadian,
    canadian,
    controlled: canadian,
    placedValued: 60,
    canadianValued: 30,
    controlledValued: 30,
  }
  return counts satisfies NamedCounts
}
const published = (counts: NamedCounts) =>
  withoutDisclosure(
    indicators.map((definition) => indicator(definition, counts, '2026-11-24')),
    counts,
  )
const shownParts = (counts: NamedCounts) =>
  published(counts)
    .filter((view) => view.id.startsWith('decisions-'))
    .map((view) => view.numerator)
const cutsShown = (counts: NamedCounts) =>
  published(counts)
    .filter((view) => view.id.startsWith('placed-'))
    .map((view) => view.status === 'approved')

describe('a hidden part is not found again by subtraction', () => {
  test.each([
    { name: 'nothing small: all is shown', parts: [40, 12, 20, 9, 7], shown: [40, 12, 20, 9, 7], cuts: true },
    { name: 'one small: none is shown', parts: [40, 2, 20, 9, 7], shown: [null, null, null, null, null] },
    {
      name: 'none at all is no small group',
      parts: [40, 0, 20, 9, 7],
      shown: [40, 0, 20, 9, 7],
      cuts: true,
    },
    { name: 'two of two in a sum of four', parts: [0, 2, 2, 0, 0], shown: [null, null, null, null, null] },
  ])('$name', ({ parts, shown, cuts = false }) => {
    expect(shownParts(countsOf(parts))).toEqual(shown)
    expect(cutsShown(countsOf(parts))).toEqual([cuts, cuts])
  })

  test('one or two decisions without an option do not show through a denominator', () => {
    const counts = { ...countsOf([40, 12, 20, 9, 0]), placed: 80 }
    expect(counts.signed - counts.placed).toBe(1)
    expect(cutsShown(counts)).toEqual([false, false])
    expect(published(counts).find((view) => view.id === 'placed-nsi-3')?.reasons).toEqual(['small-group'])
  })

  test('whatever the parts, more than one set of them fits what is shown as soon as one is small', () => {
    const small = fc.integer({ min: 0, max: 5 })
    fc.assert(
      fc.property(fc.array(small, { minLength: 5, maxLength: 5 }), (parts) => {
        const counts = countsOf(parts)
        const shown = shownParts(counts)
        if (counts.signed < 3) return
        const fitting = allParts(5).filter(
          (one) =>
            one.reduce((sum, part) => sum + part, 0) === counts.signed &&
            shownParts(countsOf(one)).every((value, i) => value === shown[i]),
        )
        for (const [i, part] of parts.entries())
          if (part === 1 || part === 2) expect(new Set(fitting.map((one) => one[i])).size).toBeGreaterThan(1)
      }),
      { numRuns: 60 },
    )
  })
})

/** Every five parts from 0 to the most given. */
function allParts(most: number): number[][] {
  const values = Array.from({ length: most + 1 }, (_, i) => i)
  return values.flatMap((a) =>
    values.flatMap((b) => values.flatMap((c) => values.flatMap((d) => values.map((e) => [a, b, c, d, e])))),
  )
}

const small = fc.integer({ min: 0, max: 6 })
const aBody = fc
  .record({ workloads: fc.integer({ min: 1, max: 8 }), public: small, approved: small })
  .map(({ workloads, ...rest }) => ({
    workloads,
    public: Math.min(rest.public, workloads),
    approved: Math.min(rest.approved, workloads),
  }))

describe('bodies: what a reader who subtracts has', () => {
  test('nothing small: every body is shown', () => {
    const bodies = [
      { workloads: 40, public: 12, approved: 30 },
      { workloads: 9, public: 0, approved: 9 },
    ]
    expect(hiddenBodies(bodies).size).toBe(0)
  })

  test('one small takes the smallest other with it', () => {
    const bodies = [
      { workloads: 40, public: 12, approved: 30 },
      { workloads: 12, public: 1, approved: 9 },
      { workloads: 20, public: 8, approved: 20 },
    ]
    expect(hiddenBodies(bodies)).toEqual(new Set([1, 2]))
  })

  test('no hidden small number is the only one that fits the published totals', () => {
    fc.assert(
      fc.property(fc.array(aBody, { minLength: 2, maxLength: 6 }), (bodies) => {
        const hidden = [...hiddenBodies(bodies)]
        for (const [i, one] of bodies.entries())
          if ([one.workloads, one.public, one.approved].some(isSmall)) expect(hidden).toContain(i)
        if (hidden.length === 0) return
        const sumOf = (name: 'workloads' | 'public' | 'approved') =>
          hidden.reduce((sum, i) => sum + (bodies[i]?.[name] ?? 0), 0)
        const [workloads, others] = [sumOf('workloads'), hidden.length - 1]
        if (hidden.length === bodies.length && workloads < hidden.length + 2) return // nothing is left to hide it behind
        const [decided, approved] = [sumOf('public'), sumOf('approved')]
        if (hidden.length === bodies.length && (isSmall(decided) || isSmall(approved))) return // the total itself is withheld
        // Each hidden body has a workload at least; what one of them may hold, the others holding the rest.
        const fits = (size: number, share: number, total: number) =>
          size >= Math.max(1, share) && workloads - size >= Math.max(others, total - share) && share <= total
        for (const name of ['public', 'approved'] as const) {
          const total = sumOf(name)
          if (total === 0) continue
          const values = new Set<number>()
          for (let size = 1; size <= workloads; size += 1)
            for (let share = 0; share <= size; share += 1) if (fits(size, share, total)) values.add(share)
          expect(values.size).toBeGreaterThan(1)
        }
        const sizes = Array.from({ length: workloads }, (_, i) => i + 1).filter((size) => workloads - size >= others)
        expect(sizes.length).toBeGreaterThan(1)
      }),
    )
  })
})

test('parts of a sum: what is left by subtraction is never one part, nor one or two cases', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(7), { minLength: 1, maxLength: 7 }), (cases) => {
      const hidden = [...hiddenParts(cases)]
      for (const [i, count] of cases.entries()) if (isSmall(count)) expect(hidden).toContain(i)
      const holders = cases.filter((count) => count > 0).length
      if (hidden.length === 0 || hidden.length === holders) return // all hidden: only the total stands, under its own rule
      expect(hidden.length).toBeGreaterThan(1)
      expect(hidden.reduce((sum, i) => sum + (cases[i] ?? 0), 0)).toBeGreaterThanOrEqual(3)
    }),
  )
})

test('years that grow: no year shown differs from another shown by one or two', () => {
  const steps = fc.array(fc.record({ public: fc.nat(5), state: fc.nat(5) }), { minLength: 1, maxLength: 7 })
  fc.assert(
    fc.property(steps, (drawn) => {
      let [decided, state] = [0, 0]
      const years = drawn.map((step) => ({ public: (decided += step.public), state: (state += step.state) }))
      const hidden = hiddenYears(years)
      const shown = years.filter((_, i) => !hidden.has(i))
      for (const [i, year] of shown.entries())
        for (const name of ['public', 'state'] as const) {
          expect(isSmall(year[name])).toBe(false)
          expect(isSmall(year[name] - (shown[i - 1]?.[name] ?? year[name]))).toBe(false)
        }
    }),
  )
})

test('one small quadrant of T.I.M.E. withholds all four: three would tell it', () => {
  const four = all.filter(({ id }) => id.startsWith('portfolio-'))
  const shown = (tolerate: number) => {
    const counts = { ...unsaid, positioned: 90 + tolerate, tolerate }
    return withoutDisclosure(
      four.map((definition) => indicator(definition, counts, '2026-11-24')),
      counts,
    ).map(({ status }) => status)
  }
  expect(shown(2)).toEqual(['suppressed', 'suppressed', 'suppressed', 'suppressed'])
  expect(shown(3)).toEqual(['approved', 'approved', 'approved', 'approved'])
})
