import { type BodyTree, bodyTree } from '#server/access/bodies.repository.ts'
import type { Reach } from '#server/access/reach.ts'
import type { Database } from '#server/database/database.ts'
import { type Clock, todayOf } from '#server/shared/clock.ts'

type Deps = { readonly db: Database; readonly clock: Clock }

/** A body and those above it: what is written for one holds for those under it. */
export function withThoseAbove(tree: BodyTree, bodyId: string): string[] {
  const found: string[] = []
  for (let at = tree.byId.get(bodyId); at !== undefined && !found.includes(at.id);) {
    found.push(at.id)
    at = at.parent === null ? undefined : tree.byCode.get(at.parent)
  }
  return found
}

/** The bodies whose questionnaires and scores a reach may read: its own, and those above them. */
export async function readableBodies(deps: Deps, reach: Reach): Promise<readonly string[]> {
  const tree = await bodyTree(deps.db, todayOf(deps.clock))
  return [...new Set(reach.bodies.flatMap((id) => [id, ...withThoseAbove(tree, id)]))]
}

/** The id of a body of the reach by its code; undefined when it is not one of them. */
export async function bodyInReach(deps: Deps, reach: Reach, code: string): Promise<string | undefined> {
  const id = (await bodyTree(deps.db, todayOf(deps.clock))).byCode.get(code)?.id
  return id !== undefined && reach.bodies.includes(id) ? id : undefined
}
