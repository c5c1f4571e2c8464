import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { DecisionView } from '#models/inventory/workload.views.ts'
import type { BenefitDetail } from '#models/benefits/register.views.ts'
import type { WaveChange } from '#models/waves/wave.views.ts'
import { createBenefit } from '#server/benefits/benefit-acts.usecases.ts'
import { aWorkload, classified, ifMatch, withCatalogue } from '#tests/server/decisions/some-workloads.ts'
import { type TestApp, testApp } from '#tests/support/test-app.ts'
import { engines } from '#tests/support/test-database.ts'
import { aBenefit } from './some-benefits.ts'

type Person = Awaited<ReturnType<TestApp['signedIn']>>
const dates = { startsOn: '2027-01-04', cutsOverOn: '2027-03-08', decommissionsOn: '2027-05-31' }
const slipped = { startsOn: '2027-01-04', cutsOverOn: '2028-09-04', decommissionsOn: '2028-10-30' }

describe.each(engines)('what a benefit takes from its workloads on %s', (engine) => {
  let setup: TestApp
  let manager: Person
  let officer: Person
  let finance: Person
  beforeAll(async () => {
    setup = await testApp(engine)
    await withCatalogue(setup)
    manager = await setup.signedIn('portfolio-manager')
    officer = await setup.signedIn('security-officer')
    finance = await setup.signedIn('finance-officer')
  })
  afterAll(() => setup.close())

  const answered = async <T>(
    answer: Promise<{ readonly status: number; readonly json: unknown; readonly text: string }>,
  ) => {
    const { status, json, text } = await answer
    expect([status < 300, text]).toEqual([true, text])
    return json as T
  }
  const promised = async (workload: string) => {
    await answered(
      manager.call('POST', `/api/workloads/${workload}/current-cost`, {
        amountCad: '5000.00',
        period: '2026-2027',
        reference: 'Grand livre, poste 1200',
      }),
    )
    const one = await answered<DecisionView>(
      manager.call('POST', `/api/workloads/${workload}/decisions`, {
        strategy: 'rehost',
        option: 'aws.ca-central-1',
        rationale: 'Le moins cher des permis',
      }),
    )
    const { benefit } = await answered<DecisionView>(
      finance.call('POST', `/api/decisions/${one.id}/sign`, {}, ifMatch(one)),
    )
    return benefit ?? ''
  }
  const startOf = async (code: string) =>
    (await answered<BenefitDetail>(manager.call('GET', `/api/register/${code}`))).promises[0]?.trajectory.from

  test('a promise starts in the month its wave cut over when it was frozen, and a wave that slips moves nothing', async () => {
    const workload = await aWorkload(setup)
    await classified({ proposer: manager, officer }, workload.code)
    const { wave } = await answered<WaveChange>(
      manager.call('POST', '/api/waves', { body: 'MSC', name: 'Guichets', note: null, dates }),
    )
    await answered(
      manager.call(
        'POST',
        `/api/waves/${wave.code}/members`,
        { workloads: [workload.code] },
        { 'if-match': wave.etag },
      ),
    )
    const benefit = await promised(workload.code)
    expect(await startOf(benefit)).toBe('2027-03')
    await setup.db.updateTable('wave').set({ cuts_over_on: slipped.cutsOverOn }).where('code', '=', wave.code).execute()
    expect(await startOf(benefit)).toBe('2027-03')
    const kept = await setup.db.selectFrom('promise').select('content_json').executeTakeFirstOrThrow()
    expect(JSON.parse(kept.content_json)).toMatchObject({ start: { month: '2027-03', wave: wave.code } })
  })

  test('without a wave it starts on the day it counts, and says that no wave gave it', async () => {
    const workload = await aWorkload(setup)
    await classified({ proposer: manager, officer }, workload.code)
    const benefit = await promised(workload.code)
    expect(await startOf(benefit)).toBe('2026-11')
  })

  test('its levels are the highest of each approved classification, and nobody types them', async () => {
    const [classifiedOne, unclassified] = [await aWorkload(setup), await aWorkload(setup)]
    await classified({ proposer: manager, officer }, classifiedOne.code)
    const made = await answered<BenefitDetail>(
      manager.call('POST', '/api/register', { ...aBenefit, workloads: [classifiedOne.code, unclassified.code] }),
    )
    expect(made.dic).toMatch(/^[1-4]-[1-4]-[1-4]$/)
    const alone = await answered<BenefitDetail>(
      manager.call('POST', '/api/register', { ...aBenefit, workloads: [unclassified.code] }),
    )
    expect(alone.dic).toBeNull()
    expect((await manager.call('POST', '/api/register', { ...aBenefit, dic: '1-1-1' })).status).toBe(422)
  })

  test('a workload that nobody has, or of another body, is refused by name', async () => {
    const refused = await manager.call('POST', '/api/register', { ...aBenefit, workloads: ['CH-999999'] })
    expect([refused.status, refused.text]).toEqual([422, expect.stringContaining('CH-999999')])
    const elsewhere = await aWorkload(setup, { body: 'MRP' })
    const asked = { ...aBenefit, workloads: [elsewhere.code] }
    await expect(createBenefit(setup, setup.system(), asked)).rejects.toMatchObject({
      code: 'benefit-workloads-unknown',
    })
  })
})
