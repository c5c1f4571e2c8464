import { createSignal, Show } from 'solid-js'
import { createStore } from 'solid-js/store'
import { invoiceStatuses } from '#models/bills/reconciliation.ts'
import type { NewInvoice } from '#models/bills/bill-months.schemas.ts'
import { enterInvoice } from '#client/api/bills.ts'
import { t } from '#client/i18n/i18n.ts'
import { createAct } from '#client/ui/act.ts'
import { Button } from '#client/ui/button.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { SelectField, TextField } from '#client/ui/field.tsx'
import { ProblemNote } from '#client/ui/problem-note.tsx'
import { showToast } from '#client/ui/toast.tsx'
import { invoiceStatusText } from './bill-words.ts'

/** Types an invoice; one with the same number is replaced, and what it said stays in the log. */
export function InvoiceDialog(props: { path: string; currency: string; onClose: () => void; onDone: () => void }) {
  const [typed, setTyped] = createStore({
    number: '',
    issuedOn: '',
    currency: props.currency,
    amount: '',
    tax: '',
    credits: '',
    paidAmount: '',
    paidCurrency: '',
  })
  const [status, setStatus] = createSignal<NewInvoice['status']>('issued')
  const act = createAct()
  const told = (text: string) => (text.trim() === '' ? null : text.trim())
  const invoice = (): NewInvoice => {
    const [amount, currency] = [told(typed.paidAmount), told(typed.paidCurrency)]
    return {
      number: typed.number.trim(),
      status: status(),
      issuedOn: told(typed.issuedOn),
      currency: typed.currency.trim(),
      amount: typed.amount.trim(),
      tax: told(typed.tax),
      credits: told(typed.credits),
      payment: amount === null && currency === null ? null : { currency: currency ?? '', amount: amount ?? '' },
    }
  }
  async function save() {
    if ((await act.run(async () => await enterInvoice(props.path, invoice()))) === undefined) return
    showToast({ text: t('bills.invoiceSaved') })
    props.onDone()
  }
  return (
    <Dialog
      open
      title={t('bills.addInvoice')}
      onClose={() => props.onClose()}
      footer={
        <>
          <Button onClick={() => props.onClose()}>{t('ui.cancel')}</Button>
          <Button kind="primary" busy={act.isRunning() ? t('bills.saving') : undefined} onClick={() => void save()}>
            {t('bills.saveInvoice')}
          </Button>
        </>
      }
    >
      <div class="bl-form">
        <TextField
          label={t('bills.number')}
          value={typed.number}
          onInput={(text) => setTyped('number', text)}
          error={act.errorAt('/number')}
        />
        <SelectField<NewInvoice['status']>
          label={t('bills.status')}
          value={status()}
          options={invoiceStatuses.map((value) => ({ value, text: t(invoiceStatusText[value]) }))}
          onChange={setStatus}
        />
        <TextField
          label={t('bills.amount')}
          hint={t('bills.amountHint')}
          value={typed.amount}
          onInput={(text) => setTyped('amount', text)}
          error={act.errorAt('/amount')}
        />
        <TextField
          label={t('bills.currency')}
          value={typed.currency}
          onInput={(text) => setTyped('currency', text)}
          error={act.errorAt('/currency')}
        />
        <TextField
          optional
          type="date"
          label={t('bills.issuedOn')}
          value={typed.issuedOn}
          onInput={(text) => setTyped('issuedOn', text)}
          error={act.errorAt('/issuedOn')}
        />
        <TextField
          optional
          label={t('bills.tax')}
          hint={t('bills.taxHint')}
          value={typed.tax}
          onInput={(text) => setTyped('tax', text)}
          error={act.errorAt('/tax')}
        />
        <TextField
          optional
          label={t('bills.credits')}
          hint={t('bills.creditsHint')}
          value={typed.credits}
          onInput={(text) => setTyped('credits', text)}
          error={act.errorAt('/credits')}
        />
        <TextField
          optional
          label={t('bills.paidAmount')}
          hint={t('bills.paidHint')}
          value={typed.paidAmount}
          onInput={(text) => setTyped('paidAmount', text)}
          error={act.errorAt('/payment/amount')}
        />
        <TextField
          optional
          label={t('bills.paidCurrency')}
          value={typed.paidCurrency}
          onInput={(text) => setTyped('paidCurrency', text)}
          error={act.errorAt('/payment/currency')}
        />
      </div>
      <Show when={act.problem()}>{(problem) => <ProblemNote problem={problem()} />}</Show>
    </Dialog>
  )
}
