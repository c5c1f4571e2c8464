/** An edge of the map, by codes: from what enables to what it brings. */
export type Link = { readonly from: string; readonly to: string }

/**
 * The path that an edge would close into a circle, from its end back to its end; undefined when the map stays acyclic. An edge onto itself
 * is the circle of one.
 */
export function cycleClosedBy(edge: Link, edges: readonly Link[]): readonly string[] | undefined {
  const next = followers(edges)
  const cameFrom = new Map<string, string>()
  const open = [edge.to]
  const seen = new Set(open)
  while (open.length > 0) {
    const at = open.pop() ?? ''
    if (at === edge.from) return [edge.from, ...pathTo(edge.to, edge.from, cameFrom)]
    for (const to of next.get(at) ?? []) {
      if (seen.has(to)) continue
      seen.add(to)
      cameFrom.set(to, at)
      open.push(to)
    }
  }
  return undefined
}

function pathTo(start: string, end: string, cameFrom: ReadonlyMap<string, string>): readonly string[] {
  const path = [end]
  for (let at = end; at !== start;) {
    at = cameFrom.get(at) ?? start
    path.push(at)
  }
  return path.toReversed()
}

function followers(edges: readonly Link[]): ReadonlyMap<string, readonly string[]> {
  const next = new Map<string, string[]>()
  for (const { from, to } of edges) {
    const known = next.get(from)
    if (known === undefined) next.set(from, [to])
    else known.push(to)
  }
  return next
}

/** Everything reached from a node along the edges, the node left out. */
export function reachedFrom(code: string, edges: readonly Link[]): ReadonlySet<string> {
  return walked(code, followers(edges))
}

/** The nodes on a path through a node: what leads to it, itself, what it leads to. */
export function pathThrough(code: string, edges: readonly Link[]): ReadonlySet<string> {
  const back = edges.map(({ from, to }) => ({ from: to, to: from }))
  return new Set([...reachedFrom(code, back), code, ...reachedFrom(code, edges)])
}

function walked(start: string, next: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
  const seen = new Set<string>()
  const open = [start]
  while (open.length > 0)
    for (const to of next.get(open.pop() ?? '') ?? []) {
      if (seen.has(to)) continue
      seen.add(to)
      open.push(to)
    }
  seen.delete(start)
  return seen
}

/** A node of the map with the layer it stands in. */
export type PlacedNode = { readonly code: string; readonly layer: string }
export type MapGap = { readonly code: string; readonly gap: 'no-objective' | 'no-enabler' | 'enables-nothing' }

/** End benefits that reach no objective or that nothing enables, and levers that lead nowhere (domain benefits §4.4). */
export function mapGaps(nodes: readonly PlacedNode[], edges: readonly Link[]): readonly MapGap[] {
  const layer = new Map(nodes.map((node) => [node.code, node.layer]))
  const back = edges.map(({ from, to }) => ({ from: to, to: from }))
  const [forward, backward] = [followers(edges), followers(back)]
  const meets = (codes: ReadonlySet<string>, wanted: readonly string[]) =>
    [...codes].some((code) => wanted.includes(layer.get(code) ?? ''))
  return nodes.flatMap(({ code, layer: own }): MapGap[] => {
    if (own === 'end') {
      const gaps: MapGap[] = []
      if (!meets(walked(code, forward), ['objective'])) gaps.push({ code, gap: 'no-objective' })
      if (!meets(walked(code, backward), ['lever', 'change'])) gaps.push({ code, gap: 'no-enabler' })
      return gaps
    }
    const isEnabler = own === 'lever' || own === 'change'
    if (isEnabler && !meets(walked(code, forward), ['intermediate', 'end'])) return [{ code, gap: 'enables-nothing' }]
    return []
  })
}
