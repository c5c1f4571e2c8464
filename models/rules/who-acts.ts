import type { CostGapCode } from '../cost/cost.schemas.ts'
import type { Bilingual } from '../shared/bilingual.ts'

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
  ['w.isNewPlacement', 'operations'],
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

/** Who can give what a cost waits for. */
export const whoGives: Readonly<Record<CostGapCode, Who>> = {
  'no-assets': 'operations',
  'no-vcpu': 'operations',
  'no-memory': 'operations',
  'no-storage-size': 'operations',
  'no-operating-system': 'operations',
  'no-compute-price': 'prices',
  'no-licence-price': 'prices',
  'no-storage-price': 'prices',
  'no-egress-price': 'prices',
  'no-public-price-list': 'provider',
  'no-fitting-size': 'prices',
  'no-exchange-rate': 'prices',
  'no-commitment-price': 'prices',
}

const names: Readonly<Record<Exclude<Who, 'owner'>, Bilingual>> = {
  privacy: {
    fr: 'la personne responsable de la protection des renseignements personnels',
    en: 'the person in charge of the protection of personal information',
  },
  contract: { fr: 'la gestion contractuelle de l’organisme', en: 'contract management of the body' },
  provider: { fr: 'le fournisseur, par le Centre', en: 'the provider, through the centre' },
  operations: {
    fr: 'l’équipe d’exploitation qui tient les serveurs',
    en: 'the operations team that runs the servers',
  },
  prices: { fr: 'le Centre, qui tient les prix', en: 'the centre, which keeps the prices' },
  security: { fr: 'la sécurité de l’information de l’organisme', en: 'information security of the body' },
  broker: { fr: 'le Courtier, par le Centre', en: 'the broker, through the centre' },
  head: { fr: 'le dirigeant de l’organisme', en: 'the head of the body' },
  exemption: {
    fr: 'l’autorité qui accorde les dérogations, à confirmer selon la force',
    en: 'the authority that grants exemptions, to be confirmed by force',
  },
  legal: { fr: 'les conseillers juridiques de l’organisme', en: 'the legal advisers of the body' },
}

/** A function in words; the owner by the function written in the record, when it is. */
export function whoName(who: Who, owner: string | null): Bilingual {
  if (who !== 'owner') return names[who]
  return owner === null
    ? { fr: 'le détenteur, à désigner dans la fiche', en: 'the owner, to be named in the record' }
    : { fr: `le détenteur (${owner})`, en: `the owner (${owner})` }
}
