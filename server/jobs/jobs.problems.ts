import { ProblemError } from '#models/shared/problem.ts'

export const jobNotFound = () =>
  new ProblemError({
    code: 'job-not-found',
    status: 404,
    title: { fr: 'Travail introuvable', en: 'Job not found' },
    detail: { fr: 'Aucun travail de ce numéro dans votre périmètre.', en: 'No job of this number within your scope.' },
  })
