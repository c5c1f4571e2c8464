import { createMemo, createUniqueId, For, Index, Show } from 'solid-js'
import { t } from '#client/i18n/i18n.ts'
import type { FigureSource } from '../figure.tsx'
import { ChartFrame, type ChartFrameProps } from './chart-frame.tsx'
import { Hatching } from './hatching.tsx'
import type { ChartMark } from './mark-focus.ts'
import { MarkedPlot } from './marked-plot.tsx'
import { createMeasuredWidth } from './measured-width.ts'
import type { ChartTable } from './table-csv.ts'
import {
  barHeight,
  changesSign,
  type TornadoEnd,
  tornadoPicture,
  type TornadoRowPicture,
  type TornadoSpread,
  widestFirst,
} from './tornado-geometry.ts'
import type { ChartUnit } from './units.ts'

export type TornadoRow = TornadoSpread & {
  readonly name: string
  /** The value of the assumption at which the outcome meets the threshold, when there is one. */
  readonly switching?: string
  readonly figure?: FigureSource
}

/** One assumption at a time: what the outcome becomes at its low and at its high value, widest first. */
export function Tornado(
  props: ChartFrameProps & {
    readonly sentence: string
    readonly rows: readonly TornadoRow[]
    /** The outcome when every assumption has its likely value. */
    readonly base: number
    /** Where the conclusion turns: 0 for a net present value. */
    readonly threshold?: number
    /** Name of what varies: « Hypothèse ». */
    readonly rowName: string
    readonly unit: ChartUnit
  },
) {
  const cuts = createUniqueId()
  const measured = createMeasuredWidth()
  const threshold = () => props.threshold ?? 0
  const rows = createMemo(() => widestFirst(props.rows))
  const turns = (row: TornadoRow) => changesSign(row, threshold())
  const switching = (row: TornadoRow) =>
    row.switching === undefined ? [] : [t('ui.chartSwitchesAt', { value: row.switching })]
  const sayings = (row: TornadoRow) => [...(turns(row) ? [t('ui.chartChangesSign')] : []), ...switching(row)]
  const picture = createMemo(() =>
    tornadoPicture({
      width: measured.width(),
      rows: rows().map((row) => ({ ...row, note: sayings(row).join(', ') })),
      base: props.base,
      threshold: threshold(),
      labelText: (value) => props.unit.label(value),
    }),
  )
  const endWords = (end: TornadoEnd, key: 'ui.chartAtLow' | 'ui.chartAtHigh') =>
    t(key, { input: end.input, result: props.unit.full(end.result) })
  const marks = createMemo(() =>
    rows().map((row, at): ChartMark => {
      const drawn = picture().rows[at]
      return {
        row: at,
        box: { x: 0, y: drawn?.top ?? 0, width: measured.width(), height: (drawn?.height ?? 0) - 2 },
        title: row.name,
        lines: [endWords(row.low, 'ui.chartAtLow'), endWords(row.high, 'ui.chartAtHigh'), ...sayings(row)],
        figure: row.figure,
      }
    }),
  )
  const table = (): ChartTable => ({
    caption: props.title,
    columns: [
      { text: props.rowName },
      { text: t('ui.chartLow') },
      { text: t('ui.chartLowResult'), isNumeric: true },
      { text: t('ui.chartHigh') },
      { text: t('ui.chartHighResult'), isNumeric: true },
      { text: t('ui.chartSwitching') },
      { text: t('ui.chartChangesSign') },
    ],
    rows: rows().map((row) => [
      row.name,
      row.low.input,
      { text: props.unit.label(row.low.result), value: row.low.result },
      row.high.input,
      { text: props.unit.label(row.high.result), value: row.high.result },
      row.switching ?? t('ui.chartNoSwitching'),
      t(turns(row) ? 'ui.yes' : 'ui.no'),
    ]),
  })
  return (
    <ChartFrame
      {...props}
      table={table()}
      legend={
        <ul class="legend">
          <li>
            <i class="sw tone tone-2" />
            {t('ui.chartLow')}
          </li>
          <li>
            <i class="sw tone tone-1" />
            {t('ui.chartHigh')}
          </li>
          <Show when={rows().some(turns)}>
            <li>
              <i class="sw tone tone-1 cht-cuts" />
              {t('ui.chartChangesSign')}
            </li>
          </Show>
        </ul>
      }
    >
      <MarkedPlot sentence={props.sentence} measured={measured} height={picture().height} marks={marks()}>
        <Hatching id={cuts} />
        <Index each={picture().ticks}>
          {(tick) => (
            <>
              <line class="gl" x1={tick().x} x2={tick().x} y1={picture().top} y2={picture().bottom} />
              <text class="t-3" x={tick().x} y={picture().bottom + 16} text-anchor="middle">
                {props.unit.axis(tick().value)}
              </text>
            </>
          )}
        </Index>
        <Show when={picture().threshold}>
          {(x) => <line class="axl" x1={x()} x2={x()} y1={picture().top} y2={picture().bottom} />}
        </Show>
        <For each={picture().rows}>{(row) => <RowBar row={row} cuts={cuts} />}</For>
        <line class="cht-base" x1={picture().base} x2={picture().base} y1={picture().top - 4} y2={picture().bottom} />
        <For each={picture().rows}>{(row) => <RowTexts row={row} />}</For>
        <text class="t-s halo" x={picture().base} y={12} text-anchor="middle">
          {t('ui.chartBase', { value: props.unit.label(props.base) })}
        </text>
      </MarkedPlot>
    </ChartFrame>
  )
}

function RowBar(props: { row: TornadoRowPicture; cuts: string }) {
  return (
    <>
      <For each={props.row.pieces}>
        {(piece) => (
          <>
            <rect
              class={`cht-fill tone-${piece.side === 'low' ? 2 : 1}`}
              x={piece.x}
              y={props.row.barY}
              width={piece.width}
              height={barHeight}
            />
            <Show when={piece.isPast}>
              <rect
                fill={`url(#${props.cuts})`}
                x={piece.x}
                y={props.row.barY}
                width={piece.width}
                height={barHeight}
              />
            </Show>
          </>
        )}
      </For>
      <Show when={props.row.crossing}>
        {(x) => <path class="cht-tick" d={`M${x()} ${props.row.barY - 4}V${props.row.barY + barHeight + 4}`} />}
      </Show>
    </>
  )
}

function RowTexts(props: { row: TornadoRowPicture }) {
  return (
    <>
      <For each={props.row.nameLines}>
        {(line, at) => (
          <text class="t-s halo" x="0" y={props.row.nameY + 16 * at()}>
            {line}
          </text>
        )}
      </For>
      <text class="halo" x="0" y={props.row.nameY + 16 * props.row.nameLines.length}>
        {props.row.note}
      </text>
      <For each={[props.row.left, props.row.right]}>
        {(end) => (
          <>
            <text class="t-s halo" x={end.x} y={props.row.barY + 11} text-anchor={end.anchor}>
              {end.result}
            </text>
            <text class="t-3 halo" x={end.x} y={props.row.barY + 26} text-anchor={end.anchor}>
              {end.input}
            </text>
          </>
        )}
      </For>
    </>
  )
}
