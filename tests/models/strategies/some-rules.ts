import { readFileSync } from 'node:fs'
import { knownFacts, type KnownFacts, type FactValue } from '#models/strategies/strategy-facts.ts'
import { strategyRules } from '#models/strategies/strategy-rules.ts'

/** The rules as they are shipped. */
export const shippedRules = () => strategyRules(JSON.parse(readFileSync('data/strategies/seven-r.json', 'utf8')))

const source = { fr: 'essai', en: 'test' }
/** Facts as a test states them, each sure unless said otherwise. */
export function stated(
  values: Readonly<Record<string, FactValue>>,
  confidence: Readonly<Record<string, number>> = {},
): KnownFacts {
  return knownFacts(
    Object.entries(values).map(([name, value]) => ({ name, value, confidence: confidence[name] ?? 1, source })),
  )
}
