import { createMemo, For, Show } from 'solid-js'
import { t } from '#client/i18n/i18n.ts'
import type { FigureSource } from '../figure.tsx'
import { ChartFrame, type ChartFrameProps } from './chart-frame.tsx'
import { chancesInTen, type Interval, intervalPicture, stripHeight } from './interval-geometry.ts'
import type { ChartMark } from './mark-focus.ts'
import { MarkedPlot } from './marked-plot.tsx'
import { createMeasuredWidth } from './measured-width.ts'
import type { Domain } from './scale.ts'
import type { ChartTable } from './table-csv.ts'
import type { ChartUnit } from './units.ts'

/** « 8 chances sur 10 de couvrir la mise » ; `goal` is what may happen, ready to follow the chances. */
export function chancesWords(probability: number, goal: string): string {
  const { kind, count } = chancesInTen(probability)
  if (kind === 'few') return t('ui.chancesFew', { goal })
  if (kind === 'most') return t('ui.chancesMost', { goal })
  return t('ui.chances', { count, goal })
}

/** Where a figure may fall, and where that stands against a plan or a threshold. */
export function IntervalStrip(
  props: ChartFrameProps & {
    readonly sentence: string
    readonly interval: Interval
    /** Plan, promise or threshold. */
    readonly reference?: { readonly name: string; readonly value: number }
    readonly chances?: { readonly probability: number; readonly goal: string }
    readonly figure?: FigureSource
    readonly unit: ChartUnit
    readonly domain?: Domain
  },
) {
  const measured = createMeasuredWidth()
  const referenceText = () => {
    const reference = props.reference
    return reference === undefined ? '' : `${reference.name} ${props.unit.label(reference.value)}`
  }
  const picture = createMemo(() =>
    intervalPicture({
      width: measured.width(),
      interval: props.interval,
      reference: props.reference === undefined ? undefined : { value: props.reference.value, text: referenceText() },
      labelText: (value) => props.unit.label(value),
      domain: props.domain,
    }),
  )
  const valueOf = (name: 'P10' | 'P50' | 'P90') =>
    ({ P10: props.interval.p10, P50: props.interval.p50, P90: props.interval.p90 })[name]
  const marks = createMemo((): readonly ChartMark[] => [
    ...picture().points.map((point) => ({
      row: 0,
      box: { x: point.x - 12, y: 20, width: 24, height: 24 },
      title: point.name,
      lines: [props.unit.full(valueOf(point.name))],
      figure: props.figure,
    })),
    ...[picture().reference].flatMap((drawn) =>
      drawn === undefined || props.reference === undefined
        ? []
        : [
            {
              row: 0,
              box: { x: drawn.x - 12, y: 16, width: 24, height: 32 },
              title: props.reference.name,
              lines: [props.unit.full(props.reference.value)],
            },
          ],
    ),
  ])
  const byPlace = () => [...marks()].sort((a, b) => a.box.x - b.box.x)
  const table = (): ChartTable => ({
    caption: props.title,
    columns: [{ text: t('ui.chartMeasure') }, { text: t('ui.chartValue'), isNumeric: true }],
    rows: [
      ...(['P10', 'P50', 'P90'] as const).map((name) => [
        name,
        { text: props.unit.label(valueOf(name)), value: valueOf(name) },
      ]),
      ...(props.reference === undefined
        ? []
        : [[props.reference.name, { text: props.unit.label(props.reference.value), value: props.reference.value }]]),
    ],
  })
  const low = () => picture().points[0]?.x ?? 0
  const high = () => picture().points[2]?.x ?? 0
  return (
    <ChartFrame {...props} table={table()} height={stripHeight}>
      <MarkedPlot sentence={props.sentence} measured={measured} height={picture().height} marks={byPlace()}>
        <line class="axl" x1={picture().left} x2={picture().right} y1="32" y2="32" />
        <rect class="cht-range" x={low()} y="26" width={Math.max(1, high() - low())} height="12" />
        <For each={picture().points}>
          {(point) => (
            <>
              <Show when={point.name === 'P50'} fallback={<path class="cht-end" d={`M${point.x} 25V39`} />}>
                <circle class="cht-median" cx={point.x} cy="32" r="6.5" />
              </Show>
              <text classList={{ 't-s': point.name === 'P50' }} x={point.labelX} y="60" text-anchor="middle">
                {`${point.name} ${props.unit.label(valueOf(point.name))}`}
              </text>
            </>
          )}
        </For>
        <Show when={picture().reference}>
          {(reference) => (
            <>
              <path class="cht-tick" d={`M${reference().x} 18V46`} />
              <text x={reference().labelX} y="12" text-anchor="middle">
                {referenceText()}
              </text>
            </>
          )}
        </Show>
      </MarkedPlot>
      <Show when={props.chances}>
        {(chances) => <p class="cht-chances">{chancesWords(chances().probability, chances().goal)}</p>}
      </Show>
    </ChartFrame>
  )
}
