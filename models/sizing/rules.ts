import { ceiled } from '../formulas/arithmetic.ts'
import type { CostGap } from '../cost/cost.schemas.ts'
import type { AssetSize } from '../inventory/asset.schemas.ts'
import type { Bilingual } from '../shared/bilingual.ts'
import { known, type Outcome, unknownBecause } from '../shared/outcome.ts'
import { ownSizing, type SizingSettings } from './sizing-settings.ts'
import type { SizingRuleId, UsageSummary, UseStatistics } from './usage.schemas.ts'

export type Quantity = { readonly vcpu: number; readonly memoryGib: number }

/** Why a size is what it is. */
export type SizingReason =
  | 'measured'
  | 'asked-for-nameplate'
  | 'no-series'
  | 'coverage-low'
  | 'too-few-days'
  | 'memory-not-measured'
  | 'database-keeps-memory'

/** What a server needs, under which rule, and why. */
export type NeededSize = Quantity & {
  /** The rule that was asked for: the workload's, else the settings'. */
  readonly asked: SizingRuleId
  /** The rule that applied: `nameplate` when the measures did not suffice. */
  readonly rule: SizingRuleId
  readonly isMeasured: boolean
  readonly reasons: readonly SizingReason[]
  readonly reason: Bilingual
  /** The width left: of the nameplate's assumption when nothing is measured, null when it is. */
  readonly interval: { readonly low: Quantity; readonly high: Quantity } | null
}

/** One quantity of a need as a formula over named numbers: what a derivation shows, and evaluates again. */
export type NeedFormula = {
  readonly formula: string
  readonly value: number
  /** Percent of the nameplate, and which statistic it is; undefined for a nameplate. */
  readonly use: { readonly percent: number; readonly statistic: UseStatistic } | undefined
  readonly comfort: number | undefined
  readonly least: number | undefined
}
export type UseStatistic = keyof Omit<UseStatistics, 'points' | 'mean'>

const gibOf = (mib: number) => mib / 1024

/** What a rule takes of each quantity; a nameplate takes none. */
type RuleShape = {
  readonly cpu: UseStatistic
  readonly memory: UseStatistic | 'nameplate'
  readonly comfort: (settings: SizingSettings) => number
  readonly hasLeast: boolean
  /** Whole GiB of memory, or as it comes. */
  readonly isWhole: boolean
}

const own = (settings: SizingSettings) => settings.comfort
const none = () => 1
const shapes: Readonly<Record<Exclude<SizingRuleId, 'nameplate' | 'azure-migrate'>, RuleShape>> = {
  'own-p95': { cpu: 'p95', memory: 'p95', comfort: own, hasLeast: true, isWhole: true },
  p99: { cpu: 'p99', memory: 'p99', comfort: own, hasLeast: true, isWhole: true },
  max: { cpu: 'max', memory: 'max', comfort: own, hasLeast: true, isWhole: true },
  'aws-peak': { cpu: 'max', memory: 'max', comfort: none, hasLeast: false, isWhole: false },
  database: { cpu: 'p99', memory: 'nameplate', comfort: own, hasLeast: true, isWhole: true },
}

function shapeOf(rule: Exclude<SizingRuleId, 'nameplate'>, { azure }: SizingSettings): RuleShape {
  if (rule !== 'azure-migrate') return shapes[rule]
  const statistic: UseStatistic = `p${azure.percentile}`
  return { cpu: statistic, memory: statistic, comfort: () => azure.comfort, hasLeast: false, isWhole: false }
}

/** Settings with what a person settled for the workload of a server. */
export function settingsOf(asset: Pick<AssetSize, 'sizing'>, settings: SizingSettings): SizingSettings {
  const choice = asset.sizing
  if (choice === null || choice === undefined) return settings
  const comfort = choice.comfort ?? settings.comfort
  return {
    ...settings,
    rule: choice.rule,
    comfort,
    azure: {
      percentile: choice.percentile ?? settings.azure.percentile,
      comfort: choice.comfort ?? settings.azure.comfort,
    },
  }
}

/** The rule that is asked for a server: a database follows its own where the house's would apply. */
export function ruleAskedFor(asset: Pick<AssetSize, 'kind' | 'sizing'>, settings: SizingSettings): SizingRuleId {
  const { rule } = settingsOf(asset, settings)
  return rule === 'own-p95' && asset.kind === 'database' ? 'database' : rule
}

/** Why a series does not size a server; undefined when it does. */
export function seriesGap(
  usage: UsageSummary | null | undefined,
  { leastCoverage, leastDays }: Pick<SizingSettings, 'leastCoverage' | 'leastDays'>,
): 'no-series' | 'coverage-low' | 'too-few-days' | undefined {
  if (usage === null || usage === undefined) return 'no-series'
  if (usage.coverage < leastCoverage) return 'coverage-low'
  return usage.days < leastDays ? 'too-few-days' : undefined
}

/** The two quantities of a need as formulas, or the gaps of the nameplate that they start from. */
export function needFormulas(
  asset: AssetSize,
  settings: SizingSettings = ownSizing,
): Outcome<
  {
    readonly vcpu: NeedFormula
    readonly memoryGib: NeedFormula
    readonly rule: SizingRuleId
    readonly asked: SizingRuleId
    readonly reasons: readonly SizingReason[]
  },
  CostGap
> {
  const { vcpu, memoryMib, usage } = asset
  const gaps: CostGap[] = []
  if (vcpu.value === null) gaps.push(`no-vcpu:${asset.name}`)
  if (memoryMib.value === null) gaps.push(`no-memory:${asset.name}`)
  const [first, ...rest] = gaps
  if (first !== undefined) return unknownBecause(first, ...rest)
  const effective = settingsOf(asset, settings)
  const asked = ruleAskedFor(asset, settings)
  const cores = vcpu.value ?? 0
  const gib = gibOf(memoryMib.value ?? 0)
  const gap = seriesGap(usage, effective)
  if (asked === 'nameplate' || gap !== undefined || usage === null || usage === undefined)
    return known({
      vcpu: nameplateFormula('cores', cores),
      memoryGib: nameplateFormula('memory / 1024', gib),
      rule: 'nameplate',
      asked,
      reasons: [asked === 'nameplate' ? 'asked-for-nameplate' : (gap ?? 'no-series')],
    })
  const shape = shapeOf(asked, effective)
  const comfort = shape.comfort(effective)
  const cpuUse = usage.cpu[shape.cpu]
  const leastVcpu = shape.hasLeast ? effective.leastVcpu : 1
  const reasons: SizingReason[] = ['measured']
  let memoryGib: NeedFormula
  if (shape.memory === 'nameplate' || usage.memory === null) {
    reasons.push(shape.memory === 'nameplate' ? 'database-keeps-memory' : 'memory-not-measured')
    memoryGib = nameplateFormula('memory / 1024', gib)
  } else {
    const percent = usage.memory[shape.memory]
    const needed = ((gib * percent) / 100) * comfort // in the order of the formula: a ceiling turns on the last bit
    const least = shape.hasLeast ? effective.leastMemoryGib : undefined
    memoryGib = {
      formula: shape.isWhole
        ? 'max(least, ceil(memory / 1024 * use / 100 * comfort))'
        : 'memory / 1024 * use / 100 * comfort',
      value: shape.isWhole ? Math.max(least ?? 0, ceiled(needed)) : needed,
      use: { percent, statistic: shape.memory },
      comfort,
      least,
    }
  }
  return known({
    vcpu: {
      formula: 'max(least, ceil(cores * use / 100 * comfort))',
      value: Math.max(leastVcpu, ceiled(((cores * cpuUse) / 100) * comfort)),
      use: { percent: cpuUse, statistic: shape.cpu },
      comfort,
      least: leastVcpu,
    },
    memoryGib,
    rule: asked,
    asked,
    reasons,
  })
}

function nameplateFormula(formula: string, value: number): NeedFormula {
  return { formula, value, use: undefined, comfort: undefined, least: undefined }
}

/**
 * What a server needs under the rule in force: the workload's where a person settled one, else the settings'. Ours:
 * vCPU = max(2, ceil(cores × p95 × 1.3)), memory alike in whole GiB; a database takes p99 of processor and keeps its memory; Azure
 * Migrate's is percentile × comfort; a series that covers less than 60 % of its period or 3 days sizes nothing, and the nameplate stands
 * with its width. Unknown with the gaps of the inventory.
 */
export function neededSize(asset: AssetSize, settings: SizingSettings = ownSizing): Outcome<NeededSize, CostGap> {
  const formulas = needFormulas(asset, settings)
  if (formulas.kind === 'unknown') return formulas
  const { vcpu, memoryGib, rule, asked, reasons } = formulas.value
  const isMeasured = rule !== 'nameplate'
  const { low, high } = settings.nameplateUse
  const scaled = (share: number): Quantity => ({ vcpu: vcpu.value * share, memoryGib: memoryGib.value * share })
  return known({
    vcpu: vcpu.value,
    memoryGib: memoryGib.value,
    asked,
    rule,
    isMeasured,
    reasons,
    reason: reasonWords(reasons, asset, settings),
    interval: isMeasured ? null : { low: scaled(low), high: scaled(high) },
  })
}

/** A server and settings as another rule would take them, whatever was settled: for rules set side by side. */
export function takenUnder(
  asset: AssetSize,
  rule: SizingRuleId,
  settings: SizingSettings = ownSizing,
): { readonly asset: AssetSize; readonly settings: SizingSettings } {
  const { sizing: _, ...plain } = asset
  // A database under the house's rule follows its own; side by side, each rule is shown as it is.
  const kind = rule === 'own-p95' ? 'server' : asset.kind
  return { asset: { ...plain, kind }, settings: { ...settings, rule } }
}

/** What a server would need under another rule, with that rule's own margin. */
export function neededUnder(
  asset: AssetSize,
  rule: SizingRuleId,
  settings: SizingSettings = ownSizing,
): Outcome<NeededSize, CostGap> {
  const taken = takenUnder(asset, rule, settings)
  return neededSize(taken.asset, taken.settings)
}

function reasonWords(reasons: readonly SizingReason[], { usage }: AssetSize, settings: SizingSettings): Bilingual {
  const percent = (share: number) => Math.round(share * 100)
  const days = (usage?.days ?? 0).toFixed(1)
  const words: Readonly<Record<SizingReason, Bilingual>> = {
    measured: {
      fr: `Mesuré sur ${days.replace('.', ',')} jours, ${percent(usage?.coverage ?? 0)} % de la période.`,
      en: `Measured over ${days} days, ${percent(usage?.coverage ?? 0)}% of the period.`,
    },
    'asked-for-nameplate': { fr: 'La plaque a été demandée.', en: 'The nameplate was asked for.' },
    'no-series': {
      fr: 'Aucune mesure reçue : la plaque dit ce qui a été acheté, non ce qui sert.',
      en: 'No measures received: a nameplate says what was bought, not what is used.',
    },
    'coverage-low': {
      fr: `Les mesures couvrent ${percent(usage?.coverage ?? 0)} % de leur période, moins que ${percent(settings.leastCoverage)} % : la plaque est gardée.`,
      en: `The measures cover ${percent(usage?.coverage ?? 0)}% of their period, less than ${percent(settings.leastCoverage)}%: the nameplate is kept.`,
    },
    'too-few-days': {
      fr: `Les mesures font ${days.replace('.', ',')} jours, moins que ${settings.leastDays} : la plaque est gardée.`,
      en: `The measures make ${days} days, less than ${settings.leastDays}: the nameplate is kept.`,
    },
    'memory-not-measured': {
      fr: 'La mémoire n’est pas mesurée : celle de la plaque est gardée.',
      en: 'Memory is not measured: that of the nameplate is kept.',
    },
    'database-keeps-memory': {
      fr: 'Une base de données garde sa mémoire : elle lui sert de cache.',
      en: 'A database keeps its memory: it is its cache.',
    },
  }
  return {
    fr: reasons.map((reason) => words[reason].fr).join(' '),
    en: reasons.map((reason) => words[reason].en).join(' '),
  }
}
