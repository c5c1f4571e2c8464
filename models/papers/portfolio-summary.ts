import type { Verdict } from '../rules/verdict.ts'

/** A workload as the portfolio report needs it; `null` is unknown. Amounts in CAD a year. */
export type SummarisedWorkload = {
  readonly code: string
  readonly name: string
  readonly body: string
  readonly environment: string
  readonly verdict: Verdict
  readonly option: string | null
  readonly currentCad: number | null
  readonly p10: number | null
  readonly p50: number | null
  readonly p90: number | null
  readonly figure: string | null
  readonly gap: string | null
}

/** An amount with how many workloads it counts: those without one are not in it, and never as zero. */
export type CountedAmount = { readonly cad: number; readonly counted: number; readonly of: number }

function countedSum(workloads: readonly SummarisedWorkload[], pick: (one: SummarisedWorkload) => number | null) {
  const amounts = workloads.map(pick).filter((amount) => amount !== null)
  return { cad: amounts.reduce((sum, one) => sum + one, 0), counted: amounts.length, of: workloads.length }
}

/** Best option's median less today's cost, CAD a year, where both are known: negative when moving costs less. */
export function differenceOf({ p50, currentCad }: Pick<SummarisedWorkload, 'p50' | 'currentCad'>): number | null {
  return p50 === null || currentCad === null ? null : p50 - currentCad
}

export type GroupSummary = {
  readonly workloads: number
  readonly current: CountedAmount
  readonly p50: CountedAmount
  /** Over the workloads that have both amounts, and only those. */
  readonly difference: CountedAmount
}

/** Sums of a group of workloads, CAD a year, each with how many it counts. A sum of medians is not the median of the sum. */
export function groupSummary(workloads: readonly SummarisedWorkload[]): GroupSummary {
  return {
    workloads: workloads.length,
    current: countedSum(workloads, (one) => one.currentCad),
    p50: countedSum(workloads, (one) => one.p50),
    difference: countedSum(workloads, differenceOf),
  }
}

/** Groups by what `key` says, the most numerous first, then by name; a workload without key is in none. */
export function groupedBy(
  workloads: readonly SummarisedWorkload[],
  key: (one: SummarisedWorkload) => string | null,
): readonly { readonly key: string; readonly workloads: readonly SummarisedWorkload[] }[] {
  const groups = Map.groupBy(workloads, key)
  return [...groups]
    .flatMap(([name, members]) => (name === null ? [] : [{ key: name, workloads: members }]))
    .toSorted((a, b) => b.workloads.length - a.workloads.length || (a.key < b.key ? -1 : 1))
}
