import { promisify } from 'node:util'
import { gunzip, gzipSync } from 'node:zlib'
import type { DataRow } from '#models/hosting/hosting-options.ts'
import { priceColumns } from '#models/prices/price-row.ts'
import { canonicalJson } from '#models/shared/canonical-json.ts'
import { asJson, sha256 } from '#server/shared/digest.ts'

const unzip = promisify(gunzip)

/** The rows of a list and the keys of those that could not be read, as they are kept. */
export type SnapshotRows = { readonly rows: readonly DataRow[]; readonly unread: readonly string[] }

type Kept = {
  readonly file: string
  readonly columns: readonly string[]
  readonly lines: readonly number[]
  readonly cells: readonly (readonly string[])[]
  readonly unread: readonly string[]
}

/** Canonical text of the rows, gzip then base64; its digest names the list for ever. */
export function packedRows({ rows, unread }: SnapshotRows): { readonly content: string; readonly digest: string } {
  const kept: Kept = {
    file: rows[0]?.file ?? '',
    columns: priceColumns,
    lines: rows.map((row) => row.line),
    cells: rows.map((row) => priceColumns.map((column) => row.values[column] ?? '')),
    unread,
  }
  const text = canonicalJson(asJson(kept))
  return { content: gzipSync(text).toString('base64'), digest: sha256(text) }
}

/** The rows as they were received; each names the book it stands in. */
export async function unpackedRows(content: string, book: string): Promise<SnapshotRows> {
  const { file, columns, lines, cells, unread } = JSON.parse(
    (await unzip(Buffer.from(content, 'base64'))).toString('utf8'),
  ) as Kept // written by packedRows above
  const name = `${book}, ${file}`
  const rows: DataRow[] = []
  for (const [i, line] of lines.entries()) {
    const values: Record<string, string> = {}
    const own = cells[i] ?? []
    for (let at = 0; at < columns.length; at += 1) values[columns[at] ?? ''] = own[at] ?? ''
    rows.push({ file: name, line, values })
    if (rows.length % 2_000 === 0) await new Promise((resume) => setImmediate(resume)) // others are served meanwhile
  }
  return { rows, unread }
}
