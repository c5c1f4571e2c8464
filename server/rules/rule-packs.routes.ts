import { gunzipSync } from 'node:zlib'
import { type Context, Hono } from 'hono'
import { packDraftSchema, packReasonSchema, proposePackSchema, ruleModeSchema } from '#models/rules/pack.schemas.ts'
import type { PackVersionDetail, RulePackView } from '#models/rules/pack.views.ts'
import type { Reach } from '#server/access/reach.ts'
import type { AppEnv } from '#server/app/http.ts'
import { answers } from '#server/app/openapi.ts'
import { policy } from '#server/app/policy.ts'
import { jsonBody } from '#server/app/validate.ts'
import { expectedVersion } from '#server/app/versions.ts'
import { portfolioEtag } from '#server/inventory/portfolio.usecases.ts'
import { todayOf } from '#server/shared/clock.ts'
import { sha256 } from '#server/shared/digest.ts'
import type { Reports } from '#server/shared/reports.ts'
import { judgingKey } from './pack-in-force.usecases.ts'
import {
  approvePack,
  contentOf,
  ensureChecked,
  onePackVersion,
  packList,
  packToday,
  proposePack,
  returnPack,
  type RulePacksDeps,
  setRuleMode,
  withdrawPack,
} from './rule-packs.usecases.ts'

export type RulePacksRoutesDeps = RulePacksDeps & {
  readonly reports: Reports
  readonly portfolioState: () => Promise<RulePackView['portfolio']>
  readonly rejudgeAgain: (reach: Reach) => Promise<void>
}

/** One version with its ETag: what `If-Match` names when it is answered. */
function told(c: Context<AppEnv>, one: PackVersionDetail, status: 200 | 201 = 200) {
  c.header('etag', one.etag)
  return c.json(one, status)
}

/** The pack in force today: its rules, their modes, and whether the portfolio was judged by it. */
export function rulePackRoutes(deps: RulePacksRoutesDeps) {
  const today = async () => packToday(deps, await deps.portfolioState())
  return new Hono<AppEnv>()
    .get('/', policy('rules.read'), answers('The rule pack in force', 'RulePack'), async (c) => c.json(await today()))
    .put(
      '/rules/:rule/mode',
      policy('rules.propose'),
      answers('Enforces a rule, watches it, or switches it off, with a reason', 'RulePack'),
      jsonBody(ruleModeSchema),
      async (c) => {
        const given = { ...c.req.valid('json'), expected: expectedVersion(c) }
        await setRuleMode(deps, c.get('reach'), c.req.param('rule'), given)
        return c.json(await today())
      },
    )
    .post(
      '/rejudge',
      policy('rules.propose'),
      answers('Takes up again a portfolio run that was stopped', 'RulePack', 202),
      async (c) => {
        await deps.rejudgeAgain(c.get('reach'))
        return c.json(await today(), 202)
      },
    )
}

/** Versions of the pack: the list, drafts checked and compared, proposals and their answers. */
export function rulePacksRoutes(deps: RulePacksRoutesDeps) {
  return new Hono<AppEnv>()
    .get('/', policy('rules.read'), answers('Versions, newest first', 'RulePackVersion[]'), async (c) =>
      c.json(await packList(deps)),
    )
    .post(
      '/',
      policy('rules.propose'),
      answers('Puts a version forward', 'RulePackVersion', 201),
      jsonBody(proposePackSchema),
      async (c) => told(c, await proposePack(deps, c.get('reach'), c.req.valid('json')), 201),
    )
    .post(
      '/check',
      policy('rules.read'),
      answers('Reads a draft and runs its cases', 'PackCheck'),
      jsonBody(packDraftSchema),
      async (c) => c.json(await ensureChecked(deps, c.get('reach'), c.req.valid('json'))),
    )
    .post(
      '/difference',
      policy('assessment.read'),
      answers('What a draft would change over the portfolio', 'PackDifference'),
      jsonBody(packDraftSchema),
      async (c) => difference(c, deps, c.req.valid('json').content),
    )
    .post(
      '/difference/export',
      policy('assessment.read'),
      answers('The same, as a file for a spreadsheet', 'CSV'),
      jsonBody(packDraftSchema),
      async (c) => differenceFile(c, deps, c.req.valid('json').content),
    )
    .get('/:id', policy('rules.read'), answers('One version, with its text and cases', 'RulePackVersion'), async (c) =>
      told(c, await onePackVersion(deps, c.req.param('id'))),
    )
    .get(
      '/:id/difference',
      policy('assessment.read'),
      answers('What a version would change over the portfolio', 'PackDifference'),
      async (c) => difference(c, deps, await contentOf(deps, c.req.param('id'))),
    )
    .get(
      '/:id/difference/export',
      policy('assessment.read'),
      answers('The same, as a file for a spreadsheet', 'CSV'),
      async (c) => differenceFile(c, deps, await contentOf(deps, c.req.param('id'))),
    )
    .post('/:id/approve', policy('rules.approve'), answers('Approves', 'RulePackVersion'), async (c) =>
      told(c, await approvePack(deps, c.get('reach'), c.req.param('id'), expectedVersion(c))),
    )
    .post(
      '/:id/return',
      policy('rules.approve'),
      answers('Sends back with a reason', 'RulePackVersion'),
      jsonBody(packReasonSchema),
      async (c) => {
        const answer = { expected: expectedVersion(c), reason: c.req.valid('json').reason }
        return told(c, await returnPack(deps, c.get('reach'), c.req.param('id'), answer))
      },
    )
    .post(
      '/:id/withdraw',
      policy('rules.propose'),
      answers('Its proposer takes it back', 'RulePackVersion'),
      jsonBody(packReasonSchema),
      async (c) => {
        const answer = { expected: expectedVersion(c), reason: c.req.valid('json').reason }
        return told(c, await withdrawPack(deps, c.get('reach'), c.req.param('id'), answer))
      },
    )
}

/** Checked first, then made once for the same text, the same pack in force and the same portfolio. */
async function compared(c: Context<AppEnv>, deps: RulePacksRoutesDeps, content: string) {
  const reach = c.get('reach')
  await ensureChecked(deps, reach, { content })
  const day = todayOf(deps.clock)
  const [judging, portfolio] = await Promise.all([judgingKey(deps.db, day), portfolioEtag(deps.db, reach)])
  return { version: [day, sha256(content), judging, portfolio].join(' '), input: { content, day } }
}

async function difference(c: Context<AppEnv>, deps: RulePacksRoutesDeps, content: string): Promise<Response> {
  const { version, input } = await compared(c, deps, content)
  const body = await deps.reports.remembered('pack-difference', version, c.get('reach'), input)
  const type = { 'content-type': 'application/json; charset=utf-8', vary: 'accept-encoding' }
  if (c.req.header('accept-encoding')?.includes('gzip') === true)
    return c.body(body, 200, { ...type, 'content-encoding': 'gzip' })
  return c.body(new Uint8Array(gunzipSync(body)), 200, type)
}

async function differenceFile(c: Context<AppEnv>, deps: RulePacksRoutesDeps, content: string): Promise<Response> {
  const { input } = await compared(c, deps, content)
  const body = await deps.reports.make('pack-difference-csv', c.get('reach'), input)
  return c.body(body, 200, {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': 'attachment; filename="arpent-jeu-de-regles.csv"',
  })
}
