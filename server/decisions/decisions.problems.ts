import { type DecisionChange, decisionChangeText } from '#models/decisions/decision-snapshot.ts'
import type { Bilingual } from '#models/shared/bilingual.ts'
import { ProblemError, type ProblemItem } from '#models/shared/problem.ts'
import type { PromiseGap } from '#server/benefits/benefits.usecases.ts'

const title = { fr: 'Décision refusée', en: 'Decision refused' }

export const decisionNotFound = () =>
  new ProblemError({
    code: 'decision-not-found',
    status: 404,
    title: { fr: 'Décision introuvable', en: 'Decision not found' },
    detail: {
      fr: 'Aucune décision de ce numéro dans votre périmètre.',
      en: 'No decision of this number within your scope.',
    },
  })

export const optionUnknown = (option: string) =>
  new ProblemError({
    code: 'option-unknown',
    status: 422,
    title,
    detail: {
      fr: `L’option « ${option} » n’est pas au catalogue.`,
      en: `The option “${option}” is not in the catalogue.`,
    },
    errors: [{ code: 'not-in-list', pointer: '/option', detail: { fr: 'Option inconnue.', en: 'Unknown option.' } }],
  })

export const optionNeeded = () =>
  new ProblemError({
    code: 'option-needed',
    status: 422,
    title,
    detail: {
      fr: 'Cette disposition déplace la charge : choisir l’option d’hébergement. Retirer et conserver n’en demandent pas.',
      en: 'This strategy moves the workload: choose the hosting option. Retire and retain need none.',
    },
    errors: [{ code: 'required', pointer: '/option', detail: { fr: 'Champ requis.', en: 'Required field.' } }],
  })

export const optionNotOpen = (errors: readonly ProblemItem[]) =>
  new ProblemError({
    code: 'option-not-open',
    status: 409,
    title,
    detail: {
      fr: 'Cette option n’est pas permise. Les règles qui décident sont nommées : choisir une autre option, ou corriger ce que la fiche dit de faux.',
      en: 'This option is not permitted. The deciding rules are named: choose another option, or correct what the record says wrongly.',
    },
    errors,
  })

export const optionUndetermined = (errors: readonly ProblemItem[]) =>
  new ProblemError({
    code: 'option-undetermined',
    status: 409,
    title,
    detail: {
      fr: 'Des faits manquent pour savoir si cette option est permise, et un inconnu ne permet rien. Établir les faits nommés, puis proposer à nouveau.',
      en: 'Facts are missing to know whether this option is permitted, and what is unknown permits nothing. Settle the facts named, then propose again.',
    },
    errors,
  })

export const decisionAlreadyAnswered = () =>
  new ProblemError({
    code: 'decision-already-answered',
    status: 409,
    title,
    detail: {
      fr: 'Cette proposition a déjà reçu une réponse. Relire la fiche.',
      en: 'This proposal already has an answer. Read the record again.',
    },
  })

export const decisionStale = (changes: readonly DecisionChange[]) =>
  new ProblemError({
    code: 'decision-stale',
    status: 409,
    title,
    detail: {
      fr: 'Ce sur quoi la proposition repose a changé depuis. Relire la charge et proposer à nouveau : on ne signe que ce qui est vrai aujourd’hui.',
      en: 'What the proposal rests on has changed since. Read the workload and propose again: only what is true today is signed.',
    },
    errors: changes.map((change) => ({
      code: change,
      pointer: `/snapshot/${change}`,
      detail: decisionChangeText[change],
    })),
  })

const promiseGapText: Readonly<Record<PromiseGap, Bilingual>> = {
  'no-current-cost': {
    fr: 'Le coût actuel de la charge est inconnu : l’importer ou l’inscrire dans la fiche, avec sa source.',
    en: 'The current cost of the workload is unknown: import it or enter it in the record, with its source.',
  },
  'no-planned-cost': {
    fr: 'Le coût prévu de l’option était inconnu le jour de la décision : établir ce qui manque (taille, prix), puis décider à nouveau.',
    en: 'The planned cost of the option was unknown the day of the decision: settle what is missing (size, price), then decide again.',
  },
  'no-option': {
    fr: 'Retirer et conserver ne mènent à aucune option d’hébergement : il n’y a pas de coût prévu à promettre.',
    en: 'Retire and retain lead to no hosting option: there is no planned cost to promise.',
  },
}

export const promiseRefused = (reasons: readonly PromiseGap[]) =>
  new ProblemError({
    code: 'promise-refused',
    status: 409,
    title: { fr: 'Engagement impossible', en: 'Promise impossible' },
    detail: {
      fr: 'Sans coût actuel et coût prévu connus, rien ne peut être figé. Ce qui manque est nommé.',
      en: 'Without a known current and planned cost, nothing can be frozen. What is missing is named.',
    },
    errors: reasons.map((reason) => ({ code: reason, pointer: `/promise/${reason}`, detail: promiseGapText[reason] })),
  })

export const promiseAlreadyFrozen = () =>
  new ProblemError({
    code: 'promise-already-frozen',
    status: 409,
    title: { fr: 'Engagement déjà figé', en: 'Promise already frozen' },
    detail: { fr: 'Cette décision a déjà son engagement.', en: 'This decision already has its promise.' },
  })

export const decisionNotSigned = () =>
  new ProblemError({
    code: 'decision-not-signed',
    status: 409,
    title: { fr: 'Engagement impossible', en: 'Promise impossible' },
    detail: {
      fr: 'Seule une décision signée et encore en vigueur peut recevoir un engagement.',
      en: 'Only a signed decision still in force can be given a promise.',
    },
  })
