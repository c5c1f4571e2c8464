import { readFile, stat } from 'node:fs/promises'
import type { DataRow } from '#models/hosting/hosting-options.ts'
import { cellOf, columnsOf } from '#models/prices/price-columns.ts'
import { neededColumns, type PriceMapping } from '#models/prices/price-mapping.ts'
import { type PriceColumn, priceColumns } from '#models/prices/price-row.ts'
import { csvRows, delimiterOf } from '#server/imports/readers/csv-rows.ts'
import { decoded, encodingOf, fileStream } from '#server/imports/readers/text-decoding.ts'
import { catalogueRows } from './price-file-catalogues.ts'
import { numbered, type PriceSource, type SourceRows } from './price-source.ts'
import { priceFileUnmapped, priceFileUnreadable } from './prices.problems.ts'

export type PriceFileDeps = {
  readonly path: string
  /** As it was called where it comes from; it names the source of each row. */
  readonly fileName: string
  readonly today: string
  readonly mapping?: PriceMapping | undefined
  /** Whether who sends it says that the file is everything its provider lists. */
  readonly isWholeList: boolean
}

const largestCatalogue = 64 * 1024 * 1024

/** Prices of a file: our own columns, a catalogue of a provider, or any table whose columns are said. */
export function priceFile(deps: PriceFileDeps): PriceSource {
  return {
    name: deps.fileName,
    async fetch({ signal }): Promise<SourceRows> {
      signal?.throwIfAborted()
      const encoding = await encodingOf(() => fileStream(deps.path))
      const start = await firstText(deps.path, encoding)
      if (/^\s*[{[]/.test(start)) return catalogue(deps)
      return table(deps, encoding, delimiterOf(start))
    },
  }
}

type Encoding = Awaited<ReturnType<typeof encodingOf>>

async function firstText(path: string, encoding: Encoding): Promise<string> {
  for await (const chunk of decoded(fileStream(path), encoding)) return chunk.slice(0, 64 * 1024)
  return ''
}

async function catalogue({ path, fileName, today, isWholeList }: PriceFileDeps): Promise<SourceRows> {
  if ((await stat(path)).size > largestCatalogue)
    throw priceFileUnreadable({
      fr: 'Ce catalogue dépasse 64 Mio. N’envoyer que la région ou le service voulu.',
      en: 'This catalogue is over 64 MiB. Send only the region or service wanted.',
    })
  const cells = catalogueRows(jsonOf(await readFile(path, 'utf8')), today)
  if (cells === undefined)
    throw priceFileUnreadable({
      fr: 'Ce JSON n’est pas un catalogue connu : OVHcloud, Oracle et Google le sont. Le convertir en CSV.',
      en: 'This JSON is no known catalogue: OVHcloud, Oracle and Google are. Convert it to CSV.',
    })
  return { rows: numbered(fileName, cells), refused: [], received: cells.length, isWholeList }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''))
  } catch {
    throw priceFileUnreadable({ fr: 'Ce n’est pas du JSON complet.', en: 'This is not complete JSON.' })
  }
}

async function table(
  { path, fileName, mapping, isWholeList }: PriceFileDeps,
  encoding: Encoding,
  delimiter: string,
): Promise<SourceRows> {
  let columns: ReadonlyMap<PriceColumn, number> | undefined
  const rows: DataRow[] = []
  for await (const { line, cells } of csvRows(decoded(fileStream(path), encoding), delimiter)) {
    if (cells.every((cell) => cell === null)) continue
    if (columns === undefined) {
      const headers = cells.map((cell) => (cell ?? '').replace(/^\ufeff/, '').trim())
      columns = columnsOf(headers, mapping)
      ensureMapped(columns, mapping, headers)
      continue
    }
    const values = valuesOf(cells, columns, mapping, delimiter)
    rows.push({ file: fileName, line, values: values['source'] === '' ? { ...values, source: fileName } : values })
  }
  if (columns === undefined) throw priceFileUnreadable({ fr: 'Ce fichier est vide.', en: 'This file is empty.' })
  return { rows, refused: [], received: rows.length, isWholeList }
}

/** A table in which a needed column is neither there nor said is not guessed at. */
function ensureMapped(
  columns: ReadonlyMap<PriceColumn, number>,
  mapping: PriceMapping | undefined,
  headers: readonly string[],
): void {
  const said = (column: PriceColumn) => columns.has(column) || (mapping?.constants[column] ?? '') !== ''
  const missing: PriceColumn[] = neededColumns.filter((column) => !said(column))
  if (!said('region') && !said('option')) missing.push('region')
  if (missing.length > 0) throw priceFileUnmapped(missing, headers)
}

function valuesOf(
  cells: readonly (string | null)[],
  columns: ReadonlyMap<PriceColumn, number>,
  mapping: PriceMapping | undefined,
  delimiter: string,
): Record<string, string> {
  const values: Record<string, string> = {}
  for (const column of priceColumns) {
    const at = columns.get(column)
    const cell = at === undefined ? '' : (cells[at] ?? '').trim()
    values[column] = cellOf(column, cell === '' ? (mapping?.constants[column] ?? '') : cell, delimiter)
  }
  return values
}
