import { type AssumptionSet, assumptionOf } from '../assumptions/assumption-set.ts'
import { drawsOf } from '../assumptions/draws.ts'
import type { FormulaInput, LoadedFormulaSet } from '../formulas/formula-set.ts'
import type { Bilingual } from '../shared/bilingual.ts'
import type { Derivation, Source } from '../shared/derivation.ts'

/** What an input of a formula stands for in one row: a number with where it comes from, or an assumption by name. */
export type Binding =
  | { readonly kind: 'value'; readonly value: number; readonly derivation: (input: FormulaInput) => Derivation }
  | { readonly kind: 'assumption'; readonly name: string }
export type Bindings = Readonly<Record<string, Binding>>

export const assumed = (name: string): Binding => ({ kind: 'assumption', name })

/** A number that is a fact by itself, with its source when it has one. */
export function stated(value: number, source: Source | null, note?: Bilingual): Binding {
  return {
    kind: 'value',
    value,
    derivation: (input) => ({
      ...leafOf(input, value),
      ...(source === null ? {} : { source }),
      ...(note === undefined ? {} : { note }),
    }),
  }
}

/** A number that was computed from others: its own derivation, under the input's name. */
export function computed(
  value: number,
  derivation: () => Omit<Derivation, 'name' | 'label' | 'unit' | 'value'>,
): Binding {
  return { kind: 'value', value, derivation: (input) => ({ ...leafOf(input, value), ...derivation() }) }
}

function leafOf(input: FormulaInput, value: number): Derivation {
  return { name: input.name, label: input.label, value, unit: input.unit, inputs: [] }
}

/** The binding of an input: its own, or the assumption of the same name. Throws RangeError when it is neither: sets are checked on loading. */
export function boundTo(input: FormulaInput, bindings: Bindings): Binding {
  const own = bindings[input.name]
  if (own !== undefined) return own
  if (input.kind === 'assumption') return assumed(input.name)
  throw new RangeError(`input ${input.name} has no value`)
}

/** One number for each input, assumptions at their likely value. */
export function likelyValues(
  formulas: LoadedFormulaSet,
  bindings: Bindings,
  set: AssumptionSet,
): Record<string, number> {
  return Object.fromEntries(
    formulas.inputs.map((input) => {
      const one = boundTo(input, bindings)
      return [input.name, one.kind === 'value' ? one.value : assumptionOf(set, one.name).likely]
    }),
  )
}

/** One number, or one for each draw, for each input. An assumption without width is one number. */
export function drawnValues(
  formulas: LoadedFormulaSet,
  bindings: Bindings,
  { set, workload }: { readonly set: AssumptionSet; readonly workload: string },
): Record<string, number | Float64Array> {
  return Object.fromEntries(
    formulas.inputs.map((input) => {
      const one = boundTo(input, bindings)
      if (one.kind === 'value') return [input.name, one.value]
      const { low, high } = assumptionOf(set, one.name)
      return [input.name, low === high ? low : drawsOf(set, one.name, workload)]
    }),
  )
}

/** Each input as the end, or the beginning, of a derivation. */
export function boundDerivations(
  formulas: LoadedFormulaSet,
  bindings: Bindings,
  { set, workload }: { readonly set: AssumptionSet; readonly workload: string },
): Record<string, Derivation> {
  return Object.fromEntries(
    formulas.inputs.map((input) => {
      const one = boundTo(input, bindings)
      return [
        input.name,
        one.kind === 'value' ? one.derivation(input) : { ...assumptionLeaf(set, one.name, workload), name: input.name },
      ]
    }),
  )
}

/** An assumption as the end of a derivation: likely value, range, status, author, and what its draws are seeded with. */
export function assumptionLeaf(set: AssumptionSet, name: string, workload: string): Derivation {
  const { label, low, likely, high, unit, scope, status, author, reference } = assumptionOf(set, name)
  const source: Source = {
    kind: 'assumption',
    set: `${set.id}@${set.version}`,
    name,
    low,
    likely,
    high,
    status,
    author,
    reference,
    seed: scope === 'shared' ? name : `${workload}|${name}`,
  }
  return { name, label, value: likely, unit, inputs: [], source }
}
