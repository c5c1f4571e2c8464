import { type Context, Hono } from 'hono'
import {
  monthsOfBodySchema,
  monthsOfWorkloadSchema,
  newRuleSetSchema,
  ofBodySchema,
  ruleSetAnswerSchema,
  ruleSetPreviewSchema,
  workloadChargesSchema,
} from '#models/allocation/allocation.schemas.ts'
import type { RuleSetView } from '#models/allocation/allocation.views.ts'
import type { AppEnv } from '#server/app/http.ts'
import { answers } from '#server/app/openapi.ts'
import { policy } from '#server/app/policy.ts'
import { jsonBody, query } from '#server/app/validate.ts'
import { expectedVersion } from '#server/app/versions.ts'
import { billChargeNotFound } from './allocation.problems.ts'
import { chargesOfMonth, chargeTrace, monthsOfWorkload, unallocated } from './charges.usecases.ts'
import {
  type AllocationDeps,
  approveRuleSet,
  oneRuleSet,
  previewRuleSet,
  proposeRuleSet,
  replayRuleSet,
  returnRuleSet,
  ruleSets,
} from './rule-sets.usecases.ts'

function told(c: Context<AppEnv>, view: RuleSetView, status: 200 | 201 = 200) {
  c.header('etag', view.etag)
  return c.json(view, status)
}

const ordinalOf = (text: string) => {
  if (!/^\d{1,12}$/.test(text)) throw billChargeNotFound()
  return Number(text)
}

export function allocationRoutes(deps: AllocationDeps) {
  return new Hono<AppEnv>()
    .get(
      '/rule-sets',
      policy('bills.read'),
      answers('Allocation rules of a body: in force, proposed, versions before', 'AllocationRuleSets'),
      query(ofBodySchema),
      async (c) => c.json(await ruleSets(deps, c.get('reach'), c.req.valid('query').body)),
    )
    .post(
      '/rule-sets',
      policy('allocation.propose'),
      answers('Proposes rules: nothing moves before another person approves', 'AllocationRuleSet', 201),
      jsonBody(newRuleSetSchema),
      async (c) => told(c, await proposeRuleSet(deps, c.get('reach'), c.req.valid('json')), 201),
    )
    .post(
      '/preview',
      policy('allocation.propose'),
      answers('What other rules would move, against those in force; nothing is kept', 'AllocationPreview'),
      jsonBody(ruleSetPreviewSchema),
      async (c) => c.json(await previewRuleSet(deps, c.get('reach'), c.req.valid('json'))),
    )
    .get('/rule-sets/:id', policy('bills.read'), answers('One version of the rules', 'AllocationRuleSet'), async (c) =>
      told(c, await oneRuleSet(deps, c.get('reach'), c.req.param('id'))),
    )
    .get(
      '/rule-sets/:id/preview',
      policy('bills.read'),
      answers('What a proposed version would move, against the rules in force', 'AllocationPreview'),
      async (c) => {
        const { body, rules } = await oneRuleSet(deps, c.get('reach'), c.req.param('id'))
        return c.json(await previewRuleSet(deps, c.get('reach'), { body, rules, months: 3 }))
      },
    )
    .post(
      '/rule-sets/:id/approve',
      policy('allocation.approve'),
      answers('Puts rules in force and replays every bill in force, in a job', 'AllocationApproved', 202, {
        needsVersion: true,
      }),
      jsonBody(ruleSetAnswerSchema),
      async (c) => {
        const decision = { id: c.req.param('id'), expected: expectedVersion(c), reason: c.req.valid('json').reason }
        return c.json(await approveRuleSet(deps, c.get('reach'), decision), 202)
      },
    )
    .post(
      '/rule-sets/:id/return',
      policy('allocation.approve'),
      answers('Returns proposed rules, with the reason', 'AllocationRuleSet', 200, { needsVersion: true }),
      jsonBody(ruleSetAnswerSchema),
      async (c) => {
        const decision = { id: c.req.param('id'), expected: expectedVersion(c), reason: c.req.valid('json').reason }
        return told(c, await returnRuleSet(deps, c.get('reach'), decision))
      },
    )
    .post(
      '/rule-sets/:id/replay',
      policy('allocation.approve'),
      answers('The rules in force over every bill in force again, in a job', 'Job', 202),
      async (c) => c.json(await replayRuleSet(deps, c.get('reach'), c.req.param('id')), 202),
    )
    .get(
      '/unallocated',
      policy('bills.read'),
      answers('What nobody takes, by source, service, sub-account, reason and tag key', 'Unallocated'),
      query(monthsOfBodySchema),
      async (c) => c.json(await unallocated(deps, c.get('reach'), c.req.valid('query'))),
    )
    .get(
      '/imports/:import/charges/:ordinal',
      policy('bills.read'),
      answers('Where a charge went, and what each rule makes of it', 'ChargeTrace'),
      async (c) =>
        c.json(await chargeTrace(deps, c.get('reach'), c.req.param('import'), ordinalOf(c.req.param('ordinal')))),
    )
    .get(
      '/workloads/:code/months',
      policy('bills.read'),
      answers('Months of a workload by source and service category', 'WorkloadMonth[]'),
      query(monthsOfWorkloadSchema),
      async (c) => c.json(await monthsOfWorkload(deps, c.get('reach'), c.req.param('code'), c.req.valid('query'))),
    )
    .get(
      '/workloads/:code/charges',
      policy('bills.read'),
      answers('The charges behind the month of a workload in one import', 'WorkloadCharges'),
      query(workloadChargesSchema),
      async (c) => {
        const { import: importId, cursor } = c.req.valid('query')
        return c.json(
          await chargesOfMonth(deps, c.get('reach'), c.req.param('code'), { importId, after: cursor ?? -1 }),
        )
      },
    )
}
