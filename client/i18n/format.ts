import type { Language } from '#models/shared/bilingual.ts'

/** Shown where a value is unknown; never 0 (PRODUCT law 2). */
export const unknownMark = '–'

const locale = { fr: 'fr-CA', en: 'en-CA' } as const
const nbsp = '\u00a0'
const minus = '\u2212'
const numberFormats = new Map<string, Intl.NumberFormat>()

function numberFormat(language: Language, digits: number): Intl.NumberFormat {
  const key = `${language}${digits}`
  const kept = numberFormats.get(key)
  if (kept !== undefined) return kept
  const made = new Intl.NumberFormat(locale[language], { minimumFractionDigits: digits, maximumFractionDigits: digits })
  numberFormats.set(key, made)
  return made
}

/** Rounds half away from zero on the decimal text of the number, so that 1.005 gives 1.01 and −0.001 gives 0. */
export function rounded(value: number, digits: number): number {
  const sign = value < 0 ? -1 : 1
  const [mantissa, exponent] = Math.abs(value).toExponential().split('e')
  const shifted = Math.round(Number(`${mantissa}e${Number(exponent) + digits}`))
  const result = sign * Number(`${shifted}e${-digits}`)
  return result === 0 ? 0 : result
}

/** Intl gives narrow spaces in French and a hyphen for minus; the house writes U+00A0 and U+2212. */
function houseSigns(text: string): string {
  return text.replace(/\u202f/g, nbsp).replace(/^-/, minus)
}

export function decimal(value: number, digits: number, language: Language): string {
  return houseSigns(numberFormat(language, digits).format(rounded(value, digits)))
}

export function integer(value: number, language: Language): string {
  return decimal(value, 0, language)
}

/** A difference always shows its sign, except nothing. */
export function difference(value: number, digits: number, language: Language): string {
  const text = decimal(value, digits, language)
  return rounded(value, digits) > 0 ? `+${text}` : text
}

/** `value` is already in percent: 61.4 → `61,4 %` or `61.4%`. */
export function percent(value: number, digits: number, language: Language): string {
  return language === 'fr' ? `${decimal(value, digits, language)}${nbsp}%` : `${decimal(value, digits, language)}%`
}

export function percentDifference(value: number, digits: number, language: Language): string {
  const text = percent(value, digits, language)
  return rounded(value, digits) > 0 ? `+${text}` : text
}

/** Texts of rule packs and of the server are typed plainly: the page sets them, in French with its spaces and apostrophes. */
export function typeset(text: string, language: Language): string {
  const signs = text.replaceAll('>=', '≥').replaceAll('<=', '≤')
  if (language === 'en') return signs
  return signs
    .replace(/(\p{L})'(?=\p{L})/gu, '$1’')
    .replace(/[ \u00a0\u202f]?([:;?!])(?=\s|$)/g, `${nbsp}$1`)
    .replace(/«[ \u00a0\u202f]?/g, `«${nbsp}`)
    .replace(/[ \u00a0\u202f]?»/g, `${nbsp}»`)
}

/** Adds the dollar sign where the language puts it: `1 234,57 $`, `$1,234.57`, `−$3.00`. */
function withDollar(text: string, unit: string, language: Language): string {
  if (language === 'fr') return `${text}${nbsp}${unit}$`
  const negative = text.startsWith(minus)
  return `${negative ? minus : ''}$${negative ? text.slice(1) : text}${unit}`
}

/** A full amount to the cent. Decimal text is grouped as text: an agreed amount never passes through a double. */
export function money(cad: number | string, language: Language): string {
  const text = typeof cad === 'number' ? decimal(cad, 2, language) : decimalText(cad, language)
  return withDollar(text, '', language)
}

function decimalText(text: string, language: Language): string {
  const match = /^(-?)(\d+)(?:\.(\d{1,2}))?$/.exec(text)
  if (match === null) return text
  const [, sign = '', whole = '0', cents = ''] = match
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, language === 'fr' ? nbsp : ',')
  return `${sign === '-' ? minus : ''}${grouped}${language === 'fr' ? ',' : '.'}${cents.padEnd(2, '0')}`
}

/** Thousands of dollars with one decimal, without unit: the header says it once. */
export function thousands(cad: number, language: Language): string {
  return decimal(cad / 1000, 1, language)
}

/** One unit for a whole column: `7,8 M$` beside `30,8 M$`. */
export function moneyIn(unit: 'k' | 'M', cad: number, language: Language): string {
  return withDollar(decimal(cad / (unit === 'M' ? 1e6 : 1e3), 1, language), unit, language)
}

/** `412,6 M$`, `1 284,3 k$`, `950 $`; in English `$412.6M`. Thousands stay thousands below ten million. */
export function compactMoney(cad: number, language: Language): string {
  const size = Math.abs(cad)
  if (size >= 1e7) return moneyIn('M', cad, language)
  if (size >= 1e4) return moneyIn('k', cad, language)
  return withDollar(decimal(cad, 0, language), '', language)
}

/** A change of an amount, with its sign: `+41,2 k$`, `−3 $`; no change has none. */
export function moneyDifference(cad: number, language: Language): string {
  const text = compactMoney(cad, language)
  return cad > 0 ? `+${text}` : text
}

/** The day of a date or of a moment: `2026-11-20`. A bare date is never moved by a time zone. */
export function date(at: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(at)) return at
  const moment = new Date(at)
  return Number.isNaN(moment.getTime()) ? at : dayFormat.format(moment)
}

const zone = 'America/Toronto'
const dayFormat = new Intl.DateTimeFormat('en-CA', {
  timeZone: zone,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
})
const timeFormat = new Intl.DateTimeFormat('en-GB', {
  timeZone: zone,
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})

/** Two months by name, both included: « oct. à déc. 2026 », « déc. 2025 à févr. 2026 »; one alone: « oct. 2026 ». */
export function months(from: string, to: string, language: Language): string {
  const named = new Intl.DateTimeFormat(locale[language], { timeZone: 'UTC', month: 'short' })
  const name = (day: string) => named.format(new Date(day))
  const [fromYear, toYear] = [from.slice(0, 4), to.slice(0, 4)]
  const last = `${name(to)} ${toYear}`
  if (from.slice(0, 7) === to.slice(0, 7)) return last
  const first = fromYear === toYear ? name(from) : `${name(from)} ${fromYear}`
  return `${first} ${language === 'fr' ? 'à' : 'to'} ${last}`
}

/** Twenty-four hours in both languages: `16:02`. */
export function time(at: string): string {
  const moment = new Date(at)
  return Number.isNaN(moment.getTime()) ? at : timeFormat.format(moment)
}

export function dateTime(at: string): string {
  return /^\d{4}-\d{2}-\d{2}$/.test(at) ? at : `${date(at)} ${time(at)}`
}

export function list(items: readonly string[], language: Language): string {
  return new Intl.ListFormat(locale[language], { type: 'conjunction' }).format(items)
}

/** Québec's fiscal year, April to March, and its quarter: 2026-11-20 → `2026-2027`, 3. */
export function fiscalPeriod(at: Date): { readonly years: string; readonly quarter: number } {
  const [year = '', month = ''] = dayFormat.format(at).split('-')
  const sinceApril = (Number(month) + 8) % 12
  const start = Number(month) >= 4 ? Number(year) : Number(year) - 1
  return { years: `${start}-${start + 1}`, quarter: Math.floor(sinceApril / 3) + 1 }
}
