import { type AssumptionSet, assumptionOf, centred } from '../assumptions/assumption-set.ts'
import { type Columns, evaluated, valueAt } from '../cost/evaluated.ts'
import { type ByHead, type CostHead, costHeads } from '../cost/heads.ts'
import { type FiscalYear, fiscalYears } from '../waves/fiscal-year.ts'
import type { WaveDates } from '../waves/wave.schemas.ts'
import { migrationOutside, sharesOverYears, sharesWithoutMove, type WaveShares } from '../waves/wave-shares.ts'
import { type FlowName, movedFlows, statusQuoFlows, type YearFlows } from './case.schemas.ts'
import type { CaseInputs } from './case-inputs.ts'
import { type CaseRow, type RowColumns, rowColumns } from './case-rows.ts'
import { type DatedFlows, datedFlows } from './case-schedule.ts'

/** Workloads that move on the same days: the year's shares are theirs in common. */
export type MoveGroup = { readonly dates: WaveDates | null; readonly shares: readonly WaveShares[] }

/** A case made ready to be computed under any set of assumptions. */
export type PreparedCase = {
  /** With each assumption at the mean of its range: what is computed without draws. */
  readonly inputs: CaseInputs
  /** The ranges that draws run over. */
  readonly drawn: AssumptionSet
  readonly rows: readonly CaseRow[]
  readonly years: readonly FiscalYear[]
  readonly groups: readonly MoveGroup[]
  readonly groupOf: readonly number[]
  readonly asIs: RowColumns
  /** One a variant. */
  readonly variants: readonly { readonly annual: RowColumns; readonly move: RowColumns }[]
  readonly dated: DatedFlows
  /** Head × group × year, with the shares of the year in columns: what `fiscal-year` runs over. */
  readonly cells: YearCells
}

type Cell = { readonly head: CostHead; readonly group: number; readonly index: number; readonly share: WaveShares }
type YearCells = { readonly all: readonly Cell[]; readonly columns: Columns }

function yearCells(groups: readonly MoveGroup[]): YearCells {
  const all = costHeads.flatMap((head) =>
    groups.flatMap(({ shares }, group) => shares.map((share, index) => ({ head, group, index, share }))),
  )
  const column = (of: (cell: Cell) => number) => Float64Array.from(all, of)
  return {
    all,
    columns: {
      yearIndex: column(({ index }) => index),
      wholeYear: 1,
      oldYears: column(({ share }) => share.oldBeforeCutOver),
      oldParallelYears: column(({ share }) => share.oldInParallel),
      newParallelYears: column(({ share }) => share.newInParallel),
      newYears: column(({ share }) => share.newAfterCutOver),
    },
  }
}

export function preparedCase(inputs: CaseInputs, rows: readonly CaseRow[]): PreparedCase {
  const years = fiscalYears(inputs.baseYear, inputs.years)
  const keys = rows.map(({ dates }) => (dates === null ? '' : JSON.stringify(dates)))
  const distinct = [...new Set(keys)]
  const at = new Map(distinct.map((key, i) => [key, i]))
  const groups = distinct.map((key): MoveGroup => {
    const dates = rows[keys.indexOf(key)]?.dates ?? null
    return { dates, shares: dates === null ? sharesWithoutMove(years) : sharesOverYears(dates, years) }
  })
  const { annual, asIs, move } = inputs.formulas
  return {
    inputs: { ...inputs, set: centred(inputs.set) },
    drawn: inputs.set,
    rows,
    years,
    groups,
    groupOf: keys.map((key) => at.get(key) ?? 0),
    asIs: rowColumns(
      asIs,
      rows.map((row) => row.asIs),
    ),
    variants: inputs.variants.map((_, v) => ({
      annual: rowColumns(
        annual,
        rows.map((row) => row.moved[v]?.annual ?? null),
      ),
      move: rowColumns(
        move,
        rows.map((row) => row.moved[v]?.move ?? null),
      ),
    })),
    dated: datedFlows(rows, years),
    cells: yearCells(groups),
  }
}

/** Yearly amounts of a group of moves at the prices of the base year, CAD: a number, or one a draw. */
export type GroupSums = {
  /** By head, then by group. */
  readonly asIs: Readonly<Record<CostHead, readonly (number | Float64Array)[]>>
  readonly target: Readonly<Record<CostHead, readonly (number | Float64Array)[]>>
  /** CAD once, by group. */
  readonly migration: readonly (number | Float64Array)[]
  readonly exit: readonly (number | Float64Array)[]
}

const moveParts = ['migration', 'exit', 'days'] as const

/** The sums at the likely values of a set, with the days of work in all. */
export function likelySums(
  prepared: PreparedCase,
  variant: number,
  set: AssumptionSet,
): GroupSums & { readonly days: number } {
  const { inputs, rows, variants } = prepared
  const count = rows.length
  const { annual, asIs, move } = inputs.formulas
  const columns = variants[variant]
  if (columns === undefined) throw new RangeError(`no variant ${variant}`)
  const old = evaluated(asIs, prepared.asIs(set), count)
  const target = evaluated(annual, columns.annual(set), count)
  const moving = evaluated(move, columns.move(set), count, moveParts)
  return {
    asIs: byHead((head) => grouped(prepared, old[head])),
    target: byHead((head) => grouped(prepared, target[head])),
    migration: grouped(prepared, moving['migration']),
    exit: grouped(prepared, moving['exit']),
    days: grouped(prepared, moving['days']).reduce((sum, days) => sum + days, 0),
  }
}

export function byHead<T>(of: (head: CostHead) => T): Readonly<Record<CostHead, T>> {
  return Object.fromEntries(costHeads.map((head) => [head, of(head)])) as Readonly<Record<CostHead, T>> // one entry a head
}

/** Sums of a column by group; a head that a side does not have is 0 there, and a column of one number is that number a row. */
function grouped({ groups, groupOf }: PreparedCase, column: Columns[string] | undefined): number[] {
  const sums = groups.map(() => 0)
  if (column === undefined) return sums
  for (const [row, group] of groupOf.entries()) sums[group] = (sums[group] ?? 0) + valueAt(column, row)
  return sums
}

/** Which assumption the prices of a head follow over the years, on each side. */
export const growthOf: Readonly<Record<'asIs' | 'target', Readonly<Record<CostHead, string>>>> = {
  asIs: {
    compute: 'maintenanceGrowth',
    storage: 'maintenanceGrowth',
    network: 'maintenanceGrowth',
    licences: 'maintenanceGrowth',
    labour: 'wageGrowth',
    facilities: 'energyGrowth',
    security: 'inflation',
    recovery: 'inflation',
    landingZone: 'inflation',
    mitigations: 'inflation',
  },
  target: {
    compute: 'cloudPriceGrowth',
    storage: 'cloudPriceGrowth',
    network: 'cloudPriceGrowth',
    licences: 'cloudPriceGrowth',
    labour: 'wageGrowth',
    facilities: 'energyGrowth',
    security: 'inflation',
    recovery: 'inflation',
    landingZone: 'cloudPriceGrowth',
    mitigations: 'inflation',
  },
}

export const yearParts = ['statusQuo', 'kept', 'hosted', 'doubleRunning'] as const
export type YearPart = (typeof yearParts)[number]

/** The inputs of `fiscal-year` for a head of a group in a year. */
export function yearInputs(
  at: { readonly share: WaveShares; readonly index: number; readonly head: CostHead },
  annual: { readonly asIs: number | Float64Array; readonly target: number | Float64Array },
  assumption: (name: string) => number | Float64Array,
): Columns {
  const { share, index, head } = at
  return {
    asIsAnnual: annual.asIs,
    targetAnnual: annual.target,
    yearIndex: index,
    wholeYear: 1,
    oldYears: share.oldBeforeCutOver,
    oldParallelYears: share.oldInParallel,
    newParallelYears: share.newInParallel,
    newYears: share.newAfterCutOver,
    volumeGrowth: assumption('volumeGrowth'),
    asIsPriceGrowth: assumption(growthOf.asIs[head]),
    targetPriceGrowth: assumption(growthOf.target[head]),
    countDoubleRunning: assumption('countDoubleRunning'),
  }
}

/** The inputs of `case-year` for a fiscal year: sums of the heads and groups, and what falls due that year. */
export function caseYearInputs(
  prepared: PreparedCase,
  index: number,
  due: Readonly<Record<YearPart, number | Float64Array>> & {
    readonly migration: number | Float64Array
    readonly exit: number | Float64Array
  },
  assumption: (name: string) => number | Float64Array,
): Columns {
  const { dated } = prepared
  return {
    statusQuoSum: due.statusQuo,
    keptSum: due.kept,
    hostedSum: due.hosted,
    doubleRunningSum: due.doubleRunning,
    migrationShare: due.migration,
    statusQuoRefreshDue: dated.statusQuoRefresh[index] ?? 0,
    refreshDue: dated.refresh[index] ?? 0,
    strandedDue: dated.stranded[index] ?? 0,
    residualDue: dated.residual[index] ?? 0,
    exitDue: due.exit,
    yearIndex: index,
    exponent: index + 0.5,
    ...Object.fromEntries(caseYearAssumptions.map((name) => [name, assumption(name)])),
  }
}

const caseYearAssumptions = [
  'wageGrowth',
  'maintenanceGrowth',
  'inflation',
  'discountRate',
  'exitLikelihood',
  'countMigration',
  'countStranded',
  'countExit',
]

/** Flows at the likely values, nominal CAD, with their present values at 1 April of the base year. */
export type LikelyFlows = {
  readonly flows: YearFlows
  readonly presentValues: readonly number[]
  readonly deflators: readonly number[]
  readonly discountFactors: readonly number[]
  readonly npv: number
  readonly asIsAnnual: ByHead
  readonly targetAnnual: ByHead
  readonly migration: number
  /** What of the migration falls outside the horizon. */
  readonly migrationOutside: number
  readonly days: number
}

export const flowNames: readonly FlowName[] = [...statusQuoFlows, ...movedFlows, 'net']

/** A variant of a case under a set of assumptions, each at its likely value. */
export function likelyFlows(prepared: PreparedCase, variant: number, set: AssumptionSet): LikelyFlows {
  const sums = likelySums(prepared, variant, set)
  const assumption = (name: string) => assumptionOf(set, name).likely
  const years = dueByYear(prepared, sums, set).map((due, index) =>
    evaluated(prepared.inputs.formulas.caseYear, caseYearInputs(prepared, index, due, assumption), 1),
  )
  const series = (name: string) => years.map((values) => valueAt(values[name]))
  const presentValues = series('presentValue')
  const total = (parts: readonly (number | Float64Array)[]) =>
    parts.reduce<number>((sum, part) => sum + valueAt(part), 0)
  return {
    flows: Object.fromEntries(flowNames.map((name) => [name, series(name)])) as unknown as YearFlows, // one series a name
    presentValues,
    deflators: series('deflator'),
    discountFactors: series('discountFactor'),
    npv: presentValues.reduce((sum, value) => sum + value, 0),
    asIsAnnual: byHead((head) => total(sums.asIs[head])),
    targetAnnual: byHead((head) => total(afterMoves(prepared, sums, head))),
    migration: total(sums.migration),
    migrationOutside: outsideOf(prepared, sums),
    days: sums.days,
  }
}

/** A head once everything has moved, by group: the new side, or the old one still for workloads that stay. */
export function afterMoves({ groups }: PreparedCase, sums: GroupSums, head: CostHead): GroupSums['migration'] {
  return groups.map(({ dates }, g) => (dates === null ? sums.asIs : sums.target)[head][g] ?? 0)
}

export type YearDue = Readonly<Record<YearPart | 'migration' | 'exit', number>>

/** What the heads and groups of each year come to at the likely values of a set, in one pass over head × group × year. */
export function dueByYear(prepared: PreparedCase, sums: GroupSums, set: AssumptionSet): readonly YearDue[] {
  const { groups, years, cells } = prepared
  const column = (of: (cell: Cell) => number) => Float64Array.from(cells.all, of)
  const assumption = (name: string) => assumptionOf(set, name).likely
  const asIsGrowth = byHead((head) => assumption(growthOf.asIs[head]))
  const targetGrowth = byHead((head) => assumption(growthOf.target[head]))
  const columns: Columns = {
    ...cells.columns,
    asIsAnnual: column(({ head, group }) => valueAt(sums.asIs[head][group])),
    targetAnnual: column(({ head, group }) => valueAt(sums.target[head][group])),
    volumeGrowth: assumption('volumeGrowth'),
    asIsPriceGrowth: column(({ head }) => asIsGrowth[head]),
    targetPriceGrowth: column(({ head }) => targetGrowth[head]),
    countDoubleRunning: assumption('countDoubleRunning'),
  }
  const parts = evaluated(prepared.inputs.formulas.year, columns, cells.all.length, yearParts)
  const due = years.map(() => ({ statusQuo: 0, kept: 0, hosted: 0, doubleRunning: 0, migration: 0, exit: 0 }))
  for (const [row, { index }] of cells.all.entries()) {
    const year = due[index]
    if (year === undefined) continue
    for (const part of yearParts) year[part] += valueAt(parts[part], row)
  }
  for (const [g, group] of groups.entries()) {
    for (const [index, share] of group.shares.entries()) {
      const year = due[index]
      if (year !== undefined) year.migration += valueAt(sums.migration[g]) * share.migration
    }
    const last = due.at(-1)
    if (last !== undefined) last.exit += valueAt(sums.exit[g])
  }
  return due
}

function outsideOf({ groups, years }: PreparedCase, sums: GroupSums): number {
  return groups.reduce(
    (sum, { dates }, g) => (dates === null ? sum : sum + valueAt(sums.migration[g]) * migrationOutside(dates, years)),
    0,
  )
}
