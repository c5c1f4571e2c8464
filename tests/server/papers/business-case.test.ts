import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { roles } from '#models/access/access.schemas.ts'
import type { CaseView } from '#models/cases/case.schemas.ts'
import type { Problem } from '#models/shared/problem.ts'
import { systemReach } from '#server/access/reach.ts'
import { commandLine } from '#server/app/cli-arguments.ts'
import { createOutput } from '#server/app/cli-output.ts'
import { reportCommand } from '#server/app/report-command.ts'
import { assessWorkloads } from '#server/assessment/assessment.usecases.ts'
import { casePaper } from '#server/papers/case-paper.ts'
import { aWorkload, withCatalogue, classified } from '#tests/server/decisions/some-workloads.ts'
import { installedTool, neededTool } from '#tests/support/installed-tool.ts'
import { hostileTexts } from '#tests/support/some-papers.ts'
import { type TestApp, testApp, testBaseUrl } from '#tests/support/test-app.ts'
import { engines } from '#tests/support/test-database.ts'
import { workbookParts } from '#tests/support/workbook-parts.ts'
import { differences } from '#tests/support/workbook-differences.ts'

const soffice = installedTool('soffice')
const hostile = hostileTexts[3] ?? ''
const place = (option: string) => ({ kind: 'option', option })
const content = {
  title: `Quitter le centre ${hostileTexts[0] ?? ''}`,
  selection: { kind: 'body' },
  baseYear: 2027,
  years: 5,
  basis: 'nominal',
  defaultDates: { startsOn: '2027-06-01', cutsOverOn: '2027-09-01', decommissionsOn: '2027-12-01' },
  variants: [
    { label: `Montréal ${hostile}`, place: place('gcp.northamerica-northeast1'), term: 'on-demand' },
    { label: 'Toronto', place: place('gcp.northamerica-northeast2'), term: '3y' },
  ],
}

describe.each(engines)('the paper of a business case on %s', (engine) => {
  let setup: TestApp
  let officer: Awaited<ReturnType<TestApp['signedIn']>>
  let code = ''
  beforeAll(async () => {
    setup = await testApp(engine)
    await withCatalogue(setup)
    officer = await setup.signedIn('finance-officer')
    const manager = await setup.signedIn('portfolio-manager')
    const first = await aWorkload(setup, { name: hostile })
    const second = await aWorkload(setup, { name: hostileTexts[0] ?? '', servers: 3 })
    // Classified, so that no rule forbids a public region: what is forbidden is never what a case decides.
    const people = { proposer: manager, officer: await setup.signedIn('security-officer') }
    for (const one of [first, second]) await classified(people, one.code)
    await aWorkload(setup, { name: 'Sans serveur', servers: 0 })
    const cost = { amountCad: '90000.00', period: '2026-2027', reference: 'Grand livre 2026' }
    await manager.call('POST', `/api/workloads/${first.code}/current-cost`, cost, { 'if-match': '"1"' })
    await assessWorkloads(setup, setup.system())
    code = await opened('Principal')
    await computed(code)
  })
  afterAll(() => setup.close())

  async function opened(title: string) {
    const answer = await officer.call('POST', '/api/cases', {
      body: 'MSC',
      ...content,
      title: `${content.title} ${title}`,
    })
    expect(answer.status, answer.text).toBe(201)
    return (answer.json as unknown as CaseView).code
  }
  async function computed(of: string) {
    const { id } = (await officer.call('POST', `/api/cases/${of}/results`)).json as unknown as { id: string }
    for (;;) {
      const job = (await officer.call('GET', `/api/jobs/${id}`)).json as unknown as { state: string }
      if (job.state !== 'queued' && job.state !== 'running') return expect(job.state).toBe('done')
      await setup.jobs.news(id, 200)
    }
  }
  const view = async (of: string) => (await officer.call('GET', `/api/cases/${of}`)).json as unknown as CaseView
  const page = async (language: string) =>
    (await officer.call('GET', `/api/reports/business-case?subject=${code}&language=${language}`)).text

  /** The bytes themselves: the caller of the tests reads text. */
  async function file(format: string) {
    const answer = await setup.app.request(`${testBaseUrl}/api/reports`, {
      method: 'POST',
      headers: {
        cookie: `arpent_session=${officer.token}`,
        'sec-fetch-site': 'same-origin',
        'content-type': 'application/json',
      },
      body: JSON.stringify({ kind: 'business-case', subject: code, format }),
    })
    return { answer, bytes: new Uint8Array(await answer.arrayBuffer()) }
  }

  test.each([
    { format: 'pdf', starts: '%PDF-1.7' },
    { format: 'xlsx', starts: 'PK' },
    { format: 'html', starts: '<!doctype html>' },
  ])('as $format: its name, its digest, the same bytes twice, each told in the audit', async ({ format, starts }) => {
    const { answer, bytes } = await file(format)
    expect(answer.status).toBe(200)
    expect(Buffer.from(bytes.subarray(0, starts.length)).toString('latin1')).toBe(starts)
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    expect(answer.headers.get('x-arpent-sha256')).toBe(sha256)
    expect(answer.headers.get('content-disposition')).toContain(`arpent-business-case-${code}-`)
    expect(Number(answer.headers.get('x-arpent-figures'))).toBeGreaterThan(200)
    setup.clock.advance(60_000)
    expect((await file(format)).bytes).toEqual(bytes)
    const events = await setup.db
      .selectFrom('audit_event')
      .select(['body_id', 'object_id', 'after_json'])
      .where('action', '=', 'report.made')
      .execute()
    const told = events.filter(({ after_json }) => after_json?.includes(sha256) === true)
    expect(told.map(({ body_id, object_id }) => [body_id, object_id])).toEqual([
      [setup.bodyId('MSC'), code],
      [setup.bodyId('MSC'), code],
    ])
  })

  test('says what is proposed with its probability, what is left out and what to do, in both languages', async () => {
    const french = await page('fr')
    const english = await page('en')
    const result = (await view(code)).result?.value
    expect(result?.decision).toBe('B')
    expect(french).toMatch(
      /Déplacer selon la variante B \(Toronto\).*5 exercices \(2027-2028 à 2031-2032\), et gagne dans \d/,
    )
    expect(english).toMatch(/Move by variant B \(Toronto\).*5 fiscal years \(2027-2028 to 2031-2032\), and gains in \d/)
    expect(french).toContain('2 charges sur 3')
    expect(french).toContain('aucune ressource rattachée')
    expect(french).toContain('importer la liste des serveurs')
    expect(english).toContain('no asset attached')
    expect(french).toContain('n’ont pas été validées par des juristes')
    expect(english).toContain('have not been validated by counsel')
    for (const text of [french, english]) {
      expect(text).toContain('annual-cost 1.0.0')
      expect(text).toContain('compute = sizing * computeUsd * computeDrift * cadPerUsd * exchange')
      expect(text).toMatch(/prices\/[\w-]+\.csv:\d+/)
      expect(text).not.toMatch(/NaN|Infinity|undefined|\[object/)
    }
  })

  test('what is assumed, here and by vendors, is told in the language of the paper', async () => {
    const told = {
      fr: ['Plage maison', 'Coût moyen pondéré du capital', 'Documentation d’Azure Migrate', 'rythme de migration'],
      en: ['House range', 'WACC 7%', 'Azure Migrate documentation', 'migration pace'],
    }
    const [french, english] = [await page('fr'), await page('en')]
    const missing = (words: readonly string[], text: string) => words.filter((one) => !text.includes(one))
    expect([missing(told.fr, french), missing(told.en, french)]).toEqual([[], told.en])
    expect([missing(told.fr, english), missing(told.en, english)]).toEqual([told.fr, []])
  })

  test('its figures open again', async () => {
    const french = await page('fr')
    const ids = [...french.matchAll(/data-figure="(f_case[^"]+)"/g)].map(([, id = '']) => id)
    expect(ids.length).toBeGreaterThan(10)
    for (const id of [ids[0], ids.at(-1)])
      expect((await officer.call('GET', `/api/figures/${encodeURIComponent(id ?? '')}`)).status).toBe(200)
  })

  test('names that would do harm stay text', async () => {
    const french = await page('fr')
    expect(french).not.toContain('<script>')
    expect(french).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
    const parts = workbookParts((await file('xlsx')).bytes)
    const formulas = [...parts.values()].flatMap((text) =>
      [...text.matchAll(/<f>([^<]*)<\/f>/g)].map(([, one]) => one ?? ''),
    )
    expect(formulas.length).toBeGreaterThan(500)
    expect(formulas.filter((formula) => /cmd|script/.test(formula))).toEqual([])
  })

  test.skipIf(soffice === undefined || engine !== 'sqlite')(
    neededTool('LibreOffice finds every formula again, the summary and the checks too', soffice, 'libreoffice-calc'),
    async () => {
      const reach = systemReach({ bodies: [...setup.bodies.values()], requestId: 'test' })
      const asked = { subject: code, language: 'en', at: setup.clock.now().toISOString(), asKnown: null } as const
      const { workbook } = await casePaper(setup.db, reach, asked)
      const { formulas, different } = await differences(soffice ?? '', workbook)
      expect(different).toEqual([])
      expect(formulas).toBeGreaterThan(500)
    },
    180_000,
  )

  test('a case not computed, not named, of a neighbour or that does not exist is refused in words', async () => {
    const empty = await opened('Vide')
    const neighbour = await setup.signedIn('finance-officer', 'MRP')
    const asked = (who: typeof officer, subject: string | null) =>
      who.call('POST', '/api/reports', { kind: 'business-case', subject, format: 'html' })
    const told = async (who: typeof officer, subject: string | null) => {
      const answer = await asked(who, subject)
      return [answer.status, (answer.json as unknown as Problem).code]
    }
    expect(await told(officer, empty)).toEqual([409, 'case-not-computed'])
    expect(await told(officer, null)).toEqual([422, 'report-subject-missing'])
    expect(await told(neighbour, code)).toEqual([404, 'case-not-found'])
    expect(await told(officer, 'DA-9999')).toEqual([404, 'case-not-found'])
    expect(await told(officer, hostile)).toEqual([404, 'case-not-found'])
  })

  test('the command line writes it, whole, and tells its digest', async () => {
    const out = join(mkdtempSync(join(tmpdir(), 'arpent-case-')), 'dossier.xlsx')
    let said = ''
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
      said += String(text)
      return true
    })
    try {
      const line = commandLine(['report', 'business-case', '--case', code, '--out', out, '--json'])
      const output = createOutput(true, 'fr')
      expect(await reportCommand({ line, output, database: setup.database, reach: setup.system() })).toBe(0)
    } finally {
      vi.restoreAllMocks()
    }
    expect(JSON.parse(said)).toMatchObject({
      file: out,
      sha256: createHash('sha256').update(readFileSync(out)).digest('hex'),
    })
  })

  test('it is read by the roles that read cases', async () => {
    for (const role of roles) {
      const person = await setup.signedIn(role)
      const { status, json } = await person.call('GET', `/api/reports/business-case?subject=${code}`)
      const isRefused = role === 'administrator'
      expect({ role, status }).toEqual({ role, status: isRefused ? 403 : 200 })
      if (isRefused) expect((json as unknown as Problem).code).toBe('action-refused')
    }
  })

  test('once the case was changed, its paper says that it is older', async () => {
    const other = await opened('À revoir')
    await computed(other)
    // The thread that computes has the clock of the machine.
    await setup.db
      .updateTable('business_case')
      .set({ updated_at: '2100-01-01T00:00:00.000Z' })
      .where('code', '=', other)
      .execute()
    const text = (await officer.call('GET', `/api/reports/business-case?subject=${other}`)).text
    expect(text).toContain('ont changé depuis ce calcul')
    expect(await page('fr')).not.toContain('ont changé depuis ce calcul')
  })
})
