import * as v from 'valibot'
import { defaultExemptionPolicy } from '#models/exemptions/exemption.ts'
import { type ExemptionPolicy, exemptionPolicySchema } from '#models/exemptions/exemption.schemas.ts'
import type { ExemptedRules } from '#models/rules/placement-verdict.ts'
import type { RuleExemption } from '#models/rules/verdict.ts'
import type { Reach } from '#server/access/reach.ts'
import type { Database } from '#server/database/database.ts'
import { findSetting } from '#server/shared/settings.ts'
import { countedOn, livingRows } from './exemptions.repository.ts'

/** The rules set aside on a day for each of these workloads; one with none is absent. What every verdict reads. */
export async function livingExemptions(
  db: Database,
  reach: Reach,
  workloadIds: readonly string[],
  day: string,
): Promise<ReadonlyMap<string, ExemptedRules>> {
  const living = new Map<string, Map<string, RuleExemption>>()
  for (const { workload_id, rule_id, code, endsOn } of await livingRows(reach, db, workloadIds, day)) {
    const rules = living.get(workload_id) ?? new Map<string, RuleExemption>()
    living.set(workload_id, rules.set(rule_id, { code, endsOn }))
  }
  return living
}

/** How many live on a day in a reach, and how many are past their last day. */
export async function exemptionCounts(
  db: Database,
  reach: Reach,
  day: string,
): Promise<{ readonly exemptionsLiving: number; readonly exemptionsEnded: number }> {
  const { living, ended } = await countedOn(reach, db, day)
  return { exemptionsLiving: living, exemptionsEnded: ended }
}

/** How exemptions are granted here: the setting, or the defaults. */
export async function exemptionPolicy(db: Database): Promise<ExemptionPolicy> {
  const stored = await findSetting(db, 'exemption-policy')
  return stored === undefined ? defaultExemptionPolicy : v.parse(exemptionPolicySchema, JSON.parse(stored))
}
