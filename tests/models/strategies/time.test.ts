import { reEvaluated } from '#models/cost/re-evaluate.ts'
import { chanceDerivation } from '#models/strategies/time-derivation.ts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type AxisPart,
  axisScore,
  defaultTimeSettings,
  normalChanceBelow,
  quadrants,
  timePosition,
} from '#models/strategies/time.ts'

const part = (score: number | null, more: Partial<AxisPart> = {}): AxisPart => ({
  question: 'q',
  weight: 1,
  score,
  confidence: score === null ? 0 : 1,
  uncertaintyPoints: 0,
  ...more,
})
const mean = (parts: readonly AxisPart[]) => {
  const score = axisScore(parts)
  return score.kind === 'known' ? [score.value.mean, score.value.deviation, score.value.answered] : score.reasons
}

describe('an axis, by hand', () => {
  test.each([
    // (3·100 + 1·20) / 4 = 80; (1/4)²·σ² summed with σ = 0.
    { name: 'weighted mean', parts: [part(100, { weight: 3 }), part(20)], expected: [80, 0, 1] },
    // One answer of two: (90 + 50) / 2; variance (0 + 10000/12) / 4 = 208.33.
    {
      name: 'an unknown spreads over the scale',
      parts: [part(90), part(null)],
      expected: [70, Math.sqrt(10_000 / 48), 0.5],
    },
    // c = ½ on 100: mean 75; E[x²] = ½·10000 + ½·(833.33 + 2500) = 6666.67; variance 6666.67 − 5625 = 1041.67.
    { name: 'half sure', parts: [part(100, { confidence: 0.5 })], expected: [75, Math.sqrt(20_000 / 3 - 5_625), 0.5] },
    { name: 'its own uncertainty', parts: [part(60, { uncertaintyPoints: 12 })], expected: [60, 12, 1] },
    { name: 'nothing answered', parts: [part(null)], expected: ['no-answer'] },
    { name: 'no question at all', parts: [], expected: ['no-answer'] },
  ])('$name', ({ parts, expected }) => {
    const found = mean(parts)
    expect(found.length).toBe(expected.length)
    for (const [i, one] of expected.entries())
      if (typeof one === 'number') expect(found[i]).toBeCloseTo(one, 9)
      else expect(found[i]).toBe(one)
  })
})

// Table of the normal distribution.
test.each([
  [0, 0.5],
  [1, 0.841345],
  [-1, 0.158655],
  [1.96, 0.975002],
  [-3, 0.00135],
])('Φ(%d) = %d', (z, chance) => expect(normalChanceBelow(z)).toBeCloseTo(chance, 5))

describe('a position', () => {
  test('sure scores have one quadrant, and its margin is the nearest threshold', () => {
    const found = timePosition({ value: [part(80)], fit: [part(45)] }, defaultTimeSettings)
    expect(found).toMatchObject({
      kind: 'known',
      value: { quadrant: 'migrate', margin: 5, marginAxis: 'technical-fit' },
    })
    expect(found.kind === 'known' && found.value.probabilities).toEqual([0, 0, 1, 0])
  })

  test('one deviation over the threshold on each axis: 0.8413² for the quadrant', () => {
    const one = part(60, { uncertaintyPoints: 10 })
    const found = timePosition({ value: [one], fit: [one] }, defaultTimeSettings)
    expect(found.kind === 'known' ? found.value.probabilities[1] : 0).toBeCloseTo(0.841345 ** 2, 4)
  })

  test('thresholds are settings', () => {
    const settings = { ...defaultTimeSettings, valueThreshold: 90, fitThreshold: 40 }
    const found = timePosition({ value: [part(80)], fit: [part(45)] }, settings)
    expect(found).toMatchObject({ value: { quadrant: 'tolerate' } })
  })

  test('without one answer on an axis there is none', () => {
    expect(timePosition({ value: [part(80)], fit: [part(null)] }, defaultTimeSettings)).toEqual({
      kind: 'unknown',
      reasons: ['no-fit-answer'],
    })
  })
})

const someParts = fc.array(
  fc.record({
    question: fc.constant('q'),
    weight: fc.double({ min: 0.1, max: 10, noNaN: true }),
    score: fc.option(fc.double({ min: 0, max: 100, noNaN: true })),
    // Half a century of half-lives leaves more than 1e-30; below, doubles have no digits left to halve.
    confidence: fc.oneof(fc.constant(0), fc.double({ min: 1e-30, max: 1, noNaN: true })),
    uncertaintyPoints: fc.double({ min: 0, max: 50, noNaN: true }),
  }),
  { maxLength: 8 },
)

test('laws: the chances sum to 1, scores stay on the scale, order does not matter, units of weight neither', () => {
  fc.assert(
    fc.property(someParts, someParts, fc.double({ min: 0.1, max: 50, noNaN: true }), (value, fit, unit) => {
      const found = timePosition({ value, fit }, defaultTimeSettings)
      if (found.kind === 'unknown') return
      const { probabilities } = found.value
      for (const [i, quadrant] of quadrants.entries()) {
        const opened = reEvaluated(chanceDerivation(found.value, defaultTimeSettings, quadrant))
        expect(opened.kind === 'known' ? opened.value : -1).toBeCloseTo(probabilities[i] ?? 2, 9)
      }
      expect(probabilities.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 12)
      for (const one of probabilities) expect(one >= 0 && one <= 1).toBe(true)
      expect(found.value.value.mean).toBeGreaterThanOrEqual(0)
      expect(found.value.value.mean).toBeLessThanOrEqual(100)
      const again = timePosition(
        { value: value.toReversed().map((one) => ({ ...one, weight: one.weight * unit })), fit },
        defaultTimeSettings,
      )
      expect(again.kind === 'known' ? again.value.value.mean : -1).toBeCloseTo(found.value.value.mean, 8)
      expect(again.kind === 'known' ? again.value.value.deviation : -1).toBeCloseTo(found.value.value.deviation, 8)
    }),
  )
})

test('law: an answer less sure spreads the score at the middle, and never makes it surer', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 0, max: 50, noNaN: true }),
      (share, points) => {
        const sure = axisScore([part(50, { uncertaintyPoints: Math.min(points, 28) }), part(80)])
        const less = axisScore([part(50, { uncertaintyPoints: Math.min(points, 28), confidence: share }), part(80)])
        if (sure.kind === 'known' && less.kind === 'known')
          expect(less.value.deviation).toBeGreaterThanOrEqual(sure.value.deviation - 1e-9)
      },
    ),
  )
})
