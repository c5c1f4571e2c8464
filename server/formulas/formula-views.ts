import { changedFormulas } from '#models/formulas/drafted-set.ts'
import type { FormulaInput, FormulaSet } from '#models/formulas/formula-set.ts'
import { namesIn } from '#models/formulas/names-in.ts'
import type {
  FormulaInputView,
  FormulaVersionDetail,
  FormulaVersionState,
  FormulaVersionView,
  InputAssumption,
} from '#models/formulas/formula.views.ts'
import { etagOf } from '#server/app/versions.ts'
import { currentReference } from '#server/shared/datasets.ts'
import { asJson, digestOf } from '#server/shared/digest.ts'
import { setOfVersion } from './formulas-in-force.usecases.ts'
import type { FormulaVersionWithBody } from './formulas.repository.ts'

/** The set that comes with the product, as a version. */
export function shippedView(shipped: FormulaSet, isInForce: boolean): FormulaVersionView {
  return {
    id: 'shipped',
    set: shipped.id,
    version: shipped.version,
    body: null,
    state: 'shipped',
    isInForce,
    validFrom: null,
    formulas: shipped.formulas.length,
    changed: [],
    digest: digestOf(asJson(shipped)),
    reason: '',
    proposedBy: null,
    proposedAt: null,
    decidedBy: null,
    decidedAt: null,
    decisionReason: null,
    etag: etagOf(0),
  }
}

export function versionView(
  row: FormulaVersionWithBody,
  { shipped, isInForce }: { readonly shipped: FormulaSet; readonly isInForce: boolean },
): FormulaVersionView {
  const content = setOfVersion(row)
  return {
    id: row.id,
    set: row.set_id,
    version: content.version,
    body: row.body_code,
    state: row.state as FormulaVersionState, // written by this feature only
    isInForce,
    validFrom: row.valid_from,
    formulas: content.formulas.length,
    changed: changedFormulas(shipped, content.formulas),
    digest: row.digest,
    reason: row.reason,
    proposedBy: row.proposed_by,
    proposedAt: row.proposed_at,
    decidedBy: row.decided_by,
    decidedAt: row.decided_at,
    decisionReason: row.decision_reason,
    etag: etagOf(row.row_version),
  }
}

/** A version with its formulas, what they read, and what the model asks of them. */
export function versionDetail(
  view: FormulaVersionView,
  content: FormulaSet,
  shipped: FormulaSet,
): FormulaVersionDetail {
  const uses = content.formulas.map(({ name, expression }) => ({ name, names: namesIn(expression) }))
  return {
    ...view,
    label: content.label,
    inputs: content.inputs.map((input) => inputView(input, uses)),
    definitions: content.formulas,
    required: shipped.formulas.map(({ name }) => name),
  }
}

function inputView(
  input: FormulaInput,
  uses: readonly { readonly name: string; readonly names: ReadonlySet<string> }[],
): FormulaInputView {
  return {
    ...input,
    assumption: input.kind === 'assumption' ? assumptionBehind(input.name) : null,
    usedBy: uses.filter(({ names }) => names.has(input.name)).map(({ name }) => name),
  }
}

function assumptionBehind(name: string): InputAssumption | null {
  const found = currentReference().set.assumptions.find((one) => one.name === name)
  if (found === undefined) return null
  const { low, likely, high, status, author, date, reference } = found
  return { low, likely, high, status, author, date, reference }
}
