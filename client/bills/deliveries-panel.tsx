import { For, Show } from 'solid-js'
import { deliveries, deliveriesPath } from '#client/api/bills.ts'
import { createLoad } from '#client/api/load.ts'
import { fmt, t } from '#client/i18n/i18n.ts'
import { Empty } from '#client/ui/empty.tsx'
import { Shown } from '#client/ui/loaded.tsx'
import { Panel } from '#client/ui/panel.tsx'
import { ScrollRegion } from '#client/ui/table.tsx'
import { StatusMark } from '#client/ui/verdict-mark.tsx'
import { deliveryLook } from './bill-words.ts'

/** Every file or fetch received, newest first. */
export function DeliveriesPanel() {
  const load = createLoad(() => deliveriesPath, deliveries)
  return (
    <Shown load={load}>
      {(list) => (
        <Panel flush title={t('bills.receivedTitle')}>
          <Show
            when={list().length > 0}
            fallback={<Empty title={t('bills.noneReceived')}>{t('bills.noSourcesText')}</Empty>}
          >
            <ScrollRegion label={t('workload.scrolling', { name: t('bills.receivedTitle') })}>
              <table class="tbl bl-wide">
                <caption class="vh">{t('bills.receivedTitle')}</caption>
                <thead>
                  <tr>
                    <th scope="col">{t('bills.file')}</th>
                    <th scope="col">{t('bills.body')}</th>
                    <th scope="col">{t('bills.receivedOn')}</th>
                    <th scope="col">{t('bills.format')}</th>
                    <th scope="col" class="num">
                      {t('bills.rows')}
                    </th>
                    <th scope="col">{t('bills.state')}</th>
                  </tr>
                </thead>
                <tbody>
                  <For each={list()}>
                    {(one) => (
                      <tr>
                        <th scope="row">
                          <a class="lk" href={`/factures/recues/${one.id}`}>
                            {one.fileName}
                          </a>
                        </th>
                        <td>{one.body}</td>
                        <td class="nb">{fmt.dateTime(one.receivedAt)}</td>
                        <td class="nb">
                          {one.dialect ?? ''} {one.version ?? ''}
                        </td>
                        <td class="num">{one.result === null ? '' : fmt.integer(one.result.rows.read)}</td>
                        <td>
                          <StatusMark tone={deliveryLook[one.state].tone}>{t(deliveryLook[one.state].text)}</StatusMark>
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
