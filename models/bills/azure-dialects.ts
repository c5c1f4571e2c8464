import { type AzureNames, azureColumns, azureDeviations, azureLeavesOut } from './azure-columns.ts'
import { type BillDialect, hasColumns, headerNames } from './bill-dialect.ts'

// Versions and columns: Microsoft Cost Management dataset schemas. Read by header: order and case differ between versions and agreements.

const enterprise: AzureNames = {
  cost: ['CostInBillingCurrency'],
  currency: ['BillingCurrencyCode', 'BillingCurrency'],
  date: ['Date'],
  billingAccount: ['BillingAccountId'],
  subscription: ['SubscriptionId'],
  resource: ['ResourceId'],
  invoice: [],
  listCost: [],
  listPrice: ['PayGPrice'],
  unitPrice: ['UnitPrice'],
}

/** In an MCA file prices are of the pricing currency, costs of the billing currency: only costs already converted are taken. */
const customer: AzureNames = {
  cost: ['CostInBillingCurrency'],
  currency: ['BillingCurrency', 'BillingCurrencyCode'],
  date: ['Date'],
  billingAccount: ['BillingAccountId'],
  subscription: ['SubscriptionId'],
  resource: ['ResourceId'],
  invoice: ['InvoiceId'],
  listCost: ['paygCostInBillingCurrency'],
  listPrice: [],
  unitPrice: [],
}

const usageDetails: AzureNames = {
  cost: ['CostInBillingCurrency', 'cost'],
  currency: ['BillingCurrencyCode', 'BillingCurrency'],
  date: ['Date'],
  billingAccount: ['BillingAccountId'],
  subscription: ['SubscriptionGuid', 'SubscriptionId'],
  resource: ['ResourceId', 'InstanceName'],
  invoice: ['InvoiceId'],
  listCost: ['paygCostInBillingCurrency'],
  // Written by legacy records only, in the billing currency; a modern record has its list cost above.
  listPrice: ['payGPrice'],
  unitPrice: [],
}

const shared = { dataset: 'CostAndUsage', deviations: azureDeviations, leavesOut: azureLeavesOut } as const

/** Answers of the consumption API as this product lays them flat: a record a row, `kind` first. */
export const usageDetailsKind = 'x_RecordKind'

export const azureUsageDetailsDialect: BillDialect = {
  ...shared,
  id: 'azure-usage-details',
  name: { fr: 'Azure, détails d’usage (API)', en: 'Azure, usage details (API)' },
  recognises: (header) => {
    if (!hasColumns(header, [usageDetailsKind, 'date', 'chargeType'])) return undefined
    return hasColumns(header, ['costInBillingCurrency']) ? 'modern' : 'legacy'
  },
  columns: azureColumns(usageDetails),
}

export const azureEaDialect: BillDialect = {
  ...shared,
  id: 'azure-ea',
  name: { fr: 'Azure, détails de coûts, Entente Entreprise', en: 'Azure, cost details, Enterprise Agreement' },
  recognises: enterpriseVersion,
  columns: azureColumns(enterprise),
}

export const azureMcaDialect: BillDialect = {
  ...shared,
  id: 'azure-mca',
  name: {
    fr: 'Azure, détails de coûts, Contrat client Microsoft',
    en: 'Azure, cost details, Microsoft Customer Agreement',
  },
  recognises: (header) => {
    const needed = [
      'billingCurrency',
      'pricingCurrency',
      'costInBillingCurrency',
      'exchangeRatePricingToBilling',
      'date',
    ]
    return hasColumns(header, needed) && !hasColumns(header, [usageDetailsKind]) ? '2023-12-01-preview' : undefined
  },
  columns: azureColumns(customer),
}

function enterpriseVersion(header: readonly string[]): string | undefined {
  const needed = ['CostInBillingCurrency', 'BillingCurrencyCode', 'Date', 'SubscriptionId', 'ChargeType', 'MeterId']
  const names = headerNames(header)
  const has = (name: string) => names.has(name.toLowerCase())
  if (!hasColumns(header, needed) || has('exchangeRatePricingToBilling') || has(usageDetailsKind)) return undefined
  if (has('AccountId') && has('ResourceLocationNormalized')) return '2024-08-01'
  if (!has('benefitId')) return '2021-01-01'
  const [first = ''] = names
  return first === 'costinbillingcurrency' ? '2021-10-01' : '2023-12-01-preview'
}
