import { open } from 'node:fs/promises'
import Papa from 'papaparse'
import { type BillEngine, parquetColumns } from './bill-engine.ts'
import { type ColumnReader, literal, quoted } from './bill-sql.ts'
import { billRefused } from './bills.problems.ts'
import type { ReadyBill } from './received-bill.ts'
import { type CellFacts, separators } from './text-facts.ts'

/** A file as the reader sees it: its header, the relation of its rows as text, and how a column is taken from it. */
export type BillSourceFile = {
  readonly header: readonly string[]
  rows(as: CellForm): SourceRows
  /** The physical line of the first row. */
  readonly firstLine: number
  readonly isText: boolean
}

export type SourceRows = {
  /** `FROM` this: every column as text under its header. */
  readonly relation: string
  readonly reader: ColumnReader
}

/**
 * How the cells of a file are read. `plain`: whoever reads so sees to it that none says NULL, or "" between quotes, and that numbers and
 * dates are plain; else by what its text may hold.
 */
export type CellForm = 'plain' | CellFacts

const headerRoom = 256 * 1024

/** Reads the header, and says how the rows are read. */
export async function billSourceFile(engine: BillEngine, ready: ReadyBill): Promise<BillSourceFile> {
  if (ready.container === 'parquet') {
    const columns = await parquetColumns(engine, ready.path)
    const texts = columns.map(({ name, type }) => `${asTextOfType(quoted(name), type)} AS ${quoted(name)}`)
    const header = columns.map(({ name }) => name)
    const relation = `(SELECT ${texts.join(', ')} FROM read_parquet(${literal(ready.path)}))`
    return { header, rows: (as) => ({ relation, reader: readerOver(header, as) }), firstLine: 1, isText: false }
  }
  const { names, separator } = await csvHeader(ready.path)
  const columns = names.map((name) => `${literal(name)}: 'VARCHAR'`)
  const options = [
    'header=true',
    'auto_detect=false',
    `delim=${literal(separator)}`,
    `quote='"'`,
    `escape='"'`,
    `nullstr=''`,
    'store_rejects=true',
    'rejects_limit=0',
    `columns={${columns.join(', ')}}`,
  ]
  const mayNotice = (as: CellForm) => as === 'plain' || as.mayHoldEmptyQuoted
  return {
    header: names,
    rows: (as) => ({
      relation: `read_csv(${literal(ready.path)}, ${options.join(', ')}, allow_quoted_nulls=${!mayNotice(as)})`,
      reader: readerOver(names, as),
    }),
    firstLine: 2,
    isText: true,
  }
}

/** What a column of a typed file says, as a CSV of the same rows would say it. */
function asTextOfType(name: string, type: string): string {
  if (type === 'VARCHAR') return name
  if (/^TIMESTAMP( WITH TIME ZONE|_.*)?$/.test(type)) return `strftime(${name}::TIMESTAMP, '%Y-%m-%dT%H:%M:%SZ')`
  if (/^(MAP|STRUCT)/.test(type)) return `to_json(${name})::VARCHAR`
  if (type === 'BLOB') return `decode(${name})`
  return `${name}::VARCHAR`
}

function readerOver(names: readonly string[], as: CellForm): ColumnReader {
  const facts = as === 'plain' ? { mayHoldNull: false, mayHoldEmptyQuoted: false } : as
  const byName = new Map(names.map((name) => [name.toLowerCase(), name]))
  return {
    column(asked) {
      const name = byName.get(asked.toLowerCase())
      if (name === undefined) return undefined
      const cell = `s.${quoted(name)}`
      const unquoted = facts.mayHoldEmptyQuoted ? `nullif(${cell}, '')` : cell
      const sql = facts.mayHoldNull ? `CASE WHEN ${cell} IN ('NULL', 'null') THEN NULL ELSE ${unquoted} END` : unquoted
      return { sql, kind: 'text' }
    },
    mayHoldNull: facts.mayHoldNull,
    mayHoldEmptyQuoted: facts.mayHoldEmptyQuoted,
    beginningWith: (prefix) => names.filter((name) => name.toLowerCase().startsWith(prefix.toLowerCase())),
    form: as === 'plain' ? 'plain' : 'any',
  }
}

async function csvHeader(path: string): Promise<{ names: string[]; separator: string }> {
  const file = await open(path, 'r')
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(headerRoom), 0, headerRoom, 0)
    const text = buffer
      .subarray(0, bytesRead)
      .toString('utf8')
      .replace(/^\uFEFF/, '')
    const candidates = separators.map((separator) => ({
      separator,
      names: Papa.parse<string[]>(text, { delimiter: separator, preview: 1 }).data[0] ?? [],
    }))
    const [best] = candidates.toSorted((a, b) => b.names.length - a.names.length)
    if (best === undefined || best.names.length < 2) throw billRefused('bill-not-recognised')
    return { separator: best.separator, names: distinct(best.names.map((name) => name.trim())) }
  } finally {
    await file.close()
  }
}

/** A header said twice, or not at all, still names one column each. */
function distinct(names: readonly string[]): string[] {
  const seen = new Map<string, number>()
  return names.map((given, at) => {
    const name = given === '' ? `x_column_${at + 1}` : given
    const times = (seen.get(name.toLowerCase()) ?? 0) + 1
    seen.set(name.toLowerCase(), times)
    return times === 1 ? name : `${name}_${times}`
  })
}
