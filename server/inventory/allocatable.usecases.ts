import type { AllocatableWorkload } from '#models/allocation/workload-index.ts'
import { type BodyTree, withDescendants } from '#server/access/bodies.repository.ts'
import type { Reach } from '#server/access/reach.ts'
import type { Database, DatabaseTransaction } from '#server/database/database.ts'
import { assetsOf, workloadsWithApplications } from './inventory.repository.ts'

/** The workloads that may take the charges billed to a body: its own and those of the bodies under it. */
export async function allocatableWorkloads(
  reach: Reach,
  db: Database | DatabaseTransaction,
  tree: BodyTree,
  bodyId: string,
): Promise<AllocatableWorkload[]> {
  const rows = await workloadsWithApplications(reach, db, withDescendants(tree, bodyId))
  const assets = await assetsOf(
    reach,
    db,
    rows.map(({ id }) => id),
  )
  const assetsByWorkload = Map.groupBy(assets, (asset) => asset.workload_id)
  const paths = new Map(rows.map((row) => [row.body_id, [] as string[]]))
  for (const [id, path] of paths) path.push(...pathOf(tree, id))
  return rows.map((row) => {
    const own = assetsByWorkload.get(row.id) ?? []
    return {
      id: row.id,
      code: row.code,
      name: row.name,
      bodyId: row.body_id,
      bodyPath: paths.get(row.body_id) ?? [],
      applicationCode: row.application_code,
      applicationName: row.application_name,
      assets: [...new Set(own.flatMap((asset) => [asset.name, asset.natural_key]))],
      measures: {
        vcpu: sumOf(own.map((asset) => asset.vcpu)),
        memory: sumOf(own.map((asset) => asset.memory_mib)),
        storage: sumOf(own.map((asset) => asset.storage_gib)),
      },
    }
  })
}

/** Code of a body, then of those above it. */
function pathOf(tree: BodyTree, bodyId: string): string[] {
  const codes: string[] = []
  let node = tree.byId.get(bodyId)
  while (node !== undefined && !codes.includes(node.code)) {
    codes.push(node.code)
    node = node.parent === null ? undefined : tree.byCode.get(node.parent)
  }
  return codes
}

/** Null where nothing, or not everything, is measured. */
function sumOf(sizes: readonly (number | null)[]): number | null {
  if (sizes.length === 0) return null
  return sizes.reduce<number | null>((sum, size) => (sum === null || size === null ? null : sum + size), 0)
}
