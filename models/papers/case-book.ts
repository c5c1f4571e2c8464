import type { OverrideSet } from '../assumptions/assumption-set.ts'
import { type CaseResult, type VariantId, variantIds } from '../cases/case.schemas.ts'
import { growthOf, type PreparedCase } from '../cases/case-flows.ts'
import { boundTo, type Bindings } from '../cost/bindings.ts'
import { costHeads } from '../cost/heads.ts'
import type { LoadedFormulaSet } from '../formulas/formula-set.ts'
import type { Strategy } from '../inventory/workload.views.ts'
import type { Language } from '../shared/bilingual.ts'
import { type CaseSheetWords, caseSheetWords } from './case-sheet-words.ts'

/** What the workbook of a business case is made of: the case as it was computed, and what it was computed from. */
export type CaseBook = {
  readonly language: Language
  readonly prepared: PreparedCase
  readonly result: CaseResult
  readonly vendors: readonly OverrideSet[]
  readonly optionName: (option: string) => string
  readonly strategyName: (strategy: Strategy) => string
  readonly statusName: (status: string) => string
}

export const wordsOf = ({ language }: Pick<CaseBook, 'language'>): CaseSheetWords => caseSheetWords[language]

/** The name of the cell that holds the mean of an assumption's range: every formula of the workbook reads it there. */
export const assumptionName = (name: string) => `hyp_${name}`

/** The variants of the case, with their place. */
export function variantsOf({
  prepared,
}: Pick<CaseBook, 'prepared'>): readonly { readonly id: VariantId; readonly at: number }[] {
  return prepared.variants.flatMap((_, at) => {
    const id = variantIds[at]
    return id === undefined ? [] : [{ id, at }]
  })
}

/** A set over rows of the case: today's side, or a variant's target or move. A row without bindings counts nothing. */
export type CaseSide = { readonly set: LoadedFormulaSet; readonly rows: readonly (Bindings | null)[] }

export function caseSides({ prepared }: Pick<CaseBook, 'prepared'>) {
  const { rows, inputs } = prepared
  const { asIs, annual, move } = inputs.formulas
  return {
    today: { set: asIs, rows: rows.map((row) => row.asIs) } satisfies CaseSide,
    target: (at: number): CaseSide => ({ set: annual, rows: rows.map((row) => row.moved[at]?.annual ?? null) }),
    move: (at: number): CaseSide => ({ set: move, rows: rows.map((row) => row.moved[at]?.move ?? null) }),
  }
}

/**
 * Inputs that every row of a side reads from one assumption, with the cell that holds it: as the calculation takes them, once for all rows.
 */
export function sharedInputs({ set, rows }: CaseSide): Record<string, string> {
  return Object.fromEntries(
    set.inputs.flatMap((input) => {
      const bound = rows.map((bindings) => (bindings === null ? undefined : boundTo(input, bindings)))
      const names = new Set(bound.flatMap((one) => (one?.kind === 'assumption' ? [one.name] : [])))
      const [only] = names
      const isShared = only !== undefined && names.size === 1 && bound.every((one) => one?.kind !== 'value')
      return isShared ? [[input.name, assumptionName(only)] as const] : []
    }),
  )
}

function assumptionsOfSide({ set, rows }: CaseSide): string[] {
  return rows.flatMap((bindings) =>
    bindings === null
      ? []
      : set.inputs.flatMap((input) => {
          const one = boundTo(input, bindings)
          return one.kind === 'assumption' ? [one.name] : []
        }),
  )
}

/** Names of the assumptions that some figure of the case hangs on. */
export function usedAssumptions(book: Pick<CaseBook, 'prepared'>): ReadonlySet<string> {
  const sides = caseSides(book)
  const { year, caseYear } = book.prepared.inputs.formulas
  const growth = costHeads.flatMap((head) => [growthOf.asIs[head], growthOf.target[head]])
  const ofYears = [year, caseYear].flatMap(({ inputs }) =>
    inputs.flatMap(({ kind, name }) => (kind === 'assumption' && !Object.hasOwn(growthInputs, name) ? [name] : [])),
  )
  return new Set([
    ...assumptionsOfSide(sides.today),
    ...variantsOf(book).flatMap(({ at }) => [
      ...assumptionsOfSide(sides.target(at)),
      ...assumptionsOfSide(sides.move(at)),
    ]),
    ...growth,
    ...ofYears,
  ])
}

/** Inputs of `fiscal-year` that stand for another assumption by head, with the side whose growth they are. */
export const growthInputs = { asIsPriceGrowth: 'asIs', targetPriceGrowth: 'target' } as const
