import { randomStream } from '../shared/random.ts'

/** Something of a size, in any whole unit; the size counts, whatever its sign. */
export type Sized = { readonly key: string; readonly size: number }
export type UnitDraw<One extends Sized> = {
  /** Units between two points; 0 when nothing is to be drawn. */
  readonly interval: number
  /** Where the first point falls. */
  readonly start: number
  /** Σ sizes. */
  readonly total: number
  readonly rows: readonly One[]
}

/**
 * Monetary-unit sampling: points fall every `interval` = ⌈Σ sizes ÷ n⌉ units from a seeded start, over what there is in order of key. The chance
 * of each is in proportion to its size, one as large as the interval is always taken, and the same seed over the same gives the same.
 */
export function drawnUnits<One extends Sized>(
  all: readonly One[],
  { seed, size }: { readonly seed: string; readonly size: number },
): UnitDraw<One> {
  const total = all.reduce((sum, one) => sum + Math.abs(one.size), 0)
  const interval = total === 0 ? 0 : Math.ceil(total / size)
  return unitsFrom(all, interval, interval === 0 ? 0 : Math.floor(randomStream(seed)() * interval))
}

/** The same from a given start, below the interval. */
export function unitsFrom<One extends Sized>(all: readonly One[], interval: number, start: number): UnitDraw<One> {
  const rows: One[] = []
  let [reached, next] = [0, start]
  for (const one of all.toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))) {
    reached += Math.abs(one.size)
    if (interval === 0 || next >= reached) continue
    rows.push(one)
    next += Math.ceil((reached - next) / interval) * interval
  }
  return { interval, start, total: reached, rows }
}
