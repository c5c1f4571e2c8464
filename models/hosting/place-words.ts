import type { Bilingual } from '../shared/bilingual.ts'
import type { PlaceElement } from './hosting-option.schemas.ts'

/** What has a place in a placement: the elements, and the entity the contract is signed with. */
export type PlacedThing = PlaceElement | 'contract'

export const elementNames: Readonly<Record<PlacedThing, Bilingual>> = {
  data: { fr: 'données', en: 'data' },
  backup: { fr: 'copie de relève', en: 'recovery copy' },
  logs: { fr: 'journaux', en: 'logs' },
  metadata: { fr: 'métadonnées', en: 'metadata' },
  keys: { fr: 'clés', en: 'keys' },
  support: { fr: 'soutien', en: 'support' },
  contract: { fr: 'entité contractante', en: 'contract entity' },
}

/** What to ask when the place of a thing is not known. */
export const placeQuestions: Readonly<Record<PlacedThing, Bilingual>> = {
  data: { fr: 'Où les données sont-elles gardées ?', en: 'Where are the data kept?' },
  backup: { fr: 'Où est gardée la copie de relève ?', en: 'Where is the recovery copy kept?' },
  logs: { fr: 'Où sont gardés les journaux ?', en: 'Where are the logs kept?' },
  metadata: { fr: 'Où sont gardées les métadonnées ?', en: 'Where are the metadata kept?' },
  keys: { fr: 'Où sont gardées les clés ?', en: 'Where are the keys kept?' },
  support: { fr: 'D’où le soutien est-il assuré ?', en: 'Where is support given from?' },
  contract: {
    fr: 'Où l’entité contractante est-elle établie ?',
    en: 'Where is the contract entity established?',
  },
}
