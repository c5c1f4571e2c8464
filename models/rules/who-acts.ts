/** Who knows a fact, meets an obligation or grants a change, by function. */
export type Who =
  | 'owner'
  | 'privacy'
  | 'contract'
  | 'provider'
  | 'broker'
  | 'operations'
  | 'prices'
  | 'security'
  | 'legal'
  | 'head'
  | 'exemption'

/** Families of the catalogue's names, longest first. The owner answers for the rest. */
const families: readonly (readonly [string, Who])[] = [
  ['w.pi', 'privacy'],
  ['w.efvp', 'privacy'],
  ['w.', 'owner'],
  ['p.', 'provider'],
  ['t.catalogue', 'broker'],
  ['t.', 'provider'],
  ['outQc', 'provider'],
  ['foreignReach', 'provider'],
  ['alt.', 'prices'],
  ['efvp.', 'privacy'],
  ['factors.', 'privacy'],
  ['committee.', 'privacy'],
  ['register67', 'privacy'],
  ['agreement.', 'contract'],
  ['contract.', 'contract'],
  ['legal.', 'legal'],
  ['manual.', 'security'],
  ['residualRisk', 'head'],
  ['justification.', 'owner'],
  ['cost_gap', 'owner'],
  ['assurance.', 'provider'],
  ['support.', 'provider'],
  ['second_site', 'operations'],
  ['failover', 'operations'],
  ['tls', 'security'],
  ['cse_', 'security'],
  ['key', 'security'],
  ['encrypt', 'security'],
]

/** Who answers for a fact or an obligation of the catalogue. */
export function whoActs(name: string): Who {
  return families.find(([family]) => name.startsWith(family))?.[1] ?? 'owner'
}
