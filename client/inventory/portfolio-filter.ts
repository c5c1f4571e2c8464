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
/** Stands between the texts of two rows: no folded word holds it. */
const rowEnd = '\n'
const passes = 0
const failsText = 1

/**
 * Which rows hold a word. A new word is looked for in the text of all rows at once; typing on narrows the rows of the shorter word
 * instead of reading all again.
 */
function createWordFinder(index: PortfolioIndex): (word: string) => Uint8Array {
  const kept = new Map<string, Uint8Array>()
  const whole = index.text.join(rowEnd)
  const starts = new Uint32Array(index.count)
  for (let row = 1; row < index.count; row += 1)
    starts[row] = (starts[row - 1] ?? 0) + at(index.text, row - 1).length + rowEnd.length

  function readAll(word: string): Uint8Array {
    const found = new Uint8Array(index.count)
    let row = 0
    for (let hit = whole.indexOf(word); hit >= 0; hit = whole.indexOf(word, starts[row] ?? whole.length)) {
      while (row < index.count && (starts[row] ?? 0) <= hit) row += 1
      found[row - 1] = 1
      if (row >= index.count) break
    }
    return found
  }
  function narrowed(word: string, among: Uint8Array): Uint8Array {
    const found = new Uint8Array(index.count)
    for (let row = 0; row < index.count; row += 1)
      if (among[row] === 1 && at(index.text, row).includes(word)) found[row] = 1
    return found
  }
  return (word) => {
    const known = kept.get(word)
    if (known !== undefined) return known
    const shorter = [...kept.keys()].filter((one) => word.includes(one)).sort((a, b) => b.length - a.length)[0]
    const among = shorter === undefined ? undefined : kept.get(shorter)
    const found = among === undefined ? readAll(word) : narrowed(word, among)
    if (kept.size >= keptWords) kept.delete([...kept.keys()][0] ?? '')
    kept.set(word, found)
    return found
  }
}

/** A criterion fails a row when `held[codes[row]]` is 0; without `codes`, when `held[row]` is. */
type Criterion = {
  readonly name: FacetId | 'text'
  readonly held: Uint8Array
  readonly codes: Uint16Array | undefined
}

function criteria(index: PortfolioIndex, filter: PortfolioFilter, find: (word: string) => Uint8Array): Criterion[] {
  const words = searchWords(filter.text).map(find)
  const made: Criterion[] =
    words.length === 0 ? [] : [{ name: 'text', held: inAll(words, index.count), codes: undefined }]
  for (const id of facetIds) {
    const chosen = filter.facets[id] ?? []
    if (chosen.length === 0) continue
    const { values, codes } = index.facets[id]
    made.push({ name: id, held: Uint8Array.from(values, (value) => (chosen.includes(value) ? 1 : 0)), codes })
  }
  return made
}

function inAll(words: readonly Uint8Array[], count: number): Uint8Array {
  const [only] = words
  if (words.length === 1 && only !== undefined) return only
  const held = new Uint8Array(count).fill(1)
  for (const found of words) for (let row = 0; row < count; row += 1) held[row] = (held[row] ?? 0) & (found[row] ?? 0)
  return held
}

/** For each row: 0 passes all, n fails only the n-th criterion, 255 fails more than one. */
function failures(count: number, all: readonly Criterion[]): Uint8Array {
  const failed = new Uint8Array(count)
  all.forEach(({ held, codes }, place) => {
    for (let row = 0; row < count; row += 1) {
      if (held[codes === undefined ? row : (codes[row] ?? 0)] === 1) continue
      failed[row] = failed[row] === passes ? place + failsText : 255
    }
  })
  return failed
}

/** A row that passes counts for every facet; one that fails a facet's own choice only still counts for that facet. */
function facetCounts(index: PortfolioIndex, failed: Uint8Array, all: readonly Criterion[]): FilterResult['counts'] {
  const entries = facetIds.map((id) => {
    const { codes, values } = index.facets[id]
    const counts = new Uint32Array(values.length)
    const own = all.findIndex((one) => one.name === id)
    const failsOwn = own < 0 ? passes : own + failsText
    for (let row = 0; row < index.count; row += 1) {
      const state = failed[row]
      if (state !== passes && state !== failsOwn) continue
      const code = codes[row] ?? 0
      counts[code] = (counts[code] ?? 0) + 1
    }
    return [id, Array.from(counts)] as const
  })
  // One entry for each facet id, from the list of all of them.
  return Object.fromEntries(entries) as Record<FacetId, number[]>
}

/** Unknown amounts are NaN in the index: the one value that is not equal to itself. */
function totalsOf({ count, currentCents, p50 }: PortfolioIndex, failed: Uint8Array): Totals {
  const sums = { currentCents: 0, withoutCurrent: 0, p50: 0, withoutP50: 0 }
  const both = { comparable: 0, comparableCents: 0, comparableP50: 0 }
  for (let row = 0; row < count; row += 1) {
    if (failed[row] !== passes) continue
    const cents = currentCents[row] ?? Number.NaN
    const target = p50[row] ?? Number.NaN
    const hasCents = !Number.isNaN(cents)
    const hasTarget = !Number.isNaN(target)
    if (hasCents) sums.currentCents += cents
    else sums.withoutCurrent += 1
    if (hasTarget) sums.p50 += target
    else sums.withoutP50 += 1
    if (!hasCents || !hasTarget) continue
    both.comparable += 1
    both.comparableCents += cents
    both.comparableP50 += target
  }
  return { ...sums, ...both }
}

function withoutEach(failed: Uint8Array, all: readonly Criterion[]): FilterResult['without'] {
  const only = new Uint32Array(256)
  for (let row = 0; row < failed.length; row += 1) {
    const state = failed[row] ?? 255
    only[state] = (only[state] ?? 0) + 1
  }
  const shown = only[passes] ?? 0
  return Object.fromEntries(all.map((one, place) => [one.name, shown + (only[place + failsText] ?? 0)]))
}

function picked(order: Uint32Array, failed: Uint8Array): Uint32Array {
  const rows = new Uint32Array(order.length)
  let size = 0
  for (let at = 0; at < order.length; at += 1) {
    const row = order[at] ?? 0
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
