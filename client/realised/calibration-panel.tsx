import { createMemo, For, Index } from 'solid-js'
import type { CalibrationView } from '#models/realised/realised.views.ts'
import { fmt, t } from '#client/i18n/i18n.ts'
import { ChartFrame } from '#client/ui/charts/chart-frame.tsx'
import type { ChartMark } from '#client/ui/charts/mark-focus.ts'
import { MarkedPlot } from '#client/ui/charts/marked-plot.tsx'
import { createMeasuredWidth } from '#client/ui/charts/measured-width.ts'
import { linear } from '#client/ui/charts/scale.ts'
import { reasonsText } from './realised-words.ts'
import './realised.css'

const [height, left, top, bottom] = [240, 44, 12, 210]
const shares = [0, 0.25, 0.5, 0.75, 1] as const

/** Past forecasts scored: what was announced at each percentile, and the share that came at or below it. Dots, never a curve through few. */
export function CalibrationPanel(props: { readonly calibration: CalibrationView }) {
  const measured = createMeasuredWidth()
  const right = () => Math.min(measured.width() - 12, left + 360)
  const x = (share: number) => linear({ low: 0, high: 1 }, left, right())(share)
  const y = linear({ low: 0, high: 1 }, bottom, top)
  const points = () => (props.calibration.kind === 'known' ? props.calibration.points : [])
  const count = () => (props.calibration.kind === 'known' ? props.calibration.count : 0)
  const share = (value: number) => fmt.percent(100 * value, 0)
  const marks = createMemo(() =>
    points().map(({ high, low, observedShare, percentile }): ChartMark => ({
      row: 0,
      box: { x: x(percentile) - 8, y: y(observedShare) - 8, width: 16, height: 16 },
      title: t('realised.announced', { share: share(percentile) }),
      lines: [
        t('realised.came', { share: share(observedShare) }),
        t('ui.chartInterval', { low: share(low), high: share(high) }),
      ],
    })),
  )
  return (
    <ChartFrame
      title={t('realised.calibration')}
      subtitle={t('realised.calibrationNote', { count: count(), countText: fmt.integer(count()) })}
      state={
        props.calibration.kind === 'unknown'
          ? { kind: 'empty', title: reasonsText(props.calibration.reasons), text: t('realised.calibrationEmpty') }
          : { kind: 'ready' }
      }
      table={{
        caption: t('realised.calibration'),
        columns: [
          { text: t('realised.percentile') },
          { text: t('realised.observed'), isNumeric: true },
          { text: t('realised.intervalLow'), isNumeric: true },
          { text: t('realised.intervalHigh'), isNumeric: true },
        ],
        rows: points().map(({ high, low, observedShare, percentile }) => [
          share(percentile),
          ...[observedShare, low, high].map((value) => ({ text: share(value), value })),
        ]),
      }}
    >
      <MarkedPlot
        sentence={points()
          .map(({ observedShare, percentile }) =>
            t('realised.calibrationSentence', { percentile: share(percentile), observed: share(observedShare) }),
          )
          .join(' ')}
        measured={measured}
        height={height}
        marks={marks()}
      >
        <Index each={shares}>
          {(one) => (
            <>
              <line class="gl" x1={left} x2={right()} y1={y(one())} y2={y(one())} />
              <text class="t-3" x={left - 8} y={y(one()) + 4} text-anchor="end">
                {share(one())}
              </text>
              <text class="t-3" x={x(one())} y={height - 10} text-anchor="middle">
                {share(one())}
              </text>
            </>
          )}
        </Index>
        <path class="rl-line rl-plan" d={`M${x(0)} ${y(0)}L${x(1)} ${y(1)}`} />
        <For each={points()}>
          {(point) => (
            <>
              <path class="cht-end" d={`M${x(point.percentile)} ${y(point.low)}V${y(point.high)}`} />
              <circle class="rl-alone" cx={x(point.percentile)} cy={y(point.observedShare)} r="5" />
            </>
          )}
        </For>
      </MarkedPlot>
    </ChartFrame>
  )
}
