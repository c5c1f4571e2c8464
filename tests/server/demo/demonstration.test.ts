import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { actionsOfRole, type Role, roles } from '#models/access/access.schemas.ts'
import type { HomeView } from '#models/home/home.views.ts'
import type { PortfolioColumns, WorkloadAssessment } from '#models/inventory/workload.views.ts'
import type { Derivation } from '#models/shared/derivation.ts'
import { reEvaluated } from '#models/cost/re-evaluate.ts'
import { findUserByLogin } from '#server/access/accounts.repository.ts'
import { openSession } from '#server/access/sessions.usecases.ts'
import { auditVerified } from '#server/audit/audit.usecases.ts'
import { auditSentence, knownActions } from '#server/audit/audit-sentences.ts'
import { routePolicies } from '#server/app/policy.ts'
import { loadDemonstration } from '#server/demo/demonstration.ts'
import { type Engine, engines } from '#tests/support/test-database.ts'
import { emptyApp, type TestApp } from '#tests/support/test-app.ts'

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
        const { status } = await call('GET', route.path)
        expect({ role, path: route.path, status }).toEqual({ role, path: route.path, status: isOpen ? 200 : 403 })
      }
    }
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
