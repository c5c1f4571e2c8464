import { createSignal, For, Show } from 'solid-js'
import type { BillMonthView, InvoiceView } from '#models/bills/bill-months.schemas.ts'
import { may } from '#client/api/access.ts'
import { billMonthsPath, removeInvoice, sendInvoices } from '#client/api/bills.ts'
import { refresh } from '#client/api/load.ts'
import { fmt, t, type TextKey } from '#client/i18n/i18n.ts'
import { unknownMark } from '#client/i18n/format.ts'
import { createAct } from '#client/ui/act.ts'
import { Button } from '#client/ui/button.tsx'
import { Empty } from '#client/ui/empty.tsx'
import { Panel } from '#client/ui/panel.tsx'
import { ProblemNote } from '#client/ui/problem-note.tsx'
import { ScrollRegion } from '#client/ui/table.tsx'
import { showToast } from '#client/ui/toast.tsx'
import { BillAmount } from './bill-amount.tsx'
import { invoiceStatusText } from './bill-words.ts'
import { FileChoice } from './file-choice.tsx'
import { InvoiceDialog } from './invoice-dialog.tsx'

const terms = ['amount', 'tax', 'credits', 'payment'] as const
const termText: Readonly<Record<(typeof terms)[number], TextKey>> = {
  amount: 'bills.amount',
  tax: 'bills.tax',
  credits: 'bills.credits',
  payment: 'bills.paidAmount',
}

/** Invoices of the month: its control totals, typed or taken from a FOCUS Invoice Detail. */
export function InvoicesPanel(props: { month: BillMonthView; path: string }) {
  const [isTyping, setTyping] = createSignal(false)
  const act = createAct()
  const mayChange = () => may('bills.import') && props.month.state !== 'closed'
  async function take(file: File | undefined) {
    if (file === undefined) return
    const told = await act.run(async () => await sendInvoices(file, props.month.source.body))
    if (told === undefined) return
    showToast({ text: t('bills.invoicesImported', { ...told, refused: told.refused.length }) })
    await refresh(billMonthsPath)
  }
  async function takeAway(invoice: InvoiceView) {
    const done = await act.run(async () => {
      await removeInvoice(props.path, invoice.id)
      return true
    })
    if (done === undefined) return
    showToast({ text: t('bills.invoiceRemoved') })
    await refresh(billMonthsPath)
  }
  return (
    <Panel
      flush
      title={t('bills.invoices')}
      end={
        <Show when={mayChange()}>
          <div class="row-w">
            <FileChoice label={t('bills.invoices')} accept=".csv" onChoose={(file) => void take(file)}>
              {t('bills.importInvoices')}
            </FileChoice>
            <Button kind="primary" icon="plus" onClick={() => setTyping(true)}>
              {t('bills.addInvoice')}
            </Button>
          </div>
        </Show>
      }
    >
      <Show when={act.problem()}>{(problem) => <ProblemNote problem={problem()} />}</Show>
      <Show
        when={props.month.invoices.length > 0}
        fallback={<Empty title={t('bills.noInvoices')}>{t('bills.noInvoicesText')}</Empty>}
      >
        <ScrollRegion label={t('workload.scrolling', { name: t('bills.invoices') })}>
          <table class="tbl bl-wide">
            <caption class="vh">{t('bills.invoices')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('bills.number')}</th>
                <th scope="col">{t('bills.status')}</th>
                <th scope="col">{t('bills.issuedOn')}</th>
                <For each={terms}>
                  {(term) => (
                    <th scope="col" class="num">
                      {t(termText[term])}
                    </th>
                  )}
                </For>
                <th scope="col">{t('bills.origin')}</th>
              </tr>
            </thead>
            <tbody>
              <For each={props.month.invoices}>
                {(one) => (
                  <tr>
                    <th scope="row" class="mono">
                      {one.number}
                    </th>
                    <td>{t(invoiceStatusText[one.status])}</td>
                    <td class="nb">{one.issuedOn === null ? unknownMark : fmt.date(one.issuedOn)}</td>
                    <For each={terms}>
                      {(term) => (
                        <td class="num">
                          <BillAmount
                            amount={term === 'payment' ? (one.payment?.amount ?? null) : one[term]}
                            currency={term === 'payment' ? (one.payment?.currency ?? '') : one.currency}
                            figure={props.month.figures[`${term}-${one.number}`]}
                            label={`${t(termText[term])}, ${one.number}`}
                          />
                        </td>
                      )}
                    </For>
                    <td>
                      <small class="mut">
                        {one.statedBy} · {one.source === 'typed' ? t('bills.typed') : one.source}
                      </small>{' '}
                      <Show when={mayChange()}>
                        <Button
                          small
                          kind="quiet"
                          icon="x"
                          name={t('bills.remove', { number: one.number })}
                          onClick={() => void takeAway(one)}
                        />
                      </Show>
                    </td>
                  </tr>
                )}
              </For>
            </tbody>
          </table>
        </ScrollRegion>
      </Show>
      <Show when={isTyping()}>
        <InvoiceDialog
          path={props.path}
          currency={props.month.reconciliation.currency}
          onClose={() => setTyping(false)}
          onDone={() => {
            setTyping(false)
            void refresh(billMonthsPath)
          }}
        />
      </Show>
    </Panel>
  )
}
