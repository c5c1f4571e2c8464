import { createSignal, Show } from 'solid-js'
import type { BillMonthView } from '#models/bills/bill-months.schemas.ts'
import { billMonthsPath, closeMonth, reopenMonth } from '#client/api/bills.ts'
import { refresh } from '#client/api/load.ts'
import { t } from '#client/i18n/i18n.ts'
import { createAct } from '#client/ui/act.ts'
import { Button } from '#client/ui/button.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { TextField } from '#client/ui/field.tsx'
import { ProblemNote } from '#client/ui/problem-note.tsx'
import { showToast } from '#client/ui/toast.tsx'

const shortest = 3

/** Closes a month, with a reason when something stays unexplained; or opens it again, always with one. */
export function MonthStateDialog(props: {
  month: BillMonthView
  path: string
  act: 'close' | 'reopen'
  onClose: () => void
  onDone: (changed: BillMonthView) => void
}) {
  const [reason, setReason] = createSignal('')
  const [tried, setTried] = createSignal(false)
  const act = createAct()
  const isClosing = () => props.act === 'close'
  const isExplained = () => ['agrees', 'explained'].includes(props.month.reconciliation.state)
  const needsReason = () => !isClosing() || !isExplained()
  const isShort = () => reason().trim().length < shortest
  async function settle() {
    setTried(true)
    if (needsReason() && isShort()) return
    const given = reason().trim()
    const changed = await act.run(
      async () => await (isClosing() ? closeMonth : reopenMonth)(props.path, props.month.etag, given),
    )
    if (changed === undefined) return
    showToast({ text: t(isClosing() ? 'bills.closed' : 'bills.reopened') })
    props.onDone(changed)
    void refresh(`${billMonthsPath}?`)
  }
  return (
    <Dialog
      open
      title={t(isClosing() ? 'bills.close' : 'bills.reopen')}
      onClose={() => props.onClose()}
      footer={
        <>
          <Button onClick={() => props.onClose()}>{t('ui.cancel')}</Button>
          <Button
            kind="primary"
            busy={act.isRunning() ? t(isClosing() ? 'bills.closing' : 'bills.reopening') : undefined}
            onClick={() => void settle()}
          >
            {t(isClosing() ? 'bills.close' : 'bills.reopen')}
          </Button>
        </>
      }
    >
      <p>{t(isClosing() ? 'bills.closeText' : 'bills.reopenText')}</p>
      <Show when={isClosing() && !isExplained()}>
        <p>
          <b>{t('bills.closeUnexplained')}</b>
        </p>
      </Show>
      <TextField
        optional={!needsReason()}
        label={t('bills.reason')}
        lines={3}
        value={reason()}
        onInput={setReason}
        error={tried() && needsReason() && isShort() ? t('bills.reasonMissing') : act.errorAt('/reason')}
      />
      <Show when={act.problem()}>{(problem) => <ProblemNote problem={problem()} />}</Show>
    </Dialog>
  )
}
