import { createSignal } from 'solid-js'
import type { Bilingual, Language } from '#models/shared/bilingual.ts'
import type { Dictionary } from './fr.ts'
import * as format from './format.ts'
import { type Text, type TextParams, filled } from './text.ts'

type KeysOf<F extends keyof Dictionary> = `${F}.${Extract<keyof Dictionary[F], string>}`
export type TextKey = { [F in keyof Dictionary]: KeysOf<F> }[keyof Dictionary]
type Words = Readonly<Record<string, Readonly<Record<string, Text>>>>

const storageKey = 'arpent.language'
const [language, setLanguageSignal] = createSignal<Language>('fr')
const [words, setWords] = createSignal<Words>({})
let plural = new Intl.PluralRules('fr-CA')

export { language }

/** The language kept from an earlier visit, else the browser's first, else French. */
export function preferredLanguage(): Language {
  const kept = localStorage.getItem(storageKey)
  if (kept === 'fr' || kept === 'en') return kept
  return navigator.language.toLowerCase().startsWith('en') ? 'en' : 'fr'
}

export function hasKeptLanguage(): boolean {
  return localStorage.getItem(storageKey) !== null
}

/** Loads the dictionary, then switches every text at once; `keep` remembers a choice made by the person. */
export async function switchLanguage(next: Language, options: { keep: boolean }): Promise<void> {
  const dictionary: Words = next === 'fr' ? (await import('./fr.ts')).fr : (await import('./en.ts')).en
  if (options.keep) localStorage.setItem(storageKey, next)
  plural = new Intl.PluralRules(next === 'fr' ? 'fr-CA' : 'en-CA')
  document.documentElement.lang = next === 'fr' ? 'fr-CA' : 'en-CA'
  setWords(dictionary)
  setLanguageSignal(next)
}

/** The words of a key. With `count`, the number is written in its place by the rules of the language. */
export function t(key: TextKey, params: TextParams = {}): string {
  const dot = key.indexOf('.')
  const text = words()[key.slice(0, dot)]?.[key.slice(dot + 1)]
  if (text === undefined) return key
  const count = params['count']
  const withCount = typeof count === 'number' ? { ...params, countText: format.integer(count, language()) } : params
  return filled(text, withCount, plural)
}

/** A text that came from the models or the server in both languages. */
export function said(text: Bilingual): string {
  return format.typeset(text[language()], language())
}

/** Numbers, money and dates in the language of the page. */
export const fmt = {
  integer: (value: number) => format.integer(value, language()),
  decimal: (value: number, digits: number) => format.decimal(value, digits, language()),
  difference: (value: number, digits: number) => format.difference(value, digits, language()),
  percent: (value: number, digits = 1) => format.percent(value, digits, language()),
  percentDifference: (value: number, digits = 1) => format.percentDifference(value, digits, language()),
  money: (cad: number | string) => format.money(cad, language()),
  thousands: (cad: number) => format.thousands(cad, language()),
  moneyIn: (unit: 'k' | 'M', cad: number) => format.moneyIn(unit, cad, language()),
  compactMoney: (cad: number) => format.compactMoney(cad, language()),
  moneyDifference: (cad: number) => format.moneyDifference(cad, language()),
  date: format.date,
  time: format.time,
  dateTime: format.dateTime,
  months: (from: string, to: string) => format.months(from, to, language()),
  text: (text: string) => format.typeset(text, language()),
  list: (items: readonly string[]) => format.list(items, language()),
}
