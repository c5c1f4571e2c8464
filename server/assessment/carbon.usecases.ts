import { annualCarbon } from '#models/carbon/annual-carbon.ts'
import { type FactorSet, factorSets, type WorkloadCarbon } from '#models/carbon/carbon.schemas.ts'
import type { Reach } from '#server/access/reach.ts'
import type { Database } from '#server/database/database.ts'
import { optionsInForce } from '#server/hosting/hosting.usecases.ts'
import { assetsOf } from '#server/inventory/inventory.repository.ts'
import { ensureWorkload } from '#server/inventory/inventory.usecases.ts'
import { assetSize } from '#server/inventory/sourced-values.ts'
import { carbonFactors } from '#server/shared/datasets.ts'

/** What a workload would emit in a year at each option: under the set asked, with how, and the likely figure under the others. */
export async function workloadCarbon(
  deps: { readonly db: Database },
  reach: Reach,
  code: string,
  set: FactorSet,
): Promise<WorkloadCarbon> {
  const workload = await ensureWorkload(deps, reach, code)
  const assets = (await assetsOf(reach, deps.db, [workload.id])).map((row) => assetSize(row))
  const data = carbonFactors()
  const options = await optionsInForce(deps.db)
  return {
    workload: code,
    set,
    options: options.map((option) => ({
      option: option.id,
      label: option.label,
      place: option.place,
      carbon: annualCarbon({ assets, option, set, data }),
      underSets: factorSets.map((one) => {
        const found = annualCarbon({ assets, option, set: one, data })
        return { set: one, kgCo2e: found.kind === 'known' ? found.value.kgCo2e : null }
      }),
    })),
  }
}
