import { createUniqueId, For, onMount, Show } from 'solid-js'
import type { Derivation } from '#models/shared/derivation.ts'
import { derivationOf } from '#client/api/figures.ts'
import { createLoad } from '#client/api/load.ts'
import { unknownMark } from '#client/i18n/format.ts'
import { fmt, said, t } from '#client/i18n/i18n.ts'
import { Button } from '#client/ui/button.tsx'
import { Shown } from '#client/ui/loaded.tsx'

function valueText(node: Derivation): string {
  if (node.value === undefined) return unknownMark
  const text =
    typeof node.value === 'number' ? fmt.decimal(node.value, Number.isInteger(node.value) ? 0 : 4) : node.value
  return `${text} ${node.unit}`
}

function DerivationNode(props: { node: Derivation }) {
  return (
    <li>
      <span>{said(props.node.label)}</span> <b>{valueText(props.node)}</b>
      <Show when={props.node.formula}>
        <p class="mono sm">{props.node.formula}</p>
      </Show>
      <Show when={props.node.inputs.length > 0}>
        <ul>
          <For each={props.node.inputs}>{(input) => <DerivationNode node={input} />}</For>
        </ul>
      </Show>
    </li>
  )
}

/** How a figure was obtained, down to facts. Beside the page, never over it; Escape closes. */
export function FigureDrawer(props: { figure: string; label: string; onClose: () => void }) {
  const id = createUniqueId()
  const load = createLoad(
    () => `/api/figures/${props.figure}`,
    (_, signal) => derivationOf(props.figure, signal),
  )
  let heading: HTMLHeadingElement | undefined
  onMount(() => heading?.focus())
  return (
    <aside class="drawer" aria-labelledby={id}>
      <div class="drawer-h">
        <div class="grow">
          <h2 id={id} tabindex="-1" ref={(element) => (heading = element)}>
            {t('figures.title')}
          </h2>
          <p class="sm mut">{props.label}</p>
        </div>
        <Button small kind="quiet" icon="x" name={t('ui.close')} onClick={() => props.onClose()} />
      </div>
      <div class="drawer-b">
        <Shown load={load}>
          {(derivation) => (
            <ul>
              <DerivationNode node={derivation()} />
            </ul>
          )}
        </Shown>
      </div>
    </aside>
  )
}
