import type { Derivation } from '#models/shared/derivation.ts'
import { billFigure } from '#server/figures/figure-ids.ts'
import type { ChargeRow } from './charge-views.ts'

/** A charge, and the part of it that was given to one, in millionths. */
export type PartOfCharge = ChargeRow & {
  readonly part_billed: number | string | bigint
  readonly part_effective: number | string | bigint
}

/** What one takes of a charge: it opens to the lines of the file; a charge that was shared first says what went elsewhere. */
export function partDerivation(charge: PartOfCharge, cost: 'billed' | 'effective'): Derivation {
  const { currency: unit, day, import_id: importId, ordinal, service } = charge
  const micros = BigInt(charge[`${cost}_micros`])
  const part = BigInt(charge[`part_${cost}`])
  const figure = billFigure({ importId, cost, part: { of: 'charge', ordinal } })
  const text = `${service} · ${charge.resource === '' ? charge.charge_category : charge.resource}`
  const source = { kind: 'charge', of: charge.source, day, import: importId, ordinal } as const
  const amount = (name: string, label: Derivation['label'], value: bigint): Derivation => ({
    name,
    label,
    value: Number(value) / 1e6,
    unit,
    inputs: [],
    source,
  })
  const own = amount(`charge_${ordinal}`, { fr: text, en: text }, part)
  if (part === micros) return { ...own, figure }
  const { source: _, ...shared } = own
  const [whole, elsewhere] = [`whole_${ordinal}`, `elsewhere_${ordinal}`]
  return {
    ...shared,
    formula: `${whole} - ${elsewhere}`,
    inputs: [
      { ...amount(whole, { fr: 'La dépense entière', en: 'The whole charge' }, micros), figure },
      amount(
        elsewhere,
        { fr: 'Part donnée ailleurs par la règle', en: 'Part given elsewhere by the rule' },
        micros - part,
      ),
    ],
  }
}
