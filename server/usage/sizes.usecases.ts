import type { CostGap } from '#models/cost/cost.schemas.ts'
import { computeUsd } from '#models/cost/charges.ts'
import { sizeDerivation } from '#models/cost/size-derivation.ts'
import type { HostingOption } from '#models/hosting/hosting-option.schemas.ts'
import type { AssetSize } from '#models/inventory/asset.schemas.ts'
import type { OptionPrices } from '#models/prices/price-book.ts'
import { burstableBaseline } from '#models/sizing/families.ts'
import { licenceCores } from '#models/sizing/licence-cores.ts'
import { fittingChoice, gibOfMib } from '#models/sizing/nameplate.ts'
import { neededSize, ruleAskedFor, takenUnder } from '#models/sizing/rules.ts'
import type { RuleSizeView, ServerSizesView, WorkloadSizesView } from '#models/sizing/sizes.views.ts'
import { ownSizing } from '#models/sizing/sizing-settings.ts'
import { type NewSizingChoice, type SizingChoice, sizingRules } from '#models/sizing/usage.schemas.ts'
import { usageSummary } from '#models/sizing/usage-profile.ts'
import { utilisation } from '#models/sizing/utilisation.ts'
import type { Reach } from '#server/access/reach.ts'
import { ensureVersion, etagOf } from '#server/app/versions.ts'
import type { Database } from '#server/database/database.ts'
import { optionsInForce } from '#server/hosting/hosting.usecases.ts'
import { assetsOf } from '#server/inventory/inventory.repository.ts'
import { ensureWorkload } from '#server/inventory/inventory.usecases.ts'
import { assetSize } from '#server/inventory/sourced-values.ts'
import type { Clock } from '#server/shared/clock.ts'
import { currentReference, type Reference } from '#server/shared/datasets.ts'
import { newId } from '#server/shared/ids.ts'
import { changing } from '#server/shared/unit-of-work.ts'
import { usageRefused } from './usage.problems.ts'
import { choicesOf, insertChoice, profilesOf } from './usage.repository.ts'

export type SizesDeps = {
  readonly db: Database
  readonly clock: Clock
  readonly reassess: (reach: Reach, workloadIds: readonly string[]) => Promise<void>
}

/** The servers of a workload: what was bought, what is used, what each rule would take, and the size of an option that fits. */
export async function workloadSizes(
  deps: Pick<SizesDeps, 'db'>,
  reach: Reach,
  code: string,
  asked: string | undefined,
): Promise<WorkloadSizesView> {
  const workload = await ensureWorkload(deps, reach, code)
  const [rows, profiles, choices, options] = await Promise.all([
    assetsOf(reach, deps.db, [workload.id]),
    profilesOf(reach, deps.db, [workload.id]),
    choicesOf(reach, deps.db, [workload.id]),
    optionsInForce(deps.db),
  ])
  const reference = currentReference()
  const priced = options.filter(({ id }) => (reference.book.byOption.get(id)?.compute.size ?? 0) > 0)
  if (asked !== undefined && !options.some(({ id }) => id === asked)) throw usageRefused('sizing-option-unknown')
  const option = asked ?? priced[0]?.id ?? null
  const settled = choices.get(workload.id)
  const choice = settled?.choice ?? null
  const servers = rows
    .filter((row) => row.kind !== 'share')
    .map((row): ServerSizesView => {
      const profile = profiles.get(row.id) ?? null
      const asset = assetSize(row, {
        usageOf: () => (profile === null ? null : usageSummary(profile)),
        choiceOf: () => choice,
      })
      return { ...serverSizes(asset, option, reference), usage: profile }
    })
  return {
    workload: code,
    option,
    options: priced.map(optionName),
    rule: choice?.rule ?? ownSizing.rule,
    choice,
    servers,
    etag: etagOf(settled?.version ?? 0),
  }
}

const optionName = ({ id, label, place }: HostingOption) => ({ option: id, label, place })

function serverSizes(asset: AssetSize, option: string | null, reference: Reference): Omit<ServerSizesView, 'usage'> {
  const inForce = neededSize(asset)
  const prices = option === null ? undefined : reference.book.byOption.get(option)
  return {
    id: asset.id,
    name: asset.name,
    kind: asset.kind,
    isPoweredOn: asset.isPoweredOn,
    nameplate: {
      vcpu: asset.vcpu.value,
      memoryGib: asset.memoryMib.value === null ? null : gibOfMib(asset.memoryMib.value),
    },
    utilisation: utilisation(asset.usage),
    inForce: inForce.kind === 'known' ? inForce.value.rule : null,
    reason: inForce.kind === 'known' ? inForce.value.reason : null,
    rules: sizingRules.map((rule) => ruleSize(asset, rule, prices, option ?? '', reference)),
    licences: licenceCores(asset, inForce.kind === 'known' ? inForce.value.vcpu : (asset.vcpu.value ?? 0)),
  }
}

function ruleSize(
  asset: AssetSize,
  rule: RuleSizeView['rule'],
  prices: OptionPrices | undefined,
  option: string,
  { rate }: Reference,
): RuleSizeView {
  // The rule that was settled is shown with its own margin; the others as they are.
  const taken =
    ruleAskedFor(asset, ownSizing) === rule ? { asset, settings: ownSizing } : takenUnder(asset, rule, ownSizing)
  const need = neededSize(taken.asset, taken.settings)
  if (need.kind === 'unknown') return { rule, need: null, sku: null, gaps: need.reasons }
  if (prices === undefined) return { rule, need: need.value, sku: null, gaps: [`no-public-price-list:${option}`] }
  const gaps: CostGap[] = asset.operatingSystem.value === null ? [`no-operating-system:${asset.name}`] : []
  const fits = gaps.length > 0 ? undefined : fittingChoice(asset, need.value, prices, option)
  if (fits === undefined || fits.kind === 'unknown')
    return { rule, need: need.value, sku: null, gaps: fits === undefined ? gaps : fits.reasons }
  const { price } = fits.value
  const usdPerYear = computeUsd(price)
  return {
    rule,
    need: need.value,
    gaps: [],
    sku: {
      name: price.sku,
      vcpu: price.vcpu ?? 0,
      memoryGib: price.memoryGib ?? 0,
      isBurstable: burstableBaseline(price.sku) !== undefined,
      usdPerYear,
      cadPerYear: rate === undefined ? null : usdPerYear * rate.cadPerUsd,
      asOf: price.asOf,
      status: price.status,
      derivation: sizeDerivation({ ...taken, price, rate }),
    },
  }
}

/** Settles the rule of a workload, with its reason; what it was stays in the journal and in the figures computed under it. */
export async function settleSizingRule(
  deps: SizesDeps,
  reach: Reach,
  code: string,
  expected: number,
  given: NewSizingChoice,
): Promise<void> {
  const workload = await ensureWorkload(deps, reach, code)
  await changing(deps, reach, async (work) => {
    const last = (await choicesOf(reach, work.tx, [workload.id])).get(workload.id)
    ensureVersion(last?.version ?? 0, expected)
    const choice: SizingChoice = { ...given, by: reach.actor, at: work.at }
    await insertChoice(work.tx, {
      id: newId(),
      body_id: workload.body_id,
      workload_id: workload.id,
      version: (last?.version ?? 0) + 1,
      choice_json: JSON.stringify(choice),
      stated_by: reach.actor,
      recorded_at: work.at,
    })
    await work.record({
      bodyId: workload.body_id,
      action: 'sizing.rule-settled',
      objectType: 'workload',
      objectId: workload.id,
      before: last?.choice ?? null,
      after: { workload: code, ...given },
    })
  }).catch((error: unknown) => {
    // Two persons at once: the second version of the same number does not go in.
    if (error instanceof Error && /UNIQUE constraint|duplicate key/i.test(error.message))
      ensureVersion(expected + 1, expected)
    throw error
  })
  await deps.reassess(reach, [workload.id])
}
