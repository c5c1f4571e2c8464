import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { BoardCheck, BoardSnapshotView } from '#models/board/board.views.ts'
import { importBillFile } from '#server/bills/bill-files.usecases.ts'
import { commandedReport } from '#server/papers/papers.usecases.ts'
import { aBenefit as aRegistered } from '#tests/server/benefits/some-benefits.ts'
import { aBill, billFile } from '#tests/support/some-bills.ts'
import { type TestApp, testApp } from '#tests/support/test-app.ts'
import { engines } from '#tests/support/test-database.ts'
import { aDecision, aPromise, aSubmittedClaim } from './some-benefits.ts'

type Person = Awaited<ReturnType<TestApp['signedIn']>>

describe.each(engines)('a board page that was shown, on %s', (engine) => {
  let setup: TestApp
  let auditor: Person
  let manager: Person
  let finance: Person
  let benefit: { id: string; code: string }
  let shown: BoardSnapshotView
  beforeAll(async () => {
    setup = await testApp(engine)
    await signIn()
    const { json } = await manager.call('POST', '/api/register', aRegistered)
    const { code } = json as unknown as { code: string }
    benefit = await setup.db
      .selectFrom('benefit')
      .select(['id', 'code'])
      .where('code', '=', code)
      .executeTakeFirstOrThrow()
    await aPromise(setup, benefit.id, { cents: 12_000_00 })
    await aDecision(setup, await aSubmittedClaim(setup, benefit.id, { cents: 5_000_00 }), 4_000_00)
    await billed('1.50')
    await rated('1.38')
    setup.clock.advance(60_000)
    await issued()
    const [kept] = await snapshots()
    if (kept === undefined) throw new Error('no page was kept')
    shown = kept
    setup.clock.advance(60_000)
  })
  afterAll(() => setup.close())

  async function signIn() {
    auditor = await setup.signedIn('auditor', 'QC')
    manager = await setup.signedIn('portfolio-manager')
    finance = await setup.signedIn('finance-officer')
  }
  const issued = () =>
    commandedReport({ db: setup.db, clock: setup.clock }, setup.system(), {
      kind: 'board',
      subject: 'MSC',
      format: 'html',
      language: 'fr',
      asKnown: null,
    })
  const billed = (cost: string) =>
    importBillFile(
      {
        db: setup.db,
        clock: setup.clock,
        folder: join(setup.filesFolder, 'bills'),
        limits: { memoryMib: 256, threads: 1 },
      },
      setup.system(),
      { file: billFile(aBill([{ BilledCost: cost, EffectiveCost: cost }])), bodyCode: 'MSC', asked: {} },
    )
  const rated = async (cadPerUnit: string) => {
    const rate = {
      body: 'MSC',
      currency: 'USD',
      kind: 'month',
      validOn: '2026-10',
      cadPerUnit,
      source: 'Moyenne publiée',
    }
    expect((await finance.call('POST', '/api/exchange-rates', rate)).status).toBeLessThan(300)
  }
  const snapshots = async () =>
    (await auditor.call('GET', '/api/board-snapshots')).json as unknown as BoardSnapshotView[]
  const checked = async () =>
    (await auditor.call('GET', `/api/board-snapshots/${shown.id}/check`)).json as unknown as BoardCheck

  const same = async () =>
    expect(await checked()).toMatchObject({ isIntact: true, isSame: true, recomputed: shown.digest })

  test('is found again after its bill was restated', async () => {
    expect((await billed('2.25')).replaced).not.toBeNull()
    await same()
  })

  test('is found again after an exchange rate was corrected', async () => {
    await rated('1.41')
    const rates = await setup.db
      .selectFrom('exchange_rate')
      .select('cad_per_unit')
      .where('valid_on', '=', '2026-10')
      .execute()
    expect(rates.length).toBe(2)
    await same()
  })

  test('is found again after the promise was set anew', async () => {
    await aPromise(setup, benefit.id, { version: 2, cents: 9_000_00 })
    await same()
  })

  test('is found again after the benefit took another name, which only the next page bears', async () => {
    const path = `/api/register/${benefit.code}`
    const found = await manager.call('GET', path)
    expect([found.status, found.text]).toEqual([200, expect.any(String)])
    const { etag } = found.json as unknown as { etag: string }
    const edit = { reason: 'Nom précisé', title: { fr: 'Permis plus rapides', en: 'Faster permits' } }
    const answer = await manager.call('PATCH', path, edit, { 'if-match': etag })
    expect([answer.status, answer.text]).toEqual([200, expect.any(String)])
    await same()
    setup.clock.advance(60_000)
    const next = await issued()
    expect(next.board?.content.variances.map(({ fr }) => fr)).toEqual(['Permis plus rapides'])
    expect((await checked()).isSame).toBe(true)
  })

  test('is hidden from who does not see every body it counts', async () => {
    const elsewhere = await setup.signedIn('auditor', 'MRP')
    expect((await elsewhere.call('GET', '/api/board-snapshots')).json).toEqual([])
    expect((await elsewhere.call('GET', `/api/board-snapshots/${shown.id}/check`)).status).toBe(404)
  })

  test('all four at once, a quarter later: last quarter’s page, to the letter', async () => {
    setup.clock.advance(90 * 86_400_000)
    await signIn()
    await billed('3.75')
    await rated('1.43')
    await aPromise(setup, benefit.id, { version: 3, cents: 8_000_00 })
    await same()
    const again = await commandedReport({ db: setup.db, clock: setup.clock }, setup.system(), {
      kind: 'board',
      subject: 'MSC',
      format: 'html',
      language: 'fr',
      asKnown: shown.asKnownAt.slice(0, 10),
    })
    expect(again.board?.content.asKnownAt.slice(0, 10)).toBe(shown.asKnownAt.slice(0, 10))
  })
})
