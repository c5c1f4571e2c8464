import type { Bilingual } from '../shared/bilingual.ts'
import type { SizingRuleId } from './usage.schemas.ts'

/** The name of each rule, and what it does. */
export const sizingRuleWords: Readonly<Record<SizingRuleId, { readonly name: Bilingual; readonly does: Bilingual }>> = {
  nameplate: {
    name: { fr: 'Plaque', en: 'Nameplate' },
    does: { fr: 'Ce qui a été acheté.', en: 'What was bought.' },
  },
  'own-p95': {
    name: { fr: 'P95 avec marge', en: 'P95 with margin' },
    does: { fr: 'P95 × 1,3, au moins 2 processeurs et 2 Gio.', en: 'P95 × 1.3, at least 2 processors and 2 GiB.' },
  },
  'azure-migrate': {
    name: { fr: 'Azure Migrate', en: 'Azure Migrate' },
    does: { fr: 'Percentile × facteur de confort, sans plancher.', en: 'Percentile × comfort factor, no floor.' },
  },
  p99: {
    name: { fr: 'P99 avec marge', en: 'P99 with margin' },
    does: { fr: 'P99 × 1,3, mêmes planchers.', en: 'P99 × 1.3, same floors.' },
  },
  max: {
    name: { fr: 'Maximum avec marge', en: 'Maximum with margin' },
    does: { fr: 'Maximum × 1,3, mêmes planchers.', en: 'Maximum × 1.3, same floors.' },
  },
  'aws-peak': {
    name: { fr: 'Pointe, à la manière d’AWS', en: 'Peak, the AWS way' },
    does: { fr: 'Maximum sans marge ni plancher.', en: 'Maximum, no margin, no floor.' },
  },
  database: {
    name: { fr: 'Base de données', en: 'Database' },
    does: {
      fr: 'P99 × 1,3 du processeur, mémoire de la plaque.',
      en: 'P99 × 1.3 of processor, memory of the nameplate.',
    },
  },
}
