import type { AssetSize } from '../inventory/asset.schemas.ts'
import type { CostGap } from '../cost/cost.schemas.ts'
import { commitmentKey, listedOs, type OptionPrices, type Price, type PriceBook } from '../prices/price-book.ts'
import { known, type Outcome, unknownBecause } from '../shared/outcome.ts'

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
 * The cheapest size that fits a server's nameplate: at least its vCPU and memory, with its operating system's licence. Nameplate says
 * what was bought, not what is used: the width of the cost carries that. A server that is off needs no compute: `undefined` inside known.
 */
export function computeChoice(
  asset: AssetSize,
  prices: OptionPrices,
  option: string,
): Outcome<ComputeChoice | undefined, CostGap> {
  if (asset.isPoweredOn === false || asset.kind === 'share') return known(undefined)
  const { vcpu, memoryMib, operatingSystem } = asset
  const gaps: CostGap[] = []
  if (vcpu.value === null) gaps.push(`no-vcpu:${asset.name}`)
  if (memoryMib.value === null) gaps.push(`no-memory:${asset.name}`)
  if (operatingSystem.value === null) gaps.push(`no-operating-system:${asset.name}`)
  const [first, ...rest] = gaps
  if (first !== undefined) return unknownBecause(first, ...rest)
  const os = listedOs(operatingSystem.value ?? 'other')
  const listed = os === undefined ? undefined : prices.compute.get(os)
  if (prices.compute.size === 0) return unknownBecause(`no-compute-price:${option}`)
  if (listed === undefined)
    return unknownBecause(`no-licence-price:${option} ${asset.operatingSystemText ?? operatingSystem.value ?? ''}`)
  const memoryGib = gibOfMib(memoryMib.value ?? 0)
  const fits = listed.find((price) => (price.vcpu ?? 0) >= (vcpu.value ?? 0) && (price.memoryGib ?? 0) >= memoryGib)
  if (fits === undefined) return unknownBecause(`no-fitting-size:${asset.name}`)
  const bare = os === 'Linux' ? undefined : prices.compute.get('Linux')?.find((price) => price.sku === fits.sku)
  return known({ price: fits, bare })
}
