import { createUniqueId, type JSX, onMount, Show } from 'solid-js'

/** A titled region. `flush` leaves the padding to what is inside, for tables and lists. */
export function Panel(props: {
  title: JSX.Element
  note?: JSX.Element
  end?: JSX.Element
  footer?: JSX.Element
  flush?: boolean
  class?: string
  children: JSX.Element
}) {
  const id = createUniqueId()
  return (
    <section class={`panel ${props.class ?? ''}`} aria-labelledby={id}>
      <div class="panel-h">
        <h2 id={id}>{props.title}</h2>
        <Show when={props.note}>
          <p>{props.note}</p>
        </Show>
        <Show when={props.end}>
          <div class="end">{props.end}</div>
        </Show>
      </div>
      <Show when={props.flush} fallback={<div class="panel-b">{props.children}</div>}>
        {props.children}
      </Show>
      <Show when={props.footer}>
        <div class="panel-f">{props.footer}</div>
      </Show>
    </section>
  )
}

/** The first page of a visit keeps the focus where the browser puts it, before the skip link. */
let isFirstPage = true

/** Title of a page, with what it says under it and its actions; one a page. After a link left the focus nowhere, the title takes it, so that the keyboard and a screen reader go on from there. */
export function PageHead(props: { title: string; sub?: JSX.Element; crumbs?: JSX.Element; children?: JSX.Element }) {
  let title: HTMLHeadingElement | undefined
  onMount(() => {
    if (!isFirstPage && document.activeElement === document.body) title?.focus({ preventScroll: true })
    isFirstPage = false
  })
  return (
    <div class="page-head">
      <div>
        <Show when={props.crumbs}>
          <p class="crumbs">{props.crumbs}</p>
        </Show>
        <h1 ref={title} tabindex="-1">
          {props.title}
        </h1>
        <Show when={props.sub}>
          <p class="sub">{props.sub}</p>
        </Show>
      </div>
      <Show when={props.children}>
        <div class="acts">{props.children}</div>
      </Show>
    </div>
  )
}
