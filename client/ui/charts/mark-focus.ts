import { type Accessor, createMemo, createSignal } from 'solid-js'
import { type FigureSource, useFigureDrawer } from '../figure.tsx'
import { nextMark, type PlacedMark } from './marks.ts'

/** A bar, a point, a column: what it is called, what it says, and the figure that it opens. */
export type MarkWords = {
  /** Name and moment: « A, 2029-2030 ». */
  readonly title: string
  /** Value, interval, what it is made of. */
  readonly lines: readonly string[]
  readonly figure?: FigureSource
}
export type ChartMark = PlacedMark & MarkWords

export function markName(mark: MarkWords): string {
  return [mark.title, ...mark.lines].join(', ')
}

export type MarkFocus = {
  /** The one mark that Tab reaches. */
  readonly at: Accessor<number>
  /** The mark whose tip is on screen. */
  readonly shown: Accessor<number | undefined>
  readonly show: (index: number | undefined) => void
  readonly register: (index: number, element: HTMLElement) => void
  readonly open: (index: number) => void
  readonly onKeyDown: (event: KeyboardEvent) => void
}

/** Tab enters the chart, arrows walk its marks, Enter opens the figure, Escape puts the tip away, then leaves. */
export function createMarkFocus(marks: Accessor<readonly ChartMark[]>, leave: () => void): MarkFocus {
  const drawer = useFigureDrawer()
  const elements: HTMLElement[] = []
  const [current, setCurrent] = createSignal(0)
  const [pointed, show] = createSignal<number>()
  const at = createMemo(() => Math.max(0, Math.min(current(), marks().length - 1)))
  const shown = createMemo(() => {
    const index = pointed()
    return index !== undefined && index < marks().length ? index : undefined
  })
  function goTo(index: number) {
    setCurrent(index)
    show(index)
    elements[index]?.focus()
  }
  function open(index: number) {
    const mark = marks()[index]
    if (mark?.figure === undefined || mark.figure === null) return
    const figure = typeof mark.figure === 'string' ? mark.figure : mark.figure()
    drawer.open(figure, mark.title, elements[index])
  }
  return {
    at,
    shown,
    show: (index) => {
      show(index)
      if (index !== undefined) setCurrent(index)
    },
    register: (index, element) => (elements[index] = element),
    open,
    onKeyDown(event) {
      if (event.ctrlKey || event.altKey || event.metaKey) return
      const next = nextMark(marks(), at(), event.key)
      if (next !== undefined) goTo(next)
      else if (event.key === 'Enter' || event.key === ' ') open(at())
      else if (event.key === 'Escape' && shown() !== undefined) show(undefined)
      else if (event.key === 'Escape') leave()
      else return
      event.preventDefault()
      // Arrows, Enter and Escape belong to the chart while it has the focus, not to the list or the drawer around it.
      event.stopPropagation()
    },
  }
}
