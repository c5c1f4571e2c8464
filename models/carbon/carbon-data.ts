import type { DataRow } from '../hosting/hosting-options.ts'
import type { CarbonData, Coefficient, FactorSet, GridFactor } from './carbon.schemas.ts'

/**
 * Factors and coefficients from the rows of `data/carbon/`. An empty cell gives no figure. Throws RangeError on a number that is not one:
 * the dataset is ours and is checked at start.
 */
export function carbonData(rows: {
  readonly grid: readonly DataRow[]
  readonly providers: readonly DataRow[]
  readonly coefficients: readonly DataRow[]
}): CarbonData {
  const factors = new Map<FactorSet, Map<string, GridFactor>>()
  const put = (set: FactorSet, key: string, factor: GridFactor | undefined) => {
    if (factor === undefined) return
    const own = factors.get(set) ?? new Map<string, GridFactor>()
    factors.set(set, own.set(key, factor))
  }
  for (const row of rows.grid) {
    const zone = cell(row, 'zone')
    const isInventory = cell(row, 'set') === 'inventory'
    if (!isInventory) put('provincial-lifecycle', zone, factorOf(row, 'lifecycle_g_per_kwh'))
    put(isInventory ? 'inventory-direct' : 'provincial-direct', zone, factorOf(row, 'direct_g_per_kwh'))
  }
  for (const row of rows.providers) {
    const set = (['provider-first', 'provider-newer', 'provider-market'] as const).find(
      (one) => one === cell(row, 'set'),
    )
    if (set === undefined) throw new RangeError(`${row.file}:${row.line}: no such set`)
    put(set, cell(row, 'option'), factorOf(row, 'g_per_kwh'))
  }
  return {
    factors,
    coefficients: rows.coefficients.map((row) => ({ ...coefficient(row), operator: cell(row, 'operator') || null })),
  }
}

const cell = (row: DataRow, name: string) => (row.values[name] ?? '').trim()

function number(row: DataRow, name: string): number | undefined {
  const text = cell(row, name)
  if (text === '') return undefined
  const value = Number(text)
  if (!Number.isFinite(value) || value < 0) throw new RangeError(`${row.file}:${row.line}: ${name} is not a number`)
  return value
}

function factorOf(row: DataRow, name: string): GridFactor | undefined {
  const likely = number(row, name)
  if (likely === undefined) return undefined
  return {
    low: number(row, 'low_g_per_kwh') ?? likely,
    likely,
    high: number(row, 'high_g_per_kwh') ?? likely,
    basis: cell(row, 'basis') === 'market' ? 'market' : 'location',
    year: cell(row, 'year'),
    status: cell(row, 'status'),
    reference: cell(row, 'source'),
    file: row.file,
    line: row.line,
  }
}

function coefficient(row: DataRow): Coefficient {
  const [low, likely, high] = ['low', 'likely', 'high'].map((name) => number(row, name))
  if (low === undefined || likely === undefined || high === undefined || low > likely || likely > high)
    throw new RangeError(`${row.file}:${row.line}: low ≤ likely ≤ high expected`)
  return {
    name: cell(row, 'name'),
    low,
    likely,
    high,
    unit: cell(row, 'unit'),
    status: cell(row, 'status'),
    reference: cell(row, 'source'),
    file: row.file,
    line: row.line,
  }
}
