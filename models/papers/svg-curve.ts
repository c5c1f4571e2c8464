import type { PaperChart } from './document.ts'
import { chartNumber } from './number-text.ts'
import type { ChartLook } from './svg-bars.ts'
import { chartWidth, drawing, ink, label, shape, ticks } from './svg-parts.ts'

type Curve = Extract<PaperChart, { readonly kind: 'curve' }>

const height = 260
const left = 84
const right = 96
const top = 12
const foot = 30

/** A cumulative value over the years: the median with its marks, the band from P10 to P90 bounded by dashes, their ends labelled. */
export function curveSvg(chart: Curve, { prefix, language, fontFamily }: ChartLook): string {
  const all = chart.points.flatMap(({ p10, p50, p90 }) => [p10, p50, p90])
  const marks = ticks(Math.min(0, ...all), Math.max(0, ...all))
  const number = chartNumber(Math.max(...marks.map(Math.abs)), chart.scale, language)
  const from = marks[0] ?? 0
  const span = (marks.at(-1) ?? 1) - from
  const x = (i: number) => left + (i / Math.max(1, chart.points.length - 1)) * (chartWidth - left - right)
  const y = (value: number) => height - foot - ((value - from) / span) * (height - foot - top)
  const line = (of: 'p10' | 'p50' | 'p90') => chart.points.map((point, i) => `${r(x(i))},${r(y(point[of]))}`)
  const grid = marks
    .map(
      (mark) =>
        shape('line', {
          x1: left,
          x2: chartWidth - right,
          y1: y(mark),
          y2: y(mark),
          stroke: mark === 0 ? ink.axis : ink.grid,
        }) + label(left - 8, y(mark) + 4, number(mark), { anchor: 'end' }),
    )
    .join('')
  const every = Math.ceil(chart.points.length / 8)
  const years = chart.points
    .map((point, i) => (i % every === 0 ? label(x(i), height - 10, point.label, { anchor: 'middle' }) : ''))
    .join('')
  const band = shape('path', {
    d: `M${line('p90').join('L')}L${line('p10').toReversed().join('L')}Z`,
    fill: ink.band,
  })
  const edges = (['p10', 'p90'] as const)
    .map((of) =>
      shape('polyline', {
        points: line(of).join(' '),
        fill: 'none',
        stroke: ink.accent,
        'stroke-dasharray': of === 'p10' ? '2 3' : '7 4',
      }),
    )
    .join('')
  const median = shape('polyline', { points: line('p50').join(' '), fill: 'none', stroke: ink.text, 'stroke-width': 2 })
  const dots = chart.points
    .map((point, i) => shape('circle', { cx: x(i), cy: y(point.p50), r: 3, fill: ink.text }))
    .join('')
  const content =
    chart.points.length === 0 ? grid : grid + years + band + edges + median + dots + ends(chart, y, number)
  return drawing({ prefix, title: chart.title, answer: chart.answer, height, fontFamily, content })
}

const r = (value: number) => Math.round(value * 100) / 100

/** The three ends, kept apart by the height of a line. */
function ends(chart: Curve, y: (value: number) => number, number: (value: number) => string): string {
  const last = chart.points.at(-1)
  if (last === undefined) return ''
  const wanted = (['p90', 'p50', 'p10'] as const)
    .map((of) => ({ text: `${of.toUpperCase()} ${number(last[of])}`, at: y(last[of]), isStrong: of === 'p50' }))
    .toSorted((a, b) => a.at - b.at)
  let free = top
  return wanted
    .map(({ text, at, isStrong }) => {
      const place = Math.max(at, free)
      free = place + 13
      return label(chartWidth - right + 8, place + 4, text, { isStrong, colour: isStrong ? ink.text : ink.soft })
    })
    .join('')
}
