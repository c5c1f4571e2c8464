import { assumptionOf } from '../assumptions/assumption-set.ts'
import { assumptionLeaf, boundDerivations } from '../cost/bindings.ts'
import type { Bindings } from '../cost/bindings.ts'
import { evaluated, valueAt } from '../cost/evaluated.ts'
import { type CostHead, costHeads } from '../cost/heads.ts'
import type { FormulaInput, LoadedFormulaSet } from '../formulas/formula-set.ts'
import { tracedEvaluation } from '../formulas/tracing.ts'
import type { Bilingual } from '../shared/bilingual.ts'
import type { Derivation } from '../shared/derivation.ts'
import {
  afterMoves,
  caseYearInputs,
  dueByYear,
  growthOf,
  type GroupSums,
  likelyFlows,
  likelySums,
  type PreparedCase,
  yearInputs,
  type YearPart,
} from './case-flows.ts'
import type { CaseMeasure, DuePart, OncePart } from './case-measure.ts'

/** Makes the id under which a part opens further. */
export type Link = (measure: CaseMeasure) => string

/** A measure of a case opened, at the likely values; undefined when the case has no such part. Indicators open from the result that holds them. */
export function caseDerivation(
  prepared: PreparedCase,
  variant: number,
  measure: Exclude<CaseMeasure, { kind: 'indicator' }>,
  link: Link,
): Derivation | undefined {
  switch (measure.kind) {
    case 'npv':
      return npv(prepared, variant, link)
    case 'one-time':
      return oneTime(prepared, variant, link)
    case 'year':
      return prepared.years[measure.index] === undefined ? undefined : year(prepared, variant, measure.index, link)
    case 'flow':
      return prepared.years[measure.index] === undefined ? undefined : flow(prepared, variant, measure, link)
    case 'head':
      return head(prepared, variant, measure, link)
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
      fr: 'Dollars au 1er avril de l’exercice de départ, chaque hypothèse à la moyenne de sa fourchette, flux au milieu de chaque exercice.',
      en: 'Dollars at 1 April of the first fiscal year, each assumption at the mean of its range, flows at the middle of each year.',
    },
  }
}

export function yearLabel(prepared: PreparedCase, index: number): Bilingual {
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
  const present = tracedYear(prepared, variant, index, link)['presentValue']
  return present === undefined ? undefined : { ...present, label: yearLabel(prepared, index) }
}

/** Every formula of a fiscal year with what it came from, by name. */
function tracedYear(
  prepared: PreparedCase,
  variant: number,
  index: number,
  link: Link,
): Readonly<Record<string, Derivation>> {
  const { set, formulas } = prepared.inputs
  const dueThere = dueByYear(prepared, likelySums(prepared, variant, set), set)[index]
  if (dueThere === undefined) return {}
  const likely = (name: string) => assumptionOf(set, name).likely
  const values = caseYearInputs(prepared, index, dueThere, likely)
  const links = new Map(dueNames.map(([input, part]) => [input, link({ kind: 'due', part, index })]))
  const inputs = leaves(formulas.caseYear, values, prepared, (input) => links.get(input.name))
  return tracedEvaluation(formulas.caseYear, inputs)
}

type Flow = Extract<CaseMeasure, { kind: 'flow' }>

/** A flow in the basis of the case: in constant dollars, the flow of its year over the deflator. */
function flow(
  prepared: PreparedCase,
  variant: number,
  { flow: name, index }: Flow,
  link: Link,
): Derivation | undefined {
  const traced = tracedYear(prepared, variant, index, link)
  const [nominal, deflator] = [traced[name], traced['deflator']]
  if (nominal === undefined || deflator === undefined || prepared.inputs.basis === 'nominal') return nominal
  return {
    name: 'constantDollars',
    label: nominal.label,
    value: Number(nominal.value) / Number(deflator.value),
    unit: 'CAD',
    formula: `${nominal.name} / ${deflator.name}`,
    inputs: [nominal, deflator],
    note: {
      fr: 'Dollars constants, au 1er avril de l’exercice de départ.',
      en: 'Constant dollars, at 1 April of the first fiscal year.',
    },
  }
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
  kept: { fr: 'Ancien côté, hors parallèle', en: 'Old side, outside double running' },
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

type Head = Extract<CaseMeasure, { kind: 'head' }>

/** A head of a year over every group of moves, each opening further. */
function head(prepared: PreparedCase, variant: number, { side, head: name }: Head, link: Link): Derivation {
  const sums = likelySums(prepared, variant, prepared.inputs.set)
  const amounts = side === 'asIs' ? sums.asIs[name] : afterMoves(prepared, sums, name)
  const inputs = prepared.groups.map(({ dates }, group): Derivation => ({
    name: `group${group + 1}`,
    label: groupLabel(prepared, group),
    value: valueAt(amounts[group]),
    unit: 'CAD/year',
    inputs: [],
    figure: link({ kind: 'annual', side: dates === null ? 'asIs' : side, head: name, group }),
  }))
  return summed({ name, label: headLabel(prepared, name), unit: 'CAD/year' }, inputs)
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

export function likelyOf(prepared: PreparedCase, set: LoadedFormulaSet, bindings: Bindings, name: string): number {
  const values = boundDerivations(set, bindings, { set: prepared.inputs.set, workload: '' })
  const numbers = Object.fromEntries(Object.entries(values).map(([key, node]) => [key, Number(node.value)]))
  const column = evaluated(set, numbers, 1)[name]
  return column === undefined ? 0 : valueAt(column)
}

export function workloadLeaf(
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

export function summed(
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

function headLabel({ inputs }: PreparedCase, head: CostHead): Bilingual {
  return inputs.formulas.annual.formulas.find(({ name }) => name === head)?.label ?? { fr: head, en: head }
}

function cellLabel(prepared: PreparedCase, head: CostHead, group: number): Bilingual {
  const [of, at] = [headLabel(prepared, head), groupLabel(prepared, group)]
  return { fr: `${of.fr} · ${at.fr}`, en: `${of.en} · ${at.en}` }
}

function growthNames(head: CostHead): Readonly<Record<string, string>> {
  return { asIsPriceGrowth: growthOf.asIs[head], targetPriceGrowth: growthOf.target[head] }
}
