import { type MathNode, parse } from 'mathjs/number'
import { isUnary } from '../formulas/arithmetic.ts'
import { type Comparison, type FormulaFunction, formulaFunctions, type FormulaTree } from '../formulas/formula-tree.ts'
import { namesOf, treeValue } from '../formulas/tree-value.ts'
import type { Bilingual } from './bilingual.ts'

// All of mathjs: it parses, and nothing else of it runs. What it read is walked through a list of allowed nodes into our own tree.

export type FormulaRefusal = { readonly kind: 'refused'; readonly reason: string }
export type Formula = {
  readonly kind: 'formula'
  readonly names: readonly string[]
  /** The value over these numbers; NaN stands for an unknown. A name that is needed and absent throws a RangeError. */
  evaluate(values: Readonly<Record<string, number>>): number
}

export type TreeRefusalCode =
  | 'expression-empty'
  | 'expression-too-long'
  | 'expression-too-many-parts'
  | 'expression-too-deep'
  | 'expression-not-readable'
  | 'expression-not-allowed'
export type TreeRefusal = { readonly kind: 'refused'; readonly code: TreeRefusalCode; readonly reason: Bilingual }
export type ReadTree = { readonly kind: 'tree'; readonly tree: FormulaTree; readonly names: readonly string[] }

/** Longest formula in characters, and most parts of one: what bounds the time to read it, to evaluate it, and how deep it nests. */
export const formulaLimits = { characters: 2_000, parts: 500 } as const

/**
 * A formula in mathjs notation as a tree: + − × ÷ ^, parentheses, `test ? a : b` on one comparison, and the functions of
 * `formulaFunctions`. Anything else (assignments, strings, access to members, other functions, products without their sign, more than
 * `formulaLimits`) is refused with the reason.
 */
export function formulaTree(text: string): ReadTree | TreeRefusal {
  try {
    ensureReadable(text)
    const tree = walked(parsed(text), { parts: 0 })
    return { kind: 'tree', tree, names: namesOf(tree) }
  } catch (error) {
    if (error instanceof Refused) return { kind: 'refused', code: error.code, reason: error.reason }
    throw error
  }
}

/** A formula over named numbers, ready to evaluate; read and refused as `formulaTree` does. */
export function formula(text: string): Formula | FormulaRefusal {
  const read = formulaTree(text)
  if (read.kind === 'refused') return { kind: 'refused', reason: read.reason.en }
  const { tree, names } = read
  return {
    kind: 'formula',
    names,
    evaluate: (values) =>
      treeValue(tree, (name) => {
        const value = Object.hasOwn(values, name) ? values[name] : undefined
        if (value === undefined) throw new RangeError(`no value for ${name}`)
        return value
      }),
  }
}

class Refused extends Error {
  readonly code: TreeRefusalCode
  readonly reason: Bilingual

  constructor(code: TreeRefusalCode, fr: string, en: string) {
    super(en)
    this.code = code
    this.reason = { fr, en }
  }
}

function ensureReadable(text: string): void {
  const { characters } = formulaLimits
  if (text.trim() === '') throw new Refused('expression-empty', 'La formule est vide.', 'The formula is empty.')
  if (text.length > characters)
    throw new Refused(
      'expression-too-long',
      `La formule a ${text.length} caractères ; au plus ${characters}. Séparez-la en plusieurs formules nommées.`,
      `The formula has ${text.length} characters; at most ${characters}. Split it into several named formulas.`,
    )
  // mathjs takes a + 5% as a + 5 % of a, and a % b as a remainder: nobody reads a cost so.
  if (text.includes('%')) throw notAllowed('le signe % ; écrivez 0.05 pour 5 %', 'the sign %; write 0.05 for 5%')
}

/** What mathjs reads; its refusal says at which character it stopped. Text nested too deep for it ends in a RangeError. */
function parsed(text: string): Node {
  try {
    return readable(parse(text))
  } catch (error) {
    if (error instanceof RangeError) throw tooDeep()
    const at = error instanceof Error && 'char' in error ? Number(error.char) : Number.NaN
    throw new Refused(
      'expression-not-readable',
      Number.isFinite(at) ? `La formule ne se lit plus à partir du caractère ${at}.` : 'La formule ne se lit pas.',
      Number.isFinite(at) ? `The formula cannot be read from character ${at} on.` : 'The formula cannot be read.',
    )
  }
}

/** The parts of mathjs' nodes that are read here; everything else of them is left alone. */
type Node = {
  readonly type: string
  readonly value?: unknown
  readonly name?: string
  readonly op?: string
  readonly implicit?: boolean
  readonly fn?: unknown
  readonly content?: Node
  readonly args?: readonly Node[]
  readonly condition?: Node
  readonly trueExpr?: Node
  readonly falseExpr?: Node
}

function readable(node: MathNode): Node {
  return node as Node // read by type below, refused when not of the list
}

type Count = { parts: number }

function walked(node: Node | undefined, count: Count): FormulaTree {
  if (node === undefined) throw notAllowed('une opération sans opérande', 'an operation without its operand')
  counted(count)
  const inner = (child: Node | undefined) => walked(child, count)
  switch (node.type) {
    case 'ConstantNode':
      if (typeof node.value !== 'number' || !Number.isFinite(node.value))
        throw notAllowed('ce qui n’est pas un nombre', 'what is not a number')
      return { kind: 'number', value: node.value }
    case 'SymbolNode':
      return { kind: 'name', name: node.name ?? '' }
    case 'ParenthesisNode':
      return inner(node.content)
    case 'OperatorNode':
      return operation(node, inner)
    case 'ConditionalNode':
      return {
        kind: 'conditional',
        test: comparison(node.condition, count),
        then: inner(node.trueExpr),
        otherwise: inner(node.falseExpr),
      }
    case 'FunctionNode':
      return call(node, inner)
    default:
      throw notAllowed(refusedNodes[node.type]?.fr ?? node.type, refusedNodes[node.type]?.en ?? node.type)
  }
}

const refusedNodes: Readonly<Record<string, Bilingual>> = {
  AccessorNode: { fr: 'l’accès à un membre', en: 'access to a member' },
  ArrayNode: { fr: 'un tableau', en: 'an array' },
  AssignmentNode: { fr: 'une affectation', en: 'an assignment' },
  BlockNode: { fr: 'plusieurs instructions', en: 'several statements' },
  FunctionAssignmentNode: { fr: 'la définition d’une fonction', en: 'the definition of a function' },
  ObjectNode: { fr: 'un objet', en: 'an object' },
  RangeNode: { fr: 'un intervalle', en: 'a range' },
  RelationalNode: { fr: 'une suite de comparaisons', en: 'a chain of comparisons' },
}

function counted(count: Count): void {
  const { parts } = formulaLimits
  count.parts += 1
  if (count.parts > parts)
    throw new Refused(
      'expression-too-many-parts',
      `La formule a plus de ${parts} termes et opérations. Séparez-la en plusieurs formules nommées.`,
      `The formula has more than ${parts} terms and operations. Split it into several named formulas.`,
    )
}

function tooDeep(): Refused {
  return new Refused(
    'expression-too-deep',
    'La formule emboîte trop de parenthèses ou de conditions. Séparez-la en plusieurs formules nommées.',
    'The formula nests too many parentheses or conditions. Split it into several named formulas.',
  )
}

function notAllowed(fr: string, en: string): Refused {
  return new Refused(
    'expression-not-allowed',
    `Une formule n’admet pas ceci : ${fr}.`,
    `A formula does not admit this: ${en}.`,
  )
}

const operators = { add: '+', subtract: '-', multiply: '*', divide: '/', pow: '^' } as const
const comparisons = { smaller: '<', smallerEq: '<=', larger: '>', largerEq: '>=', equal: '==', unequal: '!=' } as const

function operation(node: Node, inner: (child: Node | undefined) => FormulaTree): FormulaTree {
  const [a, b] = node.args ?? []
  if (node.fn === 'unaryMinus') return { kind: 'negate', of: inner(a) }
  if (node.implicit === true)
    throw notAllowed(
      'un produit sans son signe ; écrivez l’astérisque, comme dans 2 * a',
      'a product without its sign; write the asterisk, as in 2 * a',
    )
  if (isKeyOf(comparisons, node.fn))
    throw notAllowed(
      `la comparaison « ${node.op} » hors d’un test ; écrivez « test ? valeur : autre valeur »`,
      `the comparison “${node.op}” outside a test; write “test ? value : other value”`,
    )
  if (!isKeyOf(operators, node.fn)) throw notAllowed(`l’opérateur « ${node.op} »`, `the operator “${node.op}”`)
  return { kind: 'operation', operator: operators[node.fn], left: inner(a), right: inner(b) }
}

function comparison(node: Node | undefined, count: Count): Comparison {
  const bare = node?.type === 'ParenthesisNode' ? node.content : node
  if (bare?.type !== 'OperatorNode' || !isKeyOf(comparisons, bare.fn))
    throw notAllowed(
      'une condition qui n’est pas une seule comparaison, comme a < b',
      'a condition that is not one comparison, such as a < b',
    )
  counted(count)
  const [left, right] = bare.args ?? []
  return {
    operator: comparisons[bare.fn],
    left: walked(left, count),
    right: walked(right, count),
  }
}

function call(node: Node, inner: (child: Node | undefined) => FormulaTree): FormulaTree {
  const written = typeof node.fn === 'object' && node.fn !== null && 'name' in node.fn ? String(node.fn.name) : ''
  const name = formulaFunctions.find((one) => one === written)
  const known = formulaFunctions.join(', ')
  if (name === undefined)
    throw notAllowed(
      `la fonction « ${written} » ; les fonctions sont ${known}`,
      `the function “${written}”; the functions are ${known}`,
    )
  const args = (node.args ?? []).map(inner)
  ensureArguments(name, args.length)
  return { kind: 'call', name, args }
}

function ensureArguments(name: FormulaFunction, count: number): void {
  if (count === 0) throw notAllowed(`${name}() sans rien entre parenthèses`, `${name}() with nothing in parentheses`)
  if (isUnary(name) && count > 1) throw notAllowed(`${name}() de plus d’une valeur`, `${name}() of more than one value`)
}

function isKeyOf<T extends object>(table: T, key: unknown): key is keyof T {
  return typeof key === 'string' && Object.hasOwn(table, key)
}
