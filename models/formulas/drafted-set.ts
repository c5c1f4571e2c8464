import type { ProblemItem } from '../shared/problem.ts'
import type { FormulaDefinition, FormulaInput, FormulaSet } from './formula-set.ts'
import { namesIn } from './names-in.ts'
import { parsedUnit, sameUnit } from './units.ts'

/** An assumption that a formula may read although the shipped set does not. */
export type KnownAssumption = Pick<FormulaInput, 'name' | 'label' | 'unit'>

/**
 * A draft as a whole set: its formulas over what the model gives the shipped set, and over any other assumption of the registry that they
 * name. Inputs are never written by hand: they are what the model has.
 */
export function draftedSet(
  shipped: FormulaSet,
  assumptions: readonly KnownAssumption[],
  draft: { readonly version: string; readonly formulas: readonly FormulaDefinition[] },
): FormulaSet {
  const own = new Set([...shipped.inputs, ...draft.formulas].map(({ name }) => name))
  const named = new Set(draft.formulas.flatMap(({ expression }) => [...namesIn(expression)]))
  const added = assumptions
    .filter(({ name }) => named.has(name) && !own.has(name))
    .map(({ name, label, unit }): FormulaInput => ({ name, label, unit, kind: 'assumption' }))
  const { id, label, inputs } = shipped
  return { id, version: draft.version, label, inputs: [...inputs, ...added], formulas: draft.formulas }
}

/** What the model asks of any version of a set: each formula of the shipped one is there, in its unit. */
export function contractProblems(shipped: FormulaSet, formulas: readonly FormulaDefinition[]): ProblemItem[] {
  return shipped.formulas.flatMap(({ name, unit }): ProblemItem[] => {
    const at = formulas.findIndex((one) => one.name === name)
    const found = formulas[at]
    if (found === undefined) return [formulaRequired(name, unit)]
    return isSame(found.unit, unit) ? [] : [unitFixed(name, unit, `/formulas/${at}/unit`)]
  })
}

/** Formulas that read otherwise than in the shipped set, and those added: by name, in the order of the draft. */
export function changedFormulas(shipped: FormulaSet, formulas: readonly FormulaDefinition[]): string[] {
  const before = new Map(shipped.formulas.map(({ name, expression }) => [name, expression]))
  return formulas.filter(({ name, expression }) => before.get(name) !== expression).map(({ name }) => name)
}

function isSame(a: string, b: string): boolean {
  const [one, other] = [parsedUnit(a), parsedUnit(b)]
  // A unit that does not read is told by the loader.
  return one.kind === 'refused' || other.kind === 'refused' || sameUnit(one.unit, other.unit)
}

function formulaRequired(name: string, unit: string): ProblemItem {
  return {
    code: 'formula-required',
    pointer: '/formulas',
    detail: {
      fr: `Le calcul demande la formule ${name}, en ${unit} : elle ne se retire pas. Écrivez 0 si elle ne compte plus.`,
      en: `The calculation asks for the formula ${name}, in ${unit}: it cannot be removed. Write 0 if it no longer counts.`,
    },
  }
}

function unitFixed(name: string, unit: string, pointer: string): ProblemItem {
  return {
    code: 'formula-unit-fixed',
    pointer,
    detail: {
      fr: `Le calcul attend ${name} en ${unit} : son unité ne change pas.`,
      en: `The calculation expects ${name} in ${unit}: its unit does not change.`,
    },
  }
}
