import type { BillDeviation, BillDialect } from './bill-dialect.ts'
import { hasColumns, headerNames } from './bill-dialect.ts'
import type { BillCondition, BillExpression } from './bill-expression.ts'
import { type FocusColumn, focusColumn, focusColumnNames, type FocusVersion } from './focus-columns.ts'

const take = (column: string): BillExpression => ({ take: column })

/** What a column was called before 1.0, or is called from 1.4 on, tried after its own name. Source: change log of the specification. */
export const otherNames: Readonly<Partial<Record<FocusColumn, readonly string[]>>> = {
  EffectiveCost: ['AmortizedCost'],
  ChargeCategory: ['ChargeType'],
  RegionId: ['Region'],
  ConsumedQuantity: ['UsageQuantity'],
  ConsumedUnit: ['UsageUnit'],
  ServiceProviderName: ['ProviderName'],
  HostProviderName: ['PublisherName'],
}

/** Values of a column before 1.0 and what they are called since. */
const olderValues: Readonly<Partial<Record<FocusColumn, Readonly<Record<string, string>>>>> = {
  PricingCategory: { 'On-Demand': 'Standard', 'Commitment-Based': 'Committed' },
}

function expressionOf(name: FocusColumn): BillExpression {
  const others = otherNames[name]
  const found: BillExpression = others === undefined ? take(name) : { firstOf: [name, ...others].map(take) }
  const values = olderValues[name]
  const value: BillExpression = values === undefined ? found : { mapped: found, values, otherwise: 'kept' }
  const { type } = focusColumn(name)
  if (type === 'decimal') return { amount: value }
  if (type === 'moment') return { moment: value, as: 'iso' }
  return type === 'json' ? { braced: value } : value
}

const columns = Object.fromEntries(focusColumnNames.map((name) => [name, expressionOf(name)])) as BillDialect['columns'] // one entry for each name

const firsts: readonly (readonly [FocusVersion, readonly string[]])[] = [
  ['1.4', ['InvoiceDetailId', 'CommitmentProgramEligibilityDetails']],
  ['1.3', ['ServiceProviderName', 'HostProviderName', 'ContractApplied', 'AllocatedMethodId', 'AllocatedResourceId']],
  ['1.2', ['BillingAccountType', 'InvoiceId', 'PricingCurrency', 'SubAccountType', 'PricingCurrencyEffectiveCost']],
  ['1.1', ['CapacityReservationId', 'CommitmentDiscountQuantity', 'ServiceSubcategory', 'SkuMeter', 'SkuPriceDetails']],
]

/** The version of Cost and Usage a header is of: the latest that first has one of its columns; `0.5` and `1.0-preview` by their own names. */
export function focusVersionOf(header: readonly string[]): string | undefined {
  const names = headerNames(header)
  const has = (name: string) => names.has(name.toLowerCase())
  const isCharges =
    ['BilledCost', 'EffectiveCost', 'AmortizedCost'].some(has) && ['ChargePeriodStart', 'BillingPeriodStart'].some(has)
  const known = focusColumnNames.filter((name) => has(name)).length
  if (!isCharges || known < 8) return undefined
  if (has('AmortizedCost') || (has('ChargeType') && !has('ChargeCategory'))) return '0.5'
  if (has('UsageQuantity') || has('ChargeSubcategory')) return '1.0-preview'
  if (has('ServiceProviderName') && !has('ProviderName')) return '1.4'
  return firsts.find(([, ofVersion]) => ofVersion.some(has))?.[0] ?? '1.0'
}

/** The version whose rules a file is held against: what is older than 1.0 is held against 1.0 under its new names. */
export const ruledAs = (version: string): FocusVersion =>
  (['1.1', '1.2', '1.3', '1.4'] as const).find((one) => one === version) ?? '1.0'

const costs = ['BilledCost', 'EffectiveCost', 'ListCost', 'ContractedCost'] as const
const moments = ['BillingPeriodStart', 'BillingPeriodEnd', 'ChargePeriodStart', 'ChargePeriodEnd'] as const
const provider: BillExpression = { firstOf: [take('ServiceProviderName'), take('ProviderName')] }
const isAws = { beginsWith: 'a', of: { lower: provider } } as const
const isAzure = { beginsWith: 'microsoft', of: { lower: provider } } as const
const noIssuer: BillCondition = { any: [{ absent: take('InvoiceIssuerName') }, { absent: take('PublisherName') }] }
const usageOrPurchase = { among: ['Usage', 'Purchase'], of: take('ChargeCategory') } as const

const tellsNoZ = (moment: (typeof moments)[number]): BillCondition => ({
  all: [{ filled: take(moment) }, { not: { endsWith: 'Z', of: take(moment) } }],
})
const someDateWithoutZ: BillCondition = { any: moments.map(tellsNoZ) }

/** Departures met in the exports of providers. Sources: their own conformance notes, and public files. */
const deviations: readonly BillDeviation[] = [
  {
    id: 'cost-as-object',
    isOfForm: true,
    text: {
      fr: 'Un coût est écrit comme un objet {"currency","value"} : la valeur est lue.',
      en: 'A cost is written as an object {"currency","value"}: the value is read.',
    },
    when: { any: costs.map((cost) => ({ beginsWith: '{', of: take(cost) })) },
  },
  {
    id: 'exponent',
    isOfForm: true,
    text: {
      fr: 'Un coût est écrit avec un exposant (8e-7) : permis par la norme, lu exactement.',
      en: 'A cost is written with an exponent (8e-7): allowed by the specification, read exactly.',
    },
    when: { any: costs.map((cost) => ({ contains: 'e', of: take(cost) })) },
  },
  {
    id: 'date-with-space',
    isOfForm: true,
    text: {
      fr: 'Une date porte un espace au lieu du T et ne dit pas son fuseau : lue en UTC.',
      en: 'A date has a space in place of the T and tells no zone: read as UTC.',
    },
    when: { any: moments.map((moment) => ({ all: [tellsNoZ(moment), { contains: ' ', of: take(moment) }] })) },
    narrowedBy: someDateWithoutZ,
  },
  {
    id: 'date-without-zone',
    isOfForm: true,
    text: { fr: 'Une date ne dit pas son fuseau : lue en UTC.', en: 'A date tells no zone: read as UTC.' },
    when: {
      any: moments.map((moment) => ({
        all: [
          tellsNoZ(moment),
          { not: { contains: ' ', of: take(moment) } },
          { not: { matches: '.*T.*[+-]\\d\\d:?\\d\\d', of: take(moment) } },
        ],
      })),
    },
    narrowedBy: someDateWithoutZ,
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
    id: 'aws-null-contracted-unit-price',
    text: {
      fr: 'AWS laisse vide ContractedUnitPrice : le prix négocié reste inconnu.',
      en: 'AWS leaves ContractedUnitPrice empty: the contracted price stays unknown.',
    },
    when: {
      all: [isAws, usageOrPurchase, { absent: take('ContractedUnitPrice') }, { filled: take('PricingQuantity') }],
    },
    narrowedBy: { absent: take('ContractedUnitPrice') },
  },
  {
    id: 'aws-null-issuer',
    text: {
      fr: 'AWS laisse vide InvoiceIssuerName ou PublisherName.',
      en: 'AWS leaves InvoiceIssuerName or PublisherName empty.',
    },
    when: { all: [isAws, noIssuer] },
    narrowedBy: noIssuer,
  },
  {
    id: 'azure-zero-list-cost',
    text: {
      fr: 'Azure écrit ListCost ou ContractedCost à 0 pour la place de marché et les réservations : ces coûts n’y disent rien.',
      en: 'Azure writes ListCost or ContractedCost as 0 for the marketplace and reservations: these costs tell nothing there.',
    },
    when: {
      all: [
        isAzure,
        {
          any: [
            { equal: [{ amount: take('ListCost') }, { number: '0' }] },
            { equal: [{ amount: take('ContractedCost') }, { number: '0' }] },
          ],
        },
        { below: [{ number: '0' }, { amount: take('EffectiveCost') }] },
      ],
    },
    narrowedBy: isAzure,
  },
  {
    id: 'azure-empty-service',
    text: {
      fr: 'Azure laisse vide ServiceName pour certains achats.',
      en: 'Azure leaves ServiceName empty for some purchases.',
    },
    when: { all: [isAzure, { absent: take('ServiceName') }] },
    narrowedBy: { absent: take('ServiceName') },
  },
  {
    id: 'stray-id',
    text: {
      fr: 'Une colonne « Id » étrangère à la norme est présente : gardée, non lue.',
      en: 'An “Id” column foreign to the specification is present: kept, not read.',
    },
    when: { column: 'Id' },
  },
]

/** FOCUS Cost and Usage, every version: each column by its own name, or by the name it had. */
export const focusDialect: BillDialect = {
  id: 'focus',
  name: { fr: 'FOCUS, coûts et usage', en: 'FOCUS, Cost and Usage' },
  dataset: 'CostAndUsage',
  recognises: focusVersionOf,
  columns,
  deviations,
}

const companion = (
  dataset: BillDialect['dataset'],
  name: BillDialect['name'],
  needed: readonly string[],
  version: FocusVersion,
): BillDialect => ({
  id: `focus-${dataset.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase()}`,
  name,
  dataset,
  recognises: (header) => (hasColumns(header, needed) && focusVersionOf(header) === undefined ? version : undefined),
  columns: {},
  deviations: [],
})

/** The other data sets of FOCUS, known by columns that only they have together. */
export const focusCompanions: readonly BillDialect[] = [
  companion(
    'ContractCommitment',
    { fr: 'FOCUS, engagements de contrat', en: 'FOCUS, Contract Commitment' },
    ['ContractCommitmentId', 'ContractCommitmentPeriodStart', 'ContractId'],
    '1.3',
  ),
  companion(
    'InvoiceDetail',
    { fr: 'FOCUS, détail de facture', en: 'FOCUS, Invoice Detail' },
    ['InvoiceId', 'InvoiceDetailId', 'BilledCost', 'InvoiceIssueDate'],
    '1.4',
  ),
  companion(
    'BillingPeriod',
    { fr: 'FOCUS, période de facturation', en: 'FOCUS, Billing Period' },
    ['BillingPeriodStart', 'BillingPeriodEnd', 'BillingPeriodStatus'],
    '1.4',
  ),
]
