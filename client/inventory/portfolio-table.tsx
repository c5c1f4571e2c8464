import { createEffect, createMemo, For, Index, type JSX, on, Show } from 'solid-js'
import { Dynamic } from 'solid-js/web'
import type { PortfolioColumns } from '#models/inventory/workload.views.ts'
import { t } from '#client/i18n/i18n.ts'
import { createRowWindow, type VisibleLines } from '#client/ui/row-window.ts'
import { SortHead } from '#client/ui/table.tsx'
import { portfolioCells } from './portfolio-cells.tsx'
import { at } from './portfolio-index.ts'
import { columnText } from './portfolio-labels.ts'
import type { PortfolioSort, SortColumn } from './portfolio-sort.ts'

const headLines = 1

/** Widths in pixels; the first column takes what is left. */
const widths: Readonly<Record<SortColumn, number>> = {
  name: 188,
  body: 54,
  dic: 70,
  privacy: 110,
  best: 186,
  strategy: 112,
  current: 92,
  p50: 124,
  gap: 76,
  environment: 104,
  owner: 150,
  technology: 150,
  servers: 84,
  wave: 130,
}
const checkWidth = 36
const numeric: readonly SortColumn[] = ['current', 'p50', 'gap', 'servers']

function Row(props: {
  portfolio: PortfolioColumns
  row: number
  line: number
  columns: readonly SortColumn[]
  isCurrent: boolean
  isSelected: boolean
  onSelect: (isIn: boolean) => void
  onPoint: () => void
}) {
  return (
    <tr
      aria-rowindex={props.line + headLines + 1}
      aria-selected={props.isSelected}
      classList={{ cur: props.isCurrent }}
      onPointerDown={() => props.onPoint()}
    >
      <td class="ck1">
        <input
          type="checkbox"
          checked={props.isSelected}
          aria-label={t('portfolio.select', { code: at(props.portfolio.code, props.row) })}
          onChange={(event) => props.onSelect(event.currentTarget.checked)}
        />
      </td>
      <For each={props.columns}>
        {(column) => (
          <td class={`t-${column}`} classList={{ num: numeric.includes(column) }}>
            <Dynamic component={portfolioCells[column]} columns={props.portfolio} row={props.row} />
          </td>
        )}
      </For>
    </tr>
  )
}

/** Fifty thousand rows of which only those in sight exist in the page. */
export function PortfolioTable(props: {
  portfolio: PortfolioColumns
  rows: Uint32Array
  columns: readonly SortColumn[]
  sort: PortfolioSort
  density: string
  cursor: number
  selected: ReadonlySet<number>
  onSort: (sort: PortfolioSort) => void
  onSelect: (rows: Iterable<number>, isIn: boolean) => void
  onPoint: (line: number) => void
  onShown: (lines: VisibleLines) => void
  footer: JSX.Element
}) {
  const lines = createRowWindow({ count: () => props.rows.length, heightToken: '--pt-row', headLines })
  const visible = createMemo(() => Array.from(props.rows.subarray(lines.first(), lines.last())))
  const allSelected = () => props.rows.length > 0 && props.rows.every((row) => props.selected.has(row))
  const minWidth = () => checkWidth + props.columns.reduce((sum, column) => sum + widths[column], 0)
  const order = (column: SortColumn) =>
    props.sort.column === column ? (props.sort.descending ? 'descending' : 'ascending') : undefined
  const sortBy = (column: SortColumn) =>
    props.onSort({
      column,
      descending: props.sort.column === column ? !props.sort.descending : numeric.includes(column),
    })

  createEffect(
    on(
      () => props.rows,
      () => lines.toTop(),
      { defer: true },
    ),
  )
  createEffect(
    on([() => props.density, () => props.columns.length], () => queueMicrotask(lines.measure), { defer: true }),
  )
  createEffect(() => props.onShown(lines.shown()))
  createEffect(
    on(
      () => props.cursor,
      (line) => {
        if (line < 0) return
        lines.bringIn(line)
        queueMicrotask(() =>
          document.querySelector<HTMLElement>(`.pt a[data-row="${props.rows[line]}"]`)?.focus({ preventScroll: true }),
        )
      },
      { defer: true },
    ),
  )

  return (
    <div
      class="tw"
      ref={(element) => lines.attach(element)}
      onScroll={lines.onScroll}
      role="region"
      aria-label={t('portfolio.table')}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scroller must be focusable to be scrolled by keyboard
      tabindex="0"
    >
      <table class="tbl pt" aria-rowcount={props.rows.length + headLines + 1} style={{ '--min': `${minWidth()}px` }}>
        <caption class="vh">{t('portfolio.table')}</caption>
        <colgroup>
          <col style={{ width: `${checkWidth}px` }} />
          <For each={props.columns}>
            {(column) => <col style={column === 'name' ? {} : { width: `${widths[column]}px` }} />}
          </For>
        </colgroup>
        <thead>
          <tr aria-rowindex="1">
            <th scope="col" class="ck1">
              <input
                type="checkbox"
                checked={allSelected()}
                aria-label={t('portfolio.selectAll')}
                onChange={(event) => props.onSelect(props.rows, event.currentTarget.checked)}
              />
            </th>
            <For each={props.columns}>
              {(column) => (
                <SortHead order={order(column)} onSort={() => sortBy(column)} numeric={numeric.includes(column)}>
                  {column === 'body' ? t('portfolio.colBodyShort') : t(columnText[column])}
                </SortHead>
              )}
            </For>
          </tr>
        </thead>
        <tbody>
          <Show when={lines.first() > 0}>
            <tr aria-hidden="true" class="gap">
              <td colspan={props.columns.length + 1} style={{ height: `${lines.first() * lines.rowHeight()}px` }} />
            </tr>
          </Show>
          <Index each={visible()}>
            {(row, place) => (
              <Row
                portfolio={props.portfolio}
                row={row()}
                line={lines.first() + place}
                columns={props.columns}
                isCurrent={props.cursor === lines.first() + place}
                isSelected={props.selected.has(row())}
                onSelect={(isIn) => props.onSelect([row()], isIn)}
                onPoint={() => props.onPoint(lines.first() + place)}
              />
            )}
          </Index>
          <Show when={lines.last() < props.rows.length}>
            <tr aria-hidden="true" class="gap">
              <td
                colspan={props.columns.length + 1}
                style={{ height: `${(props.rows.length - lines.last()) * lines.rowHeight()}px` }}
              />
            </tr>
          </Show>
        </tbody>
        <tfoot>{props.footer}</tfoot>
      </table>
    </div>
  )
}
