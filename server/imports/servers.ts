import type { ImportedDependency } from '#models/imports/imported.ts'
import type { ExtraFact } from '#models/imports/three-way.ts'
import { fold } from '#models/shared/fold.ts'

/** The workload of a server; `ambiguous` when servers of several workloads go by that name or address. */
type Found = { readonly workloadId: string } | 'ambiguous' | undefined

/** The servers of a body by the names and addresses that a connection may give them. */
export function createServerIndex() {
  const byName = new Map<string, string | null>()
  const byHost = new Map<string, string | null>()
  const byAddress = new Map<string, string | null>()
  const note = (names: Map<string, string | null>, name: string, workloadId: string) => {
    const known = names.get(name)
    names.set(name, known === undefined || known === workloadId ? workloadId : null)
  }
  const found = (workloadId: string | null | undefined): Found =>
    workloadId === undefined ? undefined : workloadId === null ? 'ambiguous' : { workloadId }
  return {
    remember(server: { readonly name: string; readonly facts: readonly ExtraFact[] }, workloadId: string): void {
      note(byName, fold(server.name), workloadId)
      note(byHost, hostOf(server.name), workloadId)
      for (const address of addressesOf(server.facts)) note(byAddress, address, workloadId)
    },
    /** By its whole name, else its host name without a domain, else its address. */
    find(name: string, address: string | null): Found {
      const whole = found(byName.get(fold(name)))
      if (whole !== undefined) return whole
      return found(byHost.get(hostOf(name)) ?? byAddress.get(address ?? name))
    },
  }
}

const isAddress = (text: string) => /^\d+\.\d+\.\d+\.\d+$|:/.test(text)
/** `srv1` of `srv1.interne.gouv`; an address is not cut at its points. */
const hostOf = (name: string) => (isAddress(name) ? name : (fold(name).split('.')[0] ?? ''))

function addressesOf(facts: readonly ExtraFact[]): string[] {
  return facts
    .filter(({ name }) => /(^|[^a-z])ip([^a-z]|$)|ip ?address/i.test(name))
    .flatMap(({ value }) => value.split(/[;,\s]+/).filter(isAddress))
}

const mostValues = 20

/** What lines of one link say besides its ends: the distinct values of each column, the first of them when there are many. */
function gathered() {
  const values = new Map<string, { readonly first: Set<string>; isCut: boolean }>()
  return {
    see(facts: readonly ExtraFact[]): void {
      for (const { name, value } of facts) {
        const seen = values.get(name) ?? { first: new Set<string>(), isCut: false }
        values.set(name, seen)
        if (seen.first.size < mostValues) seen.first.add(value)
        else if (!seen.first.has(value)) seen.isCut = true
      }
    },
    told: (): ExtraFact[] =>
      [...values].map(([name, { first, isCut }]) => ({ name, value: `${[...first].join(', ')}${isCut ? ', …' : ''}` })),
  }
}

/** Connections seen line after line, one kept for each pair of servers whatever the time slot, the process and the port. */
export function createConnections() {
  const pairs = new Map<string, { readonly first: ImportedDependency; readonly facts: ReturnType<typeof gathered> }>()
  return {
    /** False when the pair was seen before: the line adds to what is known of it. */
    see(one: ImportedDependency): boolean {
      const key = `${fold(one.from)}|${fold(one.to)}`
      const known = pairs.get(key)
      const pair = known ?? { first: one, facts: gathered() }
      pair.facts.see(one.connection?.facts ?? [])
      pairs.set(key, pair)
      return known === undefined
    },
    all: (): ImportedDependency[] =>
      [...pairs.values()].map(({ first, facts }) => ({
        ...first,
        connection: { address: first.connection?.address ?? null, facts: facts.told() },
      })),
  }
}
