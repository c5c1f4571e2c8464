import type { PaperChart } from './document.ts'
import { barsSvg, type ChartLook } from './svg-bars.ts'
import { curveSvg } from './svg-curve.ts'
import { tornadoSvg } from './svg-tornado.ts'

/** Past this, in dollars or in anything, no scale can be drawn: a value is then not one. */
const mostDrawn = 1e15
const areDrawn = (values: readonly (number | undefined)[]) =>
  values.every((value) => value === undefined || Math.abs(value) <= mostDrawn)

/**
 * A chart as SVG text; `prefix` parts the ids of the charts of one page. What has no value is not drawn: the chart's table, which
 * always stands with it, says why.
 */
export function chartSvg(chart: PaperChart, look: ChartLook): string {
  switch (chart.kind) {
    case 'bars':
      return barsSvg(
        { ...chart, bars: chart.bars.filter(({ parts, low, high }) => areDrawn([...parts, low, high])) },
        look,
      )
    case 'curve':
      return curveSvg({ ...chart, points: chart.points.filter(({ p10, p50, p90 }) => areDrawn([p10, p50, p90])) }, look)
    case 'tornado': {
      const bars = chart.bars.filter(({ low, high }) => areDrawn([low.value, high.value]))
      const isDrawn = areDrawn([chart.centre])
      return tornadoSvg({ ...chart, centre: isDrawn ? chart.centre : 0, bars: isDrawn ? bars : [] }, look)
    }
  }
}
