import { type CadCents, cadCents } from '../shared/money.ts'
import { known, type Outcome, unknownBecause } from '../shared/outcome.ts'
import { largestRemainder } from '../allocation/largest-remainder.ts'

export type SlipEdge = {
  readonly from: string
  readonly to: string
  readonly type: 'enables' | 'contributes' | 'depends' | 'conflicts'
  /** Part of the target that comes by this edge, for `contributes`; null: all of it. */
  readonly share: number | null
}
/** Parts of a benefit by how many months late they come; shares sum to 1. */
export type SlipParts = readonly { readonly months: number; readonly share: number }[]

/**
 * How late each node comes when some are late themselves: what enables it or what it depends on holds back all of it, what contributes holds
 * back its share; its own delay adds to both. Months ≥ 0. Unknown when the map has a cycle, with its nodes.
 */
export function slipAlong(
  edges: readonly SlipEdge[],
  lateMonths: ReadonlyMap<string, number>,
): Outcome<ReadonlyMap<string, SlipParts>, `cycle:${string}`> {
  const incoming = Map.groupBy(
    edges.filter(({ type }) => type !== 'conflicts'),
    ({ to }) => to,
  )
  const names = new Set([...lateMonths.keys(), ...edges.flatMap(({ from, to }) => [from, to])])
  const done = new Map<string, SlipParts>()
  const open = new Set<string>()
  const visit = (name: string): string | undefined => {
    if (done.has(name)) return undefined
    if (open.has(name)) return name
    open.add(name)
    const before = incoming.get(name) ?? []
    for (const { from } of before) {
      const cycle = visit(from)
      if (cycle !== undefined) return cycle
    }
    open.delete(name)
    done.set(name, partsOf(before, done, Math.max(0, lateMonths.get(name) ?? 0)))
    return undefined
  }
  for (const name of names) {
    const cycle = visit(name)
    if (cycle !== undefined) return unknownBecause(`cycle:${cycle}`)
  }
  return known(done)
}

function partsOf(before: readonly SlipEdge[], done: ReadonlyMap<string, SlipParts>, own: number): SlipParts {
  const partsBefore = ({ from }: SlipEdge): SlipParts => done.get(from) ?? []
  const latest = (edge: SlipEdge) => largestOf(partsBefore(edge).map(({ months }) => months))
  const gate = largestOf(before.filter(({ share, type }) => type !== 'contributes' || share === null).map(latest))
  const contributions = before.flatMap((edge) =>
    edge.type === 'contributes' && edge.share !== null ? [{ edge, share: Math.min(1, Math.max(0, edge.share)) }] : [],
  )
  const stated = contributions.reduce((sum, { share }) => sum + share, 0)
  const scale = stated > 1 ? 1 / stated : 1
  const byMonths = new Map<number, number>()
  const add = (months: number, share: number) => {
    if (share > 0) byMonths.set(months, (byMonths.get(months) ?? 0) + share)
  }
  for (const { edge, share } of contributions)
    for (const part of partsBefore(edge)) add(Math.max(gate, part.months) + own, share * scale * part.share)
  add(gate + own, Math.max(0, 1 - stated * scale))
  return [...byMonths].map(([months, share]) => ({ months, share })).toSorted((a, b) => a.months - b.months)
}

const largestOf = (values: readonly number[]) => values.reduce((most, value) => Math.max(most, value), 0)

export type SlippedPlan = {
  /** The plan once late, by month; its horizon stays, so that what comes after it is lost. */
  readonly cents: readonly CadCents[]
  /** What no longer comes before the horizon. */
  readonly lostCents: CadCents
  /** What waiting costs at the discount rate: present value of the plan less that of the late plan, CAD of the first month. */
  readonly presentValueLossCad: number
}

/** Shifts a plan by parts, one at least. `annualRate` discounts by month: (1 + r)^(−(month + 0.5) / 12). The first promise is not touched by it. */
export function slippedPlan(plan: readonly CadCents[], parts: SlipParts, annualRate: number): SlippedPlan {
  const late = plan.map(() => 0)
  let lost = 0
  for (const [at, cents] of plan.entries()) {
    const shares = largestRemainder(
      cents,
      parts.map(({ share }) => share),
    )
    for (const [which, part] of shares.entries()) {
      const target = at + Math.round(parts[which]?.months ?? 0)
      if (target < late.length) late[target] = (late[target] ?? 0) + part
      else lost += part
    }
  }
  const presentValue = (series: readonly number[]) =>
    series.reduce((sum, cents, at) => sum + (cents / 100) * (1 + annualRate) ** (-(at + 0.5) / 12), 0)
  return {
    cents: late.map((cents) => cadCents(cents)),
    lostCents: cadCents(lost),
    presentValueLossCad: presentValue(plan) - presentValue(late),
  }
}
