import { formulaTree } from '../shared/formula.ts'
import type { ProblemItem } from '../shared/problem.ts'
import { dimensionOf } from './dimensions.ts'
import type { FormulaDefinition, FormulaSet, LoadedFormulaSet } from './formula-set.ts'
import { formulaFunctions, type FormulaTree } from './formula-tree.ts'
import {
  cycle,
  declaredUnit,
  missingName,
  nameRefused,
  nameRepeated,
  nothingToCompute,
  textMissing,
  tooManyOf,
  tooManyParts,
} from './loading-problems.ts'
import { namesOf, partsOf } from './tree-value.ts'
import { parsedUnit, sameUnit, type Unit, writtenUnit } from './units.ts'

export type LoadedOrRefused =
  | { readonly kind: 'loaded'; readonly set: LoadedFormulaSet }
  | { readonly kind: 'refused'; readonly problems: readonly ProblemItem[] }

/** Most inputs, formulas and parts of formulas of one set, and most parts of the derivation of one of its figures once unfolded. */
export const setLimits = { inputs: 300, formulas: 200, parts: 10_000, derivationParts: 20_000 } as const

/** A name that is read as itself in mathjs notation and in a spreadsheet. */
const formulaName = /^[A-Za-z][A-Za-z0-9_]{0,59}$/
/** Words that mathjs reads as something else than a name, or that every JavaScript object answers to. */
const words =
  'mod to in and or xor not true false null undefined NaN Infinity end constructor toString valueOf hasOwnProperty'
const reserved: ReadonlySet<string> = new Set([...formulaFunctions, ...words.split(' ')])

type Read = {
  readonly name: string
  readonly definition: FormulaDefinition
  readonly tree: FormulaTree
  readonly names: readonly string[]
  readonly at: number
}
type Reading = { readonly set: FormulaSet; readonly problems: ProblemItem[] }

/**
 * A set whose expressions were read, whose names all exist and go round in no circle, and whose units agree; or every reason why it does
 * not load, each pointing at its place in the set. Never throws.
 */
export function loadedFormulaSet(set: FormulaSet): LoadedOrRefused {
  const reading: Reading = { set, problems: [] }
  const { problems } = reading
  if (!checkSizes(reading)) return { kind: 'refused', problems }
  checkNames(reading)
  const units = declaredUnits(reading)
  const read = readFormulas(reading)
  const parts = read.reduce((sum, { tree }) => sum + partCount(tree), 0)
  if (parts > setLimits.parts) problems.push(tooManyOf('parts', parts, setLimits.parts))
  checkMissing(reading, read)
  const ordered = inOrder(reading, read)
  for (const one of read) checkDimensions(reading, one, units)
  if (problems.length === 0) checkWidth(reading, ordered)
  if (problems.length > 0) return { kind: 'refused', problems }
  return { kind: 'loaded', set: { ...set, ordered: ordered.map(({ definition, tree }) => ({ ...definition, tree })) } }
}

function checkSizes({ set, problems }: Reading): boolean {
  if (set.inputs.length > setLimits.inputs) problems.push(tooManyOf('inputs', set.inputs.length, setLimits.inputs))
  if (set.formulas.length > setLimits.formulas)
    problems.push(tooManyOf('formulas', set.formulas.length, setLimits.formulas))
  if (set.formulas.length === 0) problems.push(nothingToCompute())
  return problems.length === 0
}

function places(set: FormulaSet) {
  return [
    ...set.inputs.map((one, i) => ({ one, at: `/inputs/${i}` })),
    ...set.formulas.map((one, i) => ({ one, at: `/formulas/${i}` })),
  ]
}

function checkNames({ set, problems }: Reading): void {
  const seen = new Set<string>()
  for (const { one, at } of places(set)) {
    if (!formulaName.test(one.name) || reserved.has(one.name)) problems.push(nameRefused(one.name, `${at}/name`))
    else if (seen.has(one.name)) problems.push(nameRepeated(one.name, `${at}/name`))
    seen.add(one.name)
    if (one.label.fr.trim() === '' || one.label.en.trim() === '') problems.push(textMissing(one.name, `${at}/label`))
  }
}

function declaredUnits({ set, problems }: Reading): ReadonlyMap<string, Unit> {
  const units = new Map<string, Unit>()
  for (const { one, at } of places(set)) {
    const parsed = parsedUnit(one.unit)
    if (parsed.kind === 'unit') units.set(one.name, parsed.unit)
    else problems.push({ code: 'unit-not-readable', detail: parsed.reason, pointer: `${at}/unit` })
  }
  return units
}

function readFormulas({ set, problems }: Reading): Read[] {
  return set.formulas.flatMap((definition, at): Read[] => {
    const read = formulaTree(definition.expression)
    if (read.kind === 'tree') return [{ name: definition.name, definition, tree: read.tree, names: read.names, at }]
    problems.push({ code: read.code, detail: read.reason, pointer: pointerOf(at) })
    return []
  })
}

function partCount(tree: FormulaTree): number {
  return partsOf(tree).reduce((sum, part) => sum + partCount(part), 1)
}

function pointerOf(at: number): string {
  return `/formulas/${at}/expression`
}

function checkMissing({ set, problems }: Reading, read: readonly Read[]): void {
  const known = new Set(places(set).map(({ one }) => one.name))
  for (const { name: formula, names, at } of read)
    for (const name of names) if (!known.has(name)) problems.push(missingName(name, formula, [...known], pointerOf(at)))
}

/** Formulas so that each comes after those it uses; those that go round in a circle are named in a refusal, in their order. */
function inOrder({ problems }: Reading, read: readonly Read[]): Read[] {
  const byName = new Map(read.map((one) => [one.name, one]))
  const ordered: Read[] = []
  const settled = new Set<string>()
  const visit = (one: Read, path: readonly string[]): void => {
    if (settled.has(one.name)) return
    const start = path.indexOf(one.name)
    if (start >= 0) {
      problems.push(cycle([...path.slice(start), one.name], pointerOf(one.at)))
      return
    }
    for (const name of one.names) {
      const under = byName.get(name)
      if (under !== undefined) visit(under, [...path, one.name])
    }
    if (settled.has(one.name)) return
    settled.add(one.name)
    ordered.push(one)
  }
  for (const one of read) visit(one, [])
  return ordered
}

function checkDimensions({ problems }: Reading, one: Read, units: ReadonlyMap<string, Unit>): void {
  const pointer = pointerOf(one.at)
  const unit = dimensionOf(
    one.tree,
    (name) => units.get(name),
    ({ code, detail }) => problems.push({ code, detail, pointer }),
  )
  const declared = units.get(one.name)
  if (declared === undefined || typeof unit !== 'object' || sameUnit(unit, declared)) return
  problems.push(
    declaredUnit({
      name: one.name,
      is: writtenUnit(unit),
      declared: writtenUnit(declared),
      pointer: `/formulas/${one.at}/unit`,
    }),
  )
}

/** A derivation repeats what it shares: a set whose figures would unfold without end is refused here, not found out when one is opened. */
function checkWidth({ problems }: Reading, ordered: readonly Read[]): void {
  const parts = new Map<string, number>()
  for (const { name, names, at } of ordered) {
    const count = names.reduce((sum, under) => sum + (parts.get(under) ?? 1), 1)
    parts.set(name, count)
    if (count > setLimits.derivationParts) {
      problems.push(tooManyParts(name, setLimits.derivationParts, pointerOf(at)))
      return
    }
  }
}

/** The names that the unfolded set takes from outside, in the order its formulas meet them. */
export function usedInputs(set: LoadedFormulaSet): readonly string[] {
  const used = new Set(set.ordered.flatMap(({ tree }) => namesOf(tree)))
  return set.inputs.map(({ name }) => name).filter((name) => used.has(name))
}
