import { fold } from '../shared/fold.ts'

/** What a column of memory counts. */
export type MemoryMeaning = 'percent' | 'used' | 'free'
/** Bytes in a unit of memory; `1` for percent. */
export type MemoryColumn = { readonly at: number; readonly meaning: MemoryMeaning; readonly bytes: number }

/** Which columns of a file tell the machine, the moment, the use of processor and of memory; by position, 0 first. */
export type SeriesColumns = {
  readonly machine: number
  /** Another column that names the machine: the one whose values are known is taken. */
  readonly otherName: number | null
  readonly time: number
  readonly cpu: number
  /** What the header itself says of the unit of processor; `unstated` when it says nothing. */
  readonly cpuStated: 'percent' | 'fraction' | 'unstated'
  readonly memory: MemoryColumn | null
}

const plain = (header: string) =>
  fold(header)
    .replace(/[^a-z0-9%]+/g, ' ')
    .trim()

const machineHeaders = [
  /^(machine ?id|machine|server ?name|server|serveur|nom du serveur|host ?name|host|hote|nom d hote|vm ?name|vm|entity|instance|computer|ordinateur|node|noeud|resource|ressource|asset|actif)$/,
  /\b(machine|server|serveur|vm|host|hote|instance|computer|node)\b/,
]
const nameHeaders = [/^(machine ?name|nom de la machine|display ?name|dns ?name|fqdn)$/]
const timeHeaders = [
  /^(time ?stamp|date ?time|horodatage|date heure|date et heure|time|temps|moment|instant|date|heure|collected at|sample time|periode)$/,
  /\b(timestamp|horodatage|date|time)\b/,
]
const cpuHeaders = [
  /^(cpu ?utilization ?percentage|cpu ?percent(age)?|cpu ?usage|cpu ?utili[sz]ation|cpu|cpu ?%|% ?cpu|cpu ?pct|processeur|uc|utilisation (du )?(cpu|processeur))$/,
  /\b(cpu|processeur|processor|uc)\b/,
]
const memoryHeaders = [
  /^(memory ?utilization ?percentage|available ?memory ?bytes|utilized ?memory ?bytes|memory|memoire|mem|ram)\b/,
  /\b(mem|memory|memoire|ram)\b/,
]
const notUse =
  /\b(count|nombre|cores?|coeurs?|total|size|taille|capacity|capacite|allocated|alloue|model|modele|mhz|ghz|ready)\b/
const camel = (header: string) => header.replace(/([a-z0-9])([A-Z])/g, '$1 $2')

/**
 * Finds the columns of a series by their headers, in French or in English, StratoZone's `perfInfo` among them. Undefined when the machine,
 * the moment or the processor has none.
 */
export function seriesColumns(headers: readonly string[]): SeriesColumns | undefined {
  const names = headers.map((header) => plain(camel(header)))
  const taken = new Set<number>()
  const find = (patterns: readonly RegExp[], isRefused: (name: string) => boolean = () => false): number => {
    for (const pattern of patterns) {
      const at = names.findIndex((name, i) => !taken.has(i) && pattern.test(name) && !isRefused(name))
      if (at >= 0) {
        taken.add(at)
        return at
      }
    }
    return -1
  }
  const isNotUse = (name: string) => notUse.test(name)
  const cpu = find(cpuHeaders, isNotUse)
  const memory = find(memoryHeaders, (name) => isNotUse(name) || cpuHeaders.some((pattern) => pattern.test(name)))
  const time = find(timeHeaders)
  const machineName = find(nameHeaders)
  const machine = find(machineHeaders)
  if (cpu < 0 || time < 0 || (machine < 0 && machineName < 0)) return undefined
  return {
    machine: machine < 0 ? machineName : machine,
    otherName: machine < 0 || machineName < 0 ? null : machineName,
    time,
    cpu,
    cpuStated: statedUnit(names[cpu] ?? ''),
    memory: memory < 0 ? null : { at: memory, ...memoryOf(names[memory] ?? '', headers[memory] ?? '') },
  }
}

function statedUnit(name: string): SeriesColumns['cpuStated'] {
  if (/%|\b(percent|percentage|pourcent|pourcentage|pct)\b/.test(name)) return 'percent'
  return /\b(fraction|ratio)\b/.test(name) ? 'fraction' : 'unstated'
}

const kib = 1024
const bytesOf: Readonly<Record<string, number>> = { k: kib, m: kib ** 2, g: kib ** 3, t: kib ** 4 }

function memoryOf(name: string, header: string): Omit<MemoryColumn, 'at'> {
  const meaning = /\b(available|free|libre|disponible)\b/.test(name) ? 'free' : 'used'
  const unit = /(?<![a-z])([kmgt])i?[bo](?![a-z])/i.exec(camel(header))?.[1]?.toLowerCase()
  if (unit !== undefined) return { meaning, bytes: bytesOf[unit] ?? 1 }
  return /\b(bytes?|octets?)\b/.test(name) ? { meaning, bytes: 1 } : { meaning: 'percent', bytes: 1 }
}
