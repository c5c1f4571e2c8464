import { known, type Outcome, unknownBecause } from '../shared/outcome.ts'

/** A decimal kept whole: `digits` × 10^−`scale`. Never a double: bills carry amounts of 1e-11 and sums of doubles drift. */
export type Decimal = { readonly digits: bigint; readonly scale: number }

export type DecimalTextGap = 'not-a-decimal'

/** Reads `-1234.5`, `1e-11`, `.5`; no separators of thousands, no leading plus (FOCUS, numeric format). */
export function decimalOf(text: string): Outcome<Decimal, DecimalTextGap> {
  const match = /^(-?)(\d{0,30})(?:\.(\d{1,40}))?(?:[eE]([+-]?\d{1,3}))?$/.exec(text)
  const whole = match?.[2] ?? ''
  const fraction = match?.[3] ?? ''
  if (match === null || (whole === '' && fraction === '')) return unknownBecause('not-a-decimal')
  const digits = BigInt(`${match[1]}${whole}${fraction}`)
  const scale = fraction.length - Number(match[4] ?? '0')
  return known(scale < 0 ? { digits: digits * 10n ** BigInt(-scale), scale: 0 } : { digits, scale })
}

/** The same decimal as text, without zeros that say nothing: `1.4064`. */
export function decimalText({ digits, scale }: Decimal): string {
  const text = absolute(digits)
    .toString()
    .padStart(scale + 1, '0')
  const whole = text.slice(0, text.length - scale)
  const fraction = text.slice(text.length - scale).replace(/0+$/, '')
  return `${digits < 0n ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`
}

/** Divides whole numbers, rounding half away from zero: the one rule by which bills are rounded. `by` is above 0. */
export function roundedQuotient(amount: bigint, by: bigint): bigint {
  const magnitude = (absolute(amount) * 2n + by) / (by * 2n)
  return amount < 0n ? -magnitude : magnitude
}

/**
 * Each amount divided and rounded down, then one more given to the largest remainders (ties to the first) until the quotients add up to
 * the rounded quotient of their sum.
 */
export function quotientsTogether(amounts: readonly bigint[], by: bigint): bigint[] {
  const rests = amounts.map((amount) => ((amount % by) + by) % by)
  const floors = amounts.map((amount, i) => (amount - (rests[i] ?? 0n)) / by)
  const total = roundedQuotient(
    amounts.reduce((sum, one) => sum + one, 0n),
    by,
  )
  const missing = Number(total - floors.reduce((sum, one) => sum + one, 0n))
  const byRest = rests
    .map((rest, at) => ({ rest, at }))
    .toSorted((a, b) => (a.rest === b.rest ? a.at - b.at : a.rest > b.rest ? -1 : 1))
  const raised = new Set(byRest.slice(0, missing).map(({ at }) => at))
  return floors.map((floor, at) => (raised.has(at) ? floor + 1n : floor))
}

/** A decimal brought to so many decimals, half away from zero. */
export function atScale({ digits, scale }: Decimal, wanted: number): bigint {
  if (scale <= wanted) return digits * 10n ** BigInt(wanted - scale)
  return roundedQuotient(digits, 10n ** BigInt(scale - wanted))
}

/** Millionths as decimal text of at least two decimals: `1234.50`, `-0.000001`. */
export function microsText(micros: bigint): string {
  const [whole = '0', fraction = ''] = decimalText({ digits: micros, scale: 6 }).split('.')
  return `${whole}.${fraction.padEnd(2, '0')}`
}

/** Decimal text as millionths, rounded half away from zero past the sixth decimal. */
export function microsOf(text: string): Outcome<bigint, DecimalTextGap> {
  const read = decimalOf(text)
  return read.kind === 'known' ? known(atScale(read.value, 6)) : read
}

function absolute(value: bigint): bigint {
  return value < 0n ? -value : value
}
