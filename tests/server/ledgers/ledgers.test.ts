import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { BudgetEntryView, LedgerExtractView, LedgerLineView, LedgerSent } from '#models/ledgers/ledger.views.ts'
import { budgetEntries } from '#server/ledgers/budget-entries.usecases.ts'
import { ledgerMonths } from '#server/ledgers/ledger-months.usecases.ts'
import { aWorkload, ifMatch } from '#tests/server/decisions/some-workloads.ts'
import { type TestApp, testApp } from '#tests/support/test-app.ts'
import { engines } from '#tests/support/test-database.ts'

type Person = Awaited<ReturnType<TestApp['signedIn']>>
type Problem = { code: string; errors: { row: number; column: string; code: string; detail: string }[] }

describe.each(engines)('the ledger on %s', (engine) => {
  let setup: TestApp
  let workload: { id: string; code: string }
  let officer: Person
  beforeAll(async () => {
    setup = await testApp(engine)
    workload = await aWorkload(setup, { name: 'Guichet' })
    officer = await setup.signedIn('finance-officer')
  })
  afterAll(() => setup.close())

  const send = async (text: string | Uint8Array, more: Record<string, string> = {}, by: Person = officer) => {
    const query = new URLSearchParams({ body: 'MSC', name: 'gl-octobre.csv', ...more })
    const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text
    return by.call('POST', `/api/ledgers/extracts?${query}`, bytes, { 'content-type': 'application/octet-stream' })
  }
  const sent = async (text: string | Uint8Array, more: Record<string, string> = {}) => {
    const answer = await send(text, more)
    expect([answer.status, answer.text]).toEqual([200, expect.any(String)])
    return answer.json as unknown as LedgerSent
  }
  const problemOf = (answer: { text: string }) => JSON.parse(answer.text) as Problem
  const months = async (from = '2026-10', asKnownMs?: number) =>
    (
      await ledgerMonths(setup, setup.system(), {
        workloadIds: [workload.id],
        from,
        to: from,
        ...(asKnownMs === undefined ? {} : { asKnownMs }),
      })
    ).map(({ kind, costElement, amountCents, hours, lines }) => [kind, costElement, amountCents, hours, lines])
  const file = (...lines: string[]) => ['Période;Poste;Montant;Charge;Heures;Fonds', ...lines].join('\r\n')
  const october = () =>
    file(
      `2026-10;Licences;1 200,50;${workload.code};;F1`,
      '2026-10;Licences;(200,50);Guichet;;F1',
      `2026-10;Main-d’œuvre;450,00;${workload.code};7,5;F1`,
      '2026-10;Énergie;99,99;;;F1',
      '2026-10;Chaises;5,00;;;F1',
      '2026-10;Licences;5,00;CH-999999;;F1',
    )

  test('a trial writes nothing; then lines are read, the others refused by line and column', async () => {
    const trial = await sent(october(), { dryRun: 'true' })
    expect([trial.outcome, trial.read.rows]).toEqual(['dry-run', { read: 6, accepted: 4, refused: 2, unassigned: 1 }])
    expect(await months()).toEqual([])
    const applied = await sent(october())
    expect(applied.outcome).toBe('applied')
    expect(applied.read.refused.map(({ row, column, code }) => [row, column, code])).toEqual([
      [6, 'Poste', 'element-unknown'],
      [7, 'Charge', 'workload-unknown'],
    ])
    expect(await months()).toEqual([
      ['actual', 'labour', 45_000, 7.5, 1],
      ['actual', 'licences', 100_000, null, 2],
    ])
  })

  test('the same file twice is the same state, under its name or another', async () => {
    expect((await sent(october())).outcome).toBe('identical')
    expect((await sent(october(), { name: 'copie.csv' })).outcome).toBe('identical')
    expect((await months()).map((one) => one[2])).toEqual([45_000, 100_000])
  })

  test('another extract of the same name and month replaces it only when asked; what was known before stays known', async () => {
    setup.clock.advance(60_000)
    const before = setup.clock.now().getTime()
    setup.clock.advance(60_000)
    const next = file(`2026-10;Licences;1 000,00;${workload.code};;F1`)
    expect(problemOf(await send(next)).code).toBe('ledger-extract-stands')
    expect((await sent(next, { replace: 'true' })).outcome).toBe('replaced')
    expect(await months()).toEqual([['actual', 'licences', 100_000, null, 1]])
    expect(await months('2026-10', before)).toEqual([
      ['actual', 'labour', 45_000, 7.5, 1],
      ['actual', 'licences', 100_000, null, 2],
    ])
  })

  test('columns said once are remembered for the header, cost centres with them', async () => {
    const own = `Mois comptable,Nature GL,Net,CR\n2026-09,Support,"1,234.50",CC-77\n`
    expect(problemOf(await send(own, { name: 'gl.csv' })).code).toBe('ledger-columns-missing')
    const mapping = JSON.stringify({
      columns: { period: 'Mois comptable', costElement: 'Nature GL', amount: 'Net', workload: 'CR' },
      costCentres: { 'CC-77': workload.code },
    })
    await sent(own, { name: 'gl.csv', mapping })
    const again = `Nature GL,Mois comptable,CR,Net\nSupport,2026-08,CC-77,7.00\n`
    await sent(again, { name: 'gl-aout.csv' })
    expect([await months('2026-09'), await months('2026-08')]).toEqual([
      [['actual', 'support', 123_450, null, 1]],
      [['actual', 'support', 700, null, 1]],
    ])
    // The columns alone, as the screen says them: what a cost centre stands for is not forgotten.
    const { columns } = JSON.parse(mapping) as { columns: object }
    const rewritten = own.replace('1,234.50', '1234.50')
    await sent(rewritten, { name: 'gl.csv', mapping: JSON.stringify({ columns }), replace: 'true' })
    const trial = await sent(own, { name: 'gl.csv', dryRun: 'true' })
    expect(trial.read.rows).toEqual({ read: 1, accepted: 1, refused: 0, unassigned: 0 })
    const wrong = await send(again, { name: 'x.csv', mapping: '{"columns":{"period":"Absent"}}' })
    expect(problemOf(wrong).code).toBe('ledger-mapping-refused')
    expect(problemOf(await send(again, { name: 'x.csv', mapping: 'not json' })).code).toBe('ledger-mapping-refused')
  })

  test('undone, an extract counts no more, and once only', async () => {
    const { extract } = await sent(file(`2026-07;Soutien;10,00;${workload.code};;`), { name: 'juillet.csv' })
    const path = `/api/ledgers/extracts/${extract?.id}`
    expect((await officer.call('POST', `${path}/undo`, {})).status).toBe(428)
    const undone = await officer.call('POST', `${path}/undo`, {}, { 'if-match': extract?.etag ?? '' })
    expect((undone.json as unknown as LedgerExtractView).state).toBe('undone')
    expect(await months('2026-07')).toEqual([])
    expect((await officer.call('POST', `${path}/undo`, {}, { 'if-match': '"2"' })).status).toBe(409)
  })

  test('other encodings are read, and what is no table is refused in words', async () => {
    const text = file(`2026-06;Énergie;10,00;${workload.code};;`)
    const wide = new Uint8Array(Buffer.from(`\ufeff${text}`, 'utf16le'))
    await sent(wide, { name: 'utf16.csv' })
    expect(await months('2026-06')).toEqual([['actual', 'energy', 1_000, null, 1]])
    const latin = new Uint8Array(Buffer.from(text.replace('2026-06', '2026-05'), 'latin1'))
    await sent(latin, { name: 'latin.csv' })
    expect(await months('2026-05')).toEqual([['actual', 'energy', 1_000, null, 1]])
    expect(problemOf(await send('', { name: 'vide.csv' })).code).toBe('file-empty')
    expect(problemOf(await send('PK\u0003\u0004', { name: 'x.xlsx' })).code).toBe('file-not-supported')
    expect(problemOf(await send(file('a;b;c;d;e;f'), { name: 'x.csv' })).code).toBe('ledger-nothing-read')
    expect((await send(new Uint8Array(2 * 1024 * 1024 + 1).fill(97), { name: 'x.csv' })).status).toBe(413)
  })

  test('lines are listed to who reads the body, and to nobody else', async () => {
    const elsewhere = await setup.signedIn('finance-officer', 'MRP')
    expect((await send(october(), {}, elsewhere)).status).toBe(404)
    const lines = await officer.call('GET', '/api/ledgers/lines?body=MSC')
    const { items } = lines.json as unknown as { items: LedgerLineView[] }
    expect(items.map(({ period, workload: code, amountCad }) => [period, code, amountCad])).toEqual([
      ['2026-10', workload.code, '1000.00'],
      ['2026-09', workload.code, '1234.50'],
      ['2026-08', workload.code, '7.00'],
      ['2026-06', workload.code, '10.00'],
      ['2026-05', workload.code, '10.00'],
    ])
    expect((await elsewhere.call('GET', '/api/ledgers/lines?body=MSC')).status).toBe(404)
  })

  test('budget withdrawn is entered, corrected with what it said before kept, and told with what is left', async () => {
    const entry = {
      body: 'MSC',
      fund: 'Fonds du service',
      fiscalYear: '2026-2027',
      amountCad: '50000.00',
      effectiveOn: '2026-10-01',
      reference: 'Avis 2026-14',
    }
    const post = (path: string, body: object, headers = {}) =>
      officer.call('POST', `/api/ledgers${path}`, body, headers)
    for (const wrong of [{ amountCad: '0' }, { fiscalYear: '2026-2028' }, { effectiveOn: '2027-04-01' }])
      expect(problemOf(await post('/budget-entries', { ...entry, ...wrong })).code).toBe('budget-entry-refused')
    const made = (await post('/budget-entries', entry)).json as unknown as BudgetEntryView
    expect([made.code, made.amountCad, made.acceptedCad, made.leftCad]).toEqual([
      'RB-0001',
      '50000.00',
      '0.00',
      '50000.00',
    ])
    const [first] = await budgetEntries(setup, setup.system())
    const before = setup.clock.now().getTime()
    const { body: _body, ...content } = entry
    const correction = { ...content, amountCad: '40000.00', reason: 'Partagé' }
    expect((await post('/budget-entries/RB-0001/correct', correction)).status).toBe(428)
    for (let round = 1; round <= 2; round += 1) {
      const read = (await officer.call('GET', '/api/ledgers/budget-entries?body=MSC'))
        .json as unknown as BudgetEntryView[]
      const answer = await post('/budget-entries/RB-0001/correct', correction, ifMatch(read[0] ?? made))
      expect([answer.status, (answer.json as unknown as BudgetEntryView).corrections]).toEqual([200, round])
    }
    expect((await post('/budget-entries/RB-0001/correct', correction, ifMatch(made))).status).toBe(412)
    const [now] = await budgetEntries(setup, setup.system())
    const [then] = await budgetEntries(setup, setup.system(), { asKnownMs: before })
    expect([now?.amountCents, then?.amountCents, now?.id === first?.id, then?.id === first?.id]).toEqual([
      4_000_000,
      5_000_000,
      true,
      true,
    ])
  })
})
