import { type Accessor, createMemo, createSignal, onCleanup } from 'solid-js'

export type MeasuredWidth = { readonly width: Accessor<number>; readonly ref: (element: HTMLElement) => void }

/** Inside of a panel on a letter page with 12 mm margins, in CSS pixels. */
const paperWidth = 690

/** Width of an element in pixels, followed as it changes: charts are drawn again rather than stretched, on paper too. */
export function createMeasuredWidth(before = 640): MeasuredWidth {
  const [measured, setMeasured] = createSignal(before)
  const [isPaper, setPaper] = createSignal(false)
  return {
    width: createMemo(() => (isPaper() ? Math.min(measured(), paperWidth) : measured())),
    ref: (element) => {
      const observer = new ResizeObserver(([entry]) => {
        // A hidden tab measures 0: what was drawn stays for when it comes back.
        if (entry !== undefined && entry.contentRect.width > 0) setMeasured(Math.round(entry.contentRect.width))
      })
      observer.observe(element)
      // A page is laid out for paper without being measured again.
      const [toPaper, toScreen] = [() => setPaper(true), () => setPaper(false)]
      addEventListener('beforeprint', toPaper)
      addEventListener('afterprint', toScreen)
      onCleanup(() => {
        observer.disconnect()
        removeEventListener('beforeprint', toPaper)
        removeEventListener('afterprint', toScreen)
      })
    },
  }
}
