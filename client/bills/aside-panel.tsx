import { For, Show } from 'solid-js'
import type { BillAsideView, BudgetState, BudgetView, ReservationView } from '#models/bills/aside.views.ts'
import type { BillMonthView, MonthFigures } from '#models/bills/bill-months.schemas.ts'
import { unknownMark } from '#client/i18n/format.ts'
import { fmt, t, type TextKey } from '#client/i18n/i18n.ts'
import { Figure } from '#client/ui/figure.tsx'
import { Panel } from '#client/ui/panel.tsx'
import { ScrollRegion } from '#client/ui/table.tsx'
import { StatusMark, type Tone } from '#client/ui/verdict-mark.tsx'
import { BillAmount } from './bill-amount.tsx'

const stateLook: Readonly<Record<BudgetState, { readonly tone: Tone; readonly text: TextKey }>> = {
  over: { tone: 'bad', text: 'bills.budgetOver' },
  'forecast-over': { tone: 'warn', text: 'bills.budgetForecastOver' },
  within: { tone: 'ok', text: 'bills.budgetWithin' },
  unknown: { tone: 'none', text: 'bills.budgetUnknown' },
}
const grainText: Readonly<Record<BudgetView['grain'], TextKey>> = {
  month: 'bills.grainMonth',
  quarter: 'bills.grainQuarter',
  year: 'bills.grainYear',
}

/** What the provider answered beside the bill: its budgets against what was spent, its reservations against their use. */
export function AsidePanel(props: { aside: BillAsideView; month: BillMonthView }) {
  const note = () => t('bills.asideNote', { at: fmt.dateTime(props.aside.fetchedAt) })
  return (
    <>
      <Show when={props.aside.budgets.length > 0}>
        <Panel flush title={t('bills.budgets')} note={note()}>
          <Budgets budgets={props.aside.budgets} figures={props.month.figures} />
        </Panel>
      </Show>
      <Show when={props.aside.reservations.length > 0}>
        <Panel flush title={t('bills.reservations')} note={note()}>
          <Reservations reservations={props.aside.reservations} figures={props.month.figures} />
        </Panel>
      </Show>
      <p class="sm mut">
        <Show when={props.aside.unread > 0}>{t('bills.asideUnread', { count: props.aside.unread })} </Show>
        <a class="lk" href={`/factures/recues/${props.aside.delivery}`}>
          {t('bills.asideReceived')}
        </a>
      </p>
    </>
  )
}

function Budgets(props: { budgets: readonly BudgetView[]; figures: MonthFigures }) {
  const amount = (budget: BudgetView, term: 'amount' | 'spent' | 'left') => (
    <td class="num">
      <BillAmount
        amount={budget[term]}
        currency={budget.currency}
        figure={props.figures[`budget-${term}-${budget.name}`]}
        label={`${t(`bills.budget-${term}`)}, ${budget.name}`}
      />
    </td>
  )
  return (
    <ScrollRegion label={t('workload.scrolling', { name: t('bills.budgets') })}>
      <table class="tbl">
        <caption class="vh">{t('bills.budgets')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('bills.budget')}</th>
            <For each={['amount', 'spent', 'left'] as const}>
              {(term) => (
                <th scope="col" class="num">
                  {t(`bills.budget-${term}`)}
                </th>
              )}
            </For>
            <th scope="col">{t('bills.state')}</th>
          </tr>
        </thead>
        <tbody>
          <For each={props.budgets}>
            {(budget) => (
              <tr>
                <th scope="row" class="bl-names">
                  {budget.name}
                  <br />
                  <small class="mut">
                    {t(grainText[budget.grain])}
                    {budget.isPart ? `, ${t('bills.budgetPart')}` : ''}
                  </small>
                </th>
                {amount(budget, 'amount')}
                {amount(budget, 'spent')}
                {amount(budget, 'left')}
                <td>
                  <StatusMark tone={stateLook[budget.state].tone}>{t(stateLook[budget.state].text)}</StatusMark>
                  <br />
                  <small class="mut">
                    {t(budget.basis === 'bill' ? 'bills.basisOfBill' : 'bills.basisOfProvider')}
                  </small>
                </td>
              </tr>
            )}
          </For>
        </tbody>
      </table>
    </ScrollRegion>
  )
}

function Reservations(props: { reservations: readonly ReservationView[]; figures: MonthFigures }) {
  const hours = (one: ReservationView, term: 'reserved' | 'used' | 'unused') => (
    <td class="num">
      <Figure
        id={props.figures[`reservation-${term}-${one.reservation}`]}
        label={`${t(`bills.hours-${term}`)}, ${one.reservation}`}
      >
        {fmt.decimal(Number(one[`${term}Hours`]), 1)}&nbsp;h
      </Figure>
    </td>
  )
  return (
    <ScrollRegion label={t('workload.scrolling', { name: t('bills.reservations') })}>
      <table class="tbl">
        <caption class="vh">{t('bills.reservations')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('bills.reservation')}</th>
            <For each={['reserved', 'used', 'unused'] as const}>
              {(term) => (
                <th scope="col" class="num">
                  {t(`bills.hours-${term}`)}
                </th>
              )}
            </For>
            <th scope="col" class="num">
              {t('bills.utilisation')}
            </th>
            <th scope="col" class="num">
              {t('bills.unusedCost')}
            </th>
          </tr>
        </thead>
        <tbody>
          <For each={props.reservations}>
            {(one) => (
              <tr>
                <th scope="row" class="mono sm bl-names">
                  {one.reservation}
                  <br />
                  <small class="mut">{one.sku}</small>
                </th>
                {hours(one, 'reserved')}
                {hours(one, 'used')}
                {hours(one, 'unused')}
                <td class="num">
                  <Show when={one.utilisation !== null} fallback={unknownMark}>
                    <Figure
                      id={props.figures[`reservation-utilisation-${one.reservation}`]}
                      label={`${t('bills.utilisation')}, ${one.reservation}`}
                    >
                      {fmt.percent((one.utilisation ?? 0) * 100)}
                    </Figure>
                  </Show>
                </td>
                <td class="num">
                  <BillAmount
                    amount={one.unusedCost}
                    currency={one.currency}
                    figure={one.unusedCostFigure}
                    label={`${t('bills.unusedCost')}, ${one.reservation}`}
                  />
                </td>
              </tr>
            )}
          </For>
        </tbody>
      </table>
    </ScrollRegion>
  )
}
