import { createSignal, For, onCleanup, onMount, Show } from 'solid-js'
import { t } from '#client/i18n/i18n.ts'
import { Button } from './button.tsx'
import { Icon } from './icon.tsx'
import { createShortcuts } from './keys.ts'

type Toast = {
  readonly id: number
  readonly text: string
  readonly tone: 'ok' | 'bad'
  readonly undo: (() => Promise<void>) | undefined
}

const shownFor = 10_000
const [toasts, setToasts] = createSignal<readonly Toast[]>([])
let made = 0

/** Says that an act was done; with `undo`, offers to take it back for ten seconds (button or Ctrl Z). */
export function showToast(toast: { text: string; tone?: 'ok' | 'bad'; undo?: () => Promise<void> }): void {
  made += 1
  setToasts([...toasts(), { id: made, text: toast.text, tone: toast.tone ?? 'ok', undo: toast.undo }].slice(-3))
}

function dismiss(id: number): void {
  setToasts(toasts().filter((toast) => toast.id !== id))
}

async function takeBack(toast: Toast): Promise<void> {
  dismiss(toast.id)
  await toast.undo?.()
}

function ToastLine(props: { toast: Toast }) {
  let timer: ReturnType<typeof setTimeout> | undefined
  const start = () => {
    timer = setTimeout(() => dismiss(props.toast.id), shownFor)
  }
  const stop = () => clearTimeout(timer)
  onMount(start)
  onCleanup(stop)
  return (
    <div class="toast pop" onFocusIn={stop} onFocusOut={start} onPointerEnter={stop} onPointerLeave={start}>
      <span class={`v ${props.toast.tone}`}>
        <Icon name={props.toast.tone === 'ok' ? 'vok' : 'vbad'} />
      </span>
      <span>{props.toast.text}</span>
      <Show when={props.toast.undo}>
        <Button small onClick={() => void takeBack(props.toast)}>
          {t('ui.undo')} <kbd>Ctrl Z</kbd>
        </Button>
      </Show>
      <Button small kind="quiet" icon="x" name={t('ui.close')} onClick={() => dismiss(props.toast.id)} />
    </div>
  )
}

/** Stands once in the page, so that what it says is heard. */
export function Toasts() {
  createShortcuts(() => [
    {
      keys: 'ctrl+z',
      label: t('ui.undo'),
      when: () => toasts().some((toast) => toast.undo !== undefined),
      run: () => {
        const last = toasts().findLast((toast) => toast.undo !== undefined)
        if (last !== undefined) void takeBack(last)
      },
    },
  ])
  return (
    <div class="toasts" role="status" aria-live="polite">
      <For each={toasts()}>{(toast) => <ToastLine toast={toast} />}</For>
    </div>
  )
}
