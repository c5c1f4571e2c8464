import type { DataRow } from '../hosting/hosting-options.ts'
import { finished, type Steps } from '../shared/steps.ts'

/** A list laid over the prices that stood before it. */
export type PriceLayer = {
  readonly rows: readonly DataRow[]
  /** The list holds everything that its provider lists for its regions and services: what it lacks is gone. */
  readonly isWholeList: boolean
  /** Keys of rows that the list has and that are not taken from it: what stands for them is not gone. */
  readonly alsoListed?: ReadonlySet<string>
  /** Prices of one body alone: they stand before public ones, whatever the dates. */
  readonly isRestricted: boolean
}

/** A list's name without the way its rows were obtained: a derived row and a published one are the same price. */
function listName(service: string): string {
  if (!service.endsWith(')')) return service
  return service.replace(/ \((derived|proxy|estimate)\)$/, '')
}

type Cells = { readonly [name: string]: string | undefined }

/** The list that a row belongs to: what a whole list replaces. */
export function priceScope(values: Cells): string {
  return `${values['provider']}|${values['region']}|${listName(values['service'] ?? '')}|${values['option'] ?? ''}`
}

/** What makes two rows the same price on two dates: provider, region, list (which says the term), SKU and operating system. */
export function priceKey(values: Cells): string {
  return `${priceScope(values)}|${values['sku']}|${values['os']}`
}

type Standing = { readonly row: DataRow; readonly isRestricted: boolean }
const rowsAStep = 2_000

/**
 * The rows in force once the layers are laid over the base, first to last: for each price, the newest date wins, and at equal dates the
 * later layer; a restricted row wins over any public one. A whole list takes away the older rows of its lists that it no longer has.
 */
export function overlaid(base: readonly DataRow[], layers: readonly PriceLayer[]): DataRow[] {
  return finished(overlaying(base, layers))
}

/** The same, a few thousand rows at a time. */
export function* overlaying(base: readonly DataRow[], layers: readonly PriceLayer[]): Steps<DataRow[]> {
  const standing = new Map<string, Standing>()
  let done = 0
  for (const row of base) {
    const key = keyOf(row)
    const before = standing.get(key)
    if (before === undefined || isNewer(row, before.row)) standing.set(key, { row, isRestricted: false })
    done += 1
    if (done % rowsAStep === 0) yield
  }
  for (const layer of layers) {
    if (layer.isWholeList) yield* takeAway(standing, layer)
    for (const row of layer.rows) {
      const key = keyOf(row)
      if (stands(row, layer.isRestricted, standing.get(key)))
        standing.set(key, { row, isRestricted: layer.isRestricted })
      done += 1
      if (done % rowsAStep === 0) yield
    }
  }
  return [...standing.values()].map(({ row }) => row)
}

function stands(row: DataRow, isRestricted: boolean, before: Standing | undefined): boolean {
  if (before === undefined) return true
  return before.isRestricted === isRestricted ? isNewer(row, before.row) : isRestricted
}

/** Rows never change: their key is made once. */
const keys = new WeakMap<DataRow, string>()
function keyOf(row: DataRow): string {
  const known = keys.get(row)
  if (known !== undefined) return known
  const key = priceKey(row.values)
  keys.set(row, key)
  return key
}

function dateOf(row: DataRow): string {
  return row.values['as_of'] ?? ''
}

/** At equal dates the row that comes later stands. */
function isNewer(row: DataRow, before: DataRow): boolean {
  return dateOf(row) >= dateOf(before)
}

function* takeAway(standing: Map<string, Standing>, { rows, alsoListed, isRestricted }: PriceLayer): Steps<void> {
  const latest = new Map<string, string>()
  const kept = new Set<string>()
  let done = 0
  for (const row of rows) {
    const scope = priceScope(row.values)
    const date = dateOf(row)
    if (date > (latest.get(scope) ?? '')) latest.set(scope, date)
    kept.add(keyOf(row))
    done += 1
    if (done % rowsAStep === 0) yield
  }
  for (const [key, one] of standing) {
    const isListed = kept.has(key) || alsoListed?.has(key) === true
    const date = isListed || one.isRestricted !== isRestricted ? undefined : latest.get(priceScope(one.row.values))
    if (date !== undefined && dateOf(one.row) <= date) standing.delete(key)
    done += 1
    if (done % rowsAStep === 0) yield
  }
}
