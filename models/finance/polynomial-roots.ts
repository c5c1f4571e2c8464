/**
 * All the positive roots of a polynomial, in exact arithmetic: doubles are binary fractions, so that nothing is rounded before the answer.
 * Sturm's theorem counts the distinct roots of each interval; bisection separates them. No root is missed and none is invented
 * (Basu, Pollack and Roy, Algorithms in Real Algebraic Geometry, ch. 2 and 10).
 */

/** A polynomial with whole coefficients, the constant first, the last one not 0. */
type Polynomial = readonly bigint[]

/** A positive root: `numerator / 2^bits` within 2^−64 of it, relatively. */
export type PositiveRoot = {
  readonly numerator: bigint
  readonly bits: number
  /** False where the polynomial touches zero and turns back (even multiplicity). */
  readonly isCrossing: boolean
}

type Bracket = { readonly low: bigint; readonly high: bigint; readonly bits: number }

const precisionBits = 64n

/** Changes of sign in a series, zeros skipped: the most positive roots there can be (Descartes). */
export function signChanges(coefficients: readonly number[]): number {
  const signs = coefficients.filter((value) => value !== 0).map((value) => Math.sign(value))
  return signs.filter((sign, i) => i > 0 && sign !== signs[i - 1]).length
}

/** The distinct positive roots, ascending. Coefficients are finite, the constant first. */
export function positiveRoots(coefficients: readonly number[]): PositiveRoot[] {
  const changes = signChanges(coefficients)
  if (changes === 0) return []
  const polynomial = trimmed(wholeMultiples(coefficients))
  // One change of sign: Descartes' rule says one root, and simple. The chain is spared.
  const chain = changes === 1 ? undefined : squareFreeChain(polynomial)
  const squareFree = chain?.[0] ?? polynomial
  const bound = { low: 0n, high: 1n << BigInt(boundBits(squareFree)), bits: 0 }
  const isolated = chain === undefined ? [bound] : isolatingBrackets(chain, bound)
  const refined = isolated.map((bracket) => refinedBracket(squareFree, bracket))
  return refined.map(({ low, high, bits }, i) => {
    const left = signAt(polynomial, low, bits)
    const next = refined[i + 1]
    const right = next === undefined ? signOf(polynomial.at(-1) ?? 0n) : signAt(polynomial, next.low, next.bits)
    return { numerator: low + high, bits: bits + 1, isCrossing: left !== right }
  })
}

/** The coefficients times one power of two that makes all of them whole. */
function wholeMultiples(coefficients: readonly number[]): bigint[] {
  const parts = coefficients.map(fractionAndExponent)
  const lowest = Math.min(...parts.filter(({ whole }) => whole !== 0n).map(({ exponent }) => exponent))
  return parts.map(({ whole, exponent }) => (whole === 0n ? 0n : whole << BigInt(exponent - lowest)))
}

/** A double as whole × 2^exponent, exactly. */
function fractionAndExponent(value: number): { readonly whole: bigint; readonly exponent: number } {
  if (value === 0) return { whole: 0n, exponent: 0 }
  let exponent = 0
  let scaled = value
  // Both steps are exact: multiplying by two only moves the exponent of a double that is not subnormal.
  while (Math.abs(scaled) < 2 ** -900) [scaled, exponent] = [scaled * 2 ** 100, exponent - 100]
  while (!Number.isInteger(scaled)) [scaled, exponent] = [scaled * 2, exponent - 1]
  return { whole: BigInt(scaled), exponent }
}

/** Without the zeros at both ends: a factor x has the root 0 only, which is not positive. */
function trimmed(coefficients: readonly bigint[]): Polynomial {
  const first = coefficients.findIndex((value) => value !== 0n)
  return coefficients
    .slice(
      first,
      coefficients.findLastIndex((value) => value !== 0n),
    )
    .concat(coefficients.findLast((value) => value !== 0n) ?? 0n)
}

/** Sturm's chain of the polynomial with each root taken once. */
function squareFreeChain(polynomial: Polynomial): Polynomial[] {
  const chain = sturmChain(polynomial)
  const common = chain.at(-1) ?? [1n]
  return common.length === 1 ? chain : sturmChain(primitive(exactQuotient(polynomial, common)))
}

/**
 * P, P′, then minus each remainder up to a positive factor. Coefficients are kept small by the exact divisions of the subresultant
 * algorithm (Knuth, The Art of Computer Programming, vol. 2, 4.6.1, algorithm C).
 */
function sturmChain(polynomial: Polynomial): Polynomial[] {
  const chain = [polynomial, derivative(polynomial)]
  let g = 1n
  let h = 1n
  for (;;) {
    const [a, b] = [chain.at(-2) ?? [], chain.at(-1) ?? []]
    const drop = a.length - b.length
    const { remainder, factor } = pseudoRemainder(a, b)
    if (b.length <= 1 || remainder.length === 0) return chain
    const divisor = g * h ** BigInt(drop)
    chain.push(remainder.map((value) => (factor > 0n ? -value : value) / divisor))
    g = absolute(b.at(-1) ?? 1n)
    h = drop === 0 ? h : g ** BigInt(drop) / h ** BigInt(drop - 1)
  }
}

/** factor × a − quotient × b, of a degree below that of b; the factor is a power of b's last coefficient. */
function pseudoRemainder(a: Polynomial, b: Polynomial): { readonly remainder: bigint[]; readonly factor: bigint } {
  const lead = b.at(-1) ?? 1n
  const remainder = [...a]
  for (let top = a.length - 1; top >= b.length - 1; top -= 1) {
    const leading = remainder[top] ?? 0n
    for (let i = 0; i < top; i += 1) {
      const below = i - (top - b.length + 1)
      remainder[i] = lead * (remainder[i] ?? 0n) - (below >= 0 ? leading * (b[below] ?? 0n) : 0n)
    }
    remainder.length = top
  }
  while (remainder.length > 0 && remainder.at(-1) === 0n) remainder.pop()
  return { remainder, factor: lead ** BigInt(a.length - b.length + 1) }
}

/** The quotient of a division known to leave nothing, up to a constant factor. */
function exactQuotient(a: Polynomial, b: Polynomial): bigint[] {
  const lead = b.at(-1) ?? 1n
  const scale = lead ** BigInt(a.length - b.length + 1)
  const rest = a.map((value) => value * scale)
  const quotient: bigint[] = []
  for (let top = rest.length - 1; top >= b.length - 1; top -= 1) {
    const term = (rest[top] ?? 0n) / lead
    quotient.unshift(term)
    for (const [i, value] of b.entries()) {
      const at = top - b.length + 1 + i
      rest[at] = (rest[at] ?? 0n) - term * value
    }
  }
  return quotient
}

function primitive(polynomial: Polynomial): bigint[] {
  const content = polynomial.reduce((common, value) => greatestCommonDivisor(common, absolute(value)), 0n)
  return polynomial.map((value) => value / content)
}

/** Brackets (low, high] that hold one root each, ascending. */
function isolatingBrackets(chain: readonly Polynomial[], bound: Bracket): Bracket[] {
  const found: Bracket[] = []
  const visit = (low: bigint, high: bigint, bits: number, changesAtLow: number, changesAtHigh: number): void => {
    const roots = changesAtLow - changesAtHigh
    if (roots === 1) found.push({ low, high, bits })
    if (roots <= 1) return
    const middle = low + high
    const changes = chainSignChanges(chain, middle, bits + 1)
    visit(low * 2n, middle, bits + 1, changesAtLow, changes)
    visit(middle, high * 2n, bits + 1, changes, changesAtHigh)
  }
  const { low, high, bits } = bound
  visit(low, high, bits, chainSignChanges(chain, low, bits), chainSignChanges(chain, high, bits))
  return found
}

function chainSignChanges(chain: readonly Polynomial[], numerator: bigint, bits: number): number {
  return signChanges(chain.map((polynomial) => signAt(polynomial, numerator, bits)))
}

/** The bracket of one simple root, narrowed; the root stays in (low, high). Both ends are equal where the root is exact. */
function refinedBracket(polynomial: Polynomial, bracket: Bracket): Bracket {
  let { low, high, bits } = bracket
  const above = signAt(polynomial, high, bits)
  if (above === 0) {
    // The root is the upper end: a bracket around it, as narrow as the others.
    const shift = precisionBits + 2n
    return { low: (high << shift) - 1n, high: (high << shift) + 1n, bits: bits + Number(shift) }
  }
  while (low === 0n || (high - low) << precisionBits > low) {
    const middle = low + high
    bits += 1
    const sign = signAt(polynomial, middle, bits)
    if (sign === 0) return { low: (middle << 66n) - 1n, high: (middle << 66n) + 1n, bits: bits + 66 }
    if (sign === above) [low, high] = [low * 2n, middle]
    else [low, high] = [middle, high * 2n]
  }
  return { low, high, bits }
}

/** Sign of the polynomial at numerator / 2^bits. */
function signAt(polynomial: Polynomial, numerator: bigint, bits: number): number {
  let value = 0n
  let scale = 0n
  const step = BigInt(bits)
  for (let i = polynomial.length - 1; i >= 0; i -= 1) {
    value = value * numerator + ((polynomial[i] ?? 0n) << scale)
    scale += step
  }
  return signOf(value)
}

/** All positive roots are below 2^bits (Cauchy's bound). */
function boundBits(polynomial: Polynomial): number {
  const largest = polynomial.reduce((most, value) => (absolute(value) > most ? absolute(value) : most), 0n)
  return Math.max(0, bitLength(largest) - bitLength(absolute(polynomial.at(-1) ?? 1n)) + 1) + 1
}

const derivative = (polynomial: Polynomial): bigint[] => polynomial.slice(1).map((value, i) => value * BigInt(i + 1))
const absolute = (value: bigint): bigint => (value < 0n ? -value : value)
const signOf = (value: bigint): number => (value > 0n ? 1 : value < 0n ? -1 : 0)

/** Binary digits of a whole number that is not negative. */
export const bitLength = (value: bigint): number => value.toString(2).length

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b]
  while (y !== 0n) [x, y] = [y, x % y]
  return x
}
