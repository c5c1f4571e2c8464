import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'

/** What the services do wrong, set by a test and spent as requests come. */
export type Misbehaviour = {
  /** So many requests are refused as too many. */
  throttle?: number
  /** Seconds that a refusal asks to wait. */
  retryAfter?: string
  /** Each page is sent twice. */
  duplicatesPages?: boolean
  /** Full pages say nothing of the next one. */
  emptiesNextLink?: boolean
  /** Prices are ten times what they were. */
  restates?: boolean
  /** Items of a kind nobody documented stand among the others. */
  hasUnknownKind?: boolean
  /** Requests are never answered. */
  hangs?: boolean
  /** The next token or link works this many times, then is dead once. */
  expiresTokenAfter?: number
  /** Nothing is listed. */
  isEmpty?: boolean
  /** After so many pages, the service refuses everything. */
  breaksAfter?: number
}

const sizes = [
  { name: 'large', vcpu: 2, gib: 8 },
  { name: 'xlarge', vcpu: 4, gib: 16 },
  { name: '2xlarge', vcpu: 8, gib: 32 },
  { name: '4xlarge', vcpu: 16, gib: 64 },
]
const perVcpu: Readonly<Record<string, number>> = { Linux: 0.0535, Windows: 0.0995, RHEL: 0.0785, SUSE: 0.0685 }

function attributesOf(size: (typeof sizes)[number], operatingSystem: string, capacitystatus = 'Used') {
  return {
    regionCode: 'ca-central-1',
    instanceType: `m5.${size.name}`,
    vcpu: String(size.vcpu),
    memory: `${size.gib} GiB`,
    operatingSystem,
    tenancy: 'Shared',
    preInstalledSw: 'NA',
    capacitystatus,
    servicecode: 'AmazonEC2',
    usagetype: `CAN1-BoxUsage:m5.${size.name}`,
  }
}

const onDemand = (usd: string, unit = 'Hrs', bands: readonly (readonly [string, string, string])[] = []) => ({
  'S.JRTCKXETXF': {
    offerTermCode: 'JRTCKXETXF',
    effectiveDate: '2026-10-01T00:00:00Z',
    termAttributes: {},
    priceDimensions: Object.fromEntries(
      (bands.length === 0 ? ([['0', 'Inf', usd]] as const) : bands).map(([beginRange, endRange, price], i) => [
        `S.JRTCKXETXF.${i}`,
        { unit, beginRange, endRange, appliesTo: [], pricePerUnit: { USD: price } },
      ]),
    ),
  },
})

const reserved = (years: '1' | '3', option: string, upfront: string, hourly: string) => ({
  offerTermCode: 'X',
  effectiveDate: '2026-10-01T00:00:00Z',
  termAttributes: { LeaseContractLength: `${years}yr`, OfferingClass: 'standard', PurchaseOption: option },
  priceDimensions: {
    a: { unit: 'Quantity', appliesTo: [], pricePerUnit: { USD: upfront } },
    b: { unit: 'Hrs', beginRange: '0', endRange: 'Inf', appliesTo: [], pricePerUnit: { USD: hourly } },
  },
})

/** Documents that answer a question, as the price list has them. */
function awsDocuments(service: string, filters: ReadonlyMap<string, string>, factor: number): unknown[] {
  const money = (value: number) => (value * factor).toFixed(10)
  const simple = (usagetype: string, unit: string, usd: number) => ({
    product: { productFamily: filters.get('productFamily'), sku: 'S', attributes: { usagetype } },
    publicationDate: '2026-10-02T00:00:00Z',
    terms: { OnDemand: onDemand(money(usd), unit) },
  })
  const region = filters.get('regionCode') ?? 'ca-central-1'
  if (region !== 'ca-central-1') return []
  if (service === 'AmazonEC2' && filters.get('productFamily') === 'Compute Instance') {
    const os = filters.get('operatingSystem') ?? ''
    const rate = perVcpu[os]
    if (rate === undefined || filters.get('preInstalledSw') !== 'NA') return []
    return sizes.flatMap((size) => [
      {
        product: { productFamily: 'Compute Instance', sku: `${os}-${size.name}`, attributes: attributesOf(size, os) },
        publicationDate: '2026-10-02T00:00:00Z',
        terms: {
          OnDemand: onDemand(money(rate * size.vcpu)),
          ...(os === 'Linux'
            ? {
                Reserved: {
                  a: reserved('1', 'No Upfront', '0.0000000000', money(0.6 * rate * size.vcpu)),
                  b: reserved('1', 'All Upfront', (876 * size.vcpu).toFixed(10), '0.0000000000'),
                  c: { ...reserved('3', 'No Upfront', '0', '1'), termAttributes: { OfferingClass: 'convertible' } },
                },
              }
            : {}),
        },
      },
      // Capacity reserved and not used: listed at 0, charged elsewhere.
      {
        product: {
          productFamily: 'Compute Instance',
          sku: `${os}-${size.name}-unused`,
          attributes: attributesOf(size, os, 'UnusedCapacityReservation'),
        },
        terms: { OnDemand: onDemand('0.0000000000') },
      },
    ])
  }
  if (service === 'AmazonEC2' && filters.get('volumeApiName') === 'gp3')
    return [simple('CAN1-EBS:VolumeUsage.gp3', 'GB-Mo', 0.088)]
  if (service === 'AmazonEC2' && filters.get('productFamily') === 'Storage Snapshot')
    return [simple('CAN1-EBS:SnapshotUsage', 'GB-Mo', 0.055)]
  if (service === 'AWSDataTransfer') {
    const bands = [
      ['0', '10240', '0.0900000000'],
      ['10240', '51200', '0.0850000000'],
      ['51200', '153600', '0.0700000000'],
      ['153600', 'Inf', '0.0500000000'],
    ] as const
    return [
      {
        product: { productFamily: 'Data Transfer', sku: 'S', attributes: { usagetype: 'CAN1-DataTransfer-Out-Bytes' } },
        terms: { OnDemand: onDemand('', 'GB', bands) },
      },
    ]
  }
  return []
}

type RetailItem = Readonly<Record<string, unknown>>

function azureItems(filter: string, factor: number): RetailItem[] {
  const region = /armRegionName eq '([^']*)'/.exec(filter)?.[1] ?? ''
  if (region !== 'canadacentral') return []
  const base = {
    currencyCode: 'USD',
    tierMinimumUnits: 0,
    armRegionName: region,
    location: 'CA Central',
    effectiveStartDate: '2026-09-01T00:00:00Z',
    serviceFamily: 'Compute',
    isPrimaryMeterRegion: true,
  }
  const vm = (vcpu: number, more: RetailItem): RetailItem => ({
    ...base,
    serviceName: 'Virtual Machines',
    meterId: `meter-${vcpu}`,
    meterName: `D${vcpu}s v5`,
    productName: 'Virtual Machines Dsv5 Series',
    skuName: `D${vcpu}s v5`,
    armSkuName: `Standard_D${vcpu}s_v5`,
    unitOfMeasure: '1 Hour',
    type: 'Consumption',
    retailPrice: 0.0535 * vcpu * factor,
    unitPrice: 0.0535 * vcpu * factor,
    ...more,
  })
  // Values are compared with their capitals.
  if (filter.includes(`serviceName eq 'Virtual Machines'`) && filter.includes(`priceType eq 'Consumption'`))
    return [2, 4, 8, 16].flatMap((vcpu) => [
      vm(vcpu, {}),
      vm(vcpu, {
        meterId: `windows-${vcpu}`,
        productName: 'Virtual Machines Dsv5 Series Windows',
        retailPrice: 0.0995 * vcpu * factor,
      }),
      vm(vcpu, {
        meterId: `spot-${vcpu}`,
        skuName: `D${vcpu}s v5 Spot`,
        meterName: `D${vcpu}s v5 Spot`,
        retailPrice: 0.01,
      }),
      vm(vcpu, { meterId: `low-${vcpu}`, skuName: `D${vcpu}s v5 Low Priority`, retailPrice: 0.02 }),
      vm(vcpu, { type: 'DevTestConsumption', retailPrice: 0.03 }),
      vm(vcpu, { meterId: `classic-${vcpu}`, productName: 'Cloud Services Dsv5 Series', retailPrice: 0.04 }),
    ])
  if (filter.includes(`serviceName eq 'Virtual Machines'`) && filter.includes(`priceType eq 'Reservation'`))
    return [2, 4].map((vcpu) =>
      // Whole-term price, although the unit says an hour: 876 USD over 8,760 h is 0.1 USD an hour.
      vm(vcpu, {
        meterId: `reserved-${vcpu}`,
        type: 'Reservation',
        reservationTerm: '1 Year',
        retailPrice: 438 * vcpu,
      }),
    )
  if (filter.includes(`productName eq 'Standard SSD Managed Disks'`))
    return [
      {
        ...base,
        serviceName: 'Storage',
        meterId: 'disk',
        meterName: 'E10 LRS Disk',
        productName: 'Standard SSD Managed Disks',
        skuName: 'E10 LRS',
        armSkuName: 'Standard_SSD_E10_LRS',
        unitOfMeasure: '1/Month',
        type: 'Consumption',
        retailPrice: 10.56 * factor,
      },
    ]
  if (filter.includes(`serviceName eq 'Bandwidth'`))
    return [0, 100, 10_335].map((tierMinimumUnits, i) => ({
      ...base,
      serviceName: 'Bandwidth',
      meterId: 'egress',
      meterName: 'Standard Data Transfer Out',
      productName: 'Rtn Preference: MGN',
      skuName: 'Standard',
      armSkuName: '',
      unitOfMeasure: '1 GB',
      type: 'Consumption',
      tierMinimumUnits,
      retailPrice: [0, 0.087, 0.083][i],
    }))
  return []
}

function sheetItems(factor: number) {
  return [2, 4, 8, 16].flatMap((vcpu) => [
    sheet(`D${vcpu}s v5`, 'Dsv5 Series', 0.04 * vcpu * 100 * factor, '100 Hours'),
    sheet(`D${vcpu}s v5`, 'Dsv5 Series Windows', 0.09 * vcpu * 10 * factor, '10 Hours'),
    sheet(`D${vcpu}s v5 Spot`, 'Dsv5 Series', 1, '100 Hours'),
  ])
}

function sheet(meterName: string, meterSubCategory: string, unitPrice: number, unitOfMeasure: string) {
  return {
    meterId: `${meterName} ${meterSubCategory}`,
    unitOfMeasure,
    includedQuantity: 0,
    partNumber: 'AAA-00001',
    unitPrice,
    currencyCode: 'USD',
    offerId: 'MS-AZR-0017P',
    meterDetails: {
      meterName,
      meterCategory: 'Virtual Machines',
      meterSubCategory,
      meterLocation: 'CA Central',
      unit: unitOfMeasure,
    },
  }
}

const pageSize = 3

export type FakePriceServices = Awaited<ReturnType<typeof fakePriceServices>>

/** The price services of AWS and Azure on one loopback port, with the faults that a test asks for. */
export async function fakePriceServices() {
  let now: Misbehaviour = {}
  let requests = 0
  let pages = 0
  let expiries = 0
  const app = new Hono()
  const factor = () => (now.restates === true ? 10 : 1)
  const isRefused = () => {
    requests += 1
    if ((now.throttle ?? 0) > 0) {
      now = { ...now, throttle: (now.throttle ?? 0) - 1 }
      return true
    }
    return false
  }
  const waiting = () => (now.retryAfter === undefined ? {} : { 'retry-after': now.retryAfter })
  const never = () => new Promise<Response>(() => undefined)

  app.post('/', async (c) => {
    if (now.hangs === true) return never()
    const amz = { 'content-type': 'application/x-amz-json-1.1' }
    const failing = (type: string, status: 400 | 500 = 400) =>
      c.body(JSON.stringify({ __type: type, message: type }), status, amz)
    if (isRefused()) return failing('ThrottlingException')
    if (now.breaksAfter !== undefined && pages >= now.breaksAfter) return failing('AccessDeniedException')
    const asked = await c.req.json<{
      ServiceCode: string
      Filters: { Field: string; Value: string }[]
      NextToken?: string
    }>()
    const at = Number(asked.NextToken ?? '0')
    if (at > 0 && now.expiresTokenAfter !== undefined && expiries === 0 && pages >= now.expiresTokenAfter) {
      expiries += 1
      return failing('ExpiredNextTokenException')
    }
    pages += 1
    const filters = new Map(asked.Filters.map(({ Field, Value }) => [Field, Value]))
    const all = now.isEmpty === true ? [] : awsDocuments(asked.ServiceCode, filters, factor())
    const isLinux = filters.get('operatingSystem') === 'Linux' && filters.get('preInstalledSw') === 'NA'
    if (now.hasUnknownKind === true && isLinux)
      all.push({ product: { attributes: {} } }, { kind: 'what nobody documented' })
    const isTwice = now.duplicatesPages === true && !String(asked.NextToken ?? '').endsWith('.2')
    const next = isTwice ? `${at}.2` : String(Math.floor(at) + pageSize)
    const from = Math.floor(at)
    const PriceList = all.slice(from, from + pageSize).map((one) => JSON.stringify(one))
    const hasMore = isTwice || from + pageSize < all.length
    return c.body(
      JSON.stringify({ FormatVersion: 'aws_v1', PriceList, ...(hasMore ? { NextToken: next } : {}) }),
      200,
      amz,
    )
  })

  app.get('/api/retail/prices', async (c) => {
    if (now.hangs === true) return never()
    if (isRefused()) return c.json({ error: 'Too many requests' }, 429, waiting())
    pages += 1
    const filter = c.req.query('$filter') ?? ''
    const skip = Number(c.req.query('$skip') ?? '0')
    const all = now.isEmpty === true ? [] : azureItems(filter, factor())
    if (now.hasUnknownKind === true && filter.includes(`priceType eq 'Consumption'`))
      all.push({ ...all[0], meterId: 'unknown', type: 'SavingsOfTheWeek' }, { price: 'none' })
    const Items = all.slice(skip, skip + pageSize)
    const isTwice = now.duplicatesPages === true && c.req.query('again') === undefined
    const link = new URL(c.req.url)
    link.searchParams.set('$skip', String(isTwice ? skip : skip + pageSize))
    if (isTwice) link.searchParams.set('again', '1')
    else link.searchParams.delete('again')
    const hasMore = isTwice || skip + pageSize < all.length
    return c.json({
      BillingCurrency: 'USD',
      CustomerEntityId: 'Default',
      CustomerEntityType: 'Retail',
      Items,
      NextPageLink: hasMore && now.emptiesNextLink !== true ? link.href : '',
      Count: Items.length,
    })
  })

  app.get('/subscriptions/:id/providers/Microsoft.Consumption/pricesheets/default', async (c) => {
    if (now.hangs === true) return never()
    if (isRefused()) return c.json({ error: { code: '429' } }, 429, waiting())
    pages += 1
    const skip = Number(c.req.query('$skiptoken') ?? '0')
    const all = now.isEmpty === true ? [] : sheetItems(factor())
    if (now.hasUnknownKind === true) all.push(sheet('D2s v5', 'Dsv5 Series', 5, '1 Fortnight'))
    const isTwice = now.duplicatesPages === true && c.req.query('again') === undefined && skip === 0
    const from = isTwice ? 0 : skip
    const link = new URL(c.req.url)
    link.searchParams.set('$skiptoken', String(from + pageSize))
    return c.json({
      id: 'sheet',
      name: 'default',
      type: 'Microsoft.Consumption/pricesheets',
      properties: {
        pricesheets: isTwice
          ? [...all.slice(0, pageSize), ...all.slice(0, pageSize)]
          : all.slice(from, from + pageSize),
        ...(from + pageSize < all.length ? { nextLink: link.href } : {}),
      },
    })
  })

  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' })
  await new Promise<void>((listening) => server.once('listening', listening))
  const { port } = server.address() as AddressInfo // a TCP server has one once it listens
  return {
    url: `http://127.0.0.1:${port}`,
    /** From now on; counts start again. */
    behave(next: Misbehaviour = {}) {
      now = next
      requests = 0
      pages = 0
      expiries = 0
    },
    asked: () => ({ requests, pages, expiries }),
    close: () =>
      new Promise<void>((closed) => {
        if ('closeAllConnections' in server) server.closeAllConnections()
        server.close(() => closed())
      }),
  }
}
