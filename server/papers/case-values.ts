import type { PaperColumn, PaperRow, PaperTable, PaperValue, PriceBasis } from '#models/papers/document.ts'
import type { Outcome } from '#models/shared/outcome.ts'
import type { Language } from '#models/shared/bilingual.ts'
import type { CaseFacts } from './case-facts.ts'
import { gapText } from './case-words.ts'

export const text = (value: string): PaperValue => ({ kind: 'text', text: value })
export const count = (value: number): PaperValue => ({ kind: 'count', count: value })
export const percent = (ratio: number): PaperValue => ({ kind: 'percent', ratio })
export const noValue: PaperValue = { kind: 'unknown', reason: '' }
export const start = (label: string, weight = 1): PaperColumn => ({ label, align: 'start', weight })
export const end = (label: string, weight = 1): PaperColumn => ({ label, align: 'end', weight })
export const row = (...cells: readonly PaperValue[]): PaperRow => ({ kind: 'row', cells })
export const total = (...cells: readonly PaperValue[]): PaperRow => ({ kind: 'total', cells })

/** Dollars of the flows of the case, or of 1 April of its first year; without cents in tables, where many stand side by side. */
export function dollars({ view, result }: Pick<CaseFacts, 'view' | 'result'>) {
  const { baseYear } = view.content
  const ofFlows: PriceBasis = result.basis === 'nominal' ? { kind: 'nominal' } : { kind: 'real', baseYear }
  const ofBase: PriceBasis = { kind: 'real', baseYear }
  const money =
    (basis: PriceBasis, cents: boolean) =>
    (cad: number | null): PaperValue =>
      cad === null || !Number.isFinite(cad) ? noValue : { kind: 'money', cad, basis, cents }
  return { base: money(ofBase, true), flow: money(ofFlows, false), round: money(ofBase, false) }
}

/** A figure, or why it cannot be given. */
export function outcome<T>(of: Outcome<T, string>, value: (known: T) => PaperValue, language: Language): PaperValue {
  return of.kind === 'known' ? value(of.value) : { kind: 'unknown', reason: gapText(of.reasons[0], language) }
}

export const asTable = (table: PaperTable) => ({ kind: 'table', table }) as const

/** As many decimals as the number was stated with, four at most. */
export function stated(value: number): PaperValue {
  const [, fraction = ''] = String(Number(value.toPrecision(8))).split('.')
  return { kind: 'number', number: value, digits: Math.min(fraction.length, 4) }
}

/** The unit of an assumption as a column shows it. */
export const unitText = (unit: string) => (unit === '1' ? '' : unit)
