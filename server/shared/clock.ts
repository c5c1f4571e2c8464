/** The time, handed in so that tests can set it. */
export type Clock = { now(): Date }

export const systemClock: Clock = { now: () => new Date() }

/** UTC, ISO 8601 with milliseconds: how every instant is stored. */
export function instantOf(clock: Clock): string {
  return clock.now().toISOString()
}

/** Made once: a request asks for the day several times, and the calendar of a time zone takes long to make. */
const dayInQuebec = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Toronto', dateStyle: 'short' })

/** The calendar day in Québec, `YYYY-MM-DD`: what people mean by "today". */
export function todayOf(clock: Clock): string {
  return dayInQuebec.format(clock.now())
}
