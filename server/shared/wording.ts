import type { Bilingual } from '#models/shared/bilingual.ts'

type Forms = { readonly fr: readonly [one: string, many: string]; readonly en: readonly [one: string, many: string] }

/** A count with its noun: in French 0 and 1 are singular, in English only 1 is. Digits are grouped as each language does. */
export function countOf(count: number, forms: Forms): Bilingual {
  const number = (locale: string) => new Intl.NumberFormat(locale).format(count)
  return {
    fr: `${number('fr-CA')} ${forms.fr[count < 2 ? 0 : 1]}`,
    en: `${number('en-CA')} ${forms.en[count === 1 ? 0 : 1]}`,
  }
}
