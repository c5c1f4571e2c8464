import { actionsOfRole, type Role, roles } from '#models/access/access.schemas.ts'
import { centreNeeded, centreNotNeeded, ownProposal } from '#server/classification/classification.problems.ts'
import { personOf } from '#models/access/same-person.ts'
import type { Database } from '#server/database/database.ts'
import { type Clock, todayOf } from '#server/shared/clock.ts'
import { grantsOn, usersOf } from './accounts.repository.ts'
import { bodyTree, withDescendants } from './bodies.repository.ts'
import type { Reach } from './reach.ts'

export type SecondPersonAction =
  | 'classification.approve'
  | 'decisions.sign'
  | 'exemptions.approve'
  | 'rules.approve'
  | 'prices.accept'
  | 'claims.validate'
type Proposal = {
  readonly bodyId: string
  readonly proposedBy: string
  /** Set when this proposal is for the centre alone, whoever else the body has. */
  readonly isForCentre?: boolean
}
type Answer = 'may-decide' | 'own-proposal' | 'centre-not-needed' | 'centre-needed'

/**
 * One person is never enough where it counts (DECISIONS 6): who proposed does not decide; and the centre decides in a body's place only
 * when that body has no other person entitled to. Read once, then asked of as many proposals as wanted.
 */
export async function secondPerson(
  deps: { readonly db: Database; readonly clock: Clock },
  reach: Reach,
  action: SecondPersonAction,
): Promise<(proposal: Proposal) => Answer> {
  const entitled: readonly Role[] = roles.filter((role) => role !== 'centre' && actionsOfRole[role].includes(action))
  const hasRole = (row: { readonly role: string }) => entitled.some((role) => role === row.role)
  const day = todayOf(deps.clock)
  const [tree, grants, users, token] = await Promise.all([
    bodyTree(deps.db, day),
    grantsOn(deps.db, day),
    usersOf(deps.db),
    deps.db.selectFrom('api_token').select('role').where('id', '=', reach.userId).executeTakeFirst(),
  ])
  const codes = new Map(users.filter((user) => user.status === 'active').map((user) => [user.id, user.code]))
  const peopleByBody = new Map<string, Set<string>>()
  const centreByBody = new Map<string, Set<string>>()
  for (const grant of grants.filter((row) => codes.has(row.user_id))) {
    const held = grant.role === 'centre' ? centreByBody : hasRole(grant) ? peopleByBody : undefined
    if (held === undefined) continue
    for (const body of withDescendants(tree, grant.body_id)) {
      held.set(body, (held.get(body) ?? new Set()).add(grant.user_id))
    }
  }
  // Two accounts of one person are one person, as far as their logins tell.
  const persons = new Map(users.map((user) => [user.code, personOf(user.login)]))
  const isOnePerson = (one: string, other: string) => persons.has(one) && persons.get(one) === persons.get(other)
  const isOfficer = token !== undefined && hasRole(token)
  return ({ bodyId, proposedBy, isForCentre }) => {
    if (reach.actor === proposedBy || isOnePerson(reach.actor, proposedBy)) return 'own-proposal'
    if (isForCentre === true) {
      const isCentre = token?.role === 'centre' || centreByBody.get(bodyId)?.has(reach.userId) === true
      return reach.action === 'system' || isCentre ? 'may-decide' : 'centre-needed'
    }
    const people = [...(peopleByBody.get(bodyId) ?? [])]
    if (reach.action === 'system' || isOfficer || people.includes(reach.userId)) return 'may-decide'
    return people.some((id) => codes.get(id) !== proposedBy) ? 'centre-not-needed' : 'may-decide'
  }
}

/** Refuses, in words, whoever may not decide a proposal. */
export async function ensureSecondPerson(
  deps: { readonly db: Database; readonly clock: Clock },
  reach: Reach,
  act: Proposal & { readonly action: SecondPersonAction },
): Promise<void> {
  const answer = (await secondPerson(deps, reach, act.action))(act)
  if (answer === 'own-proposal') throw ownProposal()
  if (answer === 'centre-not-needed') throw centreNotNeeded()
  if (answer === 'centre-needed') throw centreNeeded()
}
