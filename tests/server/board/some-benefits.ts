import type { ClaimContent } from '#models/claims/claim.schemas.ts'
import { someContent } from '#tests/server/claims/some-claims.ts'
import { newId } from '#server/shared/ids.ts'
import { changing } from '#server/shared/unit-of-work.ts'
import { aTrajectory } from '#tests/server/benefits/some-benefits.ts'
import type { TestApp } from '#tests/support/test-app.ts'

let made = 0

/** A benefit of a body, with no promise. */
export async function aBenefit(setup: TestApp, { body = 'MSC', fr = 'Hébergement fictif' } = {}) {
  made += 1
  const [id, code] = [newId(), `B-${String(9000 + made)}`]
  await setup.db
    .insertInto('benefit')
    .values({
      id,
      body_id: setup.bodyId(body),
      code,
      workload_id: null,
      decision_id: null,
      title_fr: fr,
      title_en: 'Fictitious hosting',
      sign: 1,
      created_at: setup.clock.now().toISOString(),
    })
    .execute()
  return { id, code }
}

/** A version of its promise, frozen now: cents a year, from a day on. */
export async function aPromise(
  setup: TestApp,
  benefit: string,
  { version = 1, cents, validFrom = '2025-11-24' }: { version?: number; cents: number; validFrom?: string },
) {
  await setup.db
    .insertInto('promise')
    .values({
      id: newId(),
      body_id: setup.bodyId('MSC'),
      benefit_id: benefit,
      version,
      current_cost_cents: null,
      planned_cost_cents: null,
      promised_cents: cents,
      p10_cents: cents - 100,
      p90_cents: cents + 100,
      valid_from: validFrom,
      valid_to: null,
      recorded_at: setup.clock.now().toISOString(),
      frozen_by: 'U-000001',
      reason: version === 1 ? 'Décidé en comité' : 'Portée réduite',
      figure: null,
      content_json: JSON.stringify({
        kind: 'trajectory',
        measure: 'economie',
        annualCents: cents,
        proposedBy: null,
        trajectory: aTrajectory,
      }),
      prev_digest: '0',
      digest: '0',
    })
    .execute()
}

/** Two months that nothing backs. */
const contentOf = (cents: number): ClaimContent => ({
  ...someContent,
  startsOn: '2026-09',
  months: 2,
  nature: 'cashable',
  gross: (cents / 100).toFixed(2),
})

/** The journal says each move: what was known of a claim on a day is read from it. */
const told = (setup: TestApp, action: string, objectId: string, after: object) =>
  changing({ db: setup.db, clock: setup.clock }, setup.system(), async (work) => {
    await work.record({ bodyId: setup.bodyId('MSC'), action, objectType: 'claim', objectId, after })
  })

/** What finance decides of a claim, now: the claim as it stands is part of what is signed. */
export async function aDecision(setup: TestApp, claim: string, cents: number | null) {
  const row = await setup.db.selectFrom('claim').selectAll().where('id', '=', claim).executeTakeFirstOrThrow()
  const signed = {
    net: (Number(row.net_cents) / 100).toFixed(2),
    grade: row.grade,
    submittedAt: row.submitted_at,
    content: contentOf(Number(row.net_cents)),
  }
  await setup.db
    .insertInto('claim_validation')
    .values({
      id: newId(),
      body_id: setup.bodyId('MSC'),
      claim_id: claim,
      decision: cents === null ? 'return' : 'accept',
      accepted_cents: cents,
      budget_entry_id: null,
      comment: '',
      decided_by: 'U-000002',
      decided_at: setup.clock.now().toISOString(),
      content_json: JSON.stringify(signed),
      digest: '0',
    })
    .execute()
  const acceptedCad = cents === null ? null : (cents / 100).toFixed(2)
  await told(setup, cents === null ? 'claim.returned' : 'claim.accepted', claim, { acceptedCad, grade: row.grade })
}

/** A claim submitted now. */
export async function aSubmittedClaim(
  setup: TestApp,
  benefit: string,
  { cents, grade = 'A' }: { cents: number; grade?: string },
) {
  made += 1
  const [id, at] = [newId(), setup.clock.now().toISOString()]
  await setup.db
    .insertInto('claim')
    .values({
      id,
      body_id: setup.bodyId('MSC'),
      code: `RC-${9000 + made}`,
      benefit_id: benefit,
      period_from: '2026-09',
      period_to: '2026-10',
      state: 'submitted',
      nature: 'cashable',
      gross_cents: cents,
      net_cents: cents,
      accepted_cents: null,
      grade,
      content_json: JSON.stringify(contentOf(cents)),
      submitted_by: 'U-000001',
      submitted_at: at,
      supersedes_id: null,
      superseded_at: null,
      created_by: 'U-000001',
      created_at: at,
      row_version: 1,
    })
    .execute()
  await told(setup, 'claim.drafted', id, { ...contentOf(cents) })
  await told(setup, 'claim.submitted', id, { grade })
  return id
}
