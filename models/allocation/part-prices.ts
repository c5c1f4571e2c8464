import type { AllocatableCharge } from './charge.ts'

/** What a part of a charge would have cost at other prices; millionths of the billing currency. */
export type PartPrices = {
  /** At the price of the list, and at the negotiated one, of what was used; null where the bill does not tell it. */
  readonly listMicros: number | null
  readonly contractedMicros: number | null
  /** Effective cost of what was committed and not used, and of taxes: neither has a price on the list. */
  readonly unusedMicros: number
  readonly taxMicros: number
}

const none = { listMicros: 0, contractedMicros: 0, unusedMicros: 0, taxMicros: 0 }

/**
 * Prices of a part, by its share of the charge: effective = list − (list − contracted) − (contracted − used) + unused + tax, with used =
 * effective − unused − tax. The purchase of a commitment is told at its effective cost: its list price stands on the usage it covers. A price
 * of 0 under an effective cost is a known deviation of Azure, read as not told (as in the view of commitments of `bills`).
 */
export function partPrices(
  charge: AllocatableCharge,
  part: { readonly billedMicros: number; readonly effectiveMicros: number },
): PartPrices {
  const { effectiveMicros } = part
  if (charge.commitmentStatus === 'Unused') return { ...none, unusedMicros: effectiveMicros }
  if (charge.chargeCategory === 'Tax') return { ...none, taxMicros: effectiveMicros }
  if (charge.chargeCategory === 'Purchase' && charge.commitment !== '')
    return { ...none, listMicros: effectiveMicros, contractedMicros: effectiveMicros }
  const share = shareOf(charge, part)
  const told = (micros: number | null) =>
    micros === null || (micros === 0 && charge.effectiveMicros !== 0) ? null : Math.round(micros * share)
  return { ...none, listMicros: told(charge.listMicros), contractedMicros: told(charge.contractedMicros) }
}

function shareOf(
  charge: AllocatableCharge,
  part: { readonly billedMicros: number; readonly effectiveMicros: number },
): number {
  if (charge.effectiveMicros !== 0) return part.effectiveMicros / charge.effectiveMicros
  return charge.billedMicros === 0 ? 1 : part.billedMicros / charge.billedMicros
}
