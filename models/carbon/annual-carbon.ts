import type { HostingOption } from '../hosting/hosting-option.schemas.ts'
import type { AssetSize } from '../inventory/asset.schemas.ts'
import type { Bilingual } from '../shared/bilingual.ts'
import type { Derivation } from '../shared/derivation.ts'
import { known, unknownBecause } from '../shared/outcome.ts'
import type {
  AnnualCarbon,
  CarbonData,
  CarbonGap,
  CarbonOutcome,
  Coefficient,
  FactorSet,
  GridFactor,
} from './carbon.schemas.ts'

export type CarbonInputs = {
  readonly assets: readonly AssetSize[]
  readonly option: Pick<HostingOption, 'id' | 'operator' | 'country' | 'province' | 'label'>
  readonly set: FactorSet
  readonly data: CarbonData
}

/** Hours of a year (DECISIONS 8). */
const hoursPerYear = 8_760
const gibPerTib = 1_024

type End = 'low' | 'likely' | 'high'
type Range = Readonly<Record<End, number>>

/**
 * What a workload would emit in a year at an option, kg of CO2 equivalent, under one set of grid factors.
 *
 * Energy of a server: vCPU × h × (min + use × (max − min)) / 1000 × PUE, kWh, h = 8,760 hours of the year, 0 when it is off; of storage:
 * TiB × h × Wh/TBh / 1000 × PUE (Cloud Carbon Footprint). Emissions: kWh × g/kWh / 1000. `low` and `high` take every coefficient at that
 * end: each one raises the result, so they bound it. A place without a factor, a server without its number of processors or its storage
 * leave it unknown: nothing stands for a figure that nobody published. Embodied emissions of the hardware are left out.
 */
export function annualCarbon({ assets, option, set, data }: CarbonInputs): CarbonOutcome {
  const factor = factorFor(option, set, data)
  const gaps = new Set<CarbonGap>()
  if (factor === undefined)
    gaps.add(set.startsWith('provider') || option.province !== null ? 'no-factor' : 'place-unknown')
  if (assets.length === 0) gaps.add('no-asset')
  for (const asset of assets) {
    if (asset.kind === 'server' && asset.isPoweredOn !== false && asset.vcpu.value === null) gaps.add('vcpu-unknown')
    if (asset.storageGib.value === null) gaps.add('storage-unknown')
  }
  const [first, ...others] = gaps
  if (factor === undefined || first !== undefined) return unknownBecause(first ?? 'no-factor', ...others)
  const coefficients = coefficientsFor(option, data)
  const energies = assets.flatMap((asset, i) => energyOf(asset, i + 1, coefficients))
  const total = (end: End) => energies.reduce((sum, one) => sum + one.kwh[end], 0)
  const kg = (end: End) => (total(end) * factor[end]) / 1_000
  const social = coefficients.socialCostCadPerTonne
  return known({
    kgCo2e: kg('likely'),
    low: kg('low'),
    high: kg('high'),
    energyKwh: total('likely'),
    socialCostCad2021: (kg('likely') / 1_000) * social.likely,
    basis: factor.basis,
    derivation: whole(
      option.label,
      kg('likely'),
      energies.map(({ derivation }) => derivation),
      factor,
    ),
  })
}

/** The factor of a set for an option: by province for the grid's sets, by option for the providers'. */
function factorFor(option: CarbonInputs['option'], set: FactorSet, { factors }: CarbonData): GridFactor | undefined {
  const own = factors.get(set)
  if (set.startsWith('provider')) return own?.get(option.id)
  return option.country === 'CA' && option.province !== null ? own?.get(option.province) : undefined
}

const coefficientNames = [
  'minWatts',
  'maxWatts',
  'storageWattHours',
  'utilisation',
  'pue',
  'socialCostCadPerTonne',
] as const
type CoefficientName = (typeof coefficientNames)[number]
type Coefficients = Readonly<Record<CoefficientName, Coefficient>>

/** Each coefficient for an operator: its own row, else the row for all. */
function coefficientsFor({ operator }: CarbonInputs['option'], { coefficients }: CarbonData): Coefficients {
  const found = (name: CoefficientName) => {
    const rows = coefficients.filter((one) => one.name === name)
    const row = rows.find((one) => one.operator === operator) ?? rows.find((one) => one.operator === null)
    if (row === undefined) throw new RangeError(`no coefficient ${name}`) // our own data, checked at start
    return row
  }
  return {
    minWatts: found('minWatts'),
    maxWatts: found('maxWatts'),
    storageWattHours: found('storageWattHours'),
    utilisation: found('utilisation'),
    pue: found('pue'),
    socialCostCadPerTonne: found('socialCostCadPerTonne'),
  }
}

type Energy = { readonly kwh: Range; readonly derivation: Derivation }

function energyOf(asset: AssetSize, n: number, coefficients: Coefficients): Energy[] {
  const parts: Energy[] = []
  if (asset.kind === 'server' && asset.isPoweredOn !== false) parts.push(computeEnergy(asset, `c${n}`, coefficients))
  parts.push(storageEnergy(asset, `s${n}`, coefficients))
  return parts
}

function computeEnergy(asset: AssetSize, name: string, coefficients: Coefficients): Energy {
  const { minWatts, maxWatts, pue } = coefficients
  const vcpu = asset.vcpu.value ?? 0
  const measured = asset.cpuPercent.value
  const use: Range = measured === null ? coefficients.utilisation : same(Math.min(100, Math.max(0, measured)) / 100)
  const at = (end: End) =>
    ((vcpu * hoursPerYear * (minWatts[end] + use[end] * (maxWatts[end] - minWatts[end]))) / 1_000) * pue[end]
  // A machine that is not known to be on may use nothing.
  const kwh: Range = { low: asset.isPoweredOn === null ? 0 : at('low'), likely: at('likely'), high: at('high') }
  return {
    kwh,
    derivation: {
      name,
      label: { fr: `${asset.name}, calcul`, en: `${asset.name}, compute` },
      value: kwh.likely,
      unit: 'kWh/year',
      formula: `vcpu * ${hoursPerYear} * (minW + use * (maxW - minW)) / 1000 * pue`,
      inputs: [
        leaf('vcpu', { fr: 'Processeurs virtuels', en: 'Virtual processors' }, vcpu, 'vCPU', asset.vcpu.source),
        coefficientLeaf('minW', { fr: 'Puissance à vide', en: 'Idle power' }, minWatts),
        coefficientLeaf('maxW', { fr: 'Puissance à plein', en: 'Full power' }, maxWatts),
        measured === null
          ? coefficientLeaf(
              'use',
              { fr: 'Utilisation, non mesurée', en: 'Use, not measured' },
              coefficients.utilisation,
            )
          : leaf(
              'use',
              { fr: 'Utilisation mesurée', en: 'Measured use' },
              use.likely,
              'ratio',
              asset.cpuPercent.source,
            ),
        coefficientLeaf('pue', { fr: 'Efficacité du centre (PUE)', en: 'Site efficiency (PUE)' }, pue),
      ],
    },
  }
}

function storageEnergy(asset: AssetSize, name: string, { storageWattHours, pue }: Coefficients): Energy {
  const gib = asset.storageGib.value ?? 0
  const at = (end: End) => (((gib / gibPerTib) * hoursPerYear * storageWattHours[end]) / 1_000) * pue[end]
  const kwh: Range = { low: at('low'), likely: at('likely'), high: at('high') }
  return {
    kwh,
    derivation: {
      name,
      label: { fr: `${asset.name}, stockage`, en: `${asset.name}, storage` },
      value: kwh.likely,
      unit: 'kWh/year',
      formula: `gib / ${gibPerTib} * ${hoursPerYear} * perTbh / 1000 * pue`,
      inputs: [
        leaf('gib', { fr: 'Stockage', en: 'Storage' }, gib, 'GiB', asset.storageGib.source),
        coefficientLeaf('perTbh', { fr: 'Énergie du stockage', en: 'Storage energy' }, storageWattHours),
        coefficientLeaf('pue', { fr: 'Efficacité du centre (PUE)', en: 'Site efficiency (PUE)' }, pue),
      ],
    },
  }
}

const same = (value: number): Range => ({ low: value, likely: value, high: value })

function leaf(
  name: string,
  label: Bilingual,
  value: number,
  unit: string,
  source: Derivation['source'] | null,
): Derivation {
  return { name, label, value, unit, inputs: [], ...(source === null || source === undefined ? {} : { source }) }
}

function coefficientLeaf(name: string, label: Bilingual, one: Coefficient): Derivation {
  const { low, likely, high, unit, status, reference } = one
  return {
    name,
    label,
    value: likely,
    unit,
    inputs: [],
    source: {
      kind: 'assumption',
      set: `${one.file}:${one.line}`,
      name: one.name,
      low,
      likely,
      high,
      status,
      author: 'Arpent',
      reference,
    },
  }
}

function whole(label: Bilingual, kg: number, energies: readonly Derivation[], factor: GridFactor): Derivation {
  return {
    name: 'carbon',
    label: { fr: `Émissions d’une année, ${label.fr}`, en: `A year’s emissions, ${label.en}` },
    value: kg,
    unit: 'kgCO2e/year',
    formula: `(${energies.map(({ name }) => name).join(' + ')}) * grid / 1000`,
    inputs: [
      ...energies,
      {
        name: 'grid',
        label: {
          fr: `Intensité du réseau, ${factor.year} (${factor.status})`,
          en: `Grid intensity, ${factor.year} (${factor.status})`,
        },
        value: factor.likely,
        unit: 'gCO2e/kWh',
        inputs: [],
        source: { kind: 'data', file: factor.file, line: factor.line, reference: factor.reference },
      },
    ],
    note: {
      fr: 'Énergie d’usage seulement : la fabrication du matériel n’est pas comptée.',
      en: 'Energy in use only: making the hardware is not counted.',
    },
  }
}

/** What a year's emissions cost society, CAD of 2021, over how they were obtained. */
export function socialCostDerivation(carbon: AnnualCarbon): Derivation {
  const perTonne = carbon.kgCo2e === 0 ? 0 : (carbon.socialCostCad2021 / carbon.kgCo2e) * 1_000
  return {
    name: 'social',
    label: { fr: 'Coût social du carbone', en: 'Social cost of carbon' },
    value: carbon.socialCostCad2021,
    unit: 'CAD2021/year',
    formula: 'carbon / 1000 * perTonne',
    inputs: [
      carbon.derivation,
      {
        name: 'perTonne',
        label: { fr: 'Coût social d’une tonne, 2026', en: 'Social cost of a tonne, 2026' },
        value: perTonne,
        unit: 'CAD2021/t',
        inputs: [],
        source: {
          kind: 'data',
          file: 'data/carbon/energy-coefficients.csv',
          reference: 'ECCC, interim updated social cost of carbon, table 1',
        },
      },
    ],
  }
}
