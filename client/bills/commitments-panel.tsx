import { For, Show } from 'solid-js'
import type { CommitmentsView } from '#models/bills/bill-months.schemas.ts'
import { fmt, t } from '#client/i18n/i18n.ts'
import { unknownMark } from '#client/i18n/format.ts'
import { Panel } from '#client/ui/panel.tsx'
import { ScrollRegion } from '#client/ui/table.tsx'
import { billMoney } from './bill-words.ts'

/** Commitments one by one, and what rates were brought down by; no benefit of the migration. */
export function CommitmentsPanel(props: { commitments: CommitmentsView }) {
  const one = () => props.commitments
  const money = (amount: string) => billMoney(amount, one().currency)
  return (
    <Panel flush title={`${t('bills.commitments')} · ${one().currency}`} note={t('bills.commitmentsNote')}>
      <Show when={one().lines.length > 0} fallback={<p class="panel-b">{t('bills.noCommitments')}</p>}>
        <ScrollRegion label={t('workload.scrolling', { name: t('bills.commitments') })}>
          <table class="tbl bl-wide">
            <caption class="vh">{t('bills.commitments')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('bills.commitment')}</th>
                <th scope="col" class="num">
                  {t('bills.purchased')}
                </th>
                <th scope="col" class="num">
                  {t('bills.used')}
                </th>
                <th scope="col" class="num">
                  {t('bills.unused')}
                </th>
              </tr>
            </thead>
            <tbody>
              <For each={one().lines}>
                {(line) => (
                  <tr>
                    <th scope="row" class="mono sm">
                      {line.commitment}
                    </th>
                    <td class="num">{money(line.purchased)}</td>
                    <td class="num">{money(line.used)}</td>
                    <td class="num">{money(line.unused)}</td>
                  </tr>
                )}
              </For>
            </tbody>
          </table>
        </ScrollRegion>
      </Show>
      <div class="panel-b">
        <dl class="dl">
          <dt>{t('bills.list')}</dt>
          <dd>{money(one().list)}</dd>
          <dt>{t('bills.negotiated')}</dt>
          <dd>{money(one().negotiated)}</dd>
          <dt>{t('bills.commitmentSavings')}</dt>
          <dd>{money(one().commitmentSavings)}</dd>
          <dt>{t('bills.pricedEffective')}</dt>
          <dd>{money(one().pricedEffective)}</dd>
          <dt>{t('bills.savingsRate')}</dt>
          <dd>
            <Show when={one().savingsRate !== null} fallback={unknownMark}>
              {fmt.percent((one().savingsRate ?? 0) * 100)}
            </Show>
          </dd>
        </dl>
        <Show when={one().purchaseRows + one().unpricedRows > 0}>
          <p class="sm mut">
            {t('bills.leftOut', {
              purchases: fmt.integer(one().purchaseRows),
              unpriced: fmt.integer(one().unpricedRows),
            })}
          </p>
        </Show>
      </div>
    </Panel>
  )
}
