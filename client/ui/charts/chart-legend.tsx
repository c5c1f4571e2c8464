import { For } from 'solid-js'

/** Colours of the parts of a whole, in their fixed order; a seventh part joins « Autres », which is 6. */
export type Tone = 1 | 2 | 3 | 4 | 5 | 6

/** Parts of a stacked bar: their colour, in the order they are stacked. */
export function PartsLegend(props: { parts: readonly { readonly text: string; readonly tone: Tone }[] }) {
  return (
    <ul class="legend">
      <For each={props.parts}>
        {(part) => (
          <li>
            <i class={`sw tone tone-${part.tone}`} />
            {part.text}
          </li>
        )}
      </For>
    </ul>
  )
}
