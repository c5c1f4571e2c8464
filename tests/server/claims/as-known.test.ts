import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AllocationRule } from '#models/allocation/allocation.schemas.ts'
import type { RuleSetView } from '#models/allocation/allocation.views.ts'
import type { ClaimLine, ClaimView } from '#models/claims/claim.views.ts'
import { allocateImport } from '#server/allocation/allocating.usecases.ts'
import { proposeRuleSet, putRulesInForce, replayJob } from '#server/allocation/rule-sets.usecases.ts'
import { systemReach } from '#server/access/reach.ts'
import { openSession } from '#server/access/sessions.usecases.ts'
import { packVerified } from '#server/claims/audit-pack-verify.ts'
import { commandedPack } from '#server/claims/audit-packs.usecases.ts'
import { aRule, byTag } from '#tests/models/allocation/some-charges.ts'
import { importedBill } from '#tests/server/allocation/some-bills.ts'
import { ifMatch } from '#tests/server/decisions/some-workloads.ts'
import { type TestApp, testApp } from '#tests/support/test-app.ts'
import { engines } from '#tests/support/test-database.ts'
import { aBenefit, decide, type Person, someContent, submitted, viewOf } from './some-claims.ts'

const dayMs = 86_400_000

describe.each(engines)('claims as they were known on %s', (engine) => {
  let setup: TestApp
  let owner: Person
  let finance: Person
  beforeAll(async () => {
    setup = await testApp(engine)
    owner = await setup.signedIn('portfolio-manager')
    finance = await setup.signedIn('finance-officer')
  })
  afterAll(() => setup.close())

  const today = () => setup.clock.now().toISOString().slice(0, 10)
  /** A session does not outlive a day: the same people come back with the next. */
  async function nextDay(): Promise<string> {
    const ended = today()
    setup.clock.advance(dayMs)
    const back = async (person: Person): Promise<Person> => {
      const token = await openSession({ db: setup.db, clock: setup.clock }, person.id)
      return { ...person, token, call: setup.caller(token) }
    }
    owner = await back(owner)
    finance = await back(finance)
    return ended
  }

  test('each day shows what was said by its end: written, sent, returned, written anew, accepted, superseded', async () => {
    const benefit = await aBenefit(setup)
    const before = '2026-11-23'
    const sent = await submitted(owner, benefit.code)
    const returnedOn = await nextDay()
    const returned = viewOf(await decide(finance, sent, { decision: 'return', comment: 'Préciser' }))
    const onReturn = today()
    const content = { ...someContent, gross: '2000.00', nature: 'revenue' as const }
    await owner.call('PUT', `/api/claims/${sent.code}`, { content }, ifMatch(returned))
    await nextDay()
    const edited = viewOf(await owner.call('GET', `/api/claims/${sent.code}`))
    const again = viewOf(await owner.call('POST', `/api/claims/${sent.code}/submit`, {}, ifMatch(edited)))
    const taken = viewOf(await finance.call('POST', `/api/claims/${sent.code}/review`, {}, ifMatch(again)))
    const inReview = await nextDay()
    const part = { decision: 'accept-part', accepted: '1500.00', comment: 'Trois mois' }
    expect((await decide(finance, taken, part)).status).toBe(200)
    const accepted = await nextDay()
    const correction = await submitted(owner, benefit.code, { ...content, gross: '1000.00' }, sent.code)
    expect((await decide(finance, correction, { decision: 'accept' })).status).toBe(200)
    const known = async (day: string, filter = '') => {
      const path = `/api/claims?benefit=${benefit.code}&asKnown=${day}${filter}`
      return (await finance.call('GET', path)).json as unknown as ClaimLine[]
    }
    expect(await known(before)).toEqual([])
    expect(await known(returnedOn)).toMatchObject([
      { code: sent.code, state: 'submitted', net: '3000.00', nature: 'avoidance', accepted: null, grade: 'C' },
    ])
    expect(await known(onReturn)).toMatchObject([{ state: 'returned', net: '2000.00', nature: 'revenue' }])
    expect(await known(inReview)).toMatchObject([{ state: 'in-review', net: '2000.00', accepted: null }])
    expect(await known(accepted)).toMatchObject([
      { state: 'accepted-in-part', accepted: '1500.00', supersededAt: null },
    ])
    expect(await known(today())).toMatchObject([
      { code: sent.code, supersededAt: expect.any(String) as string },
      { code: correction.code, state: 'accepted', accepted: '1000.00' },
    ])
    expect(await known(today())).toEqual((await finance.call('GET', `/api/claims?benefit=${benefit.code}`)).json)
    // A filter is of that day as well.
    expect(await known(inReview, '&state=awaiting&nature=revenue')).toHaveLength(1)
    expect(await known(inReview, '&nature=avoidance')).toEqual([])
    expect(await known(returnedOn, '&nature=avoidance')).toHaveLength(1)
    expect((await finance.call('GET', `/api/benefits/${benefit.code}/claims?asKnown=${before}`)).json).toEqual([])
    const one = async (day: string) => {
      const answer = await finance.call('GET', `/api/claims/${sent.code}?asKnown=${day}`)
      return { status: answer.status, view: answer.json as unknown as ClaimView }
    }
    expect((await one(before)).status).toBe(404)
    expect((await one(returnedOn)).view).toMatchObject({
      content: someContent,
      rounds: [{ round: 1 }],
      validations: [],
    })
    const past = (await one(accepted)).view
    expect(past).toMatchObject({ now: [], supersededAt: null, accepted: '1500.00' })
    expect([past.rounds.length, past.validations.length]).toEqual([4, 2])
    const opened = await finance.call('GET', `/api/figures/${encodeURIComponent(past.figure ?? '')}`)
    expect(opened.json).toMatchObject({ value: 1500 })
    expect((await finance.call('GET', '/api/claims?asKnown=2026-02-30')).status).toBe(422)
  })

  test('evidence taken back later still stands on the day it stood', async () => {
    const benefit = await aBenefit(setup)
    const address = 'https://exemple.invalid/pv'
    const link = await owner.call('POST', '/api/evidence', {
      subject: benefit.code,
      kind: 'link',
      title: 'Procès-verbal',
      address,
    })
    expect([link.status, link.text]).toEqual([201, expect.any(String)])
    const attached = await nextDay()
    const { id } = link.json as unknown as { id: string }
    const list = async (day: string) =>
      (await owner.call('GET', `/api/evidence?subject=${benefit.code}&asKnown=${day}`)).json
    expect((await owner.call('POST', `/api/evidence/${id}/withdraw`)).status).toBe(200)
    expect(await list('2026-11-23')).toEqual([])
    expect(await list(attached)).toMatchObject([{ id, withdrawnAt: null }])
    expect(await list(today())).toMatchObject([{ id, withdrawnAt: expect.any(String) as string }])
  })

  describe('a bill whose rules were replayed after the day of the pack', () => {
    let benefit: { code: string; workload: string }
    let other: { code: string; workload: string }
    let knownOn: string
    let imported: string
    const system = () =>
      systemReach({ bodies: ['QC', 'MSC', 'MRP'].map((code) => setup.bodyId(code)), requestId: 'test' })
    const deps = () => ({ db: setup.db, clock: setup.clock, filesFolder: setup.filesFolder })
    const pack = async (asKnown?: string) => {
      const { bytes } = await commandedPack(deps(), system(), { benefit: benefit.code, asKnown })
      expect(packVerified(bytes)).toMatchObject({ valid: true, firstBreak: null })
      return JSON.parse(strFromU8(unzipSync(bytes)['bills.json'] ?? new Uint8Array())) as {
        effectiveMicros: number
        ruleSet: string
        allocation: string
      }[]
    }
    /** Rules put in force by two people, for the bills that come and those replayed. */
    async function inForce(rules: readonly AllocationRule[]): Promise<RuleSetView> {
      const by = (actor: string) => systemReach({ bodies: system().bodies, requestId: 'test', actor })
      const proposed = await proposeRuleSet(deps(), by('U-1'), { body: 'MSC', rules: [...rules], reason: 'Essai' })
      const expected = Number(/\d+/.exec(proposed.etag)?.[0])
      return putRulesInForce(deps(), by('U-2'), { id: proposed.id, expected, reason: 'Vu' })
    }
    const replay = (ruleSetId: string) =>
      replayJob(
        { ...deps(), reach: system(), signal: new AbortController().signal, progress: () => undefined },
        { bodyId: setup.bodyId('MSC'), ruleSetId },
      )

    beforeAll(async () => {
      benefit = await aBenefit(setup)
      other = await aBenefit(setup)
      const shared = (percent: number): AllocationRule[] => [
        aRule('tag', byTag()),
        aRule('key', {
          kind: 'stated',
          shares: [
            { workload: benefit.workload, percent },
            { workload: other.workload, percent: 100 - percent },
          ],
        }),
      ]
      const first = await inForce(shared(60))
      setup.clock.advance(1_000)
      imported = await importedBill(setup.db, {
        bodyId: setup.bodyId('MSC'),
        period: '2026-09',
        recordedAt: setup.clock.now().toISOString(),
        periodState: 'closed',
        charges: [
          { tags_json: `{"workload":"${benefit.workload}"}`, billed_micros: 3_000_000, effective_micros: 3_000_000 },
          { tags_json: '{}', resource: 'nat', billed_micros: 1_000_001, effective_micros: 1_000_001 },
        ],
      })
      await allocateImport(setup.db, system(), imported)
      const backing = [
        { kind: 'bill' as const, reference: `FA-0001|${benefit.workload}|Compute`, period: '2026-09', amount: '10.00' },
      ]
      await submitted(owner, benefit.code, { ...someContent, startsOn: '2026-09', months: 1, gross: '10.00', backing })
      knownOn = await nextDay()
      expect((await pack(knownOn)).map((one) => ({ ...one }))).toMatchObject([
        { effectiveMicros: 3_600_001, ruleSet: first.id, allocation: 'kept' },
      ])
      const second = await inForce(shared(10))
      await replay(second.id)
    })

    test('the pack of that day tells the parts of that day, the pack of today those of today', async () => {
      expect(await pack()).toMatchObject([{ effectiveMicros: 3_100_000, allocation: 'kept' }])
      expect(await pack(knownOn)).toMatchObject([{ effectiveMicros: 3_600_001, allocation: 'given-again' }])
    })

    test('replayed again under the same rules or others, that day stays what it was', async () => {
      await nextDay()
      const third = await inForce([aRule('left', { kind: 'leave', becauseFr: 'Essai', becauseEn: 'Trial' })])
      await replay(third.id)
      expect(await pack(knownOn)).toMatchObject([{ effectiveMicros: 3_600_001, allocation: 'given-again' }])
      const between = new Date(setup.clock.now().getTime() - dayMs).toISOString().slice(0, 10)
      expect(await pack(between)).toMatchObject([{ effectiveMicros: 3_100_000, allocation: 'given-again' }])
      expect(await pack()).toMatchObject([{ effectiveMicros: 0, allocation: 'kept' }])
    })
  })
})
