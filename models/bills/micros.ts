/**
 * Millionths of a currency (DECISIONS 7): a bill's rows are exact to 12 decimals, its daily sums are whole millionths. Each sum is
 * rounded down, then the millionths that are missing to the rounded total go one by one to the largest remainders, so that the sums of
 * an import add up to its total to the millionth, whatever the order of the rows.
 */

/** Decimals of a row, and how many units of them make a millionth. */
const unitsPerMicro = 1_000_000n

/** Millionths nearest to an amount in units of 10⁻¹², half away from zero. */
export function microsOf(units: bigint): bigint {
  const half = units < 0n ? -unitsPerMicro / 2n : unitsPerMicro / 2n
  return (units + half) / unitsPerMicro
}

/** Whole millionths of each sum, given in units of 10⁻¹²; they add up to the rounded sum of all. Ties go to the first. */
export function roundedTogether(units: readonly bigint[]): bigint[] {
  const floors = units.map((one) => (one - mod(one)) / unitsPerMicro)
  const total = microsOf(units.reduce((sum, one) => sum + one, 0n))
  let missing = total - floors.reduce((sum, one) => sum + one, 0n)
  if (missing === 0n) return floors
  // Half is rounded up for a total above 0 and down for one below, so `missing` is from 0 to the number of sums with a remainder.
  const byRemainder = units
    .map((one, at) => ({ rest: mod(one), at }))
    .toSorted((a, b) => (a.rest === b.rest ? a.at - b.at : a.rest > b.rest ? -1 : 1))
  for (const { at } of byRemainder) {
    if (missing === 0n) break
    floors[at] = (floors[at] ?? 0n) + 1n
    missing -= 1n
  }
  return floors
}

const mod = (units: bigint) => ((units % unitsPerMicro) + unitsPerMicro) % unitsPerMicro

/** Millionths as decimal text: `-12.345678`, at least two decimals. */
export function microsToDecimal(micros: number | bigint): string {
  const whole = BigInt(micros)
  const size = whole < 0n ? -whole : whole
  const fraction = String(size % 1_000_000n)
    .padStart(6, '0')
    .replace(/0{1,4}$/, '')
  return `${whole < 0n ? '-' : ''}${size / 1_000_000n}.${fraction}`
}
