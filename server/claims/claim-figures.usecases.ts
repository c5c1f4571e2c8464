import { hundredths, netDerivation } from '#models/claims/claim-amounts.ts'
import { isHeadline } from '#models/claims/claim-grade.ts'
import type { Backing, ClaimContent } from '#models/claims/claim.schemas.ts'
import type { ClaimTotalTerm } from '#models/claims/claim.views.ts'
import type { Derivation } from '#models/shared/derivation.ts'
import { summed } from '#models/shared/summed.ts'
import type { Reach } from '#server/access/reach.ts'
import type { Database } from '#server/database/database.ts'
import { claimFigure, parsedFigureId, workloadMonthFigure } from '#server/figures/figure-ids.ts'
import { type AcceptedClaim, acceptedClaims } from './accepted-claims.usecases.ts'
import { billRows, ledgerRows } from './claim-rows.usecases.ts'
import { contentOf } from './claim-views.ts'
import { type ClaimWithNames, findClaim, validationsOf } from './claims.repository.ts'

/**
 * What a claim came to, as it was known: accepted = net − what was not accepted; net = (gross + adjustments) × share; gross = what rests on
 * each row, from which the month of the bill and its lines open.
 */
export async function claimDerivation(db: Database, reach: Reach, id: string): Promise<Derivation | undefined> {
  const figure = parsedFigureId(id)
  if (figure?.kind !== 'claim') return undefined
  const asKnown = new Date(figure.asKnownMs).toISOString()
  const row = await findClaim(reach, db, figure.claim)
  if (row === undefined || row.created_at > asKnown) return undefined
  const decided = (await validationsOf(reach, db, row.id)).findLast(
    (one) => one.decided_at <= asKnown && one.accepted_cents !== null,
  )
  const signed = decided === undefined ? undefined : (JSON.parse(decided.content_json) as { content: ClaimContent }) // written by the decision
  const content = signed?.content ?? contentOf(row)
  const net = await netOf(db, row, content)
  if (figure.term === 'net') return net
  if (figure.term === 'gross') return net.inputs[0]
  if (decided === undefined) return undefined
  const accepted = (decided.accepted_cents ?? 0) / 100
  return {
    name: 'accepted',
    label: { fr: `Montant accepté, ${row.code}`, en: `Amount accepted, ${row.code}` },
    value: accepted,
    unit: net.unit,
    formula: 'net - refused',
    inputs: [
      net,
      {
        name: 'refused',
        label: { fr: 'Non accepté', en: 'Not accepted' },
        value: (row.net_cents - (decided.accepted_cents ?? 0)) / 100,
        unit: net.unit,
        inputs: [],
        source: {
          kind: 'statement',
          by: decided.decided_by,
          at: decided.decided_at,
          reference: `${row.code}, ${decided.digest}`,
        },
      },
    ],
  }
}

async function netOf(db: Database, row: ClaimWithNames, content: ClaimContent): Promise<Derivation> {
  const net = netDerivation(row.code, content, { by: row.created_by, at: row.submitted_at ?? row.created_at })
  const [gross, ...others] = net.inputs
  if (gross === undefined || content.backing.length === 0) return net
  const { source: _, ...stated } = gross
  const inputs = await backingParts(db, row, content.backing, gross.unit)
  return { ...net, inputs: [{ ...stated, formula: inputs.map(({ name }) => name).join(' + '), inputs }, ...others] }
}

/** What rests on each row; a bill opens to the month of its workload, and so to its lines. */
async function backingParts(
  db: Database,
  row: ClaimWithNames,
  backing: readonly Backing[],
  unit: string,
): Promise<Derivation[]> {
  const months = [...new Set(backing.map(({ period }) => period))]
  const bills = new Map(
    (await billRows(db, { bodyId: row.body_id, months })).map(
      (one) => [`${one.reference} ${one.period}`, one] as const,
    ),
  )
  const lines = new Map(
    (await ledgerRows(db, { bodyId: row.body_id, months })).map(
      (one) => [`${one.reference} ${one.period}`, one] as const,
    ),
  )
  return backing.map(({ kind, reference, period, amount }, at) => {
    const bill = kind === 'bill' ? bills.get(`${reference} ${period}`) : undefined
    const line = kind === 'ledger' || kind === 'labour' ? lines.get(`${reference} ${period}`) : undefined
    const text = `${reference}, ${period}`
    const figure = bill === undefined ? undefined : workloadMonthFigure(bill)
    return {
      name: `row_${at + 1}`,
      label: { fr: text, en: text },
      value: hundredths(amount) / 100,
      unit,
      inputs: [],
      source:
        line === undefined
          ? { kind: 'statement', by: row.created_by, at: row.submitted_at ?? row.created_at, reference: text }
          : { kind: 'data', file: line.fileName, line: line.line, reference: text },
      ...(figure === undefined ? {} : { figure }),
    }
  })
}

/** Which accepted claims, in dollars, each total counts; the same rules as `headline` of the models. */
const counted: Readonly<Record<ClaimTotalTerm, (claim: AcceptedClaim) => boolean>> = {
  headline: ({ grade }) => isHeadline(grade),
  cashable: ({ grade, nature }) => isHeadline(grade) && nature === 'cashable',
  accepted: () => true,
  loss: ({ accepted }) => accepted < 0,
  A: ({ grade }) => grade === 'A',
  B: ({ grade }) => grade === 'B',
  C: ({ grade }) => grade === 'C',
  D: ({ grade }) => grade === 'D',
  E: ({ grade }) => grade === 'E',
}
const totalLabels: Readonly<Record<ClaimTotalTerm, Derivation['label']>> = {
  headline: { fr: 'Réalisé validé, cotes A et B', en: 'Validated, grades A and B' },
  cashable: { fr: 'Dont encaissable', en: 'Of which cashable' },
  accepted: { fr: 'Accepté, toutes cotes', en: 'Accepted, every grade' },
  loss: { fr: 'Pertes acceptées', en: 'Accepted losses' },
  A: { fr: 'Accepté, cote A', en: 'Accepted, grade A' },
  B: { fr: 'Accepté, cote B', en: 'Accepted, grade B' },
  C: { fr: 'Accepté, cote C', en: 'Accepted, grade C' },
  D: { fr: 'Accepté, cote D', en: 'Accepted, grade D' },
  E: { fr: 'Accepté, cote E', en: 'Accepted, grade E' },
}

/** What all accepted claims within reach come to, as known at the instant in the id: dollars alone, each claim opens by itself. */
export async function claimTotalDerivation(db: Database, reach: Reach, id: string): Promise<Derivation | undefined> {
  const figure = parsedFigureId(id)
  if (figure?.kind !== 'claim-total') return undefined
  const { asKnownMs, term } = figure
  const all = await acceptedClaims(db, reach, { asKnown: new Date(asKnownMs).toISOString() })
  const some = all.filter((one) => one.nature !== 'other-unit' && counted[term](one))
  const parts = some.map((one, at): Derivation => {
    const text = `${one.code}, ${one.benefit}, ${one.from} – ${one.to}`
    return {
      name: `claim_${at + 1}`,
      label: { fr: text, en: text },
      value: one.accepted / 100,
      unit: 'CAD',
      inputs: [],
      source: { kind: 'statement', by: one.decidedBy, at: one.decidedAt, reference: `${one.code}, ${one.digest}` },
      figure: claimFigure(one.code, 'accepted', asKnownMs),
    }
  })
  return summed({ name: term, label: totalLabels[term], unit: 'CAD', decimals: 2 }, parts)
}
