import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AssumptionsView } from '#models/assumptions/assumptions.views.ts'
import type { CaseView } from '#models/cases/case.schemas.ts'
import { sameInBoth } from '#models/shared/bilingual.ts'
import { reEvaluated } from '#models/cost/re-evaluate.ts'
import type { Derivation } from '#models/shared/derivation.ts'
import { assessWorkloads } from '#server/assessment/assessment.usecases.ts'
import { aWorkload, ifMatch, withCatalogue } from '#tests/server/decisions/some-workloads.ts'
import { type TestApp, testApp } from '#tests/support/test-app.ts'
import { engines } from '#tests/support/test-database.ts'

type Person = Awaited<ReturnType<TestApp['signedIn']>>
const option = 'gcp.northamerica-northeast1'
const content = {
  title: 'Quitter le centre',
  selection: { kind: 'body' },
  baseYear: 2027,
  years: 5,
  basis: 'nominal',
  defaultDates: { startsOn: '2027-06-01', cutsOverOn: '2027-09-01', decommissionsOn: '2027-12-01' },
  variants: [
    { label: 'Montréal', place: { kind: 'option', option }, term: 'on-demand' },
    { label: 'Toronto', place: { kind: 'option', option: 'gcp.northamerica-northeast2' }, term: '3y' },
  ],
}

describe.each(engines)('business cases on %s', (engine) => {
  let setup: TestApp
  let officer: Person
  let codes: readonly string[]
  beforeAll(async () => {
    setup = await testApp(engine)
    await withCatalogue(setup)
    officer = await setup.signedIn('finance-officer')
    const manager = await setup.signedIn('portfolio-manager')
    const made = [await aWorkload(setup), await aWorkload(setup, { name: 'Archives', servers: 3 })]
    codes = made.map(({ code }) => code)
    const cost = { amountCad: '24000.00', period: '2026-2027', reference: 'Grand livre 2026' }
    const stated = await manager.call('POST', `/api/workloads/${codes[0]}/current-cost`, cost, { 'if-match': '"1"' })
    expect(stated.status, stated.text).toBeLessThan(300)
    await assessWorkloads(setup, setup.system())
  })
  afterAll(() => setup.close())

  const opened = async (more: object = {}, by: Person = officer) => {
    const answer = await by.call('POST', '/api/cases', { body: 'MSC', ...content, ...more })
    expect(answer.status, answer.text).toBe(201)
    return answer.json as unknown as CaseView
  }
  const computed = async (code: string) => {
    const answer = await officer.call('POST', `/api/cases/${code}/results`)
    expect(answer.status, answer.text).toBe(202)
    const { id } = answer.json as unknown as { id: string }
    for (;;) {
      const job = (await officer.call('GET', `/api/jobs/${id}`)).json as unknown as {
        state: string
        problem: { code: string } | null
      }
      if (job.state !== 'queued' && job.state !== 'running') return job
      await setup.jobs.news(id, 200)
    }
  }
  const view = async (code: string) => (await officer.call('GET', `/api/cases/${code}`)).json as unknown as CaseView

  test('a case is opened, computed, and its figure opens down to a statement', async () => {
    const { code, result } = await opened()
    expect([code, result]).toEqual(['DA-0001', null])
    expect(await computed(code)).toMatchObject({ state: 'done' })
    const one = await view(code)
    const value = one.result?.value
    if (one.result === null || value === undefined) throw new Error('no result')
    expect([value.workloads, value.leftOut, one.result.isStale]).toEqual([2, [], false])
    expect(value.variants.map(({ id, label }) => [id, label])).toEqual([
      ['A', 'Montréal'],
      ['B', 'Toronto'],
    ])
    expect(value.beats[0]?.probability).toBeLessThanOrEqual(1)
    expect(value.switchboard.map(({ id }) => id)).toEqual(['azure-migrate', 'aws'])
    const figure = async (measure: string) =>
      (await officer.call('GET', `/api/figures/f_case~${measure}~${one.result?.id ?? ''}`))
        .json as unknown as Derivation
    const npv = await figure('A.npv')
    expect(npv.value).toBeCloseTo(value.variants[0]?.indicators.npv ?? Number.NaN, 6)
    const again = reEvaluated(npv)
    expect(again.kind === 'known' && again.value).toBeCloseTo(Number(npv.value), 6)
    const asIs = await figure(`A.workload.asIs.${codes[0] ?? ''}.total`)
    expect(asIs.value).toBeCloseTo(24_000, 6)
    expect(JSON.stringify(asIs)).toContain('Grand livre 2026')
  })

  test('some of a vendor’s defaults are supposed without changing the case', async () => {
    const { code } = await opened({ title: 'Supposer' })
    const none = await officer.call('POST', `/api/cases/${code}/supposed`, { set: 'azure-migrate', names: [] })
    expect([none.status, (none.json as { code?: string } | undefined)?.code]).toEqual([409, 'case-not-computed'])
    await computed(code)
    const ours = (await view(code)).result?.value.variants.map(({ indicators }) => indicators.npv) ?? []
    const supposed = async (names: readonly string[]) =>
      (await officer.call('POST', `/api/cases/${code}/supposed`, { set: 'azure-migrate', names })).json as unknown as {
        npv: number[]
      }
    expect((await supposed([])).npv[0]).toBeCloseTo(ours[0] ?? Number.NaN, 6)
    expect((await supposed(['countMigration'])).npv[0]).toBeGreaterThan(ours[0] ?? Number.NaN)
    const wrong = await officer.call('POST', `/api/cases/${code}/supposed`, { set: 'azure-migrate', names: ['profit'] })
    expect(wrong.status).toBe(422)
  })

  test('an edit asks for the version read, and makes the result older than the case', async () => {
    const one = await opened({ title: 'À revoir' })
    await computed(one.code)
    const now = await view(one.code)
    setup.clock.advance(1000)
    expect((await officer.call('PUT', `/api/cases/${one.code}`, content)).status).toBe(428)
    expect((await officer.call('PUT', `/api/cases/${one.code}`, content, ifMatch(one))).status).toBe(412)
    const edited = await officer.call('PUT', `/api/cases/${one.code}`, { ...content, years: 3 }, ifMatch(now))
    expect(edited.status, edited.text).toBe(200)
    expect((edited.json as unknown as CaseView).content.years).toBe(3)
  })

  test.each([
    {
      name: 'an option that does not exist',
      more: { variants: [{ label: 'X', place: { kind: 'option', option: 'mars' }, term: '1y' }] },
      code: 'case-option-unknown',
    },
    {
      name: 'days out of order',
      more: { defaultDates: { startsOn: '2027-06-01', cutsOverOn: '2027-05-01', decommissionsOn: '2027-12-01' } },
      code: 'case-dates-backwards',
    },
    { name: 'another body', more: { body: 'MRP' }, code: 'case-body-unknown' },
    {
      name: 'a wave that does not exist',
      more: { selection: { kind: 'wave', wave: 'V-99' } },
      code: 'case-wave-not-found',
    },
    {
      name: 'a workload that does not exist',
      more: { selection: { kind: 'workloads', codes: ['CH-999999'] } },
      code: 'case-workloads-not-found',
    },
    { name: 'no variant', more: { variants: [] }, code: 'request-refused' },
  ])('$name is refused in words', async ({ more, code }) => {
    const answer = await officer.call('POST', '/api/cases', { body: 'MSC', ...content, ...more })
    const problem = answer.json as unknown as { code: string; errors: readonly { pointer: string }[] }
    expect([answer.status, code === 'request-refused' ? problem.errors[0]?.pointer : problem.code]).toEqual([
      422,
      code === 'request-refused' ? '/variants' : code,
    ])
  })

  test('nothing to compute is said by the job, and nothing is kept', async () => {
    const { code } = await opened({ defaultDates: null, title: 'Sans jours' })
    expect(await computed(code)).toMatchObject({ state: 'failed', problem: { code: 'case-counts-nothing' } })
    expect((await view(code)).result).toBeNull()
  })

  test('a neighbour sees neither the case nor its figures', async () => {
    const { code } = await opened({ title: 'À nous' })
    await computed(code)
    const id = (await view(code)).result?.id ?? ''
    const neighbour = await setup.signedIn('finance-officer', 'MRP')
    expect((await neighbour.call('GET', `/api/cases/${code}`)).status).toBe(404)
    expect((await neighbour.call('GET', `/api/figures/f_case~A.npv~${id}`)).status).toBe(404)
    expect((await neighbour.call('GET', '/api/cases')).json).toEqual([])
    const auditor = await setup.signedIn('auditor')
    expect((await auditor.call('GET', `/api/cases/${code}`)).status).toBe(200)
    expect((await auditor.call('POST', `/api/cases/${code}/results`)).status).toBe(403)
  })

  test('a body states its own assumptions, version by version; a wrong one changes nothing', async () => {
    const read = async () => {
      const answer = await officer.call('GET', '/api/assumptions/MSC')
      return { ...(answer.json as unknown as AssumptionsView), etag: answer.headers.get('etag') ?? '' }
    }
    const { code } = await opened({ title: 'Avant le taux' })
    await computed(code)
    expect((await view(code)).result?.isStale).toBe(false)
    const before = await read()
    const rate = {
      name: 'discountRate',
      low: 0.04,
      likely: 0.045,
      high: 0.05,
      reference: 'Note du Conseil du trésor',
      status: 'estimate',
    }
    const put = (overrides: readonly object[], etag: string) =>
      officer.call('PUT', '/api/assumptions/MSC', { reason: 'Taux de l’organisme', overrides }, { 'if-match': etag })
    expect((await put([rate], before.etag)).status).toBe(200)
    expect((await put([rate], before.etag)).status).toBe(412)
    expect((await view(code)).result?.isStale).toBe(true)
    const after = await read()
    expect(after.own.map(({ name, value }) => [name, value])).toEqual([['discountRate', 0.045]])
    // What a person wrote is one text, whoever reads it.
    expect(after.own.map(({ asPublished, reference }) => [asPublished, reference])).toEqual([
      [sameInBoth('Note du Conseil du trésor'), sameInBoth('Taux de l’organisme')],
    ])
    for (const wrong of [
      { ...rate, name: 'profit' },
      { ...rate, low: 0.05, likely: 0.045 },
      { ...rate, low: -1, likely: -1, high: -1 },
      { ...rate, high: 1e308 },
      { ...rate, name: 'optimism', low: -3, likely: -3, high: -3 },
      { ...rate, name: 'externalRate', high: 1e308 },
      { ...rate, name: 'exitLikelihood', high: 1.5 },
      { ...rate, name: 'countMigration', low: 0, likely: 1, high: 2 },
      { ...rate, name: 'serversPerHost', low: 0, likely: 1, high: 2 },
    ]) {
      const answer = await put([wrong], after.etag)
      expect([answer.status, (answer.json as unknown as { code: string }).code]).toEqual([422, 'assumptions-refused'])
    }
    expect((await read()).versions.length).toBe(1)
    // Prices may fall, and what is not counted is counted zero times.
    const lower = { ...rate, name: 'cloudPriceGrowth', low: -0.1, likely: -0.05, high: 0 }
    const uncounted = { ...rate, name: 'countExit', low: 0, likely: 0, high: 0 }
    expect((await put([lower, uncounted], after.etag)).status).toBe(200)
  })

  test('what is stated of a workload’s costs stands for the assumption, and is in its cost at once', async () => {
    const [, code = ''] = codes
    const facts = {
      ...((await officer.call('GET', `/api/workloads/${code}/cost-facts`)).json as unknown as { facts: object }).facts,
    }
    const answer = await officer.call('POST', `/api/workloads/${code}/cost-facts`, {
      facts: { ...facts, egressGbPerMonth: 5_000 },
      reference: 'Facture réseau',
    })
    expect(answer.status, answer.text).toBe(201)
    const assessment = (await officer.call('GET', `/api/workloads/${code}/assessment`)).json as unknown as {
      options: readonly {
        option: string
        figure: string
        annualCostCad: { kind: string; value: { parts: { network: number } } }
      }[]
    }
    const there = assessment.options.find((one) => one.option === option)
    expect(there?.annualCostCad.value.parts.network).toBeGreaterThan(5_000)
    const derivation = (await officer.call('GET', `/api/figures/${there?.figure ?? ''}`)).text
    expect(derivation).toContain('Facture réseau')
    const negative = await officer.call('POST', `/api/workloads/${code}/cost-facts`, {
      facts: { ...facts, egressGbPerMonth: -1 },
      reference: 'Facture réseau',
    })
    expect(negative.status).toBe(422)
  })
})
