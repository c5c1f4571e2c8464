import { contractProblems, draftedSet } from '#models/formulas/drafted-set.ts'
import type { FormulaDefinition, FormulaSet } from '#models/formulas/formula-set.ts'
import { loadedFormulaSet } from '#models/formulas/loading.ts'
import type { ProblemItem } from '#models/shared/problem.ts'
import { currentReference, shippedFormulas } from '#server/shared/datasets.ts'

/** A shipped set by its id; undefined when there is none of that name. */
export function findShippedSet(id: string): FormulaSet | undefined {
  return Object.values(shippedFormulas()).find((set) => set.id === id)
}

export type DraftRequest = {
  readonly set: string
  readonly version: string
  readonly formulas: readonly FormulaDefinition[]
}
export type CheckedDraft =
  | { readonly kind: 'loads'; readonly content: FormulaSet }
  | { readonly kind: 'refused'; readonly problems: readonly ProblemItem[] }

/** A draft as a set that loads and that the model can use, or everything that stands in the way. Long: for a thread of its own. */
export function checkedDraft({ set: id, version, formulas }: DraftRequest): CheckedDraft {
  const shipped = findShippedSet(id)
  if (shipped === undefined) throw new RangeError(`no set ${id}`)
  const content = draftedSet(shipped, currentReference().set.assumptions, { version, formulas })
  const loaded = loadedFormulaSet(content)
  const problems = [...(loaded.kind === 'refused' ? loaded.problems : []), ...contractProblems(shipped, formulas)]
  return problems.length > 0 ? { kind: 'refused', problems } : { kind: 'loads', content }
}
