import { ProblemError } from '#models/shared/problem.ts'

export const figureNotFound = (id: string) =>
  new ProblemError({
    code: 'figure-not-found',
    status: 404,
    title: { fr: 'Chiffre introuvable', en: 'Figure not found' },
    detail: {
      fr: `Aucun chiffre « ${id.slice(0, 80)} » dans votre périmètre.`,
      en: `No figure “${id.slice(0, 80)}” within your scope.`,
    },
  })
