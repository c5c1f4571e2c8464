import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { ClaimContent } from '#models/claims/claim.schemas.ts'
import type { ClaimView } from '#models/claims/claim.views.ts'
import { openEngine } from '#server/bills/bill-engine.ts'
import { asJson, digestOf } from '#server/shared/digest.ts'
import { newId } from '#server/shared/ids.ts'
import { nextCodes } from '#server/shared/codes.ts'
import { aWorkload, ifMatch } from '#tests/server/decisions/some-workloads.ts'
import type { TestApp } from '#tests/support/test-app.ts'

export type Person = Awaited<ReturnType<TestApp['signedIn']>>
export type Problem = { code: string; errors: { pointer?: string; code: string; detail: string }[] }

/** Three months of avoidance, measured, that nothing backs. */
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
  backing: [],
  statement: { fr: 'Exploitation réduite.' },
}

/** A benefit of a body, with a workload. */
export async function aBenefit(setup: TestApp, body = 'MSC'): Promise<{ code: string; id: string; workload: string }> {
  const workload = await aWorkload(setup, { body })
  const id = newId()
  const code = await setup.db.transaction().execute(async (tx) => {
    const [given = ''] = await nextCodes(tx, 'benefit', 1)
    await tx
      .insertInto('benefit')
      .values({
        id,
        body_id: setup.bodyId(body),
        code: given,
        workload_id: workload.id,
        decision_id: null,
        title_fr: 'Exploitation réduite',
        title_en: 'Lower running costs',
        sign: 1,
        created_at: setup.clock.now().toISOString(),
      })
      .execute()
    return given
  })
  return { code, id, workload: workload.code }
}

/** A record of the register that stands, on the one before of its subject. */
export async function aRecord(
  setup: TestApp,
  record: { subject: string; kind: string; key?: string; content: object; body?: string },
): Promise<void> {
  const { subject, kind, key = '-', content } = record
  const kept = await setup.db
    .selectFrom('register_record')
    .select(['digest', 'prev_digest'])
    .where('subject', '=', subject)
    .execute()
  const links = new Set(kept.map((one) => one.prev_digest))
  const previousDigest = kept.find((one) => !links.has(one.digest))?.digest ?? '0'.repeat(64)
  const said = {
    id: newId(),
    bodyId: setup.bodyId(record.body ?? 'MSC'),
    subject,
    kind,
    key,
    version: 1,
    validFrom: null,
    validTo: null,
    recordedAt: setup.clock.now().toISOString(),
    content,
    reason: 'Atelier',
    statedBy: 'U-0001',
    approvedBy: null,
    previousDigest,
  }
  await setup.db
    .insertInto('register_record')
    .values({
      id: said.id,
      body_id: said.bodyId,
      subject,
      kind,
      key,
      version: 1,
      valid_from: null,
      valid_to: null,
      recorded_at: said.recordedAt,
      recorded_to: null,
      content_json: JSON.stringify(content),
      reason: said.reason,
      stated_by: said.statedBy,
      approved_by: null,
      prev_digest: previousDigest,
      digest: digestOf(asJson(said)),
    })
    .execute()
}

/** A pool with a ceiling over the fiscal year, and the share of one benefit. */
export async function aPool(
  setup: TestApp,
  { ceiling, shares }: { ceiling: number; shares: Readonly<Record<string, number>> },
): Promise<string> {
  const [code = ''] = await setup.db.transaction().execute((tx) => nextCodes(tx, 'pool', 1))
  const title = { fr: 'Enveloppe', en: 'Pool' }
  const ceilings = [{ from: '2026-04', to: '2027-03', ceiling }]
  await aRecord(setup, {
    subject: code,
    kind: 'pool',
    content: { title, metric: 'CAD', unit: 'CAD', rule: 'agreed', ceilings },
  })
  for (const [benefit, share] of Object.entries(shares))
    await aRecord(setup, { subject: code, kind: 'share', key: benefit, content: { share, rationale: '' } })
  return code
}

export async function aBudgetEntry(setup: TestApp, amountCents: number, body = 'MSC'): Promise<string> {
  return setup.db.transaction().execute(async (tx) => {
    const [code = ''] = await nextCodes(tx, 'budget-entry', 1)
    await tx
      .insertInto('budget_entry')
      .values({
        id: newId(),
        body_id: setup.bodyId(body),
        code,
        fund: '5-412',
        fiscal_year: '2026-2027',
        amount_cents: amountCents,
        effective_on: '2026-04-01',
        reference: 'Avis de virement',
        stated_by: 'U-0001',
        recorded_at: setup.clock.now().toISOString(),
        recorded_to: null,
      })
      .execute()
    return code
  })
}

/** One month of charges of a workload in an import in force; gives the reference of its row. */
export async function aBillMonth(
  setup: TestApp,
  given: {
    workload: string
    period: string
    effectiveMicros: number
    state?: 'open' | 'closed'
    source?: string
    /** What the whole charge costs when only a part goes to the workload. */
    wholeMicros?: number
  },
): Promise<string> {
  const body_id = setup.bodyId('MSC')
  const at = setup.clock.now().toISOString()
  const source = given.source ?? 'FA-0001'
  const { db } = setup
  const known = await db.selectFrom('bill_source').select('id').where('code', '=', source).executeTakeFirst()
  const sourceId = known?.id ?? newId()
  if (known === undefined)
    await db
      .insertInto('bill_source')
      .values({
        id: sourceId,
        body_id,
        code: source,
        provider: 'AWS',
        account: source,
        name: 'Compte',
        currency: 'CAD',
        created_at: at,
      })
      .execute()
  const period = await db
    .selectFrom('bill_period')
    .select('current_import_id')
    .where('source_id', '=', sourceId)
    .where('period', '=', given.period)
    .executeTakeFirst()
  const importId = period?.current_import_id ?? newId()
  if (period === undefined) {
    const deliveryId = newId()
    await db
      .insertInto('bill_delivery')
      .values({
        id: deliveryId,
        body_id,
        file_name: 'focus.csv',
        sha256: newId(),
        bytes: 1,
        container: 'csv',
        dialect: 'focus',
        dataset: 'CostAndUsage',
        version: '1.2',
        state: 'imported',
        asked_json: '{}',
        result_json: '{}',
        problem_json: null,
        delivered_at: at,
        stated_by: 'U-0001',
        received_at: at,
        ended_at: at,
        row_version: 1,
      })
      .execute()
    await db
      .insertInto('bill_import')
      .values({
        id: importId,
        body_id,
        delivery_id: deliveryId,
        source_id: sourceId,
        period: given.period,
        state: 'current',
        row_count: 1,
        charge_count: 1,
        billed_micros: given.effectiveMicros,
        effective_micros: given.effectiveMicros,
        currency: 'CAD',
        result_json: '{}',
        is_restatement: 0,
        supersedes_id: null,
        superseded_at: null,
        parquet_file: null,
        recorded_at: at,
      })
      .execute()
    await db
      .insertInto('bill_period')
      .values({
        id: newId(),
        body_id,
        source_id: sourceId,
        period: given.period,
        state: given.state ?? 'closed',
        current_import_id: importId,
        changed_by: 'U-0001',
        changed_at: at,
        reason: '',
        row_version: 1,
      })
      .execute()
  }
  const workload = await db
    .selectFrom('workload')
    .select('id')
    .where('code', '=', given.workload)
    .executeTakeFirstOrThrow()
  const last = await db
    .selectFrom('bill_charge')
    .select((e) => e.fn.max('ordinal').as('last'))
    .where('import_id', '=', importId)
    .executeTakeFirst()
  const ordinal = Number(last?.last ?? 0) + 1
  const micros = { billed_micros: given.effectiveMicros, effective_micros: given.effectiveMicros }
  const whole = given.wholeMicros ?? given.effectiveMicros
  await db
    .insertInto('bill_charge')
    .values({
      billed_micros: whole,
      effective_micros: whole,
      import_id: importId,
      ordinal,
      body_id,
      period: given.period,
      day: `${given.period}-01`,
      provider: 'AWS',
      sub_account: '',
      service: 'EC2',
      service_category: 'Compute',
      resource: `i-${ordinal}`,
      region: 'ca-central-1',
      charge_category: 'Usage',
      charge_class: '',
      pricing_category: 'Standard',
      commitment: '',
      commitment_status: '',
      tags_json: '',
      currency: 'CAD',
      list_micros: null,
      contracted_micros: null,
      row_count: 1,
    })
    .execute()
  await db
    .insertInto('allocated_charge')
    .values({
      ...micros,
      import_id: importId,
      charge_ordinal: ordinal,
      part: 0,
      month_ordinal: ordinal,
    })
    .execute()
  await db
    .insertInto('workload_month')
    .values({
      ...micros,
      import_id: importId,
      workload_id: workload.id,
      rule_id: 'r1',
      service_category: 'Compute',
      body_id,
      ordinal,
      rule_set_id: 'r',
      period: given.period,
      currency: 'CAD',
      list_micros: null,
      contracted_micros: null,
      unused_micros: 0,
      tax_micros: 0,
      is_shared: 0,
      charge_count: 1,
    })
    .execute()
  return `${source}|${given.workload}|Compute`
}

/** The rows of an import as reading keeps them, on lines 2, 4, 6…: each costs what is said, of the first charge of its month. */
export async function someRows(setup: TestApp, period: string, costs: readonly string[]): Promise<void> {
  const folder = join(setup.filesFolder, 'bills')
  await mkdir(folder, { recursive: true })
  const engine = await openEngine(folder)
  const file = `${newId()}.parquet`
  const rows = costs.map(
    (cost, at) =>
      `SELECT ${2 * at + 2} AS _line, '${cost}'::DECIMAL(38,12) AS BilledCost, '${cost}'::DECIMAL(38,12) AS EffectiveCost, TIMESTAMP '${period}-01' AS ChargePeriodStart, 'EC2' AS ServiceName, 'Compute' AS ServiceCategory, 'i-1' AS ResourceId, 'ca-central-1' AS RegionId, 'Usage' AS ChargeCategory, 'Standard' AS PricingCategory, '3.5'::DECIMAL(38,12) AS PricingQuantity, 'gardé' AS x_Autre`,
  )
  try {
    await engine.run(`COPY (${rows.join(' UNION ALL ')}) TO '${join(folder, file)}' (FORMAT parquet)`)
  } finally {
    await engine.close()
  }
  await setup.db.updateTable('bill_import').set({ parquet_file: file }).where('period', '=', period).execute()
}

/** Written and sent by a person. */
export async function submitted(
  by: Person,
  benefit: string,
  content: ClaimContent = someContent,
  supersedes: string | null = null,
): Promise<ClaimView> {
  const drafted = await by.call('POST', `/api/benefits/${benefit}/claims`, { content, supersedes })
  if (drafted.status !== 201) throw new Error(drafted.text)
  const draft = drafted.json as unknown as ClaimView
  const sent = await by.call('POST', `/api/claims/${draft.code}/submit`, {}, ifMatch(draft))
  if (sent.status !== 200) throw new Error(sent.text)
  return sent.json as unknown as ClaimView
}

/** A reason for every warning that a claim has now. */
export const reasons = (claim: ClaimView) =>
  claim.now.filter((one) => one.verdict === 'warn').map(({ rule }) => ({ rule, reason: 'Vu en séance' }))

export const decide = (by: Person, claim: ClaimView, decision: object) =>
  by.call('POST', `/api/claims/${claim.code}/validations`, { overrides: reasons(claim), ...decision }, ifMatch(claim))

export const viewOf = (answer: { json: unknown }) => answer.json as ClaimView
export const problemOf = (answer: { text: string }) => JSON.parse(answer.text) as Problem
