import { For, type JSX, Show } from 'solid-js'
import type { ReconciliationView } from '#models/bills/bill-months.schemas.ts'
import { fmt, t } from '#client/i18n/i18n.ts'
import { Panel } from '#client/ui/panel.tsx'
import { ScrollRegion } from '#client/ui/table.tsx'
import { StatusMark } from '#client/ui/verdict-mark.tsx'
import { billMoney, partText, rateText, reasonText, reconciliationLook } from './bill-words.ts'

/** What was billed against what was invoiced: the difference is a line, its parts are named, the rest is never hidden. */
export function ReconciliationPanel(props: { reconciliation: ReconciliationView }) {
  const one = () => props.reconciliation
  const look = () => reconciliationLook[one().state]
  const money = (amount: string | null) => billMoney(amount, one().currency)
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
                  amount={billMoney(account.billed, account.currency)}
                />
              )}
            </For>
            <Line strong name={t('bills.billedSum')} amount={money(one().billed)} />
            <Line strong name={t('bills.invoiced')} amount={money(one().invoiced)} />
            <Line strong name={t('bills.difference')} amount={money(one().difference)} />
            <For each={one().parts}>
              {(part) => (
                <Line indent name={t(partText[part.kind])} rows={part.rows ?? undefined} amount={money(part.amount)} />
              )}
            </For>
            <Line strong name={t('bills.remainder')} amount={money(one().remainder)} />
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
              {t('bills.quarantine')} : {billMoney(held.amount, held.currency)} ({t('bills.rows')} :{' '}
              {fmt.integer(held.rows)})
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
  name: JSX.Element
  rows?: number | undefined
  amount: string
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
        {props.amount}
      </td>
    </tr>
  )
}
