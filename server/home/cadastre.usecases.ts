import type { CadastreRow } from '#models/home/home.views.ts'
import { cadCents, centsToDecimal } from '#models/shared/money.ts'
import type { Reach } from '#server/access/reach.ts'
import { optionsInForce } from '#server/hosting/hosting.usecases.ts'
import { type HomeLot, lotsIn } from './home.repository.ts'
import type { HomeDeps } from './inbox.usecases.ts'

type Placement = CadastreRow['lots'][number]['placement']
type Rest = NonNullable<CadastreRow['rest']>[number]

/** Lots shown one by one for each body; the others are told together, by placement. */
const widestLots = 120

/** Where the money is: a row per body, a lot per workload as wide as its current cost, the widest first. */
export async function cadastreOf(
  deps: HomeDeps,
  reach: Reach,
  lotsPerBody: number = widestLots,
): Promise<CadastreRow[]> {
  const [lots, options, bodies] = await Promise.all([
    lotsIn(reach, deps.db, lotsPerBody),
    optionsInForce(deps.db),
    deps.db
      .selectFrom('body')
      .select(['id', 'code', 'name_fr', 'name_en'])
      .where('id', 'in', [...reach.bodies, ''])
      .execute(),
  ])
  const kinds = new Map(options.map((option) => [option.id, option.kind]))
  const byBody = Map.groupBy(lots, (lot) => lot.body_id)
  return bodies
    .flatMap((body): CadastreRow[] => {
      const own = byBody.get(body.id)
      if (own === undefined) return []
      return [{ body: body.code, name: { fr: body.name_fr, en: body.name_en }, ...drawn(own, kinds) }]
    })
    .toSorted((a, b) => Number(b.totalCad ?? 0) - Number(a.totalCad ?? 0))
}

function drawn(own: readonly HomeLot[], kinds: ReadonlyMap<string, string>) {
  const known = own.flatMap((lot) => (lot.cents === null ? [] : [lot.cents]))
  const placed = own.map((lot) => ({ ...lot, placement: placementOf(lot.signed_option, kinds) }))
  return {
    totalCad: known.length === 0 ? null : centsToDecimal(cadCents(known.reduce((sum, cents) => sum + cents, 0))),
    lots: placed.flatMap(({ code, name, placement, best_verdict, cents }) =>
      code === null
        ? []
        : [{ workload: code, name: name ?? code, placement, verdict: best_verdict ?? 'undetermined', cents }],
    ),
    rest: merged(placed.filter((lot) => lot.code === null)),
  }
}

function placementOf(option: string | null, kinds: ReadonlyMap<string, string>): Placement {
  const kind = option === null ? undefined : kinds.get(option)
  if (kind === undefined) return 'none'
  return kind === 'state' ? 'state' : kind === 'legacy_cti' ? 'legacy' : 'public'
}

/** Lots beyond the widest, one sum for each placement: no workload and no dollar is left out of a row. */
function merged(groups: readonly (HomeLot & { readonly placement: Placement })[]): Rest[] {
  return [...Map.groupBy(groups, (group) => group.placement)].map(([placement, parts]) => ({
    placement,
    workloads: parts.reduce((sum, one) => sum + one.workloads, 0),
    cents: parts.reduce((sum, one) => sum + (one.cents ?? 0), 0),
    unknown: parts.reduce((sum, one) => sum + one.unknown, 0),
  }))
}
