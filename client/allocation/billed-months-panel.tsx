import { createSignal, For, Show } from 'solid-js'
import type { WorkloadMonthView } from '#models/allocation/allocation.views.ts'
import { partOfCharge } from '#models/allocation/given-derivations.ts'
import { monthAfter } from '#models/shared/month.ts'
import { workloadCharges, workloadChargesPath, workloadMonths, workloadMonthsPath } from '#client/api/allocation.ts'
import { createLoad } from '#client/api/load.ts'
import { billMoney } from '#client/bills/bill-words.ts'
import { fmt, t } from '#client/i18n/i18n.ts'
import { Button } from '#client/ui/button.tsx'
import { Empty } from '#client/ui/empty.tsx'
import { Figure } from '#client/ui/figure.tsx'
import { Shown } from '#client/ui/loaded.tsx'
import { Panel } from '#client/ui/panel.tsx'
import { ScrollRegion } from '#client/ui/table.tsx'
import { TracedCharges } from './traced-charges.tsx'
import './allocation.css'

const monthsBack = 23
const fewRows = 12

/** What bills gave to a workload, month after month: each amount opens to its charges, each charge to its lines. */
export function BilledMonthsPanel(props: { code: string }) {
  const to = () => new Date().toISOString().slice(0, 7)
  const span = () => ({ from: monthAfter(to(), -monthsBack), to: to() })
  const load = createLoad(() => workloadMonthsPath(props.code, span()), workloadMonths)
  const [isWhole, setWhole] = createSignal(false)
  const [opened, setOpened] = createSignal<WorkloadMonthView>()
  const latestFirst = (months: readonly WorkloadMonthView[]) => months.toReversed()
  return (
    <>
      <Panel flush title={t('allocation.billedMonths')} note={t('allocation.billedMonthsNote', span())}>
        <Shown load={load}>
          {(months) => (
            <Show
              when={months().length > 0}
              fallback={<Empty title={t('allocation.noBilledMonths')}>{t('allocation.noBilledMonthsWhy')}</Empty>}
            >
              <ScrollRegion label={t('workload.scrolling', { name: t('allocation.billedMonths') })}>
                <table class="tbl al-wide">
                  <caption class="vh">{t('allocation.billedMonths')}</caption>
                  <thead>
                    <tr>
                      <th scope="col">{t('allocation.month')}</th>
                      <th scope="col">{t('allocation.bySource')}</th>
                      <th scope="col">{t('allocation.categoryHead')}</th>
                      <th scope="col" class="num">
                        {t('allocation.billed')}
                      </th>
                      <th scope="col" class="num">
                        {t('allocation.effective')}
                      </th>
                      <th scope="col" class="num">
                        {t('allocation.chargesHead')}
                      </th>
                    </tr>
                  </thead>
                  <tbody>
                    <For each={latestFirst(months()).slice(0, isWhole() ? undefined : fewRows)}>
                      {(month) => (
                        <tr>
                          <th scope="row" class="nb">
                            {month.period}
                            <Show when={month.isOpen}>
                              <span class="sm mut"> ({t('allocation.openMonth')})</span>
                            </Show>
                          </th>
                          <td>
                            <a class="lk" href={`/factures/mois/${month.source}/${month.period}`}>
                              {month.source}
                            </a>
                          </td>
                          <td>{month.serviceCategory}</td>
                          <td class="num">{billMoney(month.billed, month.currency)}</td>
                          <td class="num">
                            <Figure
                              id={month.figure}
                              label={t('allocation.monthFigure', {
                                workload: props.code,
                                month: month.period,
                                category: month.serviceCategory,
                              })}
                            >
                              {billMoney(month.effective, month.currency)}
                            </Figure>
                          </td>
                          <td class="num">
                            <Button
                              small
                              kind="quiet"
                              pressed={opened()?.importId === month.importId}
                              onClick={() => setOpened(opened()?.importId === month.importId ? undefined : month)}
                            >
                              {fmt.integer(month.charges)}
                              <span class="vh">
                                {' '}
                                {t('allocation.chargesOf', { month: month.period, source: month.source })}
                              </span>
                            </Button>
                          </td>
                        </tr>
                      )}
                    </For>
                  </tbody>
                </table>
              </ScrollRegion>
              <Show when={!isWhole() && months().length > fewRows}>
                <div class="al-pad">
                  <Button small onClick={() => setWhole(true)}>
                    {t('allocation.moreMonths', { count: months().length - fewRows })}
                  </Button>
                </div>
              </Show>
            </Show>
          )}
        </Shown>
      </Panel>
      <Show when={opened()} keyed>
        {(month) => <ChargesPanel code={props.code} month={month} />}
      </Show>
    </>
  )
}

/** The charges of one import that went to the workload, a page at a time. */
function ChargesPanel(props: { code: string; month: WorkloadMonthView }) {
  const [cursor, setCursor] = createSignal('')
  const load = createLoad(() => workloadChargesPath(props.code, props.month.importId, cursor()), workloadCharges)
  const title = () => t('allocation.chargesOf', { month: props.month.period, source: props.month.source })
  return (
    <Panel flush title={title()}>
      <Shown load={load}>
        {(page) => (
          <>
            <TracedCharges
              title={title()}
              charges={page().items}
              counted={(charge) => ({
                amount: charge.part.effective,
                figure: partOfCharge(charge, charge.part.effective),
              })}
            />
            <Show when={page().next}>
              {(next) => (
                <div class="al-pad">
                  <Button small onClick={() => setCursor(next())}>
                    {t('allocation.nextCharges')}
                  </Button>
                </div>
              )}
            </Show>
          </>
        )}
      </Shown>
    </Panel>
  )
}
