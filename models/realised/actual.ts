import { type CadCents, cadCents } from '../shared/money.ts'
import { known, type Outcome, unknownBecause } from '../shared/outcome.ts'
import type { Month } from '../shared/month.ts'

/** Charges of a workload in a month and a currency. Millionths of the currency; effective is amortised, billed is cash. */
export type MonthCharges = {
  readonly currency: string
  readonly effectiveMicros: number
  readonly billedMicros: number
  readonly element: string
  /** CAD for one unit of the currency in the month, decimal text; null when no rate is known. `1` for CAD. */
  readonly cadPerUnit: string | null
  /** Whether the period of the bill is closed. */
  readonly isClosed: boolean
}
export type MonthEntry = {
  readonly element: string
  readonly cents: CadCents
  /** `legacy`: what the move was to end; `other`: what goes on in the perimeter. */
  readonly side: 'legacy' | 'other'
}

/**
 * Millionths of a currency × a decimal rate, in cents of CAD: exact in whole numbers, rounded once, half away from zero. Throws RangeError
 * when the rate is not a decimal ≥ 0 or when the amount leaves ±2^53 cents.
 */
export function microsToCents(micros: number, cadPerUnit: string): CadCents {
  const { digits, scale } = rateOf(cadPerUnit)
  const size = Math.abs(micros)
  const cents =
    size * digits < exactBelow && scale < exactBelow ? quotient(size * digits, scale) : longQuotient(size, cadPerUnit)
  return cadCents(Math.sign(micros) * cents + 0)
}

/** Products of whole numbers below this are exact, and stay so once doubled. */
const exactBelow = 2 ** 52
type Rate = { readonly digits: number; readonly scale: number }
/** Few rates convert many charges: each is read once. */
const rates = new Map<string, Rate>()
const mostRates = 1000

function rateOf(text: string): Rate {
  const kept = rates.get(text)
  if (kept !== undefined) return kept
  const [whole, decimals] = partsOfRate(text)
  const rate = { digits: Number(`${whole}${decimals}`), scale: 10 ** (decimals.length + 4) } // millionths → cents is 10⁴
  if (rates.size >= mostRates) rates.clear()
  rates.set(text, rate)
  return rate
}
function partsOfRate(text: string): readonly [whole: string, decimals: string] {
  const match = /^(\d{1,12})(?:\.(\d{1,18}))?$/.exec(text)
  if (match === null) throw new RangeError(`not a rate: ${text}`)
  return [match[1] ?? '', match[2] ?? '']
}
function quotient(product: number, scale: number): number {
  const rest = product % scale
  return (product - rest) / scale + (2 * rest >= scale ? 1 : 0)
}
function longQuotient(size: number, cadPerUnit: string): number {
  const [whole, decimals] = partsOfRate(cadPerUnit)
  const scale = 10n ** BigInt(decimals.length + 4)
  return Number((2n * BigInt(size) * BigInt(`${whole}${decimals}`) + scale) / (2n * scale))
}

/** What shows that a legacy cost ended: a certificate, the end of a contract, a disposal. From its month on, the ledger is believed. */
export type DecommissioningProof = {
  readonly kind: 'certificate' | 'contract-end' | 'disposal'
  readonly effective: Month
  readonly reference: string
}
export type LegacyPlan = {
  /** First month in which the plan counts the legacy cost as ended. */
  readonly endsPaper: Month
  /** What it cost a month in the baseline window: what goes on being paid while nothing shows that it ended. */
  readonly carriedCents: CadCents
  readonly proof: DecommissioningProof | null
}

export type Actual = {
  readonly cents: CadCents
  readonly chargesCents: CadCents
  readonly ledgerCents: CadCents
  /** Legacy cost not seen in the ledger, counted all the same since nothing shows that it ended. */
  readonly carriedCents: CadCents
  /** « Saved on paper, still paid »: the whole legacy cost of a month in which the plan counts it as ended. */
  readonly stillPaidCents: CadCents
  readonly byElement: ReadonlyMap<string, CadCents>
  readonly isClosed: boolean
}
export type ActualGap = `no-rate:${string}` | 'no-bill'

/**
 * Actual cost of a month in the perimeter, CAD: effective charges at the month's rate + ledger entries + labour, one perimeter for both sides
 * (methods §8.2 1, 5). Two currencies are converted apart, never added before. `expectsBill` false: a month that nothing is billed in, as
 * before the move. Unknown when a rate is missing or a bill that is expected did not come: a month without a bill saves nothing.
 */
export function actualOfMonth(given: {
  readonly month: Month
  readonly charges: readonly MonthCharges[]
  readonly entries: readonly MonthEntry[]
  readonly legacy: LegacyPlan | null
  readonly expectsBill: boolean
}): Outcome<Actual, ActualGap> {
  const { charges, entries, legacy, month } = given
  if (given.expectsBill && charges.length === 0) return unknownBecause('no-bill')
  const byElement = new Map<string, CadCents>()
  const add = (element: string, cents: CadCents) =>
    byElement.set(element, cadCents((byElement.get(element) ?? 0) + cents))
  const gaps: `no-rate:${string}`[] = []
  let chargesCents = 0
  for (const { cadPerUnit, currency, effectiveMicros, element } of summedByRate(charges)) {
    if (cadPerUnit === null) {
      if (!gaps.includes(`no-rate:${currency}`)) gaps.push(`no-rate:${currency}`)
      continue
    }
    const cents = microsToCents(effectiveMicros, cadPerUnit)
    chargesCents += cents
    add(element, cents)
  }
  const [gap, ...others] = gaps
  if (gap !== undefined) return unknownBecause(gap, ...others)
  let [ledgerCents, legacyCents] = [0, 0]
  for (const { cents, element, side } of entries) {
    ledgerCents += cents
    if (side === 'legacy') legacyCents += cents
    add(element, cents)
  }
  const carriedCents = carriedOf(month, legacy, legacyCents)
  if (carriedCents !== 0) add('legacy', carriedCents)
  const isPaperSaved = legacy !== null && month >= legacy.endsPaper
  return known({
    cents: cadCents(chargesCents + ledgerCents + carriedCents),
    chargesCents: cadCents(chargesCents),
    ledgerCents: cadCents(ledgerCents),
    carriedCents,
    stillPaidCents: cadCents(isPaperSaved ? legacyCents + carriedCents : 0),
    byElement,
    isClosed: charges.every(({ isClosed }) => isClosed),
  })
}

/** Same element, currency and rate: added before they are converted, so that rounding happens once. A month has few charges. */
function summedByRate(charges: readonly MonthCharges[]): readonly MonthCharges[] {
  const sums: MonthCharges[] = []
  for (const charge of charges) {
    const at = sums.findIndex(
      ({ cadPerUnit, currency, element }) =>
        cadPerUnit === charge.cadPerUnit && currency === charge.currency && element === charge.element,
    )
    const before = sums[at]
    if (before === undefined) sums.push(charge)
    else sums[at] = { ...before, effectiveMicros: before.effectiveMicros + charge.effectiveMicros }
  }
  return sums
}

/** The part of the legacy cost that no ledger line shows, in months where the plan has ended it and no proof does. */
function carriedOf(month: Month, legacy: LegacyPlan | null, seenCents: number): CadCents {
  if (legacy === null || month < legacy.endsPaper) return cadCents(0)
  if (legacy.proof !== null && legacy.proof.effective <= month) return cadCents(0)
  return cadCents(Math.max(0, legacy.carriedCents - seenCents))
}
