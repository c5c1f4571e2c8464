import { createSignal, Show } from 'solid-js'
import { stateCurrentCost } from '#client/api/workload.ts'
import { fiscalPeriod } from '#client/i18n/format.ts'
import { t } from '#client/i18n/i18n.ts'
import { createAct } from '#client/ui/act.ts'
import { Button } from '#client/ui/button.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { SelectField, TextField } from '#client/ui/field.tsx'
import { ProblemNote } from '#client/ui/problem-note.tsx'
import { typedAmount } from './typed-amount.ts'

const shortestReference = 3
const yearsBack = 4

function recentPeriods(): readonly string[] {
  const start = Number(fiscalPeriod(new Date()).years.slice(0, 4))
  return Array.from({ length: yearsBack }, (_, back) => `${start - back}-${start - back + 1}`)
}

/** What a workload costs today, with the source that lets another find it again. */
export function CurrentCostDialog(props: { code: string; open: boolean; onClose: () => void; onDone: () => void }) {
  const periods = recentPeriods()
  const [amount, setAmount] = createSignal('')
  const [period, setPeriod] = createSignal(periods[1] ?? '')
  const [reference, setReference] = createSignal('')
  const [tried, setTried] = createSignal(false)
  const act = createAct()
  const amountError = () =>
    tried() && typedAmount(amount()) === undefined ? t('workload.costAmountError') : act.errorAt('/amountCad')
  const referenceError = () =>
    tried() && reference().trim().length < shortestReference
      ? t('workload.costReferenceError')
      : act.errorAt('/reference')
  const hasFieldErrors = () => (act.problem()?.errors.length ?? 0) > 0

  async function submit() {
    setTried(true)
    const amountCad = typedAmount(amount())
    if (amountCad === undefined || reference().trim().length < shortestReference) return
    const done = await act.run(async () => {
      await stateCurrentCost(props.code, { amountCad, period: period(), reference: reference().trim() })
      return true
    })
    if (done === true) props.onDone()
  }

  return (
    <Dialog
      open={props.open}
      title={t('workload.costTitle', { code: props.code })}
      onClose={() => props.onClose()}
      footer={
        <>
          <Button onClick={() => props.onClose()}>{t('ui.cancel')}</Button>
          <Button
            kind="primary"
            busy={act.isRunning() ? t('workload.saving') : undefined}
            onClick={() => void submit()}
          >
            {t('workload.costSave')}
          </Button>
        </>
      }
    >
      <TextField
        label={t('workload.costAmount')}
        hint={t('workload.costAmountHint')}
        value={amount()}
        onInput={setAmount}
        error={amountError()}
      />
      <SelectField
        label={t('workload.costPeriod')}
        value={period()}
        options={periods.map((one) => ({ value: one, text: one }))}
        onChange={setPeriod}
        error={act.errorAt('/period')}
      />
      <TextField
        label={t('workload.costReference')}
        hint={t('workload.costReferenceHint')}
        value={reference()}
        onInput={setReference}
        error={referenceError()}
        lines={2}
      />
      <Show when={hasFieldErrors() ? undefined : act.problem()}>
        {(problem) => <ProblemNote problem={problem()} />}
      </Show>
    </Dialog>
  )
}
