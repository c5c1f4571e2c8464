import { createSignal, Show } from 'solid-js'
import { t } from '#client/i18n/i18n.ts'
import { createAct } from './act.ts'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'
import { TextField } from './field.tsx'
import { ProblemNote } from './problem-note.tsx'
import { showToast } from './toast.tsx'

const shortest = 3

/**
 * A second person's answer to what another proposed, or its author's withdrawal: an approval shows what it would do; the others ask why.
 * `approvalText` undefined means that a reason is due.
 */
export function AnswerDialog(props: {
  title: string
  words: { readonly act: string; readonly busy: string; readonly done: string }
  approvalText: string | undefined
  reasonLabel: string
  reasonMissing: string
  answer: (reason: string) => Promise<unknown>
  onClose: () => void
  onDone: () => void
}) {
  const [reason, setReason] = createSignal('')
  const [tried, setTried] = createSignal(false)
  const act = createAct()
  const isMissing = () => props.approvalText === undefined && reason().trim().length < shortest
  async function answer() {
    setTried(true)
    if (isMissing()) return
    const done = await act.run(async () => {
      await props.answer(reason().trim())
      return true
    })
    if (done !== true) return
    showToast({ text: props.words.done })
    props.onDone()
  }
  return (
    <Dialog
      open
      title={props.title}
      onClose={() => props.onClose()}
      footer={
        <>
          <Button onClick={() => props.onClose()}>{t('ui.cancel')}</Button>
          <Button kind="primary" busy={act.isRunning() ? props.words.busy : undefined} onClick={() => void answer()}>
            {props.words.act}
          </Button>
        </>
      }
    >
      <Show
        when={props.approvalText}
        fallback={
          <TextField
            label={props.reasonLabel}
            value={reason()}
            onInput={setReason}
            lines={3}
            error={tried() && isMissing() ? props.reasonMissing : act.errorAt('/reason')}
          />
        }
      >
        {(text) => <p>{text()}</p>}
      </Show>
      <Show when={act.problem()}>{(problem) => <ProblemNote problem={problem()} />}</Show>
    </Dialog>
  )
}
