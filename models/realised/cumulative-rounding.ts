import { type CadCents, cadCents, roundToCents } from '../shared/money.ts'

/**
 * Dollars of successive months as whole cents that sum exactly to their rounded total, whatever their signs: each month is the step between
 * two rounded running totals, within a cent of what it was.
 */
export function inCents(dollars: readonly number[]): readonly CadCents[] {
  let [running, rounded] = [0, 0]
  return dollars.map((value) => {
    running += value
    const next = roundToCents(running)
    const cents = cadCents(next - rounded)
    rounded = next
    return cents
  })
}
