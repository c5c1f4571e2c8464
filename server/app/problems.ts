import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { Language } from '#models/shared/bilingual.ts'
import { type Problem, ProblemError } from '#models/shared/problem.ts'
import type { Log } from '#server/shared/log.ts'
import type { AppEnv } from './http.ts'

/** A refusal as RFC 9457 problem details, in one language (DECISIONS 17). */
export function problemJson(error: ProblemError, language: Language, requestId: string): Problem {
  return {
    type: `/problems/${error.code}`,
    code: error.code,
    title: error.title[language],
    status: error.status,
    detail: error.detail[language],
    requestId,
    errors: error.errors.map((item) => ({ ...item, detail: item.detail[language] })),
    ...error.extra,
  }
}

export function createErrorHandler(log: Log) {
  return (error: Error, c: Context<AppEnv>) => {
    const requestId = c.get('requestId')
    const known = foreseen(error)
    if (known === undefined)
      log.error({ requestId, err: { name: error.name, stack: error.stack } }, 'unexpected failure')
    return problemResponse(c, known ?? unexpected())
  }
}

export function problemResponse(c: Context<AppEnv>, error: ProblemError): Response {
  const body = problemJson(error, c.get('language'), c.get('requestId'))
  return new Response(JSON.stringify(body), {
    status: error.status,
    headers: { 'content-type': 'application/problem+json; charset=utf-8' },
  })
}

/** A failure we have words for. */
export function foreseen(error: Error): ProblemError | undefined {
  if (error instanceof ProblemError) return error
  if (error instanceof HTTPException && error.status === 413) return tooLarge()
  if (error instanceof HTTPException && error.status < 500) return malformedRequest()
  const code = 'code' in error ? String(error.code) : ''
  if (code === 'SQLITE_FULL' || code === postgresCodes.diskFull) return storageFull()
  if (code.startsWith('SQLITE_BUSY')) return storageBusy()
  if (/^SQLITE_(CORRUPT|NOTADB)/.test(code)) return storageDamaged()
  if (/^SQLITE_CONSTRAINT_(UNIQUE|PRIMARYKEY)$/.test(code) || concurrencyCodes.includes(code))
    return recordedMeanwhile()
  return undefined
}

/** SQLSTATE, PostgreSQL manual appendix A. */
const postgresCodes = { diskFull: '53100', unique: '23505', serialization: '40001', deadlock: '40P01' } as const
const concurrencyCodes: readonly string[] = [postgresCodes.unique, postgresCodes.serialization, postgresCodes.deadlock]

const unexpected = () =>
  new ProblemError({
    code: 'unexpected',
    status: 500,
    title: { fr: 'Une erreur est survenue de notre côté', en: 'Something failed on our side' },
    detail: {
      fr: 'Rien n’a été enregistré. Réessayer ; si l’erreur revient, transmettre le numéro de la demande à l’administration.',
      en: 'Nothing was saved. Try again; if it comes back, send the request number to the administrator.',
    },
  })

export const notFound = () =>
  new ProblemError({
    code: 'not-found',
    status: 404,
    title: { fr: 'Introuvable', en: 'Not found' },
    detail: { fr: 'Rien à cette adresse dans votre périmètre.', en: 'Nothing at this address within your scope.' },
  })

const malformedRequest = () =>
  new ProblemError({
    code: 'malformed-request',
    status: 400,
    title: { fr: 'La demande n’est pas lisible', en: 'The request cannot be read' },
    detail: {
      fr: 'Vérifier la forme de la demande et recommencer.',
      en: 'Check the form of the request and try again.',
    },
  })

const tooLarge = () =>
  new ProblemError({
    code: 'too-large',
    status: 413,
    title: { fr: 'La demande est trop volumineuse', en: 'The request is too large' },
    detail: {
      fr: 'La limite est de 1 Mo pour une demande. Séparer l’envoi en plusieurs parties.',
      en: 'The limit is 1 MB for a request. Split it into several parts.',
    },
  })

const storageFull = () =>
  new ProblemError({
    code: 'storage-full',
    status: 503,
    title: { fr: 'Le disque est plein', en: 'The disk is full' },
    detail: {
      fr: 'Rien n’a été enregistré. La lecture reste possible ; libérer de l’espace, puis recommencer.',
      en: 'Nothing was saved. Reading still works; free some space, then try again.',
    },
  })

const storageBusy = () =>
  new ProblemError({
    code: 'storage-busy',
    status: 503,
    title: { fr: 'La base de données est occupée', en: 'The database is busy' },
    detail: {
      fr: 'Un autre travail y écrit en ce moment. Rien n’a été enregistré ; recommencer dans une minute.',
      en: 'Other work is writing to it right now. Nothing was saved; try again in a minute.',
    },
  })

const storageDamaged = () =>
  new ProblemError({
    code: 'storage-damaged',
    status: 503,
    title: { fr: 'La base de données est endommagée', en: 'The database is damaged' },
    detail: {
      fr: 'Une partie de la base ne se lit plus. Ne plus rien y écrire et restaurer une copie.',
      en: 'Part of the database can no longer be read. Write nothing more to it and restore a backup.',
    },
  })

const recordedMeanwhile = () =>
  new ProblemError({
    code: 'recorded-meanwhile',
    status: 409,
    title: { fr: 'Cela vient d’être enregistré', en: 'This was just recorded' },
    detail: {
      fr: 'Une autre demande a enregistré la même chose au même moment. Rien n’a été ajouté : relire, puis recommencer au besoin.',
      en: 'Another request recorded the same thing at the same moment. Nothing was added: read again, then retry if needed.',
    },
  })

export const databaseUnready = () =>
  new ProblemError({
    code: 'database-unready',
    status: 503,
    title: { fr: 'La base de données ne répond pas', en: 'The database does not answer' },
    detail: {
      fr: 'Le service est démarré mais sa base ne répond pas. Vérifier qu’elle est démarrée, puis recommencer.',
      en: 'The service is up but its database does not answer. Check that it is started, then try again.',
    },
  })

export const malformedJson = () =>
  new ProblemError({
    code: 'malformed-json',
    status: 400,
    title: { fr: 'Le JSON n’est pas lisible', en: 'The JSON cannot be read' },
    detail: {
      fr: 'Le corps de la demande n’est pas un document JSON complet en UTF-8. Vérifier les guillemets et les accolades.',
      en: 'The body of the request is not a complete JSON document in UTF-8. Check quotes and braces.',
    },
  })

export const nullCharacterRefused = () =>
  new ProblemError({
    code: 'null-character',
    status: 400,
    title: { fr: 'Un caractère n’est pas accepté', en: 'A character is not accepted' },
    detail: {
      fr: 'La demande contient le caractère nul (U+0000). Le retirer et recommencer.',
      en: 'The request holds the null character (U+0000). Remove it and try again.',
    },
  })

export const jsonExpected = () =>
  new ProblemError({
    code: 'json-expected',
    status: 415,
    title: { fr: 'Un document JSON est attendu', en: 'A JSON document is expected' },
    detail: {
      fr: 'Envoyer le corps avec Content-Type: application/json.',
      en: 'Send the body with Content-Type: application/json.',
    },
  })

export const fileExpected = () =>
  new ProblemError({
    code: 'file-expected',
    status: 415,
    title: { fr: 'Un fichier est attendu', en: 'A file is expected' },
    detail: {
      fr: 'Envoyer les octets du fichier avec Content-Type: application/octet-stream.',
      en: 'Send the bytes of the file with Content-Type: application/octet-stream.',
    },
  })

export const versionNeeded = () =>
  new ProblemError({
    code: 'version-needed',
    status: 428,
    title: { fr: 'La version modifiée doit être nommée', en: 'Name the version being changed' },
    detail: {
      fr: 'Relire la fiche et renvoyer son ETag dans If-Match, pour ne pas écraser le travail d’une autre personne.',
      en: 'Read the record again and send its ETag in If-Match, so as not to overwrite someone else’s work.',
    },
  })

export const versionStale = (current: string) =>
  new ProblemError({
    code: 'version-stale',
    status: 412,
    title: { fr: 'La fiche a changé entre-temps', en: 'The record has changed meanwhile' },
    detail: {
      fr: 'Une autre personne l’a modifiée depuis votre lecture. Votre saisie est conservée : relire la fiche, puis recommencer.',
      en: 'Someone else changed it since you read it. What you typed is kept: read the record again, then retry.',
    },
    extra: { current },
  })

export const keyReused = () =>
  new ProblemError({
    code: 'idempotency-key-reused',
    status: 422,
    title: { fr: 'Cette clé a déjà servi à une autre demande', en: 'This key was already used for another request' },
    detail: {
      fr: 'Une clé Idempotency-Key vaut pour une seule demande. En créer une nouvelle.',
      en: 'An Idempotency-Key stands for one request only. Make a new one.',
    },
  })

export const keyMalformed = () =>
  new ProblemError({
    code: 'idempotency-key-malformed',
    status: 400,
    title: { fr: 'Cette clé n’a pas la bonne forme', en: 'This key does not have the right form' },
    detail: {
      fr: 'Une clé Idempotency-Key a de 8 à 100 lettres sans accent, chiffres, tirets ou soulignés : un UUID convient.',
      en: 'An Idempotency-Key has 8 to 100 unaccented letters, digits, hyphens or underscores: a UUID will do.',
    },
  })

export const keyInProgress = () =>
  new ProblemError({
    code: 'idempotency-key-in-progress',
    status: 409,
    title: { fr: 'La même demande est déjà en cours', en: 'The same request is already running' },
    detail: { fr: 'Attendre sa réponse, puis relire.', en: 'Wait for its answer, then read again.' },
  })
