import type { Reach } from '#server/access/reach.ts'
import { bodyInReach } from '#server/access/accounts.usecases.ts'
import { benefitNotFound } from '#server/benefits/benefits.problems.ts'
import type { Database } from '#server/database/database.ts'
import { type Clock, instantOf } from '#server/shared/clock.ts'
import { asJson, sha256 } from '#server/shared/digest.ts'
import type { Reports } from '#server/shared/reports.ts'
import { changing } from '#server/shared/unit-of-work.ts'
import { auditPack } from './audit-pack.ts'
import type { PackAsked } from './audit-pack-asked.ts'
import { findBenefitByCode } from './claims.repository.ts'
import { packScopeNeeded } from './claims.problems.ts'

export type PacksDeps = { readonly db: Database; readonly clock: Clock; readonly filesFolder: string }
export type PackScope = {
  readonly benefit?: string | undefined
  readonly body?: string | undefined
  readonly asKnown?: string | undefined
  readonly cleared: readonly string[]
}
export type MadePack = {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly sha256: string
  readonly fileName: string
}

/** What a pack is of, refused in words before the work begins. */
async function ensureScope(deps: PacksDeps, reach: Reach, asked: PackScope) {
  if ((asked.benefit === undefined) === (asked.body === undefined)) throw packScopeNeeded()
  if (asked.benefit === undefined) {
    const { id } = await bodyInReach(deps, reach, asked.body ?? '')
    return { bodyId: id, subject: asked.body ?? '' }
  }
  const benefit = await findBenefitByCode(reach, deps.db, asked.benefit)
  if (benefit === undefined) throw benefitNotFound(asked.benefit)
  return { bodyId: benefit.body_id, subject: asked.benefit }
}

/** An audit pack, made by `make`: away from the thread that answers, or in place for the command line. */
async function madePack(
  deps: PacksDeps,
  reach: Reach,
  asked: PackScope,
  make: (asked: PackAsked) => Promise<Uint8Array<ArrayBuffer>>,
): Promise<MadePack> {
  const { bodyId, subject } = await ensureScope(deps, reach, asked)
  const { benefit, body, asKnown = null, cleared } = asked
  const at = instantOf(deps.clock)
  const bytes = await make({ benefit, body, asKnown, at, filesFolder: deps.filesFolder, cleared })
  const digest = sha256(bytes)
  await changing(deps, reach, async (work) => {
    await work.record({
      bodyId,
      action: 'audit-pack.made',
      objectType: 'audit-pack',
      objectId: subject,
      after: { subject, asKnown, sha256: digest },
    })
  })
  return { bytes, sha256: digest, fileName: `arpent-verification-${subject}-${asKnown ?? at.slice(0, 10)}.zip` }
}

export async function reportedPack(
  deps: PacksDeps & { readonly reports: Reports },
  reach: Reach,
  asked: PackScope,
): Promise<MadePack> {
  return madePack(deps, reach, asked, (input) => deps.reports.make('audit-pack', reach, asJson(input)))
}

/** A pack where one is alone and may wait: the command line. */
export async function commandedPack(deps: PacksDeps, reach: Reach, asked: Omit<PackScope, 'cleared'>) {
  return madePack(deps, reach, { ...asked, cleared: reach.bodies }, (input) => auditPack(deps.db, reach, input))
}
