import { factCatalogue, obligationCatalogue } from './fact-catalogue.ts'
import type { PlacementFacts } from './facts.ts'
import type { ExemptedRules, RuleSettings } from './placement-verdict.ts'
import { type Condition, type ConditionValue, derivedUnder, type Rule, type RulePack } from './rule-pack.ts'
import { isExemptible, type RuleResult, type Verdict } from './verdict.ts'

/**
 * The same semantics as `placementVerdict`, compiled once for a pack and run over numbers: for a whole portfolio. It gives the verdict
 * and each rule's result, no explanations. A law test holds the two equal on every placement.
 *
 * Facts are coded in a Float64Array, one slot a catalogue name: NaN = unknown, booleans 0 or 1, numbers as they are, texts and lists by
 * interned codes (a list as a bit set of at most 50 members). Obligations are coded 1 met, 0 open, NaN unknown, in slots after the facts;
 * the facts that the pack derives come last.
 */
export type VerdictMachine = FactCoder & {
  readonly slotCount: number
  readonly ruleCount: number
  /**
   * Given what a workload states by itself, the rules that may do something on some option; the others pass on every one. Writes their
   * indexes and returns how many they are.
   */
  stirred(workload: Float64Array, rules: Uint16Array): number
  /** What a workload sets aside, rule by rule, for `verdict`; null when it sets nothing aside, which costs nothing. */
  exemptions(exempted: ExemptedRules): Exemptions | null
  /**
   * The verdict of coded facts, as an index into `verdictCodes`; writes each rule's result (index into `ruleResults`, pack order) when
   * `results` is given. The slots of derived facts are filled on the way.
   */
  verdict(slots: Float64Array, among?: Among, results?: Uint8Array): number
  /** Where the placement stands among others, as an index into `standings`. */
  standing(slots: Float64Array, among?: Among): number
}

/** Which rules are evaluated, by `stirred`: the first `count` of `rules`; and what the workload sets aside, in place of the machine's own. */
export type Among = { readonly rules?: Uint16Array; readonly count?: number; readonly setAside?: Exemptions | null }
/** One entry a rule, in pack order: whether it is set aside. */
export type Exemptions = readonly boolean[]

/** Turns facts into numbers. Machines that share one read the same slots. */
export type FactCoder = {
  /** Codes the facts and obligations of a placement into `slots`. */
  encode(placement: PlacementFacts, slots: Float64Array): void
  codeOf(text: string): number
  memberOf(text: string): number
}

/** What `verdict` returns and writes are indexes into these. */
export const verdictCodes: readonly Verdict[] = ['allow', 'undetermined', 'allow-with-mitigation', 'require', 'forbid']
export const ruleResults: readonly RuleResult[] = [
  'pass',
  'met',
  'undetermined',
  'open-mitigation',
  'open-require',
  'forbid',
  'audit',
  'off',
  'exempted',
]

/** What `standing` returns is an index into these: a missing fact stands after what is left to meet (see `placementStanding`). */
export const standings: readonly Verdict[] = ['allow', 'allow-with-mitigation', 'require', 'undetermined', 'forbid']

const strongestVerdict = verdictCodes.length - 1
const pass = 0
const met = 1
const undetermined = 2
const audit = 6
const off = 7
const exempted = 8
/** Strength of a result as a verdict code: results past `forbid` never decide. */
const strength = [0, 0, 1, 2, 3, 4, 0, 0, 0] as const
const rank = [0, 0, 3, 1, 2, 4, 0, 0, 0] as const

type Test = (slots: Float64Array) => number // 0 false, 1 true, 2 unknown

const factSlots = new Map(Object.keys(factCatalogue).map((name, i) => [name, i]))
const obligationSlots = new Map(Object.keys(obligationCatalogue).map((name, i) => [name, factSlots.size + i]))
/** Where a fact or an obligation of the catalogue is coded. */
export const slotOfFact = (name: string): number => slotOf(factSlots, name)
export const slotOfObligation = (name: string): number => slotOf(obligationSlots, name)
const baseSlotCount = factSlots.size + obligationSlots.size

/** Facts that the workload states whatever the option. */
export const isOfWorkload = (name: string): boolean => name.startsWith('w.') && name !== 'w.isNewPlacement'

export function factCoder(): FactCoder {
  const codeOf = interner()
  const memberOf = interner()
  return {
    codeOf,
    memberOf,
    encode(placement, slots) {
      slots.fill(Number.NaN)
      for (const [name, fact] of placement.facts) {
        const slot = factSlots.get(name)
        if (slot !== undefined && fact.value !== undefined) slots[slot] = coded(fact.value, name, { codeOf, memberOf })
      }
      for (const [name, isMet] of placement.obligations) {
        const slot = obligationSlots.get(name)
        if (slot !== undefined) slots[slot] = isMet ? 1 : 0
      }
    },
  }
}

function interner(): (text: string) => number {
  const codes = new Map<string, number>()
  return (text) => {
    const known = codes.get(text)
    if (known !== undefined) return known
    codes.set(text, codes.size)
    return codes.size - 1
  }
}

export function verdictMachine(pack: RulePack, settings: RuleSettings, coder: FactCoder = factCoder()): VerdictMachine {
  const used = new Set(pack.rules.flatMap((rule) => derivedUnder(pack, namedBy(rule)).map((one) => one.name)))
  const derivedFacts = pack.derived.filter((one) => used.has(one.name))
  const derivedSlots = new Map(derivedFacts.map((one, i) => [one.name, baseSlotCount + i]))
  const slotFor = (name: string) => derivedSlots.get(name) ?? slotOf(factSlots, name)
  const compiling: Compiling = { coder, slotFor, isFixed: () => true }
  const derived = derivedFacts.map((one) => compiled(one.when, compiling))
  const rules = pack.rules.map((rule) => compiledRule(rule, settings, compiling))
  const ofWorkload = new Set<string>()
  const isFixed = (name: string) => isOfWorkload(name) || ofWorkload.has(name)
  for (const one of derivedFacts) if (testsOf(one.when).every(isFixed)) ofWorkload.add(one.name)
  const guards = pack.rules.map((rule) =>
    settings.modes.get(rule.id) === 'off' ? () => 1 : compiled(rule.when, { coder, slotFor, isFixed }),
  )
  const derive = (slots: Float64Array) => {
    for (let i = 0; i < derived.length; i += 1) {
      const truth = derived[i]?.(slots)
      slots[baseSlotCount + i] = truth === 2 || truth === undefined ? Number.NaN : truth
    }
  }
  const exemptions = (exempted: ExemptedRules): Exemptions | null => {
    if (exempted.size === 0) return null
    const setAside = pack.rules.map((rule) => exempted.has(rule.id) && isExemptible(rule.force))
    return setAside.includes(true) ? setAside : null
  }
  const shared = exemptions(settings.exempted)
  /** The most of what `weight` gives to the results of the rules; without `results`, no further once nothing can be more. */
  function strongest(
    weight: readonly number[],
    slots: Float64Array,
    { rules: among, count = rules.length, setAside = shared }: Among = {},
    results?: Uint8Array,
  ): number {
    derive(slots)
    let most = 0
    for (let n = 0; n < count; n += 1) {
      const i = among === undefined ? n : (among[n] ?? 0)
      const rule = rules[i]
      if (rule === undefined) continue
      const enforced = rule(slots)
      const result = setAside !== null && setAside[i] === true && decides(enforced) ? exempted : enforced
      const level = weight[result] ?? 0
      if (level > most) most = level
      if (results !== undefined) results[i] = result
      else if (most === strongestVerdict) return most
    }
    return most
  }
  return {
    ...coder,
    slotCount: baseSlotCount + derivedFacts.length,
    ruleCount: rules.length,
    stirred(workload, into) {
      derive(workload)
      let count = 0
      for (let i = 0; i < guards.length; i += 1) {
        if (guards[i]?.(workload) === 0) continue
        into[count] = i
        count += 1
      }
      return count
    },
    exemptions,
    verdict: (slots, among, results) => strongest(strength, slots, among, results),
    standing: (slots, among) => strongest(rank, slots, among),
  }
}

/** Results that an exemption sets aside: those that decide. */
function decides(result: number): boolean {
  return result >= undetermined && result < audit
}

/** Everything a rule reads: its condition, and the facts that its obligations hang on. */
function namedBy(rule: Rule): Condition {
  const hanging = rule.then.flatMap((parsed): Condition[] =>
    parsed.onlyIf === undefined ? [] : [{ kind: 'test', fact: parsed.onlyIf, operator: 'missing', value: true }],
  )
  return { kind: 'all', of: [rule.when, ...hanging] }
}

function testsOf(condition: Condition): string[] {
  return condition.kind === 'test' ? [condition.fact] : condition.of.flatMap(testsOf)
}

type Compiling = {
  readonly coder: Pick<FactCoder, 'codeOf' | 'memberOf'>
  readonly slotFor: (name: string) => number
  /** A fact that is not fixed yet counts as unknown, whatever is asked of it. */
  readonly isFixed: (name: string) => boolean
}

function coded(value: ConditionValue, name: string, { codeOf, memberOf }: Compiling['coder']): number {
  if (typeof value === 'boolean') return value ? 1 : 0
  if (typeof value === 'number') return value
  if (typeof value === 'string') return factCatalogue[name]?.type === 'presence' ? 1 : codeOf(value)
  let bits = 0
  for (const member of value) {
    const code = memberOf(member)
    if (code >= 50) throw new RangeError('more distinct texts than a list of facts can code')
    bits += hasBit(bits, code) ? 0 : 2 ** code
  }
  return bits
}

function hasBit(bits: number, code: number): boolean {
  return Math.floor(bits / 2 ** code) % 2 === 1
}

function compiledRule(rule: Rule, settings: RuleSettings, compiling: Compiling): Test {
  const mode = settings.modes.get(rule.id) ?? 'enforce'
  if (mode === 'off') return () => off
  const applies = compiled(rule.when, compiling)
  const obligations = rule.then.map(
    (parsed) =>
      [
        parsed.anyOf.map((part) => slotOf(obligationSlots, part)),
        parsed.onlyIf === undefined ? -1 : compiling.slotFor(parsed.onlyIf),
      ] as const,
  )
  const open = rule.effect === 'require' ? 4 : 3
  const told = (result: number) => (mode === 'audit' ? audit : result)
  return (slots) => {
    const truth = applies(slots)
    if (truth === 0) return pass
    if (truth === 2) return told(undetermined)
    if (rule.effect === 'forbid') return told(5)
    for (const [anyOf, onlyIf] of obligations) {
      if (onlyIf >= 0 && slots[onlyIf] === 0) continue
      let isMet = false
      for (const slot of anyOf) if (slots[slot] === 1) isMet = true
      if (!isMet) return told(open)
    }
    return met
  }
}

function slotOf(slots: ReadonlyMap<string, number>, name: string): number {
  const slot = slots.get(name)
  if (slot === undefined) throw new Error(`outside the catalogue: ${name}`) // rulePack refuses such a pack
  return slot
}

function compiled(condition: Condition, compiling: Compiling): Test {
  if (condition.kind === 'test') return compiling.isFixed(condition.fact) ? compiledTest(condition, compiling) : () => 2
  const parts = condition.of.map((part) => compiled(part, compiling))
  // `all` stops at the first false, `any` at the first true; an unknown is remembered until then.
  const stop = condition.kind === 'all' ? 0 : 1
  return (slots) => {
    let isUnknown = false
    for (const part of parts) {
      const truth = part(slots)
      if (truth === stop) return stop
      if (truth === 2) isUnknown = true
    }
    return isUnknown ? 2 : 1 - stop
  }
}

function compiledTest(test: Extract<Condition, { kind: 'test' }>, { coder, slotFor }: Compiling): Test {
  const slot = slotFor(test.fact)
  const { operator, value } = test
  // Each operator is a function of its own: one call a test, which a million placements notice. NaN differs from itself: unknown.
  if (operator === 'missing') return (slots) => (Number.isNaN(at(slots, slot)) === value ? 1 : 0)
  if (operator === 'in') {
    const wanted = (typeof value === 'object' ? value : []).map(coder.codeOf)
    return (slots) => {
      const fact = at(slots, slot)
      return fact !== fact ? 2 : wanted.includes(fact) ? 1 : 0
    }
  }
  const code =
    typeof value === 'object'
      ? Number.NaN
      : operator === 'has'
        ? coder.memberOf(String(value))
        : coded(value, test.fact, coder)
  switch (operator) {
    case 'has':
      return (slots) => {
        const fact = at(slots, slot)
        return fact !== fact ? 2 : hasBit(fact, code) ? 1 : 0
      }
    case 'eq':
      return (slots) => {
        const fact = at(slots, slot)
        return fact === code ? 1 : fact === fact ? 0 : 2
      }
    case 'ne':
      return (slots) => {
        const fact = at(slots, slot)
        return fact === code ? 0 : fact === fact ? 1 : 2
      }
    case 'gt':
      return (slots) => {
        const fact = at(slots, slot)
        return fact > code ? 1 : fact === fact ? 0 : 2
      }
    case 'gte':
      return (slots) => {
        const fact = at(slots, slot)
        return fact >= code ? 1 : fact === fact ? 0 : 2
      }
    case 'lt':
      return (slots) => {
        const fact = at(slots, slot)
        return fact < code ? 1 : fact === fact ? 0 : 2
      }
  }
}

function at(slots: Float64Array, slot: number): number {
  return slots[slot] ?? Number.NaN
}
