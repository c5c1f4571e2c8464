import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createDifferenceTotals } from '#models/rules/difference-totals.ts'
import {
  type ComparedWorkload,
  packDifference,
  type PackSide,
  type WorkloadChange,
} from '#models/rules/pack-difference.ts'
import { placementFacts } from '#models/rules/placement-facts.ts'
import { placementVerdict } from '#models/rules/placement-verdict.ts'
import { isOpenVerdict, placementStanding, rankedOptions } from '#models/rules/ranking.ts'
import type { RulePack } from '#models/rules/rule-pack.ts'
import { known, unknownBecause } from '#models/shared/outcome.ts'
import type { RuleMode, RuleResult, Verdict } from '#models/rules/verdict.ts'
import { stricterPack } from '#tests/support/changed-packs.ts'
import { packOf, thePack, thePackText } from '#tests/support/golden-cases.ts'
import { someWorkload, theDemoOptions } from '#tests/support/some-portfolio-records.ts'
import { noParts } from '#tests/support/datasets.ts'

const house = thePack()
const stricter = stricterPack()
const derivedText = thePackText.replace(
  'rules:\n',
  'derived:\n  d.heavy: {when: {all: [{f: w.dic.c, gte: 2}, {f: outQc, eq: true}]}, fr: "x", en: "x"}\n  d.light: {when: {f: w.dic.c, lt: 2}, fr: "x", en: "x"}\nrules:\n- {id: QC-TST-90, when: {f: d.heavy, eq: true}, effect: forbid, then: [], force: house, source: s, status: verified, fr: f, en: e}\n- {id: QC-TST-91, when: {f: d.light, missing: true}, effect: forbid, then: [], force: house, source: s, status: verified, fr: f, en: e}\n',
)
const otherDerivedText = derivedText.replace(
  'd.heavy: {when: {all: [{f: w.dic.c, gte: 2}',
  'd.heavy: {when: {all: [{f: w.dic.c, gte: 4}',
)
const packs: readonly RulePack[] = [
  house,
  stricter,
  packOf(derivedText),
  packOf(otherDerivedText),
  { ...house, rules: house.rules.filter((_, i) => i % 3 !== 0) },
]
const options = theDemoOptions().slice(0, 8)
const today = '2026-11-15'
const around = { options, canadianQualifiedExists: true, today }
const ids = house.rules.map((rule) => rule.id)
const someModes = fc
  .array(fc.tuple(fc.constantFrom(...ids), fc.constantFrom<RuleMode>('audit', 'off', 'enforce')), { maxLength: 4 })
  .map((modes) => new Map(modes))
const someSide: fc.Arbitrary<PackSide> = fc.record({ pack: fc.constantFrom(...packs), modes: someModes })
const compared: fc.Arbitrary<ComparedWorkload> = fc
  .tuple(
    someWorkload(options),
    fc.array(fc.constantFrom(100, 200, Number.NaN), { minLength: options.length, maxLength: options.length }),
    fc
      .subarray(ids, { maxLength: 2 })
      .map((those) => new Map(those.map((id) => [id, { code: 'DE-0001', endsOn: '2030-01-01' }]))),
  )
  .map(([workload, p50, exempted]) => ({ ...workload, p50, exempted }))

const decides: Readonly<Partial<Record<Verdict, RuleResult>>> = {
  forbid: 'forbid',
  require: 'open-require',
  'allow-with-mitigation': 'open-mitigation',
  undetermined: 'undetermined',
}

const noCost = { p10: 0, p90: 0, likely: 0, parts: noParts }

/** The same difference the slow way: each placement judged and explained under both packs. */
function slowly(before: PackSide, after: PackSide, workload: ComparedWorkload): WorkloadChange | undefined {
  const judged = ({ pack, modes }: PackSide) =>
    options.map((option, i) => {
      const facts = placementFacts({ ...workload, option, canadianQualifiedExists: true, today })
      const { verdict, rules } = placementVerdict(pack, facts, { modes, exempted: workload.exempted })
      const deciding = new Set(rules.filter((rule) => rule.result === decides[verdict]).map((rule) => rule.id))
      const p50 = Number.isNaN(workload.p50[i]) ? undefined : workload.p50[i]
      return {
        option: option.id,
        verdict,
        standing: placementStanding({ verdict, rules }),
        p50,
        cost: p50 === undefined ? unknownBecause('no-public-price-list') : known({ ...noCost, p50 }),
        deciding: pack.rules.map((rule) => rule.id).filter((id) => verdict !== 'allow' && deciding.has(id)),
      }
    })
  const [first, then] = [judged(before), judged(after)]
  const placements = first.flatMap((one, i) => {
    const other = then[i]
    if (other === undefined || other.verdict === one.verdict) return []
    return [
      {
        option: one.option,
        before: one.verdict,
        after: other.verdict,
        decidingBefore: one.deciding,
        decidingAfter: other.deciding,
      },
    ]
  })
  if (placements.length === 0) return undefined
  const [best, next] = [rankedOptions(first)[0], rankedOptions(then)[0]]
  if (best === undefined || next === undefined) return undefined
  const told = (one: typeof best) => ({
    option: isOpenVerdict(one.standing) ? one.option : null,
    verdict: one.standing,
  })
  return {
    bestBefore: told(best),
    bestAfter: told(next),
    costChangeCad: !isOpenVerdict(next.standing)
      ? { kind: 'unknown', reasons: ['no-open-option'] }
      : !isOpenVerdict(best.standing)
        ? { kind: 'unknown', reasons: ['no-open-option-before'] }
        : best.option === next.option
          ? { kind: 'known', value: 0 }
          : best.p50 === undefined || next.p50 === undefined
            ? { kind: 'unknown', reasons: ['no-price'] }
            : { kind: 'known', value: next.p50 - best.p50 },
    placements,
  }
}

describe('laws', () => {
  test('a pack changes nothing compared with itself, under the same modes', () => {
    fc.assert(
      fc.property(someSide, fc.array(compared, { maxLength: 4 }), (side, workloads) => {
        const difference = packDifference(side, side, around)
        expect(difference.rules).toEqual([])
        expect(workloads.map((one) => difference.of(one))).toEqual(workloads.map(() => undefined))
      }),
      { numRuns: 50 },
    )
  })

  test('each change is what the explained verdicts say', () => {
    fc.assert(
      fc.property(
        someSide,
        someSide,
        fc.array(compared, { minLength: 1, maxLength: 5 }),
        (before, after, workloads) => {
          const difference = packDifference(before, after, around)
          for (const one of workloads) expect(difference.of(one)).toEqual(slowly(before, after, one))
        },
      ),
      { numRuns: 250 },
    )
  })

  test('swapping the packs swaps before and after', () => {
    fc.assert(
      fc.property(someSide, someSide, compared, (before, after, workload) => {
        const one = packDifference(before, after, around).of(workload)
        const other = packDifference(after, before, around).of(workload)
        expect(other?.placements).toEqual(
          one?.placements.map((change) => ({
            option: change.option,
            before: change.after,
            after: change.before,
            decidingBefore: change.decidingAfter,
            decidingAfter: change.decidingBefore,
          })),
        )
        expect([other?.bestBefore, other?.bestAfter]).toEqual([one?.bestAfter, one?.bestBefore])
        const [cost, back] = [one?.costChangeCad, other?.costChangeCad]
        if (cost?.kind === 'known') expect(back).toEqual({ kind: 'known', value: cost.value === 0 ? 0 : -cost.value })
        else expect(back?.kind).not.toBe('known')
      }),
      { numRuns: 150 },
    )
  })

  test('the totals are the sum of the bodies, and of what happens to each workload', () => {
    fc.assert(
      fc.property(
        someSide,
        someSide,
        fc.array(fc.tuple(fc.constantFrom('A', 'B', 'C'), compared), { maxLength: 12 }),
        (before, after, workloads) => {
          const difference = packDifference(before, after, around)
          const counting = createDifferenceTotals(options.length)
          for (const [body, one] of workloads) counting.add(body, difference.of(one))
          const totals = counting.totals()
          const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
          expect(totals.judged).toBe(workloads.length)
          for (const key of ['judged', 'changed', 'closed', 'opened', 'addedCad', 'savedCad'] as const)
            expect(sum(totals.bodies.map((body) => body[key]))).toBe(totals[key])
          expect(sum(totals.workloadMatrix.flat())).toBe(totals.changed)
          expect(sum(totals.placementMatrix.flat())).toBe(totals.placementsChanged)
        },
      ),
      { numRuns: 50 },
    )
  })
})

describe('a stricter reading of C', () => {
  const dic = { d: 2, i: 2, c: 2, justification: '', date: '2026-02-01' } as const
  const difference = packDifference({ pack: house, modes: new Map() }, { pack: stricter, modes: new Map() }, around)

  test('names the rules that differ, and no other', () => {
    expect(difference.rules).toContain('QC-CTL-12')
    expect(difference.rules).not.toContain('QC-PRP-01')
  })

  test('closes to a C2 workload what only C3 was refused, and says which rule does', () => {
    const [sample] = fc.sample(
      someWorkload(options).filter((one) => one.record !== null),
      { numRuns: 1, seed: 7 },
    )
    if (sample?.record === null || sample === undefined) throw new Error('no record')
    const record = { ...sample.record, dic }
    const change = difference.of({ ...sample, record, p50: options.map(() => 100), exempted: new Map() })
    const harder = change?.placements.every((one) => one.decidingAfter.some((id) => difference.rules.includes(id)))
    expect(harder).toBe(true)
    const atC3 = { ...record, dic: { ...dic, c: 3 as const } }
    expect(difference.of({ ...sample, record: atC3, p50: options.map(() => 100), exempted: new Map() })).toBe(undefined)
  })
})
