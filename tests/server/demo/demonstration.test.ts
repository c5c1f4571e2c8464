import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { actionsOfRole, type Role, roles } from '#models/access/access.schemas.ts'
import type { UnitCostsView } from '#models/allocation/unit-cost.views.ts'
import type { BarometerView } from '#models/barometer/barometer.views.ts'
import type { BenefitDetail } from '#models/benefits/register.views.ts'
import type { ClassificationRecord } from '#models/classification/classification.schemas.ts'
import { demonstrationExamples } from '#models/home/demonstration-examples.ts'
import type { HomeView } from '#models/home/home.views.ts'
import type { PortfolioColumns, WorkloadAssessment } from '#models/inventory/workload.views.ts'
import { placementStanding } from '#models/rules/ranking.ts'
import { daysAfter } from '#models/shared/day.ts'
import { monthAfter } from '#models/shared/month.ts'
import type { Derivation } from '#models/shared/derivation.ts'
import { realisedFigure } from '#models/realised/realised-figure.ts'
import type { RealisedBenefit } from '#models/realised/realised.views.ts'
import { known } from '#models/shared/outcome.ts'
import type { WaveCalendar } from '#models/waves/wave.views.ts'
import type { WorkloadSizesView } from '#models/sizing/sizes.views.ts'
import { reEvaluated } from '#models/cost/re-evaluate.ts'
import { findUserByLogin } from '#server/access/accounts.repository.ts'
import { systemReach } from '#server/access/reach.ts'
import { openSession } from '#server/access/sessions.usecases.ts'
import { auditVerified } from '#server/audit/audit.usecases.ts'
import { auditSentence, knownActions } from '#server/audit/audit-sentences.ts'
import { routePolicies } from '#server/app/policy.ts'
import { loadDemonstration } from '#server/demo/demonstration.ts'
import { commandedReport } from '#server/papers/papers.usecases.ts'
import { todayOf } from '#server/shared/clock.ts'
import { type Engine, engines } from '#tests/support/test-database.ts'
import { emptyApp, type TestApp } from '#tests/support/test-app.ts'

const text = (page: string) => readFileSync(new URL(`../../../${page}`, import.meta.url), 'utf8')
const daysBefore = (instant: string, days: number) => new Date(Date.parse(instant) - days * 86_400_000).toISOString()

async function demonstration(engine: Engine) {
  const setup = await emptyApp(engine)
  const result = await loadDemonstration({ ...setup.accounts, filesFolder: setup.filesFolder })
  const callAs = async (role: Role) => {
    const user = await findUserByLogin(setup.db, `demo-${role}`)
    return setup.caller(await openSession(setup.accounts, user?.id ?? ''))
  }
  return { setup, result, callAs }
}

describe.each(engines)('the demonstration on %s', (engine) => {
  let demo: Awaited<ReturnType<typeof demonstration>>
  beforeAll(async () => {
    demo = await demonstration(engine)
  })
  afterAll(() => demo.setup.close())

  test('is large enough, with every kind of verdict and of unknown, and more than a hundred audit events', async () => {
    const call = await demo.callAs('auditor')
    const columns = (await call('GET', '/api/workloads/columns')).json as unknown as PortfolioColumns
    expect(columns.count).toBeGreaterThanOrEqual(400)
    expect(columns.bodies.map((body) => body.code)).toEqual(
      expect.arrayContaining(['MSC', 'MRP', 'RPQ', 'MST', 'MVR', 'MFE', 'MJP', 'MEF', 'ACT', 'BAP', 'ODL']),
    )
    const rows = await demo.setup.db.selectFrom('assessment').select('options_json').execute()
    const verdicts = new Set(
      rows.flatMap((row) => (JSON.parse(row.options_json) as { v: string }[]).map((option) => option.v)),
    )
    expect([...verdicts].toSorted()).toEqual(['allow', 'allow-with-mitigation', 'forbid', 'require', 'undetermined'])
    const gaps = new Set(
      rows.flatMap((row) =>
        (JSON.parse(row.options_json) as { c: (string | number)[] }[]).flatMap((option) =>
          option.c.filter((one) => typeof one === 'string').map((one) => one.split(':')[0]),
        ),
      ),
    )
    expect([...gaps]).toEqual(
      expect.arrayContaining([
        'no-public-price-list',
        'no-storage-price',
        'no-licence-price',
        'no-memory',
        'no-operating-system',
      ]),
    )
    const audit = await auditVerified(demo.setup.db)
    expect(audit).toMatchObject({ valid: true, firstBreak: null })
    expect(audit.events).toBeGreaterThan(100)
  })

  test('two pilots count what they deliver: unit costs by month, one month not counted, each opening to its terms', async () => {
    const call = await demo.callAs('finance-officer')
    const subjects = await demo.setup.db
      .selectFrom('register_record')
      .select('subject')
      .distinct()
      .where('kind', '=', 'measure')
      .where('key', '=', 'volume')
      .orderBy('subject')
      .execute()
    const gaps: string[] = []
    for (const { subject } of subjects) {
      const benefit = (await call('GET', `/api/register/${subject}`)).json as unknown as BenefitDetail
      const [workload = ''] = benefit.profile.content.workloads
      const to = todayOf(demo.setup.clock).slice(0, 7)
      const asked = new URLSearchParams({
        workload,
        benefit: subject,
        measure: 'volume',
        from: monthAfter(to, -12),
        to,
      })
      const { months } = (await call('GET', `/api/allocation/unit-costs?${asked}`)).json as unknown as UnitCostsView
      const known = months.filter(({ cost }) => cost.kind === 'known')
      expect(known.length).toBeGreaterThanOrEqual(10)
      gaps.push(...months.flatMap(({ cost }) => (cost.kind === 'unknown' ? cost.reasons : [])))
      for (const { cost, figures } of known.slice(0, 2)) {
        const opened = (await call('GET', `/api/figures/${figures.unit}`)).json as unknown as Derivation
        expect(cost.kind === 'known' && opened.value === cost.value.cadPerUnit).toBe(true)
      }
    }
    expect(subjects.length).toBe(2)
    expect(gaps).toContain('no-observation')
  })

  test('has waves at every stage, one in a period closed to moves, and two that part what should stay together', async () => {
    const call = await demo.callAs('portfolio-manager')
    const calendar = (await call('GET', '/api/waves/calendar')).json as unknown as WaveCalendar
    expect(calendar.waves.length).toBeGreaterThanOrEqual(12)
    expect(new Set(calendar.waves.map((wave) => wave.status))).toEqual(new Set(['done', 'under-way', 'planned']))
    for (const wave of calendar.waves) expect(wave.members).toBeGreaterThan(0)
    const conflicts = calendar.waves.flatMap((wave) => wave.conflicts)
    expect(conflicts.filter((one) => one.kind === 'cut-over-in-blackout')).toHaveLength(1)
    expect(conflicts.some((one) => one.kind === 'split-link' && one.otherWave !== null)).toBe(true)
    expect(calendar.links.some((link) => link.hard > 0)).toBe(true)
    expect(calendar.blackouts.map((period) => period.body).toSorted((a, b) => a.localeCompare(b))).toEqual([
      'GOUV',
      'MFE',
      'MRP',
    ])
  })

  test('papers: each board page stands on one page, every link of a sheet leads somewhere, no code of ours is shown', async () => {
    const { db, clock } = demo.setup
    const bodies = await db.selectFrom('body').select(['id', 'code']).execute()
    const reach = systemReach({ bodies: bodies.map(({ id }) => id), requestId: 'test' })
    const made = async (
      kind: 'board' | 'benefit' | 'dossier',
      subject: string | null,
      format: 'pdf' | 'html',
      language: 'fr' | 'en',
    ) => {
      const { bytes } = await commandedReport({ db, clock }, reach, { kind, subject, format, language, asKnown: null })
      return Buffer.from(bytes).toString(format === 'pdf' ? 'latin1' : 'utf8')
    }
    const pages = (pdf: string) => pdf.match(/\/Type\s*\/Page\b/g)?.length
    for (const subject of [null, ...bodies.map(({ code }) => code)])
      for (const language of ['fr', 'en'] as const)
        expect({ subject, language, pages: pages(await made('board', subject, 'pdf', language)) }).toEqual({
          subject,
          language,
          pages: 1,
        })
    for (const html of [await made('board', null, 'html', 'fr'), await made('benefit', 'B-0001', 'html', 'en')]) {
      const links = [...html.matchAll(/href="#([^"]+)"/g)].map(([, anchor]) => anchor)
      expect(links.length).toBeGreaterThan(3)
      for (const anchor of links)
        expect({ anchor, isThere: html.includes(`id="${anchor}"`) }).toMatchObject({ isThere: true })
    }
    const sheet = await made('benefit', 'B-0001', 'html', 'fr')
    for (const said of ['Réalisé, mois fermés', 'Mois par mois', 'De la promesse au réalisé', 'Preuves', 'RC-0001'])
      expect(sheet).toContain(said)
    const dossier = await made('dossier', null, 'html', 'fr')
    expect(dossier).not.toMatch(/>(cashable|cost-avoidance|risk-reduction|efficiency|quality|citizen|compliance)</)
    expect(dossier).toContain('Encaissable')
  })

  /** What a list that wants more than its address is asked with; the others say what they want. */
  const queries: Readonly<Record<string, string>> = {
    '/api/allocation/rule-sets': '?body=GOUV',
    '/api/allocation/unallocated': '?body=GOUV&from=2026-01&to=2026-09',
    '/api/allocation/unit-measures': '?benefit=B-0001',
    '/api/claims/sample': '?seed=2026',
    '/api/evidence': '?subject=B-0001',
    '/api/exchange-rates': '?body=GOUV',
    '/api/exchange-rates/in-force': '?body=GOUV&currency=USD&at=2026-09',
    '/api/ledgers/budget-entries': '?body=MRP',
    '/api/ledgers/extracts': '?body=MRP',
    '/api/ledgers/lines': '?body=MRP',
    '/api/register/differences': '?from=2026-09-30',
  }
  const wantsMore = ['/api/allocation/unit-costs', '/api/audit-packs', '/api/bills/charges']

  test('every page of every role answers', async () => {
    const lists = routePolicies(demo.setup.app).filter(
      (route) => route.method === 'GET' && route.path.startsWith('/api/') && !route.path.includes(':'),
    )
    for (const role of roles) {
      const call = await demo.callAs(role)
      for (const route of lists) {
        const isOpen =
          route.policy === 'public' ||
          route.policy === 'signed-in' ||
          (route.policy !== undefined && actionsOfRole[role].includes(route.policy))
        const { status } = await call('GET', `${route.path}${queries[route.path] ?? ''}`)
        const answered = wantsMore.includes(route.path) ? 422 : 200
        expect({ role, path: route.path, status }).toEqual({ role, path: route.path, status: isOpen ? answered : 403 })
      }
    }
  })

  test('the bridge of a pilot opens month by month, its prices and rates among what is read', async () => {
    const call = await demo.callAs('finance-officer')
    const opened = async (id: string) =>
      (await call('GET', `/api/figures/${encodeURIComponent(id)}`)).json as unknown as Derivation
    const { asKnown, bridge, months } = (await call('GET', '/api/realised/benefits/B-0001'))
      .json as unknown as RealisedBenefit
    const asKnownMs = Date.parse(asKnown)
    const last = months.findLast(({ state }) => state === 'closed')?.month ?? ''
    const names: string[] = []
    const walk = (node: Derivation) => {
      names.push(node.name)
      node.inputs.forEach(walk)
    }
    for (const { cad, name } of bridge.bars) {
      const whole = await opened(realisedFigure({ scope: 'B-0001', period: 'all', term: `bridge-${name}`, asKnownMs }))
      expect([name, whole.value]).toEqual([name, Number(cad)])
      const month = await opened(realisedFigure({ scope: 'B-0001', period: last, term: `bridge-${name}`, asKnownMs }))
      expect([name, reEvaluated(month)]).toEqual([name, known(expect.closeTo(Number(month.value), 6))])
      walk(month)
    }
    expect(names).toEqual(expect.arrayContaining(['efficiency_from', 'efficiency_to', 'exchange_from', 'exchange_to']))
  })

  test('figures on the pages open, and give themselves back', async () => {
    const call = await demo.callAs('portfolio-manager')
    const columns = (await call('GET', '/api/workloads/columns')).json as unknown as PortfolioColumns
    const at = columns.figure.findIndex((figure) => figure !== null)
    const assessment = (await call('GET', `/api/workloads/${columns.code[at]}/assessment`))
      .json as unknown as WorkloadAssessment
    const shown = assessment.options.find((option) => option.option === assessment.best)
    const derivation = (await call('GET', `/api/figures/${encodeURIComponent(columns.figure[at] ?? '')}`))
      .json as unknown as Derivation
    expect(shown?.annualCostCad).toMatchObject({ kind: 'known', value: { p50: columns.p50[at] } })
    expect(reEvaluated(derivation)).toMatchObject({ kind: 'known' })
    expect(derivation.value).toBeCloseTo(columns.p50[at] ?? 0, 6)
    const home = (await call('GET', '/api/home')).json as unknown as HomeView
    expect(home.progress.length).toBeGreaterThan(2)
    for (const progress of home.progress) {
      const opened = (await call('GET', `/api/figures/${encodeURIComponent(progress.figure)}`))
        .json as unknown as Derivation
      expect(opened.value).toBeCloseTo(progress.value ?? 0, 6)
    }
    const benefits = (await call('GET', '/api/benefits')).json as unknown as {
      figure: string
      totalPromisedCad: string
      benefits: { promises: { figure: string; promisedCad: string }[] }[]
    }
    const promise = benefits.benefits[0]?.promises[0]
    const opened = (await call('GET', `/api/figures/${encodeURIComponent(promise?.figure ?? '')}`))
      .json as unknown as Derivation
    expect(opened.value).toBeCloseTo(Number(promise?.promisedCad), 6)
  })

  test.each(['README.md', 'LISEZ-MOI.md'])('the workloads that %s names show what it says', async (page) => {
    const named = [...text(page).matchAll(/^\| (CH-\d{6}) \| (.+?) \| `(.+?)` \|/gm)]
    expect(new Set(named.map((row) => row[3]))).toEqual(
      new Set(['allow', 'allow-with-mitigation', 'require', 'forbid', 'undetermined']),
    )
    // The home page of the demonstration leads to the same workloads.
    expect(named.map(([, workload, , verdict]) => ({ workload, verdict }))).toEqual(
      expect.arrayContaining([...demonstrationExamples]),
    )
    const call = await demo.callAs('auditor')
    for (const [, code, name, verdict] of named) {
      const { application, decision } = (await call('GET', `/api/workloads/${code}`)).json as unknown as {
        application: { name: string }
        decision: { state: string; verdict: string } | null
      }
      const assessment = (await call('GET', `/api/workloads/${code}/assessment`)).json as unknown as WorkloadAssessment
      const [first] = assessment.options
      const shown = decision?.state === 'signed' ? decision.verdict : first && placementStanding(first.verdict)
      expect([code, name?.startsWith(application.name.slice(0, 20)), shown]).toEqual([code, true, verdict])
    }
  })

  test('reads as nine months of work, in order, with every end a decision may have', async () => {
    const { db, clock } = demo.setup
    const now = clock.now().toISOString()
    const events = await db.selectFrom('audit_event').select(['at']).orderBy('seq').execute()
    const instants = events.map((event) => event.at)
    expect(instants).toEqual(instants.toSorted())
    expect([(instants[0] ?? '') < daysBefore(now, 260), (instants.at(-1) ?? '') <= now]).toEqual([true, true])
    expect(new Set(instants.map((at) => at.slice(0, 10))).size).toBeGreaterThan(80)

    const decisions = await db.selectFrom('decision').selectAll().execute()
    const signed = decisions.filter((one) => one.state === 'signed')
    const went = Map.groupBy(signed, (one) => one.option_id ?? one.strategy)
    for (const place of ['retain', 'retire', 'ngq', 'micrologic.cirrus', 'cti.retenu', 'suite-fictive.montreal'])
      expect([place, (went.get(place)?.length ?? 0) >= 3]).toEqual([place, true])
    const toPublic = signed.filter((one) => /^(aws|azure|gcp|oci|ovh)\./.test(one.option_id ?? ''))
    expect(toPublic.length / signed.length).toBeLessThan(0.7)
    expect(new Set(decisions.map((one) => one.decision_reason)).size).toBeGreaterThan(5)
    const pending = decisions.filter((one) => one.state === 'proposed')
    expect(pending.some((one) => one.proposed_at < daysBefore(now, 10))).toBe(true)
    expect(pending.some((one) => one.proposed_at > daysBefore(now, 10))).toBe(true)
    const promises = await db.selectFrom('promise').select(['version', 'promised_cents']).execute()
    expect(promises.some((one) => one.version === 2)).toBe(true)
    expect(promises.some((one) => (one.promised_cents ?? 0) < 0)).toBe(true)

    const approved = await db
      .selectFrom('classification')
      .select('record_json')
      .where('state', '=', 'approved')
      .execute()
    const dates = approved.map((row) => (JSON.parse(row.record_json) as { dic: { date: string } }).dic.date)
    expect(dates.filter((date) => date < daysBefore(now, 1_100)).length).toBeGreaterThan(5)
  })

  test('no verdict turns on the day or the hour of loading', async () => {
    const { db, clock } = demo.setup
    const today = todayOf(clock)
    const rows = await db
      .selectFrom('classification')
      .innerJoin('workload', 'workload.id', 'classification.workload_id')
      .select(['workload.code', 'record_json'])
      .where('state', '=', 'approved')
      .execute()
    const ends = rows.flatMap(({ code, record_json }) => {
      const { expiresOn } = (JSON.parse(record_json) as ClassificationRecord).efvp // written by classification
      return expiresOn === null ? [] : [{ code, expiresOn }]
    })
    // From a week before the eve of the decisions to a week from today, in which a weekend may move an act, no assessment ends.
    const [from, to] = [daysAfter(today, -70), daysAfter(today, 7)]
    expect(ends.filter(({ expiresOn }) => expiresOn > from && expiresOn < to)).toEqual([])
    expect(ends.some(({ expiresOn }) => expiresOn <= from)).toBe(true)
    expect(ends.some(({ expiresOn }) => expiresOn >= to && expiresOn < daysAfter(today, 60))).toBe(true)
    const [shown] = ends.filter(({ code }) => code === 'CH-000001')
    expect((shown?.expiresOn ?? '') > daysAfter(today, 365)).toBe(true)
  })

  test('fills every indicator of the barometer, none of them on one or two', async () => {
    const { indicators } = (await demo.setup.visitor('GET', '/api/barometer')).json as unknown as BarometerView
    expect(indicators.filter((one) => one.status !== 'approved').map((one) => one.id)).toEqual([])
    // Half of the benefits may be on time: their median delay is then of no month.
    const empty = indicators.filter((one) => one.value === 0 && one.id !== 'benefits-slippage')
    expect(empty.map((one) => one.id)).toEqual([])
  })

  test('carries measures of every kind: a nightly peak, a busy one, an idle one, a zombie, a poor coverage', async () => {
    const call = await demo.callAs('auditor')
    const sizes = async (code: string) =>
      ((await call('GET', `/api/workloads/${code}/sizes`)).json as unknown as WorkloadSizesView).servers
    const servers = [...(await sizes('CH-000001')), ...(await sizes('CH-000002'))]
    const [spiky, busy, idle, zombie, poor] = servers
    expect(spiky?.usage).toMatchObject({ cpu: { max: 100 }, spike: { kind: 'nightly', hour: 2 } })
    expect(spiky?.usage?.cpu.p99).toBeCloseTo(4.2, 1)
    expect(busy?.utilisation.class).toBe('active')
    expect(idle?.utilisation).toMatchObject({ class: 'idle', retirement: { against: null } })
    expect(zombie?.utilisation.class).toBe('zombie')
    expect(poor).toMatchObject({ inForce: 'nameplate', utilisation: { class: 'unknown', because: 'coverage-low' } })
  })

  test('every action in the journal has its words in both languages', async () => {
    const actions = await demo.setup.db.selectFrom('audit_event').select('action').distinct().execute()
    expect(actions.map((row) => row.action).filter((action) => !knownActions.includes(action))).toEqual([])
    for (const action of knownActions) expect(auditSentence(action).fr).not.toBe(auditSentence(action).en)
  })
})

test('the demonstration never loads over an installation that holds something', async () => {
  const setup: TestApp = await (await import('#tests/support/test-app.ts')).testApp()
  await expect(loadDemonstration({ ...setup.accounts, filesFolder: setup.filesFolder })).rejects.toMatchObject({
    code: 'demonstration-not-empty',
  })
  await setup.close()
})
