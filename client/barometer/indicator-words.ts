import type { IndicatorView } from '#models/barometer/barometer.views.ts'
import { unknownMark } from '#client/i18n/format.ts'
import { fmt, t, type TextKey } from '#client/i18n/i18n.ts'
import type { Tone } from '#client/ui/verdict-mark.tsx'

/** A value in its unit: the public reads whole percents and rounded millions; the exact figure stands in the table of the method. */
export function valueWords(value: number | null, unit: string, digits = 0): string {
  if (value === null) return unknownMark
  if (unit === '%') return fmt.percent(value, digits)
  if (unit === 'CAD') return fmt.compactMoney(value)
  const number = Number.isInteger(value) ? fmt.integer(value) : fmt.decimal(value, 1)
  return unit === 'months' ? t('barometer.months', { number }) : number
}

export const indicatorWords = (one: IndicatorView) => valueWords(one.value, one.unit)

/** « 298 sur 457 », amounts rounded; nothing when the figure is no share. */
export function ratioWords({ numerator, denominator, formula }: IndicatorView): string {
  if (numerator === null || denominator === null) return unknownMark
  const isMoney = /Value|promised|realised|plannedToDate|programme/.test(formula)
  const write = isMoney ? fmt.compactMoney : (value: number) => fmt.integer(value)
  return t('barometer.ratio', { numerator: write(numerator), denominator: write(denominator) })
}

const reasonText: Readonly<Record<string, TextKey>> = {
  'no-formula': 'barometer.reasonNoFormula',
  'nothing-counted': 'barometer.reasonNothing',
  'not-known': 'barometer.reasonNotKnown',
  'too-old': 'barometer.stale',
}
export function reasonWords(reason: string): string {
  const key = reasonText[reason]
  return key === undefined ? reason : t(key)
}

/** The state of a figure as a shape and a word, colour third: what it is worth when known, why not when it is not. */
export function stateOf({ status, colour, value, target }: IndicatorView): { tone: Tone; text: TextKey } | undefined {
  if (status === 'suppressed') return { tone: 'none', text: 'barometer.suppressed' }
  if (status === 'unknown') return { tone: 'none', text: 'barometer.unknown' }
  if (status === 'stale') return { tone: 'none', text: 'barometer.stale' }
  if (colour === 'green') return { tone: 'ok', text: 'barometer.green' }
  if (colour === 'amber') return { tone: 'warn', text: 'barometer.amber' }
  if (colour === 'red')
    return { tone: 'bad', text: target !== null && value !== null ? 'barometer.redTarget' : 'barometer.red' }
  return undefined
}
