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
import { type DecimalMark, provenMark, readNumber, writtenUnit } from '#models/imports/values.ts'
import { fold } from '#models/shared/fold.ts'
import { sha256 } from '#server/shared/digest.ts'
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
  for (const table of file.tables) {
    const definition = known.find((one) => one.table === table)?.definition
    const sample = await sampleOf(table)
    const isUsed =
      definition !== undefined ||
      (known.length === 0 &&
        (chosen === undefined ? file.tables.indexOf(table) === 0 : chosen.some((one) => one.table === table.name)))
    tables.push({ name: table.name, rows: sample.rows, used: isUsed })
    if (!isUsed) continue
    const settled =
      definition === undefined
        ? settledByChoice(table, chosen)
        : withChoices(settledByFormat(definition, table), table, chosen)
    const marks = new Map<number, DecimalMark>()
    const fractions = new Set<number>()
    for (const column of settled) prove(column, sample.cells[column.at] ?? [], marks, fractions, proofs)
    const entity = definition?.entity ?? entityOf(settled)
    const reading: TableReading = {
      table: table.name,
      entity,
      headers: table.headers,
      columns: settled,
      marks,
      fractions,
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
  const [first] = known
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
    readings: await withDisks(file, readings),
  }
}

type Sample = {
  readonly rows: number
  readonly cells: readonly (readonly string[])[]
  readonly raw: { line: number; cells: readonly (string | null)[] }[]
}

async function sampleOf(table: InventoryTable): Promise<Sample> {
  const cells: string[][] = table.headers.map(() => [])
  const raw: Sample['raw'] = []
  let rows = 0
  for await (const row of table.rows()) {
    if (row.cells.some((cell) => cell !== null)) rows += 1
    if (raw.length >= sampleSize) continue
    raw.push(row)
    row.cells.forEach((cell, at) => {
      if (cell !== null && cell.trim() !== '') cells[at]?.push(cell)
    })
  }
  return { rows, cells, raw }
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

function entityOf(columns: readonly SettledColumn[]): TableReading['entity'] {
  const has = (field: ImportField) => columns.some((column) => column.field === field)
  if (has('dependency.from') && has('dependency.to')) return 'relation'
  return has('server.name') || (has('server.vcpu') && has('server.memory')) ? 'server' : 'application'
}

/** Settles the notation of a numeric column over its sample, with what proves it. */
function prove(
  column: SettledColumn,
  cells: readonly string[],
  marks: Map<number, DecimalMark>,
  fractions: Set<number>,
  proofs: UnitProof[],
): void {
  if (!numeric.includes(column.field) || cells.length === 0) return
  const samples = cells.slice(0, 3)
  const mark = provenMark(cells)
  if (mark !== undefined) {
    marks.set(column.at, mark)
    const words =
      mark === 'comma' ? { fr: 'virgule décimale', en: 'decimal comma' } : { fr: 'point décimal', en: 'decimal point' }
    proofs.push({
      column: column.header,
      inferred: mark === 'comma' ? '0,5' : '0.5',
      because: {
        fr: `Une cellule ne se lit que d’une façon : ${words.fr}.`,
        en: `A cell reads only one way: ${words.en}.`,
      },
      samples,
      confidence: 0.97,
    })
  }
  const numbers = cells
    .map((cell) => readNumber(cell, mark))
    .flatMap((read) => (read.kind === 'known' ? [read.value] : []))
  const most = numbers.reduce((a, b) => Math.max(a, b), 0)
  if (column.unit === '%' && most <= 1 && numbers.some((value) => value > 0 && value < 1)) {
    fractions.add(column.at)
    proofs.push({
      column: column.header,
      inferred: 'fraction',
      because: {
        fr: `Aucune valeur au-dessus de 1 (maximum ${most}) : des fractions, multipliées par 100.`,
        en: `No value above 1 (highest ${most}): fractions, multiplied by 100.`,
      },
      samples,
      confidence: 0.9,
    })
  } else if (column.unit === '%') {
    proofs.push({
      column: column.header,
      inferred: '%',
      because: {
        fr: `Des valeurs vont jusqu’à ${most} : des pourcentages.`,
        en: `Values go up to ${most}: percentages.`,
      },
      samples,
      confidence: 0.95,
    })
  } else if (column.field === 'server.memory' || column.field === 'server.storage') {
    const unit = writtenUnit(cells[0] ?? '') ?? column.unit ?? writtenUnit(column.header) ?? 'mib'
    const gib = gibOfMib(most)
    const plausible = /^(g|t)/.test(unit) ? most : gib
    proofs.push({
      column: column.header,
      inferred: unit.replace('mb', 'MiB').replace('mib', 'MiB').replace('gb', 'GiB').replace('gib', 'GiB'),
      because: {
        fr: `L’en-tête ou la cellule dit ${unit} ; la plus grande valeur fait ${Math.round(plausible)} Gio.`,
        en: `The header or cell says ${unit}; the largest value is ${Math.round(plausible)} GiB.`,
      },
      samples,
      confidence: plausible > 24_576 && column.field === 'server.memory' ? 0.5 : 0.95,
    })
  }
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

/** Disks of an RVTools workbook are on their own tab: their sum replaces the total of the machine's row. */
async function withDisks(file: InventoryFile, readings: readonly TableReading[]): Promise<TableReading[]> {
  const tab = file.tables.find((table) => ['vdisk', 'rvtools_tabvdisk', 'diskinfo'].includes(table.name.toLowerCase()))
  if (tab === undefined) return [...readings]
  const headers = tab.headers.map(normalHeader)
  const at = (...names: string[]) => headers.findIndex((header) => names.includes(header))
  const [site, id, name] = [at('vi sdk uuid', 'vcenter uuid'), at('vm id', 'machineid'), at('vm')]
  const mib = at('capacity mib', 'capacity mb')
  const size = mib >= 0 ? mib : at('sizeingib')
  if (size < 0 || (id < 0 && name < 0)) return [...readings]
  const sums = new Map<string, number>()
  for await (const row of tab.rows()) {
    const cell = (index: number) => (index < 0 ? null : (row.cells[index] ?? null))
    const [machine, capacity] = [cell(id) ?? cell(name), cell(size)]
    const read = capacity === null ? undefined : readNumber(capacity, 'point')
    if (machine === null || read?.kind !== 'known') continue
    // The same key as the machine's own row; a tab without keys can only go by name.
    const key =
      cell(id) === null
        ? `name ${fold(machine)}`
        : fold(cell(site) === null ? machine : `${cell(site) ?? ''}/${machine}`)
    sums.set(key, (sums.get(key) ?? 0) + (mib >= 0 ? read.value : read.value * 1024))
  }
  return readings.map((reading) => (reading.entity === 'server' ? { ...reading, disksMib: sums } : reading))
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
