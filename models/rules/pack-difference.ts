import { canonicalJson, type Json } from '../shared/canonical-json.ts'
import { known, type Outcome, unknownBecause } from '../shared/outcome.ts'
import type { ExemptedRules, RuleSettings } from './placement-verdict.ts'
import { placementSlots, type PortfolioSurroundings, type PortfolioWorkload } from './portfolio-verdicts.ts'
import { isOpenVerdict } from './ranking.ts'
import { derivedUnder, type Rule, type RulePack } from './rule-pack.ts'
import type { Verdict } from './verdict.ts'
import {
  factCoder,
  ruleResults,
  standings,
  verdictCodes,
  type VerdictMachine,
  verdictMachine,
} from './verdict-columns.ts'

/** A pack as it would be applied: with the modes of the installation. */
export type PackSide = { readonly pack: RulePack; readonly modes: RuleSettings['modes'] }

export type ComparedWorkload = PortfolioWorkload & {
  /** P50 a year of each option, CAD, in the order of the options; NaN when unknown. It does not depend on the pack. */
  readonly p50: ArrayLike<number>
  /** Rules set aside for this workload on that day. */
  readonly exempted: ExemptedRules
}

export type PlacementChange = {
  readonly option: string
  readonly before: Verdict
  readonly after: Verdict
  /** Rules that give the verdict, in the order of their pack; none when it is allowed. */
  readonly decidingBefore: readonly string[]
  readonly decidingAfter: readonly string[]
}

export type CostChangeGap = 'no-open-option' | 'no-open-option-before' | 'no-price'
export type BestOption = { readonly option: string | null; readonly verdict: Verdict }

export type WorkloadChange = {
  /** The option that comes first, null when none may be chosen; where the first stands all the same. */
  readonly bestBefore: BestOption
  readonly bestAfter: BestOption
  /** What the best option costs more (or less, negative) a year: P50 after − P50 before, CAD. */
  readonly costChangeCad: Outcome<number, CostChangeGap>
  /** Options whose verdict changes, in the order of the options; never empty. */
  readonly placements: readonly PlacementChange[]
}

export type PackDifference = {
  /** What another pack would change for one workload; undefined when it changes no verdict. */
  of(workload: ComparedWorkload): WorkloadChange | undefined
  /** Rules that are not the same in both packs, by id: the only ones that can change a verdict. */
  readonly rules: readonly string[]
}

/**
 * What a pack would change compared with another, workload by workload. Only the rules that differ are evaluated on every placement, once
 * in each pack; the others, which say the same on both sides, only where these disagree. Laws: a pack changes nothing compared with
 * itself; swapping the packs swaps before and after; each verdict is that of `placementVerdict`.
 */
export function packDifference(before: PackSide, after: PackSide, around: PortfolioSurroundings): PackDifference {
  const coder = factCoder()
  const changed = changedRules(before, after)
  const byExemption = new Map<string, Compared>()
  const comparedFor = (exempted: ExemptedRules) => {
    const key = [...exempted.keys()].toSorted().join(' ')
    const made = byExemption.get(key) ?? compared({ before, after, changed, exempted }, coder)
    byExemption.set(key, made)
    return made
  }
  const slotCount = comparedFor(new Map()).slotCount
  const placements = placementSlots(coder, slotCount, around)
  const byId = around.options
    .map((option, i) => ({ id: option.id, i }))
    .toSorted((a, b) => a.id.localeCompare(b.id, 'en'))
    .map(({ i }) => i)
  const count = around.options.length
  const codesBefore = new Uint8Array(count)
  const codesAfter = new Uint8Array(count)
  const standingBefore = new Uint8Array(count)
  const standingAfter = new Uint8Array(count)
  const toJudge = new Uint16Array(count)
  const nameOf = (option: number) => around.options[option]?.id ?? ''
  return {
    rules: [...changed].toSorted(),
    of(workload) {
      const machines = comparedFor(workload.exempted)
      const own = placements.workload(workload)
      if (!machines.mayDiffer(own)) return undefined
      let differing = 0
      for (let i = 0; i < count; i += 1) {
        const pair = placements.pair(i)
        codesBefore[i] = machines.before.changed(pair)
        codesAfter[i] = machines.after.changed(pair)
        if (codesBefore[i] === codesAfter[i]) continue
        toJudge[differing] = i
        differing += 1
      }
      if (differing === 0) return undefined
      // What the shared rules forbid anyway is forbidden by both packs: asked first of the options on which these disagree.
      machines.same.prepare(own)
      const changes: PlacementChange[] = []
      for (let n = 0; n < differing; n += 1) {
        const i = toJudge[n] ?? 0
        const pair = placements.pair(i)
        const shared = machines.same.verdict(pair)
        const [from, to] = [Math.max(shared, codesBefore[i] ?? 0), Math.max(shared, codesAfter[i] ?? 0)]
        if (from === to) continue
        machines.same.results(pair)
        changes.push({
          option: nameOf(i),
          before: verdictAt(from),
          after: verdictAt(to),
          decidingBefore: machines.before.deciding(pair, from),
          decidingAfter: machines.after.deciding(pair, to),
        })
      }
      if (changes.length === 0) return undefined
      for (let i = 0; i < count; i += 1) {
        const pair = placements.pair(i)
        const shared = machines.same.standing(pair)
        const isForbidden = standings[shared] === 'forbid'
        standingBefore[i] = isForbidden ? shared : Math.max(shared, machines.before.standing(pair))
        standingAfter[i] = isForbidden ? shared : Math.max(shared, machines.after.standing(pair))
      }
      const first = best(byId, standingBefore, workload.p50)
      const then = best(byId, standingAfter, workload.p50)
      return {
        bestBefore: bestOption(first, standingBefore, nameOf),
        bestAfter: bestOption(then, standingAfter, nameOf),
        costChangeCad: costChange(first, then, { standingBefore, standingAfter, p50: workload.p50 }),
        placements: changes,
      }
    },
  }
}

type Side = {
  /** The strongest verdict of the rules that differ, as a code. */
  changed(pair: Float64Array): number
  /** Where these rules alone let the placement stand. */
  standing(pair: Float64Array): number
  /** The rules that give this verdict, once the results of the shared ones are those of the same pair. */
  deciding(pair: Float64Array, code: number): readonly string[]
}

type Compared = {
  readonly slotCount: number
  /** Whether a rule that differs may do something for a workload that states this. */
  mayDiffer(own: Float64Array): boolean
  readonly same: Pick<Stirring, 'prepare' | 'verdict' | 'standing' | 'results'>
  readonly before: Side
  readonly after: Side
}

function compared(
  of: {
    readonly before: PackSide
    readonly after: PackSide
    readonly changed: ReadonlySet<string>
    readonly exempted: ExemptedRules
  },
  coder: ReturnType<typeof factCoder>,
): Compared {
  const { before, after, changed, exempted } = of
  const machineOf = ({ pack, modes }: PackSide, keeps: (rule: Rule) => boolean) =>
    verdictMachine({ ...pack, rules: pack.rules.filter(keeps) }, { modes, exempted }, coder)
  const isChanged = (rule: Rule) => changed.has(rule.id)
  const machines = [
    machineOf(before, isChanged),
    machineOf(after, isChanged),
    machineOf(before, (rule) => !isChanged(rule)),
  ] as const
  const [first, second, shared] = machines.map(stirring)
  if (first === undefined || second === undefined || shared === undefined) throw new Error('three machines give three')
  const deciders = (side: PackSide, own: Stirring): Side => {
    const lists = new Map<string, readonly string[]>()
    const sharedIds = before.pack.rules.filter((rule) => !isChanged(rule)).map((rule) => rule.id)
    const changedIds = side.pack.rules.filter(isChanged).map((rule) => rule.id)
    const place = new Map(side.pack.rules.map((rule, i) => [rule.id, i]))
    return {
      changed: own.verdict,
      standing: own.standing,
      deciding(pair, code) {
        if (code === 0) return []
        own.results(pair)
        const found = [...own.deciding(code, changedIds), ...shared.deciding(code, sharedIds)]
        const key = found.join(' ')
        const list = lists.get(key) ?? found.toSorted((a, b) => (place.get(a) ?? 0) - (place.get(b) ?? 0))
        lists.set(key, list)
        return list
      },
    }
  }
  return {
    slotCount: Math.max(...machines.map((machine) => machine.slotCount)),
    mayDiffer: (own) => first.prepare(own) + second.prepare(own) > 0,
    same: shared,
    before: deciders(before, first),
    after: deciders(after, second),
  }
}

/** A machine that remembers which of its rules a workload stirs, and the results of each on the last placement asked for. */
function stirring(machine: VerdictMachine) {
  const rules = new Uint16Array(machine.ruleCount)
  const results = new Uint8Array(machine.ruleCount)
  let count = 0
  return {
    prepare(own: Float64Array): number {
      results.fill(0)
      count = machine.stirred(own, rules)
      return count
    },
    verdict: (pair: Float64Array): number => machine.verdict(pair, { rules, count }),
    standing: (pair: Float64Array): number => machine.standing(pair, { rules, count }),
    results: (pair: Float64Array): number => machine.verdict(pair, { rules, count }, results),
    deciding(code: number, ids: readonly string[]): string[] {
      const wanted = decidingResult[code]
      return ids.filter((_, i) => results[i] === wanted)
    },
  }
}
type Stirring = ReturnType<typeof stirring>

/** The result, by index, that gives each verdict code. */
const decidingResult = verdictCodes.map((verdict) =>
  ruleResults.indexOf(
    verdict === 'allow-with-mitigation'
      ? 'open-mitigation'
      : verdict === 'require'
        ? 'open-require'
        : verdict === 'allow'
          ? 'pass'
          : verdict,
  ),
)

function verdictAt(code: number): Verdict {
  const verdict = verdictCodes[code]
  if (verdict === undefined) throw new RangeError('no verdict of this code')
  return verdict
}

function standingAt(standing: Uint8Array, option: number): Verdict {
  const found = standings[standing[option] ?? 0]
  if (found === undefined) throw new RangeError('no standing of this code')
  return found
}

/** Ids of the rules that do not judge alike on both sides: by what they ask and do, by their mode, not by their words. */
function changedRules(before: PackSide, after: PackSide): Set<string> {
  const contents = (side: PackSide) => new Map(side.pack.rules.map((rule) => [rule.id, judging(side, rule)]))
  const [first, second] = [contents(before), contents(after)]
  return new Set([...first.keys(), ...second.keys()].filter((id) => first.get(id) !== second.get(id)))
}

function judging({ pack, modes }: PackSide, rule: Rule): string {
  const { when, effect, then, force } = rule
  const hanging = then.flatMap((parsed) => (parsed.onlyIf === undefined ? [] : [parsed.onlyIf]))
  const named = { kind: 'all' as const, of: [when, ...hanging.map((fact) => testOf(fact))] }
  const derived = derivedUnder(pack, named).map(({ name, when: made }) => ({ name, made }))
  const mode = modes.get(rule.id) ?? 'enforce'
  const content = { when, effect, then: then.map((parsed) => parsed.name), force, derived, mode }
  return canonicalJson(JSON.parse(JSON.stringify(content)) as Json) // plain data of the pack, by construction
}

const testOf = (fact: string) => ({ kind: 'test' as const, fact, operator: 'missing' as const, value: true })

/** Index of the option that comes first: by standing, then by P50 with the unknown last, then by id. */
function best(byId: readonly number[], standing: Uint8Array, p50: ArrayLike<number>): number {
  let first = -1
  let rank = Number.POSITIVE_INFINITY
  let price = Number.POSITIVE_INFINITY
  for (const option of byId) {
    const ownRank = standing[option] ?? 0
    const listed = p50[option]
    const ownPrice = listed === undefined || Number.isNaN(listed) ? Number.POSITIVE_INFINITY : listed
    if (first >= 0 && (ownRank > rank || (ownRank === rank && ownPrice >= price))) continue
    first = option
    rank = ownRank
    price = ownPrice
  }
  return first
}

function bestOption(option: number, standing: Uint8Array, nameOf: (option: number) => string): BestOption {
  const verdict = standingAt(standing, option)
  return { option: isOpenVerdict(verdict) ? nameOf(option) : null, verdict }
}

function costChange(
  first: number,
  then: number,
  of: { readonly standingBefore: Uint8Array; readonly standingAfter: Uint8Array; readonly p50: ArrayLike<number> },
): WorkloadChange['costChangeCad'] {
  if (!isOpenVerdict(standingAt(of.standingAfter, then))) return unknownBecause('no-open-option')
  if (!isOpenVerdict(standingAt(of.standingBefore, first))) return unknownBecause('no-open-option-before')
  if (then === first) return known(0) // the same option costs the same, known or not
  const change = (of.p50[then] ?? Number.NaN) - (of.p50[first] ?? Number.NaN)
  return Number.isNaN(change) ? unknownBecause('no-price') : known(change)
}
