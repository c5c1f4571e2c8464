import { type JSX, Show } from 'solid-js'
import { t } from '#client/i18n/i18n.ts'
import type { Act } from '#client/ui/act.ts'
import { Button } from '#client/ui/button.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { ProblemNote } from '#client/ui/problem-note.tsx'

/** A form in a dialog: its refusal stands under it, what was typed stays. */
export function FormDialog(props: {
  title: string
  act: Act
  submit: string
  onSubmit: () => void
  onClose: () => void
  other?: JSX.Element
  children: JSX.Element
}) {
  return (
    <Dialog
      open
      title={props.title}
      onClose={() => props.onClose()}
      footer={
        <>
          <Button onClick={() => props.onClose()}>{t('ui.cancel')}</Button>
          {props.other}
          <Button
            kind="primary"
            busy={props.act.isRunning() ? t('benefits.saving') : undefined}
            onClick={() => props.onSubmit()}
          >
            {props.submit}
          </Button>
        </>
      }
    >
      <div class="stack">
        {props.children}
        <Show when={props.act.problem()}>{(problem) => <ProblemNote problem={problem()} />}</Show>
      </div>
    </Dialog>
  )
}
