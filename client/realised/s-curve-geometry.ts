import type { CurveView } from '#models/realised/realised.views.ts'
import { bandPath, type Dot, linePath, runsOf } from '#client/ui/charts/curve-geometry.ts'
import {
  keptInside,
  labelGap,
  type PlacedLabel,
  spacedIndexes,
  spreadLabels,
  textWidth,
} from '#client/ui/charts/labels.ts'
import type { Box } from '#client/ui/charts/marks.ts'
import { domainOf, linear, niceTicks } from '#client/ui/charts/scale.ts'

export type SeriesName = 'promised' | 'plan' | 'realised' | 'forecast'
export const seriesNames = ['promised', 'plan', 'realised', 'forecast'] as const

export type SCurvePicture = {
  readonly height: number
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
  readonly zero: number
  readonly ticks: readonly { readonly y: number; readonly value: number }[]
  readonly months: readonly { readonly x: number; readonly text: string }[]
  readonly lines: Readonly<Record<SeriesName, string>>
  /** Months known between two that are not: a dot, since no line can show them. */
  readonly alone: readonly Dot[]
  readonly band: string
  /** The last month measured. */
  readonly measured: { readonly x: number; readonly y: number } | undefined
  readonly ends: readonly { readonly y: number; readonly text: string; readonly series: SeriesName | 'p10' | 'p90' }[]
  /** Where the marks stand, by series, for the months that are drawn. */
  readonly boxes: readonly { readonly series: SeriesName; readonly month: number; readonly box: Box }[]
}

type Asked = {
  readonly width: number
  readonly curve: CurveView
  readonly axisText: (value: number) => string
  readonly endText: (series: SeriesName | 'p10' | 'p90', value: number) => string
}

const touch = 16

/** Everything an S-curve draws, in pixels of a plot `width` wide: a line never crosses a month that nothing is known of. */
export function sCurvePicture({ axisText, curve, endText, width }: Asked): SCurvePicture {
  const { forecast, forecastFrom, months, plan, promised } = curve
  const realised = curve.realised.map((value) => value ?? undefined)
  const all = [...promised, ...plan, ...realised.filter((value) => value !== undefined)]
  const domain = domainOf([...all, ...forecast.flatMap(({ p10, p90 }) => [p10, p90])], { zero: true })
  const ticks = niceTicks(domain, 4)
  const height = width < 400 ? 244 : 340
  const [top, bottom] = [14, height - 26]
  const texts = endTexts(curve, endText)
  const left = Math.max(...ticks.map((tick) => textWidth(axisText(tick)))) + 10
  const right = Math.max(left + 40, width - Math.max(8, ...texts.map(({ text }) => textWidth(text) + 12)))
  const last = Math.max(1, months.length - 1)
  const x = (at: number) => left + ((right - left) * at) / last
  const y = linear(domain, bottom, top)
  const dot = (at: number, value: number): Dot => ({ x: x(at), y: y(value) })
  const runs = runsOf(realised)
  const from = Math.max(0, forecastFrom - 1)
  const anchor = realised.findLast((value) => value !== undefined)
  const start = forecastFrom === 0 || anchor === undefined ? [] : [{ p10: anchor, p50: anchor, p90: anchor }]
  const bands = [...start, ...forecast]
  const offset = start.length === 0 ? forecastFrom : from
  const places = spreadLabels(
    texts.map(({ value }, place): PlacedLabel => ({ at: y(value), size: labelGap, weight: 100 - place })),
    top - 6,
    bottom + 6,
  )
  const measuredAt = realised.findLastIndex((value) => value !== undefined)
  const shown = spacedIndexes(months.length, right - left, textWidth('2026-04'))
  return {
    height,
    left,
    right,
    top,
    bottom,
    zero: y(Math.max(domain.low, Math.min(domain.high, 0))),
    ticks: ticks.map((value) => ({ value, y: y(value) })),
    months: shown.map((at) => ({ x: keptInside(x(at), months[at] ?? '', width), text: months[at] ?? '' })),
    lines: {
      promised: linePath([promised.map((value, at) => dot(at, value))]),
      plan: linePath([plan.map((value, at) => dot(at, value))]),
      realised: linePath(runs.filter((run) => run.length > 1).map((run) => run.map(({ at, value }) => dot(at, value)))),
      forecast: linePath([bands.map(({ p50 }, at) => dot(offset + at, p50))]),
    },
    alone: runs.filter((run) => run.length === 1).flatMap((run) => run.map(({ at, value }) => dot(at, value))),
    band: bandPath(
      bands.map(({ p90 }, at) => dot(offset + at, p90)),
      bands.map(({ p10 }, at) => dot(offset + at, p10)),
    ),
    measured: measuredAt === -1 ? undefined : dot(measuredAt, realised[measuredAt] ?? 0),
    ends: texts.map(({ series, text }, place) => ({ series, text, y: places[place] ?? 0 })),
    boxes: boxesOf(curve, dot),
  }
}

/** Names and values at the right end, the most important first: it stays where its line ends. */
function endTexts(curve: CurveView, endText: Asked['endText']) {
  const end = curve.forecast.at(-1)
  const values: readonly [SeriesName | 'p10' | 'p90', number | undefined][] = [
    ['forecast', end?.p50],
    ['plan', curve.plan.at(-1)],
    ['promised', curve.promised.at(-1)],
    ['p90', end?.p90],
    ['p10', end?.p10],
  ]
  return values.flatMap(([series, value]) =>
    value === undefined ? [] : [{ series, value, text: endText(series, value) }],
  )
}

function boxesOf(curve: CurveView, dot: (at: number, value: number) => Dot): SCurvePicture['boxes'] {
  const values: Readonly<Record<SeriesName, readonly (number | null)[]>> = {
    promised: curve.promised,
    plan: curve.plan,
    realised: curve.realised,
    forecast: curve.months.map((_, at) => curve.forecast[at - curve.forecastFrom]?.p50 ?? null),
  }
  return seriesNames.flatMap((series) =>
    values[series].flatMap((value, month) => {
      if (value === null) return []
      const { x, y } = dot(month, value)
      return [{ series, month, box: { x: x - touch / 2, y: y - touch / 2, width: touch, height: touch } }]
    }),
  )
}
