import { For } from 'solid-js'
import { billLines, billLinesPath } from '#client/api/bills.ts'
import { createLoad } from '#client/api/load.ts'
import { fmt, t } from '#client/i18n/i18n.ts'
import { Shown } from '#client/ui/loaded.tsx'
import './bills.css'

/** Lines of the bill behind one charge: the number of each in its file, then each column that says something. */
export function ChargeLines(props: { charge: { readonly import: string; readonly ordinal: number } }) {
  const load = createLoad(() => billLinesPath(props.charge), billLines)
  return (
    <Shown load={load}>
      {(lines) => (
        <ul class="bl-lines" aria-label={t('bills.chargeLines')}>
          <For each={lines().rows}>
            {(row) => (
              <li>
                <b>{t('bills.lineNumber', { line: fmt.integer(row.line) })}</b>{' '}
                <span class="mono">
                  {lines()
                    .columns.flatMap((column, i) => {
                      const cell = row.cells[i] ?? null
                      return cell === null || cell === '' ? [] : [`${column}=${cell}`]
                    })
                    .join(' ')}
                </span>
              </li>
            )}
          </For>
        </ul>
      )}
    </Shown>
  )
}
