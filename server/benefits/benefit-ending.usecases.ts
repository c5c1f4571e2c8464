import type * as v from 'valibot'
import { isHandoverAccepted, ownerFault, realisingGaps } from '#models/benefits/invariants.ts'
import type * as requests from '#models/benefits/register.requests.ts'
import type { RegisterBenefit } from '#models/benefits/register-state.ts'
import type { Adjustment, Handover, Profile } from '#models/benefits/register.schemas.ts'
import { canonicalJson } from '#models/shared/canonical-json.ts'
import type { Reach } from '#server/access/reach.ts'
import { approvedLevels } from '#server/classification/approved-levels.usecases.ts'
import { asJson, sha256 } from '#server/shared/digest.ts'
import { newId } from '#server/shared/ids.ts'
import { type On, onBenefit, told, waiting, measureOf } from './benefit-acts.usecases.ts'
import {
  lifeRefused,
  nothingProposed,
  ownerLeadsProject,
  samePersonTwice,
  windowReversed,
} from './register.problems.ts'
import { promiseStanding } from './benefits.usecases.ts'
import { insertSnapshot } from './register.repository.ts'
import type { RegisterDeps } from './register.usecases.ts'
import { detailOf } from './register-views.ts'

type Asked<S extends v.GenericSchema> = v.InferOutput<S>

/** Proposes an adjustment of the baseline, with its evidence: it counts once another person approved it. */
export async function proposeAdjustment(
  deps: RegisterDeps,
  reach: Reach,
  on: On,
  asked: Asked<typeof requests.adjustmentRequestSchema>,
) {
  const { reason, ...fields } = asked
  return onBenefit(deps, reach, on, async ({ benefit, subject }) => {
    measureOf(benefit, fields.measure)
    if (fields.to !== null && fields.to < fields.from) throw windowReversed('/to')
    const content: Adjustment = { ...fields, state: 'proposed' }
    const key = `a${benefit.adjustments.length + 1}`
    return told(subject, 'benefit.adjustment-proposed', { kind: 'adjustment', key, content, reason })
  })
}

export async function decideAdjustment(
  deps: RegisterDeps,
  reach: Reach,
  on: On & { readonly key: string },
  word: requests.SecondWord,
) {
  return onBenefit(deps, reach, on, async ({ benefit, subject }) => {
    const open = benefit.adjustments.find((one) => one.key === on.key && one.content.state === 'proposed')
    const proposal = waiting(open, on.key, reach)
    return told(subject, 'benefit.adjustment-decided', {
      kind: 'adjustment',
      key: on.key,
      content: { ...proposal.content, state: word.decision === 'accept' ? 'approved' : 'refused' },
      reason: word.reason,
      statedBy: proposal.statedBy,
      approvedBy: reach.actor,
    })
  })
}

/** Holds a gate, and keeps what the register said that day: the snapshot never changes, and its digest is in the record. */
export async function holdGate(
  deps: RegisterDeps,
  reach: Reach,
  on: On,
  asked: Asked<typeof requests.gateRequestSchema>,
) {
  const { reason, ...fields } = asked
  return onBenefit(deps, reach, on, async ({ work, benefit, subject }) => {
    if (fields.verdict !== 'refused') ensureGate(benefit, fields.gate)
    const dic = await approvedLevels({ db: work.tx }, reach, benefit.profile.content.workloads, null)
    const standing = await promiseStanding({ db: work.tx }, reach, benefit.id)
    const snapshot = canonicalJson(asJson(detailOf(benefit, { etag: null, dic, ...standing })))
    const row = {
      id: newId(),
      body_id: benefit.bodyId,
      kind: 'gate',
      subject: benefit.code,
      as_known_at: work.at,
      content_json: snapshot,
      digest: sha256(snapshot),
      made_by: reach.actor,
      made_at: work.at,
    }
    await insertSnapshot(work.tx, row)
    return told(subject, 'benefit.gate-held', {
      kind: 'gate',
      key: fields.gate,
      content: { ...fields, snapshot: row.id, snapshotDigest: row.digest },
      reason,
    })
  })
}

/** G2 needs a frozen baseline and finance; from G4 on, the handover is accepted. */
function ensureGate(benefit: RegisterBenefit, gate: string): void {
  const life = benefit.profile.content.life
  if (gate === 'G2') {
    const gaps = realisingGaps(benefit)
    if (gaps.length > 0) throw lifeRefused({ kind: 'not-ready', gaps }, life, gate)
  }
  if (gate === 'G4' && !isHandoverAccepted(benefit)) throw lifeRefused({ kind: 'handover-not-accepted' }, life, gate)
}

export async function proposeHandover(
  deps: RegisterDeps,
  reach: Reach,
  on: On,
  asked: Asked<typeof requests.handoverRequestSchema>,
) {
  const { reason, ...fields } = asked
  return onBenefit(deps, reach, on, async ({ benefit, subject }) => {
    if (ownerFault(fields.to, benefit.profile.content.projectLead) !== undefined) throw ownerLeadsProject('/to/role')
    if (fields.endsOn < fields.effectiveOn) throw windowReversed('/endsOn')
    const content: Handover = { ...fields, ownerAccepted: null, financeAccepted: null }
    return told(subject, 'benefit.handover-proposed', { kind: 'handover', key: '-', content, reason })
  })
}

/**
 * The word of the owner, then of finance, or the reverse: two persons, neither of them the one who proposed. Either may refuse, with a
 * reason: the handover falls whole, and another one is proposed.
 */
export async function acceptHandover(
  deps: RegisterDeps,
  reach: Reach,
  on: On,
  asked: Asked<typeof requests.handoverAcceptanceSchema>,
) {
  return onBenefit(deps, reach, on, async ({ work, benefit, subject }) => {
    const { handover } = benefit
    const field = asked.as === 'owner' ? 'ownerAccepted' : 'financeAccepted'
    if (handover === null || handover.content[field] !== null) throw nothingProposed('handover')
    const other = handover.content[asked.as === 'owner' ? 'financeAccepted' : 'ownerAccepted']
    if (other?.by === reach.actor) throw samePersonTwice(reach.actor)
    if (handover.statedBy === reach.actor) throw samePersonTwice(reach.actor)
    if (asked.decision === 'refuse')
      return told(subject, 'benefit.handover-refused', {
        kind: 'handover',
        key: '-',
        content: { removed: true },
        reason: asked.reason,
        statedBy: handover.statedBy,
        approvedBy: reach.actor,
      })
    const content: Handover = { ...handover.content, [field]: { by: reach.actor, at: work.at } }
    const result = await told(subject, 'benefit.handover-accepted', {
      kind: 'handover',
      key: '-',
      content,
      reason: asked.reason,
      statedBy: handover.statedBy,
      approvedBy: reach.actor,
    })
    if (content.ownerAccepted !== null && content.financeAccepted !== null) {
      const profile: Profile = { ...benefit.profile.content, realisationOwner: content.to }
      await subject.say({ kind: 'profile', key: '-', content: profile, reason: asked.reason })
    }
    return result
  })
}
