import { CompiledQuery, SqliteAdapter } from 'kysely'
import type { Database, DatabaseTransaction } from './database.ts'
import type { Schema } from './schema.ts'

/** What SQLite takes in a statement; PostgreSQL takes twice as many. */
const valuesAtOnce = 32_766

/**
 * Inserts rows by the thousand, each a list of one value for each column: the text of a statement is written once for a full one, and not
 * built row by row.
 */
export async function insertMany<Table extends keyof Schema>(
  db: Database | DatabaseTransaction,
  table: Table,
  columns: readonly Extract<keyof Schema[Table], string>[],
  rows: readonly (readonly unknown[])[],
): Promise<void> {
  const isSqlite = db.getExecutor().adapter instanceof SqliteAdapter
  const atOnce = Math.floor(valuesAtOnce / columns.length)
  const pages = Array.from({ length: Math.ceil(rows.length / atOnce) }, (_, at) =>
    rows.slice(at * atOnce, (at + 1) * atOnce),
  )
  const write = async (page: (typeof pages)[number]) =>
    db.executeQuery(CompiledQuery.raw(insertion({ table, columns, isSqlite }, page.length), page.flat()))
  // SQLite has a thread of its own, with a line before it: it need not wait for this one between two statements.
  if (isSqlite) await Promise.all(pages.map(write))
  else for (const page of pages) await write(page)
}

type Asked = { readonly table: string; readonly columns: readonly string[]; readonly isSqlite: boolean }

const texts = new Map<string, string>()
const mostTexts = 50

function insertion(asked: Asked, count: number): string {
  const { table, columns, isSqlite } = asked
  const key = `${table} ${isSqlite} ${count}`
  const known = texts.get(key)
  if (known !== undefined) return known
  const marks = Array.from(
    { length: count },
    (_, row) => `(${columns.map((_column, at) => (isSqlite ? '?' : `$${row * columns.length + at + 1}`)).join(', ')})`,
  )
  const text = `insert into ${table} (${columns.join(', ')}) values ${marks.join(', ')}`
  if (texts.size >= mostTexts) texts.clear()
  texts.set(key, text)
  return text
}
