import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ClaimSample } from '#models/claims/claim-sample.schemas.ts'
import type { ClaimView } from '#models/claims/claim.views.ts'
import type { EvidenceView } from '#models/claims/evidence.schemas.ts'
import { packVerified } from '#server/claims/audit-pack-verify.ts'
import { commandedPack } from '#server/claims/audit-packs.usecases.ts'
import { asJson, digestOf } from '#server/shared/digest.ts'
import { type TestApp, testApp } from '#tests/support/test-app.ts'
import { engines } from '#tests/support/test-database.ts'
import { aBenefit, aBillMonth, decide, type Person, problemOf, someContent, submitted } from './some-claims.ts'

describe.each(engines)('samples of rows on %s', (engine) => {
  let setup: TestApp
  let owner: Person
  let finance: Person
  let benefit: Awaited<ReturnType<typeof aBenefit>>
  let claim: ClaimView
  beforeAll(async () => {
    setup = await testApp(engine)
    owner = await setup.signedIn('portfolio-manager')
    finance = await setup.signedIn('finance-officer')
    benefit = await aBenefit(setup)
    const backing = []
    // Sizes 6, 2 and 2: of two points 5 apart, one always falls in the first.
    for (const [period, effectiveMicros] of [
      ['2026-07', 6_000_000],
      ['2026-08', 2_000_000],
      ['2026-09', 2_000_000],
    ] as const) {
      const reference = await aBillMonth(setup, { workload: benefit.workload, period, effectiveMicros })
      backing.push({ kind: 'bill' as const, reference, period, amount: '1000.00' })
    }
    claim = await submitted(owner, benefit.code, { ...someContent, backing })
  })
  afterAll(() => setup.close())

  const drawn = async (by: Person = finance, query = 'seed=T2&size=2') => {
    const answer = await by.call('GET', `/api/claims/${claim.code}/sample?${query}`)
    expect([answer.status, answer.text]).toEqual([200, expect.any(String)])
    return answer.json as unknown as ClaimSample
  }
  const keep = (results: object[], by: Person = finance) =>
    by.call('POST', `/api/claims/${claim.code}/samples`, { seed: 'T2', size: 2, results })

  test('drawn with a seed, the same again; the large row always', async () => {
    const sample = await drawn()
    expect(sample).toMatchObject({
      currency: 'CAD',
      population: 3,
      total: '10.00',
      interval: '5.00',
      method: 'monetary-unit',
    })
    expect(sample.rows).toHaveLength(2)
    expect(sample.rows[0]).toMatchObject({ day: '2026-07-01', booked: '6.00' })
    expect(await drawn()).toEqual(sample)
    const auditor = await setup.signedIn('auditor')
    expect(await drawn(auditor)).toEqual(sample)
    expect((await drawn(finance, 'seed=T2&size=100')).rows).toHaveLength(3)
    const elsewhere = await setup.signedIn('finance-officer', 'MRP')
    expect((await elsewhere.call('GET', `/api/claims/${claim.code}/sample?seed=T2`)).status).toBe(404)
    expect((await finance.call('GET', `/api/claims/${claim.code}/sample?seed=T2&size=101`)).status).toBe(422)
  })

  test('kept whole by another person than the claimant; projected with its interval, and signed with the decision', async () => {
    const { rows } = await drawn()
    const [large, small] = rows.map(({ key }) => key)
    const results = [
      { key: large, note: 'Vue sur la facture' },
      { key: small, found: '1.50', note: 'Une demi-heure de trop' },
    ]
    expect((await keep(results, owner)).status).toBe(403)
    const unfinished = problemOf(await keep(results.slice(0, 1)))
    expect([unfinished.code, unfinished.errors[0]?.detail]).toEqual(['claim-sample-unfinished', small])
    expect(problemOf(await keep([...results, { key: 'autre' }])).code).toBe('claim-sample-unfinished')
    const silent = await keep([{ key: large }, { key: small, found: '1.50' }])
    expect(problemOf(silent).code).toBe('claim-sample-note-needed')
    expect((await keep([{ key: large, found: '1e3' }])).status).toBe(422)
    const kept = await keep(results)
    expect([kept.status, kept.text]).toEqual([201, expect.any(String)])
    const evidence = kept.json as unknown as EvidenceView
    // A quarter of the small row is wrong: 5 × 0.25; bounds 5 × (2.9957 + 1.7481 × 0.25), and 1.25 − 5 × 2.9957.
    expect(evidence.sample).toMatchObject({ wrong: 1, projected: '1.25', low: '-13.728661', checkedBy: finance.user })
    expect(Number(evidence.sample?.high)).toBeCloseTo(5 * (2.995732 + (4.743865 - 2.995732) * 0.25), 4)
    expect(evidence.sha256).toBe(digestOf(asJson(evidence.sample)))
    const view = (await finance.call('GET', `/api/claims/${claim.code}`)).json as unknown as ClaimView
    expect((await decide(finance, view, { decision: 'accept' })).status).toBe(200)
    const { content_json: signed } = await setup.db
      .selectFrom('claim_validation')
      .select('content_json')
      .executeTakeFirstOrThrow()
    expect((JSON.parse(signed) as { sample: unknown }).sample).toMatchObject({
      sha256: evidence.sha256,
      seed: 'T2',
      size: 2,
      wrong: 1,
      projected: '1.25',
    })
    expect((await keep(results)).status).toBe(409)
    const deps = { db: setup.db, clock: setup.clock, filesFolder: setup.filesFolder }
    const { bytes } = await commandedPack(deps, setup.system(), { benefit: benefit.code })
    expect(packVerified(bytes)).toMatchObject({ valid: true, firstBreak: null })
  })

  test('nothing to draw from is said, never an empty sample', async () => {
    const bare = await submitted(owner, benefit.code, { ...someContent, gross: '10.00' })
    const answer = await finance.call('GET', `/api/claims/${bare.code}/sample?seed=T2`)
    expect([answer.status, problemOf(answer).code]).toEqual([422, 'claim-sample-no-rows'])
  })
})
