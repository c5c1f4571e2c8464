import type { BodyResult, Cut, IndicatorView, YearShare } from './barometer.views.ts'
import { isSmall, smallestGroup, suppressed } from './indicators.ts'
import type { NamedCounts } from './named-counts.ts'

/** Indicators that split the signed decisions, by number and by value: with all but one in hand, a reader subtracts and has the last. */
const parts: readonly string[] = ['public-cloud', 'provider', 'state', 'retained', 'retired'].flatMap((part) => [
  `decisions-${part}`,
  `value-${part}`,
])
/** Indicators that cut the same decisions another way, over those that name an option. */
const otherCuts: readonly string[] = [
  'placed-in-quebec-or-canada',
  'placed-nsi-3',
  'value-in-quebec-or-canada',
  'value-nsi-3',
]

/** The four quadrants of T.I.M.E. share what is placed: three of them tell the fourth. */
const quadrants: readonly string[] = [
  'portfolio-healthy',
  'portfolio-to-tolerate',
  'portfolio-to-migrate',
  'portfolio-to-eliminate',
]

/**
 * Indicators as they may be published together: what is suppressed for its small group must not be found again by subtraction.
 *
 * The parts of the signed decisions are published whole or not at all: withholding one more would do against a reader who subtracts, not
 * against one who also knows how it was chosen. The other cuts go with them, and also when what they leave out, or the decisions that name
 * no option, are one or two: their denominator would tell that number. What is withheld reads as what is small, so that nobody can tell
 * which is which.
 */
export function withoutDisclosure(views: readonly IndicatorView[], counts: NamedCounts): IndicatorView[] {
  const isPartSmall = arePartsSmall(views)
  const isQuadrantSmall = views.some(({ id, status }) => quadrants.includes(id) && status === 'suppressed')
  const number = (name: string) => counts[name] ?? 0
  const isRestSmall =
    isSmall(number('signed') - number('placed')) ||
    isSmall(number('placed') - number('canadian')) ||
    isSmall(number('placed') - number('controlled')) ||
    isSmall(number('placedValued') - number('canadianValued')) ||
    isSmall(number('placedValued') - number('controlledValued'))
  const isWithheld = ({ id, status }: IndicatorView) =>
    status === 'approved' &&
    ((isPartSmall && parts.includes(id)) ||
      (isQuadrantSmall && quadrants.includes(id)) ||
      ((isPartSmall || isRestSmall) && otherCuts.includes(id)))
  return views.map((view) => (isWithheld(view) ? { ...view, ...suppressed } : view))
}

/** Whether a part of the signed decisions stands on one or two: slices that add up to a part are then withheld with it. */
export function arePartsSmall(views: readonly IndicatorView[]): boolean {
  return views.some((view) => parts.includes(view.id) && view.status === 'suppressed')
}

/** What is counted in one body: workloads are at least one. */
export type BodyCounts = { readonly workloads: number; readonly public: number; readonly approved: number }

/**
 * Which bodies are withheld, by their place. One with a small count is; then the smallest others with it, until the sums that a reader has
 * by subtracting the published bodies from the published totals leave every hidden number at least two possible values: two bodies or
 * more, each sum nothing or three and more, and two workloads more than there are hidden bodies.
 */
export function hiddenBodies(bodies: readonly BodyCounts[]): ReadonlySet<number> {
  const isOwnSmall = (one: BodyCounts) => isSmall(one.workloads) || isSmall(one.public) || isSmall(one.approved)
  const hidden = new Set(bodies.flatMap((one, i) => (isOwnSmall(one) ? [i] : [])))
  if (hidden.size === 0) return hidden
  const sum = (name: keyof BodyCounts) => [...hidden].reduce((all, i) => all + (bodies[i]?.[name] ?? 0), 0)
  const isSafe = () =>
    hidden.size >= 2 && !isSmall(sum('public')) && !isSmall(sum('approved')) && sum('workloads') >= hidden.size + 2
  const rest = bodies
    .map((one, i) => ({ i, workloads: one.workloads }))
    .filter(({ i }) => !hidden.has(i))
    .toSorted((a, b) => a.workloads - b.workloads || a.i - b.i)
  for (const { i } of rest) {
    if (isSafe()) break
    hidden.add(i)
  }
  return hidden
}

/**
 * Which parts of a published sum are withheld, by their place, where each stands on so many cases: a part on one or two, and the smallest
 * other with it, so that what is subtracted is the sum of two parts on three cases or more. A part on none is nobody's.
 */
export function hiddenParts(cases: readonly number[]): ReadonlySet<number> {
  const hidden = new Set(cases.flatMap((one, i) => (isSmall(one) ? [i] : [])))
  if (hidden.size === 0) return hidden
  const sum = () => [...hidden].reduce((all, i) => all + (cases[i] ?? 0), 0)
  const rest = cases
    .map((count, i) => ({ i, count }))
    .filter(({ i, count }) => count > 0 && !hidden.has(i))
    .toSorted((a, b) => a.count - b.count || a.i - b.i)
  for (const { i } of rest) {
    if (hidden.size >= 2 && sum() >= smallestGroup) break
    hidden.add(i)
  }
  return hidden
}

/** A count of decisions at the end of each year, growing from year to year. */
export type YearCounts = { readonly public: number; readonly state: number }

/** Which years are withheld: one whose count, or whose step to the next year shown, is one or two. The last year is the page's own date. */
export function hiddenYears(years: readonly YearCounts[]): ReadonlySet<number> {
  const hidden = new Set<number>()
  let next: YearCounts | undefined
  for (let i = years.length - 1; i >= 0; i -= 1) {
    const year = years[i]
    if (year === undefined) continue
    const shown = next
    const isRevealing = (name: keyof YearCounts) =>
      isSmall(year[name]) || (shown !== undefined && isSmall(shown[name] - year[name]))
    if (isRevealing('public') || isRevealing('state')) hidden.add(i)
    else next = year
  }
  return hidden
}

const withheld = { numerator: null, denominator: null } as const

export const withheldBody = (body: BodyResult): BodyResult => ({
  ...body,
  isSuppressed: true,
  public: withheld,
  classified: withheld,
  realisedShare: null,
})
export const withheldYear = (year: YearShare): YearShare => ({ ...year, public: null, state: null, isSuppressed: true })

/** A cut is published whole or not at all: any part on one or two, by number or among those of known cost, withholds it. */
export function withheldCut(cut: Cut, cases: readonly number[]): Cut {
  return cases.some(isSmall) ? hiddenCut(cut) : cut
}

export const hiddenCut = (cut: Cut): Cut => ({
  ...cut,
  isSuppressed: true,
  parts: cut.parts.map(({ key }) => ({ key, count: null, value: null })),
})
