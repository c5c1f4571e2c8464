import { spawn } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createBody } from '#server/access/accounts.usecases.ts'
import { systemReach } from '#server/access/reach.ts'
import { auditVerified } from '#server/audit/audit.usecases.ts'
import { openDatabase } from '#server/database/database.ts'
import { writtenFile } from '#tests/support/inventory-files.ts'
import { testClock } from '#tests/support/test-clock.ts'

const rows = 20_000

test('an import killed at any moment is whole or absent, and the file opens again', async () => {
  const lines = ['*Server name,*Cores,*Memory (In MB),*OS name']
  for (let i = 0; i < rows; i += 1) lines.push(`app${i % 500}-web${i},4,8192,Ubuntu`)
  const csv = writtenFile('killed.csv', lines.join('\n'))
  const url = `file:${join(mkdtempSync(join(tmpdir(), 'arpent-killed-')), 'arpent.db')}`
  const first = await openDatabase(url)
  await createBody({ db: first.db, clock: testClock() }, systemReach({ bodies: [], requestId: 't' }), {
    code: 'MSC',
    nameFr: 'a',
    nameEn: 'b',
    kind: 'body',
    parent: null,
  })
  await first.close()
  const seen: number[] = []
  for (const delay of [300, 700, 1_100, 1_600, 2_200, 2_900]) {
    await killedAfter(
      ['server/app/arpent.ts', 'import', 'inventory', csv, '--body', 'MSC', '--database', url, '--json'],
      delay,
    )
    const database = await openDatabase(url)
    const assets = Number(
      (
        await database.db
          .selectFrom('asset')
          .select((e) => e.fn.countAll<number>().as('n'))
          .executeTakeFirstOrThrow()
      ).n,
    )
    const applied = (await database.db.selectFrom('import_batch').select('id').where('state', '=', 'applied').execute())
      .length
    expect([0, rows]).toContain(assets)
    expect(assets > 0).toBe(applied > 0)
    expect((await auditVerified(database.db)).valid).toBe(true)
    await database.close()
    seen.push(assets)
  }
  expect(seen[0]).toBe(0)
})

function killedAfter(args: readonly string[], delay: number): Promise<void> {
  return new Promise((done) => {
    const child = spawn(process.execPath, [...args], { stdio: 'ignore' })
    const timer = setTimeout(() => child.kill('SIGKILL'), delay)
    child.once('exit', () => {
      clearTimeout(timer)
      done()
    })
  })
}
