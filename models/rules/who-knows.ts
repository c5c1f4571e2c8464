import type { CostGapCode } from '../cost/cost.schemas.ts'
import type { Bilingual } from '../shared/bilingual.ts'

/** Who can settle what is unknown. */
export type Knower = 'owner' | 'privacy' | 'contract' | 'provider' | 'operations' | 'prices' | 'security' | 'legal'

/** Families of the catalogue's names, longest first. The owner answers for the rest of the workload (`w.`). */
const families: readonly (readonly [string, Knower])[] = [
  ['w.pi', 'privacy'],
  ['w.efvp', 'privacy'],
  ['w.isNewPlacement', 'operations'],
  ['w.', 'owner'],
  ['p.', 'provider'],
  ['t.', 'provider'],
  ['outQc', 'provider'],
  ['alt.', 'prices'],
  ['efvp.', 'privacy'],
  ['factors.', 'privacy'],
  ['committee.', 'privacy'],
  ['register67', 'privacy'],
  ['agreement.', 'contract'],
  ['contract.', 'contract'],
  ['legal.', 'legal'],
  ['manual.', 'security'],
  ['residualRisk', 'security'],
  ['justification.', 'owner'],
  ['cost_gap', 'owner'],
  ['assurance.', 'provider'],
  ['support.', 'provider'],
  ['tls', 'security'],
  ['cse_', 'security'],
  ['key', 'security'],
  ['encrypt', 'security'],
]

/** Who knows a fact or an obligation of the catalogue; the owner when no family claims it. */
export function knowerOf(name: string): Knower {
  return families.find(([family]) => name.startsWith(family))?.[1] ?? 'owner'
}

/** Who can give what a cost waits for. */
export const costKnower: Readonly<Record<CostGapCode, Knower>> = {
  'no-assets': 'operations',
  'no-vcpu': 'operations',
  'no-memory': 'operations',
  'no-storage-size': 'operations',
  'no-operating-system': 'operations',
  'no-compute-price': 'prices',
  'no-licence-price': 'prices',
  'no-storage-price': 'prices',
  'no-public-price-list': 'provider',
  'no-fitting-size': 'prices',
  'no-exchange-rate': 'prices',
  'no-commitment-price': 'prices',
}

const names: Readonly<Record<Exclude<Knower, 'owner'>, Bilingual>> = {
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
  legal: { fr: 'les conseillers juridiques de l’organisme', en: 'the legal advisers of the body' },
}

/** Whom to ask, in words; the owner by the function written in the record, when it is. */
export function knowerName(knower: Knower, owner: string | null): Bilingual {
  if (knower !== 'owner') return names[knower]
  return owner === null
    ? { fr: 'le détenteur, à désigner dans la fiche', en: 'the owner, to be named in the record' }
    : { fr: `le détenteur (${owner})`, en: `the owner (${owner})` }
}
