import { validator } from 'hono-openapi'
import * as v from 'valibot'
import type { Bilingual } from '#models/shared/bilingual.ts'
import { formWords } from '#models/shared/forms.ts'
import { ProblemError, type ProblemItem } from '#models/shared/problem.ts'
import { countOf } from '#server/shared/wording.ts'
import { fileExpected, jsonExpected, malformedJson, nullCharacterRefused } from './problems.ts'
import type { AppMiddleware } from './http.ts'

/** Checks the body against a schema; what is refused names the field, in both languages, and never echoes what was sent. */
export function jsonBody<S extends v.GenericSchema>(schema: S) {
  return validator('json', schema, (result) => {
    if (!result.success) throw invalid(result.error as readonly v.BaseIssue<unknown>[], 'pointer') // valibot's own issues
  })
}

/** Checks the query string. */
export function query<S extends v.GenericSchema>(schema: S) {
  return validator('query', schema, (result) => {
    if (!result.success) throw invalid(result.error as readonly v.BaseIssue<unknown>[], 'query') // valibot's own issues
  })
}

/**
 * Refuses what is not JSON, or not readable as JSON, before any validator sees it. Whether there is a body is known by reading it: over
 * a real connection a DELETE without content has a body stream all the same, only an empty one.
 */
export const readableJson: AppMiddleware = async (c, next) => {
  if (nullCharacter.test(c.req.url)) throw nullCharacterRefused()
  const type = c.req.header('content-type') ?? ''
  if (type.startsWith('application/octet-stream')) return next()
  const bytes = await c.req.arrayBuffer()
  if (bytes.byteLength > 0) {
    if (!/^application\/json(;\s*[\w-]+=[^;]+)*$/.test(type)) throw jsonExpected() // as the validators read it
    if (holdsNullCharacter(jsonOf(bytes))) throw nullCharacterRefused()
  }
  await next()
}

/** A file as the body of a request, its bytes as they are. */
export const fileBody: AppMiddleware = async (c, next) => {
  if (c.req.header('content-type')?.startsWith('application/octet-stream') !== true) throw fileExpected()
  await next()
}

const nullCharacter = /%00/

function jsonOf(bytes: ArrayBuffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw malformedJson()
  }
}

/** PostgreSQL keeps no U+0000 in a text: it is refused at the door, the same on both engines. */
function holdsNullCharacter(document: unknown): boolean {
  const open = [document]
  while (open.length > 0) {
    const value = open.pop()
    if (typeof value === 'string' && value.includes('\0')) return true
    if (typeof value === 'object' && value !== null)
      for (const [key, part] of Object.entries(value)) open.push(key, part)
  }
  return false
}

/** A refusal stays readable, and small, however many fields are wrong and however long their names. */
const mostTold = 100
const longestName = 100
/** A name inside a JSON pointer (RFC 6901). */
const escaped = (name: string) => name.replaceAll('~', '~0').replaceAll('/', '~1')

function invalid(issues: readonly v.BaseIssue<unknown>[], where: 'pointer' | 'query'): ProblemError {
  const errors = issues.slice(0, mostTold).map((issue): ProblemItem => {
    const path = (issue.path ?? []).map((part) => String(part.key).slice(0, longestName))
    const pointer = where === 'pointer' ? `/${path.map(escaped).join('/')}` : `?${path.join('.')}`
    return { code: codeOf(issue), pointer, detail: detailOf(issue) }
  })
  const told = countOf(issues.length, { fr: ['champ', 'champs'], en: ['field', 'fields'] })
  return new ProblemError({
    code: 'invalid-request',
    status: 422,
    title: { fr: 'Des champs sont à corriger', en: 'Some fields need correcting' },
    detail: {
      fr: `${told.fr} à corriger. Rien n’a été enregistré.`,
      en: `${told.en} to correct. Nothing was saved.`,
    },
    errors,
  })
}

type Issue = v.BaseIssue<unknown>

function codeOf(issue: Issue): string {
  if (issue.type === 'strict_object') return issue.expected === 'never' ? 'unknown-field' : 'required'
  const codes: Readonly<Record<string, string>> = {
    min_length: 'too-short',
    max_length: 'too-long',
    picklist: 'not-in-list',
    literal: 'not-in-list',
    regex: 'wrong-form',
    uuid: 'wrong-form',
    iso_date: 'not-a-date',
    check: 'not-a-date', // the one check of our schemas: a day that exists
    min_value: 'too-small',
    max_value: 'too-large',
  }
  return codes[issue.type] ?? 'wrong-type'
}

/** What was expected, in words: never a pattern, nor what was sent. */
function detailOf(issue: Issue): Bilingual {
  const code = codeOf(issue)
  const { requirement } = issue
  const limit = typeof requirement === 'number' ? requirement : 0
  switch (code) {
    case 'unknown-field':
      return { fr: 'Champ inconnu ; le retirer.', en: 'Unknown field; remove it.' }
    case 'required':
      return { fr: 'Champ requis.', en: 'Required field.' }
    case 'too-short': {
      const least = countOf(limit, partsOf(issue))
      return { fr: `Trop court : au moins ${least.fr}.`, en: `Too short: at least ${least.en}.` }
    }
    case 'too-long': {
      const most = countOf(limit, partsOf(issue))
      return { fr: `Trop long : au plus ${most.fr}.`, en: `Too long: at most ${most.en}.` }
    }
    case 'too-small':
      return { fr: `Trop petit : au moins ${String(requirement)}.`, en: `Too small: at least ${String(requirement)}.` }
    case 'too-large':
      return { fr: `Trop grand : au plus ${String(requirement)}.`, en: `Too large: at most ${String(requirement)}.` }
    case 'not-in-list': {
      const list = alternatives(issue).join(', ')
      return { fr: `Une de ces valeurs est attendue : ${list}.`, en: `One of these values is expected: ${list}.` }
    }
    case 'not-a-date':
      return {
        fr: 'Une date est attendue, année-mois-jour : 2026-11-24.',
        en: 'A date is expected, year-month-day: 2026-11-24.',
      }
    case 'wrong-form': {
      const form = requirement instanceof RegExp ? formWords(requirement) : undefined
      const { fr, en } = form ?? unnamedForm
      return { fr: `Forme attendue : ${fr}.`, en: `Expected form: ${en}.` }
    }
    default: {
      const kinds = alternatives(issue).map((kind) => kindWords[kind] ?? unnamedKind)
      const joined = (language: 'fr' | 'en', or: string) => [...new Set(kinds.map((kind) => kind[language]))].join(or)
      return { fr: `Attendu : ${joined('fr', ' ou ')}.`, en: `Expected: ${joined('en', ' or ')}.` }
    }
  }
}

/** What a length counts. */
const partsOf = (issue: Issue) =>
  Array.isArray(issue.input)
    ? ({ fr: ['élément', 'éléments'], en: ['item', 'items'] } as const)
    : ({ fr: ['caractère', 'caractères'], en: ['character', 'characters'] } as const)

/** `("a" | "b")` of valibot, one by one. */
function alternatives(issue: Issue): string[] {
  const text = issue.expected ?? issue.type // a check on a number names only itself
  const inside = /^\((.*)\)$/s.exec(text)?.[1] ?? text
  return inside.split(' | ').map((one) => one.replace(/^"(.*)"$/s, '$1'))
}

const unnamedForm: Bilingual = { fr: 'l’identifiant tel qu’il a été lu', en: 'the identifier as it was read' }
const unnamedKind: Bilingual = { fr: 'une valeur d’un autre genre', en: 'a value of another kind' }
const wholeNumber: Bilingual = { fr: 'un nombre entier', en: 'a whole number' }
/** Kinds by valibot's names: of the value, or of what a number must be. */
const kindWords: Readonly<Record<string, Bilingual>> = {
  string: { fr: 'un texte', en: 'a text' },
  number: { fr: 'un nombre', en: 'a number' },
  boolean: { fr: 'vrai ou faux (true, false)', en: 'true or false' },
  null: { fr: 'rien (null)', en: 'nothing (null)' },
  Array: { fr: 'une liste', en: 'a list' },
  Object: { fr: 'un objet de plusieurs champs', en: 'an object of several fields' },
  integer: wholeNumber,
  safe_integer: wholeNumber,
  finite: { fr: 'un nombre', en: 'a number' },
}
