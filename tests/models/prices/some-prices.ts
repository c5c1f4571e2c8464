import type { DataRow } from '#models/hosting/hosting-options.ts'
import { type PriceBook, priceBook } from '#models/prices/price-book.ts'
import type { PriceChoices } from '#models/prices/price-book.ts'

/** A row of a list, as our CSV files have them; what is not said is an on-demand size of AWS in Montréal. */
export function aRow(values: Readonly<Record<string, string>> = {}, line = 2): DataRow {
  return {
    file: 'list.csv',
    line,
    values: {
      region: 'ca-central-1',
      provider: 'AWS',
      service: 'EC2 on-demand',
      sku: 'm5.large',
      vcpu: '2',
      memory_gib: '8',
      os: 'Linux',
      unit: 'hour',
      price: '0.107',
      currency: 'USD',
      as_of: '2026-10-01',
      source: 'a list made for a test',
      status: 'verified',
      ...values,
    },
  }
}

export const someChoices: PriceChoices = {
  storage: [{ provider: 'AWS', region: 'ca-central-1', sku: 'EBS:VolumeUsage.gp3' }],
  places: [
    { option: 'aws.ca-central-1', provider: 'AWS', regions: ['ca-central-1'] },
    { option: 'aws.ca-west-1', provider: 'AWS', regions: ['ca-west-1'] },
  ],
  excluded: [],
}

export function aBook(rows: readonly DataRow[], cadPerUsd?: number): PriceBook {
  return priceBook({ id: 'test', rows, choices: someChoices, cadPerUsd })
}

export const pricesOf = (rows: readonly DataRow[]) => aBook(rows).prices
