import type { Reach } from '#server/access/reach.ts'
import type { Database, DatabaseTransaction } from '#server/database/database.ts'
import type { BenefitRow, PromiseRow } from '#server/database/schema.ts'

/** A benefit of the hosting cost of a workload, and the cost plans promised of it: all that a decision makes. */
export type CostBenefitRow = BenefitRow & { workload_id: string; decision_id: string }
export type CostPlanRow = PromiseRow & {
  current_cost_cents: number
  planned_cost_cents: number
  promised_cents: number
  p10_cents: number
  p90_cents: number
  figure: string
}

export type BenefitWithNames = CostBenefitRow & {
  readonly workload_code: string
  readonly workload_name: string
  readonly body_code: string
}

export async function benefitsIn(reach: Reach, db: Database, code?: string): Promise<BenefitWithNames[]> {
  const decided = db
    .selectFrom('benefit')
    .innerJoin('workload', 'workload.id', 'benefit.workload_id')
    .innerJoin('body', 'body.id', 'benefit.body_id')
    .selectAll('benefit')
    .select(['workload.code as workload_code', 'workload.name as workload_name', 'body.code as body_code'])
    .where('benefit.body_id', 'in', [...reach.bodies, ''])
    .where('benefit.decision_id', 'is not', null)
    .$narrowType<CostBenefitRow>()
    .orderBy('benefit.code')
  return (code === undefined ? decided : decided.where('benefit.code', '=', code)).execute()
}
/** The promises of a workload's benefit in order of version, with that benefit; empty when nothing was ever promised. */
export async function promisesOfWorkload(
  reach: Reach,
  db: Database | DatabaseTransaction,
  workloadId: string,
): Promise<(CostPlanRow & { readonly benefit_code: string })[]> {
  return db
    .selectFrom('promise')
    .innerJoin('benefit', 'benefit.id', 'promise.benefit_id')
    .selectAll('promise')
    .select('benefit.code as benefit_code')
    .where('benefit.workload_id', '=', workloadId)
    .where('promise.body_id', 'in', [...reach.bodies, ''])
    .where('promise.figure', 'is not', null)
    .$narrowType<CostPlanRow>()
    .orderBy('promise.version')
    .execute()
}
/** The same for several workloads, in order of version. */
export async function promisesOfWorkloads(reach: Reach, db: Database, workloadIds: readonly string[]) {
  return db
    .selectFrom('promise')
    .innerJoin('benefit', 'benefit.id', 'promise.benefit_id')
    .select(['benefit.workload_id', 'benefit.code as benefit_code', 'promise.promised_cents', 'promise.content_json'])
    .where('benefit.workload_id', 'in', [...workloadIds, ''])
    .where('promise.body_id', 'in', [...reach.bodies, ''])
    .where('promise.figure', 'is not', null)
    .$narrowType<{ workload_id: string; promised_cents: number }>()
    .orderBy('promise.version')
    .execute()
}
/** The decisions ever signed for workloads that have a benefit, all or those named, in the order of their signatures. */
export async function decisionsBehind(
  reach: Reach,
  db: Database | DatabaseTransaction,
  workloadIds?: readonly string[],
) {
  const signed = db
    .selectFrom('decision')
    .innerJoin('benefit', 'benefit.workload_id', 'decision.workload_id')
    .select([
      'decision.id',
      'decision.workload_id',
      'decision.strategy',
      'decision.option_id as option',
      'decision.decided_at',
    ])
    .where('decision.body_id', 'in', [...reach.bodies, ''])
    .where('decision.state', 'in', ['signed', 'superseded'])
    .where('decision.digest', 'is not', null) // a proposal that another replaced was never signed
    .orderBy('decision.decided_at')
    .orderBy('decision.id')
  const asked = workloadIds === undefined ? signed : signed.where('decision.workload_id', 'in', [...workloadIds, ''])
  return asked.execute()
}
/** The wave a workload stands in, and the day it cuts over; undefined when it stands in none. */
export async function waveOfWorkload(
  tx: DatabaseTransaction,
  workloadId: string,
): Promise<{ readonly code: string; readonly cutsOverOn: string } | undefined> {
  return tx
    .selectFrom('wave_member')
    .innerJoin('wave', 'wave.id', 'wave_member.wave_id')
    .select(['wave.code', 'wave.cuts_over_on as cutsOverOn'])
    .where('wave_member.workload_id', '=', workloadId)
    .where('wave.removed_at', 'is', null)
    .executeTakeFirst()
}
export async function findPromise(reach: Reach, db: Database, id: string): Promise<CostPlanRow | undefined> {
  return db
    .selectFrom('promise')
    .selectAll()
    .where('id', '=', id)
    .where('body_id', 'in', [...reach.bodies, ''])
    .where('figure', 'is not', null)
    .$narrowType<CostPlanRow>()
    .executeTakeFirst()
}
/** The workload whose cost a benefit is; undefined when it does not come from one. */
export async function workloadOfBenefit(
  reach: Reach,
  db: Database | DatabaseTransaction,
  benefitId: string,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('benefit')
    .select('workload_id')
    .where('id', '=', benefitId)
    .where('body_id', 'in', [...reach.bodies, ''])
    .executeTakeFirst()
  return row?.workload_id ?? undefined
}
export async function insertBenefit(tx: DatabaseTransaction, row: BenefitRow): Promise<void> {
  await tx.insertInto('benefit').values(row).execute()
}
export async function insertPromise(tx: DatabaseTransaction, row: PromiseRow): Promise<void> {
  await tx.insertInto('promise').values(row).execute()
}
