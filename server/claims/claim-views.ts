import type { StoodOn } from '#models/claims/changed-basis.ts'
import { hundredths, lastMonthOf, netHundredths } from '#models/claims/claim-amounts.ts'
import type { CheckResult, CheckRule, Verdict } from '#models/claims/claim-checks.ts'
import { gradeOfBasis } from '#models/claims/claim-grade.ts'
import type { ClaimContent, ClaimDecision, ClaimGrade, ClaimNature, ClaimState } from '#models/claims/claim.schemas.ts'
import type { CheckRound, ClaimLine, ValidationView } from '#models/claims/claim.views.ts'
import { canonicalJson } from '#models/shared/canonical-json.ts'
import type { Bilingual } from '#models/shared/bilingual.ts'
import { cadCents, centsToDecimal } from '#models/shared/money.ts'
import { etagOf } from '#server/app/versions.ts'
import type { ClaimBackingRow, ClaimCheckRow } from '#server/database/schema.ts'
import { asJson } from '#server/shared/digest.ts'
import type { ClaimWithNames, validationsOf } from './claims.repository.ts'

export const decimal = (cents: number) => centsToDecimal(cadCents(cents))

export function contentOf(row: Pick<ClaimWithNames, 'content_json'>): ClaimContent {
  return JSON.parse(row.content_json) as ClaimContent // written through the schema
}

/** What is kept of a content beside it, for lists and sums. The grade is what its basis alone allows until it is checked. */
export function columnsOf(content: ClaimContent) {
  return {
    period_from: content.startsOn,
    period_to: lastMonthOf(content),
    nature: content.nature,
    gross_cents: hundredths(content.gross),
    net_cents: netHundredths(content),
    grade: gradeOfBasis[content.basis],
    content_json: canonicalJson(asJson(content)),
  }
}

export function claimLine(row: ClaimWithNames): ClaimLine {
  return {
    code: row.code,
    body: row.body_code,
    benefit: row.benefit_code,
    benefitTitle: { fr: row.benefit_title_fr, en: row.benefit_title_en },
    workload: row.workload_code,
    from: row.period_from,
    to: row.period_to,
    state: row.state as ClaimState, // these three are written by this folder only
    nature: row.nature as ClaimNature,
    unit: contentOf(row).unit,
    gross: decimal(row.gross_cents),
    net: decimal(row.net_cents),
    accepted: row.accepted_cents === null ? null : decimal(row.accepted_cents),
    grade: row.grade as ClaimGrade,
    createdBy: row.created_by,
    createdAt: row.created_at,
    submittedBy: row.submitted_by,
    submittedAt: row.submitted_at,
    supersedes: row.supersedes_code,
    supersededAt: row.superseded_at,
    etag: etagOf(row.row_version),
  }
}

export function backingRows(claimId: string, bodyId: string, content: ClaimContent): ClaimBackingRow[] {
  const sums = new Map<string, ClaimBackingRow>()
  for (const { kind, reference, period, amount } of content.backing) {
    const key = `${kind} ${reference} ${period}`
    const known = sums.get(key)
    sums.set(key, {
      claim_id: claimId,
      kind,
      reference,
      period,
      body_id: bodyId,
      amount_cents: (known?.amount_cents ?? 0) + hundredths(amount),
    })
  }
  return [...sums.values()]
}

/** The checks of a round as rows: what a warning says, who went past it and why. */
export function checkRows(given: {
  readonly claimId: string
  readonly bodyId: string
  readonly round: number
  readonly at: string
  readonly checks: readonly CheckResult[]
  readonly overrides: readonly { readonly rule: string; readonly reason: string }[]
  readonly by: string
}): ClaimCheckRow[] {
  const reasons = new Map(given.overrides.map((one) => [one.rule, one.reason]))
  return given.checks.map(({ rule, version, verdict, isInvariant, detail }) => {
    const reason = verdict === 'warn' ? (reasons.get(rule) ?? null) : null
    return {
      claim_id: given.claimId,
      round: given.round,
      rule,
      body_id: given.bodyId,
      rule_version: version,
      verdict,
      detail_json: JSON.stringify({ isInvariant, detail }),
      overridden_by: reason === null ? null : given.by,
      override_reason: reason,
      checked_at: given.at,
    }
  })
}

export function checkRounds(rows: readonly ClaimCheckRow[]): CheckRound[] {
  return [...Map.groupBy(rows, (row) => row.round)].map(([round, of]) => ({
    round,
    checkedAt: of[0]?.checked_at ?? '',
    checks: of.map((row) => {
      const { isInvariant, detail } = JSON.parse(row.detail_json) as { isInvariant: boolean; detail: Bilingual } // written by checkRows
      return {
        rule: row.rule as CheckRule, // as written by checkRows
        version: row.rule_version,
        verdict: row.verdict as Verdict,
        isInvariant,
        detail,
        overriddenBy: row.overridden_by,
        overrideReason: row.override_reason,
      }
    }),
  }))
}

export function validationView(row: Awaited<ReturnType<typeof validationsOf>>[number]): ValidationView {
  return {
    decision: row.decision as ClaimDecision, // written by the decision only
    accepted: row.accepted_cents === null ? null : decimal(row.accepted_cents),
    budgetEntry: row.budget_code,
    comment: row.comment,
    decidedBy: row.decided_by,
    decidedAt: row.decided_at,
    digest: row.digest,
  }
}

/** What the rows of an accepted claim said when it was accepted; nothing of one that was not. */
export function stoodThen(
  validations: readonly { readonly decision: string; readonly content_json: string }[],
): StoodOn[] {
  const accepting = validations.findLast((one) => one.decision === 'accept' || one.decision === 'accept-part')
  if (accepting === undefined) return []
  const { stoodOn = [] } = JSON.parse(accepting.content_json) as { readonly stoodOn?: StoodOn[] } // written by the decision
  return stoodOn
}
