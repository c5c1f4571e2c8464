import type { Assumption } from '#models/assumptions/assumption-set.ts'
import type { AssumptionSource } from '#models/papers/document.ts'
import type { Language } from '#models/shared/bilingual.ts'
import { unitText } from './case-values.ts'
import { statusText } from './case-words.ts'

/** Assumptions as a paper lists them, in its language. */
export function assumptionSources(assumptions: readonly Assumption[], language: Language): AssumptionSource[] {
  return assumptions.map(({ label, low, likely, high, unit, status, author, date, reference }) => ({
    name: label[language],
    low,
    likely,
    high,
    unit: unitText(unit),
    status: statusText(status, language),
    author,
    date,
    source: reference[language],
  }))
}
