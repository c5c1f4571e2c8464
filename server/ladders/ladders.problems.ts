import { ProblemError } from '#models/shared/problem.ts'

export const ladderBodyUnknown = (body: string) =>
  new ProblemError({
    code: 'ladder-body-unknown',
    status: 404,
    title: { fr: 'Organisme introuvable', en: 'Body not found' },
    detail: {
      fr: `Aucun organisme ${body} dans votre périmètre.`,
      en: `No body ${body} within your scope.`,
    },
  })
