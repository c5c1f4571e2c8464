import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A row of a bill by column; every other column of FOCUS that the builder knows has an ordinary value. */
export type BillCells = Readonly<Record<string, string>>

const ordinary: BillCells = {
  BilledCost: '1.50',
  BillingAccountId: '123456789012',
  BillingAccountName: 'Organisme fictif',
  BillingCurrency: 'USD',
  BillingPeriodEnd: '2026-11-01T00:00:00Z',
  BillingPeriodStart: '2026-10-01T00:00:00Z',
  ChargeCategory: 'Usage',
  ChargeClass: '',
  ChargeDescription: 'Heures de calcul',
  ChargeFrequency: 'Usage-Based',
  ChargePeriodEnd: '2026-10-07T01:00:00Z',
  ChargePeriodStart: '2026-10-07T00:00:00Z',
  CommitmentDiscountId: '',
  CommitmentDiscountStatus: '',
  ConsumedQuantity: '3',
  ConsumedUnit: 'Hours',
  ContractedCost: '1.50',
  ContractedUnitPrice: '0.5',
  EffectiveCost: '1.50',
  InvoiceIssuerName: 'Nuage fictif',
  ListCost: '1.50',
  ListUnitPrice: '0.5',
  PricingCategory: 'Standard',
  PricingQuantity: '3',
  PricingUnit: 'Hours',
  ProviderName: 'Nuage fictif',
  PublisherName: 'Nuage fictif',
  RegionId: 'ca-central-1',
  ResourceId: 'i-0a1',
  ServiceCategory: 'Compute',
  ServiceName: 'Calcul',
  SkuId: 'SKU-1',
  SkuPriceId: 'PRIX-1',
  SubAccountId: '111',
  Tags: '{"workload": "CH-000001"}',
}

const cell = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/** A FOCUS bill as CSV: a row for each set of changed cells. `columns` adds to, or with an absent value takes from, the header. */
export function aBill(rows: readonly BillCells[], columns: Readonly<Record<string, string | undefined>> = {}): string {
  const defaults: Record<string, string> = { ...ordinary }
  for (const [name, value] of Object.entries(columns)) {
    if (value === undefined) delete defaults[name]
    else defaults[name] = value
  }
  const names = Object.keys(defaults)
  const lines = rows.map((row) => names.map((name) => cell(row[name] ?? defaults[name] ?? '')).join(','))
  return [names.join(','), ...lines, ''].join('\n')
}

/** A file in a temporary folder of its own. */
export function billFile(content: string | Uint8Array, name = 'facture.csv'): string {
  const path = join(mkdtempSync(join(tmpdir(), 'arpent-bill-')), name)
  writeFileSync(path, content)
  return path
}
