import { useLocation, useNavigate } from '@solidjs/router'
import { createEffect, createMemo, createSignal, on, onCleanup, onMount } from 'solid-js'
import { t } from '#client/i18n/i18n.ts'
import { announce } from '#client/ui/live.tsx'
import type { FilterResult, PortfolioFilter } from './portfolio-filter.ts'
import { rememberSelection } from './current-selection.ts'
import { type PortfolioQuery, portfolioQuery, portfolioSearch } from './portfolio-query.ts'
import type { PortfolioSort, SortColumn } from './portfolio-sort.ts'
import { ask, columns, loadPortfolio } from './portfolio-store.ts'

type Result = FilterResult & { readonly ms: number }
const addressDelayMs = 300
const announceDelayMs = 600

/** The screen's state: its address, what the worker answered, what is selected and which row is current. */
export function createPortfolioState() {
  const location = useLocation()
  const navigate = useNavigate()
  const [query, setQuery] = createSignal(portfolioQuery(location.search))
  const [view, setView] = createSignal(new URLSearchParams(location.search).get('vue'))
  const [result, setResult] = createSignal<Result>()
  const [selected, setSelected] = createSignal<ReadonlySet<number>>(new Set())
  const [cursor, setCursor] = createSignal(-1)
  let addressTimer: ReturnType<typeof setTimeout> | undefined
  let announceTimer: ReturnType<typeof setTimeout> | undefined

  function address(): string {
    const search = portfolioSearch(query())
    rememberSelection(search)
    const chosen = view()
    const all = [search, chosen === null ? '' : `vue=${encodeURIComponent(chosen)}`].filter(Boolean).join('&')
    return `/portefeuille${all === '' ? '' : `?${all}`}`
  }
  /** `soon` is for typing: the screen answers at once, the address follows, without a step back for every letter. */
  function change(next: Partial<PortfolioQuery>, options: { soon?: boolean } = {}): void {
    setQuery({ ...query(), ...next })
    clearTimeout(addressTimer)
    if (options.soon === true)
      addressTimer = setTimeout(() => navigate(address(), { replace: true, scroll: false }), addressDelayMs)
    else navigate(address(), { scroll: false })
  }
  function openView(id: string | null, search: string): void {
    setView(id)
    change(portfolioQuery(search))
  }
  createEffect(
    on(
      () => location.search,
      (search) => {
        clearTimeout(addressTimer)
        setView(new URLSearchParams(search).get('vue'))
        if (portfolioSearch(portfolioQuery(search)) !== portfolioSearch(query())) setQuery(portfolioQuery(search))
      },
      { defer: true },
    ),
  )

  // One question at a time: while the worker answers, only the newest wish is kept.
  let isAsking = false
  let isStale = false
  async function run(): Promise<void> {
    if (isAsking) {
      isStale = true
      return
    }
    isAsking = true
    do {
      isStale = false
      const { filter, sort } = query()
      setResult(await ask({ kind: 'run', filter, sort }))
    } while (isStale)
    isAsking = false
    clearTimeout(announceTimer)
    const shown = result()?.rows.length ?? 0
    announceTimer = setTimeout(() => announce(t('portfolio.announce', { count: shown })), announceDelayMs)
  }
  const asked = createMemo(() => ({ filter: query().filter, sort: query().sort, columns: columns() }), undefined, {
    equals: (a, b) => a.filter === b.filter && a.sort === b.sort && a.columns === b.columns,
  })
  createEffect(
    on(asked, (now) => {
      if (now.columns !== undefined) void run()
    }),
  )
  createEffect(on(columns, () => setSelected(new Set<number>()), { defer: true }))
  createEffect(on(asked, () => setCursor(-1), { defer: true }))
  onMount(() => void loadPortfolio())
  onCleanup(() => {
    clearTimeout(addressTimer)
    clearTimeout(announceTimer)
  })

  return {
    query,
    view,
    openView,
    result,
    selected,
    setSelected,
    cursor,
    setCursor,
    setFilter: (filter: PortfolioFilter) => change({ filter }),
    setText: (text: string) => change({ filter: { ...query().filter, text } }, { soon: true }),
    setSort: (sort: PortfolioSort) => change({ sort }),
    setColumns: (chosen: readonly SortColumn[]) => change({ columns: chosen }),
  }
}
export type PortfolioState = ReturnType<typeof createPortfolioState>

/** The same selection with these rows in or out. */
export function withRows(selected: ReadonlySet<number>, rows: Iterable<number>, isIn: boolean): ReadonlySet<number> {
  const next = new Set(selected)
  for (const row of rows) {
    if (isIn) next.add(row)
    else next.delete(row)
  }
  return next
}
