import { overlaying, priceKey, type PriceLayer } from '#models/prices/overlay.ts'
import { pricingBook } from '#models/prices/price-book.ts'
import type { Steps } from '#models/shared/steps.ts'
import { findPriceBook, hasPriceBook, keepPriceBook } from '#server/assessment/assessment.repository.ts'
import type { Database } from '#server/database/database.ts'
import { bookContent, currentReference, type Reference, unpackedReference } from '#server/shared/datasets.ts'
import { asJson, digestOf } from '#server/shared/digest.ts'
import { type AcceptedHead, acceptedByIds, acceptedOn, snapshotContents } from './prices.repository.ts'
import { type SnapshotRows, unpackedRows } from './snapshot-content.ts'

// The prices in force are the shipped list with the accepted ones laid over it. What a figure rests on is kept as a recipe: the digest of the
// shipped list and the lists laid over it, none of which ever changes. A body that has prices of its own has a reference of its own.

export type PricesInForce = {
  /** What holds for every body that has no price of its own. */
  readonly common: Reference
  /** Every reference in use, the common one first. */
  readonly all: readonly Reference[]
  ofBody(bodyId: string): Reference
}

/** Prices in force on a day, for every body. */
export async function pricesInForce(db: Database, day: string): Promise<PricesInForce> {
  const accepted = await acceptedOn(db, day)
  const common = await referenceWith(db, visibleTo(accepted, undefined))
  const own = new Map<string, Reference>()
  for (const bodyId of new Set(accepted.flatMap((one) => (one.visibility === 'body' ? one.body_id : []))))
    own.set(bodyId, await referenceWith(db, visibleTo(accepted, bodyId)))
  return { common, all: [common, ...own.values()], ofBody: (bodyId) => own.get(bodyId) ?? common }
}

/** Prices in force for one body on a day: the seam by which costs are computed. */
export async function referenceInForce(db: Database, bodyId: string, day: string): Promise<Reference> {
  return referenceWith(db, visibleTo(await acceptedOn(db, day), bodyId))
}

/** The lists that one body reads: public ones, and its own. */
export function visibleTo(accepted: readonly AcceptedHead[], bodyId: string | undefined): AcceptedHead[] {
  return accepted.filter((one) => one.visibility === 'all' || one.body_id === bodyId)
}

/** Names which lists are in force on a day; undefined when only the shipped one is. What was computed under another name is out of date. */
export async function pricesKey(db: Database, day: string): Promise<string | undefined> {
  const accepted = await acceptedOn(db, day)
  return accepted.length === 0 ? undefined : digestOf(accepted.map((one) => one.id))
}

type Recipe = { readonly base: string; readonly lists: readonly string[] }

const references = new Map<string, Reference>()
const rowsRead = new Map<string, SnapshotRows>()
const mostReferences = 8
const mostRows = 24

function remember<K, V>(map: Map<K, V>, key: K, value: V, most: number): V {
  map.delete(key)
  map.set(key, value)
  for (const old of [...map.keys()].slice(0, -most)) map.delete(old)
  return value
}

/** The shipped list with these laid over it, made once a thread. */
export async function referenceWith(
  db: Database,
  lists: readonly AcceptedHead[],
  base: Reference = currentReference(),
): Promise<Reference> {
  if (lists.length === 0) return base
  const parts = lists.map((one) => ({
    digest: one.digest,
    isWhole: one.is_whole,
    visibility: one.visibility,
    accepted: acceptedLines(one),
  }))
  const digest = digestOf(asJson({ base: base.digest, parts, ids: lists.map((one) => one.id) }))
  const known = references.get(digest)
  if (known !== undefined) return remember(references, digest, known, mostReferences)
  const layers: PriceLayer[] = []
  for (const [i, { rows, unread }] of (await rowsOf(db, lists)).entries()) {
    const list = lists[i]
    if (list !== undefined) layers.push(layerOf(list, { rows, unread }))
    await breath()
  }
  const content = { ...base.content, rows: await inSteps(overlaying(base.content.rows, layers)) }
  const recipe: Recipe = { base: base.digest, lists: lists.map((one) => one.id) }
  const made: Reference = {
    digest,
    book: await inSteps(pricingBook(bookContent(content))),
    set: base.set,
    rate: base.rate,
    formulas: base.formulas,
    packed: () => JSON.stringify(recipe),
    content,
  }
  return remember(references, digest, made, mostReferences)
}

/** Lets others be served between two steps of a long making. */
const breath = () => new Promise<void>((resume) => setImmediate(resume))

async function inSteps<T>(steps: Steps<T>): Promise<T> {
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
    await breath()
  }
}

async function rowsOf(db: Database, lists: readonly AcceptedHead[]): Promise<SnapshotRows[]> {
  const missing = lists.filter((one) => !rowsRead.has(one.id)).map((one) => one.id)
  const contents = missing.length === 0 ? new Map<string, string>() : await snapshotContents(db, missing)
  const found: SnapshotRows[] = []
  for (const { id, code } of lists) {
    const known = rowsRead.get(id) ?? (await unpackedRows(contents.get(id) ?? '', code))
    found.push(remember(rowsRead, id, known, mostRows))
  }
  return found
}

function acceptedLines(one: Pick<AcceptedHead, 'accepted_outliers_json'>): number[] {
  const accepted = JSON.parse(one.accepted_outliers_json) as readonly { readonly line: number }[] // written on acceptance
  return accepted.map(({ line }) => line).toSorted((a, b) => a - b)
}

/** What a list lays: its rows but the outliers nobody took; those and what could not be read are still listed, and take nothing away. */
function layerOf(list: AcceptedHead, { rows, unread }: SnapshotRows): PriceLayer {
  const outliers = JSON.parse(list.outliers_json) as readonly { readonly line: number }[] // written on proposal
  const taken = new Set(acceptedLines(list))
  const left = new Set(outliers.map(({ line }) => line).filter((line) => !taken.has(line)))
  return {
    rows: rows.filter((row) => !left.has(row.line)),
    alsoListed: new Set([...unread, ...rows.filter((row) => left.has(row.line)).map((row) => priceKey(row.values))]),
    isWholeList: list.is_whole === 1,
    isRestricted: list.visibility === 'body',
  }
}

/** Keeps what figures rest on: the recipe of a reference, and the shipped list that it is made over. */
export async function keepReferences(db: Database, used: readonly Reference[], at: string): Promise<void> {
  const base = currentReference()
  for (const { digest, book, packed } of [base, ...used.filter((one) => one !== base)]) {
    if (await hasPriceBook(db, digest)) continue
    await keepPriceBook(db, { digest, id: book.id, as_of: book.asOf, content: packed(), loaded_at: at })
  }
}

const shipped = new Map<string, Reference>()

/** A reference as it was kept, by its digest; undefined when it never was. */
export async function referenceKept(db: Database, digest: string): Promise<Reference | undefined> {
  if (currentReference().digest === digest) return currentReference()
  const known = references.get(digest) ?? shipped.get(digest)
  if (known !== undefined) return known
  const stored = await findPriceBook(db, digest)
  if (stored === undefined) return undefined
  if (!stored.content.startsWith('{'))
    return remember(shipped, digest, unpackedReference(stored.content), mostReferences)
  const recipe = JSON.parse(stored.content) as Recipe // written by packed() above
  const base = await referenceKept(db, recipe.base)
  if (base === undefined) return undefined
  return referenceWith(db, await acceptedByIds(db, recipe.lists), base)
}
