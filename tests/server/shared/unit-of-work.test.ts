import { describe, expect, test } from 'vitest'
import { setSetting } from '#server/shared/settings.ts'
import { changing } from '#server/shared/unit-of-work.ts'
import { engines } from '#tests/support/test-database.ts'
import { testApp } from '#tests/support/test-app.ts'

describe.each(engines)('no audit, no write, on %s', (engine) => {
  test('a change that records nothing is rolled back', async () => {
    const setup = await testApp(engine)
    await expect(
      changing(setup, setup.system(), ({ tx }) => setSetting(tx, 'data-as-of', '2026-01-01')),
    ).rejects.toThrow('without an audit event')
    expect(await setup.db.selectFrom('setting').selectAll().execute()).toEqual([])
    await setup.close()
  })

  test('a change that fails after its record leaves neither', async () => {
    const setup = await testApp(engine)
    const before = await setup.db.selectFrom('audit_event').select('seq').execute()
    const attempt = changing(setup, setup.system(), async (work) => {
      await setSetting(work.tx, 'data-as-of', '2026-01-01')
      await work.record({ bodyId: null, action: 'view.saved', objectType: 'x', objectId: 'x' })
      throw new Error('on purpose')
    })
    await expect(attempt).rejects.toThrow('on purpose')
    expect(await setup.db.selectFrom('setting').selectAll().execute()).toEqual([])
    expect(await setup.db.selectFrom('audit_event').select('seq').execute()).toEqual(before)
    await setup.close()
  })
})
