import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PriceBookDetail, PriceBookDifference, PricesInForceView } from '#models/prices/price-books.schemas.ts'
import type { WorkloadAssessment } from '#models/inventory/workload.views.ts'
import { aWorkload, ifMatch } from '#tests/server/decisions/some-workloads.ts'
import { type TestApp, testApp } from '#tests/support/test-app.ts'
import { engines } from '#tests/support/test-database.ts'

type Person = Awaited<ReturnType<TestApp['signedIn']>>
type Problem = { code: string; detail: string; errors: { row?: number; column?: string; code: string }[] }

const header = 'region,provider,service,sku,vcpu,memory_gib,os,unit,price,currency,as_of,source,status'
/** A row of the on-demand list of Montréal; cheaper than anything listed unless said otherwise. */
const size = (sku: string, vcpu: number, gib: number, price: string, more = 'USD,2026-11-01,contract 12,verified') =>
  `ca-central-1,AWS,EC2 on-demand,${sku},${vcpu},${gib},Linux,hour,${price},${more}`
const file = (...rows: string[]) => `${[header, ...rows].join('\n')}\n`

describe.each(engines)('price books on %s', (engine) => {
  let setup: TestApp
  let manager: Person
  let finance: Person
  let centre: Person
  beforeAll(async () => {
    setup = await testApp(engine)
    manager = await setup.signedIn('portfolio-manager')
    finance = await setup.signedIn('finance-officer')
    centre = await setup.signedIn('centre', 'QC')
  })
  afterAll(() => setup.close())

  type Sending = { visibility?: string; body?: string; fileName?: string; whole?: string; mapping?: string }
  const send = (by: Person, text: string, given: Sending = {}) => {
    const asked = new URLSearchParams({ body: 'MSC', visibility: 'body', fileName: 'contrat.csv', ...given })
    return by.call('POST', `/api/price-books?${asked}`, new TextEncoder().encode(text), {
      'content-type': 'application/octet-stream',
    })
  }
  const ended = async (by: Person, answer: { status: number; json: unknown }) => {
    expect(answer.status).toBe(202)
    const { job } = answer.json as { job: string }
    for (;;) {
      const view = (await by.call('GET', `/api/jobs/${job}`)).json as unknown as {
        state: string
        result: string | null
        problem: { code: string; detail: { fr: string } } | null
      }
      if (view.state !== 'queued' && view.state !== 'running') return view
      await setup.jobs.news(job, 500)
    }
  }
  const proposed = async (text: string, given: Sending = {}, by = manager) => {
    const view = await ended(by, await send(by, text, given))
    expect(view.problem).toBeNull()
    return (await by.call('GET', view.result ?? '')).json as unknown as PriceBookDetail
  }
  const accept = (by: Person, one: PriceBookDetail, body: object = {}) =>
    by.call('POST', `/api/price-books/${one.book}/accept`, body, ifMatch(one))
  const problemOf = (answer: { text: string }) => JSON.parse(answer.text) as Problem
  const costAt = async (by: Person, code: string, option = 'aws.ca-central-1') => {
    const found = (await by.call('GET', `/api/workloads/${code}/assessment`)).json as unknown as WorkloadAssessment
    const one = found.options.find((each) => each.option === option)
    if (one?.annualCostCad.kind !== 'known') return expect.fail(`no cost: ${JSON.stringify(one?.annualCostCad)}`)
    return { likely: one.annualCostCad.value.likely, figure: one.figure, status: one.priceStatus, asOf: one.priceAsOf }
  }

  test('a file is read, compared, accepted by a second person, and moves the cost; the old figure still opens', async () => {
    const { code } = await aWorkload(setup)
    const before = await costAt(manager, code)
    const book = await proposed(file(size('m5.large', 2, 8, '0.05'), size('m5.xlarge', 4, 16, '0.1')))
    expect(book).toMatchObject({
      state: 'proposed',
      visibility: 'body',
      items: 2,
      refused: 0,
      outliers: 0,
      asOf: '2026-11-01',
      counts: { new: 0, gone: 0, changed: 2 },
      isInForce: false,
    })
    const read = await finance.call('GET', `/api/price-books/${book.book}/difference`)
    const { changes } = read.json as unknown as PriceBookDifference
    expect(
      changes.map(({ kind, sku, before: was, after, percent }) => [
        kind,
        sku,
        was?.amount,
        after?.amount,
        percent?.toFixed(1),
      ]),
    ).toEqual([
      ['changed', 'm5.large', '0.107', '0.05', '-53.3'],
      ['changed', 'm5.xlarge', '0.214', '0.1', '-53.3'],
    ])
    expect(changes[0]?.after).toMatchObject({ asOf: '2026-11-01', status: 'verified', source: 'contract 12' })
    expect((await costAt(manager, code)).likely, 'a proposal prices nothing').toBe(before.likely)

    const accepted = await accept(finance, book)
    expect(accepted.json).toMatchObject({ state: 'accepted', isInForce: true, inForceFrom: '2026-11-24' })
    const after = await costAt(manager, code)
    // The size goes from 0.107 (or a cheaper one listed) to 0.05 USD an hour.
    expect(after.likely).toBeLessThan(before.likely)
    const opened = (figure: string) => manager.call('GET', `/api/figures/${encodeURIComponent(figure)}`)
    expect((await opened(after.figure)).text).toContain(`${book.book}, contrat.csv`)
    const old = await opened(before.figure)
    expect([old.status, old.text.includes('contrat.csv')]).toEqual([200, false])
    const rejudged = await setup.jobs.latest('portfolio-rejudge')
    expect(rejudged?.state).toBeDefined()
    const events = await setup.db
      .selectFrom('audit_event')
      .select('action')
      .where('object_type', '=', 'price-book')
      .orderBy('seq')
      .execute()
    expect(events.map(({ action }) => action)).toEqual(['price-book.proposed', 'price-book.accepted'])
    const again = await finance.call('GET', `/api/price-books/${book.book}/difference`)
    expect(again.json, 'what it changed does not move once it is in force').toMatchObject({ counts: { changed: 2 } })
  })

  test('prices of one body: another body neither reads nor pays them', async () => {
    const ours = await aWorkload(setup)
    const theirs = await aWorkload(setup, { body: 'MRP' })
    const other = await setup.signedIn(['portfolio-manager', 'finance-officer'], 'MRP')
    const [ourCost, theirCost] = [await costAt(manager, ours.code), await costAt(other, theirs.code)]
    const secret = await proposed(file(size('m5.large', 2, 8, '0.0423', 'USD,2026-11-02,NDA-77,verified')))
    const paths = ['', '/difference'].map((end) => `/api/price-books/${secret.book}${end}`)
    for (const path of paths) {
      const answer = await other.call('GET', path)
      expect([answer.status, problemOf(answer).code]).toEqual([404, 'price-book-not-found'])
    }
    expect(problemOf(await accept(other, secret)).code).toBe('price-book-not-found')
    expect((await accept(finance, secret)).status).toBe(200)
    const seen = async (by: Person, path: string) => (await by.call('GET', path)).text
    for (const path of [
      '/api/price-books',
      '/api/price-books/in-force',
      '/api/price-books/in-force?body=MRP',
      '/api/price-books/in-force/prices?q=m5.large&limit=500',
      '/api/price-books/in-force/prices?q=m5.large&body=MRP&limit=500',
    ]) {
      const text = await seen(other, path)
      expect(text.includes('0.0423') || text.includes('NDA-77') || text.includes(secret.book), path).toBe(false)
    }
    expect((await other.call('GET', '/api/price-books/in-force/prices?body=MSC')).status).toBe(404)
    expect(await seen(finance, '/api/price-books/in-force/prices?body=MSC&q=m5.large')).toContain('0.0423')
    expect((await costAt(manager, ours.code)).likely).toBeLessThan(ourCost.likely)
    const theirsNow = await costAt(other, theirs.code)
    expect([theirsNow.likely, theirsNow.figure]).toEqual([theirCost.likely, theirCost.figure])
    expect((await seen(other, `/api/figures/${encodeURIComponent(theirsNow.figure)}`)).includes('NDA-77')).toBe(false)
    expect((await seen(centre, '/api/price-books')).includes(secret.book), 'the centre reaches the body').toBe(true)
  })

  test('who proposes does not accept; a list for everybody is accepted by a role over everybody', async () => {
    const both = await setup.signedIn(['portfolio-manager', 'finance-officer'])
    const own = await proposed(file(size('m6i.large', 2, 8, '0.1')), {}, both)
    expect(problemOf(await accept(both, own))).toMatchObject({ code: 'price-book-own-proposal' })
    const common = await proposed(file(size('c6i.large', 2, 4, '0.09')), { visibility: 'all' })
    expect(problemOf(await accept(finance, common))).toMatchObject({ code: 'price-book-beyond-reach' })
    const officer = await setup.signedIn('finance-officer', 'QC')
    expect((await accept(officer, common)).json).toMatchObject({ state: 'accepted', visibility: 'all' })
    const other = await setup.signedIn('auditor', 'MRP')
    expect((await other.call('GET', `/api/price-books/${common.book}`)).status).toBe(200)
  })

  test('stale, undecided, decided: each has its answer', async () => {
    const one = await proposed(file(size('m4.large', 2, 8, '0.11')))
    const path = `/api/price-books/${one.book}`
    expect((await finance.call('POST', `${path}/accept`, {})).status).toBe(428)
    expect((await finance.call('POST', `${path}/accept`, {}, { 'if-match': '"9"' })).status).toBe(412)
    expect(problemOf(await accept(finance, one, { inForceFrom: '2026-11-23' })).code).toBe('price-book-day-refused')
    expect(problemOf(await accept(finance, one, { inForceFrom: '2026-02-30' })).errors[0]?.code).toBe('not-a-date')
    expect(problemOf(await accept(finance, one, { outliers: [{ line: 2, reason: 'je le sais' }] })).code).toBe(
      'price-outlier-unknown',
    )
    const rejected = await manager.call('POST', `${path}/reject`, { reason: 'mauvais fichier' }, ifMatch(one))
    expect(rejected.json).toMatchObject({ state: 'rejected', decisionReason: 'mauvais fichier' })
    expect(problemOf(await accept(finance, rejected.json as unknown as PriceBookDetail)).code).toBe(
      'price-book-already-decided',
    )
    const auditor = await setup.signedIn('auditor')
    expect((await send(auditor, file(size('m4.large', 2, 8, '0.1')))).status).toBe(403)
    expect((await accept(auditor, one)).status).toBe(403)
    expect((await finance.call('GET', '/api/price-books/GT-9999')).status).toBe(404)
  })

  test('outliers are told apart and left out, but those taken one by one with a reason', async () => {
    const rows = [
      size('r9z.large', 2, 16, '0.12'),
      size('r9z.xlarge', 4, 32, '0.24'),
      size('r9z.2xlarge', 8, 64, '0.48'),
    ]
    const strange = [size('r9z.4xlarge', 16, 128, '9.6'), size('r9z.8xlarge', 32, 256, '0.192')]
    const book = await proposed(file(...rows, ...strange))
    expect(book.outlierRows.map(({ line, sku, times }) => [line, sku, times])).toEqual([
      [5, 'r9z.4xlarge', 10],
      [6, 'r9z.8xlarge', expect.closeTo(0.1, 9)],
    ])
    const accepted = await accept(finance, book, { outliers: [{ line: 5, reason: 'confirmé par le fournisseur' }] })
    expect((accepted.json as unknown as PriceBookDetail).outlierRows.map((one) => one.accepted)).toEqual([
      'confirmé par le fournisseur',
      null,
    ])
    const listed = (await finance.call('GET', '/api/price-books/in-force/prices?body=MSC&q=r9z')).json as unknown as {
      total: number
      lines: { sku: string }[]
    }
    expect(listed.lines.map(({ sku }) => sku).toSorted()).toEqual([
      'r9z.2xlarge',
      'r9z.4xlarge',
      'r9z.large',
      'r9z.xlarge',
    ])
  })

  test('rows of an unknown currency, unit or region, at 0 or twice are refused by line; the rest stands', async () => {
    const book = await proposed(
      file(
        size('m5.large', 2, 8, '0.09'),
        size('m5.xlarge', 4, 16, '0.2', 'EUR,2026-11-01,x,verified'),
        size('m5.2xlarge', 8, 32, '0.4').replace(',hour,', ',100 Hours,'),
        size('m5.4xlarge', 16, 64, '0.8').replace('ca-central-1', 'mars-1'),
        size('m5.8xlarge', 32, 128, '0'),
        size('c5.large', 2, 4, '0.08'),
        size('c5.large', 2, 4, '0.09'),
      ),
    )
    expect([book.items, book.refused]).toEqual([1, 5])
    expect(book.refusedRows.map(({ row, code }) => [row, code])).toEqual([
      [3, 'currency-unknown'],
      [4, 'unit-unknown'],
      [5, 'region-unknown'],
      [6, 'price-zero'],
      [8, 'price-contradicted'],
    ])
  })

  test('a file that cannot be read says what is missing, and leaves nothing', async () => {
    const before = (await manager.call('GET', '/api/price-books?limit=500')).json as unknown as unknown[]
    const unmapped = await ended(manager, await send(manager, 'Ref,Rate\nA,1\n'))
    expect(unmapped).toMatchObject({ state: 'failed', problem: { code: 'price-file-unmapped' } })
    expect(unmapped.problem?.detail.fr).toContain('Ref, Rate')
    const nothing = await ended(manager, await send(manager, file(size('m5.large', 2, 8, 'free'))))
    expect(nothing.problem?.code).toBe('price-file-nothing-read')
    expect(nothing.problem?.detail.fr).toContain('Ligne 2 : « free » n’est pas un prix')
    expect(problemOf(await send(manager, file(), { mapping: '{"columns":' })).code).toBe('price-mapping-unreadable')
    expect((await send(manager, file(), { body: 'MRP' })).status).toBe(404)
    const after = (await manager.call('GET', '/api/price-books?limit=500')).json as unknown as unknown[]
    expect(after.length).toBe(before.length)
  })

  test('a whole list takes away what it no longer has; the list is read a page at a time', async () => {
    const row = (region: string, sku: string) =>
      `${region},IBM Cloud,VPC virtual server,${sku},8,32,Linux,hour,0.4,USD,2026-11-01,x,verified`
    const book = await proposed(file(row('ca-tor', 'bx3-8x32')), { whole: 'yes' })
    expect(book.counts).toMatchObject({ new: 1, gone: 2 })
    const first = (await manager.call('GET', '/api/price-books?limit=1')).json as unknown as PriceBookDetail[]
    expect(first.map((one) => one.book)).toEqual([book.book])
    const next = (await manager.call('GET', `/api/price-books?limit=1&cursor=${book.book}`))
      .json as unknown as PriceBookDetail[]
    expect(next.length).toBe(1)
    expect(next[0]?.book).not.toBe(book.book)
    const same = await proposed(file(row('ca-tor', 'bx3-8x32')), { whole: 'yes' })
    expect(same.book, 'the same rows twice are one proposal').toBe(book.book)
  })

  test('a list accepted for later is in force that day, not before', async () => {
    const { code } = await aWorkload(setup, { body: 'MRP' })
    const officers = [await setup.signedIn('portfolio-manager', 'MRP'), await setup.signedIn('finance-officer', 'MRP')]
    const [one, two] = officers as [Person, Person]
    const book = await proposed(file(size('m5.large', 2, 8, '0.04')), { body: 'MRP' }, one)
    const before = await costAt(one, code)
    expect((await accept(two, book, { inForceFrom: '2026-11-26' })).json).toMatchObject({ isInForce: false })
    expect((await costAt(one, code)).likely).toBe(before.likely)
    setup.clock.advance(2 * 86_400_000)
    const later = await setup.signedIn('portfolio-manager', 'MRP')
    expect((await costAt(later, code)).likely).toBeLessThan(before.likely)
    const inForce = (await later.call('GET', '/api/price-books/in-force?body=MRP')).json as unknown as PricesInForceView
    expect(inForce.books).toContain(book.book)
  })
})
