import { For, Show } from 'solid-js'
import { createLoad } from '#client/api/load.ts'
import { workloadHistory, workloadPath } from '#client/api/workload.ts'
import { fmt, said, t } from '#client/i18n/i18n.ts'
import { Empty } from '#client/ui/empty.tsx'
import { Shown } from '#client/ui/loaded.tsx'
import { Panel } from '#client/ui/panel.tsx'
import { ScrollRegion } from '#client/ui/table.tsx'

/** Who changed what and when, sealed line by line. */
export function HistoryPanel(props: { code: string }) {
  const load = createLoad(() => `${workloadPath(props.code)}/history`, workloadHistory)
  return (
    <Panel flush title={t('workload.history')}>
      <Shown load={load}>
        {(events) => (
          <Show when={events().length > 0} fallback={<Empty title={t('workload.historyNone')} />}>
            <ScrollRegion label={t('workload.scrolling', { name: t('workload.history') })}>
              <table class="tbl wide">
                <caption class="vh">{t('workload.history')}</caption>
                <thead>
                  <tr>
                    <th scope="col">{t('workload.when')}</th>
                    <th scope="col">{t('workload.who')}</th>
                    <th scope="col">{t('workload.what')}</th>
                    <th scope="col">{t('workload.hash')}</th>
                  </tr>
                </thead>
                <tbody>
                  <For each={events()}>
                    {(event) => (
                      <tr>
                        <td class="nb">
                          <time datetime={event.at}>{fmt.dateTime(event.at)}</time>
                        </td>
                        <td class="mono">{event.actor}</td>
                        <td>
                          {said(event.summary)} <span class="mono sm mut3">{event.action}</span>
                        </td>
                        <td class="mono sm mut" title={event.hash}>
                          {event.hash.slice(0, 12)}
                        </td>
                      </tr>
                    )}
                  </For>
                </tbody>
              </table>
            </ScrollRegion>
          </Show>
        )}
      </Shown>
    </Panel>
  )
}
