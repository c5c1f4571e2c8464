import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { accountsRoutes, bodiesRoutes, sessionRoutes, tokensRoutes } from '#server/access/access.routes.ts'
import type { Outcome } from '#models/shared/outcome.ts'
import type { WaveDates } from '#models/waves/wave.schemas.ts'
import type { Reach } from '#server/access/reach.ts'
import { createAttempts } from '#server/access/sessions.usecases.ts'
import { allocationRoutes } from '#server/allocation/allocation.routes.ts'
import { assessWorkloads } from '#server/assessment/assessment.usecases.ts'
import { workloadCarbonRoutes } from '#server/assessment/carbon.routes.ts'
import { workloadExplanationRoutes } from '#server/assessment/explanation.routes.ts'
import { portfolioState, rejudgePortfolio } from '#server/assessment/reassessment.usecases.ts'
import { auditRoutes, workloadHistoryRoutes } from '#server/audit/audit.routes.ts'
import { boardRoutes } from '#server/board/board.routes.ts'
import { barometerRoutes } from '#server/barometer/barometer.routes.ts'
import { benefitMapRoutes } from '#server/benefits/benefit-map.routes.ts'
import { benefitsRoutes } from '#server/benefits/benefits.routes.ts'
import { auditPacksRoutes } from '#server/claims/audit-packs.routes.ts'
import { benefitClaimsRoutes, claimsRoutes } from '#server/claims/claims.routes.ts'
import type { MeasuredRealised, RealisedPort } from '#server/claims/claim-facts.usecases.ts'
import { evidenceRoutes } from '#server/claims/evidence.routes.ts'
import { billMonthsRoutes } from '#server/bills/bill-months.routes.ts'
import { ratesRoutes } from '#server/bills/rates.routes.ts'
import { registerExportRoutes } from '#server/benefits/register-export.routes.ts'
import { registerImportRoutes } from '#server/benefits/register-import.routes.ts'
import { registerRoutes } from '#server/benefits/register.routes.ts'
import { realisedRoutes } from '#server/realised/realised.routes.ts'
import { casesRoutes } from '#server/cases/cases.routes.ts'
import {
  classificationReviewsRoutes,
  classificationsRoutes,
  workloadClassificationsRoutes,
} from '#server/classification/classification.routes.ts'
import { classificationsOf } from '#server/classification/versions.usecases.ts'
import { assumptionsRoutes, workloadCostsRoutes } from '#server/costs/costs.routes.ts'
import { type Database, migratorOf, type OpenDatabase } from '#server/database/database.ts'
import { decisionsRoutes, workloadDecisionsRoutes } from '#server/decisions/decisions.routes.ts'
import { decisionOf } from '#server/decisions/decisions.usecases.ts'
import { detectionsRoutes } from '#server/detection/detection.routes.ts'
import { exemptionsRoutes, workloadExemptionsRoutes } from '#server/exemptions/exemptions.routes.ts'
import { figuresRoutes } from '#server/figures/figures.routes.ts'
import type { CheckedDraft as CheckedFormulas, DraftRequest } from '#server/formulas/checked-draft.ts'
import { formulasRoutes } from '#server/formulas/formulas.routes.ts'
import { homeRoutes } from '#server/home/home.routes.ts'
import { importsRoutes } from '#server/imports/imports.routes.ts'
import { incidentsRoutes } from '#server/incidents/incidents.routes.ts'
import { changeSetsRoutes, workloadsRoutes } from '#server/inventory/inventory.routes.ts'
import { ensureWorkload } from '#server/inventory/inventory.usecases.ts'
import type { Jobs } from '#server/jobs/jobs.usecases.ts'
import { jobsRoutes } from '#server/jobs/jobs.routes.ts'
import { laddersRoutes } from '#server/ladders/ladders.routes.ts'
import { ledgersRoutes } from '#server/ledgers/ledgers.routes.ts'
import { papersRoutes } from '#server/papers/papers.routes.ts'
import { pricesRoutes } from '#server/prices/prices.routes.ts'
import { type BillLimits, defaultBillLimits, mostBytesOf } from '#server/bills/bill-limits.ts'
import { fileTooLarge } from '#server/imports/readers/received-file.ts'
import { billsRoutes } from '#server/bills/bills.routes.ts'
import { privacyFilesRoutes, workloadPrivacyRoutes } from '#server/privacy/privacy.routes.ts'
import { rulePackRoutes, rulePacksRoutes } from '#server/rules/rule-packs.routes.ts'
import type { CheckedDraft } from '#server/rules/rule-packs.usecases.ts'
import { rulesRoutes } from '#server/rules/rules.routes.ts'
import { asJson } from '#server/shared/digest.ts'
import type { Reports } from '#server/shared/reports.ts'
import { installation } from '#server/shared/settings.ts'
import {
  questionnairesRoutes,
  scoresRoutes,
  strategiesRoutes,
  workloadStrategyRoutes,
} from '#server/strategies/strategies.routes.ts'
import { usageRoutes, workloadSizesRoutes } from '#server/usage/usage.routes.ts'
import { viewsRoutes } from '#server/views/views.routes.ts'
import { blackoutsRoutes, wavesRoutes } from '#server/waves/waves.routes.ts'
import { wavesOf } from '#server/waves/waves.usecases.ts'
import { type Clock, instantOf } from '#server/shared/clock.ts'
import type { Log } from '#server/shared/log.ts'
import { clientFiles } from './client-files.ts'
import { figureOpeners } from './figure-openers.ts'
import type { AppEnv } from './http.ts'
import { answers } from './openapi.ts'
import { openApiDocument } from './openapi-document.ts'
import { ensurePolicies, policy } from './policy.ts'
import { createErrorHandler, databaseUnready, notFound, problemResponse } from './problems.ts'
import { repeatable } from './repeatable.ts'
import { identify, sameSiteOnly, securityHeaders } from './security.ts'
import { readableJson } from './validate.ts'

export type AppDeps = {
  readonly database: OpenDatabase
  readonly clock: Clock
  readonly log: Log
  readonly baseUrl: string
  readonly jobs: Jobs
  readonly reports: Reports
  readonly clientFolder: string
  /** Where received files wait to be read. */
  readonly filesFolder: string
  /** What reading a bill may take of the machine. */
  readonly billLimits?: BillLimits
}

const megabyte = 1024 * 1024

/** The whole application over its dependencies: what tests call without a port, and what `serve` listens with. */
export function createApp(deps: AppDeps): Hono<AppEnv> {
  const { db } = deps.database
  const shared = { ...deps, db, attempts: createAttempts(), installation: () => installation(db) }
  const assessing = {
    ...shared,
    reassess: async (reach: Reach, ids: readonly string[]) => void (await assessWorkloads(shared, reach, ids)),
  }
  const inventory = {
    ...assessing,
    classificationsOf: (reach: Reach, code: string) => classificationsOf(shared, reach, code),
    decisionOf: (reach: Reach, code: string) => decisionOf(shared, reach, code),
    waveOf: async (reach: Reach, id: string) => (await wavesOf(db, reach, [id])).get(id) ?? null,
  }
  const packs = {
    ...shared,
    checked: async (reach: Reach, draft: { content: string; cases?: string | undefined }) => {
      const bytes = await deps.reports.make('pack-check', reach, asJson(draft))
      return JSON.parse(new TextDecoder().decode(bytes)) as CheckedDraft // written by the report thread from the same type
    },
    rejudge: (reach: Reach) => rejudgePortfolio(shared, reach),
    rejudgeAgain: (reach: Reach) => rejudgePortfolio(shared, reach, { again: true }),
    portfolioState: () => portfolioState(shared),
  }
  const formulas = {
    ...shared,
    checkedFormulas: async (reach: Reach, draft: DraftRequest) => {
      const bytes = await deps.reports.make('formulas-check', reach, asJson(draft))
      return JSON.parse(new TextDecoder().decode(bytes)) as CheckedFormulas // written by the report thread from the same type
    },
    recost: (reach: Reach) => rejudgePortfolio(shared, reach),
  }
  const waves = {
    ...shared,
    doubleRunningPrice: async (reach: Reach, workloadIds: readonly string[], dates: WaveDates) => {
      const asked = { workloadIds: [...workloadIds], dates: { ...dates }, at: instantOf(deps.clock) }
      const bytes = await deps.reports.make('double-running', reach, asked)
      return JSON.parse(new TextDecoder().decode(bytes)) as Outcome<number> // written by the report thread from the same type
    },
  }
  const claims = {
    ...shared,
    realisedOf: async (reach: Reach, benefit: string, { from, to, asKnown }: Parameters<RealisedPort>[2]) => {
      const at = asKnown ?? instantOf(deps.clock)
      const bytes = await deps.reports.make('measured-realised', reach, { at, benefit, from, to })
      return JSON.parse(new TextDecoder().decode(bytes)) as Outcome<MeasuredRealised> // written by the report thread from the same type
    },
  }
  const history = {
    db,
    workloadId: async (reach: Reach, code: string) => (await ensureWorkload(shared, reach, code)).id,
  }
  const api = new Hono<AppEnv>()
    .use(sameSiteOnly(deps.baseUrl))
    .use(async (c, next) => {
      const isFile = c.req.header('content-type')?.startsWith('application/octet-stream') === true
      const mostOfFile =
        c.req.path === '/api/bills' ? mostBytesOf(deps.billLimits ?? defaultBillLimits) : 200 * megabyte
      if (!isFile) return bodyLimit({ maxSize: megabyte })(c, next)
      const onError = () => {
        throw fileTooLarge(mostOfFile)
      }
      return bodyLimit({ maxSize: mostOfFile + megabyte, onError })(c, next)
    })
    .use(readableJson)
    .use(repeatable(shared))
    .route('/', sessionRoutes(shared))
    .route('/users', accountsRoutes(shared))
    .route('/tokens', tokensRoutes(shared))
    .route('/bodies', bodiesRoutes(shared))
    .route('/jobs', jobsRoutes(deps.jobs))
    .route('/home', homeRoutes(shared))
    .route('/workloads', workloadsRoutes(inventory))
    .route('/workloads', workloadExplanationRoutes(shared))
    .route('/workloads', workloadClassificationsRoutes(assessing))
    .route('/workloads', detectionsRoutes(shared))
    .route('/workloads', workloadDecisionsRoutes(shared))
    .route('/workloads', workloadPrivacyRoutes(shared))
    .route('/privacy-files', privacyFilesRoutes(shared))
    .route('/workloads', workloadExemptionsRoutes(assessing))
    .route('/workloads', workloadStrategyRoutes(shared))
    .route('/workloads', workloadCarbonRoutes(shared))
    .route('/workloads', workloadHistoryRoutes(history))
    .route('/workloads', workloadSizesRoutes(assessing))
    .route('/change-sets', changeSetsRoutes(assessing))
    .route('/classifications', classificationsRoutes(assessing))
    .route('/classification-reviews', classificationReviewsRoutes(assessing))
    .route('/workloads', workloadCostsRoutes(assessing))
    .route('/assumptions', assumptionsRoutes(assessing))
    .route('/cases', casesRoutes(shared))
    .route('/strategies', strategiesRoutes(shared))
    .route('/questionnaires', questionnairesRoutes(shared))
    .route('/scores', scoresRoutes(shared))
    .route('/decisions', decisionsRoutes(shared))
    .route('/exemptions', exemptionsRoutes(assessing))
    .route('/incidents', incidentsRoutes(shared))
    .route('/ladders', laddersRoutes(shared))
    .route('/realised', realisedRoutes({ ...shared, reports: deps.reports }))
    .route('/benefits', benefitsRoutes(shared))
    .route('/register-imports', registerImportRoutes(shared))
    .route('/register', registerExportRoutes(shared))
    .route('/benefits', benefitClaimsRoutes(claims))
    .route('/claims', claimsRoutes(claims))
    .route('/evidence', evidenceRoutes(shared))
    .route('/audit-packs', auditPacksRoutes(shared))
    .route('/register', registerRoutes(shared))
    .route('/benefit-map', benefitMapRoutes(shared))
    .route('/waves', wavesRoutes(waves))
    .route('/blackouts', blackoutsRoutes(shared))
    .route('/barometer', barometerRoutes(shared))
    .route('/board-snapshots', boardRoutes(shared))
    .route('/figures', figuresRoutes({ db, openers: figureOpeners(shared) }))
    .route('/reports', papersRoutes(shared))
    .route('/views', viewsRoutes(shared))
    .route('/imports', importsRoutes(shared))
    .route('/usage', usageRoutes(shared))
    .route('/allocation', allocationRoutes(shared))
    .route('/ledgers', ledgersRoutes(shared))
    .route('/bills', billsRoutes(shared))
    .route('/audit-events', auditRoutes(shared))
    .route('/rule-pack', rulePackRoutes(packs))
    .route('/rule-packs', rulePacksRoutes(packs))
    .route('/price-books', pricesRoutes({ ...shared, rejudge: packs.rejudge }))
    .route('/bill-months', billMonthsRoutes(shared))
    .route('/exchange-rates', ratesRoutes(shared))
    .route('/formula-sets', formulasRoutes(formulas))
    .route('/', rulesRoutes(shared))
  const app = new Hono<AppEnv>()
  app.onError(createErrorHandler(deps.log))
  app.use(identify(shared, deps.baseUrl)).use(securityHeaders)
  app.get('/healthz', policy('public'), answers('Whether the process answers', 'Health'), (c) =>
    c.json({ status: 'ok' }),
  )
  app.get(
    '/readyz',
    policy('public'),
    answers('Whether the database answers and is up to date', 'Readiness'),
    async (c) => {
      const migrations = await migrationsOf(db)
      if (migrations === undefined) throw databaseUnready()
      const pending = migrations.filter((migration) => migration.executedAt === undefined)
      return c.json({ status: pending.length === 0 ? 'ready' : 'migrating' }, pending.length === 0 ? 200 : 503)
    },
  )
  app.route('/api', api)
  let described: ReturnType<typeof openApiDocument> | undefined
  app.get('/api/openapi.json', policy('public'), answers('This description', 'OpenApi'), async (c) => {
    described ??= openApiDocument(app, deps.baseUrl)
    return c.json(await described)
  })
  app.all('/api/*', (c) => problemResponse(c, notFound()))
  app.route('/', clientFiles(deps.clientFolder))
  app.notFound((c) => problemResponse(c, notFound()))
  ensurePolicies(app)
  return app
}

/** Which migrations are there and done; undefined when the database does not answer. */
async function migrationsOf(db: Database) {
  try {
    return await migratorOf(db).getMigrations()
  } catch {
    return undefined
  }
}
