import type { IndicatorVersionView } from '#models/barometer/barometer.views.ts'
import type { IndicatorDefinition, NewIndicatorVersion } from '#models/barometer/indicator.schemas.ts'
import { countCatalogue } from '#models/barometer/named-counts.ts'
import { canonicalJson } from '#models/shared/canonical-json.ts'
import { formulaTree } from '#models/shared/formula.ts'
import type { Reach } from '#server/access/reach.ts'
import { ensureVersion, etagOf } from '#server/app/versions.ts'
import { reachesAllBodies } from '#server/audit/audit.usecases.ts'
import type { Database } from '#server/database/database.ts'
import type { IndicatorVersionRow } from '#server/database/schema.ts'
import { type Clock, todayOf } from '#server/shared/clock.ts'
import { indicatorDefinitions } from '#server/shared/datasets.ts'
import { asJson, digestOf } from '#server/shared/digest.ts'
import { newId } from '#server/shared/ids.ts'
import { changing } from '#server/shared/unit-of-work.ts'
import {
  barometerNeedsAllBodies,
  indicatorDayAhead,
  indicatorDecided,
  indicatorFormulaRefused,
  indicatorNameUnknown,
  indicatorOwnVersion,
  indicatorVersionNotFound,
  indicatorVersionTaken,
} from './barometer.problems.ts'
import {
  decideIndicatorVersion,
  findIndicatorVersion,
  indicatorVersions,
  insertIndicatorVersion,
} from './barometer.repository.ts'

type VersionsDeps = { readonly db: Database; readonly clock: Clock }

const definitionOf = (row: IndicatorVersionRow) => JSON.parse(row.content_json) as IndicatorDefinition // written by proposeIndicator

/** The last version approved of each indicator that was edited here. */
function approvedOf(rows: readonly IndicatorVersionRow[]): ReadonlyMap<string, IndicatorVersionRow> {
  const approved = rows
    .filter(({ state }) => state === 'approved')
    .toSorted((a, b) => ((a.decided_at ?? '') < (b.decided_at ?? '') ? -1 : 1))
  return new Map(approved.map((row) => [row.indicator, row]))
}

/**
 * The definitions that stand: those the product ships, each replaced by its last approved version; then those added here. `proposed` names
 * a version taken as if it were approved.
 */
export async function definitionsInForce(db: Database, proposed?: string): Promise<IndicatorDefinition[]> {
  const rows = await indicatorVersions(db)
  const approved = new Map(approvedOf(rows))
  const supposed = rows.find(({ id }) => id === proposed)
  if (supposed !== undefined) approved.set(supposed.indicator, supposed)
  const shipped = indicatorDefinitions()
  const ids = new Set(shipped.map(({ id }) => id))
  const added = [...approved.values()].filter((row) => !ids.has(row.indicator)).map(definitionOf)
  return [
    ...shipped.map((definition) => {
      const row = approved.get(definition.id)
      return row === undefined ? definition : definitionOf(row)
    }),
    ...added,
  ]
}

/** Every version of every indicator: shipped ones first, then what was proposed here, newest last. */
export async function indicatorHistory(db: Database): Promise<IndicatorVersionView[]> {
  const rows = await indicatorVersions(db)
  const approved = approvedOf(rows)
  const shipped = indicatorDefinitions().map((definition): IndicatorVersionView => ({
    id: `shipped:${definition.id}`,
    indicator: definition.id,
    version: definition.formulaVersion,
    state: 'shipped',
    isInForce: !approved.has(definition.id),
    reason: '',
    proposedBy: null,
    proposedAt: null,
    decidedBy: null,
    decidedAt: null,
    etag: etagOf(0),
    definition,
  }))
  return [...shipped, ...rows.map((row) => versionView(row, approved.get(row.indicator)?.id === row.id))]
}

function versionView(row: IndicatorVersionRow, isInForce: boolean): IndicatorVersionView {
  return {
    id: row.id,
    indicator: row.indicator,
    version: row.version,
    state: row.state as IndicatorVersionView['state'], // written below
    isInForce,
    reason: row.reason,
    proposedBy: row.proposed_by,
    proposedAt: row.proposed_at,
    decidedBy: row.decided_by,
    decidedAt: row.decided_at,
    etag: etagOf(row.row_version),
    definition: definitionOf(row),
  }
}

export async function oneVersion(db: Database, id: string): Promise<IndicatorVersionView> {
  const found = (await indicatorHistory(db)).find((one) => one.id === id)
  if (found === undefined) throw indicatorVersionNotFound()
  return found
}

/** Puts a definition forward: an edit of a shipped indicator, a number stated from a register, or a new indicator. Nothing changes yet. */
export async function proposeIndicator(
  deps: VersionsDeps,
  reach: Reach,
  { definition, reason }: NewIndicatorVersion,
): Promise<IndicatorVersionView> {
  if (!(await reachesAllBodies(deps.db, reach))) throw barometerNeedsAllBodies()
  ensureNamed(definition)
  const today = todayOf(deps.clock)
  const ahead = Object.entries(definition.stated).find(([, { asOf }]) => asOf > today)
  if (ahead !== undefined) throw indicatorDayAhead(ahead[0], ahead[1].asOf)
  const taken = (await indicatorHistory(deps.db)).some(
    (one) => one.indicator === definition.id && one.version === definition.formulaVersion,
  )
  if (taken) throw indicatorVersionTaken(definition.id, definition.formulaVersion)
  const id = newId()
  await changing(deps, reach, async (work) => {
    const content = asJson(definition)
    await insertIndicatorVersion(work.tx, {
      id,
      indicator: definition.id,
      version: definition.formulaVersion,
      state: 'proposed',
      content_json: canonicalJson(content),
      reason,
      proposed_by: reach.actor,
      proposed_at: work.at,
      decided_by: null,
      decided_at: null,
      row_version: 1,
    })
    await work.record({
      bodyId: reach.bodies[0] ?? null,
      action: 'indicator.proposed',
      objectType: 'indicator',
      objectId: definition.id,
      after: { version: definition.formulaVersion, digest: digestOf(content), reason },
    })
  })
  return oneVersion(deps.db, id)
}

/** Every name of the formula is counted by the product, stated here, or explained here. */
function ensureNamed({ formula: written, cases, stated, names }: IndicatorDefinition): void {
  const read = formulaTree(written)
  if (read.kind === 'refused') throw indicatorFormulaRefused(read.reason)
  const used = [...read.names, ...cases]
  const missing = used.find((name) => countCatalogue[name] === undefined && names[name] === undefined)
  if (missing !== undefined) throw indicatorNameUnknown(missing)
  const unused = Object.keys(stated).find((name) => countCatalogue[name] === undefined && names[name] === undefined)
  if (unused !== undefined) throw indicatorNameUnknown(unused)
}

/** Another person answers: approved, it stands from the next publication on; returned, nothing changes. */
export async function decideIndicator(
  deps: VersionsDeps,
  reach: Reach,
  asked: { readonly id: string; readonly expected: number; readonly decision: 'approved' | 'returned' },
): Promise<IndicatorVersionView> {
  if (!(await reachesAllBodies(deps.db, reach))) throw barometerNeedsAllBodies()
  const row = await findIndicatorVersion(deps.db, asked.id)
  if (row === undefined) throw indicatorVersionNotFound()
  if (row.state !== 'proposed') throw indicatorDecided()
  ensureVersion(row.row_version, asked.expected)
  if (row.proposed_by === reach.actor) throw indicatorOwnVersion()
  await changing(deps, reach, async (work) => {
    const decided = { state: asked.decision, decided_by: reach.actor, decided_at: work.at }
    if (!(await decideIndicatorVersion(work.tx, row, decided))) throw indicatorDecided()
    await work.record({
      bodyId: reach.bodies[0] ?? null,
      action: `indicator.${asked.decision}`,
      objectType: 'indicator',
      objectId: row.indicator,
      before: { state: 'proposed' },
      after: { state: asked.decision, version: row.version },
    })
  })
  return oneVersion(deps.db, asked.id)
}
