import { atScale, decimalOf, quotientsTogether } from '#models/bills/decimals.ts'
import type { BillSlice } from './bill-charges.ts'
import type { BillEngine, EngineRow } from './bill-engine.ts'
import { literal } from './bill-sql.ts'
import type { BillReading } from './bill-reading.ts'

/** What an import keeps of itself for the reconciliation: sums by invoice and category, and the money of its refused rows. Millionths, as text. */
export type SliceSums = {
  readonly byInvoice: readonly {
    readonly currency: string
    readonly chargeCategory: string
    readonly invoice: string | null
    readonly billedMicros: string
    readonly rows: number
  }[]
  readonly quarantine: readonly {
    readonly currency: string
    readonly micros: string
    readonly rows: number
    readonly rowsWithoutAmount: number
  }[]
}

/** More invoices than this in one file are no invoices: the sums by invoice are then not kept. */
const mostGroups = 2_000

const keys = `coalesce(ServiceProviderName, '') AS provider, coalesce(BillingAccountId, '') AS account, coalesce(BillingCurrency, '') AS currency, coalesce(strftime(BillingPeriodStart, '%Y-%m'), '') AS period`
const keyOf = (one: Pick<BillSlice, 'provider' | 'account' | 'currency' | 'period'>) =>
  JSON.stringify([one.provider, one.account, one.currency, one.period])
const said = (value: EngineRow[string] | undefined) => (typeof value === 'string' ? value : '')
const keyOfRow = (row: EngineRow) =>
  keyOf({
    provider: said(row['provider']),
    account: said(row['account']),
    currency: said(row['currency']),
    period: said(row['period']),
  })

/**
 * Sums of each source and month by invoice and category, rounded together to millionths so that they add up to its total. A refused row
 * counts for the month it names, and when the file holds one month only, for that one.
 */
export async function sliceSums(
  engine: BillEngine,
  reading: BillReading,
  slices: readonly BillSlice[],
): Promise<(slice: BillSlice) => SliceSums> {
  const relation = `read_parquet(${literal(reading.staged)})`
  const invoice = reading.columns.has('InvoiceId') ? 'InvoiceId' : 'NULL::VARCHAR'
  const sums = await engine.rows(
    `SELECT ${keys}, ChargeCategory AS category, ${invoice} AS invoice, sum(BilledCost)::VARCHAR AS billed, count(*)::DOUBLE AS n FROM ${relation} WHERE ${reading.kept} GROUP BY ALL ORDER BY ALL LIMIT ${mostGroups + 1}`,
  )
  const refused = await engine.rows(
    `SELECT ${keys}, coalesce(sum(BilledCost), 0)::VARCHAR AS billed, count(*)::DOUBLE AS n, (count(*) - count(BilledCost))::DOUBLE AS silent FROM ${relation} WHERE _refused <> 0 AND NOT _left GROUP BY ALL`,
  )
  const byKey = Map.groupBy(sums.length > mostGroups ? [] : sums, keyOfRow)
  const [only] = slices
  const refusedByKey = Map.groupBy(refused, (row) =>
    slices.length === 1 && only !== undefined ? keyOf(only) : keyOfRow(row),
  )
  return (slice) => {
    const own = byKey.get(keyOf(slice)) ?? []
    const micros = quotientsTogether(
      own.map((row) => units(row['billed'])),
      1_000_000n,
    )
    return {
      byInvoice: own.map((row, i) => ({
        currency: slice.currency,
        chargeCategory: said(row['category']),
        invoice: typeof row['invoice'] === 'string' ? row['invoice'] : null,
        billedMicros: String(micros[i] ?? 0n),
        rows: Number(row['n']),
      })),
      quarantine: (refusedByKey.get(keyOf(slice)) ?? []).map((row) => ({
        currency: said(row['currency']),
        micros: String(atScale({ digits: units(row['billed']), scale: 12 }, 6)),
        rows: Number(row['n']),
        rowsWithoutAmount: Number(row['silent']),
      })),
    }
  }
}

/** A sum of the reader in units of 10⁻¹². */
function units(text: EngineRow[string] | undefined): bigint {
  const read = decimalOf(said(text))
  return read.kind === 'known' ? atScale(read.value, 12) : 0n
}
