import { benefitSeries, observedSeries, type SeriesMonth, stillPaid } from '#models/realised/benefit-series.ts'
import { type BenefitStatus, benefitStatus, closedRatio } from '#models/realised/benefit-status.ts'
import { type CashablePart, cashablePart } from '#models/realised/cashable.ts'
import { type Month, monthAfter } from '#models/shared/month.ts'
import { dollarMeasure } from '#models/realised/register-facts.ts'
import type { CrossCheckView } from '#models/realised/realised.views.ts'
import { type SlipParts, slipAlong, slippedPlan } from '#models/realised/slip.ts'
import { savingUncertainty } from '#models/realised/uncertainty.ts'
import { unitStatus } from '#models/realised/unit-status.ts'
import { type CadCents, cadCents } from '#models/shared/money.ts'
import { known, type Outcome, unknownBecause } from '#models/shared/outcome.ts'
import { benefitClasses } from '#server/shared/datasets.ts'
import { controlsOf, crossCheckOf } from './cross-check.ts'
import type { GatheredBenefit } from './benefit-facts.ts'
import type { Gathered } from './gathering.usecases.ts'

/** A benefit with its months and where it stands. */
export type StandingBenefit = {
  readonly gathered: GatheredBenefit
  readonly series: readonly SeriesMonth[]
  readonly status: BenefitStatus
  /** Plan in force once what enables it slipped; the promise is not touched. */
  readonly plan: ReadonlyMap<Month, CadCents>
  readonly uncertainty: Outcome<number>
  readonly crossCheck: CrossCheckView
  readonly cashable: CashablePart
  readonly stillPaidCents: CadCents
  readonly validatedCents: CadCents
  readonly headlineCents: CadCents
}

/** The last whole month at an instant, or the running one when a bill of it already came. */
function lastMonth(one: GatheredBenefit, now: Month): Month {
  return one.charges.has(now) ? now : monthAfter(now, -1)
}

function seriesOf(one: GatheredBenefit, now: Month): readonly SeriesMonth[] {
  const [first] = [...one.facts.firstPlan.keys(), ...one.facts.plan.keys()].toSorted()
  if (first === undefined) return []
  const last = lastMonth(one, now)
  return one.observed === null
    ? benefitSeries(one.facts, first, last)
    : observedSeries({ ...one.facts, observed: one.observed }, first, last)
}

/** Lives in which a benefit is over: what was realised of it makes the body's own record. */
const closedLives: ReadonlySet<string> = new Set(['closed', 'sustained'])

/** Every benefit gathered, with the reference class of its own body and the slips of the map. */
export function standings(all: Gathered): readonly StandingBenefit[] {
  const series = new Map(all.benefits.map((one) => [one.benefit.code, seriesOf(one, all.now)]))
  const ratios = new Map<string, number[]>()
  for (const { benefit } of all.benefits) {
    if (!closedLives.has(benefit.profile.content.life)) continue
    const ratio = closedRatio(series.get(benefit.code) ?? [])
    if (ratio.kind === 'known') ratios.set(benefit.body, [...(ratios.get(benefit.body) ?? []), ratio.value])
  }
  const slips = slipAlong(
    all.edges.map(({ content, from, to }) => ({ from, to, type: content.type, share: content.share })),
    all.lateMonths,
  )
  const controls = controlsOf(all.benefits)
  return all.benefits.map((one) => {
    const around = {
      series: series.get(one.benefit.code) ?? [],
      ratios: ratios.get(one.benefit.body) ?? [],
      slip: slips.kind === 'known' ? slips.value.get(one.benefit.code) : undefined,
    }
    const alone = standing(one, all, { ...around, crossCheck: { kind: 'unknown', reasons: ['no-control'] } })
    const crossCheck = crossCheckOf(alone, controls.get(one.benefit.body))
    return crossCheck.kind === 'known' && crossCheck.disagrees
      ? standing(one, all, { ...around, crossCheck })
      : { ...alone, crossCheck }
  })
}

type Around = {
  readonly series: readonly SeriesMonth[]
  readonly ratios: readonly number[]
  readonly slip: SlipParts | undefined
  readonly crossCheck: CrossCheckView
}

/** Real rate at which waiting is priced when a plan slips (CIRANO 2007RP-02: 6 % real). */
const slipRate = 0.06

function standing(
  gathered: GatheredBenefit,
  all: Gathered,
  { crossCheck, ratios, series, slip }: Around,
): StandingBenefit {
  const { baseline, benefit, facts } = gathered
  const profile = benefit.profile.content
  const plan = slip === undefined ? facts.plan : slipped(facts.plan, slip)
  const uncertainty = uncertaintyOf(gathered, series)
  const validated = gathered.accepted.filter(({ nature }) => nature !== 'other-unit')
  const found = dollarMeasure(benefit)
  const status = benefitStatus({
    sign: profile.sign,
    series,
    plan,
    now: all.now,
    lagMonths: found?.measure.lagMonths ?? 0,
    grade: {
      basis: 'measured',
      isBaselineAdjusted: baseline?.isAdjusted ?? false,
      uncertaintyShare: uncertainty.kind === 'known' ? uncertainty.value : null,
      modelSupports: baseline?.supports ?? 'B',
      crossCheckDisagrees: crossCheck.kind === 'known' && crossCheck.disagrees,
      isReconciled: isReconciled(gathered, series),
      isValidated: validated.length > 0,
    },
    ownRatios: ratios,
    published: benefitClasses()[0] ?? null,
    hasOwner: profile.owner !== null,
    hasBaseline: benefit.baselines.size > 0 || baseline !== undefined,
    hasValidator: profile.financeCounterpart !== null,
  })
  const sumOf = (some: typeof validated) => cadCents(some.reduce((sum, { accepted }) => sum + accepted, 0))
  return {
    gathered,
    series,
    status: found === undefined ? unitStatus(benefit, status, all.now) : status,
    plan,
    uncertainty,
    crossCheck,
    cashable: cashablePart(status.total.cents, budgetsFor(gathered, all)),
    stillPaidCents: stillPaid(series),
    validatedCents: sumOf(validated),
    headlineCents: sumOf(validated.filter(({ grade }) => grade === 'A' || grade === 'B')),
  }
}

/** Every month that counts is closed, its bills agree with their invoices, and the ledger has lines of it (grade A). */
function isReconciled({ reconciledMonths }: GatheredBenefit, series: readonly SeriesMonth[]): boolean {
  const counted = series.filter(({ realised, state }) => state === 'closed' && realised.kind === 'known')
  return counted.length > 0 && counted.every(({ month }) => reconciledMonths.has(month))
}

function slipped(plan: ReadonlyMap<Month, CadCents>, parts: SlipParts): ReadonlyMap<Month, CadCents> {
  const months = [...plan.keys()].toSorted()
  const late = slippedPlan(
    months.map((month) => plan.get(month) ?? cadCents(0)),
    parts,
    slipRate,
  )
  return new Map(months.map((month, at) => [month, late.cents[at] ?? cadCents(0)]))
}

/** Budget entries of the fund of a benefit. What its own claims drew is already counted as cashable. */
function budgetsFor({ benefit }: GatheredBenefit, all: Gathered) {
  const { fund } = benefit.profile.content
  if (fund === null) return []
  const claimedBy = (code: string) =>
    all.benefits
      .filter((other) => other.benefit.code !== benefit.code)
      .flatMap(({ accepted }) => accepted)
      .filter(({ budgetEntry }) => budgetEntry === code)
      .reduce((sum, { accepted: cents }) => sum + cents, 0)
  return all.budgets
    .filter((entry) => entry.fund === fund && entry.bodyId === benefit.bodyId)
    .map((entry) => ({
      entry: entry.code,
      withdrawnCents: cadCents(entry.amountCents),
      alreadyClaimedCents: cadCents(claimedBy(entry.code)),
    }))
}

/** Share of the saving, at 90 %; none to speak of where no model was fitted on costs. */
function uncertaintyOf({ baseline, observed }: GatheredBenefit, series: readonly SeriesMonth[]): Outcome<number> {
  if (baseline === undefined) return observed === null ? unknownBecause('no-baseline') : known(0)
  if (baseline.fit === null)
    return baseline.refused.length > 0 ? unknownBecause(...firstAndRest(baseline.refused)) : known(0)
  const months = series.filter(({ realised, state }) => state === 'closed' && realised.kind === 'known')
  const [saved, would] = months.reduce(
    ([a, b], { baseline: adjusted, realised }) => [
      a + (realised.kind === 'known' ? realised.value : 0),
      b + (adjusted.kind === 'known' ? adjusted.value.cents : 0),
    ],
    [0, 0],
  )
  return savingUncertainty({
    fit: baseline.fit,
    parameters: baseline.parameters,
    reportingMonths: months.length,
    savingShare: would === 0 ? 0 : saved / would,
  })
}
const firstAndRest = <T>(some: readonly T[]): [T, ...T[]] => some as unknown as [T, ...T[]] // asked of lists that are not empty

/** Half-width of the interval of a saving, cents; null when it is not known. */
export function halfWidthCents({
  status,
  uncertainty,
}: Pick<StandingBenefit, 'status' | 'uncertainty'>): number | null {
  return uncertainty.kind === 'known' ? Math.abs(uncertainty.value * status.total.cents) : null
}
