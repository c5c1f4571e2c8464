import { tracedEvaluation } from '../formulas/tracing.ts'
import type { AssetSize } from '../inventory/asset.schemas.ts'
import type { Price, PriceBook } from '../prices/price-book.ts'
import type { Derivation, Source } from '../shared/derivation.ts'
import { known, mapKnown, type Outcome, unknownBecause } from '../shared/outcome.ts'
import { gbOfGib } from '../sizing/nameplate.ts'
import { headsOf } from './annual-cost.ts'
import { priceSource, rateBinding } from './annual-quantities.ts'
import { type Bindings, boundDerivations, likelyValues, stated } from './bindings.ts'
import { nothingStated, type StatedFacts } from './cost-facts.ts'
import { type CostReference, hoursPerYear, monthsPerYear } from './cost-inputs.ts'
import { evaluated, valueAt } from './evaluated.ts'
import type { ByHead } from './heads.ts'

export type AsIsGap = 'no-assets' | 'no-energy-price' | 'no-exchange-rate' | `no-storage-size:${string}`

/** What a workload costs where it runs today. `stated`: somebody said it, and the benchmarks only split it; else they are all there is. */
export type AsIsInputs = CostReference & {
  readonly workload: string
  readonly assets: readonly AssetSize[]
  readonly current: { readonly amountCad: number; readonly source: Source } | null
  readonly stated?: StatedFacts
}
export type AsIsCost = { readonly likely: number; readonly parts: ByHead; readonly isStated: boolean }

/**
 * The inputs of `as-is-cost`. A workload without a stated cost needs the size of its storage; with one, what is not known of its size only
 * makes the split rougher, and the note says so.
 */
export function asIsBindings(inputs: AsIsInputs): Outcome<Bindings, AsIsGap> {
  const { assets, current, rate, book } = inputs
  const demand = siteTariff(book, 'Tarif M puissance')
  const energy = siteTariff(book, 'Tarif M énergie')
  if (assets.length === 0 && current === null) return unknownBecause('no-assets')
  if (rate === undefined) return unknownBecause('no-exchange-rate')
  if (demand === undefined || energy === undefined) return unknownBecause('no-energy-price')
  const unsized = assets.find((asset) => asset.storageGib.value === null)
  if (current === null && unsized !== undefined) return unknownBecause(`no-storage-size:${unsized.name}`)
  const running = assets.filter((asset) => asset.isPoweredOn !== false && asset.kind !== 'share')
  const tb = assets.reduce((sum, asset) => sum + gbOfGib(asset.storageGib.value ?? 0), 0) / 1000
  const windows = running.filter((asset) => asset.operatingSystem.value === 'windows')
  const { facts, source } = inputs.stated ?? nothingStated
  return known({
    // A stated cost without any known size is split as one server would be.
    servers: stated(Math.max(running.length, current === null ? 0 : 1), null, {
      fr: `${running.length} sur ${assets.length} ressources en marche, partages exclus.`,
      en: `${running.length} of ${assets.length} assets running, shares left out.`,
    }),
    storageTb: stated(tb, assets[0]?.storageGib.source ?? null),
    windowsCores: stated(
      windows.reduce((sum, asset) => sum + (asset.vcpu.value ?? 0), 0),
      windows[0]?.vcpu.source ?? null,
    ),
    isCostStated: stated(current === null ? 0 : 1, current?.source ?? null),
    statedCad: stated(current?.amountCad ?? 0, current?.source ?? null),
    cadPerUsd: rateBinding(rate),
    isLabourStated: stated(facts.labourHoursPerYear === null ? 0 : 1, source),
    labourStated: stated(facts.labourHoursPerYear ?? 0, facts.labourHoursPerYear === null ? null : source),
    demandCadPerKw: stated(demand.amount, priceSource(demand)),
    energyCadPerKwh: stated(energy.amount, priceSource(energy)),
    monthsPerYear: stated(monthsPerYear, null),
    hoursPerYear: stated(hoursPerYear, null),
  })
}

function siteTariff(book: PriceBook, service: string): Price | undefined {
  return book.prices.find((price) => price.provider === 'Hydro-Québec' && price.service === service)
}

/** CAD a year by head where the workload runs today, each assumption at its likely value. */
export function asIsCost(inputs: AsIsInputs): Outcome<AsIsCost, AsIsGap> {
  return mapKnown(asIsBindings(inputs), (bindings) => {
    const { asIs } = inputs.formulas
    const values = evaluated(asIs, likelyValues(asIs, bindings, inputs.set), 1)
    return { likely: valueAt(values['total']), parts: headsOf(values), isStated: inputs.current !== null }
  })
}

/** The derivation of `asIsCost`: its total, by head, down to the statement or to the benchmarks. */
export function asIsCostDerivation(inputs: AsIsInputs): Derivation {
  const bindings = asIsBindings(inputs)
  const label = { fr: 'Coût annuel actuel', en: 'Current yearly cost' }
  if (bindings.kind === 'unknown')
    return { name: 'total', label, value: undefined, unit: 'CAD/year', inputs: [], reasons: bindings.reasons }
  const { set, workload } = inputs
  const { asIs } = inputs.formulas
  const { total } = tracedEvaluation(asIs, boundDerivations(asIs, bindings.value, { set, workload }))
  if (total === undefined) throw new RangeError('as-is-cost has no total')
  return { ...total, label }
}
