import type {
  ChargeTraceView,
  UnallocatedView,
  WorkloadChargesView,
  WorkloadMonthView,
} from '#models/allocation/allocation.views.ts'
import { allocator } from '#models/allocation/allocating.ts'
import { bodyInReach } from '#server/access/accounts.usecases.ts'
import type { Reach } from '#server/access/reach.ts'
import { workloadMonthFigure } from '#server/figures/figure-ids.ts'
import { ensureWorkload } from '#server/inventory/inventory.usecases.ts'
import { asJson } from '#server/shared/digest.ts'
import { indexOf } from './allocating.usecases.ts'
import { billChargeNotFound } from './allocation.problems.ts'
import { allocatable, amountsOf, chargeView, partView } from './charge-views.ts'
import { chargesOfWorkload, findCharge, partsOf } from './given-charges.repository.ts'
import { ruleSetInForce } from './rule-sets.repository.ts'
import { type AllocationDeps, ruleSetView, shippedView } from './rule-sets.usecases.ts'
import { workloadMonths } from './workload-months.usecases.ts'

const pageSize = 100

/** Where a charge went, and what each rule in force makes of it now. */
export async function chargeTrace(
  { db }: Pick<AllocationDeps, 'db'>,
  reach: Reach,
  importId: string,
  ordinal: number,
): Promise<ChargeTraceView> {
  const row = await findCharge(reach, db, importId, ordinal)
  if (row === undefined) throw billChargeNotFound()
  const [parts, standing, index] = await Promise.all([
    partsOf(reach, db, importId, ordinal),
    ruleSetInForce(reach, db, row.body_id),
    indexOf(reach, db, row.body_id),
  ])
  const rules = standing === undefined ? shippedView(row.body_code) : ruleSetView(standing, row.body_code)
  return {
    charge: chargeView(row),
    parts: parts.map((part) =>
      partView({ ...part, billed: part.billed_micros, effective: part.effective_micros }, part),
    ),
    givenBy: parts[0]?.rule_set_id ?? '',
    rules,
    steps: allocator(rules.rules, index).trace(allocatable(row)),
  }
}

/** What nobody takes in the bills of a body, always shown. */
export async function unallocated(
  deps: AllocationDeps,
  reach: Reach,
  asked: { readonly body: string; readonly from: string; readonly to: string },
): Promise<UnallocatedView> {
  const { id: bodyId } = await bodyInReach(deps, reach, asked.body)
  const bytes = await deps.reports.make('allocation-unallocated', reach, asJson({ ...asked, bodyId }))
  return JSON.parse(new TextDecoder().decode(bytes)) as UnallocatedView // written by the report thread from the same type
}

/** Months of one workload by source and service category; each opens to its charges. */
export async function monthsOfWorkload(
  deps: Pick<AllocationDeps, 'db'>,
  reach: Reach,
  code: string,
  asked: { readonly from: string; readonly to: string },
): Promise<WorkloadMonthView[]> {
  const { id } = await ensureWorkload(deps, reach, code)
  const months = await workloadMonths(deps, reach, { workloadIds: [id], ...asked })
  return months.map((month) => ({
    ...amountsOf(month.currency, month.billedMicros, month.effectiveMicros),
    period: month.period,
    source: month.source,
    importId: month.importId,
    serviceCategory: month.serviceCategory,
    charges: month.chargeCount,
    isOpen: month.isOpen,
    recordedAt: month.recordedAt,
    figure: workloadMonthFigure(month),
  }))
}

/** The charges behind the month of a workload in one import, a page at a time. */
export async function chargesOfMonth(
  { db }: Pick<AllocationDeps, 'db'>,
  reach: Reach,
  code: string,
  asked: { readonly importId: string; readonly after: number },
): Promise<WorkloadChargesView> {
  const { id, code: own, name } = await ensureWorkload({ db }, reach, code)
  const rows = await chargesOfWorkload(reach, db, {
    importId: asked.importId,
    workloadId: id,
    after: asked.after,
    limit: pageSize + 1,
  })
  const page = rows.slice(0, pageSize)
  return {
    items: page.map((row) => ({
      ...chargeView(row),
      part: partView(
        { currency: row.currency, billed: row.part_billed, effective: row.part_effective, rule_id: row.rule_id },
        { code: own, name },
      ),
    })),
    next: rows.length > pageSize ? String(page.at(-1)?.ordinal ?? '') : null,
  }
}
