import type { PaperChart } from './document.ts'
import { barsSvg, type ChartLook } from './svg-bars.ts'
import { curveSvg } from './svg-curve.ts'
import { tornadoSvg } from './svg-tornado.ts'

const areFinite = (values: readonly (number | undefined)[]) =>
  values.every((value) => value === undefined || Number.isFinite(value))

/**
 * A chart as SVG text; `prefix` parts the ids of the charts of one page. What has no finite value is not drawn: the chart's table, which
 * always stands with it, says why.
 */
export function chartSvg(chart: PaperChart, look: ChartLook): string {
  switch (chart.kind) {
    case 'bars':
      return barsSvg(
        { ...chart, bars: chart.bars.filter(({ parts, low, high }) => areFinite([...parts, low, high])) },
        look,
      )
    case 'curve':
      return curveSvg(
        { ...chart, points: chart.points.filter(({ p10, p50, p90 }) => areFinite([p10, p50, p90])) },
        look,
      )
    case 'tornado': {
      const bars = chart.bars.filter(({ low, high }) => areFinite([low.value, high.value]))
      return tornadoSvg({ ...chart, bars: Number.isFinite(chart.centre) ? bars : [] }, look)
    }
  }
}
