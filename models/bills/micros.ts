/**
 * Millionths of a currency (DECISIONS 7): a bill's rows are exact to 12 decimals, its sums of a day are whole millionths. Each sum is
 * rounded down, then the millionths that are missing to the rounded total go one by one to the largest remainders (ties to the first in
 * the order of their keys), so that the sums of an import add up to its total to the millionth, whatever the order of the rows.
 */

/** Millionths as decimal text: `-12.345678`, at least two decimals. */
export function microsToDecimal(micros: number | bigint): string {
  const whole = BigInt(micros)
  const size = whole < 0n ? -whole : whole
  const fraction = String(size % 1_000_000n)
    .padStart(6, '0')
    .replace(/0{1,4}$/, '')
  return `${whole < 0n ? '-' : ''}${size / 1_000_000n}.${fraction}`
}
