import type { AssetSize } from '../inventory/asset.schemas.ts'
import type { Price } from '../prices/price-book.ts'
import type { Derivation } from '../shared/derivation.ts'
import { neededQuantities } from '../sizing/need-derivation.ts'
import type { SizingSettings } from '../sizing/sizing-settings.ts'
import { computeUsd } from './charges.ts'
import { type ExchangeRate, hoursPerYear, monthsPerYear } from './cost-inputs.ts'

const same = (text: string) => ({ fr: text, en: text })

/**
 * What a size costs a year at its list price, CAD, nominal, before tax, on demand: price × hours (or months) × exchange rate, with the need
 * that chose it beside. In USD when no rate is known.
 */
export function sizeDerivation(given: {
  readonly asset: AssetSize
  readonly settings: SizingSettings
  readonly price: Price
  readonly rate: ExchangeRate | undefined
}): Derivation {
  const { asset, settings, price, rate } = given
  const isMonthly = price.unit === 'month'
  const { file, line, sku, asOf, status } = price
  const usd = computeUsd(price)
  return {
    name: 'size',
    label: { fr: `${asset.name}, ${sku}`, en: `${asset.name}, ${sku}` },
    value: rate === undefined ? usd : usd * rate.cadPerUsd,
    unit: rate === undefined ? 'USD/year' : 'CAD/year',
    formula: `price * ${isMonthly ? 'months' : 'hours'}${rate === undefined ? '' : ' * rate'}`,
    inputs: [
      {
        name: 'price',
        label: same(sku),
        value: price.amount,
        unit: `${price.currency}/${isMonthly ? 'month' : 'h'}`,
        inputs: [],
        source: {
          kind: 'price',
          book: `${price.provider} ${price.region}, ${price.service}`,
          file,
          line,
          sku,
          asOf,
          status,
          publisher: price.source,
        },
      },
      isMonthly
        ? {
            name: 'months',
            label: { fr: 'Mois par an', en: 'Months a year' },
            value: monthsPerYear,
            unit: '',
            inputs: [],
          }
        : {
            name: 'hours',
            label: { fr: 'Heures par an', en: 'Hours a year' },
            value: hoursPerYear,
            unit: 'h',
            inputs: [],
          },
      ...(rate === undefined
        ? []
        : [
            {
              name: 'rate',
              label: { fr: 'Taux de change', en: 'Exchange rate' },
              value: rate.cadPerUsd,
              unit: 'CAD/USD',
              inputs: [],
              source: {
                kind: 'data' as const,
                file: rate.file,
                line: rate.line,
                reference: `${rate.source} (${rate.date})`,
              },
            },
          ]),
      ...neededQuantities(asset, settings),
    ],
  }
}
