import type { IndicatorView } from './barometer.views.ts'
import { type PortfolioCounts, smallestGroup, suppressed } from './indicators.ts'

/** Indicators that split the signed decisions: with all but one in hand, a reader subtracts and has the last. */
const parts: readonly string[] = [
  'decisions-public-cloud',
  'decisions-provider',
  'decisions-state',
  'decisions-retained',
  'decisions-retired',
]
/** Indicators that cut the same decisions another way, over those that name an option. */
const otherCuts: readonly string[] = ['placed-in-quebec-or-canada', 'placed-nsi-3']

/**
 * Indicators as they may be published together: what is suppressed for its small group must not be found again by subtraction.
 *
 * The parts of the signed decisions are published whole or not at all: withholding one more would do against a reader who subtracts, not
 * against one who also knows how it was chosen. The other cuts go with them, and also when the decisions that name no option are one or
 * two: their denominator would tell that number. What is withheld reads as what is small, so that nobody can tell which is which.
 */
export function withoutDisclosure(
  views: readonly IndicatorView[],
  counts: Pick<PortfolioCounts, 'signed' | 'signedWithOption'>,
): IndicatorView[] {
  const isPartSmall = views.some((view) => parts.includes(view.id) && view.status === 'suppressed')
  const withoutOption = counts.signed - counts.signedWithOption
  const isRestSmall = withoutOption > 0 && withoutOption < smallestGroup
  const isWithheld = ({ id, status }: IndicatorView) =>
    status === 'approved' &&
    ((isPartSmall && parts.includes(id)) || ((isPartSmall || isRestSmall) && otherCuts.includes(id)))
  return views.map((view) => (isWithheld(view) ? { ...view, ...suppressed } : view))
}
