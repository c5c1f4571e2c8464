import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canadianQualifiedExists } from '#models/rules/alternatives.ts'
import { conflicts, type JudgedOption, minimalHittingSets } from '#models/rules/conflicts.ts'
import { decidingFacts } from '#models/rules/deciding-facts.ts'
import type { Fact } from '#models/rules/facts.ts'
import { placementFacts } from '#models/rules/placement-facts.ts'
import { enforceAll, placementVerdict, truthOf } from '#models/rules/placement-verdict.ts'
import type { PortfolioWorkload } from '#models/rules/portfolio-verdicts.ts'
import { isOpenVerdict, placementStanding } from '#models/rules/ranking.ts'
import { rulePack } from '#models/rules/rule-pack.ts'
import { thePack } from '#tests/support/golden-cases.ts'
import { someWorkload, theDemoOptions } from '#tests/support/some-portfolio-records.ts'

const pack = thePack()
const catalogue = theDemoOptions()
const judged = (workload: PortfolioWorkload): JudgedOption[] =>
  catalogue.map((option) => {
    const facts = placementFacts({
      ...workload,
      option,
      canadianQualifiedExists: canadianQualifiedExists(catalogue, '2026-11-15'),
      today: '2026-11-15',
    })
    return { option: option.id, verdict: placementVerdict(pack, facts, enforceAll), placement: facts }
  })

describe('minimal hitting sets, by hand', () => {
  test.each<{ name: string; groups: string[][]; sets: string[][] }>([
    { name: 'one rule closes all', groups: [['a', 'b'], ['a'], ['c', 'a']], sets: [['a']] },
    { name: 'either of two closes the one', groups: [['a', 'b']], sets: [['a'], ['b']] },
    { name: 'nothing in common', groups: [['a'], ['b'], ['c']], sets: [['a', 'b', 'c']] },
    {
      name: 'one of each, or the one they share',
      groups: [
        ['a', 'x'],
        ['b', 'x'],
      ],
      sets: [['x'], ['a', 'b']],
    },
    {
      name: 'a triangle',
      groups: [
        ['a', 'b'],
        ['b', 'c'],
        ['a', 'c'],
      ],
      sets: [
        ['a', 'b'],
        ['a', 'c'],
        ['b', 'c'],
      ],
    },
  ])('$name', ({ groups, sets }) => {
    const found = minimalHittingSets(groups, 10)
    const joined = (those: readonly (readonly string[])[]) => those.map((set) => set.toSorted().join()).toSorted()
    expect(joined(found.sets)).toEqual(joined(sets))
    expect(found.isComplete).toBe(true)
  })
  test('what is cut is said', () => {
    expect(minimalHittingSets([['a', 'b', 'c']], 2)).toEqual({ sets: [['a'], ['b']], isComplete: false })
    expect(minimalHittingSets([['a', 'b', 'c']], 3).isComplete).toBe(true)
  })
  test('they are those that trying every set finds', () => {
    const member = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f')
    fc.assert(
      fc.property(fc.array(fc.uniqueArray(member, { minLength: 1 }), { minLength: 1, maxLength: 6 }), (groups) => {
        const all = ['a', 'b', 'c', 'd', 'e', 'f']
        const every = Array.from({ length: 64 }, (_, mask) =>
          all.filter((_m, i) => Math.floor(mask / 2 ** i) % 2 === 1),
        )
        const hits = (set: readonly string[]) => groups.every((group) => group.some((one) => set.includes(one)))
        const minimal = every.filter(
          (set) => hits(set) && set.every((one) => !hits(set.filter((other) => other !== one))),
        )
        const found = minimalHittingSets(groups, 100)
        expect(found.sets.map((set) => set.toSorted().join('')).toSorted()).toEqual(
          minimal.map((set) => set.join('')).toSorted(),
        )
        const sizes = found.sets.map((set) => set.length)
        expect(sizes).toEqual(sizes.toSorted((a, b) => a - b))
      }),
    )
  })
})

describe('the conflicts of a workload', () => {
  test('without a classification: the categorisation alone closes everything, by what is missing', () => {
    const found = conflicts(pack, judged({ record: null, environment: 'production', currentOption: null }))
    if (found.kind !== 'conflicts') throw new Error(found.kind)
    const [first] = found.sets.filter((set) => set.rules.some((rule) => rule.id === 'QC-CAT-09'))
    expect(first?.rules).toHaveLength(1)
    const [rule] = first?.rules ?? []
    expect(rule?.closes.map(({ result }) => result)).toEqual(catalogue.map(() => 'forbid'))
    expect(rule?.alone).toHaveLength(catalogue.length)
    // Either missing fact would do; the first named is told.
    expect(rule?.facts).toMatchObject([{ name: 'w.dic', value: undefined, origin: 'classification' }])
  })

  test('an option that is open leaves no conflict', () => {
    const [one] = judged({ record: null, environment: 'production', currentOption: null })
    if (one === undefined) throw new Error('no option')
    const open = { ...one, verdict: { ...one.verdict, verdict: 'require' as const, rules: [] } }
    expect(conflicts(pack, [one, open])).toEqual({ kind: 'open' })
    expect(conflicts(pack, [])).toEqual({ kind: 'open' })
  })

  test('an option whose obligations hide a missing fact is not open: what waits for the fact is told', () => {
    const [one] = judged({ record: null, environment: 'production', currentOption: null })
    if (one === undefined) throw new Error('no option')
    const rules = one.verdict.rules.filter(({ result }) => result !== 'forbid')
    const waiting = { ...one, verdict: { ...one.verdict, verdict: 'require' as const, rules } }
    const found = conflicts(pack, [waiting])
    if (found.kind !== 'conflicts') throw new Error(found.kind)
    expect(found.sets[0]?.rules[0]?.closes).toEqual([{ option: one.option, result: 'undetermined' }])
  })

  test('laws: each set closes every option; without any one of its rules, an option that it names is no longer closed; none holds another', () => {
    fc.assert(
      fc.property(someWorkload(catalogue), (workload) => {
        const options = judged(workload)
        const found = conflicts(pack, options)
        expect(found.kind === 'open').toBe(options.some(({ verdict }) => isOpenVerdict(placementStanding(verdict))))
        if (found.kind === 'open') return
        const closedBy = (ids: readonly string[]) => {
          const rules = pack.rules.filter((rule) => ids.includes(rule.id))
          return options
            .filter(({ placement }) => {
              const { verdict } = placementVerdict({ ...pack, rules }, placement, enforceAll)
              return verdict === 'forbid' || verdict === 'undetermined'
            })
            .map(({ option }) => option)
        }
        expect(found.sets.length).toBeGreaterThan(0)
        for (const set of found.sets) {
          const ids = set.rules.map((rule) => rule.id)
          // A set of rules alone closes an option unless another of them opens a demand above an unknown.
          const closing = new Set(set.rules.flatMap((rule) => rule.closes.map(({ option }) => option)))
          expect(closing.size).toBe(options.length)
          for (const rule of set.rules) {
            const others = closedBy(ids.filter((id) => id !== rule.id))
            expect(rule.alone.length).toBeGreaterThan(0)
            for (const option of rule.alone) expect(others).not.toContain(option)
          }
          const supersets = found.sets.filter(
            (other) => other !== set && ids.every((id) => other.rules.some((rule) => rule.id === id)),
          )
          expect(supersets).toEqual([])
        }
      }),
      { numRuns: 60 },
    )
  })
})

describe('deciding facts', () => {
  const when = (raw: object) => {
    const rule = {
      id: 'QC-TST-01',
      when: raw,
      effect: 'forbid',
      then: [],
      force: 'law',
      source: 's',
      status: 'verified',
    }
    const loaded = rulePack({
      pack: { id: 'test', version: '1.0.0', asOf: '2026-08', unknown: 'indetermine', verified: false },
      rules: [{ ...rule, fr: 'Règle', en: 'Rule' }],
    })
    if (loaded.kind === 'refused') throw new Error(JSON.stringify(loaded.problems))
    const [first] = loaded.value.rules
    if (first === undefined) throw new Error('no rule')
    return first.when
  }
  const present = { f: 'w.pi.present', eq: true }
  const sensitive = { f: 'w.pi.sensitive', eq: true }
  const critical = { f: 'w.missionCritical', eq: true }
  test.each<{ name: string; condition: object; known: Record<string, boolean>; facts: string[] }>([
    {
      name: 'all of an all',
      condition: { all: [present, sensitive] },
      known: { 'w.pi.present': true, 'w.pi.sensitive': true },
      facts: ['w.pi.present', 'w.pi.sensitive'],
    },
    {
      name: 'the part of an any that is true',
      condition: { any: [present, critical] },
      known: { 'w.pi.present': false, 'w.missionCritical': true },
      facts: ['w.missionCritical'],
    },
    {
      name: 'the smallest part that is true',
      condition: { any: [{ all: [present, sensitive] }, critical] },
      known: { 'w.pi.present': true, 'w.pi.sensitive': true, 'w.missionCritical': true },
      facts: ['w.missionCritical'],
    },
    {
      name: 'every unknown part of an any',
      condition: { any: [present, sensitive, critical] },
      known: { 'w.pi.present': false },
      facts: ['w.pi.sensitive', 'w.missionCritical'],
    },
    {
      name: 'what is unknown and what is true of an all',
      condition: { all: [present, sensitive] },
      known: { 'w.pi.present': true },
      facts: ['w.pi.present', 'w.pi.sensitive'],
    },
    {
      name: 'nothing of one that is false',
      condition: { all: [present, sensitive] },
      known: { 'w.pi.present': false },
      facts: [],
    },
  ])('$name', ({ condition, known, facts }) => {
    const stated = new Map(
      Object.entries(known).map(([name, value]) => [name, { value, provenance: 'declared' as const }]),
    )
    expect(decidingFacts(when(condition), { facts: stated, obligations: new Map() })).toEqual(facts)
  })

  test('whatever the others become, the condition does not become false, and one that is true stays true', () => {
    const workload = someWorkload(catalogue)
    const placement = fc
      .record({ one: workload, option: fc.constantFrom(...catalogue) })
      .map(({ one, option }) => placementFacts({ ...one, option, canadianQualifiedExists: true, today: '2026-11-15' }))
    fc.assert(
      fc.property(placement, placement, (one, other) => {
        for (const rule of pack.rules) {
          const before = truthOf(rule.when, one)
          const kept = decidingFacts(rule.when, one)
          if (before === false) {
            expect(kept).toEqual([])
            continue
          }
          const facts = new Map<string, Fact>(other.facts)
          for (const name of kept) {
            const fact = one.facts.get(name)
            if (fact === undefined) facts.delete(name)
            else facts.set(name, fact)
          }
          const after = truthOf(rule.when, { facts, obligations: new Map() })
          expect(after).not.toBe(false)
          if (before === true) expect(after).toBe(true)
        }
      }),
      { numRuns: 200 },
    )
  })
})
