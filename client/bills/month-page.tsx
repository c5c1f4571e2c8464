import { useParams } from '@solidjs/router'
import { createSignal, For, Show } from 'solid-js'
import type { BillMonthView } from '#models/bills/bill-months.schemas.ts'
import { may } from '#client/api/access.ts'
import { billMonth, billMonthPath } from '#client/api/bills.ts'
import { createLoad } from '#client/api/load.ts'
import { fmt, t } from '#client/i18n/i18n.ts'
import { Button } from '#client/ui/button.tsx'
import { Empty } from '#client/ui/empty.tsx'
import { Shown } from '#client/ui/loaded.tsx'
import { PageHead, Panel } from '#client/ui/panel.tsx'
import { Note } from '#client/ui/problem-note.tsx'
import { ScrollRegion } from '#client/ui/table.tsx'
import { createTitle } from '#client/ui/title.ts'
import { StatusMark } from '#client/ui/verdict-mark.tsx'
import { AsidePanel } from './aside-panel.tsx'
import { BillAmount } from './bill-amount.tsx'
import { basisWords, monthLook, rateText, sourceName } from './bill-words.ts'
import { CommitmentsPanel } from './commitments-panel.tsx'
import { HistoryPanel } from './history-panel.tsx'
import { InvoicesPanel } from './invoices-panel.tsx'
import { MonthStateDialog } from './month-state-dialog.tsx'
import { ReconciliationPanel } from './reconciliation-panel.tsx'
import './bills.css'

/** One month of a source: held against its invoice, told in both costs and in CAD, closed when all is explained. */
export function BillMonthPage() {
  const params = useParams<{ source: string; month: string }>()
  const path = () => billMonthPath(params.source, params.month)
  const load = createLoad(path, billMonth)
  const [asks, setAsks] = createSignal<'close' | 'reopen'>()
  createTitle(() => t('bills.monthTitle', { name: load.value()?.source.name ?? params.source, month: params.month }))
  return (
    <Shown load={load}>
      {(month) => (
        <>
          <PageHead
            crumbs={
              <a class="lk" href="/factures">
                {t('bills.crumb')}
              </a>
            }
            title={t('bills.monthTitle', { name: sourceName(month().source), month: month().month })}
            sub={t('bills.monthSub', { ...month().source })}
          >
            <StatusMark pill tone={monthLook[month().state].tone}>
              {t(monthLook[month().state].text)}
            </StatusMark>
            <Show when={may('bills.close') && month().state !== 'missing'}>
              <Button
                kind={month().state === 'open' ? 'primary' : 'default'}
                onClick={() => setAsks(month().state === 'closed' ? 'reopen' : 'close')}
              >
                {t(month().state === 'closed' ? 'bills.reopen' : 'bills.close')}
              </Button>
            </Show>
          </PageHead>
          <div class="stack">
            <StateLine month={month()} />
            <Show when={month().waitsForReason}>
              <Note tone="warn">
                <b>{t('bills.waitsForReason')}</b> {t('bills.waitsForReasonNext')}{' '}
                <Show when={may('bills.close')}>
                  <Button small onClick={() => setAsks('reopen')}>
                    {t('bills.reopen')}
                  </Button>
                </Show>
              </Note>
            </Show>
            <ReconciliationPanel month={month()} />
            <InvoicesPanel month={month()} path={path()} />
            <Show
              when={month().current !== null}
              fallback={<Empty title={t('bills.nothingReceived')}>{t('bills.nothingReceivedText')}</Empty>}
            >
              <CostsPanel month={month()} />
              <For each={month().commitments}>
                {(one) => <CommitmentsPanel commitments={one} figures={month().figures} />}
              </For>
              <HistoryPanel month={month()} />
            </Show>
            <Show when={month().aside}>{(aside) => <AsidePanel aside={aside()} month={month()} />}</Show>
          </div>
          <Show when={asks()}>
            {(act) => (
              <MonthStateDialog
                month={month()}
                path={path()}
                act={act()}
                onClose={() => setAsks(undefined)}
                onDone={(changed) => {
                  setAsks(undefined)
                  load.put(changed)
                }}
              />
            )}
          </Show>
        </>
      )}
    </Shown>
  )
}

/** The last to change a month that is closed may have closed it, or restated it since. */
function isRestatedSince({ current, changedAt }: BillMonthView): boolean {
  return current?.isRestatement === true && (changedAt ?? '') <= current.recordedAt
}

function StateLine(props: { month: BillMonthView }) {
  const month = () => props.month
  return (
    <p class="sm bl-state">
      <Show when={month().state === 'open'}>{t('bills.provisional')} </Show>
      <Show when={month().state === 'closed'}>
        {t(isRestatedSince(month()) ? 'bills.closedThenRestatedBy' : 'bills.closedBy', {
          who: month().changedBy ?? '',
          at: fmt.dateTime(month().changedAt ?? ''),
        })}{' '}
      </Show>
      <Show when={month().reason !== ''}>{t('bills.reasonGiven', { reason: month().reason })} </Show>
      <Show when={month().issuer}>{(issuer) => <>{t('bills.issuerSays', { status: issuer().status })}</>}</Show>
    </p>
  )
}

const shownServices = 15
const costs = ['billed', 'effective'] as const

function CostsPanel(props: { month: BillMonthView }) {
  const month = () => props.month
  const [isWhole, setWhole] = createSignal(false)
  const services = () => (isWhole() ? month().services : month().services.slice(0, shownServices))
  const cad = () => month().cad
  const labelOf = (cost: (typeof costs)[number], what: string) =>
    `${t(cost === 'billed' ? 'bills.billed' : 'bills.effective')}, ${what}, ${month().month}`
  return (
    <Panel flush title={t('bills.costs')} note={t('bills.costsNote')}>
      <ScrollRegion label={t('workload.scrolling', { name: t('bills.costs') })}>
        <table class="tbl bl-total">
          <caption class="vh">{t('bills.costs')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('bills.service')}</th>
              <th scope="col" class="num">
                {t('bills.billed')}
              </th>
              <th scope="col" class="num">
                {t('bills.effective')}
              </th>
            </tr>
          </thead>
          <tbody>
            <For each={services()}>
              {(one) => (
                <tr>
                  <th scope="row">{one.service === '' ? t('allocation.absent') : one.service}</th>
                  <For each={costs}>
                    {(cost) => (
                      <td class="num">
                        <BillAmount
                          amount={one[cost]}
                          currency={one.currency}
                          figure={one.figures[cost]}
                          label={labelOf(cost, one.service)}
                        />
                      </td>
                    )}
                  </For>
                </tr>
              )}
            </For>
            <Show when={month().services.length > services().length}>
              <tr>
                <td colspan="3">
                  <Button small onClick={() => setWhole(true)}>
                    + {fmt.integer(month().services.length - services().length)}
                  </Button>
                </td>
              </tr>
            </Show>
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t('bills.total')}</th>
              <For each={costs}>
                {(cost) => (
                  <td class="num">
                    <b>
                      <BillAmount
                        amount={month().current?.[cost] ?? null}
                        currency={month().reconciliation.currency}
                        figure={month().current?.figures[cost]}
                        label={labelOf(cost, t('bills.total'))}
                      />
                    </b>
                  </td>
                )}
              </For>
            </tr>
            <tr>
              <th scope="row">{t('bills.inCad')}</th>
              <For each={costs}>
                {(cost) => (
                  <td class="num">
                    <BillAmount
                      amount={cad()[cost]}
                      currency="CAD"
                      figure={month().figures[`${cost}-cad`]}
                      label={labelOf(cost, t('bills.inCad'))}
                    />
                  </td>
                )}
              </For>
            </tr>
          </tfoot>
        </table>
      </ScrollRegion>
      <p class="panel-b sm mut" hidden={cad().rate?.basis === 'identity'}>
        <Show
          when={cad().rate}
          fallback={t('bills.rateMissing', { what: (cad().reason ?? '').replace('no-rate-for:', '') })}
        >
          {(rate) =>
            t('bills.rateUsed', {
              rate: rateText(rate().cadPerUnit),
              basis: basisWords(rate()),
              source: rate().source,
            })
          }
        </Show>
      </p>
    </Panel>
  )
}
