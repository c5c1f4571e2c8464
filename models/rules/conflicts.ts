import { decidingFacts, type FactOrigin, originOf } from './deciding-facts.ts'
import type { PlacementFacts } from './facts.ts'
import { isOpenVerdict, placementStanding } from './ranking.ts'
import type { RulePack } from './rule-pack.ts'
import type { FactUse, PlacementVerdict, RuleOutcome } from './verdict.ts'

/** An option of a workload as judged. */
export type JudgedOption = {
  readonly option: string
  readonly verdict: PlacementVerdict
  readonly placement: PlacementFacts
}

/** A fact that decides, where it was stated, and on which options it stands so. */
export type ConflictFact = FactUse & { readonly origin: FactOrigin; readonly options: readonly string[] }

export type ConflictRule = Pick<RuleOutcome, 'id' | 'force' | 'status' | 'source' | 'text'> & {
  /** Options that it closes: prohibited, or not known to be permitted. */
  readonly closes: readonly { readonly option: string; readonly result: 'forbid' | 'undetermined' }[]
  /** Options that it alone of the set closes: without it, the set no longer closes them. */
  readonly alone: readonly string[]
  readonly facts: readonly ConflictFact[]
}

/** Rules that together close every option, and of which none is too many. */
export type ConflictSet = { readonly rules: readonly ConflictRule[] }

/**
 * Why nothing is open: `open` when an option is (permitted, or permitted once obligations are met, and no rule waits for a fact); else the
 * minimal sets of rules that by themselves close every option, smallest first. `isComplete` is false when there are more than are given.
 */
export type Conflicts =
  | { readonly kind: 'open' }
  | { readonly kind: 'conflicts'; readonly sets: readonly ConflictSet[]; readonly isComplete: boolean }

const setsAtMost = 6
/** Partial sets looked at before the search stops: some milliseconds. */
const partsAtMost = 20_000

/**
 * The minimal conflicting sets of a workload: the minimal sets of rules of which at least one prohibits each option or leaves it
 * undetermined (hitting sets of the rules that close each), with the facts by which they do.
 */
export function conflicts(pack: RulePack, options: readonly JudgedOption[]): Conflicts {
  const closers = options.map(({ verdict }) =>
    verdict.rules.filter(({ result }) => result === 'forbid' || result === 'undetermined').map(({ id }) => id),
  )
  const isOpen = (verdict: PlacementVerdict) => isOpenVerdict(placementStanding(verdict))
  if (options.length === 0 || options.some(({ verdict }) => isOpen(verdict))) return { kind: 'open' }
  const { sets, isComplete } = minimalHittingSets(closers, setsAtMost)
  return {
    kind: 'conflicts',
    sets: sets.map((set) => ({ rules: set.map((id) => conflictRule(pack, id, set, options)) })),
    isComplete,
  }
}

/**
 * The minimal sets that hold a member of every group, by size, then in the order in which the groups name their members; at most `most`
 * of them. `isComplete` is true when there are no others.
 */
export function minimalHittingSets(
  groups: readonly (readonly string[])[],
  most: number,
): { readonly sets: readonly (readonly string[])[]; readonly isComplete: boolean } {
  // A group that holds another is hit whenever that one is.
  const distinct = [...new Map(groups.map((group) => [group.toSorted().join(), group])).values()]
  const needed = distinct.filter(
    (group) => !distinct.some((other) => other !== group && other.every((member) => group.includes(member))),
  )
  const sets: (readonly string[])[] = []
  const seen = new Set<string>()
  let parts: (readonly string[])[] = [[]]
  while (parts.length > 0) {
    const larger: (readonly string[])[] = []
    for (const part of parts) {
      const missed = needed.find((group) => !group.some((member) => part.includes(member)))
      if (missed === undefined) {
        if (sets.length === most) return { sets, isComplete: false }
        sets.push(part)
        continue
      }
      for (const member of missed) {
        const next = [...part, member]
        const key = next.toSorted().join()
        // Each member must be the only one to hit some group, or a smaller set does as well.
        if (seen.has(key) || !isEachNeeded(next, needed)) continue
        seen.add(key)
        larger.push(next)
      }
      if (seen.size > partsAtMost) return { sets, isComplete: false }
    }
    parts = larger
  }
  return { sets, isComplete: true }
}

function isEachNeeded(set: readonly string[], groups: readonly (readonly string[])[]): boolean {
  return set.every((member) =>
    groups.some((group) => group.includes(member) && set.every((other) => other === member || !group.includes(other))),
  )
}

function conflictRule(
  pack: RulePack,
  id: string,
  set: readonly string[],
  options: readonly JudgedOption[],
): ConflictRule {
  const rule = pack.rules.find((one) => one.id === id)
  if (rule === undefined) throw new Error(`a verdict names a rule outside its pack: ${id}`)
  const closing = options.flatMap((one) => {
    const outcomes = one.verdict.rules.filter(
      (outcome) => set.includes(outcome.id) && (outcome.result === 'forbid' || outcome.result === 'undetermined'),
    )
    const outcome = outcomes.find((its) => its.id === id)
    return outcome === undefined ? [] : [{ ...one, outcome, isAlone: outcomes.length === 1 }]
  })
  const facts = new Map<string, ConflictFact & { options: string[] }>()
  for (const { option, outcome, placement } of closing) {
    const deciding = decidingFacts(rule.when, placement)
    for (const fact of outcome.facts.filter(({ name }) => deciding.includes(name))) {
      const key = JSON.stringify([fact.name, fact.value, fact.because])
      const known = facts.get(key)
      if (known === undefined) facts.set(key, { ...fact, origin: originOf(fact.name), options: [option] })
      else known.options.push(option)
    }
  }
  const { force, status, source, fr, en } = rule
  return {
    id,
    force,
    status,
    source,
    text: { fr, en },
    closes: closing.map(({ option, outcome }) => ({
      option,
      result: outcome.result === 'forbid' ? 'forbid' : 'undetermined',
    })),
    alone: closing.filter(({ isAlone }) => isAlone).map(({ option }) => option),
    facts: [...facts.values()],
  }
}
