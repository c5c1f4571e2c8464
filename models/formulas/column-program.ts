import {
  compared,
  finiteOrUnknown,
  gatheredValue,
  holdsWhen,
  isUnary,
  operatorValue,
  unaryValue,
} from './arithmetic.ts'
import type { LoadedFormulaSet } from './formula-set.ts'
import type { FormulaTree } from './formula-tree.ts'

/** What a step of one or of two numbers gives; compiled columns give the same. `compare` gives an order: −1, 0, 1. */
export const unarySteps = { ...unaryValue, negate: (a: number) => -a, finite: finiteOrUnknown } as const
export const binarySteps = { ...operatorValue, ...gatheredValue, compare: compared } as const
export type UnaryStep = keyof typeof unarySteps
export type BinaryStep = keyof typeof binarySteps

/** One step over one row; `of` are positions of earlier steps. The same step asked for twice stands once. */
export type Step =
  | { readonly kind: 'constant'; readonly value: number; readonly of: readonly number[] }
  | { readonly kind: 'input'; readonly name: string; readonly of: readonly number[] }
  | { readonly kind: 'unary'; readonly act: UnaryStep; readonly of: readonly [number] }
  | { readonly kind: 'binary'; readonly act: BinaryStep; readonly of: readonly [number, number] }
  /** By an order −1, 0 or 1: the step to take below, at, above; unknown where the order is. */
  | { readonly kind: 'choice'; readonly of: readonly [order: number, below: number, equal: number, above: number] }

export type ColumnProgram = {
  readonly steps: readonly Step[]
  /** Formulas asked for, and the step that gives each. */
  readonly outputs: readonly { readonly name: string; readonly step: number }[]
}

/** A loaded set as straight-line steps that give the wanted formulas, and none that they do not need. */
export function columnProgram(set: LoadedFormulaSet, wanted?: readonly string[]): ColumnProgram {
  const steps: Step[] = []
  const positions = new Map<string, number>()
  const add = (key: string, step: Step): number => {
    const known = positions.get(key)
    if (known !== undefined) return known
    positions.set(key, steps.length)
    steps.push(step)
    return steps.length - 1
  }
  const formulas = new Map(set.ordered.map((one) => [one.name, one]))
  const placed = (tree: FormulaTree): number => {
    switch (tree.kind) {
      case 'number':
        return add(`=${tree.value}`, { kind: 'constant', value: tree.value, of: [] })
      case 'name':
        return named(tree.name)
      case 'negate':
        return unary('negate', placed(tree.of))
      case 'operation':
        return binary(tree.operator, placed(tree.left), placed(tree.right))
      case 'conditional': {
        const order = binary('compare', placed(tree.test.left), placed(tree.test.right))
        const [then, otherwise] = [placed(tree.then), placed(tree.otherwise)]
        const when = holdsWhen[tree.test.operator]
        const by = (isTrue: boolean) => (isTrue ? then : otherwise)
        return choice([order, by(when.below), by(when.equal), by(when.above)])
      }
      case 'call': {
        const [first = 0, ...others] = tree.args.map(placed)
        const { name } = tree
        return isUnary(name) ? unary(name, first) : others.reduce((sum, next) => binary(name, sum, next), first)
      }
    }
  }
  const unary = (act: UnaryStep, a: number) => add(`${act}(${a})`, { kind: 'unary', act, of: [a] })
  const binary = (act: BinaryStep, a: number, b: number) =>
    add(`${act}(${a},${b})`, { kind: 'binary', act, of: [a, b] })
  const choice = (of: Extract<Step, { kind: 'choice' }>['of']) => add(`?(${of.join()})`, { kind: 'choice', of })
  const named = (name: string): number => {
    const formula = formulas.get(name)
    if (formula === undefined) return add(name, { kind: 'input', name, of: [] })
    return unary('finite', placed(formula.tree))
  }
  const outputs = (wanted ?? set.formulas.map(({ name }) => name)).map((name) => {
    if (!formulas.has(name)) throw new RangeError(`no formula ${name} in ${set.id}`)
    return { name, step: named(name) }
  })
  return { steps, outputs }
}

/** The value of a step over single numbers; `input` is that of an input. */
export function stepValue(step: Step, input: number, at: (position: number) => number): number {
  switch (step.kind) {
    case 'constant':
      return step.value
    case 'input':
      return input
    case 'unary':
      return unarySteps[step.act](at(step.of[0]))
    case 'binary':
      return binarySteps[step.act](at(step.of[0]), at(step.of[1]))
    case 'choice': {
      const [order, below, equal, above] = step.of
      const found = at(order)
      return found < 0 ? at(below) : found > 0 ? at(above) : found === 0 ? at(equal) : Number.NaN
    }
  }
}
