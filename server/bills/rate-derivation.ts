import type { CadRate } from '#models/bills/cad-rate.ts'
import type { Derivation } from '#models/shared/derivation.ts'

/** CAD for one unit of a currency as the end of a derivation: what published or stated it, how it was taken, and when. */
export function rateDerivation({ cadPerUnit, currency, at, basis, ratedOn, source, status }: CadRate): Derivation {
  return {
    name: 'rate',
    label: { fr: `Taux de change, ${currency}, ${at}`, en: `Exchange rate, ${currency}, ${at}` },
    value: Number(cadPerUnit),
    unit: `CAD/${currency}`,
    inputs: [],
    source: { kind: 'data', file: source, reference: `${basis}, ${ratedOn}, ${status}` },
  }
}

/** An amount of a bill in CAD at a rate, to the millionth. */
export function inCadDerivation(
  shown: Pick<Derivation, 'name' | 'label'>,
  cad: number,
  amount: Derivation,
  rate: CadRate,
): Derivation {
  return {
    ...shown,
    value: cad,
    unit: 'CAD',
    formula: `round(${amount.name} * rate * 1000000) / 1000000`,
    inputs: [amount, rateDerivation(rate)],
  }
}
