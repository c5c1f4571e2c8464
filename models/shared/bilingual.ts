/** The two languages of the product, French first. */
export type Language = 'fr' | 'en'

export const languages: readonly Language[] = ['fr', 'en']

/** A text that exists in both languages; neither is optional. */
export type Bilingual = { readonly fr: string; readonly en: string }

/** The same text in both languages, for proper nouns and codes. */
export function sameInBoth(text: string): Bilingual {
  return { fr: text, en: text }
}

/** What one person wrote, or what was kept before it had two languages, is the same text in both. */
export function inBoth(text: string | Bilingual): Bilingual {
  return typeof text === 'string' ? sameInBoth(text) : text
}
