import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type ClassificationRecord, unknownClassification } from '#models/classification/classification.schemas.ts'
import type { HostingOption } from '#models/hosting/hosting-option.schemas.ts'
import { leversOf, startOf, placementOf } from '#models/rules/levers.ts'
import { type Placement, placementFacts } from '#models/rules/placement-facts.ts'
import { enforceAll, placementVerdict, type RuleSettings } from '#models/rules/placement-verdict.ts'
import { rulePack } from '#models/rules/rule-pack.ts'
import { type ChangeSet, pulled, smallestChange } from '#models/rules/smallest-change.ts'
import type { RuleMode } from '#models/rules/verdict.ts'
import { thePack } from '#tests/support/golden-cases.ts'
import { someWorkload, theDemoOptions } from '#tests/support/some-portfolio-records.ts'

const pack = thePack()
const catalogue = theDemoOptions()
const today = '2026-11-15'
const optionOf = (id: string): HostingOption => {
  const option = catalogue.find((one) => one.id === id)
  if (option === undefined) throw new Error(`no option ${id}`)
  return option
}

/** The default facts of the golden cases, as a record and an option. */
const record = (c: 1 | 2 | 3 | 4, change: Partial<ClassificationRecord> = {}): ClassificationRecord => ({
  ...unknownClassification,
  dic: { d: 2, i: 2, c, justification: '', date: '2025-11-15' },
  owner: 'Direction',
  pi: {
    ...unknownClassification.pi,
    present: false,
    sensitive: false,
    collectedFromPerson: false,
    communicatedWithoutConsent: false,
  },
  legalRegimes: [],
  adjudicative: false,
  caEquivalent: 'none',
  change: 'none',
  missionCritical: false,
  realData: true,
  ...change,
})
const option: HostingOption = {
  ...optionOf('aws.ca-central-1'),
  independentSites: 2,
  elsewhere: [],
  obligationsMet: [
    'encrypt.at_rest',
    'tls.gte_1_2',
    'cse_approved_algorithms',
    'key_strategy.recorded',
    'assurance.cccs_medium_for_service_in_region',
  ],
}
const personal = {
  pi: { ...record(2).pi, present: true },
  change: 'migrate' as const,
  efvp: {
    ...unknownClassification.efvp,
    projectStatus: 'started' as const,
    committeeConsultedOn: '2026-01-10',
    outsideQcStatus: 'not-started' as const,
  },
}
const placement = (
  its: ClassificationRecord | null,
  on: Partial<HostingOption> = {},
  around: Partial<Placement> = {},
): Placement => ({
  record: its,
  environment: 'production',
  currentOption: null,
  option: { ...option, ...on },
  canadianQualifiedExists: false,
  today,
  ...around,
})
const setsOf = (one: Placement, settings = enforceAll): readonly ChangeSet[] => {
  const change = smallestChange(pack, one, settings)
  if (change.kind !== 'changes') throw new Error(change.kind)
  return change.sets
}
const namesOf = (set: ChangeSet | undefined) => (set?.steps ?? []).map((step) => `${step.kind} ${step.name}`).toSorted()

const calgary = { elsewhere: [{ what: 'backup', country: 'CA', province: 'AB' }] } as const
const toronto = { elsewhere: [{ what: 'backup', country: 'CA', province: 'ON' }] } as const
const canadian = {
  kind: 'private_provider',
  parentCountry: 'CA',
  compellingJurisdictions: ['CA'],
  nsi: 3,
} as const

describe('the golden cases: what would open each', () => {
  test.each<{ name: string; one: Placement; first: readonly string[]; then?: readonly string[] }>([
    {
      name: '2, no categorisation: the two levels',
      one: placement(record(1, { dic: null })),
      first: ['state w.dic.c', 'state w.dic.d'],
    },
    {
      name: '3, personal information with a backup in Calgary: the whole assessment and the agreement, else a backup in Québec',
      one: placement(record(2, personal), calgary),
      first: [
        'meet agreement.reflects_efvp',
        'meet agreement.signed',
        'meet efvp.outsideQc.done',
        'meet factors.legalRegime',
        'meet factors.measures',
        'meet factors.purpose',
        'meet factors.sensitivity',
        'state w.efvp.adequate',
      ],
      then: ['option place.backup'],
    },
    {
      name: '4, assessed and agreed, but not adequate: the assessment is done again with other measures',
      one: placement(
        record(2, {
          ...personal,
          efvp: {
            ...personal.efvp,
            outsideQcStatus: 'done',
            factors: ['sensitivity', 'purpose', 'measures', 'legalRegime'],
            adequate: false,
          },
          agreement: { signedOn: '2026-03-01', endsOn: null, reflectsEfvp: true, reference: null },
        }),
        calgary,
      ),
      first: ['meet w.efvp.adequate'],
      then: ['option place.backup'],
    },
    {
      name: 'data of a foreign region: not moved, which would be another option, but an exemption where one may be given',
      one: placement(record(3), { ...canadian, country: 'US', province: null }),
      first: ['exempt CA-RES-17'],
    },
    {
      name: '5, sensitive and mission critical under a foreign group: an exemption, the mitigations and the exit plan',
      one: placement(record(3, { pi: { ...personal.pi, sensitive: true }, missionCritical: true })),
      first: [
        'exempt QC-SOU-13',
        'meet contract.notify_and_challenge',
        'meet cutoff_scenario.rehearsed',
        'meet dependency.list',
        'meet exit.plan',
        'meet export.tested',
        'meet keys.hyok',
        'meet residualRisk.accepted_by_head',
        'meet support.canada_only',
      ],
    },
    {
      name: '7, availability 3 on one site: the second site and the exit plan',
      one: placement(record(2, { dic: { d: 3, i: 2, c: 2, justification: '', date: '2025-11-15' } }), {
        independentSites: 1,
      }),
      first: [
        'meet cutoff_scenario.rehearsed',
        'meet dependency.list',
        'meet exit.plan',
        'meet export.tested',
        'meet failover.tested_yearly',
        'meet second_site',
      ],
    },
    {
      name: '8, foreign software reading clear text: that it does not, else an exemption',
      one: placement(record(3), { kind: 'saas', model: 'saas', processesClearText: true }),
      first: ['option t.processesClearText'],
      then: ['exempt SOU-SAAS-23'],
    },
    {
      name: '10, confidentiality 4 with a backup in Toronto: a backup in Québec, else an exemption',
      one: placement(record(4), { ...canadian, ...toronto }),
      first: ['option place.backup'],
      then: ['exempt QC-DR-15'],
    },
    {
      name: '11, jurisdictions of the parent unknown: state them',
      one: placement(record(3), { compellingJurisdictions: null }),
      first: ['state foreignReach'],
    },
    {
      name: '12, a tribunal: routed by hand with legal advice',
      one: placement(record(1, { adjudicative: true })),
      first: ['meet legal.opinion', 'meet manual.routing'],
    },
    {
      name: 'a decree is never exempted: only if the site is in truth retained',
      one: placement(record(1), { kind: 'legacy_cti', retainedSite: false }),
      first: ['suppose t.retainedSite'],
    },
    {
      name: 'an option of the broker that lost its qualification',
      one: placement(record(1), { catalogue: { ...option.catalogue, qualified: false } }),
      first: ['option t.catalogue.qualified'],
      then: ['exempt QC-CTL-11'],
    },
    {
      name: 'an archive of its own in Ontario is brought back sooner than a provider is changed',
      one: placement(
        record(4, { places: [{ what: 'backup', country: 'CA', province: 'ON', entity: null }] }),
        canadian,
      ),
      first: ['meet place.backup'],
    },
    {
      name: 'a test environment with real data: synthetic data',
      one: placement(record(3, { realData: true }), { ...canadian }, { environment: 'test' }),
      first: ['meet w.realData'],
    },
  ])('case $name', ({ one, first, then }) => {
    const sets = setsOf(one)
    expect(namesOf(sets[0])).toEqual(first.toSorted())
    if (then !== undefined) expect(namesOf(sets[1])).toEqual(then.toSorted())
  })

  test.each([
    { name: 'case 1, permitted', one: placement(record(1)) },
    { name: 'case 9, government cloud with everything met', one: placement(record(4), { ...canadian, kind: 'state' }) },
  ])('$name: nothing', ({ one }) => {
    expect(smallestChange(pack, one, enforceAll)).toEqual({ kind: 'open' })
  })

  test('case 11 in both languages, with who answers and the rule it settles', () => {
    expect(setsOf(placement(record(3), { compellingJurisdictions: null }))[0]?.steps).toEqual([
      {
        kind: 'state',
        name: 'foreignReach',
        text: {
          fr: 'Quels pays peuvent contraindre ce fournisseur ou son groupe ? L’option s’ouvre si la réponse est «\u00a0le Canada seulement\u00a0».',
          en: 'Which countries can compel this provider or its group? The option opens if the answer is “Canada only”.',
        },
        values: [{ value: false, said: { fr: 'le Canada seulement', en: 'Canada only' } }],
        who: 'provider',
        rules: ['SOU-JUR-22'],
        isLowering: false,
      },
    ])
  })

  test('answers that open are all told: of four levels, those under which nothing else closes', () => {
    const [set] = setsOf(placement(record(1, { dic: null })))
    expect(
      Object.fromEntries(set?.steps.map((step) => [step.name, step.values.map(({ value }) => value)]) ?? []),
    ).toEqual({
      'w.dic.d': [1, 2],
      'w.dic.c': [1, 2],
    })
  })

  test('of two measures that do as well, both are said in one step', () => {
    const step = setsOf(placement(record(3)))[0]?.steps.find((one) => one.name === 'keys.hyok')
    expect(step?.text.en).toBe(
      'To confirm or meet: Keys outside the provider (HYOK) or Attested confidential computing.',
    )
  })
})

describe('a lower level', () => {
  const law = (when: object) => {
    const rule = { id: 'QC-TST-01', when, effect: 'forbid', then: [], force: 'law', source: 's', status: 'verified' }
    const loaded = rulePack({
      pack: { id: 'test', version: '1.0.0', asOf: '2026-08', unknown: 'indetermine', verified: false },
      rules: [{ ...rule, fr: 'Règle', en: 'Rule' }],
    })
    if (loaded.kind === 'refused') throw new Error(JSON.stringify(loaded.problems))
    return loaded.value
  }
  test('is only said when it is the sole way, and as inaccurate or not', () => {
    const change = smallestChange(law({ f: 'w.dic.c', gte: 3 }), placement(record(4)), enforceAll)
    if (change.kind !== 'changes') throw new Error(change.kind)
    expect(change.sets).toHaveLength(1)
    expect(change.sets[0]?.steps).toMatchObject([
      { kind: 'suppose', isLowering: true, values: [{ value: 1 }, { value: 2 }] },
    ])
    expect(change.sets[0]?.steps[0]?.text).toEqual({
      fr: 'Aucun autre chemin, et seulement si le niveau déclaré est inexact\u00a0: si «\u00a0Confidentialité (C)\u00a0» était «\u00a01\u00a0» ou «\u00a02\u00a0» (aujourd’hui\u00a0: 4).',
      en: 'No other way, and only if the level stated is inaccurate: if “Confidentiality (C)” were “1” or “2” (today: 4).',
    })
  })
  test('is not said when a declared fact might be inaccurate instead', () => {
    const both = law({
      all: [
        { f: 'w.dic.c', gte: 3 },
        { f: 'w.missionCritical', eq: true },
      ],
    })
    const change = smallestChange(both, placement(record(4, { missionCritical: true })), enforceAll)
    expect(change).toMatchObject({
      kind: 'changes',
      sets: [{ steps: [{ name: 'w.missionCritical', isLowering: false }] }],
    })
  })
  test('a law on what the option is leaves no way', () => {
    expect(smallestChange(law({ f: 't.kind', eq: 'public_cloud' }), placement(record(1)), enforceAll)).toEqual({
      kind: 'none',
      isComplete: true,
    })
  })
})

const ids = pack.rules.map((rule) => rule.id)
const someSettings: fc.Arbitrary<RuleSettings> = fc
  .tuple(
    fc.subarray(ids, { maxLength: 3 }),
    fc.array(fc.tuple(fc.constantFrom(...ids), fc.constantFrom<RuleMode>('audit', 'off', 'enforce')), { maxLength: 5 }),
  )
  .map(([exempted, modes]) => ({
    exempted: new Map(exempted.map((id) => [id, { code: 'DE-0001', endsOn: '2030-01-01' }])),
    modes: new Map(modes),
  }))
const somePlacement: fc.Arbitrary<Placement> = fc
  .record({
    workload: someWorkload(catalogue),
    option: fc.constantFrom(...catalogue),
    canadianQualifiedExists: fc.constantFrom(true, false, null),
  })
  .map(({ workload, ...rest }) => ({ ...workload, ...rest, today }))

/** The levers a set was told from: any of those of a step, since each of its answers opens. */
function leversBehind(set: ChangeSet, one: Placement, settings: RuleSettings) {
  const levers = leversOf(pack, one, settings)
  return set.steps.map((step) =>
    levers.filter(
      (lever) =>
        lever.kind === step.kind &&
        lever.name === step.name &&
        (step.values.length === 0 ||
          lever.values.some(({ value }) => step.values.some((other) => String(other.value) === String(value)))),
    ),
  )
}
const verdictAfter = (one: Placement, settings: RuleSettings, levers: Parameters<typeof pulled>[2]) => {
  const after = pulled(one, settings, levers)
  return placementVerdict(pack, placementFacts(after.placement), after.settings).verdict
}

describe('laws', () => {
  test('the changes open, with whichever answers are told; no part of them does; same input, same answer', () => {
    fc.assert(
      fc.property(somePlacement, someSettings, fc.nat(), (one, settings, pick) => {
        const verdict = placementVerdict(pack, placementFacts(one), settings).verdict
        const change = smallestChange(pack, one, settings)
        expect(change.kind === 'open').toBe(verdict === 'allow')
        expect(smallestChange(pack, one, settings)).toEqual(change)
        if (change.kind !== 'changes') return
        expect(change.sets.map((set) => set.weight)).toEqual(
          change.sets.map((set) => set.weight).toSorted((a, b) => a - b),
        )
        for (const set of change.sets) {
          const chosen = leversBehind(set, one, settings).map((those) => those[pick % those.length])
          const levers = chosen.filter((lever) => lever !== undefined)
          expect(levers).toHaveLength(set.steps.length)
          expect(verdictAfter(one, settings, levers)).toBe('allow')
          const few = levers.slice(0, 7)
          const rest = levers.slice(7)
          for (let mask = 0; mask < 2 ** few.length - 1; mask += 1) {
            const part = few.filter((_, i) => Math.floor(mask / 2 ** i) % 2 === 1)
            expect(verdictAfter(one, settings, [...part, ...rest])).not.toBe('allow')
          }
        }
      }),
      { numRuns: 25 },
    )
  }, 60_000)

  test('a lever changes nothing beside what it says it touches', () => {
    fc.assert(
      fc.property(somePlacement, (one) => {
        const start = startOf(one, enforceAll)
        const before = placementFacts(placementOf(start))
        for (const lever of leversOf(pack, one, enforceAll)) {
          const after = placementFacts(placementOf(lever.pull(start)))
          const names = [...before.facts.keys(), ...after.facts.keys()]
          const moved = names.filter(
            (name) => JSON.stringify(before.facts.get(name)?.value) !== JSON.stringify(after.facts.get(name)?.value),
          )
          const obligations = [...before.obligations.keys(), ...after.obligations.keys()]
          const met = obligations.filter(
            (name) => (before.obligations.get(name) === true) !== (after.obligations.get(name) === true),
          )
          expect(lever.touches).toEqual(expect.arrayContaining([...moved, ...met]))
        }
      }),
      { numRuns: 200 },
    )
  })

  test('none is lighter: of every set of levers, none below the first weight opens', () => {
    const fewRules = fc.subarray([...pack.rules], { minLength: 2, maxLength: 3 }).map((rules) => ({ ...pack, rules }))
    fc.assert(
      fc.property(fewRules, somePlacement, (some, one) => {
        const change = smallestChange(some, one, enforceAll)
        const [first] = change.kind === 'changes' ? change.sets : []
        if (first === undefined || first.steps.some((step) => step.kind === 'suppose')) return
        const lighter = leversOf(some, one, enforceAll).filter(
          (lever) => lever.tier === 1 && lever.weight < first.weight,
        )
        let tries = 300
        const tryFrom = (start: number, set: typeof lighter, weight: number) => {
          tries -= 1
          const after = pulled(one, enforceAll, set)
          expect(placementVerdict(some, placementFacts(after.placement), after.settings).verdict).not.toBe('allow')
          for (const [i, lever] of lighter.entries()) {
            if (tries <= 0) return
            if (i < start || weight + lever.weight >= first.weight) continue
            if (!set.some((other) => other.slot === lever.slot)) tryFrom(i + 1, [...set, lever], weight + lever.weight)
          }
        }
        tryFrom(0, [], 0)
      }),
      { numRuns: 100 },
    )
  }, 60_000)
})
