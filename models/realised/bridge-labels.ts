import type { Bilingual } from '../shared/bilingual.ts'
import type { BenefitBarName } from './bridge.ts'

/** What each bar of a bridge is called, on the screen, on paper and in a derivation. */
export const barLabels: Readonly<Record<BenefitBarName, Bilingual>> = {
  're-baseline': { fr: 'Plan révisé', en: 'Revised plan' },
  'baseline-volume': { fr: 'Volume, référence', en: 'Volume, baseline' },
  'baseline-index': { fr: 'Indexation, référence', en: 'Indexation, baseline' },
  'baseline-scope': { fr: 'Portée, référence', en: 'Scope, baseline' },
  'starting-cost': { fr: 'Coût de départ', en: 'Starting cost' },
  driver: { fr: 'Volume facturé', en: 'Billed volume' },
  efficiency: { fr: 'Consommation', en: 'Use' },
  scope: { fr: 'Portée', en: 'Scope' },
  schedule: { fr: 'Retard, double exploitation', en: 'Delay, dual running' },
  'list-price': { fr: 'Prix de liste', en: 'List price' },
  negotiated: { fr: 'Prix négocié', en: 'Negotiated price' },
  'commitment-use': { fr: 'Engagements utilisés', en: 'Commitments used' },
  'commitment-waste': { fr: 'Engagements inutilisés', en: 'Commitments unused' },
  exchange: { fr: 'Taux de change', en: 'Exchange rate' },
  tax: { fr: 'Taxes', en: 'Taxes' },
  'rate-optimisation': { fr: 'Optimisation des taux', en: 'Rate optimisation' },
  ledger: { fr: 'Grand livre', en: 'Ledger' },
  'not-split': { fr: 'Usage et prix, non séparés', en: 'Use and price, not split' },
  elsewhere: { fr: 'Nouveau coût ailleurs', en: 'New cost elsewhere' },
}
