import type { Derivation } from '#models/shared/derivation.ts'
import type { Reach } from '#server/access/reach.ts'
import {
  type BenefitsDeps,
  promisedTotalDerivation,
  promiseFigureDerivation,
} from '#server/benefits/benefits.usecases.ts'
import { caseFigureDerivation } from '#server/cases/case-figures.usecases.ts'
import { changeDerivation } from '#server/classification/consequences.usecases.ts'
import { figureDerivation, type FiguresDeps } from '#server/figures/figures.usecases.ts'
import { homeFigureDerivation } from '#server/home/progress.usecases.ts'

/** How each kind of figure opens, beyond costs. */
export function figureOpeners(deps: BenefitsDeps): FiguresDeps['openers'] {
  const openers: FiguresDeps['openers'] = {
    promise: (reach, id) => promiseFigureDerivation(deps, open, reach, id),
    'promised-total': (reach, id) => promisedTotalDerivation(deps, reach, id),
    change: (reach, id) => changeDerivation(deps, open, reach, id),
    case: (reach, id) => caseFigureDerivation(deps.db, reach, id),
    home: (_, id) => Promise.resolve(homeFigureDerivation(id)),
  }
  const open = (reach: Reach, id: string): Promise<Derivation> => figureDerivation({ db: deps.db, openers }, reach, id)
  return openers
}
