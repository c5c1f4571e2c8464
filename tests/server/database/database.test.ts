import { copyFileSync, mkdtempSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { openingRefusal } from '#server/database/database.problems.ts'
import { migratorOf, openDatabase } from '#server/database/database.ts'
import { engines, testDatabase } from '#tests/support/test-database.ts'

describe.each(engines)('%s', (engine) => {
  test('every migration goes down to nothing and up again to the same tables', async () => {
    const database = await testDatabase(engine)
    const tables = async () =>
      (await database.db.introspection.getTables())
        .map((t) => `${t.name}(${t.columns.map((c) => c.name).join()})`)
        .toSorted()
    const before = await tables()
    expect(before.length).toBeGreaterThan(30)
    const migrator = migratorOf(database.db)
    for (const step of await migrator.getMigrations()) {
      expect(step.executedAt).toBeDefined()
      expect((await migrator.migrateDown()).error).toBeUndefined()
    }
    expect(await tables()).toEqual([])
    expect((await migrator.migrateToLatest()).error).toBeUndefined()
    expect(await tables()).toEqual(before)
    await database.close()
  })

  test('agreed rows refuse change and deletion', async () => {
    const database = await testDatabase(engine)
    const book = { digest: 'd', id: 'b', as_of: '2026', content: '', loaded_at: '2026' }
    await database.db.insertInto('price_book').values(book).execute()
    await expect(database.db.updateTable('price_book').set({ as_of: '2027' }).execute()).rejects.toThrow('append-only')
    await expect(database.db.deleteFrom('price_book').execute()).rejects.toThrow('append-only')
    await database.close()
  })

  test('a transaction that fails leaves nothing, and the next one works', async () => {
    const database = await testDatabase(engine)
    const attempt = database.db.transaction().execute(async (tx) => {
      await tx.insertInto('setting').values({ key: 'a', value: '1' }).execute()
      throw new Error('on purpose')
    })
    await expect(attempt).rejects.toThrow('on purpose')
    expect(await database.db.selectFrom('setting').selectAll().execute()).toEqual([])
    await database.db.insertInto('setting').values({ key: 'a', value: '2' }).execute()
    expect(await database.db.selectFrom('setting').selectAll().execute()).toEqual([{ key: 'a', value: '2' }])
    await database.close()
  })

  test('two transactions at once are served one after the other', async () => {
    const database = await testDatabase(engine)
    await database.db.insertInto('code_counter').values({ kind: 'x', last: 0 }).execute()
    const increment = () =>
      database.db.transaction().execute(async (tx) => {
        const row = await tx
          .updateTable('code_counter')
          .set((set) => ({ last: set('last', '+', 1) }))
          .where('kind', '=', 'x')
          .returning('last')
          .executeTakeFirstOrThrow()
        return row.last
      })
    const values = await Promise.all(Array.from({ length: 20 }, increment))
    expect(values.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1))
    await database.close()
  })
})

describe('a SQLite file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'arpent-files-'))
  const at = (name: string) => join(folder, name)

  test('is durable: WAL and synchronous FULL read back after the first write', async () => {
    const database = await openDatabase(`file:${at('durable.db')}`)
    await database.db.insertInto('setting').values({ key: 'a', value: '1' }).execute()
    const level = await sql<{ synchronous: number }>`pragma synchronous`.execute(database.db)
    const journal = await sql<{ journal_mode: string }>`pragma journal_mode`.execute(database.db)
    const keys = await sql<{ foreign_keys: number }>`pragma foreign_keys`.execute(database.db)
    expect([level.rows[0]?.synchronous, journal.rows[0]?.journal_mode, keys.rows[0]?.foreign_keys]).toEqual([
      2,
      'wal',
      1,
    ])
    await database.close()
  })

  test('has strict tables only', async () => {
    const database = await openDatabase(`file:${at('strict.db')}`)
    const { rows } = await sql<{
      name: string
      strict: number
    }>`select name, strict from pragma_table_list where schema = 'main' and type = 'table'`.execute(database.db)
    const loose = rows.filter(
      (row) => row.strict === 0 && !row.name.startsWith('sqlite_') && !row.name.startsWith('kysely_'),
    )
    expect(loose).toEqual([])
    await database.close()
  })

  test.each([
    { name: 'empty', code: 'database-file-empty', make: (file: string) => writeFileSync(file, '') },
    { name: 'short', code: 'database-file-truncated', make: (file: string) => writeFileSync(file, 'SQLite format 3') },
    { name: 'of text', code: 'database-not-sqlite', make: (file: string) => writeFileSync(file, 'x'.repeat(500)) },
    { name: 'a folder', code: 'database-not-a-file', make: (file: string) => void mkdtempSync(file) },
    {
      name: 'of another program',
      code: 'database-not-ours',
      make: (file: string) => {
        const other = new Sqlite(file)
        other.exec('create table t (a)')
        other.close()
      },
    },
  ])('that is $name refuses to open, in words', async ({ name, code, make }) => {
    const file = at(`refused-${name.replaceAll(' ', '-')}`)
    make(file)
    const target = code === 'database-not-a-file' ? folder : file
    await expect(openDatabase(`file:${target}`)).rejects.toMatchObject({ code })
  })

  test('that is short and no database says what it is, and damage is told, not thrown', async () => {
    writeFileSync(at('hello.db'), 'hello')
    await expect(openDatabase(`file:${at('hello.db')}`)).rejects.toMatchObject({ code: 'database-not-sqlite' })
    await (await openDatabase(`file:${at('whole.db')}`)).close()
    const bytes = readFileSync(at('whole.db'))
    bytes.fill(255, 100, 4096)
    writeFileSync(at('damaged.db'), bytes)
    await expect(openDatabase(`file:${at('damaged.db')}`)).rejects.toMatchObject({ code: 'database-file-damaged' })
    await expect(openDatabase(`file:${at('hello.db')}/under.db`)).rejects.toMatchObject({
      code: 'database-not-writable',
    })
  })

  test.each([
    ['EACCES', 'database-not-writable'],
    ['SQLITE_READONLY_DIRECTORY', 'database-not-writable'],
    ['SQLITE_BUSY_SNAPSHOT', 'database-busy'],
    ['SQLITE_FULL', 'database-disk-full'],
    ['28P01', 'database-sign-in-refused'],
  ])('or a server that says %s is refused as %s', (said, code) => {
    expect(openingRefusal(Object.assign(new Error('x'), { code: said }), 'f')).toMatchObject({ code })
  })

  test('that is cut short or newer refuses too', async () => {
    const good = await openDatabase(`file:${at('good.db')}`)
    await good.close()
    copyFileSync(at('good.db'), at('cut.db'))
    truncateSync(at('cut.db'), 20_000)
    await expect(openDatabase(`file:${at('cut.db')}`)).rejects.toMatchObject({ code: 'database-file-truncated' })
    const newer = new Sqlite(at('good.db'))
    newer.pragma('user_version = 9999')
    newer.close()
    await expect(openDatabase(`file:${at('good.db')}`)).rejects.toMatchObject({ code: 'database-newer' })
  })
})

describe('a PostgreSQL database', () => {
  const other = (url: string, name: string) => Object.assign(new URL(url), { pathname: `/${name}` }).href
  const opened = (url: string) =>
    openDatabase(url).then(
      () => 'opened',
      (error: { code: string }) => error.code,
    )

  test('of another program, newer, or without that name refuses in words and without the password', async () => {
    const database = await testDatabase('postgres')
    expect(await opened(other(database.url, 'no_such_base'))).toBe('database-name-unknown')
    expect(await opened('postgres://me:secret-word@127.0.0.1:1/x')).toBe('database-unreachable')
    expect(await opened('postgres://[')).toBe('database-address-unknown')
    await expect(openDatabase('postgres://me:secret-word@127.0.0.1:1/x')).rejects.toMatchObject({
      detail: { fr: expect.not.stringContaining('secret-word') },
    })
    await sql`insert into kysely_migration (name, timestamp) values ('9999-later', '2030')`.execute(database.db)
    expect(await opened(database.url)).toBe('database-newer')
    await sql`drop table kysely_migration`.execute(database.db)
    expect(await opened(database.url)).toBe('database-not-ours')
    await database.close()
  })
})

test('a transaction that only reads sees one instant and holds up no writer', async () => {
  const database = await testDatabase('sqlite')
  const set = (value: string) => database.db.insertInto('setting').values({ key: value, value }).execute()
  const count = async (db: Pick<typeof database.db, 'selectFrom'>) =>
    (await db.selectFrom('setting').selectAll().execute()).length
  await set('before')
  await database.db
    .transaction()
    .setAccessMode('read only')
    .execute(async (tx) => {
      expect(await count(tx)).toBe(1)
      await set('meanwhile')
      expect(await count(tx)).toBe(1)
      await expect(tx.deleteFrom('setting').execute()).rejects.toThrow('readonly')
    })
  expect(await count(database.db)).toBe(2)
  await database.close()
})
