import type { AssumptionSet } from '../assumptions/assumption-set.ts'
import type { EffectRow, EffectTotals } from '../formulas/formula.views.ts'
import type { LoadedFormulaSet } from '../formulas/formula-set.ts'
import type { Outcome } from '../shared/outcome.ts'
import { type Bindings, likelyValues } from './bindings.ts'
import { type Columns, evaluated, valueAt } from './evaluated.ts'

/** A workload whose figure a draft may change, with what its formulas read; unknown when a price or a size is missing. */
export type EffectSubject = Pick<EffectRow, 'workload' | 'name' | 'body' | 'option'> & {
  readonly bindings: Outcome<Bindings>
}
type FormulaChange = { readonly name: string; readonly before: number; readonly after: number }

/** Changes smaller than this, in CAD a year, are the same cents. */
const sameCents = 0.005
const mostRows = 100

/**
 * What a draft of a cost set changes: `total` of each workload under the set in force and under the draft, every assumption at its likely
 * value. Workloads are added by lots; only the biggest changes are kept, and the sums. A workload unknown on one side is counted apart.
 */
export function createFormulaEffect(draft: LoadedFormulaSet, assumptions: AssumptionSet) {
  let [workloads, changed, lost, unknown] = [0, 0, 0, 0]
  const sums = new Map<string, { before: number; after: number }>()
  let rows: EffectRow[] = []
  const sum = (name: string, before: number, after: number) => {
    const held = sums.get(name) ?? { before: 0, after: 0 }
    sums.set(name, { before: held.before + before, after: held.after + after })
  }
  return {
    /** Workloads of bodies for which the same set stands. */
    add(subjects: readonly EffectSubject[], standing: LoadedFormulaSet): void {
      workloads += subjects.length
      const known = subjects.flatMap(({ bindings, ...subject }) =>
        bindings.kind === 'known' ? [{ subject, bindings: bindings.value }] : [],
      )
      unknown += subjects.length - known.length
      const all = known.map(({ bindings }) => bindings)
      const [before, after] = [figures(standing, all, assumptions), figures(draft, all, assumptions)]
      for (const [row, { subject }] of known.entries()) {
        const [from, to] = [valueAt(before['total'], row), valueAt(after['total'], row)]
        const isKnown = !Number.isNaN(from) && !Number.isNaN(to)
        if (isKnown)
          for (const name of new Set([...Object.keys(before), ...Object.keys(after)]))
            sum(name, orZero(valueAt(before[name], row)), orZero(valueAt(after[name], row)))
        else unknown += 1
        if (!Number.isNaN(from) && Number.isNaN(to)) lost += 1
        if (isKnown ? Math.abs(to - from) < sameCents : Number.isNaN(from) === Number.isNaN(to)) continue
        changed += 1
        rows.push({ ...subject, before: orNull(from), after: orNull(to) })
      }
      rows = rows.toSorted((a, b) => size(b) - size(a)).slice(0, mostRows)
    },
    /** The sums, the formulas that differ, and the biggest changes. */
    result(): { totals: EffectTotals; formulas: FormulaChange[]; rows: EffectRow[]; most: number } {
      const { before, after } = sums.get('total') ?? { before: 0, after: 0 }
      const formulas = [...sums]
        .map(([name, sides]) => ({ name, ...sides }))
        .filter((one) => Math.abs(one.after - one.before) >= sameCents)
      return { totals: { workloads, changed, lost, unknown, before, after }, formulas, rows, most: mostRows }
    },
  }
}

/** Every formula over these rows. */
function figures(set: LoadedFormulaSet, rows: readonly Bindings[], assumptions: AssumptionSet): Columns {
  const values = rows.map((bindings) => likelyValues(set, bindings, assumptions))
  const inputs = set.inputs.map(({ name }) => [name, Float64Array.from(values, (row) => row[name] ?? Number.NaN)])
  return evaluated(set, Object.fromEntries(inputs), rows.length)
}

/** A figure that appears or disappears comes before any change of amount. */
function size({ before, after }: EffectRow): number {
  return before === null || after === null ? Number.POSITIVE_INFINITY : Math.abs(after - before)
}

const orNull = (value: number) => (Number.isNaN(value) ? null : value)
const orZero = (value: number) => (Number.isNaN(value) ? 0 : value)
