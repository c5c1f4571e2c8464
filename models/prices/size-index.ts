import type { OptionPrices, Price } from './price-book.ts'

/** The cheapest size that fits a need, found without walking the whole list. */
export type SizeIndex = {
  /** The cheapest size with this operating system and at least these vCPU and GiB; undefined when none is that large, or none is listed. */
  cheapest(os: string, vcpu: number, memoryGib: number): Price | undefined
  /** The same SKU without a licence. */
  bare(sku: string): Price | undefined
}

const indexes = new WeakMap<OptionPrices, SizeIndex>()

/** Sizes in order of price, with their columns apart: a search reads numbers in a row. */
type Front = { readonly prices: readonly Price[]; readonly vcpu: Float64Array; readonly gib: Float64Array }

/**
 * The index of an option's sizes, made once for each. A size is kept only when no cheaper one has as many vCPU and as much memory (the
 * Pareto front of price, vCPU and memory); what is left stays in order of price, so that the first that fits is the answer that a walk
 * over the whole list would give, ties included.
 */
export function sizeIndex(prices: OptionPrices): SizeIndex {
  const known = indexes.get(prices)
  if (known !== undefined) return known
  const fronts = new Map([...prices.compute].map(([os, sizes]) => [os, frontOf(sizes)]))
  const bare = new Map<string, Price>()
  for (const price of prices.compute.get('Linux') ?? []) if (!bare.has(price.sku)) bare.set(price.sku, price)
  const index: SizeIndex = {
    cheapest(os, vcpu, memoryGib) {
      const front = fronts.get(os)
      if (front === undefined) return undefined
      const { vcpu: cores, gib } = front
      for (let i = 0; i < cores.length; i += 1)
        if ((cores[i] ?? 0) >= vcpu && (gib[i] ?? 0) >= memoryGib) return front.prices[i]
      return undefined
    },
    bare: (sku) => bare.get(sku),
  }
  indexes.set(prices, index)
  return index
}

function frontOf(sizes: readonly Price[]): Front {
  const prices: Price[] = []
  for (const price of sizes) {
    const isDominated = prices.some(
      (cheaper) => (cheaper.vcpu ?? 0) >= (price.vcpu ?? 0) && (cheaper.memoryGib ?? 0) >= (price.memoryGib ?? 0),
    )
    if (!isDominated) prices.push(price)
  }
  return {
    prices,
    vcpu: Float64Array.from(prices, (price) => price.vcpu ?? 0),
    gib: Float64Array.from(prices, (price) => price.memoryGib ?? 0),
  }
}
