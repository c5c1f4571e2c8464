import { ProblemError } from '#models/shared/problem.ts'

export const optionNotFound = (option: string) =>
  new ProblemError({
    code: 'option-not-found',
    status: 404,
    title: { fr: 'Option introuvable', en: 'Option not found' },
    detail: {
      fr: `Aucune option « ${option} » n’est offerte ici. Choisir une option de l’évaluation de la charge.`,
      en: `No option “${option}” is offered here. Choose an option of the workload’s assessment.`,
    },
  })
