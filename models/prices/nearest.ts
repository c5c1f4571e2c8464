import type { Price, PriceBook } from './price-book.ts'
import { sizeIndex } from './size-index.ts'

/** What was looked for and has no price. */
export type PriceNeed =
  | {
      readonly kind: 'size'
      readonly option: string
      readonly os: string
      readonly vcpu: number
      readonly memoryGib: number
    }
  | { readonly kind: 'storage' | 'egress' | 'backup'; readonly option: string }

export type NearestReason = 'other-region' | 'other-system' | 'largest-size'

/** A price that is not the one looked for, and why it stands near it. Never used in its place: shown so that a person may act. */
export type PriceCandidate = { readonly why: NearestReason; readonly option: string; readonly price: Price }

/**
 * The nearest prices to one that is missing, at most one for each reason: the same need at another place of the same provider, the same
 * size with another operating system, the largest size listed when none is large enough. The missing price stays unknown.
 */
export function nearestPrices(book: PriceBook, need: PriceNeed): PriceCandidate[] {
  const siblings = siblingsOf(book, need.option)
  if (need.kind !== 'size') {
    for (const option of siblings) {
      const prices = book.byOption.get(option)
      const price = need.kind === 'egress' ? prices?.egress?.[0]?.price : prices?.[need.kind]?.price
      if (price !== undefined) return [{ why: 'other-region', option, price }]
    }
    return []
  }
  return [...elsewhere(book, need, siblings), ...otherSystem(book, need), ...largest(book, need)]
}

type SizeNeed = Extract<PriceNeed, { kind: 'size' }>

/** Other places of the same operator, by the first word of an option's id. */
function siblingsOf(book: PriceBook, option: string): string[] {
  const operator = option.split('.')[0]
  return [...book.byOption.keys()].filter((one) => one !== option && one.split('.')[0] === operator)
}

function elsewhere(book: PriceBook, need: SizeNeed, siblings: readonly string[]): PriceCandidate[] {
  for (const option of siblings) {
    const prices = book.byOption.get(option)
    const price = prices === undefined ? undefined : sizeIndex(prices).cheapest(need.os, need.vcpu, need.memoryGib)
    if (price !== undefined) return [{ why: 'other-region', option, price }]
  }
  return []
}

/** Windows for Linux and the other way round; a server licence falls back on the bare size. */
function otherSystem(book: PriceBook, { option, os, vcpu, memoryGib }: SizeNeed): PriceCandidate[] {
  const prices = book.byOption.get(option)
  if (prices === undefined || prices.compute.has(os)) return []
  for (const other of ['Linux', ...prices.compute.keys()]) {
    const price = other === os ? undefined : sizeIndex(prices).cheapest(other, vcpu, memoryGib)
    if (price !== undefined) return [{ why: 'other-system', option, price }]
  }
  return []
}

function largest(book: PriceBook, { option, os, vcpu, memoryGib }: SizeNeed): PriceCandidate[] {
  const prices = book.byOption.get(option)
  const listed = prices?.compute.get(os)
  if (prices === undefined || listed === undefined || sizeIndex(prices).cheapest(os, vcpu, memoryGib) !== undefined)
    return []
  const price = listed.toSorted((a, b) => (b.vcpu ?? 0) - (a.vcpu ?? 0) || (b.memoryGib ?? 0) - (a.memoryGib ?? 0))[0]
  return price === undefined ? [] : [{ why: 'largest-size', option, price }]
}
