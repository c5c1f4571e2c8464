import type { EgressTier } from './price-book.ts'

const gbPerGib = 1.073741824

/**
 * What sending data out to the Internet costs in a month, in the currency of the bands: each band charges what lies inside it,
 * Σ (min(volume, next band) − band) × price. `gbPerMonth` ≥ 0 counts decimal gigabytes (10^9 bytes); a band priced by GiB counts 2^30.
 */
export function egressPerMonth(gbPerMonth: number, tiers: readonly EgressTier[]): number {
  return tiers.reduce((sum, { price, fromGb }, i) => {
    const upTo = Math.min(gbPerMonth, tiers[i + 1]?.fromGb ?? Number.POSITIVE_INFINITY)
    const inside = Math.max(0, upTo - fromGb)
    return sum + price.amount * (price.unit.startsWith('GiB') ? inside / gbPerGib : inside)
  }, 0)
}
