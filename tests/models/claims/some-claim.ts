import type { ClaimFacts } from '#models/claims/claim-checks.ts'
import type { ClaimContent } from '#models/claims/claim.schemas.ts'
import { known } from '#models/shared/outcome.ts'

export const someContent: ClaimContent = {
  startsOn: '2026-07',
  months: 3,
  nature: 'avoidance',
  unit: 'CAD',
  priceBasis: { kind: 'nominal' },
  basis: 'measured',
  gross: '3000.00',
  adjustments: [],
  share: '1',
  pool: null,
  budgetEntry: null,
  backing: [
    { kind: 'bill', reference: 'FA-0001|CH-000001|Compute', period: '2026-07', amount: '1000.00' },
    { kind: 'bill', reference: 'FA-0001|CH-000001|Compute', period: '2026-08', amount: '1000.00' },
    { kind: 'ledger', reference: 'x|12', period: '2026-09', amount: '1000.00' },
  ],
  statement: {},
}

/** A claim that every check lets through. */
export const someFacts: ClaimFacts = {
  content: someContent,
  benefit: 'B-0001',
  claimants: ['U-0001'],
  validator: 'U-0002',
  amount: 300_000,
  today: '2026-11-24',
  owner: 'U-0001',
  projectLead: 'U-0009',
  handedOverOn: '2026-06-01',
  unit: 'CAD/year',
  priceBasis: { kind: 'nominal' },
  baselineTo: '2026-06',
  pool: null,
  budget: null,
  backing: someContent.backing.map(({ kind, reference, period }) => ({
    kind,
    reference,
    period,
    isFound: true,
    isClosed: true,
    usedBy: null,
  })),
  realised: known({ cents: 400_000, takenCents: 100_000 }),
  missingMonths: [],
  duplicates: [],
}
