import type { Bilingual } from '../shared/bilingual.ts'
import { fold } from '../shared/fold.ts'
import type { ImportField } from './import.views.ts'
import type {
  Cell,
  ImportedAsset,
  ImportedDependency,
  ImportedWorkload,
  MappedRow,
  RawRow,
  RowRejection,
} from './imported.ts'
import {
  type DecimalMark,
  isCellError,
  namedEnvironment,
  numberProblems,
  operatingSystemFamily,
  readBoolean,
  readNumber,
  readStrategy,
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
  readonly entity: 'server' | 'application' | 'relation' | 'konveyor'
  readonly headers: readonly string[]
  readonly columns: readonly SettledColumn[]
  /** Decimal mark proven for a column, by position. */
  readonly marks: ReadonlyMap<number, DecimalMark>
  /** Percentages written as fractions (0.60), by position. */
  readonly fractions: ReadonlySet<number>
  /** MiB of disks from a tab of disks, by machine key, or `name …` when the tab has no key; replaces the total of the row. */
  readonly disksMib?: ReadonlyMap<string, number>
}

/** Mebibytes in a quantity, by the unit written in its cell, its header or fixed by the format. MB of a hypervisor export are MiB. */
function mebibytes(value: number, unit: string): number {
  if (/^(tib|tb|to)$/.test(unit)) return value * 1024 * 1024
  if (/^(gib|gb|go)$/.test(unit)) return value * 1024
  if (/^(kib|kb)$/.test(unit)) return value / 1024
  return value
}

class Row {
  readonly #raw: RawRow
  readonly #reading: TableReading
  rejection: RowRejection | undefined

  constructor(raw: RawRow, reading: TableReading) {
    this.#raw = raw
    this.#reading = reading
  }

  #columnsOf(field: ImportField | 'internal', as?: string): SettledColumn[] {
    return this.#reading.columns.filter((column) => column.field === field && column.as === as)
  }

  cell(column: SettledColumn): Cell {
    const text = this.#raw.cells[column.at]?.trim()
    return text === undefined || text === '' || text.toUpperCase() === 'NULL' ? null : text
  }

  text(field: ImportField | 'internal', as?: string): string | null {
    for (const column of this.#columnsOf(field, as)) {
      const cell = this.cell(column)
      if (cell === null) continue
      if (isCellError(cell))
        this.reject(column, 'cell-error', {
          fr: `La cellule contient l’erreur ${cell}. La corriger dans le tableur.`,
          en: `The cell holds the error ${cell}. Correct it in the spreadsheet.`,
        })
      return cell
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
      const read = readNumber(cell, this.#reading.marks.get(column.at))
      if (read.kind === 'known') return { value: read.value, column, cell }
      const [reason] = read.reasons
      const code = isCellError(cell) ? 'cell-error' : (reason ?? 'not-a-number')
      this.reject(column, code, numberProblems[reason ?? 'not-a-number'])
      return null
    }
    return null
  }

  size(field: ImportField | 'internal', as?: string): number | null {
    const found = this.number(field, as)
    if (found === null) return null
    return mebibytes(
      found.value,
      writtenUnit(found.cell) ?? found.column.unit ?? writtenUnit(found.column.header) ?? 'mib',
    )
  }

  percent(field: ImportField): number | null {
    const found = this.number(field)
    if (found === null) return null
    const value = this.#reading.fractions.has(found.column.at) ? found.value * 100 : found.value
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
      if (value !== undefined) return value
      if (field !== 'server.poweredOn')
        this.reject(column, 'not-a-boolean', { fr: 'Oui ou non attendu.', en: 'Yes or no expected.' })
    }
    return null
  }

  reject(column: SettledColumn, code: string, detail: Bilingual): void {
    this.rejection ??= { line: this.#raw.line, table: this.#reading.table, column: column.header, code, detail }
  }

  rejectField(field: ImportField, code: string, detail: Bilingual): void {
    const [column] = this.#columnsOf(field)
    this.rejection ??= { line: this.#raw.line, table: this.#reading.table, column: column?.header ?? '', code, detail }
  }

  origin() {
    const { columns, headers, table } = this.#reading
    const taken = new Set(columns.filter((column) => column.field !== 'extra').map((column) => column.at))
    const ignored = new Set(columns.filter((column) => column.field === 'ignore').map((column) => column.at))
    const extra = headers.flatMap((name, at) => {
      const cell = this.#raw.cells[at]?.trim()
      return taken.has(at) || ignored.has(at) || cell === undefined || cell === ''
        ? []
        : [{ name, value: cell.slice(0, 500) }]
    })
    const named = Object.fromEntries(
      columns.flatMap((column) =>
        column.field === 'internal' || this.cell(column) === null ? [] : [[column.field, column.header]],
      ),
    )
    return { line: this.#raw.line, table, columns: named, extra: extra.slice(0, 60) }
  }
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
      {
        ...at,
        column: '',
        code: 'too-many-fields',
        detail: {
          fr: `La ligne a ${raw.cells.length} champs pour ${reading.headers.length} en-têtes. Vérifier les guillemets et le séparateur.`,
          en: `The row has ${raw.cells.length} fields for ${reading.headers.length} headers. Check quotes and separator.`,
        },
      },
    ]
  }
  if (row.boolean('internal', 'template') === true) return [{ ...at, code: 'template' }]
  if (row.boolean('internal', 'placeholder') === true) return [{ ...at, code: 'placeholder' }]
  const mapped =
    reading.entity === 'server'
      ? asset(row, reading)
      : reading.entity === 'relation'
        ? relation(row, at)
        : reading.entity === 'konveyor'
          ? konveyor(row, at)
          : workload(row)
  return row.rejection === undefined ? mapped : [row.rejection]
}

function asset(row: Row, reading: TableReading): MappedRow[] {
  const name = row.text('server.name') ?? row.text('server.key')
  if (name === null) {
    row.rejectField('server.name', 'name-missing', {
      fr: 'Le nom du serveur manque. L’inscrire.',
      en: 'The server’s name is missing. Enter it.',
    })
    return []
  }
  const id = row.text('server.key')
  const site = row.text('internal', 'site')
  const key = fold(id === null ? (row.text('internal', 'uuid') ?? name) : site === null ? id : `${site}/${id}`)
  const operatingSystemText = row.text('server.operatingSystem')
  const disks = reading.disksMib?.get(key) ?? reading.disksMib?.get(`name ${fold(name)}`)
  const storageMib = disks ?? row.size('server.storage') ?? row.size('internal', 'storageMb')
  const processors = row.number('internal', 'processors')?.value
  const perProcessor = row.number('internal', 'coresPerProcessor')?.value
  const counted = processors === undefined || perProcessor === undefined ? undefined : processors * perProcessor
  const vcpu = row.number('server.vcpu')?.value ?? counted ?? row.number('internal', 'logicalCores')?.value ?? null
  const imported: ImportedAsset = {
    kind: 'asset',
    ...row.origin(),
    key,
    name,
    vcpu,
    memoryMib: row.size('server.memory'),
    storageGib: storageMib === null ? null : storageMib / 1024,
    operatingSystem: operatingSystemFamily(operatingSystemText),
    operatingSystemText,
    isPoweredOn: row.boolean('server.poweredOn'),
    cpuPercent: row.percent('server.cpuPercent'),
    memoryPercent: row.percent('server.memoryPercent'),
    application:
      row.text('application.name') ?? firstOf(row.text('application.name', 'list')) ?? row.text('workload.name'),
    owner: row.text('application.owner'),
    environmentText: row.text('workload.environment'),
    hosting: row.text('workload.currentHosting'),
    strategy: readStrategy(row.text('workload.strategy')),
    tags: tagsOf(row.text('internal', 'tags')),
  }
  return [imported]
}

/** « Paie, Grand livre »: a server of several applications counts with the first named. */
function firstOf(text: string | null): string | null {
  const [first] = (text ?? '').split(/[,;]/)
  return first === undefined || first.trim() === '' ? null : first.trim()
}

function tagsOf(text: string | null): Record<string, string> {
  const pairs = (text ?? '').split(',').map((pair) => pair.split(':'))
  return Object.fromEntries(
    pairs.flatMap(([name = '', value]) => (value === undefined ? [] : [[fold(name), value.trim()]])),
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
  const cost = row.number('workload.annualCost')?.value
  const imported: ImportedWorkload = {
    kind: 'workload',
    ...row.origin(),
    key: fold(row.text('server.key') ?? `${application} ${environmentText ?? ''}`),
    name: row.text('workload.name') ?? application,
    application,
    environment: namedEnvironment(environmentText) ?? 'production',
    mission: row.text('application.mission'),
    owner: row.text('application.owner'),
    technology: row.text('workload.technology'),
    currentHosting: row.text('workload.currentHosting'),
    strategy: readStrategy(row.text('workload.strategy')),
    annualCostCents: cost === undefined ? null : Math.round(cost * 100),
    d: level('classification.d'),
    i: level('classification.i'),
    c: level('classification.c'),
    personalInformation: row.boolean('classification.personalInformation'),
  }
  return [imported]
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
    } satisfies ImportedDependency,
  ]
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
  return [
    { kind: 'dependency', ...at, from: isNorthbound ? other : name, to: isNorthbound ? name : other, type: 'depends' },
  ]
}
