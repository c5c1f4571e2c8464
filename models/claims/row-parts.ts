import { quotientsTogether } from '../bills/decimals.ts'

/**
 * The part of a charge that a workload was given, told row by row: row × part ÷ charge, in whole millionths that sum to the part, whatever
 * the rounding. `rows` are what each row of the charge costs (any one unit, exact); `part` is in millionths. Rows that cancel out share
 * nothing: what little there is falls on the first.
 */
export function rowParts(rows: readonly bigint[], part: bigint): bigint[] {
  const whole = rows.reduce((sum, one) => sum + one, 0n)
  if (whole === 0n) return rows.map((_, at) => (at === 0 ? part : 0n))
  const sign = whole < 0n ? -1n : 1n
  return quotientsTogether(
    rows.map((row) => row * part * sign),
    whole * sign,
  )
}
