import { type JSX, Show } from 'solid-js'
import { Icon } from './icon.tsx'

export type SortOrder = 'ascending' | 'descending'

/** A column head that sorts; its state is on the cell, for those who do not see the arrow. */
export function SortHead(props: {
  order: SortOrder | undefined
  onSort: () => void
  numeric?: boolean
  class?: string
  index?: number
  children: JSX.Element
}) {
  return (
    <th
      scope="col"
      class={`${props.numeric ? 'num' : ''} ${props.class ?? ''}`}
      aria-sort={props.order ?? 'none'}
      aria-colindex={props.index}
    >
      <button type="button" class="sort" classList={{ up: props.order === 'ascending' }} onClick={() => props.onSort()}>
        {props.children}
        <Show when={props.order}>
          <Icon name="down" small />
        </Show>
      </button>
    </th>
  )
}

/** A wide thing that scrolls inside the page; reachable by keyboard, so that it can be scrolled without a mouse. */
export function ScrollRegion(props: { label: string; class?: string; children: JSX.Element }) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scroller must be focusable to be scrolled by keyboard
    <div class={`scroll-x ${props.class ?? ''}`} role="region" aria-label={props.label} tabindex={0}>
      {props.children}
    </div>
  )
}
