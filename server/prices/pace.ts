import { setTimeout as wait } from 'node:timers/promises'

/** Time as adapters use it: handed in, so that tests do not wait. */
export type Pace = {
  nowMs(): number
  sleep(ms: number, signal?: AbortSignal): Promise<void>
}

export const realPace: Pace = {
  nowMs: () => performance.now(),
  sleep: async (ms, signal) => {
    await wait(ms, undefined, signal === undefined ? {} : { signal })
  },
}

/** Lets a call through when a token is there, `burst` at once and `perSecond` after: asked in order, served in order. */
export function createTokenBucket(limits: { readonly burst: number; readonly perSecond: number }, pace: Pace) {
  let tokens = limits.burst
  let at = pace.nowMs()
  return {
    async take(signal?: AbortSignal): Promise<void> {
      const now = pace.nowMs()
      tokens = Math.min(limits.burst, tokens + ((now - at) / 1_000) * limits.perSecond) - 1
      at = now
      // A debt of tokens is paid by waiting: who comes next waits longer.
      if (tokens < 0) await pace.sleep((-tokens / limits.perSecond) * 1_000, signal)
    },
  }
}
