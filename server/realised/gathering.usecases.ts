import { cadRateOf } from '#models/bills/cad-rate.ts'
import type { RegisterBenefit, RegisterEdge, RegisterNode } from '#models/benefits/register-state.ts'
import type { MonthCharges, MonthEntry } from '#models/realised/actual.ts'
import type { BenefitFacts } from '#models/realised/benefit-series.ts'
import type { TransitionWindow } from '#models/realised/baseline-months.ts'
import { type Month, monthAfter, monthNumber } from '#models/shared/month.ts'
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
import type { Reach } from '#server/access/reach.ts'
import { workloadMonths, type WorkloadMonth } from '#server/allocation/workload-months.usecases.ts'
import { registerAsOf } from '#server/benefits/register.usecases.ts'
import { ratesOfBody } from '#server/bills/rates.usecases.ts'
import type { Database } from '#server/database/database.ts'
import { findWorkloads } from '#server/inventory/inventory.usecases.ts'
import { budgetEntries, type BudgetEntry } from '#server/ledgers/budget-entries.usecases.ts'
import { type Clock, todayOf } from '#server/shared/clock.ts'
import { waveList, wavesOf } from '#server/waves/waves.usecases.ts'
import { acceptedOf, ledgerOf, type LedgerMonthRow, promisedCosts, proofsOf } from './realised.repository.ts'

export type RealisedDeps = { readonly db: Database; readonly clock: Clock }
export type Gathering = {
  /** Instant, ISO: what was known then. */
  readonly asKnown: string
}

/** A charge of a month with the rate it was converted at and where both come from. */
export type RatedCharge = WorkloadMonth & MonthCharges & { readonly rateSource: string }
export type AcceptedAmount = Awaited<ReturnType<typeof acceptedOf>>[number]

/** One benefit with all that its realised saving is computed from. */
export type GatheredBenefit = {
  readonly benefit: RegisterBenefit
  readonly facts: BenefitFacts
  readonly baseline: BaselineOfBenefit | undefined
  /** Dollars observed, for a benefit that is measured directly; null for one held against its bill. */
  readonly observed: ReadonlyMap<Month, CadCents> | null
  readonly charges: ReadonlyMap<Month, readonly RatedCharge[]>
  readonly ledger: ReadonlyMap<Month, readonly LedgerMonthRow[]>
  readonly accepted: readonly AcceptedAmount[]
  readonly workloadIds: readonly string[]
}
export type Gathered = {
  readonly benefits: readonly GatheredBenefit[]
  readonly edges: readonly RegisterEdge[]
  /** Months by which nodes of the map are late on their day, by code. */
  readonly lateMonths: ReadonlyMap<string, number>
  readonly budgets: readonly BudgetEntry[]
  /** Month of the instant. */
  readonly now: Month
  readonly asKnown: string
}

/** Cost elements that go on whatever moves: the rest of a baseline is what the move was to end. */
const lastingElements: ReadonlySet<string> = new Set(['labour'])

/** Everything that realised savings are computed from, as known at an instant, within reach. */
export async function gathered(db: Database, reach: Reach, { asKnown }: Gathering): Promise<Gathered> {
  const deps: RealisedDeps = { db, clock: { now: () => new Date(asKnown) } }
  const now = asKnown.slice(0, 7)
  const state = await registerAsOf(deps, reach, { asKnownMs: Date.parse(asKnown) })
  const { benefits } = state
  const codes = [...new Set(benefits.flatMap(({ profile }) => profile.content.workloads))]
  const workloads = await inParts(codes, (some) => findWorkloads(deps, reach, some))
  const idOf = new Map(workloads.map(({ code, id }) => [code, id]))
  const ids = workloads.map(({ id }) => id)
  const span = { from: '1990-01', to: now }
  const [months, ledger, waves, proofs, costs, accepted, budgets] = await Promise.all([
    ids.length === 0 ? [] : workloadMonths(deps, reach, { workloadIds: ids, ...span, asKnownMs: Date.parse(asKnown) }),
    ids.length === 0 ? [] : ledgerOf(reach, deps.db, { asKnown, workloadIds: ids, ...span }),
    wavesOf(deps.db, reach, ids),
    proofsOf(reach, deps.db, { asKnown }),
    promisedCosts(reach, deps.db, { asKnown }),
    acceptedOf(reach, deps.db, { asKnown }),
    budgetEntries(deps, reach, { asKnownMs: Date.parse(asKnown) }),
  ])
  const rateOf = await ratesFor(deps, benefits, asKnown)
  const sources: Sources = {
    months: Map.groupBy(months, ({ workloadId }) => workloadId),
    ledger: Map.groupBy(ledger, (row) => row.workload_id),
    proofs: Map.groupBy(proofs, ({ subject }) => subject),
    costs: new Map(costs.map((row) => [row.benefit_id, row])),
    accepted: Map.groupBy(accepted, (row) => row.benefit_id),
    datesOf: (id) => waves.get(id)?.dates,
    rateOf,
    idOf,
  }
  return {
    benefits: benefits.map((benefit) => factsOf(benefit, sources)),
    edges: state.edges,
    lateMonths: await lateNodes(deps, reach, state.nodes),
    budgets,
    now,
    asKnown,
  }
}

/** Levers that are waves whose cut-over passed the day they were due on, by how many months. */
async function lateNodes(
  deps: RealisedDeps,
  reach: Reach,
  nodes: readonly RegisterNode[],
): Promise<ReadonlyMap<string, number>> {
  const due = nodes.flatMap(({ code, content: { dueOn, wave } }) =>
    dueOn === null || wave === null ? [] : [{ code, dueOn, wave }],
  )
  if (due.length === 0) return new Map()
  const waves = await waveList(deps, reach, {}, { today: todayOf(deps.clock), editable: [] })
  const cutsOver = new Map(waves.map(({ code, dates }) => [code, dates.cutsOverOn]))
  return new Map(
    due.flatMap(({ code, dueOn, wave }): [string, number][] => {
      const on = cutsOver.get(wave)
      const late = on === undefined ? 0 : monthNumber(on) - monthNumber(dueOn)
      return late > 0 ? [[code, late]] : []
    }),
  )
}

async function inParts<T>(codes: readonly string[], read: (some: readonly string[]) => Promise<T[]>): Promise<T[]> {
  const found: T[] = []
  for (let start = 0; start < codes.length; start += 5_000)
    found.push(...(await read(codes.slice(start, start + 5_000))))
  return found
}

type Rated = { readonly cadPerUnit: string | null; readonly source: string }
type Sources = {
  readonly months: ReadonlyMap<string, readonly WorkloadMonth[]>
  readonly ledger: ReadonlyMap<string, readonly LedgerMonthRow[]>
  readonly proofs: ReadonlyMap<string, Awaited<ReturnType<typeof proofsOf>>>
  readonly costs: ReadonlyMap<string, Awaited<ReturnType<typeof promisedCosts>>[number]>
  readonly accepted: ReadonlyMap<string, readonly AcceptedAmount[]>
  readonly datesOf: (workloadId: string) => { readonly startsOn: string; readonly decommissionsOn: string } | undefined
  readonly rateOf: (bodyId: string, currency: string, month: Month) => Rated
  readonly idOf: ReadonlyMap<string, string>
}

/** Rates of each body, read once, found once for each currency and month. */
async function ratesFor(
  deps: RealisedDeps,
  benefits: readonly RegisterBenefit[],
  asKnown: string,
): Promise<Sources['rateOf']> {
  const bodies = [...new Set(benefits.map(({ bodyId }) => bodyId))]
  const stated = new Map(
    await Promise.all(
      bodies.map(async (id) => [id, await ratesOfBody(deps.db, id, asKnown.slice(0, 10), asKnown)] as const),
    ),
  )
  const found = new Map<string, Rated>()
  return (bodyId, currency, month) => {
    const key = `${bodyId} ${currency} ${month}`
    const before = found.get(key)
    if (before !== undefined) return before
    const rate = cadRateOf(stated.get(bodyId) ?? [], currency, month)
    const rated: Rated =
      rate.kind === 'known'
        ? {
            cadPerUnit: rate.value.cadPerUnit,
            source: `${rate.value.source} (${rate.value.basis}, ${rate.value.ratedOn})`,
          }
        : { cadPerUnit: null, source: rate.reasons.join() }
    found.set(key, rated)
    return rated
  }
}

function factsOf(benefit: RegisterBenefit, sources: Sources): GatheredBenefit {
  const workloadIds = benefit.profile.content.workloads.flatMap((code) => sources.idOf.get(code) ?? [])
  const plans = plansOf(benefit)
  const starts = [...plans.first.keys(), ...plans.current.keys()].toSorted()[0] ?? null
  const transition = transitionOf(workloadIds, sources)
  const baseline = baselineOfBenefit(benefit, transition) ?? promisedBaseline(benefit, sources)
  const charges = Map.groupBy(
    workloadIds.flatMap((id) => sources.months.get(id) ?? []).map((row) => ratedCharge(row, benefit.bodyId, sources)),
    ({ period }) => period,
  )
  const ledger = Map.groupBy(
    workloadIds.flatMap((id) => sources.ledger.get(id) ?? []),
    ({ period }) => period,
  )
  const entries = new Map([...ledger].map(([month, rows]) => [month, rows.map(entryOf)]))
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
    elsewhere: new Map(),
    legacy:
      baseline === undefined || starts === null
        ? null
        : {
            endsPaper: transition === null ? starts : monthAfter(transition.to, 1),
            carriedCents: baseline.legacyCents,
            proof: proofOf(benefit, sources),
          },
    billedFrom: [...charges.keys()].toSorted()[0] ?? null,
  }
  return {
    benefit,
    facts,
    baseline,
    observed: baseline === undefined && dollarMeasure(benefit) !== undefined ? observedOf(benefit) : null,
    charges,
    ledger,
    accepted: sources.accepted.get(benefit.id) ?? [],
    workloadIds,
  }
}

const observedOf = (benefit: RegisterBenefit) => (benefit.observations.size === 0 ? null : observedDollars(benefit))

function ratedCharge(row: WorkloadMonth, bodyId: string, sources: Sources): RatedCharge {
  const { cadPerUnit, source } = sources.rateOf(bodyId, row.currency, row.period)
  return { ...row, element: 'hosting', cadPerUnit, isClosed: !row.isOpen, rateSource: source }
}

const entryOf = ({ cents, cost_element }: LedgerMonthRow): MonthEntry => ({
  element: cost_element,
  cents: cadCents(cents),
  side: lastingElements.has(cost_element) ? 'other' : 'legacy',
})

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

/** The cost that a promise was frozen on, a twelfth a month: nothing carries it, its grade stays at C. */
function promisedBaseline(benefit: RegisterBenefit, sources: Sources): BaselineOfBenefit | undefined {
  const row = sources.costs.get(benefit.id)
  if (row === undefined || row.current_cost_cents === null) return undefined
  return fixedBaseline(row.current_cost_cents / 1200, {
    kind: 'statement',
    by: row.frozen_by,
    at: row.recorded_at,
    reference: `${benefit.code} v${row.version}, ${row.digest.slice(0, 16)}`,
  })
}

/** The first proof bound to the benefit or to every one of its workloads: one that stays keeps the cost running. */
function proofOf(benefit: RegisterBenefit, sources: Sources): NonNullable<BenefitFacts['legacy']>['proof'] {
  const own = sources.proofs.get(benefit.code)?.[0]
  const each = benefit.profile.content.workloads.map((code) => sources.proofs.get(code)?.[0])
  const found = own ?? (each.every((one) => one !== undefined) ? each.toSorted(byInstant).at(-1) : undefined)
  if (found === undefined) return null
  return {
    kind: found.kind === 'contract-end' || found.kind === 'disposal' ? found.kind : 'certificate',
    effective: found.recorded_at.slice(0, 7),
    reference: `${found.title}, ${found.sha256.slice(0, 16)}`,
  }
}
const byInstant = (a: { recorded_at: string } | undefined, b: { recorded_at: string } | undefined) =>
  (a?.recorded_at ?? '').localeCompare(b?.recorded_at ?? '')
