import { boardAt, keepBoard } from '#server/board/board.usecases.ts'
import { instantOf } from '#server/shared/clock.ts'
import { changing } from '#server/shared/unit-of-work.ts'
import type { Chronicle, DemoDeps } from './demonstration-chronicle.ts'
import type { ReachAs } from './demonstration-classification.ts'

/** Days before today at which the board was shown its page: since the first, a bill was restated and promises were made anew. */
const shownDaysAgo = [118, 26]

/** The pages that a fictitious board was shown, kept as they were: an auditor finds each again from what was known that day. */
export function showTheBoard({
  deps,
  reach,
  chronicle,
}: {
  readonly deps: DemoDeps
  readonly reach: ReachAs
  readonly chronicle: Chronicle
}): void {
  const centre = reach('centre')
  for (const daysAgo of shownDaysAgo)
    chronicle.at(chronicle.moment(daysAgo), async () => {
      const page = await boardAt(deps.db, centre, null, instantOf(deps.clock))
      await changing(deps, centre, (work) => keepBoard(work, centre, page, null))
    })
}
