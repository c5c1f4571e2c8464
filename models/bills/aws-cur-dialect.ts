import { type BillDeviation, type BillDialect, hasColumns } from './bill-dialect.ts'
import type { BillCondition, BillExpression } from './bill-expression.ts'
import { mapped, nothing, says, text, when, zero } from './native-words.ts'

// AWS Cost and Usage Report. 2.0 (`COST_AND_USAGE_REPORT`) has a fixed schema, tags in one column; the older report has columns that vary by
// month and a column a tag. The older one writes `lineItem/UnblendedCost` in CSV, `line_item_unblended_cost` in Parquet.

const groups: Readonly<Record<string, string>> = {
  bill_: 'bill/',
  identity_: 'identity/',
  line_item_: 'lineItem/',
  pricing_: 'pricing/',
  product_: 'product/',
  reservation_: 'reservation/',
  savings_plan_: 'savingsPlan/',
}

/** `line_item_unblended_cost` as the older CSV writes it; headers are compared without case. */
function slashed(name: string): string {
  const [from = '', to = ''] = Object.entries(groups).find(([prefix]) => name.startsWith(prefix)) ?? []
  return `${to}${name.slice(from.length).replaceAll('_', '')}`
}

const said = (...names: readonly string[]): BillExpression => ({
  firstOf: names.flatMap((name) => [{ take: name }, { take: slashed(name) }]),
})
const sum = (...names: readonly string[]): BillExpression => ({ amount: said(...names) })

const type = said('line_item_line_item_type')
const reservation = said('reservation_reservation_a_r_n')
const savingsPlan = said('savings_plan_savings_plan_a_r_n')
const commitment: BillExpression = { firstOf: [savingsPlan, reservation] }
/** Net columns stand in the report only when the account has a discount in the month: then they are what is paid. */
const unblended = sum('line_item_net_unblended_cost', 'line_item_unblended_cost')
const isUsage = says(type, 'Usage', 'DiscountedUsage', 'SavingsPlanCoveredUsage')
const isCovered = says(type, 'DiscountedUsage', 'SavingsPlanCoveredUsage')
const isFeeOfReservation: BillCondition = { all: [says(type, 'Fee'), { filled: reservation }] }
/** The recurring fee of a commitment bears, amortised, what of it was not used. */
const isRecurringFee = says(type, 'RIFee', 'SavingsPlanRecurringFee')
const isPriced: BillCondition = { not: says(type, 'Tax', 'Credit', 'Refund') }
const whenPriced = (then: BillExpression) => when(isPriced, then, nothing)

/** Amortised cost of a row, by its type (the table of the domain pages); the net columns go first where they stand. */
const amortised: BillExpression = {
  cases: [
    {
      when: says(type, 'SavingsPlanCoveredUsage'),
      then: sum('savings_plan_net_savings_plan_effective_cost', 'savings_plan_savings_plan_effective_cost'),
    },
    {
      when: says(type, 'SavingsPlanRecurringFee'),
      then: {
        difference: [sum('savings_plan_total_commitment_to_date'), sum('savings_plan_used_commitment')],
      },
    },
    { when: says(type, 'SavingsPlanNegation', 'SavingsPlanUpfrontFee'), then: zero },
    {
      when: says(type, 'DiscountedUsage'),
      then: sum('reservation_net_effective_cost', 'reservation_effective_cost'),
    },
    {
      when: says(type, 'RIFee'),
      then: {
        sum: [
          sum(
            'reservation_net_unused_amortized_upfront_fee_for_billing_period',
            'reservation_unused_amortized_upfront_fee_for_billing_period',
          ),
          sum('reservation_net_unused_recurring_fee', 'reservation_unused_recurring_fee'),
        ],
      },
    },
    { when: isFeeOfReservation, then: zero },
  ],
  otherwise: unblended,
}

const services: Readonly<Record<string, string>> = {
  AmazonEC2: 'Compute',
  AWSLambda: 'Compute',
  AmazonECS: 'Compute',
  AmazonEKS: 'Compute',
  AmazonS3: 'Storage',
  AmazonEFS: 'Storage',
  AmazonFSx: 'Storage',
  AWSBackup: 'Storage',
  AmazonRDS: 'Databases',
  AmazonDynamoDB: 'Databases',
  AmazonElastiCache: 'Databases',
  AmazonRedshift: 'Analytics',
  AmazonAthena: 'Analytics',
  AWSGlue: 'Analytics',
  AmazonVPC: 'Networking',
  AmazonRoute53: 'Networking',
  AmazonCloudFront: 'Networking',
  AWSDataTransfer: 'Networking',
  AWSELB: 'Networking',
  AmazonCloudWatch: 'Management and Governance',
  AWSCloudTrail: 'Management and Governance',
  AWSConfig: 'Management and Governance',
  awskms: 'Security',
  AWSSecretsManager: 'Security',
  AmazonGuardDuty: 'Security',
  AmazonSNS: 'Integration',
  AWSQueueService: 'Integration',
  AmazonBedrock: 'AI and Machine Learning',
  AmazonSageMaker: 'AI and Machine Learning',
}

const period: BillExpression = { monthStart: { moment: said('bill_billing_period_start_date'), as: 'iso' } }
const quantity = sum('line_item_usage_amount')

const columns: BillDialect['columns'] = {
  // Covered usage is written at its price and taken back by a negation: as FOCUS does, the one is 0 and the other left out.
  BilledCost: when(says(type, 'SavingsPlanCoveredUsage'), zero, unblended),
  EffectiveCost: amortised,
  ListCost: when(isUsage, sum('pricing_public_on_demand_cost'), { amount: nothing }),
  // What a reservation covers does not tell its agreed price.
  ContractedCost: when(says(type, 'Usage', 'SavingsPlanCoveredUsage'), unblended, { amount: nothing }),
  ListUnitPrice: when(isUsage, sum('pricing_public_on_demand_rate'), { amount: nothing }),
  BillingAccountId: said('bill_payer_account_id'),
  BillingAccountName: said('bill_payer_account_name'),
  BillingCurrency: said('line_item_currency_code'),
  BillingPeriodStart: period,
  BillingPeriodEnd: { monthAfter: period },
  ChargePeriodStart: { moment: said('line_item_usage_start_date'), as: 'iso' },
  ChargePeriodEnd: { moment: said('line_item_usage_end_date'), as: 'iso' },
  ChargeCategory: {
    mapped: type,
    values: {
      Usage: 'Usage',
      DiscountedUsage: 'Usage',
      SavingsPlanCoveredUsage: 'Usage',
      SavingsPlanNegation: 'Usage',
      Fee: 'Purchase',
      RIFee: 'Purchase',
      SavingsPlanRecurringFee: 'Purchase',
      SavingsPlanUpfrontFee: 'Purchase',
      Tax: 'Tax',
      Credit: 'Credit',
      Refund: 'Adjustment',
      BundledDiscount: 'Adjustment',
      EdpDiscount: 'Adjustment',
      PrivateRateDiscount: 'Adjustment',
      RiVolumeDiscount: 'Adjustment',
      Discount: 'Adjustment',
    },
    otherwise: 'kept',
  },
  ChargeClass: when(says(type, 'Refund'), text('Correction'), nothing),
  ChargeDescription: said('line_item_line_item_description'),
  ChargeFrequency: {
    cases: [
      { when: isUsage, then: text('Usage-Based') },
      { when: isRecurringFee, then: text('Recurring') },
    ],
    otherwise: text('One-Time'),
  },
  CommitmentDiscountId: commitment,
  CommitmentDiscountStatus: {
    cases: [
      { when: { all: [isCovered, { filled: commitment }] }, then: text('Used') },
      { when: { all: [isRecurringFee, { filled: commitment }] }, then: text('Unused') },
    ],
    otherwise: nothing,
  },
  CommitmentDiscountCategory: {
    cases: [
      { when: { filled: savingsPlan }, then: text('Spend') },
      { when: { filled: reservation }, then: text('Usage') },
    ],
    otherwise: nothing,
  },
  CommitmentDiscountType: {
    cases: [
      { when: { filled: savingsPlan }, then: text('Savings Plan') },
      { when: { filled: reservation }, then: text('Reserved Instance') },
    ],
    otherwise: nothing,
  },
  ConsumedQuantity: when(isUsage, quantity, { amount: nothing }),
  ConsumedUnit: when(isUsage, said('pricing_unit'), nothing),
  HostProviderName: text('AWS'),
  InvoiceId: said('bill_invoice_id'),
  InvoiceIssuerName: said('bill_invoicing_entity', 'line_item_legal_entity'),
  PricingCategory: {
    cases: [
      { when: isCovered, then: text('Committed') },
      { when: { contains: 'spotusage', of: { lower: said('line_item_usage_type') } }, then: text('Dynamic') },
    ],
    otherwise: whenPriced(text('Standard')),
  },
  PricingCurrency: said('pricing_currency'),
  PricingQuantity: when(isPriced, quantity, { amount: nothing }),
  PricingUnit: whenPriced(said('pricing_unit')),
  ProviderName: text('AWS'),
  PublisherName: { firstOf: [said('line_item_legal_entity'), text('AWS')] },
  RegionId: said('product_region_code'),
  ResourceId: said('line_item_resource_id'),
  ServiceCategory: { firstOf: [mapped(said('line_item_product_code'), services), text('Other')] },
  ServiceName: said('product_product_name', 'product_servicecode', 'line_item_product_code'),
  ServiceProviderName: text('AWS'),
  SkuId: whenPriced(said('product_sku')),
  SkuMeter: said('line_item_usage_type'),
  SkuPriceId: whenPriced(said('pricing_rate_id', 'pricing_rate_code')),
  SubAccountId: said('line_item_usage_account_id'),
  SubAccountName: said('line_item_usage_account_name'),
  AvailabilityZone: said('line_item_availability_zone'),
  Tags: {
    firstOf: [
      { braced: { take: 'resource_tags' } },
      { gathered: 'resource_tags_user_' },
      { gathered: 'resourceTags/user:' },
    ],
  },
}

const deviations: readonly BillDeviation[] = [
  {
    id: 'aws-no-invoice-yet',
    text: {
      fr: 'La ligne ne nomme aucune facture : la période est ouverte, ses montants changeront.',
      en: 'The row names no invoice: the period is open, its amounts will change.',
    },
    when: { absent: said('bill_invoice_id') },
  },
  {
    id: 'aws-net-cost',
    text: {
      fr: 'Le rapport a des coûts nets de remise : ce sont eux qui sont lus.',
      en: 'The report has costs net of discounts: they are the ones read.',
    },
    when: { filled: sum('line_item_net_unblended_cost') },
  },
  {
    id: 'aws-fee-bears-unused',
    text: {
      fr: 'Les frais récurrents d’un engagement portent, amortie, sa part inutilisée.',
      en: 'The recurring fee of a commitment bears, amortised, the part of it that was not used.',
    },
    when: isRecurringFee,
  },
]

export const awsCurDialect: BillDialect = {
  id: 'aws-cur',
  name: { fr: 'AWS, rapport de coûts et d’usage', en: 'AWS, Cost and Usage Report' },
  dataset: 'CostAndUsage',
  recognises: (header) => {
    const needed = [
      'bill_billing_period_start_date',
      'bill_payer_account_id',
      'line_item_line_item_type',
      'line_item_unblended_cost',
    ]
    if (hasColumns(header, needed)) {
      const isOlder = header.some((name) => name.trim().toLowerCase().startsWith('resource_tags_user_'))
      return isOlder || !hasColumns(header, ['resource_tags']) ? 'legacy' : '2.0'
    }
    return hasColumns(header, needed.map(slashed)) ? 'legacy' : undefined
  },
  columns,
  deviations,
  leavesOut: says(type, 'SavingsPlanNegation'),
}
