import { createUniqueId, For } from 'solid-js'

/** A text with its line numbers; lines that are wrong are marked. Wide lines scroll, they do not wrap. */
export function CodeField(props: {
  label: string
  value: string
  onInput: (value: string) => void
  lines: number
  wrong?: ReadonlySet<number>
  describedBy?: string
  ref?: (goToLine: (line: number) => void) => void
}) {
  const id = createUniqueId()
  let area: HTMLTextAreaElement | undefined
  let gutter: HTMLElement | undefined
  const numbers = () => Array.from({ length: props.value.split('\n').length }, (_, i) => i + 1)
  function goToLine(line: number) {
    if (area === undefined) return
    const before = props.value.split('\n').slice(0, line - 1)
    const start = before.reduce((sum, text) => sum + text.length + 1, 0)
    const end = props.value.indexOf('\n', start)
    area.focus()
    area.setSelectionRange(start, end < 0 ? props.value.length : end)
    area.scrollTop = Math.max(0, (line - 4) * (area.scrollHeight / Math.max(1, numbers().length)))
  }
  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      <div class="code">
        <div class="code-n" aria-hidden="true" ref={(element) => (gutter = element)}>
          <For each={numbers()}>{(n) => <span classList={{ wrong: props.wrong?.has(n) }}>{n}</span>}</For>
        </div>
        <textarea
          id={id}
          class="code-t"
          rows={props.lines}
          wrap="off"
          spellcheck={false}
          autocapitalize="off"
          autocomplete="off"
          aria-invalid={(props.wrong?.size ?? 0) > 0 ? 'true' : undefined}
          aria-describedby={props.describedBy}
          ref={(element) => {
            area = element
            props.ref?.(goToLine)
          }}
          value={props.value}
          onInput={(event) => props.onInput(event.currentTarget.value)}
          onScroll={(event) => {
            if (gutter !== undefined) gutter.scrollTop = event.currentTarget.scrollTop
          }}
        />
      </div>
    </div>
  )
}
