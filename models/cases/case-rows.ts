import { type AssumptionSet, assumptionOf } from '../assumptions/assumption-set.ts'
import { annualBindings } from '../cost/annual-quantities.ts'
import { asIsBindings } from '../cost/as-is-cost.ts'
import { type Binding, type Bindings, boundTo } from '../cost/bindings.ts'
import type { Columns } from '../cost/evaluated.ts'
import { moveBindings } from '../cost/move-cost.ts'
import type { LoadedFormulaSet } from '../formulas/formula-set.ts'
import type { WaveDates } from '../waves/wave.schemas.ts'
import type { LeftOut } from './case.schemas.ts'
import type { CaseInputs, CaseWorkload, Placed } from './case-inputs.ts'

/** A workload on one variant, ready for the formulas. `null`: nothing is paid there (retired), or nothing moves (kept). */
export type MovedRow = { readonly annual: Bindings | null; readonly move: Bindings | null }

/** A workload that is in the case on both sides of every variant. */
export type CaseRow = {
  readonly workload: CaseWorkload
  readonly dates: WaveDates | null
  readonly asIs: Bindings
  /** One a variant; a workload that is kept has none. */
  readonly moved: readonly MovedRow[]
  /** Where each variant puts it; null when it is retired or kept, whatever place the variant has for the others. */
  readonly places: readonly (Placed | null)[]
}

/**
 * The workloads that count, and those left out by name with why: the same perimeter on both sides of every variant, so that a cost that is
 * unknown on one side never makes the other look better.
 */
export function caseRows(inputs: CaseInputs): {
  readonly rows: readonly CaseRow[]
  readonly leftOut: readonly LeftOut[]
} {
  const rows: CaseRow[] = []
  const leftOut: LeftOut[] = []
  for (const workload of inputs.workloads) {
    const row = rowOf(inputs, workload)
    if ('reasons' in row) leftOut.push({ code: workload.code, name: workload.name, reasons: row.reasons })
    else rows.push(row)
  }
  return { rows, leftOut }
}

function rowOf(inputs: CaseInputs, workload: CaseWorkload): CaseRow | { readonly reasons: readonly string[] } {
  const asIs = asIsBindings({ ...inputs, ...asIsOf(workload) })
  const reasons: string[] = asIs.kind === 'unknown' ? [...asIs.reasons] : []
  const isKept = workload.strategy === 'retain'
  if (!isKept && workload.dates === null) reasons.push('no-dates')
  const moved = isKept
    ? []
    : workload.places.map((place, i) => movedRow(inputs, workload, { place, variant: i, reasons }))
  if (asIs.kind === 'unknown' || reasons.length > 0) return { reasons: [...new Set(reasons)] }
  const goesNowhere = isKept || workload.strategy === 'retire'
  const places = workload.places.map((place) => (goesNowhere ? null : place))
  return { workload, dates: isKept ? null : workload.dates, asIs: asIs.value, moved, places }
}

/** What `as-is-cost` takes of a workload. */
export function asIsOf({ code, assets, current, stated }: CaseWorkload) {
  return { workload: code, assets, current, stated }
}

/** What `annual-cost` takes of a workload at a place. */
export function annualOf(inputs: CaseInputs, workload: CaseWorkload, place: Placed, variant: number) {
  const { code, assets, stated } = workload
  const { book, set, rate, formulas } = inputs
  const term = inputs.variants[variant]?.term ?? 'on-demand'
  return {
    book,
    set,
    rate,
    formulas,
    workload: code,
    assets,
    stated,
    term,
    option: place.option,
    mitigations: place.mitigations,
  }
}

function movedRow(
  inputs: CaseInputs,
  workload: CaseWorkload,
  at: { readonly place: Placed | null; readonly variant: number; readonly reasons: string[] },
): MovedRow {
  const { strategy } = workload
  if (strategy === 'retain') return { annual: null, move: null }
  if (strategy === 'retire') {
    const move = moveBindings({ ...annualOf(inputs, workload, nowhere, at.variant), strategy })
    return { annual: null, move: move.kind === 'known' ? move.value : null }
  }
  if (at.place === null) {
    at.reasons.push('no-open-option')
    return { annual: null, move: null }
  }
  const asked = annualOf(inputs, workload, at.place, at.variant)
  const annual = annualBindings(asked)
  const move = moveBindings({ ...asked, strategy })
  for (const one of [annual, move]) if (one.kind === 'unknown') at.reasons.push(...one.reasons)
  return {
    annual: annual.kind === 'known' ? annual.value : null,
    move: move.kind === 'known' ? move.value : null,
  }
}

const nowhere: Placed = { option: '', mitigations: [], isForbidden: false }

/** Columns of a set's inputs over rows, for whatever assumptions: numbers once, assumptions at their likely value in the set asked. */
export type RowColumns = (set: AssumptionSet) => Columns

/** A row whose bindings are null counts nothing: its inputs are 0, its assumptions as everywhere. */
export function rowColumns(formulas: LoadedFormulaSet, rows: readonly (Bindings | null)[]): RowColumns {
  const columns = formulas.inputs.map((input) => {
    const bound = rows.map((bindings) => (bindings === null ? undefined : boundTo(input, bindings)))
    const names = new Set(bound.flatMap((one) => (one?.kind === 'assumption' ? [one.name] : [])))
    const [only] = names
    if (only !== undefined && names.size === 1 && bound.every((one) => one?.kind !== 'value'))
      return { name: input.name, at: (set: AssumptionSet) => assumptionOf(set, only).likely }
    if (names.size === 0) {
      const values = Float64Array.from(bound, (one) => (one?.kind === 'value' ? one.value : 0))
      return { name: input.name, at: () => values }
    }
    return { name: input.name, at: (set: AssumptionSet) => Float64Array.from(bound, (one) => valueIn(set, one)) }
  })
  return (set) => Object.fromEntries(columns.map(({ name, at }) => [name, at(set)]))
}

function valueIn(set: AssumptionSet, one: Binding | undefined): number {
  if (one === undefined) return 0
  return one.kind === 'value' ? one.value : assumptionOf(set, one.name).likely
}
