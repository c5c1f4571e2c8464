import type { UnallocatedDimension, UnallocatedGroup, UnallocatedView } from '#models/allocation/allocation.views.ts'
import { tagsOf } from '#models/allocation/charge.ts'
import { readGivenBy } from '#models/allocation/given-by.ts'
import type { Reach } from '#server/access/reach.ts'
import type { Database } from '#server/database/database.ts'
import { amountsOf, chargeView } from './charge-views.ts'
import { billedSums, dearestUnallocated, unallocatedSums } from './given-charges.repository.ts'

export type UnallocatedRequest = {
  readonly body: string
  readonly bodyId: string
  readonly from: string
  readonly to: string
}

const mostGroups = 50
const mostExamples = 25

type Sums = { readonly name: string; readonly currency: string; billed: bigint; effective: bigint; charges: number }

/** What nobody takes in the bills in force of a body, by source, service, sub-account, reason and tag key. Made in the report thread. */
export async function unallocatedSummary(
  db: Database,
  reach: Reach,
  { body, ...asked }: UnallocatedRequest,
): Promise<UnallocatedView> {
  const [sums, all, dearest] = await Promise.all([
    unallocatedSums(reach, db, asked),
    billedSums(reach, db, asked),
    dearestUnallocated(reach, db, asked, mostExamples),
  ])
  const effectiveOf = new Map(all.map((row) => [row.currency, Number(row.effective)]))
  const shareOf = (currency: string, effective: bigint) => {
    const whole = effectiveOf.get(currency) ?? 0
    return whole > 0 ? Number(effective) / whole : null
  }
  const grouped = (names: (row: (typeof sums)[number]) => readonly string[]): UnallocatedGroup[] => {
    const held = new Map<string, Sums>()
    for (const row of sums)
      for (const name of names(row)) {
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
    }
  })
  const groups: Readonly<Record<UnallocatedDimension, readonly UnallocatedGroup[]>> = {
    source: grouped((row) => [row.source]),
    service: grouped((row) => [row.service]),
    subAccount: grouped((row) => [row.subAccount]),
    reason: grouped((row) => [readGivenBy(row.givenBy).reason ?? 'no-rule']),
    tagKeys: grouped((row) => {
      const keys = [...tagsOf(row.tags).values.keys()]
      return keys.length === 0 ? [''] : keys
    }),
  }
  return { body, from: asked.from, to: asked.to, totals, groups, examples: dearest.map(chargeView) }
}
