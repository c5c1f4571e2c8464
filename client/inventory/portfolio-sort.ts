import type { PortfolioColumns } from '#models/inventory/workload.views.ts'
import { at, type PortfolioIndex } from './portfolio-index.ts'

export const sortColumns = [
  'name',
  'body',
  'dic',
  'privacy',
  'best',
  'strategy',
  'current',
  'p50',
  'gap',
  'environment',
  'owner',
  'technology',
  'servers',
  'wave',
] as const
export type SortColumn = (typeof sortColumns)[number]
export type PortfolioSort = { readonly column: SortColumn; readonly descending: boolean }

/** Relative difference of the target to today's cost; unknown when either is, or when nothing is paid today. */
export function relativeGap(columns: PortfolioColumns, row: number): number | null {
  const cents = at(columns.currentCostCents, row)
  const p50 = at(columns.p50, row)
  return cents === null || p50 === null || cents === 0 ? null : (p50 * 100) / cents - 1
}

function dicKey(columns: PortfolioColumns, row: number): number | null {
  const c = at(columns.c, row)
  return c === null ? null : c * 100 + (at(columns.i, row) ?? 0) * 10 + (at(columns.d, row) ?? 0)
}

/** What a row is ranked by; `null` is unknown and always comes last, whichever the direction. */
export function sortKey(index: PortfolioIndex, column: SortColumn): (row: number) => number | string | null {
  const { columns, facets } = index
  const optionText = columns.options.map((option) => option.labelFr)
  switch (column) {
    case 'name':
      return (row) => at(columns.name, row)
    case 'body':
      return (row) => at(columns.bodies, at(columns.body, row)).code
    case 'dic':
      return (row) => dicKey(columns, row)
    case 'privacy':
      return (row) => facets.privacy.codes[row] ?? null
    case 'best':
      return (row) => `${facets.verdict.codes[row] ?? 9} ${optionText[at(columns.bestOption, row) ?? -1] ?? ''}`
    case 'strategy':
      return (row) => at(columns.strategy, row)
    case 'current':
      return (row) => at(columns.currentCostCents, row)
    case 'p50':
      return (row) => at(columns.p50, row)
    case 'gap':
      return (row) => relativeGap(columns, row)
    case 'environment':
      return (row) => facets.environment.codes[row] ?? null
    case 'owner':
      return (row) => at(columns.owner, row)
    case 'technology':
      return (row) => at(columns.technology, row)
    case 'servers':
      return (row) => at(columns.servers, row)
    case 'wave':
      return (row) => columns.waves[at(columns.wave, row) ?? -1]?.cutsOverOn ?? null
  }
}

const collator = new Intl.Collator('fr-CA', { numeric: true })

/** All rows in order: known values first by direction, then the unknown; equals keep the order of the portfolio. */
export function sortedRows(index: PortfolioIndex, sort: PortfolioSort): Uint32Array {
  const key = sortKey(index, sort.column)
  const keys = Array.from({ length: index.count }, (_, row) => key(row))
  const direction = sort.descending ? -1 : 1
  const rows = Uint32Array.from(keys.keys())
  return rows.sort((a, b) => {
    const left = at(keys, a)
    const right = at(keys, b)
    if (left === null || right === null) return left === right ? a - b : left === null ? 1 : -1
    const compared =
      typeof left === 'number' && typeof right === 'number'
        ? left - right
        : collator.compare(String(left), String(right))
    return compared === 0 ? a - b : compared * direction
  })
}
