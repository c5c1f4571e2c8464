import type { Price } from './price-book.ts'

/** A price far from what its family asks for a processor and for a gibibyte, or under the same size without its licence. */
export type PriceOutlier = {
  readonly price: Price
  readonly kind: 'far-from-family' | 'under-bare-size'
  /** How many times what the family asks per vCPU; 1 where it agrees. */
  readonly timesFamilyPerVcpu: number
  readonly timesFamilyPerGib: number
  /** Rows of the family that agree with one another. */
  readonly agreeing: number
}

type Sized = { readonly price: Price; readonly vcpu: number; readonly gib: number }

/** Neighbours more than this apart do not belong to the same level of price. */
const levelGap = 1.3
/** A level that others are judged by has at least this share of the family, and two rows. */
const leastShare = 0.15
/** Sizes with accelerators share a fixed part: their price per processor falls with size. */
const hasAccelerator =
  /^(p[0-9]|g[0-9]|inf|trn|vt|dl|f[0-9]\.|a2-|a3-|g2-|gx2-|gx3-|t1-(le-)?[0-9]|t2-(le-)?[0-9]|Standard_N)/

/**
 * Compute prices that disagree with their family (same provider, region, list, operating system, and name but for the size), both per vCPU
 * and per GiB of memory: a constant of a family, so that another value is a row of another operating system, of another unit or of a
 * duplicate meter. Rows of a family fall into levels; the lowest level that more than a stray row stands on is the family's, because
 * a licence only ever adds: so a family is read right even when most of its rows are of the wrong operating system. Licences charged by
 * the server (RHEL, SLES, SQL Server) have no such constant: those rows are only held against the same size without a licence. Sizes
 * with accelerators and families of less than three rows are not judged.
 */
export function priceOutliers(prices: readonly Price[]): PriceOutlier[] {
  const sized = prices.flatMap((price): Sized[] => {
    const isJudged = price.unit === 'hour' || price.unit === 'month'
    if (!isJudged || price.vcpu === null || price.memoryGib === null || price.vcpu <= 0 || price.memoryGib <= 0)
      return []
    return hasAccelerator.test(price.sku) ? [] : [{ price, vcpu: chargedVcpu(price), gib: price.memoryGib }]
  })
  const families = Map.groupBy(
    sized.filter(({ price }) => proportional.includes(price.os)),
    familyKey,
  )
  return [...[...families.values()].flatMap(familyOutliers), ...underBareSize(sized)]
}

/** Operating systems whose price follows the number of processors. */
const proportional: readonly string[] = ['Linux', 'Windows']

/** Licensed sizes listed for less than the same size without a licence: one of the two is mislabelled. */
function underBareSize(sized: readonly Sized[]): PriceOutlier[] {
  const size = ({ provider, region, service, sku, unit, currency }: Price) =>
    [provider, region, service, sku, unit, currency].join('|')
  const bare = new Map(
    sized.filter(({ price }) => price.os === 'Linux').map(({ price }) => [size(price), price.amount]),
  )
  return sized.flatMap(({ price }) => {
    const without = bare.get(size(price))
    if (price.os === 'Linux' || price.os === '' || without === undefined || price.amount >= without) return []
    const times = price.amount / without
    return [{ price, kind: 'under-bare-size', timesFamilyPerVcpu: times, timesFamilyPerGib: times, agreeing: 1 }]
  })
}

/** Below this share of its family in force, a price is a slip; above, it may be a discount. */
const leastDiscounted = 1 / 3

/**
 * The outliers of a received list: rows that disagree with their own list, and rows that disagree with the prices in force as a discount
 * never does: dearer than their family, or under a third of it.
 */
export function outliersAmong(received: readonly Price[], inForce: readonly Price[]): PriceOutlier[] {
  const own = priceOutliers(received)
  const found = new Set(own.map(({ price }) => price))
  const isReceived = new Set(received)
  const named = ({ provider, region, service, sku, os }: Price) => [provider, region, service, sku, os].join('|')
  const replaced = new Set(received.map(named))
  const context = inForce.filter((price) => !replaced.has(named(price)))
  const beside = priceOutliers([...received, ...context]).filter(
    ({ price, timesFamilyPerVcpu: times }) =>
      isReceived.has(price) && !found.has(price) && (times > 1 || times < leastDiscounted),
  )
  return [...own, ...beside].toSorted((a, b) => a.price.line - b.price.line)
}

/** The name of a size without its size: `m5.xlarge` → `m5`, `Standard_D4as_v5` → `Standard_Das_v5`, `n2-highmem-8` → `n2-highmem`. */
export function familyOf(sku: string): string {
  if (/^[A-Za-z0-9-]+\.(\d+)?x?(nano|micro|small|medium|large|metal)/.test(sku)) return sku.split('.')[0] ?? sku
  const azure = /^(Standard_[A-Z]+)\d+(?:-\d+)?(.*)$/.exec(sku)
  if (azure !== null) return `${azure[1]}${azure[2]}`
  return sku.replace(/[-_ ]?\d+(x\d+)?( OCPU.*)?$/, '')
}

/** A size with some of its cores switched off is charged as its parent: `Standard_E8-2s_v5` pays for 8. */
function chargedVcpu({ sku, vcpu }: Price): number {
  const parent = /^Standard_[A-Z]+(\d+)-\d+/.exec(sku)?.[1]
  return parent === undefined ? (vcpu ?? 0) : Number(parent)
}

function familyKey({ price }: Sized): string {
  return [price.provider, price.region, price.service, price.os, price.unit, price.currency, familyOf(price.sku)].join(
    '|',
  )
}

function familyOutliers(family: readonly Sized[]): PriceOutlier[] {
  if (family.length < 3) return []
  const byVcpu = level(family.map(({ price, vcpu }) => price.amount / vcpu))
  const byGib = level(family.map(({ price, gib }) => price.amount / gib))
  if (byVcpu === undefined || byGib === undefined) return []
  return family.flatMap(({ price, vcpu, gib }) => {
    const timesFamilyPerVcpu = timesOf(price.amount / vcpu, byVcpu)
    const timesFamilyPerGib = timesOf(price.amount / gib, byGib)
    const isAbove = timesFamilyPerVcpu > 1 && timesFamilyPerGib > 1
    if (!isAbove && !(timesFamilyPerVcpu < 1 && timesFamilyPerGib < 1)) return []
    return [{ price, kind: 'far-from-family', timesFamilyPerVcpu, timesFamilyPerGib, agreeing: byVcpu.rows }]
  })
}

type Level = { readonly low: number; readonly high: number; readonly rows: number }

/** The lowest level of these ratios that enough rows stand on; undefined when there is none. */
function level(ratios: readonly number[]): Level | undefined {
  const sorted = ratios.toSorted((a, b) => a - b)
  const least = Math.max(2, leastShare * sorted.length)
  let from = 0
  for (let at = 1; at <= sorted.length; at += 1) {
    const here = sorted[at]
    const before = sorted[at - 1] ?? 0
    if (here !== undefined && here <= before * levelGap) continue
    if (at - from >= least) return { low: sorted[from] ?? 0, high: before, rows: at - from }
    from = at
  }
  return undefined
}

/** 1 inside the level; above, times its top; below, share of its bottom. */
function timesOf(ratio: number, { low, high }: Level): number {
  if (ratio > high) return ratio / high
  return ratio < low ? ratio / low : 1
}
