import * as v from 'valibot'
import type { Cells } from './price-source.ts'

// A document of the AWS price list: a product, and its terms. Documents without a sku or a unit exist; so do twins for reserved capacity
// that is not used, priced at 0.

const dimension = v.looseObject({
  unit: v.optional(v.string()),
  beginRange: v.optional(v.string()),
  endRange: v.optional(v.string()),
  pricePerUnit: v.record(v.string(), v.string()),
})
const offer = v.looseObject({
  effectiveDate: v.optional(v.string()),
  termAttributes: v.optional(v.record(v.string(), v.string())),
  priceDimensions: v.record(v.string(), dimension),
})
const documentSchema = v.looseObject({
  product: v.looseObject({
    productFamily: v.optional(v.string()),
    sku: v.optional(v.string()),
    attributes: v.record(v.string(), v.string()),
  }),
  publicationDate: v.optional(v.string()),
  terms: v.looseObject({
    OnDemand: v.optional(v.record(v.string(), offer)),
    Reserved: v.optional(v.record(v.string(), offer)),
  }),
})
export type PriceDocument = v.InferOutput<typeof documentSchema>
type Offer = v.InferOutput<typeof offer>
type Dimension = v.InferOutput<typeof dimension>

/** A document from its text; undefined when it is not one. */
export function priceDocument(text: string): PriceDocument | undefined {
  try {
    const result = v.safeParse(documentSchema, JSON.parse(text))
    return result.success ? result.output : undefined
  } catch {
    return undefined
  }
}

/** Capacity reserved elsewhere and hosts: listed at 0 because they are charged under another SKU. They are not prices. */
export function isChargedElsewhere({ product: { attributes } }: PriceDocument): boolean {
  const capacity = attributes['capacitystatus']
  return (capacity !== undefined && capacity !== 'Used') || attributes['tenancy'] === 'Host'
}

/** Region codes before a usage type (`CAN1-EBS:…`): the same thing everywhere has the same name. */
export function usageOf({ product: { attributes } }: PriceDocument): string {
  return (attributes['usagetype'] ?? '').replace(/^[A-Z]{2,4}\d?-(?=EBS:|TimedStorage|RDS:)/, '')
}

const units: Readonly<Record<string, string>> = {
  Hrs: 'hour',
  'GB-Mo': 'GB-month',
  'IOPS-Mo': 'IOPS-month',
  GB: 'GB',
}
const hoursOfYear = 8_760

/** How a SKU names its quantity bands: a name of ours where the shipped lists have one, the bounds otherwise. */
export type BandNames = Readonly<Record<string, string>>

/** Prices paying as one goes: one row a band. */
export function onDemandRows(document: PriceDocument, cells: Cells, bands: BandNames = {}): Cells[] {
  return Object.values(document.terms.OnDemand ?? {}).flatMap((one) =>
    Object.values(one.priceDimensions).map((each) => ({
      ...cells,
      sku: bandSku(cells['sku'] ?? '', each, bands),
      unit: unitOf(each),
      ...amountOf(each),
      as_of: dayOf(document, one),
      status: 'verified',
    })),
  )
}

function bandSku(sku: string, { beginRange, endRange }: Dimension, bands: BandNames): string {
  const isWhole = (beginRange ?? '0') === '0' && (endRange === undefined || endRange === 'Inf')
  if (isWhole) return sku
  return bands[beginRange ?? '0'] ?? `${sku} [${beginRange ?? '0'}-${endRange === 'Inf' ? '' : (endRange ?? '')}]`
}

/**
 * Prices under a commitment, as an hourly price: what is paid ahead ("Quantity") is spread over the hours of the term and added to what
 * is paid by the hour. Standard offers only: a convertible one is another thing.
 */
export function reservedRows(document: PriceDocument, cells: Cells): Cells[] {
  return Object.values(document.terms.Reserved ?? {}).flatMap((one): Cells[] => {
    const { LeaseContractLength = '', OfferingClass, PurchaseOption = '' } = one.termAttributes ?? {}
    const years = /^([13]) ?yr$/.exec(LeaseContractLength)?.[1]
    if (OfferingClass !== 'standard' || years === undefined) return []
    const parts = Object.values(one.priceDimensions)
    const hourly = parts.find((each) => each.unit === 'Hrs')
    const ahead = parts.find((each) => each.unit === 'Quantity')
    const known = hourly ?? ahead
    if (known === undefined) return []
    const { currency } = amountOf(known)
    const upfront = ahead === undefined ? 0 : Number(amountOf(ahead).price)
    const byHour = hourly === undefined ? 0 : Number(amountOf(hourly).price)
    const spread = upfront / (Number(years) * hoursOfYear)
    return [
      {
        ...cells,
        service: `EC2 Reserved ${years}yr Standard ${PurchaseOption}`,
        unit: 'hour',
        price: upfront === 0 && hourly !== undefined ? amountOf(hourly).price : plain(byHour + spread),
        currency,
        as_of: dayOf(document, one),
        status: upfront === 0 ? 'verified' : 'derived',
        source:
          upfront === 0
            ? (cells['source'] ?? '')
            : `${cells['source'] ?? ''}; ${plain(byHour)}/h + ${plain(upfront)} over ${Number(years) * hoursOfYear} h`,
      },
    ]
  })
}

function unitOf({ unit = '' }: Dimension): string {
  return units[unit] ?? unit
}

/** USD where it is listed; otherwise the currency that is, which the checks then accept or refuse. */
function amountOf({ pricePerUnit }: Dimension): { readonly price: string; readonly currency: string } {
  const [currency = '', price = ''] =
    Object.entries(pricePerUnit).find(([name]) => name === 'USD') ?? Object.entries(pricePerUnit)[0] ?? []
  return { price: trimmed(price), currency }
}

/** `0.1070000000` is 0.107; the digits that say something stay. */
function trimmed(decimal: string): string {
  return decimal.includes('.') ? decimal.replace(/\.?0+$/, '') : decimal
}

function plain(value: number): string {
  return trimmed(value.toFixed(8))
}

function dayOf(document: PriceDocument, { effectiveDate }: Offer): string {
  return (effectiveDate ?? document.publicationDate ?? '').slice(0, 10)
}
