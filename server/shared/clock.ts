/** The time, handed in so that tests can set it. */
export type Clock = { now(): Date }

export const systemClock: Clock = { now: () => new Date() }

/** UTC, ISO 8601 with milliseconds: how every instant is stored. */
export function instantOf(clock: Clock): string {
  return clock.now().toISOString()
}

/** The calendar day in Québec, `YYYY-MM-DD`: what people mean by "today". */
export function todayOf(clock: Clock): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Toronto', dateStyle: 'short' }).format(clock.now())
}
