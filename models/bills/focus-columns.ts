export const focusVersions = ['1.0', '1.1', '1.2', '1.3', '1.4'] as const
export type FocusVersion = (typeof focusVersions)[number]

export type FocusType = 'text' | 'decimal' | 'moment' | 'json'

/**
 * What FOCUS says of a column of Cost and Usage. Source: FOCUS specification 1.0 to 1.4 (CC-BY-4.0), `specification/columns`.
 * `since`/`until`: first version that has it, last that has it. `mandatory`: present in every file.
 */
type FocusColumnRule = {
  readonly type: FocusType
  readonly mandatory?: true
  readonly nullable?: false
  readonly since?: FocusVersion
  readonly until?: FocusVersion
  readonly values?: readonly string[]
}

const chargeCategories = ['Usage', 'Purchase', 'Tax', 'Credit', 'Adjustment'] as const
export const serviceCategories = [
  'AI and Machine Learning',
  'Analytics',
  'Business Applications',
  'Compute',
  'Databases',
  'Developer Tools',
  'Multicloud',
  'Identity',
  'Integration',
  'Internet of Things',
  'Management and Governance',
  'Media',
  'Migration',
  'Mobile',
  'Networking',
  'Security',
  'Storage',
  'Web',
  'Other',
] as const

const must = { mandatory: true, nullable: false } as const
const text = { type: 'text' } as const
const decimal = { type: 'decimal' } as const

export const focusColumns = {
  AllocatedMethodDetails: { type: 'json', since: '1.3' },
  AllocatedMethodId: { ...text, since: '1.3' },
  AllocatedResourceId: { ...text, since: '1.3' },
  AllocatedResourceName: { ...text, since: '1.3' },
  AllocatedTags: { type: 'json', since: '1.3' },
  AvailabilityZone: text,
  BilledCost: { ...decimal, ...must },
  BillingAccountId: { ...text, ...must },
  BillingAccountName: { ...text, mandatory: true },
  BillingAccountType: { ...text, since: '1.2' },
  BillingCurrency: { ...text, ...must },
  BillingPeriodEnd: { type: 'moment', ...must },
  BillingPeriodStart: { type: 'moment', ...must },
  CapacityReservationId: { ...text, since: '1.1' },
  CapacityReservationStatus: { ...text, since: '1.1', values: ['Used', 'Unused'] },
  ChargeCategory: { ...text, ...must, values: chargeCategories },
  ChargeClass: { ...text, mandatory: true, values: ['Correction'] },
  ChargeDescription: { ...text, mandatory: true },
  ChargeFrequency: { ...text, values: ['One-Time', 'Recurring', 'Usage-Based'] },
  ChargePeriodEnd: { type: 'moment', ...must },
  ChargePeriodStart: { type: 'moment', ...must },
  CommitmentDiscountCategory: { ...text, values: ['Spend', 'Usage'] },
  CommitmentDiscountId: text,
  CommitmentDiscountName: text,
  CommitmentDiscountQuantity: { ...decimal, since: '1.1' },
  CommitmentDiscountStatus: { ...text, values: ['Used', 'Unused'] },
  CommitmentDiscountType: text,
  CommitmentDiscountUnit: { ...text, since: '1.1' },
  CommitmentProgramEligibilityDetails: { type: 'json', since: '1.4' },
  ConsumedQuantity: decimal,
  ConsumedUnit: text,
  ContractApplied: { type: 'json', since: '1.3' },
  ContractedCost: { ...decimal, ...must },
  ContractedUnitPrice: decimal,
  EffectiveCost: { ...decimal, ...must },
  HostProviderName: { ...text, since: '1.3' },
  InvoiceDetailId: { ...text, since: '1.4' },
  InvoiceId: { ...text, since: '1.2' },
  InvoiceIssuerName: { ...text, ...must },
  ListCost: { ...decimal, ...must },
  ListUnitPrice: decimal,
  PricingCategory: { ...text, values: ['Standard', 'Dynamic', 'Committed', 'Other'] },
  PricingCurrency: { ...text, since: '1.2' },
  PricingCurrencyContractedUnitPrice: { ...decimal, since: '1.2' },
  PricingCurrencyEffectiveCost: { ...decimal, since: '1.2' },
  PricingCurrencyListUnitPrice: { ...decimal, since: '1.2' },
  PricingQuantity: { ...decimal, mandatory: true },
  PricingUnit: { ...text, mandatory: true },
  ProviderName: { ...text, ...must, until: '1.3' },
  PublisherName: { ...text, ...must, until: '1.3' },
  RegionId: text,
  RegionName: text,
  ResourceId: text,
  ResourceName: text,
  ResourceType: text,
  ServiceCategory: { ...text, ...must, values: serviceCategories },
  ServiceName: { ...text, ...must },
  ServiceProviderName: { ...text, since: '1.3' },
  ServiceSubcategory: { ...text, since: '1.1' },
  SkuId: text,
  SkuMeter: { ...text, since: '1.1' },
  SkuPriceDetails: { type: 'json', since: '1.1' },
  SkuPriceId: text,
  SubAccountId: text,
  SubAccountName: text,
  SubAccountType: { ...text, since: '1.2' },
  Tags: { type: 'json' },
} as const satisfies Readonly<Record<string, FocusColumnRule>>

export type FocusColumn = keyof typeof focusColumns

export const focusColumnNames = Object.keys(focusColumns) as FocusColumn[] // the keys of the table above

/** What FOCUS says of a column, with every member that a column may have. */
export const focusColumn = (name: FocusColumn): FocusColumnRule => focusColumns[name]

/** Whether a column belongs to a version. */
export function isOfVersion(name: FocusColumn, version: FocusVersion): boolean {
  const { since = '1.0', until = '1.4' } = focusColumn(name)
  return since <= version && version <= until
}
