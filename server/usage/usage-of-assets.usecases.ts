import type { SizingChoice, UsageSummary } from '#models/sizing/usage.schemas.ts'
import { usageSummary } from '#models/sizing/usage-profile.ts'
import type { Reach } from '#server/access/reach.ts'
import type { Database } from '#server/database/database.ts'
import { choicesOf, profilesOf } from './usage.repository.ts'

/** What sizes the servers of workloads besides their nameplate: measures by server, and the rule settled by workload. */
export type SizingFacts = {
  usageOf(assetId: string): UsageSummary | null
  choiceOf(workloadId: string): SizingChoice | null
}

/** Measures and settled rules of workloads, as they stand. */
export async function sizingFacts(reach: Reach, db: Database, workloadIds: readonly string[]): Promise<SizingFacts> {
  const [profiles, choices] = await Promise.all([profilesOf(reach, db, workloadIds), choicesOf(reach, db, workloadIds)])
  return {
    usageOf: (assetId) => {
      const profile = profiles.get(assetId)
      return profile === undefined ? null : usageSummary(profile)
    },
    choiceOf: (workloadId) => choices.get(workloadId)?.choice ?? null,
  }
}
