import { For, Show } from 'solid-js'
import { t } from '#client/i18n/i18n.ts'
import { Button } from '#client/ui/button.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { Icon } from '#client/ui/icon.tsx'
import { columnText } from './portfolio-labels.ts'
import { defaultColumns } from './portfolio-query.ts'
import { type SortColumn, sortColumns } from './portfolio-sort.ts'

/** Moves one column by a step; the first stays where it is. */
function moved(columns: readonly SortColumn[], column: SortColumn, step: number): readonly SortColumn[] {
  const from = columns.indexOf(column)
  const to = from + step
  if (from < 1 || to < 1 || to >= columns.length) return columns
  const next = columns.filter((one) => one !== column)
  next.splice(to, 0, column)
  return next
}

function ShownColumn(props: {
  column: SortColumn
  isFixed: boolean
  onHide: () => void
  onMove: (step: number) => void
  onDrop: (dragged: string) => void
}) {
  const name = () => t(columnText[props.column])
  function onKeyDown(event: KeyboardEvent) {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
    event.preventDefault()
    props.onMove(event.key === 'ArrowUp' ? -1 : 1)
    const box = event.currentTarget
    if (box instanceof HTMLElement) queueMicrotask(() => box.focus())
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- dragging doubles the arrows and buttons inside
    <li
      draggable={!props.isFixed}
      onDragStart={(event) => event.dataTransfer?.setData('text/plain', props.column)}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault()
        props.onDrop(event.dataTransfer?.getData('text/plain') ?? '')
      }}
    >
      <Icon name={props.isFixed ? 'lock' : 'row'} small />
      <input
        type="checkbox"
        checked
        disabled={props.isFixed}
        aria-label={name()}
        onChange={() => props.onHide()}
        onKeyDown={onKeyDown}
      />
      <span>{name()}</span>
      <Show when={!props.isFixed} fallback={<small>{t('portfolio.columnFixed')}</small>}>
        <span class="row">
          <button
            type="button"
            class="btn s quiet"
            aria-label={t('portfolio.columnUp', { name: name() })}
            onClick={() => props.onMove(-1)}
          >
            ↑
          </button>
          <button
            type="button"
            class="btn s quiet"
            aria-label={t('portfolio.columnDown', { name: name() })}
            onClick={() => props.onMove(1)}
          >
            ↓
          </button>
        </span>
      </Show>
    </li>
  )
}

export function PortfolioColumnsDialog(props: {
  open: boolean
  columns: readonly SortColumn[]
  onColumns: (columns: readonly SortColumn[]) => void
  onClose: () => void
}) {
  const hidden = () => sortColumns.filter((column) => !props.columns.includes(column))
  function drop(dragged: string, onto: SortColumn) {
    const column = props.columns.find((one) => one === dragged)
    if (column === undefined) return
    props.onColumns(moved(props.columns, column, props.columns.indexOf(onto) - props.columns.indexOf(column)))
  }
  return (
    <Dialog
      open={props.open}
      title={t('portfolio.columnsTitle')}
      onClose={() => props.onClose()}
      footer={
        <>
          <span class="grow hint">
            <kbd>Alt</kbd> <kbd>↑</kbd> <kbd>↓</kbd> {t('portfolio.columnMove')}
          </span>
          <Button small kind="quiet" onClick={() => props.onColumns(defaultColumns)}>
            {t('portfolio.columnsReset')}
          </Button>
        </>
      }
    >
      <h3>{t('portfolio.columnsShown')}</h3>
      <ul class="colsel">
        <For each={props.columns}>
          {(column) => (
            <ShownColumn
              column={column}
              isFixed={column === 'name'}
              onHide={() => props.onColumns(props.columns.filter((one) => one !== column))}
              onMove={(step) => props.onColumns(moved(props.columns, column, step))}
              onDrop={(dragged) => drop(dragged, column)}
            />
          )}
        </For>
      </ul>
      <Show when={hidden().length > 0}>
        <h3>{t('portfolio.columnsHidden')}</h3>
        <ul class="colsel">
          <For each={hidden()}>
            {(column) => (
              <li>
                <span />
                <input
                  type="checkbox"
                  aria-label={t(columnText[column])}
                  onChange={() => props.onColumns([...props.columns, column])}
                />
                <span>{t(columnText[column])}</span>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </Dialog>
  )
}
