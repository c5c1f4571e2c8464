import { createSignal, Show } from 'solid-js'
import { type Strategy, strategies } from '#models/inventory/workload.views.ts'
import type { StrategyView } from '#models/strategies/strategies.views.ts'
import { overrideStrategy } from '#client/api/strategies.ts'
import { t } from '#client/i18n/i18n.ts'
import { strategyWord } from '#client/inventory/workload-words.ts'
import { createAct } from '#client/ui/act.ts'
import { Button } from '#client/ui/button.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { SelectField, TextField } from '#client/ui/field.tsx'
import { ProblemNote } from '#client/ui/problem-note.tsx'
import { showToast } from '#client/ui/toast.tsx'

const shortestReason = 3

/** A person's strategy instead of the computed one, or the computed one again; both with a reason that stays. */
export function OverrideDialog(props: {
  view: StrategyView
  /** Goes back to the computed strategy instead of keeping another. */
  isWithdrawal: boolean
  onClose: () => void
  onDone: (view: StrategyView) => void
}) {
  const others = () => strategies.filter((one) => one !== props.view.strategy)
  const [strategy, setStrategy] = createSignal<Strategy>(others()[0] ?? 'retain')
  const [reason, setReason] = createSignal('')
  const [tried, setTried] = createSignal(false)
  const act = createAct()
  const isShort = () => reason().trim().length < shortestReason
  async function submit() {
    setTried(true)
    if (isShort()) return
    const given = { strategy: props.isWithdrawal ? null : strategy(), reason: reason().trim() }
    const made = await act.run(async () => await overrideStrategy(props.view.workload, given))
    if (made === undefined) return
    showToast({ text: t(props.isWithdrawal ? 'strategies.withdrawn' : 'strategies.overrideSaved') })
    props.onDone(made)
  }
  return (
    <Dialog
      open
      title={
        props.isWithdrawal ? t('strategies.withdraw') : t('strategies.overrideTitle', { code: props.view.workload })
      }
      onClose={() => props.onClose()}
      footer={
        <>
          <Button onClick={() => props.onClose()}>{t('ui.cancel')}</Button>
          <Button
            kind="primary"
            busy={act.isRunning() ? t('strategies.overrideSaving') : undefined}
            onClick={() => void submit()}
          >
            {t(props.isWithdrawal ? 'strategies.withdraw' : 'strategies.overrideSave')}
          </Button>
        </>
      }
    >
      <Show when={!props.isWithdrawal}>
        <SelectField
          label={t('strategies.overrideStrategy')}
          value={strategy()}
          options={others().map((one) => ({ value: one, text: strategyWord(one) }))}
          onChange={setStrategy}
          error={act.errorAt('/strategy')}
        />
      </Show>
      <TextField
        label={t('strategies.overrideReason')}
        hint={t('strategies.overrideReasonHint')}
        value={reason()}
        onInput={setReason}
        lines={3}
        error={tried() && isShort() ? t('strategies.overrideReasonError') : act.errorAt('/reason')}
      />
      <Show when={act.problem()}>{(problem) => <ProblemNote problem={problem()} />}</Show>
    </Dialog>
  )
}
