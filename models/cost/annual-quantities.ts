import type { AssetSize, Sourced } from '../inventory/asset.schemas.ts'
import type { EgressTier, Price, PriceStatus } from '../prices/price-book.ts'
import type { Bilingual } from '../shared/bilingual.ts'
import type { Derivation, Source } from '../shared/derivation.ts'
import { known, type Outcome, unknownBecause } from '../shared/outcome.ts'
import { gbOfGib } from '../sizing/nameplate.ts'
import { neededQuantities } from '../sizing/need-derivation.ts'
import { neededSize } from '../sizing/rules.ts'
import { assumed, type Bindings, computed, stated } from './bindings.ts'
import {
  type AssetCharge,
  assetCharges,
  computeUsd,
  licenceUsd,
  storageUnits,
  storageUsd,
  weakestStatus,
} from './charges.ts'
import type { CostGap } from './cost.schemas.ts'
import { nothingStated } from './cost-facts.ts'
import { type CostInputs, type ExchangeRate, hoursPerYear, monthsPerYear } from './cost-inputs.ts'
import { mitigations } from './mitigations.ts'

/**
 * The inputs of `annual-cost` for a workload at an option: quantities and prices with where each comes from, and which assumption stands
 * for what nobody stated. Unknown with every reason when a size or a price is missing.
 */
export function annualBindings(inputs: CostInputs): Outcome<Bindings, CostGap> {
  const charges = assetCharges(inputs)
  const { facts } = inputs.stated ?? nothingStated
  const egress = inputs.book.byOption.get(inputs.option)?.egress
  const needsEgress = facts.egressGbPerMonth !== 0 && inputs.book.byOption.has(inputs.option)
  const egressGaps: readonly CostGap[] = needsEgress && egress === undefined ? [`no-egress-price:${inputs.option}`] : []
  if (charges.kind === 'unknown') {
    const [first, ...rest] = [...charges.reasons, ...egressGaps]
    return first === undefined ? charges : unknownBecause(first, ...rest)
  }
  const [gap] = egressGaps
  if (gap !== undefined) return unknownBecause(gap)
  const { rate } = inputs
  if (rate === undefined) return unknownBecause('no-exchange-rate')
  return known({
    ...computeBindings(charges.value, (facts.byolCores ?? 0) > 0),
    ...storageBindings(charges.value, inputs.assets),
    ...egressBindings(egress),
    ...statedBindings(inputs),
    cadPerUsd: rateBinding(rate),
    monthsPerYear: stated(monthsPerYear, null),
    servers: serversBinding(charges.value),
    facilitiesCad: stated(0, null, {
      fr: 'Comprises dans les prix de l’option.',
      en: 'Contained in the prices of the option.',
    }),
  })
}

export function rateBinding(rate: ExchangeRate) {
  const reference = `${rate.source} (${rate.date})`
  return stated(rate.cadPerUsd, { kind: 'data', file: rate.file, line: rate.line, reference })
}

const drifts: Readonly<Record<PriceStatus, string>> = {
  verified: 'driftVerified',
  derived: 'driftDerived',
  estimate: 'driftEstimate',
  unverified: 'driftUnverified',
}

function computeBindings(charges: readonly AssetCharge[], isByol: boolean): Bindings {
  const used = charges.flatMap(({ compute }) => (compute === undefined ? [] : [compute.price, ...bareOf(compute.bare)]))
  const parts = charges.flatMap((charge, i) =>
    charge.compute === undefined ? [] : [{ charge, name: `server${i + 1}` }],
  )
  const licensed = isByol
    ? []
    : parts.filter(({ charge }) => charge.compute !== undefined && licenceUsd(charge.compute) > 0)
  const drift = assumed(drifts[weakestStatus(used)])
  return {
    computeUsd: computed(
      parts.reduce((sum, { charge }) => sum + hostUsd(charge), 0),
      () => summed(parts.map(({ charge, name }) => serverCompute(charge, name))),
    ),
    licenceUsd: computed(
      licensed.reduce((sum, { charge }) => sum + (charge.compute === undefined ? 0 : licenceUsd(charge.compute)), 0),
      () => summed(licensed.map(({ charge, name }) => serverLicence(charge, name))),
    ),
    computeDrift: drift,
    licenceDrift: drift,
    sizing: assumed(sizingOf(charges)),
  }
}

const bareOf = (bare: Price | undefined): readonly Price[] => (bare === undefined ? [] : [bare])

/** USD a year of a size without its licence. */
function hostUsd({ compute }: AssetCharge): number {
  return compute === undefined ? 0 : computeUsd(compute.price) - licenceUsd(compute)
}

function storageBindings(charges: readonly AssetCharge[], assets: readonly AssetSize[]): Bindings {
  const kept = charges.flatMap((charge, i) =>
    charge.storage === undefined ? [] : [{ charge, name: `server${i + 1}` }],
  )
  const gb = assets.reduce((sum, asset) => sum + gbOfGib(asset.storageGib.value ?? 0), 0)
  const sizes = () =>
    assets.flatMap((asset, i) =>
      asset.storageGib.value === null ? [] : [sourcedLeaf(`gib${i + 1}`, same(asset.name), asset.storageGib, 'GiB')],
    )
  const sizesSum = () =>
    sizes().length === 0
      ? '0'
      : sizes()
          .map((one) => one.name)
          .join(' + ')
  return {
    storageUsd: computed(
      kept.reduce(
        (sum, { charge }) =>
          sum + (charge.storage === undefined ? 0 : storageUsd(charge.asset.storageGib.value ?? 0, charge.storage)),
        0,
      ),
      () => summed(kept.map(({ charge, name }) => serverStorage(charge, name))),
    ),
    storageDrift: assumed(drifts[weakestStatus(kept.flatMap(({ charge }) => bareOf(charge.storage?.price)))]),
    storageGb: computed(gb, () => ({ formula: `(${sizesSum()}) * 1.073741824`, inputs: sizes() })),
    storageTb: computed(gb / 1000, () => ({ formula: `(${sizesSum()}) * 1.073741824 / 1000`, inputs: sizes() })),
  }
}

/** The first paid band stands for the price; bands at 0 before it are the free volume. */
function egressBindings(tiers: readonly EgressTier[] | undefined): Bindings {
  const paid = tiers?.find((tier) => tier.price.amount > 0)
  const free = tiers?.[0]
  const none = { fr: 'Aucune sortie : la charge n’envoie rien.', en: 'No egress: the workload sends nothing out.' }
  if (paid === undefined)
    return {
      egressUsdPerGb: free === undefined ? stated(0, null, none) : stated(0, priceSource(free.price)),
      freeEgressGb: stated(0, null),
      egressDrift: assumed('driftVerified'),
    }
  const perGb = paid.price.unit.startsWith('GiB') ? paid.price.amount / gbPerGib : paid.price.amount
  return {
    egressUsdPerGb: stated(perGb, priceSource(paid.price), {
      fr: `${paid.price.sku} : ${paid.price.amountText} ${paid.price.currency}/${paid.price.unit}, première tranche payante.`,
      en: `${paid.price.sku}: ${paid.price.amountText} ${paid.price.currency}/${paid.price.unit}, first paid band.`,
    }),
    freeEgressGb: free === undefined || free === paid ? stated(0, null) : stated(paid.fromGb, priceSource(free.price)),
    egressDrift: assumed(drifts[paid.price.status]),
  }
}
const gbPerGib = 1.073741824

/** What people stated of the workload, and which measures its rules demand. */
function statedBindings(inputs: CostInputs): Bindings {
  const { facts, source } = inputs.stated ?? nothingStated
  const flag = (isOn: boolean, from: Source | null = null) => stated(isOn ? 1 : 0, from)
  return {
    isEgressStated: flag(facts.egressGbPerMonth !== null, source),
    egressStated: stated(facts.egressGbPerMonth ?? 0, facts.egressGbPerMonth === null ? null : source),
    isLabourStated: flag(facts.labourHoursPerYear !== null, source),
    labourStated: stated(facts.labourHoursPerYear ?? 0, facts.labourHoursPerYear === null ? null : source),
    byolCores: stated(facts.byolCores ?? 0, facts.byolCores === null ? null : source),
    ...Object.fromEntries(mitigations.map((one) => [one, flag(inputs.mitigations?.includes(one) === true)])),
  }
}

function serversBinding(charges: readonly AssetCharge[]) {
  const running = charges.filter((charge) => charge.compute !== undefined)
  return stated(running.length, null, {
    fr: `${running.length} sur ${charges.length} ressources : en marche, partages exclus.`,
    en: `${running.length} of ${charges.length} assets: running, shares left out.`,
  })
}

function summed(parts: readonly Derivation[]): Pick<Derivation, 'formula' | 'inputs'> {
  return { formula: parts.length === 0 ? '0' : parts.map((part) => part.name).join(' + '), inputs: parts }
}

function serverCompute(charge: AssetCharge, name: string): Derivation {
  const { compute, asset } = charge
  const size = compute?.bare !== undefined && licenceUsd(compute) > 0 ? compute.bare : compute?.price
  const year = size === undefined ? { inputs: [] } : perYear(size)
  return {
    ...year,
    name,
    label: same(asset.name),
    value: hostUsd(charge),
    unit: 'USD/year',
    inputs: [...year.inputs, ...chosenBy(asset)],
  }
}

function serverLicence({ compute, asset }: AssetCharge, name: string): Derivation {
  const value = compute === undefined ? 0 : licenceUsd(compute)
  const { price, bare } = compute ?? {}
  return {
    name,
    label: same(asset.name),
    value,
    unit: 'USD/year',
    formula: '(withLicence - without) * hours',
    inputs: [
      ...(price === undefined ? [] : [priceLeaf('withLicence', price)]),
      ...(bare === undefined ? [] : [priceLeaf('without', bare)]),
      hoursLeaf,
      sourcedLeaf('os', { fr: 'Système', en: 'System' }, asset.operatingSystem, ''),
    ],
  }
}

function perYear(price: Price): { readonly formula: string; readonly inputs: readonly Derivation[] } {
  return price.unit === 'month'
    ? { formula: 'price * months', inputs: [priceLeaf('price', price), monthsLeaf] }
    : { formula: 'price * hours', inputs: [priceLeaf('price', price), hoursLeaf] }
}

const hoursLeaf: Derivation = {
  name: 'hours',
  label: { fr: 'Heures par an', en: 'Hours a year' },
  value: hoursPerYear,
  unit: 'h',
  inputs: [],
}
const monthsLeaf: Derivation = {
  name: 'months',
  label: { fr: 'Mois par an', en: 'Months a year' },
  value: monthsPerYear,
  unit: '',
  inputs: [],
}

function priceLeaf(name: string, price: Price): Derivation {
  const unit = `${price.currency}/${price.unit === 'hour' ? 'h' : price.unit}`
  return { name, label: same(price.sku), value: price.amount, unit, inputs: [], source: priceSource(price) }
}

function serverStorage({ asset, storage }: AssetCharge, name: string): Derivation {
  const gib = asset.storageGib.value ?? 0
  if (storage === undefined) return { name, label: same(asset.name), value: 0, unit: 'USD/year', inputs: [] }
  const { price, blockGib } = storage
  const size = sourcedLeaf('gib', { fr: 'Stockage', en: 'Storage' }, asset.storageGib, 'GiB')
  const isBlock = blockGib !== undefined
  const isGib = price.unit.startsWith('GiB')
  return {
    name,
    label: same(asset.name),
    value: storageUsd(gib, storage),
    unit: 'USD/year',
    formula: 'units * price * months',
    inputs: [
      {
        name: 'units',
        label: { fr: 'Quantité facturée', en: 'Units charged' },
        value: storageUnits(gib, storage),
        unit: isBlock ? `× ${blockGib} GiB` : isGib ? 'GiB' : 'GB',
        formula: isBlock ? 'ceil(gib / block)' : isGib ? 'gib' : 'gib * 1.073741824',
        inputs: isBlock ? [size, blockLeaf(blockGib)] : [size],
      },
      priceLeaf('price', price),
      monthsLeaf,
    ],
  }
}

const blockLeaf = (gib: number): Derivation => ({
  name: 'block',
  label: { fr: 'Bloc', en: 'Block' },
  value: gib,
  unit: 'GiB',
  inputs: [],
})

function same(text: string): Bilingual {
  return { fr: text, en: text }
}

/** A price row as the end of a derivation. */
export function priceSource(price: Price): Source {
  const { file, line, sku, asOf, status } = price
  const book = `${price.provider} ${price.region}, ${price.service}`
  return { kind: 'price', book, file, line, sku, asOf, status, publisher: price.source }
}

/** What chose the size: the need under the rule in force, with its formula over measures or nameplate, and the system. */
function chosenBy(asset: AssetSize): Derivation[] {
  const system = sourcedLeaf('os', { fr: 'Système', en: 'System' }, asset.operatingSystem, '')
  return [...neededQuantities(asset), system]
}

/** A need that was measured moves less than a nameplate, which says what was bought; one nameplate among them keeps the wider range. */
function sizingOf(charges: readonly AssetCharge[]): string {
  const running = charges.filter(({ compute }) => compute !== undefined)
  const isMeasured = ({ asset }: AssetCharge) => {
    const need = neededSize(asset)
    return need.kind === 'known' && need.value.isMeasured
  }
  return running.length > 0 && running.every(isMeasured) ? 'measuredUse' : 'nameplateUse'
}

function needs(asset: AssetSize): Derivation[] {
  return [
    sourcedLeaf('vcpu', { fr: 'Processeurs', en: 'Processors' }, asset.vcpu, 'vCPU'),
    sourcedLeaf('memory', { fr: 'Mémoire', en: 'Memory' }, asset.memoryMib, 'MiB'),
    sourcedLeaf('os', { fr: 'Système', en: 'System' }, asset.operatingSystem, ''),
  ]
}

/** What the inventory says of a server, known or not: what stands under an unknown cost. */
export function nameplateDerivation(asset: AssetSize, i: number): Derivation {
  const inputs = [...needs(asset), sourcedLeaf('gib', { fr: 'Stockage', en: 'Storage' }, asset.storageGib, 'GiB')]
  return { name: `server${i + 1}`, label: same(asset.name), value: undefined, unit: '', inputs }
}

function sourcedLeaf(
  name: string,
  label: Bilingual,
  { value, source }: Sourced<number | string>,
  unit: string,
): Derivation {
  const node = { name, label, value: value ?? undefined, unit, inputs: [] }
  return source === null ? node : { ...node, source }
}
