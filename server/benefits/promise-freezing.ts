import { firstPromise } from '#models/benefits/promise.ts'
import type { RegisterBenefit, Said } from '#models/benefits/register-state.ts'
import type { Trajectory } from '#models/benefits/register.schemas.ts'
import { yearlyDollars } from '#models/benefits/register.views.ts'
import { roundToCents } from '#models/shared/money.ts'
import type { Reach } from '#server/access/reach.ts'
import { type Clock, todayOf } from '#server/shared/clock.ts'
import { newId } from '#server/shared/ids.ts'
import type { Work } from '#server/shared/unit-of-work.ts'
import { insertPromise } from './benefits.repository.ts'
import { promisesKnown } from './register.repository.ts'
import { type TrajectoryPromise, trajectoryPromiseRow } from './trajectory-promise.ts'

/** Freezes a trajectory as the next promise of its benefit, chained to the one before whatever its kind; the caller records it. */
export async function frozenTrajectory(
  deps: { readonly clock: Clock },
  reach: Reach,
  work: Work,
  given: { readonly benefit: RegisterBenefit; readonly key: string; readonly proposal: Said<Trajectory> },
): Promise<{ readonly content: TrajectoryPromise; readonly isFirst: boolean }> {
  const { benefit, key, proposal } = given
  const last = (await promisesKnown(reach, work.tx, null, benefit.id)).at(-1)
  const version = Number(last?.version ?? 0) + 1
  const measure = benefit.measures.get(key)?.content
  const yearly = measure === undefined ? null : yearlyDollars(proposal.content, measure)
  const content: TrajectoryPromise = {
    kind: 'trajectory',
    benefit: benefit.code,
    version,
    measure: key,
    trajectory: { ...proposal.content, state: 'frozen', promise: version },
    annualCents: yearly === null ? null : roundToCents(yearly),
    validFrom: todayOf(deps.clock),
    recordedAt: work.at,
    frozenBy: reach.actor,
    proposedBy: proposal.statedBy,
    reason: proposal.reason,
    previousDigest: last?.digest ?? firstPromise,
  }
  await insertPromise(
    work.tx,
    trajectoryPromiseRow({ id: newId(), benefitId: benefit.id, bodyId: benefit.bodyId, content }),
  )
  return { content, isFirst: last === undefined }
}
