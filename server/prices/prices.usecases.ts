import { bookDifference, type BookDifference, differenceCounts } from '#models/prices/book-difference.ts'
import { outliersAmong, type PriceOutlier, priceOutliers } from '#models/prices/outliers.ts'
import { type Price, priceBook } from '#models/prices/price-book.ts'
import type {
  AcceptPriceBook,
  OutlierView,
  PriceBookDetail,
  PriceBookState,
  PriceBookView,
  PriceSourceKind,
  PriceVisibility,
} from '#models/prices/price-books.schemas.ts'
import type { KnownPlaces } from '#models/prices/price-row.ts'
import { receivedList } from '#models/prices/received-list.ts'
import type { ProblemItem } from '#models/shared/problem.ts'
import { type Reach } from '#server/access/reach.ts'
import { secondPerson } from '#server/access/second-person.ts'
import { ensureVersion, etagOf } from '#server/app/versions.ts'
import { centreNotNeeded } from '#server/classification/classification.problems.ts'
import type { Database } from '#server/database/database.ts'
import type { PriceSnapshotRow } from '#server/database/schema.ts'
import { optionsInForce } from '#server/hosting/hosting.usecases.ts'
import { type Clock, todayOf } from '#server/shared/clock.ts'
import { nextCodes } from '#server/shared/codes.ts'
import { currentReference } from '#server/shared/datasets.ts'
import { newId } from '#server/shared/ids.ts'
import { changing } from '#server/shared/unit-of-work.ts'
import { keepReferences, pricesInForce, referenceWith, visibleTo } from './in-force.usecases.ts'
import type { SourceRows } from './price-source.ts'
import {
  outlierUnknown,
  ownPriceBook,
  priceBookBeyondReach,
  priceBookDay,
  priceBookDecided,
  priceBookNotFound,
  priceFileNothingRead,
} from './prices.problems.ts'
import {
  acceptedOn,
  bodyIds,
  decideSnapshot,
  findSameProposal,
  findSnapshot,
  insertSnapshot,
  snapshotContents,
  snapshotRefusals,
  snapshotsIn,
  type SnapshotWithBody,
} from './prices.repository.ts'
import { packedRows, unpackedRows } from './snapshot-content.ts'

export type PricesDeps = { readonly db: Database; readonly clock: Clock }
export type AcceptingDeps = PricesDeps & {
  /** Has the portfolio assessed again when what its costs rest on today has changed. */
  readonly rejudge: (reach: Reach) => Promise<void>
}

export type Proposal = {
  /** The body that brings the list: the only reader of a restricted one. */
  readonly bodyId: string
  readonly visibility: PriceVisibility
  readonly source: PriceSourceKind
  readonly name: string
  readonly region: string | null
  readonly received: SourceRows
}

const mostRefusalsKept = 1_000

/** Regions and options that exist here: those of the shipped list, and of the hosting options. */
async function knownPlaces(db: Database): Promise<KnownPlaces> {
  const { book, content } = currentReference()
  const places = content.choices.places.flatMap(({ provider, regions }) => regions.map((one) => `${provider}|${one}`))
  const listed = book.prices.map((price) => `${price.provider}|${price.region}`)
  const options = await optionsInForce(db)
  return { regions: new Set([...places, ...listed]), options: new Set(options.map(({ id }) => id)) }
}

function pricesOf(rows: Parameters<typeof priceBook>[0]['rows']): readonly Price[] {
  return priceBook({ id: 'received', rows, choices: { storage: [], places: [], excluded: [] } }).prices
}

/**
 * Keeps a received list as a proposal: its rows, those refused and why, its outliers, and what differs from the prices in force. Nothing
 * is in force until it is accepted. The same rows proposed twice are one proposal.
 */
export async function proposePriceBook(deps: PricesDeps, reach: Reach, given: Proposal): Promise<PriceBookDetail> {
  const { rows, refused, unread } = receivedList(given.received.rows, await knownPlaces(deps.db))
  const refusals = [...given.received.refused, ...refused]
  if (rows.length === 0) throw priceFileNothingRead(refusals)
  const prices = pricesOf(rows)
  const { content, digest } = packedRows({ rows, unread })
  const same = await findSameProposal(reach, deps.db, {
    digest,
    visibility: given.visibility,
    body_id: given.bodyId,
  })
  if (same !== undefined) return onePriceBook(deps, reach, same.code)
  const today = todayOf(deps.clock)
  const lists = visibleTo(await acceptedOn(deps.db, today), given.visibility === 'body' ? given.bodyId : undefined)
  const before = (await referenceWith(deps.db, lists)).book.prices
  const counts = differenceCounts(
    bookDifference({
      before,
      received: prices,
      isWholeList: given.received.isWholeList,
      alsoListed: new Set(unread),
    }),
  )
  // A whole list is its own judge: its families are all there, and may have moved together.
  const outliers = given.received.isWholeList ? priceOutliers(prices) : outliersAmong(prices, before)
  const asOf = prices.reduce((latest, price) => (price.asOf > latest ? price.asOf : latest), '')
  const code = await changing(deps, reach, async (work) => {
    const [book = ''] = await nextCodes(work.tx, 'price-book', 1)
    const row: PriceSnapshotRow = {
      id: newId(),
      body_id: given.bodyId,
      code: book,
      visibility: given.visibility,
      state: 'proposed',
      source: given.source,
      name: given.name,
      region: given.region,
      as_of: asOf,
      is_whole: given.received.isWholeList ? 1 : 0,
      items: prices.length,
      refused: refusals.length,
      refused_json: JSON.stringify(refusals.slice(0, mostRefusalsKept)),
      outliers_json: JSON.stringify(outliers.map(keptOutlier)),
      accepted_outliers_json: '[]',
      counts_json: JSON.stringify(counts),
      digest,
      content,
      in_force_from: null,
      proposed_by: reach.actor,
      proposed_at: work.at,
      decided_by: null,
      decided_at: null,
      decision_reason: null,
      row_version: 1,
    }
    await insertSnapshot(work.tx, row)
    await work.record({
      bodyId: given.bodyId,
      action: 'price-book.proposed',
      objectType: 'price-book',
      objectId: row.id,
      after: { book, visibility: given.visibility, name: given.name, items: row.items, digest, counts },
    })
    return book
  })
  return onePriceBook(deps, reach, code)
}

type KeptOutlier = Omit<OutlierView, 'accepted'>

function keptOutlier({ price, kind, timesFamilyPerVcpu, agreeing }: PriceOutlier): KeptOutlier {
  const { line, provider, region, service, sku, os, amountText, currency, unit } = price
  return {
    line,
    provider,
    region,
    service,
    sku,
    os,
    amount: amountText,
    currency,
    unit,
    kind,
    times: timesFamilyPerVcpu,
    agreeing,
  }
}

/** Lists in reach, the newest first. */
export async function priceBooks(
  deps: PricesDeps,
  reach: Reach,
  asked: Parameters<typeof snapshotsIn>[2],
): Promise<PriceBookView[]> {
  const inForce = await inForceIds(deps)
  return (await snapshotsIn(reach, deps.db, asked)).map((row) => viewOf(row, inForce))
}

async function inForceIds({ db, clock }: PricesDeps): Promise<ReadonlySet<string>> {
  return new Set((await acceptedOn(db, todayOf(clock))).map((one) => one.id))
}

/** One list with its outliers and refused rows. */
export async function onePriceBook(deps: PricesDeps, reach: Reach, code: string): Promise<PriceBookDetail> {
  const row = await ensureSnapshot(deps.db, reach, code)
  const accepted = new Map(
    (JSON.parse(row.accepted_outliers_json) as { line: number; reason: string }[]).map((one) => [one.line, one.reason]), // written on acceptance
  )
  const outliers = JSON.parse(row.outliers_json) as KeptOutlier[] // written on proposal
  return {
    ...viewOf(row, await inForceIds(deps)),
    outlierRows: outliers.map((one) => ({ ...one, accepted: accepted.get(one.line) ?? null })),
    refusedRows: JSON.parse(await snapshotRefusals(deps.db, row.id)) as ProblemItem[], // written on proposal
  }
}

export async function ensureSnapshot(db: Database, reach: Reach, code: string): Promise<SnapshotWithBody> {
  const row = await findSnapshot(reach, db, code)
  if (row === undefined) throw priceBookNotFound()
  return row
}

function viewOf(row: SnapshotWithBody, inForce: ReadonlySet<string>): PriceBookView {
  return {
    book: row.code,
    body: row.body_code,
    // Written by this feature only, through the same types.
    visibility: row.visibility as PriceVisibility,
    state: row.state as PriceBookState,
    source: row.source as PriceSourceKind,
    name: row.name,
    region: row.region,
    asOf: row.as_of,
    isWholeList: row.is_whole === 1,
    items: row.items,
    refused: row.refused,
    outliers: (JSON.parse(row.outliers_json) as unknown[]).length,
    counts: JSON.parse(row.counts_json) as PriceBookView['counts'],
    digest: row.digest,
    inForceFrom: row.in_force_from,
    isInForce: inForce.has(row.id),
    proposedBy: row.proposed_by,
    proposedAt: row.proposed_at,
    decidedBy: row.decided_by,
    decidedAt: row.decided_at,
    decisionReason: row.decision_reason,
    etag: etagOf(row.row_version),
  }
}

/**
 * A second person accepts a list: its prices are in force from the day said, today or later, its outliers left out but those taken one by
 * one. A list for everybody is accepted by a role that covers every body. The portfolio is assessed again.
 */
export async function acceptPriceBook(
  deps: AcceptingDeps,
  reach: Reach,
  code: string,
  given: AcceptPriceBook & { readonly expected: number },
): Promise<PriceBookDetail> {
  const row = await ensureSnapshot(deps.db, reach, code)
  if (row.state !== 'proposed') throw priceBookDecided()
  ensureVersion(row.row_version, given.expected)
  await ensureMayDecide(deps, reach, row)
  const today = todayOf(deps.clock)
  const inForceFrom = given.inForceFrom ?? today
  if (inForceFrom < today) throw priceBookDay(today)
  const known = new Set((JSON.parse(row.outliers_json) as KeptOutlier[]).map(({ line }) => line))
  const strangers = given.outliers.map(({ line }) => line).filter((line) => !known.has(line))
  if (strangers.length > 0) throw outlierUnknown(strangers)
  const taken = [...new Map(given.outliers.map((one) => [one.line, one])).values()]
  await settle(deps, reach, row, {
    action: 'price-book.accepted',
    expected: given.expected,
    set: { state: 'accepted', in_force_from: inForceFrom, accepted_outliers_json: JSON.stringify(taken) },
    after: { book: code, inForceFrom, outliersTaken: taken, outliersLeft: known.size - taken.length },
  })
  const { all } = await pricesInForce(deps.db, today)
  await keepReferences(deps.db, all, deps.clock.now().toISOString())
  await deps.rejudge(reach)
  return onePriceBook(deps, reach, code)
}

/** A list is turned down, with a reason. Whoever proposed it may take it back the same way. */
export async function rejectPriceBook(
  deps: PricesDeps,
  reach: Reach,
  code: string,
  given: { readonly reason: string; readonly expected: number },
): Promise<PriceBookDetail> {
  const row = await ensureSnapshot(deps.db, reach, code)
  if (row.state !== 'proposed') throw priceBookDecided()
  ensureVersion(row.row_version, given.expected)
  if (row.proposed_by !== reach.actor) await ensureMayDecide(deps, reach, row)
  await settle(deps, reach, row, {
    action: 'price-book.rejected',
    expected: given.expected,
    set: { state: 'rejected', decision_reason: given.reason },
    after: { book: code, reason: given.reason },
  })
  return onePriceBook(deps, reach, code)
}

/** The command line acts for the installation itself: its proposal is read on the same screen, and says who it is. */
async function ensureMayDecide(deps: PricesDeps, reach: Reach, row: SnapshotWithBody): Promise<void> {
  if (reach.action === 'system') return
  if (row.proposed_by === reach.actor) throw ownPriceBook()
  if (row.visibility === 'all') {
    const everybody = await bodyIds(deps.db)
    if (!everybody.every((id) => reach.bodies.includes(id))) throw priceBookBeyondReach()
    return
  }
  if (!reach.bodies.includes(row.body_id)) throw priceBookNotFound()
  const answer = (await secondPerson(deps, reach, 'prices.accept'))({
    bodyId: row.body_id,
    proposedBy: row.proposed_by,
  })
  if (answer === 'centre-not-needed') throw centreNotNeeded()
}

async function settle(
  deps: PricesDeps,
  reach: Reach,
  row: SnapshotWithBody,
  as: {
    readonly action: string
    readonly expected: number
    readonly set: Partial<PriceSnapshotRow>
    readonly after: object
  },
): Promise<void> {
  await changing(deps, reach, async (work) => {
    const decided = { ...as.set, decided_by: reach.actor, decided_at: work.at }
    if (!(await decideSnapshot(work.tx, row.id, as.expected, decided))) throw priceBookDecided()
    await work.record({
      bodyId: row.body_id,
      action: as.action,
      objectType: 'price-book',
      objectId: row.id,
      after: as.after,
    })
  })
}

/**
 * What a list changes: against the prices in force today while it is proposed; once decided, against those that were in force before it.
 */
export async function differenceOf({ db, clock }: PricesDeps, row: SnapshotWithBody): Promise<BookDifference> {
  const { rows, unread } = await unpackedRows((await snapshotContents(db, [row.id])).get(row.id) ?? '', row.code)
  const day = row.state === 'accepted' ? (row.in_force_from ?? '') : todayOf(clock)
  const reader = row.visibility === 'body' ? row.body_id : undefined
  const lists = visibleTo(await acceptedOn(db, day), reader)
  const own = lists.findIndex((one) => one.id === row.id)
  const before = await referenceWith(db, own === -1 ? lists : lists.slice(0, own))
  return bookDifference({
    before: before.book.prices,
    received: pricesOf(rows),
    isWholeList: row.is_whole === 1,
    alsoListed: new Set(unread),
  })
}
