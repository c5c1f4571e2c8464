import { createSignal, Show } from 'solid-js'
import { session } from '#client/api/access.ts'
import {
  consequences,
  consequencesPath,
  approveClassification,
  type QueuedClassification,
  returnClassification,
} from '#client/api/classifications.ts'
import { createLoad } from '#client/api/load.ts'
import { t } from '#client/i18n/i18n.ts'
import { createAct } from '#client/ui/act.ts'
import { Button } from '#client/ui/button.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { TextField } from '#client/ui/field.tsx'
import { Note, ProblemNote } from '#client/ui/problem-note.tsx'
import { showToast } from '#client/ui/toast.tsx'
import { consequenceSentence } from './consequences-panel.tsx'

export type Deciding = 'approve' | 'return'
const shortest = 3

/** Approve or return, after what it would change; the proposer never decides. */
export function DecideDialog(props: {
  item: QueuedClassification
  act: Deciding
  onClose: () => void
  onDone: () => void
}) {
  const [reason, setReason] = createSignal('')
  const [tried, setTried] = createSignal(false)
  const act = createAct()
  const effects = createLoad(() => consequencesPath(props.item.id), consequences)
  const isApproval = () => props.act === 'approve'
  const isOwn = () => props.item.proposedBy === session()?.user
  async function decide() {
    setTried(true)
    if (isOwn() || (!isApproval() && reason().trim().length < shortest)) return
    const done = await act.run(async () => {
      if (isApproval()) await approveClassification(props.item)
      else await returnClassification(props.item, reason().trim())
      return true
    })
    if (done !== true) return
    showToast({ text: t(isApproval() ? 'classification.approved' : 'classification.returned') })
    props.onDone()
  }
  return (
    <Dialog
      open
      title={t(isApproval() ? 'classification.approveTitle' : 'classification.returnTitle', {
        code: props.item.workload,
      })}
      onClose={() => props.onClose()}
      footer={
        <>
          <Button onClick={() => props.onClose()}>{t('ui.cancel')}</Button>
          <Button
            kind="primary"
            busy={
              act.isRunning() ? t(isApproval() ? 'classification.approving' : 'classification.returning') : undefined
            }
            onClick={() => void decide()}
          >
            {t(isApproval() ? 'classification.approve' : 'classification.return')}
          </Button>
        </>
      }
    >
      <Show when={isOwn()}>
        <Note tone="warn">{t('classification.cannotOwn')}</Note>
      </Show>
      <Show when={isApproval() ? effects.value() : undefined}>{(it) => <p>{consequenceSentence(it())}</p>}</Show>
      <Show when={!isApproval()}>
        <TextField
          label={t('classification.returnReason')}
          value={reason()}
          onInput={setReason}
          lines={3}
          error={
            tried() && reason().trim().length < shortest ? t('classification.reasonMissing') : act.errorAt('/reason')
          }
        />
      </Show>
      <Show when={(act.problem()?.errors.length ?? 0) === 0 ? act.problem() : undefined}>
        {(problem) => <ProblemNote problem={problem()} />}
      </Show>
    </Dialog>
  )
}
