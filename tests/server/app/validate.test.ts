import { Hono } from 'hono'
import * as v from 'valibot'
import { expect, test } from 'vitest'
import { forms } from '#models/shared/forms.ts'
import { ProblemError } from '#models/shared/problem.ts'
import type { AppEnv } from '#server/app/http.ts'
import { jsonBody, query } from '#server/app/validate.ts'

/** What is refused of a document under a schema. */
async function refusal(schema: v.GenericSchema, sent: object): Promise<ProblemError> {
  let seen: unknown
  const app = new Hono<AppEnv>().post('/', jsonBody(schema), (c) => c.json({}))
  app.onError((error, c) => {
    seen = error
    return c.json({}, 422)
  })
  const init = { method: 'POST', body: JSON.stringify(sent), headers: { 'content-type': 'application/json' } }
  await app.request('/', init)
  if (!(seen instanceof ProblemError)) throw new Error(`not refused: ${String(seen)}`)
  return seen
}
const one = async (schema: v.GenericSchema, value: unknown) =>
  (await refusal(v.strictObject({ field: schema }), { field: value })).errors[0]

const text = v.string()

test.each([
  {
    name: 'a named form',
    schema: v.pipe(text, v.regex(forms.linkToken)),
    value: 'x',
    code: 'wrong-form',
    fr: 'Forme attendue : le jeton du lien reçu, 43 caractères, copié en entier.',
    en: 'Expected form: the token of the link received, 43 characters, copied whole.',
  },
  {
    name: 'a pattern without words',
    schema: v.pipe(text, v.regex(/^[a-z]{3}$/)),
    value: 'x',
    code: 'wrong-form',
    fr: 'Forme attendue : l’identifiant tel qu’il a été lu.',
    en: 'Expected form: the identifier as it was read.',
  },
  {
    name: 'an identifier',
    schema: v.pipe(text, v.uuid()),
    value: 'x',
    code: 'wrong-form',
    fr: 'Forme attendue : l’identifiant tel qu’il a été lu.',
    en: 'Expected form: the identifier as it was read.',
  },
  {
    name: 'a date',
    schema: v.pipe(text, v.isoDate()),
    value: '24/11/2026',
    code: 'not-a-date',
    fr: 'Une date est attendue, année-mois-jour : 2026-11-24.',
    en: 'A date is expected, year-month-day: 2026-11-24.',
  },
  {
    name: 'a list of values',
    schema: v.picklist(['retire', 'retain']),
    value: 'x',
    code: 'not-in-list',
    fr: 'Une de ces valeurs est attendue : retire, retain.',
    en: 'One of these values is expected: retire, retain.',
  },
  {
    name: 'a text too short',
    schema: v.pipe(text, v.minLength(1)),
    value: '',
    code: 'too-short',
    fr: 'Trop court : au moins 1 caractère.',
    en: 'Too short: at least 1 character.',
  },
  {
    name: 'a list too long',
    schema: v.pipe(v.array(text), v.maxLength(2)),
    value: ['a', 'b', 'c'],
    code: 'too-long',
    fr: 'Trop long : au plus 2 éléments.',
    en: 'Too long: at most 2 items.',
  },
  {
    name: 'a number out of its range',
    schema: v.pipe(v.number(), v.minValue(1), v.maxValue(4)),
    value: 5,
    code: 'too-large',
    fr: 'Trop grand : au plus 4.',
    en: 'Too large: at most 4.',
  },
  {
    name: 'a number with decimals',
    schema: v.pipe(v.number(), v.integer()),
    value: 1.5,
    code: 'wrong-type',
    fr: 'Attendu : un nombre entier.',
    en: 'Expected: a whole number.',
  },
  {
    name: 'a value that may be left out',
    schema: v.union([text, v.null()]),
    value: 3,
    code: 'wrong-type',
    fr: 'Attendu : un texte ou rien (null).',
    en: 'Expected: a text or nothing (null).',
  },
  {
    name: 'a list',
    schema: v.array(text),
    value: 'a',
    code: 'wrong-type',
    fr: 'Attendu : une liste.',
    en: 'Expected: a list.',
  },
])('$name is told in words', async ({ schema, value, code, fr, en }) => {
  expect(await one(schema, value)).toEqual({ code, pointer: '/field', detail: { fr, en } })
})

test.each([
  { name: 'one field', sent: { b: 'b' }, fr: '1 champ à corriger.', en: '1 field to correct.' },
  { name: 'two fields', sent: {}, fr: '2 champs à corriger.', en: '2 fields to correct.' },
])('$name is counted as each language does', async ({ sent, fr, en }) => {
  const { detail } = await refusal(v.strictObject({ a: text, b: text }), sent)
  expect([detail.fr, detail.en]).toEqual([`${fr} Rien n’a été enregistré.`, `${en} Nothing was saved.`])
})

test('a query is told the same way, by its name', async () => {
  let seen: unknown
  const schema = v.strictObject({ limit: v.pipe(text, v.regex(forms.pageSize)) })
  const app = new Hono<AppEnv>().get('/', query(schema), (c) => c.json({}))
  app.onError((error, c) => {
    seen = error
    return c.json({}, 422)
  })
  await app.request('/?limit=beaucoup')
  expect(seen instanceof ProblemError ? seen.errors : seen).toMatchObject([
    { pointer: '?limit', detail: { fr: 'Forme attendue : un nombre entier, sans espace ni signe : 50.' } },
  ])
})
