import Papa from 'papaparse'
import { costSideColumn } from '#models/bills/azure-columns.ts'
import { usageDetailsKind } from '#models/bills/azure-dialects.ts'
import type { Metric } from './azure-consumption.ts'

const sides: Readonly<Record<Metric, string>> = { actualcost: 'actual', amortizedcost: 'amortized' }
const knownKinds = ['legacy', 'modern']

type Row = ReadonlyMap<string, string>

/**
 * Records of the consumption API laid flat, a record a row, as one bill with its two sides. Every field is kept under its own name, those
 * of the meter beside them. A record of a kind that nobody documented has a row that bills nothing readable: it is refused by its line.
 */
export function usageDetailRows(records: Readonly<Record<Metric, readonly string[]>>): string {
  const rows = (Object.keys(sides) as Metric[]).flatMap((metric) =>
    records[metric].map((record) => rowOf(record, sides[metric])),
  )
  const names = [...new Set(rows.flatMap((row) => [...row.keys()]))]
  return `${Papa.unparse({ fields: names, data: rows.map((row) => names.map((name) => row.get(name) ?? '')) }, { newline: '\n' })}\n`
}

function rowOf(text: string, side: string): Row {
  const record = JSON.parse(text) as Readonly<Record<string, unknown>> // kept as received: an object of a list
  const kind = typeof record['kind'] === 'string' ? record['kind'] : ''
  const row = new Map([
    [usageDetailsKind, kind],
    [costSideColumn, side],
    ['date', ''],
    ['chargeType', ''],
    ['x_RecordId', textOf(record['id'])],
  ])
  if (!knownKinds.includes(kind)) return row
  const properties = objectOf(record['properties'])
  for (const [name, value] of Object.entries({ ...objectOf(properties['meterDetails']), ...properties }))
    if (name !== 'meterDetails') row.set(name === 'id' ? 'x_PropertyId' : name, textOf(value))
  if (record['tags'] !== undefined && record['tags'] !== null) row.set('tags', textOf(record['tags']))
  return row
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {} // narrowed here
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return ''
  return typeof value === 'string' ? value : JSON.stringify(value)
}
