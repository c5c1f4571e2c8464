import type { Derivation } from './derivation.ts'

/** Terms of one sum: beyond, they are grouped, so that every formula stays readable (`formulaLimits`) with names of 17 letters. */
const mostTerms = 100

/**
 * A figure as the sum of its parts; more than a hundred parts are told by hundreds. `decimals` takes away what adding in binary leaves
 * beyond the unit that the parts are told in; the sum of nothing is 0.
 */
export function summed(
  figure: Pick<Derivation, 'name' | 'label' | 'unit' | 'note'> & {
    readonly decimals: number
    /** The value, where it is known more exactly than its parts add up to. */
    readonly value?: number
  },
  parts: readonly Derivation[],
): Derivation {
  const { decimals, value, ...shown } = figure
  if (parts.length > mostTerms) {
    const groups = Array.from({ length: Math.ceil(parts.length / mostTerms) }, (_, at) => {
      const some = parts.slice(at * mostTerms, (at + 1) * mostTerms)
      const [from, to] = [at * mostTerms + 1, at * mostTerms + some.length]
      const label = { fr: `Lignes ${from} à ${to}`, en: `Lines ${from} to ${to}` }
      return summed({ name: `g${at + 1}`, label, unit: figure.unit, decimals }, some)
    })
    return summed(figure, groups)
  }
  const sum = parts.reduce((total, part) => total + Number(part.value), 0)
  return {
    ...shown,
    value: value ?? Number(sum.toFixed(decimals)),
    formula: parts.length === 0 ? '0' : parts.map(({ name }) => name).join(' + '),
    inputs: parts,
  }
}
