import { daysBetween, yearsAfter } from '../shared/day.ts'
import { type FiscalYear, fiscalYearIndex } from '../waves/fiscal-year.ts'
import type { CaseRow } from './case-rows.ts'

/** Amounts that fall on days people stated, one a fiscal year of the horizon: CAD at the prices of the base year. */
export type DatedFlows = {
  readonly statusQuoRefresh: Float64Array
  readonly refresh: Float64Array
  readonly stranded: Float64Array
  readonly residual: Float64Array
  /** Net book value of what is let go within the horizon: beside the case, not in its cash. */
  readonly bookValue: number
}

/**
 * Renewals, leases and residual values of the workloads of a case. A renewal is paid on its day, and again every so many years, as long as
 * the workload is still there: on the side that stays always, on the side that moves until decommissioning. A lease goes on after
 * decommissioning until it ends, by days over the days of each fiscal year. What hardware fetches comes in on the day it is let go.
 */
export function datedFlows(rows: readonly CaseRow[], years: readonly FiscalYear[]): DatedFlows {
  const zeros = () => new Float64Array(years.length)
  const flows = { statusQuoRefresh: zeros(), refresh: zeros(), stranded: zeros(), residual: zeros() }
  const firstYear = years[0]?.year ?? 0
  let bookValue = 0
  const add = (to: Float64Array, day: string, amount: number) => {
    const at = fiscalYearIndex(day, firstYear)
    if (at >= 0 && at < years.length) to[at] = (to[at] ?? 0) + amount
  }
  for (const { workload, dates } of rows) {
    const { facts } = workload.stated
    for (const day of refreshDays(facts, years)) {
      add(flows.statusQuoRefresh, day, facts.refreshCad ?? 0)
      if (dates === null || day < dates.decommissionsOn) add(flows.refresh, day, facts.refreshCad ?? 0)
    }
    if (dates === null) continue
    for (const [at, year] of years.entries())
      flows.stranded[at] = (flows.stranded[at] ?? 0) + strandedIn(year, dates.decommissionsOn, facts)
    add(flows.residual, dates.decommissionsOn, -(facts.residualCad ?? 0))
    const lastDay = years.at(-1)?.endsBefore ?? ''
    if (dates.decommissionsOn < lastDay) bookValue += facts.bookValueCad ?? 0
  }
  return { ...flows, bookValue }
}

type Facts = CaseRow['workload']['stated']['facts']

function refreshDays({ refreshCad, refreshOn, refreshEveryYears }: Facts, years: readonly FiscalYear[]): string[] {
  const last = years.at(-1)?.endsBefore
  if (refreshCad === null || refreshOn === null || last === undefined) return []
  const days: string[] = []
  for (let day = refreshOn; day < last; day = yearsAfter(day, refreshEveryYears ?? years.length)) {
    days.push(day)
    if (refreshEveryYears === null) break
  }
  return days
}

function strandedIn(year: FiscalYear, from: string, { leaseCadPerYear, leaseEndsOn }: Facts): number {
  if (leaseCadPerYear === null || leaseEndsOn === null) return 0
  const start = from > year.startsOn ? from : year.startsOn
  const end = leaseEndsOn < year.endsBefore ? leaseEndsOn : year.endsBefore
  return start < end ? (leaseCadPerYear * daysBetween(start, end)) / year.days : 0
}
