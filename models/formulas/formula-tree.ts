/** Functions a formula may call; everything else is refused when it is read. */
export const formulaFunctions = ['min', 'max', 'abs', 'ceil', 'floor', 'round', 'sqrt', 'sum'] as const
export type FormulaFunction = (typeof formulaFunctions)[number]

/**
 * What a formula typed in mathjs notation becomes once it is read: the one tree that is checked for dimensions, evaluated over columns,
 * evaluated with its derivation, and written into a spreadsheet. Comparisons stand only as the test of a conditional.
 */
export type FormulaTree =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'negate'; readonly of: FormulaTree }
  | {
      readonly kind: 'operation'
      readonly operator: '+' | '-' | '*' | '/' | '^'
      readonly left: FormulaTree
      readonly right: FormulaTree
    }
  | {
      readonly kind: 'conditional'
      readonly test: Comparison
      readonly then: FormulaTree
      readonly otherwise: FormulaTree
    }
  | { readonly kind: 'call'; readonly name: FormulaFunction; readonly args: readonly FormulaTree[] }

export type Comparison = {
  readonly operator: '<' | '<=' | '>' | '>=' | '==' | '!='
  readonly left: FormulaTree
  readonly right: FormulaTree
}
