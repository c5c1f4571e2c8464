import type { IndicatorView } from './barometer.views.ts'

/** An indicator as defined in `data/indicators`: formula in words of counts, its version, its rule for the public. */
export type IndicatorDefinition = {
  readonly id: string
  readonly formula: string
  readonly formulaVersion: string
  readonly unit: string
  readonly target: { readonly value: number; readonly fr: string; readonly en: string } | null
  readonly fr: string
  readonly en: string
  readonly ruleFr: string
  readonly ruleEn: string
}

/** What the indicators are computed from: whole counts, and cents for amounts. */
export type PortfolioCounts = {
  readonly workloads: number
  readonly signed: number
  readonly approved: number
  readonly assessmentsDone: number
  readonly assessmentsNeeded: number
  readonly signedWithOption: number
  readonly signedCanadian: number
  readonly promisedCents: number
  readonly promises: number
}

/** A group smaller than this could reveal one workload: its figure is not published (reliability: inference). */
export const smallestGroup = 3

/**
 * One indicator from counts: a percentage with its numerator and denominator, or an amount in CAD. Unknown when the denominator is 0;
 * suppressed when it stands on fewer than three workloads.
 */
export function indicator(definition: IndicatorDefinition, counts: PortfolioCounts): IndicatorView {
  const { id, fr, en, unit, formula, formulaVersion, ruleFr, ruleEn, target } = definition
  const told = {
    id,
    label: { fr, en },
    unit,
    formula,
    formulaVersion,
    rule: { fr: ruleFr, en: ruleEn },
    target: target === null ? null : { value: target.value, label: { fr: target.fr, en: target.en } },
  }
  const basis = basisOf(id, counts)
  if (basis === undefined)
    return { ...told, value: null, numerator: null, denominator: null, status: 'unknown', reasons: ['no-formula'] }
  const [numerator, denominator] = basis
  if (denominator === 0)
    return { ...told, value: null, numerator: null, denominator: null, status: 'unknown', reasons: ['nothing-counted'] }
  if (denominator < smallestGroup)
    return { ...told, value: null, numerator: null, denominator: null, status: 'suppressed', reasons: ['small-group'] }
  if (unit === 'CAD')
    return { ...told, value: numerator, numerator: null, denominator, status: 'approved', reasons: [] }
  return { ...told, value: (100 * numerator) / denominator, numerator, denominator, status: 'approved', reasons: [] }
}

function basisOf(id: string, counts: PortfolioCounts): readonly [numerator: number, denominator: number] | undefined {
  switch (id) {
    case 'workloads-decided':
      return [counts.signed, counts.workloads]
    case 'workloads-classified':
      return [counts.approved, counts.workloads]
    case 'assessments-done':
      return [counts.assessmentsDone, counts.assessmentsNeeded]
    case 'placed-in-quebec-or-canada':
      return [counts.signedCanadian, counts.signedWithOption]
    case 'benefits-promised':
      return [counts.promisedCents / 100, counts.promises]
    default:
      return undefined
  }
}
