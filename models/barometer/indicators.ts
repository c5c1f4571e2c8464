import type { IndicatorView } from './barometer.views.ts'

/** An indicator as defined in `data/indicators`: formula in words of counts, its version, its rule for the public. */
export type IndicatorDefinition = {
  readonly id: string
  readonly formula: string
  readonly formulaVersion: string
  readonly unit: string
  /** Days after which an approved figure is grey: late, not good or bad. */
  readonly staleAfterDays: number
  readonly target: { readonly value: number; readonly fr: string; readonly en: string } | null
  readonly fr: string
  readonly en: string
  readonly ruleFr: string
  readonly ruleEn: string
}

/** What the indicators are computed from: whole counts of active workloads unless said, and cents for amounts. */
export type PortfolioCounts = {
  readonly workloads: number
  /** With a signed decision. */
  readonly signed: number
  /** With an approved classification that has its levels. */
  readonly approved: number
  readonly assessmentsDone: number
  readonly assessmentsNeeded: number
  /** Bodies with at least one workload, and those of them with nothing left to decide. */
  readonly bodies: number
  readonly bodiesCompleted: number
  readonly promisedCents: number
  readonly promises: number
  /** Exemptions that set a rule aside today, and those past their last day. */
  readonly exemptionsLiving: number
  readonly exemptionsEnded: number
} & SignedCounts

/** Signed decisions by where they lead. */
export type SignedCounts = {
  readonly signedWithOption: number
  readonly signedPublic: number
  readonly signedProvider: number
  readonly signedState: number
  readonly signedRetained: number
  readonly signedRetired: number
  readonly signedCanadian: number
  readonly signedControlled: number
}

/** Signed decisions counted together: their strategy, their option if any, how many workloads. */
export type SignedGroup = { readonly strategy: string; readonly option: string | null; readonly count: number }
type OptionTraits = {
  readonly id: string
  readonly kind: string
  readonly parentCountry: string | null
  readonly nsi: number | null
}

/**
 * Signed decisions sorted by where they lead, by kind of the option, its parent's country and its sovereignty level. An option no longer
 * in the catalogue counts among those that name one, and nowhere else.
 */
export function signedCounts(groups: readonly SignedGroup[], options: readonly OptionTraits[]): SignedCounts {
  const traits = new Map(options.map((option) => [option.id, option]))
  const count = (holds: (group: SignedGroup, option: OptionTraits | undefined) => boolean) =>
    groups
      .filter((group) => holds(group, group.option === null ? undefined : traits.get(group.option)))
      .reduce((sum, group) => sum + group.count, 0)
  return {
    signedWithOption: count((group) => group.option !== null),
    signedPublic: count((_, option) => option?.kind === 'public_cloud' || option?.kind === 'saas'),
    signedProvider: count((_, option) => option?.kind === 'private_provider'),
    signedState: count((_, option) => option?.kind === 'state'),
    signedRetained: count((group, option) => group.strategy === 'retain' || option?.kind === 'legacy_cti'),
    signedRetired: count((group) => group.strategy === 'retire'),
    signedCanadian: count((_, option) => option?.parentCountry === 'CA'),
    signedControlled: count((_, option) => (option?.nsi ?? 0) >= 3),
  }
}

/** What stands in place of a figure that would reveal one workload. */
export const suppressed = {
  value: null,
  numerator: null,
  denominator: null,
  status: 'suppressed',
  reasons: ['small-group'],
} as const

/** A group smaller than this could reveal one workload: its figure is not published (reliability: inference). */
export const smallestGroup = 3

/**
 * One indicator from counts: a percentage with its numerator and denominator, an amount in CAD, or a plain count. Unknown when the
 * denominator is 0; suppressed when it stands on fewer than three, or singles out one or two of them.
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
  const none = { ...told, value: null, numerator: null, denominator: null }
  const basis = bases[id]?.(counts)
  if (basis === undefined) return { ...none, status: 'unknown', reasons: ['no-formula'] }
  const [numerator, denominator] = basis
  if (denominator === 0) return { ...none, status: 'unknown', reasons: ['nothing-counted'] }
  const isSmall = (group: number) => group > 0 && group < smallestGroup
  if (isSmall(denominator) || (unit !== 'CAD' && isSmall(numerator))) return { ...told, ...suppressed }
  if (unit === 'CAD' || unit === '')
    return { ...told, value: numerator, numerator: null, denominator, status: 'approved', reasons: [] }
  return { ...told, value: (100 * numerator) / denominator, numerator, denominator, status: 'approved', reasons: [] }
}

type Basis = (counts: PortfolioCounts) => readonly [numerator: number, denominator: number]

const bases: Readonly<Record<string, Basis>> = {
  'workloads-decided': (counts) => [counts.signed, counts.workloads],
  'workloads-classified': (counts) => [counts.approved, counts.workloads],
  'bodies-completed': (counts) => [counts.bodiesCompleted, counts.bodies],
  'decisions-public-cloud': (counts) => [counts.signedPublic, counts.signed],
  'decisions-provider': (counts) => [counts.signedProvider, counts.signed],
  'decisions-state': (counts) => [counts.signedState, counts.signed],
  'decisions-retained': (counts) => [counts.signedRetained, counts.signed],
  'decisions-retired': (counts) => [counts.signedRetired, counts.signed],
  'placed-in-quebec-or-canada': (counts) => [counts.signedCanadian, counts.signedWithOption],
  'placed-nsi-3': (counts) => [counts.signedControlled, counts.signedWithOption],
  'assessments-done': (counts) => [counts.assessmentsDone, counts.assessmentsNeeded],
  'exemptions-living': (counts) => [counts.exemptionsLiving, counts.workloads],
  'exemptions-ended': (counts) => [counts.exemptionsEnded, counts.workloads],
  'benefits-promised': (counts) => [counts.promisedCents / 100, counts.promises],
}

/**
 * An indicator as it reads some days after it was approved: past its age it is stale, which is grey, and keeps its value. What was never
 * approved does not age. Days are whole and calendar.
 */
export function agedIndicator(
  view: IndicatorView,
  definition: Pick<IndicatorDefinition, 'staleAfterDays'> | undefined,
  ageDays: number,
): IndicatorView {
  if (view.status !== 'approved' || definition === undefined || ageDays <= definition.staleAfterDays) return view
  return { ...view, status: 'stale', reasons: ['too-old'] }
}
