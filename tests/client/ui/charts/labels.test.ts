import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { keptInside, spacedIndexes, spreadLabels, textWidth, wrappedText } from '#client/ui/charts/labels.ts'

const label = (at: number, weight: number, size = 13) => ({ at, size, weight })

describe('labels that would overlap', () => {
  test('the most important stays, the others leave it 13 pixels', () => {
    expect(spreadLabels([label(96, 1), label(100, 9), label(103, 1)], 0, 300)).toEqual([87, 100, 113])
  })
  test('labels apart stay where they are', () => {
    expect(spreadLabels([label(200, 1), label(20, 1)], 0, 300)).toEqual([200, 20])
  })
  test('all are brought back inside', () => {
    expect(spreadLabels([label(298, 9), label(296, 1)], 0, 300)).toEqual([293.5, 280.5])
    expect(spreadLabels([label(1, 9), label(2, 1)], 0, 300)).toEqual([6.5, 19.5])
  })
  test('when there is room for all, none overlaps, none leaves and their order holds', () => {
    const labels = fc.array(
      fc.record({ at: fc.integer({ min: -50, max: 450 }), weight: fc.integer({ min: 0, max: 5 }) }),
      {
        minLength: 1,
        maxLength: 12,
      },
    )
    fc.assert(
      fc.property(labels, (wanted) => {
        const sized = wanted.map((one) => ({ ...one, size: 13 }))
        const places = spreadLabels(sized, 0, 400)
        const order = sized.map((_, index) => index).sort((a, b) => (sized[a]?.at ?? 0) - (sized[b]?.at ?? 0) || a - b)
        order.forEach((index, place) => {
          const here = places[index] ?? Number.NaN
          expect(here).toBeGreaterThanOrEqual(6.5 - 1e-9)
          expect(here).toBeLessThanOrEqual(393.5 + 1e-9)
          if (place > 0) expect(here - (places[order[place - 1] ?? 0] ?? 0)).toBeGreaterThanOrEqual(13 - 1e-9)
        })
      }),
    )
  })
})

describe('words on lines', () => {
  test('a name is broken between words', () => {
    expect(wrappedText('Effort de migration par charge', 20 * 6.1, 2)).toEqual(['Effort de migration', 'par charge'])
  })
  test('what does not fit ends by an ellipsis, and no line is wider than the room', () => {
    expect(wrappedText('un deux trois quatre cinq', 9 * 6.1, 2)).toEqual(['un deux', 'trois…'])
    expect(wrappedText('anticonstitutionnellement', 10 * 6.1, 2)).toEqual(['anticonst…'])
  })
})

describe('periods named under an axis', () => {
  test.each([
    { name: 'all fit', count: 5, width: 1000, shown: [0, 1, 2, 3, 4] },
    { name: 'an even step that ends on the last', count: 11, width: 240, shown: [0, 5, 10] },
    { name: 'no even step: the last replaces the one it would touch', count: 8, width: 230, shown: [0, 3, 7] },
    { name: 'one period', count: 1, width: 100, shown: [0] },
    { name: 'none', count: 0, width: 100, shown: [] },
  ])('$name', ({ count, width, shown }) => {
    expect(spacedIndexes(count, width, 55)).toEqual(shown)
  })
  test('the first and the last are always named, and named labels do not touch', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 40 }), fc.integer({ min: 140, max: 1400 }), (count, width) => {
        const shown = spacedIndexes(count, width, 55)
        expect(shown[0]).toBe(0)
        expect(shown.at(-1)).toBe(count - 1)
        const slot = width / (count - 1)
        shown
          .slice(1)
          .forEach((index, place) => expect((index - (shown[place] ?? 0)) * slot).toBeGreaterThanOrEqual(55))
      }),
    )
  })
})

test('a centred label is kept inside the drawing', () => {
  const half = textWidth('2036-2037') / 2
  expect(keptInside(395, '2036-2037', 400)).toBe(400 - half)
  expect(keptInside(3, '2036-2037', 400)).toBe(half)
  expect(keptInside(200, '2036-2037', 400)).toBe(200)
})
