import { createSignal, For, Show } from 'solid-js'
import type { PortfolioColumns } from '#models/inventory/workload.views.ts'
import { fmt, language, t } from '#client/i18n/i18n.ts'
import { Icon } from '#client/ui/icon.tsx'
import { VerdictMark } from '#client/ui/verdict-mark.tsx'
import type { FilterResult, PortfolioFilter } from './portfolio-filter.ts'
import { type FacetId, facetIds, facetValues } from './portfolio-index.ts'
import { facetText, facetValueText } from './portfolio-labels.ts'
import { withFacetValue } from './portfolio-query.ts'

const shownAtFirst = 8

function FacetLine(props: {
  id: FacetId
  value: string
  title: string
  count: number
  most: number
  chosen: boolean
  onChange: (chosen: boolean) => void
}) {
  return (
    <label class="fc" classList={{ zero: props.count === 0 && !props.chosen }} title={props.title}>
      <input type="checkbox" checked={props.chosen} onChange={(event) => props.onChange(event.currentTarget.checked)} />
      <Show when={props.id === 'verdict'} fallback={<span class="w">{facetValueText(props.id, props.value)}</span>}>
        {/* The values of this facet are the verdicts themselves. */}
        <VerdictMark
          verdict={props.value as PortfolioColumns['verdict'][number]}
          words={facetValueText(props.id, props.value)}
        />
      </Show>
      <i style={{ '--p': props.most === 0 ? 0 : (props.count / props.most) * 100 }} />
      <b>{fmt.integer(props.count)}</b>
    </label>
  )
}

function Facet(props: {
  id: FacetId
  columns: PortfolioColumns
  filter: PortfolioFilter
  counts: readonly number[]
  onFilter: (filter: PortfolioFilter) => void
}) {
  const [all, setAll] = createSignal(false)
  const chosen = () => props.filter.facets[props.id] ?? []
  const values = () => facetValues(props.id, props.columns)
  const shown = () => (all() ? values() : values().slice(0, shownAtFirst))
  const title = (value: string) => {
    const wave = props.id === 'wave' ? props.columns.waves.find((one) => one.code === value) : undefined
    if (wave !== undefined) return t('portfolio.waveLabel', { code: wave.code, name: wave.name })
    if (props.id !== 'body') return facetValueText(props.id, value)
    const body = props.columns.bodies.find((one) => one.code === value)
    return (language() === 'fr' ? body?.nameFr : body?.nameEn) ?? value
  }
  return (
    <details open>
      <summary>
        <Icon name="chev" small />
        {t(facetText[props.id])}
        <Show when={chosen().length > 0}>
          <span class="n">{t('portfolio.chosen', { count: chosen().length })}</span>
        </Show>
      </summary>
      <div role="group" aria-label={t(facetText[props.id])}>
        <For each={shown()}>
          {(value, place) => (
            <FacetLine
              id={props.id}
              value={value}
              title={title(value)}
              count={props.counts[place()] ?? 0}
              most={Math.max(0, ...props.counts)}
              chosen={chosen().includes(value)}
              onChange={(isChosen) => props.onFilter(withFacetValue(props.filter, props.id, value, isChosen))}
            />
          )}
        </For>
        <Show when={values().length > shownAtFirst}>
          <button type="button" class="more" onClick={() => setAll(!all())}>
            {all() ? t('portfolio.fewerBodies') : t('portfolio.moreBodies', { count: values().length - shownAtFirst })}
          </button>
        </Show>
      </div>
    </details>
  )
}

/** Counts follow the other filters, so that each says what choosing it would show. */
export function PortfolioFacets(props: {
  columns: PortfolioColumns
  filter: PortfolioFilter
  counts: FilterResult['counts'] | undefined
  onFilter: (filter: PortfolioFilter) => void
}) {
  return (
    <div class="facets">
      <For each={facetIds}>
        {(id) => (
          <Facet
            id={id}
            columns={props.columns}
            filter={props.filter}
            counts={props.counts?.[id] ?? []}
            onFilter={props.onFilter}
          />
        )}
      </For>
    </div>
  )
}
