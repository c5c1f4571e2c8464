import type { Derivation } from '../shared/derivation.ts'
import { compared, finiteOrUnknown, holds } from './arithmetic.ts'
import type { FormulaTree } from './formula-tree.ts'
import type { LoadedFormulaSet } from './formula-set.ts'
import { namesOf, partsOf, treeValue } from './tree-value.ts'

/** Why a formula over known inputs has no value: it divides by zero, takes the root of a negative, or overflows. */
export const notANumber = 'not-a-number'
/** Why an input has no value: it was not given. */
export const valueMissing = 'value-missing'

/**
 * Each formula of the set as a derivation: its expression as written, over the derivations of the names it uses, in its unit. Unknown when
 * an input that it needs is unknown (in a conditional, only the test and the branch taken are needed), with that input's reasons.
 */
export function tracedEvaluation(
  set: LoadedFormulaSet,
  inputs: Readonly<Record<string, Derivation>>,
): Readonly<Record<string, Derivation>> {
  const nodes = new Map<string, Derivation>()
  for (const { name, label, unit } of set.inputs) {
    const given = Object.hasOwn(inputs, name) ? inputs[name] : undefined
    const absent: Derivation = { name, label, value: undefined, unit, inputs: [], reasons: [valueMissing] }
    nodes.set(name, given === undefined ? absent : given.name === name ? given : { ...given, name })
  }
  const valueOf = (name: string) => numberOf(nodes.get(name))
  const traced: [string, Derivation][] = []
  for (const { name, label, unit, expression, tree, note } of set.ordered) {
    const value = finiteOrUnknown(treeValue(tree, valueOf))
    const node: Derivation = {
      name,
      label,
      value: Number.isNaN(value) ? undefined : value,
      unit,
      formula: expression,
      inputs: namesOf(tree).flatMap((used) => nodes.get(used) ?? []),
      source: { kind: 'calculation', formula: `${set.id}/${name}`, version: set.version },
      ...(note === undefined ? {} : { note }),
      ...(Number.isNaN(value) ? { reasons: reasonsOf(tree, nodes, valueOf) } : {}),
    }
    nodes.set(name, node)
    traced.push([name, node])
  }
  return Object.fromEntries(traced)
}

/** The number of a derivation; NaN when it is unknown, a text or not finite. */
function numberOf(node: Derivation | undefined): number {
  return typeof node?.value === 'number' ? finiteOrUnknown(node.value) : Number.NaN
}

function reasonsOf(
  tree: FormulaTree,
  nodes: ReadonlyMap<string, Derivation>,
  valueOf: (name: string) => number,
): readonly string[] {
  const unknown = neededNames(tree, valueOf).filter((name) => Number.isNaN(valueOf(name)))
  const reasons = unknown.flatMap((name) => nodes.get(name)?.reasons ?? [valueMissing])
  return reasons.length === 0 ? [notANumber] : [...new Set(reasons)]
}

/** Names in the parts of a tree that its value hangs on. */
function neededNames(tree: FormulaTree, valueOf: (name: string) => number): string[] {
  if (tree.kind === 'name') return [tree.name]
  if (tree.kind !== 'conditional') return partsOf(tree).flatMap((part) => neededNames(part, valueOf))
  const { operator, left, right } = tree.test
  const isTrue = holds(operator, compared(treeValue(left, valueOf), treeValue(right, valueOf)))
  const tested = [left, right].flatMap((part) => neededNames(part, valueOf))
  return isTrue === undefined ? tested : [...tested, ...neededNames(isTrue ? tree.then : tree.otherwise, valueOf)]
}
