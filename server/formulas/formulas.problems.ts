import { ProblemError, type ProblemItem } from '#models/shared/problem.ts'
import { countOf } from '#server/shared/wording.ts'

const title = { fr: 'Formules refusées', en: 'Formulas refused' }

export const formulaSetNotFound = () =>
  new ProblemError({
    code: 'formula-set-not-found',
    status: 404,
    title: { fr: 'Ensemble introuvable', en: 'Set not found' },
    detail: { fr: 'Aucun ensemble de formules de ce nom.', en: 'No set of formulas of this name.' },
  })

export const formulaVersionNotFound = () =>
  new ProblemError({
    code: 'formula-version-not-found',
    status: 404,
    title: { fr: 'Version introuvable', en: 'Version not found' },
    detail: {
      fr: 'Aucune version de cet ensemble sous ce numéro, dans votre périmètre.',
      en: 'No version of this set under this number, within your scope.',
    },
  })

/** Pointers name the places of the request. */
export function formulasRefused(problems: readonly ProblemItem[]) {
  const told = countOf(problems.length, { fr: ['problème', 'problèmes'], en: ['problem', 'problems'] })
  return new ProblemError({
    code: 'formulas-refused',
    status: 422,
    title,
    detail: {
      fr: `Dans les formules, à leur place : ${told.fr}. Rien n’a été enregistré.`,
      en: `In the formulas, at their place: ${told.en}. Nothing was saved.`,
    },
    errors: problems,
  })
}

export const formulaBodyUnknown = (body: string) =>
  new ProblemError({
    code: 'formula-body-unknown',
    status: 422,
    title,
    detail: {
      fr: `L’organisme ${body} n’est pas de ceux pour lesquels vous le pouvez.`,
      en: `The body ${body} is not one for which you may do so.`,
    },
    errors: [
      { code: 'not-in-list', pointer: '/body', detail: { fr: 'Organisme hors périmètre.', en: 'Body out of scope.' } },
    ],
  })

export const formulasUnchanged = (version: string) =>
  new ProblemError({
    code: 'formulas-unchanged',
    status: 409,
    title,
    detail: {
      fr: `Ces formules sont celles de la version ${version}, déjà en vigueur. Changez une formule d’abord.`,
      en: `These formulas are those of version ${version}, already in force. Change a formula first.`,
    },
  })

export const formulaDayPassed = (today: string) =>
  new ProblemError({
    code: 'formula-day-passed',
    status: 422,
    title,
    detail: {
      fr: `Une version ne refait pas le passé : elle vaut du ${today} ou d’un jour suivant. Proposez-la à nouveau avec une autre date.`,
      en: `A version does not remake the past: it holds from ${today} or a later day. Propose it again with another date.`,
    },
    errors: [{ code: 'too-small', pointer: '/validFrom', detail: { fr: 'Date passée.', en: 'Date passed.' } }],
  })

export const formulaOwnVersion = () =>
  new ProblemError({
    code: 'formula-own-version',
    status: 403,
    title: { fr: 'Il faut une deuxième personne', en: 'A second person is needed' },
    detail: {
      fr: 'Qui écrit une version ne l’approuve pas : une personne des finances ou de la centrale le fait. Vous pouvez la retirer.',
      en: 'Whoever writes a version does not approve it: a person of finance or of the centre does. You may withdraw it.',
    },
  })

export const formulaNotYours = () =>
  new ProblemError({
    code: 'formula-version-not-yours',
    status: 403,
    title: { fr: 'Retrait refusé', en: 'Withdrawal refused' },
    detail: {
      fr: 'Qui propose retire. Une autre personne retourne la version, avec un motif.',
      en: 'Whoever proposes withdraws. Another person sends the version back, with a reason.',
    },
  })

export const formulaAlreadyDecided = () =>
  new ProblemError({
    code: 'formula-version-decided',
    status: 409,
    title: { fr: 'Déjà décidé', en: 'Already decided' },
    detail: {
      fr: 'Cette version a déjà reçu une réponse, ou a été retirée. Relisez l’historique.',
      en: 'This version already has an answer, or was withdrawn. Read the history again.',
    },
  })
