import type { Bilingual } from '../shared/bilingual.ts'

/** What a placement comes to (DECISIONS 4). Order of strength: forbid > require > mitigation > undetermined > allow. */
export type Verdict = 'allow' | 'allow-with-mitigation' | 'require' | 'forbid' | 'undetermined'

export type RuleForce = 'law' | 'decree' | 'orientation' | 'benchmark' | 'house'
export type RuleEffect = 'forbid' | 'require' | 'allow-with-mitigation'
/** A law and a decree are never set aside (DECISIONS 5); the others may be, for one workload and until a day. */
export type ExemptibleForce = Exclude<RuleForce, 'law' | 'decree'>
export function isExemptible(force: RuleForce): force is ExemptibleForce {
  return force !== 'law' && force !== 'decree'
}

/** The exemption that sets a rule aside for one workload, and the last day it holds. */
export type RuleExemption = { readonly code: string; readonly endsOn: string }

export type RuleMode = 'enforce' | 'audit' | 'off'
export type Provenance = 'declared' | 'inferred' | 'imported' | 'verified'

/** What one rule comes to on one placement. Every rule is listed, the deciding ones first. */
export type RuleResult =
  | 'pass'
  | 'met'
  | 'open-require'
  | 'open-mitigation'
  | 'forbid'
  | 'undetermined'
  | 'audit'
  | 'off'
  | 'exempted'

export type FactValue = string | number | boolean | readonly string[]

/** A fact as a rule used it. `value` undefined = unknown; `question` is what to ask to settle it. */
export type FactUse = {
  readonly name: string
  readonly value: FactValue | undefined
  readonly provenance: Provenance | undefined
  readonly label: Bilingual
  readonly question: Bilingual
  /** A value of a closed list, in words. */
  readonly said?: Bilingual
  /** Which element or statement made the value so: « copie de sauvegarde : Calgary (AB) ». */
  readonly because?: Bilingual
}

export type ObligationState = 'met' | 'open' | 'unknown'
export type ObligationUse = {
  readonly name: string
  readonly state: ObligationState
  readonly label: Bilingual
  readonly question: Bilingual
}

export type RuleOutcome = {
  readonly id: string
  readonly result: RuleResult
  /** What the rule would have said were it enforced: set when `result` is `audit` or `exempted`. */
  readonly shadow?: RuleResult
  /** Set when `result` is `exempted`. */
  readonly exemption?: RuleExemption
  readonly effect: RuleEffect
  readonly force: RuleForce
  readonly status: 'verified' | 'press' | 'estimate' | 'unverified'
  readonly source: string
  readonly text: Bilingual
  readonly facts: readonly FactUse[]
  readonly obligations: readonly ObligationUse[]
}

export type PlacementVerdict = {
  readonly verdict: Verdict
  readonly rules: readonly RuleOutcome[]
  readonly pack: { readonly id: string; readonly version: string; readonly asOf: string; readonly verified: boolean }
}
