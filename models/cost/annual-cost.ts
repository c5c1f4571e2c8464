import type { AssetSize } from '../inventory/asset.schemas.ts'
import type { OptionPrices, Price, PriceStatus, StorageChoice } from '../prices/price-book.ts'
import { known, type Outcome, unknownBecause } from '../shared/outcome.ts'
import { committedChoice, type ComputeChoice, computeChoice, gbOfGib } from '../sizing/nameplate.ts'
import type { AnnualCost, AnnualCostOutcome, CostGap } from './cost.schemas.ts'
import { type CostInputs, hoursPerYear, monthsPerYear, seedOf } from './cost-inputs.ts'
import { type ByStatus, priceStatuses, simulatedPercentiles, type SimulatedSums } from './simulation.ts'

/** One server with what it would be charged for. */
export type AssetCharge = {
  readonly asset: AssetSize
  readonly compute: ComputeChoice | undefined
  readonly storage: StorageChoice | undefined
}

/**
 * Yearly cost of a workload at an option, first form (DECISIONS 8): compute + storage + the licence contained in the size, nominal CAD
 * before tax, 8,760 h, on demand, from nameplate. Unknown as soon as one part has no price or no size, with every reason: a missing price
 * is never 0. Network, exit, labour, backup, facilities and migration are not counted yet.
 */
export function annualCost(inputs: CostInputs): AnnualCostOutcome {
  const charges = assetCharges(inputs)
  if (charges.kind === 'unknown') return charges
  const sums = summed(charges.value)
  const cadPerUsd = inputs.rate?.cadPerUsd ?? Number.NaN // assetCharges has refused an absent rate
  const percentiles = simulatedPercentiles({ ...sums, cadPerUsd }, inputs.set, seedOf(inputs))
  const total = (byStatus: ByStatus) => byStatus.reduce((sum, part) => sum + part, 0)
  const parts = {
    computeCad: (total(sums.computeUsd) - sums.licenceUsd) * cadPerUsd,
    licenceCad: sums.licenceUsd * cadPerUsd,
    storageCad: total(sums.storageUsd) * cadPerUsd,
  }
  const cost: AnnualCost = { ...percentiles, likely: parts.computeCad + parts.licenceCad + parts.storageCad, parts }
  return known(cost)
}

/** USD a year by price status, and the rate: what the draws of a cost run over. Unknown with the reasons of the cost. */
export function simulatedSums(inputs: CostInputs): Outcome<SimulatedSums, CostGap> {
  const charges = assetCharges(inputs)
  if (charges.kind === 'unknown') return charges
  return known({ ...summed(charges.value), cadPerUsd: inputs.rate?.cadPerUsd ?? Number.NaN }) // assetCharges has refused an absent rate
}

/**
 * The oldest date and the weakest status among the prices that a cost on demand rests on, so that its age and evidence are never
 * overstated; undefined when the cost is unknown or rests on no price.
 */
export function pricesBehind(
  inputs: Pick<CostInputs, 'assets' | 'option' | 'book' | 'rate'>,
): { readonly asOf: string; readonly status: PriceStatus } | undefined {
  const charges = assetCharges(inputs)
  if (charges.kind === 'unknown') return undefined
  const used = charges.value.flatMap(({ compute, storage }) => [
    ...(compute === undefined ? [] : [compute.price]),
    ...(storage === undefined ? [] : [storage.price]),
  ])
  const [oldest] = used.toSorted((a, b) => a.asOf.localeCompare(b.asOf, 'en'))
  const weakest = priceStatuses.findLast((status) => used.some((price) => price.status === status))
  return oldest === undefined || weakest === undefined ? undefined : { asOf: oldest.asOf, status: weakest }
}

/** What each server would be charged for, or every reason why that cannot be said. */
export function assetCharges(
  inputs: Pick<CostInputs, 'assets' | 'option' | 'book' | 'rate' | 'term'>,
): Outcome<readonly AssetCharge[], CostGap> {
  const { assets, option, book, rate } = inputs
  const prices = book.byOption.get(option)
  const gaps: CostGap[] = []
  if (prices === undefined) gaps.push(`no-public-price-list:${option}`)
  if (assets.length === 0) gaps.push('no-assets')
  if (rate === undefined) gaps.push('no-exchange-rate')
  const charges = prices === undefined ? [] : assets.map((asset) => assetCharge(asset, prices, inputs, gaps))
  const [first, ...others] = [...new Set(gaps)]
  return first === undefined ? known(charges) : unknownBecause(first, ...others)
}

function assetCharge(
  asset: AssetSize,
  prices: OptionPrices,
  inputs: Pick<CostInputs, 'option' | 'book' | 'term'>,
  gaps: CostGap[],
): AssetCharge {
  const { option, book, term = 'on-demand' } = inputs
  const chosen = computeChoice(asset, prices, option)
  const compute =
    chosen.kind === 'known' && chosen.value !== undefined && term !== 'on-demand'
      ? committedChoice(chosen.value, term, book, option)
      : chosen
  if (compute.kind === 'unknown') gaps.push(...compute.reasons)
  const { value: gib } = asset.storageGib
  if (gib === null) gaps.push(`no-storage-size:${asset.name}`)
  else if (gib > 0 && prices.storage === undefined) gaps.push(`no-storage-price:${option}`)
  return {
    asset,
    compute: compute.kind === 'known' ? compute.value : undefined,
    storage: gib !== null && gib > 0 ? prices.storage : undefined,
  }
}

/** USD a year of a server's compute: 8,760 h at an hourly price, 12 months at a monthly one. */
export function computeUsd(price: Price): number {
  return price.amount * (price.unit === 'month' ? monthsPerYear : hoursPerYear)
}

/** How many units of a storage price a server needs: GB or GiB as the list counts, or whole blocks. */
export function storageUnits(gib: number, choice: StorageChoice): number {
  if (choice.blockGib !== undefined) return Math.ceil(gib / choice.blockGib)
  return choice.price.unit.startsWith('GiB') ? gib : gbOfGib(gib)
}

/** USD a year of a server's storage: 12 months at the monthly price of its units. */
export function storageUsd(gib: number, choice: StorageChoice): number {
  return storageUnits(gib, choice) * choice.price.amount * monthsPerYear
}

function summed(charges: readonly AssetCharge[]): {
  readonly computeUsd: ByStatus
  readonly storageUsd: ByStatus
  readonly licenceUsd: number
} {
  const compute: [number, number, number, number] = [0, 0, 0, 0]
  const storage: [number, number, number, number] = [0, 0, 0, 0]
  let licence = 0
  for (const charge of charges) {
    if (charge.compute !== undefined) {
      const { price, bare } = charge.compute
      addTo(compute, price, computeUsd(price))
      if (bare !== undefined && bare.amount < price.amount) licence += computeUsd(price) - computeUsd(bare)
    }
    if (charge.storage !== undefined)
      addTo(storage, charge.storage.price, storageUsd(charge.asset.storageGib.value ?? 0, charge.storage))
  }
  return { computeUsd: compute, storageUsd: storage, licenceUsd: licence }
}

function addTo(sums: [number, number, number, number], price: Price, usd: number): void {
  const at = priceStatuses.indexOf(price.status)
  sums[at] = (sums[at] ?? 0) + usd
}
