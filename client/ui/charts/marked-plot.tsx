import { createUniqueId, For, Index, type JSX, Show } from 'solid-js'
import { t } from '#client/i18n/i18n.ts'
import type { MeasuredWidth } from './measured-width.ts'
import { type ChartMark, createMarkFocus, markName, type MarkWords } from './mark-focus.ts'
import { type Box, nearestMark } from './marks.ts'

const tipGap = 6

/** What a mark says, beside it; it can be pointed at, selected, and put away by Escape. The mark's own name says the same aloud. */
export function ChartTip(props: { words: MarkWords; box: Box; width: number; height: number }) {
  const centre = () => props.box.x + props.box.width / 2
  const isLeft = () => centre() < props.width / 2
  const isHigh = () => props.box.y + props.box.height / 2 < props.height / 2
  return (
    <div
      class="cht-tip pop"
      aria-hidden="true"
      style={{
        left: isLeft() ? `${Math.max(0, centre() - tipGap)}px` : 'auto',
        right: isLeft() ? 'auto' : `${Math.max(0, props.width - centre() - tipGap)}px`,
        top: isHigh() ? `${props.box.y + props.box.height + tipGap}px` : 'auto',
        bottom: isHigh() ? 'auto' : `${props.height - props.box.y + tipGap}px`,
      }}
    >
      <b>{props.words.title}</b>
      <For each={props.words.lines}>{(line) => <span>{line}</span>}</For>
    </div>
  )
}

/** A drawing in pixels with marks that the pointer, touch and the arrows reach. `children` are the parts of the drawing. */
export function MarkedPlot(props: {
  /** One sentence that gives the answer and the extremes. */
  sentence: string
  measured: MeasuredWidth
  height: number
  marks: readonly ChartMark[]
  children: JSX.Element
}) {
  const help = createUniqueId()
  let plot: HTMLDivElement | undefined
  const focus = createMarkFocus(
    () => props.marks,
    () => plot?.focus(),
  )
  const shownMark = () => {
    const index = focus.shown()
    return index === undefined ? undefined : props.marks[index]
  }
  const isTip = (event: Event) => event.target instanceof Element && event.target.closest('.cht-tip') !== null
  function pointedBy(event: MouseEvent): number | undefined {
    const box = plot?.getBoundingClientRect()
    if (box === undefined || isTip(event)) return undefined
    return nearestMark(props.marks, event.clientX - box.left, event.clientY - box.top)
  }
  function onClick(event: MouseEvent) {
    const index = pointedBy(event)
    if (index === undefined) return
    // A finger cannot hover: its first touch shows the tip, the second opens the figure.
    const isFirstTouch = event instanceof PointerEvent && event.pointerType === 'touch' && focus.shown() !== index
    focus.show(index)
    if (!isFirstTouch) focus.open(index)
  }
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions -- the pointer is read here for the marks inside, which have the keyboard
    <div
      class="cht-plot"
      classList={{ opens: (shownMark()?.figure ?? null) !== null }}
      role="group"
      aria-label={props.sentence}
      aria-describedby={help}
      tabindex="-1"
      ref={(element) => {
        plot = element
        props.measured.ref(element)
      }}
      on:keydown={(event) => focus.onKeyDown(event)}
      onPointerMove={(event) => {
        if (event.pointerType !== 'touch' && !isTip(event)) focus.show(pointedBy(event))
      }}
      onPointerLeave={(event) => {
        if (event.pointerType !== 'touch' && plot?.contains(document.activeElement) !== true) focus.show(undefined)
      }}
      onClick={onClick}
      onFocusOut={(event) => {
        if (!(event.relatedTarget instanceof Node && plot?.contains(event.relatedTarget))) focus.show(undefined)
      }}
    >
      <svg
        class="ch"
        width={props.measured.width()}
        height={props.height}
        viewBox={`0 0 ${props.measured.width()} ${props.height}`}
        aria-hidden="true"
      >
        {props.children}
      </svg>
      <Index each={props.marks}>
        {(mark, index) => {
          const own = {
            class: 'cht-m',
            ref: (element: HTMLElement) => focus.register(index, element),
            onFocus: () => focus.show(index),
          }
          const place = () => ({
            left: `${mark().box.x}px`,
            top: `${mark().box.y}px`,
            width: `${mark().box.width}px`,
            height: `${mark().box.height}px`,
          })
          const tab = () => (focus.at() === index ? 0 : -1)
          const looks = () => ({ on: focus.shown() === index })
          return (
            <Show
              when={(mark().figure ?? null) !== null}
              fallback={
                // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- the keyboard reads a mark that opens nothing too
                <span
                  {...own}
                  role="img"
                  tabindex={tab()}
                  aria-label={markName(mark())}
                  classList={looks()}
                  style={place()}
                />
              }
            >
              <button
                {...own}
                type="button"
                tabindex={tab()}
                aria-label={`${markName(mark())} ${t('ui.whereFromOf', { label: mark().title })}`}
                classList={looks()}
                style={place()}
                onClick={(event) => {
                  event.stopPropagation()
                  focus.open(index)
                }}
              />
            </Show>
          )
        }}
      </Index>
      <Show when={shownMark()}>
        {(mark) => <ChartTip words={mark()} box={mark().box} width={props.measured.width()} height={props.height} />}
      </Show>
      <span id={help} class="vh">
        {t('ui.chartKeys')}
      </span>
    </div>
  )
}
