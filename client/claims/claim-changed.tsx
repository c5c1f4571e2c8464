import { For, Show } from 'solid-js'
import type { ChangedRow, RowSaid } from '#models/claims/changed-basis.ts'
import { fmt, t } from '#client/i18n/i18n.ts'
import { StatusMark } from '#client/ui/verdict-mark.tsx'

const saidText = (row: RowSaid) =>
  row === null ? t('claims.backingMissing') : `${fmt.decimal(Number(row.amount), 2)} ${row.currency}`

/** Rows that say something else since the claim was accepted, both amounts beside each other. */
export function ClaimChanged(props: { changed: readonly ChangedRow[] }) {
  return (
    <Show when={props.changed.length > 0}>
      <div role="note">
        <h3>
          <StatusMark tone="warn">{t('claims.changed')}</StatusMark>
        </h3>
        <p class="hint">{t('claims.changedText')}</p>
        <table class="tbl rc-rows">
          <caption class="vh">{t('claims.changed')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('claims.backingReference')}</th>
              <th scope="col">{t('claims.backingMonth')}</th>
              <th scope="col" class="num">
                {t('claims.changedThen')}
              </th>
              <th scope="col" class="num">
                {t('claims.changedNow')}
              </th>
            </tr>
          </thead>
          <tbody>
            <For each={props.changed}>
              {(row) => (
                <tr>
                  <th scope="row" class="mono sm">
                    {row.reference}
                  </th>
                  <td class="nb">{row.period}</td>
                  <td class="num">{saidText(row.then)}</td>
                  <td class="num">{saidText(row.now)}</td>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </div>
    </Show>
  )
}
