import { createMemo, For, Show } from 'solid-js'
import type { ClassificationRecord } from '#models/classification/classification.schemas.ts'
import { t } from '#client/i18n/i18n.ts'
import { Icon } from '#client/ui/icon.tsx'
import { Panel } from '#client/ui/panel.tsx'
import { ScrollRegion } from '#client/ui/table.tsx'
import { recordChanges } from './record-fields.ts'
import './classification.css'

/** What a proposal changes of the approved record, in words, field by field. */
export function RecordChanges(props: { before: ClassificationRecord | null; after: ClassificationRecord }) {
  const changes = createMemo(() => recordChanges(props.before, props.after))
  return (
    <Panel
      flush
      title={t('classification.changes')}
      note={
        props.before === null
          ? t('classification.noApproved')
          : t('classification.changesNote', { count: changes().length })
      }
    >
      <Show when={changes().length > 0} fallback={<p class="panel-b sm mut">{t('classification.changesNone')}</p>}>
        <ScrollRegion label={t('workload.scrolling', { name: t('classification.changes') })}>
          <table class="tbl mid diff">
            <caption class="vh">{t('classification.changes')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('classification.field')}</th>
                <Show when={props.before !== null}>
                  <th scope="col">{t('classification.before')}</th>
                  <th scope="col">
                    <span class="vh">→</span>
                  </th>
                </Show>
                <th scope="col">{t('classification.after')}</th>
              </tr>
            </thead>
            <tbody>
              <For each={changes()}>
                {(change) => (
                  <tr>
                    <th scope="row">{change.label}</th>
                    <Show when={props.before !== null}>
                      <td class="bf">{change.before}</td>
                      <td>
                        <Icon name="right" small />
                      </td>
                    </Show>
                    <td class="af">{change.after}</td>
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
