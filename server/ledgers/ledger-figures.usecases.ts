import type { Derivation } from '#models/shared/derivation.ts'
import { summed } from '#models/shared/summed.ts'
import type { Reach } from '#server/access/reach.ts'
import type { Database } from '#server/database/database.ts'
import { claimFigure, parsedFigureId } from '#server/figures/figure-ids.ts'
import { budgetEntriesIn, decisionsOnEntry, findBudgetEntry } from './budget-entries.repository.ts'
import { findLine } from './ledgers.repository.ts'

/** A line of the ledger: where it stands in its file. */
export async function ledgerLineDerivation(db: Database, reach: Reach, id: string): Promise<Derivation | undefined> {
  const figure = parsedFigureId(id)
  if (figure?.kind !== 'ledger-line') return undefined
  const row = await findLine(reach, db, figure.extract, figure.line)
  if (row === undefined) return undefined
  const { columns } = JSON.parse(row.asked_json) as { readonly columns: { readonly amount?: string } } // written by sendExtract only
  const text = `${row.period}, ${row.cost_element}`
  return {
    name: 'line',
    label: { fr: `Grand livre, ${text}`, en: `Ledger, ${text}` },
    value: row.amount_cents / 100,
    unit: 'CAD',
    inputs: [],
    source: {
      kind: 'file',
      file: row.file_name,
      line: figure.line,
      column: columns.amount ?? '',
      batch: figure.extract,
    },
  }
}

/** Budget withdrawn as it was stated; what accepted claims took of it, each opening by itself; left = withdrawn − accepted. */
export async function budgetDerivation(db: Database, reach: Reach, id: string): Promise<Derivation | undefined> {
  const figure = parsedFigureId(id)
  if (figure?.kind !== 'budget') return undefined
  const standing = await findBudgetEntry(reach, db, figure.entry)
  if (standing === undefined) return undefined
  const asKnown = new Date(figure.asKnownMs).toISOString()
  const known = (await budgetEntriesIn(reach, db, { bodyIds: [standing.body_id], asKnown })).findLast(
    ({ code }) => code === figure.entry,
  )
  if (known === undefined) return undefined
  const amount: Derivation = {
    name: 'amount',
    label: { fr: `Retrait ${known.code}, ${known.fund}`, en: `Withdrawal ${known.code}, ${known.fund}` },
    value: known.amount_cents / 100,
    unit: 'CAD',
    inputs: [],
    source: { kind: 'statement', by: known.stated_by, at: known.recorded_at, reference: known.reference },
  }
  if (figure.term === 'amount') return amount
  const accepted = await acceptedOf(db, standing.id, figure.asKnownMs)
  if (figure.term === 'accepted') return accepted
  return {
    name: 'left',
    label: { fr: `Reste du retrait ${known.code}`, en: `Left of withdrawal ${known.code}` },
    value: Math.round(known.amount_cents - Number(accepted.value) * 100) / 100,
    unit: 'CAD',
    formula: 'round((amount - accepted) * 100) / 100',
    inputs: [amount, accepted],
  }
}

async function acceptedOf(db: Database, entryId: string, asKnownMs: number): Promise<Derivation> {
  const decisions = await decisionsOnEntry(db, entryId, new Date(asKnownMs).toISOString())
  const standing = [...Map.groupBy(decisions, ({ code }) => code).values()].flatMap((own) => own.at(-1) ?? [])
  const counted = standing.filter((one) => one.budget_entry_id === entryId && (one.accepted_cents ?? 0) > 0)
  return summed(
    { name: 'accepted', label: { fr: 'Réclamations acceptées', en: 'Accepted claims' }, unit: 'CAD', decimals: 2 },
    counted.map((one, at): Derivation => ({
      name: `claim_${at + 1}`,
      label: { fr: one.code, en: one.code },
      value: (one.accepted_cents ?? 0) / 100,
      unit: 'CAD',
      inputs: [],
      source: { kind: 'statement', by: one.decided_by, at: one.decided_at, reference: one.code },
      figure: claimFigure(one.code, 'accepted', asKnownMs),
    })),
  )
}
