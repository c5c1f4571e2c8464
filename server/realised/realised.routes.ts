import { Hono } from 'hono'
import { asKnownSchema, realisedQuerySchema } from '#models/realised/realised.requests.ts'
import type {
  CalibrationView,
  RealisedBenefit,
  RealisedPortfolio,
  RealisedWorkload,
} from '#models/realised/realised.views.ts'
import type { Json } from '#models/shared/canonical-json.ts'
import { bodyInReach } from '#server/access/accounts.usecases.ts'
import type { Reach } from '#server/access/reach.ts'
import type { AppEnv } from '#server/app/http.ts'
import { answers } from '#server/app/openapi.ts'
import { policy } from '#server/app/policy.ts'
import { query } from '#server/app/validate.ts'
import { benefitAsOf } from '#server/benefits/register.usecases.ts'
import { ensureWorkload } from '#server/inventory/inventory.usecases.ts'
import { asJson } from '#server/shared/digest.ts'
import type { Reports } from '#server/shared/reports.ts'
import type { RealisedDeps } from './gathering.usecases.ts'
import { knownAt } from './realised.usecases.ts'

export type RealisedRoutesDeps = RealisedDeps & { readonly reports: Reports }

/** Promise, adjusted baseline, bill and realised saving: computed in the report thread, as known now or on a past day. */
export function realisedRoutes(deps: RealisedRoutesDeps) {
  return new Hono<AppEnv>()
    .get(
      '/',
      policy('benefits.read'),
      answers('Realised savings in reach: totals, curve, bridge, lines', 'RealisedPortfolio'),
      query(realisedQuerySchema),
      async (c) => {
        const { asKnown, body } = c.req.valid('query')
        const of = body === undefined ? {} : { of: await bodyInReach(deps, c.get('reach'), body) }
        const request = { ...knownAt(deps, asKnown), ...of }
        return c.json(await made<RealisedPortfolio>(deps, 'realised-portfolio', c.get('reach'), request))
      },
    )
    .get(
      '/calibration',
      policy('benefits.read'),
      answers('Past forecasts against what came', 'Calibration'),
      async (c) =>
        c.json(
          await made<CalibrationView>(deps, 'realised-calibration', c.get('reach'), {
            at: deps.clock.now().toISOString(),
          }),
        ),
    )
    .get(
      '/benefits/:code',
      policy('benefits.read'),
      answers('Realised saving of a benefit, month by month', 'RealisedBenefit'),
      query(asKnownSchema),
      async (c) => {
        const code = c.req.param('code')
        const { at } = knownAt(deps, c.req.valid('query').asKnown)
        const { bodyId } = await benefitAsOf(deps, c.get('reach'), code, { asKnownMs: Date.parse(at) })
        return c.json(await made<RealisedBenefit>(deps, 'realised-benefit', c.get('reach'), { code, at, bodyId }))
      },
    )
    .get(
      '/workloads/:code',
      policy('benefits.read'),
      answers('Realised saving of the benefits of a workload', 'RealisedWorkload'),
      query(asKnownSchema),
      async (c) => {
        const workload = c.req.param('code')
        const { at } = knownAt(deps, c.req.valid('query').asKnown)
        await ensureWorkload(deps, c.get('reach'), workload)
        return c.json(await made<RealisedWorkload>(deps, 'realised-workload', c.get('reach'), { workload, at }))
      },
    )
}

async function made<T>(deps: RealisedRoutesDeps, report: string, reach: Reach, input: Json): Promise<T> {
  const bytes = await deps.reports.make(report, reach, asJson(input))
  return JSON.parse(new TextDecoder().decode(bytes)) as T // written by the report thread from the same type
}
