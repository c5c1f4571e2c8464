import { daysAfter } from '#models/shared/day.ts'
import type { RandomStream } from '#models/shared/random.ts'
import type { Database } from '#server/database/database.ts'
import { type Clock, todayOf } from '#server/shared/clock.ts'

const hourMs = 3_600_000
/** Between two acts on one thing, at least. */
const breathMs = hourMs

export type DemoDeps = {
  readonly db: Database
  readonly clock: Clock
  readonly baseUrl: string
  /** Where received files wait for their import. */
  readonly filesFolder: string
}

/** A clock that stands where the story is. */
export type StoryClock = Clock & { moveTo(ms: number): void }

export type Chronicle = {
  /** The clock that every act reads. */
  readonly clock: StoryClock
  /** A working hour of a working day, so many days before the demonstration is loaded, and after `after` when given. */
  moment(daysAgo: number, after?: number): number
  /** `YYYY-MM-DD` in Québec, as rules count days, so many days before an instant. */
  dayBefore(ms: number, days: number): string
  /** `YYYY-MM-DD` in Québec, so many days after the demonstration is loaded; before it when negative. */
  dayFromToday(days: number): string
  /** Sets down what happens at an instant. */
  at(ms: number, act: () => Promise<unknown>): void
  /** Plays what was set down, in the order of time; the journal then reads as months of work. */
  play(): Promise<void>
  /** The same time told with hours of its own: what is added to one story leaves the hours of the others where they were. */
  apart(hours: RandomStream): Chronicle
}

/** The months before today, told in order through the product's own doors: each act runs with the clock at its own instant. */
export function createChronicle(real: Clock, random: RandomStream): Chronicle {
  const start = real.now().getTime()
  const today = todayOf(real)
  let now = start
  const acts: { readonly ms: number; readonly act: () => Promise<unknown> }[] = []
  const clock: StoryClock = {
    now: () => new Date(now),
    moveTo: (ms) => {
      now = ms
    },
  }
  const toldWith = (hours: RandomStream): Chronicle => ({
    clock,
    moment: (daysAgo, after = 0) => {
      const day = workingDay(daysAfter(today, -daysAgo))
      // From 13 to 21 h UTC, in winter as in summer, it is that same day in Québec.
      const at = Date.parse(day) + 13 * hourMs + Math.floor(hours() * 8 * hourMs)
      return Math.min(Math.max(at, after + breathMs), start)
    },
    apart: toldWith,
    dayBefore: (ms, days) => daysAfter(todayOf({ now: () => new Date(ms) }), -days),
    dayFromToday: (days) => daysAfter(today, days),
    at: (ms, act) => {
      acts.push({ ms, act })
    },
    play: async () => {
      for (;;) {
        acts.sort((a, b) => a.ms - b.ms) // an act may set down others
        const next = acts.shift()
        if (next === undefined) return
        clock.moveTo(next.ms)
        await next.act()
      }
    },
  })
  return toldWith(random)
}

/** The day itself, or the Friday before it. */
function workingDay(day: string): string {
  const weekday = new Date(day).getUTCDay() // a day without an hour is read at midnight UTC
  return daysAfter(day, weekday === 6 ? -1 : weekday === 0 ? -2 : 0)
}
