import { For } from 'solid-js'
import type { BillRowsView } from '#models/bills/bill.views.ts'
import { chargeRows, chargeRowsPath } from '#client/api/bills.ts'
import { createLoad } from '#client/api/load.ts'
import { fmt, t } from '#client/i18n/i18n.ts'
import { Shown } from '#client/ui/loaded.tsx'
import { ScrollRegion } from '#client/ui/table.tsx'

/** Columns that hold something in one of the rows, by their place. */
const heldColumns = ({ columns, rows }: BillRowsView) =>
  columns.map((name, at) => ({ name, at })).filter(({ at }) => rows.some(({ cells }) => (cells[at] ?? '') !== ''))

/** The lines of the file that a charge sums, as they were received. */
export function RawRows(props: { importId: string; ordinal: number }) {
  const load = createLoad(() => chargeRowsPath(props.importId, props.ordinal), chargeRows)
  return (
    <Shown load={load}>
      {(view) => (
        <>
          <p class="sm mut">
            {t('allocation.rawNote', { shown: fmt.integer(view().rows.length), total: fmt.integer(view().total) })}
          </p>
          <ScrollRegion label={t('workload.scrolling', { name: t('allocation.rawRows') })}>
            <table class="tbl al-raw">
              <caption class="vh">{t('allocation.rawRows')}</caption>
              <thead>
                <tr>
                  <th scope="col" class="num">
                    {t('allocation.fileLine')}
                  </th>
                  <For each={heldColumns(view())}>{({ name }) => <th scope="col">{name}</th>}</For>
                </tr>
              </thead>
              <tbody>
                <For each={view().rows}>
                  {(row) => (
                    <tr>
                      <th scope="row" class="num">
                        {fmt.integer(row.line)}
                      </th>
                      <For each={heldColumns(view())}>{({ at }) => <td class="nb">{row.cells[at] ?? ''}</td>}</For>
                    </tr>
                  )}
                </For>
              </tbody>
            </table>
          </ScrollRegion>
        </>
      )}
    </Shown>
  )
}
