import * as v from 'valibot'
import { known, type Known } from '../shared/outcome.ts'
import type { Bilingual, Language } from '../shared/bilingual.ts'
import type { ProblemItem } from '../shared/problem.ts'
import { type YamlRefusal, yamlContent, yamlText } from '../shared/yaml-text.ts'
import { longestQuestionnaire } from './questionnaire-limits.ts'
import type { FactValue } from './strategy-facts.ts'
import { isValueOf } from './strategy-rules.ts'
import type { Answer, Question, Questionnaire, Risk, Section } from './questionnaire.views.ts'

// Questionnaires are YAML in the form that Konveyor writes: sections, questions, answers with their risk. What Konveyor does not have
// (other language, weight, axis, half-life, score, facts) stands in `translations` and `arpent` blocks that it may ignore.

const questionsAtMost = 300
const depthAtMost = 40

/** House values of what a file does not say. */
const defaults = {
  weight: 1,
  /** One year: what a person knows of a system ages with its staff and its versions. */
  halfLifeDays: 365,
  /** Standard deviation of one person's answer on a scale of 0–100. */
  uncertaintyPoints: 10,
} as const
/** What a colour is worth on 0–100 when an answer has no score of its own; unknown is worth nothing that is known. */
const scoreOfRisk: Readonly<Record<Risk, number | null>> = { green: 100, yellow: 50, red: 0, unknown: null }

const risks = ['red', 'yellow', 'green', 'unknown'] as const
const text = v.pipe(v.string(), v.maxLength(4_000))
const name = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(1_000))
const order = v.pipe(v.number(), v.integer(), v.minValue(0))
const percent = v.pipe(v.number(), v.minValue(0), v.maxValue(100))
const key = v.pipe(v.string(), v.minLength(1), v.maxLength(60), v.check(isKey))
const optional = v.nullish(text)
const translations = v.nullish(v.record(v.string(), v.record(v.string(), v.string())))
const tags = v.nullish(v.array(v.looseObject({ category: v.string(), tag: v.string() })))
const points = v.pipe(v.number(), v.minValue(0), v.maxValue(100))

const answerSchema = v.looseObject({
  order,
  text: name,
  risk: v.picklist(risks),
  rationale: optional,
  mitigation: optional,
  applyTags: tags,
  autoAnswerFor: tags,
  translations,
  arpent: v.nullish(
    v.strictObject({
      key: v.optional(key),
      score: v.optional(points),
      gives: v.optional(v.record(v.string(), v.union([v.string(), v.number(), v.boolean()]))),
    }),
  ),
})
const questionSchema = v.looseObject({
  order,
  text: name,
  explanation: optional,
  includeFor: tags,
  excludeFor: tags,
  answers: v.pipe(v.array(answerSchema), v.minLength(1), v.maxLength(50)),
  translations,
  arpent: v.nullish(
    v.strictObject({
      key: v.optional(key),
      axis: v.optional(v.picklist(['business-value', 'technical-fit'])),
      weight: v.optional(v.pipe(v.number(), v.gtValue(0), v.maxValue(100))),
      halfLifeDays: v.optional(v.pipe(v.number(), v.minValue(1), v.maxValue(36_500))),
      uncertainty: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(50))),
    }),
  ),
})
const sectionSchema = v.looseObject({
  order,
  name,
  comment: optional,
  questions: v.pipe(v.array(questionSchema), v.minLength(1), v.maxLength(questionsAtMost)),
  translations,
})
const questionnaireSchema = v.looseObject({
  name,
  description: optional,
  required: v.nullish(v.boolean()),
  sections: v.pipe(v.array(sectionSchema), v.minLength(1), v.maxLength(100)),
  thresholds: v.looseObject({ red: percent, yellow: percent, unknown: percent }),
  riskMessages: v.looseObject({ red: text, yellow: text, green: text, unknown: text }),
  translations,
  arpent: v.nullish(v.strictObject({ language: v.optional(v.picklist(['fr', 'en'])) })),
})
type Content = v.InferOutput<typeof questionnaireSchema>

function isKey(value: string): boolean {
  return /^[a-z][a-z0-9_]*$/.test(value)
}

/**
 * A questionnaire from its YAML text, or every reason why it cannot be used, each with its physical line. Never throws. What is not
 * understood is left where it stands: the text itself is what is kept and given back.
 */
export function questionnaireFromText(given: string): Known<Questionnaire> | YamlRefusal {
  if (given.length > longestQuestionnaire) return { kind: 'refused', problems: [tooLong(given.length)] }
  const read = yamlContent(given)
  if (read.kind === 'refused') return read
  if (depthOf(read.content) > depthAtMost) return { kind: 'refused', problems: [tooDeep()] }
  const shape = v.safeParse(questionnaireSchema, read.content)
  const found = shape.success ? faultsOf(shape.output) : shape.issues.map(shapeProblem)
  if (found.length > 0 || !shape.success)
    return { kind: 'refused', problems: found.map((one) => ({ ...one, row: read.rowOf(one.pointer ?? '') })) }
  return known(questionnaireOf(shape.output))
}

function depthOf(value: unknown, above = 0): number {
  if (typeof value !== 'object' || value === null || above > depthAtMost) return above
  return Object.values(value).reduce((most: number, part) => Math.max(most, depthOf(part, above + 1)), above)
}

function questionnaireOf(content: Content): Questionnaire {
  const language = content.arpent?.language ?? null
  const reading: Reading = { language, missing: 0 }
  const sections = content.sections
    .map((section): Section => ({
      name: said(section, 'name', reading),
      comment: maybe(section, 'comment', reading),
      questions: section.questions
        .map((question): Question => questionOf(question, section.order, reading))
        .toSorted((a, b) => a.order - b.order),
      order: section.order,
    }))
    .toSorted((a, b) => a.order - b.order)
  const { red, yellow, unknown } = content.thresholds
  const message = (risk: Risk) => said({ ...content.riskMessages, translations: riskWords(content) }, risk, reading)
  return {
    name: said(content, 'name', reading),
    description: maybe(content, 'description', reading),
    thresholds: { red, yellow, unknown },
    riskMessages: {
      red: message('red'),
      yellow: message('yellow'),
      green: message('green'),
      unknown: message('unknown'),
    },
    sections,
    isTranslated: language !== null && reading.missing === 0,
    notApplied: notApplied(content),
  }
}

/** Words of the risk messages in other languages stand with them, or in the file's own block under the same keys. */
function riskWords(content: Content): unknown {
  return content.riskMessages['translations'] ?? content.translations
}

type Reading = { readonly language: Language | null; missing: number }
type Node = Readonly<Record<string, unknown>>

/** A text in both languages: the file's own, and its translation; the same in both when there is none, which is counted. */
function said(node: Node, field: string, reading: Reading): Bilingual {
  const found = node[field]
  const own = typeof found === 'string' ? found : ''
  const other = reading.language === 'en' ? 'fr' : 'en'
  const translated = own === '' ? '' : translation(node['translations'], other, field)
  if (translated === undefined) reading.missing += 1
  const both = translated ?? own
  return reading.language === 'en' ? { fr: both, en: own } : { fr: own, en: both }
}

function maybe(node: Node, field: string, reading: Reading): Bilingual | null {
  const own = node[field]
  return typeof own === 'string' && own !== '' ? said(node, field, reading) : null
}

function translation(block: unknown, language: Language, field: string): string | undefined {
  const words = isNode(block) ? block[language] : undefined
  const found = isNode(words) ? words[field] : undefined
  return typeof found === 'string' && found !== '' ? found : undefined
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function questionOf(
  question: Content['sections'][number]['questions'][number],
  section: number,
  reading: Reading,
): Question {
  const { arpent } = question
  return {
    key: questionKey(question, section),
    order: question.order,
    text: said(question, 'text', reading),
    explanation: maybe(question, 'explanation', reading),
    axis: arpent?.axis ?? null,
    weight: arpent?.weight ?? defaults.weight,
    halfLifeDays: arpent?.halfLifeDays ?? defaults.halfLifeDays,
    uncertaintyPoints: arpent?.uncertainty ?? defaults.uncertaintyPoints,
    answers: question.answers
      .map((answer): Answer => ({
        key: answerKey(answer),
        order: answer.order,
        text: said(answer, 'text', reading),
        risk: answer.risk,
        score: answer.arpent?.score ?? scoreOfRisk[answer.risk],
        rationale: maybe(answer, 'rationale', reading),
        mitigation: maybe(answer, 'mitigation', reading),
        gives: Object.entries(answer.arpent?.gives ?? {}).map(([fact, value]) => ({ fact, value })),
      }))
      .toSorted((a, b) => a.order - b.order),
  }
}

type Keyed = { readonly order: number; readonly arpent?: { readonly key?: string | undefined } | null | undefined }
const questionKey = (question: Keyed, section: number) => question.arpent?.key ?? `s${section}q${question.order}`
const answerKey = (answer: Keyed) => answer.arpent?.key ?? `a${answer.order}`

/** What the form says that we keep and give back without acting on it, by name. */
function notApplied(content: Content): readonly string[] {
  const questions = content.sections.flatMap((section) => section.questions)
  const answers = questions.flatMap((question) => question.answers)
  const hasTags = (list: unknown) => Array.isArray(list) && list.length > 0
  const found = [
    ...(['includeFor', 'excludeFor'] as const).filter((field) => questions.some((one) => hasTags(one[field]))),
    ...(['applyTags', 'autoAnswerFor'] as const).filter((field) => answers.some((one) => hasTags(one[field]))),
  ]
  const others = [
    ...unknownKeys(content, questionnaireSchema),
    ...content.sections.flatMap((one) => unknownKeys(one, sectionSchema)),
    ...questions.flatMap((one) => unknownKeys(one, questionSchema)),
    ...answers.flatMap((one) => unknownKeys(one, answerSchema)),
  ]
  return [...new Set([...found, ...others])]
}

function unknownKeys(node: object, schema: { readonly entries: object }): string[] {
  return Object.keys(node).filter((field) => !Object.hasOwn(schema.entries, field))
}

/** What the shape alone does not tell: keys repeated, facts outside the catalogue, too many questions. */
function faultsOf(content: Content): ProblemItem[] {
  const problems: ProblemItem[] = []
  const seen = new Set<string>()
  let count = 0
  for (const [i, section] of content.sections.entries()) {
    for (const [j, question] of section.questions.entries()) {
      const at = `/sections/${i}/questions/${j}`
      count += 1
      const own = questionKey(question, section.order)
      if (seen.has(own)) problems.push(repeated(at, own))
      seen.add(own)
      const answers = new Set<string>()
      for (const [k, answer] of question.answers.entries()) {
        const where = `${at}/answers/${k}`
        if (answers.has(answerKey(answer))) problems.push(repeated(where, answerKey(answer)))
        answers.add(answerKey(answer))
        for (const [fact, value] of Object.entries(answer.arpent?.gives ?? {}))
          if (!isValueOf(fact, value)) problems.push(factRefused(`${where}/arpent/gives/${fact}`, fact, value))
      }
    }
  }
  if (count > questionsAtMost) problems.push(tooMany(count))
  return problems
}

/**
 * A questionnaire as Konveyor alone would write it, in one language: our own blocks taken out, everything else as it was. The text must
 * be one that loads.
 */
export function inKonveyorForm(given: string, language: Language): string {
  const read = yamlContent(given)
  if (read.kind === 'refused') throw new RangeError('a questionnaire that was kept no longer loads')
  return yamlText(plain(read.content, language))
}

function plain(value: unknown, language: Language): unknown {
  if (Array.isArray(value)) return value.map((one) => plain(one, language))
  if (!isNode(value)) return value
  const own = Object.entries(value)
    .filter(([field]) => field !== 'translations' && field !== 'arpent')
    .map(([field, part]): [string, unknown] => [
      field,
      typeof part === 'string' ? (translation(value['translations'], language, field) ?? part) : plain(part, language),
    ])
  return Object.fromEntries(own)
}

function shapeProblem(issue: v.BaseIssue<unknown>): ProblemItem {
  const pointer = `/${(issue.path ?? []).map((part) => String(part.key)).join('/')}`
  if (pointer === '/')
    return problem(
      'questionnaire-malformed',
      pointer,
      'Le texte n’est pas un questionnaire : il y faut `name`, `sections`, `thresholds` et `riskMessages`.',
      'The text is not a questionnaire: it takes `name`, `sections`, `thresholds` and `riskMessages`.',
    )
  const expected = issue.type === 'picklist' && issue.expected !== null ? issue.expected.replaceAll('"', '') : ''
  return problem(
    'questionnaire-malformed',
    pointer,
    `Champ absent ou d’une autre forme : ${pointer}${expected === '' ? '' : `, attendu ${expected}`}.`,
    `Field missing or of another form: ${pointer}${expected === '' ? '' : `, expected ${expected}`}.`,
  )
}

const repeated = (pointer: string, own: string) =>
  problem(
    'key-repeated',
    pointer,
    `La clé ou l’ordre ${own} est répété : chaque question et chaque réponse a le sien.`,
    `The key or order ${own} is repeated: each question and each answer has its own.`,
  )

const factRefused = (pointer: string, fact: string, value: FactValue) =>
  problem(
    'fact-refused',
    pointer,
    `Le fait ${fact} n’est pas au catalogue ou n’admet pas la valeur ${String(value)}.`,
    `The fact ${fact} is not in the catalogue or does not take the value ${String(value)}.`,
  )

const tooMany = (count: number) =>
  problem(
    'questionnaire-too-long',
    '/sections',
    `Le questionnaire a ${count} questions ; il en faut ${questionsAtMost} au plus.`,
    `The questionnaire has ${count} questions; it may have ${questionsAtMost} at most.`,
  )

const tooLong = (length: number): ProblemItem => ({
  ...problem(
    'questionnaire-too-long',
    '/',
    `Le texte a ${length} caractères ; un questionnaire en a ${longestQuestionnaire} au plus.`,
    `The text has ${length} characters; a questionnaire has ${longestQuestionnaire} at most.`,
  ),
  row: 1,
})

const tooDeep = (): ProblemItem => ({
  ...problem(
    'questionnaire-malformed',
    '/',
    `Le texte a plus de ${depthAtMost} retraits l’un dans l’autre.`,
    `The text is nested more than ${depthAtMost} levels deep.`,
  ),
  row: 1,
})

function problem(code: string, pointer: string, fr: string, en: string): ProblemItem {
  return { code, pointer, detail: { fr, en } }
}
