import * as v from 'valibot'
import type { ProblemItem } from '#models/shared/problem.ts'
import type { Cells, KnownSizes } from './price-source.ts'

// An item of the retail price list. The same size stands there several times: for Windows, for spot capacity, at low priority, for
// development subscriptions, as a classic cloud service, under a reservation priced for its whole term.

const itemSchema = v.looseObject({
  currencyCode: v.string(),
  tierMinimumUnits: v.optional(v.number(), 0),
  retailPrice: v.number(),
  armRegionName: v.optional(v.string(), ''),
  effectiveStartDate: v.optional(v.string(), ''),
  meterId: v.optional(v.string(), ''),
  meterName: v.optional(v.string(), ''),
  productName: v.optional(v.string(), ''),
  skuName: v.optional(v.string(), ''),
  serviceName: v.optional(v.string(), ''),
  unitOfMeasure: v.optional(v.string(), ''),
  type: v.string(),
  isPrimaryMeterRegion: v.optional(v.boolean(), true),
  armSkuName: v.optional(v.string(), ''),
  reservationTerm: v.optional(v.string()),
})
export type RetailItem = v.InferOutput<typeof itemSchema>

/** An item as received; undefined when it is not one. */
export function retailItem(value: unknown): RetailItem | undefined {
  const result = v.safeParse(itemSchema, value)
  return result.success ? result.output : undefined
}

/** One meter, kind of price, term and band: what makes two items the same. */
export function retailKey(item: RetailItem): string {
  const { meterId, armRegionName, armSkuName, skuName, productName, type, reservationTerm, tierMinimumUnits } = item
  return JSON.stringify([
    meterId,
    armRegionName,
    armSkuName,
    skuName,
    productName,
    type,
    reservationTerm,
    tierMinimumUnits,
  ])
}

/** Prices that are not those of a server bought as everybody buys it. */
function isAnotherOffer({ type, skuName, meterName, productName, isPrimaryMeterRegion }: RetailItem): boolean {
  const isInterruptible = [skuName, meterName].some((name) => / (Spot|Low Priority)\b/.test(name))
  return (
    isInterruptible ||
    type === 'DevTestConsumption' ||
    productName.includes('Cloud Services') ||
    productName.includes('CloudServices') ||
    !isPrimaryMeterRegion
  )
}

const source = 'Azure Retail Prices API 2023-01-01-preview'

/** Rows of the items of one region; what is of no known kind is refused, what is another offer is passed over. */
export function retailRows(
  items: readonly RetailItem[],
  region: string,
  sizes: KnownSizes,
): { readonly cells: readonly Cells[]; readonly refused: readonly ProblemItem[] } {
  const cells: Cells[] = []
  const refused: ProblemItem[] = []
  const bands = bandsOf(items)
  items.forEach((item, i) => {
    if (item.armRegionName !== region || isAnotherOffer(item)) return
    if (item.type !== 'Consumption' && item.type !== 'Reservation') {
      refused.push(unknownKind(i + 1, item.type))
      return
    }
    const row =
      item.serviceName === 'Virtual Machines'
        ? computeRow(item, sizes)
        : item.serviceName === 'Storage'
          ? diskRow(item)
          : item.serviceName === 'Bandwidth'
            ? egressRow(item, bands)
            : undefined
    if (row !== undefined)
      cells.push({
        provider: 'Azure',
        region,
        currency: item.currencyCode,
        as_of: item.effectiveStartDate.slice(0, 10),
        source: `${source}, meter ${item.meterId}`,
        ...row,
      })
  })
  return { cells, refused }
}

const hoursOfYear = 8_760

function computeRow(item: RetailItem, sizes: KnownSizes): Cells | undefined {
  if (item.armSkuName === '') return undefined
  const size = sizes.get(item.armSkuName)
  const os = item.productName.endsWith(' Windows') ? 'Windows' : 'Linux'
  const sized = { sku: item.armSkuName, vcpu: size?.vcpu ?? '', memory_gib: size?.memoryGib ?? '', os }
  if (item.type === 'Reservation') {
    // The price is that of the whole term, although the unit says an hour. A reservation has no licence in it.
    const years = /^(\d+) Years?$/.exec(item.reservationTerm ?? '')?.[1]
    if (years !== '1' && years !== '3') return undefined
    const hours = Number(years) * hoursOfYear
    return {
      ...sized,
      service: `Virtual Machines Reserved ${years}yr`,
      unit: 'hour',
      price: decimal(item.retailPrice / hours),
      status: 'derived',
      source: `${source}, meter ${item.meterId}; ${item.retailPrice} for ${years} years / ${hours} h`,
    }
  }
  if (item.tierMinimumUnits > 0) return undefined
  return {
    ...sized,
    service: 'Virtual Machines pay-as-you-go',
    unit: item.unitOfMeasure === '1 Hour' ? 'hour' : item.unitOfMeasure,
    price: decimal(item.retailPrice),
    status: 'verified',
  }
}

/** Sizes of managed disks, GiB, by the number in their name (E10, P10, S10). */
const diskGib: Readonly<Record<string, string>> = {
  '1': '4 GiB',
  '2': '8 GiB',
  '3': '16 GiB',
  '4': '32 GiB',
  '6': '64 GiB',
  '10': '128 GiB',
  '15': '256 GiB',
  '20': '512 GiB',
  '30': '1 TiB',
  '40': '2 TiB',
  '50': '4 TiB',
  '60': '8 TiB',
  '70': '16 TiB',
  '80': '32 TiB',
}

function diskRow(item: RetailItem): Cells | undefined {
  const product = /^(Standard|Premium) SSD Managed Disks$/.exec(item.productName)
  const disk = /^([EP])(\d+) LRS Disk$/.exec(item.meterName)
  const gib = diskGib[disk?.[2] ?? '']
  if (product === null || disk === null || gib === undefined || item.type !== 'Consumption') return undefined
  return {
    service: `Managed disk ${product[1]} SSD LRS`,
    sku: `${disk[1]}${disk[2]} ${gib}`,
    vcpu: '',
    memory_gib: '',
    os: '',
    unit: item.unitOfMeasure === '1/Month' ? 'month' : item.unitOfMeasure,
    price: decimal(item.retailPrice),
    status: 'verified',
  }
}

type Bands = ReadonlyMap<string, readonly number[]>

/** Where the bands of each meter start. */
function bandsOf(items: readonly RetailItem[]): Bands {
  const starts = new Map<string, number[]>()
  for (const { meterId, tierMinimumUnits } of items) {
    const own = starts.get(meterId) ?? []
    starts.set(meterId, own)
    if (!own.includes(tierMinimumUnits)) own.push(tierMinimumUnits)
  }
  return new Map([...starts].map(([meter, own]) => [meter, own.toSorted((a, b) => a - b)]))
}

function egressRow(item: RetailItem, bands: Bands): Cells | undefined {
  if (item.meterName !== 'Standard Data Transfer Out' || item.type !== 'Consumption') return undefined
  const starts = bands.get(item.meterId) ?? []
  const next = starts[starts.indexOf(item.tierMinimumUnits) + 1]
  return {
    service: 'Internet egress',
    sku: `${item.meterName} [${item.tierMinimumUnits}-${next ?? ''}]`,
    vcpu: '',
    memory_gib: '',
    os: '',
    unit: item.unitOfMeasure === '1 GB' ? 'GB' : item.unitOfMeasure,
    price: decimal(item.retailPrice),
    status: 'verified',
  }
}

/** Decimal text of a number of the list, never in E notation. */
export function decimal(value: number): string {
  const text = value.toFixed(10)
  return text.replace(/\.?0+$/, '')
}

function unknownKind(item: number, type: string): ProblemItem {
  const said = type.slice(0, 40)
  return {
    code: 'price-kind-unknown',
    row: item,
    detail: {
      fr: `Le genre de prix « ${said} » n’est pas connu : il n’est pas pris.`,
      en: `The kind of price “${said}” is not known: it is not taken.`,
    },
  }
}
