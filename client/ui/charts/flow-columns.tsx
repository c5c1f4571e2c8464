import { createMemo, For, Index, Show } from 'solid-js'
import { t } from '#client/i18n/i18n.ts'
import type { FigureSource } from '../figure.tsx'
import { ChartFrame, type ChartFrameProps } from './chart-frame.tsx'
import { PartsLegend, type Tone } from './chart-legend.tsx'
import { type DrawnColumn, type FlowColumn, flowPicture, knownTotal, unknownHeads } from './flow-geometry.ts'
import type { ChartMark } from './mark-focus.ts'
import { MarkedPlot } from './marked-plot.tsx'
import { createMeasuredWidth } from './measured-width.ts'
import type { ChartTable, TableCell } from './table-csv.ts'
import type { ChartUnit } from './units.ts'

export type FlowHead = { readonly key: string; readonly text: string; readonly tone: Tone }
export type FlowSide = {
  readonly name: string
  /** One letter under its columns, told in the note. */
  readonly letter: string
  /** One a period. A head without amount has no figure. */
  readonly columns: readonly (FlowColumn & { readonly figure?: FigureSource })[]
}
/** What returns every year in one group, what is paid once in another: they are never stacked together. */
export type FlowGroup = {
  readonly title: string
  readonly heads: readonly FlowHead[]
  readonly sides: readonly FlowSide[]
}

/** Money by fiscal year, what stays beside what moves, stacked by head; groups one under the other on one scale. */
export function FlowColumns(
  props: ChartFrameProps & {
    readonly sentence: string
    readonly periods: readonly string[]
    readonly periodName: string
    readonly groups: readonly FlowGroup[]
    readonly unit: ChartUnit
  },
) {
  const measured = createMeasuredWidth()
  const picture = createMemo(() =>
    flowPicture({
      width: measured.width(),
      periods: props.periods,
      groups: props.groups.map((group) => ({
        heads: group.heads.map(({ key }) => key),
        sides: group.sides.map(({ columns }) => columns),
      })),
      axisText: (value) => props.unit.axis(value),
    }),
  )
  const headText = (group: FlowGroup, key: string) => group.heads.find((head) => head.key === key)?.text ?? key
  const total = (column: FlowColumn) => {
    const sum = knownTotal(column)
    return sum === undefined ? t('ui.unknown') : props.unit.full(sum)
  }
  const missing = (group: FlowGroup, column: FlowColumn) => {
    const keys = unknownHeads(
      column,
      group.heads.map(({ key }) => key),
    )
    return keys.length === 0
      ? []
      : [t('ui.chartMissing', { heads: keys.map((key) => headText(group, key)).join(', ') })]
  }
  const columnWords = (group: FlowGroup, column: FlowColumn) => [
    total(column),
    ...group.heads.flatMap(({ key, text }) => {
      const amount = column.amounts[key]
      return amount === undefined || amount === 0 ? [] : [`${text} ${props.unit.full(amount)}`]
    }),
    ...missing(group, column),
  ]
  const markOf = (group: FlowGroup, row: number, drawn: DrawnColumn): ChartMark => {
    const side = group.sides[drawn.side]
    const column = side?.columns[drawn.period]
    const height = Math.max(24, drawn.bottom - drawn.top)
    return {
      row,
      box: { x: drawn.x, y: drawn.bottom - height, width: drawn.width, height },
      title: `${group.title}, ${props.periods[drawn.period] ?? ''}, ${side?.name ?? ''}`,
      lines: column === undefined ? [] : columnWords(group, column),
      figure: column?.figure,
    }
  }
  const marks = createMemo(() =>
    props.groups.flatMap((group, row) =>
      [...(picture().groups[row]?.columns ?? [])]
        .sort((a, b) => a.period - b.period || a.side - b.side)
        .map((drawn) => markOf(group, row, drawn)),
    ),
  )
  const cell = (column: FlowColumn | undefined, head: FlowHead): TableCell => {
    const value = column?.amounts[head.key]
    return value === undefined ? t('ui.unknown') : { text: props.unit.label(value), value }
  }
  const table = (): ChartTable => {
    const columns = props.groups.flatMap((group) =>
      group.sides.flatMap((side) => group.heads.map((head) => ({ group, side, head }))),
    )
    return {
      caption: props.title,
      columns: [
        { text: props.periodName },
        ...columns.map(({ group, side, head }) => ({
          text: `${group.title}, ${side.name}, ${head.text}`,
          isNumeric: true,
        })),
      ],
      rows: props.periods.map((period, at) => [
        period,
        ...columns.map(({ side, head }) => cell(side.columns[at], head)),
      ]),
    }
  }
  const letters = () => (props.groups[0]?.sides ?? []).map((side) => `${side.letter} = ${side.name}`).join(', ')
  return (
    <ChartFrame
      {...props}
      table={table()}
      note={
        <>
          {letters()}
          <Show when={props.note}>{(note) => <>. {note()}</>}</Show>
        </>
      }
    >
      <div class="cht-legends">
        <For each={props.groups}>
          {(group) => (
            <div>
              <b>{group.title}</b>
              <PartsLegend parts={group.heads} />
            </div>
          )}
        </For>
      </div>
      <MarkedPlot sentence={props.sentence} measured={measured} height={picture().height} marks={marks()}>
        <For each={picture().groups}>
          {(drawn, at) => (
            <>
              <text class="t-s" x="0" y={drawn.titleY}>
                {props.groups[at()]?.title}
              </text>
              <Index each={drawn.ticks}>
                {(tick) => (
                  <>
                    <line
                      class={tick().value === 0 ? 'axl' : 'gl'}
                      x1={picture().left}
                      x2={picture().right}
                      y1={tick().y}
                      y2={tick().y}
                    />
                    <text class="t-3" x={picture().left - 8} y={tick().y + 4} text-anchor="end">
                      {props.unit.axis(tick().value)}
                    </text>
                  </>
                )}
              </Index>
              <For each={drawn.columns}>
                {(column) => (
                  <Column
                    column={column}
                    heads={props.groups[at()]?.heads ?? []}
                    letter={picture().areLetters ? (props.groups[at()]?.sides[column.side]?.letter ?? '') : ''}
                    letterY={drawn.bottom + 14}
                  />
                )}
              </For>
            </>
          )}
        </For>
        <Index each={picture().periods}>
          {(period) => (
            <text class="t-3" x={period().x} y={picture().height - 4} text-anchor="middle">
              {period().text}
            </text>
          )}
        </Index>
      </MarkedPlot>
    </ChartFrame>
  )
}

function Column(props: { column: DrawnColumn; heads: readonly FlowHead[]; letter: string; letterY: number }) {
  const tone = (key: string) => props.heads.find((head) => head.key === key)?.tone ?? 6
  return (
    <>
      <For each={props.column.pieces}>
        {(piece) => (
          // The gap of a pixel between parts is taken from the part itself: the total keeps its height.
          <rect
            class={`cht-fill tone-${tone(piece.head)}`}
            x={props.column.x}
            y={piece.y + (piece.height > 2 ? 0.5 : 0)}
            width={props.column.width}
            height={piece.height > 2 ? piece.height - 1 : piece.height}
          />
        )}
      </For>
      <Show when={props.column.gap}>
        {(gap) => (
          <rect
            class="cht-gap"
            x={props.column.x + 0.5}
            y={gap().y + 0.5}
            width={props.column.width - 1}
            height={gap().height - 1}
          />
        )}
      </Show>
      <text class="t-3" x={props.column.x + props.column.width / 2} y={props.letterY} text-anchor="middle">
        {props.letter}
      </text>
    </>
  )
}
