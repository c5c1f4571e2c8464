import type { DataRow } from '../hosting/hosting-options.ts'

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
  return service.replace(/ \((derived|proxy|estimate)\)$/, '')
}

type Cells = { readonly [name: string]: string | undefined }

const scopeOf = (values: Cells) =>
  [values['provider'], values['region'], listName(values['service'] ?? ''), values['option'] ?? ''].join('|')

/** What makes two rows the same price on two dates: provider, region, list (which says the term), SKU and operating system. */
export function priceKey(values: Cells): string {
  return [scopeOf(values), values['sku'], values['os']].join('|')
}

/** The list that a row belongs to: what a whole list replaces. */
export function priceScope(values: Cells): string {
  return scopeOf(values)
}

/**
 * The rows in force once the layers are laid over the base, first to last: for each price, the newest date wins, and at equal dates the
 * later layer; a restricted row wins over any public one. A whole list takes away the older rows of its lists that it no longer has.
 */
export function overlaid(base: readonly DataRow[], layers: readonly PriceLayer[]): DataRow[] {
  const standing = new Map<string, { readonly row: DataRow; readonly isRestricted: boolean }>()
  for (const row of base) {
    const key = priceKey(row.values)
    const before = standing.get(key)
    if (before === undefined || isNewer(row, before.row)) standing.set(key, { row, isRestricted: false })
  }
  for (const layer of layers) {
    const { rows, isRestricted } = layer
    if (layer.isWholeList) takeAway(standing, layer)
    for (const row of rows) {
      const key = priceKey(row.values)
      const before = standing.get(key)
      const wins =
        before === undefined ||
        (before.isRestricted === isRestricted ? isNewer(row, before.row) : isRestricted && !before.isRestricted)
      if (wins) standing.set(key, { row, isRestricted })
    }
  }
  return [...standing.values()].map(({ row }) => row)
}

function dateOf(row: DataRow): string {
  return row.values['as_of'] ?? ''
}

/** At equal dates the row that comes later stands. */
function isNewer(row: DataRow, before: DataRow): boolean {
  return dateOf(row) >= dateOf(before)
}

function takeAway(
  standing: Map<string, { readonly row: DataRow; readonly isRestricted: boolean }>,
  { rows, alsoListed, isRestricted }: PriceLayer,
): void {
  const latest = new Map<string, string>()
  for (const row of rows) {
    const scope = priceScope(row.values)
    const date = dateOf(row)
    if (date > (latest.get(scope) ?? '')) latest.set(scope, date)
  }
  const kept = new Set(rows.map((row) => priceKey(row.values)))
  for (const [key, one] of standing) {
    const date = latest.get(priceScope(one.row.values))
    if (
      date !== undefined &&
      one.isRestricted === isRestricted &&
      !kept.has(key) &&
      alsoListed?.has(key) !== true &&
      dateOf(one.row) <= date
    )
      standing.delete(key)
  }
}
