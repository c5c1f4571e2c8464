import type { PaperChart } from './document.ts'
import { chartNumber } from './number-text.ts'
import type { ChartLook } from './svg-bars.ts'
import { chartWidth, drawing, fitted, ink, label, shape, ticks } from './svg-parts.ts'

type Tornado = Extract<PaperChart, { readonly kind: 'tornado' }>

const rowHeight = 34
const barHeight = 14
const labelWidth = 214

/** What each assumption alone does to the result, from its low value (hatched) to its high one (plain), around the central value. */
export function tornadoSvg(chart: Tornado, { prefix, language, fontFamily }: ChartLook): string {
  const values = [chart.centre, ...chart.bars.flatMap(({ low, high }) => [low.value, high.value])]
  const smallest = Math.min(...values)
  const largest = Math.max(...values)
  const span = largest - smallest || 1
  const room = 70
  const width = chartWidth - labelWidth - 2 * room
  const x = (value: number) => labelWidth + room + ((value - smallest) / span) * width
  const number = chartNumber(Math.max(...values.map(Math.abs)), chart.scale, language)
  const bottom = 6 + chart.bars.length * rowHeight
  const isZeroInside = ticks(smallest, largest).includes(0) && smallest <= 0 && largest >= 0
  const lines =
    (isZeroInside
      ? shape('line', { x1: x(0), x2: x(0), y1: 6, y2: bottom, stroke: ink.grid, 'stroke-width': 2 })
      : '') +
    shape('line', { x1: x(chart.centre), x2: x(chart.centre), y1: 6, y2: bottom, stroke: ink.axis }) +
    label(x(chart.centre), bottom + 16, number(chart.centre), { anchor: 'middle', isStrong: true, colour: ink.text }) +
    (isZeroInside && Math.abs(x(0) - x(chart.centre)) > 60
      ? label(x(0), bottom + 16, number(0), { anchor: 'middle' })
      : '')
  const rows = chart.bars
    .map(({ label: name, low, high }, i) => {
      const middle = 6 + i * rowHeight + rowHeight / 2
      const bar = (value: number, fill: string) =>
        shape('rect', {
          x: Math.min(x(value), x(chart.centre)),
          y: middle - barHeight / 2,
          width: Math.abs(x(value) - x(chart.centre)),
          height: barHeight,
          fill,
          stroke: ink.soft,
          'stroke-width': 0.5,
        })
      const ends = [low, high].toSorted((a, b) => a.value - b.value)
      const [first = low, last = high] = ends
      return (
        label(labelWidth - 8, middle + 4, fitted(name, labelWidth - 8), { anchor: 'end' }) +
        bar(low.value, `url(#${prefix}-open)`) +
        bar(high.value, ink.accent) +
        label(x(Math.min(first.value, chart.centre)) - 5, middle + 4, fitted(first.at, room), { anchor: 'end' }) +
        label(x(Math.max(last.value, chart.centre)) + 5, middle + 4, fitted(last.at, room))
      )
    })
    .join('')
  return drawing({
    prefix,
    title: chart.title,
    answer: chart.answer,
    height: bottom + 24,
    fontFamily,
    content: lines + rows,
  })
}
