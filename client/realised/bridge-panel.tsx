import { createMemo, createUniqueId, For, Index, Show } from 'solid-js'
import type { BridgeView } from '#models/realised/realised.views.ts'
import { barLabels } from '#models/realised/bridge-labels.ts'
import { mostNotSplit } from '#models/realised/bridge.ts'
import { fmt, said, t } from '#client/i18n/i18n.ts'
import { ChartFrame, type ChartState } from '#client/ui/charts/chart-frame.tsx'
import { Hatching } from '#client/ui/charts/hatching.tsx'
import type { ChartMark } from '#client/ui/charts/mark-focus.ts'
import { MarkedPlot } from '#client/ui/charts/marked-plot.tsx'
import { createMeasuredWidth } from '#client/ui/charts/measured-width.ts'
import type { ChartTable } from '#client/ui/charts/table-csv.ts'
import { barHeight, bridgePicture, type BridgeRow, lineHeight, orderedSteps } from './bridge-geometry.ts'
import { type OpeningOf, openingId } from './opening.ts'
import { bridgeGapText, dollarUnit } from './realised-words.ts'
import './realised.css'

type Row = BridgeRow & { readonly cad: string; readonly figure: string }

/** From the first promise to what was realised, cause by cause: losses plain, gains hatched, the axis cut when it must be. */
export function BridgePanel(props: {
  readonly bridge: BridgeView
  readonly of: OpeningOf
  readonly state?: ChartState
  readonly isInner?: boolean
}) {
  const measured = createMeasuredWidth()
  const cuts = createUniqueId()
  const rows = createMemo((): readonly Row[] => {
    const { bars, fromCad, realisedCad } = props.bridge
    const steps = orderedSteps(
      bars.map(({ cad, name }) => ({ cad, name, value: Number(cad), isFirst: name === 're-baseline' })),
    )
    return [
      {
        kind: 'total',
        name: t('realised.promisedV1'),
        value: Number(fromCad),
        cad: fromCad,
        figure: openingId(props.of, 'bridge-from'),
      },
      ...steps.map(({ cad, name, value }): Row => ({
        kind: 'step',
        name: said(barLabels[name]),
        value,
        cad,
        figure: openingId(props.of, `bridge-${name}`),
      })),
      {
        kind: 'total',
        name: t('realised.realised'),
        value: Number(realisedCad),
        cad: realisedCad,
        figure: openingId(props.of, 'bridge-to'),
      },
    ]
  })
  const unit = createMemo(() => dollarUnit(rows().map(({ value }) => value)))
  const valueText = (row: Pick<Row, 'kind' | 'value'>) =>
    row.kind === 'total' || row.value <= 0 ? unit().chart.label(row.value) : `+${unit().chart.label(row.value)}`
  const picture = createMemo(() =>
    bridgePicture({ width: measured.width(), rows: rows(), valueText: (value) => `+${unit().chart.label(value)}` }),
  )
  const marks = createMemo(() =>
    rows().map((row, at): ChartMark => {
      const drawn = picture().rows[at]
      return {
        row: at,
        box: { x: 0, y: drawn?.top ?? 0, width: measured.width(), height: picture().rowHeight - 2 },
        title: row.name,
        lines: [row.kind === 'total' || row.value <= 0 ? fmt.money(row.cad) : `+${fmt.money(row.cad)}`],
        figure: row.figure,
      }
    }),
  )
  const table = (): ChartTable => ({
    caption: t('realised.bridge'),
    columns: [{ text: t('realised.cause') }, { text: t('realised.amount'), isNumeric: true }],
    rows: [
      [t('realised.promisedV1'), { text: fmt.money(props.bridge.fromCad), value: Number(props.bridge.fromCad) }],
      ...props.bridge.bars.map(
        ({ cad, name }) => [said(barLabels[name]), { text: fmt.money(cad), value: Number(cad) }] as const,
      ),
      [t('realised.realised'), { text: fmt.money(props.bridge.realisedCad), value: Number(props.bridge.realisedCad) }],
    ],
  })
  const state = (): ChartState =>
    props.state ??
    (props.bridge.months === 0
      ? { kind: 'empty', title: t('realised.bridgeEmpty'), text: t('realised.bridgeEmptyText') }
      : { kind: 'ready' })
  const note = () =>
    [
      ...(picture().cutAt === undefined
        ? []
        : [t('realised.cut', { at: unit().chart.label(picture().cutAt ?? 0), unit: unit().name })]),
      ...(props.bridge.notSplitShare >= mostNotSplit
        ? [t('realised.notSplitNote', { share: fmt.percent(100 * props.bridge.notSplitShare, 0) })]
        : []),
      ...props.bridge.gaps.map((gap) => t(bridgeGapText[gap])),
      t('realised.bridgeOrder'),
    ].join(' ')
  const sentence = () => {
    const biggest = rows()
      .filter(({ kind }) => kind === 'step')
      .toSorted((a, b) => Math.abs(b.value) - Math.abs(a.value))[0]
    return t('realised.bridgeSentence', {
      from: fmt.compactMoney(Number(props.bridge.fromCad)),
      to: fmt.compactMoney(Number(props.bridge.realisedCad)),
      cause: biggest?.name ?? t('realised.noCause'),
      amount: fmt.compactMoney(biggest?.value ?? 0),
    })
  }
  return (
    <ChartFrame
      title={t('realised.bridge')}
      subtitle={t('realised.bridgeNote', { unit: unit().name, months: fmt.integer(props.bridge.months) })}
      isInner={props.isInner === true}
      state={state()}
      note={note()}
      table={table()}
      legend={
        <ul class="legend">
          <li>
            <i class="sw rl-sw-down" />
            {t('realised.loss')}
          </li>
          <li>
            <i class="sw rl-sw-up" />
            {t('realised.gain')}
          </li>
        </ul>
      }
    >
      <MarkedPlot sentence={sentence()} measured={measured} height={picture().height} marks={marks()}>
        <Hatching id={cuts} />
        <Index each={picture().ticks}>
          {(tick) => (
            <>
              <line class="gl" x1={tick().x} x2={tick().x} y1="2" y2={picture().bottom} />
              <text class="t-3" x={tick().x} y={picture().bottom + 16} text-anchor="middle">
                {unit().chart.axis(tick().value)}
              </text>
            </>
          )}
        </Index>
        <Show when={picture().zero}>{(x) => <line class="axl" x1={x()} x2={x()} y1="2" y2={picture().bottom} />}</Show>
        <For each={picture().rows}>
          {(drawn, at) => (
            <BarRow
              row={rows()[at()]}
              drawn={drawn}
              cuts={cuts}
              isCut={picture().cutAt !== undefined}
              rowHeight={picture().rowHeight}
              isLast={at() === rows().length - 1}
              valueText={valueText}
            />
          )}
        </For>
      </MarkedPlot>
    </ChartFrame>
  )
}

function BarRow(props: {
  readonly row: Row | undefined
  readonly drawn: ReturnType<typeof bridgePicture>['rows'][number]
  readonly cuts: string
  readonly isCut: boolean
  readonly rowHeight: number
  readonly isLast: boolean
  readonly valueText: (row: Row) => string
}) {
  const y = () => props.drawn.top + (props.rowHeight - barHeight) / 2
  const baseline = () => props.drawn.top + props.rowHeight / 2 + 4
  const firstLine = () => baseline() - ((props.drawn.name.length - 1) * lineHeight) / 2
  const value = () => (props.row === undefined ? '' : props.valueText(props.row))
  return (
    <>
      <For each={props.drawn.name}>
        {(line, at) => (
          <text classList={{ 't-s': props.drawn.side === 'total' }} x="0" y={firstLine() + at() * lineHeight}>
            {line}
          </text>
        )}
      </For>
      <rect
        class={`rl-bar rl-${props.drawn.side}`}
        x={props.drawn.barX}
        y={y()}
        width={Math.max(1, props.drawn.barWidth)}
        height={barHeight}
      />
      <Show when={props.drawn.side === 'up'}>
        <rect
          fill={`url(#${props.cuts})`}
          x={props.drawn.barX}
          y={y()}
          width={props.drawn.barWidth}
          height={barHeight}
        />
      </Show>
      <Show when={props.isCut && props.drawn.side === 'total'}>
        <path class="rl-break" d={`M${props.drawn.barX + 10} ${y() + barHeight + 2}l5 ${-barHeight - 4}`} />
      </Show>
      <Show when={!props.isLast}>
        <path class="cht-lead" d={`M${props.drawn.linkX} ${y() + barHeight}v${props.rowHeight - barHeight}`} />
      </Show>
      <text class="t-s" x={props.drawn.valueX} y={baseline()} text-anchor="end">
        {value()}
      </text>
    </>
  )
}
