import { type Context, Hono } from 'hono'
import {
  addMembersSchema,
  mergeWaveSchema,
  newBlackoutSchema,
  newWaveSchema,
  removeMembersSchema,
  splitWaveSchema,
  type WaveDates,
  waveEditSchema,
  waveFilterSchema,
  waveListSchema,
  waveMembersSchema,
  wavePreviewSchema,
} from '#models/waves/wave.schemas.ts'
import type { WaveChange, WavePreview, WaveView } from '#models/waves/wave.views.ts'
import type { Reach } from '#server/access/reach.ts'
import type { AppEnv } from '#server/app/http.ts'
import { answers } from '#server/app/openapi.ts'
import { packedJson } from '#server/app/packed.ts'
import { policy } from '#server/app/policy.ts'
import { jsonBody, query } from '#server/app/validate.ts'
import { expectedVersion } from '#server/app/versions.ts'
import { portfolioEtag } from '#server/inventory/portfolio.usecases.ts'
import { todayOf } from '#server/shared/clock.ts'
import { asJson } from '#server/shared/digest.ts'
import type { Reports } from '#server/shared/reports.ts'
import { addBlackout, blackoutList, removeBlackout } from './blackouts.usecases.ts'
import type { CalendarRequest, DoubleRunningPrice, PricelessPreview } from './wave-calendar.usecases.ts'
import { addMembers, mergeWave, removeMembers, splitWave, waveMembers } from './wave-members.usecases.ts'
import type { WavesDeps } from './wave-placing.usecases.ts'
import type { Reading } from './wave-views.ts'
import {
  createWave,
  editWave,
  ensureDates,
  ensureWave,
  oneWave,
  removeWave,
  restoreWave,
  waveList,
} from './waves.usecases.ts'

export type WavesRoutesDeps = WavesDeps & {
  readonly reports: Reports
  /** Absent where nothing prices both sides yet: the preview then tells days without money. */
  readonly doubleRunningPrice?: DoubleRunningPrice
}

/** One wave with its ETag: what `If-Match` names when it is changed. */
function told(c: Context<AppEnv>, wave: WaveView, status: 200 | 201 = 200) {
  c.header('etag', wave.etag)
  return c.json(wave, status)
}

function toldChange(c: Context<AppEnv>, change: WaveChange, status: 200 | 201 = 200) {
  c.header('etag', change.wave.etag)
  return c.json(change, status)
}

function readingOf(c: Context<AppEnv>, deps: WavesDeps): Reading {
  return { today: todayOf(deps.clock), editable: c.get('identity')?.bodiesByAction.get('waves.edit') ?? [] }
}

export function wavesRoutes(deps: WavesRoutesDeps) {
  return new Hono<AppEnv>()
    .get(
      '/',
      policy('waves.read'),
      answers('Waves in the order they were made, a page at a time', 'Wave[]'),
      query(waveListSchema),
      async (c) => {
        const { cursor, ...asked } = c.req.valid('query')
        return c.json(await waveList(deps, c.get('reach'), { ...asked, after: cursor }, readingOf(c, deps)))
      },
    )
    .post(
      '/',
      policy('waves.edit'),
      answers('Makes a wave, with its first workloads when some are named', 'WaveChange', 201),
      jsonBody(newWaveSchema),
      async (c) => toldChange(c, await createWave(deps, c.get('reach'), c.req.valid('json')), 201),
    )
    .get(
      '/calendar',
      policy('waves.read'),
      answers('Waves with their conflicts, what links them, and the periods that bind them', 'WaveCalendar'),
      query(waveFilterSchema),
      async (c) => {
        const { body, status } = c.req.valid('query')
        const asked: CalendarRequest = {
          ...readingOf(c, deps),
          body,
          status,
          version: await planVersion(deps, c.get('reach')),
        }
        return packedJson(
          c,
          await deps.reports.remembered('wave-calendar', JSON.stringify(asked), c.get('reach'), asJson(asked)),
        )
      },
    )
    .get('/:code', policy('waves.read'), answers('One wave', 'Wave'), async (c) =>
      told(c, await oneWave(deps, c.get('reach'), c.req.param('code'), readingOf(c, deps))),
    )
    .patch(
      '/:code',
      policy('waves.edit'),
      answers('Changes the days, the name or the note of a wave', 'Wave', 200, { needsVersion: true }),
      jsonBody(waveEditSchema),
      async (c) =>
        told(c, await editWave(deps, c.get('reach'), c.req.param('code'), expectedVersion(c), c.req.valid('json'))),
    )
    .delete(
      '/:code',
      policy('waves.edit'),
      answers('Removes a wave that holds nothing any more', 'Nothing', 204, { needsVersion: true }),
      async (c) => {
        await removeWave(deps, c.get('reach'), c.req.param('code'), expectedVersion(c))
        return c.body(null, 204)
      },
    )
    .post('/:code/restore', policy('waves.edit'), answers('Brings back a wave that was removed', 'Wave'), async (c) =>
      told(c, await restoreWave(deps, c.get('reach'), c.req.param('code'))),
    )
    .post(
      '/:code/preview',
      policy('waves.read'),
      answers('What other days would bring, before they are accepted', 'WavePreview'),
      jsonBody(wavePreviewSchema),
      async (c) => c.json(await previewOf(deps, c.get('reach'), c.req.param('code'), c.req.valid('json').dates)),
    )
    .get(
      '/:code/members',
      policy('waves.read'),
      answers('Workloads of a wave in order of number, a page at a time', 'WaveMembers'),
      query(waveMembersSchema),
      async (c) => {
        const { cursor, limit } = c.req.valid('query')
        const page = { after: cursor ?? null, limit }
        return c.json(await waveMembers(deps, c.get('reach'), c.req.param('code'), page))
      },
    )
    .post(
      '/:code/members',
      policy('waves.edit'),
      answers('Puts workloads in a wave', 'WaveChange', 200, { needsVersion: true }),
      jsonBody(addMembersSchema),
      async (c) =>
        toldChange(
          c,
          await addMembers(deps, c.get('reach'), c.req.param('code'), expectedVersion(c), c.req.valid('json')),
        ),
    )
    .post(
      '/:code/members/remove',
      policy('waves.edit'),
      answers('Takes workloads out of a wave', 'Wave', 200, { needsVersion: true }),
      jsonBody(removeMembersSchema),
      async (c) => {
        const { workloads } = c.req.valid('json')
        return told(c, await removeMembers(deps, c.get('reach'), c.req.param('code'), expectedVersion(c), workloads))
      },
    )
    .post(
      '/:code/split',
      policy('waves.edit'),
      answers('Some workloads of a wave leave it for a new one', 'WaveChange', 201, { needsVersion: true }),
      jsonBody(splitWaveSchema),
      async (c) =>
        toldChange(
          c,
          await splitWave(deps, c.get('reach'), c.req.param('code'), expectedVersion(c), c.req.valid('json')),
          201,
        ),
    )
    .post(
      '/:code/merge',
      policy('waves.edit'),
      answers('All the workloads of a wave join another one', 'WaveChange', 200, { needsVersion: true }),
      jsonBody(mergeWaveSchema),
      async (c) => {
        const { into } = c.req.valid('json')
        return toldChange(c, await mergeWave(deps, c.get('reach'), c.req.param('code'), expectedVersion(c), into))
      },
    )
}

async function planVersion(deps: WavesDeps, reach: Reach): Promise<string> {
  return `${todayOf(deps.clock)} ${await portfolioEtag(deps.db, reach)}`
}

async function previewOf(deps: WavesRoutesDeps, reach: Reach, code: string, dates: WaveDates): Promise<WavePreview> {
  await ensureWave(deps, reach, code)
  ensureDates(dates)
  const bytes = await deps.reports.make('wave-preview', reach, {
    version: await planVersion(deps, reach),
    today: todayOf(deps.clock),
    code,
    dates,
  })
  const { workloadIds, ...preview } = JSON.parse(new TextDecoder().decode(bytes)) as PricelessPreview // written by the report thread
  const price = deps.doubleRunningPrice
  if (price === undefined) return preview
  const [before, after] = await Promise.all([
    price(reach, workloadIds, preview.before),
    price(reach, workloadIds, preview.after),
  ])
  return { ...preview, doubleRunningCad: { before, after } }
}

/** Periods in which nothing cuts over: data that a body enters. */
export function blackoutsRoutes(deps: WavesDeps) {
  return new Hono<AppEnv>()
    .get('/', policy('waves.read'), answers('Periods that bind the bodies in reach', 'Blackout[]'), async (c) =>
      c.json(await blackoutList(deps, c.get('reach'), readingOf(c, deps))),
    )
    .post(
      '/',
      policy('waves.edit'),
      answers('Enters a period', 'Blackout', 201),
      jsonBody(newBlackoutSchema),
      async (c) => {
        const period = await addBlackout(deps, c.get('reach'), c.req.valid('json'))
        c.header('etag', period.etag)
        return c.json(period, 201)
      },
    )
    .delete(
      '/:id',
      policy('waves.edit'),
      answers('Removes a period', 'Nothing', 204, { needsVersion: true }),
      async (c) => {
        await removeBlackout(deps, c.get('reach'), c.req.param('id'), expectedVersion(c))
        return c.body(null, 204)
      },
    )
}
