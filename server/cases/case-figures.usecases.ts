import { withOverrides } from '#models/assumptions/assumption-set.ts'
import { caseDerivation } from '#models/cases/case-derivation.ts'
import { preparedCase, type PreparedCase } from '#models/cases/case-flows.ts'
import { indicatorDerivation } from '#models/cases/case-indicator-derivation.ts'
import { type CaseMeasure, measureText, parsedMeasure } from '#models/cases/case-measure.ts'
import { caseRows } from '#models/cases/case-rows.ts'
import { decisionOf, npvUnder } from '#models/cases/case-sensitivity.ts'
import { type Supposed, variantIds } from '#models/cases/case.schemas.ts'
import type { Derivation } from '#models/shared/derivation.ts'
import type { Reach } from '#server/access/reach.ts'
import type { Database } from '#server/database/database.ts'
import { caseFigure } from '#server/figures/figure-ids.ts'
import { costReferenceKept } from '#server/formulas/references-in-force.usecases.ts'
import { vendorDefaults } from '#server/shared/datasets.ts'
import { findResult } from './cases.repository.ts'
import { resultOf } from './cases.usecases.ts'
import { unpackedCase } from './kept-case.ts'

/** Cases made ready again, the last few: opening one figure leads to the next of the same case. */
const ready = new Map<string, PreparedCase>()
const mostReady = 4

/** A figure of a case as it was computed, whatever changed since. */
export async function caseFigureDerivation(
  db: Database,
  reach: Reach,
  figure: string,
): Promise<Derivation | undefined> {
  const [, text = '', resultId = ''] = figure.split('~')
  const asked = parsedMeasure(text)
  if (asked === undefined) return undefined
  const prepared = await preparedAt(db, reach, resultId)
  if (prepared === undefined) return undefined
  const variant = variantIds.indexOf(asked.variant)
  if (prepared.inputs.variants[variant] === undefined) return undefined
  const link = (measure: CaseMeasure) => caseFigure(measureText(asked.variant, measure), resultId)
  const { measure } = asked
  if (measure.kind !== 'indicator') return caseDerivation(prepared, variant, measure, link)
  const row = await findResult(reach, db, resultId)
  const kept = row === undefined ? undefined : resultOf(row).variants[variant]
  return kept === undefined ? undefined : indicatorDerivation(prepared, { variant, kept, name: measure.name }, link)
}

/** What a result was computed from, made ready; undefined when it is not in reach. */
export async function preparedAt(db: Database, reach: Reach, resultId: string): Promise<PreparedCase | undefined> {
  const row = await findResult(reach, db, resultId)
  if (row === undefined) return undefined
  const known = ready.get(row.id)
  if (known !== undefined) return known
  const reference = await costReferenceKept(db, row.reference_digest)
  if (reference === undefined) return undefined
  const inputs = unpackedCase(row.inputs_packed, reference)
  const prepared = preparedCase(inputs, caseRows(inputs).rows)
  if (ready.size >= mostReady) ready.clear()
  ready.set(row.id, prepared)
  return prepared
}

/** The digest of what a result was computed from; undefined when it is not in reach. */
export async function inputDigestAt(db: Database, reach: Reach, resultId: string): Promise<string | undefined> {
  return (await findResult(reach, db, resultId))?.input_digest
}

export type SupposedRequest = { readonly resultId: string; readonly set: string; readonly names: readonly string[] }

/** What a case would give with some of a vendor's defaults in place of ours: net present values at the likely values, and the decision. */
export async function supposedCase(
  db: Database,
  reach: Reach,
  { resultId, set, names }: SupposedRequest,
): Promise<Supposed | null> {
  const theirs = vendorDefaults().find(({ id }) => id === set)
  const prepared = await preparedAt(db, reach, resultId)
  if (theirs === undefined || prepared === undefined) return null
  const overrides = theirs.overrides.filter(({ name }) => names.includes(name))
  const npv = npvUnder(prepared, withOverrides(prepared.inputs.set, theirs, overrides))
  return { npv, decision: decisionOf(prepared, npv) }
}
