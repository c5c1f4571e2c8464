import type { UsageProfile } from '#models/sizing/usage.schemas.ts'
import type { Utilisation, UtilisationClass, UtilisationGap } from '#models/sizing/utilisation.ts'
import { fmt, t, type TextKey } from '#client/i18n/i18n.ts'
import type { Tone } from '#client/ui/verdict-mark.tsx'

export const classLook: Readonly<Record<UtilisationClass, { readonly tone: Tone; readonly text: TextKey }>> = {
  active: { tone: 'ok', text: 'sizing.classActive' },
  idle: { tone: 'warn', text: 'sizing.classIdle' },
  zombie: { tone: 'bad', text: 'sizing.classZombie' },
  unknown: { tone: 'none', text: 'sizing.classUnknown' },
}

export const gapText: Readonly<Record<UtilisationGap, TextKey>> = {
  'no-series': 'sizing.becauseNoSeries',
  'coverage-low': 'sizing.becauseCoverage',
  'too-few-days': 'sizing.becauseDays',
  'memory-not-measured': 'sizing.becauseMemory',
  'collection-fault': 'sizing.becauseFault',
}

export const weekdays = [
  'sizing.monday',
  'sizing.tuesday',
  'sizing.wednesday',
  'sizing.thursday',
  'sizing.friday',
  'sizing.saturday',
  'sizing.sunday',
] as const satisfies readonly TextKey[]

export function weekday(at: number): string {
  return t(weekdays[at] ?? 'sizing.monday')
}

/** Under which thresholds a server is what it is. */
export function classWords({ azure, aws, because, isShortForAws, class: cls }: Utilisation): string {
  if (because !== null) return t(gapText[because])
  const said = t('sizing.classOf', { azure: t(classLook[azure].text), aws: t(classLook[aws].text) })
  return cls !== 'active' && isShortForAws ? `${said} ${t('sizing.shortForAws')}` : said
}

/** The peak trap in words; undefined when the maximum is of a piece with the rest. */
export function spikeWords({ spike }: Pick<UsageProfile, 'spike'>): string | undefined {
  if (spike === null) return undefined
  const share = fmt.percent(spike.share * 100, 2)
  const days = t('sizing.days', { count: spike.days })
  if (spike.kind === 'nightly') return t('sizing.spikeNightly', { hour: spike.hour, share })
  if (spike.kind === 'weekly')
    return t('sizing.spikeWeekly', { day: weekday(spike.weekday ?? 0), hour: spike.hour, share })
  return t(spike.kind === 'isolated' ? 'sizing.spikeIsolated' : 'sizing.spikeScattered', { days, share })
}

/** What there is of the series, and what was wrong with it. */
export function coverageWords(usage: UsageProfile): string {
  const { quality } = usage
  const parts = [
    t('sizing.coverage', {
      coverage: fmt.percent(usage.coverage * 100, 0),
      days: fmt.decimal(usage.days, 1),
      from: fmt.date(usage.from),
      to: fmt.date(usage.to),
    }),
    quality.gaps === 0
      ? t('sizing.noGaps')
      : t('sizing.gaps', { count: quality.gaps, longest: fmt.decimal(quality.longestGapSeconds / 3600, 1) }),
  ]
  if (quality.duplicates > 0) parts.push(t('sizing.duplicates', { count: quality.duplicates }))
  if (quality.stray > 0) parts.push(t('sizing.stray', { count: quality.stray }))
  return parts.join(' · ')
}
