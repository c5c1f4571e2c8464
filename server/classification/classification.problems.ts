import type { RecordDayFault } from '#models/classification/record-days.ts'
import type { Bilingual } from '#models/shared/bilingual.ts'
import { ProblemError } from '#models/shared/problem.ts'

const title = { fr: 'Classification refusée', en: 'Classification refused' }

export const classificationNotFound = () =>
  new ProblemError({
    code: 'classification-not-found',
    status: 404,
    title: { fr: 'Classification introuvable', en: 'Classification not found' },
    detail: {
      fr: 'Aucune classification de ce numéro dans votre périmètre.',
      en: 'No classification of this number within your scope.',
    },
  })

export const ownProposal = () =>
  new ProblemError({
    code: 'own-proposal',
    status: 403,
    title: { fr: 'Il faut une deuxième personne', en: 'A second person is needed' },
    detail: {
      fr: 'Qui propose n’approuve pas. Une autre personne de votre organisme, ou la centrale s’il n’y a que vous, doit décider.',
      en: 'Whoever proposes does not approve. Another person of your body, or the centre if you are alone, must decide.',
    },
  })

export const centreNotNeeded = () =>
  new ProblemError({
    code: 'centre-not-needed',
    status: 403,
    title: { fr: 'L’organisme a sa deuxième personne', en: 'The body has its second person' },
    detail: {
      fr: 'La centrale décide seulement quand l’organisme n’a qu’une personne habilitée et qu’elle a proposé.',
      en: 'The centre decides only when the body has a single entitled person and that person proposed.',
    },
  })

export const centreNeeded = () =>
  new ProblemError({
    code: 'centre-needed',
    status: 403,
    title: { fr: 'La centrale doit décider', en: 'The centre must decide' },
    detail: {
      fr: 'La politique de l’installation confie cette décision à la centrale seule.',
      en: 'The policy of this installation leaves this decision to the centre alone.',
    },
  })

export const olderVersion = (newest: number) =>
  new ProblemError({
    code: 'classification-older-version',
    status: 409,
    title,
    detail: {
      fr: `Une version plus récente (${newest}) a été proposée depuis. L’examiner à la place.`,
      en: `A newer version (${newest}) was proposed since. Review that one instead.`,
    },
  })

export const alreadyDecided = () =>
  new ProblemError({
    code: 'already-decided',
    status: 409,
    title: { fr: 'Déjà décidé', en: 'Already decided' },
    detail: {
      fr: 'Cette proposition a déjà reçu une réponse. Relire la fiche.',
      en: 'This proposal already has an answer. Read the record again.',
    },
  })

export const loweringNeedsReason = () =>
  new ProblemError({
    code: 'lowering-needs-reason',
    status: 422,
    title,
    detail: {
      fr: 'Cette proposition abaisse un niveau approuvé. Écrire pourquoi, en dix caractères au moins.',
      en: 'This proposal lowers an approved level. Write why, in ten characters at least.',
    },
    errors: [
      {
        code: 'too-short',
        pointer: '/reason',
        detail: { fr: 'Motif requis pour abaisser un niveau.', en: 'A reason is required to lower a level.' },
      },
    ],
  })

const dayFaultText: Readonly<Record<RecordDayFault['kind'], Bilingual>> = {
  'in-the-future': { fr: 'Ce jour n’est pas encore venu.', en: 'This day has not come yet.' },
  'ends-before-start': { fr: 'La fin précède le début.', en: 'The end comes before the start.' },
}

export const recordDaysRefused = (faults: readonly RecordDayFault[]) =>
  new ProblemError({
    code: 'classification-days-contradict',
    status: 422,
    title,
    detail: {
      fr: 'Des dates se contredisent. Rien n’a été enregistré.',
      en: 'Some dates contradict one another. Nothing was saved.',
    },
    errors: faults.map(({ field, kind }) => ({ code: kind, pointer: `/record/${field}`, detail: dayFaultText[kind] })),
  })
