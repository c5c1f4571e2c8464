import type {
  GivenWorkload,
  UnallocatedDimension,
  UnallocatedGroup,
  UnallocatedView,
} from '#models/allocation/allocation.views.ts'
import { tagsOf } from '#models/allocation/charge.ts'
import { readGivenBy } from '#models/allocation/given-by.ts'
import type { CostFigures } from '#models/bills/bill.views.ts'
import { microsToDecimal } from '#models/bills/micros.ts'
import type { Reach } from '#server/access/reach.ts'
import type { Database } from '#server/database/database.ts'
import { givenFigure, type GivenPart } from '#server/figures/figure-ids.ts'
import { amountsOf, chargeView } from './charge-views.ts'
import { billedSums, dearestUnallocated, unallocatedSums } from './given-charges.repository.ts'
import { workloadTotals } from './given-sums.repository.ts'

export type UnallocatedRequest = {
  readonly body: string
  readonly bodyId: string
  readonly from: string
  readonly to: string
}

const mostGroups = 50
const mostExamples = 25
const mostGiven = 500

type Lead = {
  readonly source: string
  readonly service: string
  readonly subAccount: string
  readonly givenBy: string
  readonly tags: string
}

/** What could lead to a rule: by each dimension, the values of a sum; a charge without a tag is under the empty one. */
export const leadsOf: Readonly<Record<UnallocatedDimension, (lead: Lead) => readonly string[]>> = {
  source: ({ source }) => [source],
  service: ({ service }) => [service],
  subAccount: ({ subAccount }) => [subAccount],
  reason: ({ givenBy }) => [readGivenBy(givenBy).reason ?? 'no-rule'],
  tagKeys: ({ tags }) => {
    const keys = [...tagsOf(tags).values.keys()]
    return keys.length === 0 ? [''] : keys
  },
}

type Sums = { readonly name: string; readonly currency: string; billed: bigint; effective: bigint; charges: number }

/** What workloads and nobody take in the bills in force of a body. Made in the report thread. */
export async function unallocatedSummary(
  db: Database,
  reach: Reach,
  { body, ...asked }: UnallocatedRequest,
): Promise<UnallocatedView> {
  const [sums, all, dearest, given] = await Promise.all([
    unallocatedSums(reach, db, asked),
    billedSums(reach, db, asked),
    dearestUnallocated(reach, db, asked, mostExamples),
    workloadTotals(reach, db, asked),
  ])
  const { bodyId, from, to } = asked
  const figuresOf = (
    of: GivenPart,
    name: string,
    { currency, ...sums }: { readonly currency: string; readonly billed: bigint; readonly effective: bigint },
  ): CostFigures => {
    const figure = (cost: 'billed' | 'effective') =>
      givenFigure({ bodyId, within: { from, to }, currency, cost, of, name, micros: sums[cost] })
    return { billed: figure('billed'), effective: figure('effective') }
  }
  const effectiveOf = new Map(all.map((row) => [row.currency, Number(row.effective)]))
  const shareOf = (currency: string, effective: bigint) => {
    const whole = effectiveOf.get(currency) ?? 0
    return whole > 0 ? Number(effective) / whole : null
  }
  const grouped = (by: UnallocatedDimension): UnallocatedGroup[] => {
    const held = new Map<string, Sums>()
    for (const row of sums)
      for (const name of leadsOf[by](row)) {
        const key = `${row.currency} ${name}`
        const sum = held.get(key) ?? { name, currency: row.currency, billed: 0n, effective: 0n, charges: 0 }
        sum.billed += BigInt(row.billed)
        sum.effective += BigInt(row.effective)
        sum.charges += Number(row.charges)
        held.set(key, sum)
      }
    return [...held.values()]
      .toSorted((a, b) =>
        a.effective === b.effective ? (a.name < b.name ? -1 : 1) : a.effective > b.effective ? -1 : 1,
      )
      .slice(0, mostGroups)
      .map(({ name, currency, billed, effective, charges }) => ({
        ...amountsOf(currency, billed, effective),
        name,
        charges,
        share: shareOf(currency, effective),
        figures: figuresOf(by, name, { currency, billed, effective }),
      }))
  }
  const totals = all.map((row) => {
    const own = sums.filter(({ currency }) => currency === row.currency)
    const billed = own.reduce((sum, one) => sum + BigInt(one.billed), 0n)
    const effective = own.reduce((sum, one) => sum + BigInt(one.effective), 0n)
    const whole = amountsOf(row.currency, row.billed, row.effective)
    return {
      ...amountsOf(row.currency, billed, effective),
      allBilled: whole.billed,
      allEffective: whole.effective,
      share: shareOf(row.currency, effective),
      charges: own.reduce((sum, one) => sum + Number(one.charges), 0),
      figures: {
        ...figuresOf('left', '', { currency: row.currency, billed, effective }),
        ...allFigures(
          figuresOf('all', '', {
            currency: row.currency,
            billed: BigInt(row.billed),
            effective: BigInt(row.effective),
          }),
        ),
      },
    }
  })
  const groups: Readonly<Record<UnallocatedDimension, readonly UnallocatedGroup[]>> = {
    source: grouped('source'),
    service: grouped('service'),
    subAccount: grouped('subAccount'),
    reason: grouped('reason'),
    tagKeys: grouped('tagKeys'),
  }
  const takers = given.slice(0, mostGiven).map(({ code, currency, effective, id, name, shared }): GivenWorkload => ({
    workload: code,
    workloadName: name,
    currency,
    own: microsToDecimal(BigInt(effective) - BigInt(shared)),
    shared: microsToDecimal(BigInt(shared)),
    effective: microsToDecimal(BigInt(effective)),
    share: shareOf(currency, BigInt(effective)),
    figures: {
      shared: figuresOf('shared', id, { currency, billed: 0n, effective: BigInt(shared) }).effective,
      effective: figuresOf('workload', id, { currency, billed: 0n, effective: BigInt(effective) }).effective,
    },
  }))
  return {
    body,
    from,
    to,
    totals,
    given: takers,
    givenCount: given.length,
    groups,
    examples: dearest.map(chargeView),
  }
}

const allFigures = ({ billed, effective }: CostFigures) => ({ allBilled: billed, allEffective: effective })
