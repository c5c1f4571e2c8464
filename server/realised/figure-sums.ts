import type { Derivation } from '#models/shared/derivation.ts'

/** Terms of one sum: beyond, they are grouped, so that every formula stays readable. */
const mostTerms = 100

/** A sum of parts in CAD, whole cents; each part is named apart. */
export function sumOf(name: string, label: Derivation['label'], parts: readonly Derivation[]): Derivation {
  if (parts.length > mostTerms) {
    const groups = Array.from({ length: Math.ceil(parts.length / mostTerms) }, (_, at) => {
      const some = parts.slice(at * mostTerms, (at + 1) * mostTerms)
      const [from, to] = [at * mostTerms + 1, at * mostTerms + some.length]
      return sumOf(`g${at + 1}`, { fr: `Lignes ${from} à ${to}`, en: `Lines ${from} to ${to}` }, some)
    })
    return sumOf(name, label, groups)
  }
  return {
    name,
    label,
    value: parts.reduce((sum, { value }) => sum + Math.round(Number(value) * 100), 0) / 100,
    unit: 'CAD',
    formula: parts.length === 0 ? '0' : parts.map((part) => part.name).join(' + '),
    inputs: parts,
  }
}
