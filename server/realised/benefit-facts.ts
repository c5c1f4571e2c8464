import type { RegisterBenefit } from '#models/benefits/register-state.ts'
import { type MonthCharges, type MonthEntry, microsToCents } from '#models/realised/actual.ts'
import type { TransitionWindow } from '#models/realised/baseline-months.ts'
import type { BenefitFacts } from '#models/realised/benefit-series.ts'
import { type Month, monthAfter } from '#models/shared/month.ts'
import { outsidePerimeter, overlaps, perimeterOf } from '#models/realised/perimeter.ts'
import {
  adjustmentsOfBenefit,
  type BaselineOfBenefit,
  baselineOfBenefit,
  conditionsOf,
  dollarMeasure,
  fixedBaseline,
  observedDollars,
  plansOf,
} from '#models/realised/register-facts.ts'
import { type CadCents, cadCents } from '#models/shared/money.ts'
import type { WorkloadMonth } from '#server/allocation/workload-months.usecases.ts'
import type { AcceptedClaim } from '#server/claims/accepted-claims.usecases.ts'
import type { DecommissioningProof } from '#server/claims/evidence.usecases.ts'
import type { LedgerMonth } from '#server/ledgers/ledger-months.usecases.ts'

/** A charge of a month with the rate it was converted at and where both come from. */
export type RatedCharge = WorkloadMonth &
  MonthCharges & {
    readonly rateSource: string
    /** Effective cost with the part of shared costs, which `effectiveMicros` leaves out. */
    readonly wholeMicros: number
  }

/** One benefit with all that its realised saving is computed from. */
export type GatheredBenefit = {
  readonly benefit: RegisterBenefit
  readonly facts: BenefitFacts
  readonly baseline: BaselineOfBenefit | undefined
  /** Dollars observed, for a benefit that is measured directly; null for one held against its bill. */
  readonly observed: ReadonlyMap<Month, CadCents> | null
  /** What the workload takes by itself; its part of shared costs is elsewhere. */
  readonly charges: ReadonlyMap<Month, readonly RatedCharge[]>
  readonly ledger: ReadonlyMap<Month, readonly LedgerMonth[]>
  readonly ledgerElsewhere: ReadonlyMap<Month, readonly LedgerMonth[]>
  readonly accepted: readonly AcceptedClaim[]
  readonly workloadIds: readonly string[]
  /** Months whose bills all agree with their invoices and of which the ledger has lines. */
  readonly reconciledMonths: ReadonlySet<Month>
}

export type Rated = { readonly cadPerUnit: string | null; readonly source: string }
export type Sources = {
  readonly months: ReadonlyMap<string, readonly WorkloadMonth[]>
  readonly ledger: ReadonlyMap<string, readonly LedgerMonth[]>
  readonly proofs: ReadonlyMap<string, readonly DecommissioningProof[]>
  readonly accepted: ReadonlyMap<string, readonly AcceptedClaim[]>
  readonly datesOf: (workloadId: string) => { readonly startsOn: string; readonly decommissionsOn: string } | undefined
  readonly rateOf: (bodyId: string, currency: string, month: Month) => Rated
  readonly idOf: ReadonlyMap<string, string>
  readonly covered: ReadonlyMap<string, { readonly from: Month; readonly to: Month }>
  readonly reconciled: ReadonlySet<string>
}

/** Cost elements that go on whatever moves: the rest of a baseline is what the move was to end. */
const lastingElements: ReadonlySet<string> = new Set(['labour'])

export function factsOf(benefit: RegisterBenefit, sources: Sources): GatheredBenefit {
  const workloadIds = benefit.profile.content.workloads.flatMap((code) => sources.idOf.get(code) ?? [])
  const plans = plansOf(benefit)
  const starts = [...plans.first.keys(), ...plans.current.keys()].toSorted()[0] ?? null
  const rated = workloadIds
    .flatMap((id) => sources.months.get(id) ?? [])
    .map((row) => ratedCharge(row, benefit.bodyId, sources))
  const charges = byPeriod(rated)
  const billedFrom = rated.map(({ period }) => period).toSorted()[0] ?? null
  const transition = ownTransition(benefit, transitionOf(workloadIds, sources), { billedFrom, starts })
  const baseline = baselineOfBenefit(benefit, transition) ?? promisedBaseline(benefit)
  const perimeter = perimeterOf(baseline)
  const rows = workloadIds.flatMap((id) => sources.ledger.get(id) ?? [])
  const outside = outsidePerimeter(
    rows.map(({ costElement, period }) => ({ element: costElement, month: period })),
    perimeter,
    transition?.from ?? billedFrom ?? starts,
  )
  const ledger = byPeriod(rows.filter(({ costElement }) => perimeter === null || perimeter.has(costElement)))
  const ledgerElsewhere = byPeriod(rows.filter(({ costElement }) => outside.has(costElement)))
  const entries = new Map([...ledger].map(([month, some]) => [month, some.map(entryOf)]))
  const windowCents = baseline?.windowCents
  const facts: BenefitFacts = {
    model: baseline?.model ?? null,
    adjustments: adjustmentsOfBenefit(benefit),
    transition,
    conditions: conditionsOf(benefit),
    firstPlan: plans.first,
    plan: plans.current,
    plannedCost:
      windowCents === undefined
        ? new Map()
        : new Map([...plans.current].map(([month, saving]) => [month, cadCents(windowCents - saving)])),
    charges,
    entries,
    elsewhere: elsewhereOf(charges, ledgerElsewhere),
    legacy:
      baseline === undefined || starts === null
        ? null
        : {
            endsPaper: transition === null ? starts : monthAfter(transition.to, 1),
            carriedCents: baseline.legacyCents,
            proof: proofOf(benefit, sources),
          },
    billedFrom,
    ledgerCovers: expectsLedger(perimeter, entries) ? (sources.covered.get(benefit.bodyId) ?? null) : 'not-needed',
    comparedBy: null,
  }
  return {
    benefit,
    facts,
    baseline,
    observed: baseline === undefined && dollarMeasure(benefit) !== undefined ? observedOf(benefit) : null,
    charges,
    ledger,
    ledgerElsewhere,
    accepted: sources.accepted.get(benefit.code) ?? [],
    workloadIds,
    reconciledMonths: new Set(
      [...charges].flatMap(([month, some]) =>
        ledger.has(month) && some.every(({ importId }) => sources.reconciled.has(importId)) ? [month] : [],
      ),
    ),
  }
}

const byPeriod = <T extends { readonly period: Month }>(rows: readonly T[]) => Map.groupBy(rows, ({ period }) => period)
const observedOf = (benefit: RegisterBenefit) => (benefit.observations.size === 0 ? null : observedDollars(benefit))

/** Labour is told by the ledger alone: a perimeter that has it, or whose ledger ever told of it, is not known without. */
const expectsLedger = (perimeter: ReadonlySet<string> | null, entries: BenefitFacts['entries']) =>
  (perimeter !== null && [...lastingElements].some((element) => perimeter.has(element))) ||
  [...entries.values()].some((some) => some.some(({ side }) => side === 'other'))

function ratedCharge(row: WorkloadMonth, bodyId: string, sources: Sources): RatedCharge {
  const { cadPerUnit, source } = sources.rateOf(bodyId, row.currency, row.period)
  return {
    ...row,
    effectiveMicros: row.effectiveMicros - row.sharedMicros,
    wholeMicros: row.effectiveMicros,
    element: 'hosting',
    cadPerUnit,
    isClosed: !row.isOpen,
    rateSource: source,
  }
}

const entryOf = ({ amountCents, costElement }: LedgerMonth): MonthEntry => ({
  element: costElement,
  cents: cadCents(amountCents),
  side: lastingElements.has(costElement) ? 'other' : 'legacy',
})

/**
 * New recurring cost elsewhere by month: shared costs at the rate of their month, each currency apart, and ledger entries. A month of a
 * currency without a rate is not known at all, by its own charges.
 */
function elsewhereOf(
  charges: ReadonlyMap<Month, readonly RatedCharge[]>,
  ledger: ReadonlyMap<Month, readonly LedgerMonth[]>,
): ReadonlyMap<Month, CadCents> {
  const sums = new Map<Month, CadCents>()
  const add = (month: Month, cents: number) => sums.set(month, cadCents((sums.get(month) ?? 0) + cents))
  for (const [month, rows] of charges)
    for (const [cadPerUnit, some] of Map.groupBy(rows, (row) => row.cadPerUnit)) {
      const shared = some.reduce((sum, { sharedMicros }) => sum + sharedMicros, 0)
      if (shared !== 0 && cadPerUnit !== null) add(month, microsToCents(shared, cadPerUnit))
    }
  for (const [month, rows] of ledger) for (const { amountCents } of rows) add(month, amountCents)
  return sums
}

/** From the month in which the target begins to be paid to the one in which the old side stops: both are paid, nothing is saved. */
function transitionOf(workloadIds: readonly string[], sources: Sources): TransitionWindow | null {
  const dates = workloadIds.flatMap((id) => sources.datesOf(id) ?? [])
  const [first] = dates.map(({ startsOn }) => startsOn).toSorted()
  const last = dates
    .map(({ decommissionsOn }) => decommissionsOn)
    .toSorted()
    .at(-1)
  if (first === undefined || last === undefined) return null
  return { from: first.slice(0, 7), to: last.slice(0, 7) }
}

/** A wave that comes after a benefit stated by people has begun, on a workload that was billed already, is another move. */
function ownTransition(
  { origin }: RegisterBenefit,
  window: TransitionWindow | null,
  { billedFrom, starts }: { readonly billedFrom: Month | null; readonly starts: Month | null },
): TransitionWindow | null {
  if (window === null || origin === 'decision') return window
  const isAnother = starts !== null && starts < window.from && billedFrom !== null && billedFrom < window.from
  return isAnother ? null : window
}

/** The cost that a promise was frozen on, a twelfth a month: nothing carries it, its grade stays at C. */
function promisedBaseline(benefit: RegisterBenefit): BaselineOfBenefit | undefined {
  const promise = benefit.promises.find(({ costCents }) => costCents !== null)
  if (promise === undefined || promise.costCents === null) return undefined
  const { digest, frozenBy, recordedAt, version } = promise
  return {
    ...fixedBaseline(promise.costCents / 1200, {
      kind: 'statement',
      by: frozenBy,
      at: recordedAt,
      reference: `${benefit.code} v${version}, ${digest.slice(0, 16)}`,
    }),
    isPromised: true,
  }
}

/** The last of the first proofs of each workload: one that stays keeps the cost running. */
function proofOf(benefit: RegisterBenefit, sources: Sources): NonNullable<BenefitFacts['legacy']>['proof'] {
  const each = benefit.profile.content.workloads.map((code) => sources.proofs.get(code)?.[0])
  const found = each.every((one) => one !== undefined)
    ? each.toSorted((a, b) => a.effectiveOn.localeCompare(b.effectiveOn)).at(-1)
    : undefined
  if (found === undefined) return null
  return {
    kind: found.kind === 'contract-end' || found.kind === 'disposal' ? found.kind : 'certificate',
    effective: found.effectiveOn.slice(0, 7),
    reference: `${found.title}, ${found.sha256.slice(0, 16)}`,
  }
}

/**
 * The cost of a workload is compared by one benefit alone, or the same saving would count twice: the one with a measured baseline before the
 * one with a promised cost, then the first begun, then the first numbered. Two whose perimeters have no element in common both stand.
 */
export function withoutOverlap(all: readonly GatheredBenefit[]): readonly GatheredBenefit[] {
  const startOf = ({ facts }: GatheredBenefit) =>
    [...facts.firstPlan.keys(), ...facts.plan.keys()].toSorted()[0] ?? '9999-12'
  const order = all
    .filter(({ baseline }) => baseline !== undefined)
    .toSorted(
      (a, b) =>
        Number(a.baseline?.isPromised) - Number(b.baseline?.isPromised) ||
        startOf(a).localeCompare(startOf(b)) ||
        a.benefit.code.localeCompare(b.benefit.code),
    )
  const holders = new Map<string, GatheredBenefit[]>()
  const comparedBy = new Map<string, string>()
  for (const one of order) {
    const perimeter = perimeterOf(one.baseline)
    const found = one.workloadIds
      .flatMap((id) => holders.get(id) ?? [])
      .find((other) => overlaps(perimeter, perimeterOf(other.baseline)))
    if (found === undefined) for (const id of one.workloadIds) holders.set(id, [...(holders.get(id) ?? []), one])
    else comparedBy.set(one.benefit.code, found.benefit.code)
  }
  if (comparedBy.size === 0) return all
  return all.map((one) => {
    const by = comparedBy.get(one.benefit.code)
    return by === undefined ? one : { ...one, facts: { ...one.facts, comparedBy: by } }
  })
}
