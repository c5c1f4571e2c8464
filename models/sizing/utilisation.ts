import type { Bilingual } from '../shared/bilingual.ts'
import { seriesGap } from './rules.ts'
import { ownSizing, sizingConstants, type SizingSettings } from './sizing-settings.ts'
import type { UsageSummary } from './usage.schemas.ts'

export const utilisationClasses = ['active', 'idle', 'zombie', 'unknown'] as const
export type UtilisationClass = (typeof utilisationClasses)[number]

export type UtilisationGap = 'no-series' | 'coverage-low' | 'too-few-days' | 'memory-not-measured' | 'collection-fault'

/** What a server's use says of it, under the thresholds of two vendors, and what stands for and against. */
export type Utilisation = {
  /** Active as soon as one vendor says so, unless the processor stays still; zombie when one says it and the other agrees it is not active. */
  readonly class: UtilisationClass
  readonly azure: UtilisationClass
  readonly aws: UtilisationClass
  /** Why it is unknown; null otherwise. */
  readonly because: UtilisationGap | null
  /** AWS asks for 90 days before it calls a server idle. */
  readonly isShortForAws: boolean
  /** Idle or zombie: to be looked at for retirement. */
  readonly retirement: { readonly evidence: Bilingual; readonly against: Bilingual | null } | null
}

const { azureActivePercent, awsZombiePercent, awsIdlePercent, awsIdleDays } = sizingConstants

/**
 * Active, idle, zombie or unknown. Azure Migrate: active above 5 % of processor and of memory on average (its network test needs a share
 * of network that no series gives), zombie when every point is 0 and no collection failed, idle otherwise. AWS: zombie when the averages of
 * processor and of memory are under 5 %, idle when both are under 20 %. Never idle nor zombie when the series does not suffice.
 */
export function utilisation(
  usage: UsageSummary | null | undefined,
  settings: Pick<SizingSettings, 'leastCoverage' | 'leastDays'> = ownSizing,
): Utilisation {
  const gap = seriesGap(usage, settings)
  if (usage === null || usage === undefined || gap !== undefined) return unknownUse(gap ?? 'no-series')
  const { cpu, memory } = usage
  if (memory === null) return cpu.mean > awsIdlePercent.value ? active(usage) : unknownUse('memory-not-measured')
  const isSilent = cpu.max === 0 && memory.max === 0
  if (isSilent && usage.coverage < 0.95) return unknownUse('collection-fault')
  const isActiveForAzure = cpu.mean > azureActivePercent.value && memory.mean > azureActivePercent.value
  const azure = isSilent ? 'zombie' : isActiveForAzure ? 'active' : 'idle'
  const isUnder = (percent: number) => cpu.mean < percent && memory.mean < percent
  const aws = isUnder(awsZombiePercent.value) ? 'zombie' : isUnder(awsIdlePercent.value) ? 'idle' : 'active'
  // A processor that hardly moves is idle, whatever memory AWS sees: no server gives its memory back.
  const isStill = azure !== 'active' && cpu.p99 < azureActivePercent.value
  const isActive = azure === 'active' || aws === 'active'
  const cls = isActive ? (isStill ? 'idle' : 'active') : azure === 'zombie' || aws === 'zombie' ? 'zombie' : 'idle'
  return {
    class: cls,
    azure,
    aws,
    because: null,
    isShortForAws: usage.days < awsIdleDays.value,
    retirement: cls === 'active' ? null : { evidence: evidenceOf(usage), against: counterExample(usage) },
  }
}

function unknownUse(because: UtilisationGap): Utilisation {
  return { class: 'unknown', azure: 'unknown', aws: 'unknown', because, isShortForAws: true, retirement: null }
}

function active({ days }: UsageSummary): Utilisation {
  return {
    class: 'active',
    azure: 'unknown',
    aws: 'active',
    because: null,
    isShortForAws: days < awsIdleDays.value,
    retirement: null,
  }
}

const one = (value: number) => value.toFixed(1)
const fr = (text: string) => text.replaceAll('.', ',')

function evidenceOf({ cpu, memory, days, coverage }: UsageSummary): Bilingual {
  const percent = Math.round(coverage * 100)
  const memoryMean = memory === null ? null : one(memory.mean)
  return {
    fr: `En ${fr(one(days))} jours (couverture ${percent} %), le processeur fait ${fr(one(cpu.mean))} % en moyenne et ${fr(one(cpu.p99))} % au P99${memoryMean === null ? '' : ` ; la mémoire, ${fr(memoryMean)} % en moyenne`}.`,
    en: `Over ${one(days)} days (coverage ${percent}%), the processor averages ${one(cpu.mean)}% and reaches ${one(cpu.p99)}% at P99${memoryMean === null ? '' : `; memory averages ${memoryMean}%`}.`,
  }
}

const weekdays: readonly Bilingual[] = [
  { fr: 'le lundi', en: 'on Mondays' },
  { fr: 'le mardi', en: 'on Tuesdays' },
  { fr: 'le mercredi', en: 'on Wednesdays' },
  { fr: 'le jeudi', en: 'on Thursdays' },
  { fr: 'le vendredi', en: 'on Fridays' },
  { fr: 'le samedi', en: 'on Saturdays' },
  { fr: 'le dimanche', en: 'on Sundays' },
]

/** What would make a retirement wrong: a peak that something runs at. Null when no point stands apart. */
export function counterExample(usage: UsageSummary): Bilingual | null {
  const { spike, cpu } = usage
  if (spike === null) return null
  const at = `${spike.hour} h`
  const day = spike.weekday === null ? undefined : weekdays[spike.weekday]
  const when: Bilingual =
    spike.kind === 'nightly'
      ? { fr: `chaque jour vers ${at}`, en: `every day about ${spike.hour}:00` }
      : day === undefined
        ? { fr: `sur ${spike.days} jours`, en: `on ${spike.days} days` }
        : { fr: `${day.fr} vers ${at}`, en: `${day.en} about ${spike.hour}:00` }
  return {
    fr: `Contre-exemple : ${fr(one(cpu.max))} % est atteint ${when.fr}. Un traitement y tourne : demander lequel.`,
    en: `Counter-example: ${one(cpu.max)}% is reached ${when.en}. Something runs then: ask what.`,
  }
}
