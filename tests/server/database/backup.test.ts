import { mkdtempSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { backUp, restore, verifyBackup } from '#server/database/backup.ts'
import { tableNames } from '#server/database/table-names.ts'
import { engines, testDatabase } from '#tests/support/test-database.ts'
import { testApp } from '#tests/support/test-app.ts'

const folder = mkdtempSync(join(tmpdir(), 'arpent-backup-'))

describe.each(engines)('from %s', (from) => {
  test.each(engines)('to %s: every row comes back, and the chain holds', async (to) => {
    const setup = await testApp(from)
    await setup.signedIn('auditor')
    const file = join(folder, `${from}-${to}.backup`)
    const written = await backUp(setup.db, file, '2026-11-24T00:00:00.000Z')
    expect(written.tables['body']).toBe(3)
    expect(written.tables['session']).toBe(0)
    const other = await testDatabase(to)
    expect(await restore(other.db, file)).toEqual(written)
    for (const table of ['body', 'user_account', 'role_grant', 'audit_event'] as const) {
      const sorted = async (db: typeof setup.db) =>
        (await db.selectFrom(table).selectAll().execute())
          .map((row) => JSON.stringify(row, Object.keys(row).toSorted()))
          .toSorted()
      expect(await sorted(other.db)).toEqual(await sorted(setup.db))
    }
    await expect(restore(other.db, file)).rejects.toMatchObject({ code: 'restore-not-empty' })
    await setup.close()
    await other.close()
  })
})

test('a backup that was cut, altered or is not ours restores nothing', async () => {
  const setup = await testApp()
  const file = join(folder, 'good.backup')
  await backUp(setup.db, file, '2026-11-24T00:00:00.000Z')
  const bytes = readFileSync(file)
  const attempt = async (name: string, content: Uint8Array, cut?: number) => {
    const bad = join(folder, name)
    writeFileSync(bad, content)
    if (cut !== undefined) truncateSync(bad, cut)
    return verifyBackup(bad).then(
      () => 'accepted',
      (error: { code: string }) => error.code,
    )
  }
  const altered = gzipSync(gunzipSync(bytes).toString().replace('Services', 'Servicez'))
  expect(await attempt('cut', bytes, bytes.length - 40)).toBe('backup-damaged')
  expect(await attempt('altered', altered)).toBe('backup-damaged')
  const lines = gunzipSync(bytes).toString().trimEnd()
  const counted = lines.replace('"body":3', '"body":4')
  expect(counted).not.toBe(lines)
  expect(await attempt('counts', gzipSync(`${counted}\n`))).toBe('backup-damaged')
  const after = `${lines}\n{"kind":"row","table":"setting","row":{"key":"a","value":"b"}}\n`
  expect(await attempt('after the end', gzipSync(after))).toBe('backup-damaged')
  expect(await attempt('text', Buffer.from('hello'))).toBe('backup-not-ours')
  expect(await attempt('empty', Buffer.from(''))).toBe('backup-not-ours')
  await expect(backUp(setup.db, '/nowhere/at/all.backup', 'x')).rejects.toMatchObject({
    code: 'backup-file-not-writable',
  })
  await setup.close()
})

test('a backup replaces an earlier backup, and nothing else', async () => {
  const database = await testDatabase('sqlite')
  const file = join(folder, 'again.backup')
  await backUp(database.db, file, '2026-11-24T00:00:00.000Z')
  await backUp(database.db, file, '2026-11-25T00:00:00.000Z')
  expect(statSync(file).mode & 0o077).toBe(0)
  const live = database.url.slice('file:'.length)
  const note = join(folder, 'note.txt')
  writeFileSync(note, 'à garder')
  for (const taken of [live, note]) {
    const before = readFileSync(taken)
    await expect(backUp(database.db, taken, 'x')).rejects.toMatchObject({ code: 'backup-file-taken' })
    expect(readFileSync(taken)).toEqual(before)
  }
  await database.close()
})

test('every table of the database is in a backup', async () => {
  const database = await testDatabase('sqlite')
  const tables = (await database.db.introspection.getTables()).map((table) => table.name)
  expect(tables.toSorted()).toEqual([...tableNames].toSorted())
  await database.close()
})
