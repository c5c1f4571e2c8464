import type { AssetSize } from '../inventory/asset.schemas.ts'
import type { CostGap } from '../cost/cost.schemas.ts'
import { commitmentKey, listedOs, type OptionPrices, type Price, type PriceBook } from '../prices/price-book.ts'
import { known, type Outcome, unknownBecause } from '../shared/outcome.ts'
import { staysUnderBaseline } from './families.ts'
import { type NeededSize, neededSize } from './rules.ts'
import { ownSizing, type SizingSettings } from './sizing-settings.ts'

/** GiB in a MiB count. */
export function gibOfMib(mib: number): number {
  return mib / 1024
}

/** Decimal gigabytes (10^9 bytes) in a GiB count (2^30): price lists of AWS and Oracle count GB. */
export function gbOfGib(gib: number): number {
  return gib * 1.073741824
}

/** A server matched to a size that is for sale; `licence` is the same size without the operating system's licence, when listed. */
export type ComputeChoice = { readonly price: Price; readonly bare: Price | undefined }

/** The same size under a commitment, when the book lists it; its operating system's licence comes with it or the choice is unknown. */
export function committedChoice(
  choice: ComputeChoice,
  term: '1y' | '3y',
  book: PriceBook,
  option: string,
): Outcome<ComputeChoice, CostGap> {
  const listed = book.commitments.get(commitmentKey(choice.price)) ?? []
  const price = listed.find((one) => one.term.endsWith(term))
  return price === undefined
    ? unknownBecause(`no-commitment-price:${option} ${choice.price.sku}`)
    : known({ price, bare: undefined })
}

/**
 * The cheapest size that fits what a server needs under the rule in force (`neededSize`), with its operating system's licence; a burstable
 * one only when the measured use stays under its baseline. A server that is off needs no compute: `undefined` inside known.
 */
export function computeChoice(
  asset: AssetSize,
  prices: OptionPrices,
  option: string,
  settings: SizingSettings = ownSizing,
): Outcome<ComputeChoice | undefined, CostGap> {
  if (asset.isPoweredOn === false || asset.kind === 'share') return known(undefined)
  const need = neededSize(asset, settings)
  const gaps: CostGap[] = need.kind === 'unknown' ? [...need.reasons] : []
  if (asset.operatingSystem.value === null) gaps.push(`no-operating-system:${asset.name}`)
  const [first, ...rest] = gaps
  if (first !== undefined || need.kind === 'unknown') return unknownBecause(first ?? 'no-assets', ...rest)
  return fittingChoice(asset, need.value, prices, option, settings)
}

/** The same for a need that is already known. */
export function fittingChoice(
  asset: AssetSize,
  need: Pick<NeededSize, 'vcpu' | 'memoryGib' | 'isMeasured' | 'rule'>,
  prices: OptionPrices,
  option: string,
  settings: SizingSettings = ownSizing,
): Outcome<ComputeChoice, CostGap> {
  const { operatingSystem } = asset
  const os = listedOs(operatingSystem.value ?? 'other')
  const listed = os === undefined ? undefined : prices.compute.get(os)
  if (prices.compute.size === 0) return unknownBecause(`no-compute-price:${option}`)
  if (os === undefined || listed === undefined)
    return unknownBecause(`no-licence-price:${option} ${asset.operatingSystemText ?? operatingSystem.value ?? ''}`)
  const isEnough = (price: Price) => (price.vcpu ?? 0) >= need.vcpu && (price.memoryGib ?? 0) >= need.memoryGib
  const steady = listed.find(isEnough)
  const bursting = burstableChoice(asset, need, prices.burstable?.get(os) ?? [], isEnough, settings)
  const fits =
    steady === undefined || (bursting !== undefined && bursting.amount < steady.amount) ? (bursting ?? steady) : steady
  if (fits === undefined) return unknownBecause(`no-fitting-size:${asset.name}`)
  const lists = [...(prices.compute.get('Linux') ?? []), ...(prices.burstable?.get('Linux') ?? [])]
  const bare = os === 'Linux' ? undefined : lists.find((price) => price.sku === fits.sku)
  return known({ price: fits, bare })
}

function burstableChoice(
  asset: AssetSize,
  need: Pick<NeededSize, 'isMeasured' | 'rule'>,
  listed: readonly Price[],
  isEnough: (price: Price) => boolean,
  settings: SizingSettings,
): Price | undefined {
  const { usage } = asset
  if (!settings.burstable || !need.isMeasured || need.rule === 'database' || usage === null || usage === undefined)
    return undefined
  return listed.find((price) => isEnough(price) && staysUnderBaseline(price, asset.vcpu.value ?? 0, usage))
}
