import type { Price, PriceStatus, PriceTerm } from './price-book.ts'
import { priceKey, priceScope } from './overlay.ts'

/** Unit and currency changes are kinds of their own: their amounts do not compare. */
export type PriceChangeKind = 'new' | 'gone' | 'changed' | 'unit' | 'currency'

export type PriceSide = {
  readonly amount: string
  readonly currency: string
  readonly unit: string
  readonly asOf: string
  readonly status: PriceStatus
  readonly source: string
  /** File and line of the row. */
  readonly at: string
}

export type PriceChange = {
  readonly kind: PriceChangeKind
  readonly provider: string
  readonly region: string
  readonly service: string
  readonly sku: string
  readonly os: string
  readonly term: PriceTerm
  readonly before: PriceSide | null
  readonly after: PriceSide | null
  /** Percent of the price before, + when it rises; null when amounts do not compare. */
  readonly percent: number | null
}

export type BookDifference = { readonly changes: readonly PriceChange[]; readonly unchanged: number }

const cellsOf = (price: Price) => ({
  provider: price.provider,
  region: price.region,
  service: price.service,
  sku: price.sku,
  os: price.os,
  option: price.option ?? '',
})

/**
 * What a received list changes in the prices in force: rows that appear, amounts that move, units and currencies that are no longer the
 * same; and, when the list is whole, the rows of its own lists that it no longer has. Biggest moves first, then by name.
 */
export function bookDifference(given: {
  readonly before: readonly Price[]
  readonly received: readonly Price[]
  readonly isWholeList: boolean
  /** Keys that the list has although their rows could not be read. */
  readonly alsoListed?: ReadonlySet<string>
}): BookDifference {
  const { before, received, isWholeList, alsoListed } = given
  const standing = new Map(before.map((price) => [priceKey(cellsOf(price)), price]))
  const changes: PriceChange[] = []
  const seen = new Set<string>()
  let unchanged = 0
  for (const price of received) {
    const key = priceKey(cellsOf(price))
    seen.add(key)
    const old = standing.get(key)
    const kind = old === undefined ? 'new' : changeOf(old, price)
    if (kind === undefined) unchanged += 1
    else changes.push(change(kind, old, price))
  }
  if (isWholeList) {
    const scopes = new Set(received.map((price) => priceScope(cellsOf(price))))
    for (const [key, old] of standing)
      if (!seen.has(key) && alsoListed?.has(key) !== true && scopes.has(priceScope(cellsOf(old))))
        changes.push(change('gone', old, undefined))
  }
  return { changes: changes.toSorted(byWeight), unchanged }
}

function changeOf(old: Price, now: Price): PriceChangeKind | undefined {
  if (old.currency !== now.currency) return 'currency'
  if (old.unit !== now.unit) return 'unit'
  return old.amount === now.amount ? undefined : 'changed'
}

function change(kind: PriceChangeKind, old: Price | undefined, now: Price | undefined): PriceChange {
  const one = now ?? old
  if (one === undefined) throw new RangeError('a change has a before or an after')
  const compares = kind === 'changed' && old !== undefined && now !== undefined && old.amount > 0
  return {
    kind,
    provider: one.provider,
    region: one.region,
    service: one.service,
    sku: one.sku,
    os: one.os,
    term: one.term,
    before: old === undefined ? null : side(old),
    after: now === undefined ? null : side(now),
    percent: compares ? (100 * (now.amount - old.amount)) / old.amount : null,
  }
}

function side(price: Price): PriceSide {
  const { amountText, currency, unit, asOf, status, source, file, line } = price
  return { amount: amountText, currency, unit, asOf, status, source, at: `${file}:${line}` }
}

const name = (one: PriceChange) => [one.provider, one.region, one.service, one.sku, one.os].join('|')

function byWeight(a: PriceChange, b: PriceChange): number {
  const weight = ({ percent }: PriceChange) => (percent === null ? -1 : Math.abs(percent))
  return weight(b) - weight(a) || (name(a) < name(b) ? -1 : 1)
}

export type DifferenceCounts = Readonly<Record<PriceChangeKind, number>> & { readonly unchanged: number }

/** How many of each kind. */
export function differenceCounts({ changes, unchanged }: BookDifference): DifferenceCounts {
  const of = (kind: PriceChangeKind) => changes.filter((one) => one.kind === kind).length
  return {
    new: of('new'),
    gone: of('gone'),
    changed: of('changed'),
    unit: of('unit'),
    currency: of('currency'),
    unchanged,
  }
}
