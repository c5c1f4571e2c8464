import { gibOfMib } from '#models/sizing/nameplate.ts'
import {
  columnPositions,
  type FormatDefinition,
  guesses,
  normalHeader,
  recognisedTables,
} from '#models/imports/formats.ts'
import { suggestedGrouping } from '#models/imports/grouping.ts'
import type {
  ColumnMapping,
  ImportField,
  ImportGrouping,
  InventoryFormat,
  UnitProof,
} from '#models/imports/import.views.ts'
import type { ImportedAsset, MappedRow } from '#models/imports/imported.ts'
import { mappedRow, type SettledColumn, type TableReading } from '#models/imports/row-mapper.ts'
import {
  type DecimalMark,
  type NumberEvidence,
  numberEvidence,
  plausibleUnit,
  writtenUnit,
} from '#models/imports/values.ts'
import type { Bilingual } from '#models/shared/bilingual.ts'
import { sha256 } from '#server/shared/digest.ts'
import { companionFacts, isCompanion } from './companion-tabs.ts'
import { type InventoryFile, type InventoryTable, openInventoryFile } from './inventory-file.ts'
import { fileRefused } from './reader.problems.ts'

export type ChosenColumn = {
  readonly table: string
  readonly column: string
  readonly field: ImportField
  readonly unit: string | null
}

/** What was understood of a file, before anything is read of its rows for good. */
export type InventoryDescription = {
  readonly format: InventoryFormat
  readonly formatVersion: string
  readonly encoding: string
  readonly delimiter: string | null
  readonly tables: readonly { readonly name: string; readonly rows: number; readonly used: boolean }[]
  readonly columns: readonly ColumnMapping[]
  readonly proofs: readonly UnitProof[]
  readonly grouping: ImportGrouping
  /** Whether rows can be staged without asking: a known format, or a mapping that was chosen. */
  readonly isCertain: boolean
  readonly headerSignature: string
  readonly readings: readonly TableReading[]
}

const sampleSize = 2_000
const numeric: readonly (ImportField | 'internal')[] = [
  'server.vcpu',
  'server.memory',
  'server.storage',
  'server.cpuPercent',
  'server.memoryPercent',
  'workload.annualCost',
]

/** Reads the head of a file: its format by header, its columns, and what proves units and notations. Every row is counted. */
export async function describeInventory(
  path: string,
  options: { readonly fileName?: string; readonly chosen?: readonly ChosenColumn[] } = {},
): Promise<InventoryDescription> {
  const file = await openInventoryFile(path, options.fileName)
  try {
    return await described(file, options.chosen)
  } finally {
    file.close()
  }
}

async function described(
  file: InventoryFile,
  chosen: readonly ChosenColumn[] | undefined,
): Promise<InventoryDescription> {
  const known = recognisedTables(file.tables)
  const readings: TableReading[] = []
  const proofs: UnitProof[] = []
  const columns: ColumnMapping[] = []
  const tables: { name: string; rows: number; used: boolean }[] = []
  const sampled: ImportedAsset[] = []
  const isOfServers = known.some((one) => one.definition.entity === 'server')
  const besides = isOfServers
    ? file.tables.filter((table) => isCompanion(table) && !known.some((one) => one.table === table))
    : []
  const companions = await companionFacts(besides, proofs)
  const mostGuessed = file.tables.toSorted((a, b) => guessed(b) - guessed(a))[0]
  for (const table of file.tables) {
    const definition = known.find((one) => one.table === table)?.definition
    const isUsed =
      definition !== undefined ||
      (known.length === 0 &&
        (chosen === undefined ? table === mostGuessed : chosen.some((one) => one.table === table.name)))
    if (isUsed && table.repeated !== undefined)
      throw fileRefused('file-duplicate-headers', { row: table.headerLine, column: table.repeated })
    const columnsOfTable =
      definition === undefined
        ? settledByChoice(table, chosen)
        : withChoices(settledByFormat(definition, table), table, chosen)
    const sample = await sampleOf(table, isUsed ? columnsOfTable : [])
    tables.push({ name: table.name, rows: sample.rows, used: isUsed || besides.includes(table) })
    if (!isUsed) continue
    const marks = new Map<number, DecimalMark>()
    const fractions = new Set<number>()
    const settled = columnsOfTable.map((column) => {
      const evidence = sample.evidence.get(column.at)
      const samples = (sample.cells[column.at] ?? []).slice(0, 3)
      return evidence === undefined || samples.length === 0
        ? column
        : proven(column, evidence.told(), samples, { marks, fractions, proofs })
    })
    const entity = definition?.entity ?? entityOf(settled)
    const reading: TableReading = {
      table: table.name,
      entity,
      headers: table.headers,
      columns: settled,
      marks,
      fractions,
      skipsNameless: definition?.skipsNameless === true,
      ...(entity === 'server' && companions.size > 0 ? { companions } : {}),
    }
    readings.push(reading)
    columns.push(
      ...table.headers.map((header, at) =>
        columnMapping(table.name, header, at, settled, sample.cells[at] ?? [], definition !== undefined),
      ),
    )
    sampled.push(
      ...sample.raw
        .flatMap((row) => mappedRow(row, reading))
        .filter((row): row is ImportedAsset => 'kind' in row && row.kind === 'asset'),
    )
  }
  if (tables.every((table) => table.rows === 0)) throw fileRefused('file-header-only')
  // A set of applications and their relations goes by what it describes.
  const first = known.find((one) => !['relation', 'connection'].includes(one.definition.entity)) ?? known[0]
  const isRvtoolsText = first?.definition.format === 'rvtools-xlsx' && file.kind !== 'xlsx'
  return {
    format: first === undefined ? 'custom' : isRvtoolsText ? 'rvtools-csv' : first.definition.format,
    formatVersion: first?.definition.version ?? '',
    encoding: file.encoding,
    delimiter: file.delimiter,
    tables,
    columns,
    proofs,
    grouping: suggestedGrouping(sampled),
    isCertain: known.length > 0 || chosen !== undefined,
    headerSignature: sha256(file.tables.map((table) => table.headers.map(normalHeader).join('|')).join('\n')),
    readings,
  }
}

type Sample = {
  readonly rows: number
  readonly cells: readonly (readonly string[])[]
  readonly raw: { line: number; cells: readonly (string | null)[] }[]
  /** Of numeric columns, over every row. */
  readonly evidence: ReadonlyMap<number, ReturnType<typeof numberEvidence>>
}

async function sampleOf(table: InventoryTable, columns: readonly SettledColumn[]): Promise<Sample> {
  const evidence = new Map(
    columns.flatMap((column) =>
      numeric.includes(column.field) || column.as === 'disk' ? [[column.at, numberEvidence()]] : [],
    ),
  )
  const cells: string[][] = table.headers.map(() => [])
  const raw: Sample['raw'] = []
  let rows = 0
  for await (const row of table.rows()) {
    if (row.cells.some((cell) => cell !== null)) rows += 1
    for (const [at, seen] of evidence) {
      const cell = row.cells[at]
      if (cell !== null && cell !== undefined) seen.see(cell)
    }
    if (raw.length >= sampleSize) continue
    raw.push(row)
    row.cells.forEach((cell, at) => {
      if (cell !== null && cell.trim() !== '') cells[at]?.push(cell)
    })
  }
  return { rows, cells, raw, evidence }
}

function settledByFormat(definition: FormatDefinition, table: InventoryTable): SettledColumn[] {
  return columnPositions(definition, table.headers).map(({ column, at }) => ({
    at,
    header: table.headers[at] ?? '',
    field: column.field,
    as: column.as,
    unit: column.unit,
  }))
}

/** A known format keeps the columns it reads for itself; a person's choices replace the others. */
function withChoices(
  settled: readonly SettledColumn[],
  table: InventoryTable,
  chosen: readonly ChosenColumn[] | undefined,
): SettledColumn[] {
  if (chosen === undefined) return [...settled]
  const own = chosen.filter((choice) => choice.table === table.name)
  const kept = settled.filter(
    (column) => column.field === 'internal' || !own.some((choice) => choice.column === column.header),
  )
  const added = own.flatMap((choice) => {
    const at = table.headers.indexOf(choice.column)
    const isTaken = kept.some((column) => column.at === at)
    const former = settled.find((column) => column.at === at)
    if (at < 0 || isTaken || choice.field === 'extra') return []
    return [
      {
        at,
        header: choice.column,
        field: choice.field,
        as: former?.field === choice.field ? former.as : undefined,
        unit: choice.unit ?? former?.unit ?? writtenUnit(choice.column),
      },
    ]
  })
  return [...kept, ...added].toSorted(
    (a, b) => settled.findIndex((column) => column.at === a.at) - settled.findIndex((column) => column.at === b.at),
  )
}

function settledByChoice(table: InventoryTable, chosen: readonly ChosenColumn[] | undefined): SettledColumn[] {
  if (chosen !== undefined) {
    return table.headers.flatMap((header, at) => {
      const choice = chosen.find((one) => one.table === table.name && one.column === header)
      return choice === undefined || choice.field === 'extra'
        ? []
        : [{ at, header, field: choice.field, as: undefined, unit: choice.unit ?? writtenUnit(header) }]
    })
  }
  const taken = new Set<ImportField>()
  return table.headers.flatMap((header, at) => {
    const guess = guessOf(header)
    if (guess === undefined || taken.has(guess.field)) return []
    taken.add(guess.field)
    return [{ at, header, field: guess.field, as: undefined, unit: writtenUnit(header) }]
  })
}

function guessOf(header: string) {
  return guesses.find((guess) => guess.pattern.test(normalHeader(header)))
}

const guessed = (table: InventoryTable) => table.headers.filter((header) => guessOf(header) !== undefined).length

function entityOf(columns: readonly SettledColumn[]): TableReading['entity'] {
  const has = (field: ImportField) => columns.some((column) => column.field === field)
  if (has('dependency.from') && has('dependency.to')) return 'relation'
  return has('server.name') || (has('server.vcpu') && has('server.memory')) ? 'server' : 'application'
}

type Settling = {
  readonly marks: Map<number, DecimalMark>
  readonly fractions: Set<number>
  readonly proofs: UnitProof[]
}

/** Settles the notation and the unit of a numeric column over all its rows, with what proves them. */
function proven(
  column: SettledColumn,
  evidence: NumberEvidence,
  samples: readonly string[],
  { marks, fractions, proofs }: Settling,
): SettledColumn {
  const { mark, most } = evidence
  const prove = (inferred: string, confidence: number, fr: string, en: string) =>
    proofs.push({ column: column.header, inferred, because: { fr, en }, samples, confidence })
  if (mark !== undefined) {
    marks.set(column.at, mark)
    const [fr, en] = mark === 'comma' ? ['virgule décimale', 'decimal comma'] : ['point décimal', 'decimal point']
    prove(
      mark === 'comma' ? '0,5' : '0.5',
      0.97,
      `Une cellule ne se lit que d’une façon : ${fr}.`,
      `A cell reads only one way: ${en}.`,
    )
  }
  const { field } = column
  if ((field === 'server.cpuPercent' || field === 'server.memoryPercent') && evidence.hasBare) {
    if (most <= 1 && evidence.hasPartOfOne) {
      fractions.add(column.at)
      prove(
        'fraction',
        0.9,
        `Aucune valeur au-dessus de 1 (maximum ${most}) : des fractions, multipliées par 100.`,
        `No value above 1 (highest ${most}): fractions, multiplied by 100.`,
      )
    } else
      prove('%', 0.95, `Des valeurs vont jusqu’à ${most} : des pourcentages.`, `Values go up to ${most}: percentages.`)
  }
  return field === 'server.memory' || field === 'server.storage' ? withUnit(column, field, evidence, prove) : column
}

/** Below, no file's largest machine is plausible: the unit that the header or the format says is in doubt. */
const leastGib: Readonly<Record<'server.memory' | 'server.storage', number>> = {
  'server.memory': 0.5,
  'server.storage': 1,
}
const mostMemoryGib = 24_576
const gibOf = (most: number, unit: string) =>
  unit.startsWith('g') ? most : unit.startsWith('t') ? most * 1_024 : gibOfMib(most)
/** A size in words: mebibytes below one gibibyte, so that nothing small is told as 0. */
function sizeWords(gib: number): Bilingual {
  const [value, fr, en] = gib < 1 ? [Math.round(gib * 1_024), 'Mio', 'MiB'] : [Math.round(gib), 'Gio', 'GiB']
  return { fr: `${value} ${fr}`, en: `${value} ${en}` }
}
const unitNames: Readonly<Record<string, string>> = { k: 'KiB', m: 'MiB', g: 'GiB', t: 'TiB' }

/** The unit that the format or the header says for cells that name none; else the one that makes the largest plausible; else MiB, in doubt. */
function withUnit(
  column: SettledColumn,
  field: 'server.memory' | 'server.storage',
  { most, hasUnits, hasBare }: NumberEvidence,
  prove: (inferred: string, confidence: number, fr: string, en: string) => void,
): SettledColumn {
  if (hasUnits && !hasBare) {
    prove('GiB, MiB…', 0.97, 'Chaque cellule dit son unité.', 'Each cell tells its unit.')
    return column
  }
  const said = column.unit ?? writtenUnit(column.header)
  const plausible = plausibleUnit(field, most)
  const unit = said ?? plausible ?? 'mib'
  const name = unitNames[unit.charAt(0)] ?? unit
  const gib = gibOf(most, unit)
  const largest = sizeWords(gib)
  const isPlausible = gib >= leastGib[field] && !(gib > mostMemoryGib && field === 'server.memory')
  if (said !== undefined && isPlausible)
    prove(
      name,
      0.95,
      `L’en-tête ou la mise en forme dit ${name} ; la plus grande valeur fait ${largest.fr}.`,
      `The header or the format says ${name}; the largest value is ${largest.en}.`,
    )
  else if (said !== undefined)
    prove(
      name,
      0.4,
      `L’en-tête ou la mise en forme dit ${name}, et la plus grande valeur ferait ${largest.fr} : peu plausible. À vérifier.`,
      `The header or the format says ${name}, and the largest value would be ${largest.en}: hardly plausible. To be checked.`,
    )
  else if (plausible === undefined)
    prove(
      name,
      0.5,
      `Rien ne dit l’unité et ${most} se lirait en Mio comme en Gio : lu en Mio. À vérifier.`,
      `Nothing tells the unit and ${most} could be MiB or GiB: read as MiB. To be checked.`,
    )
  else
    prove(
      name,
      0.85,
      `Rien ne dit l’unité ; en ${name}, la plus grande valeur fait ${largest.fr}, ce qui est plausible.`,
      `Nothing tells the unit; in ${name} the largest value is ${largest.en}, which is plausible.`,
    )
  return { ...column, unit }
}

function columnMapping(
  table: string,
  header: string,
  at: number,
  settled: readonly SettledColumn[],
  cells: readonly string[],
  isKnown: boolean,
): ColumnMapping {
  const column = settled.find((one) => one.at === at)
  const field = column === undefined || column.field === 'internal' ? 'extra' : column.field
  const confidence = column === undefined ? 0 : isKnown ? 1 : (guessOf(header)?.confidence ?? 1)
  const note =
    column?.field === 'internal'
      ? { fr: 'lue pour cette mise en forme', en: 'read for this format' }
      : column === undefined
        ? { fr: 'gardée comme fait', en: 'kept as a fact' }
        : null
  return {
    table,
    column: header,
    field,
    unit: column?.unit ?? null,
    confidence,
    samples: cells.slice(0, 3).map((cell) => cell.slice(0, 60)),
    note,
  }
}

/** Mapped rows of the tables that are used, up to `size` at a time; a stop is seen between two batches. */
export async function* inventoryBatches(
  path: string,
  description: InventoryDescription,
  options: { readonly fileName?: string; readonly signal?: AbortSignal; readonly size?: number } = {},
): AsyncGenerator<readonly MappedRow[]> {
  const file = await openInventoryFile(path, options.fileName)
  try {
    let batch: MappedRow[] = []
    for (const reading of description.readings) {
      const table = file.tables.find((one) => one.name === reading.table)
      if (table === undefined) continue
      for await (const raw of table.rows()) {
        batch.push(...mappedRow(raw, reading))
        if (batch.length < (options.size ?? 5_000)) continue
        options.signal?.throwIfAborted()
        yield batch
        batch = []
      }
    }
    yield batch
  } finally {
    file.close()
  }
}
