import { type Context, Hono } from 'hono'
import {
  formulaBodySchema,
  formulaDraftSchema,
  formulaEffectSchema,
  formulaReasonSchema,
  formulaVersionListSchema,
  newFormulaVersionSchema,
} from '#models/formulas/formula-version.schemas.ts'
import type { FormulaVersionDetail } from '#models/formulas/formula.views.ts'
import type { AppEnv } from '#server/app/http.ts'
import { answers } from '#server/app/openapi.ts'
import { packedJson } from '#server/app/packed.ts'
import { policy } from '#server/app/policy.ts'
import { jsonBody, query } from '#server/app/validate.ts'
import { expectedVersion } from '#server/app/versions.ts'
import { portfolioEtag } from '#server/inventory/portfolio.usecases.ts'
import { todayOf } from '#server/shared/clock.ts'
import { asJson, digestOf } from '#server/shared/digest.ts'
import type { Reports } from '#server/shared/reports.ts'
import { standingFormulas } from './formulas-in-force.usecases.ts'
import {
  type AskedDraft,
  approveFormulas,
  checkFormulas,
  draftForEffect,
  formulaHistory,
  formulaSets,
  type FormulasDeps,
  oneFormulaVersion,
  proposeFormulas,
  returnFormulas,
  standingSet,
  versionForEffect,
  withdrawFormulas,
} from './formulas.usecases.ts'

export type FormulasRoutesDeps = FormulasDeps & { readonly reports: Reports }

/** One version with its ETag: what `If-Match` names when it is answered. */
function told(c: Context<AppEnv>, one: FormulaVersionDetail, status: 200 | 201 = 200) {
  c.header('etag', one.etag)
  return c.json(one, status)
}

/** Sets of formulas: what stands, drafts checked and their effect, versions put forward and their answers. */
export function formulasRoutes(deps: FormulasRoutesDeps) {
  const named = (c: Context<AppEnv, '/:set/versions/:id'>) => ({
    set: c.req.param('set'),
    id: c.req.param('id'),
    expected: expectedVersion(c),
  })
  return new Hono<AppEnv>()
    .get(
      '/',
      policy('formulas.read'),
      answers('Every set of formulas, with the versions that stand today', 'FormulaSet[]'),
      async (c) => c.json(await formulaSets(deps, c.get('reach'))),
    )
    .get(
      '/:set',
      policy('formulas.read'),
      answers('A set as it stands today for a body', 'FormulaVersion'),
      query(formulaBodySchema),
      async (c) => told(c, await standingSet(deps, c.get('reach'), c.req.param('set'), c.req.valid('query').body)),
    )
    .post(
      '/:set/check',
      policy('formulas.read'),
      answers('Reads a draft: every problem with its place', 'FormulaCheck'),
      jsonBody(formulaDraftSchema),
      async (c) => c.json(await checkFormulas(deps, c.get('reach'), c.req.param('set'), c.req.valid('json'))),
    )
    .post(
      '/:set/effect',
      policy('assessment.read'),
      answers('What a draft would change over the portfolio', 'FormulaEffect'),
      jsonBody(formulaEffectSchema),
      async (c) => effect(c, deps, await draftForEffect(deps, c.get('reach'), c.req.param('set'), c.req.valid('json'))),
    )
    .get(
      '/:set/versions',
      policy('formulas.read'),
      answers('Versions of a set, newest first, a page at a time', 'FormulaVersion[]'),
      query(formulaVersionListSchema),
      async (c) => {
        const { cursor, limit } = c.req.valid('query')
        return c.json(await formulaHistory(deps, c.get('reach'), { set: c.req.param('set'), after: cursor, limit }))
      },
    )
    .post(
      '/:set/versions',
      policy('formulas.edit'),
      answers('Puts a version forward', 'FormulaVersion', 201),
      jsonBody(newFormulaVersionSchema),
      async (c) => told(c, await proposeFormulas(deps, c.get('reach'), c.req.param('set'), c.req.valid('json')), 201),
    )
    .get(
      '/:set/versions/:id',
      policy('formulas.read'),
      answers('One version, with its formulas', 'FormulaVersion'),
      async (c) => told(c, await oneFormulaVersion(deps, c.get('reach'), c.req.param('set'), c.req.param('id'))),
    )
    .get(
      '/:set/versions/:id/effect',
      policy('assessment.read'),
      answers('What a version would change over the portfolio', 'FormulaEffect'),
      async (c) => effect(c, deps, await versionForEffect(deps, c.get('reach'), c.req.param('set'), c.req.param('id'))),
    )
    .post(
      '/:set/versions/:id/approve',
      policy('formulas.approve'),
      answers('Approves', 'FormulaVersion', 200, { needsVersion: true }),
      async (c) => told(c, await approveFormulas(deps, c.get('reach'), named(c))),
    )
    .post(
      '/:set/versions/:id/return',
      policy('formulas.approve'),
      answers('Sends back with a reason', 'FormulaVersion', 200, { needsVersion: true }),
      jsonBody(formulaReasonSchema),
      async (c) => told(c, await returnFormulas(deps, c.get('reach'), named(c), c.req.valid('json').reason)),
    )
    .post(
      '/:set/versions/:id/withdraw',
      policy('formulas.edit'),
      answers('Its proposer takes it back', 'FormulaVersion', 200, { needsVersion: true }),
      jsonBody(formulaReasonSchema),
      async (c) => told(c, await withdrawFormulas(deps, c.get('reach'), named(c), c.req.valid('json').reason)),
    )
}

/** Made once for the same formulas, the same ones in force and the same portfolio. */
async function effect(c: Context<AppEnv>, deps: FormulasRoutesDeps, draft: AskedDraft): Promise<Response> {
  const reach = c.get('reach')
  const day = todayOf(deps.clock)
  const [standing, portfolio] = await Promise.all([standingFormulas(deps.db, day), portfolioEtag(deps.db, reach)])
  const version = [day, digestOf(asJson(draft)), standing.key ?? 'shipped', portfolio].join(' ')
  const body = await deps.reports.remembered('formula-effect', version, reach, asJson({ ...draft, day }))
  return packedJson(c, body)
}
