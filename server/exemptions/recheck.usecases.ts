import { ProblemError } from '#models/shared/problem.ts'
import { type Reach, systemReach } from '#server/access/reach.ts'
import { bodyTree } from '#server/access/bodies.repository.ts'
import { todayOf } from '#server/shared/clock.ts'
import { changing } from '#server/shared/unit-of-work.ts'
import { exemptionAlreadyAnswered } from './exemptions.problems.ts'
import { findExemption, moveExemption, unrecordedEnds } from './exemptions.repository.ts'
import { type ExemptionsDeps, placementOf } from './exemptions.usecases.ts'

/** Exemptions taken at a time, and the most of them in one night: what is left waits for the next pass. */
const pageSize = 100
const mostPages = 100

/**
 * The nightly look at exemptions past their last day: each workload that rested on one is judged again without it, and the end is recorded
 * with what its placement has become. Doing it twice, or on two servers at once, records each end once. Returns how many ended.
 */
export async function recheckExemptions(deps: ExemptionsDeps): Promise<number> {
  const day = todayOf(deps.clock)
  const tree = await bodyTree(deps.db, day)
  const reach = systemReach({ bodies: [...tree.byId.keys()], requestId: `nightly-${day}` })
  let ended = 0
  for (let page = 0; page < mostPages; page += 1) {
    const rows = await unrecordedEnds(reach, deps.db, day, pageSize)
    if (rows.length === 0) break
    await deps.reassess(reach, [...new Set(rows.map((row) => row.workload_id))])
    for (const { code } of rows) if (await recordEnd(deps, reach, code)) ended += 1
  }
  return ended
}

/** Records the end of one with what its placement has become; false when another server was faster. */
async function recordEnd(deps: ExemptionsDeps, reach: Reach, code: string): Promise<boolean> {
  try {
    await changing(deps, reach, async (work) => {
      const row = await findExemption(reach, work.tx, code)
      if (row?.state !== 'approved' || !(await moveExemption(work.tx, row, { state: 'ended' })))
        throw exemptionAlreadyAnswered()
      const { option, verdict } = placementOf(row) ?? { option: null, verdict: null }
      await work.record({
        bodyId: row.body_id,
        action: 'exemption.ended',
        objectType: 'workload',
        objectId: row.workload_id,
        after: { exemption: code, rule: row.rule_id, endedOn: row.ends_on, option, verdict },
      })
    })
    return true
  } catch (error) {
    if (error instanceof ProblemError && error.code === exemptionAlreadyAnswered().code) return false
    throw error
  }
}
