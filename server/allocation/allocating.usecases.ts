import * as v from 'valibot'
import { type AllocationRule, allocationRulesSchema } from '#models/allocation/allocation.schemas.ts'
import { type Allocator, allocator, type ChargePart } from '#models/allocation/allocating.ts'
import type { AllocatableCharge } from '#models/allocation/charge.ts'
import { givenBy } from '#models/allocation/given-by.ts'
import { partPrices } from '#models/allocation/part-prices.ts'
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
export const lastDay = '9999-12-31'

/** The workloads that may take the charges of a body, found by what bills call them. */
export async function indexOf(reach: Reach, db: Handle, bodyId: string): Promise<WorkloadIndex> {
  return workloadIndex(await allocatableWorkloads(reach, db, await bodyTree(db, lastDay), bodyId))
}

export async function importToAllocate(db: Handle, reach: Reach, importId: string): Promise<BilledImport> {
  const billed = await findImport(reach, db, importId)
  if (billed === undefined) throw billImportNotFound(importId)
  return billed
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
  const billed = await importToAllocate(db, reach, importId)
  const giving = await allocationOf(db, reach, billed)
  await readWeighed(db, reach, billed, giving, options, (charges) => giving.write(db, giving.parts(charges)))
  await giving.finish()
}

/**
 * The same for who holds the charges already: `weigh` every charge first when `needsWeighing`, then write the `parts` of all of them, then
 * `finish`. What an earlier allocation of the import wrote is gone from the start.
 */
export async function allocationOf(db: Handle, reach: Reach, billed: BilledImport) {
  const standing = await standingRules(reach, db, billed.body_id)
  const asked = allocator(standing.rules, await indexOf(reach, db, billed.body_id))
  const months = createMonths(billed, standing)
  await clearAllocation(db, billed.id)
  return {
    needsWeighing: asked.needsWeighing,
    weigh: (charge: AllocatableCharge) => asked.weigh(charge),
    /** The rows that give some charges, counted in the months. */
    parts(charges: readonly AllocatableCharge[]): readonly AllocatedChargeRow[] {
      return charges.flatMap((charge) =>
        asked.parts(charge).map((part) => ({
          import_id: billed.id,
          charge_ordinal: part.ordinal,
          part: part.part,
          month_ordinal: months.add(charge, part),
          billed_micros: part.billedMicros,
          effective_micros: part.effectiveMicros,
        })),
      )
    },
    write: (writer: Handle, parts: readonly AllocatedChargeRow[]) => insertAllocated(writer, parts),
    finish: () => insertMonths(db, months.rows()),
  }
}

/** Reads the charges of an import page by page: once to weigh them when a rule shares by direct cost, then once to give them. */
export async function readWeighed(
  db: Handle,
  reach: Reach,
  billed: BilledImport,
  asked: Pick<Allocator, 'needsWeighing' | 'weigh'>,
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

const sharingKinds: ReadonlySet<string> = new Set(['equal', 'direct-cost', 'measure', 'stated'])

/** The unknown of a part is the unknown of the whole; so is a sum past 2^53, which only prices of a list can reach. */
function sumOrUntold(sum: number | null, part: number | null): number | null {
  if (sum === null || part === null) return null
  return Number.isSafeInteger(sum + part) ? sum + part : null
}

/** Sums by workload, rule and service category; each sum has its ordinal, which the parts name. */
export function createMonths(billed: BilledImport, standing: StandingRules) {
  const held = new Map<string, WorkloadMonthRow>()
  const sharing = new Set(standing.rules.flatMap(({ id, target }) => (sharingKinds.has(target.kind) ? [id] : [])))
  return {
    add(charge: AllocatableCharge, part: ChargePart): number {
      const workload = part.workload?.id ?? ''
      const rule = givenBy(part.ruleId, part.reason)
      const key = `${workload} ${rule} ${charge.serviceCategory}`
      let row = held.get(key)
      if (row === undefined) {
        row = {
          import_id: billed.id,
          workload_id: workload,
          rule_id: rule,
          service_category: charge.serviceCategory,
          body_id: part.workload?.bodyId ?? billed.body_id,
          ordinal: held.size,
          rule_set_id: standing.id,
          period: billed.period,
          currency: billed.currency,
          billed_micros: 0,
          effective_micros: 0,
          list_micros: 0,
          contracted_micros: 0,
          unused_micros: 0,
          tax_micros: 0,
          is_shared: part.workload !== null && sharing.has(part.ruleId) ? 1 : 0,
          charge_count: 0,
        }
        held.set(key, row)
      }
      row.billed_micros += part.billedMicros
      row.effective_micros += part.effectiveMicros
      const prices = partPrices(charge, part)
      row.list_micros = sumOrUntold(row.list_micros, prices.listMicros)
      row.contracted_micros = sumOrUntold(row.contracted_micros, prices.contractedMicros)
      row.unused_micros += prices.unusedMicros
      row.tax_micros += prices.taxMicros
      row.charge_count += 1
      if (!Number.isSafeInteger(row.billed_micros) || !Number.isSafeInteger(row.effective_micros))
        throw monthTooLarge(billed.period)
      return row.ordinal
    },
    rows: (): readonly WorkloadMonthRow[] => [...held.values()],
  }
}
