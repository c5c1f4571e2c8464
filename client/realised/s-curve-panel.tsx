import { createMemo, createUniqueId, For, Index, Show } from 'solid-js'
import type { IndexGap } from '#models/realised/forecast.ts'
import type { CurveView, ForecastView } from '#models/realised/realised.views.ts'
import { fmt, t, type TextKey } from '#client/i18n/i18n.ts'
import { ChartFrame, type ChartState } from '#client/ui/charts/chart-frame.tsx'
import type { ChartMark } from '#client/ui/charts/mark-focus.ts'
import { MarkedPlot } from '#client/ui/charts/marked-plot.tsx'
import { createMeasuredWidth } from '#client/ui/charts/measured-width.ts'
import type { ChartTable, TableCell } from '#client/ui/charts/table-csv.ts'
import { type OpeningOf, openingId } from './opening.ts'
import { dollarUnit } from './realised-words.ts'
import { type SeriesName, sCurvePicture, seriesNames } from './s-curve-geometry.ts'
import './realised.css'

const seriesText: Readonly<Record<SeriesName | 'p10' | 'p90', TextKey>> = {
  promised: 'realised.promisedV1',
  plan: 'realised.plan',
  realised: 'realised.realised',
  forecast: 'realised.forecast',
  p10: 'realised.p10',
  p90: 'realised.p90',
}

/** Where the spread of a forecast comes from: a cold start is said, what does not carry the plan on too, and how several were drawn. */
function classWords(forecast: ForecastView): string {
  if (forecast.kind === 'unknown') return ''
  const { class: from, indexGap, together } = forecast
  const count = { count: from.count, countText: fmt.integer(from.count) }
  return [
    from.kind === 'own' ? t('realised.classOwn', count) : t('realised.classPublished', count),
    ...(indexGap === null ? [] : [t(indexGapText[indexGap])]),
    ...(together === null
      ? []
      : [
          t('realised.drawnTogether', {
            count: fmt.integer(together.count),
            draws: fmt.integer(together.draws),
            share: fmt.percent(100 * together.correlation, 0),
          }),
        ]),
  ].join(' ')
}
const indexGapText: Readonly<Record<IndexGap, TextKey>> = {
  'nothing-measured': 'realised.indexNothing',
  'too-few-months': 'realised.indexFew',
  'plan-too-young': 'realised.indexYoung',
}

/**
 * Promise, plan, realised and forecast, accumulated by month. The first promise never leaves; a month nothing is known of is a gap; the
 * forecast runs to the end of the plan, with its P10 and P90.
 */
export function SCurvePanel(props: {
  readonly curve: CurveView
  readonly of: OpeningOf
  readonly forecast: ForecastView
  readonly state?: ChartState
  readonly isInner?: boolean
}) {
  const measured = createMeasuredWidth()
  const clip = createUniqueId()
  const unit = createMemo(() =>
    dollarUnit([...props.curve.promised, ...props.curve.plan, ...props.curve.forecast.map(({ p90 }) => p90)]),
  )
  const picture = createMemo(() =>
    sCurvePicture({
      width: measured.width(),
      curve: props.curve,
      axisText: unit().chart.axis,
      endText: (series, value) => `${t(seriesText[series])} ${unit().chart.label(value)}`,
    }),
  )
  const valueOf = (series: SeriesName, month: number): number | null => {
    const { curve } = props
    if (series === 'forecast') return curve.forecast[month - curve.forecastFrom]?.p50 ?? null
    return curve[series][month] ?? null
  }
  const intervalAt = (month: number) => {
    const band = props.curve.forecast[month - props.curve.forecastFrom]
    return band === undefined
      ? []
      : [t('ui.chartInterval', { low: unit().chart.full(band.p10), high: unit().chart.full(band.p90) })]
  }
  /** A forecast opens where it ends: between, it is the same spread, as far as the plan has come. */
  const figureAt = (series: SeriesName, month: number): string | null => {
    const at = props.curve.months[month] ?? ''
    if (series !== 'forecast') return openingId(props.of, `${series}-to`, at)
    return month === props.curve.months.length - 1 ? openingId(props.of, 'p50') : null
  }
  const marks = createMemo(() =>
    picture().boxes.map(({ box, month, series }): ChartMark => ({
      row: seriesNames.indexOf(series),
      box,
      title: `${t(seriesText[series])}, ${props.curve.months[month] ?? ''}`,
      lines: [unit().chart.full(valueOf(series, month) ?? 0), ...(series === 'forecast' ? intervalAt(month) : [])],
      figure: figureAt(series, month),
    })),
  )
  const last = () => props.curve.months.indexOf(props.curve.lastMeasured ?? '')
  const sentence = () => {
    const { curve } = props
    const end = curve.forecast.at(-1)
    const full = (value: number | undefined) => (value === undefined ? t('ui.unknown') : fmt.compactMoney(value))
    const words = {
      end: curve.months.at(-1) ?? '',
      promised: full(curve.promised.at(-1)),
      plan: full(curve.plan.at(-1)),
      p50: full(end?.p50),
      p10: full(end?.p10),
      p90: full(end?.p90),
    }
    if (curve.lastMeasured === null) return t('realised.curveSentenceNone', words)
    return t('realised.curveSentence', {
      ...words,
      month: curve.lastMeasured,
      realised: full(curve.realised[last()] ?? undefined),
      planned: full(curve.plan[last()]),
    })
  }
  const cell = (value: number | null | undefined): TableCell =>
    value === null || value === undefined ? t('ui.unknown') : { text: fmt.money(value), value }
  const table = (): ChartTable => ({
    caption: t('realised.curve'),
    columns: [
      { text: t('realised.month') },
      ...seriesNames.map((series) => ({ text: t(seriesText[series]), isNumeric: true })),
      { text: t('realised.p10'), isNumeric: true },
      { text: t('realised.p90'), isNumeric: true },
    ],
    rows: props.curve.months.map((month, at): readonly TableCell[] => {
      const band = props.curve.forecast[at - props.curve.forecastFrom]
      return [
        month,
        ...seriesNames.map((series) => (series === 'forecast' && band === undefined ? '' : cell(valueOf(series, at)))),
        band === undefined ? '' : cell(band.p10),
        band === undefined ? '' : cell(band.p90),
      ]
    }),
  })
  const state = (): ChartState =>
    props.state ??
    (props.curve.months.length === 0
      ? { kind: 'empty', title: t('realised.curveEmpty'), text: t('realised.curveEmptyText') }
      : { kind: 'ready' })
  const partial = () =>
    props.curve.missing === 0
      ? {}
      : {
          partial: t('realised.partial', {
            missing: fmt.integer(props.curve.missing),
            planned: fmt.integer(props.curve.planned),
          }),
        }
  return (
    <ChartFrame
      title={t('realised.curve')}
      subtitle={t('realised.curveNote', { unit: unit().name })}
      isInner={props.isInner === true}
      state={state()}
      note={classWords(props.forecast)}
      {...partial()}
      table={table()}
      legend={
        <ul class="legend">
          <For each={['realised', 'plan', 'promised', 'forecast'] as const}>
            {(series) => (
              <li>
                <svg width="26" height="10" aria-hidden="true">
                  <path class={`rl-line rl-${series}`} d="M0 5H26" />
                </svg>
                {t(seriesText[series])}
              </li>
            )}
          </For>
        </ul>
      }
    >
      <MarkedPlot sentence={sentence()} measured={measured} height={picture().height} marks={marks()}>
        <defs>
          <clipPath id={clip}>
            <rect x={picture().left} y="0" width={picture().right - picture().left + 4} height={picture().height} />
          </clipPath>
        </defs>
        <Index each={picture().ticks}>
          {(tick) => (
            <>
              <line class="gl" x1={picture().left} x2={picture().right} y1={tick().y} y2={tick().y} />
              <text class="t-3" x={picture().left - 8} y={tick().y + 4} text-anchor="end">
                {unit().chart.axis(tick().value)}
              </text>
            </>
          )}
        </Index>
        <line class="axl" x1={picture().left} x2={picture().right} y1={picture().zero} y2={picture().zero} />
        <Index each={picture().months}>
          {(month) => (
            <text class="t-3" x={month().x} y={picture().height - 6} text-anchor="middle">
              {month().text}
            </text>
          )}
        </Index>
        <g clip-path={`url(#${clip})`}>
          <path class="rl-band" d={picture().band} />
          <For each={['promised', 'plan', 'forecast', 'realised'] as const}>
            {(series) => <path class={`rl-line rl-${series}`} d={picture().lines[series]} />}
          </For>
          <For each={picture().alone}>{(dot) => <circle class="rl-alone" cx={dot.x} cy={dot.y} r="3.5" />}</For>
        </g>
        <Show when={picture().measured}>
          {(at) => (
            <>
              <path class="rl-at" d={`M${at().x} ${picture().top}V${picture().bottom}`} />
              <circle class="rl-alone" cx={at().x} cy={at().y} r="4" />
            </>
          )}
        </Show>
        <Index each={picture().ends}>
          {(end) => (
            <text
              class="halo"
              classList={{ 't-s': end().series === 'forecast' }}
              x={picture().right + 8}
              y={end().y + 4}
            >
              {end().text}
            </text>
          )}
        </Index>
      </MarkedPlot>
    </ChartFrame>
  )
}
