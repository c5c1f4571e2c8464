import { createUniqueId, For, type JSX } from 'solid-js'

export type Tab<V extends string> = { readonly value: V; readonly text: JSX.Element; readonly count?: number | string }

/** Parts of one thing, one shown at a time; arrows move along the tabs. The page keeps the choice in its address. */
export function Tabs<V extends string>(props: {
  label: string
  tabs: readonly Tab<V>[]
  value: V
  onChange: (value: V) => void
  children: JSX.Element
}) {
  const id = createUniqueId()
  const move = (event: KeyboardEvent, step: number) => {
    const at = props.tabs.findIndex((tab) => tab.value === props.value)
    const next = props.tabs[(at + step + props.tabs.length) % props.tabs.length]
    if (next === undefined) return
    event.preventDefault()
    props.onChange(next.value)
    document.getElementById(`${id}-${next.value}`)?.focus()
  }
  return (
    <>
      <div class="tabs" role="tablist" aria-label={props.label}>
        <For each={props.tabs}>
          {(tab) => (
            <a
              role="tab"
              id={`${id}-${tab.value}`}
              href={`#${tab.value}`}
              aria-selected={props.value === tab.value}
              aria-controls={`${id}-panel`}
              tabindex={props.value === tab.value ? 0 : -1}
              onClick={(event) => {
                event.preventDefault()
                props.onChange(tab.value)
              }}
              onKeyDown={(event) => {
                if (event.key === 'ArrowRight') move(event, 1)
                if (event.key === 'ArrowLeft') move(event, -1)
              }}
            >
              {tab.text}
              <span class="n">{tab.count}</span>
            </a>
          )}
        </For>
      </div>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${props.value}`}>
        {props.children}
      </div>
    </>
  )
}
