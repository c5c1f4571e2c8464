import { readFileSync, readdirSync } from 'node:fs'
import Papa from 'papaparse'
import type { AssumptionSet, ExchangeRate } from '#models/cost/cost-inputs.ts'
import type { DataRow } from '#models/hosting/hosting-options.ts'
import { type PriceBook, priceBook, type PriceChoices } from '#models/prices/price-book.ts'

/** Rows of a dataset file with their physical lines. Our files hold no newline inside a cell. */
export function dataRows(path: string): DataRow[] {
  const { data } = Papa.parse<Record<string, string>>(readFileSync(path, 'utf8').trimEnd(), { header: true })
  return data.map((values, i) => ({ file: path, line: i + 2, values }))
}

export function json<T>(path: string): T {
  return JSON.parse(readFileSync(path, 'utf8')) as T // the shape is checked by the dataset's own test
}

export function theBook(): PriceBook {
  const files = readdirSync('data/prices').filter((file) => file.endsWith('.csv'))
  const rows = files.toSorted().flatMap((file) => dataRows(`data/prices/${file}`))
  return priceBook({ id: 'canada', rows, choices: json<PriceChoices>('data/prices/choices.json') })
}

export const theSet = () => json<AssumptionSet>('data/assumptions/first-form.json')
export const theRate: ExchangeRate = {
  cadPerUsd: 1.4064,
  date: '2026-09-22',
  source: 'Bank of Canada',
  file: 'data/exchange-rates/values.csv',
  line: 2,
}
