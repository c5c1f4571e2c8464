import { describe, expect, test } from 'vitest'
import { longestPackText } from '#models/rules/pack-limits.ts'
import { packFromText } from '#models/rules/pack-text.ts'
import { thePackText } from '#tests/support/golden-cases.ts'

const told = (text: string) => {
  const loaded = packFromText(text)
  return loaded.kind === 'refused' ? loaded.problems.map(({ code, row, pointer }) => ({ code, row, pointer })) : []
}
const lineOf = (text: string, part: string) => text.slice(0, text.indexOf(part)).split('\n').length

test('the pack of the house is read from its text', () => {
  const loaded = packFromText(thePackText)
  expect(loaded.kind === 'known' ? loaded.value.rules.length : loaded.problems).toBe(24)
})

describe('a refusal names the line', () => {
  test.each([
    {
      name: 'of an unknown fact',
      text: thePackText.replace('{f: w.missionCritical, eq: true}', '{f: w.colour, eq: true}'),
      at: 'w.colour',
      code: 'fact-unknown',
    },
    {
      name: 'of an empty English text',
      text: thePackText.replace('en: "Not allowed until the assessment shows adequate protection."', 'en: ""'),
      at: 'en: ""',
      code: 'text-missing',
    },
    {
      name: 'of the rule whose English text is gone',
      text: thePackText.replace('  en: "Not allowed until the assessment shows adequate protection."\n', ''),
      at: 'id: QC-PRP-03',
      code: 'text-missing',
    },
    {
      name: 'of a quote left open',
      text: thePackText.replace('fr: "Interdit tant que', 'fr: "Interdit" tant que'),
      at: 'fr: "Interdit" tant que',
      code: 'yaml-refused',
    },
    {
      name: 'of a circle of derived facts',
      text: thePackText.replace(
        'rules:\n',
        'derived:\n  d.a: {when: {f: d.b, eq: true}, fr: "x", en: "x"}\n  d.b: {when: {f: d.a, eq: true}, fr: "x", en: "x"}\nrules:\n',
      ),
      at: '{when: {f: d.b',
      code: 'derived-cycle',
    },
  ])('$name', ({ text, at, code }) => {
    expect(told(text)).toContainEqual(expect.objectContaining({ code, row: lineOf(text, at) }))
  })
})

test.each([
  { name: 'nothing', text: '', code: 'pack-malformed' },
  { name: 'a list', text: '- 1', code: 'pack-malformed' },
  { name: 'a repeated key', text: 'pack: 1\npack: 2', code: 'yaml-refused' },
  { name: 'aliases', text: 'pack: &a [x]\nrules: [*a, *a]', code: 'yaml-refused' },
  { name: 'a text without end', text: 'x'.repeat(longestPackText + 1), code: 'pack-too-long' },
])('$name is refused in words', ({ text, code }) => {
  const loaded = packFromText(text)
  const problems = loaded.kind === 'refused' ? loaded.problems : []
  expect(problems.map((one) => one.code)).toContain(code)
  for (const { detail, row } of problems)
    expect([detail.fr !== '', detail.en !== '', (row ?? 0) > 0]).toEqual([true, true, true])
})
