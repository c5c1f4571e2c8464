import { type Context, Hono } from 'hono'
import * as v from 'valibot'
import {
  incidentEditSchema,
  incidentListSchema,
  type IncidentView,
  newIncidentSchema,
} from '#models/incidents/incident.schemas.ts'
import type { AppEnv } from '#server/app/http.ts'
import { answers } from '#server/app/openapi.ts'
import { policy } from '#server/app/policy.ts'
import { jsonBody, query } from '#server/app/validate.ts'
import { expectedVersion } from '#server/app/versions.ts'
import { incidentsCsv } from './incidents-csv.ts'
import {
  editIncident,
  incidentRegister,
  type IncidentsDeps,
  oneIncident,
  recordIncident,
  wholeIncidentRegister,
} from './incidents.usecases.ts'

/** One entry with its ETag: what `If-Match` names when it is changed. */
function told(c: Context<AppEnv>, one: IncidentView, status: 200 | 201 = 200) {
  c.header('etag', one.etag)
  return c.json(one, status)
}

export function incidentsRoutes(deps: IncidentsDeps) {
  const exportSchema = v.omit(incidentListSchema, ['cursor', 'limit'])
  return new Hono<AppEnv>()
    .get(
      '/',
      policy('incidents.read'),
      answers('The register of confidentiality incidents, in order of number', 'Incident[]'),
      query(incidentListSchema),
      async (c) => {
        const { cursor, ...asked } = c.req.valid('query')
        return c.json(await incidentRegister(deps, c.get('reach'), { ...asked, after: cursor }))
      },
    )
    .post(
      '/',
      policy('incidents.edit'),
      answers('Enters an incident', 'Incident', 201),
      jsonBody(newIncidentSchema),
      async (c) => told(c, await recordIncident(deps, c.get('reach'), c.req.valid('json')), 201),
    )
    .get(
      '/export',
      policy('incidents.read'),
      answers('The register as a file for a spreadsheet', 'CSV'),
      query(exportSchema),
      async (c) => {
        const register = await wholeIncidentRegister(deps, c.get('reach'), c.req.valid('query'))
        return c.body(incidentsCsv(register, c.get('language')), 200, {
          'content-type': 'text/csv; charset=utf-8',
          'content-disposition': 'attachment; filename="arpent-incidents.csv"',
        })
      },
    )
    .get('/:code', policy('incidents.read'), answers('One entry', 'Incident'), async (c) =>
      told(c, await oneIncident(deps, c.get('reach'), c.req.param('code'))),
    )
    .put(
      '/:code',
      policy('incidents.edit'),
      answers('Writes what is now known', 'Incident'),
      jsonBody(incidentEditSchema),
      async (c) =>
        told(c, await editIncident(deps, c.get('reach'), c.req.param('code'), expectedVersion(c), c.req.valid('json'))),
    )
}
