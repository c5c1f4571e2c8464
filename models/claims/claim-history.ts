import { gradeOfBasis } from './claim-grade.ts'
import type { ClaimContent, ClaimGrade, ClaimState } from './claim.schemas.ts'

/** One move of a claim as the journal keeps it, in order. `after` is what the move wrote. */
export type ClaimMove = {
  readonly at: string
  readonly by: string
  readonly action: string
  readonly after: Readonly<Record<string, unknown>>
}

/** What is known of a claim after some moves. */
export type KnownClaim = {
  readonly content: ClaimContent
  readonly state: ClaimState
  readonly grade: ClaimGrade
  /** Decimal text; null when nothing was accepted. */
  readonly accepted: string | null
  readonly submittedBy: string | null
  readonly submittedAt: string | null
  /** When finance decided of it last; null while it waits. */
  readonly decidedAt: string | null
}

const stateAfter: Readonly<Record<string, ClaimState>> = {
  'claim.drafted': 'draft',
  'claim.submitted': 'submitted',
  'claim.taken-in-review': 'in-review',
  'claim.accepted': 'accepted',
  'claim.accepted-in-part': 'accepted-in-part',
  'claim.returned': 'returned',
  'claim.rejected': 'rejected',
  'claim.withdrawn': 'withdrawn',
}

const decisions = new Set(['claim.accepted', 'claim.accepted-in-part', 'claim.returned', 'claim.rejected'])

/** What is written beside a content in the move that drafts or edits it. */
const besideContent = new Set(['claim', 'benefit', 'supersedes'])

/**
 * A claim as its moves leave it: the last content written, the state of the last move that gives one, the grade and the amount of the
 * last that says them. Undefined before the first. Moves that say none of these leave it as it is.
 */
export function claimAfter(moves: readonly ClaimMove[]): KnownClaim | undefined {
  let known: KnownClaim | undefined
  for (const { at, by, action, after } of moves) {
    if (action === 'claim.drafted' || action === 'claim.edited') {
      const content = Object.fromEntries(
        Object.entries(after).filter(([name]) => !besideContent.has(name)),
      ) as ClaimContent // written through the schema
      const began = known ?? { state: 'draft', accepted: null, submittedBy: null, submittedAt: null, decidedAt: null }
      known = { ...began, content, grade: gradeOfBasis[content.basis] }
      continue
    }
    if (known === undefined) continue
    const { grade, acceptedCad } = after
    known = {
      ...known,
      state: stateAfter[action] ?? known.state,
      ...(typeof grade === 'string' ? { grade: grade as ClaimGrade } : {}), // computed, never typed
      ...(typeof acceptedCad === 'string' ? { accepted: acceptedCad } : {}),
      ...(action === 'claim.submitted' ? { submittedBy: by, submittedAt: at, decidedAt: null } : {}),
      ...(decisions.has(action) ? { decidedAt: at } : {}),
    }
  }
  return known
}
