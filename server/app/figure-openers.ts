import { workloadMonthDerivation } from '#server/allocation/month-figure.usecases.ts'
import { unitCostDerivation } from '#server/allocation/unit-cost-figures.usecases.ts'
import { givenDerivation } from '#server/allocation/given-figures.usecases.ts'
import { claimDerivation, claimTotalDerivation } from '#server/claims/claim-figures.usecases.ts'
import type { Derivation } from '#models/shared/derivation.ts'
import type { Reach } from '#server/access/reach.ts'
import type { Database } from '#server/database/database.ts'
import type { Reports } from '#server/shared/reports.ts'
import {
  type BenefitsDeps,
  promisedTotalDerivation,
  promiseFigureDerivation,
} from '#server/benefits/benefits.usecases.ts'
import { type BillFigureDeps, billFigureDerivation } from '#server/bills/bill-figure.usecases.ts'
import { billMonthDerivation } from '#server/bills/month-figures.usecases.ts'
import { caseFigureDerivation } from '#server/cases/case-figures.usecases.ts'
import { changeDerivation } from '#server/classification/consequences.usecases.ts'
import { figureDerivation, type FiguresDeps } from '#server/figures/figures.usecases.ts'
import { budgetDerivation, ledgerLineDerivation } from '#server/ledgers/ledger-figures.usecases.ts'
import { realisedDerivation } from '#server/realised/realised-figures.usecases.ts'
import { homeFigureDerivation } from '#server/home/progress.usecases.ts'

/** How each kind of figure opens, beyond costs. */
export function figureOpeners(deps: BenefitsDeps & BillFigureDeps): FiguresDeps['openers'] {
  const openers: FiguresDeps['openers'] = {
    promise: (reach, id) => promiseFigureDerivation(deps, open, reach, id),
    'promised-total': (reach, id) => promisedTotalDerivation(deps, reach, id),
    change: (reach, id) => changeDerivation(deps, open, reach, id),
    case: (reach, id) => openAside(deps, 'case-figure', caseFigureDerivation, { reach, figure: id }),
    bill: (reach, id) => billFigureDerivation(deps, reach, id),
    'bill-month': (reach, id) => billMonthDerivation(deps, reach, id),
    'workload-month': (reach, id) => workloadMonthDerivation(deps.db, reach, id),
    'unit-cost': (reach, id) => unitCostDerivation(deps, reach, id),
    'ledger-line': (reach, id) => ledgerLineDerivation(deps.db, reach, id),
    budget: (reach, id) => budgetDerivation(deps.db, reach, id),
    given: (reach, id) => openAside(deps, 'given-figure', givenDerivation, { reach, figure: id }),
    realised: (reach, id) => openAside(deps, 'realised-figure', realisedDerivation, { reach, figure: id }),
    claim: (reach, id) => claimDerivation(deps.db, reach, id),
    'claim-total': (reach, id) => claimTotalDerivation(deps.db, reach, id),
    home: (_, id) => Promise.resolve(homeFigureDerivation(id)),
  }
  const open = (reach: Reach, id: string): Promise<Derivation> => figureDerivation({ db: deps.db, openers }, reach, id)
  return openers
}

/** What gathers many workloads, a register or the charges of a bill opens away from the thread that answers, where there is one. */
async function openAside(
  { db, reports }: { readonly db: Database; readonly reports?: Reports },
  report: 'case-figure' | 'given-figure' | 'realised-figure',
  derivation: (db: Database, reach: Reach, figure: string) => Promise<Derivation | undefined>,
  { reach, figure }: { readonly reach: Reach; readonly figure: string },
): Promise<Derivation | undefined> {
  if (reports === undefined) return derivation(db, reach, figure)
  const bytes = await reports.make(report, reach, { figure })
  return (JSON.parse(new TextDecoder().decode(bytes)) as Derivation | null) ?? undefined // written by the report thread from the same type
}
