import './portfolio.css'
import { useNavigate } from '@solidjs/router'
import { createEffect, createSignal, For, onCleanup, Show } from 'solid-js'
import { may } from '#client/api/access.ts'
import { fmt, t } from '#client/i18n/i18n.ts'
import { Button, LinkButton } from '#client/ui/button.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { Empty } from '#client/ui/empty.tsx'
import { Icon } from '#client/ui/icon.tsx'
import { Late, Skeleton } from '#client/ui/loaded.tsx'
import { PageHead } from '#client/ui/panel.tsx'
import { ProblemNote } from '#client/ui/problem-note.tsx'
import { Segmented } from '#client/ui/segmented.tsx'
import type { VisibleLines } from '#client/ui/row-window.ts'
import { createTitle } from '#client/ui/title.ts'
import { PortfolioBulk } from './portfolio-bulk.tsx'
import { PortfolioColumnsDialog } from './portfolio-columns-dialog.tsx'
import { PortfolioEmpty } from './portfolio-empty.tsx'
import { PortfolioFacets } from './portfolio-facets.tsx'
import { at, type FacetId, facetIds } from './portfolio-index.ts'
import { createPortfolioKeys } from './portfolio-keys.ts'
import { facetText, facetValueText } from './portfolio-labels.ts'
import { noFilter, portfolioSearch, withFacet } from './portfolio-query.ts'
import { sortColumns } from './portfolio-sort.ts'
import { createPortfolioState, type PortfolioState, withRows } from './portfolio-state.ts'
import { PortfolioStatus } from './portfolio-status.tsx'
import { columns as portfolio, loadPortfolio, problem } from './portfolio-store.ts'
import { PortfolioTable } from './portfolio-table.tsx'
import { PortfolioTotals } from './portfolio-totals.tsx'
import { PortfolioViews } from './portfolio-views.tsx'

type Density = 'comfort' | 'compact'
const densityKey = 'arpent.density'

function createDensity() {
  const [density, setDensity] = createSignal<Density>(
    localStorage.getItem(densityKey) === 'comfort' ? 'comfort' : 'compact',
  )
  createEffect(() => {
    localStorage.setItem(densityKey, density())
    document.documentElement.dataset['density'] = density()
  })
  onCleanup(() => delete document.documentElement.dataset['density'])
  return { density, setDensity }
}

function Chips(props: { state: PortfolioState }) {
  const filter = () => props.state.query().filter
  const chosen = () => facetIds.filter((id) => (filter().facets[id] ?? []).length > 0)
  const words = (id: FacetId) => {
    const values = filter().facets[id] ?? []
    return values.length > 3
      ? t('portfolio.chosen', { count: values.length })
      : values.map((value) => facetValueText(id, value)).join(', ')
  }
  return (
    <>
      <For each={chosen()}>
        {(id) => (
          <span class="chip">
            <b>{t(facetText[id])}</b> {words(id)}
            <button
              type="button"
              aria-label={t('portfolio.removeFilter', { name: t(facetText[id]) })}
              onClick={() => props.state.setFilter(withFacet(filter(), id, []))}
            >
              <Icon name="x" small />
            </button>
          </span>
        )}
      </For>
      <Show when={chosen().length > 1}>
        <Button kind="quiet" small onClick={() => props.state.setFilter(noFilter)}>
          {t('portfolio.clearFilters')}
        </Button>
      </Show>
    </>
  )
}

function Toolbar(props: {
  state: PortfolioState
  density: Density
  onDensity: (density: Density) => void
  onFacets: () => void
  onColumns: () => void
}) {
  return (
    <div class="bar">
      <div class="search">
        <Icon name="search" />
        <input
          class="in"
          id="portfolio-filter"
          type="search"
          autocomplete="off"
          aria-label={t('portfolio.filter')}
          placeholder={t('portfolio.filter')}
          value={props.state.query().filter.text}
          onInput={(event) => props.state.setText(event.currentTarget.value)}
        />
      </div>
      <span class="fbtn">
        <Button icon="filter" onClick={() => props.onFacets()}>
          {t('portfolio.showFacets')}
        </Button>
      </span>
      <Chips state={props.state} />
      <span class="grow" />
      <span class="dsk row">
        <Segmented
          label={t('portfolio.density')}
          value={props.density}
          options={[
            { value: 'comfort', text: t('portfolio.comfort') },
            { value: 'compact', text: t('portfolio.compact') },
          ]}
          onChange={props.onDensity}
        />
        <Button small icon="cols" onClick={() => props.onColumns()}>
          {t('portfolio.columns', { shown: props.state.query().columns.length, total: sortColumns.length })}
        </Button>
      </span>
    </div>
  )
}

function Head(props: { state: PortfolioState }) {
  const shown = () => props.state.result()?.rows.length
  return (
    <PageHead
      title={t('portfolio.title')}
      sub={
        <Show when={shown() !== undefined}>
          {t('portfolio.shown', { count: shown() ?? 0, total: fmt.integer(portfolio()?.count ?? 0) })}
        </Show>
      }
    >
      <LinkButton
        kind="quiet"
        icon="download"
        download
        href={`/api/workloads/export?${portfolioSearch(props.state.query())}`}
      >
        {t('portfolio.exportCsv')}
      </LinkButton>
      <Show when={may('imports.run')}>
        <LinkButton icon="upload" href="/importer">
          {t('portfolio.import')}
        </LinkButton>
      </Show>
    </PageHead>
  )
}

/** The whole portfolio: filtered as one types, read with the keyboard, changed many at a time. */
export function PortfolioPage() {
  createTitle(() => t('portfolio.title'))
  const state = createPortfolioState()
  const navigate = useNavigate()
  const { density, setDensity } = createDensity()
  const [open, setOpen] = createSignal<'columns' | 'facets' | 'propose' | 'place'>()
  const [shown, setShown] = createSignal<VisibleLines>({ first: 0, last: 0 })
  const select = (rows: Iterable<number>, isIn: boolean) => state.setSelected(withRows(state.selected(), rows, isIn))
  createPortfolioKeys({
    state,
    open: (row) => {
      const columns = portfolio()
      if (columns !== undefined) navigate(`/charges/${at(columns.code, row)}`)
    },
    propose: () => setOpen('propose'),
    place: () => setOpen('place'),
  })

  return (
    <div class="pf-page">
      <Head state={state} />
      <PortfolioViews state={state} />
      <Show when={problem()}>{(it) => <ProblemNote problem={it()} onRetry={() => void loadPortfolio()} />}</Show>
      <Show
        when={portfolio()}
        fallback={
          <Show when={problem() === undefined}>
            <Late>
              <Skeleton lines={16} />
            </Late>
          </Show>
        }
      >
        {(columns) => (
          <Show
            when={columns().count > 0}
            fallback={
              <Empty
                title={t('portfolio.emptyPortfolio')}
                action={
                  <Show when={may('imports.run')}>
                    <LinkButton href="/importer">{t('portfolio.import')}</LinkButton>
                  </Show>
                }
              >
                {t('portfolio.emptyPortfolioText')}
              </Empty>
            }
          >
            <Toolbar
              state={state}
              density={density()}
              onDensity={setDensity}
              onFacets={() => setOpen('facets')}
              onColumns={() => setOpen('columns')}
            />
            <div class="pf">
              <section class="facets-side" aria-label={t('portfolio.facets')}>
                <PortfolioFacets
                  columns={columns()}
                  filter={state.query().filter}
                  counts={state.result()?.counts}
                  onFilter={state.setFilter}
                />
              </section>
              <div class="panel pf-main">
                <Show when={state.result()}>
                  {(result) => (
                    <Show
                      when={result().rows.length > 0}
                      fallback={
                        <PortfolioEmpty
                          filter={state.query().filter}
                          without={result().without}
                          onFilter={state.setFilter}
                        />
                      }
                    >
                      <PortfolioTable
                        portfolio={columns()}
                        rows={result().rows}
                        columns={state.query().columns}
                        sort={state.query().sort}
                        density={density()}
                        cursor={state.cursor()}
                        selected={state.selected()}
                        onSort={state.setSort}
                        onSelect={select}
                        onPoint={(line) => state.setCursor(line)}
                        onShown={setShown}
                        footer={
                          <PortfolioTotals
                            totals={result().totals}
                            rows={result().rows}
                            portfolio={columns()}
                            columns={state.query().columns}
                          />
                        }
                      />
                    </Show>
                  )}
                </Show>
              </div>
            </div>
            <PortfolioBulk
              portfolio={columns()}
              selected={state.selected()}
              isProposing={open() === 'propose'}
              onPropose={(isOpen) => setOpen(isOpen ? 'propose' : undefined)}
              isPlacing={open() === 'place'}
              onPlace={(isOpen) => setOpen(isOpen ? 'place' : undefined)}
              onClear={() => state.setSelected(new Set<number>())}
            />
            <PortfolioStatus lines={shown()} total={state.result()?.rows.length ?? 0} ms={state.result()?.ms ?? 0} />
            <Dialog open={open() === 'facets'} title={t('portfolio.facets')} onClose={() => setOpen(undefined)}>
              <PortfolioFacets
                columns={columns()}
                filter={state.query().filter}
                counts={state.result()?.counts}
                onFilter={state.setFilter}
              />
            </Dialog>
          </Show>
        )}
      </Show>
      <PortfolioColumnsDialog
        open={open() === 'columns'}
        columns={state.query().columns}
        onColumns={state.setColumns}
        onClose={() => setOpen(undefined)}
      />
    </div>
  )
}
