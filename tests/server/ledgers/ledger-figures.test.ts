import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { BudgetEntryView, LedgerExtractView, LedgerLineView, LedgerSent } from '#models/ledgers/ledger.views.ts'
import { newId } from '#server/shared/ids.ts'
import { ledgerMonths } from '#server/ledgers/ledger-months.usecases.ts'
import { aWorkload, ifMatch } from '#tests/server/decisions/some-workloads.ts'
import { openedFigure } from '#tests/support/opened-figures.ts'
import { type TestApp, testApp } from '#tests/support/test-app.ts'
import { engines } from '#tests/support/test-database.ts'

type Person = Awaited<ReturnType<TestApp['signedIn']>>
type Problem = { code: string; detail: string }

const entry = {
  body: 'MSC',
  fund: 'Fonds du service',
  fiscalYear: '2026-2027',
  amountCad: '50000.10',
  effectiveOn: '2026-10-01',
  reference: 'Avis fictif 2026-14',
}

describe.each(engines)('amounts of the ledger on %s', (engine) => {
  let setup: TestApp
  let workload: { id: string; code: string }
  let officer: Person
  beforeAll(async () => {
    setup = await testApp(engine)
    workload = await aWorkload(setup, { name: 'Guichet' })
    officer = await setup.signedIn('finance-officer')
  })
  afterAll(() => setup.close())

  const file = ['Période;Poste;Montant;CR', '2026-09;Licences;(1 200,50);Guichet', '2026-09;Soutien;7,25;CR-4410'].join(
    '\n',
  )
  const send = async (mapping?: object) => {
    const query = new URLSearchParams({
      body: 'MSC',
      name: 'gl.csv',
      mapping: JSON.stringify({
        columns: { period: 'Période', costElement: 'Poste', amount: 'Montant', workload: 'CR' },
        ...mapping,
      }),
    })
    const headers = { 'content-type': 'application/octet-stream' }
    const answer = await officer.call('POST', `/api/ledgers/extracts?${query}`, new TextEncoder().encode(file), headers)
    expect([answer.status, answer.text]).toEqual([200, expect.any(String)])
    return answer.json as unknown as LedgerSent
  }
  const linesNow = async () =>
    ((await officer.call('GET', '/api/ledgers/lines?body=MSC')).json as unknown as { items: LedgerLineView[] }).items
  const centsOf = async (asKnownMs?: number) =>
    (
      await ledgerMonths(setup, setup.system(), {
        workloadIds: [workload.id],
        from: '2026-09',
        to: '2026-09',
        ...(asKnownMs === undefined ? {} : { asKnownMs }),
      })
    ).map(({ amountCents }) => amountCents)

  test('a line opens to its file, its line and its column; not from another body', async () => {
    await send()
    const [line] = await linesNow()
    const opened = await openedFigure(officer, line?.figure ?? '')
    expect([opened.value, opened.source]).toEqual([
      -1200.5,
      { kind: 'file', file: 'gl.csv', line: 2, column: 'Montant', batch: line?.extract },
    ])
    const elsewhere = await setup.signedIn('finance-officer', 'MRP')
    expect((await elsewhere.call('GET', `/api/figures/${line?.figure}`)).status).toBe(404)
    expect((await officer.call('GET', `/api/figures/f_ledger~${line?.extract}~99`)).status).toBe(404)
  })

  test('a refused line is taken again once its cost centre is said: a new extract, the one before known as it was', async () => {
    const [{ id, etag } = { id: '', etag: '' }] = (await officer.call('GET', '/api/ledgers/extracts?body=MSC'))
      .json as unknown as LedgerExtractView[]
    const one = (await officer.call('GET', `/api/ledgers/extracts/${id}`)).json as unknown as LedgerExtractView
    expect(one.refused).toEqual([expect.objectContaining({ row: 3, code: 'workload-unknown', value: 'CR-4410' })])
    const path = `/api/ledgers/extracts/${id}/replay`
    const replay = async (costCentres: object, headers = ifMatch({ etag })) =>
      officer.call('POST', path, { costCentres }, headers)
    const said = { 'CR-4410': workload.code }
    expect((await officer.call('POST', path, { costCentres: said })).status).toBe(428)
    expect((await replay({})).status).toBe(422)
    for (const wrong of [{ 'CR-4410': 'CH-999999' }, { 'CR-1': workload.code }]) {
      const refused = await replay(wrong)
      expect([refused.status, (refused.json as unknown as Problem).code]).toEqual([422, 'ledger-nothing-replayed'])
    }
    const before = setup.clock.now().getTime()
    setup.clock.advance(60_000)
    const replayed = await replay(said)
    expect([replayed.status, replayed.text]).toEqual([200, expect.any(String)])
    const next = replayed.json as unknown as LedgerExtractView
    expect([next.state, next.rows, next.refused]).toEqual([
      'applied',
      { read: 2, accepted: 2, refused: 0, unassigned: 0 },
      [],
    ])
    expect(next.totals.map(({ amountCad, costElement }) => [costElement, amountCad])).toEqual([
      ['licences', '-1200.50'],
      ['support', '7.25'],
    ])
    expect([await centsOf(), await centsOf(before)]).toEqual([[-120_050, 725], [-120_050]])
    expect((await replay(said)).status).toBe(409)
    const lines = await linesNow()
    expect(lines.map(({ line, workload: code }) => [line, code])).toEqual([
      [2, workload.code],
      [3, workload.code],
    ])
    for (const { figure, amountCad } of lines)
      expect((await openedFigure(officer, figure)).value).toBe(Number(amountCad))
    expect((await send()).outcome).toBe('identical') // what was said is remembered of the header
  })

  test('budget withdrawn, what claims took of it and what is left open to who stated and who decided', async () => {
    const made = await officer.call('POST', '/api/ledgers/budget-entries', entry)
    const first = made.json as unknown as BudgetEntryView
    expect((await openedFigure(officer, first.figures.amount)).source).toMatchObject({
      kind: 'statement',
      reference: entry.reference,
    })
    await anAcceptedClaim('RC-0001', 1_234_556)
    await anAcceptedClaim('RC-0002', 100_000)
    setup.clock.advance(60_000)
    const [read] = (await officer.call('GET', '/api/ledgers/budget-entries?body=MSC'))
      .json as unknown as BudgetEntryView[]
    expect([read?.acceptedCad, read?.leftCad]).toEqual(['13345.56', '36654.54'])
    const accepted = await openedFigure(officer, read?.figures.accepted ?? '')
    expect([accepted.value, accepted.inputs.map(({ label, value }) => [label.fr, value])]).toEqual([
      13_345.56,
      [
        ['RC-0001', 12_345.56],
        ['RC-0002', 1_000],
      ],
    ])
    for (const claim of accepted.inputs)
      expect((await openedFigure(officer, claim.figure ?? '')).value).toBe(claim.value)
    expect((await openedFigure(officer, read?.figures.left ?? '')).value).toBe(36_654.54)
    // What was shown before is still what it was.
    expect((await openedFigure(officer, first.figures.left)).value).toBe(50_000.1)
    const { body: _, ...content } = entry
    setup.clock.advance(60_000)
    const correction = { ...content, amountCad: '40000.00', reason: 'Partagé' }
    await officer.call('POST', `/api/ledgers/budget-entries/${first.code}/correct`, correction, ifMatch(read ?? first))
    expect((await openedFigure(officer, read?.figures.amount ?? '')).value).toBe(50_000.1)
  })

  /** A claim as it stands once another person accepted it against the withdrawal. */
  async function anAcceptedClaim(code: string, cents: number) {
    setup.clock.advance(60_000)
    const [at, bodyId, claim] = [setup.clock.now().toISOString(), setup.bodyId('MSC'), newId()]
    const { id: entryId } = await setup.db.selectFrom('budget_entry').select('id').executeTakeFirstOrThrow()
    const benefit = newId()
    await setup.db
      .insertInto('benefit')
      .values({
        id: benefit,
        body_id: bodyId,
        code: code.replace('RC', 'B'),
        workload_id: null,
        decision_id: null,
        title_fr: 'Fictif',
        title_en: 'Fictitious',
        sign: 1,
        created_at: at,
      })
      .execute()
    const content = {
      startsOn: '2026-07',
      months: 3,
      nature: 'cashable',
      unit: 'CAD',
      priceBasis: { kind: 'nominal' },
      basis: 'measured',
      gross: (cents / 100).toFixed(2),
      adjustments: [],
      share: '1',
      pool: null,
      budgetEntry: 'RB-0001',
      backing: [],
      statement: { fr: 'Fictif.' },
    }
    await setup.db
      .insertInto('claim')
      .values({
        id: claim,
        body_id: bodyId,
        code,
        benefit_id: benefit,
        period_from: '2026-07',
        period_to: '2026-09',
        state: 'accepted',
        nature: 'cashable',
        gross_cents: cents,
        net_cents: cents,
        accepted_cents: cents,
        grade: 'B',
        content_json: JSON.stringify(content),
        submitted_by: 'U-0101',
        submitted_at: at,
        supersedes_id: null,
        superseded_at: null,
        created_by: 'U-0101',
        created_at: at,
        row_version: 1,
      })
      .execute()
    await setup.db
      .insertInto('claim_validation')
      .values({
        id: newId(),
        body_id: bodyId,
        claim_id: claim,
        decision: 'accept',
        accepted_cents: cents,
        budget_entry_id: entryId,
        comment: '',
        decided_by: 'U-0102',
        decided_at: at,
        content_json: JSON.stringify({ content }),
        digest: claim,
      })
      .execute()
  }
})
