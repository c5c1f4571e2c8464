import type { OptionPrices, Price } from './price-book.ts'

/** The cheapest size that fits a need, found without walking the whole list. */
export type SizeIndex = {
  /** The cheapest size with this operating system and at least these vCPU and GiB; undefined when none is that large, or none is listed. */
  cheapest(os: string, vcpu: number, memoryGib: number): Price | undefined
  /** The same SKU without a licence. */
  bare(sku: string): Price | undefined
}

const indexes = new WeakMap<OptionPrices, SizeIndex>()
/** Needs repeat (2 × 8, 4 × 16…): answers are kept, up to this many an index. */
const mostKept = 10_000

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
  const answers = new Map<string, Map<number, Price | undefined>>()
  const index: SizeIndex = {
    cheapest(os, vcpu, memoryGib) {
      const front = fronts.get(os)
      if (front === undefined) return undefined
      const kept = answers.get(os) ?? new Map<number, Price | undefined>()
      answers.set(os, kept)
      const need = vcpu * 1_048_576 + memoryGib // one number for the pair: no size has 2^20 GiB
      if (memoryGib < 1_048_576 && kept.has(need)) return kept.get(need)
      const found = front.find((price) => (price.vcpu ?? 0) >= vcpu && (price.memoryGib ?? 0) >= memoryGib)
      if (kept.size >= mostKept) kept.clear()
      if (memoryGib < 1_048_576) kept.set(need, found)
      return found
    },
    bare: (sku) => bare.get(sku),
  }
  indexes.set(prices, index)
  return index
}

function frontOf(sizes: readonly Price[]): readonly Price[] {
  const front: Price[] = []
  for (const price of sizes) {
    const isDominated = front.some(
      (cheaper) => (cheaper.vcpu ?? 0) >= (price.vcpu ?? 0) && (cheaper.memoryGib ?? 0) >= (price.memoryGib ?? 0),
    )
    if (!isDominated) front.push(price)
  }
  return front
}
