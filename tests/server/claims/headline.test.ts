import { reEvaluated } from '#models/cost/re-evaluate.ts'
import { known } from '#models/shared/outcome.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ClaimTotals } from '#models/claims/claim.views.ts'
import type { EvidenceView } from '#models/claims/evidence.schemas.ts'
import type { Derivation } from '#models/shared/derivation.ts'
import { createUser } from '#server/access/accounts.usecases.ts'
import { openSession } from '#server/access/sessions.usecases.ts'
import { classified, withLevels } from '#tests/server/decisions/some-workloads.ts'
import { type TestApp, testApp } from '#tests/support/test-app.ts'
import { engines } from '#tests/support/test-database.ts'
import {
  aBenefit,
  aBudgetEntry,
  decide,
  type Person,
  problemOf,
  someContent,
  submitted,
  viewOf,
} from './some-claims.ts'

describe.each(engines)('what claims come to on %s', (engine) => {
  let setup: TestApp
  let owner: Person
  let finance: Person
  beforeAll(async () => {
    setup = await testApp(engine)
    owner = await setup.signedIn('portfolio-manager')
    finance = await setup.signedIn('finance-officer')
  })
  afterAll(() => setup.close())

  const totals = async (by: Person = finance, day?: string) =>
    (await by.call('GET', `/api/claims/totals${day === undefined ? '' : `?asKnown=${day}`}`))
      .json as unknown as ClaimTotals
  const opened = async (figure: string, by: Person = finance) =>
    (await by.call('GET', `/api/figures/${encodeURIComponent(figure)}`)).json as unknown as Derivation

  test('grades A and B alone make the headline, it opens to them, and each of them opens', async () => {
    expect(await totals()).toMatchObject({ headline: '0.00', accepted: '0.00', confidence: null })
    const benefit = await aBenefit(setup)
    const budgetEntry = await aBudgetEntry(setup, 900_000)
    // Graded as the decision would, had the measure been known: what the headline reads is the grade kept.
    const graded: [string, string][] = []
    for (const [startsOn, gross, grade, more] of [
      ['2025-04', '1000.10', 'A', { nature: 'cashable', budgetEntry }],
      ['2025-07', '500.20', 'B', {}],
      ['2025-10', '-100.00', 'B', {}],
      ['2026-01', '4000.00', 'C', {}],
      ['2026-04', '22.00', 'A', { nature: 'other-unit', unit: 'jours' }],
    ] as const) {
      const claim = await submitted(owner, benefit.code, { ...someContent, startsOn, gross, ...more })
      const answer = await decide(finance, claim, { decision: 'accept' })
      expect([startsOn, answer.status, answer.text]).toEqual([startsOn, 200, expect.any(String)])
      await setup.db.updateTable('claim').set({ grade }).where('code', '=', claim.code).execute()
      graded.push([claim.code, grade])
    }
    const all = await totals()
    expect(all).toMatchObject({
      headline: '1400.30',
      accepted: '5400.30',
      cashable: '1000.10',
      byGrade: { A: '1000.10', B: '400.20', C: '4000.00', D: '0.00', E: '0.00' },
      gain: '5500.30',
      loss: '-100.00',
      otherUnits: 1,
    })
    // Σ weight × |amount| / Σ |amount|.
    expect(all.confidence).toBeCloseTo((1000.1 + 0.9 * 600.2 + 0.5 * 4000) / 5600.3, 12)
    const derivation = await opened(all.figures.headline)
    expect([derivation.value, derivation.inputs.length]).toEqual([1400.3, 3])
    for (const [at, one] of derivation.inputs.entries()) {
      expect(one.label.fr).toContain(graded[at]?.[0])
      expect(await opened(one.figure ?? '')).toMatchObject({ name: 'accepted', value: one.value })
    }
    for (const [term, value] of Object.entries({
      cashable: 1000.1,
      accepted: 5400.3,
      loss: -100,
      A: 1000.1,
      C: 4000,
      D: 0,
    })) {
      const figure = await opened(all.figures[term as keyof typeof all.figures]) // one of the terms above
      expect([term, figure.value, reEvaluated(figure)]).toEqual([term, value, known(expect.closeTo(value, 9))])
    }
    expect(await totals(finance, '2026-11-23')).toMatchObject({ headline: '0.00', otherUnits: 0 })
    const elsewhere = await setup.signedIn('finance-officer', 'MRP')
    expect(await totals(elsewhere)).toMatchObject({ headline: '0.00', accepted: '0.00' })
    expect((await opened(all.figures.headline, elsewhere)).inputs).toEqual([])
  })

  test('evidence of a claim on a sensitive workload takes its confidentiality, and may not be stated below', async () => {
    const benefit = await aBenefit(setup)
    const security = await setup.signedIn('security-officer')
    await classified({ proposer: owner, officer: security }, benefit.workload, withLevels(2, 2, 4))
    const claim = await submitted(owner, benefit.code)
    const link = (sensitivity?: string) =>
      owner.call('POST', '/api/evidence', {
        subject: claim.code,
        kind: 'link',
        title: 'Dossier',
        address: 'https://exemple.invalid/',
        ...(sensitivity === undefined ? {} : { sensitivity }),
      })
    for (const stated of [undefined, '1', '4'])
      expect((await link(stated)).json as unknown as EvidenceView).toMatchObject({ sensitivity: '4' })
    const other = await setup.signedIn('portfolio-manager')
    const list = (await other.call('GET', `/api/evidence?subject=${claim.code}`)).json as unknown as EvidenceView[]
    expect(list.map(({ isHidden, address, title }) => [isHidden, address, title])).toEqual(
      list.map(() => [true, null, null]),
    )
  })

  test('two accounts of one person are one person: neither validates what the other claimed', async () => {
    const accounts = { db: setup.db, clock: setup.clock, baseUrl: 'http://arpent.test' }
    const account = async (login: string, role: 'portfolio-manager' | 'finance-officer'): Promise<Person> => {
      const made = await createUser(
        accounts,
        setup.system(),
        { login, language: 'fr', grants: [{ role, body: 'MSC' }] },
        'active',
      )
      const token = await openSession(accounts, made.id)
      return { user: made.code, id: made.id, token, call: setup.caller(token) }
    }
    const claimant = await account('a.exemple@msc.invalid', 'portfolio-manager')
    const twin = await account('A.Exemple+finances@MSC.invalid', 'finance-officer')
    const benefit = await aBenefit(setup)
    const claim = await submitted(claimant, benefit.code)
    const own = await decide(twin, claim, { decision: 'accept' })
    expect([own.status, problemOf(own).code]).toEqual([403, 'own-proposal'])
    expect(viewOf(await decide(finance, claim, { decision: 'accept' })).state).toBe('accepted')
  })
})
