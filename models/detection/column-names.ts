import { fold } from '../shared/fold.ts'
import { sensitiveKinds, type SensitiveKind } from './kinds.ts'
import {
  flagWords,
  gluedWords,
  nameRules,
  numberWords,
  otherNumberWords,
  personWords,
  quantityWords,
  stateWords,
} from './name-rules.ts'

/** What a column's name says, before any value is seen. */
export type NameReading = {
  /** How sure the name alone is of each kind it says, 0 to 1. */
  readonly scores: ReadonlyMap<SensitiveKind, number>
  /** The name says a number of another nature: an order, a product, a device. */
  readonly isOtherNumber: boolean
  /** The name says how many, where, which state, which model: it is about the thing, not the thing. */
  readonly isAboutIt: boolean
  /** A yes or no. */
  readonly isFlag: boolean
}

const longestName = 128

/**
 * Reads a name as people write it in schemas: `NO_ASS_SOC`, `dateNaissance`, `N.A.S.`, `Téléphone (maison)`, `datenaissance`. Case and
 * accents do not matter, nor the order of words. `table` tells whose `nom` it is.
 */
export function nameReading(name: string, table: string | null = null): NameReading {
  const words = wordsOf(name)
  const known = new Set(words)
  const tableWords = table === null ? [] : wordsOf(table)
  if (tableWords.some((word) => personWords.has(word))) known.add('#person-table')
  if (words.some((word) => personWords.has(word))) known.add('#person')
  if (words.some((word) => numberWords.has(word))) known.add('#number')
  if (words.length === 1) known.add('#alone')
  const has = (word: string) =>
    word.endsWith('*') ? words.some((own) => own.startsWith(word.slice(0, -1))) : known.has(word)
  const isQuantity = words.some((word) => quantityWords.has(word))
  const isState = words.some((word) => stateWords.has(word))
  const isFlag = words.some((word) => flagWords.has(word))
  const scores = new Map<SensitiveKind, number>()
  for (const rule of rulesFor(words)) {
    if (!rule.all.every(has) || rule.unless.some(has)) continue
    if (isQuantity || ((isState || isFlag) && !rule.isFact)) continue
    scores.set(rule.kind, Math.max(scores.get(rule.kind) ?? 0, rule.score))
  }
  return {
    scores,
    isOtherNumber: words.some((word) => otherNumberWords.has(word)),
    isAboutIt: isQuantity || isState,
    isFlag,
  }
}

type Rule = {
  readonly kind: SensitiveKind
  readonly score: number
  readonly all: readonly string[]
  readonly unless: readonly string[]
  /** Holds even as a yes or no, a type or a state: `est_mineur`, `type_handicap`. */
  readonly isFact: boolean
}

const facts: readonly SensitiveKind[] = ['health', 'justice', 'minor', 'biometric']
const byFirstWord = new Map<string, Rule[]>()
const byPrefix: [prefix: string, rule: Rule][] = []

for (const kind of sensitiveKinds)
  for (const [score, phrases, exceptions = ''] of nameRules[kind]) {
    const unless = exceptions.split(' ').filter((word) => word !== '')
    for (const phrase of phrases.split(',')) {
      const all = phrase.trim().split(' ')
      const [head = ''] = all
      const rule: Rule = { kind, score, all, unless, isFact: facts.includes(kind) }
      if (head.endsWith('*')) byPrefix.push([head.slice(0, -1), rule])
      else byFirstWord.set(head, [...(byFirstWord.get(head) ?? []), rule])
    }
  }

function* rulesFor(words: readonly string[]): Generator<Rule> {
  for (const word of new Set(words)) {
    yield* byFirstWord.get(word) ?? []
    for (const [prefix, rule] of byPrefix) if (word.startsWith(prefix)) yield rule
  }
}

/** The words of a name: cut at capitals, marks and digits; single letters in a row make one word; a plural loses its s. */
export function wordsOf(name: string): string[] {
  const parted = name
    .slice(0, longestName)
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
  const raw = fold(parted)
    .split(/[^a-z]+/)
    .filter((word) => word !== '')
  const words: string[] = []
  let letters = ''
  const endLetters = () => {
    if (letters !== '') words.push(letters)
    letters = ''
  }
  for (const word of raw) {
    if (word.length === 1) letters += word
    else {
      endLetters()
      words.push(...(gluedWords.get(word) ?? gluedIn(word)))
    }
  }
  endLetters()
  return words.map((word) => (word.length > 4 && word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word))
}

/** A long word that holds a known pair written without a mark: `dtenaissanceclient`. */
function gluedIn(word: string): string[] {
  if (word.length < 8) return [word]
  for (const [glued, parts] of gluedWords)
    if (glued.length >= 8 && word.includes(glued))
      return [...parts, word.replace(glued, '')].filter((one) => one !== '')
  return [word]
}
