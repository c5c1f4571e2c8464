import type { AllocationRule } from '#models/allocation/allocation.schemas.ts'
import type { Amounts, MovedMonth, RuleSetPreview } from '#models/allocation/allocation.views.ts'
import { allocator, type ChargePart } from '#models/allocation/allocating.ts'
import type { AllocatableWorkload } from '#models/allocation/workload-index.ts'
import { microsToDecimal } from '#models/bills/micros.ts'
import type { Reach } from '#server/access/reach.ts'
import type { Database } from '#server/database/database.ts'
import { indexOf, readWeighed, standingRules } from './allocating.usecases.ts'
import { currentImports } from './imported-charges.repository.ts'

export type PreviewRequest = {
  readonly bodyId: string
  readonly rules: readonly AllocationRule[]
  readonly months: number
}

const mostMoves = 500

type Sums = { billed: bigint; effective: bigint }
type Held = {
  readonly workload: AllocatableWorkload | null
  readonly period: string
  readonly currency: string
  readonly before: Sums
  readonly after: Sums
}

/**
 * Gives the charges of the latest months by the rules in force and by the others, over the same inventory, and tells what changes hands.
 * What is stored is not read: it may come from an older inventory.
 */
export async function rulesPreview(db: Database, reach: Reach, asked: PreviewRequest): Promise<RuleSetPreview> {
  const imports = await currentImports(reach, db, asked.bodyId)
  const months = [...new Set(imports.map(({ period }) => period))].slice(0, asked.months)
  const index = await indexOf(reach, db, asked.bodyId)
  const standing = await standingRules(reach, db, asked.bodyId)
  const held = new Map<string, Held>()
  const taken = new Map<string, number>()
  const unallocated = new Map<string, { before: bigint; after: bigint }>()
  let charges = 0
  for (const billed of imports.filter(({ period }) => months.includes(period))) {
    const [before, after] = [allocator(standing.rules, index), allocator(asked.rules, index)]
    const both = {
      needsWeighing: before.needsWeighing || after.needsWeighing,
      weigh: (charge: Parameters<typeof before.weigh>[0]) => {
        before.weigh(charge)
        after.weigh(charge)
      },
    }
    const add = (side: 'before' | 'after', part: ChargePart) => {
      const key = `${part.workload?.code ?? ''} ${billed.period} ${billed.currency}`
      let row = held.get(key)
      if (row === undefined) {
        const { period, currency } = billed
        row = { workload: part.workload, period, currency, before: nothing(), after: nothing() }
        held.set(key, row)
      }
      row[side].billed += BigInt(part.billedMicros)
      row[side].effective += BigInt(part.effectiveMicros)
      if (part.workload !== null) return
      const sums = unallocated.get(billed.currency) ?? { before: 0n, after: 0n }
      sums[side] += BigInt(part.effectiveMicros)
      unallocated.set(billed.currency, sums)
    }
    await readWeighed(db, reach, billed, both, {}, (page) => {
      charges += page.length
      for (const charge of page) {
        for (const part of before.parts(charge)) add('before', part)
        const parts = after.parts(charge)
        for (const part of parts) add('after', part)
        const ruleId = parts[0]?.ruleId ?? ''
        taken.set(ruleId, (taken.get(ruleId) ?? 0) + 1)
      }
      return Promise.resolve()
    })
  }
  const moved = [...held.values()].filter(
    ({ before, after }) => before.billed !== after.billed || before.effective !== after.effective,
  )
  return {
    months,
    charges,
    moved: moved.toSorted(byMove).slice(0, mostMoves).map(movedView),
    movedCount: moved.length,
    movedAmounts: movedAmounts(moved),
    unallocated: [...unallocated].map(([currency, { before, after }]) => ({
      currency,
      before: microsToDecimal(before),
      after: microsToDecimal(after),
    })),
    taken: asked.rules.map(({ id }) => ({ ruleId: id, charges: taken.get(id) ?? 0 })),
  }
}

const nothing = (): Sums => ({ billed: 0n, effective: 0n })
const moveOf = ({ before, after }: Held) => after.effective - before.effective
const sizeOf = (micros: bigint) => (micros < 0n ? -micros : micros)

function byMove(a: Held, b: Held): number {
  const [first, second] = [sizeOf(moveOf(a)), sizeOf(moveOf(b))]
  if (first !== second) return first > second ? -1 : 1
  const [one, other] = [a, b].map(({ workload, period }) => `${workload?.code ?? ''} ${period}`)
  return (one ?? '') < (other ?? '') ? -1 : 1
}

/** What left a workload or the unallocated: each move is counted once. */
function movedAmounts(moved: readonly Held[]): RuleSetPreview['movedAmounts'] {
  const sums = new Map<string, bigint>()
  for (const one of moved) {
    const move = moveOf(one)
    if (move > 0n) sums.set(one.currency, (sums.get(one.currency) ?? 0n) + move)
  }
  return [...sums].map(([currency, micros]) => ({ currency, effective: microsToDecimal(micros) }))
}

function movedView({ workload, period, currency, before, after }: Held): MovedMonth {
  const amounts = ({ billed, effective }: Sums): Amounts => ({
    currency,
    billed: microsToDecimal(billed),
    effective: microsToDecimal(effective),
  })
  return {
    workload: workload?.code ?? null,
    workloadName: workload?.name ?? null,
    period,
    before: amounts(before),
    after: amounts(after),
  }
}
