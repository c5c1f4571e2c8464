// Lanczos coefficients, g = 7, n = 9 (Godfrey, 2001).
const lanczos = [
  676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406, 12.507343278686905,
  -0.13857109526572012, 9.984369578019572e-6, 1.5056327351493116e-7,
]

/** ln Γ(x) for x > 0, to about 15 digits. */
export function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x)
  let sum = 0.9999999999998099
  for (const [i, coefficient] of lanczos.entries()) sum += coefficient / (x + i)
  const t = x + 6.5
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum)
}

/**
 * Regularised incomplete beta function I_x(a, b), the distribution function of a beta variable, for a, b > 0 and x in [0, 1]. Continued
 * fraction by Lentz's method (DLMF 8.17.22; Numerical Recipes, 6.4).
 */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0
  if (x >= 1) return 1
  return incompleteBetaScaled(x, a, b, logGamma(a + b) - logGamma(a) - logGamma(b))
}

/** The same, the logarithm of 1/B(a, b) given: it is the costly half where many x share one a and b. */
function incompleteBetaScaled(x: number, a: number, b: number, logScale: number): number {
  const front = Math.exp(a * Math.log(x) + b * Math.log1p(-x) + logScale)
  return x < (a + 1) / (a + b + 2) ? (front * fraction(x, a, b)) / a : 1 - (front * fraction(1 - x, b, a)) / b
}

function fraction(x: number, a: number, b: number): number {
  const tiny = 1e-300
  const away = (value: number) => (Math.abs(value) < tiny ? tiny : value)
  let c = 1
  let d = 1 / away(1 - ((a + b) * x) / (a + 1))
  let result = d
  for (let m = 1; m <= 300; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / away(1 + even * d)
    c = away(1 + even / c)
    result *= d * c
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / away(1 + odd * d)
    c = away(1 + odd / c)
    result *= d * c
    if (Math.abs(d * c - 1) < 1e-15) break
  }
  return result
}

/**
 * The quantile function of a beta variable, a, b ≥ 1: Newton's steps on I_x(a, b) = u, each kept inside a bracket that shrinks, so that it
 * always ends. Right to about 13 digits.
 */
export function betaQuantileFunction(a: number, b: number): (u: number) => number {
  const logScale = logGamma(a + b) - logGamma(a) - logGamma(b)
  return (u) => {
    if (u <= 0) return 0
    if (u >= 1) return 1
    let [low, high] = [0, 1]
    let x = a / (a + b)
    for (let step = 0; step < 100; step += 1) {
      const error = incompleteBetaScaled(x, a, b, logScale) - u
      if (error > 0) high = x
      else low = x
      const slope = Math.exp(logScale + (a - 1) * Math.log(x) + (b - 1) * Math.log1p(-x))
      // Halley's correction, half of it at most: fewer steps where the density bends.
      const newton = error / slope
      const bend = ((a - 1) / x - (b - 1) / (1 - x)) * newton
      const next = x - newton / (1 - Math.min(0.5, Math.max(-0.5, bend / 2)))
      const kept = next > low && next < high ? next : (low + high) / 2
      if (Math.abs(kept - x) <= 1e-14 * x) return kept
      x = kept
    }
    return x
  }
}
