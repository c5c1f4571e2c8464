import type { Language } from '../shared/bilingual.ts'
import type { ChartScale, KeyFigure, PaperValue } from './document.ts'
import { paperWords } from './paper-words.ts'

// Written without Intl: the same paper has the same bytes whatever the machine knows of languages.

const narrow = '\u202f'
const nbsp = '\u00a0'
const minus = '\u2212'

/** Shown where a value is unknown; never 0 (PRODUCT law 2). */
export const unknownMark = '–'

/** Digits of a number rounded half away from zero as it is written (1.005 gives 1.01), without sign: `1234.50`. */
function plainDigits(value: number, digits: number): string {
  const [mantissa = '0', exponent = '0'] = Math.abs(value).toExponential().split('e')
  const shifted = Math.round(Number(`${mantissa}e${Number(exponent) + digits}`))
  // Past the largest double once shifted, there are no decimals left to round.
  const whole = Number.isFinite(shifted) ? BigInt(shifted) : BigInt(Math.abs(value)) * 10n ** BigInt(digits)
  const text = whole.toString().padStart(digits + 1, '0')
  return digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`
}

/**
 * A number in the language of a paper: `1 234,5` in French, `1,234.5` in English; the minus is U+2212, thousands are parted by a narrow
 * no-break space in French. A number that is not finite is unknown.
 */
export function numberText(value: number, digits: number, language: Language): string {
  if (!Number.isFinite(value)) return unknownMark
  const plain = plainDigits(value, digits)
  const [whole = '0', fraction] = plain.split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, language === 'fr' ? narrow : ',')
  const text = fraction === undefined ? grouped : `${grouped}${language === 'fr' ? ',' : '.'}${fraction}`
  return value < 0 && /[1-9]/.test(plain) ? `${minus}${text}` : text
}

/** `1 234,56 $` in French, `$1,234.56` in English. `scale` is what stands before the sign: `k`, `M` or nothing. */
export function moneyText(cad: number, digits: number, language: Language, scale: '' | 'k' | 'M' = ''): string {
  const text = numberText(cad, digits, language)
  if (text === unknownMark) return text
  if (language === 'fr') return `${text}${nbsp}${scale}$`
  return text.startsWith(minus) ? `${minus}$${text.slice(1)}${scale}` : `$${text}${scale}`
}

function percentText(ratio: number, language: Language): string {
  const text = numberText(ratio * 100, 1, language)
  if (text === unknownMark) return text
  return language === 'fr' ? `${text}${nbsp}%` : `${text}%`
}

/** A value of a paper in words and digits, in one language. */
export function valueText(value: PaperValue, language: Language): string {
  const words = paperWords[language]
  switch (value.kind) {
    case 'text':
      return value.text
    case 'money':
      return moneyText(value.cad, value.cents === false ? 0 : 2, language)
    case 'percent':
      return percentText(value.ratio, language)
    case 'years': {
      const digits = Number.isInteger(value.years) ? 0 : 1
      return `${numberText(value.years, digits, language)}${nbsp}${words.years(value.years)}`
    }
    case 'days':
      return `${numberText(value.days, 0, language)}${nbsp}${words.days(value.days)}`
    case 'count':
      return numberText(value.count, 0, language)
    case 'number': {
      const text = numberText(value.number, value.digits, language)
      return value.unit === undefined ? text : `${text}${nbsp}${value.unit}`
    }
    case 'day':
      return value.day
    case 'unknown':
      return value.reason === '' ? unknownMark : `${unknownMark} (${value.reason})`
  }
}

/** What a dollar column of a table must say once of its prices: nominal, or of which year. */
export function basisText(value: PaperValue, language: Language): string {
  if (value.kind !== 'money') return ''
  const { basis } = value
  return basis.kind === 'nominal' ? paperWords[language].nominal : paperWords[language].real(basis.baseYear)
}

/** A key figure as it is set: its value large, then in small its range, the dollars it is in, why it is unknown, its note. */
export function figureText(
  { value, range, note }: KeyFigure,
  language: Language,
): { readonly value: string; readonly small: readonly string[] } {
  const between =
    range === undefined
      ? ''
      : `${range.words} ${valueText(range.low, language)} ${paperWords[language].range} ${valueText(range.high, language)}`
  const why = value.kind === 'unknown' ? value.reason : ''
  return {
    value: value.kind === 'unknown' ? unknownMark : valueText(value, language),
    small: [between, basisText(value, language), why, note ?? ''].filter((text) => text !== ''),
  }
}

/** One unit for every label of a chart, by its largest value: millions from ten million, thousands from ten thousand. */
export function chartNumber(largest: number, scale: ChartScale, language: Language): (value: number) => string {
  if (scale === 'count') return (value) => numberText(value, 0, language)
  if (scale === 'percent') return (value) => percentText(value, language)
  if (largest >= 1e7) return (value) => moneyText(value / 1e6, 1, language, 'M')
  if (largest >= 1e4) return (value) => moneyText(value / 1e3, 1, language, 'k')
  return (value) => moneyText(value, 0, language)
}
