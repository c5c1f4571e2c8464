import type { FormulaDefinition } from '#models/formulas/formula-set.ts'
import type { FormulaCheck } from '#models/formulas/formula.views.ts'

/** Formulas being written, and the version that they started from. */
export type Draft = { readonly set: string; readonly from: string; readonly formulas: readonly FormulaDefinition[] }

/** What is wrong with one formula of a draft, by its place. */
export function problemsAt(check: FormulaCheck | undefined, index: number): FormulaCheck['problems'] {
  const place = `/formulas/${index}/`
  return check?.problems.filter(({ pointer }) => pointer?.startsWith(place) === true) ?? []
}

/** The place of a formula that a problem points at; undefined when it points at the whole. */
export function placeOf(problem: FormulaCheck['problems'][number]): number | undefined {
  const found = /^\/formulas\/(\d+)\//.exec(problem.pointer ?? '')
  return found === null ? undefined : Number(found[1])
}

/** Whether a draft says anything else than the formulas it started from. */
export function isChanged(before: readonly FormulaDefinition[], after: readonly FormulaDefinition[]): boolean {
  return JSON.stringify(before) !== JSON.stringify(after)
}

/** A draft with one formula changed. */
export function withChange(
  formulas: readonly FormulaDefinition[],
  index: number,
  change: Partial<FormulaDefinition>,
): readonly FormulaDefinition[] {
  return formulas.map((one, i) => (i === index ? { ...one, ...change } : one))
}

/** A draft with a formula more, under a name that is free. */
export function withAdded(
  formulas: readonly FormulaDefinition[],
  { name, label }: Pick<FormulaDefinition, 'name' | 'label'>,
): readonly FormulaDefinition[] {
  const taken = new Set(formulas.map((one) => one.name))
  const free = [name, ...Array.from({ length: taken.size + 1 }, (_, i) => `${name}${i + 2}`)].find(
    (one) => !taken.has(one),
  )
  return [...formulas, { name: free ?? name, label, unit: 'CAD/year', expression: '0' }]
}

/** A text with a name put where the caret is, apart from what stands beside it. */
export function withName(
  text: string,
  name: string,
  caret: { readonly from: number; readonly to: number },
): { readonly text: string; readonly caret: number } {
  const [before, after] = [text.slice(0, caret.from), text.slice(caret.to)]
  const start = /[\w)]$/.test(before) ? `${before} ` : before
  const end = /^[\w(]/.test(after) ? ` ${after}` : after
  return { text: `${start}${name}${end}`, caret: start.length + name.length }
}

const storageKey = 'arpent.formula-draft'

export function keptDraft(set: string, from: string): Draft | undefined {
  const kept = localStorage.getItem(storageKey)
  if (kept === null) return undefined
  const draft = JSON.parse(kept) as Draft // written by keepDraft only
  return draft.set === set && draft.from === from ? draft : undefined
}

export function keepDraft(draft: Draft | undefined): void {
  if (draft === undefined) localStorage.removeItem(storageKey)
  else localStorage.setItem(storageKey, JSON.stringify(draft))
}
