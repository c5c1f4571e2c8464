import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { claimAfter, type ClaimMove } from '#models/claims/claim-history.ts'
import { someContent } from './some-claim.ts'

let day = 0
const move = (action: string, after: object = {}, by = 'U-1'): ClaimMove => {
  day += 1
  return {
    at: `2026-01-${String((day % 28) + 1).padStart(2, '0')}`,
    by,
    action: `claim.${action}`,
    after: { ...after },
  }
}
const other = { ...someContent, basis: 'asserted' as const, gross: '10.00' }
const drafted = move('drafted', { claim: 'RC-0001', benefit: 'B-0001', supersedes: null, ...someContent })
const sent = move('submitted', { grade: 'B' }, 'U-2')
const returned = move('returned', { grade: 'B', acceptedCad: null, comment: 'x' })
const edited = move('edited', { claim: 'RC-0001', ...other })
const again = move('submitted', { grade: 'E' }, 'U-3')
const taken = move('taken-in-review')
const part = move('accepted-in-part', { grade: 'E', acceptedCad: '4.00' })

test.each([
  { name: 'nothing', moves: [], known: undefined },
  { name: 'sent without a draft is of no claim', moves: [sent], known: undefined },
  {
    name: 'drafted: the grade is what its basis allows',
    moves: [drafted],
    known: { content: someContent, state: 'draft', grade: 'C', accepted: null, submittedBy: null, decidedAt: null },
  },
  {
    name: 'sent',
    moves: [drafted, sent],
    known: { state: 'submitted', grade: 'B', submittedBy: 'U-2', submittedAt: sent.at },
  },
  {
    name: 'returned',
    moves: [drafted, sent, returned],
    known: { state: 'returned', decidedAt: returned.at, accepted: null },
  },
  {
    name: 'written anew while it is returned',
    moves: [drafted, sent, returned, edited],
    known: { content: other, state: 'returned', grade: 'E', submittedBy: 'U-2' },
  },
  {
    name: 'sent again: it waits',
    moves: [drafted, sent, returned, edited, again],
    known: { state: 'submitted', submittedBy: 'U-3', submittedAt: again.at, decidedAt: null },
  },
  {
    name: 'taken, then accepted in part',
    moves: [drafted, sent, returned, edited, again, taken, part],
    known: { content: other, state: 'accepted-in-part', accepted: '4.00', decidedAt: part.at },
  },
  { name: 'taken back', moves: [drafted, move('withdrawn')], known: { state: 'withdrawn', submittedAt: null } },
])('$name', ({ moves, known }) => {
  const found = claimAfter(moves)
  if (known === undefined) expect(found).toBeUndefined()
  else expect(found).toMatchObject(known)
})

test('what is known after some moves is what the rest starts from: a move that says nothing changes nothing', () => {
  const all = [drafted, sent, returned, edited, again, taken, part]
  fc.assert(
    fc.property(fc.nat(all.length), fc.constantFrom('noted', 'read', 'exported'), (at, action) => {
      const moves = all.slice(0, at)
      expect(claimAfter([...moves, move(action)])).toEqual(claimAfter(moves))
    }),
  )
})
