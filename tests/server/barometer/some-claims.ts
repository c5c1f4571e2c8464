import { newId } from '#server/shared/ids.ts'
import type { TestApp } from '#tests/support/test-app.ts'

let made = 0

/** A claim as its own feature leaves it: accepted in whole unless said otherwise. */
export async function aClaim(
  setup: TestApp,
  {
    cents,
    state = 'accepted',
    grade = 'A',
    body = 'MSC',
    month = '2026-10',
    nature = 'cashable',
  }: { cents: number; state?: string; grade?: string; body?: string; month?: string; nature?: string },
): Promise<string> {
  made += 1
  const at = setup.clock.now().toISOString()
  const id = newId()
  await setup.db
    .insertInto('claim')
    .values({
      id,
      body_id: setup.bodyId(body),
      code: `RC-${String(made).padStart(4, '0')}`,
      benefit_id: 'none',
      period_from: `${month}-01`,
      period_to: `${month}-28`,
      state,
      nature,
      gross_cents: cents,
      net_cents: cents,
      accepted_cents: state.startsWith('accepted') ? cents : null,
      grade,
      content_json: '{}',
      submitted_by: 'U-000001',
      submitted_at: at,
      supersedes_id: null,
      superseded_at: null,
      created_by: 'U-000001',
      created_at: at,
      row_version: 1,
    })
    .execute()
  return id
}
