import type { SharedOver, ShareMeasure } from './allocation.schemas.ts'

/** A workload that may take charges, with what may name it and the sizes that may share a cost. */
export type AllocatableWorkload = {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly bodyId: string
  /** Code of its body, then of those above it. */
  readonly bodyPath: readonly string[]
  readonly applicationCode: string
  readonly applicationName: string
  /** Names and natural keys of its assets. */
  readonly assets: readonly string[]
  /** Sums over its assets; null where one of them has no measure: unknown is not zero. */
  readonly measures: Readonly<Record<ShareMeasure, number | null>>
}

/** Why a name designates no workload. */
export type NamingGap = 'names-nothing' | 'names-several'
export type Named = AllocatableWorkload | NamingGap

export type WorkloadIndex = {
  byCode(code: string): AllocatableWorkload | undefined
  /** By code, else by exact name; several of the same name designate none. */
  named(text: string): Named
  /** The only workload of an application, by code or name. */
  ofApplication(text: string): Named
  /** By name or natural key of an asset: the whole resource, else what follows its last `/` or `:`. */
  ofResource(resource: string): Named
  /** In order of code. */
  over(set: SharedOver): readonly AllocatableWorkload[]
}

const keyOf = (text: string) => text.trim().toLowerCase()

/** Finds workloads by what bills call them. */
export function workloadIndex(workloads: readonly AllocatableWorkload[]): WorkloadIndex {
  const ordered = workloads.toSorted((a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0))
  const byCode = new Map<string, AllocatableWorkload>()
  const byName = new Map<string, AllocatableWorkload[]>()
  const byApplicationCode = new Map<string, AllocatableWorkload[]>()
  const byApplicationName = new Map<string, AllocatableWorkload[]>()
  const byAsset = new Map<string, AllocatableWorkload[]>()
  for (const one of ordered) {
    byCode.set(keyOf(one.code), one)
    add(byName, one.name, one)
    add(byApplicationCode, one.applicationCode, one)
    add(byApplicationName, one.applicationName, one)
    for (const asset of one.assets) add(byAsset, asset, one)
  }
  return {
    byCode: (code) => byCode.get(keyOf(code)),
    named: (text) => byCode.get(keyOf(text)) ?? only(byName.get(keyOf(text))),
    ofApplication: (text) => only(byApplicationCode.get(keyOf(text)) ?? byApplicationName.get(keyOf(text))),
    ofResource: (resource) => only(byAsset.get(keyOf(resource)) ?? byAsset.get(keyOf(lastSegment(resource)))),
    over: (set) => {
      if (set.kind === 'body') return ordered.filter((one) => one.bodyPath.includes(set.body))
      if (set.kind === 'application') return byApplicationCode.get(keyOf(set.application)) ?? []
      const listed = new Set(set.workloads.map(keyOf))
      return ordered.filter((one) => listed.has(keyOf(one.code)))
    },
  }
}

function add(map: Map<string, AllocatableWorkload[]>, name: string, one: AllocatableWorkload): void {
  const key = keyOf(name)
  if (key === '') return
  const held = map.get(key)
  if (held === undefined) map.set(key, [one])
  else if (!held.includes(one)) held.push(one)
}

function only(found: readonly AllocatableWorkload[] | undefined): Named {
  const [first] = found ?? []
  if (first === undefined) return 'names-nothing'
  return found?.length === 1 ? first : 'names-several'
}

function lastSegment(resource: string): string {
  return resource.slice(Math.max(resource.lastIndexOf('/'), resource.lastIndexOf(':')) + 1)
}
