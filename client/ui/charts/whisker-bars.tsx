import { createMemo, For, Index, type JSX, Show } from 'solid-js'
import type { FigureSource } from '../figure.tsx'
import type { Tone } from './chart-legend.tsx'
import { type ChartMark, createMarkFocus, markName, type MarkFocus } from './mark-focus.ts'
import { niceTicks } from './scale.ts'
import './whisker-bars.css'
import './charts.css'

/** `prohibited` stays drawn, pale and cut: the price of a rule must be visible. `today` is what the others are compared with. */
export type BarLook = 'open' | 'retained' | 'prohibited' | 'today'
export type WhiskerBar = {
  /** What it is, drawn beside the bar. */
  readonly label: JSX.Element
  /** The same in plain words. */
  readonly name: string
  readonly look: BarLook
  /** Stacked in the order given; parts at 0 are not drawn. */
  readonly parts: readonly { readonly amount: number; readonly tone: Tone }[]
  readonly interval?: { readonly p10: number; readonly p90: number }
  /** Interval and parts, as they are read. */
  readonly sayings: readonly string[]
  /** The total at the end of the row. */
  readonly total: JSX.Element
  readonly figure?: FigureSource
}

function lengthOf(bar: WhiskerBar): number {
  return bar.parts.reduce((sum, { amount }) => sum + amount, 0)
}

function Bar(props: { bar: WhiskerBar; top: number; at: number; focus: MarkFocus }) {
  const share = (amount: number) => `${(100 * amount) / props.top}%`
  const isShown = () => props.focus.shown() === props.at
  return (
    <div
      class="cst-r"
      classList={{
        no: props.bar.look === 'prohibited',
        best: props.bar.look === 'retained',
        now: props.bar.look === 'today',
      }}
    >
      <span class="lb">{props.bar.label}</span>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- a bar is read and pointed at; what it opens has a button at the end of the row */}
      <div
        class="cst-b"
        style={{ '--w': share(lengthOf(props.bar)) }}
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- bars drawn by the page are one picture, no file holds it
        role="img"
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- the arrows walk the bars; Enter opens the figure at the end of the row
        tabindex={props.focus.at() === props.at ? 0 : -1}
        aria-label={markName({ title: props.bar.name, lines: props.bar.sayings })}
        ref={(element) => props.focus.register(props.at, element)}
        on:keydown={(event) => props.focus.onKeyDown(event)}
        onFocus={() => props.focus.show(props.at)}
        onBlur={() => props.focus.show(undefined)}
        onPointerEnter={() => props.focus.show(props.at)}
        onPointerLeave={() => props.focus.show(undefined)}
      >
        <div class="st">
          <For each={props.bar.parts}>
            {(part) => (
              <Show when={part.amount > 0}>
                <i class={`tone tone-${part.tone}`} style={{ width: share(part.amount) }} />
              </Show>
            )}
          </For>
        </div>
        <Show when={props.bar.interval}>
          {(interval) => (
            <span class="wk" style={{ left: share(interval().p10), width: share(interval().p90 - interval().p10) }} />
          )}
        </Show>
        <Show when={isShown()}>
          <div class="cht-tip pop" aria-hidden="true">
            <b>{props.bar.name}</b>
            <For each={props.bar.sayings}>{(saying) => <span>{saying}</span>}</For>
          </div>
        </Show>
      </div>
      <b>{props.bar.total}</b>
    </div>
  )
}

/** One bar a thing compared, stacked by part, with the whisker from P10 to P90 around its total. */
export function WhiskerBars(props: {
  readonly bars: readonly WhiskerBar[]
  /** A tick of the axis; `top` is the end of the axis, from which the number of decimals is chosen. */
  readonly axisText: (value: number, top: number) => string
}) {
  // Bars hold elements: they are made once, not each time a key asks for them.
  const bars = createMemo(() => props.bars)
  const marks = (): readonly ChartMark[] =>
    bars().map((bar, row) => ({
      row,
      box: { x: 0, y: row, width: 1, height: 1 },
      title: bar.name,
      lines: bar.sayings,
      figure: bar.figure,
    }))
  let root: HTMLDivElement | undefined
  const focus = createMarkFocus(marks, () => root?.focus())
  const top = () => 1.04 * Math.max(1, ...bars().map((bar) => Math.max(lengthOf(bar), bar.interval?.p90 ?? 0)))
  const ticks = () => niceTicks({ low: 0, high: top() })
  return (
    <div
      class="cst"
      tabindex="-1"
      ref={(element) => (root = element)}
      style={{ '--step': `${(100 * (ticks()[1] ?? top())) / top()}%` }}
    >
      <Index each={bars()}>{(bar, at) => <Bar bar={bar()} top={top()} at={at} focus={focus} />}</Index>
      <div class="cst-ax" aria-hidden="true">
        <For each={ticks()}>
          {(tick) => <span style={{ left: `${(100 * tick) / top()}%` }}>{props.axisText(tick, top())}</span>}
        </For>
      </div>
    </div>
  )
}
