import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { HostingOption } from '#models/hosting/hosting-option.schemas.ts'
import { placementFacts } from '#models/rules/placement-facts.ts'
import { type ExemptedRules, placementVerdict, type RuleSettings } from '#models/rules/placement-verdict.ts'
import { portfolioVerdicts } from '#models/rules/portfolio-verdicts.ts'
import type { RuleMode } from '#models/rules/verdict.ts'
import { ruleResults, verdictCodes, verdictMachine } from '#models/rules/verdict-columns.ts'
import { thePack } from '#tests/support/golden-cases.ts'
import { someWorkload, theDemoOptions } from '#tests/support/some-portfolio-records.ts'

const pack = thePack()
const ids = pack.rules.map((rule) => rule.id)
const catalogue = theDemoOptions()
const today = '2026-11-15'

/** Options of the catalogue, and others with places, countries and levels moved about or unknown. */
const someOption: fc.Arbitrary<HostingOption> = fc
  .record({
    one: fc.constantFrom(...catalogue),
    country: fc.constantFrom('CA', 'US', null),
    province: fc.constantFrom('QC', 'ON', null),
    contract: fc.constantFrom('QC', 'ON', 'US', null),
    nsi: fc.constantFrom(0 as const, 2 as const, 3 as const, null),
    independentSites: fc.constantFrom(1, 2, null),
    elsewhere: fc.array(
      fc.record({
        what: fc.constantFrom('data', 'backup', 'logs', 'keys', 'support'),
        country: fc.constantFrom('CA', 'US', 'FR', null),
        province: fc.constantFrom('QC', 'ON', null),
      }),
      { maxLength: 3 },
    ),
    obligationsMet: fc.subarray(['agreement.signed', 'encrypt.at_rest', 't.nsi_gte_3', 'second_site']),
  })
  .map(({ one, contract, ...moved }): HostingOption => ({
    ...one,
    ...moved,
    contractEntity:
      contract === null
        ? null
        : { country: contract === 'US' ? 'US' : 'CA', province: contract === 'US' ? null : contract, name: '' },
  }))
const someSettings: fc.Arbitrary<RuleSettings> = fc
  .tuple(
    fc.subarray(ids),
    fc.array(fc.tuple(fc.constantFrom(...ids), fc.constantFrom<RuleMode>('audit', 'off', 'enforce')), { maxLength: 5 }),
  )
  .map(([exempted, modes]) => ({
    exempted: new Map(exempted.map((id) => [id, { code: 'DE-0001', endsOn: '2027-03-31' }])),
    modes: new Map(modes),
  }))

const someExempted: fc.Arbitrary<ExemptedRules | undefined> = fc.option(
  fc.subarray(ids).map((rules) => new Map(rules.map((id) => [id, { code: 'DE-0002', endsOn: '2027-03-31' }]))),
  { nil: undefined },
)

test('a portfolio’s verdicts are those of each placement, rule by rule', () => {
  fc.assert(
    fc.property(
      fc.array(someOption, { minLength: 1, maxLength: 5 }),
      fc.array(fc.tuple(someWorkload(catalogue), someExempted), { minLength: 1, maxLength: 4 }),
      fc.constantFrom(true, false, null),
      someSettings,
      (options, workloads, canadianQualifiedExists, settings) => {
        const machine = verdictMachine(pack, settings)
        const portfolio = portfolioVerdicts(machine, { options, canadianQualifiedExists, today })
        const verdicts = new Uint8Array(options.length)
        const results = new Uint8Array(options.length * machine.ruleCount)
        for (const [workload, exempted] of workloads) {
          portfolio.of(exempted === undefined ? workload : { ...workload, exempted }, verdicts, results)
          for (const [i, option] of options.entries()) {
            const facts = placementFacts({ ...workload, option, canadianQualifiedExists, today })
            const own = exempted === undefined ? settings : { ...settings, exempted }
            const slow = placementVerdict(pack, facts, own)
            const byId = new Map(slow.rules.map((rule) => [rule.id, rule.result]))
            const fast = Array.from(results.subarray(i * machine.ruleCount, (i + 1) * machine.ruleCount))
            expect(fast.map((code) => ruleResults[code])).toEqual(ids.map((id) => byId.get(id)))
            expect(verdictCodes[verdicts[i] ?? -1]).toBe(slow.verdict)
          }
        }
      },
    ),
    { numRuns: 500 },
  )
})
