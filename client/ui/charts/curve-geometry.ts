import { type Box } from './marks.ts'
import { keptInside, labelGap, type PlacedLabel, spacedIndexes, spreadLabels, textWidth } from './labels.ts'
import { type Domain, linear, domainOf, niceTicks } from './scale.ts'

/** Percentiles of one period; the median is drawn as the line. */
export type CurveValue = {
  readonly p50: number
  readonly p10?: number
  readonly p90?: number
  readonly p25?: number
  readonly p75?: number
}
/** One value a period; undefined is a period without figure, and a gap in the line. */
export type CurveLine = { readonly name: string; readonly values: readonly (CurveValue | undefined)[] }
export type Dot = { readonly x: number; readonly y: number }
/**
 * Where the value pays back and how it is said. `at` counts periods from the first: 2.5 is half-way between the third and the fourth.
 * Without it, the mark stands where the line itself first rises through zero; a line that never does has none.
 */
export type Crossing = { readonly text: string; readonly at?: number }

/** Consecutive periods that have a figure: a line is drawn inside each run, never across a gap. */
export function runsOf<T>(values: readonly (T | undefined)[]): readonly (readonly { at: number; value: T }[])[] {
  const runs: { at: number; value: T }[][] = []
  values.forEach((value, at) => {
    if (value === undefined) return
    const last = runs.at(-1)
    if (last !== undefined && last.at(-1)?.at === at - 1) last.push({ at, value })
    else runs.push([{ at, value }])
  })
  return runs
}

/** Where a straight line between two known neighbours first rises through zero; undefined when it never does. */
export function riseThroughZero(values: readonly (number | undefined)[]): number | undefined {
  for (let at = 1; at < values.length; at += 1) {
    const [before, after] = [values[at - 1], values[at]]
    if (before !== undefined && after !== undefined && before < 0 && after >= 0)
      return at - 1 + before / (before - after)
  }
  return undefined
}

const round = (value: number) => Math.round(value * 100) / 100

function through(dots: readonly Dot[]): string {
  return dots.map((dot, place) => `${place === 0 ? 'M' : 'L'}${round(dot.x)} ${round(dot.y)}`).join('')
}

/** Every run of the line as one path. */
export function linePath(runs: readonly (readonly Dot[])[]): string {
  return runs.map(through).join('')
}

/** A closed band from its upper edge to its lower edge. */
export function bandPath(upper: readonly Dot[], lower: readonly Dot[]): string {
  return upper.length < 2 ? '' : `${through([...upper, ...[...lower].reverse()])}Z`
}

type Drawn = {
  readonly line: string
  readonly wide: string
  readonly narrow: string
  readonly dots: readonly (Dot | undefined)[]
}
export type EndLabel = { readonly x: number; readonly y: number; readonly text: string; readonly isMain: boolean }
export type CrossingLabel = Dot & {
  readonly text: string
  readonly textX: number
  readonly textY: number
  readonly anchor: 'start' | 'end'
}
export type CurvePicture = {
  readonly height: number
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
  readonly zero: number
  readonly ticks: readonly { readonly y: number; readonly value: number }[]
  readonly periods: readonly { readonly x: number; readonly text: string }[]
  readonly lines: readonly Drawn[]
  readonly ends: readonly EndLabel[]
  readonly crossings: readonly CrossingLabel[]
  /** For each line, for each period: where its mark stands. */
  readonly boxes: readonly (readonly Box[])[]
}

type CurveInput = {
  readonly width: number
  readonly periods: readonly string[]
  readonly lines: readonly (CurveLine & { readonly crossing?: Crossing | undefined })[]
  readonly axisText: (value: number) => string
  readonly labelText: (value: number) => string
  /** Same bounds as a neighbour, for small multiples. */
  readonly domain?: Domain | undefined
}

const target = 24

export function curveDomain(lines: readonly CurveLine[]): Domain {
  const all = lines.flatMap(({ values }) =>
    values.flatMap((one) => (one === undefined ? [] : [one.p50, one.p10 ?? one.p50, one.p90 ?? one.p50])),
  )
  return domainOf(all, { zero: true })
}

function endTexts(
  input: CurveInput,
): readonly { readonly at: number; readonly value: number; readonly text: string; readonly isMain: boolean }[][] {
  return input.lines.map(({ name, values }) => {
    const at = values.findLastIndex((one) => one !== undefined)
    const last = values[at]
    if (last === undefined) return []
    if (input.lines.length > 1)
      return [{ at, value: last.p50, text: `${name} ${input.labelText(last.p50)}`, isMain: true }]
    const side = (label: string, value: number | undefined) =>
      value === undefined ? [] : [{ at, value, text: `${label} ${input.labelText(value)}`, isMain: false }]
    return [
      ...side('P90', last.p90),
      {
        at,
        value: last.p50,
        text: `${last.p90 === undefined ? '' : 'P50 '}${input.labelText(last.p50)}`,
        isMain: true,
      },
      ...side('P10', last.p10),
    ]
  })
}

/** Where the lowest value stands, so that `under` pixels are free between the zero line and the names of the periods. */
function bottomOf(
  domain: Domain,
  room: { readonly top: number; readonly foot: number; readonly under: number },
): number {
  const below = -domain.low / (domain.high - domain.low)
  const free = below * (room.foot - room.top)
  return free >= room.under ? room.foot : room.foot - (room.under - free) / (1 - below)
}

/** Everything that a cumulative curve draws, in pixels of a plot `width` wide. */
export function curvePicture(input: CurveInput): CurvePicture {
  const domain = input.domain ?? curveDomain(input.lines)
  const ticks = niceTicks(domain, 4)
  const ends = endTexts(input)
  const height = input.width < 480 ? 232 : 264
  const left = Math.max(...ticks.map((tick) => textWidth(input.axisText(tick)))) + 10
  const right = Math.max(left + 40, input.width - Math.max(8, ...ends.flat().map(({ text }) => textWidth(text) + 14)))
  const top = 12
  const crossings = input.lines.flatMap(({ crossing, values }) => {
    const at = crossing?.at ?? riseThroughZero(values.map((one) => one?.p50))
    return crossing === undefined || at === undefined ? [] : [{ at, text: crossing.text }]
  })
  const bottom = bottomOf(domain, {
    top,
    foot: height - 24,
    under: crossings.length === 0 ? 0 : 8 + labelGap * crossings.length,
  })
  const last = Math.max(1, input.periods.length - 1)
  const x = (at: number) => (input.periods.length === 1 ? (left + right) / 2 : left + ((right - left) * at) / last)
  const y = linear(domain, bottom, top)
  const dotsOf = (values: readonly (CurveValue | undefined)[], of: (value: CurveValue) => number | undefined) =>
    runsOf(values.map((one) => (one === undefined ? undefined : of(one)))).map((run) =>
      run.map(({ at, value }) => ({ x: x(at), y: y(value) })),
    )
  const band = (values: readonly (CurveValue | undefined)[], low: 'p10' | 'p25', high: 'p90' | 'p75') => {
    const both = values.map((one) =>
      one?.[low] === undefined || one[high] === undefined ? undefined : { low: one[low], high: one[high] },
    )
    return runsOf(both)
      .map((run) =>
        bandPath(
          run.map(({ at, value }) => ({ x: x(at), y: y(value.high) })),
          run.map(({ at, value }) => ({ x: x(at), y: y(value.low) })),
        ),
      )
      .join('')
  }
  const labels = ends.flat()
  const wanted = labels.map((one, place): PlacedLabel => ({
    at: y(one.value),
    size: labelGap,
    weight: (one.isMain ? 100 : 0) - place,
  }))
  const places = spreadLabels(wanted, top - 6, bottom + 6)
  const shown = spacedIndexes(input.periods.length, right - left, Math.max(0, ...input.periods.map(textWidth)))
  return {
    height,
    left,
    right,
    top,
    bottom,
    zero: y(0),
    ticks: ticks.map((value) => ({ y: y(value), value })),
    periods: shown.map((at) => {
      const text = input.periods[at] ?? ''
      return { x: keptInside(x(at), text, input.width), text }
    }),
    lines: input.lines.map(({ values }) => ({
      line: linePath(dotsOf(values, (one) => one.p50)),
      wide: band(values, 'p10', 'p90'),
      narrow: band(values, 'p25', 'p75'),
      dots: values.map((one, at) => (one === undefined ? undefined : { x: x(at), y: y(one.p50) })),
    })),
    ends: labels.map((one, place) => ({ x: x(one.at) + 8, y: places[place] ?? 0, text: one.text, isMain: one.isMain })),
    crossings: crossings.map(({ at, text }, place) => {
      const isRoom = x(at) + 8 + textWidth(text) < input.width
      return {
        x: x(at),
        y: y(0),
        text,
        textX: x(at) + (isRoom ? 8 : -8),
        textY: y(0) + 16 + labelGap * place,
        anchor: isRoom ? 'start' : 'end',
      } as const
    }),
    boxes: input.lines.map(({ values }) =>
      input.periods.map((_, at) => {
        const value = values[at]
        return {
          x: x(at) - target / 2,
          y: (value === undefined ? y(0) : y(value.p50)) - target / 2,
          width: target,
          height: target,
        }
      }),
    ),
  }
}
