import { createSignal, Show } from 'solid-js'
import type { NewRate } from '#models/bills/rates.schemas.ts'
import { enterRate } from '#client/api/bills.ts'
import { t } from '#client/i18n/i18n.ts'
import { createAct } from '#client/ui/act.ts'
import { Button } from '#client/ui/button.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { SelectField, TextField } from '#client/ui/field.tsx'
import { ProblemNote } from '#client/ui/problem-note.tsx'
import { showToast } from '#client/ui/toast.tsx'
import { kindText } from './bill-words.ts'

const kinds = ['month', 'day', 'contract', 'invoice'] as const

/** Types a rate: of a month, of a day, of a contract from a month on, or drawn from an invoice. */
export function RateDialog(props: { body: string; onClose: () => void; onDone: () => void }) {
  const [kind, setKind] = createSignal<NewRate['kind']>('month')
  const [currency, setCurrency] = createSignal('USD')
  const [validOn, setValidOn] = createSignal('')
  const [rate, setRate] = createSignal('')
  const [source, setSource] = createSignal('')
  const act = createAct()
  async function save() {
    const given: NewRate = {
      body: props.body,
      kind: kind(),
      currency: currency().trim(),
      validOn: validOn().trim(),
      cadPerUnit: rate().trim(),
      source: source().trim(),
    }
    if ((await act.run(async () => await enterRate(given))) === undefined) return
    showToast({ text: t('bills.rateSaved') })
    props.onDone()
  }
  return (
    <Dialog
      open
      title={t('bills.addRate')}
      onClose={() => props.onClose()}
      footer={
        <>
          <Button onClick={() => props.onClose()}>{t('ui.cancel')}</Button>
          <Button kind="primary" busy={act.isRunning() ? t('bills.saving') : undefined} onClick={() => void save()}>
            {t('bills.saveRate')}
          </Button>
        </>
      }
    >
      <SelectField<NewRate['kind']>
        label={t('bills.kind')}
        value={kind()}
        options={kinds.map((value) => ({ value, text: t(kindText[value]) }))}
        onChange={setKind}
      />
      <TextField
        label={t('bills.currency')}
        value={currency()}
        onInput={setCurrency}
        error={act.errorAt('/currency')}
      />
      <TextField
        label={t('bills.validOn')}
        hint={t('bills.rateDateHint')}
        value={validOn()}
        onInput={setValidOn}
        error={act.errorAt('/validOn')}
      />
      <TextField label={t('bills.rate')} value={rate()} onInput={setRate} error={act.errorAt('/cadPerUnit')} />
      <TextField label={t('bills.origin')} value={source()} onInput={setSource} error={act.errorAt('/source')} />
      <Show when={act.problem()}>{(problem) => <ProblemNote problem={problem()} />}</Show>
    </Dialog>
  )
}
