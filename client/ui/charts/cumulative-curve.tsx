import { createMemo, For, Index, Show } from 'solid-js'
import { t } from '#client/i18n/i18n.ts'
import type { FigureSource } from '../figure.tsx'
import { ChartFrame, type ChartFrameProps } from './chart-frame.tsx'
import { type Crossing, curvePicture, type CurveValue, type Dot } from './curve-geometry.ts'
import type { ChartMark } from './mark-focus.ts'
import { MarkedPlot } from './marked-plot.tsx'
import { createMeasuredWidth } from './measured-width.ts'
import type { Domain } from './scale.ts'
import type { ChartTable, TableCell } from './table-csv.ts'
import type { ChartUnit } from './units.ts'

/** A colour, a dash and a marker that go together on every screen. */
export type Series = 'a' | 'b' | 'c'
export type CurvePoint =
  | { readonly kind: 'known'; readonly value: CurveValue; readonly figure?: FigureSource }
  /** Why this period has no figure. */
  | { readonly kind: 'unknown'; readonly why: string }
export type CurveSeries = {
  readonly series: Series
  readonly name: string
  /** One a period, in order. */
  readonly points: readonly CurvePoint[]
  /** Where the value pays back, in periods from the first, and how it is said. */
  readonly crossing?: Crossing
}

function Marker(props: { series: Series; at: Dot }) {
  const { x, y } = props.at
  if (props.series === 'a') return <circle class="cht-dot" cx={x} cy={y} r="3.5" />
  if (props.series === 'b') return <rect class="cht-dot" x={x - 3.5} y={y - 3.5} width="7" height="7" />
  return <path class="cht-dot" d={`M${x} ${y - 4.5}L${x + 4.5} ${y + 3.5}H${x - 4.5}Z`} />
}

/** The line and the marker of a scenario, small: beside its name wherever it stands. */
export function SeriesSwatch(props: { series: Series }) {
  return (
    <svg class={`cht-sw s-${props.series}`} width="26" height="10" aria-hidden="true">
      <path class="cht-line" d="M0 5H26" />
      <Marker series={props.series} at={{ x: 13, y: 5 }} />
    </svg>
  )
}

function valueAt(series: CurveSeries, period: number): CurveValue | undefined {
  const point = series.points[period]
  return point?.kind === 'known' ? point.value : undefined
}

/** Value accumulated from period to period, for one or several scenarios: the hollow before the gain, and when it pays back. */
export function CumulativeCurve(
  props: ChartFrameProps & {
    readonly sentence: string
    readonly periods: readonly string[]
    /** Name of a period: « Exercice ». */
    readonly periodName: string
    readonly series: readonly CurveSeries[]
    readonly unit: ChartUnit
    readonly domain?: Domain
  },
) {
  const measured = createMeasuredWidth()
  const picture = createMemo(() =>
    curvePicture({
      width: measured.width(),
      periods: props.periods,
      lines: props.series.map((one) => ({
        name: one.name,
        values: props.periods.map((_, period) => valueAt(one, period)),
        crossing: one.crossing,
      })),
      axisText: (value) => props.unit.axis(value),
      labelText: (value) => props.unit.label(value),
      domain: props.domain,
    }),
  )
  const interval = (value: CurveValue) =>
    value.p10 === undefined || value.p90 === undefined
      ? []
      : [t('ui.chartInterval', { low: props.unit.full(value.p10), high: props.unit.full(value.p90) })]
  const marks = createMemo(() =>
    props.series.flatMap((one, row) =>
      props.periods.map((period, at): ChartMark => {
        const point = one.points[at]
        const box = picture().boxes[row]?.[at] ?? { x: 0, y: 0, width: 0, height: 0 }
        const title = props.series.length > 1 ? `${one.name}, ${period}` : period
        if (point?.kind !== 'known') return { row, box, title, lines: [point?.why ?? t('ui.unknown')] }
        const { value, figure } = point
        return { row, box, title, lines: [props.unit.full(value.p50), ...interval(value)], figure }
      }),
    ),
  )
  const table = (): ChartTable => ({
    caption: props.title,
    columns: [
      { text: props.periodName },
      ...props.series.flatMap((one) =>
        ['P50', 'P10', 'P90'].map((percentile) => ({ text: `${one.name}, ${percentile}`, isNumeric: true })),
      ),
    ],
    rows: props.periods.map((period, at) => [
      period,
      ...props.series.flatMap((one): readonly TableCell[] => {
        const point = one.points[at]
        if (point?.kind !== 'known') return [point?.why ?? t('ui.unknown'), '', '']
        const { value } = point
        return [value.p50, value.p10, value.p90].map((figure) =>
          figure === undefined ? '' : { text: props.unit.label(figure), value: figure },
        )
      }),
    ]),
  })
  return (
    <ChartFrame
      {...props}
      table={table()}
      legend={
        <Show when={props.series.length > 1}>
          <ul class="legend">
            <For each={props.series}>
              {(one) => (
                <li>
                  <SeriesSwatch series={one.series} />
                  {one.name}
                </li>
              )}
            </For>
          </ul>
        </Show>
      }
    >
      <MarkedPlot sentence={props.sentence} measured={measured} height={picture().height} marks={marks()}>
        <Index each={picture().ticks}>
          {(tick) => (
            <>
              <line class="gl" x1={picture().left} x2={picture().right} y1={tick().y} y2={tick().y} />
              <text class="t-3" x={picture().left - 8} y={tick().y + 4} text-anchor="end">
                {props.unit.axis(tick().value)}
              </text>
            </>
          )}
        </Index>
        <line class="axl" x1={picture().left} x2={picture().right} y1={picture().zero} y2={picture().zero} />
        <Index each={picture().periods}>
          {(period) => (
            <text class="t-3" x={period().x} y={picture().height - 6} text-anchor="middle">
              {period().text}
            </text>
          )}
        </Index>
        <For each={props.series}>
          {(one, at) => (
            <g class={`s-${one.series}`}>
              <path class="cht-band" d={picture().lines[at()]?.wide ?? ''} />
              <path class="cht-band2" d={picture().lines[at()]?.narrow ?? ''} />
            </g>
          )}
        </For>
        <For each={props.series}>
          {(one, at) => (
            <g class={`s-${one.series}`}>
              <path class="cht-line" d={picture().lines[at()]?.line ?? ''} />
              <For each={picture().lines[at()]?.dots ?? []}>
                {(dot) => <Show when={dot}>{(place) => <Marker series={one.series} at={place()} />}</Show>}
              </For>
            </g>
          )}
        </For>
        <For each={picture().crossings}>
          {(crossing) => (
            <>
              <path class="cht-lead" d={`M${crossing.x} ${crossing.y}V${crossing.textY - 4}`} />
              <circle class="cht-ring" cx={crossing.x} cy={crossing.y} r="5" />
              <text class="t-s halo" x={crossing.textX} y={crossing.textY} text-anchor={crossing.anchor}>
                {crossing.text}
              </text>
            </>
          )}
        </For>
        <Index each={picture().ends}>
          {(end) => (
            <text class="halo" classList={{ 't-s': end().isMain }} x={end().x} y={end().y + 4}>
              {end().text}
            </text>
          )}
        </Index>
      </MarkedPlot>
    </ChartFrame>
  )
}
