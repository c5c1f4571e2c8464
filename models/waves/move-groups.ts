/** A directed link by the ids of its ends: `from` needs `to`. */
export type Link = { readonly from: string; readonly to: string }

export type MoveGroup = {
  /** In the order of their ids. */
  readonly members: readonly string[]
  /** A shortest loop through the first member, which stands at both ends: what explains the group. */
  readonly loop: readonly string[]
}

/**
 * Workloads that depend on one another in a loop, directly or not (strongly connected components of more than one): none can move before
 * the others, so they move together. A loop is explained, never refused (complaint WAV-01). Tarjan's algorithm without recursion: time and memory
 * linear in workloads and links. Groups and members come in the order of ids, whatever the order of the links.
 */
export function moveGroups(links: readonly Link[]): readonly MoveGroup[] {
  const next = neighbours(links)
  const groups = components(next)
    .filter((members) => members.length > 1)
    .map((members) => members.toSorted())
    .toSorted((a, b) => (a[0] ?? '').localeCompare(b[0] ?? ''))
  return groups.map((members) => ({ members, loop: shortestLoop(members, next) }))
}

type Neighbours = ReadonlyMap<string, readonly string[]>

function neighbours(links: readonly Link[]): Neighbours {
  const next = new Map<string, string[]>()
  for (const { from, to } of links) {
    if (from === to) continue
    const own = next.get(from)
    if (own === undefined) next.set(from, [to])
    else own.push(to)
    if (!next.has(to)) next.set(to, [])
  }
  return next
}

type Visit = { readonly id: string; at: number }

function components(next: Neighbours): string[][] {
  const order = new Map<string, number>()
  const low = new Map<string, number>()
  const onStack = new Set<string>()
  const stack: string[] = []
  const found: string[][] = []
  const lower = (id: string, value: number) => low.set(id, Math.min(low.get(id) ?? value, value))
  for (const root of next.keys()) {
    if (order.has(root)) continue
    const open: Visit[] = []
    const enter = (id: string) => {
      order.set(id, order.size)
      low.set(id, order.size - 1)
      stack.push(id)
      onStack.add(id)
      open.push({ id, at: 0 })
    }
    enter(root)
    for (let visit = open.at(-1); visit !== undefined; visit = open.at(-1)) {
      const { id } = visit
      const child = next.get(id)?.[visit.at]
      visit.at += 1
      if (child !== undefined) {
        if (!order.has(child)) enter(child)
        else if (onStack.has(child)) lower(id, order.get(child) ?? 0)
        continue
      }
      open.pop()
      const parent = open.at(-1)
      if (parent !== undefined) lower(parent.id, low.get(id) ?? 0)
      if (low.get(id) !== order.get(id)) continue
      const members = stack.splice(stack.lastIndexOf(id))
      for (const member of members) onStack.delete(member)
      found.push(members)
    }
  }
  return found
}

function shortestLoop(members: readonly string[], next: Neighbours): string[] {
  const [start = ''] = members
  const inside = new Set(members)
  const cameFrom = new Map<string, string>()
  let frontier = [start]
  while (frontier.length > 0) {
    const reached: string[] = []
    for (const id of frontier) {
      for (const child of next.get(id) ?? []) {
        if (child === start) return [...wayTo(id, cameFrom), start]
        if (!inside.has(child) || cameFrom.has(child)) continue
        cameFrom.set(child, id)
        reached.push(child)
      }
    }
    frontier = reached
  }
  return [...members]
}

function wayTo(id: string, cameFrom: ReadonlyMap<string, string>): string[] {
  const way: string[] = []
  for (let at: string | undefined = id; at !== undefined; at = cameFrom.get(at)) way.push(at)
  return way.toReversed()
}
