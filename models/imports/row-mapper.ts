import type { Bilingual } from '../shared/bilingual.ts'
import { fold } from '../shared/fold.ts'
import type { FormatDefinition } from './formats.ts'
import type { ImportField } from './import.views.ts'
import type {
  Cell,
  CompanionFacts,
  ImportedAsset,
  ImportedDependency,
  ImportedWorkload,
  MappedRow,
  RawRow,
  RowRejection,
} from './imported.ts'
import {
  type DecimalMark,
  type NumberGap,
  isCellError,
  namedEnvironment,
  numberProblems,
  operatingSystemFamily,
  readBoolean,
  readNumber,
  readStrategy,
  shownText,
  writtenUnit,
} from './values.ts'

/** A column as settled for one table: by a known format or by the mapping screen. */
export type SettledColumn = {
  readonly at: number
  readonly header: string
  readonly field: ImportField | 'internal'
  readonly as: string | undefined
  readonly unit: string | undefined
}

export type TableReading = {
  readonly table: string
  readonly entity: FormatDefinition['entity']
  readonly headers: readonly string[]
  readonly columns: readonly SettledColumn[]
  /** Decimal mark proven for a column, by position. */
  readonly marks: ReadonlyMap<number, DecimalMark>
  /** Percentages written as fractions (0.60), by position. */
  readonly fractions: ReadonlySet<number>
  /** Rows without name nor key are counted as blank, not rejected. */
  readonly skipsNameless?: boolean
  /** What the other tabs say of a machine, by its key, or `name …` when the tab has no key. */
  readonly companions?: ReadonlyMap<string, CompanionFacts>
}

/** Mebibytes in a quantity, by the unit written in its cell, its header or fixed by the format. MB of a hypervisor export are MiB. */
function mebibytes(value: number, unit: string): number {
  if (/^ti?[bo]$/.test(unit)) return value * 1024 * 1024
  if (/^gi?[bo]$/.test(unit)) return value * 1024
  if (/^ki?[bo]$/.test(unit)) return value / 1024
  return value
}

/** Columns that are stored where every row shows them; read for the format or not, any other stays a fact. */
const storedForServers: ReadonlySet<string> = new Set([
  'server.name',
  'server.vcpu',
  'server.memory',
  'server.storage',
  'server.operatingSystem',
  'server.poweredOn',
  'server.cpuPercent',
  'server.memoryPercent',
])
const notFacts: ReadonlySet<string> = new Set(['template', 'placeholder', 'recordType'])
const mostFacts = 300

const cellErrorWords = (cell: string): Bilingual => ({
  fr: `La cellule contient l’erreur ${cell}. La corriger dans le tableur.`,
  en: `The cell holds the error ${cell}. Correct it in the spreadsheet.`,
})
const isSize = (field: string) => field === 'server.memory' || field === 'server.storage'
/** `61.2 GiB / 127 GiB`: what is used, then what there is. */
const capacityOf = (cell: string) => cell.split(' / ').at(-1) ?? cell

class Row {
  readonly #raw: RawRow
  readonly #reading: TableReading
  /** Which column each field was read from. */
  readonly #readFrom = new Map<ImportField, SettledColumn>()
  rejection: RowRejection | undefined

  constructor(raw: RawRow, reading: TableReading) {
    this.#raw = raw
    this.#reading = reading
  }

  #columnsOf(field: ImportField | 'internal', as?: string): SettledColumn[] {
    return this.#reading.columns.filter((column) => column.field === field && column.as === as)
  }

  cell(column: SettledColumn): Cell {
    const text = shownText(this.#raw.cells[column.at]?.trim() ?? '')
    return text === '' || text.toUpperCase() === 'NULL' ? null : text
  }

  #read<T>(column: SettledColumn, value: T): T {
    if (column.field !== 'internal') this.#readFrom.set(column.field, column)
    return value
  }

  /** The field was computed from several columns: its provenance names them. */
  computed(field: ImportField, header: string): void {
    this.#readFrom.set(field, { at: -1, header, field, as: undefined, unit: undefined })
  }

  /** A word that none of ours stands for: it stays as the file wrote it. */
  leftAsFact(field: ImportField): void {
    this.#readFrom.delete(field)
  }

  headerOf(field: ImportField | 'internal', as?: string): string {
    return this.#columnsOf(field, as)[0]?.header ?? ''
  }

  text(field: ImportField | 'internal', as?: string): string | null {
    for (const column of this.#columnsOf(field, as)) {
      const cell = this.cell(column)
      if (cell === null) continue
      if (isCellError(cell)) this.reject(column, 'cell-error', cellErrorWords(cell))
      return this.#read(column, cell)
    }
    return null
  }

  number(
    field: ImportField | 'internal',
    as?: string,
  ): { readonly value: number; readonly column: SettledColumn; readonly cell: string } | null {
    for (const column of this.#columnsOf(field, as)) {
      const cell = this.cell(column)
      if (cell === null) continue
      const read = readNumber(isSize(field) ? capacityOf(cell) : cell, this.#reading.marks.get(column.at))
      if (read.kind === 'known') return this.#read(column, { value: read.value, column, cell })
      this.#refuse(column, cell, read.reasons[0])
      return null
    }
    return null
  }

  size(field: ImportField | 'internal', as?: string): number | null {
    const found = this.number(field, as)
    if (found === null) return null
    if (field === 'server.memory') this.ensureSome(found)
    return mebibytes(
      found.value,
      writtenUnit(capacityOf(found.cell)) ?? found.column.unit ?? writtenUnit(found.column.header) ?? 'mib',
    )
  }

  /** A machine has cores and memory: 0 is what a tool writes when it does not know. */
  ensureSome(found: { readonly value: number; readonly column: SettledColumn }): void {
    if (found.value === 0)
      this.reject(found.column, 'zero-size', {
        fr: 'Une machine n’a pas 0 cœur ni 0 mémoire. Inscrire la valeur, ou vider la cellule si elle est inconnue.',
        en: 'No machine has 0 cores or 0 memory. Enter the value, or empty the cell when it is unknown.',
      })
  }

  /** Every size of a repeated column, in MiB. */
  sizes(field: ImportField | 'internal', as: string): { readonly header: string; readonly mib: number }[] {
    return this.#columnsOf(field, as).flatMap((column) => {
      const cell = this.cell(column)
      if (cell === null) return []
      const read = readNumber(cell, this.#reading.marks.get(column.at))
      if (read.kind === 'known')
        return [{ header: column.header, mib: mebibytes(read.value, writtenUnit(cell) ?? column.unit ?? 'mib') }]
      this.#refuse(column, cell, read.reasons[0])
      return []
    })
  }

  #refuse(column: SettledColumn, cell: string, reason: NumberGap = 'not-a-number'): void {
    if (isCellError(cell)) this.reject(column, 'cell-error', cellErrorWords(cell))
    else this.reject(column, reason, numberProblems[reason])
  }

  percent(field: ImportField): number | null {
    const found = this.number(field)
    if (found === null) return null
    const isFraction = this.#reading.fractions.has(found.column.at) && !found.cell.endsWith('%')
    const value = isFraction ? Math.round(found.value * 1e8) / 1e6 : found.value
    if (value > 100) {
      this.reject(found.column, 'percent-over-100', {
        fr: 'Un pourcentage va de 0 à 100.',
        en: 'A percentage goes from 0 to 100.',
      })
      return null
    }
    return value
  }

  boolean(field: ImportField | 'internal', as?: string): boolean | null {
    for (const column of this.#columnsOf(field, as)) {
      const cell = this.cell(column)
      const value = readBoolean(cell)
      if (value === null) continue
      if (value !== undefined) return this.#read(column, value)
      if (field !== 'server.poweredOn')
        this.reject(column, 'not-a-boolean', { fr: 'Oui ou non attendu.', en: 'Yes or no expected.' })
    }
    return null
  }

  reject(column: SettledColumn, code: string, detail: Bilingual): void {
    this.#reject(column.header, code, detail)
  }

  rejectField(field: ImportField, code: string, detail: Bilingual): void {
    this.#reject(this.headerOf(field), code, detail)
  }

  #reject(column: string, code: string, detail: Bilingual): void {
    this.rejection ??= rejection(this.#raw, this.#reading, column, code, detail)
  }

  /** Where the row is, which column each field was read from, and what no field took. To be asked once the fields are read. */
  origin() {
    const { columns, headers, table, entity } = this.#reading
    const left = new Set(
      columns.filter((column) => column.field === 'ignore' || notFacts.has(column.as ?? '')).map((column) => column.at),
    )
    for (const [field, column] of this.#readFrom)
      if (entity !== 'server' || storedForServers.has(field)) left.add(column.at)
    const extra = headers.flatMap((name, at) => {
      const cell = this.#raw.cells[at]?.trim()
      return left.has(at) || cell === undefined || cell === '' ? [] : [{ name, value: cell.slice(0, 2_000) }]
    })
    const named = Object.fromEntries([...this.#readFrom].map(([field, column]) => [field, column.header]))
    return { line: this.#raw.line, table, columns: named, extra: extra.slice(0, mostFacts) }
  }
}

function rejection(raw: RawRow, reading: TableReading, column: string, code: string, detail: Bilingual): RowRejection {
  const source = raw.cells.flatMap((cell, at) =>
    cell === null ? [] : [{ name: reading.headers[at] ?? '', value: cell.slice(0, 500) }],
  )
  return { line: raw.line, table: reading.table, column, code, detail, source: source.slice(0, mostFacts) }
}

/** What one row of a table says: an asset, a workload, a dependency; or why it is ignored or rejected. */
export function mappedRow(raw: RawRow, reading: TableReading): MappedRow[] {
  const at = { line: raw.line, table: reading.table }
  if (raw.cells.every((cell) => cell === null || cell.trim() === '')) return [{ ...at, code: 'blank-row' }]
  const row = new Row(raw, reading)
  if (
    raw.cells.length > reading.headers.length &&
    raw.cells.slice(reading.headers.length).some((cell) => cell !== null && cell.trim() !== '')
  ) {
    return [
      rejection(raw, reading, '', 'too-many-fields', {
        fr: `La ligne a ${raw.cells.length} champs pour ${reading.headers.length} en-têtes. Vérifier les guillemets et le séparateur.`,
        en: `The row has ${raw.cells.length} fields for ${reading.headers.length} headers. Check quotes and separator.`,
      }),
    ]
  }
  if (row.boolean('internal', 'template') === true) return [{ ...at, code: 'template' }]
  if (row.boolean('internal', 'placeholder') === true) return [{ ...at, code: 'placeholder' }]
  const mapped =
    reading.entity === 'server'
      ? asset(row, reading, at)
      : reading.entity === 'relation'
        ? relation(row, at)
        : reading.entity === 'connection'
          ? connection(row, at)
          : reading.entity === 'konveyor'
            ? konveyor(row, at)
            : workload(row)
  return row.rejection === undefined ? mapped : [row.rejection]
}

function asset(row: Row, reading: TableReading, at: At): MappedRow[] {
  const id = row.text('server.key')
  const uuid = row.text('internal', 'uuid')
  const moref = row.text('internal', 'moref')
  const name = row.text('server.name') ?? id ?? firstOf(row.text('internal', 'address')) ?? moref
  if (name === null && uuid === null && reading.skipsNameless === true) return [{ ...at, code: 'blank-row' }]
  if (name === null) {
    row.rejectField('server.name', 'name-missing', {
      fr: 'Le nom du serveur manque. L’inscrire.',
      en: 'The server’s name is missing. Enter it.',
    })
    return []
  }
  const site = row.text('internal', 'site')
  const placed = moref === null ? null : `${row.text('internal', 'vcenter') ?? ''}/${moref}`
  const key = fold(id === null ? (uuid ?? placed ?? name) : site === null ? id : `${site}/${id}`)
  const companion = reading.companions?.get(key) ?? reading.companions?.get(`name ${fold(name)}`)
  const operatingSystemText = row.text('server.operatingSystem')
  const storageMib = storageOf(row, companion)
  const vcpu = coresOf(row)
  const memoryMib = row.size('server.memory')
  const tags = { ...tagsOf(row.text('internal', 'tags')), ...companion?.tags }
  const fields = {
    kind: 'asset',
    key,
    name,
    vcpu,
    memoryMib,
    storageGib: storageMib === null ? null : storageMib / 1024,
    operatingSystem: operatingSystemFamily(operatingSystemText),
    operatingSystemText,
    isPoweredOn: row.boolean('server.poweredOn'),
    cpuPercent: row.percent('server.cpuPercent') ?? meanCpuPercent(row, companion),
    memoryPercent: row.percent('server.memoryPercent') ?? meanMemoryPercent(row, companion, memoryMib),
    application:
      row.text('application.name') ?? firstOf(row.text('application.name', 'list')) ?? row.text('workload.name'),
    owner: row.text('application.owner'),
    environmentText: row.text('workload.environment') ?? tags['environment'] ?? tags['env'] ?? null,
    hosting: row.text('workload.currentHosting'),
    strategy: readStrategy(row.text('workload.strategy')),
    tags,
  } as const
  const origin = row.origin()
  return [{ ...origin, ...fields, extra: [...origin.extra, ...(companion?.extra ?? [])] } satisfies ImportedAsset]
}

/** Disks of their own tab, else the total of the row, else the disks of the row one by one. */
function storageOf(row: Row, companion: CompanionFacts | undefined): number | null {
  const { mib = null, column = '' } = companion?.disks ?? {}
  if (mib !== null) {
    row.computed('server.storage', column)
    return mib
  }
  const total = row.size('server.storage')
  if (total !== null) return total
  const disks = row.sizes('internal', 'disk')
  if (disks.length === 0) return null
  row.computed('server.storage', disks.map((disk) => disk.header).join(' + '))
  return disks.reduce((sum, disk) => sum + disk.mib, 0)
}

/** Cores, or processors × cores of each, or logical cores. */
function coresOf(row: Row): number | null {
  const own = row.number('server.vcpu')
  if (own !== null) {
    row.ensureSome(own)
    return own.value
  }
  const processors = row.number('internal', 'processors')
  const each = row.number('internal', 'coresPerProcessor')
  if (processors !== null && each !== null) {
    row.ensureSome(processors)
    row.ensureSome(each)
    row.computed('server.vcpu', `${processors.column.header} × ${each.column.header}`)
    return processors.value * each.value
  }
  const logical = row.number('internal', 'logicalCores')
  if (logical === null) return null
  row.ensureSome(logical)
  row.computed('server.vcpu', logical.column.header)
  return logical.value
}

const rounded = (percent: number) => Math.round(percent * 100) / 100

function meanCpuPercent(row: Row, companion: CompanionFacts | undefined): number | null {
  const use = companion?.use
  if (use === undefined || use.cpuSamples === 0) return null
  row.computed('server.cpuPercent', use.cpuColumn)
  return rounded(use.cpuPercentSum / use.cpuSamples)
}

/** A series of free memory: used = what the machine has, less what was free. */
function meanMemoryPercent(row: Row, companion: CompanionFacts | undefined, memoryMib: number | null): number | null {
  const use = companion?.use
  if (use === undefined || use.freeSamples === 0 || memoryMib === null) return null
  const freeMib = use.freeBytesSum / use.freeSamples / 1_048_576
  if (freeMib > memoryMib) return null
  row.computed('server.memoryPercent', use.freeColumn)
  return rounded((1 - freeMib / memoryMib) * 100)
}

/** « Paie, Grand livre »: a server of several applications counts with the first named. */
function firstOf(text: string | null): string | null {
  const [first] = (text ?? '').split(/[,;]/)
  return first === undefined || first.trim() === '' ? null : first.trim()
}

function tagsOf(text: string | null): Record<string, string> {
  return Object.fromEntries(
    (text ?? '').split(/[,;]/).flatMap((pair) => {
      const [, name, value] = /^([^:=]+)[:=](.*)$/s.exec(pair.trim()) ?? []
      return name === undefined || value === undefined || value.trim() === '' ? [] : [[fold(name), value.trim()]]
    }),
  )
}

function workload(row: Row): MappedRow[] {
  const application = row.text('application.name') ?? row.text('workload.name')
  if (application === null) {
    row.rejectField('application.name', 'name-missing', {
      fr: 'Le nom de l’application manque. L’inscrire.',
      en: 'The application’s name is missing. Enter it.',
    })
    return []
  }
  const environmentText = row.text('workload.environment')
  const level = (field: 'classification.d' | 'classification.i' | 'classification.c') => {
    const found = row.number(field)
    if (found === null) return null
    if (![1, 2, 3, 4].includes(found.value))
      row.rejectField(field, 'level-out-of-range', { fr: 'Un niveau va de 1 à 4.', en: 'A level goes from 1 to 4.' })
    return found.value
  }
  const cost = row.number('workload.annualCost')
  if (cost !== null && /\b(usd|us|eur)\b|us\$|€/i.test(`${cost.column.header} ${cost.cell}`))
    row.reject(cost.column, 'currency-not-cad', {
      fr: 'Ce montant n’est pas en dollars canadiens. Le convertir dans le fichier, ou ne pas associer la colonne.',
      en: 'This amount is not in Canadian dollars. Convert it in the file, or leave the column unmapped.',
    })
  const environment = namedEnvironment(environmentText)
  if (environment === undefined) row.leftAsFact('workload.environment')
  const strategy = readStrategy(row.text('workload.strategy'))
  if (strategy === null) row.leftAsFact('workload.strategy')
  const fields = {
    kind: 'workload',
    key: fold(row.text('server.key') ?? `${application} ${environmentText ?? ''}`),
    name: row.text('workload.name') ?? application,
    application,
    environment: environment ?? 'production',
    mission: row.text('application.mission'),
    owner: row.text('application.owner'),
    technology: row.text('workload.technology'),
    currentHosting: row.text('workload.currentHosting'),
    strategy,
    annualCostCents: cost === null ? null : Math.round(cost.value * 100),
    d: level('classification.d'),
    i: level('classification.i'),
    c: level('classification.c'),
    personalInformation: row.boolean('classification.personalInformation'),
  } as const
  return [{ ...row.origin(), ...fields } satisfies ImportedWorkload]
}

type At = { readonly line: number; readonly table: string }

function relation(row: Row, at: At): MappedRow[] {
  const [from, to] = [row.text('dependency.from'), row.text('dependency.to')]
  if (from === null || to === null) {
    row.rejectField(from === null ? 'dependency.from' : 'dependency.to', 'end-missing', {
      fr: 'Une dépendance relie deux noms. Il en manque un.',
      en: 'A dependency links two names. One is missing.',
    })
    return []
  }
  return [
    {
      kind: 'dependency',
      ...at,
      from,
      to,
      type: row.text('internal', 'relation') ?? 'depends',
      columns: { from: row.headerOf('dependency.from'), to: row.headerOf('dependency.to') },
    } satisfies ImportedDependency,
  ]
}

/** A connection seen between two servers in a time slot; the one that answers may be known by its address only. */
function connection(row: Row, at: At): MappedRow[] {
  const from = row.text('dependency.from')
  const name = row.text('dependency.to')
  const address = row.text('internal', 'address')
  const to = name ?? address
  if (from === null || to === null) {
    row.rejectField(from === null ? 'dependency.from' : 'dependency.to', 'end-missing', {
      fr: 'Une liaison va d’un serveur à un autre. Il en manque un.',
      en: 'A connection goes from one server to another. One is missing.',
    })
    return []
  }
  const columns = {
    from: row.headerOf('dependency.from'),
    to: name === null ? row.headerOf('internal', 'address') : row.headerOf('dependency.to'),
  }
  const facts = row.origin().extra
  return [{ kind: 'dependency', ...at, from, to, type: 'depends', columns, connection: { address, facts } }]
}

/** Konveyor: type 1 is an application, type 2 a dependency, `northbound` meaning that the other one uses this one. */
function konveyor(row: Row, at: At): MappedRow[] {
  const type = row.text('internal', 'recordType')
  if (type === '1') return workload(row)
  if (type !== '2') return [{ ...at, code: 'other-record' }]
  const [name, other] = [row.text('application.name'), row.text('internal', 'dependency')]
  if (name === null || other === null) {
    row.rejectField('application.name', 'end-missing', {
      fr: 'Une dépendance relie deux noms. Il en manque un.',
      en: 'A dependency links two names. One is missing.',
    })
    return []
  }
  const isNorthbound = fold(row.text('internal', 'direction') ?? '') === 'northbound'
  const [own, named] = [
    { name, column: row.headerOf('application.name') },
    { name: other, column: row.headerOf('internal', 'dependency') },
  ]
  const [from, to] = isNorthbound ? [named, own] : [own, named]
  return [
    {
      kind: 'dependency',
      ...at,
      from: from.name,
      to: to.name,
      type: 'depends',
      columns: { from: from.column, to: to.column },
    } satisfies ImportedDependency,
  ]
}
