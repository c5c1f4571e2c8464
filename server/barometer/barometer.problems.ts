import { ProblemError } from '#models/shared/problem.ts'

export const barometerNeedsAllBodies = () =>
  new ProblemError({
    code: 'barometer-needs-all-bodies',
    status: 403,
    title: { fr: 'Publication refusée', en: 'Publication refused' },
    detail: {
      fr: 'Le baromètre parle de tous les organismes, et votre rôle n’en atteint qu’une partie. La centrale de tête doit le publier.',
      en: 'The barometer speaks of all bodies and your role reaches only some of them. The head centre must publish it.',
    },
  })
