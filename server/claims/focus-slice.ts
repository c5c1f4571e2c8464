import { csvText } from '#server/shared/csv.ts'
import { microsText } from './claim-facts.usecases.ts'
import type { ChargeBehind } from './audit-pack.repository.ts'

/**
 * Columns of FOCUS 1.2 Cost and Usage that a daily charge can say, then ours. A line is the part of one day’s charges of a resource that
 * was allocated to the workload; what a charge does not say (quantities, unit prices) is left null, as FOCUS allows.
 */
const columns = [
  'BilledCost',
  'BillingAccountId',
  'BillingAccountName',
  'BillingCurrency',
  'BillingPeriodEnd',
  'BillingPeriodStart',
  'ChargeCategory',
  'ChargeClass',
  'ChargeDescription',
  'ChargePeriodEnd',
  'ChargePeriodStart',
  'CommitmentDiscountId',
  'CommitmentDiscountStatus',
  'ContractedCost',
  'EffectiveCost',
  'InvoiceIssuerName',
  'ListCost',
  'PricingCategory',
  'PricingQuantity',
  'PricingUnit',
  'ProviderName',
  'PublisherName',
  'RegionId',
  'ResourceId',
  'ServiceCategory',
  'ServiceName',
  'SubAccountId',
  'Tags',
  'x_ArpentReference',
  'x_ArpentImport',
  'x_ArpentCharge',
  'x_ArpentRule',
] as const

/** The place of the effective cost among the columns, where a verification adds it up. */
export const effectiveColumn = 'EffectiveCost'
export const referenceColumn = 'x_ArpentReference'
export const periodColumn = 'BillingPeriodStart'

const startOf = (day: string) => `${day}T00:00:00Z`
const nextDay = (day: string) => startOf(new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10))
function nextMonth(month: string): string {
  const [year = '', number = ''] = month.split('-')
  return new Date(Date.UTC(Number(year), Number(number), 1)).toISOString().replace('.000Z', 'Z')
}

/** Charges behind a claim as CSV, comma and point whatever the language: it is read by programs. */
export function focusCsv(charges: readonly ChargeBehind[]): string {
  const lines = charges.map((one): Readonly<Record<(typeof columns)[number], string>> => ({
    BilledCost: microsText(one.billedMicros),
    BillingAccountId: one.account,
    BillingAccountName: one.accountName,
    BillingCurrency: one.currency,
    BillingPeriodEnd: nextMonth(one.period),
    BillingPeriodStart: startOf(`${one.period}-01`),
    ChargeCategory: one.chargeCategory,
    ChargeClass: one.chargeClass,
    ChargeDescription: `${one.service} ${one.resource}`.trim(),
    ChargePeriodEnd: nextDay(one.day),
    ChargePeriodStart: startOf(one.day),
    CommitmentDiscountId: one.commitment,
    CommitmentDiscountStatus: one.commitmentStatus,
    ContractedCost: one.contractedMicros === null ? '' : microsText(one.contractedMicros),
    EffectiveCost: microsText(one.effectiveMicros),
    InvoiceIssuerName: one.provider,
    ListCost: one.listMicros === null ? '' : microsText(one.listMicros),
    PricingCategory: one.pricingCategory,
    PricingQuantity: '',
    PricingUnit: '',
    ProviderName: one.provider,
    PublisherName: one.provider,
    RegionId: one.region,
    ResourceId: one.resource,
    ServiceCategory: one.serviceCategory,
    ServiceName: one.service,
    SubAccountId: one.subAccount,
    Tags: one.tags,
    x_ArpentReference: one.reference,
    x_ArpentImport: one.importId,
    x_ArpentCharge: String(one.ordinal),
    x_ArpentRule: one.rule,
  }))
  return csvText([[...columns], ...lines.map((line) => columns.map((column) => line[column]))], ',')
}
