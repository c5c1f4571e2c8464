import type { ScoreRefusal } from '#models/strategies/scores.ts'
import { ProblemError, type ProblemItem } from '#models/shared/problem.ts'

const refused = { fr: 'Demande refusée', en: 'Request refused' }

export const questionnaireNotFound = (code: string) =>
  new ProblemError({
    code: 'questionnaire-not-found',
    status: 404,
    title: { fr: 'Questionnaire introuvable', en: 'Questionnaire not found' },
    detail: {
      fr: `Aucun questionnaire ${code} dans votre périmètre.`,
      en: `No questionnaire ${code} within your scope.`,
    },
  })

export const questionnaireRefused = (errors: readonly ProblemItem[]) =>
  new ProblemError({
    code: 'questionnaire-refused',
    status: 422,
    title: { fr: 'Le questionnaire ne peut pas être lu', en: 'The questionnaire cannot be read' },
    detail: {
      fr: 'Corriger les lignes nommées, puis l’envoyer de nouveau. Rien n’a été enregistré.',
      en: 'Correct the lines named, then send it again. Nothing was saved.',
    },
    errors: errors.slice(0, 100).map((one) => ({ ...one, detail: withRow(one) })),
  })

function withRow({ row, detail }: ProblemItem) {
  return row === undefined ? detail : { fr: `Ligne ${row} : ${detail.fr}`, en: `Line ${row}: ${detail.en}` }
}

export const bodyOutOfScope = (body: string) =>
  new ProblemError({
    code: 'body-out-of-scope',
    status: 422,
    title: refused,
    detail: {
      fr: `L’organisme ${body} n’est pas de votre périmètre.`,
      en: `The body ${body} is not within your scope.`,
    },
    errors: [
      { code: 'not-in-list', pointer: '/body', detail: { fr: 'Organisme hors périmètre.', en: 'Body out of scope.' } },
    ],
  })

export const shippedStays = (code: string) =>
  new ProblemError({
    code: 'questionnaire-of-the-product',
    status: 409,
    title: refused,
    detail: {
      fr: `Le questionnaire ${code} vient avec le produit : il ne se retire pas. L’exporter, le modifier et l’importer pour en avoir un autre.`,
      en: `The questionnaire ${code} comes with the product: it cannot be retired. Export it, change it and import it to have another.`,
    },
  })

export const alreadyRetired = (code: string) =>
  new ProblemError({
    code: 'questionnaire-retired',
    status: 409,
    title: refused,
    detail: {
      fr: `Le questionnaire ${code} est retiré : il ne reçoit plus de réponse. Celles qu’il a restent lisibles.`,
      en: `The questionnaire ${code} is retired: it takes no more answers. Those it has stay readable.`,
    },
  })

export const questionUnknown = (question: string) =>
  new ProblemError({
    code: 'question-unknown',
    status: 422,
    title: refused,
    detail: {
      fr: `Le questionnaire n’a pas de question ${question}. Le relire : il a pu changer.`,
      en: `The questionnaire has no question ${question}. Read it again: it may have changed.`,
    },
    errors: [
      {
        code: 'not-in-list',
        pointer: '/question',
        detail: { fr: 'Question inconnue.', en: 'Unknown question.' },
      },
    ],
  })

const answerDetails = {
  'not-in-list': {
    fr: 'Cette réponse n’est pas de celles de la question.',
    en: 'This answer is not one of the question’s.',
  },
  required: {
    fr: 'Choisir une réponse, ou dire qu’elle n’est pas connue.',
    en: 'Choose an answer, or say that it is not known.',
  },
  'not-with-unknown': {
    fr: 'Une question dite inconnue n’a pas de réponse.',
    en: 'A question said to be unknown has no answer.',
  },
} as const

export const answerRefused = (code: keyof typeof answerDetails) =>
  new ProblemError({
    code: 'answer-refused',
    status: 422,
    title: refused,
    detail: answerDetails[code],
    errors: [{ code, pointer: '/answer', detail: answerDetails[code] }],
  })

export const answerInTheFuture = () =>
  new ProblemError({
    code: 'answer-in-the-future',
    status: 422,
    title: refused,
    detail: {
      fr: 'Une réponse ne peut pas parler d’un jour à venir.',
      en: 'An answer cannot speak of a day still to come.',
    },
    errors: [
      {
        code: 'in-the-future',
        pointer: '/answeredOn',
        detail: { fr: 'Ce jour n’est pas encore venu.', en: 'That day has not come yet.' },
      },
    ],
  })

export const overrideSaysTheSame = () =>
  new ProblemError({
    code: 'override-says-the-same',
    status: 422,
    title: refused,
    detail: {
      fr: 'C’est déjà la disposition qui tient. Rien n’a été enregistré.',
      en: 'That strategy already stands. Nothing was saved.',
    },
    errors: [
      {
        code: 'no-change',
        pointer: '/strategy',
        detail: { fr: 'Choisir une autre disposition.', en: 'Choose another strategy.' },
      },
    ],
  })

export const scoreNotFound = () =>
  new ProblemError({
    code: 'score-not-found',
    status: 404,
    title: { fr: 'Score introuvable', en: 'Score not found' },
    detail: { fr: 'Aucun score à ce numéro dans votre périmètre.', en: 'No score of this id within your scope.' },
  })

export const scoreRefused = (refusal: ScoreRefusal) => {
  const detail =
    refusal.kind === 'formula'
      ? {
          fr: `L’expression ne se lit pas (${refusal.reason}). Opérations admises : + − * / ^, parenthèses, min, max, abs, ceil, floor, round, sqrt, sum.`,
          en: `The expression cannot be read (${refusal.reason}). Allowed: + − * / ^, parentheses, min, max, abs, ceil, floor, round, sqrt, sum.`,
        }
      : {
          fr: `Ces noms n’existent pas ici : ${refusal.names.join(', ')}. La liste des noms est à côté de l’expression.`,
          en: `These names do not exist here: ${refusal.names.join(', ')}. The list of names stands beside the expression.`,
        }
  return new ProblemError({
    code: 'score-refused',
    status: 422,
    title: refused,
    detail,
    errors: [{ code: refusal.kind === 'formula' ? 'wrong-form' : 'not-in-list', pointer: '/expression', detail }],
  })
}

export const settingsNeedAllBodies = () =>
  new ProblemError({
    code: 'time-settings-need-all-bodies',
    status: 403,
    title: refused,
    detail: {
      fr: 'Ces seuils valent pour tous les organismes : les change qui les a tous dans son périmètre.',
      en: 'These thresholds hold for every body: they are changed by who has them all within scope.',
    },
  })
