import { createMemo, createSignal, onCleanup, onMount, untrack } from 'solid-js'

const overscan = 4

export type VisibleLines = { readonly first: number; readonly last: number }
type RowWindow = {
  readonly count: () => number
  /** The custom property that says how high a row is. */
  readonly heightToken: string
  /** Lines of the sticky head. */
  readonly headLines: number
}

/** Which lines stand in the window of a scroller whose rows all have one height. */
export function createRowWindow({ count, heightToken, headLines }: RowWindow) {
  const [top, setTop] = createSignal(0)
  const [height, setHeight] = createSignal(0)
  const [rowHeight, setRowHeight] = createSignal(36)
  let scroller: HTMLElement | undefined

  function measure() {
    if (scroller === undefined) return
    setHeight(scroller.clientHeight)
    // The stylesheet alone knows the height of a row: by density, pointer and width.
    setRowHeight(Number.parseFloat(getComputedStyle(scroller).getPropertyValue(heightToken)) || 36)
    setTop(scroller.scrollTop)
  }
  const first = createMemo(() => Math.max(0, Math.min(Math.floor(top() / rowHeight()) - overscan, count() - 1)))
  const last = createMemo(() => Math.min(count(), Math.ceil((top() + height()) / rowHeight()) + overscan))
  return {
    first,
    last,
    rowHeight,
    measure,
    shown: (): VisibleLines => ({
      first: count() === 0 ? 0 : Math.floor(top() / rowHeight()) + 1,
      last: Math.min(count(), Math.max(1, Math.floor((top() + height()) / rowHeight()) - headLines)),
    }),
    attach(element: HTMLElement) {
      scroller = element
      const observer = new ResizeObserver(measure)
      onMount(() => {
        observer.observe(element)
        measure()
      })
      onCleanup(() => observer.disconnect())
    },
    onScroll: () => setTop(scroller?.scrollTop ?? 0),
    /** Asks for no layout when already there: it would cost more than the filter itself. */
    toTop() {
      if (scroller === undefined || untrack(top) === 0) return
      scroller.scrollTop = 0
      setTop(0)
    },
    /** Scrolls just enough for the line to stand clear of the sticky head and foot. */
    bringIn(line: number) {
      if (scroller === undefined) return
      const margin = rowHeight() + 4
      const above = line * rowHeight()
      if (above < scroller.scrollTop) scroller.scrollTop = above
      else if (above + rowHeight() > scroller.scrollTop + scroller.clientHeight - 2 * margin)
        scroller.scrollTop = above + rowHeight() - scroller.clientHeight + 2 * margin
      setTop(scroller.scrollTop)
    },
  }
}
