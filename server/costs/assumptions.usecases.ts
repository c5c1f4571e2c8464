import {
  type Assumption,
  type AssumptionOverride,
  type AssumptionSet,
  withOverrides,
} from '#models/assumptions/assumption-set.ts'
import type { AssumptionsView, BodyAssumptions } from '#models/assumptions/assumptions.views.ts'
import { sameInBoth } from '#models/shared/bilingual.ts'
import { canonicalJson } from '#models/shared/canonical-json.ts'
import { bodyTree } from '#server/access/bodies.repository.ts'
import type { Reach } from '#server/access/reach.ts'
import { ensureVersion, etagOf } from '#server/app/versions.ts'
import type { Database } from '#server/database/database.ts'
import type { AssumptionSetVersionRow } from '#server/database/schema.ts'
import { type Clock, todayOf } from '#server/shared/clock.ts'
import { currentReference, vendorDefaults } from '#server/shared/datasets.ts'
import { asJson } from '#server/shared/digest.ts'
import { newId } from '#server/shared/ids.ts'
import { changing } from '#server/shared/unit-of-work.ts'
import { assumptionBodyUnknown, type AssumptionFault, assumptionsRefused } from './costs.problems.ts'
import { assumptionVersions, findAssumptionVersion, insertAssumptionVersion } from './costs.repository.ts'

type Deps = { readonly db: Database; readonly clock: Clock }

/** The shipped assumptions with a body's own values laid over them; the shipped ones when it has stated none. */
export async function bodyAssumptions(
  db: Database,
  reach: Reach,
  bodyId: string,
  shipped: AssumptionSet,
): Promise<AssumptionSet> {
  const row = await findAssumptionVersion(reach, db, bodyId)
  if (row === undefined) return shipped
  const by = { id: 'body', version: String(row.version), owner: row.stated_by }
  return withOverrides(shipped, by, overridesOf(row))
}

/** What a person stated, as typed: one text, whichever language the reader has. */
type StatedOverride = Omit<AssumptionOverride, 'asPublished' | 'reference'> & {
  readonly asPublished: string
  readonly reference: string
}

function overridesOf(row: AssumptionSetVersionRow): AssumptionOverride[] {
  const stated = JSON.parse(row.overrides_json) as StatedOverride[] // written through the schema
  return stated.map((one) => ({
    ...one,
    asPublished: sameInBoth(one.asPublished),
    reference: sameInBoth(one.reference),
  }))
}

/** Every assumption with what the body, and each vendor, takes instead; and the versions that the body has stated. */
export async function assumptionsView(deps: Deps, reach: Reach, body: string): Promise<AssumptionsView> {
  const bodyId = await ensureBody(deps, reach, body)
  const versions = await assumptionVersions(reach, deps.db, bodyId)
  const [standing] = versions
  return {
    body,
    etag: etagOf(standing?.version ?? 0),
    shipped: currentReference().set,
    own: standing === undefined ? [] : overridesOf(standing),
    vendors: vendorDefaults(),
    versions: versions.map((row) => ({
      version: row.version,
      reason: row.reason,
      statedBy: row.stated_by,
      recordedAt: row.recorded_at,
      names: overridesOf(row).map(({ name }) => name),
    })),
  }
}

/** States a body's own values, as a new version on the one that was read: what it stated before stays in the register. */
export async function stateAssumptions(
  deps: Deps,
  reach: Reach,
  body: string,
  expected: number,
  given: BodyAssumptions,
): Promise<AssumptionsView> {
  const bodyId = await ensureBody(deps, reach, body)
  const current = (await findAssumptionVersion(reach, deps.db, bodyId))?.version ?? 0
  ensureVersion(current, expected)
  const faults = faultsOf(given)
  if (faults.length > 0) throw assumptionsRefused(faults)
  const overrides = given.overrides.map((one): StatedOverride => ({
    name: one.name,
    value: one.likely,
    low: one.low,
    high: one.high,
    asPublished: one.reference,
    reference: given.reason,
    status: one.status,
  }))
  await changing(deps, reach, async (work) => {
    const id = newId()
    await insertAssumptionVersion(work.tx, {
      id,
      body_id: bodyId,
      version: current + 1,
      overrides_json: canonicalJson(asJson(overrides)),
      reason: given.reason,
      stated_by: reach.actor,
      recorded_at: work.at,
    })
    await work.record({
      bodyId,
      action: 'assumptions.stated',
      objectType: 'assumption_set_version',
      objectId: id,
      after: { version: current + 1, reason: given.reason, overrides },
    })
  })
  return assumptionsView(deps, reach, body)
}

function faultsOf({ overrides }: BodyAssumptions): AssumptionFault[] {
  const { set } = currentReference()
  const known = new Map(set.assumptions.map((one) => [one.name, one]))
  return overrides.flatMap((one, at): AssumptionFault[] => {
    const fault = (kind: AssumptionFault['kind']) => [{ at, name: one.name, kind }]
    const shipped = known.get(one.name)
    if (shipped === undefined) return fault('unknown')
    if (overrides.findIndex((other) => other.name === one.name) !== at) return fault('twice')
    if (!(one.low <= one.likely && one.likely <= one.high)) return fault('disordered')
    const kind = outOfBounds(shipped, one)
    return kind === undefined ? [] : fault(kind)
  })
}

/** Above these no amount means anything: a rate of 1,000 % a year, a billion of whatever unit. */
const mostRate = 10
const mostValue = 1e9
const parts = new Set(['exitLikelihood', 'externalShare', 'moveExternalShare'])
const divisors = new Set(['hostLifeYears', 'serversPerHost', 'coresPerHost'])

/** A rate may fall, a quantity never goes below nothing; what divides is above zero, a part of a whole is at most the whole. */
function outOfBounds(
  { name, group }: Pick<Assumption, 'name' | 'group'>,
  { low, high }: { readonly low: number; readonly high: number },
): AssumptionFault['kind'] | undefined {
  if (group === 'finance') return low <= -1 ? 'rate-too-low' : high > mostRate ? 'rate-too-high' : undefined
  if (low < 0) return 'negative'
  if (divisors.has(name) && low === 0) return 'zero'
  if ((group === 'perimeter' || parts.has(name)) && high > 1) return 'above-whole'
  return high > mostValue ? 'too-large' : undefined
}

async function ensureBody(deps: Deps, reach: Reach, code: string): Promise<string> {
  const body = (await bodyTree(deps.db, todayOf(deps.clock))).byCode.get(code)
  if (body === undefined || !reach.bodies.includes(body.id)) throw assumptionBodyUnknown(code)
  return body.id
}
