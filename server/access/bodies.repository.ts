import type { BodyView } from '#models/access/access.schemas.ts'
import type { Database, DatabaseTransaction } from '#server/database/database.ts'

export type BodyTree = {
  readonly byId: ReadonlyMap<string, BodyNode>
  readonly byCode: ReadonlyMap<string, BodyNode>
}
export type BodyNode = BodyView & { readonly id: string; readonly children: readonly string[] }

/** The tree as it stood on a day. A few hundred bodies at most: read whole. */
export async function bodyTree(db: Database | DatabaseTransaction, day: string): Promise<BodyTree> {
  const bodies = await db.selectFrom('body').selectAll().orderBy('code').execute()
  const links = await db
    .selectFrom('body_parent')
    .selectAll()
    .where('valid_from', '<=', day)
    .where((where) => where.or([where('valid_to', 'is', null), where('valid_to', '>', day)]))
    .execute()
  const parentOf = new Map(links.map((link) => [link.body_id, link.parent_id]))
  const codeOf = new Map(bodies.map((body) => [body.id, body.code]))
  const nodes = bodies.map((body): BodyNode => ({
    id: body.id,
    code: body.code,
    nameFr: body.name_fr,
    nameEn: body.name_en,
    kind: body.kind as BodyView['kind'], // written through newBodySchema only
    parent: codeOf.get(parentOf.get(body.id) ?? '') ?? null,
    children: links.filter((link) => link.parent_id === body.id).map((link) => link.body_id),
  }))
  return { byId: new Map(nodes.map((n) => [n.id, n])), byCode: new Map(nodes.map((n) => [n.code, n])) }
}

/** A body and all under it. */
export function withDescendants(tree: BodyTree, bodyId: string): string[] {
  const found = new Set<string>()
  const open = [bodyId]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (found.has(next)) continue
    found.add(next)
    open.push(...(tree.byId.get(next)?.children ?? []))
  }
  return [...found]
}

export async function insertBody(
  tx: DatabaseTransaction,
  body: Omit<BodyView, 'parent'> & {
    readonly id: string
    readonly parentId: string | null
    readonly at: string
    readonly day: string
  },
): Promise<void> {
  await tx
    .insertInto('body')
    .values({
      id: body.id,
      code: body.code,
      name_fr: body.nameFr,
      name_en: body.nameEn,
      kind: body.kind,
      created_at: body.at,
    })
    .execute()
  if (body.parentId === null) return
  await tx
    .insertInto('body_parent')
    .values({ body_id: body.id, parent_id: body.parentId, valid_from: body.day, valid_to: null })
    .execute()
}
