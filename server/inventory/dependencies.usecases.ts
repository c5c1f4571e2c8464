import type { DataLink } from '#models/classification/propagation.ts'
import type { StateDependency } from '#models/inventory/inventory.schemas.ts'
import type { Reach } from '#server/access/reach.ts'
import { ensureVersion } from '#server/app/versions.ts'
import { changing } from '#server/shared/unit-of-work.ts'
import { findLink, type LinkRow, linksIn, updateLink } from './dependencies.repository.ts'
import { dependencyNotFound } from './inventory.problems.ts'
import { updateWorkload } from './inventory.repository.ts'
import { ensureWorkload, type InventoryDeps, stated } from './inventory.usecases.ts'

/** What a link is called when the same data stand at both ends. */
const copyKind = 'copy'
const copyWords = /\bcop(?:y|ie)|replic|réplic/iu

export function isCopyKind(kind: string): boolean {
  return copyWords.test(kind)
}

/** States what a link of this workload carries; the other end sees it too. `expected` is the version of the workload that was read. */
export async function stateDependency(
  deps: InventoryDeps,
  reach: Reach,
  code: string,
  id: string,
  expected: number,
  given: StateDependency,
): Promise<void> {
  const workload = await ensureWorkload(deps, reach, code)
  const link = await findLink(reach, deps.db, id)
  if (link === undefined || ![link.from_workload_id, link.to_workload_id].includes(workload.id))
    throw dependencyNotFound()
  ensureVersion(workload.row_version, expected)
  const kind = given.isCopy ? copyKind : isCopyKind(link.kind) ? 'consumes' : link.kind
  const personal = given.personalInformation === null ? null : given.personalInformation ? 1 : 0
  await changing(deps, reach, async (work) => {
    const moved = await updateWorkload(work.tx, workload.id, expected, { updated_at: work.at })
    if (!moved) ensureVersion(expected + 1, expected)
    await updateLink(work.tx, id, {
      kind,
      personal_information: personal,
      source_json: stated(link.source_json, ['kind', 'personal_information'], reach.actor, work.at),
    })
    await work.record({
      bodyId: workload.body_id,
      action: 'dependency.stated',
      objectType: 'workload',
      objectId: workload.id,
      before: { dependency: id, kind: link.kind, personalInformation: link.personal_information },
      after: { dependency: id, kind, personalInformation: personal },
    })
  })
}

export type WorkloadLink = DataLink & {
  readonly id: string
  readonly latencyNeedMs: number | null
  readonly at: string
}

/** Links in reach as data flow along them, by workload id; those that touch `ids` when given. */
export async function dataLinks(
  deps: Pick<InventoryDeps, 'db'>,
  reach: Reach,
  ids?: readonly string[],
): Promise<WorkloadLink[]> {
  return (await linksIn(reach, deps.db, ids)).map(dataLink)
}

function dataLink(row: LinkRow): WorkloadLink {
  return {
    id: row.id,
    from: row.from_workload_id,
    to: row.to_workload_id,
    isCopy: isCopyKind(row.kind),
    latencyNeedMs: row.latency_need_ms,
    carriesPersonal: row.personal_information === null ? null : row.personal_information === 1,
    at: row.created_at,
  }
}

/** Workloads looked at around one: enough for a person to read, and bounded. */
const mostAround = 200

/** Links around a workload, as far as data may flow to or from it, nearest first, within a bound. */
export async function linksAround(deps: Pick<InventoryDeps, 'db'>, reach: Reach, id: string): Promise<WorkloadLink[]> {
  const links = new Map<string, WorkloadLink>()
  const seen = new Set([id])
  let frontier = [id]
  while (frontier.length > 0 && seen.size < mostAround) {
    const found = (await dataLinks(deps, reach, frontier)).filter(
      (link) => link.isCopy || link.carriesPersonal === true,
    )
    frontier = []
    for (const link of found) {
      links.set(`${link.from} ${link.to}`, link)
      for (const end of [link.from, link.to]) {
        if (seen.has(end) || seen.size >= mostAround) continue
        seen.add(end)
        frontier.push(end)
      }
    }
  }
  return [...links.values()]
}
