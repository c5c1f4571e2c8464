import type { FormulaTree } from './formula-tree.ts'

/** How tightly each kind of tree holds in mathjs notation; a part that holds less than its place asks for takes parentheses. */
const strength = { conditional: 0, sum: 1, product: 2, negation: 3, power: 4, atom: 5 } as const

/** A tree in mathjs notation; read again, it is the same tree. */
export function writtenTree(tree: FormulaTree): string {
  return written(tree, strength.conditional)
}

function written(tree: FormulaTree, least: number): string {
  const { text, holds } = loose(tree)
  return holds < least ? `(${text})` : text
}

function loose(tree: FormulaTree): { readonly text: string; readonly holds: number } {
  switch (tree.kind) {
    case 'number':
      return { text: String(tree.value), holds: tree.value < 0 ? strength.negation : strength.atom }
    case 'name':
      return { text: tree.name, holds: strength.atom }
    case 'negate':
      return { text: `-${written(tree.of, strength.negation)}`, holds: strength.negation }
    case 'call':
      return {
        text: `${tree.name}(${tree.args.map((arg) => written(arg, strength.conditional)).join(', ')})`,
        holds: strength.atom,
      }
    case 'conditional': {
      const { operator, left, right } = tree.test
      const test = `${written(left, strength.sum)} ${operator} ${written(right, strength.sum)}`
      const branches = `${written(tree.then, strength.sum)} : ${written(tree.otherwise, strength.sum)}`
      return { text: `${test} ? ${branches}`, holds: strength.conditional }
    }
    case 'operation':
      return operation(tree.operator, tree.left, tree.right)
  }
}

function operation(operator: '+' | '-' | '*' | '/' | '^', left: FormulaTree, right: FormulaTree) {
  if (operator === '^')
    return {
      text: `${written(left, strength.atom)} ^ ${written(right, strength.atom)}`,
      holds: strength.power,
    }
  const holds = operator === '+' || operator === '-' ? strength.sum : strength.product
  return { text: `${written(left, holds)} ${operator} ${written(right, holds + 1)}`, holds }
}
