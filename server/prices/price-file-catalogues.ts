import * as v from 'valibot'
import { decimal } from './azure-items.ts'
import type { Cells } from './price-source.ts'

// Catalogues that providers give as one JSON document. Each reader takes the document and answers rows, or undefined when it is another.

export type CatalogueReader = (document: unknown, today: string) => readonly Cells[] | undefined

const oracle = v.looseObject({
  items: v.array(
    v.looseObject({
      partNumber: v.string(),
      displayName: v.string(),
      metricName: v.optional(v.string(), ''),
      currencyCodeLocalizations: v.array(
        v.looseObject({
          currencyCode: v.string(),
          prices: v.array(
            v.looseObject({
              model: v.optional(v.string(), ''),
              value: v.number(),
              rangeMin: v.nullish(v.number()),
              rangeMax: v.nullish(v.number()),
            }),
          ),
        }),
      ),
    }),
  ),
})

/** Oracle's worldwide list: paying as one goes, in US dollars, a row a quantity band. */
const oracleRows: CatalogueReader = (document, today) => {
  const read = v.safeParse(oracle, document)
  if (!read.success) return undefined
  return read.output.items.flatMap((item) => {
    const listed = item.currencyCodeLocalizations.find((one) => one.currencyCode === 'USD')
    const prices = (listed?.prices ?? []).filter((one) => one.model === '' || one.model === 'PAY_AS_YOU_GO')
    return prices.map((one): Cells => {
      const isBand = prices.length > 1
      return {
        region: 'ca-montreal-1 (global list)',
        provider: 'OCI',
        service: item.displayName,
        sku: isBand ? `${item.partNumber} [${one.rangeMin ?? 0}-${one.rangeMax ?? ''}]` : item.partNumber,
        unit: item.metricName,
        price: decimal(one.value),
        currency: 'USD',
        as_of: today,
        source: 'Oracle price list',
        status: 'verified',
      }
    })
  })
}

const ovh = v.looseObject({
  locale: v.looseObject({ currencyCode: v.string(), subsidiary: v.optional(v.string(), '') }),
  addons: v.array(
    v.looseObject({
      planCode: v.string(),
      product: v.optional(v.string(), ''),
      pricings: v.array(v.looseObject({ price: v.number(), intervalUnit: v.optional(v.string(), '') })),
      blobs: v.nullish(
        v.looseObject({
          technical: v.nullish(
            v.looseObject({
              cpu: v.nullish(v.looseObject({ cores: v.nullish(v.number()) })),
              memory: v.nullish(v.looseObject({ size: v.nullish(v.number()) })),
            }),
          ),
        }),
      ),
    }),
  ),
})
/** OVHcloud counts prices in hundred-millionths of the currency. */
const ovhUnit = 1e-8

/** OVHcloud's public catalogue: its instances stand among the add-ons, not among the plans; the list holds for every place. */
const ovhRows: CatalogueReader = (document, today) => {
  const read = v.safeParse(ovh, document)
  if (!read.success) return undefined
  const { addons, locale } = read.output
  return addons.flatMap((addon): Cells[] => {
    const plan = /^(win-)?(.+?)\.(consumption|monthly(?:\.postpaid)?)$/.exec(addon.planCode)
    const cores = addon.blobs?.technical?.cpu?.cores
    const memory = addon.blobs?.technical?.memory?.size
    const [pricing] = addon.pricings
    if (plan === null || cores === undefined || cores === null || pricing === undefined) return []
    return [
      {
        region: 'BHS (list, not region-specific)',
        provider: 'OVHcloud',
        service: 'Public Cloud instance',
        sku: plan[2] ?? '',
        vcpu: String(cores),
        memory_gib: memory === undefined || memory === null ? '' : String(memory),
        os: plan[1] === undefined ? 'Linux' : 'Windows',
        unit: plan[3] === 'consumption' ? 'hour' : 'month',
        price: decimal(pricing.price * ovhUnit),
        currency: locale.currencyCode,
        as_of: today,
        source: `OVHcloud catalogue, subsidiary ${locale.subsidiary}, plan ${addon.planCode}`,
        status: 'verified',
      },
    ]
  })
}

const google = v.looseObject({
  skus: v.array(
    v.looseObject({
      skuId: v.string(),
      description: v.optional(v.string(), ''),
      category: v.looseObject({
        serviceDisplayName: v.optional(v.string(), ''),
        resourceGroup: v.optional(v.string(), ''),
        usageType: v.optional(v.string(), ''),
      }),
      serviceRegions: v.array(v.string()),
      pricingInfo: v.array(
        v.looseObject({
          effectiveTime: v.optional(v.string(), ''),
          pricingExpression: v.looseObject({
            usageUnit: v.optional(v.string(), ''),
            tieredRates: v.array(
              v.looseObject({
                startUsageAmount: v.optional(v.number(), 0),
                unitPrice: v.looseObject({
                  currencyCode: v.string(),
                  units: v.optional(v.string(), '0'),
                  nanos: v.optional(v.number(), 0),
                }),
              }),
            ),
          }),
        }),
      ),
    }),
  ),
})
const googleUnits: Readonly<Record<string, string>> = {
  h: 'hour',
  mo: 'month',
  'GiBy.mo': 'GiB-month',
  GiBy: 'GiB',
  GBy: 'GB',
}
const googleTerms: Readonly<Record<string, string>> = { OnDemand: '', Commit1Yr: ' CUD 1yr', Commit3Yr: ' CUD 3yr' }

/** Google's catalogue of SKUs: a row a region of ours and a band; interruptible capacity is another offer. */
const googleRows: CatalogueReader = (document) => {
  const read = v.safeParse(google, document)
  if (!read.success) return undefined
  return read.output.skus.flatMap((sku) => {
    const term = googleTerms[sku.category.usageType]
    const info = sku.pricingInfo.at(-1)
    if (term === undefined || info === undefined) return []
    const { usageUnit, tieredRates } = info.pricingExpression
    return sku.serviceRegions
      .filter((region) => region.startsWith('northamerica-'))
      .flatMap((region) =>
        tieredRates.map((rate, i): Cells => ({
          region,
          provider: 'GCP',
          service: `${sku.category.serviceDisplayName} ${sku.category.resourceGroup}${term}`.trim(),
          sku:
            tieredRates.length === 1
              ? sku.skuId
              : `${sku.skuId} [${rate.startUsageAmount}-${tieredRates[i + 1]?.startUsageAmount ?? ''}]`,
          unit: googleUnits[usageUnit] ?? usageUnit,
          price: decimal(Number(rate.unitPrice.units) + rate.unitPrice.nanos / 1e9),
          currency: rate.unitPrice.currencyCode,
          as_of: info.effectiveTime.slice(0, 10),
          source: `Google Cloud Billing Catalog, ${sku.description}`,
          status: 'verified',
        })),
      )
  })
}

/** The first reader that knows the document reads it. */
export function catalogueRows(document: unknown, today: string): readonly Cells[] | undefined {
  for (const reader of [ovhRows, oracleRows, googleRows]) {
    const rows = reader(document, today)
    if (rows !== undefined) return rows
  }
  return undefined
}
