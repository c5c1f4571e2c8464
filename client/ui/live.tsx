import { createSignal } from 'solid-js'

const [message, setMessage] = createSignal('')

/** Says something to those who do not see it change: counts after a filter, the state of a run. */
export function announce(text: string): void {
  setMessage(text)
}

/** Stands once in the page. */
export function LiveRegion() {
  return (
    <div class="vh" role="status" aria-live="polite">
      {message()}
    </div>
  )
}
