import { keptInside, type PlacedLabel, spreadLabels, textWidth } from './labels.ts'
import { type Domain, linear } from './scale.ts'

export type Interval = { readonly p10: number; readonly p50: number; readonly p90: number }

/** A chance out of ten, as it is said: « less than one » and « more than nine » rather than 0 or 10. */
export function chancesInTen(probability: number): { readonly kind: 'few' | 'most' | 'about'; readonly count: number } {
  if (probability < 0.1) return { kind: 'few', count: 1 }
  if (probability > 0.9) return { kind: 'most', count: 9 }
  return { kind: 'about', count: Math.round(probability * 10) }
}

export type IntervalPicture = {
  readonly height: number
  readonly left: number
  readonly right: number
  readonly points: readonly { readonly name: 'P10' | 'P50' | 'P90'; readonly x: number; readonly labelX: number }[]
  readonly reference: { readonly x: number; readonly labelX: number } | undefined
}

export const stripHeight = 72

/** A strip `width` pixels wide; the axis goes a little past what it shows. */
export function intervalPicture(input: {
  readonly width: number
  readonly interval: Interval
  readonly reference?: { readonly value: number; readonly text: string } | undefined
  readonly labelText: (value: number) => string
  /** Same bounds as a neighbour, for small multiples. */
  readonly domain?: Domain | undefined
}): IntervalPicture {
  const { p10, p50, p90 } = input.interval
  const bounds = input.domain === undefined ? [] : [input.domain.low, input.domain.high]
  const shown = [p10, p50, p90, ...bounds, ...(input.reference === undefined ? [] : [input.reference.value])]
  const [least, most] = [Math.min(...shown), Math.max(...shown)]
  const margin = Math.max((most - least) * 0.08, 1e-9)
  const [left, right] = [8, Math.max(16, input.width - 8)]
  const x = linear({ low: least - margin, high: most + margin }, left, right)
  const points = [
    { name: 'P10' as const, value: p10 },
    { name: 'P50' as const, value: p50 },
    { name: 'P90' as const, value: p90 },
  ]
  const labels = points.map(({ name, value }): PlacedLabel => ({
    at: x(value),
    size: textWidth(`${name} ${input.labelText(value)}`) + 8,
    weight: name === 'P50' ? 2 : 1,
  }))
  const places = spreadLabels(labels, 0, input.width)
  const reference = input.reference
  return {
    height: stripHeight,
    left,
    right,
    points: points.map(({ name, value }, place) => ({ name, x: x(value), labelX: places[place] ?? x(value) })),
    reference:
      reference === undefined
        ? undefined
        : {
            x: x(reference.value),
            labelX: keptInside(x(reference.value), reference.text, input.width),
          },
  }
}
