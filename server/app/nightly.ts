import type { Clock } from '#server/shared/clock.ts'
import { todayOf } from '#server/shared/clock.ts'
import type { Log } from '#server/shared/log.ts'

/** How often the day is looked at: what is done each night is done within this long of midnight in Québec. */
const lookEveryMs = 10 * 60_000

export type Nightly = { look(): Promise<void>; stop(): Promise<void> }

/**
 * What the installation does by itself once a day, and at its start: one act at a time, again at the next look when it failed. The
 * process stops without waiting for the next look, never in the middle of an act.
 */
export function createNightly(deps: {
  readonly clock: Clock
  readonly log: Log
  readonly act: () => Promise<unknown>
}): Nightly {
  let doneFor: string | undefined
  let running: Promise<void> | undefined
  async function once(): Promise<void> {
    const today = todayOf(deps.clock)
    if (doneFor === today) return
    try {
      await deps.act()
      doneFor = today
    } catch (error) {
      deps.log.error({ err: error }, 'nightly work failed; it will be tried again')
    }
  }
  const look = () => {
    running ??= once().finally(() => {
      running = undefined
    })
    return running
  }
  const timer = setInterval(() => void look(), lookEveryMs)
  timer.unref()
  return {
    look,
    async stop() {
      clearInterval(timer)
      await running
    },
  }
}
