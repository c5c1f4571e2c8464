import { expect, test } from 'vitest'
import { en } from '#client/i18n/en.ts'
import { fr } from '#client/i18n/fr.ts'
import { filled, type Text } from '#client/i18n/text.ts'

type Words = Readonly<Record<string, Readonly<Record<string, Text>>>>
const entries = (words: Words) =>
  Object.entries(words).flatMap(([feature, texts]) =>
    Object.entries(texts).map(([key, text]) => ({ key: `${feature}.${key}`, forms: formsOf(text) })),
  )
const formsOf = (text: Text) => (typeof text === 'string' ? [text] : [text.one, text.other])
const places = (forms: readonly string[]) =>
  [
    ...new Set(
      forms.flatMap((form) => [...form.matchAll(/\{(\w+)\}/g)].map((match) => match[1]?.replace(/Text$/, ''))),
    ),
  ].toSorted((a, b) => String(a).localeCompare(String(b)))

test('both dictionaries have the same keys, with the same places', () => {
  const asked = ({ key, forms }: { key: string; forms: readonly string[] }) => ({ key, places: places(forms) })
  expect(entries(en).map(asked)).toEqual(entries(fr).map(asked))
})

test('French is typeset: curly apostrophe, no exclamation mark, no-break spaces left to the page', () => {
  const badly = entries(fr).filter(({ forms }) => forms.some((form) => /['!]/.test(form)))
  expect(badly).toEqual([])
})

test('no text is empty', () => {
  expect([...entries(fr), ...entries(en)].filter(({ forms }) => forms.some((form) => form.trim() === ''))).toEqual([])
})

test.each([
  { count: 0, language: 'fr-CA', expected: '0 charge' },
  { count: 1, language: 'fr-CA', expected: '1 charge' },
  { count: 2, language: 'fr-CA', expected: '2 charges' },
  { count: 0, language: 'en-CA', expected: '0 charges' },
])('$count in $language', ({ count, language, expected }) => {
  const text = { one: '{count} charge', other: '{count} charges' }
  expect(filled(text, { count }, new Intl.PluralRules(language))).toBe(expected)
})

test('a place without its value stays visible', () => {
  expect(filled('Jusqu’au {date}', {}, new Intl.PluralRules('fr-CA'))).toBe('Jusqu’au {date}')
})
