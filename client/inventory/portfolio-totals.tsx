import { For, Match, Show, Switch } from 'solid-js'
import { portfolioTotal } from '#models/inventory/portfolio-total.ts'
import type { PortfolioColumns } from '#models/inventory/workload.views.ts'
import { Figure } from '#client/ui/figure.tsx'
import { fmt, t } from '#client/i18n/i18n.ts'
import type { Totals } from './portfolio-filter.ts'
import { GapText } from './portfolio-cells.tsx'
import type { SortColumn } from './portfolio-sort.ts'

/** Totals of what is shown; what has no cost is counted apart, and the gap speaks of comparable rows only. */
export function PortfolioTotals(props: {
  totals: Totals
  rows: Uint32Array
  portfolio: PortfolioColumns
  columns: readonly SortColumn[]
}) {
  const count = () => props.rows.length
  const opened = (of: 'current' | 'p50') => () => portfolioTotal(props.portfolio, props.rows, of)
  const gap = () =>
    props.totals.comparableCents === 0 ? null : (props.totals.comparableP50 * 100) / props.totals.comparableCents - 1
  const missing = () =>
    t('portfolio.withoutCost', {
      cost: fmt.integer(props.totals.withoutCurrent),
      target: fmt.integer(props.totals.withoutP50),
    })
  return (
    <tr aria-rowindex={count() + 2}>
      <td />
      <For each={props.columns}>
        {(column) => (
          <td classList={{ num: ['current', 'p50', 'gap'].includes(column) }}>
            <Switch>
              <Match when={column === 'name'}>
                {t('portfolio.totalOf', { count: count() })}
                <Show when={props.totals.withoutCurrent + props.totals.withoutP50 > 0}>
                  <small class="rng">{missing()}</small>
                </Show>
              </Match>
              <Match when={column === 'current'}>
                <Figure id={opened('current')} label={t('portfolio.totalCurrent')}>
                  {fmt.thousands(props.totals.currentCents / 100)}
                </Figure>
              </Match>
              <Match when={column === 'p50'}>
                <Figure id={opened('p50')} label={t('portfolio.totalTarget')}>
                  {fmt.thousands(props.totals.p50)}
                </Figure>
              </Match>
              <Match when={column === 'gap'}>
                <span title={t('portfolio.comparable', { count: fmt.integer(props.totals.comparable) })}>
                  <GapText gap={gap()} why={t('portfolio.noneComparable')} />
                </span>
              </Match>
            </Switch>
          </td>
        )}
      </For>
    </tr>
  )
}
