import * as v from 'valibot'
import { type AllocationRule, allocationRulesSchema } from '#models/allocation/allocation.schemas.ts'
import { type Allocator, allocator, type ChargePart } from '#models/allocation/allocating.ts'
import type { AllocatableCharge } from '#models/allocation/charge.ts'
import { givenBy } from '#models/allocation/given-by.ts'
import { type WorkloadIndex, workloadIndex } from '#models/allocation/workload-index.ts'
import { bodyTree } from '#server/access/bodies.repository.ts'
import type { Reach } from '#server/access/reach.ts'
import type { Database, DatabaseTransaction } from '#server/database/database.ts'
import type { AllocatedChargeRow, AllocationRuleSetRow, WorkloadMonthRow } from '#server/database/schema.ts'
import { allocatableWorkloads } from '#server/inventory/allocatable.usecases.ts'
import { shippedAllocation } from '#server/shared/datasets.ts'
import { clearAllocation, insertAllocated, insertMonths } from './allocated.repository.ts'
import { billImportNotFound, monthTooLarge } from './allocation.problems.ts'
import { type BilledImport, chargesAfter, findImport } from './imported-charges.repository.ts'
import { ruleSetInForce } from './rule-sets.repository.ts'

type Handle = Database | DatabaseTransaction

/** The rules that stand for a body, and what they are called in the rows they give. */
export type StandingRules = { readonly id: string; readonly rules: readonly AllocationRule[] }

export type AllocationOptions = {
  readonly onPage?: (done: number, total: number) => void
  readonly signal?: AbortSignal
}

const pageSize = 5_000

/** Rules in force of a body; those of the product while it has none of its own. */
export async function standingRules(reach: Reach, db: Handle, bodyId: string): Promise<StandingRules> {
  const row = await ruleSetInForce(reach, db, bodyId)
  return row === undefined ? shippedAllocation() : { id: row.id, rules: rulesOf(row) }
}

export function rulesOf(row: Pick<AllocationRuleSetRow, 'content_json'>): readonly AllocationRule[] {
  return v.parse(allocationRulesSchema, JSON.parse(row.content_json))
}

/** The tree of bodies without its ended links, so that giving charges again needs no date. */
const lastDay = '9999-12-31'

/** The workloads that may take the charges of a body, found by what bills call them. */
export async function indexOf(reach: Reach, db: Handle, bodyId: string): Promise<WorkloadIndex> {
  return workloadIndex(await allocatableWorkloads(reach, db, await bodyTree(db, lastDay), bodyId))
}

/**
 * Gives the charges of an import to workloads by the rules in force, and sums their months. Writes with the handle it is given, batch
 * after batch: in a transaction all is swapped at once; outside of one it suits an import that is not in force yet. Done again, the
 * same rules over the same inventory write the same rows.
 */
export async function allocateImport(
  db: Handle,
  reach: Reach,
  importId: string,
  options: AllocationOptions = {},
): Promise<void> {
  const billed = await findImport(reach, db, importId)
  if (billed === undefined) throw billImportNotFound(importId)
  const standing = await standingRules(reach, db, billed.body_id)
  const index = await indexOf(reach, db, billed.body_id)
  await clearAllocation(db, importId)
  const months = createMonths(billed)
  const asked = allocator(standing.rules, index)
  await readWeighed(db, reach, billed, asked, options, async (charges) => {
    const rows: AllocatedChargeRow[] = []
    for (const charge of charges)
      for (const part of asked.parts(charge)) {
        rows.push(rowOf(billed, standing.id, part))
        months.add(charge, part)
      }
    await insertAllocated(db, rows)
  })
  await insertMonths(db, months.rows())
}

/** Reads the charges of an import page by page: once to weigh them when a rule shares by direct cost, then once to give them. */
export async function readWeighed(
  db: Handle,
  reach: Reach,
  billed: BilledImport,
  asked: Allocator,
  { onPage, signal }: AllocationOptions,
  give: (charges: readonly AllocatableCharge[]) => Promise<void>,
): Promise<void> {
  if (asked.needsWeighing)
    await eachPage(db, reach, billed.id, async (charges) => {
      signal?.throwIfAborted()
      for (const charge of charges) asked.weigh(charge)
    })
  let done = 0
  await eachPage(db, reach, billed.id, async (charges) => {
    signal?.throwIfAborted()
    await give(charges)
    done += charges.length
    onPage?.(done, billed.charge_count)
  })
}

async function eachPage(
  db: Handle,
  reach: Reach,
  importId: string,
  act: (charges: readonly AllocatableCharge[]) => Promise<void>,
): Promise<void> {
  for (let after = -1; ;) {
    const page = await chargesAfter(reach, db, importId, after, pageSize)
    if (page.length > 0) await act(page)
    const last = page.at(-1)
    if (last === undefined || page.length < pageSize) return
    after = last.ordinal
  }
}

function rowOf(billed: BilledImport, ruleSetId: string, part: ChargePart): AllocatedChargeRow {
  return {
    import_id: billed.id,
    charge_ordinal: part.ordinal,
    part: part.part,
    body_id: part.workload?.bodyId ?? billed.body_id,
    workload_id: part.workload?.id ?? '',
    rule_set_id: ruleSetId,
    rule_id: givenBy(part.ruleId, part.reason),
    billed_micros: part.billedMicros,
    effective_micros: part.effectiveMicros,
  }
}

/** Sums by workload, rule and service category. */
export function createMonths(billed: BilledImport) {
  const held = new Map<string, WorkloadMonthRow>()
  return {
    add(charge: AllocatableCharge, part: ChargePart): void {
      const workload = part.workload?.id ?? ''
      const rule = givenBy(part.ruleId, part.reason)
      const key = `${workload} ${rule} ${charge.serviceCategory}`
      const row = held.get(key)
      if (row === undefined) {
        held.set(key, {
          import_id: billed.id,
          workload_id: workload,
          rule_id: rule,
          service_category: charge.serviceCategory,
          body_id: part.workload?.bodyId ?? billed.body_id,
          period: billed.period,
          currency: billed.currency,
          billed_micros: part.billedMicros,
          effective_micros: part.effectiveMicros,
          charge_count: 1,
        })
        return
      }
      row.billed_micros += part.billedMicros
      row.effective_micros += part.effectiveMicros
      row.charge_count += 1
      if (!Number.isSafeInteger(row.billed_micros) || !Number.isSafeInteger(row.effective_micros))
        throw monthTooLarge(billed.period)
    },
    rows: (): readonly WorkloadMonthRow[] => [...held.values()],
  }
}
