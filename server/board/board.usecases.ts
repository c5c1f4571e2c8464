import { boardContent, type BoardContent, type BoardFacts } from '#models/board/board-content.ts'
import type { BoardCheck, BoardSnapshotView } from '#models/board/board.views.ts'
import type { Derivation } from '#models/shared/derivation.ts'
import { boardDerivations, type BoardFigure } from '#models/board/board-derivations.ts'
import { canonicalJson } from '#models/shared/canonical-json.ts'
import { jsonDifferences } from '#models/shared/json-differences.ts'
import { bodyNotFound } from '#server/access/access.problems.ts'
import { bodyTree, withDescendants } from '#server/access/bodies.repository.ts'
import type { Reach } from '#server/access/reach.ts'
import type { Database } from '#server/database/database.ts'
import type { BoardSnapshotRow } from '#server/database/schema.ts'
import { costReferencesInForce } from '#server/formulas/references-in-force.usecases.ts'
import { packInForce } from '#server/rules/pack-in-force.usecases.ts'
import { asJson, sha256 } from '#server/shared/digest.ts'
import { newId } from '#server/shared/ids.ts'
import type { Work } from '#server/shared/unit-of-work.ts'
import { boardSnapshotNotFound } from './board.problems.ts'
import { boardFactsIn, bodyOfSubject, insertSnapshot, snapshotsOf, subjectOf } from './board.repository.ts'

export type MadeBoard = { readonly content: BoardContent; readonly text: string; readonly digest: string }

/** The bodies that a board page is of: one and those under it, within reach; all of the reach when none is named. */
export async function boardBodies(
  db: Database,
  reach: Reach,
  code: string | null,
  day: string,
): Promise<readonly string[]> {
  if (code === null) return reach.bodies
  const tree = await bodyTree(db, day)
  const body = tree.byCode.get(code)
  if (body === undefined || !reach.bodies.includes(body.id)) throw bodyNotFound(code)
  return withDescendants(tree, body.id).filter((id) => reach.bodies.includes(id))
}

/**
 * The board page as known at an instant (ISO, inclusive), recomputed from dated facts, after the page shown last before that instant. A page
 * that was shown keeps the bodies it counted and the parameters it named: what is approved or created since for a past day changes neither.
 */
export async function boardAt(
  db: Database,
  reach: Reach,
  body: string | null,
  asKnownAt: string,
): Promise<MadeBoard & { readonly derivations: ReadonlyMap<BoardFigure, Derivation> }> {
  const day = asKnownAt.slice(0, 10)
  const [tree, kept] = await Promise.all([bodyTree(db, day), snapshotsOf(reach, db, subjectOf(body))])
  const shownRow = kept.find((row) => row.as_known_at === asKnownAt)
  const shown = shownRow === undefined ? undefined : contentOf(shownRow)
  const ids =
    shown === undefined
      ? await boardBodies(db, reach, body, day)
      : shown.bodies.flatMap((code) => tree.byCode.get(code)?.id ?? [])
  const bodies = ids.filter((id) => reach.bodies.includes(id))
  const [facts, vintages] = await Promise.all([
    boardFactsIn({ bodies }, db),
    shown === undefined ? vintagesOn(db, day) : shown.vintages,
  ])
  const earlier = kept.find((row) => row.as_known_at < asKnownAt)
  const content = boardContent(
    { ...facts, vintages },
    {
      body,
      bodies: [...tree.byCode].flatMap(([code, { id }]) => (bodies.includes(id) ? [code] : [])).toSorted(),
      asKnownAt,
      previous: earlier === undefined ? undefined : contentOf(earlier),
    },
  )
  const text = canonicalJson(asJson(content))
  const derivations = boardDerivations({ ...facts, vintages }, asKnownAt)
  return { content, text, digest: sha256(text), derivations }
}

const contentOf = (row: BoardSnapshotRow) => JSON.parse(row.content_json) as BoardContent // written by keepBoard

/** What the parameters were on a day: rule pack, prices, assumptions, exchange rate. */
async function vintagesOn(db: Database, day: string): Promise<BoardFacts['vintages']> {
  const [{ pack }, { common }] = await Promise.all([packInForce(db, day), costReferencesInForce(db, day)])
  return [
    { what: 'pack', version: `${pack.id} ${pack.version}` },
    { what: 'prices', version: `${common.book.id}, ${common.book.asOf}` },
    { what: 'assumptions', version: `${common.set.id} ${common.set.version}` },
    { what: 'rate', version: common.rate === undefined ? '' : `${common.rate.cadPerUsd}, ${common.rate.date}` },
  ]
}

/** The instant of a day as the board knew it: that of the page shown that day, else the end of the day. */
export async function boardInstant(db: Database, reach: Reach, body: string | null, day: string): Promise<string> {
  const kept = await snapshotsOf(reach, db, subjectOf(body))
  return kept.find((row) => row.as_known_at.slice(0, 10) === day)?.as_known_at ?? `${day}T23:59:59.999Z`
}

/** Keeps the page that is going out, in the transaction that says so: what the board was shown, word for word. */
export async function keepBoard(
  work: Work,
  reach: Reach,
  { content, text, digest }: MadeBoard,
  bodyId: string | null,
): Promise<void> {
  const id = newId()
  const owner = bodyId ?? reach.bodies[0] ?? ''
  await insertSnapshot(work.tx, {
    id,
    body_id: owner,
    subject: subjectOf(content.body),
    as_known_at: content.asKnownAt,
    content_json: text,
    digest,
    made_by: reach.actor,
    made_at: work.at,
  })
  await work.record({
    bodyId: owner,
    action: 'board.issued',
    objectType: 'board-page',
    objectId: id,
    after: { subject: subjectOf(content.body), asKnownAt: content.asKnownAt, digest },
  })
}

const viewOf = (row: BoardSnapshotRow): BoardSnapshotView => ({
  id: row.id,
  body: bodyOfSubject(row.subject),
  asKnownAt: row.as_known_at,
  digest: row.digest,
  madeBy: row.made_by,
  madeAt: row.made_at,
})

/** Board pages that were shown, newest first: those whose every body is within reach, for only they can be found again whole. */
export async function boardSnapshots(db: Database, reach: Reach): Promise<BoardSnapshotView[]> {
  return (await readable(db, reach)).map(viewOf)
}

async function readable(db: Database, reach: Reach): Promise<BoardSnapshotRow[]> {
  const rows = await snapshotsOf(reach, db, undefined)
  const trees = new Map<string, Awaited<ReturnType<typeof bodyTree>>>()
  for (const day of new Set(rows.map(({ as_known_at }) => as_known_at.slice(0, 10))))
    trees.set(day, await bodyTree(db, day))
  return rows.filter((row) =>
    contentOf(row).bodies.every((code) =>
      reach.bodies.includes(trees.get(row.as_known_at.slice(0, 10))?.byCode.get(code)?.id ?? ''),
    ),
  )
}

const mostDifferences = 50

/** A page that was shown, recomputed from the facts as known then, and held against its digest. */
export async function checkBoard(db: Database, reach: Reach, id: string): Promise<BoardCheck> {
  const row = (await readable(db, reach)).find((one) => one.id === id)
  if (row === undefined) throw boardSnapshotNotFound()
  const { content, digest } = await boardAt(db, reach, bodyOfSubject(row.subject), row.as_known_at)
  return {
    ...viewOf(row),
    recomputed: digest,
    isIntact: sha256(row.content_json) === row.digest,
    isSame: digest === row.digest,
    differences: jsonDifferences(JSON.parse(row.content_json), content).slice(0, mostDifferences),
  }
}
/** The digest kept for a page at an instant, if it was shown. */
export async function keptDigest(
  db: Database,
  reach: Reach,
  body: string | null,
  at: string,
): Promise<string | undefined> {
  return (await snapshotsOf(reach, db, subjectOf(body))).find((row) => row.as_known_at === at)?.digest
}
