import { For, Show } from 'solid-js'
import type { BillMonthView } from '#models/bills/bill-months.schemas.ts'
import { fmt, t } from '#client/i18n/i18n.ts'
import { Panel } from '#client/ui/panel.tsx'
import { ScrollRegion } from '#client/ui/table.tsx'
import { StatusMark } from '#client/ui/verdict-mark.tsx'
import { BillAmount } from './bill-amount.tsx'
import { billMoney, partText, rateText, reasonText, reconciliationLook } from './bill-words.ts'

/** What was billed against what was invoiced: the difference is a line, its parts are named, the rest is never hidden. */
export function ReconciliationPanel(props: { month: BillMonthView }) {
  const one = () => props.month.reconciliation
  const figures = () => props.month.figures
  const look = () => reconciliationLook[one().state]
  const Total = (given: { term: 'invoiced' | 'difference' | 'remainder' }) => (
    <Line
      strong
      name={t(`bills.${given.term}`)}
      amount={one()[given.term]}
      currency={one().currency}
      figure={figures()[given.term]}
    />
  )
  return (
    <Panel
      flush
      title={t('bills.reconciliation')}
      note={t('bills.reconciliationNote')}
      end={
        <StatusMark pill tone={look().tone}>
          {t(look().text)}
        </StatusMark>
      }
    >
      <ScrollRegion label={t('workload.scrolling', { name: t('bills.reconciliation') })}>
        <table class="tbl">
          <caption class="vh">{t('bills.reconciliation')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('bills.element')}</th>
              <th scope="col" class="num">
                {t('bills.rows')}
              </th>
              <th scope="col" class="num">
                {t('bills.amount')}
              </th>
            </tr>
          </thead>
          <tbody>
            <For each={one().accounts}>
              {(account) => (
                <Line
                  name={t('bills.ofAccount', { account: account.account })}
                  rows={account.rows}
                  amount={account.billed}
                  currency={account.currency}
                  figure={props.month.current?.figures.billed}
                />
              )}
            </For>
            <Line
              strong
              name={t('bills.billedSum')}
              amount={one().billed}
              currency={one().currency}
              figure={props.month.current?.figures.billed}
            />
            <Total term="invoiced" />
            <Total term="difference" />
            <For each={one().parts}>
              {(part) => (
                <Line
                  indent
                  name={t(partText[part.kind])}
                  rows={part.rows ?? undefined}
                  amount={part.amount}
                  currency={one().currency}
                  figure={figures()[`part-${part.kind}`]}
                />
              )}
            </For>
            <Total term="remainder" />
          </tbody>
        </table>
      </ScrollRegion>
      <div class="panel-b sm">
        <Show when={one().reason}>{(reason) => <p>{t(reasonText(reason()))}</p>}</Show>
        <For each={one().untold}>
          {(what) => <p class="mut">{t(what === 'tax' ? 'bills.untoldTax' : 'bills.untoldCredits')}</p>}
        </For>
        <Show when={one().otherCurrencies.length > 0}>
          <p>{t('bills.otherCurrencies', { currencies: fmt.list(one().otherCurrencies) })}</p>
        </Show>
        <For each={one().quarantine}>
          {(held) => (
            <p>
              {t('bills.quarantine')} :{' '}
              <BillAmount
                amount={held.amount}
                currency={held.currency}
                figure={figures()[`quarantine-${held.currency}`]}
                label={t('bills.quarantine')}
              />{' '}
              ({t('bills.rows')} : {fmt.integer(held.rows)})
              <Show when={held.rowsWithoutAmount > 0}>
                {' '}
                {t('bills.noAmount')} : {fmt.integer(held.rowsWithoutAmount)}
              </Show>
            </p>
          )}
        </For>
        <For each={one().payments}>
          {(paid) => (
            <p>
              {t('bills.impliedRate', {
                amount: billMoney(paid.amount, paid.currency),
                rate: paid.impliedRate === null ? '–' : rateText(paid.impliedRate),
              })}
            </p>
          )}
        </For>
      </div>
    </Panel>
  )
}

function Line(props: {
  name: string
  rows?: number | undefined
  amount: string | null
  currency: string
  figure: string | undefined
  strong?: boolean
  indent?: boolean
}) {
  return (
    <tr>
      <th scope="row" classList={{ 'bl-strong': props.strong === true, 'bl-part': props.indent === true }}>
        {props.name}
      </th>
      <td class="num">{props.rows === undefined ? '' : fmt.integer(props.rows)}</td>
      <td class="num" classList={{ 'bl-strong': props.strong === true }}>
        <BillAmount amount={props.amount} currency={props.currency} figure={props.figure} label={props.name} />
      </td>
    </tr>
  )
}
