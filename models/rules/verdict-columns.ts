import { factCatalogue, obligationCatalogue } from './fact-catalogue.ts'
import type { PlacementFacts } from './facts.ts'
import type { ExemptedRules, RuleSettings } from './placement-verdict.ts'
import type { Condition, ConditionValue, Rule, RulePack } from './rule-pack.ts'
import { isExemptible, type RuleResult, type Verdict } from './verdict.ts'

/**
 * The same semantics as `placementVerdict`, compiled once for a pack and run over numbers: for a whole portfolio. It gives the verdict
 * and each rule's result, no explanations. A law test holds the two equal on every placement.
 *
 * Facts are coded in a Float64Array, one slot a catalogue name: NaN = unknown, booleans 0 or 1, numbers as they are, texts and lists by
 * interned codes (a list as a bit set of at most 50 members). Obligations are coded 1 met, 0 open, NaN unknown, in slots after the facts.
 */
export type VerdictMachine = {
  readonly slotCount: number
  readonly ruleCount: number
  /** Codes the facts and obligations of a placement into `slots`. */
  encode(placement: PlacementFacts, slots: Float64Array): void
  /** What a workload sets aside, rule by rule, for `verdict`; null when it sets nothing aside, which costs nothing. */
  exemptions(exempted: ExemptedRules): Exemptions | null
  /**
   * The verdict of coded facts; writes each rule's result (index into `ruleResults`, pack order) when `results` is given. `exemptions`
   * are those of this workload, in place of the ones the machine was made with.
   */
  verdict(slots: Float64Array, results?: Uint8Array, exemptions?: Exemptions | null): number
}
/** One entry a rule, in pack order: whether it is set aside. */
export type Exemptions = readonly boolean[]

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

const pass = 0
const met = 1
const undetermined = 2
const audit = 6
const off = 7
const exempted = 8
/** Only what would weigh on the verdict is set aside: a rule that passes, is met, tried or off stays so. */
const decides = (result: number) => result >= undetermined && result < audit
/** Strength of a result as a verdict code: results past `forbid` never decide. */
const strength = [0, 0, 1, 2, 3, 4, 0, 0, 0] as const

type Test = (slots: Float64Array) => number // 0 false, 1 true, 2 unknown

const factSlots = new Map(Object.keys(factCatalogue).map((name, i) => [name, i]))
const obligationSlots = new Map(Object.keys(obligationCatalogue).map((name, i) => [name, factSlots.size + i]))
/** Where a fact or an obligation of the catalogue is coded. */
export const slotOfFact = (name: string): number => slotOf(factSlots, name)
export const slotOfObligation = (name: string): number => slotOf(obligationSlots, name)
const slotCount = factSlots.size + obligationSlots.size

export function verdictMachine(pack: RulePack, settings: RuleSettings): VerdictMachine {
  const codes = new Map<string, number>()
  const codeOf = (text: string) => {
    const known = codes.get(text)
    if (known !== undefined) return known
    codes.set(text, codes.size)
    return codes.size - 1
  }
  const rules = pack.rules.map((rule) => compiledRule(rule, settings, codeOf))
  const exemptions = (exempted: ExemptedRules): Exemptions | null => {
    if (exempted.size === 0) return null
    const setAside = pack.rules.map((rule) => exempted.has(rule.id) && isExemptible(rule.force))
    return setAside.includes(true) ? setAside : null
  }
  const shared = exemptions(settings.exempted)
  return {
    slotCount,
    ruleCount: rules.length,
    encode(placement, slots) {
      slots.fill(Number.NaN)
      for (const [name, fact] of placement.facts) {
        const slot = factSlots.get(name)
        if (slot !== undefined && fact.value !== undefined) slots[slot] = coded(fact.value, name, codeOf)
      }
      for (const [name, isMet] of placement.obligations) {
        const slot = obligationSlots.get(name)
        if (slot !== undefined) slots[slot] = isMet ? 1 : 0
      }
    },
    exemptions,
    verdict(slots, results, setAside = shared) {
      let strongest = 0
      for (let i = 0; i < rules.length; i += 1) {
        const rule = rules[i]
        if (rule === undefined) continue
        const enforced = rule(slots)
        const result = setAside !== null && setAside[i] === true && decides(enforced) ? exempted : enforced
        if (results !== undefined) results[i] = result
        const level = strength[result] ?? 0
        if (level > strongest) strongest = level
      }
      return strongest
    },
  }
}

function coded(value: ConditionValue, name: string, codeOf: (text: string) => number): number {
  if (typeof value === 'boolean') return value ? 1 : 0
  if (typeof value === 'number') return value
  if (typeof value === 'string') return factCatalogue[name]?.type === 'presence' ? 1 : codeOf(value)
  let bits = 0
  for (const member of value) {
    const code = codeOf(member)
    if (code >= 50) throw new RangeError('more distinct texts than a list of facts can code')
    bits += hasBit(bits, code) ? 0 : 2 ** code
  }
  return bits
}

function hasBit(bits: number, code: number): boolean {
  return Math.floor(bits / 2 ** code) % 2 === 1
}

function compiledRule(rule: Rule, settings: RuleSettings, codeOf: (text: string) => number): Test {
  const mode = settings.modes.get(rule.id) ?? 'enforce'
  if (mode === 'off') return () => off
  const applies = compiled(rule.when, codeOf)
  const obligations = rule.then.map(
    (parsed) =>
      [
        parsed.anyOf.map((part) => slotOf(obligationSlots, part)),
        parsed.onlyIf === undefined ? -1 : slotOf(factSlots, parsed.onlyIf),
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

function compiled(condition: Condition, codeOf: (text: string) => number): Test {
  if (condition.kind === 'test') return compiledTest(condition, codeOf)
  const parts = condition.of.map((part) => compiled(part, codeOf))
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

function compiledTest(test: Extract<Condition, { kind: 'test' }>, codeOf: (text: string) => number): Test {
  const slot = slotOf(factSlots, test.fact)
  const { operator, value } = test
  // Each operator is a function of its own: one call a test, which a million placements notice. NaN differs from itself: unknown.
  if (operator === 'missing') return (slots) => (Number.isNaN(at(slots, slot)) === value ? 1 : 0)
  if (operator === 'in') {
    const wanted = (typeof value === 'object' ? value : []).map(codeOf)
    return (slots) => {
      const fact = at(slots, slot)
      return fact !== fact ? 2 : wanted.includes(fact) ? 1 : 0
    }
  }
  const code = typeof value === 'object' ? Number.NaN : coded(value, test.fact, codeOf)
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
