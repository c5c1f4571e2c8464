import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { reEvaluated } from '#models/cost/re-evaluate.ts'
import type { Derivation } from '#models/shared/derivation.ts'
import { known } from '#models/shared/outcome.ts'
import type { EvidenceView } from '#models/claims/evidence.schemas.ts'
import { ifMatch } from '#tests/server/decisions/some-workloads.ts'
import { type TestApp, testApp } from '#tests/support/test-app.ts'
import { engines } from '#tests/support/test-database.ts'
import {
  aBenefit,
  aBillMonth,
  aLedgerLine,
  aPool,
  decide,
  type Person,
  problemOf,
  someContent,
  submitted,
  viewOf,
} from './some-claims.ts'

describe.each(engines)('claims that somebody tries to bend, on %s', (engine) => {
  let setup: TestApp
  let owner: Person
  let finance: Person
  beforeAll(async () => {
    setup = await testApp(engine)
    owner = await setup.signedIn('portfolio-manager')
    finance = await setup.signedIn('finance-officer')
  })
  afterAll(() => setup.close())

  const failuresOf = (answer: { text: string }) => problemOf(answer).errors.map((one) => one.code)

  test('a line of labour called ledger, or a contract typed otherwise, is the same row', async () => {
    const [one, two] = [await aBenefit(setup), await aBenefit(setup)]
    const line = await aLedgerLine(setup, { workload: one.workload, period: '2026-07', cents: 300_000 })
    const pairs = [
      [
        { kind: 'labour' as const, reference: line },
        { kind: 'ledger' as const, reference: line },
      ],
      [
        { kind: 'contract' as const, reference: 'C-2026 17' },
        { kind: 'contract' as const, reference: 'c 2026-17' },
      ],
    ] as const
    for (const [at, [first, second]] of pairs.entries()) {
      const nature = at === 0 ? ('avoidance' as const) : ('revenue' as const)
      const backed = (row: typeof first | typeof second) => ({
        ...someContent,
        nature,
        backing: [{ ...row, period: '2026-07', amount: '3000.00' }],
      })
      const accepted = await decide(finance, await submitted(owner, one.code, backed(first)), { decision: 'accept' })
      expect(accepted.status).toBe(200)
      // Another benefit and months that only overlap: the row is used all the same.
      const overlapping = { ...backed(second), startsOn: '2026-06', months: 4 }
      const refused = await decide(finance, await submitted(owner, two.code, overlapping), { decision: 'accept' })
      expect(failuresOf(refused)).toEqual(['backing-once'])
    }
  })

  test('a pool of dollars takes no other unit; a loss makes no room in it', async () => {
    const benefit = await aBenefit(setup)
    const pool = await aPool(setup, { ceiling: 3000, shares: { [benefit.code]: 1 } })
    const days = { ...someContent, nature: 'other-unit' as const, unit: 'jours', gross: '10', pool }
    expect(
      failuresOf(await decide(finance, await submitted(owner, benefit.code, days), { decision: 'accept' })),
    ).toEqual(['pool-ceiling'])
    const loss = { ...someContent, gross: '-5000.00', pool }
    const lost = viewOf(await decide(finance, await submitted(owner, benefit.code, loss), { decision: 'accept' }))
    expect(lost).toMatchObject({ state: 'accepted', accepted: '-5000.00' })
    const gain = { ...someContent, gross: '3000.01', pool }
    expect(
      failuresOf(await decide(finance, await submitted(owner, benefit.code, gain), { decision: 'accept' })),
    ).toEqual(['pool-ceiling'])
    const part = { decision: 'accept-part', accepted: '100.00', comment: 'Le signe contraire' }
    const other = await submitted(owner, benefit.code, { ...loss, startsOn: '2026-06', gross: '-100.00' })
    expect(problemOf(await decide(finance, other, part)).code).toBe('claim-accepted-amount')
  })

  test('two tabs: the one that is behind is refused, and nothing is half written', async () => {
    const benefit = await aBenefit(setup)
    const claim = await submitted(owner, benefit.code)
    const [one, two] = await Promise.all([
      decide(finance, claim, { decision: 'accept' }),
      decide(finance, claim, { decision: 'reject', comment: 'Dans l’autre onglet' }),
    ])
    expect([one.status, two.status].toSorted((a, b) => a - b)[0]).toBe(200)
    expect([409, 412]).toContain(Math.max(one.status, two.status))
    const kept = viewOf(await finance.call('GET', `/api/claims/${claim.code}`))
    expect(kept.validations).toHaveLength(1)
    expect((await owner.call('POST', `/api/claims/${claim.code}/withdraw`, {}, ifMatch(claim))).status).toBe(412)
  })

  test('amounts beyond ten billion, or of another shape, are refused with their place', async () => {
    const benefit = await aBenefit(setup)
    for (const gross of ['10000000000.00', '99999999999999999999', '1e9', 'NaN', '1,5', '٣']) {
      const answer = await owner.call('POST', `/api/benefits/${benefit.code}/claims`, {
        content: { ...someContent, gross },
      })
      expect([answer.status, problemOf(answer).errors[0]?.pointer], gross).toEqual([422, '/content/gross'])
    }
    const most = await submitted(owner, benefit.code, {
      ...someContent,
      gross: '9999999999.99',
      adjustments: Array.from({ length: 40 }, () => ({ reason: 'Encore', amount: '9999999999.99' })),
    })
    expect(most.net).toBe('409999999999.59')
  })

  test('a bill replaced after acceptance: what the claim stood on has changed, with both amounts, and finance is told', async () => {
    const benefit = await aBenefit(setup)
    const month = { workload: benefit.workload, period: '2026-08', effectiveMicros: 7_000_000 }
    const reference = await aBillMonth(setup, month)
    const backing = [{ kind: 'bill' as const, reference, period: '2026-08', amount: '3000.00' }]
    const claim = await submitted(owner, benefit.code, { ...someContent, backing })
    const accepted = viewOf(await decide(finance, claim, { decision: 'accept' }))
    expect(accepted.changed).toEqual([])
    const figure = (await finance.call('GET', `/api/figures/${accepted.figure ?? ''}`)).json as unknown as Derivation
    expect(reEvaluated(figure)).toEqual(known(3000))
    const [row] = figure.inputs[0]?.inputs[0]?.inputs ?? []
    const billed = (await finance.call('GET', `/api/figures/${row?.figure ?? ''}`)).json as unknown as Derivation
    expect(reEvaluated(billed)).toEqual(known(7))
    const told = async () => {
      const home = (await finance.call('GET', '/api/home')).json as unknown as {
        inbox: { id: string; why: { fr: string } }[]
      }
      return home.inbox.find((one) => one.id === `claim-changed-${claim.code}`)?.why.fr
    }
    expect(await told()).toBeUndefined()
    setup.clock.advance(60_000)
    await setup.db.updateTable('bill_import').set({ state: 'superseded' }).where('period', '=', '2026-08').execute()
    await setup.db.deleteFrom('bill_period').where('period', '=', '2026-08').execute()
    await aBillMonth(setup, { ...month, effectiveMicros: 4_500_000 })
    expect(viewOf(await finance.call('GET', `/api/claims/${claim.code}`)).changed).toEqual([
      {
        kind: 'bill',
        reference,
        period: '2026-08',
        then: { amount: '7.000000', currency: 'CAD' },
        now: { amount: '4.500000', currency: 'CAD' },
      },
    ])
    expect(await told()).toBe(`${reference}, 2026-08 : 7.000000 CAD, puis 4.500000 CAD`)
  })

  test('an empty file, names that climb or hide, markup: kept as bytes under a plain name, or refused', async () => {
    const benefit = await aBenefit(setup)
    const attach = (fileName: string, bytes: Uint8Array) =>
      owner.call(
        'POST',
        `/api/evidence/files?${new URLSearchParams({ subject: benefit.code, kind: 'other', title: 'Pièce', fileName }).toString()}`,
        bytes,
        { 'content-type': 'application/octet-stream' },
      )
    const some = new TextEncoder().encode('<svg onload="alert(1)"/>')
    const empty = await attach('vide.txt', new Uint8Array())
    expect([empty.status, problemOf(empty).code]).toEqual([422, 'file-empty'])
    const names: readonly [string, string][] = [
      ['../../etc/passwd', 'passwd'],
      ['..\\..\\boot.ini', 'boot.ini'],
      ['..', 'preuve'],
      ['/', 'preuve'],
      ['a\'"b*;.svg', 'a\'"b*;.svg'],
    ]
    for (const [given, kept] of names) {
      const one = (await attach(given, some)).json as unknown as EvidenceView
      expect(one.fileName, given).toBe(kept)
      const file = await owner.call('GET', `/api/evidence/${one.id}/file`)
      expect(file.status).toBe(200)
      const disposition = file.headers.get('content-disposition') ?? ''
      expect(disposition, given).toMatch(/^attachment; filename="preuve"; filename\*=UTF-8''[A-Za-z0-9%._~-]+$/)
      expect(file.headers.get('content-type')).toBe('application/octet-stream')
    }
    for (const hidden of ['a\r\nSet-Cookie: x', 'x\u202Egpj.exe', 'a\u0000.txt'])
      expect([400, 422], hidden).toContain((await attach(hidden, some)).status)
    for (const id of ['..%2F..%2Fetc%2Fpasswd', '%00', '0'])
      expect([400, 404], id).toContain((await owner.call('GET', `/api/evidence/${id}/file`)).status)
  })
})
