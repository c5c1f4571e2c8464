import { pricesNotAnswered } from './prices.problems.ts'
import type { Pace } from './pace.ts'

/** What a failed call asks for: another try after so many milliseconds, or an end. */
export type Verdict = { readonly retryAfterMs: number | undefined } | 'give-up'

const tries = 6
const firstWaitMs = 500
const longestWaitMs = 60_000

/**
 * Asks, and asks again while the service says to wait: a bounded number of times, after the time it names or a growing one. What it goes
 * on refusing is told as not answered: never taken for an empty list.
 */
export async function patiently<T>(
  act: () => Promise<T>,
  given: {
    readonly source: string
    readonly pace: Pace
    readonly judge: (error: unknown) => Verdict
    readonly signal?: AbortSignal | undefined
  },
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    given.signal?.throwIfAborted()
    try {
      return await act()
    } catch (error) {
      given.signal?.throwIfAborted()
      const verdict = given.judge(error)
      if (verdict === 'give-up') throw error
      if (attempt === tries) throw pricesNotAnswered(given.source, tries)
      const growing = firstWaitMs * 2 ** (attempt - 1)
      await given.pace.sleep(Math.min(verdict.retryAfterMs ?? growing, longestWaitMs), given.signal)
    }
  }
}

/** Whether a failure is of the way there (no connection, no answer in time) rather than of what was asked. */
export function isUnanswered(error: Error): boolean {
  const codes: unknown[] = [error, error.cause].map((one) =>
    typeof one === 'object' && one !== null && 'code' in one ? one.code : undefined,
  )
  const isNetwork = codes.some(
    (code) => typeof code === 'string' && /^(E[A-Z]+|UND_ERR_|REQUEST_SEND_ERROR)/.test(code),
  )
  return isNetwork || error.name === 'TimeoutError' || error.message === 'fetch failed'
}
