import type { AssetSize } from '#models/inventory/asset.schemas.ts'
import { annualCostDerivation } from '#models/cost/annual-cost-derivation.ts'
import type { Derivation } from '#models/shared/derivation.ts'
import type { Reach } from '#server/access/reach.ts'
import { findFigureInput } from '#server/assessment/assessment.repository.ts'
import type { KeptInputs } from '#server/assessment/assessment.usecases.ts'
import type { Database } from '#server/database/database.ts'
import { findCurrentCost } from '#server/inventory/inventory.repository.ts'
import { rowSource, sourceOf } from '#server/inventory/sourced-values.ts'
import { costReferenceKept } from '#server/formulas/references-in-force.usecases.ts'
import { parsedFigureId } from './figure-ids.ts'
import { figureNotFound } from './figures.problems.ts'

export type FiguresDeps = {
  readonly db: Database
  /** Derivations that other features know how to open: promises, totals, home figures. */
  readonly openers: Readonly<Record<string, (reach: Reach, id: string) => Promise<Derivation | undefined>>>
}

/** Where a figure comes from, down to facts; it resolves to what it was when it was shown, whatever was recomputed since. */
export async function figureDerivation(deps: FiguresDeps, reach: Reach, id: string): Promise<Derivation> {
  const figure = parsedFigureId(id)
  if (figure === undefined) throw figureNotFound(id)
  const found =
    figure.kind === 'cost'
      ? await costDerivation(deps.db, reach, figure.option, figure.inputDigest)
      : figure.kind === 'current-cost'
        ? await currentCostDerivation(deps.db, reach, figure.id)
        : await deps.openers[figure.kind]?.(reach, id)
  if (found === undefined) throw figureNotFound(id)
  return found
}

async function costDerivation(
  db: Database,
  reach: Reach,
  option: string,
  digest: string,
): Promise<Derivation | undefined> {
  const row = await findFigureInput(reach, db, digest)
  if (row === undefined) return undefined
  const kept = JSON.parse(row.content) as KeptInputs & { readonly assets: readonly AssetSize[] } // written by assessment, found by its digest
  const reference = await costReferenceKept(db, kept.reference)
  if (reference === undefined) return undefined
  const { book, set, rate, formulas } = reference
  const [id = option, engaged] = option.split('@')
  const term = engaged === '1y' || engaged === '3y' ? engaged : 'on-demand'
  return annualCostDerivation({
    workload: kept.workload,
    assets: kept.assets,
    option: id,
    term,
    book,
    set,
    rate,
    formulas,
    stated: kept.stated,
    mitigations: kept.mitigations[id] ?? [],
  })
}

async function currentCostDerivation(db: Database, reach: Reach, id: string): Promise<Derivation | undefined> {
  const row = await findCurrentCost(reach, db, id)
  if (row === undefined) return undefined
  const source = sourceOf(rowSource(row.source_json), 'amount') ?? {
    kind: 'statement',
    by: row.stated_by,
    at: row.recorded_at,
    reference: row.reference,
  }
  return {
    name: 'currentCost',
    label: { fr: `Coût actuel, ${row.period}`, en: `Current cost, ${row.period}` },
    value: row.amount_cents / 100,
    unit: 'CAD/year',
    inputs: [],
    source,
    note: { fr: row.reference, en: row.reference },
  }
}
