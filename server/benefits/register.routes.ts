import { type Context, Hono } from 'hono'
import type { Action } from '#models/access/access.schemas.ts'
import {
  adjustmentRequestSchema,
  asOfSchema,
  baselineRequestSchema,
  gateRequestSchema,
  handoverAcceptanceSchema,
  handoverRequestSchema,
  lifeChangeSchema,
  measureRequestSchema,
  newBenefitSchema,
  observationRequestSchema,
  profileEditSchema,
  registerDifferenceSchema,
  registerListSchema,
  secondWordSchema,
  trajectoryRequestSchema,
} from '#models/benefits/register.requests.ts'
import { keySchema } from '#models/benefits/register.schemas.ts'
import type { BenefitDetail } from '#models/benefits/register.views.ts'
import type { AppEnv } from '#server/app/http.ts'
import { answers } from '#server/app/openapi.ts'
import { policy, reachOfAction } from '#server/app/policy.ts'
import { jsonBody, query } from '#server/app/validate.ts'
import { expectedVersion } from '#server/app/versions.ts'
import { todayOf } from '#server/shared/clock.ts'
import { asJson } from '#server/shared/digest.ts'
import type { Reports } from '#server/shared/reports.ts'
import * as v from 'valibot'
import {
  benefitDetail,
  changeLife,
  createBenefit,
  decideBaseline,
  decideTrajectory,
  editProfile,
  observe,
  proposeBaseline,
  proposeTrajectory,
  putMeasure,
} from './benefit-acts.usecases.ts'
import {
  acceptHandover,
  decideAdjustment,
  holdGate,
  proposeAdjustment,
  proposeHandover,
} from './benefit-ending.usecases.ts'
import { measureKeyMalformed, measureUnknown } from './register.problems.ts'
import { benefitHistory, endOfDayMs, registerDifference } from './register-reports.ts'
import type { RegisterDeps } from './register.usecases.ts'

export type RegisterRoutesDeps = RegisterDeps & { readonly reports: Reports }

function told(c: Context<AppEnv>, benefit: BenefitDetail, status: 200 | 201 = 200) {
  if (benefit.etag !== null) c.header('etag', benefit.etag)
  return c.json(benefit, status)
}

/** Where a benefit is written on: its code and the version that was read. */
const on = (c: Context<AppEnv>) => ({ code: c.req.param('code') ?? '', expected: expectedVersion(c) })
const onKey = (c: Context<AppEnv>) => {
  const key = c.req.param('key') ?? ''
  if (!v.is(keySchema, key)) throw measureUnknown(key)
  return { ...on(c), key }
}
const asOf = (asked: { readonly validOn?: string | undefined; readonly asKnown?: string | undefined }) => ({
  validOn: asked.validOn,
  asKnownMs: asked.asKnown === undefined ? undefined : endOfDayMs(asked.asKnown),
})
const changed = { needsVersion: true } as const
const shape = 'BenefitDetail'

export function registerRoutes(deps: RegisterRoutesDeps) {
  return new Hono<AppEnv>()
    .get(
      '/',
      policy('benefits.read'),
      answers('The register of benefits, as it was known at the end of a day', 'RegisterPage'),
      query(registerListSchema),
      async (c) => {
        const { cursor, limit, asKnown, validOn, ...filter } = c.req.valid('query')
        const today = todayOf(deps.clock)
        const asked = { filter, cursor, limit, asKnown: asKnown ?? null, validOn: validOn ?? null, today }
        return c.body(await deps.reports.make('benefit-register', c.get('reach'), asJson(asked)), 200, {
          'content-type': 'application/json',
        })
      },
    )
    .get(
      '/differences',
      policy('benefits.read'),
      answers('What the register said differently at the end of two days', 'RegisterDifference'),
      query(registerDifferenceSchema),
      async (c) => {
        const { from, to } = c.req.valid('query')
        return c.body(await deps.reports.make('register-difference', c.get('reach'), { from, to: to ?? null }), 200, {
          'content-type': 'application/json',
        })
      },
    )
    .post(
      '/',
      policy('benefits.edit'),
      answers('Registers a benefit, as a draft', shape, 201),
      jsonBody(newBenefitSchema),
      async (c) => told(c, await createBenefit(deps, c.get('reach'), c.req.valid('json')), 201),
    )
    .get(
      '/:code',
      policy('benefits.read'),
      answers('One benefit with everything said of it, as it was known', shape),
      query(asOfSchema),
      async (c) => told(c, await benefitDetail(deps, c.get('reach'), c.req.param('code'), asOf(c.req.valid('query')))),
    )
    .get(
      '/:code/history',
      policy('benefits.read'),
      answers('Every version of everything said of a benefit, and whether its chain holds', 'BenefitHistory'),
      async (c) => c.json(await benefitHistory(deps, c.get('reach'), c.req.param('code'))),
    )
    .get(
      '/:code/differences',
      policy('benefits.read'),
      answers('What was said differently of a benefit at the end of two days', 'RegisterDifference'),
      query(registerDifferenceSchema),
      async (c) => {
        const { from, to } = c.req.valid('query')
        return c.json(await registerDifference(deps, c.get('reach'), { from, to: to ?? null }, c.req.param('code')))
      },
    )
    .patch(
      '/:code',
      policy('benefits.edit'),
      answers('Changes the profile of a benefit', shape, 200, changed),
      jsonBody(profileEditSchema),
      async (c) => told(c, await editProfile(deps, c.get('reach'), on(c), c.req.valid('json'))),
    )
    .post(
      '/:code/life',
      policy('benefits.edit'),
      answers('Passes a benefit to another state', shape, 200, changed),
      jsonBody(lifeChangeSchema),
      async (c) => told(c, await changeLife(deps, c.get('reach'), on(c), c.req.valid('json'))),
    )
    .put(
      '/:code/measures/:key',
      policy('benefits.edit'),
      answers('Registers a measure, or changes it', shape, 200, changed),
      jsonBody(measureRequestSchema),
      async (c) => {
        if (!v.is(keySchema, c.req.param('key'))) throw measureKeyMalformed()
        return told(c, await putMeasure(deps, c.get('reach'), onKey(c), c.req.valid('json')))
      },
    )
    .post(
      '/:code/measures/:key/observations',
      policy('benefits.edit'),
      answers('Enters the value of a period, or why it is missing', shape, 200, changed),
      jsonBody(observationRequestSchema),
      async (c) => told(c, await observe(deps, c.get('reach'), onKey(c), c.req.valid('json'))),
    )
    .post(
      '/:code/measures/:key/baseline',
      policy('benefits.edit'),
      answers('Proposes the baseline of a measure', shape, 200, changed),
      jsonBody(baselineRequestSchema),
      async (c) => told(c, await proposeBaseline(deps, c.get('reach'), onKey(c), c.req.valid('json'))),
    )
    .post(
      '/:code/measures/:key/baseline/decision',
      policy('benefits.approve'),
      answers('Freezes a proposed baseline, or refuses it: another person than who proposed', shape, 200, changed),
      jsonBody(secondWordSchema),
      async (c) => told(c, await decideBaseline(deps, c.get('reach'), onKey(c), c.req.valid('json'))),
    )
    .post(
      '/:code/measures/:key/trajectory',
      policy('benefits.edit'),
      answers('Proposes what to promise, or a re-baseline with its reason', shape, 200, changed),
      jsonBody(trajectoryRequestSchema),
      async (c) => told(c, await proposeTrajectory(deps, c.get('reach'), onKey(c), c.req.valid('json'))),
    )
    .post(
      '/:code/measures/:key/trajectory/decision',
      policy('benefits.approve'),
      answers('Freezes a promise, or refuses it: another person than who proposed', shape, 200, changed),
      jsonBody(secondWordSchema),
      async (c) => told(c, await decideTrajectory(deps, c.get('reach'), onKey(c), c.req.valid('json'))),
    )
    .post(
      '/:code/adjustments',
      policy('benefits.edit'),
      answers('Proposes an adjustment of the baseline, with its evidence', shape, 200, changed),
      jsonBody(adjustmentRequestSchema),
      async (c) => told(c, await proposeAdjustment(deps, c.get('reach'), on(c), c.req.valid('json'))),
    )
    .post(
      '/:code/adjustments/:key/decision',
      policy('benefits.approve'),
      answers('Approves an adjustment, or refuses it: another person than who proposed', shape, 200, changed),
      jsonBody(secondWordSchema),
      async (c) => told(c, await decideAdjustment(deps, c.get('reach'), onKey(c), c.req.valid('json'))),
    )
    .post(
      '/:code/gates',
      policy('benefits.approve'),
      answers('Holds a gate and keeps what the register said that day', shape, 200, changed),
      jsonBody(gateRequestSchema),
      async (c) => told(c, await holdGate(deps, c.get('reach'), on(c), c.req.valid('json'))),
    )
    .post(
      '/:code/handover',
      policy('benefits.edit'),
      answers('Proposes the handover of a benefit', shape, 200, changed),
      jsonBody(handoverRequestSchema),
      async (c) => told(c, await proposeHandover(deps, c.get('reach'), on(c), c.req.valid('json'))),
    )
    .post(
      '/:code/handover/acceptance',
      policy('benefits.read'),
      answers('Accepts a handover, as the owner or as finance', shape, 200, changed),
      jsonBody(handoverAcceptanceSchema),
      async (c) => {
        const asked = c.req.valid('json')
        const action: Action = asked.as === 'owner' ? 'benefits.edit' : 'benefits.approve'
        return told(c, await acceptHandover(deps, reachOfAction(c, action), on(c), asked))
      },
    )
}
