import { createSignal, Show } from 'solid-js'
import { t } from '#client/i18n/i18n.ts'
import type { Act } from '#client/ui/act.ts'
import { Button } from '#client/ui/button.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { TextField } from '#client/ui/field.tsx'
import { ProblemNote } from '#client/ui/problem-note.tsx'

/** An act that needs its reason: proposing, approving, returning. */
export function ReasonDialog(props: {
  title: string
  submit: string
  busy: string
  act: Act
  onClose: () => void
  onSay: (reason: string) => void
}) {
  const [reason, setReason] = createSignal('')
  const [tried, setTried] = createSignal(false)
  function say() {
    setTried(true)
    if (reason().trim() !== '') props.onSay(reason().trim())
  }
  return (
    <Dialog
      open
      title={props.title}
      onClose={() => props.onClose()}
      footer={
        <>
          <Button onClick={() => props.onClose()}>{t('ui.cancel')}</Button>
          <Button kind="primary" busy={props.act.isRunning() ? props.busy : undefined} onClick={say}>
            {props.submit}
          </Button>
        </>
      }
    >
      <div class="stack">
        <TextField
          label={t('allocation.reason')}
          lines={3}
          value={reason()}
          onInput={setReason}
          error={tried() && reason().trim() === '' ? t('allocation.reasonNeeded') : undefined}
        />
        <Show when={props.act.problem()}>{(problem) => <ProblemNote problem={problem()} />}</Show>
      </div>
    </Dialog>
  )
}
