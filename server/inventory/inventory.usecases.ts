import type { BulkEdit, BulkResult, EditWorkload } from '#models/inventory/inventory.schemas.ts'
import { centsToDecimal, decimalToCents } from '#models/shared/money.ts'
import { fold } from '#models/shared/fold.ts'
import type { Reach } from '#server/access/reach.ts'
import { ensureVersion } from '#server/app/versions.ts'
import type { Database } from '#server/database/database.ts'
import type { CurrentCostRow } from '#server/database/schema.ts'
import type { Clock } from '#server/shared/clock.ts'
import { nextCodes } from '#server/shared/codes.ts'
import { canonicalJson } from '#models/shared/canonical-json.ts'
import { asJson, digestOf } from '#server/shared/digest.ts'
import { newId } from '#server/shared/ids.ts'
import { changing } from '#server/shared/unit-of-work.ts'
import { insertChangeSet, findChangeSet, markUndone } from './change-sets.repository.ts'
import { assetsNotFound, changeSetNotFound, changeSetOverwritten, workloadNotFound } from './inventory.problems.ts'
import {
  assetsOf,
  findWorkload,
  insertCurrentCost,
  insertWorkload,
  moveAssets,
  updateApplication,
  updateStrategies,
  updateWorkload,
  type WorkloadWithNames,
  workloadsByCode,
  workloadsAmong,
  workloadsIn,
} from './inventory.repository.ts'
import { rowSource, type RowSource } from './sourced-values.ts'

export type InventoryDeps = {
  readonly db: Database
  readonly clock: Clock
  /** Brings verdicts and costs of these workloads up to date with what was just written. */
  readonly reassess: (reach: Reach, workloadIds: readonly string[]) => Promise<void>
}

export async function ensureWorkload(
  deps: Pick<InventoryDeps, 'db'>,
  reach: Reach,
  code: string,
): Promise<WorkloadWithNames> {
  const workload = await findWorkload(reach, deps.db, code)
  if (workload === undefined) throw workloadNotFound(code)
  return workload
}

/** Those of these workloads that are in reach; the others are absent. */
export async function findWorkloads(
  deps: Pick<InventoryDeps, 'db'>,
  reach: Reach,
  codes: readonly string[],
): Promise<WorkloadWithNames[]> {
  return workloadsByCode(reach, deps.db, codes)
}

/** Active workloads in reach of these bodies, in order of code. */
export async function workloadsOfBody(
  deps: Pick<InventoryDeps, 'db'>,
  reach: Reach,
  bodyIds: readonly string[],
): Promise<{ readonly id: string; readonly code: string; readonly proposed_strategy: string | null }[]> {
  return workloadsIn(reach, deps.db, bodyIds)
}

/** Active workloads in reach among these, by id. */
export async function workloadsById(
  deps: Pick<InventoryDeps, 'db'>,
  reach: Reach,
  ids: readonly string[],
): Promise<
  { readonly id: string; readonly body_id: string; readonly code: string; readonly proposed_strategy: string | null }[]
> {
  return workloadsAmong(reach, deps.db, ids)
}

/** The text that the search reads: everything a person may remember a workload by, folded. */
export function searchText(parts: readonly (string | null)[]): string {
  return fold(parts.filter((part) => part !== null).join(' '))
}

/** Corrects a workload and its application; each field changed is marked as stated by this person. */
export async function editWorkload(
  deps: InventoryDeps,
  reach: Reach,
  code: string,
  expected: number,
  edit: EditWorkload,
): Promise<number> {
  const workload = await ensureWorkload(deps, reach, code)
  ensureVersion(workload.row_version, expected)
  const { owner, mission, name, environment, technology, currentHosting, proposedStrategy } = edit
  const set = defined({
    name,
    environment,
    technology,
    current_hosting: currentHosting,
    proposed_strategy: proposedStrategy,
  })
  const ofApplication = defined({ owner, mission })
  await changing(deps, reach, async (work) => {
    const before = picked(workload, Object.keys({ ...set, ...ofApplication }))
    const moved = await updateWorkload(work.tx, workload.id, expected, {
      ...set,
      source_json: stated(workload.source_json, Object.keys(edit), reach.actor, work.at),
      search_text: searchText([
        name ?? workload.name,
        workload.code,
        workload.application_name,
        workload.body_code,
        technology === undefined ? workload.technology : technology,
        owner === undefined ? workload.owner : owner,
      ]),
      updated_at: work.at,
    })
    if (!moved) ensureVersion(expected + 1, expected)
    if (Object.keys(ofApplication).length > 0) await updateApplication(work.tx, workload.application_id, ofApplication)
    await work.record({
      bodyId: workload.body_id,
      action: 'workload.edited',
      objectType: 'workload',
      objectId: workload.id,
      before,
      after: { ...set, ...ofApplication },
    })
  })
  if (environment !== undefined || owner !== undefined) await deps.reassess(reach, [workload.id])
  return expected + 1
}

function defined<T extends Record<string, unknown>>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never // undefined members are gone
}

function picked(row: WorkloadWithNames, keys: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row).filter(([key]) => keys.includes(key)))
}

/** A source to which a person's word is added, field by field. */
export function stated(json: string, fields: readonly string[], by: string, at: string): string {
  const source: RowSource = rowSource(json)
  const marks = Object.fromEntries(fields.map((field) => [field, { by, at, reference: '' }]))
  return canonicalJson(asJson({ ...source, fields: { ...source.fields, ...marks } }))
}

/** What one bulk edit keeps so as to be undone: each workload with its version after, and what stood before. */
type StrategyChange = {
  readonly id: string
  readonly code: string
  readonly versionAfter: number
  readonly before: string | null
}

/** Proposes a strategy for many workloads at once: all that stand at the version seen, the others named; one audit event, one undo. */
export async function editInBulk(deps: InventoryDeps, reach: Reach, edit: BulkEdit): Promise<BulkResult> {
  const workloads = new Map(
    (
      await workloadsByCode(
        reach,
        deps.db,
        edit.changes.map((c) => c.workload),
      )
    ).map((w) => [w.code, w]),
  )
  const results = edit.changes.map((change) => {
    const workload = workloads.get(change.workload)
    if (workload === undefined) return { workload: change.workload, ok: false, code: 'workload-not-found' }
    if (workload.row_version !== change.version) return { workload: change.workload, ok: false, code: 'version-stale' }
    return { workload: change.workload, ok: true }
  })
  const accepted = edit.changes.flatMap((change, i) => {
    const workload = workloads.get(change.workload)
    return results[i]?.ok === true && workload !== undefined ? [{ change, workload }] : []
  })
  const [first] = accepted
  if (first === undefined) return { changeSet: null, results }
  const changeSet = newId()
  await changing(deps, reach, async (work) => {
    const wanted = accepted.map(({ change, workload }) => ({
      id: workload.id,
      version: change.version,
      strategy: change.proposedStrategy,
    }))
    const moved = await updateStrategies(work.tx, wanted, work.at)
    if (moved !== wanted.length) throw changeSetOverwritten([])
    const kept = accepted.map(({ change, workload }): StrategyChange => ({
      id: workload.id,
      code: workload.code,
      versionAfter: change.version + 1,
      before: workload.proposed_strategy,
    }))
    await insertChangeSet(work.tx, {
      id: changeSet,
      body_id: first.workload.body_id,
      user_id: reach.userId,
      kind: 'proposed-strategy',
      changes_json: JSON.stringify(kept),
      applied_at: work.at,
      undone_at: null,
    })
    await work.record({
      bodyId: first.workload.body_id,
      action: 'workload.bulk-edited',
      objectType: 'change-set',
      objectId: changeSet,
      after: { workloads: wanted.length, digest: digestOf(asJson(wanted)) },
    })
  })
  return { changeSet, results }
}

/** Puts back what a bulk edit changed; refused with the list when any of its workloads has moved since. */
export async function undoBulk(deps: InventoryDeps, reach: Reach, id: string): Promise<{ undone: number }> {
  const set = await findChangeSet(reach, deps.db, id)
  if (set === undefined || set.user_id !== reach.userId || set.undone_at !== null) throw changeSetNotFound()
  const changes = JSON.parse(set.changes_json) as StrategyChange[] // written by editInBulk
  const now = new Map(
    (
      await workloadsByCode(
        reach,
        deps.db,
        changes.map((c) => c.code),
      )
    ).map((w) => [w.id, w.row_version]),
  )
  const moved = changes.filter((change) => now.get(change.id) !== change.versionAfter)
  if (moved.length > 0) {
    throw changeSetOverwritten(
      moved.slice(0, 100).map((change) => ({
        code: 'version-stale',
        pointer: `/${change.code}`,
        detail: { fr: `${change.code} a été modifiée depuis.`, en: `${change.code} was changed since.` },
      })),
    )
  }
  await changing(deps, reach, async (work) => {
    const back = changes.map((c) => ({ id: c.id, version: c.versionAfter, strategy: c.before }))
    if ((await updateStrategies(work.tx, back, work.at)) !== back.length) throw changeSetOverwritten([])
    await markUndone(work.tx, id, work.at)
    await work.record({
      bodyId: set.body_id,
      action: 'workload.bulk-undone',
      objectType: 'change-set',
      objectId: id,
      after: { workloads: back.length },
    })
  })
  return { undone: changes.length }
}

/** States what a workload costs today. The one before is kept: the latest recorded stands. */
export async function stateCurrentCost(
  deps: Pick<InventoryDeps, 'db' | 'clock'>,
  reach: Reach,
  code: string,
  given: { readonly amountCad: string; readonly period: string; readonly reference: string },
  kind: 'typed' | 'imported' | 'approved-estimate' = 'typed',
): Promise<CurrentCostRow> {
  const workload = await ensureWorkload(deps, reach, code)
  const amount = decimalToCents(given.amountCad)
  if (amount.kind === 'unknown') throw new RangeError(amount.reasons.join()) // the schema has refused such a text before
  return changing(deps, reach, async (work) => {
    const row: CurrentCostRow = {
      id: newId(),
      body_id: workload.body_id,
      workload_id: workload.id,
      amount_cents: amount.value,
      period: given.period,
      kind,
      reference: given.reference,
      source_json: canonicalJson({ fields: { amount: { by: reach.actor, at: work.at, reference: given.reference } } }),
      stated_by: reach.actor,
      recorded_at: work.at,
    }
    await insertCurrentCost(work.tx, row)
    await work.record({
      bodyId: workload.body_id,
      action: 'current-cost.stated',
      objectType: 'workload',
      objectId: workload.id,
      after: { amountCad: centsToDecimal(amount.value), period: given.period, reference: given.reference },
    })
    return row
  })
}

/** Moves servers to another workload of the same body, or to a new one, by hand. Returns the code of where they went. */
export async function regroupAssets(
  deps: InventoryDeps,
  reach: Reach,
  code: string,
  move: {
    readonly assets: readonly string[]
    readonly to: { readonly workload: string } | { readonly name: string; readonly environment: string }
  },
): Promise<string> {
  const from = await ensureWorkload(deps, reach, code)
  const own = new Set((await assetsOf(reach, deps.db, [from.id])).map((asset) => asset.id))
  if (move.assets.some((id) => !own.has(id))) throw assetsNotFound()
  const target = 'workload' in move.to ? await ensureWorkload(deps, reach, move.to.workload) : undefined
  if (target !== undefined && target.body_id !== from.body_id) throw workloadNotFound(target.code)
  const to = await changing(deps, reach, async (work) => {
    const made = target ?? ('name' in move.to ? await newWorkload(work, from, move.to, reach.actor) : from)
    await moveAssets(work.tx, move.assets, made.id)
    await work.record({
      bodyId: from.body_id,
      action: 'workload.regrouped',
      objectType: 'workload',
      objectId: from.id,
      before: { workload: from.code },
      after: { workload: made.code, assets: move.assets.length },
    })
    return made
  })
  await deps.reassess(reach, [from.id, to.id])
  return to.code
}

async function newWorkload(
  work: Parameters<Parameters<typeof changing>[2]>[0],
  from: WorkloadWithNames,
  made: { readonly name: string; readonly environment: string },
  actor: string,
): Promise<{ id: string; code: string }> {
  const [code = ''] = await nextCodes(work.tx, 'workload', 1)
  const [applicationCode = ''] = await nextCodes(work.tx, 'application', 1)
  const source = canonicalJson({ fields: { name: { by: actor, at: work.at, reference: '' } } })
  const applicationId = newId()
  const row = { body_id: from.body_id, name: made.name, source_json: source, row_version: 1, created_at: work.at }
  const id = newId()
  await insertWorkload(
    work.tx,
    { ...row, id: applicationId, code: applicationCode, mission: null, owner: null },
    {
      ...row,
      id,
      code,
      application_id: applicationId,
      environment: made.environment,
      technology: null,
      current_hosting: from.current_hosting,
      proposed_strategy: null,
      status: 'active',
      search_text: searchText([made.name, code, from.body_code]),
      imported_json: null,
      updated_at: work.at,
    },
  )
  return { id, code }
}
