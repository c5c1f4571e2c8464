import type { Derivation } from '#models/shared/derivation.ts'
import { unknownMark } from '#client/i18n/format.ts'
import { fmt, t } from '#client/i18n/i18n.ts'

const fewDigits = 4

/** Enough digits to recompute by hand, no more: whole numbers bare, small ones with four significant digits. */
export function numberWords(value: number): string {
  if (Number.isInteger(value)) return fmt.integer(value)
  if (Math.abs(value) >= 1000) return fmt.decimal(value, 2)
  const digits = Math.max(0, fewDigits - 1 - Math.floor(Math.log10(Math.abs(value))))
  return fmt.decimal(value, Math.min(digits, 8))
}

/** Currencies of bills beside Canadian dollars: to the cent, as the screen that shows them. */
const foreignMoney = /^(USD|EUR|GBP)$/

/** Dollars are written as money; other units follow the number. */
export function valueWords(node: Pick<Derivation, 'value' | 'unit'>): string {
  const { value, unit } = node
  if (value === undefined) return unknownMark
  const isMoney = unit === 'CAD' || unit.startsWith('CAD/')
  if (isMoney && (typeof value === 'number' || /^-?\d+(\.\d{1,2})?$/.test(value))) {
    const rest = unitWords(unit.slice('CAD'.length))
    const isUnitPrice = typeof value === 'number' && Math.abs(value) < 10 && !Number.isInteger(value)
    return `${isUnitPrice ? `${numberWords(value)}\u00a0$` : fmt.money(value)}${rest}`
  }
  const isForeign = foreignMoney.test(unit) && typeof value === 'number' && Math.abs(value) >= 10
  const text = isForeign ? fmt.decimal(value, 2) : typeof value === 'number' ? numberWords(value) : value
  return unit === '' ? text : `${text}\u00a0${unitWords(unit)}`
}

/** Units travel in one language; the words of time in them are said in the person's. */
function unitWords(unit: string): string {
  return unit.replace(/\byear\b/, t('figures.year')).replace(/\bmonth\b/, t('figures.month'))
}

export type Spread = { readonly p10: number; readonly p50: number; readonly p90: number }

/** The range of a figure, when its derivation carries it: inputs named p10, p50 and p90, or the figure itself as one of them. */
export function spreadOf(node: Derivation): Spread | undefined {
  const named = (name: string): number | undefined => {
    const value = [node, ...node.inputs, ...node.inputs.flatMap((input) => input.inputs)].find(
      (one) => one.name === name,
    )?.value
    return typeof value === 'number' ? value : undefined
  }
  const [p10, p90] = [named('p10'), named('p90')]
  const p50 = named('p50') ?? (typeof node.value === 'number' ? node.value : undefined)
  return p10 === undefined || p50 === undefined || p90 === undefined ? undefined : { p10, p50, p90 }
}
