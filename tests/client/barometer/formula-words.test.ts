import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { IndicatorDefinition } from '#models/barometer/indicators.ts'
import { formulaWords } from '#client/barometer/formula-words.ts'
import { switchLanguage } from '#client/i18n/i18n.ts'

// The page whose language the dictionary sets; a place to write it is all it needs here.
beforeAll(() => vi.stubGlobal('document', { documentElement: { lang: '' } }))
afterAll(() => vi.unstubAllGlobals())

const { indicators } = JSON.parse(readFileSync('data/indicators/indicators.json', 'utf8')) as {
  indicators: readonly IndicatorDefinition[]
} // the shape is checked by the dataset's own test

test('a formula reads as words of the page', async () => {
  await switchLanguage('fr', { keep: false })
  expect(formulaWords('signed / workloads')).toBe('décisions signées ÷ charges de l’inventaire')
  expect(formulaWords('unheard / signed')).toBe('unheard ÷ décisions signées')
})

test.each(['fr', 'en'] as const)('every name of every published formula has words in %s', async (language) => {
  await switchLanguage(language, { keep: false })
  const names = new Set(indicators.flatMap(({ formula }) => formula.match(/[a-zA-Z]+/g) ?? []))
  expect(names.size).toBeGreaterThan(10)
  expect([...names].filter((name) => formulaWords(name) === name)).toEqual([])
})
