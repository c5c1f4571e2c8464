import { createEffect, createUniqueId, type JSX, onCleanup, Show } from 'solid-js'
import { t } from '#client/i18n/i18n.ts'
import { Button } from './button.tsx'

/** A modal question. The browser keeps the focus inside, closes on Escape and gives the focus back, when it is taken away too. */
export function Dialog(props: {
  open: boolean
  title: string
  onClose: () => void
  footer?: JSX.Element
  children: JSX.Element
}) {
  const id = createUniqueId()
  let dialog: HTMLDialogElement | undefined
  createEffect(() => {
    if (props.open && dialog?.open === false) dialog.showModal()
    if (!props.open && dialog?.open === true) dialog.close()
  })
  let isGone = false
  onCleanup(() => {
    isGone = true
    dialog?.close()
  })
  return (
    <dialog
      ref={(element) => (dialog = element)}
      class="dlg pop"
      aria-labelledby={id}
      onClose={() => {
        if (!isGone) props.onClose()
      }}
    >
      <Show when={props.open}>
        <div class="dlg-h">
          <h2 id={id}>{props.title}</h2>
          <Button kind="quiet" small icon="x" name={t('ui.close')} onClick={() => props.onClose()} />
        </div>
        <div class="dlg-b">{props.children}</div>
        <Show when={props.footer}>
          <div class="dlg-f">{props.footer}</div>
        </Show>
      </Show>
    </dialog>
  )
}
