import { holdsWhen, isUnary } from './arithmetic.ts'
import type { UnaryKernel, BinaryKernel } from './column-kernels.ts'
import type { LoadedFormulaSet } from './formula-set.ts'
import type { FormulaTree } from './formula-tree.ts'

/** One step over one row; `of` are positions of earlier steps. The same step asked for twice stands once. */
export type Step =
  | { readonly kind: 'constant'; readonly value: number; readonly of: readonly number[] }
  | { readonly kind: 'input'; readonly name: string; readonly of: readonly number[] }
  | { readonly kind: 'unary'; readonly kernel: UnaryKernel; readonly of: readonly [number] }
  | { readonly kind: 'binary'; readonly kernel: BinaryKernel; readonly of: readonly [number, number] }
  /** By an order −1, 0 or 1: the step to take below, at, above. */
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
        const { below, equal, above } = holdsWhen[tree.test.operator]
        const of = [order, ...[below, equal, above].map((isTrue) => (isTrue ? then : otherwise))] as const
        return choice(of[0], of[1] ?? then, of[2] ?? then, of[3] ?? then)
      }
      case 'call': {
        const [first = 0, ...others] = tree.args.map(placed)
        const { name } = tree
        return isUnary(name) ? unary(name, first) : others.reduce((sum, next) => binary(name, sum, next), first)
      }
    }
  }
  const unary = (kernel: UnaryKernel, a: number) => add(`${kernel}(${a})`, { kind: 'unary', kernel, of: [a] })
  const binary = (kernel: BinaryKernel, a: number, b: number) =>
    add(`${kernel}(${a},${b})`, { kind: 'binary', kernel, of: [a, b] })
  const choice = (order: number, below: number, equal: number, above: number) =>
    add(`?(${order},${below},${equal},${above})`, { kind: 'choice', of: [order, below, equal, above] })
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
