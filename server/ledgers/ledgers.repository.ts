import type { Reach } from '#server/access/reach.ts'
import type { Database, DatabaseTransaction } from '#server/database/database.ts'
import type { LedgerEntryRow, LedgerExtractRow } from '#server/database/schema.ts'

type Reader = Database | DatabaseTransaction

export type ExtractWithBody = LedgerExtractRow & { readonly body_code: string }

function extractsIn(reach: Reach, db: Reader) {
  return db
    .selectFrom('ledger_extract')
    .innerJoin('body', 'body.id', 'ledger_extract.body_id')
    .selectAll('ledger_extract')
    .select('body.code as body_code')
    .where('ledger_extract.body_id', 'in', [...reach.bodies, ''])
}

export async function findExtract(reach: Reach, db: Reader, id: string): Promise<ExtractWithBody | undefined> {
  return extractsIn(reach, db).where('ledger_extract.id', '=', id).executeTakeFirst()
}

/** Extracts of a body, the latest first. */
export async function extractsOf(reach: Reach, db: Reader, bodyId: string): Promise<ExtractWithBody[]> {
  return extractsIn(reach, db)
    .where('ledger_extract.body_id', '=', bodyId)
    .orderBy('ledger_extract.received_at', 'desc')
    .orderBy('ledger_extract.id', 'desc')
    .limit(200)
    .execute()
}

/** Extracts that count and bear this name, or hold the very same bytes under another. */
export async function standingExtracts(
  reach: Reach,
  db: Reader,
  bodyId: string,
  { name, sha256 }: { readonly name: string; readonly sha256: string },
): Promise<ExtractWithBody[]> {
  return extractsIn(reach, db)
    .where('ledger_extract.body_id', '=', bodyId)
    .where((where) =>
      where.or([where('ledger_extract.file_name', '=', name), where('ledger_extract.sha256', '=', sha256)]),
    )
    .where('ledger_extract.state', '=', 'applied')
    .execute()
}

/** The extract of the very same bytes that was last replaced by another. */
export async function findReplaced(
  reach: Reach,
  db: Reader,
  bodyId: string,
  sha256: string,
): Promise<ExtractWithBody | undefined> {
  return extractsIn(reach, db)
    .where('ledger_extract.body_id', '=', bodyId)
    .where('ledger_extract.sha256', '=', sha256)
    .where('ledger_extract.state', '=', 'replaced')
    .orderBy('ledger_extract.undone_at', 'desc')
    .executeTakeFirst()
}

export async function monthsOfExtract(db: Reader, id: string): Promise<string[]> {
  const rows = await db
    .selectFrom('ledger_entry')
    .select('period')
    .distinct()
    .where('extract_id', '=', id)
    .orderBy('period')
    .execute()
  return rows.map(({ period }) => period)
}

export async function insertExtract(tx: DatabaseTransaction, row: LedgerExtractRow): Promise<void> {
  await tx.insertInto('ledger_extract').values(row).execute()
}

export async function updateExtract(
  tx: DatabaseTransaction,
  id: string,
  expected: number,
  set: Partial<Omit<LedgerExtractRow, 'id' | 'row_version'>>,
): Promise<boolean> {
  const result = await tx
    .updateTable('ledger_extract')
    .set({ ...set, row_version: expected + 1 })
    .where('id', '=', id)
    .where('row_version', '=', expected)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

export async function insertEntries(tx: DatabaseTransaction, rows: readonly LedgerEntryRow[]): Promise<void> {
  for (let start = 0; start < rows.length; start += 1_000)
    await tx
      .insertInto('ledger_entry')
      .values(rows.slice(start, start + 1_000))
      .execute()
}

const entryColumns = [
  'line',
  'body_id',
  'period',
  'kind',
  'cost_element',
  'account',
  'fund',
  'workload_id',
  'amount_cents',
  'hours',
  'role',
  'description',
  'reference',
] as const satisfies readonly (keyof LedgerEntryRow)[]

/** The lines of an extract as lines of the one that takes its place. */
export async function copyEntries(tx: DatabaseTransaction, from: string, to: string): Promise<void> {
  await tx
    .insertInto('ledger_entry')
    .columns(['extract_id', ...entryColumns])
    .expression((e) =>
      e
        .selectFrom('ledger_entry')
        .select(e.val(to).as('extract_id'))
        .select([...entryColumns])
        .where('extract_id', '=', from),
    )
    .execute()
}

/** Lines of the extracts that count, the latest month first, after one of them. */
export async function linesOf(
  reach: Reach,
  db: Reader,
  asked: {
    readonly bodyId: string
    readonly extract?: string | undefined
    readonly after: { readonly period: string; readonly extract: string; readonly line: number } | null
    readonly limit: number
  },
) {
  let query = db
    .selectFrom('ledger_entry as entry')
    .innerJoin('ledger_extract as extract', 'extract.id', 'entry.extract_id')
    .leftJoin('workload', 'workload.id', 'entry.workload_id')
    .selectAll('entry')
    .select(['extract.file_name', 'workload.code as workload_code', 'workload.name as workload_name'])
    .where('entry.body_id', 'in', [...reach.bodies, ''])
    .where('extract.body_id', '=', asked.bodyId)
  query =
    asked.extract === undefined
      ? query.where('extract.state', '=', 'applied')
      : query.where('extract.id', '=', asked.extract)
  const { after } = asked
  if (after !== null)
    query = query.where((where) =>
      where.or([
        where('entry.period', '<', after.period),
        where.and([where('entry.period', '=', after.period), where('entry.extract_id', '>', after.extract)]),
        where.and([
          where('entry.period', '=', after.period),
          where('entry.extract_id', '=', after.extract),
          where('entry.line', '>', after.line),
        ]),
      ]),
    )
  return query
    .orderBy('entry.period', 'desc')
    .orderBy('entry.extract_id')
    .orderBy('entry.line')
    .limit(asked.limit)
    .execute()
}

/** One line, whether its extract still counts or not. */
export async function findLine(reach: Reach, db: Reader, extract: string, line: number) {
  return db
    .selectFrom('ledger_entry as entry')
    .innerJoin('ledger_extract as extract', 'extract.id', 'entry.extract_id')
    .select(['entry.period', 'entry.cost_element', 'entry.amount_cents', 'extract.file_name', 'extract.asked_json'])
    .where('entry.extract_id', '=', extract)
    .where('entry.line', '=', line)
    .where('entry.body_id', 'in', [...reach.bodies, ''])
    .executeTakeFirst()
}

export type LedgerMonthsAsked = {
  readonly workloadIds?: readonly string[] | undefined
  readonly from: string
  readonly to: string
  readonly asKnown?: string | undefined
}

const idsAtOnce = 5_000

/** Months of the ledger by workload, kind and cost element, from the extracts that counted at an instant. */
export async function ledgerSums(reach: Reach, db: Reader, asked: LedgerMonthsAsked) {
  if (asked.workloadIds === undefined) return sumsOf(reach, db, asked)
  const found: Awaited<ReturnType<typeof sumsOf>> = []
  for (let start = 0; start < asked.workloadIds.length; start += idsAtOnce)
    found.push(...(await sumsOf(reach, db, asked, asked.workloadIds.slice(start, start + idsAtOnce))))
  return found
}

async function sumsOf(reach: Reach, db: Reader, { from, to, asKnown }: LedgerMonthsAsked, ids?: readonly string[]) {
  let query = db
    .selectFrom('ledger_entry as entry')
    .innerJoin('ledger_extract as extract', 'extract.id', 'entry.extract_id')
    .select(['entry.workload_id', 'entry.period', 'entry.kind', 'entry.cost_element', 'entry.fund'])
    .select(['entry.extract_id', 'extract.received_at', 'extract.file_name'])
    .select((e) => [
      e.fn.sum<number | string>('entry.amount_cents').as('amount_cents'),
      e.fn.sum<number | string | null>('entry.hours').as('hours'),
      e.fn.countAll<number | string>().as('lines'),
      e.fn.min('entry.line').as('first_line'),
    ])
    .where('entry.body_id', 'in', [...reach.bodies, ''])
    .where('entry.period', '>=', from)
    .where('entry.period', '<=', to)
  query = ids === undefined ? query : query.where('entry.workload_id', 'in', [...ids])
  query =
    asKnown === undefined
      ? query.where('extract.undone_at', 'is', null)
      : query
          .where('extract.received_at', '<=', asKnown)
          .where((where) =>
            where.or([where('extract.undone_at', 'is', null), where('extract.undone_at', '>', asKnown)]),
          )
  return query
    .groupBy(['entry.workload_id', 'entry.period', 'entry.kind', 'entry.cost_element', 'entry.fund'])
    .groupBy(['entry.extract_id', 'extract.received_at', 'extract.file_name'])
    .orderBy('entry.workload_id')
    .orderBy('entry.period')
    .orderBy('entry.cost_element')
    .orderBy('entry.extract_id')
    .orderBy('entry.fund')
    .orderBy('entry.kind')
    .execute()
}

/** Lines of some months of a body, budget apart, from the extracts that counted at an instant (ISO); now when absent. */
export async function linesOfMonths(
  db: Reader,
  asked: { readonly bodyId: string; readonly months: readonly string[]; readonly asKnown?: string | undefined },
) {
  const { bodyId, months, asKnown } = asked
  const query = db
    .selectFrom('ledger_entry as entry')
    .innerJoin('ledger_extract as extract', 'extract.id', 'entry.extract_id')
    .leftJoin('workload', 'workload.id', 'entry.workload_id')
    .select(['entry.extract_id', 'entry.line', 'entry.period', 'entry.cost_element', 'entry.amount_cents'])
    .select(['workload.code as workload', 'extract.file_name'])
    .where('entry.body_id', '=', bodyId)
    .where('entry.period', 'in', [...months, ''])
    .where('entry.kind', '<>', 'budget')
  return asKnown === undefined
    ? query.where('extract.undone_at', 'is', null).execute()
    : query
        .where('extract.received_at', '<=', asKnown)
        .where((where) => where.or([where('extract.undone_at', 'is', null), where('extract.undone_at', '>', asKnown)]))
        .execute()
}
