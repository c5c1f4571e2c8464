import { ProblemError } from '#models/shared/problem.ts'

export const benefitNotFound = (code: string) =>
  new ProblemError({
    code: 'benefit-not-found',
    status: 404,
    title: { fr: 'Bénéfice introuvable', en: 'Benefit not found' },
    detail: { fr: `Aucun bénéfice ${code} dans votre périmètre.`, en: `No benefit ${code} within your scope.` },
  })
