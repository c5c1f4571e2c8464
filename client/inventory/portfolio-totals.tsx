import { For, Match, Show, Switch } from 'solid-js'
import { fmt, t } from '#client/i18n/i18n.ts'
import type { Totals } from './portfolio-filter.ts'
import { GapText } from './portfolio-cells.tsx'
import type { SortColumn } from './portfolio-sort.ts'

/** Totals of what is shown; what has no cost is counted apart, and the gap speaks of comparable rows only. */
export function PortfolioTotals(props: { totals: Totals; count: number; columns: readonly SortColumn[] }) {
  const gap = () =>
    props.totals.comparableCents === 0
      ? null
      : (props.totals.comparableP50 * 100) / props.totals.comparableCents - 1
  const missing = (count: number) => (count === 0 ? undefined : t('portfolio.withoutCost', { count: fmt.integer(count) }))
  return (
    <tr aria-rowindex={props.count + 2}>
      <td />
      <For each={props.columns}>
        {(column) => (
          <td classList={{ num: ['current', 'p50', 'gap'].includes(column) }}>
            <Switch>
              <Match when={column === 'name'}>{t('portfolio.totalOf', { count: props.count })}</Match>
              <Match when={column === 'current'}>
                {fmt.thousands(props.totals.currentCents / 100)}
                <Show when={missing(props.totals.withoutCurrent)}>{(text) => <small class="rng">{text()}</small>}</Show>
              </Match>
              <Match when={column === 'p50'}>
                {fmt.thousands(props.totals.p50)}
                <Show when={missing(props.totals.withoutP50)}>{(text) => <small class="rng">{text()}</small>}</Show>
              </Match>
              <Match when={column === 'gap'}>
                <span title={t('portfolio.comparable', { count: fmt.integer(props.totals.comparable) })}>
                  <GapText gap={gap()} />
                </span>
              </Match>
            </Switch>
          </td>
        )}
      </For>
    </tr>
  )
}
