import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  answerConfidence,
  answeredQuestions,
  factsGiven,
  type GivenAnswer,
  progressOf,
} from '#models/strategies/answers.ts'
import { inKonveyorForm, questionnaireFromText } from '#models/strategies/questionnaire.ts'
import { allQuestions } from '#models/strategies/questions.ts'
import type { Questionnaire } from '#models/strategies/questionnaire.views.ts'
import { yamlContent } from '#models/shared/yaml-text.ts'

const konveyor = `name: Fitness
description: As another tool writes it
x-owner: someone
sections:
  - order: 1
    name: First
    questions:
      - order: 1
        text: Is it fine?
        explanation: Think of it.
        includeFor:
          - category: Language
            tag: Java
        answers:
          - order: 2
            text: No
            risk: red
            rationale: It fails.
            mitigation: Mend it.
            applyTags:
              - category: Health
                tag: Poor
          - order: 1
            text: "Yes"
            risk: green
          - order: 3
            text: Perhaps
            risk: unknown
      - order: 2
        text: And after that?
        answers:
          - {order: 1, text: Good, risk: yellow}
thresholds: {red: 50, yellow: 10, unknown: 50}
riskMessages: {red: Bad, yellow: Meh, green: Good, unknown: Who knows}
`.replace('text: No\n', 'text: "No"\n')

function loaded(text: string): Questionnaire {
  const read = questionnaireFromText(text)
  if (read.kind === 'refused') throw new Error(JSON.stringify(read.problems))
  return read.value
}

describe('a questionnaire in the Konveyor form', () => {
  test('is read by order, with colours for scores, and says what it keeps without acting on it', () => {
    const read = loaded(konveyor)
    const [first, second] = allQuestions(read)
    expect(first?.answers.map((one) => [one.key, one.risk, one.score])).toEqual([
      ['a1', 'green', 100],
      ['a2', 'red', 0],
      ['a3', 'unknown', null],
    ])
    expect([first?.key, second?.key, first?.axis]).toEqual(['s1q1', 's1q2', null])
    expect(read.notApplied).toEqual(['includeFor', 'applyTags', 'x-owner'])
    expect(read.isTranslated).toBe(false)
    expect(read.name).toEqual({ fr: 'Fitness', en: 'Fitness' })
  })

  test.each([
    ['not YAML', konveyor.replace('    name: First', '  name: "First'), 'yaml-refused', undefined],
    ['a colour that is none', konveyor.replace('risk: yellow', 'risk: blue'), 'questionnaire-malformed', 32],
    [
      'a question without answers',
      konveyor.replace(/answers:\n {10}- \{.*\n/, 'answers: []\n'),
      'questionnaire-malformed',
      31,
    ],
    ['an order twice', konveyor.replace('order: 3', 'order: 1'), 'key-repeated', 26],
    ['no thresholds', konveyor.replace(/thresholds.*\n/, ''), 'questionnaire-malformed', 1],
    [
      'a fact outside the catalogue',
      konveyor.replace('risk: yellow}', 'risk: yellow, arpent: {gives: {weather: true}}}'),
      'fact-refused',
      32,
    ],
    [
      'a value the fact does not take',
      konveyor.replace('risk: yellow}', 'risk: yellow, arpent: {gives: {osSupport: maybe}}}'),
      'fact-refused',
      32,
    ],
    ['an alias', konveyor.replace('someone', '&a someone') + 'z: *a\n', 'yaml-refused', 1],
    ['a list', '- 1\n- 2\n', 'questionnaire-malformed', 1],
  ])('%s is refused with its line', (_, text, code, row) => {
    const read = questionnaireFromText(text)
    if (read.kind !== 'refused') throw new Error('it was read')
    expect(read.problems[0]?.code).toBe(code)
    if (row !== undefined) expect(read.problems[0]?.row).toBe(row)
    for (const one of read.problems) expect(one.detail.fr && one.detail.en).toBeTruthy()
  })

  test('a text too long or too deep is refused before it is read', () => {
    expect(questionnaireFromText(`name: ${'x'.repeat(300_001)}`)).toMatchObject({
      problems: [{ code: 'questionnaire-too-long' }],
    })
    const deep = questionnaireFromText(`a: ${'['.repeat(60)}${']'.repeat(60)}`)
    expect(deep).toMatchObject({ kind: 'refused', problems: [{ code: 'questionnaire-malformed' }] })
  })

  test('goes out as Konveyor alone writes it: nothing lost that is not ours', () => {
    const given = yamlContent(konveyor)
    const back = yamlContent(inKonveyorForm(konveyor, 'fr'))
    if (given.kind === 'refused' || back.kind === 'refused') throw new Error('not read')
    expect(back.content).toEqual(given.content)
  })
})

describe.each(['valeur-et-tenue', 'preparation-infonuagique'])('%s', (code) => {
  const text = readFileSync(`data/questionnaires/${code}.yaml`, 'utf8')
  const read = loaded(text)

  test('stands in both languages, and every question has its own key', () => {
    expect(read.isTranslated).toBe(true)
    expect(read.notApplied).toEqual([])
    for (const question of allQuestions(read)) {
      expect(question.key).not.toMatch(/^s\dq\d$/)
      expect(question.text.fr).not.toBe(question.text.en)
    }
    expect(read.riskMessages.red.fr).not.toBe(read.riskMessages.red.en)
  })

  test('goes out in either language without our blocks, and loads again', () => {
    const english = loaded(inKonveyorForm(text, 'en'))
    expect(english.name.fr).toBe(read.name.en)
    expect(allQuestions(english).map((one) => one.text.fr)).toEqual(allQuestions(read).map((one) => one.text.en))
    expect(inKonveyorForm(text, 'fr')).not.toMatch(/arpent|translations/)
  })
})

const questionnaire = loaded(konveyor)
const given = (question: string, more: Partial<GivenAnswer> = {}): GivenAnswer => ({
  questionnaire: 'QU-0001',
  question,
  answer: 'a1',
  state: 'completed',
  answeredOn: '2026-01-01',
  evidence: null,
  by: 'U-0001',
  recordedAt: '2026-01-01T12:00:00.000Z',
  ...more,
})
const today = '2026-01-01'

describe('answers', () => {
  test.each([
    ['the same day', '2026-01-01', 365, 1],
    ['a half-life later', '2025-01-01', 365, 0.5],
    ['two half-lives later', '2024-01-02', 365, 0.5 ** (730 / 365)],
    ['a day that is still to come', '2026-02-01', 365, 1],
  ])('confidence %s', (_, on, halfLife, expected) =>
    expect(answerConfidence(on, halfLife, today)).toBeCloseTo(expected, 9),
  )

  test('unanswered, draft, inherited, completed and unknown are five states', () => {
    const states = (own: readonly GivenAnswer[], from: readonly GivenAnswer[] | null = null) =>
      answeredQuestions(questionnaire, own, from === null ? null : { from: 'CH-000001', answers: from }, today).map(
        (one) => [one.state, one.confidence],
      )
    expect(states([])).toEqual([
      ['unanswered', 0],
      ['unanswered', 0],
    ])
    expect(states([given('s1q1', { state: 'draft' }), given('s1q2', { state: 'unknown', answer: null })])).toEqual([
      ['draft', 0],
      ['unknown', 0],
    ])
    expect(states([], [given('s1q1'), given('s1q2', { state: 'draft' })])).toEqual([
      ['inherited', 0.8],
      ['unanswered', 0],
    ])
    // The workload's own unknown is not hidden by what another answered.
    expect(states([given('s1q1', { state: 'unknown', answer: null })], [given('s1q1')])[0]).toEqual(['unknown', 0])
    // The last word stands, in whatever order rows are read.
    const later = given('s1q1', { answer: 'a2', recordedAt: '2026-01-02T00:00:00.000Z' })
    const last = answeredQuestions(questionnaire, [later, given('s1q1')], null, today)[0]
    expect(last?.answer).toBe('a2')
    // An answer that the questionnaire does not have is no answer.
    expect(states([given('s1q1', { answer: 'a9' })])[0]).toEqual(['draft', 0])
  })

  test.each([
    { name: 'nothing', own: [], from: null, state: 'not-started', risk: 'unknown' },
    { name: 'one of two', own: [given('s1q1')], from: null, state: 'draft', risk: 'unknown' },
    {
      name: 'both, one said unknown',
      own: [given('s1q1'), given('s1q2', { state: 'unknown', answer: null })],
      from: null,
      state: 'completed',
      risk: 'unknown',
    },
    {
      name: 'one of its own, one from elsewhere',
      own: [given('s1q1')],
      from: [given('s1q2')],
      state: 'inherited',
      risk: 'yellow',
    },
    {
      name: 'an inherited draft is no answer',
      own: [given('s1q1')],
      from: [given('s1q2', { state: 'draft' })],
      state: 'draft',
      risk: 'unknown',
    },
    {
      name: 'red from half of them',
      own: [given('s1q1', { answer: 'a2' }), given('s1q2')],
      from: null,
      state: 'completed',
      risk: 'red',
    },
  ] as const)('progress: $name', ({ own, from, state, risk }) => {
    const answered = answeredQuestions(
      questionnaire,
      own,
      from === null ? null : { from: 'CH-000001', answers: from },
      today,
    )
    expect(progressOf(questionnaire, answered)).toMatchObject({ state, risk })
  })

  test('only completed and inherited answers state facts, each with what is left of it', () => {
    const text = readFileSync('data/questionnaires/valeur-et-tenue.yaml', 'utf8')
    const value = loaded(text)
    const own = [
      given('usage', { answer: 'a4', answeredOn: '2025-01-01' }),
      given('replacement', { answer: 'a1', state: 'draft' }),
    ]
    const facts = factsGiven(value, answeredQuestions(value, own, null, today))
    expect(facts).toMatchObject([{ name: 'stillUsed', value: false, confidence: 0.5 }])
    expect(facts[0]?.source.fr).toContain('U-0001, 2025-01-01')
  })

  test('law: what is unknown never makes a questionnaire green', () => {
    const states = ['draft', 'completed', 'unknown'] as const
    fc.assert(
      fc.property(fc.constantFrom(...states), fc.constantFrom(...states), (a, b) => {
        const own = [given('s1q1', { state: a }), given('s1q2', { state: b, answer: 'a1' })]
        const { risk, counts } = progressOf(questionnaire, answeredQuestions(questionnaire, own, null, today))
        if (counts.completed < 2) expect(risk).not.toBe('green')
      }),
    )
  })
})
