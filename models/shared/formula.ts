import { type MathNode, parse } from 'mathjs/number'

// All of mathjs: it parses, and nothing else of it runs. A formula is walked through a list of allowed nodes into plain closures.

export type FormulaRefusal = { readonly kind: 'refused'; readonly reason: string }
export type Formula = {
  readonly kind: 'formula'
  readonly names: readonly string[]
  evaluate(values: Readonly<Record<string, number>>): number
}

const functions: Readonly<Record<string, (...args: number[]) => number>> = {
  min: Math.min,
  max: Math.max,
  abs: Math.abs,
  ceil: Math.ceil,
  floor: Math.floor,
  round: Math.round,
  sqrt: Math.sqrt,
  sum: (...args) => args.reduce((total, value) => total + value, 0),
}

const operators: Readonly<Record<string, (a: number, b: number) => number>> = {
  add: (a, b) => a + b,
  subtract: (a, b) => a - b,
  multiply: (a, b) => a * b,
  divide: (a, b) => a / b,
  pow: (a, b) => a ** b,
}

type Closure = (values: Readonly<Record<string, number>>) => number

const longest = 2_000
const mostNodes = 500

/**
 * A formula in mathjs notation over named numbers, ready to evaluate: + − × ÷ ^, parentheses and a few functions. Anything else
 * (assignments, strings, access to members, other functions, more than 2,000 characters or 500 nodes) is refused with the reason.
 */
export function formula(text: string): Formula | FormulaRefusal {
  if (text.length > longest) return { kind: 'refused', reason: 'too long' }
  try {
    const names = new Set<string>()
    const count = { nodes: 0 }
    const closure = closed(parse(text), names, count)
    return { kind: 'formula', names: [...names], evaluate: closure }
  } catch (error) {
    return { kind: 'refused', reason: error instanceof Error ? error.message : 'not readable' }
  }
}

/** The parts of mathjs' nodes that are read here; everything else of them is left alone. */
type Node = {
  readonly type: string
  readonly value?: unknown
  readonly name?: string
  readonly fn?: unknown
  readonly content?: Node
  readonly args?: readonly Node[]
}

function closed(raw: MathNode | Node, names: Set<string>, count: { nodes: number }): Closure {
  const node = raw as Node // read by type below, refused when not of the list
  count.nodes += 1
  if (count.nodes > mostNodes) throw new Error('too many parts')
  const inner = (child: Node | undefined): Closure => {
    if (child === undefined) throw new Error('incomplete')
    return closed(child, names, count)
  }
  switch (node.type) {
    case 'ConstantNode': {
      const { value } = node
      if (typeof value !== 'number') throw new Error('only numbers')
      return () => value
    }
    case 'SymbolNode': {
      const name = node.name ?? ''
      names.add(name)
      return (values) => {
        const value = Object.hasOwn(values, name) ? values[name] : undefined
        if (value === undefined) throw new RangeError(`no value for ${name}`)
        return value
      }
    }
    case 'ParenthesisNode':
      return inner(node.content)
    case 'OperatorNode':
      return operatorClosure(node, inner)
    case 'FunctionNode':
      return functionClosure(node, inner)
    default:
      throw new Error(`not allowed: ${node.type}`)
  }
}

function operatorClosure(node: Node, inner: (child: Node | undefined) => Closure): Closure {
  const [a, b] = node.args ?? []
  if (node.fn === 'unaryMinus') {
    const only = inner(a)
    return (values) => -only(values)
  }
  const apply = typeof node.fn === 'string' && Object.hasOwn(operators, node.fn) ? operators[node.fn] : undefined
  if (apply === undefined) throw new Error(`operator not allowed: ${String(node.fn)}`)
  const left = inner(a)
  const right = inner(b)
  return (values) => apply(left(values), right(values))
}

function functionClosure(node: Node, inner: (child: Node | undefined) => Closure): Closure {
  const name = typeof node.fn === 'object' && node.fn !== null && 'name' in node.fn ? String(node.fn.name) : ''
  const apply = Object.hasOwn(functions, name) ? functions[name] : undefined
  if (apply === undefined) throw new Error(`function not allowed: ${name}`)
  const args = (node.args ?? []).map((arg) => inner(arg))
  return (values) => apply(...args.map((arg) => arg(values)))
}
