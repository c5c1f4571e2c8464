import { DuckDBInstance } from '@duckdb/node-api'
import { serviceCategories } from '#models/bills/focus-columns.ts'

/** How many rows; `ARPENT_BENCH_ROWS` makes it a smaller or a larger month. */
export const rowCount = Number(process.env['ARPENT_BENCH_ROWS'] ?? 1_000_000)
const hours = 720

/** A month of hourly rows: each resource bills every hour of November 2026, its numbers and names from a hash of its place. */
export const columns: readonly (readonly [name: string, sql: string])[] = [
  ['AvailabilityZone', `CASE WHEN r % 3 = 0 THEN NULL ELSE 'ca-central-1' || chr(97 + (r % 3)::INT) END`],
  ['BilledCost', `printf('%.12f', CASE WHEN covered THEN 0 ELSE q * p END)`],
  ['BillingAccountId', `'123456789012'`],
  ['BillingAccountName', `'Organisme fictif'`],
  ['BillingCurrency', `'USD'`],
  ['BillingPeriodEnd', `'2026-12-01T00:00:00Z'`],
  ['BillingPeriodStart', `'2026-11-01T00:00:00Z'`],
  ['ChargeCategory', `'Usage'`],
  ['ChargeClass', 'NULL'],
  ['ChargeDescription', `'$' || p || ' per hour of use, tier ' || (r % 7) || ', on demand or covered'`],
  ['ChargeFrequency', `'Usage-Based'`],
  ['ChargePeriodEnd', `strftime(TIMESTAMP '2026-11-01' + INTERVAL (h + 1) HOUR, '%Y-%m-%dT%H:%M:%SZ')`],
  ['ChargePeriodStart', `strftime(TIMESTAMP '2026-11-01' + INTERVAL (h) HOUR, '%Y-%m-%dT%H:%M:%SZ')`],
  ['CommitmentDiscountCategory', `CASE WHEN covered THEN 'Spend' END`],
  ['CommitmentDiscountId', `CASE WHEN covered THEN 'arn:aws:savingsplans::123456789012:savingsplan/' || (r % 11) END`],
  ['CommitmentDiscountName', `CASE WHEN covered THEN 'Plan ' || (r % 11) END`],
  ['CommitmentDiscountStatus', `CASE WHEN covered THEN 'Used' END`],
  ['CommitmentDiscountType', `CASE WHEN covered THEN 'Savings Plan' END`],
  ['ConsumedQuantity', `printf('%.9f', q)`],
  ['ConsumedUnit', `'Hours'`],
  ['ContractedCost', `printf('%.12f', q * p)`],
  ['ContractedUnitPrice', `printf('%.10f', p)`],
  ['EffectiveCost', `printf('%.12f', CASE WHEN covered THEN q * p * 0.7 ELSE q * p END)`],
  ['InvoiceId', `'INV-2026-11'`],
  ['InvoiceIssuerName', `'Amazon Web Services, Inc.'`],
  ['ListCost', `printf('%.12f', q * p)`],
  ['ListUnitPrice', `printf('%.10f', p)`],
  ['PricingCategory', `CASE WHEN covered THEN 'Committed' ELSE 'Standard' END`],
  ['PricingQuantity', `printf('%.9f', q)`],
  ['PricingUnit', `'Hours'`],
  ['ProviderName', `'AWS'`],
  ['PublisherName', `'Amazon Web Services, Inc.'`],
  ['RegionId', `'ca-central-1'`],
  ['RegionName', `'Canada (Central)'`],
  ['ResourceId', `'arn:aws:ec2:ca-central-1:123456789012:instance/i-' || lower(hex(hash(r)))`],
  ['ResourceName', `'srv-' || r`],
  ['ResourceType', `'Instance'`],
  ['ServiceCategory', `['${serviceCategories.slice(0, 6).join(`', '`)}'][1 + (r % 6)::INT]`],
  ['ServiceName', `'Service ' || (r % 23)`],
  ['ServiceSubcategory', `'Other (Compute)'`],
  ['SkuId', `'SKU' || upper(substr(hex(hash(r % 400)), 1, 13))`],
  ['SkuPriceId', `'PRICE' || upper(substr(hex(hash(r % 400)), 1, 20))`],
  ['SubAccountId', `(100000000000 + r % 40)::VARCHAR`],
  ['SubAccountName', `'compte-' || (r % 40)`],
  [
    'Tags',
    `'{"workload": "CH-' || lpad((r % 500)::VARCHAR, 6, '0') || '", "environment": "' || CASE WHEN r % 2 = 0 THEN 'prod' ELSE 'dev' END || '", "cost-center": "cc-' || (r % 90) || '"}'`,
  ],
]

/** Writes that month as CSV, the same bytes every time. */
export async function generated(path: string, rows: number): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  const base = `SELECT i // ${hours} AS r, i % ${hours} AS h, 0.1 + (hash(i) % 900) / 1000.0::DOUBLE AS q, round(0.004 + (hash(i // ${hours}) % 5000) / 10000.0::DOUBLE, 10) AS p, (i // ${hours}) % 4 = 0 AS covered FROM range(${rows}) AS t(i)`
  const list = columns.map(([name, sql]) => `${sql} AS ${name}`).join(', ')
  await connection.run(`COPY (SELECT ${list} FROM (${base})) TO '${path}' (FORMAT csv, HEADER)`)
  connection.closeSync()
  instance.closeSync()
}
