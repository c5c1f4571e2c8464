import { Hono } from 'hono'
import type { AppEnv } from '#server/app/http.ts'
import { answers } from '#server/app/openapi.ts'
import { policy } from '#server/app/policy.ts'
import type { Database } from '#server/database/database.ts'
import { optionsInForce } from '#server/hosting/hosting.usecases.ts'
import { type Clock, todayOf } from '#server/shared/clock.ts'
import { currentReference, priceGaps } from '#server/shared/datasets.ts'

/** What verdicts and costs rest on beside the rule pack: the hosting options, the price book with its age and gaps. */
export function rulesRoutes(deps: { readonly db: Database; readonly clock: Clock }) {
  return new Hono<AppEnv>()
    .get(
      '/hosting-options',
      policy('rules.read'),
      answers('Hosting options, with what is unknown of them', 'HostingOption[]'),
      async (c) => c.json(await optionsInForce(deps.db)),
    )
    .get(
      '/price-books',
      policy('prices.read'),
      answers('The price book in force, its age and its gaps', 'PriceBook[]'),
      (c) => {
        const { digest, book, set, rate } = currentReference()
        const age = Math.floor((Date.parse(todayOf(deps.clock)) - Date.parse(book.asOf)) / 86_400_000)
        const items = book.prices.length
        return c.json([
          {
            id: book.id,
            digest,
            asOf: book.asOf,
            ageDays: age,
            items,
            gaps: priceGaps(),
            assumptions: set,
            exchangeRate: rate ?? null,
          },
        ])
      },
    )
}
