/**
 * Zeros of f(s) = Σ a_j e^(−s y_j) over all real s: with s = ln(1 + i) they are the rates of return of flows a_j paid at years y_j. The years
 * are any numbers, so that no polynomial of a sensible degree has the same roots. An interval of s is left out only when bounds of f over
 * it prove that it holds no zero, and counted as one zero only when bounds of f′ prove f monotonic over it and its ends differ in sign
 * (Moore, Interval Analysis, 1966: exclusion, and the mean value form). Bounds carry a margin for rounding.
 */
export type Term = { readonly amount: number; readonly year: number }

export type Zero = {
  readonly s: number
  /** False where f touches zero and turns back, or where two zeros are too close to be told apart. */
  readonly isCrossing: boolean
}

type Sum = { readonly terms: readonly Term[] }
type Interval = { readonly low: number; readonly high: number }
/** A zero for certain, or an interval too narrow to be cut whose ends may differ in sign or not. */
type Found = Interval & { readonly isCertain: boolean }

/** Past e^±700 a factor is no longer a double. */
const farthest = 700
const narrowest = 1e-9
/** Relative rounding of a sum of exponentials, with room to spare. */
const rounding = 1e-13
const cuts = [0.4871, 0.5313, 0.4409, 0.5727, 0.3701]
const starts = [-0.0123456789, -0.0234567891, 0.0345678912, 0.0456789123]

/** Every zero, ascending in s; undefined when some may lie where doubles end. Terms: two or more, years distinct and ascending from 0. */
export function zerosOf(terms: readonly Term[]): readonly Zero[] | undefined {
  const last = terms.at(-1)?.year ?? 0
  const forward = { terms }
  // Below zero s the last term leads: seen from the last year backwards, the same problem with the same signs.
  const backward = { terms: terms.map(({ amount, year }) => ({ amount, year: last - year })).reverse() }
  const start = starts.find((s) => signAt(forward, s) !== 0) ?? 0
  const [farUp, farDown] = [farthestZero(forward), farthestZero(backward)]
  if (farUp === undefined || farDown === undefined) return undefined
  const up = zerosBetween(forward, { low: start, high: Math.max(farUp, start + 1) })
  const down = zerosBetween(backward, { low: -start, high: Math.max(farDown, 1 - start) })
  return [...down.map(({ s, isCrossing }) => ({ s: -s, isCrossing })).reverse(), ...up]
}

/** An s past which the first term outweighs all others together, so that no zero lies beyond. */
function farthestZero({ terms }: Sum): number | undefined {
  const [first, ...others] = terms
  for (let s = 1; s <= farthest; s *= 1.5) {
    const rest = others.reduce((total, { amount, year }) => total + Math.abs(amount) * Math.exp(-s * year), 0)
    if (Math.abs(first?.amount ?? 0) > rest * (1 + rounding)) return s
  }
  return undefined
}

function zerosBetween(sum: Sum, whole: Interval): Zero[] {
  const found: Found[] = []
  const visit = (interval: Interval): void => {
    if (holdsNone(sum, interval)) return
    if (isMonotonic(sum, interval)) {
      if (signAt(sum, interval.low) !== signAt(sum, interval.high)) found.push({ ...interval, isCertain: true })
      return
    }
    const { low, high } = interval
    const cut = cuts.map((share) => low + share * (high - low)).find((at) => signAt(sum, at) !== 0)
    if (high - low < narrowest || cut === undefined) {
      found.push({ ...interval, isCertain: false })
      return
    }
    visit({ low, high: cut })
    visit({ low: cut, high })
  }
  visit(whole)
  return merged(found).map((one) => {
    const isCrossing = signAt(sum, one.low) !== signAt(sum, one.high)
    return { s: isCrossing ? bisected(sum, one) : (one.low + one.high) / 2, isCrossing }
  })
}

/** Neighbours that could not be decided are one: what happens in there is below what doubles can tell. */
function merged(found: readonly Found[]): Found[] {
  const together: Found[] = []
  for (const one of found) {
    const before = together.at(-1)
    const touches = before !== undefined && before.high === one.low && !before.isCertain && !one.isCertain
    if (touches) together[together.length - 1] = { low: before.low, high: one.high, isCertain: false }
    else together.push(one)
  }
  return together
}

function bisected(sum: Sum, interval: Interval): number {
  let { low, high } = interval
  const above = signAt(sum, high)
  for (;;) {
    const middle = (low + high) / 2
    if (middle <= low || middle >= high) return middle
    const value = valueAt(sum, middle).value
    if (value === 0) return middle
    if (Math.sign(value) === above) high = middle
    else low = middle
  }
}

function holdsNone(sum: Sum, { low, high }: Interval): boolean {
  const [least, most] = bounds(sum, low, high, (term) => term.amount)
  if (least > 0 || most < 0) return true
  const middle = (low + high) / 2
  const { value, margin } = valueAt(sum, middle)
  const [slopeLeast, slopeMost] = bounds(sum, low, high, (term) => -term.amount * term.year)
  const reach = (Math.max(Math.abs(slopeLeast), Math.abs(slopeMost)) * (high - low)) / 2
  return Math.abs(value) - margin > reach
}

function isMonotonic(sum: Sum, { low, high }: Interval): boolean {
  const [least, most] = bounds(sum, low, high, (term) => -term.amount * term.year)
  return least > 0 || most < 0
}

/** Bounds of Σ w_j e^(−s y_j): positive and negative weights apart, each part falls as s rises because the years are not negative. */
function bounds({ terms }: Sum, low: number, high: number, weightOf: (term: Term) => number): [number, number] {
  let [least, most, size] = [0, 0, 0]
  for (const term of terms) {
    const weight = weightOf(term)
    const [atLow, atHigh] = [weight * Math.exp(-low * term.year), weight * Math.exp(-high * term.year)]
    least += weight > 0 ? atHigh : atLow
    most += weight > 0 ? atLow : atHigh
    size += Math.abs(atLow)
  }
  return [least - size * rounding, most + size * rounding]
}

function valueAt({ terms }: Sum, s: number): { readonly value: number; readonly margin: number } {
  let [value, size] = [0, 0]
  for (const { amount, year } of terms) {
    const part = amount * Math.exp(-s * year)
    value += part
    size += Math.abs(part)
  }
  return { value, margin: size * rounding }
}

/** Sign of f, 0 where rounding could decide it. */
function signAt(sum: Sum, s: number): number {
  const { value, margin } = valueAt(sum, s)
  return Math.abs(value) <= margin ? 0 : Math.sign(value)
}
