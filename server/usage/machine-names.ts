import type { KnownMachine, MachineIndex } from '#models/sizing/series-intake.ts'
import { fold } from '#models/shared/fold.ts'

const isAddress = (text: string) => /^\d+\.\d+\.\d+\.\d+$|:/.test(text)
/** `srv1` of `srv1.interne.example`; an address is not cut at its points. */
const hostOf = (name: string) => (isAddress(name) ? name : (name.split('.')[0] ?? ''))

/** Machines by every name that a file of measures may give them: whole name, key of the inventory, host without its domain. */
export function machineIndex(
  servers: readonly (KnownMachine & { readonly name: string; readonly naturalKey: string })[],
): MachineIndex {
  const index = new Map<string, KnownMachine | null>()
  const note = (key: string, { id, vcpu, memoryBytes }: KnownMachine) => {
    const known = index.get(key)
    if (known === undefined) index.set(key, { id, vcpu, memoryBytes })
    else if (known?.id !== id) index.set(key, null)
  }
  for (const server of servers) {
    const key = fold(server.naturalKey)
    const [name, own] = [fold(server.name), key.split('/').at(-1) ?? key]
    for (const one of new Set([name, key, own, `host ${hostOf(name)}`])) note(one, server)
  }
  return index
}

/** Looks a name up: as a whole, else by its host. Undefined when nothing answers to it, null when several do. */
export function machineFinder(index: MachineIndex): (name: string) => KnownMachine | null | undefined {
  return (name) => {
    const whole = fold(name)
    const found = index.get(whole)
    return found === undefined ? index.get(`host ${hostOf(whole)}`) : found
  }
}
