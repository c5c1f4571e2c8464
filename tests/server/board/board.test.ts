import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { BoardCheck, BoardSnapshotView } from '#models/board/board.views.ts'
import { boardAt } from '#server/board/board.usecases.ts'
import { commandedReport, type ReportAsked } from '#server/papers/papers.usecases.ts'
import { type TestApp, testApp } from '#tests/support/test-app.ts'
import { engines } from '#tests/support/test-database.ts'
import { workbookParts } from '#tests/support/workbook-parts.ts'
import { aBenefit, aDecision, aPromise, aSubmittedClaim } from './some-benefits.ts'

type Person = Awaited<ReturnType<TestApp['signedIn']>>
const day = 86_400_000
/** Pages of a PDF, from its tree of pages. */
const pageCount = (bytes: Uint8Array) =>
  Number(/\/Type \/Pages\s[^>]*?\/Count (\d+)/.exec(new TextDecoder('latin1').decode(bytes))?.[1])

describe.each(engines)('the board page on %s', (engine) => {
  let setup: TestApp
  let auditor: Person
  let benefit: { id: string; code: string }
  let firstClaim: string
  beforeAll(async () => {
    setup = await testApp(engine)
    auditor = await setup.signedIn('auditor', 'QC')
    benefit = await aBenefit(setup)
    await aPromise(setup, benefit.id, { cents: 12_000_00 })
    firstClaim = await aSubmittedClaim(setup, benefit.id, { cents: 5_000_00 })
    await aBenefit(setup, { fr: 'Sans promesse' })
    setup.clock.advance(60_000)
  })
  afterAll(() => setup.close())

  const asked: ReportAsked = { kind: 'board', subject: null, format: 'html', language: 'fr', asKnown: null }
  const issue = (given: Partial<ReportAsked> = {}) =>
    commandedReport({ db: setup.db, clock: setup.clock }, setup.system(), { ...asked, ...given })
  const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes)
  const snapshots = async () =>
    (await auditor.call('GET', '/api/board-snapshots')).json as unknown as BoardSnapshotView[]
  const checked = async (id: string) =>
    (await auditor.call('GET', `/api/board-snapshots/${id}/check`)).json as unknown as BoardCheck

  test('says what is promised, claimed, unknown and asked, in the language asked for', async () => {
    const made = await issue()
    const text = textOf(made.bytes)
    for (const said of [
      'Page du conseil',
      'Sans promesse chiffrée',
      '1 réclamation en attente',
      'Première page remise',
    ])
      expect(text).toContain(said)
    expect(text).toMatch(/Réclamé, net<strong><a href="#claimed">5\s000,00\s\$/)
    expect(made.board?.content.totals).toMatchObject({
      claimedCents: 500_000,
      validatedCents: 0,
      waiting: 1,
      benefits: 2,
    })
    expect((await auditor.call('GET', '/api/reports/board?language=en')).text).toContain('Board page: benefits')
  })

  test('last quarter’s page is found again, word for word, after everything moved', async () => {
    const [kept] = await snapshots()
    if (kept === undefined) throw new Error('no page was kept')
    const shown = kept.asKnownAt.slice(0, 10)
    setup.clock.advance(90 * day)
    auditor = await setup.signedIn('auditor', 'QC') // the session of last quarter has ended
    await aDecision(setup, firstClaim, 4_500_00)
    await aPromise(setup, benefit.id, { version: 2, cents: 9_000_00 })
    await aBenefit(setup, { fr: 'Venu plus tard' })
    setup.clock.advance(60_000)

    const now = await issue({ language: 'en' })
    expect(now.board?.content.totals).toMatchObject({
      validatedCents: 450_000,
      cashableCents: 450_000,
      promisedCents: 900_000,
    })
    expect(now.board?.content.totals.firstPromisedCents).toBe(1_200_000)
    expect(now.board?.content.changes).toMatchObject({
      since: kept.asKnownAt,
      validatedCents: 450_000,
      newRebaselines: 1,
    })
    expect(textOf(now.bytes)).toContain('Portée réduite')

    const again = await issue({ asKnown: shown })
    expect(again.board?.digest).toBe(kept.digest)
    expect(again.board?.digest).not.toBe(now.board?.digest)
    expect(await checked(kept.id)).toMatchObject({ isIntact: true, isSame: true, recomputed: kept.digest })
    expect((await snapshots()).length).toBe(2) // looking back keeps nothing
    for (const one of await snapshots()) expect((await checked(one.id)).isSame).toBe(true)
  })

  test('a claim that was returned, rewritten and accepted since still is on the page as it was then', async () => {
    const claim = await aSubmittedClaim(setup, benefit.id, { cents: 700_00 })
    setup.clock.advance(1000)
    const waiting = await issue()
    setup.clock.advance(1000)
    await aDecision(setup, claim, null)
    setup.clock.advance(1000)
    const returned = await issue()
    setup.clock.advance(1000)
    const resubmitted = { net_cents: 300_00, grade: 'B', submitted_at: setup.clock.now().toISOString() }
    await setup.db.updateTable('claim').set(resubmitted).where('id', '=', claim).execute()
    setup.clock.advance(1000)
    await aDecision(setup, claim, 300_00)
    setup.clock.advance(1000)
    const accepted = await issue()
    const totals = [waiting, returned, accepted].map((one) => one.board?.content.totals)
    expect(totals.map((one) => [one?.waiting, one?.claimedCents, one?.validatedCents])).toEqual([
      [1, 500_000 + 70_000, 450_000],
      [0, 500_000 + 70_000, 450_000],
      [0, 500_000 + 30_000, 450_000 + 30_000],
    ])
    for (const one of await snapshots()) expect(await checked(one.id)).toMatchObject({ isIntact: true, isSame: true })
  })

  test('a fact slipped into the past shows: the page no longer is the one that was shown', async () => {
    const kept = (await snapshots()).at(-1)
    if (kept === undefined) throw new Error('no page was kept')
    await setup.db.updateTable('benefit').set({ title_fr: 'Autre chose' }).where('id', '=', benefit.id).execute()
    expect(await checked(kept.id)).toMatchObject({ isIntact: true, isSame: false })
    await setup.db.updateTable('benefit').set({ title_fr: 'Hébergement fictif' }).where('id', '=', benefit.id).execute()
    expect((await checked(kept.id)).isSame).toBe(true)
  })

  test('speaks of the bodies within reach only', async () => {
    const board = await boardAt(setup.db, setup.system(), 'MRP', setup.clock.now().toISOString())
    expect(board.content.totals.benefits).toBe(0)
    const local = await setup.signedIn('auditor', 'MRP')
    expect((await local.call('GET', '/api/reports/board?subject=MSC')).status).toBe(404)
    expect((await local.call('GET', `/api/reports/benefit?subject=${benefit.code}`)).status).toBe(404)
    expect((await local.call('GET', '/api/board-snapshots')).json).toEqual([])
  })

  test.each(['board', 'dossier', 'benefit'] as const)('%s as a PDF and a workbook, in both languages', async (kind) => {
    const subject = kind === 'benefit' ? benefit.code : null
    for (const language of ['fr', 'en'] as const) {
      const pdf = await issue({ kind, subject, format: 'pdf', language })
      expect(textOf(pdf.bytes.subarray(0, 5))).toBe('%PDF-')
      if (kind === 'board') expect(pageCount(pdf.bytes)).toBe(1)
      const xlsx = await issue({ kind, subject, format: 'xlsx', language })
      const parts = [...workbookParts(xlsx.bytes).values()].join('')
      expect(parts).toContain(language === 'fr' ? 'Sommaire' : 'Summary')
      expect(xlsx.figures).toBeGreaterThan(2)
    }
  })

  test('a benefit sheet as known before a change does not know it', async () => {
    const early = textOf((await issue({ kind: 'benefit', subject: benefit.code, asKnown: '2026-11-24' })).bytes)
    const late = textOf((await issue({ kind: 'benefit', subject: benefit.code })).bytes)
    expect([early.includes('Portée réduite'), late.includes('Portée réduite')]).toEqual([false, true])
    const missing = await auditor.call('GET', '/api/reports/benefit')
    expect([missing.status, missing.text.includes('report-benefit-missing')]).toEqual([422, true])
  })
})
