import type { Bilingual } from '../shared/bilingual.ts'
import type { FormulaTree } from './formula-tree.ts'
import { ratio, sameUnit, type Unit, unitPower, unitProduct, unitQuotient, writtenUnit } from './units.ts'
import { writtenTree } from './written-tree.ts'

export type DimensionProblem = {
  readonly code: 'unit-mismatch' | 'unit-of-power' | 'divided-by-zero'
  readonly detail: Bilingual
}
/** The unit of a tree; `zero` for the literal 0, which fits any unit; undefined where a part was refused or has an unknown unit. */
export type Dimension = Unit | 'zero' | undefined

/**
 * The unit that a tree gives, every sub-expression that does not fit told. Sums, minima, maxima, tests and the two branches of a
 * conditional are of one unit; products and quotients multiply units; a literal number is a ratio; a power has a ratio as its exponent, a
 * whole literal when its base has a unit; a square root halves.
 */
export function dimensionOf(
  tree: FormulaTree,
  unitOf: (name: string) => Unit | undefined,
  tell: (problem: DimensionProblem) => void,
): Dimension {
  const inner = (part: FormulaTree) => dimensionOf(part, unitOf, tell)
  switch (tree.kind) {
    case 'number':
      return tree.value === 0 ? 'zero' : ratio
    case 'name':
      return unitOf(tree.name)
    case 'negate':
      return inner(tree.of)
    case 'conditional': {
      const { left, right } = tree.test
      oneUnit([left, right], inner, tell)
      return oneUnit([tree.then, tree.otherwise], inner, tell)
    }
    case 'call': {
      if (tree.name !== 'sqrt') return oneUnit(tree.args, inner, tell)
      const [of] = tree.args
      return of === undefined ? undefined : root(of, inner(of), tell)
    }
    case 'operation':
      if (tree.operator === '+' || tree.operator === '-') return oneUnit([tree.left, tree.right], inner, tell)
      if (tree.operator === '^') return powerUnit(tree.left, tree.right, inner, tell)
      return multiplied(tree.operator, inner(tree.left), inner(tree.right), tree, tell)
  }
}

type Inner = (part: FormulaTree) => Dimension
type Tell = (problem: DimensionProblem) => void

function oneUnit(parts: readonly FormulaTree[], inner: Inner, tell: Tell): Dimension {
  const met = parts.map((part) => ({ part, unit: inner(part) }))
  if (met.some(({ unit }) => unit === undefined)) return undefined
  const first = met.find(({ unit }) => unit !== 'zero')
  if (first === undefined || typeof first.unit !== 'object') return 'zero'
  let isOne = true
  for (const { part, unit } of met) {
    if (typeof unit !== 'object' || sameUnit(unit, first.unit)) continue
    tell(mismatch(part, unit, first.part, first.unit))
    isOne = false
  }
  return isOne ? first.unit : undefined
}

function multiplied(operator: '*' | '/', left: Dimension, right: Dimension, tree: FormulaTree, tell: Tell): Dimension {
  if (operator === '/' && right === 'zero') {
    tell(dividedByZero(tree))
    return undefined
  }
  if (left === undefined || right === undefined) return undefined
  if (left === 'zero' || right === 'zero') return 'zero'
  return operator === '*' ? unitProduct(left, right) : unitQuotient(left, right)
}

function powerUnit(base: FormulaTree, exponent: FormulaTree, inner: Inner, tell: Tell): Dimension {
  const of = inner(base)
  const by = inner(exponent)
  if (of === undefined || by === undefined) return undefined
  if (by !== 'zero' && by.size > 0) {
    tell(exponentWithUnit(exponent, by))
    return undefined
  }
  if (of === 'zero' || of.size === 0) return ratio
  const power = literal(exponent)
  const raised = power === undefined ? undefined : unitPower(of, power)
  if (raised === undefined) tell(powerOfUnit(base, of, exponent))
  return raised
}

function root(of: FormulaTree, unit: Dimension, tell: Tell): Dimension {
  if (typeof unit !== 'object') return unit
  const halved = unitPower(unit, 0.5)
  if (halved === undefined) tell(rootOfUnit(of, unit))
  return halved
}

function literal(tree: FormulaTree): number | undefined {
  if (tree.kind === 'number') return tree.value
  const under = tree.kind === 'negate' ? literal(tree.of) : undefined
  return under === undefined ? undefined : -under
}

function mismatch(part: FormulaTree, unit: Unit, other: FormulaTree, expected: Unit): DimensionProblem {
  const [a, b] = [short(part), short(other)]
  const [is, wanted] = [writtenUnit(unit), writtenUnit(expected)]
  return {
    code: 'unit-mismatch',
    detail: {
      fr: `« ${a} » est en ${is} ; on attendait ${wanted}, comme « ${b} ». Convertissez par une donnée qui porte sa propre unité.`,
      en: `“${a}” is in ${is}; ${wanted} was expected, as “${b}” is. Convert through an input that carries its own unit.`,
    },
  }
}

function exponentWithUnit(exponent: FormulaTree, unit: Unit): DimensionProblem {
  const is = writtenUnit(unit)
  return {
    code: 'unit-of-power',
    detail: {
      fr: `L’exposant « ${short(exponent)} » est en ${is} ; on attendait un rapport (1).`,
      en: `The exponent “${short(exponent)}” is in ${is}; a ratio (1) was expected.`,
    },
  }
}

function powerOfUnit(base: FormulaTree, unit: Unit, exponent: FormulaTree): DimensionProblem {
  const is = writtenUnit(unit)
  return {
    code: 'unit-of-power',
    detail: {
      fr: `« ${short(base)} » est en ${is} ; il ne s’élève qu’à une puissance entière écrite en chiffres, non à « ${short(exponent)} ».`,
      en: `“${short(base)}” is in ${is}; it is only raised to a whole power written in digits, not to “${short(exponent)}”.`,
    },
  }
}

function rootOfUnit(of: FormulaTree, unit: Unit): DimensionProblem {
  const is = writtenUnit(unit)
  return {
    code: 'unit-of-power',
    detail: {
      fr: `« ${short(of)} » est en ${is}, qui n’a pas de racine carrée.`,
      en: `“${short(of)}” is in ${is}, which has no square root.`,
    },
  }
}

function dividedByZero(tree: FormulaTree): DimensionProblem {
  return {
    code: 'divided-by-zero',
    detail: { fr: `« ${short(tree)} » divise par zéro.`, en: `“${short(tree)}” divides by zero.` },
  }
}

function short(tree: FormulaTree): string {
  const text = writtenTree(tree)
  return text.length <= 80 ? text : `${text.slice(0, 79)}…`
}
