import { realisedFigure, type RealisedScope, type RealisedTerm } from '#models/realised/realised-figure.ts'

/** Whose figures are on screen, as known when: with a term, the id that opens one. */
export type OpeningOf = { readonly scope: RealisedScope; readonly asKnown: string }

/** The id under which a term opens, of a month or of all of them. */
export function openingId({ asKnown, scope }: OpeningOf, term: RealisedTerm, period = 'all'): string {
  return realisedFigure({ scope, period, term, asKnownMs: Date.parse(asKnown) })
}
