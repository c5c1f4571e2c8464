import { validator } from 'hono-openapi'
import * as v from 'valibot'
import type { Bilingual } from '#models/shared/bilingual.ts'
import { ProblemError, type ProblemItem } from '#models/shared/problem.ts'
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
  return new ProblemError({
    code: 'invalid-request',
    status: 422,
    title: { fr: 'Des champs sont à corriger', en: 'Some fields need correcting' },
    detail: {
      fr: `${issues.length} champ(s) à corriger. Rien n’a été enregistré.`,
      en: `${issues.length} field(s) to correct. Nothing was saved.`,
    },
    errors,
  })
}

function codeOf(issue: v.BaseIssue<unknown>): string {
  if (issue.type === 'strict_object') return issue.expected === 'never' ? 'unknown-field' : 'required'
  const codes: Readonly<Record<string, string>> = {
    min_length: 'too-short',
    max_length: 'too-long',
    picklist: 'not-in-list',
    regex: 'wrong-form',
    iso_date: 'not-a-date',
    check: 'not-a-date', // the one check of our schemas: a day that exists
    min_value: 'too-small',
    max_value: 'too-large',
  }
  return codes[issue.type] ?? 'wrong-type'
}

function detailOf(issue: v.BaseIssue<unknown>): Bilingual {
  const expected = String(issue.requirement instanceof RegExp ? issue.requirement.source : (issue.expected ?? ''))
  const texts: Readonly<Record<string, Bilingual>> = {
    'unknown-field': { fr: 'Champ inconnu ; le retirer.', en: 'Unknown field; remove it.' },
    required: { fr: 'Champ requis.', en: 'Required field.' },
    'too-short': { fr: `Trop court (${expected}).`, en: `Too short (${expected}).` },
    'too-long': { fr: `Trop long (${expected}).`, en: `Too long (${expected}).` },
    'not-in-list': { fr: `Valeur hors de la liste : ${expected}.`, en: `Not in the list: ${expected}.` },
    'wrong-form': { fr: `La forme attendue est ${expected}.`, en: `The expected form is ${expected}.` },
    'not-a-date': { fr: 'Une date AAAA-MM-JJ est attendue.', en: 'A date YYYY-MM-DD is expected.' },
    'too-small': { fr: `Trop petit (${expected}).`, en: `Too small (${expected}).` },
    'too-large': { fr: `Trop grand (${expected}).`, en: `Too large (${expected}).` },
  }
  return texts[codeOf(issue)] ?? { fr: `Type attendu : ${expected}.`, en: `Expected type: ${expected}.` }
}
