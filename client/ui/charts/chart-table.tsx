import { For, Show } from 'solid-js'
import { language, t } from '#client/i18n/i18n.ts'
import { Button } from '../button.tsx'
import { saveFile } from '../save-file.ts'
import { ScrollRegion } from '../table.tsx'
import { type ChartTable as Figures, tableCsv, tableFileName } from './table-csv.ts'

/** The same figures as the drawing, to read, to copy and to take away. */
export function ChartTable(props: { table: Figures }) {
  const isNumeric = (column: number) => props.table.columns[column]?.isNumeric === true
  const download = () =>
    saveFile(
      new Blob([tableCsv(props.table, language())], { type: 'text/csv;charset=utf-8' }),
      tableFileName(props.table.caption),
    )
  return (
    <details class="alt">
      <summary>{t('ui.seeTable')}</summary>
      <ScrollRegion label={t('ui.chartTableOf', { title: props.table.caption })}>
        <table class="tbl plain">
          <caption class="vh">{props.table.caption}</caption>
          <thead>
            <tr>
              <For each={props.table.columns}>
                {(column) => (
                  <th scope="col" classList={{ num: column.isNumeric === true }}>
                    {column.text}
                  </th>
                )}
              </For>
            </tr>
          </thead>
          <tbody>
            <For each={props.table.rows}>
              {(row) => (
                <tr>
                  <For each={row}>
                    {(cell, column) => (
                      <Show
                        when={column() > 0}
                        fallback={<th scope="row">{typeof cell === 'string' ? cell : cell.text}</th>}
                      >
                        <td classList={{ num: isNumeric(column()) }}>{typeof cell === 'string' ? cell : cell.text}</td>
                      </Show>
                    )}
                  </For>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </ScrollRegion>
      <p class="cht-csv">
        <Button small icon="download" onClick={download}>
          {t('ui.chartCsv')}
        </Button>
      </p>
    </details>
  )
}
