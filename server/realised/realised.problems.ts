import { ProblemError } from '#models/shared/problem.ts'

export const asKnownInFuture = (day: string) =>
  new ProblemError({
    code: 'as-known-in-future',
    status: 422,
    title: { fr: 'Date à venir', en: 'A day to come' },
    detail: {
      fr: `Rien n’est encore connu au ${day}. Demandez aujourd’hui ou un jour passé.`,
      en: `Nothing is known yet on ${day}. Ask for today or a past day.`,
    },
    errors: [{ pointer: '/asKnown', code: 'future', detail: { fr: 'jour à venir', en: 'a day to come' } }],
  })
