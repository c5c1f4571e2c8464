import { For, Show } from 'solid-js'
import type { CommitmentsView, MonthFigures } from '#models/bills/bill-months.schemas.ts'
import { fmt, t } from '#client/i18n/i18n.ts'
import { unknownMark } from '#client/i18n/format.ts'
import { Figure } from '#client/ui/figure.tsx'
import { Panel } from '#client/ui/panel.tsx'
import { ScrollRegion } from '#client/ui/table.tsx'
import { BillAmount } from './bill-amount.tsx'

const uses = ['purchased', 'used', 'unused'] as const
const savings = [
  { name: 'list', term: 'list' },
  { name: 'negotiated', term: 'negotiated' },
  { name: 'commitmentSavings', term: 'commitment-savings' },
  { name: 'pricedEffective', term: 'priced-effective' },
] as const

/** Commitments one by one, and what rates were brought down by; no benefit of the migration. */
export function CommitmentsPanel(props: { commitments: CommitmentsView; figures: MonthFigures }) {
  const one = () => props.commitments
  return (
    <Panel flush title={`${t('bills.commitments')} · ${one().currency}`} note={t('bills.commitmentsNote')}>
      <Show when={one().lines.length > 0} fallback={<p class="panel-b">{t('bills.noCommitments')}</p>}>
        <ScrollRegion label={t('workload.scrolling', { name: t('bills.commitments') })}>
          <table class="tbl">
            <caption class="vh">{t('bills.commitments')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('bills.commitment')}</th>
                <For each={uses}>
                  {(use) => (
                    <th scope="col" class="num">
                      {t(`bills.${use}`)}
                    </th>
                  )}
                </For>
              </tr>
            </thead>
            <tbody>
              <For each={one().lines}>
                {(line) => (
                  <tr>
                    <th scope="row" class="mono sm">
                      {line.commitment}
                    </th>
                    <For each={uses}>
                      {(use) => (
                        <td class="num">
                          <BillAmount
                            amount={line[use]}
                            currency={one().currency}
                            figure={Number(line[use]) === 0 ? null : line.figures[use]}
                            label={`${t(`bills.${use}`)}, ${line.commitment}`}
                          />
                        </td>
                      )}
                    </For>
                  </tr>
                )}
              </For>
            </tbody>
          </table>
        </ScrollRegion>
      </Show>
      <div class="panel-b">
        <dl class="dl">
          <For each={savings}>
            {({ name, term }) => (
              <>
                <dt>{t(`bills.${name}`)}</dt>
                <dd>
                  <BillAmount
                    amount={one()[name]}
                    currency={one().currency}
                    figure={props.figures[term]}
                    label={t(`bills.${name}`)}
                  />
                </dd>
              </>
            )}
          </For>
          <dt>{t('bills.savingsRate')}</dt>
          <dd>
            <Show when={one().savingsRate !== null} fallback={unknownMark}>
              <Figure id={props.figures['savings-rate']} label={t('bills.savingsRate')}>
                {fmt.percent((one().savingsRate ?? 0) * 100)}
              </Figure>
            </Show>
          </dd>
        </dl>
        <Show when={one().purchaseRows + one().unpricedRows > 0}>
          <p class="sm mut bl-gap">
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
