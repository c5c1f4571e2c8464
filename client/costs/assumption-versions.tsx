import { For, Show } from 'solid-js'
import type { AssumptionsView } from '#models/assumptions/assumptions.views.ts'
import { fmt, said, t } from '#client/i18n/i18n.ts'
import { Empty } from '#client/ui/empty.tsx'
import { Panel } from '#client/ui/panel.tsx'
import { ScrollRegion } from '#client/ui/table.tsx'

/** What a body has stated over time, version by version, with its reasons. */
export function AssumptionVersions(props: { view: AssumptionsView }) {
  const title = () => t('costs.versions', { body: props.view.body })
  const label = (name: string) => {
    const found = props.view.shipped.assumptions.find((one) => one.name === name)
    return found === undefined ? name : said(found.label)
  }
  return (
    <Panel flush title={title()}>
      <Show
        when={props.view.versions.length > 0}
        fallback={<Empty title={t('costs.versionsNone')}>{t('costs.versionsNoneText')}</Empty>}
      >
        <ScrollRegion label={t('workload.scrolling', { name: title() })}>
          <table class="tbl cs-ver">
            <caption class="vh">{title()}</caption>
            <thead>
              <tr>
                <th scope="col">{t('costs.version')}</th>
                <th scope="col">{t('costs.statedOn')}</th>
                <th scope="col">{t('costs.statedBy')}</th>
                <th scope="col">{t('costs.reason')}</th>
                <th scope="col">{t('costs.names')}</th>
              </tr>
            </thead>
            <tbody>
              <For each={props.view.versions}>
                {(one) => (
                  <tr>
                    <th scope="row">{one.version}</th>
                    <td class="nb">
                      <time datetime={one.recordedAt}>{fmt.dateTime(one.recordedAt)}</time>
                    </td>
                    <td class="mono">{one.statedBy}</td>
                    <td>{one.reason}</td>
                    <td>{one.names.length === 0 ? t('costs.noneOwn') : fmt.list(one.names.map(label))}</td>
                  </tr>
                )}
              </For>
            </tbody>
          </table>
        </ScrollRegion>
      </Show>
    </Panel>
  )
}
