import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { withoutDisclosure } from '#models/barometer/disclosure.ts'
import { indicator, type IndicatorDefinition, type PortfolioCounts } from '#models/barometer/indicators.ts'
import { json } from '#tests/support/datasets.ts'

const { indicators } = json<{ indicators: readonly IndicatorDefinition[] }>('data/indicators/indicators.json')
const partNames = ['signedPublic', 'signedProvider', 'signedState', 'signedRetained', 'signedRetired'] as const

/** Retained decisions here name no option. */
function countsOf([signedPublic, signedProvider, signedState, signedRetained, signedRetired]: readonly number[]) {
  const parts = {
    signedPublic: signedPublic ?? 0,
    signedProvider: signedProvider ?? 0,
    signedState: signedState ?? 0,
    signedRetained: signedRetained ?? 0,
    signedRetired: signedRetired ?? 0,
  }
  const signedCanadian = parts.signedProvider + parts.signedState
  const counts: PortfolioCounts = {
    workloads: 500,
    signed: partNames.reduce((sum, name) => sum + parts[name], 0),
    approved: 300,
    assessmentsDone: 50,
    assessmentsNeeded: 90,
    bodies: 11,
    bodiesCompleted: 3,
    promisedCents: 1,
    promises: 40,
    exemptionsLiving: 7,
    exemptionsEnded: 5,
    ...parts,
    signedWithOption: parts.signedPublic + signedCanadian,
    signedCanadian,
    signedControlled: signedCanadian,
  }
  return counts
}
const published = (counts: PortfolioCounts) =>
  withoutDisclosure(
    indicators.map((definition) => indicator(definition, counts)),
    counts,
  )
const shownParts = (counts: PortfolioCounts) =>
  published(counts)
    .filter((view) => view.id.startsWith('decisions-'))
    .map((view) => view.numerator)
const cutsShown = (counts: PortfolioCounts) =>
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
    const counts = { ...countsOf([40, 12, 20, 9, 0]), signedWithOption: 80 }
    expect(counts.signed - counts.signedWithOption).toBe(1)
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
