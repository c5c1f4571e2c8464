import type { Measure } from '#models/benefits/register.schemas.ts'
import { t, type TextKey } from '#client/i18n/i18n.ts'

export const frequencyText: Readonly<Record<Measure['frequency'], TextKey>> = {
  monthly: 'benefits.monthly',
  quarterly: 'benefits.quarterly',
  'half-yearly': 'benefits.halfYearly',
  yearly: 'benefits.yearly',
  once: 'benefits.once',
}

/** A number as people type it, a comma for the decimals or a point; not a number when it is not one. */
export const numberOf = (text: string): number =>
  text.trim() === '' ? Number.NaN : Number(text.replaceAll(/[\s\u00a0\u202f]/g, '').replace(',', '.'))

export const linesOf = (text: string): readonly string[] =>
  text
    .split('\n')
    .map((one) => one.trim())
    .filter(Boolean)

export const choices = <V extends string>(texts: Readonly<Record<V, TextKey>>, values: readonly V[]) =>
  values.map((value) => ({ value, text: t(texts[value]) }))
