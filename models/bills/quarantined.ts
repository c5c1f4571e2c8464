import type { Derivation } from '../shared/derivation.ts'
import type { BillResult } from './bill.views.ts'

/** Money of the rows of a file that were refused, in one currency: what could be read of it, told line by line under it. */
export function quarantineDerivation(
  file: string,
  { billed, currency, rows }: BillResult['quarantined'][number],
): Derivation {
  return {
    name: 'quarantine',
    label: { fr: 'Montant des lignes refusées', en: 'Amount of the refused rows' },
    value: billed === null ? undefined : Number(billed),
    unit: currency,
    inputs: [],
    source: { kind: 'data', file, reference: `${rows} × BilledCost` },
    ...(billed === null ? { reasons: ['no-amount'] } : {}),
  }
}
