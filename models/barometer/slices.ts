import { cadCents, centsToDecimal } from '../shared/money.ts'
import { type FiscalYear, fiscalYear, fiscalYearOf } from '../waves/fiscal-year.ts'
import type { BodyResult, CentresView, Cut, IndicatorView, YearBenefit, YearShare } from './barometer.views.ts'
import {
  arePartsSmall,
  hiddenBodies,
  hiddenCut,
  hiddenParts,
  hiddenYears,
  withheldBody,
  withheldCut,
  withheldYear,
} from './disclosure.ts'
import type { IndicatorDefinition } from './indicator.schemas.ts'
import { isSmall, type OptionTraits, signedCounts, type SignedGroup } from './indicators.ts'

/** Signed decisions of a body and a month (`YYYY-MM`). */
export type DatedGroup = SignedGroup & { readonly body: string; readonly month: string }
export type BodyFacts = {
  readonly id: string
  readonly code: string
  readonly nameFr: string
  readonly nameEn: string
  readonly workloads: number
  readonly approved: number
}
/** A promise that stands, with the day its first version took effect: yearly cents. */
export type PromisedFact = { readonly body: string; readonly validFrom: string; readonly cents: number }
export type ClaimFact = {
  readonly body: string
  readonly nature: string
  readonly month: string
  readonly cents: number
}

/** What the plans in force gave up to today, the month of today included, in cents. */
export type PlannedFacts = {
  /** Benefits whose plan has begun. */
  readonly benefits: number
  readonly years: readonly { readonly year: string; readonly cents: number }[]
  readonly bodies: readonly { readonly body: string; readonly cents: number; readonly benefits: number }[]
}

export type SliceFacts = {
  readonly today: string
  readonly options: readonly OptionTraits[]
  readonly groups: readonly DatedGroup[]
  readonly bodies: readonly BodyFacts[]
  readonly planned: PlannedFacts
  readonly claims: readonly ClaimFact[]
}

const money = (cents: number) => centsToDecimal(cadCents(cents))

/** Whole months of [from, to) that a promise has run; a part of a month does not count. Never negative. */
export function monthsRun(from: string, to: string): number {
  const [fromYear = 0, fromMonth = 0, fromDay = 0] = from.split('-').map(Number)
  const [toYear = 0, toMonth = 0, toDay = 0] = to.split('-').map(Number)
  return Math.max(0, (toYear - fromYear) * 12 + toMonth - fromMonth - (toDay < fromDay ? 1 : 0))
}

/** What promises planned of a span of days, in cents: a yearly amount for each whole month run, rounded half away from zero. */
export function plannedCents(promises: readonly PromisedFact[], from: string, to: string): number {
  return promises.reduce((sum, { validFrom, cents }) => {
    const months = monthsRun(validFrom, to) - monthsRun(validFrom, from)
    const share = (Math.abs(cents) * months) / 12
    return sum + Math.sign(cents) * Math.round(share)
  }, 0)
}

/** Results by body, smallest share last; those withheld keep their place in the order of their codes, at the end. */
export function bodyResults(facts: SliceFacts, indicators: readonly IndicatorView[]): BodyResult[] {
  const { bodies, groups, options, planned, claims } = facts
  const arePublicHidden = arePartsSmall(indicators)
  const counted = bodies.map((body) => {
    const own = groups.filter((group) => group.body === body.id)
    return { body, public: signedCounts(own, options).public, workloads: body.workloads, approved: body.approved }
  })
  const hidden = hiddenBodies(counted)
  const results = counted.map(({ body, ...counts }, i): BodyResult => {
    const result: BodyResult = {
      body: body.code,
      label: { fr: body.nameFr, en: body.nameEn },
      isSuppressed: false,
      public: arePublicHidden
        ? { numerator: null, denominator: null }
        : { numerator: counts.public, denominator: counts.workloads },
      classified: { numerator: counts.approved, denominator: counts.workloads },
      realisedShare: realisedShare(
        planned.bodies.find((one) => one.body === body.id),
        claims.filter((one) => one.body === body.id),
      ),
    }
    return hidden.has(i) ? withheldBody(result) : result
  })
  const share = ({ public: { numerator, denominator } }: BodyResult) =>
    numerator === null || denominator === null ? -1 : numerator / denominator
  return results.toSorted((a, b) => share(b) - share(a) || (a.body < b.body ? -1 : 1))
}

/** Percent realised of what was planned to date, in whole percents so that no amount is read back from it; null when too few, or nothing planned. */
function realisedShare(
  planned: PlannedFacts['bodies'][number] | undefined,
  claims: readonly ClaimFact[],
): number | null {
  if (planned === undefined || planned.cents <= 0) return null
  if (isSmall(planned.benefits) || isSmall(claims.length) || claims.length === 0) return null
  return Math.round((100 * claims.reduce((sum, { cents }) => sum + cents, 0)) / planned.cents)
}

/** Where the decisions signed by the end of each fiscal year lead, over the workloads of today's inventory; the last year is today. */
export function yearShares(
  { groups, options, bodies, today }: SliceFacts,
  indicators: readonly IndicatorView[],
): YearShare[] {
  const workloads = bodies.reduce((sum, body) => sum + body.workloads, 0)
  const [first] = groups.map(({ month }) => month).toSorted()
  if (first === undefined) return []
  const years = yearsBetween(`${first}-01`, today).map((year): YearShare => {
    const asOf = year.endsBefore <= today ? dayBefore(year.endsBefore) : today
    const counts = signedCounts(
      groups.filter(({ month }) => month <= asOf.slice(0, 7)),
      options,
    )
    return { year: year.label, asOf, public: counts.public, state: counts.state, workloads, isSuppressed: false }
  })
  if (arePartsSmall(indicators)) return years.map(withheldYear)
  const hidden = hiddenYears(years.map((one) => ({ public: one.public ?? 0, state: one.state ?? 0 })))
  return years.map((one, i) => (hidden.has(i) ? withheldYear(one) : one))
}

function yearsBetween(from: string, to: string): FiscalYear[] {
  const [first, last] = [fiscalYearOf(from).year, fiscalYearOf(to).year]
  return Array.from({ length: Math.max(0, last - first) + 1 }, (_, i) => fiscalYear(first + i))
}
const dayBefore = (day: string) => new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10)

/** Planned and realised of each fiscal year, to the cent: planned up to this month, realised by the month its period ends in. */
export function yearBenefits({ planned, claims, today }: SliceFacts): YearBenefit[] {
  const labels = [...planned.years.map(({ year }) => year), ...claims.map(({ month }) => fiscalYearOf(month).label)]
  const [first] = labels.toSorted()
  if (first === undefined || first > fiscalYearOf(today).label) return []
  const years = yearsBetween(`${first.slice(0, 4)}-04-01`, today)
  const claimed = years.map((year) => claims.filter(({ month }) => fiscalYearOf(month).label === year.label))
  const hidden = hiddenParts(claimed.map((own) => own.length))
  const isPlanKnown = planned.benefits > 0 && !isSmall(planned.benefits)
  return years.map((year, i): YearBenefit => {
    const own = claimed[i] ?? []
    return {
      year: year.label,
      planned: isPlanKnown ? money(planned.years.find((one) => one.year === year.label)?.cents ?? 0) : null,
      realised: hidden.has(i) || claims.length === 0 ? null : money(own.reduce((sum, { cents }) => sum + cents, 0)),
      months: Math.min(12, monthsRun(year.startsOn, today) + 1),
      isSuppressed: hidden.has(i),
    }
  })
}

/** Realised by kind of benefit; a kind on one or two claims is withheld with another. */
export function categoryBenefits(claims: readonly ClaimFact[]) {
  const groups = [...Map.groupBy(claims, ({ nature }) => nature)].toSorted(([a], [b]) => (a < b ? -1 : 1))
  const hidden = hiddenParts(groups.map(([, own]) => own.length))
  return groups.map(([category, own], i) => ({
    category,
    realised: hidden.has(i) ? null : money(own.reduce((sum, { cents }) => sum + cents, 0)),
    claims: hidden.has(i) ? null : own.length,
  }))
}

/** The decisions that name an option, by sovereignty level and by country of the parent, in number and in value. */
export function cuts({ groups, options }: SliceFacts, indicators: readonly IndicatorView[]): Cut[] {
  const traits = new Map(options.map((option) => [option.id, option]))
  const placed = groups.filter(({ option }) => option !== null)
  const cut = (id: Cut['id'], keyOf: (option: OptionTraits | undefined) => string): Cut => {
    const parts = [...Map.groupBy(placed, ({ option }) => keyOf(traits.get(option ?? '')))]
      .map(([key, own]) => ({
        key,
        count: own.reduce((sum, one) => sum + one.count, 0),
        valued: own.reduce((sum, one) => sum + (one.valued ?? 0), 0),
        cents: own.reduce((sum, one) => sum + (one.cents ?? 0), 0),
      }))
      .toSorted((a, b) => (a.key < b.key ? -1 : 1))
    const shown = parts.map(({ key, count, cents }) => ({ key, count, value: money(cents) }))
    const whole = { id, isSuppressed: false, parts: shown }
    const isPlacedHidden = indicators.some((one) => one.id.startsWith('placed-') && one.status === 'suppressed')
    return isPlacedHidden
      ? hiddenCut(whole)
      : withheldCut(
          whole,
          parts.flatMap(({ count, valued }) => [count, valued]),
        )
  }
  return [
    cut('nsi', (option) => (option?.nsi === null || option === undefined ? 'unknown' : String(option.nsi))),
    cut('parent-country', (option) => option?.parentCountry ?? 'unknown'),
  ]
}

/** Data centres as someone stated them: only from a definition that says how many are closed and how many are kept. */
export function centresStated(definitions: readonly IndicatorDefinition[]): CentresView | null {
  const told = definitions.find(({ group, stated }) => group === 'centres' && stated['closedCentres'] !== undefined)
  const { scopeCentres, closedCentres, keptCentres } = told?.stated ?? {}
  if (scopeCentres === undefined || closedCentres === undefined) return null
  const kept = keptCentres?.value ?? 0
  if (closedCentres.value + kept > scopeCentres.value) return null
  return {
    inScope: scopeCentres.value,
    closed: closedCentres.value,
    kept,
    asOf: closedCentres.asOf,
    source: closedCentres.source,
  }
}
