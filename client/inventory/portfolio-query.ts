import { type FacetId, facetIds } from './portfolio-index.ts'
import type { PortfolioFilter } from './portfolio-filter.ts'
import { type PortfolioSort, type SortColumn, sortColumns } from './portfolio-sort.ts'

/** The address of a portfolio screen: what is filtered, how it is sorted, which columns stand in which order. */
export type PortfolioQuery = {
  readonly filter: PortfolioFilter
  readonly sort: PortfolioSort
  readonly columns: readonly SortColumn[]
}

export const defaultColumns: readonly SortColumn[] = [
  'name',
  'body',
  'dic',
  'privacy',
  'best',
  'strategy',
  'current',
  'p50',
  'gap',
]
export const defaultSort: PortfolioSort = { column: 'current', descending: true }

/** Names in the address, French in both languages like the paths. */
const facetParameter: Readonly<Record<FacetId, string>> = {
  verdict: 'verdict',
  c: 'c',
  strategy: 'disposition',
  body: 'organisme',
  privacy: 'vie-privee',
  environment: 'environnement',
  classification: 'classification',
  wave: 'vague',
}

function isSortColumn(text: string): text is SortColumn {
  return (sortColumns as readonly string[]).includes(text)
}

function listOf(text: string | null): readonly string[] {
  return text === null || text === '' ? [] : [...new Set(text.split(','))]
}

function readSort(text: string | null): PortfolioSort {
  if (text === null) return defaultSort
  const column = text.replace(/^-/, '')
  return isSortColumn(column) ? { column, descending: text.startsWith('-') } : defaultSort
}

/** Reads an address; what it does not know of is left out, so that an old link still opens. */
export function portfolioQuery(search: string): PortfolioQuery {
  const parameters = new URLSearchParams(search)
  const chosen = facetIds.flatMap((id) => {
    const values = listOf(parameters.get(facetParameter[id]))
    return values.length === 0 ? [] : [[id, values] as const]
  })
  const columns = listOf(parameters.get('colonnes')).filter(isSortColumn)
  return {
    filter: { text: parameters.get('q') ?? '', facets: Object.fromEntries(chosen) },
    sort: readSort(parameters.get('tri')),
    columns: columns.length === 0 ? defaultColumns : ['name', ...columns.filter((column) => column !== 'name')],
  }
}

/** Writes the address, leaving out what is as usual: equal screens have equal addresses. */
export function portfolioSearch(query: PortfolioQuery): string {
  const parameters = new URLSearchParams()
  if (query.filter.text !== '') parameters.set('q', query.filter.text)
  for (const id of facetIds) {
    const values = query.filter.facets[id] ?? []
    if (values.length > 0) parameters.set(facetParameter[id], [...values].sort().join(','))
  }
  const { column, descending } = query.sort
  if (column !== defaultSort.column || descending !== defaultSort.descending)
    parameters.set('tri', `${descending ? '-' : ''}${column}`)
  if (query.columns.join() !== defaultColumns.join()) parameters.set('colonnes', query.columns.join(','))
  return parameters.toString().replaceAll('%2C', ',')
}

/** The same filter with one value of a facet chosen or not. */
export function withFacetValue(
  filter: PortfolioFilter,
  id: FacetId,
  value: string,
  isChosen: boolean,
): PortfolioFilter {
  const others = (filter.facets[id] ?? []).filter((one) => one !== value)
  return withFacet(filter, id, isChosen ? [...others, value] : others)
}

export function withFacet(filter: PortfolioFilter, id: FacetId, values: readonly string[]): PortfolioFilter {
  const { [id]: _replaced, ...others } = filter.facets
  return { ...filter, facets: values.length === 0 ? others : { ...others, [id]: values } }
}

export function withoutCriterion(filter: PortfolioFilter, name: FacetId | 'text'): PortfolioFilter {
  return name === 'text' ? { ...filter, text: '' } : withFacet(filter, name, [])
}

export const noFilter: PortfolioFilter = { text: '', facets: {} }
