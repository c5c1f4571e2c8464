import { createSignal, For, Show } from 'solid-js'
import type { BillMonthView } from '#models/bills/bill-months.schemas.ts'
import { restatedDerivation } from '#models/bills/restated.ts'
import { restatement, restatementPath } from '#client/api/bills.ts'
import { createLoad } from '#client/api/load.ts'
import { fmt, t } from '#client/i18n/i18n.ts'
import { Button } from '#client/ui/button.tsx'
import { Shown } from '#client/ui/loaded.tsx'
import { Panel } from '#client/ui/panel.tsx'
import { ScrollRegion } from '#client/ui/table.tsx'
import { StatusMark } from '#client/ui/verdict-mark.tsx'
import { BillAmount } from './bill-amount.tsx'

const costs = ['billed', 'effective'] as const
const sides = ['before', 'after'] as const

/** Every version of the month, and what each changed of the one before, service by service. */
export function HistoryPanel(props: { month: BillMonthView }) {
  const [compared, setCompared] = createSignal<string>()
  const month = () => props.month
  return (
    <>
      <Panel flush title={t('bills.history')} note={t('bills.historyNote')}>
        <ScrollRegion label={t('workload.scrolling', { name: t('bills.history') })}>
          <table class="tbl bl-wide">
            <caption class="vh">{t('bills.history')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('bills.recordedAt')}</th>
                <th scope="col">{t('bills.state')}</th>
                <th scope="col">{t('bills.file')}</th>
                <th scope="col" class="num">
                  {t('bills.rows')}
                </th>
                <th scope="col" class="num">
                  {t('bills.billed')}
                </th>
                <th scope="col" class="num">
                  {t('bills.effective')}
                </th>
                <th scope="col">
                  <span class="vh">{t('bills.compare')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              <For each={month().history}>
                {(one, i) => (
                  <tr>
                    <th scope="row" class="nb">
                      {fmt.dateTime(one.recordedAt)}
                    </th>
                    <td>
                      <StatusMark tone={one.isCurrent ? 'ok' : 'none'}>
                        {t(one.isCurrent ? 'bills.inForce' : 'bills.superseded')}
                      </StatusMark>
                    </td>
                    <td>
                      <a class="lk" href={`/factures/recues/${one.delivery}`}>
                        {one.fileName}
                      </a>
                    </td>
                    <td class="num">{fmt.integer(one.rows)}</td>
                    <For each={costs}>
                      {(cost) => (
                        <td class="num">
                          <BillAmount
                            amount={one[cost]}
                            currency={one.currency}
                            figure={one.figures[cost]}
                            label={`${t(`bills.${cost}`)}, ${one.fileName}`}
                          />
                        </td>
                      )}
                    </For>
                    <td>
                      <Show when={i() < month().history.length - 1}>
                        <Button
                          small
                          pressed={compared() === one.id}
                          onClick={() => setCompared(compared() === one.id ? undefined : one.id)}
                        >
                          {t('bills.compare')}
                        </Button>
                      </Show>
                    </td>
                  </tr>
                )}
              </For>
            </tbody>
          </table>
        </ScrollRegion>
      </Panel>
      <Show when={compared()}>
        {(id) => <Changes path={restatementPath(month().source.code, month().month, id())} />}
      </Show>
    </>
  )
}

function Changes(props: { path: string }) {
  const load = createLoad(() => props.path, restatement)
  return (
    <Shown load={load}>
      {(told) => (
        <Panel flush title={t('bills.changesTitle')}>
          <Show
            when={told().services.some((one) => Number(one.difference) !== 0)}
            fallback={<p class="panel-b">{t('bills.noChanges')}</p>}
          >
            <ScrollRegion label={t('workload.scrolling', { name: t('bills.changesTitle') })}>
              <table class="tbl">
                <caption class="vh">{t('bills.changesTitle')}</caption>
                <thead>
                  <tr>
                    <th scope="col">{t('bills.service')}</th>
                    <th scope="col" class="num">
                      {t('bills.before')}
                    </th>
                    <th scope="col" class="num">
                      {t('bills.after')}
                    </th>
                    <th scope="col" class="num">
                      {t('bills.changed')}
                    </th>
                  </tr>
                </thead>
                <tbody>
                  <For each={told().services.filter((one) => Number(one.difference) !== 0)}>
                    {(one) => (
                      <tr>
                        <th scope="row">{one.service === '' ? t('allocation.absent') : one.service}</th>
                        <For each={sides}>
                          {(side) => (
                            <td class="num">
                              <BillAmount
                                amount={one[side]?.amount ?? null}
                                currency={told()[side].currency}
                                figure={one[side]?.figure}
                                label={`${t(`bills.${side}`)}, ${one.service}`}
                              />
                            </td>
                          )}
                        </For>
                        <td class="num">
                          <BillAmount
                            amount={one.difference}
                            currency={told().after.currency}
                            figure={() => restatedDerivation(told(), one)}
                            label={`${t('bills.changed')}, ${one.service}`}
                          />
                        </td>
                      </tr>
                    )}
                  </For>
                </tbody>
              </table>
            </ScrollRegion>
          </Show>
        </Panel>
      )}
    </Shown>
  )
}
