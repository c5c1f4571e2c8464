import { aBenefit, aDecision, aSubmittedClaim } from '#tests/server/board/some-benefits.ts'
import type { TestApp } from '#tests/support/test-app.ts'

/** A claim of a benefit of its own, as the feature of claims leaves it: accepted in whole unless said otherwise. */
export async function aClaim(
  setup: TestApp,
  { cents, state = 'accepted', grade = 'A' }: { cents: number; state?: 'accepted' | 'submitted'; grade?: string },
): Promise<string> {
  const benefit = await aBenefit(setup)
  const id = await aSubmittedClaim(setup, benefit.id, { cents, grade })
  if (state === 'accepted') await accepted(setup, id, cents)
  return id
}

/** Finance accepts so many cents of it. */
export async function accepted(setup: TestApp, id: string, cents: number): Promise<void> {
  await aDecision(setup, id, cents)
  await setup.db
    .updateTable('claim')
    .set({ state: 'accepted-in-part', accepted_cents: cents })
    .where('id', '=', id)
    .execute()
}
