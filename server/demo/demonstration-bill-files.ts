import { daysAfter, daysBetween } from '#models/shared/day.ts'
import { monthAfter, monthsApart } from '#models/shared/month.ts'
import { randomStream } from '#models/shared/random.ts'
import type { Pilot, PilotProvider } from './demonstration-pilots.ts'

/** A pilot with the workload it is in this installation. */
export type BilledPilot = Pilot & {
  readonly code: string
  readonly name: string
  readonly machine: string
  /** Natural key of a machine: test machines bear the names of those of production. */
  readonly machineKey: string
}

export type BillFile = { readonly name: string; readonly text: string; readonly months: readonly string[] }

const header = [
  'ProviderName',
  'PublisherName',
  'InvoiceIssuerName',
  'InvoiceId',
  'BillingAccountId',
  'BillingAccountName',
  'BillingAccountType',
  'SubAccountId',
  'SubAccountName',
  'SubAccountType',
  'BillingPeriodStart',
  'BillingPeriodEnd',
  'ChargePeriodStart',
  'ChargePeriodEnd',
  'ChargeCategory',
  'ChargeClass',
  'ChargeDescription',
  'ChargeFrequency',
  'BilledCost',
  'EffectiveCost',
  'ListCost',
  'ContractedCost',
  'ListUnitPrice',
  'ContractedUnitPrice',
  'PricingCategory',
  'PricingQuantity',
  'PricingUnit',
  'PricingCurrency',
  'BillingCurrency',
  'ConsumedQuantity',
  'ConsumedUnit',
  'ServiceName',
  'ServiceCategory',
  'ServiceSubcategory',
  'SkuId',
  'SkuPriceId',
  'ResourceId',
  'ResourceName',
  'ResourceType',
  'RegionId',
  'RegionName',
  'CommitmentDiscountId',
  'CommitmentDiscountCategory',
  'CommitmentDiscountType',
  'CommitmentDiscountStatus',
  'Tags',
] as const
type Column = (typeof header)[number]
type Row = Readonly<Partial<Record<Column, string>>>

type Issuer = {
  readonly provider: string
  readonly publisher: string
  readonly account: string
  readonly accountName: string
  readonly accountType: string
  readonly subAccountType: string
  readonly currency: 'USD' | 'CAD'
  readonly region: string
  readonly regionName: string
  readonly compute: string
  readonly storage: string
  readonly shared: string
  readonly resourceType: string
}

export const issuers: Readonly<Record<PilotProvider, Issuer>> = {
  aws: {
    provider: 'AWS',
    publisher: 'Amazon Web Services',
    account: '000000000042',
    accountName: 'Compte fictif du portefeuille',
    accountType: 'Management Account',
    subAccountType: 'Linked Account',
    currency: 'USD',
    region: 'ca-central-1',
    regionName: 'Canada (Central)',
    compute: 'Amazon Elastic Compute Cloud',
    storage: 'Amazon Elastic Block Store',
    shared: 'Amazon Virtual Private Cloud',
    resourceType: 'Instance',
  },
  azure: {
    provider: 'Microsoft',
    publisher: 'Microsoft',
    account: '00000000-0000-4000-8000-000000000042',
    accountName: 'Abonnement fictif des revenus',
    accountType: 'Billing Profile',
    subAccountType: 'Subscription',
    currency: 'CAD',
    region: 'canadaeast',
    regionName: 'Canada East',
    compute: 'Virtual Machines',
    storage: 'Storage Accounts',
    shared: 'Virtual Network',
    resourceType: 'Virtual machine',
  },
}

/** The landing zone of all, a month; a credit; a resource that nobody tagged; what is bought ahead for a year, from its month on. */
const sharedPerMonth = 420
const strayPerMonth = 37.5
const commitmentPerMonth = 300

/**
 * The fictitious bill of a provider over months, in FOCUS 1.2: two charges a day for each pilot that runs there, what all share, what
 * nobody tagged, a commitment bought a month ahead and used in part, a credit, taxes. `again` is a later delivery of the same months, with
 * what the provider corrected since. Same months, same text.
 */
export function billFile(
  provider: PilotProvider,
  pilots: readonly BilledPilot[],
  months: readonly string[],
  { thisMonth, again = false }: { readonly thisMonth: string; readonly again?: boolean },
): BillFile {
  const issuer = issuers[provider]
  const rows = months.flatMap((month) => monthRows(issuer, pilots, month, thisMonth, again))
  const lines = [header.join(','), ...rows.map((row) => header.map((column) => quoted(row[column] ?? '')).join(','))]
  const [first = '', last = ''] = [months[0], months.at(-1)]
  const span = first === last ? first : `${first}_${last}`
  return {
    name: `focus-1.2-${provider}-fictif-${span}${again ? '-corrige' : ''}.csv`,
    text: `${lines.join('\n')}\n`,
    months,
  }
}

function monthRows(
  issuer: Issuer,
  pilots: readonly BilledPilot[],
  month: string,
  thisMonth: string,
  again: boolean,
): Row[] {
  const random = randomStream(`arpent-demonstration-bill-${issuer.account}-${month}`)
  const [from, to] = [`${month}-01`, `${monthAfter(month, 1)}-01`]
  const days = daysBetween(from, to)
  const monthsAgo = monthsApart(month, thisMonth)
  const base: Row = {
    ProviderName: issuer.provider,
    PublisherName: issuer.publisher,
    InvoiceIssuerName: issuer.publisher,
    InvoiceId: monthsAgo === 0 ? '' : `F-${issuer.account.slice(-4)}-${month}`,
    BillingAccountId: issuer.account,
    BillingAccountName: issuer.accountName,
    BillingAccountType: issuer.accountType,
    BillingPeriodStart: `${from}T00:00:00Z`,
    BillingPeriodEnd: `${to}T00:00:00Z`,
    BillingCurrency: issuer.currency,
    PricingCurrency: issuer.currency,
    RegionId: issuer.region,
    RegionName: issuer.regionName,
    ChargeFrequency: 'Usage-Based',
  }
  const running = pilots.filter((one) => monthsAgo <= one.cutOverMonthsAgo + 1)
  const rows: Row[] = []
  for (let at = 0; at < days; at += 1) {
    const day = daysAfter(from, at)
    const when = { ChargePeriodStart: `${day}T00:00:00Z`, ChargePeriodEnd: `${daysAfter(day, 1)}T00:00:00Z` }
    for (const one of running) {
      const grown = one.billedPerMonth * (1 + one.growth) ** Math.max(0, one.cutOverMonthsAgo - monthsAgo)
      // In the months before the cut-over both sides run, this one at half its size.
      const share = monthsAgo > one.cutOverMonthsAgo ? 0.5 : 1
      const corrected = again && one.nth === 0 ? 1.047 : 1
      const perDay = (grown * share * corrected * (0.92 + 0.16 * random())) / days
      rows.push(usage(issuer, { ...base, ...when }, one, 'compute', perDay * 0.82))
      rows.push(usage(issuer, { ...base, ...when }, one, 'storage', perDay * 0.18))
    }
    rows.push({ ...base, ...when, ...shared(issuer, sharedPerMonth / days) })
    if (at % 3 === 0) rows.push({ ...base, ...when, ...stray(issuer, (3 * strayPerMonth) / days) })
    if (monthsAgo <= 10 && running[0] !== undefined)
      rows.push(...committed(issuer, { ...base, ...when }, running[0], commitmentPerMonth / days))
  }
  const whole = { ChargePeriodStart: `${from}T00:00:00Z`, ChargePeriodEnd: `${to}T00:00:00Z` }
  if (monthsAgo <= 10) rows.push({ ...base, ...whole, ...purchase(issuer, commitmentPerMonth) })
  if (monthsAgo === 6) rows.push({ ...base, ...whole, ...lump('Credit', 'Crédit fictif de service', -120) })
  const before = rows.reduce((sum, row) => sum + Number(row.BilledCost), 0)
  if (monthsAgo > 0) rows.push({ ...base, ...whole, ...lump('Tax', 'TPS et TVQ fictives', before * 0.14975) })
  return rows
}

const amount = (value: number) => value.toFixed(8)

/** Priced by the hour: list, contracted (4 % less) and quantity agree with the cost, as the format asks. */
function priced(cost: number, unit: string): Row {
  const quantity = unit === 'Hours' ? 24 : 100
  const contracted = (cost / quantity).toFixed(10)
  const list = (Number(contracted) / 0.96).toFixed(10)
  const paid = Number(contracted) * quantity
  return {
    BilledCost: amount(paid),
    EffectiveCost: amount(paid),
    ContractedUnitPrice: contracted,
    ContractedCost: amount(paid),
    ListUnitPrice: list,
    ListCost: amount(Number(list) * quantity),
    PricingQuantity: String(quantity),
    PricingUnit: unit,
    ConsumedQuantity: String(quantity),
    ConsumedUnit: unit,
  }
}

function usage(issuer: Issuer, base: Row, one: BilledPilot, part: 'compute' | 'storage', cost: number): Row {
  const isCompute = part === 'compute'
  const isTagged = one.nth % 2 === 0
  return {
    ...base,
    ...priced(cost, isCompute ? 'Hours' : 'GB-Month'),
    ...subAccount(issuer, one.body),
    ChargeCategory: 'Usage',
    ChargeDescription: isCompute ? 'Machines, à l’heure' : 'Disques',
    PricingCategory: 'Standard',
    ServiceName: isCompute ? issuer.compute : issuer.storage,
    ServiceCategory: isCompute ? 'Compute' : 'Storage',
    ServiceSubcategory: isCompute ? 'Virtual Machines' : 'Block Storage',
    SkuId: `FICTIF-${part}`,
    SkuPriceId: `FICTIF-${part}-1`,
    ResourceId: isTagged
      ? `fictif/${one.body.toLowerCase()}/${isCompute ? 'machines' : 'disques'}/${one.machine}`
      : one.machineKey,
    ResourceName: one.machine,
    ResourceType: issuer.resourceType,
    // One team tags by the code of the workload; the other leaves it to the key of the machine.
    Tags: isTagged ? `{"charge":"${one.code}","projet":"pilote"}` : '{"projet":"pilote"}',
  }
}

const subAccount = (issuer: Issuer, body: string): Row => ({
  SubAccountId: `fictif-${body.toLowerCase()}`,
  SubAccountName: `Compte fictif ${body}`,
  SubAccountType: issuer.subAccountType,
})

function shared(issuer: Issuer, cost: number): Row {
  return {
    ...priced(cost, 'Hours'),
    ...subAccount(issuer, 'socle'),
    ChargeCategory: 'Usage',
    ChargeDescription: 'Zone d’accueil commune',
    PricingCategory: 'Standard',
    ServiceName: issuer.shared,
    ServiceCategory: 'Networking',
    ServiceSubcategory: 'Network Connectivity',
    SkuId: 'FICTIF-socle',
    SkuPriceId: 'FICTIF-socle-1',
    ResourceId: 'fictif/socle/passerelle',
    ResourceName: 'socle-passerelle',
    ResourceType: 'Gateway',
    Tags: '{"socle":"commun"}',
  }
}

function stray(issuer: Issuer, cost: number): Row {
  return {
    ...priced(cost, 'Hours'),
    ...subAccount(issuer, 'essais'),
    ChargeCategory: 'Usage',
    ChargeDescription: 'Machine d’essai',
    PricingCategory: 'Standard',
    ServiceName: issuer.compute,
    ServiceCategory: 'Compute',
    ServiceSubcategory: 'Virtual Machines',
    SkuId: 'FICTIF-essai',
    SkuPriceId: 'FICTIF-essai-1',
    ResourceId: 'fictif/essais/inconnue-01',
    ResourceName: 'inconnue-01',
    ResourceType: issuer.resourceType,
    Tags: '',
  }
}

/** A day of the commitment: four fifths used by a pilot, a fifth by nobody; both are paid already. */
function committed(issuer: Issuer, base: Row, one: BilledPilot, cost: number): Row[] {
  const row = (status: 'Used' | 'Unused', share: number): Row => ({
    ...base,
    ...priced(cost * share, 'Hours'),
    ...subAccount(issuer, one.body),
    BilledCost: '0',
    ChargeCategory: 'Usage',
    ChargeDescription: status === 'Used' ? 'Machines, engagement utilisé' : 'Engagement inutilisé',
    PricingCategory: 'Committed',
    ...(status === 'Unused' ? { ConsumedQuantity: '', ConsumedUnit: '' } : {}),
    ServiceName: issuer.compute,
    ServiceCategory: 'Compute',
    ServiceSubcategory: 'Virtual Machines',
    SkuId: 'FICTIF-engagement',
    SkuPriceId: 'FICTIF-engagement-1',
    ResourceId: status === 'Used' ? `fictif/${one.body.toLowerCase()}/machines/${one.machine}` : '',
    ResourceName: status === 'Used' ? one.machine : '',
    ResourceType: issuer.resourceType,
    ...commitment(status),
    Tags: status === 'Used' ? `{"charge":"${one.code}","projet":"pilote"}` : '',
  })
  return [row('Used', 0.8), row('Unused', 0.2)]
}

const commitment = (status: '' | 'Used' | 'Unused'): Row => ({
  CommitmentDiscountId: 'fictif/engagement/1',
  CommitmentDiscountCategory: 'Usage',
  CommitmentDiscountType: 'Reserved',
  CommitmentDiscountStatus: status,
})

function purchase(issuer: Issuer, cost: number): Row {
  return {
    ...priced(cost, 'Hours'),
    ...subAccount(issuer, 'socle'),
    EffectiveCost: '0',
    ConsumedQuantity: '',
    ConsumedUnit: '',
    ChargeCategory: 'Purchase',
    ChargeFrequency: 'Recurring',
    ChargeDescription: 'Engagement fictif, mensualité',
    PricingCategory: 'Standard',
    ServiceName: issuer.compute,
    ServiceCategory: 'Compute',
    ServiceSubcategory: 'Virtual Machines',
    SkuId: 'FICTIF-engagement',
    SkuPriceId: 'FICTIF-engagement-1',
    ...commitment(''),
  }
}

/** An amount for the whole month that no resource makes. */
function lump(category: 'Credit' | 'Tax', description: string, cost: number): Row {
  return {
    BilledCost: amount(cost),
    EffectiveCost: amount(cost),
    ListCost: amount(cost),
    ContractedCost: amount(cost),
    ChargeCategory: category,
    ChargeDescription: description,
    ChargeFrequency: 'One-Time',
    ServiceName: 'Facturation',
    ServiceCategory: 'Other',
    SkuId: '',
  }
}

const quoted = (cell: string) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
