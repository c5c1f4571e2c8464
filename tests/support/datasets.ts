import { readFileSync, readdirSync } from 'node:fs'
import Papa from 'papaparse'
import type { AssumptionSet } from '#models/assumptions/assumption-set.ts'
import type { CostFormulas, ExchangeRate } from '#models/cost/cost-inputs.ts'
import { type ByHead, costHeads } from '#models/cost/heads.ts'
import type { FormulaSet } from '#models/formulas/formula-set.ts'
import { loadedFormulaSet } from '#models/formulas/loading.ts'
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

export const theSet = () => json<AssumptionSet>('data/assumptions/arpent.json')
export const theRate: ExchangeRate = {
  cadPerUsd: 1.4064,
  date: '2026-09-22',
  source: 'Bank of Canada',
  file: 'data/exchange-rates/values.csv',
  line: 2,
}

/** No cost under any head. */
export const noParts = Object.fromEntries(costHeads.map((head) => [head, 0])) as ByHead // one entry a head

/** The formula sets that the product ships, loaded as the server loads them. */
export function theFormulas(): CostFormulas {
  const loaded = (file: string) => {
    const read = loadedFormulaSet(json<FormulaSet>(`data/formulas/${file}.json`))
    if (read.kind === 'refused') throw new Error(JSON.stringify(read.problems))
    return read.set
  }
  return {
    annual: loaded('annual-cost'),
    asIs: loaded('as-is-cost'),
    move: loaded('move-cost'),
    year: loaded('fiscal-year'),
    caseYear: loaded('case-year'),
  }
}
