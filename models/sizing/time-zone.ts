/** Whether the engine knows an IANA zone (`America/Toronto`), `UTC`, or an offset (`-05:00`). */
export function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en-CA', { timeZone: zone })
    return true
  } catch {
    return false
  }
}

/** Minutes to add to UTC at a whole hour since 1970 in a zone, each hour asked once: `America/Toronto` gives −300 in winter, −240 in summer. */
export function zoneOffsets(zone: string): (hour: number) => number {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  })
  const known = new Map<number, number>()
  return (hour) => {
    const kept = known.get(hour)
    if (kept !== undefined) return kept
    const parts = new Map(format.formatToParts(hour * 3_600_000).map((part) => [part.type, Number(part.value)]))
    const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0
    const local = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'))
    const minutes = (local - hour * 3_600_000) / 60_000
    known.set(hour, minutes)
    return minutes
  }
}

/**
 * The UTC second of a local one in a zone. An hour that the clock repeats in autumn is read as its first pass; one that it skips in spring,
 * which no clock showed, as an hour beside it.
 */
export function utcSecond(local: number, offsets: (hour: number) => number): number {
  const guess = local - offsets(Math.floor(local / 3_600)) * 60
  const offset = offsets(Math.floor(guess / 3_600))
  const first = local - offset * 60
  const earlier = offsets(Math.floor((first - 3_600) / 3_600))
  const other = local - earlier * 60
  return earlier !== offset && offsets(Math.floor(other / 3_600)) === earlier ? other : first
}
