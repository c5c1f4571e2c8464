import { For, Show } from 'solid-js'
import { publications, publicationsPath } from '#client/api/barometer.ts'
import { createLoad } from '#client/api/load.ts'
import { fmt, t } from '#client/i18n/i18n.ts'
import { Empty } from '#client/ui/empty.tsx'
import { Shown } from '#client/ui/loaded.tsx'
import { Panel } from '#client/ui/panel.tsx'
import { ScrollRegion } from '#client/ui/table.tsx'
import { StatusMark } from '#client/ui/verdict-mark.tsx'

/** Every publication, newest first, each held against the digest it was approved under. */
export function PublicationsPanel() {
  const load = createLoad(() => publicationsPath, publications)
  return (
    <Shown load={load}>
      {(all) => (
        <Show when={all().length > 0} fallback={<Empty title={t('barometer.none')}>{t('barometer.noneText')}</Empty>}>
          <Panel flush title={t('barometer.publications')} note={t('barometer.publicationsNote')}>
            <ScrollRegion label={t('workload.scrolling', { name: t('barometer.publications') })}>
              <table class="tbl mid">
                <caption class="vh">{t('barometer.publications')}</caption>
                <thead>
                  <tr>
                    <th scope="col">{t('barometer.date')}</th>
                    <th scope="col">{t('barometer.publishedBy')}</th>
                    <th scope="col">{t('barometer.publishedAt')}</th>
                    <th scope="col" class="num">
                      {t('barometer.indicators')}
                    </th>
                    <th scope="col">{t('barometer.digest')}</th>
                    <th scope="col">{t('barometer.check')}</th>
                  </tr>
                </thead>
                <tbody>
                  <For each={all()}>
                    {(one) => (
                      <tr>
                        <th scope="row">{fmt.date(one.asOf)}</th>
                        <td>{one.approvedBy}</td>
                        <td>{fmt.dateTime(one.approvedAt)}</td>
                        <td class="num">{fmt.integer(one.indicators)}</td>
                        <td>
                          <code title={one.digest}>{one.digest.slice(0, 12)}</code>
                        </td>
                        <td>
                          <StatusMark tone={one.isIntact ? 'ok' : 'bad'}>
                            {t(one.isIntact ? 'barometer.intact' : 'barometer.altered')}
                          </StatusMark>
                        </td>
                      </tr>
                    )}
                  </For>
                </tbody>
              </table>
            </ScrollRegion>
          </Panel>
        </Show>
      )}
    </Shown>
  )
}
