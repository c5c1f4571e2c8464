import { actionsOfRole, roles } from '#models/access/access.schemas.ts'
import { centreNotNeeded, ownProposal } from '#server/classification/classification.problems.ts'
import type { Database } from '#server/database/database.ts'
import { type Clock, todayOf } from '#server/shared/clock.ts'
import { grantsOn } from './accounts.repository.ts'
import { bodyTree, withDescendants } from './bodies.repository.ts'
import type { Reach } from './reach.ts'

/**
 * One person is never enough where it counts (DECISIONS 6): who proposed does not decide; and the centre decides in a body's place only
 * when that body has a single person entitled to, and that person proposed.
 */
export async function ensureSecondPerson(
  deps: { readonly db: Database; readonly clock: Clock },
  reach: Reach,
  act: {
    readonly action: 'classification.approve' | 'decisions.sign'
    readonly bodyId: string
    readonly proposedBy: string
  },
): Promise<void> {
  if (reach.actor === act.proposedBy) throw ownProposal()
  if (reach.action === 'system') return
  const day = todayOf(deps.clock)
  const tree = await bodyTree(deps.db, day)
  const reaching = (await grantsOn(deps.db, day)).filter((grant) =>
    withDescendants(tree, grant.body_id).includes(act.bodyId),
  )
  const entitled = roles.filter((role) => role !== 'centre' && actionsOfRole[role].includes(act.action))
  const own = new Set(
    reaching.filter((grant) => entitled.some((role) => role === grant.role)).map((grant) => grant.user_id),
  )
  if (own.has(reach.userId)) return
  const people = await deps.db
    .selectFrom('user_account')
    .select(['id', 'code'])
    .where('id', 'in', [...own, ''])
    .where('status', '=', 'active')
    .execute()
  if (people.some((person) => person.code !== act.proposedBy)) throw centreNotNeeded()
}
