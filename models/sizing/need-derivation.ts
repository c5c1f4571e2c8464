import type { AssetSize, Sourced } from '../inventory/asset.schemas.ts'
import type { Bilingual } from '../shared/bilingual.ts'
import type { Derivation, Source } from '../shared/derivation.ts'
import { type NeedFormula, needFormulas, neededSize } from './rules.ts'
import { sizingRuleWords } from './rule-words.ts'
import { ownSizing, sizingConstants, type SizingConstant, type SizingSettings } from './sizing-settings.ts'
import type { SizingChoice, UsageSummary } from './usage.schemas.ts'

/**
 * Where the need of a server comes from: two formulas, of processors and of memory, over its nameplate, the statistic of its series, the
 * margin and the floor, each with its source. The value of the root is the processors; evaluating the formulas gives both again. Unknown
 * with the gaps of the inventory.
 */
export function neededSizeDerivation(asset: AssetSize, settings: SizingSettings = ownSizing): Derivation {
  const label = { fr: `Besoin de ${asset.name}`, en: `Need of ${asset.name}` }
  const need = neededSize(asset, settings)
  if (need.kind === 'unknown')
    return { name: 'need', label, value: undefined, unit: 'vCPU', inputs: [], reasons: need.reasons }
  const words = sizingRuleWords[need.value.rule]
  return {
    name: 'need',
    label,
    value: need.value.vcpu,
    unit: 'vCPU',
    formula: 'vcpu',
    inputs: neededQuantities(asset, settings),
    note: {
      fr: `${words.name.fr}. ${need.value.reason.fr}`,
      en: `${words.name.en}. ${need.value.reason.en}`,
    },
  }
}

/** The two quantities of a need, `vcpu` and `memoryGib`, each with its formula; empty when the need is unknown. */
export function neededQuantities(asset: AssetSize, settings: SizingSettings = ownSizing): readonly Derivation[] {
  const formulas = needFormulas(asset, settings)
  if (formulas.kind === 'unknown') return []
  const { vcpu, memoryGib } = formulas.value
  return [
    quantity('vcpu', { fr: 'Processeurs', en: 'Processors' }, 'vCPU', vcpu, [
      leafOf('cores', { fr: 'Processeurs de la plaque', en: 'Processors of the nameplate' }, asset.vcpu, 'vCPU'),
      ...parts(asset, vcpu, 'cpu', 'leastVcpu'),
    ]),
    quantity('memoryGib', { fr: 'Mémoire', en: 'Memory' }, 'GiB', memoryGib, [
      leafOf('memory', { fr: 'Mémoire de la plaque', en: 'Memory of the nameplate' }, asset.memoryMib, 'MiB'),
      ...parts(asset, memoryGib, 'memory', 'leastMemoryGib'),
    ]),
  ]
}

function quantity(
  name: string,
  label: Bilingual,
  unit: string,
  { formula, value }: NeedFormula,
  inputs: readonly Derivation[],
): Derivation {
  return { name, label, value, unit, formula, inputs }
}

function parts(
  asset: AssetSize,
  { use, comfort, least }: NeedFormula,
  of: 'cpu' | 'memory',
  floor: 'leastVcpu' | 'leastMemoryGib',
): Derivation[] {
  const { usage, sizing } = asset
  if (use === undefined || usage === null || usage === undefined) return []
  const what = of === 'cpu' ? { fr: 'processeur', en: 'processor' } : { fr: 'mémoire', en: 'memory' }
  const statistic = use.statistic === 'max' ? { fr: 'Maximum', en: 'Maximum' } : same(use.statistic.toUpperCase())
  const label = { fr: `${statistic.fr}, ${what.fr}`, en: `${statistic.en}, ${what.en}` }
  return [
    { name: 'use', label, value: use.percent, unit: '%', inputs: [], source: seriesSource(usage) },
    ...(comfort === undefined
      ? []
      : [
          {
            name: 'comfort',
            label: sizingConstants.comfort.label,
            value: comfort,
            unit: 'ratio',
            inputs: [],
            source: comfortSource(comfort, sizing),
          },
        ]),
    ...(least === undefined
      ? []
      : [
          {
            name: 'least',
            label: sizingConstants[floor].label,
            value: least,
            unit: sizingConstants[floor].unit,
            inputs: [],
            source: constantSource(floor, { ...sizingConstants[floor], value: least }),
          },
        ]),
  ]
}

const same = (text: string): Bilingual => ({ fr: text, en: text })

/** The end of a derivation that rests on a series: its file, its machine, its period and how much of it is there. */
export function seriesSource(usage: UsageSummary): Source {
  const period = `${usage.from.slice(0, 10)} – ${usage.to.slice(0, 10)}`
  return {
    kind: 'data',
    file: usage.file,
    reference: `${usage.machine}, ${period}, ${usage.cpu.points} points, ${Math.round(usage.coverage * 100)} %`,
  }
}

function comfortSource(value: number, choice: SizingChoice | null | undefined): Source {
  if (choice !== null && choice !== undefined && choice.comfort === value)
    return { kind: 'statement', by: choice.by, at: choice.at, reference: choice.reason }
  return value === sizingConstants.comfort.value
    ? constantSource('comfort', sizingConstants.comfort)
    : constantSource('azureComfort', { ...sizingConstants.azureComfort, value })
}

function constantSource(name: string, { value, status, source }: SizingConstant): Source {
  return {
    kind: 'assumption',
    set: 'sizing',
    name,
    low: value,
    likely: value,
    high: value,
    status,
    author: 'Arpent',
    reference: source,
  }
}

function leafOf(name: string, label: Bilingual, { value, source }: Sourced<number>, unit: string): Derivation {
  const node = { name, label, value: value ?? undefined, unit, inputs: [] }
  return source === null ? node : { ...node, source }
}
