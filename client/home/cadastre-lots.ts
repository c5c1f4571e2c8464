import type { CadastreRow } from '#models/home/home.views.ts'

export const placements = ['public', 'state', 'legacy', 'none'] as const
export type Placement = (typeof placements)[number]
type Lot = CadastreRow['lots'][number]
type Rest = NonNullable<CadastreRow['rest']>[number]

/** Body rows shown one by one; beyond, the rest share one row. */
const mostRows = 12
/** A lot narrower than this share of the drawing loses the gap at its edge. */
const thinShare = 0.0055
/** Lots of one row beyond this are merged by placement: they would be narrower than a pixel. */
const mostLots = 160

export type CadastreLot = {
  readonly workload: string | null
  readonly name: string
  readonly placement: Placement
  readonly verdict: string
  readonly cents: number | null
  /** Workloads merged into this lot. */
  readonly count: number
}
export type DrawnRow = {
  readonly body: string | null
  readonly name: CadastreRow['name'] | null
  /** Bodies in the row: more than one only in the last. */
  readonly bodies: number
  readonly cents: number
  readonly unknown: number
  readonly byPlacement: Readonly<Record<Placement, number>>
  readonly lots: readonly CadastreLot[]
}

function centsOf(lots: readonly Lot[], rest: readonly Rest[]): number {
  return [...lots, ...rest].reduce((sum, one) => sum + (one.cents ?? 0), 0)
}

/** Workloads whose cost is not known. */
function unknownOf(lots: readonly Lot[], rest: readonly Rest[]): number {
  return lots.filter((lot) => lot.cents === null).length + rest.reduce((sum, one) => sum + one.unknown, 0)
}

/** By placement in the fixed order, large to small inside each, what has no known cost at the end. */
export function orderedLots(lots: readonly Lot[]): readonly Lot[] {
  return [...lots].sort(
    (a, b) => placements.indexOf(a.placement) - placements.indexOf(b.placement) || (b.cents ?? -1) - (a.cents ?? -1),
  )
}

/** Small lots of one placement as one: those listed, and those the server already gathered. */
function merged(placement: Placement, lots: readonly Lot[], rest: readonly Rest[]): readonly CadastreLot[] {
  const count = lots.length + rest.reduce((sum, one) => sum + one.workloads, 0)
  const unknown = unknownOf(lots, rest)
  if (count === 0) return []
  return [
    {
      workload: null,
      name: '',
      placement,
      verdict: lots[0]?.verdict ?? '',
      cents: unknown === count ? null : centsOf(lots, rest),
      count,
    },
  ]
}

/** The lots drawn: each of the largest, then for each placement one lot of all the small ones. */
export function drawnLots(lots: readonly Lot[], rest: readonly Rest[] = []): readonly CadastreLot[] {
  const large = [...lots].sort((a, b) => (b.cents ?? -1) - (a.cents ?? -1)).slice(0, mostLots)
  const kept = new Set(large)
  return placements.flatMap((placement) => {
    const own = orderedLots(lots.filter((lot) => lot.placement === placement))
    const small = own.filter((lot) => !kept.has(lot))
    return [
      ...own.filter((lot) => kept.has(lot)).map((lot): CadastreLot => ({ ...lot, count: 1 })),
      ...merged(
        placement,
        small,
        rest.filter((one) => one.placement === placement),
      ),
    ]
  })
}

function drawn(rows: readonly CadastreRow[], isRest: boolean): DrawnRow {
  const lots = rows.flatMap((row) => row.lots)
  const rest = rows.flatMap((row) => row.rest ?? [])
  const [first] = rows
  const at = <T extends { readonly placement: Placement }>(all: readonly T[], placement: Placement) =>
    all.filter((one) => one.placement === placement)
  // One sum for each placement, from the list of all of them.
  const byPlacement = Object.fromEntries(
    placements.map((placement) => [placement, centsOf(at(lots, placement), at(rest, placement))]),
  ) as Record<Placement, number>
  return {
    body: isRest ? null : (first?.body ?? null),
    name: isRest ? null : (first?.name ?? null),
    bodies: rows.length,
    cents: centsOf(lots, rest),
    unknown: unknownOf(lots, rest),
    byPlacement,
    lots: drawnLots(lots, rest),
  }
}

/** Rows from the dearest body down; over twelve bodies, the last row is « Autres ». */
export function cadastreRows(rows: readonly CadastreRow[]): readonly DrawnRow[] {
  const ranked = [...rows].sort((a, b) => centsOf(b.lots, b.rest ?? []) - centsOf(a.lots, a.rest ?? []))
  if (ranked.length <= mostRows) return ranked.map((row) => drawn([row], false))
  const rest = ranked.slice(mostRows - 1)
  return [...ranked.slice(0, mostRows - 1).map((row) => drawn([row], false)), drawn(rest, true)]
}

/** `scale` is the width of the whole drawing, in the same cents. */
export function isThin(lot: CadastreLot, scale: number): boolean {
  return scale === 0 || (lot.cents ?? 0) / scale < thinShare
}
