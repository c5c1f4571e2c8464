import { fold } from '#models/shared/fold.ts'
import { at, type FacetId, facetIds, type PortfolioIndex } from './portfolio-index.ts'
import { type PortfolioSort, sortedRows } from './portfolio-sort.ts'

/** Several words must all be found; several values of one facet widen it; several facets narrow. */
export type PortfolioFilter = {
  readonly text: string
  readonly facets: Readonly<Partial<Record<FacetId, readonly string[]>>>
}

export type Totals = {
  readonly currentCents: number
  readonly withoutCurrent: number
  readonly p50: number
  readonly withoutP50: number
  /** Rows where both are known, the only ones that may be compared. */
  readonly comparable: number
  readonly comparableCents: number
  readonly comparableP50: number
}

export type FilterResult = {
  readonly rows: Uint32Array
  /** For each facet, how many rows each value would show given the text and the other facets. */
  readonly counts: Readonly<Record<FacetId, readonly number[]>>
  readonly totals: Totals
  /** How many rows would show without one criterion, the others kept. */
  readonly without: Readonly<Partial<Record<FacetId | 'text', number>>>
}

/** The words of a search, folded, each once. */
export function searchWords(text: string): readonly string[] {
  return [...new Set(fold(text).split(' ').filter(Boolean))]
}

const keptWords = 24
const passes = 0
const failsText = 1

/** Which rows hold a word; typing on narrows the rows of the shorter word instead of reading all again. */
function createWordFinder(index: PortfolioIndex): (word: string) => Uint8Array {
  const kept = new Map<string, Uint8Array>()
  return (word) => {
    const known = kept.get(word)
    if (known !== undefined) return known
    const shorter = [...kept.keys()].filter((one) => word.includes(one)).sort((a, b) => b.length - a.length)[0]
    const among = shorter === undefined ? undefined : kept.get(shorter)
    const found = new Uint8Array(index.count)
    for (let row = 0; row < index.count; row += 1) {
      if (among !== undefined && among[row] === 0) continue
      if (at(index.text, row).includes(word)) found[row] = 1
    }
    if (kept.size >= keptWords) kept.delete([...kept.keys()][0] ?? '')
    kept.set(word, found)
    return found
  }
}

type Criterion = {
  readonly name: FacetId | 'text'
  readonly passes: (row: number) => boolean
}

function criteria(index: PortfolioIndex, filter: PortfolioFilter, find: (word: string) => Uint8Array): Criterion[] {
  const words = searchWords(filter.text).map(find)
  const made: Criterion[] =
    words.length === 0 ? [] : [{ name: 'text', passes: (row) => words.every((found) => found[row] === 1) }]
  for (const id of facetIds) {
    const chosen = filter.facets[id] ?? []
    if (chosen.length === 0) continue
    const { values, codes } = index.facets[id]
    const allowed = Uint8Array.from(values, (value) => (chosen.includes(value) ? 1 : 0))
    made.push({ name: id, passes: (row) => allowed[codes[row] ?? 0] === 1 })
  }
  return made
}

/** For each row: 0 passes all, n fails only the n-th criterion, 255 fails more than one. */
function failures(count: number, all: readonly Criterion[]): Uint8Array {
  const failed = new Uint8Array(count)
  all.forEach((criterion, place) => {
    for (let row = 0; row < count; row += 1) {
      if (failed[row] === 255 || criterion.passes(row)) continue
      failed[row] = failed[row] === passes ? place + failsText : 255
    }
  })
  return failed
}

/** A row that passes counts for every facet; one that fails a facet's own choice only still counts for that facet. */
function facetCounts(index: PortfolioIndex, failed: Uint8Array, all: readonly Criterion[]): FilterResult['counts'] {
  const columns = facetIds.map((id) => index.facets[id].codes)
  const counts = facetIds.map((id) => new Uint32Array(index.facets[id].values.length))
  const facetOfFailure = [-1, ...all.map((one) => (one.name === 'text' ? -1 : facetIds.indexOf(one.name)))]
  const count = (facet: number, row: number) => {
    const of = counts[facet]
    const code = columns[facet]?.[row]
    if (of !== undefined && code !== undefined) of[code] = (of[code] ?? 0) + 1
  }
  for (let row = 0; row < index.count; row += 1) {
    const state = failed[row] ?? passes
    if (state === passes) for (let facet = 0; facet < columns.length; facet += 1) count(facet, row)
    else if (state !== 255) count(facetOfFailure[state] ?? -1, row)
  }
  const entries = facetIds.map((id, facet) => [id, Array.from(counts[facet] ?? [])] as const)
  // One entry for each facet id, from the list of all of them.
  return Object.fromEntries(entries) as Record<FacetId, number[]>
}

function totalsOf(index: PortfolioIndex, failed: Uint8Array): Totals {
  const { currentCostCents, p50 } = index.columns
  const sums = { currentCents: 0, withoutCurrent: 0, p50: 0, withoutP50: 0 }
  const both = { comparable: 0, comparableCents: 0, comparableP50: 0 }
  for (let row = 0; row < index.count; row += 1) {
    if (failed[row] !== passes) continue
    const cents = at(currentCostCents, row)
    const target = at(p50, row)
    if (cents === null) sums.withoutCurrent += 1
    else sums.currentCents += cents
    if (target === null) sums.withoutP50 += 1
    else sums.p50 += target
    if (cents === null || target === null) continue
    both.comparable += 1
    both.comparableCents += cents
    both.comparableP50 += target
  }
  return { ...sums, ...both }
}

function withoutEach(failed: Uint8Array, all: readonly Criterion[]): FilterResult['without'] {
  const only = Array.from({ length: 256 }, () => 0)
  for (const state of failed) only[state] = (only[state] ?? 0) + 1
  const shown = only[passes] ?? 0
  return Object.fromEntries(all.map((one, place) => [one.name, shown + (only[place + failsText] ?? 0)]))
}

function picked(order: Uint32Array, failed: Uint8Array): Uint32Array {
  const rows = new Uint32Array(order.length)
  let size = 0
  for (const row of order) {
    if (failed[row] !== passes) continue
    rows[size] = row
    size += 1
  }
  return rows.slice(0, size)
}

export type PortfolioEngine = {
  readonly run: (filter: PortfolioFilter, sort: PortfolioSort) => FilterResult
  readonly count: (filter: PortfolioFilter) => number
  readonly search: (text: string, most: number) => readonly number[]
}

/** Filters one portfolio again and again: each order is sorted once, each word is looked for once. */
export function createPortfolioEngine(index: PortfolioIndex): PortfolioEngine {
  const find = createWordFinder(index)
  const orders = new Map<string, Uint32Array>()
  function order(sort: PortfolioSort): Uint32Array {
    const key = `${sort.column} ${sort.descending}`
    const kept = orders.get(key) ?? sortedRows(index, sort)
    orders.set(key, kept)
    return kept
  }
  const failedOf = (filter: PortfolioFilter) => {
    const all = criteria(index, filter, find)
    return { all, failed: failures(index.count, all) }
  }
  return {
    run(filter, sort) {
      const { all, failed } = failedOf(filter)
      return {
        rows: picked(order(sort), failed),
        counts: facetCounts(index, failed, all),
        totals: totalsOf(index, failed),
        without: withoutEach(failed, all),
      }
    },
    count: (filter) => failedOf(filter).failed.reduce((sum, state) => sum + (state === passes ? 1 : 0), 0),
    search(text, most) {
      const { failed } = failedOf({ text, facets: {} })
      const found: number[] = []
      for (let row = 0; row < index.count && found.length < most; row += 1) if (failed[row] === passes) found.push(row)
      return found
    },
  }
}
