import type { DatabaseTransaction } from '#server/database/database.ts'

const prefixes = {
  workload: 'CH',
  application: 'AP',
  benefit: 'B',
  user: 'U',
  decision: 'D',
  exemption: 'DE',
  incident: 'IN',
  case: 'DA',
  wave: 'V',
  'price-book': 'GT',
  questionnaire: 'QU',
  'bill-source': 'FA',
  claim: 'RC',
  'map-node': 'N',
  pool: 'EB',
  'budget-entry': 'RB',
} as const
const widths = {
  workload: 6,
  application: 6,
  benefit: 4,
  user: 4,
  decision: 4,
  exemption: 4,
  incident: 4,
  case: 4,
  wave: 2,
  'price-book': 4,
  questionnaire: 4,
  'bill-source': 4,
  claim: 4,
  'map-node': 4,
  pool: 4,
  'budget-entry': 4,
} as const
export type CodeKind = keyof typeof prefixes

/** Takes `count` next codes of a kind (`CH-000001`…), in the transaction that uses them: none is given twice, none is lost. */
export async function nextCodes(tx: DatabaseTransaction, kind: CodeKind, count: number): Promise<string[]> {
  if (count === 0) return []
  const first = (await lastTaken(tx, kind, count)) - count + 1
  return Array.from({ length: count }, (_, i) => `${prefixes[kind]}-${String(first + i).padStart(widths[kind], '0')}`)
}

/** The next number of a count of its own (versions of one thing), from 1, in the transaction that uses it. */
export async function nextNumber(tx: DatabaseTransaction, counted: string): Promise<number> {
  return lastTaken(tx, counted, 1)
}

async function lastTaken(tx: DatabaseTransaction, kind: string, count: number): Promise<number> {
  const row = await tx
    .insertInto('code_counter')
    .values({ kind, last: count })
    .onConflict((conflict) =>
      conflict.column('kind').doUpdateSet((set) => ({ last: set('code_counter.last', '+', count) })),
    )
    .returning('last')
    .executeTakeFirstOrThrow()
  return row.last
}
