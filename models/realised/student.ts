/** P(|T| ≤ t) for a whole number of degrees of freedom, by the finite series of Abramowitz and Stegun 26.7.3-4. */
function within(t: number, freedom: number): number {
  const theta = Math.atan(t / Math.sqrt(freedom))
  const [sine, cosine] = [Math.sin(theta), Math.cos(theta)]
  const isOdd = freedom % 2 === 1
  let term = isOdd ? cosine : 1
  let sum = freedom === 1 ? 0 : term
  for (let k = isOdd ? 3 : 2; k <= freedom - 2; k += 2) {
    term *= (cosine * cosine * (k - 1)) / k
    sum += term
  }
  return isOdd ? (2 / Math.PI) * (theta + sine * sum) : sine * sum
}

/** t such that P(|T| ≤ t) = `confidence`, for whole `freedom` ≥ 1 and 0 < confidence < 1: 1.812 at 90 % with 10. */
export function studentT(confidence: number, freedom: number): number {
  let [low, high] = [0, 1]
  while (within(high, freedom) < confidence) high *= 2
  for (let step = 0; step < 100; step += 1) {
    const middle = (low + high) / 2
    if (within(middle, freedom) < confidence) low = middle
    else high = middle
  }
  return (low + high) / 2
}
