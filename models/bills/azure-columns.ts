import type { BillDeviation } from './bill-dialect.ts'
import type { BillCondition, BillExpression } from './bill-expression.ts'
import type { FocusColumn } from './focus-columns.ts'
import { firstOf, mapped, nothing, says, take, text, when, zero } from './native-words.ts'

/**
 * How Microsoft's cost details are read as FOCUS, whatever the agreement and the version: only the names of a few columns differ.
 *
 * Microsoft writes two files of one month. *Actual cost* has purchases on their day and usage covered by a commitment at 0; *amortized cost*
 * spreads the purchases over the usage they cover and the part not used. They are two sides of one bill and are never summed: sent as a pair
 * (a column `x_CostSide` says which a row is of), the actual side gives everything but covered usage, the amortized side gives covered and
 * unused commitments only. Sent alone, an actual file does not tell the effective cost of covered usage: those rows are refused rather than
 * believed free. An amortized file alone has no purchase: its billed cost does not add up to the invoice, and the reconciliation says so.
 */
export type AzureNames = {
  readonly cost: readonly string[]
  readonly currency: readonly string[]
  readonly date: readonly string[]
  readonly billingAccount: readonly string[]
  readonly subscription: readonly string[]
  readonly resource: readonly string[]
  readonly invoice: readonly string[]
  /** List cost in the billing currency, where the file gives it. */
  readonly listCost: readonly string[]
  /** Price of the list by block of the unit of measure, in the billing currency. */
  readonly listPrice: readonly string[]
  /** Price agreed by block, in the billing currency; empty where the price is in another currency. */
  readonly unitPrice: readonly string[]
}

export const costSideColumn = 'x_CostSide'

const chargeType = take('ChargeType')
const commitment = firstOf('benefitId', 'ReservationId')
const model = { lower: take('PricingModel') } satisfies BillExpression
const isCommitted: BillCondition = {
  any: [{ filled: commitment }, { among: ['reservation', 'savingsplan', 'savings plan'], of: model }],
}
const isUnused = says(chargeType, 'UnusedReservation', 'UnusedSavingsPlan')
const isPurchase = says(chargeType, 'Purchase', 'Refund')
const isCovered: BillCondition = { all: [isCommitted, { not: isPurchase }] }
const side = take(costSideColumn)
const isActual = says(side, 'actual')
const isAmortized = says(side, 'amortized')

/** Blocks met in units of measure (`100 Hours`) and what a unit of the block is of it. Another block leaves the price unknown. */
const blocks: readonly (readonly [pattern: string, part: string])[] = [
  ['\\s*1 .*|\\s*1/.*|\\s*[^0-9 ].*', '1'],
  ['\\s*5 .*', '0.2'],
  ['\\s*10 .*|\\s*10/.*', '0.1'],
  ['\\s*50 .*', '0.02'],
  ['\\s*100 .*|\\s*100/.*', '0.01'],
  ['\\s*1,?000 .*|\\s*1K.*', '0.001'],
  ['\\s*10,?000 .*|\\s*10K.*', '0.0001'],
  ['\\s*100,?000 .*|\\s*100K.*', '0.00001'],
  ['\\s*1,?000,?000 .*|\\s*1M.*', '0.000001'],
]
const unitOfMeasure = take('UnitOfMeasure')
const partOfBlock: BillExpression = {
  cases: [
    { when: { absent: unitOfMeasure }, then: { number: '1' } },
    ...blocks.map(([matches, part]) => ({ when: { matches, of: unitOfMeasure }, then: { number: part } })),
  ],
  otherwise: { amount: nothing },
}
const quantity: BillExpression = { amount: take('Quantity') }
const blockQuantity: BillExpression = { product: [quantity, partOfBlock] }

/** Places that meters name otherwise than the regions do. Azure Canada East stands in Québec City, Canada Central in Toronto. */
const regionNames: Readonly<Record<string, string>> = {
  montreal: 'canadaeast',
  quebeccity: 'canadaeast',
  yq: 'canadaeast',
  'ca east': 'canadaeast',
  'canada east': 'canadaeast',
  canandacentral: 'canadacentral',
  toronto: 'canadacentral',
  'ca central': 'canadacentral',
  'canada central': 'canadacentral',
}
const location: BillExpression = { lower: firstOf('ResourceLocationNormalized', 'ResourceLocation', 'location') }

const categories: Readonly<Record<string, string>> = {
  'AI + Machine Learning': 'AI and Machine Learning',
  Analytics: 'Analytics',
  Compute: 'Compute',
  Containers: 'Compute',
  Databases: 'Databases',
  'Developer Tools': 'Developer Tools',
  Identity: 'Identity',
  Integration: 'Integration',
  'Internet of Things': 'Internet of Things',
  'Management and Governance': 'Management and Governance',
  Media: 'Media',
  Migration: 'Migration',
  Mobile: 'Mobile',
  Networking: 'Networking',
  Security: 'Security',
  Storage: 'Storage',
  Web: 'Web',
}
/** Where no family is written, what the category of the meter tells. */
const meterCategories: Readonly<Record<string, string>> = {
  'Virtual Machines': 'Compute',
  'Virtual Machines Licenses': 'Compute',
  'Azure App Service': 'Compute',
  Functions: 'Compute',
  'Azure Kubernetes Service': 'Compute',
  Storage: 'Storage',
  Backup: 'Storage',
  Bandwidth: 'Networking',
  'Virtual Network': 'Networking',
  'Load Balancer': 'Networking',
  'VPN Gateway': 'Networking',
  'Azure DNS': 'Networking',
  'SQL Database': 'Databases',
  'Azure Database for PostgreSQL': 'Databases',
  'Azure Database for MySQL': 'Databases',
  'Azure Cosmos DB': 'Databases',
  'Azure Monitor': 'Management and Governance',
  'Log Analytics': 'Management and Governance',
  'Key Vault': 'Security',
}

const chargeCategories: Readonly<Record<string, string>> = {
  Usage: 'Usage',
  UnusedReservation: 'Usage',
  UnusedSavingsPlan: 'Usage',
  Purchase: 'Purchase',
  Refund: 'Purchase',
  Tax: 'Tax',
  RoundingAdjustment: 'Adjustment',
}

export function azureColumns(names: AzureNames): Readonly<Partial<Record<FocusColumn, BillExpression>>> {
  const cost: BillExpression = { amount: firstOf(...names.cost) }
  const isCostly: BillCondition = { not: { equal: [cost, zero] } }
  const isPriced: BillCondition = { all: [{ not: says(chargeType, 'Tax') }, { not: isUnused }] }
  /** A price of 0 under a cost tells nothing of the price: the marketplace and covered usage are written so. */
  const priced = (columns: readonly string[]): BillExpression => {
    if (columns.length === 0) return { amount: nothing }
    const price: BillExpression = { amount: firstOf(...columns) }
    const tellsNothing: BillCondition = { all: [{ equal: [price, zero] }, isCostly] }
    return when({ all: [isPriced, { not: tellsNothing }] }, price, { amount: nothing })
  }
  const listPrice = priced(names.listPrice)
  const unitPrice = priced(names.unitPrice)
  const costAt = (price: BillExpression): BillExpression => ({ product: [price, blockQuantity] })
  const date: BillExpression = { moment: firstOf(...names.date), as: 'mdy' }
  const periodStart: BillExpression = {
    monthStart: { firstOf: [{ moment: firstOf('BillingPeriodStartDate', 'BillingPeriodStart'), as: 'mdy' }, date] },
  }
  return {
    BilledCost: when({ any: [isAmortized, isUnused, { all: [isCovered, { not: isActual }] }] }, zero, cost),
    EffectiveCost: {
      cases: [
        { when: { all: [isCommitted, isPurchase] }, then: zero },
        // Alone, an actual file writes 0 on what a commitment covers: not told, not free.
        { when: { all: [isCovered, { not: isAmortized }, { equal: [cost, zero] }] }, then: { amount: nothing } },
      ],
      otherwise: cost,
    },
    ListCost: names.listCost.length > 0 ? { firstOf: [priced(names.listCost), costAt(listPrice)] } : costAt(listPrice),
    ContractedCost: costAt(unitPrice),
    ListUnitPrice: listPrice,
    ContractedUnitPrice: unitPrice,
    BillingAccountId: firstOf(...names.billingAccount),
    BillingAccountName: take('BillingAccountName'),
    BillingCurrency: firstOf(...names.currency),
    BillingPeriodStart: periodStart,
    BillingPeriodEnd: { monthAfter: periodStart },
    ChargePeriodStart: date,
    ChargePeriodEnd: { dayAfter: date },
    ChargeCategory: { mapped: chargeType, values: chargeCategories, otherwise: 'kept' },
    ChargeClass: when(says(chargeType, 'Refund'), text('Correction'), nothing),
    ChargeDescription: firstOf('ProductName', 'Product', 'MeterName'),
    ChargeFrequency: {
      mapped: take('Frequency'),
      values: { OneTime: 'One-Time', Recurring: 'Recurring', UsageBased: 'Usage-Based' },
      otherwise: 'kept',
    },
    CommitmentDiscountId: commitment,
    CommitmentDiscountName: firstOf('benefitName', 'ReservationName'),
    CommitmentDiscountStatus: {
      cases: [
        { when: isUnused, then: text('Unused') },
        { when: { all: [isCovered, { filled: commitment }] }, then: text('Used') },
      ],
      otherwise: nothing,
    },
    CommitmentDiscountType: when(
      { filled: commitment },
      when(
        { contains: 'savings', of: { joined: [model, { lower: chargeType }], by: ' ' } },
        text('Savings Plan'),
        text('Reservation'),
      ),
      nothing,
    ),
    ConsumedQuantity: when(says(chargeType, 'Usage'), quantity, { amount: nothing }),
    ConsumedUnit: when(says(chargeType, 'Usage'), { blockUnit: unitOfMeasure }, nothing),
    HostProviderName: { firstOf: [take('PublisherName'), text('Microsoft')] },
    InvoiceId: names.invoice.length === 0 ? nothing : firstOf(...names.invoice),
    InvoiceIssuerName: { firstOf: [take('resellerName'), text('Microsoft')] },
    PricingCategory: {
      cases: [
        { when: says(chargeType, 'Tax'), then: nothing },
        { when: isPurchase, then: text('Standard') },
      ],
      otherwise: mapped(take('PricingModel'), {
        'On Demand': 'Standard',
        OnDemand: 'Standard',
        Reservation: 'Committed',
        SavingsPlan: 'Committed',
        'Savings Plan': 'Committed',
        Spot: 'Dynamic',
      }),
    },
    PricingQuantity: when(says(chargeType, 'Tax'), { amount: nothing }, blockQuantity),
    PricingUnit: when(says(chargeType, 'Tax'), nothing, unitOfMeasure),
    ProviderName: text('Microsoft'),
    PublisherName: { firstOf: [take('PublisherName'), text('Microsoft')] },
    RegionId: { mapped: location, values: regionNames, otherwise: 'kept' },
    ResourceId: firstOf(...names.resource),
    ResourceName: take('ResourceName'),
    ServiceCategory: {
      firstOf: [
        mapped(take('ServiceFamily'), categories),
        mapped(take('MeterCategory'), meterCategories),
        text('Other'),
      ],
    },
    ServiceName: firstOf('MeterCategory', 'ConsumedService', 'ProductName', 'Product'),
    ServiceProviderName: text('Microsoft'),
    SkuId: when(says(chargeType, 'Tax'), nothing, firstOf('ProductId', 'productIdentifier', 'MeterId')),
    SkuMeter: take('MeterName'),
    SkuPriceDetails: { braced: take('AdditionalInfo') },
    SkuPriceId: when(says(chargeType, 'Tax'), nothing, firstOf('PartNumber', 'MeterId')),
    SubAccountId: firstOf(...names.subscription),
    SubAccountName: take('SubscriptionName'),
    Tags: { braced: take('Tags') },
  }
}

/** Rows that the other side of a pair tells: counted as left out, so that the two files of a month are never summed. */
export const azureLeavesOut: BillCondition = {
  any: [{ all: [isActual, isCovered] }, { all: [isAmortized, { not: isCovered }] }],
}

const cost = firstOf('CostInBillingCurrency', 'cost')

/** Departures of Microsoft's files, named when they are met. Source: conformance notes and public files. */
export const azureDeviations: readonly BillDeviation[] = [
  {
    id: 'azure-actual-alone',
    text: {
      fr: 'Ce fichier de coûts réels écrit 0 sur l’usage couvert par un engagement : son coût amorti n’y est pas dit. Envoyer aussi le fichier des coûts amortis du mois ; d’ici là ces lignes sont refusées.',
      en: 'This file of actual costs writes 0 on usage that a commitment covers: its amortised cost is not told. Send the file of amortised costs of the month with it; until then these rows are refused.',
    },
    when: { all: [{ absent: side }, isCovered, { equal: [{ amount: cost }, zero] }] },
  },
  {
    id: 'azure-amortized-alone',
    text: {
      fr: 'Ce fichier de coûts amortis n’a pas les achats d’engagements : leur coût facturé manque. Envoyer aussi le fichier des coûts réels du mois.',
      en: 'This file of amortised costs has no purchase of commitments: their billed cost is missing. Send the file of actual costs of the month with it.',
    },
    when: {
      all: [{ absent: side }, { any: [isUnused, { all: [isCovered, { not: { equal: [{ amount: cost }, zero] } }] }] }],
    },
  },
  {
    id: 'tags-without-braces',
    text: {
      fr: 'Les étiquettes sont un fragment JSON sans accolades : elles sont ajoutées.',
      en: 'Tags are a JSON fragment without braces: they are added.',
    },
    when: { beginsWith: '"', of: take('Tags') },
  },
  {
    id: 'date-month-first',
    text: {
      fr: 'Les dates sont écrites mois/jour/année.',
      en: 'Dates are written month/day/year.',
    },
    when: { matches: '\\d{1,2}/\\d{1,2}/\\d{4}.*', of: take('Date') },
  },
  {
    id: 'azure-block-unit',
    text: {
      fr: 'Le prix est celui d’un bloc (100 heures) : il est ramené à l’unité.',
      en: 'The price is that of a block (100 hours): it is brought to the unit.',
    },
    when: { all: [{ filled: unitOfMeasure }, { not: { matches: blocks[0]?.[0] ?? '', of: unitOfMeasure } }] },
  },
  {
    id: 'azure-zero-list-cost',
    text: {
      fr: 'Le prix de liste est écrit 0 sous un coût : il ne dit rien, le coût au prix de liste reste inconnu.',
      en: 'The list price is written 0 under a cost: it tells nothing, the cost at list price stays unknown.',
    },
    when: {
      all: [
        { equal: [{ amount: take('PayGPrice') }, zero] },
        { filled: cost },
        { not: { equal: [{ amount: cost }, zero] } },
      ],
    },
  },
  {
    id: 'azure-no-resource-group',
    text: {
      fr: 'Le groupe de ressources est vide, « Others » ou « Not applicable » : il ne répartit rien.',
      en: 'The resource group is empty, “Others” or “Not applicable”: it allocates nothing.',
    },
    when: says(firstOf('ResourceGroup', 'resourceGroupName'), 'Others', 'Not applicable'),
  },
  {
    id: 'azure-region-alias',
    text: {
      fr: 'La région porte un autre nom (montreal, quebeccity, canandacentral…) : elle est ramenée à son nom.',
      en: 'The region bears another name (montreal, quebeccity, canandacentral…): it is brought to its name.',
    },
    when: { among: ['montreal', 'quebeccity', 'yq', 'canandacentral', 'ca east', 'ca central'], of: location },
  },
]
