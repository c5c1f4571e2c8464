type Level = 1 | 2 | 3 | 4

/** What a workload is stated to hold; null is unknown. */
export type Held = { readonly c: Level | null; readonly isPersonal: boolean | null }

/**
 * A link along which data flow: `from` consumes what `to` provides. A copy holds the same data at both ends; any other link passes what
 * it carries from the provider to the consumer, and only when it is known to carry personal information.
 */
export type DataLink = {
  readonly from: string
  readonly to: string
  readonly isCopy: boolean
  readonly carriesPersonal: boolean | null
}

/** What reaches a workload beyond what it states, and the way from the workload that states it. */
export type Inherited = {
  readonly c: Level | null
  /** From the source to this workload, both included; empty when nothing higher reaches it. */
  readonly cPath: readonly string[]
  readonly isPersonal: boolean
  readonly personalPath: readonly string[]
}

const levels: readonly Level[] = [4, 3, 2]

/**
 * What flows into each workload along copies and links that carry personal information, where it is higher than what the workload states.
 * The highest class wins, by the shortest way, by the order of `held` among equals; cycles are welcome. Time linear in workloads and links.
 * Level 1 asks for nothing, so it is not passed on.
 */
export function inherited(held: ReadonlyMap<string, Held>, links: readonly DataLink[]): ReadonlyMap<string, Inherited> {
  const receivers = new Map<string, string[]>()
  const passes = (from: string, to: string) => {
    if (!held.has(from) || !held.has(to)) return
    receivers.set(from, [...(receivers.get(from) ?? []), to])
  }
  for (const link of links) {
    if (link.isCopy || link.carriesPersonal === true) passes(link.to, link.from)
    if (link.isCopy) passes(link.from, link.to)
  }
  const classes = new Map<string, { readonly level: Level; readonly path: readonly string[] }>()
  const reached = new Set<string>()
  for (const level of levels) {
    const sources = [...held].filter(([, own]) => own.c === level).map(([code]) => code)
    for (const [code, path] of spread(sources, receivers, reached)) classes.set(code, { level, path })
  }
  const sources = [...held].filter(([, own]) => own.isPersonal === true).map(([code]) => code)
  const personal = new Map(spread(sources, receivers, new Set()))
  const found = new Map<string, Inherited>()
  for (const [code, own] of held) {
    const reaching = classes.get(code)
    const isHigher = reaching !== undefined && reaching.level > (own.c ?? 0) && reaching.path.length > 1
    const way = own.isPersonal === true ? undefined : personal.get(code)
    if (!isHigher && way === undefined) continue
    found.set(code, {
      c: isHigher ? reaching.level : null,
      cPath: isHigher ? reaching.path : [],
      isPersonal: way !== undefined,
      personalPath: way ?? [],
    })
  }
  return found
}

/** Breadth first from the sources over what was not reached yet: each workload once, with its way. Marks what it reaches. */
function spread(
  sources: readonly string[],
  receivers: ReadonlyMap<string, readonly string[]>,
  reached: Set<string>,
): [code: string, path: readonly string[]][] {
  const found: [string, readonly string[]][] = []
  for (const source of sources) {
    if (reached.has(source)) continue
    reached.add(source)
    found.push([source, [source]])
  }
  for (let at = 0; at < found.length; at += 1) {
    const [code, path] = found[at] ?? ['', []]
    for (const next of receivers.get(code) ?? []) {
      if (reached.has(next)) continue
      reached.add(next)
      found.push([next, [...path, next]])
    }
  }
  return found
}
