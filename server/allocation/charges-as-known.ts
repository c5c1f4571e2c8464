import * as v from 'valibot'
import { allocator } from '#models/allocation/allocating.ts'
import { givenBy } from '#models/allocation/given-by.ts'
import { bodyTree, withDescendants } from '#server/access/bodies.repository.ts'
import type { Reach } from '#server/access/reach.ts'
import { eventsAbout } from '#server/audit/audit.usecases.ts'
import type { Database } from '#server/database/database.ts'
import type { BillChargeRow } from '#server/database/schema.ts'
import { shippedAllocation } from '#server/shared/datasets.ts'
import { indexOf, lastDay, readWeighed, rulesOf, type StandingRules } from './allocating.usecases.ts'
import { chargesByOrdinal, givenCharges, importInForce } from './given-charges.repository.ts'
import { findImport } from './imported-charges.repository.ts'
import { findRuleSet, ruleSetsOf } from './rule-sets.repository.ts'

/** A day’s charges of a resource, whole, and the part of them that went to a workload; millionths of the billing currency. */
export type KnownCharge = {
  readonly charge: BillChargeRow
  readonly rule: string
  readonly billedMicros: number
  readonly effectiveMicros: number
}
/**
 * What a workload was given of a month at an instant. `kept`: as it stands, since nothing was replayed over that bill since. `given-again`: the
 * bill was replayed since; the rules of that time give it again, over the inventory of today, as the inventory keeps one state.
 */
export type KnownMonth = {
  readonly importId: string | null
  /** The rows of the import, beside the database; null when they were not kept. */
  readonly parquetFile: string | null
  /** Physical line of the first row, where the rows do not say theirs. */
  readonly firstLine: number
  readonly ruleSet: string | null
  readonly allocation: 'kept' | 'given-again'
  readonly charges: readonly KnownCharge[]
}
export type MonthAsked = {
  readonly bodyId: string
  readonly source: string
  readonly workload: string
  readonly serviceCategory: string
  readonly period: string
}
type Import = NonNullable<Awaited<ReturnType<typeof importInForce>>>

const replayed = v.object({ rules: v.string() })
const noMonth: KnownMonth = {
  importId: null,
  parquetFile: null,
  firstLine: 1,
  ruleSet: null,
  allocation: 'kept',
  charges: [],
}

/**
 * Reads charges as they were given at an instant (ISO): the import in force then, under the rules that had given it then. `workloads` are all
 * those that will be asked for: a bill that is given again is read once for them all.
 */
export function chargesKnownAt(db: Database, reach: Reach, at: string, workloads: ReadonlySet<string>) {
  const again = new Map<string, Promise<GivenAgain | undefined>>()
  return async (asked: MonthAsked): Promise<KnownMonth> => {
    const billed = await importInForce(db, { source: asked.source, period: asked.period, asKnown: at })
    if (billed === undefined) return noMonth
    let given = again.get(billed.id)
    if (given === undefined) {
      given = givenAgain(db, reach, billed, at, workloads)
      again.set(billed.id, given)
    }
    const before = await given
    const from = {
      importId: billed.id,
      parquetFile: billed.parquet_file,
      firstLine: billed.container === 'parquet' ? 1 : 2,
    }
    if (before !== undefined) {
      const charges = before.charges.get(keyOf(asked)) ?? []
      return { ...from, ruleSet: before.ruleSet, allocation: 'given-again', charges }
    }
    const rows = await givenCharges(db, { ...asked, importId: billed.id })
    return {
      ...from,
      ruleSet: rows[0]?.rule_set_id ?? null,
      allocation: 'kept',
      charges: rows.map((row) => ({
        charge: row,
        rule: row.rule_id,
        billedMicros: row.part_billed,
        effectiveMicros: row.part_effective,
      })),
    }
  }
}

const keyOf = (of: Pick<MonthAsked, 'bodyId' | 'workload' | 'serviceCategory'>) =>
  `${of.bodyId} ${of.workload} ${of.serviceCategory}`

type GivenAgain = { readonly ruleSet: string; readonly charges: ReadonlyMap<string, readonly KnownCharge[]> }

/** What the rules of an instant gave of an import; undefined when what is kept was already so then. */
async function givenAgain(
  db: Database,
  reach: Reach,
  billed: Import,
  at: string,
  workloads: ReadonlySet<string>,
): Promise<GivenAgain | undefined> {
  // A bill may be held by a body that is not reached: it is read to give it again, and only what workloads asked for took gets out.
  const bodies = [...withDescendants(await bodyTree(db, lastDay), billed.body_id)]
  const whole = { ...reach, bodies }
  const replays = await eventsAbout(db, whole, { types: ['bill-import'], ids: [billed.id] })
  const own = replays.filter(({ action }) => action === 'allocation.replayed')
  if (!own.some((event) => event.at > at)) return undefined
  const last = own.findLast((event) => event.at <= at)
  const named = last === undefined ? undefined : v.parse(replayed, JSON.parse(last.after_json ?? '{}')).rules
  const standing = await rulesThen(db, whole, billed, named)
  const bill = await findImport(whole, db, billed.id)
  if (bill === undefined) return undefined
  const asked = allocator(standing.rules, await indexOf(whole, db, billed.body_id))
  const parts: { key: string; ordinal: number; rule: string; billedMicros: number; effectiveMicros: number }[] = []
  await readWeighed(db, whole, bill, asked, {}, async (charges) => {
    for (const charge of charges)
      for (const { workload, ruleId, reason, ordinal, billedMicros, effectiveMicros } of asked.parts(charge)) {
        if (workload === null || !workloads.has(workload.code)) continue
        const key = keyOf({ ...workload, workload: workload.code, serviceCategory: charge.serviceCategory })
        parts.push({ key, ordinal, rule: givenBy(ruleId, reason), billedMicros, effectiveMicros })
      }
  })
  const ordinals = [...new Set(parts.map(({ ordinal }) => ordinal))]
  const rows = new Map((await chargesByOrdinal(db, billed.id, ordinals)).map((row) => [row.ordinal, row]))
  const charges = new Map<string, KnownCharge[]>()
  for (const { key, ordinal, rule, billedMicros, effectiveMicros } of parts) {
    const charge = rows.get(ordinal)
    if (charge === undefined) continue
    const known = charges.get(key) ?? []
    known.push({ charge, rule, billedMicros, effectiveMicros })
    charges.set(key, known)
  }
  for (const known of charges.values())
    known.sort((a, b) => a.charge.day.localeCompare(b.charge.day) || a.charge.ordinal - b.charge.ordinal)
  return { ruleSet: standing.id, charges }
}

/** The rules that a replay names; or else those that stood when the bill came; those of the product while the body had none. */
async function rulesThen(
  db: Database,
  reach: Reach,
  billed: Import,
  named: string | undefined,
): Promise<StandingRules> {
  const row =
    named === undefined
      ? (await ruleSetsOf(reach, db, billed.body_id))
          .filter(({ state, decided_at }) => state !== 'returned' && (decided_at ?? '~') <= billed.recorded_at)
          .toSorted((a, b) => (b.decided_at ?? '').localeCompare(a.decided_at ?? ''))[0]
      : await findRuleSet(reach, db, named)
  return row === undefined ? shippedAllocation() : { id: row.id, rules: rulesOf(row) }
}
