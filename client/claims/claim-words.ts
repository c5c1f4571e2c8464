import type { CheckRule, Verdict } from '#models/claims/claim-checks.ts'
import type { BackingKind, ClaimContent, ClaimNature, ClaimState } from '#models/claims/claim.schemas.ts'
import type { ClaimLine } from '#models/claims/claim.views.ts'
import type { EvidenceKind } from '#models/claims/evidence.schemas.ts'
import { fmt, t, type TextKey } from '#client/i18n/i18n.ts'
import type { Tone } from '#client/ui/verdict-mark.tsx'

type Look = { readonly tone: Tone; readonly text: TextKey }

export const stateLook: Readonly<Record<ClaimState, Look>> = {
  draft: { tone: 'none', text: 'claims.draft' },
  submitted: { tone: 'warn', text: 'claims.submitted' },
  'in-review': { tone: 'warn', text: 'claims.inReview' },
  accepted: { tone: 'ok', text: 'claims.accepted' },
  'accepted-in-part': { tone: 'mit', text: 'claims.acceptedInPart' },
  returned: { tone: 'mit', text: 'claims.returned' },
  rejected: { tone: 'bad', text: 'claims.rejected' },
  withdrawn: { tone: 'none', text: 'claims.withdrawn' },
}
export const verdictLook: Readonly<Record<Verdict, Look>> = {
  pass: { tone: 'ok', text: 'claims.checkPass' },
  warn: { tone: 'warn', text: 'claims.checkWarn' },
  fail: { tone: 'bad', text: 'claims.checkFail' },
}
export const natureText: Readonly<Record<ClaimNature, TextKey>> = {
  cashable: 'claims.cashable',
  avoidance: 'claims.avoidance',
  'released-capacity': 'claims.releasedCapacity',
  revenue: 'claims.revenue',
  'other-unit': 'claims.otherUnit',
}
export const basisText: Readonly<Record<ClaimContent['basis'], TextKey>> = {
  measured: 'claims.basisMeasured',
  modelled: 'claims.basisModelled',
  asserted: 'claims.basisAsserted',
}
export const backingText: Readonly<Record<BackingKind, TextKey>> = {
  bill: 'claims.kindBill',
  ledger: 'claims.kindLedger',
  labour: 'claims.kindLabour',
  contract: 'claims.kindContract',
}
export const evidenceText: Readonly<Record<EvidenceKind, TextKey>> = {
  'ledger-extract': 'claims.kindLedgerExtract',
  bill: 'claims.kindBill',
  invoice: 'claims.kindInvoice',
  measurement: 'claims.kindMeasurement',
  minutes: 'claims.kindMinutes',
  'decommissioning-certificate': 'claims.kindDecommissioning',
  'contract-end': 'claims.kindContractEnd',
  disposal: 'claims.kindDisposal',
  query: 'claims.kindQuery',
  'bill-rows': 'claims.kindBillRows',
  'baseline-adjustments': 'claims.kindBaselineAdjustments',
  'price-basis': 'claims.kindPriceBasis',
  sample: 'claims.sample',
  link: 'claims.kindLink',
  other: 'claims.kindOther',
}
export const ruleText: Readonly<Record<CheckRule, TextKey>> = {
  'submitter-not-validator': 'claims.rule_submitterNotValidator',
  'owner-not-project-lead': 'claims.rule_ownerNotProjectLead',
  'after-baseline': 'claims.rule_afterBaseline',
  'period-over': 'claims.rule_periodOver',
  'pool-ceiling': 'claims.rule_poolCeiling',
  'pool-shares': 'claims.rule_poolShares',
  'budget-withdrawn': 'claims.rule_budgetWithdrawn',
  'budget-year': 'claims.rule_budgetYear',
  'backing-once': 'claims.rule_backingOnce',
  'backing-found': 'claims.rule_backingFound',
  'backing-sums': 'claims.rule_backingSums',
  'period-closed': 'claims.rule_periodClosed',
  'unit-and-price-basis': 'claims.rule_unitAndPriceBasis',
  'within-measured': 'claims.rule_withinMeasured',
  'observations-known': 'claims.rule_observationsKnown',
  'not-a-duplicate': 'claims.rule_notADuplicate',
}

/** An amount in its own unit: dollars, or days, percent… */
export function amountWords(amount: string, unit: string): string {
  return unit === 'CAD' ? fmt.money(amount) : `${fmt.decimal(Number(amount), 2)} ${unit}`
}

const dayMs = 86_400_000

/** How long it has waited, in whole days; nothing when it waits for no one. */
export function ageDays(claim: Pick<ClaimLine, 'submittedAt'>, nowMs: number): number | undefined {
  if (claim.submittedAt === null) return undefined
  return Math.max(0, Math.floor((nowMs - Date.parse(claim.submittedAt)) / dayMs))
}

export function ageWords(days: number): string {
  return days === 0 ? t('claims.today') : t('claims.days', { count: days })
}
