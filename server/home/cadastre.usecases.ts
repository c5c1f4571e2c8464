import type { CadastreRow } from '#models/home/home.views.ts'
import { cadCents, centsToDecimal } from '#models/shared/money.ts'
import type { Reach } from '#server/access/reach.ts'
import { optionsInForce } from '#server/hosting/hosting.usecases.ts'
import { currentCostByBody, lotsIn, restOfLots } from './home.repository.ts'
import type { HomeDeps } from './inbox.usecases.ts'

/** Lots shown one by one for each body; the others are told together, by placement. */
const widestLots = 120

/** Where the money is: a row per body, a lot per workload as wide as its current cost, the widest first. */
export async function cadastreOf(
  deps: HomeDeps,
  reach: Reach,
  lotsPerBody: number = widestLots,
): Promise<CadastreRow[]> {
  const [lots, others, totals, options, bodies] = await Promise.all([
    lotsIn(reach, deps.db, lotsPerBody),
    restOfLots(reach, deps.db, lotsPerBody),
    currentCostByBody(reach, deps.db),
    optionsInForce(deps.db),
    deps.db
      .selectFrom('body')
      .select(['id', 'code', 'name_fr', 'name_en'])
      .where('id', 'in', [...reach.bodies, ''])
      .execute(),
  ])
  const kindOf = new Map(options.map((option) => [option.id, option.kind]))
  const placement = (option: string | null): CadastreRow['lots'][number]['placement'] => {
    const kind = option === null ? undefined : kindOf.get(option)
    if (kind === undefined) return 'none'
    return kind === 'state' ? 'state' : kind === 'legacy_cti' ? 'legacy' : 'public'
  }
  const byBody = Map.groupBy(lots, (lot) => lot.body_id)
  return bodies
    .flatMap((body): CadastreRow[] => {
      const own = byBody.get(body.id)
      const cents = totals.get(body.id)
      if (own === undefined) return []
      return [
        {
          body: body.code,
          name: { fr: body.name_fr, en: body.name_en },
          totalCad: cents === undefined ? null : centsToDecimal(cadCents(cents)),
          lots: own.map((lot) => ({
            workload: lot.code,
            name: lot.name,
            placement: placement(lot.signed_option),
            verdict: lot.best_verdict ?? 'undetermined',
            cents: lot.cents,
          })),
          rest: merged(
            others
              .filter((rest) => rest.body_id === body.id)
              .map((rest) => ({ ...rest, placement: placement(rest.signed_option) })),
          ),
        },
      ]
    })
    .toSorted((a, b) => Number(b.totalCad ?? 0) - Number(a.totalCad ?? 0))
}

type Rest = NonNullable<CadastreRow['rest']>[number]

/** Lots beyond the cap, one sum for each placement: no workload and no dollar is left out of a row. */
function merged(
  groups: readonly { placement: Rest['placement']; workloads: number; cents: number | null; unknown: number }[],
): Rest[] {
  return [...Map.groupBy(groups, (group) => group.placement)].map(([placement, parts]) => ({
    placement,
    workloads: parts.reduce((sum, one) => sum + one.workloads, 0),
    cents: parts.reduce((sum, one) => sum + (one.cents ?? 0), 0),
    unknown: parts.reduce((sum, one) => sum + one.unknown, 0),
  }))
}
