import { type CostFacts, noCostFacts } from '#models/cost/cost-facts.ts'
import type { CostFactsView, NewCostFacts } from '#models/cost/cost-facts.views.ts'
import { canonicalJson } from '#models/shared/canonical-json.ts'
import type { Reach } from '#server/access/reach.ts'
import type { Database } from '#server/database/database.ts'
import { ensureWorkload } from '#server/inventory/inventory.usecases.ts'
import type { Clock } from '#server/shared/clock.ts'
import { asJson } from '#server/shared/digest.ts'
import { newId } from '#server/shared/ids.ts'
import { changing } from '#server/shared/unit-of-work.ts'
import { insertCostFact, statedRows } from './costs.repository.ts'

export type CostsDeps = {
  readonly db: Database
  readonly clock: Clock
  readonly reassess: (reach: Reach, ids: readonly string[]) => Promise<void>
}

/** What was stated last of a workload's costs beyond its inventory; all null when nobody did. */
export async function costFactsOf(deps: Pick<CostsDeps, 'db'>, reach: Reach, code: string): Promise<CostFactsView> {
  const workload = await ensureWorkload(deps, reach, code)
  const row = (await statedRows(reach, deps.db, [workload.id])).get(workload.id)
  return {
    workload: code,
    facts: row === undefined ? noCostFacts : (JSON.parse(row.content_json) as CostFacts), // written through the schema
    reference: row?.reference ?? null,
    statedBy: row?.stated_by ?? null,
    statedAt: row?.recorded_at ?? null,
  }
}

/** States them anew, whole: what is null is an assumption again. What was stated before stays in the register. */
export async function stateCostFacts(
  deps: CostsDeps,
  reach: Reach,
  code: string,
  { facts, reference }: NewCostFacts,
): Promise<CostFactsView> {
  const workload = await ensureWorkload(deps, reach, code)
  const before = (await costFactsOf(deps, reach, code)).facts
  await changing(deps, reach, async (work) => {
    const id = newId()
    await insertCostFact(work.tx, {
      id,
      body_id: workload.body_id,
      workload_id: workload.id,
      content_json: canonicalJson(asJson(facts)),
      reference,
      stated_by: reach.actor,
      recorded_at: work.at,
    })
    await work.record({
      bodyId: workload.body_id,
      action: 'cost-facts.stated',
      objectType: 'workload',
      objectId: workload.id,
      before,
      after: { ...facts, reference },
    })
  })
  await deps.reassess(reach, [workload.id])
  return costFactsOf(deps, reach, code)
}
