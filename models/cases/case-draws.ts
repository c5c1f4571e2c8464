import { drawsOf } from '../assumptions/draws.ts'
import { assumptionOf } from '../assumptions/assumption-set.ts'
import type { Column } from '../formulas/columns.ts'
import { drawnValues } from '../cost/bindings.ts'
import { type Columns, evaluated, valueAt } from '../cost/evaluated.ts'
import { type CostHead, costHeads } from '../cost/heads.ts'
import {
  byHead,
  caseYearInputs,
  type GroupSums,
  type PreparedCase,
  yearInputs,
  type YearPart,
  yearParts,
} from './case-flows.ts'

type Sums = Record<CostHead, Float64Array[]>

/** The sums of a case in each draw, filled workload by workload: `add` takes the next rows, so that a caller may pause between them. */
export type DrawnSums = {
  readonly asIs: Sums
  readonly variants: readonly {
    readonly target: Sums
    readonly migration: Float64Array[]
    readonly exit: Float64Array[]
  }[]
}

export function emptySums({ groups, variants, drawn }: PreparedCase): DrawnSums {
  const columns = () => groups.map(() => new Float64Array(drawn.draws))
  return {
    asIs: byHead(columns) as Sums, // filled in place
    variants: variants.map(() => ({ target: byHead(columns) as Sums, migration: columns(), exit: columns() })),
  }
}

/** Adds a workload's draws to the sums of its group, on both sides of every variant. */
export function addRow(prepared: PreparedCase, sums: DrawnSums, at: number): void {
  const row = prepared.rows[at]
  const group = prepared.groupOf[at]
  if (row === undefined || group === undefined) throw new RangeError(`no row ${at}`)
  const { formulas } = prepared.inputs
  const set = prepared.drawn
  const around = { set, workload: row.workload.code }
  const old = evaluated(formulas.asIs, drawnValues(formulas.asIs, row.asIs, around), set.draws, asIsHeads)
  for (const head of asIsHeads) add(sums.asIs[head][group], old[head])
  for (const [v, variant] of sums.variants.entries()) {
    const moved = row.moved[v]
    if (moved !== undefined && moved.annual !== null) {
      const target = evaluated(
        formulas.annual,
        drawnValues(formulas.annual, moved.annual, around),
        set.draws,
        costHeads,
      )
      for (const head of costHeads) add(variant.target[head][group], target[head])
    }
    if (moved !== undefined && moved.move !== null) {
      const moving = evaluated(formulas.move, drawnValues(formulas.move, moved.move, around), set.draws, moveTotals)
      add(variant.migration[group], moving['migration'])
      add(variant.exit[group], moving['exit'])
    }
  }
}

const moveTotals = ['migration', 'exit']
const asIsHeads: readonly CostHead[] = costHeads.filter((head) => head !== 'landingZone' && head !== 'mitigations')

function add(to: Float64Array | undefined, column: Column | undefined): void {
  if (to === undefined || column === undefined) return
  if (typeof column === 'number') {
    if (column !== 0) for (let draw = 0; draw < to.length; draw += 1) to[draw] = (to[draw] ?? 0) + column
    return
  }
  for (let draw = 0; draw < to.length; draw += 1) to[draw] = (to[draw] ?? 0) + (column[draw] ?? Number.NaN)
}

/** Present value of each year in each draw, CAD at 1 April of the base year. */
export function drawnPresentValues(prepared: PreparedCase, sums: DrawnSums, variant: number): readonly Float64Array[] {
  const { inputs, years, groups, drawn: set } = prepared
  const { formulas } = inputs
  const assumption = (name: string): Column => {
    const { low, high } = assumptionOf(set, name)
    return low === high ? low : drawsOf(set, name, '')
  }
  const own = sums.variants[variant]
  if (own === undefined) throw new RangeError(`no variant ${variant}`)
  const all: GroupSums = { asIs: sums.asIs, ...own }
  return years.map((_, index) => {
    const due: Record<YearPart | 'migration' | 'exit', Float64Array> = {
      statusQuo: new Float64Array(set.draws),
      kept: new Float64Array(set.draws),
      hosted: new Float64Array(set.draws),
      doubleRunning: new Float64Array(set.draws),
      migration: new Float64Array(set.draws),
      exit: new Float64Array(set.draws),
    }
    for (const [g, group] of groups.entries()) {
      const share = group.shares[index]
      if (share === undefined) continue
      for (const head of costHeads) {
        const annual = { asIs: all.asIs[head][g] ?? 0, target: all.target[head][g] ?? 0 }
        const parts = evaluated(
          formulas.year,
          yearInputs({ share, index, head }, annual, assumption),
          set.draws,
          yearParts,
        )
        for (const part of yearParts) add(due[part], parts[part])
      }
      addTimes(due.migration, all.migration[g], share.migration)
      if (index === years.length - 1) add(due.exit, all.exit[g])
    }
    const { presentValue } = evaluated(formulas.caseYear, caseYearInputs(prepared, index, due, assumption), set.draws, [
      'presentValue',
    ])
    return spread(presentValue, set.draws)
  })
}

function addTimes(to: Float64Array, column: Column | undefined, share: number): void {
  if (share === 0) return
  for (let draw = 0; draw < to.length; draw += 1) to[draw] = (to[draw] ?? 0) + share * valueAt(column, draw)
}

function spread(column: Columns[string] | undefined, draws: number): Float64Array {
  return typeof column === 'object' ? column : new Float64Array(draws).fill(valueAt(column))
}
