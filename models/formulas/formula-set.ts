import type { Bilingual } from '../shared/bilingual.ts'
import type { FormulaTree } from './formula-tree.ts'

/**
 * A name that formulas may use. `unit` is a product of unit symbols (`CAD/year`, `GB/month`, `1` for a plain ratio); symbols never convert
 * into each other by themselves: a conversion is an input with its own unit (`hour/year`), so that a forgotten ×730 does not load.
 */
export type FormulaInput = {
  readonly name: string
  readonly label: Bilingual
  readonly unit: string
  /** What it is measured or stated as: a quantity of the workload, a price of a book, an assumption of a set, a constant, a date's share. */
  readonly kind: 'quantity' | 'price' | 'assumption' | 'constant' | 'share'
}

export type FormulaDefinition = {
  readonly name: string
  readonly label: Bilingual
  readonly unit: string
  /** mathjs notation over inputs and earlier or later formulas of the same set; no cycle. */
  readonly expression: string
  readonly note?: Bilingual
}

/** Formulas as data (`data/formulas/*.json`, or a version written by a portfolio manager). */
export type FormulaSet = {
  readonly id: string
  readonly version: string
  readonly label: Bilingual
  readonly inputs: readonly FormulaInput[]
  readonly formulas: readonly FormulaDefinition[]
}

/** A set that was read, whose names, units and order were checked: what the evaluators take. */
export type LoadedFormulaSet = FormulaSet & {
  /** In an order where each formula comes after those it uses. */
  readonly ordered: readonly (FormulaDefinition & { readonly tree: FormulaTree })[]
}
