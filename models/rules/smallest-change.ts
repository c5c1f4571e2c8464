import { changeStep, type ChangeStep } from './change-words.ts'
import type { PlacementFacts } from './facts.ts'
import { type Lever, leversOf, placementOf, type Situation, startOf } from './levers.ts'
import { type Placement, placementFacts } from './placement-facts.ts'
import { type ExemptedRules, type RuleSettings, truthOf } from './placement-verdict.ts'
import { type Condition, factsOf, type Rule, type RulePack } from './rule-pack.ts'
import type { Truth } from './truth.ts'
import { isExemptible } from './verdict.ts'
import { ruleResults, verdictMachine } from './verdict-columns.ts'

/** A set of changes after which the option is permitted, and of which none is too many. */
export type ChangeSet = {
  /** House scale, the lightest first: see the levers. */
  readonly weight: number
  readonly steps: readonly ChangeStep[]
}

/**
 * What would open an option: nothing, when it is permitted; the lightest sets of changes, lightest first; or no set at all, when what
 * decides is what the option or the workload is. `isComplete` is false when other minimal sets may exist: there are more than are
 * given, or the search stopped at its bound.
 */
export type SmallestChange =
  | { readonly kind: 'open' }
  | { readonly kind: 'changes'; readonly sets: readonly ChangeSet[]; readonly isComplete: boolean }
  | { readonly kind: 'none'; readonly isComplete: boolean }

const setsAtMost = 3

/** Placements evaluated at most to find the lightest set, then others: some tens of milliseconds. */
const evaluationsAtMost = { first: 2500, others: 150 }

/**
 * The lightest sets of changes that make a placement permitted (`allow`: nothing forbids, nothing is unknown, every obligation is met).
 *
 * Exact search over the levers that the rules name, by groups of rules that share levers: what opens one group does nothing to another.
 * Whatever set opens a group holds a lever that bears on each of its closing rules; so from each set not yet open, the search adds in
 * turn each lever that bears on one closing rule, sets in order of their weight plus what the closing rules will still weigh at least. A
 * set that opens is given and not added to, so each is minimal and the first is the lightest. Declared facts are supposed otherwise only
 * when no set without it opens, lower levels only when nothing else does. Same input, same answer.
 */
export function smallestChange(
  pack: RulePack,
  placement: Placement,
  settings: RuleSettings,
  most = setsAtMost,
): SmallestChange {
  const closing = closingRules(pack, settings)
  if (closing(placement, settings.exempted).length === 0) return { kind: 'open' }
  const levers = leversOf(pack, placement, settings)
  for (const tier of [1, 2, 3] as const) {
    const within = levers.filter((lever) => lever.tier <= tier)
    if (tier > 1 && within.every((lever) => lever.tier < tier)) continue
    const { sets, isComplete } = lightestSets(pack, placement, settings, { levers: within, most })
    if (sets.length > 0) return { kind: 'changes', sets, isComplete }
    // A search that was cut does not know that there is no other way.
    if (!isComplete) return { kind: 'none', isComplete }
  }
  return { kind: 'none', isComplete: true }
}

/** A placement once these levers are pulled, and the rules it is then exempted from. */
export function pulled(placement: Placement, settings: RuleSettings, levers: readonly Lever[]) {
  const situation = levers.reduce<Situation>((so, lever) => lever.pull(so), startOf(placement, settings))
  return { placement: placementOf(situation), settings: { ...settings, exempted: situation.exempted } }
}

type Demand = Rule['then'][number]

/** A rule that keeps a placement from being permitted, and what is known there. */
type Closing = {
  readonly rule: Rule
  /** True when it waits for its demands and nothing else. */
  readonly isFired: boolean
  /** Its demands that are not met; none for a prohibition. */
  readonly open: readonly Demand[]
  readonly known: PlacementFacts
}

/** The rules that keep a placement from being permitted, in the order of the pack. */
function closingRules(pack: RulePack, settings: RuleSettings) {
  const machine = verdictMachine(pack, settings)
  const slots = new Float64Array(machine.slotCount)
  const results = new Uint8Array(machine.ruleCount)
  return (placement: Placement, exempted: ExemptedRules): Closing[] => {
    const known = placementFacts(placement)
    machine.encode(known, slots)
    if (machine.verdict(slots, results) === 0) return []
    const closing: Closing[] = []
    for (const [i, rule] of pack.rules.entries()) {
      const result = ruleResults[results[i] ?? 0]
      const isFired = result === 'open-require' || result === 'open-mitigation'
      if (!isFired && result !== 'forbid' && result !== 'undetermined') continue
      if (exempted.has(rule.id) && isExemptible(rule.force)) continue
      closing.push({ rule, isFired, open: rule.effect === 'forbid' ? [] : openDemands(rule, known), known })
    }
    return closing
  }
}

function openDemands(rule: Rule, { facts, obligations }: PlacementFacts): Demand[] {
  return rule.then.filter(
    ({ anyOf, onlyIf }) =>
      (onlyIf === undefined || facts.get(onlyIf)?.value !== false) &&
      !anyOf.some((part) => obligations.get(part) === true),
  )
}

/** A set that opens its group of rules: for each step, the levers of one slot any of which does. */
type Found = { readonly weight: number; readonly choices: readonly Choice[] }
type Choice = readonly [Lever, ...Lever[]]

function lightestSets(
  pack: RulePack,
  placement: Placement,
  settings: RuleSettings,
  { levers, most }: { readonly levers: readonly Lever[]; readonly most: number },
) {
  const closing = closingRules(pack, settings)
  const closingWith = (those: readonly Lever[]) => {
    const after = pulled(placement, settings, those)
    return closing(after.placement, after.settings.exempted)
  }
  const atFirst = new Set(closingWith([]).map(({ rule }) => rule))
  const start = placementFacts(placementOf(startOf(placement, settings)))
  const groups = groupsOf(pack.rules, levers, start).filter(({ rules }) => rules.some((rule) => atFirst.has(rule)))
  const searches = groups.map((group) =>
    setsOpening(group, most, (those) => closingWith(those).filter(({ rule }) => group.rules.includes(rule))),
  )
  // A group without a way is what counts; the others may be known in part.
  const closed = searches.filter(({ found }) => found.length === 0)
  if (closed.length > 0) return { sets: [], isComplete: closed.some((search) => search.isComplete) }
  const all = lightestOf(
    searches.map(({ found }) => found),
    most,
  )
  const sets = all.map(({ weight, choices }): ChangeSet => {
    const set = choices.map(([lever]) => lever)
    const without = (i: number) => closingWith(set.filter((_, j) => j !== i)).map(({ rule }) => rule)
    return { weight, steps: choices.map((choice, i) => changeStep(choice, without(i))) }
  })
  const count = searches.reduce((product, { found }) => product * found.length, 1)
  return { sets, isComplete: searches.every((search) => search.isComplete) && count <= most }
}

/** The lightest unions of one set a group, lightest first; none when a group has none. */
function lightestOf(groups: readonly (readonly Found[])[], most: number): Found[] {
  return groups.reduce<Found[]>(
    (unions, group) =>
      unions
        .flatMap((one) =>
          group.map((other) => ({ weight: one.weight + other.weight, choices: [...one.choices, ...other.choices] })),
        )
        .toSorted((a, b) => a.weight - b.weight)
        .slice(0, most),
    [{ weight: 0, choices: [] }],
  )
}

/** Rules that share levers, directly or through others, with those levers and what each bears on. */
type Group = {
  readonly rules: readonly Rule[]
  readonly levers: readonly Lever[]
  /** By rule, places of the levers that bear on its condition, and of its exemption. */
  readonly around: ReadonlyMap<Rule, readonly number[]>
}

type Gathered = { rules: Rule[]; levers: Set<Lever>; near: Map<Rule, readonly Lever[]> }

function groupsOf(rules: readonly Rule[], levers: readonly Lever[], start: PlacementFacts): Group[] {
  const moving = new Set(levers.flatMap((lever) => lever.touches))
  const groups: Gathered[] = []
  for (const rule of rules) {
    const left = whatMoves(rule.when, moving, start)
    if (left === false) continue // nothing that can be changed makes it close
    const named = new Set([
      ...(left === true || left === undefined ? [] : factsOf(left)),
      ...rule.then.flatMap(({ onlyIf }) => onlyIf ?? []),
    ])
    const near = levers.filter(
      (lever) => lever.touches.some((name) => named.has(name)) || (lever.kind === 'exempt' && lever.name === rule.id),
    )
    const demanded = new Set(rule.then.flatMap(({ anyOf }) => anyOf))
    const group: Gathered = {
      rules: [rule],
      levers: new Set([...near, ...levers.filter((lever) => lever.touches.some((name) => demanded.has(name)))]),
      near: new Map([[rule, near]]),
    }
    for (const other of groups.filter((one) => [...one.levers].some((lever) => group.levers.has(lever)))) {
      group.rules.push(...other.rules)
      group.levers = new Set([...group.levers, ...other.levers])
      group.near = new Map([...group.near, ...other.near])
      groups.splice(groups.indexOf(other), 1)
    }
    groups.push(group)
  }
  return groups.map((group) => {
    const own = levers.filter((lever) => group.levers.has(lever))
    const places = new Map(own.map((lever, i) => [lever, i]))
    const around = [...group.near].map(([rule, near]) => [rule, near.map((lever) => places.get(lever) ?? -1)] as const)
    return { rules: group.rules, levers: own, around: new Map(around) }
  })
}

/** What of a condition depends on facts that levers move; its truth when none does. */
function whatMoves(condition: Condition, moving: ReadonlySet<string>, start: PlacementFacts): Condition | Truth {
  if (condition.kind === 'test') return moving.has(condition.fact) ? condition : truthOf(condition, start)
  const parts = condition.of.map((part) => whatMoves(part, moving, start))
  const settles = condition.kind === 'any'
  if (parts.includes(settles)) return settles
  const left = parts.filter((part) => typeof part === 'object')
  if (left.length === 0) return parts.includes(undefined) ? undefined : !settles
  return { kind: condition.kind, of: left }
}

/** What can be done about a closing rule, as places in the levers of its group. */
type Ways = {
  /** Levers that bear on its condition, and its exemption. */
  readonly around: readonly number[]
  /** When it waits for demands: the levers that meet the first of them and do not bear on the condition. */
  readonly first: readonly number[]
  /** The least that settling it will weigh; infinite when nothing does. */
  readonly least: number
  /** Every slot that settling it may use. */
  readonly slots: ReadonlySet<string>
}

type Node = { readonly picked: readonly number[]; readonly ways: readonly Ways[]; readonly weight: number }

/** The lightest sets of levers after which no rule of a group closes, lightest first, variants of one set told together. */
function setsOpening(
  { levers, around }: Group,
  most: number,
  closingWith: (those: readonly Lever[]) => readonly Closing[],
): { readonly found: readonly Found[]; readonly isComplete: boolean } {
  const waysOf = waysAmong(levers, around)
  const leversAt = (picked: readonly number[]) => picked.flatMap((i) => levers[i] ?? [])
  const queue = createQueue<Node>()
  const seen = new Set<string>()
  const opening: (readonly Lever[])[] = []
  const found: Found[] = []
  let evaluationsLeft = evaluationsAtMost.first
  const visit = (picked: readonly number[]) => {
    const key = picked.join()
    if (seen.has(key)) return
    seen.add(key)
    evaluationsLeft -= 1
    const those = leversAt(picked)
    const taken = new Set(those.map((lever) => lever.slot))
    const ways = closingWith(those).map((one) => waysOf(one, taken))
    const ahead = leastAhead(ways)
    const weight = those.reduce((sum, lever) => sum + lever.weight, 0)
    if (ahead !== undefined) queue.push({ picked, ways, weight }, weight + ahead)
  }
  visit([])
  for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
    if (found.length === most || evaluationsLeft <= 0) return { found, isComplete: false }
    const those = leversAt(node.picked)
    if (opening.some((one) => one.every((lever) => those.includes(lever)))) continue
    const [next] = node.ways.toSorted((a, b) => branchesOf(a).length - branchesOf(b).length)
    if (next !== undefined) {
      for (const i of branchesOf(next)) visit([...node.picked, i].toSorted((a, b) => a - b))
      continue
    }
    if (found.length === 0) evaluationsLeft = evaluationsAtMost.others
    // With another answer a step may become superfluous: that set was found before, being lighter.
    const isMinimal = (set: readonly Lever[]) => !opening.some((one) => one.every((lever) => set.includes(lever)))
    const choices = choicesOf(those, levers, (set) => isMinimal(set) && closingWith(set).length === 0)
    opening.push(...combinations(choices))
    found.push({ weight: node.weight, choices })
  }
  return { found, isComplete: true }
}

function waysAmong(levers: readonly Lever[], around: Group['around']) {
  const meeting = new Map<Demand, readonly number[]>()
  const meetingOf = (rule: Rule, demand: Demand) => {
    const known = meeting.get(demand)
    if (known !== undefined) return known
    const near = around.get(rule) ?? []
    const those = levers.flatMap((lever, i) =>
      !near.includes(i) && lever.touches.some((name) => demand.anyOf.includes(name)) ? [i] : [],
    )
    meeting.set(demand, those)
    return those
  }
  return ({ rule, isFired, open, known }: Closing, taken: ReadonlySet<string>): Ways => {
    const isFree = (i: number) => !taken.has(levers[i]?.slot ?? '')
    const near = (around.get(rule) ?? []).filter(isFree)
    const demands = open.map((demand) => meetingOf(rule, demand).filter(isFree))
    // A demand that binds under a condition may yet be released from.
    const firm = demands.filter((_, i) => open[i]?.onlyIf === undefined)
    const nearLevers = near.flatMap((i) => levers[i] ?? [])
    const exempt = lightest(nearLevers.filter((lever) => lever.kind === 'exempt'))
    const undone = falseAtLeast(rule.when, nearLevers, known)
    const met = rule.effect === 'forbid' ? Number.POSITIVE_INFINITY : demandsWeight(firm, levers)
    // One that is unknown takes a lever that tells, beside what it demands.
    const told = isFired ? met : met + lightest(nearLevers)
    return {
      around: near,
      first: isFired && Number.isFinite(met) ? (demands[0] ?? []) : [],
      least: Math.min(exempt, undone, told),
      slots: new Set([...near, ...demands.flat()].map((i) => levers[i]?.slot ?? '')),
    }
  }
}

/** The least that making a condition false weighs: a lever on one part of an `all`, on every part of an `any` that is not false yet. */
function falseAtLeast(condition: Condition, levers: readonly Lever[], known: PlacementFacts): number {
  if (condition.kind === 'test') {
    if (truthOf(condition, known) === false) return 0
    const those = levers.filter((lever) => lever.touches.includes(condition.fact))
    // Every place counts, and a categorisation is both its levels: each of these slots is needed.
    if (condition.fact !== 'outQc' && !condition.fact.startsWith('w.dic')) return lightest(those)
    const slots = Map.groupBy(those, (lever) => lever.slot)
    const sum = [...slots.values()].reduce((total, slot) => total + lightest(slot), 0)
    return sum === 0 ? Number.POSITIVE_INFINITY : sum
  }
  const parts = condition.of.map((part) => falseAtLeast(part, levers, known))
  return condition.kind === 'all' ? Math.min(...parts) : Math.max(...parts)
}

/** Any set that settles the rule holds one of these: about its condition, or for the first of its demands. */
function branchesOf({ around, first }: Ways): readonly number[] {
  return [...around, ...first]
}

/** What the closing rules will still weigh at least, summed over rules that share no slot. Undefined when one has no way left. */
function leastAhead(ways: readonly Ways[]): number | undefined {
  const counted = new Set<string>()
  let sum = 0
  for (const { least, slots } of ways.toSorted((a, b) => b.least - a.least)) {
    if (!Number.isFinite(least)) return undefined
    if ([...slots].some((slot) => counted.has(slot))) continue
    for (const slot of slots) counted.add(slot)
    sum += least
  }
  return sum
}

/** Demands that share a lever may be met at once: they count once. */
function demandsWeight(demands: readonly (readonly number[])[], levers: readonly Lever[]): number {
  const counted = new Set<string>()
  let sum = 0
  for (const demand of demands) {
    if (demand.length === 0) return Number.POSITIVE_INFINITY
    const those = demand.flatMap((i) => levers[i] ?? [])
    if (those.some((lever) => counted.has(lever.slot))) continue
    for (const { slot } of those) counted.add(slot)
    sum += lightest(those)
  }
  return sum
}

function lightest(levers: readonly Lever[]): number {
  return levers.reduce((least, lever) => Math.min(least, lever.weight), Number.POSITIVE_INFINITY)
}

/** For each lever of a set that opens, the others of its slot that do as well, whatever is chosen for the rest. */
function choicesOf(
  set: readonly Lever[],
  levers: readonly Lever[],
  opens: (set: readonly Lever[]) => boolean,
): readonly Choice[] {
  const choices: [Lever, ...Lever[]][] = set.map((lever) => [lever])
  for (const [i, lever] of set.entries()) {
    const others = levers.filter(
      (one) => one.slot === lever.slot && one.kind === lever.kind && one.weight === lever.weight && one !== lever,
    )
    for (const other of others) {
      const all = combinations(choices.map((choice, j) => (j === i ? [other] : choice)))
      if (all.length <= 32 && all.every(opens)) choices[i]?.push(other)
    }
  }
  for (const choice of choices) choice.sort((a, b) => levers.indexOf(a) - levers.indexOf(b))
  return choices
}

function combinations(choices: readonly (readonly Lever[])[]): (readonly Lever[])[] {
  return choices.reduce<(readonly Lever[])[]>(
    (sets, choice) => sets.flatMap((set) => choice.map((lever) => [...set, lever])),
    [[]],
  )
}

/** A queue by whole weight; of equal weights the last in comes first, so that a set near its end is ended. */
function createQueue<T>() {
  const buckets: T[][] = []
  let at = 0
  return {
    push(item: T, weight: number) {
      ;(buckets[weight] ??= []).push(item)
      at = Math.min(at, weight)
    },
    pop(): T | undefined {
      for (; at < buckets.length; at += 1) {
        const item = buckets[at]?.pop()
        if (item !== undefined) return item
      }
      return undefined
    },
  }
}
