import { ProblemError } from '#models/shared/problem.ts'

export const boardSnapshotNotFound = () =>
  new ProblemError({
    code: 'board-snapshot-not-found',
    status: 404,
    title: { fr: 'Page introuvable', en: 'Page not found' },
    detail: {
      fr: 'Aucune page du conseil à cette adresse, dans votre périmètre. Relisez la liste.',
      en: 'No board page at this address within your scope. Read the list again.',
    },
  })
