import { assumptionOf } from '../assumptions/assumption-set.ts'
import { assumptionLeaf, boundDerivations } from '../cost/bindings.ts'
import type { Bindings } from '../cost/bindings.ts'
import { evaluated, valueAt } from '../cost/evaluated.ts'
import { type CostHead, costHeads } from '../cost/heads.ts'
import type { FormulaInput, LoadedFormulaSet } from '../formulas/formula-set.ts'
import { tracedEvaluation } from '../formulas/tracing.ts'
import type { Bilingual } from '../shared/bilingual.ts'
import type { Derivation } from '../shared/derivation.ts'
import { type VariantId, variantIds } from './case.schemas.ts'
import {
  caseYearInputs,
  dueByYear,
  growthOf,
  type GroupSums,
  likelyFlows,
  likelySums,
  type PreparedCase,
  yearInputs,
  type YearPart,
  yearParts,
} from './case-flows.ts'

/**
 * What may be opened in a case, by variant: its net present value, a year of it, what falls due in a year, a head of a group of moves, a
 * workload on one side. Each opens into the next, down to the statement, the price row or the assumption.
 */
export type CaseMeasure =
  | { readonly kind: 'npv' | 'one-time' }
  | { readonly kind: 'year'; readonly index: number }
  | { readonly kind: 'due'; readonly part: DuePart; readonly index: number }
  | { readonly kind: 'annual'; readonly side: 'asIs' | 'target'; readonly head: CostHead; readonly group: number }
  | { readonly kind: 'once'; readonly part: OncePart; readonly group: number }
  | {
      readonly kind: 'workload'
      readonly side: 'asIs' | 'target' | 'move'
      readonly code: string
      /** A formula of the side: a head, `total`, `migration` or `exit`. */
      readonly name: string
    }
export type OncePart = 'migration' | 'exit'
export type DuePart = YearPart | OncePart

/** A measure as the text that a figure's id carries: `A.due.statusQuo.3`. */
export function measureText(variant: VariantId, measure: CaseMeasure): string {
  switch (measure.kind) {
    case 'npv':
    case 'one-time':
      return `${variant}.${measure.kind}`
    case 'year':
      return `${variant}.year.${measure.index}`
    case 'due':
      return `${variant}.due.${measure.part}.${measure.index}`
    case 'annual':
      return `${variant}.annual.${measure.side}.${measure.head}.${measure.group}`
    case 'once':
      return `${variant}.once.${measure.part}.${measure.group}`
    case 'workload':
      return `${variant}.workload.${measure.side}.${measure.code}.${measure.name}`
  }
}

const duePart = (text: string): DuePart | undefined =>
  [...yearParts, 'migration' as const, 'exit' as const].find((one) => one === text)
const whole = (text: string | undefined) => (text !== undefined && /^\d{1,4}$/.test(text) ? Number(text) : undefined)

/** Reads it back; undefined when it names nothing. */
export function parsedMeasure(
  text: string,
): { readonly variant: VariantId; readonly measure: CaseMeasure } | undefined {
  const [variantText, kind, a = '', b = '', c] = text.split('.')
  const variant = variantIds.find((id) => id === variantText)
  const measure = variant === undefined ? undefined : measureOf(kind, a, b, c)
  return variant === undefined || measure === undefined ? undefined : { variant, measure }
}

function measureOf(kind: string | undefined, a: string, b: string, c: string | undefined): CaseMeasure | undefined {
  if (kind === 'npv' || kind === 'one-time') return { kind }
  const [first, second, third] = [whole(a), whole(b), whole(c)]
  if (kind === 'year' && first !== undefined) return { kind, index: first }
  const part = duePart(a)
  if (kind === 'due' && part !== undefined && second !== undefined) return { kind, part, index: second }
  if (kind === 'once' && (part === 'migration' || part === 'exit') && second !== undefined)
    return { kind, part, group: second }
  const head = costHeads.find((one) => one === b)
  if (kind === 'annual' && (a === 'asIs' || a === 'target') && head !== undefined && third !== undefined)
    return { kind, side: a, head, group: third }
  if (kind === 'workload' && (a === 'asIs' || a === 'target' || a === 'move') && b !== '' && c !== undefined)
    return { kind, side: a, code: b, name: c }
  return undefined
}

/** Makes the id under which a part opens further. */
type Link = (measure: CaseMeasure) => string

/** A measure of a case opened, at the likely values; undefined when the case has no such part. */
export function caseDerivation(
  prepared: PreparedCase,
  variant: number,
  measure: CaseMeasure,
  link: Link,
): Derivation | undefined {
  switch (measure.kind) {
    case 'npv':
      return npv(prepared, variant, link)
    case 'one-time':
      return oneTime(prepared, variant, link)
    case 'year':
      return prepared.years[measure.index] === undefined ? undefined : year(prepared, variant, measure.index, link)
    case 'due':
      return prepared.years[measure.index] === undefined ? undefined : due(prepared, variant, measure, link)
    case 'annual':
      return prepared.groups[measure.group] === undefined ? undefined : annual(prepared, variant, measure, link)
    case 'once':
      return prepared.groups[measure.group] === undefined ? undefined : once(prepared, variant, measure, link)
    case 'workload':
      return workload(prepared, variant, measure)
  }
}

function npv(prepared: PreparedCase, variant: number, link: Link): Derivation {
  const { presentValues, npv: value } = likelyFlows(prepared, variant, prepared.inputs.set)
  const inputs = presentValues.map((present, index): Derivation => ({
    name: `year${index + 1}`,
    label: yearLabel(prepared, index),
    value: present,
    unit: 'CAD',
    inputs: [],
    figure: link({ kind: 'year', index }),
  }))
  return {
    name: 'npv',
    label: { fr: 'Valeur actuelle nette', en: 'Net present value' },
    value,
    unit: 'CAD',
    formula: inputs.map(({ name }) => name).join(' + '),
    inputs,
    note: {
      fr: 'Dollars au 1er avril de l’exercice de départ, chaque hypothèse à sa valeur probable, flux au milieu de chaque exercice.',
      en: 'Dollars at 1 April of the first fiscal year, each assumption at its likely value, flows at the middle of each year.',
    },
  }
}

function yearLabel(prepared: PreparedCase, index: number): Bilingual {
  const label = prepared.years[index]?.label ?? ''
  return { fr: `Exercice ${label}`, en: `Fiscal year ${label}` }
}

const dueNames: readonly (readonly [input: string, part: DuePart])[] = [
  ['statusQuoSum', 'statusQuo'],
  ['keptSum', 'kept'],
  ['hostedSum', 'hosted'],
  ['doubleRunningSum', 'doubleRunning'],
  ['migrationShare', 'migration'],
  ['exitDue', 'exit'],
]

function year(prepared: PreparedCase, variant: number, index: number, link: Link): Derivation | undefined {
  const { set, formulas } = prepared.inputs
  const sums = likelySums(prepared, variant, set)
  const dueThere = dueByYear(prepared, sums, set)[index]
  if (dueThere === undefined) return undefined
  const likely = (name: string) => assumptionOf(set, name).likely
  const values = caseYearInputs(prepared, index, dueThere, likely)
  const links = new Map(dueNames.map(([input, part]) => [input, link({ kind: 'due', part, index })]))
  const inputs = leaves(formulas.caseYear, values, prepared, (input) => links.get(input.name))
  const present = tracedEvaluation(formulas.caseYear, inputs)['presentValue']
  return present === undefined ? undefined : { ...present, label: yearLabel(prepared, index) }
}

/** The inputs of a set as the ends of a derivation: assumptions as such, sums with where they open. */
function leaves(
  set: LoadedFormulaSet,
  values: Readonly<Record<string, number | Float64Array>>,
  prepared: PreparedCase,
  figureOf: (input: FormulaInput) => string | undefined,
  assumptionName: (input: FormulaInput) => string = ({ name }) => name,
): Record<string, Derivation> {
  return Object.fromEntries(
    set.inputs.map((input) => {
      if (input.kind === 'assumption')
        return [input.name, { ...assumptionLeaf(prepared.inputs.set, assumptionName(input), ''), name: input.name }]
      const figure = figureOf(input)
      const leaf: Derivation = {
        name: input.name,
        label: input.label,
        value: valueAt(values[input.name]),
        unit: input.unit,
        inputs: [],
        ...(figure === undefined ? {} : { figure }),
      }
      return [input.name, leaf]
    }),
  )
}

const partLabels: Readonly<Record<DuePart, Bilingual>> = {
  statusQuo: { fr: 'Sans déplacement', en: 'Without a move' },
  kept: { fr: 'Ancien côté, avant la bascule', en: 'Old side, before cut-over' },
  hosted: { fr: 'Nouveau côté, après la bascule', en: 'New side, after cut-over' },
  doubleRunning: { fr: 'Exploitation en parallèle', en: 'Double running' },
  migration: { fr: 'Migration', en: 'Migration' },
  exit: { fr: 'Sortie', en: 'Exit' },
}

type Due = Extract<CaseMeasure, { kind: 'due' }>

function due(prepared: PreparedCase, variant: number, { part, index }: Due, link: Link): Derivation {
  const sums = likelySums(prepared, variant, prepared.inputs.set)
  const inputs =
    part === 'migration' || part === 'exit'
      ? dueOnce(prepared, sums, { part, index }, link)
      : dueByHead(prepared, sums, { part, index }, link)
  return summed({ name: part, label: partLabels[part], unit: 'CAD' }, inputs)
}

function dueByHead(
  prepared: PreparedCase,
  sums: GroupSums,
  at: { readonly part: YearPart; readonly index: number },
  link: Link,
): Derivation[] {
  const { formulas, set } = prepared.inputs
  const likely = (name: string) => assumptionOf(set, name).likely
  return costHeads.flatMap((head) =>
    prepared.groups.flatMap((group, g): Derivation[] => {
      const share = group.shares[at.index]
      const sides = { asIs: valueAt(sums.asIs[head][g]), target: valueAt(sums.target[head][g]) }
      if (share === undefined || (sides.asIs === 0 && sides.target === 0)) return []
      const growth = growthNames(head)
      const values = yearInputs({ share, index: at.index, head }, sides, likely)
      const inputs = leaves(
        formulas.year,
        values,
        prepared,
        ({ name }) => {
          if (name === 'asIsAnnual') return link({ kind: 'annual', side: 'asIs', head, group: g })
          return name === 'targetAnnual' ? link({ kind: 'annual', side: 'target', head, group: g }) : undefined
        },
        ({ name }) => growth[name] ?? name,
      )
      const traced = tracedEvaluation(formulas.year, inputs)[at.part]
      return traced === undefined || traced.value === 0
        ? []
        : [{ ...traced, name: `${head}${g + 1}`, label: cellLabel(prepared, head, g) }]
    }),
  )
}

function dueOnce(
  prepared: PreparedCase,
  sums: GroupSums,
  { part, index }: { readonly part: OncePart; readonly index: number },
  link: Link,
): Derivation[] {
  const isLast = index === prepared.years.length - 1
  return prepared.groups.flatMap((group, g): Derivation[] => {
    const whole = valueAt(sums[part][g])
    const share = part === 'migration' ? (group.shares[index]?.migration ?? 0) : isLast ? 1 : 0
    if (whole === 0 || share === 0) return []
    const label = groupLabel(prepared, g)
    return [
      {
        name: `group${g + 1}`,
        label,
        value: whole * share,
        unit: 'CAD',
        formula: 'whole * share',
        inputs: [
          {
            name: 'whole',
            label: partLabels[part],
            value: whole,
            unit: 'CAD',
            inputs: [],
            figure: link({ kind: 'once', part, group: g }),
          },
          {
            name: 'share',
            label: { fr: 'Part de cet exercice', en: 'Share of this year' },
            value: share,
            unit: '1',
            inputs: [],
          },
        ],
      },
    ]
  })
}

function oneTime(prepared: PreparedCase, variant: number, link: Link): Derivation {
  const sums = likelySums(prepared, variant, prepared.inputs.set)
  const inputs = prepared.groups.map((_, g): Derivation => ({
    name: `group${g + 1}`,
    label: groupLabel(prepared, g),
    value: valueAt(sums.migration[g]),
    unit: 'CAD',
    inputs: [],
    figure: link({ kind: 'once', part: 'migration', group: g }),
  }))
  return summed({ name: 'migration', label: partLabels.migration, unit: 'CAD' }, inputs)
}

type Annual = Extract<CaseMeasure, { kind: 'annual' }>

function annual(prepared: PreparedCase, variant: number, { side, head, group }: Annual, link: Link): Derivation {
  const { asIs, annual: target } = prepared.inputs.formulas
  const set = side === 'asIs' ? asIs : target
  const inputs = membersOf(prepared, group).flatMap(({ row, at }): Derivation[] => {
    const bindings = side === 'asIs' ? row.asIs : (row.moved[variant]?.annual ?? null)
    if (bindings === null) return []
    const value = likelyOf(prepared, set, bindings, head)
    return value === 0
      ? []
      : [
          workloadLeaf(
            row.workload,
            at,
            value,
            'CAD/year',
            link({ kind: 'workload', side, code: row.workload.code, name: head }),
          ),
        ]
  })
  return summed({ name: head, label: cellLabel(prepared, head, group), unit: 'CAD/year' }, inputs)
}

type Once = Extract<CaseMeasure, { kind: 'once' }>

function once(prepared: PreparedCase, variant: number, { part, group }: Once, link: Link): Derivation {
  const inputs = membersOf(prepared, group).flatMap(({ row, at }): Derivation[] => {
    const bindings = row.moved[variant]?.move ?? null
    if (bindings === null) return []
    const value = likelyOf(prepared, prepared.inputs.formulas.move, bindings, part)
    return [
      workloadLeaf(
        row.workload,
        at,
        value,
        'CAD',
        link({ kind: 'workload', side: 'move', code: row.workload.code, name: part }),
      ),
    ]
  })
  return summed({ name: part, label: partLabels[part], unit: 'CAD' }, inputs)
}

function membersOf(prepared: PreparedCase, group: number) {
  return prepared.rows.flatMap((row, at) => (prepared.groupOf[at] === group ? [{ row, at }] : []))
}

function likelyOf(prepared: PreparedCase, set: LoadedFormulaSet, bindings: Bindings, name: string): number {
  const values = boundDerivations(set, bindings, { set: prepared.inputs.set, workload: '' })
  const numbers = Object.fromEntries(Object.entries(values).map(([key, node]) => [key, Number(node.value)]))
  const column = evaluated(set, numbers, 1)[name]
  return column === undefined ? 0 : valueAt(column)
}

function workloadLeaf(
  of: { readonly code: string; readonly name: string },
  at: number,
  value: number,
  unit: string,
  figure: string,
): Derivation {
  const words = `${of.code}, ${of.name}`
  return { name: `workload${at + 1}`, label: { fr: words, en: words }, value, unit, inputs: [], figure }
}

type OfWorkload = Extract<CaseMeasure, { kind: 'workload' }>

function workload(prepared: PreparedCase, variant: number, { side, code, name }: OfWorkload): Derivation | undefined {
  const row = prepared.rows.find((one) => one.workload.code === code)
  const { asIs, annual: target, move } = prepared.inputs.formulas
  const set = { asIs, target, move }[side]
  const bindings = {
    asIs: row?.asIs,
    target: row?.moved[variant]?.annual,
    move: row?.moved[variant]?.move,
  }[side]
  if (row === undefined || bindings === undefined || bindings === null) return undefined
  const inputs = boundDerivations(set, bindings, { set: prepared.inputs.set, workload: code })
  const traced = tracedEvaluation(set, inputs)
  const found = Object.hasOwn(traced, name) ? traced[name] : undefined
  const words = `${code}, ${row.workload.name}`
  return found === undefined ? undefined : { ...found, note: { fr: words, en: words } }
}

function summed(
  of: { readonly name: string; readonly label: Bilingual; readonly unit: string },
  inputs: readonly Derivation[],
): Derivation {
  return {
    ...of,
    value: inputs.reduce((sum, input) => sum + Number(input.value), 0),
    formula: inputs.length === 0 ? '0' : inputs.map(({ name }) => name).join(' + '),
    inputs,
  }
}

function groupLabel({ groups }: PreparedCase, group: number): Bilingual {
  const dates = groups[group]?.dates ?? null
  if (dates === null) return { fr: 'Charges qui restent', en: 'Workloads that stay' }
  return { fr: `Bascule le ${dates.cutsOverOn}`, en: `Cut-over on ${dates.cutsOverOn}` }
}

function cellLabel(prepared: PreparedCase, head: CostHead, group: number): Bilingual {
  const formula = prepared.inputs.formulas.annual.formulas.find(({ name }) => name === head)
  const { fr, en } = groupLabel(prepared, group)
  return { fr: `${formula?.label.fr ?? head} · ${fr}`, en: `${formula?.label.en ?? head} · ${en}` }
}

function growthNames(head: CostHead): Readonly<Record<string, string>> {
  return { asIsPriceGrowth: growthOf.asIs[head], targetPriceGrowth: growthOf.target[head] }
}
