import { createSignal, For, Show } from 'solid-js'
import { monthAfter } from '#models/shared/month.ts'
import type { BillGrid, BillGridCell, RestatementToExplain } from '#models/bills/bill-months.schemas.ts'
import { may } from '#client/api/access.ts'
import { billGrid, gridPath } from '#client/api/bills.ts'
import { createLoad } from '#client/api/load.ts'
import { t } from '#client/i18n/i18n.ts'
import { Button } from '#client/ui/button.tsx'
import { Empty } from '#client/ui/empty.tsx'
import { Shown } from '#client/ui/loaded.tsx'
import { Panel } from '#client/ui/panel.tsx'
import { Note } from '#client/ui/problem-note.tsx'
import { ScrollRegion } from '#client/ui/table.tsx'
import { StatusMark } from '#client/ui/verdict-mark.tsx'
import { BillAmount } from './bill-amount.tsx'
import { billMoney, matchText, monthLook, sourceName } from './bill-words.ts'

const step = 12
const fewestMonths = 3

/** Newest first; months before the first bill of every source say nothing, and are not shown. */
function spanOf({ months, sources }: BillGrid): number {
  const first = months.findIndex((_, at) => sources.some((source) => source.cells[at] !== null))
  return Math.max(fewestMonths, first < 0 ? 0 : months.length - first)
}

/** Sources by month: each amount opens to its services, days and lines; its state is the way to the page of its month. */
export function BillGridPanel(props: { onSend: () => void }) {
  const [to, setTo] = createSignal<string>()
  const load = createLoad(() => gridPath(to()), billGrid)
  const move = (grid: BillGrid, months: number) => setTo(monthAfter(grid.months.at(-1) ?? '2026-01', months))
  const shown = (grid: BillGrid) =>
    grid.months
      .map((month, at) => ({ month, at }))
      .toReversed()
      .slice(0, spanOf(grid))
  return (
    <Shown load={load}>
      {(grid) => (
        <>
          <ToExplain months={grid().toExplain} />
          <Panel
            flush
            title={t('bills.gridTitle')}
            note={t('bills.gridNote')}
            end={
              <div class="row-w">
                <Button small icon="chevl" onClick={() => move(grid(), -step)}>
                  {t('bills.earlier')}
                </Button>
                <Show when={to() !== undefined}>
                  <Button small icon="chevr" onClick={() => move(grid(), step)}>
                    {t('bills.later')}
                  </Button>
                </Show>
              </div>
            }
          >
            <Show
              when={grid().sources.length > 0}
              fallback={
                <Empty
                  title={t('bills.noSources')}
                  action={
                    <Show when={may('bills.import')}>
                      <Button kind="primary" onClick={() => props.onSend()}>
                        {t('bills.sendFirst')}
                      </Button>
                    </Show>
                  }
                >
                  {t('bills.noSourcesText')}
                </Empty>
              }
            >
              <ScrollRegion label={t('workload.scrolling', { name: t('bills.gridTitle') })}>
                <table class="tbl bl-grid">
                  <caption class="vh">{t('bills.gridTitle')}</caption>
                  <thead>
                    <tr>
                      <th scope="col">{t('bills.source')}</th>
                      <For each={shown(grid())}>
                        {({ month }) => (
                          <th scope="col" class="num">
                            {month}
                          </th>
                        )}
                      </For>
                    </tr>
                  </thead>
                  <tbody>
                    <For each={grid().sources}>
                      {(source) => (
                        <tr>
                          <th scope="row">
                            {sourceName(source)}
                            <br />
                            <small class="mut">
                              {source.provider} · <span class="mono">{source.account}</span> · {source.body}
                            </small>
                          </th>
                          <For each={shown(grid())}>
                            {({ at }) => (
                              <td class="num">
                                <Show when={source.cells[at]} fallback={<span class="mut">·</span>}>
                                  {(held) => <Cell cell={held()} source={source.code} name={sourceName(source)} />}
                                </Show>
                              </td>
                            )}
                          </For>
                        </tr>
                      )}
                    </For>
                  </tbody>
                </table>
              </ScrollRegion>
            </Show>
          </Panel>
        </>
      )}
    </Shown>
  )
}

/** Closed months that say something else than what they were closed on: the next thing to do, before all the others. */
function ToExplain(props: { months: readonly RestatementToExplain[] }) {
  return (
    <Show when={props.months.length > 0}>
      <Note tone="warn">
        <b>{t('bills.toExplain', { count: props.months.length })}</b> {t('bills.waitsForReasonNext')}
        <ul>
          <For each={props.months}>
            {({ source, month, remainder, currency }) => (
              <li>
                <a class="lk" href={`/factures/mois/${source.code}/${month}`}>
                  {sourceName(source)}, {month}
                </a>{' '}
                ·{' '}
                {remainder === null
                  ? t('bills.noneCompares')
                  : t('bills.leftUnexplained', { amount: billMoney(remainder, currency) })}
              </li>
            )}
          </For>
        </ul>
      </Note>
    </Show>
  )
}

function Cell(props: { cell: BillGridCell; source: string; name: string }) {
  const look = () => monthLook[props.cell.state]
  return (
    <div class="bl-cell">
      <Show when={props.cell.billed}>
        {(billed) => (
          <b>
            <BillAmount
              amount={billed()}
              currency={props.cell.currency}
              figure={props.cell.figures?.billed}
              label={t('bills.billedOf', { source: props.name, month: props.cell.month })}
            />
          </b>
        )}
      </Show>
      <a class="bl-state-of" href={`/factures/mois/${props.source}/${props.cell.month}`}>
        <span class="vh">{t('bills.openMonth', { source: props.name, month: props.cell.month })} </span>
        <StatusMark tone={look().tone}>{t(look().text)}</StatusMark>
        <small>
          <Show when={props.cell.isRestated}>
            <span class="tag">{t('bills.restated')}</span>{' '}
          </Show>
          <Show when={props.cell.invoice}>
            {(match) => <span class={match() === 'differs' ? 'tag warn' : 'mut'}>{t(matchText[match()])}</span>}
          </Show>
        </small>
      </a>
    </div>
  )
}
