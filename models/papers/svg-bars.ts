import type { Language } from '../shared/bilingual.ts'
import type { ChartBar, PaperChart } from './document.ts'
import { chartNumber } from './number-text.ts'
import { chartWidth, drawing, fitted, ink, label, seriesFill, shape, textWidth, ticks } from './svg-parts.ts'

type Bars = Extract<PaperChart, { readonly kind: 'bars' }>
export type ChartLook = { readonly prefix: string; readonly language: Language; readonly fontFamily: string }

const rowHeight = 26
const barHeight = 16
const labelWidth = 214

const total = (bar: ChartBar) => bar.parts.reduce((sum, part) => sum + part, 0)

/** Horizontal bars of one or several parts, their total at the end, whiskers from low to high with a halo; hatched when not firm. */
export function barsSvg(chart: Bars, { prefix, language, fontFamily }: ChartLook): string {
  const totals = chart.bars.map(total)
  const ends = chart.bars.flatMap((bar, i) => [totals[i] ?? 0, bar.low ?? 0, bar.high ?? 0])
  const marks = ticks(Math.min(0, ...ends), Math.max(0, ...ends))
  const number = chartNumber(Math.max(...marks.map(Math.abs)), chart.scale, language)
  const valueWidth = Math.max(60, ...totals.map((value) => textWidth(number(value)) + 10))
  const from = marks[0] ?? 0
  const span = (marks.at(-1) ?? 1) - from
  const width = chartWidth - labelWidth - valueWidth
  const x = (value: number) => labelWidth + ((value - from) / span) * width
  const top = chart.series.length > 1 ? 26 : 6
  const bottom = top + chart.bars.length * rowHeight
  const grid = marks
    .map(
      (mark) =>
        shape('line', { x1: x(mark), x2: x(mark), y1: top, y2: bottom, stroke: mark === 0 ? ink.axis : ink.grid }) +
        label(x(mark), bottom + 16, number(mark), { anchor: 'middle' }),
    )
    .join('')
  const rows = chart.bars.map((bar, i) => barRow(bar, { y: top + i * rowHeight, x, prefix, number })).join('')
  const content = legend(chart.series, prefix) + grid + rows
  return drawing({ prefix, title: chart.title, answer: chart.answer, height: bottom + 24, fontFamily, content })
}

type RowPlace = {
  readonly y: number
  readonly x: (value: number) => number
  readonly prefix: string
  readonly number: (value: number) => string
}

function barRow(bar: ChartBar, { y, x, prefix, number }: RowPlace): string {
  const middle = y + rowHeight / 2
  let reached = 0
  const parts = bar.parts.map((part, i) => {
    const start = x(reached)
    reached += part
    const size = Math.abs(x(reached) - start)
    if (size === 0) return ''
    const fill = bar.isHatched === true ? `url(#${prefix}-open)` : seriesFill(prefix, i)
    return shape('rect', {
      x: Math.min(start, x(reached)),
      y: middle - barHeight / 2,
      width: size,
      height: barHeight,
      fill,
      stroke: bar.isHatched === true ? ink.soft : ink.paper,
      'stroke-width': 0.5,
    })
  })
  const end = Math.max(x(reached), bar.high === undefined ? 0 : x(bar.high), x(0))
  return (
    label(labelWidth - 8, middle + 4, fitted(bar.label, labelWidth - 8), { anchor: 'end' }) +
    parts.join('') +
    whisker(bar, middle, x) +
    label(end + 6, middle + 4, number(reached), { isStrong: true, colour: ink.text })
  )
}

function whisker(bar: ChartBar, middle: number, x: (value: number) => number): string {
  if (bar.low === undefined || bar.high === undefined) return ''
  const [low, high] = [x(bar.low), x(bar.high)]
  const path = `M${low} ${middle}H${high}M${low} ${middle - 4}V${middle + 4}M${high} ${middle - 4}V${middle + 4}`
  return [
    { stroke: ink.paper, 'stroke-width': 4 },
    { stroke: ink.text, 'stroke-width': 1.5 },
  ]
    .map((line) => shape('path', { d: path, fill: 'none', ...line }))
    .join('')
}

function legend(series: readonly string[], prefix: string): string {
  if (series.length < 2) return ''
  const width = chartWidth / series.length
  return series
    .map(
      (name, i) =>
        shape('rect', { x: i * width, y: 4, width: 12, height: 12, fill: seriesFill(prefix, i), stroke: ink.axis }) +
        label(i * width + 18, 14, fitted(name, width - 24)),
    )
    .join('')
}
