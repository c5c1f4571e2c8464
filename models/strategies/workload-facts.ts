import type { ClassificationRecord } from '../classification/classification.schemas.ts'
import type { AssetSize } from '../inventory/asset.schemas.ts'
import type { Environment } from '../inventory/workload.views.ts'
import { isOpenVerdict } from '../rules/ranking.ts'
import type { Verdict } from '../rules/verdict.ts'
import type { Bilingual } from '../shared/bilingual.ts'
import { type Lifecycle, wordsOf } from './lifecycle.ts'
import type { FactValue, StatedFact } from './strategy-facts.ts'

/** What a technology's name says of a workload; null is nothing. */
export type Technology = {
  readonly words: string
  readonly packaged: boolean | null
  readonly legacyPlatform: boolean | null
  readonly managedEquivalent: boolean | null
}

/** What the other parts of the product know of a workload, as facts are read from it. */
export type WorkloadKnowledge = {
  readonly environment: Environment
  readonly technology: string | null
  readonly assets: readonly AssetSize[]
  /** Links of the workload; none at all is not known to be none. */
  readonly links: readonly { readonly direction: 'consumes' | 'serves'; readonly latencyNeedMs: number | null }[]
  /** Where each option other than today's stands. */
  readonly standings: readonly Verdict[]
  /** The approved record, if there is one. */
  readonly record: ClassificationRecord | null
  readonly lifecycle: Lifecycle
}

/** Averages under which a machine is idle, or dormant: percent of processor and of memory (AWS guidance, 90 days). */
const idlePercent = 20
const dormantPercent = 5

const sources = {
  inventory: { fr: 'inventaire', en: 'inventory' },
  technology: { fr: 'technologie déclarée', en: 'stated technology' },
  use: { fr: 'utilisation moyenne du fichier importé', en: 'average use in the imported file' },
  links: { fr: 'dépendances relevées', en: 'surveyed dependencies' },
  support: { fr: 'fins de soutien publiées par les éditeurs', en: 'ends of support published by vendors' },
  verdicts: { fr: 'matrice de souveraineté', en: 'sovereignty matrix' },
  record: { fr: 'classification approuvée', en: 'approved classification' },
} as const satisfies Record<string, Bilingual>

/** Facts of a workload from what the product already knows; what cannot be derived is left out, that is unknown. */
export function workloadFacts(workload: WorkloadKnowledge, technologies: readonly Technology[]): StatedFact[] {
  const facts: StatedFact[] = []
  const state = (name: string, value: FactValue | null | undefined, source: Bilingual) => {
    if (value !== null && value !== undefined) facts.push({ name, value, confidence: 1, source })
  }
  const { assets, links, record } = workload
  state('environment', workload.environment, sources.inventory)
  if (assets.length > 0) state('servers', assets.length, sources.inventory)
  state('poweredOff', allOff(assets), sources.inventory)
  state('utilisation', utilisationClass(assets), sources.use)
  if (links.length > 0) state('consumers', links.filter((link) => link.direction === 'serves').length, sources.links)
  state('latencyBound', isLatencyBound(links), sources.links)
  const said = technologyFacts(workload.technology, technologies)
  state('packaged', said.packaged, sources.technology)
  state('legacyPlatform', said.legacyPlatform, sources.technology)
  state('managedEquivalent', said.managedEquivalent, sources.technology)
  state('osSupport', workload.lifecycle.state, sources.support)
  state('monthsToSupportEnd', workload.lifecycle.monthsToEnd, sources.support)
  state('optionOpen', anyOpen(workload.standings), sources.verdicts)
  state('classified', record !== null, sources.record)
  state('missionCritical', record?.missionCritical, sources.record)
  state('plannedChange', record?.change, sources.record)
  return facts
}

/** Latency under which two systems cannot be set apart, ms: about what a metropolitan link takes there and back (house value). */
const tightMs = 2

/** True when a link needs less than 2 ms; false when every link says that it needs no less; unknown otherwise. */
function isLatencyBound(links: WorkloadKnowledge['links']): boolean | null {
  const needs = links.map((link) => link.latencyNeedMs)
  if (needs.some((need) => need !== null && need < tightMs)) return true
  return needs.length === 0 || needs.includes(null) ? null : false
}

/** True when every asset is known to be off, false when one is known to be on; unknown between, or without assets. */
function allOff(assets: readonly AssetSize[]): boolean | null {
  if (assets.some(({ isPoweredOn }) => isPoweredOn === true)) return false
  return assets.length > 0 && assets.every(({ isPoweredOn }) => isPoweredOn === false) ? true : null
}

/**
 * The class of use of a workload from the averages its file carries, percent: dormant when every server is under 5 % of processor and
 * of memory, idle when every one is under 20 %, active when one is not; unknown as soon as a server without figures could change it.
 */
export function utilisationClass(assets: readonly AssetSize[]): 'active' | 'idle' | 'zombie' | null {
  const servers = assets.filter(({ kind, isPoweredOn }) => kind === 'server' && isPoweredOn !== false)
  const most = servers.map(({ cpuPercent, memoryPercent }) =>
    cpuPercent.value === null || memoryPercent.value === null ? null : Math.max(cpuPercent.value, memoryPercent.value),
  )
  if (most.some((one) => one !== null && one >= idlePercent)) return 'active'
  if (most.length === 0 || most.includes(null)) return null
  return most.every((one) => one !== null && one < dormantPercent) ? 'zombie' : 'idle'
}

/** What the words of a technology say: yes when one word says yes, no when those found agree, unknown otherwise. */
function technologyFacts(technology: string | null, technologies: readonly Technology[]) {
  const words = technology === null ? '' : wordsOf(technology)
  const found = technologies.filter((one) => words.includes(` ${one.words} `))
  const of = (pick: (one: Technology) => boolean | null) => {
    const said = found.map(pick).filter((one) => one !== null)
    if (said.includes(true)) return true
    return said.length > 0 ? false : null
  }
  return {
    packaged: of((one) => one.packaged),
    legacyPlatform: of((one) => one.legacyPlatform),
    managedEquivalent: of((one) => one.managedEquivalent),
  }
}

/** Whether a place is open: one is; none can be; or it waits for facts. */
function anyOpen(standings: readonly Verdict[]): boolean | null {
  if (standings.some((one) => isOpenVerdict(one))) return true
  return standings.length === 0 || standings.includes('undetermined') ? null : false
}
