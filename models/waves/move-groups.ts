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
  const graph = graphOf(links)
  const groups = components(graph).map((nodes) => nodes.toSorted((a, b) => compare(graph.ids[a], graph.ids[b])))
  return groups
    .toSorted(([a = 0], [b = 0]) => compare(graph.ids[a], graph.ids[b]))
    .map((nodes) => ({ members: named(nodes, graph), loop: named(shortestLoop(nodes, graph), graph) }))
}

/** Ids as numbers; the links that leave node `n` go to `ends[starts[n]]` … `ends[starts[n + 1] - 1]`. */
type Graph = { readonly ids: readonly string[]; readonly starts: Int32Array; readonly ends: Int32Array }

const compare = (a: string = '', b: string = '') => (a < b ? -1 : a > b ? 1 : 0)
const named = (nodes: readonly number[], { ids }: Graph) => nodes.map((node) => ids[node] ?? '')

function graphOf(links: readonly Link[]): Graph {
  const numbers = new Map<string, number>()
  const numberOf = (id: string) => {
    const known = numbers.get(id)
    if (known !== undefined) return known
    numbers.set(id, numbers.size)
    return numbers.size - 1
  }
  const from = Int32Array.from(links, (link) => numberOf(link.from))
  const to = Int32Array.from(links, (link) => numberOf(link.to))
  const starts = new Int32Array(numbers.size + 1)
  for (const node of from) starts[node + 1] = (starts[node + 1] ?? 0) + 1
  for (let node = 0; node < numbers.size; node += 1) starts[node + 1] = (starts[node + 1] ?? 0) + (starts[node] ?? 0)
  const next = starts.slice()
  const ends = new Int32Array(links.length)
  from.forEach((node, link) => {
    const place = next[node] ?? 0
    ends[place] = to[link] ?? 0
    next[node] = place + 1
  })
  return { ids: [...numbers.keys()], starts, ends }
}

const unseen = -1

/** Components of more than one node. */
function components({ ids, starts, ends }: Graph): number[][] {
  const count = ids.length
  const order = new Int32Array(count).fill(unseen)
  const low = new Int32Array(count)
  const isOnStack = new Uint8Array(count)
  const at = starts.slice(0, count)
  const stack: number[] = []
  const found: number[][] = []
  let seen = 0
  for (let root = 0; root < count; root += 1) {
    if (order[root] !== unseen) continue
    const open: number[] = []
    const enter = (node: number) => {
      order[node] = seen
      low[node] = seen
      seen += 1
      stack.push(node)
      isOnStack[node] = 1
      open.push(node)
    }
    const lower = (node: number, value: number) => {
      if (value < (low[node] ?? 0)) low[node] = value
    }
    enter(root)
    for (let node = open.at(-1); node !== undefined; node = open.at(-1)) {
      const link = at[node] ?? 0
      if (link < (starts[node + 1] ?? 0)) {
        at[node] = link + 1
        const child = ends[link] ?? 0
        if (order[child] === unseen) enter(child)
        else if (isOnStack[child] === 1) lower(node, order[child] ?? 0)
        continue
      }
      open.pop()
      const parent = open.at(-1)
      if (parent !== undefined) lower(parent, low[node] ?? 0)
      if (low[node] !== order[node]) continue
      const members = stack.splice(stack.lastIndexOf(node))
      for (const member of members) isOnStack[member] = 0
      if (members.length > 1) found.push(members)
    }
  }
  return found
}

/** The way from the first node back to itself, within the group. */
function shortestLoop(nodes: readonly number[], { starts, ends }: Graph): number[] {
  const [start = 0] = nodes
  const inside = new Set(nodes)
  const cameFrom = new Map<number, number>()
  let frontier = [start]
  while (frontier.length > 0) {
    const reached: number[] = []
    for (const node of frontier) {
      for (const child of ends.subarray(starts[node], starts[node + 1])) {
        if (child === start && node !== start) return [...wayTo(node, cameFrom), start]
        if (child === start || !inside.has(child) || cameFrom.has(child)) continue
        cameFrom.set(child, node)
        reached.push(child)
      }
    }
    frontier = reached
  }
  return [...nodes]
}

function wayTo(node: number, cameFrom: ReadonlyMap<number, number>): number[] {
  const way: number[] = []
  for (let at: number | undefined = node; at !== undefined; at = cameFrom.get(at)) way.push(at)
  return way.toReversed()
}
