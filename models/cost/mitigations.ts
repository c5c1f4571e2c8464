import type { PlacementVerdict } from '../rules/verdict.ts'

/** Inputs of `annual-cost` that say a measure is demanded, by the obligation of a rule that asks for it. */
const pricedObligations: Readonly<Record<string, Mitigation>> = {
  second_site: 'needsSecondSite',
  'failover.tested_yearly': 'needsFailoverTest',
  'keys.hyok': 'needsExternalKeys',
  'keys.attested_confidential_computing': 'needsConfidential',
  'exit.plan': 'needsExitPlan',
  'export.tested': 'needsExitPlan',
  'cutoff_scenario.rehearsed': 'needsExitPlan',
}

export const mitigations = [
  'needsSecondSite',
  'needsExternalKeys',
  'needsFailoverTest',
  'needsExitPlan',
  'needsConfidential',
] as const
export type Mitigation = (typeof mitigations)[number]

/**
 * What the rules still demand at an option and costs money every year: obligations that are open, of rules that are not met. Where a rule
 * is satisfied by external keys or by confidential computing, the keys are counted. Paper obligations (agreements, opinions) are not.
 */
export function demandedMitigations(verdict: Pick<PlacementVerdict, 'rules'>): readonly Mitigation[] {
  const demanded = new Set<Mitigation>()
  for (const rule of verdict.rules) {
    if (rule.result !== 'open-require' && rule.result !== 'open-mitigation') continue
    for (const obligation of rule.obligations) {
      const mitigation = obligation.state === 'met' ? undefined : pricedObligations[obligation.name]
      if (mitigation !== undefined) demanded.add(mitigation)
    }
  }
  if (demanded.has('needsExternalKeys')) demanded.delete('needsConfidential')
  return mitigations.filter((one) => demanded.has(one))
}
