import { Show } from 'solid-js'
import { t } from '#client/i18n/i18n.ts'
import { Button } from '#client/ui/button.tsx'
import { Empty } from '#client/ui/empty.tsx'
import type { FilterResult, PortfolioFilter } from './portfolio-filter.ts'
import type { FacetId } from './portfolio-index.ts'
import { facetText, facetValueText } from './portfolio-labels.ts'
import { noFilter, withoutCriterion } from './portfolio-query.ts'

type Criterion = FacetId | 'text'

function criterionText(filter: PortfolioFilter, name: Criterion): string {
  if (name === 'text') return t('portfolio.textFilter', { text: filter.text })
  const [only, ...others] = filter.facets[name] ?? []
  const value = only !== undefined && others.length === 0 ? facetValueText(name, only) : t(facetText[name])
  return t('portfolio.textFilter', { text: value })
}

/** The removal that brings most rows back, if one alone brings any. */
function bestRemoval(without: FilterResult['without']): { name: Criterion; count: number } | undefined {
  // The keys of `without` are the criteria in force.
  const all = Object.entries(without) as [Criterion, number][]
  const [best] = all.sort(([, a], [, b]) => b - a)
  return best === undefined || best[1] === 0 ? undefined : { name: best[0], count: best[1] }
}

/** Nothing matches: which filter to remove, and how many rows would then appear. */
export function PortfolioEmpty(props: {
  filter: PortfolioFilter
  without: FilterResult['without']
  onFilter: (filter: PortfolioFilter) => void
}) {
  const best = () => bestRemoval(props.without)
  const help = () => {
    const one = best()
    return one === undefined
      ? t('portfolio.emptyNone')
      : t('portfolio.emptyHelp', { filter: criterionText(props.filter, one.name), count: one.count })
  }
  return (
    <Empty
      title={t('portfolio.emptyTitle')}
      action={
        <span class="row-w">
          <Show when={best()}>
            {(one) => (
              <Button onClick={() => props.onFilter(withoutCriterion(props.filter, one().name))}>
                {t('portfolio.emptyRemove', { filter: criterionText(props.filter, one().name) })}
              </Button>
            )}
          </Show>
          <Button kind="quiet" onClick={() => props.onFilter(noFilter)}>
            {t('portfolio.clearFilters')}
          </Button>
        </span>
      }
    >
      {help()}
    </Empty>
  )
}
