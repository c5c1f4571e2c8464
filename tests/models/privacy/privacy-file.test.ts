import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type ClassificationRecord, unknownClassification } from '#models/classification/classification.schemas.ts'
import {
  nextEnd,
  privacyGap,
  privacyRules,
  privacyState,
  privacySteps,
  type PrivacyStepState,
} from '#models/privacy/privacy-file.ts'
import { canadianQualifiedExists } from '#models/rules/alternatives.ts'
import { placementFacts } from '#models/rules/placement-facts.ts'
import { enforceAll, placementVerdict } from '#models/rules/placement-verdict.ts'
import { thePack } from '#tests/support/golden-cases.ts'
import { someWorkload, theDemoOptions } from '#tests/support/some-portfolio-records.ts'

const today = '2026-11-15'
const personal: ClassificationRecord = {
  ...unknownClassification,
  pi: { ...unknownClassification.pi, present: true },
}
const assessed: ClassificationRecord = {
  ...personal,
  efvp: {
    projectStatus: 'done',
    committeeConsultedOn: '2026-02-01',
    outsideQcStatus: 'done',
    factors: ['sensitivity', 'purpose', 'measures', 'legalRegime'],
    adequate: true,
    date: '2026-03-01',
    expiresOn: '2027-12-31',
    reference: null,
  },
  agreement: { signedOn: '2026-03-15', endsOn: '2028-03-15', reflectsEfvp: true, reference: 'E-1' },
  communications: [{ enteredOn: '2026-04-01', recipient: 'Organisme fictif', isOutsideQuebec: true, reference: null }],
}
const until = (expiresOn: string | null, endsOn: string | null = null): ClassificationRecord => ({
  ...assessed,
  efvp: { ...assessed.efvp, expiresOn },
  agreement: { ...assessed.agreement, endsOn },
})

describe('where a file stands', () => {
  test.each([
    { name: 'no classification', record: null, expected: 'unknown' },
    { name: 'nobody said whether there is personal information', record: unknownClassification, expected: 'unknown' },
    {
      name: 'none',
      record: { ...unknownClassification, pi: { ...unknownClassification.pi, present: false } },
      expected: 'not-needed',
    },
    { name: 'personal information and nothing else', record: personal, expected: 'to-complete' },
    { name: 'all done', record: assessed, expected: 'complete' },
    { name: 'no stated end', record: until(null), expected: 'complete' },
    { name: 'the assessment ends in 91 days', record: until('2027-02-14'), expected: 'complete' },
    { name: 'in 90 days', record: until('2027-02-13'), expected: 'expiring' },
    { name: 'today, its last day', record: until(today), expected: 'expiring' },
    { name: 'yesterday', record: until('2026-11-14'), expected: 'expired' },
    { name: 'the agreement ended before', record: until('2029-01-01', '2026-01-01'), expected: 'expired' },
  ])('$name', ({ record, expected }) => {
    expect(privacyState(record, today)).toBe(expected)
  })

  test('the first end is the one told', () => {
    expect(nextEnd(until('2029-01-01', '2028-01-01'))).toEqual({ what: 'agreement', on: '2028-01-01' })
    expect(nextEnd(until(null))).toBeNull()
  })
})

describe('the steps of a file', () => {
  const states = (record: ClassificationRecord): Record<string, PrivacyStepState> =>
    Object.fromEntries(privacySteps(record, today).map((step) => [step.id, step.state]))
  test.each([
    {
      name: 'nothing declared is unknown, never open',
      record: personal,
      expected: ['unknown', 'unknown', 'unknown', 'unknown', 'unknown', 'unknown', 'unknown'],
    },
    { name: 'all done', record: assessed, expected: ['done', 'done', 'done', 'done', 'done', 'done', 'done'] },
    {
      name: 'two factors left and protection judged inadequate',
      record: {
        ...assessed,
        efvp: { ...assessed.efvp, factors: ['sensitivity', 'purpose'] as const, adequate: false },
      },
      expected: ['done', 'done', 'done', 'open', 'open', 'done', 'done'],
    },
    {
      name: 'signed but not yet following the assessment',
      record: { ...assessed, agreement: { ...assessed.agreement, reflectsEfvp: null } },
      expected: ['done', 'done', 'done', 'done', 'done', 'started', 'done'],
    },
    {
      name: 'assessment and agreement ended',
      record: until('2026-11-14', '2026-11-14'),
      expected: ['done', 'done', 'expired', 'done', 'done', 'expired', 'done'],
    },
  ])('$name', ({ record, expected }) => {
    expect(Object.values(states({ ...record, efvp: { ...record.efvp, factors: [...record.efvp.factors] } }))).toEqual(
      expected,
    )
  })
  test('the factors still to be weighed are named', () => {
    const record = { ...assessed, efvp: { ...assessed.efvp, factors: ['purpose' as const] } }
    expect(privacySteps(record, today).find((step) => step.id === 'factors')?.missing).toEqual([
      'sensitivity',
      'measures',
      'legalRegime',
    ])
  })
})

describe('what an option waits for', () => {
  const pack = thePack()
  const rules = privacyRules(pack)
  test('the privacy rules of the pack are those of the file', () => {
    expect([...rules]).toEqual(['QC-PRP-01', 'QC-PRP-02', 'QC-PRP-03', 'QC-PRP-04', 'QC-PRP-05', 'QC-SAN-07'])
  })

  const options = theDemoOptions()
  const canadian = canadianQualifiedExists(options, today)
  const west = options.find((option) => option.id === 'aws.ca-west-1')
  const verdictOf = (record: ClassificationRecord, on = today) => {
    if (west === undefined) throw new Error('the demonstration has no Calgary')
    const facts = placementFacts({
      record,
      environment: 'production',
      currentOption: null,
      option: west,
      canadianQualifiedExists: canadian,
      today: on,
    })
    return placementVerdict(pack, facts, enforceAll)
  }
  test('Calgary, without anything: assessment, factors, agreement and protection', () => {
    const gap = privacyGap(verdictOf({ ...personal, change: 'migrate' }), rules)
    expect(gap.rules).toContain('QC-PRP-03')
    expect(gap.obligations.map((use) => use.name)).toEqual(
      expect.arrayContaining(['efvp.outsideQc.done', 'factors.sensitivity', 'agreement.signed']),
    )
    expect(gap.facts.map((use) => use.name)).toContain('w.efvp.adequate')
  })
  test('Calgary, with all done: nothing, until the day after the last', () => {
    const record = {
      ...assessed,
      change: 'migrate' as const,
      pi: { ...assessed.pi, communicatedWithoutConsent: false },
    }
    const asked = (on: string) => privacyGap(verdictOf(record, on), rules).rules
    expect(asked(today)).not.toContain('QC-PRP-03')
    expect(asked('2027-12-31')).not.toContain('QC-PRP-03')
    expect(asked('2028-01-01')).toContain('QC-PRP-03')
  })

  test('a gap is told exactly when a privacy rule is open', () => {
    fc.assert(
      fc.property(someWorkload(options), fc.constantFrom(...options), (workload, option) => {
        const verdict = placementVerdict(
          pack,
          placementFacts({ ...workload, option, canadianQualifiedExists: canadian, today }),
          enforceAll,
        )
        const gap = privacyGap(verdict, rules)
        const isOpen = verdict.rules.some(
          (rule) =>
            rules.has(rule.id) && ['forbid', 'open-require', 'open-mitigation', 'undetermined'].includes(rule.result),
        )
        expect(gap.rules.length > 0).toBe(isOpen)
        if (isOpen) expect(gap.obligations.length + gap.facts.length).toBeGreaterThan(0)
      }),
    )
  })
})
