import type { Clock } from '#server/shared/clock.ts'

/** A clock that stands still until told. */
export function testClock(start = '2026-11-24T14:00:00.000Z'): Clock & { advance(ms: number): void } {
  let now = new Date(start).getTime()
  return {
    now: () => new Date(now),
    advance: (ms) => {
      now += ms
    },
  }
}
