import { createSignal, Show } from 'solid-js'
import type { PriceBookDetail } from '#models/prices/price-books.schemas.ts'
import { acceptPriceBook, rejectPriceBook, type TakenOutlier } from '#client/api/prices.ts'
import { t } from '#client/i18n/i18n.ts'
import { createAct } from '#client/ui/act.ts'
import { Button } from '#client/ui/button.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { TextField } from '#client/ui/field.tsx'
import { ProblemNote } from '#client/ui/problem-note.tsx'
import { showToast } from '#client/ui/toast.tsx'
import { countsWords } from './price-words.ts'

const shortest = 3

/** Puts a list in force, or turns it down, after it was read. */
export function BookAnswerDialog(props: {
  book: PriceBookDetail
  answer: 'accept' | 'reject'
  outliers: readonly TakenOutlier[]
  onClose: () => void
  onDone: (changed: PriceBookDetail) => void
}) {
  const [reason, setReason] = createSignal('')
  const [day, setDay] = createSignal('')
  const [tried, setTried] = createSignal(false)
  const act = createAct()
  const isAcceptance = () => props.answer === 'accept'
  const isShort = () => reason().trim().length < shortest
  const left = () => props.book.outlierRows.length - props.outliers.length
  async function settle() {
    setTried(true)
    if (!isAcceptance() && isShort()) return
    const changed = await act.run(
      async () =>
        await (isAcceptance()
          ? acceptPriceBook(props.book, { inForceFrom: day() === '' ? undefined : day(), outliers: props.outliers })
          : rejectPriceBook(props.book, reason().trim())),
    )
    if (changed === undefined) return
    showToast({ text: t(isAcceptance() ? 'prices.accepted' : 'prices.rejected') })
    props.onDone(changed)
  }
  const busy = () => {
    if (!act.isRunning()) return undefined
    return t(isAcceptance() ? 'prices.accepting' : 'prices.rejecting')
  }
  return (
    <Dialog
      open
      title={t(isAcceptance() ? 'prices.acceptTitle' : 'prices.rejectTitle', { book: props.book.book })}
      onClose={() => props.onClose()}
      footer={
        <>
          <Button onClick={() => props.onClose()}>{t('ui.cancel')}</Button>
          <Button kind="primary" busy={busy()} onClick={() => void settle()}>
            {t(isAcceptance() ? 'prices.acceptConfirm' : 'prices.rejectConfirm')}
          </Button>
        </>
      }
    >
      <Show
        when={isAcceptance()}
        fallback={
          <TextField
            label={t('prices.rejectReason')}
            value={reason()}
            onInput={setReason}
            lines={3}
            error={tried() && isShort() ? t('prices.reasonMissing') : act.errorAt('/reason')}
          />
        }
      >
        <p>
          <b>{countsWords(props.book)}</b>
        </p>
        <Show when={left() > 0}>
          <p>{t('prices.outliersLeft', { count: left() })}</p>
        </Show>
        <p>{t('prices.acceptText')}</p>
        <TextField
          optional
          type="date"
          label={t('prices.acceptDay')}
          hint={t('prices.acceptDayHint')}
          value={day()}
          onInput={setDay}
          error={act.errorAt('/inForceFrom')}
        />
      </Show>
      <Show when={act.problem()}>{(problem) => <ProblemNote problem={problem()} />}</Show>
    </Dialog>
  )
}
