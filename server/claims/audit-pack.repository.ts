import type { Reach } from '#server/access/reach.ts'
import type { Database } from '#server/database/database.ts'
import type { PromiseRow, RegisterRecordRow } from '#server/database/schema.ts'

/** Benefits that a pack is of: one by its code, or all of a body. */
export async function packedBenefits(
  reach: Reach,
  db: Database,
  of: { readonly benefit?: string | undefined; readonly body?: string | undefined },
) {
  let query = db
    .selectFrom('benefit')
    .innerJoin('body', 'body.id', 'benefit.body_id')
    .select(['benefit.id', 'benefit.code', 'benefit.body_id', 'body.code as body'])
    .where('benefit.body_id', 'in', [...reach.bodies, ''])
  if (of.benefit !== undefined) query = query.where('benefit.code', '=', of.benefit)
  if (of.body !== undefined) query = query.where('body.code', '=', of.body)
  return query.orderBy('benefit.id').execute()
}

const chunk = 400
/** A long list of ids, a few hundred at a time: a database takes only so many in one statement. */
async function byParts<T>(ids: readonly string[], read: (some: readonly string[]) => Promise<T[]>): Promise<T[]> {
  const all: T[] = []
  for (let from = 0; from < ids.length; from += chunk) all.push(...(await read(ids.slice(from, from + chunk))))
  return all
}

export async function recordsBehind(
  reach: Reach,
  db: Database,
  subjects: readonly string[],
): Promise<RegisterRecordRow[]> {
  return byParts(subjects, (some) =>
    db
      .selectFrom('register_record')
      .selectAll()
      .where('subject', 'in', [...some, ''])
      .where('body_id', 'in', [...reach.bodies, ''])
      .orderBy('subject')
      .orderBy('recorded_at')
      .orderBy('id')
      .execute(),
  )
}

export async function promisesBehind(reach: Reach, db: Database, benefitIds: readonly string[]): Promise<PromiseRow[]> {
  return byParts(benefitIds, (some) =>
    db
      .selectFrom('promise')
      .selectAll()
      .where('benefit_id', 'in', [...some, ''])
      .where('body_id', 'in', [...reach.bodies, ''])
      .orderBy('benefit_id')
      .orderBy('version')
      .execute(),
  )
}
