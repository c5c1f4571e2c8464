/** Low ≤ likely ≤ high, in one unit. */
export type ThreePoints = { readonly low: number; readonly likely: number; readonly high: number }

/**
 * A draw of a triangular distribution at cumulative probability `u` in [0, 1): low ≤ likely ≤ high. Inverse of the distribution function
 * (Johnson, Kotz and Balakrishnan, Continuous Univariate Distributions, vol. 2, ch. 26). A range of no width gives its value.
 */
export function triangular(u: number, range: ThreePoints): number {
  const { low, likely, high } = range
  const width = high - low
  if (width === 0) return low
  const atLikely = (likely - low) / width
  return u < atLikely
    ? low + Math.sqrt(u * width * (likely - low))
    : high - Math.sqrt((1 - u) * width * (high - likely))
}
