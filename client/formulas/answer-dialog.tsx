import { createSignal, Show } from 'solid-js'
import type { FormulaVersionView } from '#models/formulas/formula.views.ts'
import { answerFormulas, type FormulaAnswer } from '#client/api/formulas.ts'
import { t, type TextKey } from '#client/i18n/i18n.ts'
import { createAct } from '#client/ui/act.ts'
import { Button } from '#client/ui/button.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { TextField } from '#client/ui/field.tsx'
import { ProblemNote } from '#client/ui/problem-note.tsx'
import { showToast } from '#client/ui/toast.tsx'

type Words = { readonly title: TextKey; readonly act: TextKey; readonly busy: TextKey; readonly done: TextKey }
const words: Readonly<Record<FormulaAnswer, Words>> = {
  approve: {
    title: 'formulas.approveTitle',
    act: 'formulas.approve',
    busy: 'formulas.approving',
    done: 'formulas.approved',
  },
  return: {
    title: 'formulas.returnTitle',
    act: 'formulas.return',
    busy: 'formulas.returning',
    done: 'formulas.returned',
  },
  withdraw: {
    title: 'formulas.withdrawTitle',
    act: 'formulas.withdraw',
    busy: 'formulas.withdrawing',
    done: 'formulas.withdrawn',
  },
}
const shortest = 3

/** Approve, send back or withdraw a version, after what it would do. */
export function AnswerDialog(props: {
  version: FormulaVersionView
  answer: FormulaAnswer
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
      await answerFormulas(props.version, props.answer, reason().trim())
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
            label={t('formulas.reason')}
            value={reason()}
            onInput={setReason}
            lines={3}
            error={tried() && reason().trim().length < shortest ? t('formulas.reasonMissing') : act.errorAt('/reason')}
          />
        }
      >
        <p>{t('formulas.approveText', { body: props.version.body ?? '', from: props.version.validFrom ?? '' })}</p>
      </Show>
      <Show when={act.problem()}>{(problem) => <ProblemNote problem={problem()} />}</Show>
    </Dialog>
  )
}
