import {
  queryChanges,
  type QueryKind,
  type QueryLine,
  type QueryParameters,
  rowsOf,
} from '#models/claims/evidence-query.ts'
import type { EvidenceRerun } from '#models/claims/evidence.schemas.ts'
import { microsToDecimal } from '#models/bills/micros.ts'
import { monthsFrom } from '#models/shared/month.ts'
import type { Reach } from '#server/access/reach.ts'
import { chargesKnownAt } from '#server/allocation/charges-as-known.ts'
import { billedMonthsOfBody } from '#server/allocation/workload-months.usecases.ts'
import { benefitAsOf } from '#server/benefits/register.usecases.ts'
import type { Database } from '#server/database/database.ts'
import { asJson, digestOf } from '#server/shared/digest.ts'

/** A question as the report thread is given it: of which body and benefit, over which workloads, at which instant (ISO). */
export type QueryAsked = QueryParameters & {
  readonly kind: QueryKind
  readonly bodyId: string
  readonly benefit: string | null
  readonly workloads: readonly string[]
  readonly at: string
}
export type QueryAnswer = { readonly lines: readonly QueryLine[]; readonly digest: string }

/** Asks the product; the digest is of the lines. */
export async function queryAnswer(db: Database, reach: Reach, asked: QueryAsked): Promise<QueryAnswer> {
  const lines = await linesOf(db, reach, asked)
  return { lines, digest: digestOf(asJson(lines)) }
}

async function linesOf(db: Database, reach: Reach, asked: QueryAsked): Promise<QueryLine[]> {
  if (asked.kind === 'bill-rows') return billLines(db, reach, asked)
  if (asked.benefit === null) return []
  const said = await benefitAsOf({ db }, reach, asked.benefit, { asKnownMs: Date.parse(asked.at) })
  if (asked.kind === 'price-basis')
    return [...said.trajectories.values()].map(({ key, content: { priceBasis }, digest }) => ({
      key,
      rows: 1,
      amount: null,
      unit: priceBasis.kind === 'real' ? `real ${priceBasis.year}` : priceBasis.kind,
      digest,
    }))
  return said.adjustments
    .filter(
      ({ content }) =>
        content.state === 'approved' && content.from <= asked.to && (content.to === null || content.to >= asked.from),
    )
    .map(({ key, content, digest }) => ({
      key,
      rows: 1,
      amount: String(content.effect),
      unit: said.measures.get(content.measure)?.content.unit ?? '',
      digest,
    }))
}

/** A line for each source, workload, category of service and month; its digest is of its charges, whichever import brought them. */
async function billLines(db: Database, reach: Reach, asked: QueryAsked): Promise<QueryLine[]> {
  const workloads = new Set(asked.workload === undefined ? asked.workloads : [asked.workload])
  const months = monthsFrom(asked.from, asked.to)
  const billed = (await billedMonthsOfBody(db, { bodyId: asked.bodyId, months, asKnown: asked.at })).filter(
    ({ workload, source }) => workloads.has(workload) && (asked.source === undefined || source === asked.source),
  )
  const behind = chargesKnownAt(db, reach, asked.at, workloads)
  const lines: QueryLine[] = []
  for (const { source, workload, serviceCategory, period, currency } of billed) {
    const { charges } = await behind({ bodyId: asked.bodyId, source, workload, serviceCategory, period })
    const rows = charges.map(({ charge, rule, billedMicros, effectiveMicros }) =>
      [charge.day, charge.service, charge.resource, charge.charge_category, rule, billedMicros, effectiveMicros].join(
        '|',
      ),
    )
    lines.push({
      key: `${source}|${workload}|${serviceCategory} ${period}`,
      rows: rows.length,
      amount: microsToDecimal(charges.reduce((sum, one) => sum + one.effectiveMicros, 0)),
      unit: currency,
      digest: digestOf(asJson(rows.toSorted())),
    })
  }
  return lines.toSorted((a, b) => (a.key < b.key ? -1 : 1))
}

/** What an answer became: the same digest, or the lines that changed. */
export function rerunOf(then: QueryAnswer, now: QueryAnswer, at: string): EvidenceRerun {
  return {
    at,
    digest: now.digest,
    isSame: then.digest === now.digest,
    rows: rowsOf(now.lines),
    changes: queryChanges(then.lines, now.lines),
  }
}
