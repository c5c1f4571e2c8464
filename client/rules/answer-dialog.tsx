import { createSignal, Show } from 'solid-js'
import type { PackVersionView } from '#models/rules/pack.views.ts'
import { answerPack, type PackAnswer } from '#client/api/packs.ts'
import { t, type TextKey } from '#client/i18n/i18n.ts'
import { createAct } from '#client/ui/act.ts'
import { Button } from '#client/ui/button.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { TextField } from '#client/ui/field.tsx'
import { ProblemNote } from '#client/ui/problem-note.tsx'
import { showToast } from '#client/ui/toast.tsx'
import { periodWords } from './pack-words.ts'

type Words = { readonly title: TextKey; readonly act: TextKey; readonly busy: TextKey; readonly done: TextKey }
const words: Readonly<Record<PackAnswer, Words>> = {
  approve: { title: 'packs.approveTitle', act: 'packs.approve', busy: 'packs.approving', done: 'packs.approved' },
  return: { title: 'packs.returnTitle', act: 'packs.return', busy: 'packs.returning', done: 'packs.returned' },
  withdraw: { title: 'packs.withdrawTitle', act: 'packs.withdraw', busy: 'packs.withdrawing', done: 'packs.withdrawn' },
}
const shortest = 3

/** Approve, send back or withdraw, after what it would do. */
export function AnswerDialog(props: {
  version: PackVersionView
  answer: PackAnswer
  onClose: () => void
  onDone: () => void
}) {
  const [reason, setReason] = createSignal('')
  const [tried, setTried] = createSignal(false)
  const act = createAct()
  const isApproval = () => props.answer === 'approve'
  async function answer() {
    setTried(true)
    if (!isApproval() && reason().trim().length < shortest) return
    const done = await act.run(async () => {
      await answerPack(props.version, props.answer, reason().trim())
      return true
    })
    if (done !== true) return
    showToast({ text: t(words[props.answer].done) })
    props.onDone()
  }
  return (
    <Dialog
      open
      title={t(words[props.answer].title, { version: props.version.version })}
      onClose={() => props.onClose()}
      footer={
        <>
          <Button onClick={() => props.onClose()}>{t('ui.cancel')}</Button>
          <Button
            kind="primary"
            busy={act.isRunning() ? t(words[props.answer].busy) : undefined}
            onClick={() => void answer()}
          >
            {t(words[props.answer].act)}
          </Button>
        </>
      }
    >
      <Show
        when={isApproval()}
        fallback={
          <TextField
            label={t('packs.reason')}
            value={reason()}
            onInput={setReason}
            lines={3}
            error={tried() && reason().trim().length < shortest ? t('packs.reasonMissing') : act.errorAt('/reason')}
          />
        }
      >
        <p>{t('packs.approveText', { period: periodWords(props.version) })}</p>
      </Show>
      <Show when={act.problem()}>{(problem) => <ProblemNote problem={problem()} />}</Show>
    </Dialog>
  )
}
