import { For } from 'solid-js'
import type { LedgerRead } from '#models/ledgers/ledger.views.ts'
import { fmt, t } from '#client/i18n/i18n.ts'
import { ScrollRegion } from '#client/ui/table.tsx'

const mostShown = 100

/** Lines of an extract that were not read, each with its reason. */
export function RefusedLines(props: { lines: LedgerRead['refused'] }) {
  return (
    <ScrollRegion label={t('workload.scrolling', { name: t('ledgers.refused') })}>
      <table class="tbl">
        <caption class="vh">{t('ledgers.refused')}</caption>
        <thead>
          <tr>
            <th scope="col" class="num">
              {t('ledgers.line')}
            </th>
            <th scope="col">{t('ledgers.column')}</th>
            <th scope="col">{t('ledgers.why')}</th>
          </tr>
        </thead>
        <tbody>
          <For each={props.lines.slice(0, mostShown)}>
            {(one) => (
              <tr>
                <th scope="row" class="num">
                  {fmt.integer(one.row)}
                </th>
                <td>{one.column}</td>
                <td>{one.detail}</td>
              </tr>
            )}
          </For>
        </tbody>
      </table>
    </ScrollRegion>
  )
}
