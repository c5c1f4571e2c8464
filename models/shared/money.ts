import type { Brand } from './brand.ts'
import { known, type Outcome, unknownBecause } from './outcome.ts'

/** Canadian dollars as whole cents, within ±2^53: what people agree on (DECISIONS 7). */
export type CadCents = Brand<number, 'CadCents'>

/** Builds an amount from whole cents. Throws RangeError on a fraction or past ±2^53. */
export function cadCents(cents: number): CadCents {
  if (!Number.isSafeInteger(cents)) throw new RangeError(`not a whole number of cents: ${cents}`)
  return cents as CadCents // checked on the line above
}

/**
 * Rounds an estimate in dollars to cents, half away from zero: the one named rule for estimates that become agreed amounts.
 * Throws RangeError when the amount is not finite.
 */
export function roundToCents(dollars: number): CadCents {
  // The product is rounded to 6 decimals first, so that 1.005 (binary 1.00499…) rounds as written.
  const scaled = Number((Math.abs(dollars) * 100).toFixed(6))
  return cadCents(Math.sign(dollars) * Math.round(scaled) + 0)
}

/** An amount as the decimal text used in JSON for ledgers and promises: `-1234.50`. */
export function centsToDecimal(cents: CadCents): string {
  const whole = Math.trunc(Math.abs(cents) / 100)
  const rest = String(Math.abs(cents) % 100).padStart(2, '0')
  return `${cents < 0 ? '-' : ''}${whole}.${rest}`
}

export type DecimalGap = 'not-a-decimal' | 'more-than-two-decimals' | 'out-of-range'

/** Reads the decimal text of an amount (`1234.5`, `-3`), exactly. */
export function decimalToCents(text: string): Outcome<CadCents, DecimalGap> {
  const match = /^(-?)(\d{1,15})(?:\.(\d+))?$/.exec(text)
  if (match === null) return unknownBecause('not-a-decimal')
  const fraction = match[3] ?? ''
  if (fraction.length > 2) return unknownBecause('more-than-two-decimals')
  const cents = Number(match[2]) * 100 + Number(fraction.padEnd(2, '0'))
  if (!Number.isSafeInteger(cents)) return unknownBecause('out-of-range')
  return known(cadCents(match[1] === '-' ? -cents + 0 : cents))
}

/** Sum of amounts of one currency; empty sums to 0. Throws RangeError past ±2^53. */
export function sumCents(amounts: readonly CadCents[]): CadCents {
  return cadCents(amounts.reduce<number>((total, amount) => total + amount, 0))
}
