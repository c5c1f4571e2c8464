import { expect, test } from 'vitest'
import { placementFacts } from '#models/rules/placement-facts.ts'
import { placementStanding } from '#models/rules/ranking.ts'
import { enforceAll, placementVerdict } from '#models/rules/placement-verdict.ts'
import { thePack } from '#tests/support/golden-cases.ts'
import { theDemoOptions } from '#tests/support/some-portfolio-records.ts'
import { plainRecord } from '#tests/server/decisions/some-workloads.ts'

const pack = thePack()
/** A workload of level C3 that migrates: whether it holds personal information is stated, or not known. */
function verdictOn(id: string, present: boolean | null) {
  const option = theDemoOptions().find((one) => one.id === id)
  if (option === undefined) throw new Error(id)
  const facts = placementFacts({
    record: {
      ...plainRecord,
      dic: { d: 1, i: 1, c: 3, justification: 'Guide', date: '2026-05-01' },
      pi: { ...plainRecord.pi, present, sensitive: present },
      change: 'migrate',
      obligationsMet: ['key_strategy.recorded', 'justification.foreign_choice', 'cost_gap.recorded'],
    },
    environment: 'production',
    currentOption: null,
    option,
    canadianQualifiedExists: true,
    today: '2026-11-24',
  })
  return placementVerdict(pack, facts, enforceAll)
}

test.each([
  { name: 'all is known: the verdict', option: 'ngq', present: false, verdict: 'allow', standing: 'allow' },
  {
    name: 'a mitigation is open, all is known',
    option: 'aws.ca-central-1',
    present: false,
    verdict: 'allow-with-mitigation',
    standing: 'allow-with-mitigation',
  },
  { name: 'a fact is missing', option: 'ngq', present: null, verdict: 'undetermined', standing: 'undetermined' },
  {
    name: 'a fact is missing, and a mitigation open beside it does not make it better',
    option: 'aws.ca-central-1',
    present: null,
    verdict: 'allow-with-mitigation',
    standing: 'undetermined',
  },
  { name: 'forbidden stays so', option: 'aws.ca-west-1', present: null, verdict: 'forbid', standing: 'forbid' },
])('$name', ({ option, present, verdict, standing }) => {
  const placement = verdictOn(option, present)
  expect([placement.verdict, placementStanding(placement)]).toEqual([verdict, standing])
})
