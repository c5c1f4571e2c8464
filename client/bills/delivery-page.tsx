import { useParams } from '@solidjs/router'
import { createSignal, For, Show } from 'solid-js'
import type { BillCompanion, BillDeliveryView, BillResultView, BillRuleCount } from '#models/bills/bill.views.ts'
import { quarantineDerivation } from '#models/bills/quarantined.ts'
import { delivery, deliveryPath, failures, failuresCsvPath, failuresPath } from '#client/api/bills.ts'
import { createLoad } from '#client/api/load.ts'
import { fmt, said, t } from '#client/i18n/i18n.ts'
import { Button, LinkButton } from '#client/ui/button.tsx'
import { Shown } from '#client/ui/loaded.tsx'
import { PageHead, Panel } from '#client/ui/panel.tsx'
import { Note } from '#client/ui/problem-note.tsx'
import { ScrollRegion } from '#client/ui/table.tsx'
import { createTitle } from '#client/ui/title.ts'
import { StatusMark } from '#client/ui/verdict-mark.tsx'
import { BillAmount } from './bill-amount.tsx'
import { deliveryLook } from './bill-words.ts'
import './bills.css'

/** What one delivery said: how it was read, what it put in force, what it got wrong. */
export function DeliveryPage() {
  const params = useParams<{ delivery: string }>()
  const load = createLoad(() => deliveryPath(params.delivery), delivery)
  createTitle(() => load.value()?.fileName ?? t('bills.title'))
  return (
    <Shown load={load}>
      {(one) => (
        <>
          <PageHead
            crumbs={
              <a class="lk" href="/factures?onglet=recues">
                {t('bills.crumb')}
              </a>
            }
            title={t('bills.delivery', { file: one().fileName })}
            sub={`${one().dialect ?? ''} ${one().version ?? ''} · ${one().body} · ${fmt.dateTime(one().receivedAt)} · ${one().by}`}
          >
            <StatusMark pill tone={deliveryLook[one().state].tone}>
              {t(deliveryLook[one().state].text)}
            </StatusMark>
          </PageHead>
          <div class="stack">
            <Show when={one().problem}>
              {(problem) => (
                <Note tone="warn">
                  <b>{t('bills.failed')}</b> {said(problem().detail)} <span class="mono sm">{problem().code}</span>
                </Note>
              )}
            </Show>
            <Show when={one().state === 'identical'}>
              <Note>{t('bills.identicalTo')}</Note>
            </Show>
            <Show when={one().result}>{(result) => <Result one={one()} result={result()} />}</Show>
            <Failures id={one().id} />
          </div>
        </>
      )}
    </Shown>
  )
}

const costs = ['billed', 'effective'] as const

function Result(props: { one: BillDeliveryView; result: BillResultView }) {
  const rows = () => props.result.rows
  return (
    <>
      <Panel title={t('bills.rows')}>
        <Show when={props.one.asked.parts}>
          {(parts) => (
            <p>
              {t('bills.inFiles', { count: parts().length })}{' '}
              <span class="mono sm bl-names">
                {parts()
                  .map(({ name }) => name)
                  .join(', ')}
              </span>
            </p>
          )}
        </Show>
        <dl class="dl">
          <dt>{t('bills.rowsRead')}</dt>
          <dd>{fmt.integer(rows().read)}</dd>
          <dt>{t('bills.rowsAccepted')}</dt>
          <dd>{fmt.integer(rows().accepted)}</dd>
          <dt>{t('bills.rowsRejected')}</dt>
          <dd>{fmt.integer(rows().rejected)}</dd>
          <dt>{t('bills.rowsLeftOut')}</dt>
          <dd>{fmt.integer(rows().leftOut)}</dd>
          <dt>{t('bills.rowsOtherMonths')}</dt>
          <dd>{fmt.integer(rows().otherPeriods)}</dd>
        </dl>
        <Show when={props.result.quarantined.length > 0}>
          <h3 class="bl-gap">{t('bills.quarantine')}</h3>
          <p class="hint">{t('bills.quarantineNote')}</p>
          <ul>
            <For each={props.result.quarantined}>
              {(one) => (
                <li>
                  <Show when={one.billed} fallback={t('bills.noAmount')}>
                    {(billed) => (
                      <BillAmount
                        amount={billed()}
                        currency={one.currency}
                        figure={() => quarantineDerivation(props.one.fileName, one)}
                        label={t('bills.quarantine')}
                      />
                    )}
                  </Show>{' '}
                  · {t('bills.rows')} : {fmt.integer(one.rows)}
                </li>
              )}
            </For>
          </ul>
        </Show>
      </Panel>
      <Show when={props.result.companion}>{(companion) => <Companion companion={companion()} />}</Show>
      <Panel flush title={t('bills.putInForce')}>
        <Show when={props.result.slices.length > 0} fallback={<p class="panel-b">{t('bills.noSlices')}</p>}>
          <ScrollRegion label={t('workload.scrolling', { name: t('bills.putInForce') })}>
            <table class="tbl bl-wide">
              <caption class="vh">{t('bills.putInForce')}</caption>
              <thead>
                <tr>
                  <th scope="col">{t('bills.source')}</th>
                  <th scope="col">{t('bills.month')}</th>
                  <th scope="col" class="num">
                    {t('bills.rows')}
                  </th>
                  <th scope="col" class="num">
                    {t('bills.billed')}
                  </th>
                  <th scope="col" class="num">
                    {t('bills.effective')}
                  </th>
                </tr>
              </thead>
              <tbody>
                <For each={props.result.slices}>
                  {(slice) => (
                    <tr>
                      <th scope="row">
                        {slice.provider} <span class="mono">{slice.account}</span>
                      </th>
                      <td>
                        <a class="lk" href={`/factures/mois/${slice.source}/${slice.period}`}>
                          {slice.period}
                        </a>
                        <Show when={slice.replaced}>
                          <br />
                          <small class="tag">{t('bills.replaces')}</small>
                        </Show>
                      </td>
                      <td class="num">{fmt.integer(slice.rows)}</td>
                      <For each={costs}>
                        {(cost) => (
                          <td class="num">
                            <BillAmount
                              amount={slice[cost]}
                              currency={slice.currency}
                              figure={slice.figures[cost]}
                              label={`${t(`bills.${cost}`)}, ${slice.account}, ${slice.period}`}
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
      </Panel>
      <Counts title={t('bills.deviations')} note={t('bills.deviationsNote')} counts={props.result.deviations} />
      <Counts title={t('bills.refusals')} counts={props.result.refusals} />
      <Counts title={t('bills.warnings')} counts={props.result.warnings} />
      <Panel title={t('bills.columnsUnknown')}>
        <p class="mono sm bl-names">{props.result.unknownColumns.join(', ') || t('bills.none')}</p>
        <h3>{t('bills.columnsMissing')}</h3>
        <p class="mono sm bl-names">{props.result.missingColumns.join(', ') || t('bills.none')}</p>
      </Panel>
    </>
  )
}

/** Invoices, periods or commitments as the file writes them: kept and shown, never added to the bills. */
function Companion(props: { companion: BillCompanion }) {
  return (
    <Panel flush title={t('bills.companion')} note={t('bills.companionNote', { count: props.companion.total })}>
      <ScrollRegion label={t('workload.scrolling', { name: t('bills.companion') })}>
        <table class="tbl bl-wide">
          <caption class="vh">{t('bills.companion')}</caption>
          <thead>
            <tr>
              <For each={props.companion.columns}>{(name) => <th scope="col">{name}</th>}</For>
            </tr>
          </thead>
          <tbody>
            <For each={props.companion.rows}>
              {(row) => (
                <tr>
                  <For each={row}>{(cell) => <td class="nb">{cell}</td>}</For>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </ScrollRegion>
    </Panel>
  )
}

function Counts(props: { title: string; note?: string; counts: readonly BillRuleCount[] }) {
  return (
    <Show when={props.counts.length > 0}>
      <Panel flush title={props.title} note={props.note}>
        <ScrollRegion label={t('workload.scrolling', { name: props.title })}>
          <table class="tbl">
            <caption class="vh">{props.title}</caption>
            <thead>
              <tr>
                <th scope="col">{t('bills.rule')}</th>
                <th scope="col">{t('bills.why')}</th>
                <th scope="col" class="num">
                  {t('bills.times')}
                </th>
              </tr>
            </thead>
            <tbody>
              <For each={props.counts}>
                {(one) => (
                  <tr>
                    <th scope="row" class="mono sm">
                      {one.rule}
                    </th>
                    <td>{said(one.text)}</td>
                    <td class="num">{fmt.integer(one.rows)}</td>
                  </tr>
                )}
              </For>
            </tbody>
          </table>
        </ScrollRegion>
      </Panel>
    </Show>
  )
}

const pageSize = 100

function Failures(props: { id: string }) {
  const [after, setAfter] = createSignal(-1)
  const load = createLoad(() => failuresPath(props.id, after()), failures)
  return (
    <Shown load={load}>
      {(list) => (
        <Panel
          flush
          title={t('bills.failures')}
          note={t('bills.failuresNote')}
          end={
            <Show when={list().length > 0}>
              <LinkButton small icon="download" download href={failuresCsvPath(props.id)}>
                {t('bills.failuresCsv')}
              </LinkButton>
            </Show>
          }
          footer={
            <Show when={list().length === pageSize}>
              <Button small onClick={() => setAfter(list().at(-1)?.ordinal ?? -1)}>
                {t('bills.moreFailures')}
              </Button>
            </Show>
          }
        >
          <Show when={list().length > 0} fallback={<p class="panel-b">{t('bills.noFailures')}</p>}>
            <ScrollRegion label={t('workload.scrolling', { name: t('bills.failures') })}>
              <table class="tbl bl-wide">
                <caption class="vh">{t('bills.failures')}</caption>
                <thead>
                  <tr>
                    <th scope="col" class="num">
                      {t('bills.line')}
                    </th>
                    <th scope="col">{t('bills.rule')}</th>
                    <th scope="col">{t('bills.column')}</th>
                    <th scope="col">{t('bills.outcome')}</th>
                    <th scope="col">{t('bills.why')}</th>
                  </tr>
                </thead>
                <tbody>
                  <For each={list()}>
                    {(one) => (
                      <tr>
                        <td class="num">
                          <Show when={one.file}>{(file) => <small class="mut">{file()} · </small>}</Show>
                          {fmt.integer(one.line)}
                        </td>
                        <td class="mono sm">{one.rule}</td>
                        <td class="mono sm">{one.column ?? ''}</td>
                        <td>
                          <StatusMark tone={one.severity === 'refused' ? 'bad' : 'warn'}>
                            {t(one.severity === 'refused' ? 'bills.refused' : 'bills.warned')}
                          </StatusMark>
                        </td>
                        <td>{said(one.detail)}</td>
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
