import { type Context, Hono } from 'hono'
import {
  claimableSchema,
  claimChargesSchema,
  claimEditSchema,
  claimKnownSchema,
  claimListSchema,
  newClaimSchema,
  sampleSchema,
  validationSchema,
} from '#models/claims/claim.schemas.ts'
import { claimSampleQuerySchema, claimSampleSchema } from '#models/claims/claim-sample.schemas.ts'
import type { ClaimView } from '#models/claims/claim.views.ts'
import { hundredths } from '#models/claims/claim-amounts.ts'
import type { AppEnv } from '#server/app/http.ts'
import { answers } from '#server/app/openapi.ts'
import { policy } from '#server/app/policy.ts'
import { jsonBody, query } from '#server/app/validate.ts'
import { expectedVersion } from '#server/app/versions.ts'
import type { Reports } from '#server/shared/reports.ts'
import { claimTotals, sampleOfClaims } from './accepted-claims.usecases.ts'
import type { ClaimsDeps } from './claim-facts.usecases.ts'
import {
  chargesOfClaim,
  claimable,
  claimRegister,
  claimsOfBenefit,
  oneClaim,
  oneClaimKnown,
} from './claim-reading.usecases.ts'
import { draftClaim, editClaim, submitClaim, withdrawClaim } from './claims.usecases.ts'
import { keepSample, sampleOfClaim } from './claim-samples.usecases.ts'
import type { EvidenceDeps } from './evidence.usecases.ts'
import { decideClaim, takeInReview } from './validation.usecases.ts'

/** One claim with its ETag: what `If-Match` names when it is written or decided. */
function told(c: Context<AppEnv>, one: ClaimView, status: 200 | 201 = 200) {
  c.header('etag', one.etag)
  return c.json(one, status)
}

/** Under a benefit: its claims, and a new one. */
export function benefitClaimsRoutes(deps: ClaimsDeps) {
  return new Hono<AppEnv>()
    .get(
      '/:code/claims',
      policy('benefits.read'),
      answers('Claims of a benefit, as known at the end of a day', 'ClaimLine[]'),
      query(claimKnownSchema),
      async (c) => {
        const { asKnown } = c.req.valid('query')
        return c.json(await claimsOfBenefit(deps, c.get('reach'), c.req.param('code'), asKnown))
      },
    )
    .get(
      '/:code/claimable',
      policy('benefits.read'),
      answers('What a claim of some months could stand on', 'Claimable'),
      query(claimableSchema),
      async (c) => c.json(await claimable(deps, c.get('reach'), c.req.param('code'), c.req.valid('query'))),
    )
    .post(
      '/:code/claims',
      policy('claims.submit'),
      answers('Begins a claim on a benefit, or the correction of one', 'Claim', 201),
      jsonBody(newClaimSchema),
      async (c) => told(c, await draftClaim(deps, c.get('reach'), c.req.param('code'), c.req.valid('json')), 201),
    )
}

export function claimsRoutes(deps: ClaimsDeps & EvidenceDeps & { readonly reports: Reports }) {
  return new Hono<AppEnv>()
    .get(
      '/',
      policy('benefits.read'),
      answers('Claims in order of number, as known at the end of a day', 'ClaimLine[]'),
      query(claimListSchema),
      async (c) => {
        const { cursor, ...asked } = c.req.valid('query')
        return c.json(await claimRegister(deps, c.get('reach'), { ...asked, after: cursor }))
      },
    )
    .get(
      '/totals',
      policy('benefits.read'),
      answers('What accepted claims come to, as known at the end of a day', 'ClaimTotals'),
      query(claimKnownSchema),
      async (c) => c.json(await claimTotals(deps, c.get('reach'), c.req.valid('query').asKnown)),
    )
    .get(
      '/sample',
      policy('benefits.read'),
      answers('Accepted claims to look at again, the same for the same seed', 'Sample'),
      query(sampleSchema),
      async (c) => {
        const { seed, size, highValue } = c.req.valid('query')
        const plan = { seed, size, highValue: highValue === undefined ? null : hundredths(highValue) }
        return c.json(await sampleOfClaims(deps.db, c.get('reach'), plan))
      },
    )
    .get(
      '/:code',
      policy('benefits.read'),
      answers('One claim, as known at the end of a day', 'Claim'),
      query(claimKnownSchema),
      async (c) => {
        const [{ asKnown }, code] = [c.req.valid('query'), c.req.param('code')]
        // What was known before has no version to write on.
        if (asKnown !== undefined) return c.json(await oneClaimKnown(deps, c.get('reach'), code, asKnown))
        return told(c, await oneClaim(deps, c.get('reach'), code))
      },
    )
    .get(
      '/:code/charges',
      policy('bills.read'),
      answers('Charges behind a row of a claim', 'ClaimCharge[]'),
      query(claimChargesSchema),
      async (c) => c.json(await chargesOfClaim(deps, c.get('reach'), c.req.param('code'), c.req.valid('query'))),
    )
    .get(
      '/:code/sample',
      policy('bills.read'),
      answers('Rows of a claim drawn to be checked, the same for the same seed', 'ClaimSample'),
      query(claimSampleQuerySchema),
      async (c) =>
        c.json(await sampleOfClaim(deps, c.get('reach'), { code: c.req.param('code'), ...c.req.valid('query') })),
    )
    .post(
      '/:code/samples',
      policy('claims.validate'),
      answers('Keeps the rows checked, with the error projected over the whole', 'Evidence', 201),
      jsonBody(claimSampleSchema),
      async (c) => c.json(await keepSample(deps, c.get('reach'), c.req.param('code'), c.req.valid('json')), 201),
    )
    .put(
      '/:code',
      policy('claims.submit'),
      answers('Writes a draft or a returned claim anew', 'Claim'),
      jsonBody(claimEditSchema),
      async (c) => {
        const { content } = c.req.valid('json')
        return told(c, await editClaim(deps, c.get('reach'), c.req.param('code'), expectedVersion(c), content))
      },
    )
    .post('/:code/submit', policy('claims.submit'), answers('Sends a claim to finance', 'Claim'), async (c) =>
      told(c, await submitClaim(deps, c.get('reach'), c.req.param('code'), expectedVersion(c))),
    )
    .post('/:code/withdraw', policy('claims.submit'), answers('Takes a draft back', 'Claim'), async (c) =>
      told(c, await withdrawClaim(deps, c.get('reach'), c.req.param('code'), expectedVersion(c))),
    )
    .post('/:code/review', policy('claims.validate'), answers('Takes a claim in review', 'Claim'), async (c) =>
      told(c, await takeInReview(deps, c.get('reach'), c.req.param('code'), expectedVersion(c))),
    )
    .post(
      '/:code/validations',
      policy('claims.validate'),
      answers('Accepts, accepts a part, returns or rejects', 'Claim'),
      jsonBody(validationSchema),
      async (c) =>
        told(c, await decideClaim(deps, c.get('reach'), c.req.param('code'), expectedVersion(c), c.req.valid('json'))),
    )
}
