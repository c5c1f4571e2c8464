import type { Bilingual } from '#models/shared/bilingual.ts'
import { type TextKey, t } from '#client/i18n/i18n.ts'
import type { TextParams } from '#client/i18n/text.ts'

/** A label of a derivation made by the page: it lives as long as what is on screen, in the language that is read. */
export function bothLanguages(key: TextKey, params: TextParams): Bilingual {
  const text = t(key, params)
  return { fr: text, en: text }
}
