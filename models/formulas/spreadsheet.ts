import type { Comparison, FormulaTree } from './formula-tree.ts'

/** How tightly each kind holds in a spreadsheet, where a sign before a number holds tighter than a power. */
const strength = { any: 0, sum: 1, product: 2, atom: 3 } as const
type Written = { readonly text: string; readonly holds: number }

/**
 * A tree as the text of a spreadsheet formula (Excel and LibreOffice, English function names, no leading `=`), `cellOf` giving the cell of
 * each name. It computes the same doubles: what spreadsheets group otherwise (a^b^c from the left, −a^b as (−a)^b) takes parentheses, sums
 * stay sums from left to right, `round` is ROUND (both take halves away from zero), `ceil` and `floor` go through INT within the same half
 * billionth, literals keep all their digits. An unknown must stand in its cell as `NA()`: an empty cell counts as 0.
 *
 * One thing is theirs: a difference of two sums equal to their 15th digit is 0 in a spreadsheet, a rest near 1e-16 here.
 */
export function spreadsheetText(tree: FormulaTree, cellOf: (name: string) => string): string {
  return written(tree, cellOf, strength.any)
}

function written(tree: FormulaTree, cellOf: (name: string) => string, least: number): string {
  const { text, holds } = loose(tree, cellOf)
  return holds < least ? `(${text})` : text
}

function loose(tree: FormulaTree, cellOf: (name: string) => string): Written {
  switch (tree.kind) {
    case 'number':
      return literal(tree.value)
    case 'name':
      return { text: cellOf(tree.name), holds: strength.atom }
    case 'negate':
      return { text: `-${written(tree.of, cellOf, strength.atom)}`, holds: strength.any }
    case 'conditional': {
      const branches = [tree.then, tree.otherwise].map((part) => written(part, cellOf, strength.any))
      return { text: `IF(${test(tree.test, cellOf)},${branches.join(',')})`, holds: strength.atom }
    }
    case 'call':
      return call(tree, cellOf)
    case 'operation':
      return operation(tree, cellOf)
  }
}

function operation(tree: Extract<FormulaTree, { kind: 'operation' }>, cellOf: (name: string) => string): Written {
  const { operator, left, right } = tree
  if (operator === '^') return power(left, right, cellOf)
  const holds = operator === '+' || operator === '-' ? strength.sum : strength.product
  return { text: `${written(left, cellOf, holds)}${operator}${written(right, cellOf, holds + 1)}`, holds }
}

/** Spreadsheets refuse 0^0 (1 here) and LibreOffice takes odd roots of negatives (unknown here): an exponent that is not a literal is guarded. */
function power(base: FormulaTree, exponent: FormulaTree, cellOf: (name: string) => string): Written {
  const of = written(base, cellOf, strength.atom)
  const by = written(exponent, cellOf, strength.atom)
  const raised = `${of}^${by}`
  const sure = exponent.kind === 'negate' ? exponent.of : exponent
  const isPlain = sure.kind === 'number' && Number.isInteger(sure.value) && sure.value !== 0
  if (isPlain) return { text: raised, holds: strength.product }
  return { text: `IF(AND(${of}<0,INT(${by})<>${by}),NA(),IF(${by}=0,1+0*${of},${raised}))`, holds: strength.atom }
}

const comparisons: Readonly<Record<Comparison['operator'], string>> = {
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
  '==': '=',
  '!=': '<>',
}

function test({ operator, left, right }: Comparison, cellOf: (name: string) => string): string {
  return `${written(left, cellOf, strength.sum)}${comparisons[operator]}${written(right, cellOf, strength.sum)}`
}

function call(tree: Extract<FormulaTree, { kind: 'call' }>, cellOf: (name: string) => string): Written {
  const loosely = tree.args.map((arg) => written(arg, cellOf, strength.any))
  const [only = '0'] = loosely
  const [first] = tree.args
  const tight = (least: number) => (first === undefined ? '0' : written(first, cellOf, least))
  const atom = (text: string): Written => ({ text, holds: strength.atom })
  switch (tree.name) {
    case 'sum':
      return {
        text: tree.args.map((arg, i) => written(arg, cellOf, i === 0 ? strength.sum : strength.product)).join('+'),
        holds: strength.sum,
      }
    case 'ceil':
      return { text: `-INT(0.0000000005-${tight(strength.product)})`, holds: strength.any }
    case 'floor':
      return atom(`INT(${tight(strength.sum)}+0.0000000005)`)
    case 'round':
      return atom(`ROUND(${only},0)`)
    case 'abs':
      return atom(`ABS(${only})`)
    case 'sqrt':
      return atom(`SQRT(${only})`)
    case 'min':
      return atom(`MIN(${loosely.join(',')})`)
    case 'max':
      return atom(`MAX(${loosely.join(',')})`)
  }
}

/** Spreadsheets read 15 digits of a literal: one that needs more is written as two that add up to it. */
function literal(value: number): Written {
  const read = Number(value.toPrecision(15))
  if (read === value) return { text: digits(value), holds: value < 0 ? strength.any : strength.atom }
  return { text: `(${digits(read)}${value > read ? '+' : '-'}${digits(Math.abs(value - read))})`, holds: strength.atom }
}

function digits(value: number): string {
  return String(value).toUpperCase()
}
