import { costPlanTrajectory, hostingCostKey } from '#models/benefits/assemble.ts'
import type { PromiseContent } from '#models/benefits/promise.ts'
import type { FrozenPromise } from '#models/benefits/register-state.ts'
import type { Trajectory } from '#models/benefits/register.schemas.ts'
import { canonicalJson } from '#models/shared/canonical-json.ts'
import type { PromiseRow } from '#server/database/schema.ts'
import { asJson, digestOf } from '#server/shared/digest.ts'

/** What a promise of a trajectory says, in the form its digest is taken over. */
export type TrajectoryPromise = {
  readonly kind: 'trajectory'
  readonly benefit: string
  readonly version: number
  readonly measure: string
  readonly trajectory: Trajectory
  /** A year at plateau, whole cents; null when the measure is not in dollars a year. */
  readonly annualCents: number | null
  readonly validFrom: string
  readonly recordedAt: string
  readonly frozenBy: string
  readonly proposedBy: string
  readonly reason: string
  readonly previousDigest: string
}

export function trajectoryPromiseRow(given: {
  readonly id: string
  readonly benefitId: string
  readonly bodyId: string
  readonly content: TrajectoryPromise
}): PromiseRow {
  const { content } = given
  return {
    id: given.id,
    body_id: given.bodyId,
    benefit_id: given.benefitId,
    version: content.version,
    current_cost_cents: null,
    planned_cost_cents: null,
    promised_cents: content.annualCents,
    p10_cents: null,
    p90_cents: null,
    valid_from: content.validFrom,
    valid_to: null,
    recorded_at: content.recordedAt,
    frozen_by: content.frozenBy,
    reason: content.reason,
    figure: null,
    content_json: canonicalJson(asJson(content)),
    prev_digest: content.previousDigest,
    digest: digestOf(asJson(content)),
  }
}

type Written = TrajectoryPromise | (PromiseContent & { readonly kind?: undefined })

/** What a promise of a trajectory says; undefined for a cost plan. */
export function trajectoryOf(row: Pick<PromiseRow, 'content_json'>): TrajectoryPromise | undefined {
  const content = JSON.parse(row.content_json) as Written // written here or by freezePromise
  return content.kind === 'trajectory' ? content : undefined
}

/** A promise of either kind as the register tells it. A cost plan starts in the month frozen with it; before that was kept, on the day it counts. */
export function frozenPromise(row: PromiseRow): FrozenPromise {
  const kept = {
    version: Number(row.version),
    validFrom: row.valid_from,
    recordedAt: row.recorded_at,
    frozenBy: row.frozen_by,
    reason: row.reason,
    digest: row.digest,
    figure: row.figure,
    costCents: row.current_cost_cents,
  }
  return { ...kept, ...promised(row.content_json) }
}

type Promised = Pick<FrozenPromise, 'measure' | 'trajectory' | 'annualCents' | 'proposedBy'>
/** What contents of promises say, read once: a promise never changes, and a register is read over and over. */
const promisedOf = new Map<string, Promised>()
const mostPromises = 50_000

function promised(contentJson: string): Promised {
  const known = promisedOf.get(contentJson)
  if (known !== undefined) return known
  if (promisedOf.size >= mostPromises) promisedOf.clear()
  const read = promisedIn(JSON.parse(contentJson) as Written) // written here or by freezePromise
  promisedOf.set(contentJson, read)
  return read
}

function promisedIn(content: Written): Promised {
  if (content.kind === 'trajectory') {
    const { measure, trajectory, annualCents, proposedBy } = content
    return { measure, trajectory, annualCents, proposedBy }
  }
  return {
    measure: hostingCostKey,
    trajectory: costPlanTrajectory(content, content.start?.month ?? content.validFrom.slice(0, 7)),
    annualCents: content.promisedCents,
    proposedBy: null,
  }
}
