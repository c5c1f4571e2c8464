import type { RestatementToExplain, RestatementView } from '#models/bills/bill-months.schemas.ts'
import { microsText } from '#models/bills/decimals.ts'
import { mayClose } from '#models/bills/reconciliation.ts'
import type { Reach } from '#server/access/reach.ts'
import type { Database } from '#server/database/database.ts'
import { costFigures } from './bill-figures.ts'
import { importView, reconciliationView, sourceView } from './bill-month-views.ts'
import { noRestatement } from './bill-months.problems.ts'
import { importsOf, restatedWhileClosed, serviceTotalsOf } from './bill-months.repository.ts'
import { ensureSource, type MonthFacts, monthFacts } from './month-facts.ts'

type Deps = { readonly db: Database }

/**
 * Whether a month was restated after it was closed, does not agree with its invoices any more, and nobody has said why since: it was
 * closed on other amounts than those it holds.
 */
export function waitsForReason({ period, current, reconciled }: MonthFacts): boolean {
  if (period?.state !== 'closed' || current?.is_restatement !== 1) return false
  return period.changed_at <= current.recorded_at && !mayClose(reconciled)
}

/** Closed months whose restatement waits for a reason, oldest first. Few months are restated once closed: each is worked out. */
export async function restatementsToExplain(deps: Deps, reach: Reach): Promise<RestatementToExplain[]> {
  const restated = await restatedWhileClosed(reach, deps.db)
  const months = await Promise.all(
    restated.map(async ({ code, period }) => ({
      month: period,
      facts: await monthFacts(deps, reach, { source: code, month: period }),
    })),
  )
  return months
    .filter(({ facts }) => waitsForReason(facts))
    .map(({ month, facts: { source, current, reconciled } }) => ({
      source: sourceView(source),
      month,
      since: current?.recorded_at ?? '',
      remainder: reconciliationView(reconciled).remainder,
      currency: reconciled.currency,
    }))
}

/** An import beside the one it superseded: which services were restated, and by how much of their billed cost. */
export async function restatement(
  deps: Deps,
  reach: Reach,
  code: string,
  { month, importId }: { readonly month: string; readonly importId: string },
): Promise<RestatementView> {
  const source = await ensureSource(deps, reach, code)
  const imports = await importsOf(reach, deps.db, source.id, month)
  const after = imports.find((one) => one.id === importId)
  const before = imports.find((one) => one.id === after?.supersedes_id)
  if (after === undefined || before === undefined) throw noRestatement()
  const [was, is] = await Promise.all(
    [before, after].map(
      async (one) =>
        new Map(
          (await serviceTotalsOf(reach, deps.db, one.id)).map((sum) => [
            `${sum.service} ${sum.currency}`,
            {
              name: sum.currency === after.currency ? sum.service : `${sum.service} (${sum.currency})`,
              figure: costFigures(one.id, { of: 'service', service: sum.service }).billed,
              ...sum,
            },
          ]),
        ),
    ),
  )
  const keys = [...new Set([...(was?.keys() ?? []), ...(is?.keys() ?? [])])]
  return {
    before: importView(before),
    after: importView(after),
    services: keys
      .map((key) => {
        const [from, to] = [was?.get(key), is?.get(key)]
        const difference = (to?.billedMicros ?? 0n) - (from?.billedMicros ?? 0n)
        return { service: to?.name ?? from?.name ?? '', from, to, difference }
      })
      .toSorted((a, b) => Number(magnitude(b.difference) - magnitude(a.difference)))
      .map(({ service, from, to, difference }) => ({
        service,
        before: from === undefined ? null : { amount: microsText(from.billedMicros), figure: from.figure },
        after: to === undefined ? null : { amount: microsText(to.billedMicros), figure: to.figure },
        difference: microsText(difference),
      })),
  }
}

function magnitude(value: bigint): bigint {
  return value < 0n ? -value : value
}
