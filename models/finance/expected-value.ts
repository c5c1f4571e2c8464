import { known, type Outcome, unknownBecause } from '../shared/outcome.ts'
import { type Cad, cadOf, dollarsOf, type PriceBasis } from './price-basis.ts'

/** Something that may happen, and what it is worth in CAD at the date of the valuation if it does. */
export type Possibility<B extends PriceBasis> = { readonly probability: number; readonly value: Cad<B> }

/** Σ p_i · v_i over possibilities that exclude each other; what is left to 1 is worth nothing. */
export function expectedValue<B extends PriceBasis>(
  possibilities: readonly Possibility<B>[],
): Outcome<Cad<B>, 'not-finite' | 'probability-outside-0-1' | 'probabilities-above-one'> {
  if (
    !possibilities.every(({ value, probability }) => Number.isFinite(dollarsOf(value)) && Number.isFinite(probability))
  )
    return unknownBecause('not-finite')
  if (possibilities.some(({ probability }) => probability < 0 || probability > 1))
    return unknownBecause('probability-outside-0-1')
  if (possibilities.reduce((total, { probability }) => total + probability, 0) > 1 + 1e-9)
    return unknownBecause('probabilities-above-one')
  return known(
    cadOf(possibilities.reduce((total, { probability, value }) => total + probability * dollarsOf(value), 0)),
  )
}

/** NPV − Σ p · impact over risks that may happen together, impacts counted positive, CAD of the same basis. */
export function riskAdjusted<B extends PriceBasis>(
  netPresentValue: Cad<B>,
  risks: readonly Possibility<B>[],
): Outcome<Cad<B>, 'not-finite' | 'probability-outside-0-1'> {
  if (!risks.every(({ value, probability }) => Number.isFinite(dollarsOf(value)) && Number.isFinite(probability)))
    return unknownBecause('not-finite')
  if (risks.some(({ probability }) => probability < 0 || probability > 1))
    return unknownBecause('probability-outside-0-1')
  const expected = risks.reduce((total, { probability, value }) => total + probability * dollarsOf(value), 0)
  return known(cadOf(dollarsOf(netPresentValue) - expected))
}
