/**
 * Shares a whole amount by weights so that the parts sum to it exactly: each part is rounded towards zero, then the units left go one
 * by one to the largest remainders, the earlier of equals first (so the caller's order breaks ties). A negative amount is shared like
 * its opposite. Weights are finite and ≥ 0, one at least above 0; throws RangeError otherwise. Units: those of the amount.
 */
export function largestRemainder(amount: number, weights: readonly number[]): number[] {
  if (!Number.isSafeInteger(amount)) throw new RangeError(`not a whole amount: ${amount}`)
  const scaled = wholeWeights(weights)
  const total = scaled.reduce((sum, weight) => sum + weight, 0n)
  if (total === 0n) throw new RangeError('no weight above zero')
  const size = BigInt(Math.abs(amount))
  const shares = scaled.map((weight, index) => ({
    index,
    part: (size * weight) / total,
    rest: (size * weight) % total,
  }))
  const left = Number(size - shares.reduce((sum, { part }) => sum + part, 0n)) // fewer units than parts
  const parts = shares.map(({ part }) => Number(part))
  const ranked = shares.toSorted((a, b) => (a.rest > b.rest ? -1 : a.rest < b.rest ? 1 : a.index - b.index))
  for (const { index } of ranked.slice(0, left)) parts[index] = (parts[index] ?? 0) + 1
  return amount < 0 ? parts.map((part) => (part === 0 ? 0 : -part)) : parts
}

/** Weights as whole numbers in the same proportion, to the millionth. */
function wholeWeights(weights: readonly number[]): bigint[] {
  const isWhole = weights.every((weight) => Number.isSafeInteger(weight))
  return weights.map((weight) => {
    if (!Number.isFinite(weight) || weight < 0) throw new RangeError(`not a weight: ${weight}`)
    return BigInt(isWhole ? weight : Math.round(weight * 1e6))
  })
}
