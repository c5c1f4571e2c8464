import { expect, test } from 'vitest'
import { placementFacts } from '#models/rules/placement-facts.ts'
import { enforceAll, placementVerdict } from '#models/rules/placement-verdict.ts'
import { portfolioVerdicts } from '#models/rules/portfolio-verdicts.ts'
import { ruleResults, verdictMachine } from '#models/rules/verdict-columns.ts'
import { thePack } from '#tests/support/golden-cases.ts'
import { theDemoOptions } from '#tests/support/some-portfolio-records.ts'
import { plainRecord } from '#tests/server/decisions/some-workloads.ts'

const pack = thePack()
const around = { canadianQualifiedExists: true, today: '2026-11-24' }
const toClose = 'cti.levis-2'

test.each([
  {
    name: 'nobody stated where it runs: it may be there',
    current: null,
    option: toClose,
    isNew: undefined,
    rule: 'undetermined',
  },
  { name: 'it runs there', current: toClose, option: toClose, isNew: false, rule: 'pass' },
  { name: 'it runs elsewhere', current: 'ngq', option: toClose, isNew: true, rule: 'forbid' },
  {
    name: 'a data centre that stays, wherever it runs',
    current: null,
    option: 'cti.retenu',
    isNew: undefined,
    rule: 'pass',
  },
  { name: 'with a provider it would be placed now', current: null, option: 'ovh.bhs', isNew: true, rule: 'pass' },
  { name: 'on the cloud of the State too', current: null, option: 'ngq', isNew: true, rule: 'pass' },
])('new at $option: $name', ({ current, option: id, isNew, rule }) => {
  const option = theDemoOptions().find((one) => one.id === id)
  if (option === undefined) throw new Error(id)
  const workload = { record: plainRecord, environment: 'production' as const, currentOption: current }
  const facts = placementFacts({ ...workload, option, ...around })
  expect(facts.facts.get('w.isNewPlacement')?.value).toBe(isNew)
  const slow = placementVerdict(pack, facts, enforceAll).rules.find((one) => one.id === 'QC-CTI-10')
  const machine = verdictMachine(pack, enforceAll)
  const results = new Uint8Array(machine.ruleCount)
  portfolioVerdicts(machine, { options: [option], ...around }).of(workload, new Uint8Array(1), results)
  const fast = ruleResults[results[pack.rules.findIndex((one) => one.id === 'QC-CTI-10')] ?? -1]
  expect([slow?.result, fast]).toEqual([rule, rule])
})
