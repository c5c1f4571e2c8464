import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { roles } from '#models/access/access.schemas.ts'
import { paperFormats } from '#models/papers/paper.schemas.ts'
import type { Problem } from '#models/shared/problem.ts'
import { somePortfolio } from '#tests/support/some-portfolio.ts'
import { type TestApp, testApp, testBaseUrl } from '#tests/support/test-app.ts'
import { engines } from '#tests/support/test-database.ts'
import { workbookParts } from '#tests/support/workbook-parts.ts'

describe.each(engines)('reports on %s', (engine) => {
  let setup: TestApp
  let manager: Awaited<ReturnType<TestApp['signedIn']>>
  beforeAll(async () => {
    setup = await testApp(engine)
    await somePortfolio(setup)
    manager = await setup.signedIn('portfolio-manager')
  })
  afterAll(() => setup.close())

  const asked = (given: object) => ({ kind: 'portfolio', format: 'pdf', ...given })
  /** The bytes themselves: the caller of the tests reads text. */
  async function file(given: object, headers: Record<string, string> = {}) {
    const answer = await setup.app.request(`${testBaseUrl}/api/reports`, {
      method: 'POST',
      headers: {
        cookie: `arpent_session=${manager.token}`,
        'sec-fetch-site': 'same-origin',
        'content-type': 'application/json',
        ...headers,
      },
      body: JSON.stringify(asked(given)),
    })
    return { answer, bytes: new Uint8Array(await answer.arrayBuffer()) }
  }

  test.each([
    { format: 'pdf', starts: '%PDF-1.7', media: 'application/pdf' },
    { format: 'xlsx', starts: 'PK', media: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' },
    { format: 'html', starts: '<!doctype html>', media: 'text/html; charset=utf-8' },
  ])(
    'a portfolio as $format: its name, its digest, its count of figures, the same twice',
    async ({ format, starts, media }) => {
      const { answer, bytes } = await file({ format })
      expect(answer.status).toBe(200)
      expect(Buffer.from(bytes.subarray(0, starts.length)).toString('latin1')).toBe(starts)
      expect(answer.headers.get('content-type')).toBe(media)
      expect(answer.headers.get('content-disposition')).toMatch(
        new RegExp(`filename="arpent-portfolio-ARPENT-\\d{4}-\\d\\d-\\d\\d\\.${format}"$`),
      )
      expect(answer.headers.get('x-arpent-sha256')).toBe(createHash('sha256').update(bytes).digest('hex'))
      expect(Number(answer.headers.get('x-arpent-figures'))).toBeGreaterThan(20)
      expect((await file({ format })).bytes).toEqual(bytes)
    },
  )

  test('the page says what the portfolio holds, in the language asked for, and shows names as text', async () => {
    const french = (await manager.call('GET', '/api/reports/portfolio')).text
    expect(french).toContain('Portefeuille')
    expect(french).toContain('4 charges, leur verdict, leur coût')
    expect(french).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
    expect(french).toContain('12\u202f345,67\u00a0$')
    expect(french).toContain('non validé par les juristes')
    const english = (await manager.call('GET', '/api/reports/portfolio?language=en')).text
    expect(english).toContain('4 workloads, their verdict, their cost')
    expect(english).toContain('$12,345.67')
  })

  test('the page may only show itself', async () => {
    const page = await manager.call('GET', '/api/reports/portfolio')
    expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/)
    expect(page.headers.get('x-content-type-options')).toBe('nosniff')
  })

  test('the workbook has a row a workload and no formula made of a name', async () => {
    const { bytes } = await file({ format: 'xlsx' })
    const parts = workbookParts(bytes)
    const sheet = parts.get('xl/worksheets/sheet2.xml') ?? ''
    expect(sheet.match(/<row /g)).toHaveLength(1 + 4)
    const formulas = [...parts.values()].flatMap((text) =>
      [...text.matchAll(/<f>([^<]*)<\/f>/g)].map((match) => match[1]),
    )
    expect(formulas.length).toBeGreaterThan(15)
    expect(formulas.filter((formula) => formula?.includes('cmd'))).toEqual([])
  })

  test('a body may be named; another’s is not found, whatever is asked of it', async () => {
    expect((await manager.call('POST', '/api/reports', asked({ subject: 'MSC', format: 'html' }))).text).toContain(
      'MSC',
    )
    for (const subject of ['MRP', 'QC', 'NOPE', '../x']) {
      const answer = await manager.call('POST', '/api/reports', asked({ subject }))
      expect({ subject, status: answer.status }).toEqual({ subject, status: 404 })
      expect((answer.json as unknown as Problem).code).toBe('body-not-found')
    }
    const centre = await setup.signedIn('centre', 'QC')
    const all = (await centre.call('GET', '/api/reports/portfolio?language=en')).text
    expect(all).toContain('5 workloads')
    expect((await centre.call('GET', '/api/reports/portfolio?language=en&subject=MRP')).text).toContain('1 workload,')
  })

  test.each([
    { given: { kind: 'nope' }, pointer: '/kind' },
    { given: { format: 'docx' }, pointer: '/format' },
    { given: { language: 'es' }, pointer: '/language' },
    { given: { subject: '' }, pointer: '/subject' },
    { given: { subject: 'a\nb' }, pointer: '/subject' },
    { given: { more: 1 }, pointer: '/more' },
  ])('refuses $given by its field', async ({ given, pointer }) => {
    const answer = await manager.call('POST', '/api/reports', asked(given))
    expect(answer.status).toBe(422)
    expect(new Set((answer.json as unknown as Problem).errors.map((one) => one.pointer))).toEqual(new Set([pointer]))
  })

  test('a report that does not exist is not found', async () => {
    const answer = await manager.call('GET', '/api/reports/nope')
    expect({ status: answer.status, code: (answer.json as unknown as Problem).code }).toEqual({
      status: 404,
      code: 'report-kind-unknown',
    })
  })

  test('asked twice with one key, it is made twice, whole each time', async () => {
    const key = { 'idempotency-key': 'report-key-0001' }
    const first = await file({ format: 'xlsx' }, key)
    const again = await file({ format: 'xlsx' }, key)
    expect(again.answer.status).toBe(200)
    expect(again.bytes).toEqual(first.bytes)
  })

  test('every role that reads costs may print them, and the administrator may not', async () => {
    for (const role of roles) {
      const person = await setup.signedIn(role)
      const { status } = await person.call('GET', '/api/reports/portfolio')
      expect({ role, status }).toEqual({ role, status: role === 'administrator' ? 403 : 200 })
    }
  })

  test('a body with nothing in it has a report all the same', async () => {
    await setup.addBody({ code: 'VIDE', nameFr: 'Vide', nameEn: 'Empty', kind: 'body', parent: 'QC' })
    const centre = await setup.signedIn('centre', 'QC')
    for (const format of paperFormats) {
      const answer = await centre.call('POST', '/api/reports', asked({ subject: 'VIDE', format }))
      expect({ format, status: answer.status }).toEqual({ format, status: 200 })
    }
  })
})
