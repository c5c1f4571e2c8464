import type { Reach } from '#server/access/reach.ts'
import type { Database } from '#server/database/database.ts'

const idsAtOnce = 5_000

/** Whether a row recorded and perhaps ended stood at an instant. */
type Known = { readonly asKnown: string }

/** Entries of the ledger of workloads by month and cost element, from the extracts that stood at an instant. Cents of CAD. */
export async function ledgerOf(
  reach: Reach,
  db: Database,
  asked: Known & { readonly workloadIds: readonly string[]; readonly from: string; readonly to: string },
) {
  const found: LedgerMonthRow[] = []
  for (let start = 0; start < asked.workloadIds.length; start += idsAtOnce)
    found.push(
      ...(await ledgerOfSome(reach, db, { ...asked, workloadIds: asked.workloadIds.slice(start, start + idsAtOnce) })),
    )
  return found
}

export type LedgerMonthRow = {
  readonly workload_id: string
  readonly period: string
  readonly cost_element: string
  readonly extract_id: string
  readonly file_name: string
  readonly first_line: number
  readonly lines: number
  readonly cents: number
}

async function ledgerOfSome(
  reach: Reach,
  db: Database,
  asked: Known & { readonly workloadIds: readonly string[]; readonly from: string; readonly to: string },
): Promise<LedgerMonthRow[]> {
  const rows = await db
    .selectFrom('ledger_entry as entry')
    .innerJoin('ledger_extract as extract', 'extract.id', 'entry.extract_id')
    .select(['entry.workload_id', 'entry.period', 'entry.cost_element', 'entry.extract_id', 'extract.file_name'])
    .select((e) => [
      e.fn.sum<number | string>('entry.amount_cents').as('cents'),
      e.fn.min('entry.line').as('first_line'),
      e.fn.countAll<number | string>().as('lines'),
    ])
    .where('entry.body_id', 'in', [...reach.bodies, ''])
    .where('entry.workload_id', 'in', [...asked.workloadIds])
    .where('entry.kind', '<>', 'budget')
    .where('entry.period', '>=', asked.from)
    .where('entry.period', '<=', asked.to)
    .where('extract.received_at', '<=', asked.asKnown)
    .where((where) =>
      where.or([where('extract.undone_at', 'is', null), where('extract.undone_at', '>', asked.asKnown)]),
    )
    .groupBy(['entry.workload_id', 'entry.period', 'entry.cost_element', 'entry.extract_id', 'extract.file_name'])
    .orderBy('entry.period')
    .orderBy('entry.cost_element')
    .execute()
  return rows.map((row) => ({
    workload_id: row.workload_id ?? '',
    period: row.period,
    cost_element: row.cost_element,
    extract_id: row.extract_id,
    file_name: row.file_name,
    first_line: Number(row.first_line),
    lines: Number(row.lines),
    cents: Number(row.cents),
  }))
}

/** Proofs that a legacy cost ended, by what they are bound to (a workload or a benefit), as they stood at an instant. */
export async function proofsOf(reach: Reach, db: Database, { asKnown }: Known) {
  return db
    .selectFrom('evidence')
    .select(['subject', 'kind', 'title', 'sha256', 'content_json', 'recorded_at'])
    .where('body_id', 'in', [...reach.bodies, ''])
    .where('kind', 'in', ['decommissioning-certificate', 'contract-end', 'disposal'])
    .where('recorded_at', '<=', asKnown)
    .where((where) => where.or([where('recorded_to', 'is', null), where('recorded_to', '>', asKnown)]))
    .orderBy('recorded_at')
    .execute()
}

/** What workloads were said to cost when their saving was promised: the baseline of a cost plan until a measured one is frozen. */
export async function promisedCosts(reach: Reach, db: Database, { asKnown }: Known) {
  return db
    .selectFrom('promise')
    .select(['benefit_id', 'version', 'current_cost_cents', 'figure', 'frozen_by', 'recorded_at', 'digest'])
    .where('body_id', 'in', [...reach.bodies, ''])
    .where('recorded_at', '<=', asKnown)
    .where('current_cost_cents', 'is not', null)
    .orderBy('version')
    .execute()
}

/** Claims that finance had accepted at an instant: amount, months, grade and the budget entry each draws on. */
export async function acceptedOf(reach: Reach, db: Database, { asKnown }: Known) {
  return db
    .selectFrom('claim')
    .innerJoin('claim_validation as decided', 'decided.claim_id', 'claim.id')
    .leftJoin('budget_entry', 'budget_entry.id', 'decided.budget_entry_id')
    .select([
      'claim.benefit_id',
      'claim.code',
      'claim.nature',
      'claim.grade',
      'claim.period_from',
      'claim.period_to',
      'decided.accepted_cents',
      'decided.decided_at',
      'budget_entry.code as budget',
    ])
    .where('claim.body_id', 'in', [...reach.bodies, ''])
    .where('claim.state', 'in', ['accepted', 'accepted-in-part'])
    .where('decided.decision', 'in', ['accept', 'accept-part'])
    .where('decided.decided_at', '<=', asKnown)
    .where((where) => where.or([where('claim.superseded_at', 'is', null), where('claim.superseded_at', '>', asKnown)]))
    .orderBy('claim.code')
    .execute()
}
