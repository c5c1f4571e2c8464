import type { IncidentFault } from '#models/incidents/incident.ts'
import type { IncidentGap } from '#models/incidents/incident.schemas.ts'
import type { Bilingual } from '#models/shared/bilingual.ts'
import { ProblemError } from '#models/shared/problem.ts'

const title = { fr: 'Entrée refusée', en: 'Entry refused' }

export const incidentNotFound = (code: string) =>
  new ProblemError({
    code: 'incident-not-found',
    status: 404,
    title: { fr: 'Incident introuvable', en: 'Incident not found' },
    detail: { fr: `Aucun incident ${code} dans votre périmètre.`, en: `No incident ${code} within your scope.` },
  })

export const incidentBodyUnknown = (body: string) =>
  new ProblemError({
    code: 'incident-body-unknown',
    status: 422,
    title,
    detail: {
      fr: `L’organisme ${body} n’est pas de ceux dont vous tenez le registre.`,
      en: `The body ${body} is not one whose register you keep.`,
    },
    errors: [
      { code: 'not-in-list', pointer: '/body', detail: { fr: 'Organisme hors périmètre.', en: 'Body out of scope.' } },
    ],
  })

export const incidentWorkloadElsewhere = (workload: string) =>
  new ProblemError({
    code: 'incident-workload-elsewhere',
    status: 422,
    title,
    detail: {
      fr: `La charge ${workload} n’est pas de cet organisme.`,
      en: `The workload ${workload} is not of this body.`,
    },
    errors: [
      {
        code: 'not-in-list',
        pointer: '/workload',
        detail: { fr: 'Charge d’un autre organisme.', en: 'Workload of another body.' },
      },
    ],
  })

const faultText: Readonly<Record<IncidentFault['kind'], Bilingual>> = {
  'in-the-future': { fr: 'Ce jour n’est pas encore venu.', en: 'That day has not come yet.' },
  'period-backwards': { fr: 'La fin de la période précède son début.', en: 'The period ends before it begins.' },
  'after-discovery': {
    fr: 'L’incident ne peut pas avoir commencé après sa découverte.',
    en: 'The incident cannot have begun after it was discovered.',
  },
  'before-discovery': {
    fr: 'Un avis ne peut pas précéder la découverte de l’incident.',
    en: 'A notice cannot come before the incident was discovered.',
  },
}

export const incidentDaysRefused = (faults: readonly IncidentFault[]) =>
  new ProblemError({
    code: 'incident-days-contradict',
    status: 422,
    title,
    detail: {
      fr: 'Des dates se contredisent. Rien n’a été enregistré.',
      en: 'Some dates contradict one another. Nothing was saved.',
    },
    errors: faults.map(({ field, kind }) => ({ code: kind, pointer: `/content/${field}`, detail: faultText[kind] })),
  })

const gapText: Readonly<Record<IncidentGap, Bilingual & { readonly pointer: string }>> = {
  information: {
    pointer: '/content/information',
    fr: 'Dire quels renseignements, ou pourquoi on ne le sait pas.',
    en: 'Say which information, or why it is not known.',
  },
  occurred: { pointer: '/content/occurred', fr: 'Dire quand.', en: 'Say when.' },
  persons: { pointer: '/content/personsBand', fr: 'Dire combien de personnes.', en: 'Say how many persons.' },
  injury: {
    pointer: '/content/injuryElements',
    fr: 'Dire s’il y a risque de préjudice sérieux, et ce qui y mène.',
    en: 'Say whether the injury may be serious, and what leads to it.',
  },
  'notice-to-commission': {
    pointer: '/content/noticeToCommissionOn',
    fr: 'Donner la date de l’avis à la Commission.',
    en: 'Give the date of the notice to the Commission.',
  },
  'notice-to-persons': {
    pointer: '/content/noticeToPersonsOn',
    fr: 'Donner la date de l’avis aux personnes, ou le motif d’un avis public.',
    en: 'Give the date of the notice to the persons, or the reason of a public notice.',
  },
  measures: { pointer: '/content/measures', fr: 'Dire les mesures prises.', en: 'Say the measures taken.' },
}

export const incidentIncomplete = (gaps: readonly IncidentGap[]) =>
  new ProblemError({
    code: 'incident-incomplete',
    status: 422,
    title,
    detail: {
      fr: 'Une entrée se ferme quand tout ce que la loi demande y est.',
      en: 'An entry is closed once all that the law asks is in it.',
    },
    errors: gaps.map((gap) => {
      const { pointer, fr, en } = gapText[gap]
      return { code: gap, pointer, detail: { fr, en } }
    }),
  })
