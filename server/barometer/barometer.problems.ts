import type { Bilingual } from '#models/shared/bilingual.ts'
import { ProblemError } from '#models/shared/problem.ts'

export const barometerNeedsAllBodies = () =>
  new ProblemError({
    code: 'barometer-needs-all-bodies',
    status: 403,
    title: { fr: 'Publication refusée', en: 'Publication refused' },
    detail: {
      fr: 'Le baromètre parle de tous les organismes, et votre rôle n’en atteint qu’une partie. La centrale de tête doit le publier.',
      en: 'The barometer speaks of all bodies and your role reaches only some of them. The head centre must publish it.',
    },
  })

const definitionRefused = { fr: 'Définition refusée', en: 'Definition refused' }

export const indicatorFormulaRefused = (reason: Bilingual) =>
  new ProblemError({ code: 'indicator-formula-refused', status: 422, title: definitionRefused, detail: reason })

export const indicatorNameUnknown = (name: string) =>
  new ProblemError({
    code: 'indicator-name-unknown',
    status: 422,
    title: definitionRefused,
    detail: {
      fr: `Le nom « ${name} » n’est ni compté par Arpent ni décrit dans la définition. Donnez-lui ses mots dans les deux langues.`,
      en: `The name “${name}” is neither counted by Arpent nor described in the definition. Give its words in both languages.`,
    },
  })

export const indicatorDayAhead = (name: string, day: string) =>
  new ProblemError({
    code: 'indicator-day-ahead',
    status: 422,
    title: definitionRefused,
    detail: {
      fr: `« ${name} » est déclaré au ${day}, qui n’est pas encore venu. Donnez le jour du registre.`,
      en: `“${name}” is stated as of ${day}, which has not come yet. Give the day of the register.`,
    },
  })

export const indicatorVersionTaken = (id: string, version: string) =>
  new ProblemError({
    code: 'indicator-version-taken',
    status: 409,
    title: definitionRefused,
    detail: {
      fr: `L’indicateur ${id} a déjà une version ${version}. Une version ne change pas : donnez un autre numéro.`,
      en: `Indicator ${id} already has a version ${version}. A version does not change: give another number.`,
    },
  })

export const indicatorVersionNotFound = () =>
  new ProblemError({
    code: 'indicator-version-not-found',
    status: 404,
    title: { fr: 'Version introuvable', en: 'Version not found' },
    detail: {
      fr: 'Aucune version d’indicateur à cette adresse. Relisez la liste.',
      en: 'No indicator version at this address. Read the list again.',
    },
  })

export const indicatorDecided = () =>
  new ProblemError({
    code: 'indicator-version-decided',
    status: 409,
    title: { fr: 'Déjà décidé', en: 'Already decided' },
    detail: {
      fr: 'Cette version a déjà reçu une réponse. Relisez la liste.',
      en: 'This version already has an answer. Read the list again.',
    },
  })

export const indicatorOwnVersion = () =>
  new ProblemError({
    code: 'indicator-own-version',
    status: 403,
    title: { fr: 'Il faut une deuxième personne', en: 'A second person is needed' },
    detail: {
      fr: 'Qui propose une définition ne l’approuve pas : une autre personne de la centrale le fait.',
      en: 'Whoever proposes a definition does not approve it: another person of the centre does.',
    },
  })
