import type { MonthFigures, MonthTerm } from '#models/bills/bill-months.schemas.ts'
import type { CadRate } from '#models/bills/cad-rate.ts'
import type { Derivation } from '#models/shared/derivation.ts'
import type { Reach } from '#server/access/reach.ts'
import { billMonthFigure, parsedFigureId } from '#server/figures/figure-ids.ts'
import { findSource } from './bill-months.repository.ts'
import { type MonthFacts, monthFacts } from './month-facts.ts'
import { monthTerms } from './month-terms.ts'
import { cadRate, type RatesDeps } from './rates.usecases.ts'

/** Ids under which the amounts of a month open, as they are known at an instant. */
export function monthFigures(facts: MonthFacts, rate: CadRate | undefined, asKnownMs: number): MonthFigures {
  const { month, source } = facts
  return Object.fromEntries(
    [...monthTerms(facts, rate).keys()].map((term) => [
      term,
      billMonthFigure({ source: source.code, month, term, asKnownMs }),
    ]),
  )
}

/** An amount of a month of a source, as it was known at the instant in its id. */
export async function billMonthDerivation(deps: RatesDeps, reach: Reach, id: string): Promise<Derivation | undefined> {
  const figure = parsedFigureId(id)
  if (figure?.kind !== 'bill-month') return undefined
  const { month, source } = figure
  if ((await findSource(reach, deps.db, source)) === undefined) return undefined
  const asKnown = new Date(figure.asKnownMs).toISOString()
  const facts = await monthFacts(deps, reach, { source, month, asKnown })
  const { body_id: bodyId } = facts.source
  const rate = await cadRate(deps, bodyId, { currency: facts.reconciled.currency, at: month, knownAt: asKnown })
  // A term that is none finds nothing.
  return monthTerms(facts, rate.kind === 'known' ? rate.value : undefined).get(figure.term as MonthTerm)
}
