import type { WaveStatus } from '#models/waves/wave.schemas.ts'
import type { CalendarWave } from '#models/waves/wave.views.ts'
import type { DeadlineCrossing } from '#models/waves/deadline-crossings.ts'
import type { SplitGroupConflict, SplitLinkConflict, WaveConflict } from '#models/waves/wave-conflicts.ts'
import { fmt, t, type TextKey } from '#client/i18n/i18n.ts'

export const statusText: Readonly<Record<WaveStatus, TextKey>> = {
  planned: 'waves.statusPlanned',
  'under-way': 'waves.statusUnderWay',
  done: 'waves.statusDone',
}

function splitWords(conflict: SplitLinkConflict): string {
  const { workload, other, otherWave, daysApart, latencyNeedMs } = conflict
  const where =
    daysApart === null
      ? t('waves.splitStays', { other })
      : t('waves.splitApart', { wave: otherWave ?? '', count: daysApart })
  return conflict.reason === 'copy'
    ? t('waves.splitCopy', { workload, other, where })
    : t('waves.splitLatency', { workload, other, where, ms: fmt.integer(latencyNeedMs ?? 0) })
}

function groupWords({ loop, size, waves, otherWaves }: SplitGroupConflict): string {
  const parts = waves.map(({ wave, workloads }) =>
    t('waves.groupPart', { wave: wave ?? t('waves.inNoWave'), count: workloads }),
  )
  const others = otherWaves > 0 ? [t('waves.otherWaves', { count: otherWaves })] : []
  return t('waves.splitGroup', {
    count: size,
    loop: loop.map((code) => code ?? '…').join(' → '),
    waves: fmt.list([...parts, ...others]),
  })
}

/** A conflict in a sentence, with what would lift it. */
export function conflictWords(conflict: WaveConflict): string {
  if (conflict.kind === 'split-link') return splitWords(conflict)
  if (conflict.kind === 'split-group') return groupWords(conflict)
  const { blackout, on, freeBefore, freeAfter } = conflict
  const told = t(conflict.kind === 'cut-over-in-blackout' ? 'waves.conflictCutOver' : 'waves.conflictEnd', {
    date: on,
    name: blackout.name,
    from: blackout.from,
    to: blackout.to,
  })
  const free =
    freeBefore === null
      ? t('waves.freeDay', { after: freeAfter })
      : t('waves.freeDays', { before: freeBefore, after: freeAfter })
  return `${told} ${free}`
}

const crossYear = {
  startsOn: 'waves.crossYearStart',
  cutsOverOn: 'waves.crossYearCutOver',
  decommissionsOn: 'waves.crossYearEnd',
} as const

export function crossingWords(crossing: DeadlineCrossing): string {
  if (crossing.kind === 'fiscal-year')
    return t(crossYear[crossing.event], { before: crossing.before, after: crossing.after })
  const { exemption, workload, endsOn } = crossing
  return t('waves.crossExemption', { exemption, workload, date: endsOn })
}

/** Waves as the calendar lists them: those that start first, first. */
export function inOrderOfStart(waves: readonly CalendarWave[]): readonly CalendarWave[] {
  return waves.toSorted(
    (a, b) =>
      a.dates.startsOn.localeCompare(b.dates.startsOn) ||
      a.dates.cutsOverOn.localeCompare(b.dates.cutsOverOn) ||
      a.code.length - b.code.length ||
      a.code.localeCompare(b.code),
  )
}
