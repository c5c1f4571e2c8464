import type { PortfolioColumns } from '#models/inventory/workload.views.ts'
import type { FilterResult, PortfolioFilter } from './portfolio-filter.ts'
import type { PortfolioSort } from './portfolio-sort.ts'

/** What the page asks of the worker, and what it answers; an answer carries the number of its question. */
export type Question =
  | { readonly kind: 'load'; readonly columns: PortfolioColumns }
  | { readonly kind: 'run'; readonly filter: PortfolioFilter; readonly sort: PortfolioSort }
  | { readonly kind: 'counts'; readonly filters: readonly PortfolioFilter[] }
  | { readonly kind: 'search'; readonly text: string; readonly most: number }

export type Answers = {
  readonly load: null
  readonly run: FilterResult & { readonly ms: number }
  readonly counts: readonly number[]
  readonly search: readonly number[]
}

export type Asked = { readonly id: number; readonly question: Question }
export type Answered = { readonly id: number; readonly answer?: Answers[keyof Answers]; readonly failure?: string }
