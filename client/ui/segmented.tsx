import { For, type JSX } from 'solid-js'

/** One choice among a few, all visible. */
export function Segmented<V extends string>(props: {
  label: string
  options: readonly { readonly value: V; readonly text: JSX.Element }[]
  value: V
  onChange: (value: V) => void
}) {
  return (
    <div class="seg" role="group" aria-label={props.label}>
      <For each={props.options}>
        {(option) => (
          <button
            type="button"
            aria-pressed={props.value === option.value}
            onClick={() => props.onChange(option.value)}
          >
            {option.text}
          </button>
        )}
      </For>
    </div>
  )
}
