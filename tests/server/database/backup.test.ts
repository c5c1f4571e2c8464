import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { importBillFile } from '#server/bills/bill-files.usecases.ts'
import { backUp, restore, verifyBackup } from '#server/database/backup.ts'
import { tableNames } from '#server/database/table-names.ts'
import { newId } from '#server/shared/ids.ts'
import { aBill, billFile } from '#tests/support/some-bills.ts'
import { engines, testDatabase } from '#tests/support/test-database.ts'
import { testApp } from '#tests/support/test-app.ts'

const folder = mkdtempSync(join(tmpdir(), 'arpent-backup-'))
const emptyFolder = () => mkdtempSync(join(tmpdir(), 'arpent-files-'))

describe.each(engines)('from %s', (from) => {
  test.each(engines)('to %s: every row comes back, and the chain holds', async (to) => {
    const setup = await testApp(from)
    await setup.signedIn('auditor')
    const file = join(folder, `${from}-${to}.backup`)
    const written = await backUp(setup.db, setup.filesFolder, file, '2026-11-24T00:00:00.000Z')
    expect(written.tables['body']).toBe(3)
    expect(written.tables['session']).toBe(0)
    const other = await testDatabase(to)
    const files = emptyFolder()
    expect(await restore(other.db, files, file)).toEqual(written)
    for (const table of ['body', 'user_account', 'role_grant', 'audit_event'] as const) {
      const sorted = async (db: typeof setup.db) =>
        (await db.selectFrom(table).selectAll().execute())
          .map((row) => JSON.stringify(row, Object.keys(row).toSorted()))
          .toSorted()
      expect(await sorted(other.db)).toEqual(await sorted(setup.db))
    }
    await expect(restore(other.db, files, file)).rejects.toMatchObject({ code: 'restore-not-empty' })
    await setup.close()
    await other.close()
  })
})

describe.each(engines)('rows of bills and evidence on %s', (engine) => {
  const evidence = 'Rapport fictif de mise hors service.'
  const digest = createHash('sha256').update(evidence).digest('hex')
  const withFiles = async () => {
    const setup = await testApp(engine)
    const bills = join(setup.filesFolder, 'bills')
    await importBillFile(
      { db: setup.db, clock: setup.clock, folder: bills, limits: { memoryMib: 256, threads: 1 } },
      setup.system(),
      { file: billFile(aBill([{}, { BilledCost: 'douze' }])), bodyCode: 'MSC', asked: {} },
    )
    const { id } = await setup.db.selectFrom('body').select('id').where('code', '=', 'MSC').executeTakeFirstOrThrow()
    await setup.db
      .insertInto('evidence')
      .values({
        id: newId(),
        body_id: id,
        subject: 'B-0001',
        kind: 'file',
        title: 'Rapport fictif',
        file_name: 'rapport.txt',
        sha256: digest,
        bytes: evidence.length,
        sensitivity: 'internal',
        retention: '7',
        content_json: '{}',
        stated_by: 'U-0001',
        recorded_at: '2026-11-24T00:00:00.000Z',
        recorded_to: null,
      })
      .execute()
    return setup
  }
  const keptIn = (root: string) =>
    ['bills', 'evidence']
      .flatMap((name) =>
        existsSync(join(root, name)) ? readdirSync(join(root, name)).map((one) => join(name, one)) : [],
      )
      .toSorted()

  test('come back with the same bytes; one that was lost is named', async () => {
    const setup = await withFiles()
    mkdirSync(join(setup.filesFolder, 'evidence'))
    writeFileSync(join(setup.filesFolder, 'evidence', digest), evidence)
    const file = join(folder, `files-${engine}.backup`)
    const written = await backUp(setup.db, setup.filesFolder, file, '2026-11-24T00:00:00.000Z')
    const before = keptIn(setup.filesFolder)
    expect(before.map((path) => path.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/, 'id')).toSorted()).toEqual([
      'bills/id.parquet',
      'bills/id.quarantine.parquet',
      `evidence/${digest}`,
    ])
    expect(written.kept).toMatchObject({ files: 3, lost: [] })
    const other = await testDatabase(engine)
    const files = emptyFolder()
    expect(await restore(other.db, files, file)).toEqual(written)
    expect(keptIn(files)).toEqual(before)
    for (const path of before)
      expect(readFileSync(join(files, path))).toEqual(readFileSync(join(setup.filesFolder, path)))
    rmSync(join(setup.filesFolder, 'evidence', digest))
    const poorer = await backUp(setup.db, setup.filesFolder, file, '2026-11-25T00:00:00.000Z')
    expect(poorer.kept).toMatchObject({ files: 2, lost: [`evidence/${digest}`] })
    await setup.close()
    await other.close()
  })

  test('another file under the same name refuses the restore, and leaves database and folder as they were', async () => {
    const setup = await withFiles()
    const file = join(folder, `taken-${engine}.backup`)
    await backUp(setup.db, setup.filesFolder, file, '2026-11-24T00:00:00.000Z')
    const quarantine = keptIn(setup.filesFolder).find((path) => path.includes('quarantine')) ?? ''
    const files = emptyFolder()
    mkdirSync(join(files, 'bills'))
    writeFileSync(join(files, quarantine), 'autre chose')
    const other = await testDatabase(engine)
    await expect(restore(other.db, files, file)).rejects.toMatchObject({ code: 'restore-file-taken' })
    expect(keptIn(files)).toEqual([quarantine])
    expect(await other.db.selectFrom('body').selectAll().execute()).toEqual([])
    await setup.close()
    await other.close()
  })

  test('a file whose bytes or path were altered restores nothing', async () => {
    const setup = await withFiles()
    const file = join(folder, `altered-${engine}.backup`)
    await backUp(setup.db, setup.filesFolder, file, '2026-11-24T00:00:00.000Z')
    const lines = gunzipSync(readFileSync(file)).toString().trimEnd().split('\n')
    const attempt = async (change: (line: string) => string) => {
      const changed = lines.map((line) => (line.startsWith('{"kind":"file') ? change(line) : line)).slice(0, -1)
      const digest = createHash('sha256')
      for (const line of changed.slice(1)) digest.update(`${line}\n`)
      const end = { ...(JSON.parse(lines.at(-1) ?? '') as object), sha256: digest.digest('hex') }
      const bad = join(folder, `bad-${engine}.backup`)
      writeFileSync(bad, gzipSync(`${[...changed, JSON.stringify(end)].join('\n')}\n`))
      return verifyBackup(bad).then(
        () => 'accepted',
        (error: { code: string }) => error.code,
      )
    }
    expect(await attempt((line) => line)).toBe('accepted')
    expect(await attempt((line) => line.replace('"part":"UEFS', '"part":"UEFT'))).toBe('backup-damaged')
    expect(await attempt((line) => line.replaceAll('"path":"bills/', '"path":"bills/../../'))).toBe('backup-damaged')
    expect(await attempt((line) => (line.includes('"file-end"') ? '{"kind":"none"}' : line))).toBe('backup-damaged')
    await setup.close()
  })
})

test('a backup that was cut, altered or is not ours restores nothing', async () => {
  const setup = await testApp()
  const file = join(folder, 'good.backup')
  await backUp(setup.db, setup.filesFolder, file, '2026-11-24T00:00:00.000Z')
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
  await expect(backUp(setup.db, setup.filesFolder, '/nowhere/at/all.backup', 'x')).rejects.toMatchObject({
    code: 'backup-file-not-writable',
  })
  await setup.close()
})

test('a backup replaces an earlier backup, and nothing else', async () => {
  const database = await testDatabase('sqlite')
  const file = join(folder, 'again.backup')
  await backUp(database.db, folder, file, '2026-11-24T00:00:00.000Z')
  await backUp(database.db, folder, file, '2026-11-25T00:00:00.000Z')
  expect(statSync(file).mode & 0o077).toBe(0)
  const live = database.url.slice('file:'.length)
  const note = join(folder, 'note.txt')
  writeFileSync(note, 'à garder')
  for (const taken of [live, note]) {
    const before = readFileSync(taken)
    await expect(backUp(database.db, folder, taken, 'x')).rejects.toMatchObject({ code: 'backup-file-taken' })
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
