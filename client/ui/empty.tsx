import { type JSX, Show } from 'solid-js'

/** Nothing to show: why, and the smallest change that helps. */
export function Empty(props: { title: string; children?: JSX.Element; action?: JSX.Element }) {
  return (
    <div class="empty">
      <p class="t">{props.title}</p>
      <Show when={props.children}>
        <p>{props.children}</p>
      </Show>
      {props.action}
    </div>
  )
}
