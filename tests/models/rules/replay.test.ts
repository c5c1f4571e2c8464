import fc from 'fast-check'
import { expect, test } from 'vitest'
import { placementFacts } from '#models/rules/placement-facts.ts'
import { placementVerdict } from '#models/rules/placement-verdict.ts'
import { replayed } from '#models/rules/replay.ts'
import type { PlacementVerdict, RuleMode } from '#models/rules/verdict.ts'
import { stricterPack } from '#tests/support/changed-packs.ts'
import { packOf, thePack, thePackText } from '#tests/support/golden-cases.ts'
import { someWorkload, theDemoOptions } from '#tests/support/some-portfolio-records.ts'

const options = theDemoOptions()
const derived = packOf(
  thePackText.replace(
    'rules:\n',
    'derived:\n  d.heavy: {when: {all: [{f: w.dic.c, gte: 2}, {f: outQc, eq: true}]}, fr: "x", en: "x"}\nrules:\n- {id: QC-TST-90, when: {f: d.heavy, ne: true}, effect: require, then: [legal.opinion_if_d.heavy], force: house, source: s, status: verified, fr: f, en: e}\n',
  ),
)
const packs = [thePack(), stricterPack(), derived]
const ids = thePack().rules.map((rule) => rule.id)
const someVerdict = fc
  .record({
    pack: fc.constantFrom(...packs),
    workload: someWorkload(options),
    option: fc.constantFrom(...options),
    modes: fc.array(fc.tuple(fc.constantFrom(...ids), fc.constantFrom<RuleMode>('audit', 'off')), { maxLength: 3 }),
    exempted: fc.subarray(ids, { maxLength: 3 }),
  })
  .map(({ pack, workload, option, modes, exempted }) => {
    const facts = placementFacts({ ...workload, option, canadianQualifiedExists: true, today: '2026-11-15' })
    const settings = {
      modes: new Map(modes),
      exempted: new Map(exempted.map((id) => [id, { code: 'DE-0001', endsOn: '2030-01-01' }])),
    }
    const verdict = placementVerdict(pack, facts, settings)
    return { pack, verdict: JSON.parse(JSON.stringify(verdict)) as PlacementVerdict } // as a decision keeps it
  })

test('a recorded verdict replays exactly under its own pack, whatever the modes and exemptions of its day', () => {
  fc.assert(
    fc.property(someVerdict, ({ pack, verdict }) => {
      expect(replayed(pack, verdict)).toEqual({ verdict: verdict.verdict, differing: [], isEqual: true })
    }),
    { numRuns: 500 },
  )
})

test('a rule that was not said to come to this is named', () => {
  fc.assert(
    fc.property(someVerdict, ({ pack, verdict }) => {
      const at = verdict.rules.findIndex((rule) => rule.result === 'forbid')
      fc.pre(at >= 0)
      const altered = verdict.rules.map((rule, i) => (i === at ? { ...rule, result: 'pass' as const } : rule))
      const rule = verdict.rules[at]?.id
      const told = replayed(pack, { ...verdict, rules: altered })
      expect([told.isEqual, told.differing]).toEqual([false, [{ rule, recorded: 'pass', replayed: 'forbid' }]])
    }),
    { numRuns: 50 },
  )
})
