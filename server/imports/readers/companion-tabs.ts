import { columnKey } from '#models/imports/formats.ts'
import type { UnitProof } from '#models/imports/import.views.ts'
import type { CompanionFacts } from '#models/imports/imported.ts'
import { readNumber } from '#models/imports/values.ts'
import { fold } from '#models/shared/fold.ts'
import type { InventoryTable } from './inventory-file.ts'

type Gathered = {
  disksMib: number | null | undefined
  disksColumn: string
  readonly tags: Record<string, string>
  cpuPercentSum: number
  cpuSamples: number
  cpuColumn: string
  freeBytesSum: number
  freeSamples: number
  freeColumn: string
  readonly facts: Map<string, string[]>
}

/** What a tab beside the machines' own adds to a machine, one row at a time. */
type Companion = (machine: Gathered, cell: (name: string) => string | null, tab: string) => void

const headersOfTab = (table: InventoryTable) => new Set(table.headers.map(columnKey))

const disks =
  (size: string, mibPerUnit: number): Companion =>
  (machine, cell, tab) => {
    const read = readNumber(cell(size) ?? '', 'point')
    machine.disksColumn = `${tab}: ${size}`
    if (read.kind === 'known' && machine.disksMib !== null)
      machine.disksMib = (machine.disksMib ?? 0) + read.value * mibPerUnit
    else machine.disksMib = null
  }

const facts =
  (...columns: readonly string[]): Companion =>
  (machine, cell, tab) => {
    for (const column of columns) {
      const value = cell(column)
      if (value === null) continue
      const name = `${tab}: ${column}`
      const values = machine.facts.get(name) ?? []
      if (!values.includes(value)) machine.facts.set(name, [...values, value])
    }
  }

const tag: Companion = (machine, cell) => {
  const [name, value] = [cell('Key'), cell('Value')]
  if (name === null || value === null) return
  machine.tags[fold(name)] = value
  machine.facts.set(name, [value])
}

const use: Companion = (machine, cell, tab) => {
  const cpu = readNumber(cell('CpuUtilizationPercentage') ?? '', 'point')
  const free = readNumber(cell('AvailableMemoryBytes') ?? '', 'point')
  if (cpu.kind === 'known') {
    machine.cpuPercentSum += cpu.value
    machine.cpuSamples += 1
    machine.cpuColumn = `${tab}: CpuUtilizationPercentage`
  }
  if (free.kind === 'known') {
    machine.freeBytesSum += free.value
    machine.freeSamples += 1
    machine.freeColumn = `${tab}: AvailableMemoryBytes`
  }
}

/** The kind of a tab, by its headers; undefined for a tab that says nothing of one machine. */
function companionOf(table: InventoryTable): Companion | undefined {
  const headers = headersOfTab(table)
  const has = (...names: readonly string[]) => names.every((name) => headers.has(columnKey(name)))
  if (has('MachineId', 'TimeStamp', 'CpuUtilizationPercentage')) return use
  if (has('MachineId', 'Key', 'Value')) return tag
  if (has('MachineId', 'SizeInGib')) return disks('SizeInGib', 1_024)
  if (!has('VM') && !has('VM Name')) return undefined
  for (const unit of ['MiB', 'MB']) {
    if (has(`Consumed ${unit}`) && has(`Free ${unit}`)) return facts('Disk', `Capacity ${unit}`, `Consumed ${unit}`)
    if (has(`Capacity ${unit}`) && !has(`Consumed ${unit}`)) return disks(`Capacity ${unit}`, 1)
  }
  if (has('IPv4 Address') || has('IP Address')) return facts('Network', 'Mac Address', 'IPv4 Address', 'IP Address')
  return undefined
}

export function isCompanion(table: InventoryTable): boolean {
  return companionOf(table) !== undefined
}

const siteNames = ['VI SDK UUID', 'vCenter UUID', 'VI SDK Server'].map(columnKey)
const keyNames = ['VM ID', 'MachineId'].map(columnKey)
const machineNames = ['VM', 'VM Name'].map(columnKey)

/** Gathers by machine what the tabs of disks, volumes, networks, tags and measures say; one row of each tab in memory at a time. */
export async function companionFacts(
  tables: readonly InventoryTable[],
  proofs: UnitProof[],
): Promise<ReadonlyMap<string, CompanionFacts>> {
  const machines = new Map<string, Gathered>()
  for (const table of tables) {
    const companion = companionOf(table)
    if (companion === undefined || table.repeated !== undefined) continue
    const headers = table.headers.map(columnKey)
    const dates = table.headers.find((header) => columnKey(header) === 'timestamp')
    const order = dayMonthOrder()
    for await (const row of table.rows()) {
      const cell = (name: string) => {
        const text = row.cells[headers.indexOf(columnKey(name))]?.trim() ?? ''
        return text === '' || text.toUpperCase() === 'NULL' ? null : text
      }
      const first = (names: readonly string[]) => names.map(cell).find((text) => text !== null) ?? null
      const [id, name, site] = [first(keyNames), first(machineNames), first(siteNames)]
      // The same key as the machine's own row; a tab without keys can only go by name.
      const key =
        id === null ? (name === null ? null : `name ${fold(name)}`) : fold(site === null ? id : `${site}/${id}`)
      if (key === null) continue
      const machine = machines.get(key) ?? nothing()
      machines.set(key, machine)
      companion(machine, cell, table.name)
      if (dates !== undefined) order.see(cell(dates))
    }
    if (dates !== undefined) proofs.push(order.proof(dates))
  }
  return new Map([...machines].map(([key, machine]) => [key, told(machine)]))
}

const nothing = (): Gathered => ({
  disksMib: undefined,
  disksColumn: '',
  tags: {},
  cpuPercentSum: 0,
  cpuSamples: 0,
  cpuColumn: '',
  freeBytesSum: 0,
  freeSamples: 0,
  freeColumn: '',
  facts: new Map(),
})

function told(machine: Gathered): CompanionFacts {
  const { disksMib, disksColumn, tags, facts: gathered, ...measured } = machine
  return {
    ...(disksMib === undefined ? {} : { disks: { mib: disksMib, column: disksColumn } }),
    tags,
    use: measured,
    extra: [...gathered].map(([name, values]) => ({ name, value: values.join('; ').slice(0, 2_000) })),
  }
}

/** `09/06/2026`: which number is the day, over the whole column. A mean over a series rests on no order; a month would. */
function dayMonthOrder() {
  const samples: string[] = []
  let proof: { readonly cell: string; readonly inferred: string } | undefined
  return {
    see(cell: string | null): void {
      if (cell === null) return
      if (samples.length < 3) samples.push(cell)
      if (proof !== undefined) return
      const [, a, b] = /^(\d{1,2})\/(\d{1,2})\/\d{4}/.exec(cell) ?? []
      if (Number(a) > 12) proof = { cell, inferred: 'DD/MM/YYYY' }
      else if (Number(b) > 12) proof = { cell, inferred: 'MM/DD/YYYY' }
      else if (/^\d{4}-\d{2}-\d{2}/.test(cell)) proof = { cell, inferred: 'YYYY-MM-DD' }
    },
    proof: (column: string): UnitProof => ({
      column,
      inferred: proof?.inferred ?? '?',
      because:
        proof === undefined
          ? {
              fr: 'Aucune date ne dit lequel est le jour. Les moyennes n’en dépendent pas ; aucun mois n’en est tiré.',
              en: 'No date tells which one is the day. Means do not depend on it; no month is drawn from it.',
            }
          : { fr: `${proof.cell} ne se lit que d’une façon.`, en: `${proof.cell} reads only one way.` },
      samples,
      confidence: proof === undefined ? 0.5 : 0.97,
    }),
  }
}
