import type { Derivation } from '../shared/derivation.ts'
import { type CadCents, cadCents, decimalToCents, sumCents } from '../shared/money.ts'
import { monthAfter } from '../shared/month.ts'
import type { ClaimContent } from './claim.schemas.ts'

/** Shares are kept to a millionth. */
const millionths = 1_000_000n

/** An amount that the schema has let through, as whole hundredths (cents of CAD, or hundredths of another unit). */
export function hundredths(text: string): CadCents {
  const read = decimalToCents(text)
  if (read.kind === 'unknown') throw new RangeError(`not an amount: ${text}`)
  return read.value
}

/** A share as millionths of the whole, 0 to 1 000 000: exact, never a binary fraction. */
export function shareMillionths(share: string): number {
  const [whole = '0', fraction = ''] = share.split('.')
  return Number(whole) * 1_000_000 + Number(fraction.padEnd(6, '0'))
}

/**
 * What a claim comes to: (gross + Σ adjustments) × share, in hundredths, half away from zero (methods.md §8.2 (7)). Exact: computed in
 * whole numbers.
 */
export function netHundredths(content: Pick<ClaimContent, 'gross' | 'adjustments' | 'share'>): CadCents {
  const whole = sumCents([hundredths(content.gross), ...content.adjustments.map((one) => hundredths(one.amount))])
  const product = BigInt(whole) * BigInt(shareMillionths(content.share))
  const size = product < 0n ? -product : product
  const rounded = (size * 2n + millionths) / (millionths * 2n)
  return cadCents(Number(product < 0n ? -rounded : rounded) + 0)
}

/** Every month of a claim, in order. */
export function monthsOf({ startsOn, months }: Pick<ClaimContent, 'startsOn' | 'months'>): string[] {
  return Array.from({ length: months }, (_, i) => monthAfter(startsOn, i))
}

export function lastMonthOf(content: Pick<ClaimContent, 'startsOn' | 'months'>): string {
  return monthAfter(content.startsOn, content.months - 1)
}

/** Where the net amount of a claim comes from. */
export function netDerivation(
  code: string,
  content: ClaimContent,
  said: { readonly by: string; readonly at: string },
): Derivation {
  const unit = content.nature === 'other-unit' ? content.unit : 'CAD'
  const source = { kind: 'statement', by: said.by, at: said.at, reference: code } as const
  const term = (name: string, fr: string, en: string, amount: string): Derivation => ({
    name,
    label: { fr, en },
    value: hundredths(amount) / 100,
    unit,
    inputs: [],
    source,
  })
  const adjustments = content.adjustments.map((one, i) => term(`a${i + 1}`, one.reason, one.reason, one.amount))
  const terms = ['gross', ...adjustments.map((one) => one.name)].join(' + ')
  return {
    name: 'net',
    label: { fr: 'Montant net réclamé', en: 'Net amount claimed' },
    value: netHundredths(content) / 100,
    unit,
    formula: `round((${terms}) * share * 100) / 100`,
    inputs: [
      term('gross', 'Montant brut', 'Gross amount', content.gross),
      ...adjustments,
      {
        name: 'share',
        label: { fr: 'Part attribuée', en: 'Share attributed' },
        value: shareMillionths(content.share) / 1_000_000,
        unit: '1',
        inputs: [],
        source,
      },
    ],
  }
}
