import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { acceptedClaims, acceptedTotals } from '#server/claims/accepted-claims.usecases.ts'
import { sha256 } from '#server/shared/digest.ts'
import { ifMatch } from '#tests/server/decisions/some-workloads.ts'
import { type TestApp, testApp } from '#tests/support/test-app.ts'
import { engines } from '#tests/support/test-database.ts'
import {
  aBenefit,
  aBillMonth,
  aBudgetEntry,
  aPool,
  aRecord,
  decide,
  type Person,
  problemOf,
  someContent,
  someMeasure,
  submitted,
  viewOf,
} from './some-claims.ts'

describe.each(engines)('claims on %s', (engine) => {
  let setup: TestApp
  let owner: Person
  let finance: Person
  let colleague: Person
  beforeAll(async () => {
    setup = await testApp(engine)
    owner = await setup.signedIn('portfolio-manager')
    finance = await setup.signedIn('finance-officer')
    colleague = await setup.signedIn('finance-officer')
  })
  afterAll(() => setup.close())

  test('written, sent, taken, accepted in part by another: each step is kept, signed and counted to the cent', async () => {
    const benefit = await aBenefit(setup)
    const claim = await submitted(owner, benefit.code)
    expect(claim).toMatchObject({ state: 'submitted', net: '3000.00', accepted: null, grade: 'C', to: '2026-09' })
    expect(claim.rounds).toHaveLength(1)
    const own = await decide(owner, claim, { decision: 'accept' })
    expect(own.status).toBe(403)
    const taken = viewOf(await finance.call('POST', `/api/claims/${claim.code}/review`, {}, ifMatch(claim)))
    expect(taken.state).toBe('in-review')
    const silent = await decide(finance, taken, { decision: 'accept-part', accepted: '1234.56' })
    expect([silent.status, problemOf(silent).code]).toEqual([422, 'claim-comment-needed'])
    const above = await decide(finance, taken, { decision: 'accept-part', accepted: '3000.00', comment: 'Tout' })
    expect(problemOf(above).code).toBe('claim-accepted-amount')
    const bare = await decide(finance, taken, { decision: 'accept', overrides: [] })
    expect(problemOf(bare).code).toBe('claim-warnings-open')
    const before = await acceptedTotals(setup.db, setup.system())
    const part = viewOf(
      await decide(finance, taken, { decision: 'accept-part', accepted: '1234.56', comment: 'Deux mois seulement' }),
    )
    expect(part).toMatchObject({ state: 'accepted-in-part', accepted: '1234.56', now: [] })
    const after = await acceptedTotals(setup.db, setup.system())
    expect(after.acceptedCents - before.acceptedCents).toBe(123_456)
    expect(part.rounds).toHaveLength(2)
    expect(part.rounds[1]?.checks.find((one) => one.verdict === 'warn')).toMatchObject({
      overriddenBy: finance.user,
      overrideReason: 'Vu en séance',
    })
    const [signed] = part.validations
    const row = await setup.db
      .selectFrom('claim_validation')
      .select(['digest', 'content_json'])
      .where('digest', '=', signed?.digest ?? '')
      .executeTakeFirstOrThrow()
    expect(sha256(row.content_json)).toBe(row.digest)
    const again = await decide(finance, part, { decision: 'accept' })
    expect([again.status, problemOf(again).code]).toEqual([409, 'claim-state'])
    const events = await setup.db
      .selectFrom('audit_event')
      .select(['action', 'actor'])
      .where('object_type', '=', 'claim')
      .orderBy('seq')
      .execute()
    expect(events).toEqual([
      { action: 'claim.drafted', actor: owner.user },
      { action: 'claim.submitted', actor: owner.user },
      { action: 'claim.taken-in-review', actor: finance.user },
      { action: 'claim.accepted-in-part', actor: finance.user },
    ])
  })

  test('returned with a reason, written anew, sent again; rejected counts nowhere', async () => {
    const benefit = await aBenefit(setup)
    const claim = await submitted(owner, benefit.code)
    const returned = viewOf(await decide(finance, claim, { decision: 'return', comment: 'Préciser la mesure' }))
    expect(returned).toMatchObject({ state: 'returned', accepted: null })
    const edit = {
      content: { ...someContent, gross: '2000.00', adjustments: [{ reason: 'Indexation', amount: '-100' }] },
    }
    const notTheirs = await colleague.call('PUT', `/api/claims/${claim.code}`, edit, ifMatch(returned))
    expect(problemOf(notTheirs).code).toBe('claim-not-yours')
    const edited = viewOf(await owner.call('PUT', `/api/claims/${claim.code}`, edit, ifMatch(returned)))
    expect(edited.net).toBe('1900.00')
    expect((await owner.call('PUT', `/api/claims/${claim.code}`, edit, ifMatch(returned))).status).toBe(412)
    expect((await owner.call('POST', `/api/claims/${claim.code}/submit`, {})).status).toBe(428)
    const sent = viewOf(await owner.call('POST', `/api/claims/${claim.code}/submit`, {}, ifMatch(edited)))
    expect(sent.rounds.map((one) => one.round)).toEqual([1, 2, 3])
    const rejected = viewOf(await decide(finance, sent, { decision: 'reject', comment: 'Non mesuré' }))
    expect(rejected.state).toBe('rejected')
    expect(await acceptedClaims(setup.db, setup.system(), { benefit: benefit.code })).toEqual([])
  })

  test('a correction takes the place of what was accepted, and what was known before stays known as of before', async () => {
    const benefit = await aBenefit(setup)
    const accepted = viewOf(await decide(finance, await submitted(owner, benefit.code), { decision: 'accept' }))
    const known = setup.clock.now().toISOString()
    setup.clock.advance(60_000)
    const lower = { ...someContent, gross: '2500.00' }
    const correction = await submitted(owner, benefit.code, lower, accepted.code)
    expect(await acceptedClaims(setup.db, setup.system(), { benefit: benefit.code })).toMatchObject([
      { code: accepted.code, accepted: 300_000 },
    ])
    setup.clock.advance(60_000)
    expect(viewOf(await decide(finance, correction, { decision: 'accept' })).state).toBe('accepted')
    expect(await acceptedClaims(setup.db, setup.system(), { benefit: benefit.code })).toMatchObject([
      { code: correction.code, accepted: 250_000 },
    ])
    expect(await acceptedClaims(setup.db, setup.system(), { benefit: benefit.code, asKnown: known })).toMatchObject([
      { code: accepted.code, accepted: 300_000 },
    ])
    const twice = await owner.call('POST', `/api/benefits/${benefit.code}/claims`, {
      content: lower,
      supersedes: accepted.code,
    })
    expect(problemOf(twice).code).toBe('claim-supersedes-unfit')
  })

  test('a claim above its pool enters and is not accepted; a part that fits is', async () => {
    const benefit = await aBenefit(setup)
    const pool = await aPool(setup, { ceiling: 2000, shares: { [benefit.code]: 1 } })
    const claim = await submitted(owner, benefit.code, { ...someContent, pool })
    expect(claim.now.find((one) => one.rule === 'pool-ceiling')?.verdict).toBe('fail')
    const refused = await decide(finance, claim, { decision: 'accept' })
    expect([problemOf(refused).code, problemOf(refused).errors[0]?.code]).toEqual([
      'claim-checks-failed',
      'pool-ceiling',
    ])
    const part = await decide(finance, claim, { decision: 'accept-part', accepted: '2000.00', comment: 'Plafond' })
    expect(viewOf(part).accepted).toBe('2000.00')
  })

  test('cashable up to the budget withdrawn, and backed by a row that backs nothing else', async () => {
    const benefit = await aBenefit(setup)
    const budgetEntry = await aBudgetEntry(setup, 400_000)
    const months = ['2026-07', '2026-08', '2026-09']
    const backing = []
    for (const period of months) {
      const reference = await aBillMonth(setup, { workload: benefit.workload, period, effectiveMicros: 5_000_000 })
      backing.push({ kind: 'bill' as const, reference, period, amount: '1000.00' })
    }
    const cashable = { ...someContent, nature: 'cashable' as const, backing }
    const claim = await submitted(owner, benefit.code, cashable)
    expect(claim.backing[0]?.found).toEqual({
      kind: 'known',
      value: { amount: '5.000000', currency: 'CAD', isClosed: true, label: null },
    })
    const asked = new URLSearchParams({ reference: backing[0]?.reference ?? '', period: '2026-07' })
    const charges = await finance.call('GET', `/api/claims/${claim.code}/charges?${asked.toString()}`)
    expect(charges.json).toMatchObject([{ day: '2026-07-01', effective: '5.000000', currency: 'CAD' }])
    const offered = await owner.call('GET', `/api/benefits/${benefit.code}/claimable?startsOn=2026-07&months=3`)
    expect(offered.json).toMatchObject({
      months,
      measured: { kind: 'unknown' },
      rows: months.map((period) => ({ kind: 'bill', period, usedBy: null, isClosed: true })),
    })
    const without = await decide(finance, claim, { decision: 'accept' })
    expect(problemOf(without).errors.map((one) => one.code)).toEqual(['budget-withdrawn'])
    expect(viewOf(await decide(finance, claim, { decision: 'accept', budgetEntry })).accepted).toBe('3000.00')
    const other = await aBenefit(setup)
    const second = await submitted(owner, other.code, { ...cashable, budgetEntry })
    expect(second.backing[0]?.usedBy).toBe(claim.code)
    const failed = problemOf(await decide(finance, second, { decision: 'accept' }))
    expect(failed.errors.map((one) => one.code)).toEqual(['budget-withdrawn', 'backing-once'])
  })

  test('two people who accept at once cannot both use a row, a pool or a budget', async () => {
    const one = await aBenefit(setup)
    const two = await aBenefit(setup)
    const budgetEntry = await aBudgetEntry(setup, 300_000)
    const pool = await aPool(setup, { ceiling: 3000, shares: { [one.code]: 0.5, [two.code]: 0.5 } })
    const contract = { kind: 'contract' as const, reference: `C-${one.code}`, period: '2026-07', amount: '6000.00' }
    const shared = { ...someContent, gross: '6000.00', share: '0.5' }
    for (const content of [
      { ...shared, backing: [contract] },
      { ...shared, startsOn: '2026-04', pool },
      { ...shared, nature: 'cashable' as const, budgetEntry }, // another nature is no duplicate
    ]) {
      const [first, second] = [await submitted(owner, one.code, content), await submitted(owner, two.code, content)]
      const answers = await Promise.all([
        decide(finance, first, { decision: 'accept' }),
        decide(colleague, second, { decision: 'accept' }),
      ])
      expect(answers.map((answer) => answer.status).toSorted((a, b) => a - b)).toEqual([200, 422])
    }
  })

  test('months before the end of the baseline, or that are not over, are refused as they are sent', async () => {
    const benefit = await aBenefit(setup)
    await aRecord(setup, {
      subject: benefit.code,
      kind: 'measure',
      key: 'cout',
      content: someMeasure,
    })
    await aRecord(setup, {
      subject: benefit.code,
      kind: 'baseline',
      key: 'cout',
      content: {
        model: { kind: 'value', value: 100 },
        method: 'Moyenne',
        evidence: [],
        state: 'frozen',
        frozenOn: '2026-08-01',
        window: { from: '2025-08', to: '2026-07' },
      },
    })
    await expect(submitted(owner, benefit.code)).rejects.toThrow('after-baseline')
    await expect(submitted(owner, benefit.code, { ...someContent, startsOn: '2026-10' })).rejects.toThrow('period-over')
    const later = await submitted(owner, benefit.code, { ...someContent, startsOn: '2026-08' })
    expect(later.now.find((one) => one.rule === 'observations-known')).toMatchObject({ verdict: 'warn' })
  })

  test('what has no start, no duration, or cannot be read is refused with its place', async () => {
    const benefit = await aBenefit(setup)
    const tried = async (content: object) => {
      const answer = await owner.call('POST', `/api/benefits/${benefit.code}/claims`, { content })
      return [answer.status, problemOf(answer).errors[0]?.pointer]
    }
    const { startsOn: _, ...startless } = someContent
    const { months: __, ...endless } = someContent
    expect(await tried(startless)).toEqual([422, '/content/startsOn'])
    expect(await tried(endless)).toEqual([422, '/content/months'])
    expect(await tried({ ...someContent, gross: '1e3' })).toEqual([422, '/content/gross'])
    expect(await tried({ ...someContent, share: '1.01' })).toEqual([422, '/content/share'])
    expect((await owner.call('POST', '/api/benefits/B-9999/claims', { content: someContent })).status).toBe(404)
  })

  test('seen by who reads benefits of the body, sent by who may, decided by finance of the body', async () => {
    const benefit = await aBenefit(setup)
    const claim = await submitted(owner, benefit.code)
    const auditor = await setup.signedIn('auditor')
    expect((await auditor.call('GET', `/api/claims/${claim.code}`)).status).toBe(200)
    expect((await decide(auditor, claim, { decision: 'accept' })).status).toBe(403)
    const elsewhere = await setup.signedIn('finance-officer', 'MRP')
    expect((await elsewhere.call('GET', `/api/claims/${claim.code}`)).status).toBe(404)
    expect((await decide(elsewhere, claim, { decision: 'accept' })).status).toBe(404)
    const list = await finance.call('GET', `/api/claims?state=awaiting&benefit=${benefit.code}`)
    expect(list.json).toMatchObject([{ code: claim.code }])
    expect((await finance.call('GET', `/api/benefits/${benefit.code}/claims`)).json).toMatchObject([
      { code: claim.code },
    ])
    const awaiting = async (by: Person) => {
      const home = (await by.call('GET', '/api/home')).json as unknown as { inbox: { kind: string; id: string }[] }
      return home.inbox.some((one) => one.id === `claim-to-validate-${claim.code}`)
    }
    expect([await awaiting(finance), await awaiting(owner), await awaiting(elsewhere)]).toEqual([true, false, false])
    const first = await auditor.call('GET', '/api/claims/sample?seed=2026-T2&size=3')
    expect(first.json).toEqual((await auditor.call('GET', '/api/claims/sample?seed=2026-T2&size=3')).json)
  })
})
