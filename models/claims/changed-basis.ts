import type { BackingKind } from './claim.schemas.ts'

/** What a row that backs a claim says: decimal text and its currency; null when it is not found. */
export type RowSaid = { readonly amount: string; readonly currency: string } | null
export type StoodOn = {
  readonly kind: BackingKind
  readonly reference: string
  readonly period: string
  readonly row: RowSaid
}
export type ChangedRow = Omit<StoodOn, 'row'> & { readonly then: RowSaid; readonly now: RowSaid }

const isSame = (one: RowSaid, other: RowSaid) => one?.amount === other?.amount && one?.currency === other?.currency

/** Rows that no longer say what they said when a claim was accepted: a bill replaced, a ledger undone, rules of allocation replayed. */
export function changedBasis(then: readonly StoodOn[], now: readonly StoodOn[]): ChangedRow[] {
  const today = new Map(now.map((one) => [`${one.kind} ${one.reference} ${one.period}`, one.row]))
  return then.flatMap(({ row, ...one }) => {
    const said = today.get(`${one.kind} ${one.reference} ${one.period}`) ?? null
    return isSame(row, said) ? [] : [{ ...one, then: row, now: said }]
  })
}
