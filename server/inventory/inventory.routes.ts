import { Hono } from 'hono'
import {
  bulkEditSchema,
  currentCostSchema,
  editWorkloadSchema,
  listWorkloadsSchema,
  moveAssetsSchema,
  stateDependencySchema,
} from '#models/inventory/inventory.schemas.ts'
import { fold } from '#models/shared/fold.ts'
import type { AppEnv } from '#server/app/http.ts'
import { answers } from '#server/app/openapi.ts'
import { packedJson } from '#server/app/packed.ts'
import { policy } from '#server/app/policy.ts'
import { jsonBody, query } from '#server/app/validate.ts'
import { etagOf, expectedVersion } from '#server/app/versions.ts'
import { workloadAssessment } from '#server/assessment/assessment.usecases.ts'
import type { Reports } from '#server/shared/reports.ts'
import { stateDependency } from './dependencies.usecases.ts'
import { workloadPage } from './inventory.repository.ts'
import {
  editInBulk,
  editWorkload,
  type InventoryDeps,
  regroupAssets,
  stateCurrentCost,
  undoBulk,
} from './inventory.usecases.ts'
import { portfolioEtag } from './portfolio.usecases.ts'
import { currentCostView, workloadView, type WorkloadViewDeps } from './workload-view.usecases.ts'

export type InventoryRoutesDeps = InventoryDeps & WorkloadViewDeps & { readonly reports: Reports }

export function workloadsRoutes(deps: InventoryRoutesDeps) {
  return new Hono<AppEnv>()
    .get(
      '/',
      policy('inventory.read'),
      answers('Workloads in order of number, a page at a time', 'WorkloadPage'),
      query(listWorkloadsSchema),
      async (c) => {
        const { cursor, limit, body, q } = c.req.valid('query')
        const rows = await workloadPage(c.get('reach'), deps.db, {
          after: cursor ?? null,
          limit,
          bodyCode: body ?? null,
          search: q === undefined ? null : fold(q),
        })
        const items = rows.map((row) => ({
          code: row.code,
          name: row.name,
          application: row.application_name,
          body: row.body_code,
          environment: row.environment,
          etag: etagOf(row.row_version),
        }))
        return c.json({ items, next: items.length === limit ? (items.at(-1)?.code ?? null) : null })
      },
    )
    .get(
      '/columns',
      policy('inventory.read'),
      answers('The whole portfolio as columns', 'PortfolioColumns'),
      async (c) => {
        const etag = await portfolioEtag(deps.db, c.get('reach'))
        c.header('etag', etag)
        c.header('cache-control', 'private, no-cache')
        if (c.req.header('if-none-match') === etag) return c.body(null, 304)
        const body = await deps.reports.remembered('portfolio-columns', etag, c.get('reach'))
        return packedJson(c, body)
      },
    )
    .get(
      '/export',
      policy('inventory.read'),
      answers('The portfolio as a file for a spreadsheet', 'CSV', 200, { media: 'text/csv' }),
      async (c) => {
        const body = await deps.reports.make('portfolio-csv', c.get('reach'), {})
        return c.body(body, 200, {
          'content-type': 'text/csv; charset=utf-8',
          'content-disposition': 'attachment; filename="arpent-portefeuille.csv"',
        })
      },
    )
    .post(
      '/bulk',
      policy('inventory.edit'),
      answers('Proposes strategies for many workloads', 'BulkResult'),
      jsonBody(bulkEditSchema),
      async (c) => c.json(await editInBulk(deps, c.get('reach'), c.req.valid('json'))),
    )
    .get('/:code', policy('inventory.read'), answers('One workload', 'Workload'), async (c) => {
      const view = await workloadView(deps, c.get('reach'), c.req.param('code'))
      c.header('etag', view.etag)
      return c.json(view)
    })
    .patch(
      '/:code',
      policy('inventory.edit'),
      answers('Corrects a workload', 'Workload', 200, { needsVersion: true }),
      jsonBody(editWorkloadSchema),
      async (c) => {
        const code = c.req.param('code')
        await editWorkload(deps, c.get('reach'), code, expectedVersion(c), c.req.valid('json'))
        const view = await workloadView(deps, c.get('reach'), code)
        c.header('etag', view.etag)
        return c.json(view)
      },
    )
    .get(
      '/:code/assessment',
      policy('assessment.read'),
      answers('Verdict and cost of every option', 'WorkloadAssessment'),
      async (c) => c.json(await workloadAssessment(deps, c.get('reach'), c.req.param('code'))),
    )
    .post(
      '/:code/current-cost',
      policy('inventory.edit'),
      answers('States what a workload costs today', 'CurrentCost', 201),
      jsonBody(currentCostSchema),
      async (c) =>
        c.json(
          currentCostView(await stateCurrentCost(deps, c.get('reach'), c.req.param('code'), c.req.valid('json'))),
          201,
        ),
    )
    .patch(
      '/:code/dependencies/:id',
      policy('inventory.edit'),
      answers('States what a link with another workload carries', 'Workload', 200, { needsVersion: true }),
      jsonBody(stateDependencySchema),
      async (c) => {
        const [code, id] = [c.req.param('code'), c.req.param('id')]
        await stateDependency(deps, c.get('reach'), code, id, expectedVersion(c), c.req.valid('json'))
        const view = await workloadView(deps, c.get('reach'), code)
        c.header('etag', view.etag)
        return c.json(view)
      },
    )
    .post(
      '/:code/assets/move',
      policy('inventory.edit'),
      answers('Moves servers to another workload', 'Workload'),
      jsonBody(moveAssetsSchema),
      async (c) =>
        c.json(
          await workloadView(
            deps,
            c.get('reach'),
            await regroupAssets(deps, c.get('reach'), c.req.param('code'), c.req.valid('json')),
          ),
        ),
    )
}

export function changeSetsRoutes(deps: InventoryDeps) {
  return new Hono<AppEnv>().post(
    '/:id/undo',
    policy('inventory.edit'),
    answers('Undoes a bulk edit', 'Undone'),
    async (c) => c.json(await undoBulk(deps, c.get('reach'), c.req.param('id'))),
  )
}
