import { known, type Outcome, unknownBecause } from '../shared/outcome.ts'
import { type Cad, dollarsOf, type PriceBasis } from './price-basis.ts'

/** An option against doing nothing: present values, both counted positive. */
export type OptionValues<B extends PriceBasis> = {
  readonly name: string
  readonly benefits: Cad<B>
  readonly costs: Cad<B>
}

export type Increment = {
  readonly option: string
  /** The option it is compared with; undefined for doing nothing. */
  readonly against: string | undefined
  /** ΔB / ΔC, dimensionless; unknown where the two cost the same. */
  readonly ratio: Outcome<number, 'same-cost'>
  readonly isTaken: boolean
}

export type IncrementalRatios = {
  readonly increments: readonly Increment[]
  /** The option left standing; undefined when doing nothing is. */
  readonly chosen: string | undefined
}

/**
 * Incremental BCR: options by rising cost, each compared with the last one taken, starting from doing nothing; it is taken when its extra
 * benefits are worth its extra costs, ΔB / ΔC ≥ 1. It ends on the option of highest net present value, which the plain ratio may miss
 * (Newnan, Engineering Economic Analysis, ch. 16). At the same cost the greater benefit is taken.
 */
export function incrementalRatios<B extends PriceBasis>(
  options: readonly OptionValues<B>[],
): Outcome<IncrementalRatios, 'no-options' | 'not-finite' | 'negative-cost'> {
  if (options.length === 0) return unknownBecause('no-options')
  const values = options.map(({ name, benefits, costs }) => ({
    name,
    benefits: dollarsOf(benefits),
    costs: dollarsOf(costs),
  }))
  if (!values.every(({ benefits, costs }) => Number.isFinite(benefits) && Number.isFinite(costs)))
    return unknownBecause('not-finite')
  if (values.some(({ costs }) => costs < 0)) return unknownBecause('negative-cost')
  let standing: { readonly name: string | undefined; readonly benefits: number; readonly costs: number } = {
    name: undefined,
    benefits: 0,
    costs: 0,
  }
  const increments: Increment[] = []
  for (const option of values.toSorted((a, b) => a.costs - b.costs || a.benefits - b.benefits)) {
    const [more, dearer] = [option.benefits - standing.benefits, option.costs - standing.costs]
    const isTaken = dearer === 0 ? more > 0 : more >= dearer
    const ratio = dearer === 0 ? unknownBecause('same-cost') : known(more / dearer)
    increments.push({ option: option.name, against: standing.name, ratio, isTaken })
    if (isTaken) standing = option
  }
  return known({ increments, chosen: standing.name })
}
