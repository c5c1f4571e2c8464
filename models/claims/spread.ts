import { decimalToCents, cadCents, centsToDecimal } from '../shared/money.ts'
import type { Backing } from './claim.schemas.ts'

/**
 * A gross amount over the rows that back it, evenly and to the cent: the first rows take what does not divide. Nothing when there is no
 * row, or no amount to read.
 */
export function spread(gross: string, rows: readonly Pick<Backing, 'kind' | 'reference' | 'period'>[]): Backing[] {
  const read = decimalToCents(gross)
  if (rows.length === 0 || read.kind === 'unknown') return []
  const size = Math.abs(read.value)
  const [each, rest] = [Math.floor(size / rows.length), size % rows.length]
  return rows.map(({ kind, reference, period }, i) => ({
    kind,
    reference,
    period,
    amount: centsToDecimal(cadCents(Math.sign(read.value) * (each + (i < rest ? 1 : 0)) + 0)),
  }))
}
