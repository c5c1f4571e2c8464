import { PostgresAdapter, sql } from 'kysely'
import { acceptedStates, type ClaimState } from '#models/claims/claim.schemas.ts'
import type { Reach } from '#server/access/reach.ts'
import type { Database, DatabaseTransaction } from '#server/database/database.ts'
import type {
  BenefitRow,
  ClaimBackingRow,
  ClaimCheckRow,
  ClaimRow,
  ClaimValidationRow,
} from '#server/database/schema.ts'

export type ClaimWithNames = ClaimRow & {
  readonly body_code: string
  readonly benefit_code: string
  readonly benefit_title_fr: string
  readonly benefit_title_en: string
  readonly workload_code: string | null
  readonly supersedes_code: string | null
}
type Reading = Database | DatabaseTransaction

function inReach(reach: Reach, db: Reading) {
  return db
    .selectFrom('claim')
    .innerJoin('body', 'body.id', 'claim.body_id')
    .innerJoin('benefit', 'benefit.id', 'claim.benefit_id')
    .leftJoin('workload', 'workload.id', 'benefit.workload_id')
    .leftJoin('claim as corrected', 'corrected.id', 'claim.supersedes_id')
    .selectAll('claim')
    .select([
      'body.code as body_code',
      'benefit.code as benefit_code',
      'benefit.title_fr as benefit_title_fr',
      'benefit.title_en as benefit_title_en',
      'workload.code as workload_code',
      'corrected.code as supersedes_code',
    ])
    .where('claim.body_id', 'in', [...reach.bodies, ''])
}

export async function findClaim(reach: Reach, db: Reading, code: string): Promise<ClaimWithNames | undefined> {
  return inReach(reach, db).where('claim.code', '=', code).executeTakeFirst()
}

export type ClaimFilter = {
  readonly states?: readonly ClaimState[] | undefined
  readonly body?: string | undefined
  readonly benefit?: string | undefined
  readonly nature?: string | undefined
  readonly grade?: string | undefined
  /** The code after which the page starts: codes are given in order. */
  readonly after?: string | undefined
  readonly limit: number
}

export async function claimsIn(reach: Reach, db: Reading, asked: ClaimFilter): Promise<ClaimWithNames[]> {
  let query = inReach(reach, db)
  if (asked.states !== undefined) query = query.where('claim.state', 'in', [...asked.states])
  if (asked.body !== undefined) query = query.where('body.code', '=', asked.body)
  if (asked.benefit !== undefined) query = query.where('benefit.code', '=', asked.benefit)
  if (asked.nature !== undefined) query = query.where('claim.nature', '=', asked.nature)
  if (asked.grade !== undefined) query = query.where('claim.grade', '=', asked.grade)
  const { after } = asked
  if (after !== undefined)
    query = query.where('claim.id', '>', (where) =>
      where.selectFrom('claim as previous').select('previous.id').where('previous.code', '=', after),
    )
  return query.orderBy('claim.id').limit(asked.limit).execute()
}

/** Claims that one person sent and got back, not sent again. */
export async function claimsReturnedTo(reach: Reach, db: Reading, person: string, limit: number) {
  return inReach(reach, db)
    .where('claim.state', '=', 'returned')
    .where((where) => where.or([where('claim.submitted_by', '=', person), where('claim.created_by', '=', person)]))
    .orderBy('claim.id')
    .limit(limit)
    .execute()
}

/** Accepted claims of which a row may say something else since: its bill was replaced, a ledger was undone, rules were replayed. */
export async function claimsToRecheck(reach: Reach, db: Reading, limit: number): Promise<ClaimWithNames[]> {
  return inReach(reach, db)
    .where('claim.state', 'in', [...acceptedStates])
    .where('claim.superseded_at', 'is', null)
    .where((where) =>
      where.exists(
        where
          .selectFrom('claim_validation as decided')
          .innerJoin('claim_backing as row', 'row.claim_id', 'decided.claim_id')
          .select('row.period')
          .whereRef('decided.claim_id', '=', 'claim.id')
          .where('decided.decision', 'in', ['accept', 'accept-part'])
          .where((since) =>
            since.or([
              since.exists(
                since
                  .selectFrom('bill_import')
                  .select('bill_import.id')
                  .whereRef('bill_import.body_id', '=', 'row.body_id')
                  .whereRef('bill_import.period', '=', 'row.period')
                  .whereRef('bill_import.recorded_at', '>', 'decided.decided_at')
                  .where('bill_import.state', '=', 'current'),
              ),
              since.exists(
                since
                  .selectFrom('ledger_extract')
                  .select('ledger_extract.id')
                  .whereRef('ledger_extract.body_id', '=', 'row.body_id')
                  .whereRef('ledger_extract.undone_at', '>', 'decided.decided_at'),
              ),
              since.exists(
                since
                  .selectFrom('allocation_rule_set')
                  .select('allocation_rule_set.id')
                  .whereRef('allocation_rule_set.body_id', '=', 'row.body_id')
                  .whereRef('allocation_rule_set.decided_at', '>', 'decided.decided_at'),
              ),
            ]),
          ),
      ),
    )
    .orderBy('claim.id')
    .limit(limit)
    .execute()
}

/** Claims ever accepted, with the decision that accepted each, in order of number. */
export async function acceptedRows(reach: Reach, db: Reading, benefit?: string) {
  let query = inReach(reach, db)
    .innerJoin('claim_validation', 'claim_validation.claim_id', 'claim.id')
    .leftJoin('budget_entry', 'budget_entry.id', 'claim_validation.budget_entry_id')
    .select([
      'claim_validation.decided_at',
      'claim_validation.decided_by',
      'claim_validation.digest as validation_digest',
      'budget_entry.code as budget_code',
    ])
    .where('claim_validation.decision', 'in', ['accept', 'accept-part'])
    .where('claim.accepted_cents', 'is not', null)
  if (benefit !== undefined) query = query.where('benefit.code', '=', benefit)
  return query.orderBy('claim.id').execute()
}

export async function findBenefitByCode(reach: Reach, db: Reading, code: string): Promise<BenefitRow | undefined> {
  return db
    .selectFrom('benefit')
    .selectAll()
    .where('code', '=', code)
    .where('body_id', 'in', [...reach.bodies, ''])
    .executeTakeFirst()
}

/**
 * Holds every other decision on claims back until this transaction ends: what a check reads then cannot change before it is written.
 * SQLite has one writer; PostgreSQL takes a lock.
 */
export async function alone(tx: DatabaseTransaction): Promise<void> {
  if (tx.getExecutor().adapter instanceof PostgresAdapter) await sql`select pg_advisory_xact_lock(4712)`.execute(tx)
}

export async function insertClaim(
  tx: DatabaseTransaction,
  row: ClaimRow,
  backing: readonly ClaimBackingRow[],
): Promise<void> {
  await tx.insertInto('claim').values(row).execute()
  await insertBacking(tx, backing)
}

async function insertBacking(tx: DatabaseTransaction, backing: readonly ClaimBackingRow[]): Promise<void> {
  for (let from = 0; from < backing.length; from += 100)
    await tx
      .insertInto('claim_backing')
      .values(backing.slice(from, from + 100))
      .execute()
}

export async function replaceBacking(
  tx: DatabaseTransaction,
  claimId: string,
  backing: readonly ClaimBackingRow[],
): Promise<void> {
  await tx.deleteFrom('claim_backing').where('claim_id', '=', claimId).execute()
  await insertBacking(tx, backing)
}

/** Moves a claim on the version that was read; false when somebody was faster. */
export async function moveClaim(
  tx: DatabaseTransaction,
  row: Pick<ClaimRow, 'id' | 'row_version'>,
  set: Partial<ClaimRow>,
): Promise<boolean> {
  const result = await tx
    .updateTable('claim')
    .set({ ...set, row_version: row.row_version + 1 })
    .where('id', '=', row.id)
    .where('row_version', '=', row.row_version)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Marks the claim that a correction takes the place of; false when another correction already did. */
export async function supersedeClaim(tx: DatabaseTransaction, id: string, at: string): Promise<boolean> {
  const result = await tx
    .updateTable('claim')
    .set((set) => ({ superseded_at: at, row_version: set('row_version', '+', 1) }))
    .where('id', '=', id)
    .where('superseded_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

export async function checksOf(reach: Reach, db: Reading, claimId: string): Promise<ClaimCheckRow[]> {
  return db
    .selectFrom('claim_check')
    .selectAll()
    .where('claim_id', '=', claimId)
    .where('body_id', 'in', [...reach.bodies, ''])
    .orderBy('round')
    .execute()
}
export async function insertChecks(tx: DatabaseTransaction, rows: readonly ClaimCheckRow[]): Promise<void> {
  await tx
    .insertInto('claim_check')
    .values([...rows])
    .execute()
}

export async function validationsOf(reach: Reach, db: Reading, claimId: string) {
  return db
    .selectFrom('claim_validation')
    .leftJoin('budget_entry', 'budget_entry.id', 'claim_validation.budget_entry_id')
    .selectAll('claim_validation')
    .select('budget_entry.code as budget_code')
    .where('claim_validation.claim_id', '=', claimId)
    .where('claim_validation.body_id', 'in', [...reach.bodies, ''])
    .orderBy('claim_validation.decided_at')
    .orderBy('claim_validation.id')
    .execute()
}
export async function insertValidation(tx: DatabaseTransaction, row: ClaimValidationRow): Promise<void> {
  await tx.insertInto('claim_validation').values(row).execute()
}
