import { ceiled } from '../formulas/arithmetic.ts'
import type { AssetSize } from '../inventory/asset.schemas.ts'
import type { OptionPrices, Price, PriceStatus, StorageChoice } from '../prices/price-book.ts'
import { known, type Outcome, unknownBecause } from '../shared/outcome.ts'
import { committedChoice, type ComputeChoice, computeChoice, gbOfGib } from '../sizing/nameplate.ts'
import type { CostGap } from './cost.schemas.ts'
import { type CostInputs, hoursPerYear, monthsPerYear } from './cost-inputs.ts'

/** From the strongest evidence to the weakest. */
export const priceStatuses: readonly PriceStatus[] = ['verified', 'derived', 'estimate', 'unverified']

/** One server with what it would be charged for. */
export type AssetCharge = {
  readonly asset: AssetSize
  readonly compute: ComputeChoice | undefined
  readonly storage: StorageChoice | undefined
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

/** USD a year of the licence contained in a size: what it costs above the same size without it; 0 when the list shows no such size. */
export function licenceUsd({ price, bare }: ComputeChoice): number {
  return bare !== undefined && bare.amount < price.amount ? computeUsd(price) - computeUsd(bare) : 0
}

/** How many units of a storage price a server needs: GB or GiB as the list counts, or whole blocks. */
export function storageUnits(gib: number, choice: StorageChoice): number {
  if (choice.blockGib !== undefined) return ceiled(gib / choice.blockGib)
  return choice.price.unit.startsWith('GiB') ? gib : gbOfGib(gib)
}

/** USD a year of a server's storage: 12 months at the monthly price of its units. */
export function storageUsd(gib: number, choice: StorageChoice): number {
  return storageUnits(gib, choice) * choice.price.amount * monthsPerYear
}

/** The weakest evidence among prices; verified when there is none. */
export function weakestStatus(prices: readonly Price[]): PriceStatus {
  return priceStatuses.findLast((status) => prices.some((price) => price.status === status)) ?? 'verified'
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
  return oldest === undefined ? undefined : { asOf: oldest.asOf, status: weakestStatus(used) }
}
