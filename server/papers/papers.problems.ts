import { paperFormats, paperKinds } from '#models/papers/paper.schemas.ts'
import { ProblemError } from '#models/shared/problem.ts'

const title = { fr: 'Rapport refusé', en: 'Report refused' }

export const reportKindUnknown = () =>
  new ProblemError({
    code: 'report-kind-unknown',
    status: 404,
    title,
    detail: {
      fr: `Ce rapport n’existe pas. Il y a : ${paperKinds.join(', ')}.`,
      en: `There is no such report. There are: ${paperKinds.join(', ')}.`,
    },
  })

export const reportFormatUnknown = () =>
  new ProblemError({
    code: 'report-format-unknown',
    status: 422,
    title,
    detail: {
      fr: `Le format se donne par --format, ou par la fin du nom du fichier : ${paperFormats.join(', ')}.`,
      en: `The format is given by --format, or by the end of the file’s name: ${paperFormats.join(', ')}.`,
    },
  })

export const reportNotWritten = (file: string) =>
  new ProblemError({
    code: 'report-not-written',
    status: 409,
    title,
    detail: {
      fr: `Le rapport n’a pas pu être écrit dans ${file}. Vérifier le dossier, les droits et l’espace libre.`,
      en: `The report could not be written to ${file}. Check the folder, the rights and the free space.`,
    },
  })

export const reportSubjectMissing = () =>
  new ProblemError({
    code: 'report-subject-missing',
    status: 422,
    title,
    detail: {
      fr: 'Ce rapport est celui d’un dossier d’affaires : donner son numéro (subject, ou --case DA-0001).',
      en: 'This report is of one business case: give its number (subject, or --case DA-0001).',
    },
    errors: [
      {
        code: 'required',
        pointer: '/subject',
        detail: { fr: 'Numéro du dossier attendu.', en: 'Number of the case expected.' },
      },
    ],
  })

export const reportBenefitMissing = () =>
  new ProblemError({
    code: 'report-benefit-missing',
    status: 422,
    title,
    detail: {
      fr: 'Ce rapport est celui d’un bénéfice : donner son numéro (subject, ou --benefit B-0001).',
      en: 'This report is of one benefit: give its number (subject, or --benefit B-0001).',
    },
    errors: [
      {
        code: 'required',
        pointer: '/subject',
        detail: { fr: 'Numéro du bénéfice attendu.', en: 'Number of the benefit expected.' },
      },
    ],
  })

export const reportBenefitUnknown = (code: string) =>
  new ProblemError({
    code: 'report-benefit-unknown',
    status: 404,
    title,
    detail: {
      fr: `Aucun bénéfice ${code} dans votre périmètre, tel que connu à cette date.`,
      en: `No benefit ${code} within your scope, as known on that date.`,
    },
  })
