import { validator } from 'hono-openapi'
import * as v from 'valibot'
import type { Bilingual } from '#models/shared/bilingual.ts'
import { ProblemError, type ProblemItem } from '#models/shared/problem.ts'
import { jsonExpected, malformedJson } from './problems.ts'
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

/** Refuses what is not JSON, or not readable as JSON, before any validator sees it. */
export const readableJson: AppMiddleware = async (c, next) => {
  const hasBody = c.req.header('content-length') !== '0' && c.req.raw.body !== null
  const type = c.req.header('content-type') ?? ''
  if (hasBody && !type.startsWith('application/octet-stream')) {
    if (!/^application\/json(;|$)/.test(type)) throw jsonExpected()
    try {
      await c.req.json()
    } catch {
      throw malformedJson()
    }
  }
  await next()
}

function invalid(issues: readonly v.BaseIssue<unknown>[], where: 'pointer' | 'query'): ProblemError {
  const errors = issues.map((issue): ProblemItem => {
    const path = (issue.path ?? []).map((part) => String(part.key))
    const pointer = where === 'pointer' ? `/${path.join('/')}` : `?${path.join('.')}`
    return { code: codeOf(issue), pointer, detail: detailOf(issue) }
  })
  return new ProblemError({
    code: 'invalid-request',
    status: 422,
    title: { fr: 'Des champs sont à corriger', en: 'Some fields need correcting' },
    detail: {
      fr: `${errors.length} champ(s) à corriger. Rien n’a été enregistré.`,
      en: `${errors.length} field(s) to correct. Nothing was saved.`,
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
