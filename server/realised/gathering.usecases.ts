import { cadRateOf } from '#models/bills/cad-rate.ts'
import type { RegisterBenefit, RegisterEdge, RegisterNode } from '#models/benefits/register-state.ts'
import { type Month, monthNumber } from '#models/shared/month.ts'
import { type Reach, reachOf } from '#server/access/reach.ts'
import { workloadMonths } from '#server/allocation/workload-months.usecases.ts'
import { mapAsOf, registerAsOf } from '#server/benefits/register.usecases.ts'
import { reconciledImports } from '#server/bills/reconciled-imports.usecases.ts'
import { ratesOfBody } from '#server/bills/rates.usecases.ts'
import { acceptedClaims } from '#server/claims/accepted-claims.usecases.ts'
import { decommissioningProofs } from '#server/claims/evidence.usecases.ts'
import type { Database } from '#server/database/database.ts'
import { findWorkloads } from '#server/inventory/inventory.usecases.ts'
import { budgetEntries, type BudgetEntry } from '#server/ledgers/budget-entries.usecases.ts'
import { type LedgerMonth, ledgerMonths } from '#server/ledgers/ledger-months.usecases.ts'
import { type Clock, todayOf } from '#server/shared/clock.ts'
import { waveList, wavesOf } from '#server/waves/waves.usecases.ts'
import { factsOf, type GatheredBenefit, type Rated, type Sources, withoutOverlap } from './benefit-facts.ts'

export type RealisedDeps = { readonly db: Database; readonly clock: Clock }
export type Gathering = {
  /** Instant, ISO: what was known then. */
  readonly asKnown: string
  /** Only the benefits of this body: what one benefit is held against is of its own body. Every body in reach when absent. */
  readonly bodyId?: string | undefined
  /** Only the bodies of the benefits of this workload, or of this benefit. */
  readonly workload?: string | undefined
  readonly benefit?: string | undefined
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

/**
 * Everything that realised savings are computed from, as known at an instant, within reach. Bills are held against their invoices, and
 * levers looked at, in the whole reach, whatever the body asked for.
 */
export async function gathered(
  db: Database,
  reach: Reach,
  { asKnown, benefit, bodyId, workload }: Gathering,
): Promise<Gathered> {
  const deps: RealisedDeps = { db, clock: { now: () => new Date(asKnown) } }
  const asKnownMs = Date.parse(asKnown)
  const now = asKnown.slice(0, 7)
  const own = bodyId === undefined ? reach : reachOf({ ...reach, bodies: reach.bodies.filter((id) => id === bodyId) })
  const state = await registerAsOf(deps, own, { asKnownMs })
  const benefits =
    workload === undefined && benefit === undefined
      ? state.benefits
      : ofBodiesOf(
          state.benefits,
          ({ code, profile }) => code === benefit || profile.content.workloads.includes(workload ?? ''),
        )
  const codes = [...new Set(benefits.flatMap(({ profile }) => profile.content.workloads))]
  const workloads = await inParts(codes, (some) => findWorkloads(deps, reach, some))
  const ids = workloads.map(({ id }) => id)
  const span = { from: '1990-01', to: now, asKnownMs }
  const [months, ledger, waves, proofs, accepted, budgets, map] = await Promise.all([
    ids.length === 0 ? [] : workloadMonths(deps, reach, { workloadIds: ids, ...span }),
    ids.length === 0 ? [] : ledgerMonths(deps, reach, { workloadIds: ids, ...span }),
    wavesOf(deps.db, reach, ids),
    inParts(codes, (some) => decommissioningProofs(deps.db, reach, { workloads: some, asKnown })),
    acceptedClaims(deps.db, own, { asKnown }),
    budgetEntries(deps, own, { asKnownMs }),
    bodyId === undefined ? state : mapAsOf(deps, reach, { asKnownMs }),
  ])
  const [rateOf, lateMonths, reconciled] = await Promise.all([
    ratesFor(deps, benefits, asKnown),
    lateNodes(deps, reach, map.nodes),
    reconciledImports(db, reach, { asKnown, importIds: [...new Set(months.map(({ importId }) => importId))] }),
  ])
  const entries = ledger.filter(({ kind }) => kind !== 'budget')
  const sources: Sources = {
    months: Map.groupBy(months, ({ workloadId }) => workloadId),
    ledger: Map.groupBy(entries, ({ workloadId }) => workloadId ?? ''),
    proofs: Map.groupBy(proofs, ({ workload }) => workload),
    accepted: Map.groupBy(accepted, ({ benefit }) => benefit),
    datesOf: (id) => waves.get(id)?.dates,
    rateOf,
    idOf: new Map(workloads.map(({ code, id }) => [code, id])),
    covered: coveredByLedger(benefits, workloads, entries),
    reconciled,
  }
  return {
    benefits: withoutOverlap(benefits.map((one) => factsOf(one, sources))),
    edges: map.edges,
    lateMonths,
    budgets,
    now,
    asKnown,
  }
}

/** Every benefit of the bodies that have one of those asked. */
function ofBodiesOf(
  benefits: readonly RegisterBenefit[],
  isAsked: (benefit: RegisterBenefit) => boolean,
): readonly RegisterBenefit[] {
  const bodies = new Set(benefits.filter(isAsked).map(({ bodyId }) => bodyId))
  return benefits.filter(({ bodyId }) => bodies.has(bodyId))
}

/** By body, the first and the last month that its ledger tells of. */
function coveredByLedger(
  benefits: readonly RegisterBenefit[],
  workloads: readonly { readonly id: string; readonly code: string }[],
  entries: readonly LedgerMonth[],
): Sources['covered'] {
  const bodyOf = new Map(
    benefits.flatMap(({ bodyId, profile }) => profile.content.workloads.map((code) => [code, bodyId])),
  )
  const codeOf = new Map(workloads.map(({ code, id }) => [id, code]))
  const covered = new Map<string, { from: Month; to: Month }>()
  for (const { period, workloadId } of entries) {
    const body = bodyOf.get(codeOf.get(workloadId ?? '') ?? '') ?? ''
    const before = covered.get(body) ?? { from: period, to: period }
    covered.set(body, {
      from: period < before.from ? period : before.from,
      to: period > before.to ? period : before.to,
    })
  }
  return covered
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
