import type { AssetSize, Sourced } from '../inventory/asset.schemas.ts'
import type { Price } from '../prices/price-book.ts'
import type { Bilingual } from '../shared/bilingual.ts'
import type { Derivation, Source } from '../shared/derivation.ts'
import type { CommitmentTerm } from './cost.schemas.ts'
import { annualCost, type AssetCharge, assetCharges, computeUsd, storageUnits, storageUsd } from './annual-cost.ts'
import { assumptionOf, type CostInputs, hoursPerYear, monthsPerYear, seedOf } from './cost-inputs.ts'
import { candidateLeaves } from './nearest-candidates.ts'
import { priceStatuses } from './simulation.ts'

export const annualCostFormula = { name: 'annual-cost', version: '1.0.0' } as const

/**
 * The derivation of `annualCost` on the same inputs: P50 at the top, its components down to price rows, file lines and assumptions. Unknown
 * when the cost is, with the same reasons and whatever parts are known. Units are CAD, USD, h, GB, GiB.
 */
export function annualCostDerivation(inputs: CostInputs): Derivation {
  const cost = annualCost(inputs)
  const label = costLabels[inputs.term ?? 'on-demand']
  const charges = assetCharges(inputs)
  if (cost.kind === 'unknown' || charges.kind === 'unknown') {
    const reasons = cost.kind === 'unknown' ? cost.reasons : []
    return {
      name: 'p50',
      label,
      value: undefined,
      unit: 'CAD/year',
      inputs: [...inputs.assets.map(nameplate), ...candidateLeaves(inputs)],
      reasons,
      note: scope,
    }
  }
  const { p10, p50, p90, likely } = cost.value
  const simulated = (name: string, labelOf: Bilingual, value: number): Derivation => ({
    name,
    label: labelOf,
    value,
    unit: 'CAD/year',
    inputs: [],
    source: { kind: 'calculation', formula: `simulated(${name})`, version: annualCostFormula.version },
  })
  return {
    name: 'p50',
    label,
    value: p50,
    unit: 'CAD/year',
    formula: 'p50(rate * exchange * sum(priceAge * (nameplateUse * compute + storage)))',
    source: {
      kind: 'calculation',
      formula: `${annualCostFormula.name}: triangular draws, quantile type 7`,
      version: annualCostFormula.version,
    },
    note: scope,
    inputs: [
      likelyCost(inputs, charges.value, likely),
      simulated('p10', { fr: 'P10', en: 'P10' }, p10),
      simulated('p90', { fr: 'P90', en: 'P90' }, p90),
      leaf('seed', { fr: 'Graine', en: 'Seed' }, seedOf(inputs), ''),
      leaf('draws', { fr: 'Tirages', en: 'Draws' }, inputs.set.draws, ''),
      ...assumptions(inputs, charges.value),
    ],
  }
}

const costLabels: Readonly<Record<CommitmentTerm, Bilingual>> = {
  'on-demand': { fr: 'Coût annuel (P50)', en: 'Yearly cost (P50)' },
  '1y': { fr: 'Coût annuel, engagement d’un an (P50)', en: 'Yearly cost, one-year commitment (P50)' },
  '3y': { fr: 'Coût annuel, engagement de trois ans (P50)', en: 'Yearly cost, three-year commitment (P50)' },
}

const scope: Bilingual = {
  fr: 'Calcul, stockage et licence comprise, dollars courants avant taxes, 8 760 h, à la demande. Ne sont pas encore comptés : réseau et sortie de données, main-d’œuvre, installations, sécurité, relève, migration, exploitation en parallèle.',
  en: 'Compute, storage and contained licence, nominal dollars before tax, 8,760 h, on demand. Not counted yet: network and egress, labour, facilities, security, recovery, migration, double running.',
}

function leaf(name: string, label: Bilingual, value: number | string, unit: string, source?: Source): Derivation {
  return source === undefined
    ? { name, label, value, unit, inputs: [] }
    : { name, label, value, unit, inputs: [], source }
}

/** The central value: (compute + storage) × rate, each assumption at its likely value. */
function likelyCost(inputs: CostInputs, charges: readonly AssetCharge[], likely: number): Derivation {
  const rate = inputs.rate
  if (rate === undefined) throw new RangeError('no rate') // assetCharges has refused an absent rate
  return {
    name: 'likely',
    label: { fr: 'Valeur centrale', en: 'Central value' },
    value: likely,
    unit: 'CAD/year',
    formula: '(compute + storage) * rate',
    inputs: [
      total('compute', { fr: 'Calcul et licence', en: 'Compute and licence' }, charges.flatMap(serverCompute)),
      total('storage', { fr: 'Stockage', en: 'Storage' }, charges.flatMap(serverStorage)),
      leaf('rate', { fr: 'Taux de change', en: 'Exchange rate' }, rate.cadPerUsd, 'CAD/USD', {
        kind: 'data',
        file: rate.file,
        line: rate.line,
        reference: `${rate.source} (${rate.date})`,
      }),
    ],
  }
}

function total(name: string, label: Bilingual, parts: readonly Derivation[]): Derivation {
  const value = parts.reduce((sum, part) => sum + Number(part.value), 0)
  return {
    name,
    label,
    value,
    unit: 'USD/year',
    formula: parts.length === 0 ? '0' : parts.map((part) => part.name).join(' + '),
    inputs: parts,
  }
}

function serverCompute(charge: AssetCharge, i: number): Derivation[] {
  if (charge.compute === undefined) return []
  const { price, bare } = charge.compute
  const isMonthly = price.unit === 'month'
  const note: Bilingual | undefined =
    bare !== undefined && bare.amount < price.amount
      ? {
          fr: `Licence comprise : ${(price.amount - bare.amount).toFixed(4)} USD/h.`,
          en: `Contained licence: ${(price.amount - bare.amount).toFixed(4)} USD/h.`,
        }
      : undefined
  const node: Derivation = {
    name: `server${i + 1}`,
    label: same(charge.asset.name),
    value: computeUsd(price),
    unit: 'USD/year',
    formula: isMonthly ? 'price * months' : 'price * hours',
    inputs: [
      leaf(
        'price',
        same(price.sku),
        price.amount,
        `${price.currency}/${isMonthly ? 'month' : 'h'}`,
        priceSource(price),
      ),
      isMonthly
        ? leaf('months', { fr: 'Mois par an', en: 'Months a year' }, monthsPerYear, '')
        : leaf('hours', { fr: 'Heures par an', en: 'Hours a year' }, hoursPerYear, 'h'),
      ...needs(charge.asset),
    ],
  }
  return [note === undefined ? node : { ...node, note }]
}

function serverStorage(charge: AssetCharge, i: number): Derivation[] {
  const gib = charge.asset.storageGib.value
  if (charge.storage === undefined || gib === null) return []
  const { price, blockGib } = charge.storage
  const units = storageUnits(gib, charge.storage)
  const size = sourced('gib', { fr: 'Stockage', en: 'Storage' }, charge.asset.storageGib, 'GiB')
  const isBlock = blockGib !== undefined
  const isGib = price.unit.startsWith('GiB')
  return [
    {
      name: `server${i + 1}`,
      label: same(charge.asset.name),
      value: storageUsd(gib, charge.storage),
      unit: 'USD/year',
      formula: 'units * price * months',
      inputs: [
        {
          name: 'units',
          label: { fr: 'Quantité facturée', en: 'Units charged' },
          value: units,
          unit: isBlock ? `× ${blockGib} GiB` : isGib ? 'GiB' : 'GB',
          formula: isBlock ? 'ceil(gib / block)' : isGib ? 'gib' : 'gib * 1.073741824',
          inputs: isBlock ? [size, leaf('block', { fr: 'Bloc', en: 'Block' }, blockGib, 'GiB')] : [size],
        },
        leaf('price', same(price.sku), price.amount, `${price.currency}/${price.unit}`, priceSource(price)),
        leaf('months', { fr: 'Mois par an', en: 'Months a year' }, monthsPerYear, ''),
      ],
    },
  ]
}

function same(text: string): Bilingual {
  return { fr: text, en: text }
}

function priceSource(price: Price): Source {
  const { file, line, sku, asOf, status } = price
  return {
    kind: 'price',
    book: `${price.provider} ${price.region}, ${price.service}`,
    file,
    line,
    sku,
    asOf,
    status,
    publisher: price.source,
  }
}

function needs(asset: AssetSize): Derivation[] {
  return [
    sourced('vcpu', { fr: 'Processeurs', en: 'Processors' }, asset.vcpu, 'vCPU'),
    sourced('memory', { fr: 'Mémoire', en: 'Memory' }, asset.memoryMib, 'MiB'),
    sourced('os', { fr: 'Système', en: 'System' }, asset.operatingSystem, ''),
  ]
}

function nameplate(asset: AssetSize, i: number): Derivation {
  const inputs = [...needs(asset), sourced('gib', { fr: 'Stockage', en: 'Storage' }, asset.storageGib, 'GiB')]
  return { name: `server${i + 1}`, label: same(asset.name), value: undefined, unit: '', inputs }
}

function sourced(
  name: string,
  label: Bilingual,
  { value, source }: Sourced<number | string>,
  unit: string,
): Derivation {
  const node = { name, label, value: value ?? undefined, unit, inputs: [] }
  return source === null ? node : { ...node, source }
}

function assumptions({ set }: CostInputs, charges: readonly AssetCharge[]): Derivation[] {
  const used = new Set(charges.flatMap((charge) => [charge.compute?.price.status, charge.storage?.price.status]))
  const names = [
    'nameplateUse',
    'exchange',
    ...priceStatuses.filter((status) => used.has(status)).map((status) => `priceAge.${status}`),
  ]
  return names.map((name) => {
    const { low, likely, high, unit, status, author, reference } = assumptionOf(set, name)
    const source: Source = {
      kind: 'assumption',
      set: `${set.id}@${set.version}`,
      name,
      low,
      likely,
      high,
      status,
      author,
      reference,
    }
    return leaf(name, assumptionLabels[name] ?? same(name), likely, unit, source)
  })
}

const assumptionLabels: Readonly<Record<string, Bilingual>> = {
  nameplateUse: { fr: 'Part utile de la plaque', en: 'Share of nameplate needed' },
  exchange: { fr: 'Mouvement du change', en: 'Movement of the exchange' },
  'priceAge.verified': { fr: 'Âge des prix vérifiés', en: 'Age of verified prices' },
  'priceAge.derived': { fr: 'Âge des prix dérivés', en: 'Age of derived prices' },
  'priceAge.estimate': { fr: 'Âge des prix estimés', en: 'Age of estimated prices' },
  'priceAge.unverified': { fr: 'Âge des prix non vérifiés', en: 'Age of unverified prices' },
}
