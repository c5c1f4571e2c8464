import { gzipSync } from 'node:zlib'
import { storedRecord } from '#models/classification/classification.schemas.ts'
import { type Held, inherited } from '#models/classification/propagation.ts'
import type { Floor } from '#models/classification/raised.ts'
import {
  askedFloor,
  freshMonths,
  type ReviewReason,
  reviewReasons,
  type ReviewSubject,
} from '#models/classification/review.ts'
import type { ReviewItem, ReviewList } from '#models/classification/review.views.ts'
import type { Reach } from '#server/access/reach.ts'
import type { Database } from '#server/database/database.ts'
import { dataLinks } from '#server/inventory/dependencies.usecases.ts'
import { packInForce } from '#server/rules/pack-in-force.usecases.ts'
import { assetsSinceApproval, detectionsIn, reviewedAfter } from './reviews.repository.ts'

const pageSize = 1_000
type Row = Awaited<ReturnType<typeof reviewedAfter>>[number]
type Since = { readonly count: number; readonly since: string }

/** Every classification in reach to look at again on a day, gzipped JSON ready to send. Made in the report thread. */
export async function reviewList(db: Database, reach: Reach, today: string): Promise<Uint8Array<ArrayBuffer>> {
  const rows = await allRows(db, reach)
  const records = new Map(rows.map((row) => [row.id, row.record_json === null ? null : storedRecord(row.record_json)]))
  const [links, assets, detections] = await Promise.all([
    dataLinks({ db }, reach),
    assetsSinceApproval(reach, db),
    detectionsIn(reach, db),
  ])
  const held = new Map(
    [...records].map(([id, record]): [string, Held] => [
      id,
      { c: record?.dic?.c ?? null, isPersonal: record?.pi.present ?? null },
    ]),
  )
  const flows = inherited(held, links)
  const codes = new Map(rows.map((row) => [row.id, row.code]))
  const newAssets = new Map(assets.map((row) => [row.workload_id, { count: Number(row.count), since: row.since }]))
  const newLinks = linksSince(rows, links)
  const detected = detectedTogether(detections)
  const limit = freshMonths((await packInForce(db, today)).pack)
  const items = rows.flatMap((row): ReviewItem[] => {
    const flow = flows.get(row.id)
    const named = (path: readonly string[]) => path.map((id) => codes.get(id) ?? '')
    const record = records.get(row.id) ?? null
    const subject: ReviewSubject = {
      record,
      newAssets: newAssets.get(row.id) ?? null,
      newDependencies: newLinks.get(row.id) ?? null,
      inherited:
        flow === undefined ? undefined : { ...flow, cPath: named(flow.cPath), personalPath: named(flow.personalPath) },
      detected: detected.get(row.id),
    }
    const reasons = reviewReasons(subject, today, limit)
    if (reasons.length === 0) return []
    const dic = record?.dic ?? null
    return [
      {
        workload: row.code,
        name: row.name,
        body: row.body,
        levels: dic === null ? null : { d: dic.d, i: dic.i, c: dic.c },
        reasons,
        asked: askedFloor(reasons),
        proposal: row.proposal,
      },
    ]
  })
  const first = (item: ReviewItem) => Math.min(...item.reasons.map((reason) => order.indexOf(reason.kind)))
  const list: ReviewList = {
    asOf: today,
    items: items.toSorted((a, b) => first(a) - first(b) || a.workload.localeCompare(b.workload)),
  }
  return new Uint8Array(gzipSync(JSON.stringify(list), { level: 4 })) // a copy of its own, so that it can be transferred
}

const order: readonly ReviewReason['kind'][] = [
  'detected',
  'inherits',
  'stale',
  'ageing',
  'new-assets',
  'new-dependencies',
]

async function allRows(db: Database, reach: Reach): Promise<Row[]> {
  const rows: Row[] = []
  for (;;) {
    const page = await reviewedAfter(reach, db, rows.at(-1)?.code ?? '', pageSize)
    rows.push(...page)
    if (page.length < pageSize) return rows
  }
}

/** Links that came after the classification of either end was approved. */
function linksSince(
  rows: readonly Row[],
  links: readonly { readonly from: string; readonly to: string; readonly at: string }[],
): ReadonlyMap<string, Since> {
  const approvedAt = new Map(rows.map((row) => [row.id, row.decided_at]))
  const found = new Map<string, Since>()
  for (const link of links) {
    for (const end of [link.from, link.to]) {
      const approved = approvedAt.get(end)
      if (approved === undefined || approved === null || link.at <= approved) continue
      const known = found.get(end)
      const since = known === undefined || link.at < known.since ? link.at : known.since
      found.set(end, { count: (known?.count ?? 0) + 1, since })
    }
  }
  return found
}

type Detected = NonNullable<ReviewSubject['detected']>

/**
 * What the newest analysis of each file found of each workload, together: one that finds nothing takes back only what the same file had
 * shown. Named after the one that asks for most.
 */
function detectedTogether(rows: Awaited<ReturnType<typeof detectionsIn>>): ReadonlyMap<string, Detected> {
  const byFile = new Map<string, Detected & { readonly workload: string }>()
  for (const row of rows)
    byFile.set(JSON.stringify([row.workload_id, row.file_name]), {
      ...floorOf(row.columns_json),
      workload: row.workload_id,
      file: row.file_name,
      on: row.recorded_at.slice(0, 10),
    })
  const together = new Map<string, Detected>()
  for (const { workload, ...one } of byFile.values()) {
    const known = together.get(workload)
    const strongest = known === undefined || (one.c ?? 0) > (known.c ?? 0) ? one : known
    together.set(workload, {
      ...strongest,
      isPersonal: one.isPersonal || known?.isPersonal === true,
      kinds: [...new Set([...(known?.kinds ?? []), ...one.kinds])],
    })
  }
  return together
}

function floorOf(json: string): Floor & { readonly kinds: NonNullable<Floor['kinds']> } {
  const { floor } = JSON.parse(json) as { readonly floor: Floor & { readonly kinds: NonNullable<Floor['kinds']> } } // written by detection only
  return floor
}
