import { compared, gatheredValue, holds, isUnary, operatorValue, unaryValue } from './arithmetic.ts'
import type { FormulaTree } from './formula-tree.ts'

/** The names a tree uses, each once, in the order they are met. */
export function namesOf(tree: FormulaTree): string[] {
  const names = new Set<string>()
  gatherNames(tree, (name) => names.add(name))
  return [...names]
}

function gatherNames(tree: FormulaTree, met: (name: string) => void): void {
  if (tree.kind === 'name') met(tree.name)
  for (const part of partsOf(tree)) gatherNames(part, met)
}

/** The trees right under a tree, from left to right. */
export function partsOf(tree: FormulaTree): readonly FormulaTree[] {
  switch (tree.kind) {
    case 'number':
    case 'name':
      return []
    case 'negate':
      return [tree.of]
    case 'operation':
      return [tree.left, tree.right]
    case 'conditional':
      return [tree.test.left, tree.test.right, tree.then, tree.otherwise]
    case 'call':
      return tree.args
  }
}

/**
 * The value of a tree over named numbers. NaN is an unknown and stays one: through min and max, and through a conditional whose test is
 * unknown; of a conditional whose test is known, only the branch taken is asked for.
 */
export function treeValue(tree: FormulaTree, valueOf: (name: string) => number): number {
  switch (tree.kind) {
    case 'number':
      return tree.value
    case 'name':
      return valueOf(tree.name)
    case 'negate':
      return -treeValue(tree.of, valueOf)
    case 'operation':
      return operatorValue[tree.operator](treeValue(tree.left, valueOf), treeValue(tree.right, valueOf))
    case 'conditional': {
      const { operator, left, right } = tree.test
      const isTrue = holds(operator, compared(treeValue(left, valueOf), treeValue(right, valueOf)))
      if (isTrue === undefined) return Number.NaN
      return treeValue(isTrue ? tree.then : tree.otherwise, valueOf)
    }
    case 'call': {
      const values = tree.args.map((arg) => treeValue(arg, valueOf))
      const [first = Number.NaN] = values
      if (isUnary(tree.name)) return unaryValue[tree.name](first)
      return values.reduce(gatheredValue[tree.name])
    }
  }
}
