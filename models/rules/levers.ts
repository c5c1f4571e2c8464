import { type ClassificationRecord, unknownClassification } from '../classification/classification.schemas.ts'
import type { HostingOption } from '../hosting/hosting-option.schemas.ts'
import { type PlacedThing, placeQuestions } from '../hosting/place-words.ts'
import type { Bilingual } from '../shared/bilingual.ts'
import { factCatalogue, obligationCatalogue, valueWords } from './fact-catalogue.ts'
import {
  isOutside,
  leavingElements,
  monthsBetween,
  type Place,
  type Placement,
  placementFacts,
  placesOf,
} from './placement-facts.ts'
import { type ExemptedRules, type RuleSettings, truthOf } from './placement-verdict.ts'
import { type Condition, factsOf, type Rule, type RulePack } from './rule-pack.ts'
import { type FactValue, isExemptible, type RuleExemption } from './verdict.ts'

/**
 * What kind of change it is: establish an unknown fact; suppose a declared fact otherwise (which holds only if it is true); meet an
 * obligation; have another property of the same option; be exempted from a rule.
 */
export type ChangeKind = 'state' | 'suppose' | 'meet' | 'option' | 'exempt'

/** A placement as changes leave it. */
export type Situation = {
  readonly placement: Placement
  /** Levels established for a workload that has no categorisation: it counts once both are. */
  readonly levels: { readonly d?: Level; readonly c?: Level }
  readonly exempted: ExemptedRules
}
type Level = 1 | 2 | 3 | 4

/** One change that can be made to a placement. Of the levers of one slot, at most one is pulled. */
export type Lever = {
  readonly slot: string
  readonly kind: ChangeKind
  /** A fact or an obligation of the catalogue, `place.<thing>`, or a rule. */
  readonly name: string
  /** Values that come to the same under the pack; what stands there today when it is known. */
  readonly values: readonly { readonly value: FactValue; readonly said: Bilingual }[]
  readonly today: Bilingual | undefined
  readonly question: Bilingual | undefined
  readonly weight: number
  /** 1 = can be done or answered; 2 = supposes a declared fact otherwise; 3 = supposes a lower level: looked at only when nothing else opens. */
  readonly tier: 1 | 2 | 3
  /** Every fact and obligation it may change. */
  readonly touches: readonly string[]
  pull(situation: Situation): Situation
}

/**
 * What a change weighs, house scale: what a person of the body does is light, an answer lighter than two acts, what the provider must do
 * heavier, another property of the option heavier than a whole file of obligations, an exemption heavier still.
 */
const weights = {
  levels: 2,
  meet: 2,
  answer: 3,
  keys: 4,
  ofOthers: 6,
  redone: 12,
  option: 24,
  exemption: 30,
  suppose: 40,
}

/** The situation a search starts from: no classification is one in which everything is unknown. */
export function startOf(placement: Placement, settings: RuleSettings): Situation {
  return {
    placement: { ...placement, record: placement.record ?? unknownClassification },
    levels: {},
    exempted: settings.exempted,
  }
}

/** The placement that a situation comes to. */
export function placementOf({ placement, levels }: Situation): Placement {
  const { record, today } = placement
  if (record === null || record.dic !== null || levels.d === undefined || levels.c === undefined) return placement
  return {
    ...placement,
    record: { ...record, dic: { d: levels.d, i: 1, c: levels.c, justification: '', date: today } },
  }
}

/** Every change that the rules in force of a pack could ask of this placement, in the order of its rules. */
export function leversOf(pack: RulePack, placement: Placement, settings: RuleSettings): Lever[] {
  const rules = pack.rules.filter(({ id }) => (settings.modes.get(id) ?? 'enforce') === 'enforce')
  const start = startOf(placement, settings)
  const tests = rules.flatMap((rule) => testsOf(rule.when))
  const binding = rules.flatMap((rule) => rule.then.flatMap(({ onlyIf }) => (onlyIf === undefined ? [] : [onlyIf])))
  const facts = [...new Set([...rules.flatMap((rule) => factsOf(rule.when)), ...binding])]
  return [
    ...facts.flatMap((fact) => factLevers(fact, start.placement, tests)),
    ...placeLevers(facts, start.placement),
    ...obligationLevers(rules, start.placement),
    ...rules.filter((rule) => isExemptible(rule.force) && !settings.exempted.has(rule.id)).map(exemption),
  ]
}

/** What an exemption would be: it has no number yet. */
const supposedExemption: RuleExemption = { code: '', endsOn: '' }

type Test = Extract<Condition, { kind: 'test' }>

function testsOf(condition: Condition): Test[] {
  return condition.kind === 'test' ? [condition] : condition.of.flatMap((part) => testsOf(part))
}

type Answer = {
  /** What stands in the placement; null when nobody stated it. */
  read(placement: Placement): FactValue | null
  write(situation: Situation, value: FactValue): Situation
  values(tests: readonly Test[]): readonly FactValue[]
  /** Other facts that follow from it. */
  readonly also?: readonly string[]
  /** How a value that is known may change; by default it is supposed otherwise. */
  readonly known?: 'kept' | 'lowered' | 'raised' | 'to-true' | 'to-false' | 'renewed' | 'redone'
  readonly weight?: number
}

const inRecord = (situation: Situation, change: (record: ClassificationRecord) => ClassificationRecord): Situation => {
  const { placement } = situation
  return { ...situation, placement: { ...placement, record: change(placement.record ?? unknownClassification) } }
}
const inOption = (situation: Situation, change: (option: HostingOption) => HostingOption): Situation => {
  const { placement } = situation
  return { ...situation, placement: { ...placement, option: change(placement.option) } }
}
const yesNo = () => [true, false]

type OfRecord = Pick<ClassificationRecord, 'adjudicative' | 'missionCritical' | 'realData'>
const yesNoOfRecord = (key: keyof OfRecord): Answer => ({
  read: ({ record }) => record?.[key] ?? null,
  write: (situation, value) => inRecord(situation, (record) => ({ ...record, [key]: value === true })),
  values: yesNo,
})
type OfPersons = Pick<
  ClassificationRecord['pi'],
  'present' | 'sensitive' | 'collectedFromPerson' | 'communicatedWithoutConsent'
>
const yesNoOfPersons = (key: keyof OfPersons, also: readonly string[] = []): Answer => ({
  // Without personal information there is none that is sensitive, collected or communicated.
  read: ({ record }) => (key !== 'present' && record?.pi.present === false ? false : (record?.pi[key] ?? null)),
  write: (situation, value) =>
    inRecord(situation, (record) => ({ ...record, pi: { ...record.pi, [key]: value === true } })),
  values: yesNo,
  also,
})
const ofCatalogue = (key: 'qualified' | 'qualifiedForSensitive'): Answer => ({
  read: ({ option }) => option.catalogue[key],
  write: (situation, value) =>
    inOption(situation, (option) => ({ ...option, catalogue: { ...option.catalogue, [key]: value === true } })),
  values: yesNo,
  known: 'to-true',
})
const levelOf = (value: FactValue): Level => ([1, 2, 3, 4] as const).find((level) => level === value) ?? 1
const ofDic = (axis: 'd' | 'c'): Answer => ({
  read: ({ record }) => record?.dic?.[axis] ?? null,
  write: (situation, value) => {
    const dic = situation.placement.record?.dic ?? null
    if (dic === null) return { ...situation, levels: { ...situation.levels, [axis]: levelOf(value) } }
    return inRecord(situation, (record) => ({ ...record, dic: { ...dic, [axis]: levelOf(value) } }))
  },
  values: () => [1, 2, 3, 4],
  // The first levels of a workload make the whole categorisation known.
  also: ['w.dic', 'w.dic.d', 'w.dic.c', 'w.dic.ageMonths'],
  known: 'lowered',
  weight: weights.levels,
})
const listed = (fact: string) => () => factCatalogue[fact]?.values ?? []

/** A country that no rule names: the user-assigned code of ISO 3166. */
const elsewhere = 'ZZ'

const answers: Readonly<Record<string, Answer>> = {
  'w.dic.d': ofDic('d'),
  'w.dic.c': ofDic('c'),
  'w.dic.ageMonths': {
    read: ({ record, today }) =>
      record === null || record.dic === null ? null : monthsBetween(record.dic.date, today),
    write: (situation) =>
      inRecord(situation, (record) =>
        record.dic === null ? record : { ...record, dic: { ...record.dic, date: situation.placement.today } },
      ),
    values: () => [0],
    known: 'renewed',
    weight: weights.meet,
  },
  'w.detenteur': {
    read: ({ record }) => record?.owner ?? null,
    write: (situation, value) => inRecord(situation, (record) => ({ ...record, owner: String(value) })),
    values: () => ['named'],
    known: 'kept',
    weight: weights.meet,
  },
  'w.pi.present': yesNoOfPersons('present', [
    'w.pi.sensitive',
    'w.pi.collectedFromPerson',
    'w.pi.communicatedWithoutConsent',
  ]),
  'w.pi.sensitive': yesNoOfPersons('sensitive'),
  'w.pi.collectedFromPerson': yesNoOfPersons('collectedFromPerson'),
  'w.pi.communicatedWithoutConsent': yesNoOfPersons('communicatedWithoutConsent'),
  'w.adjudicative': yesNoOfRecord('adjudicative'),
  'w.missionCritical': yesNoOfRecord('missionCritical'),
  'w.realData': { ...yesNoOfRecord('realData'), known: 'to-false', weight: weights.ofOthers },
  'w.change': {
    read: ({ record }) => record?.change ?? null,
    write: (situation, value) =>
      inRecord(situation, (record) => ({ ...record, change: value as ClassificationRecord['change'] })), // one of the catalogue's list
    values: listed('w.change'),
  },
  'w.caEquivalent': {
    read: ({ record }) => record?.caEquivalent ?? null,
    write: (situation, value) =>
      inRecord(situation, (record) => ({ ...record, caEquivalent: value as ClassificationRecord['caEquivalent'] })), // one of the catalogue's list
    values: listed('w.caEquivalent'),
    known: 'lowered',
  },
  'w.legalRegimes': {
    read: ({ record }) => record?.legalRegimes ?? null,
    write: (situation, value) =>
      inRecord(situation, (record) => ({
        ...record,
        legalRegimes: (typeof value === 'object' ? value : []) as ClassificationRecord['legalRegimes'], // named by the pack
      })),
    values: (tests) => [[], ...tests.map(({ value }) => [String(value)])],
  },
  'w.efvp.adequate': {
    // What is stated of an assessment that is not done does not count.
    read: ({ record }) => (record?.efvp.outsideQcStatus === 'done' ? record.efvp.adequate : null),
    write: (situation, value) =>
      inRecord(situation, (record) => ({ ...record, efvp: { ...record.efvp, adequate: value === true } })),
    values: yesNo,
    known: 'redone',
  },
  foreignReach: {
    read: ({ option }) =>
      option.compellingJurisdictions === null
        ? null
        : option.compellingJurisdictions.some((country) => country !== 'CA'),
    write: (situation, value) =>
      inOption(situation, (option) => ({ ...option, compellingJurisdictions: [value === true ? elsewhere : 'CA'] })),
    values: yesNo,
  },
  't.retainedSite': {
    read: ({ option }) => (option.kind === 'legacy_cti' ? option.retainedSite : false),
    write: (situation, value) => inOption(situation, (option) => ({ ...option, retainedSite: value === true })),
    values: yesNo,
  },
  't.parentCountry': {
    read: ({ option }) => option.parentCountry,
    write: (situation, value) => inOption(situation, (option) => ({ ...option, parentCountry: String(value) })),
    values: (tests) => [...tests.flatMap(({ value }) => value as string | readonly string[]), elsewhere], // a text's tests hold texts
    known: 'kept',
  },
  't.independentSites': {
    read: ({ option }) => option.independentSites,
    write: (situation, value) => inOption(situation, (option) => ({ ...option, independentSites: Number(value) })),
    values: (tests) =>
      tests
        .flatMap(({ value }) => [Number(value) - 1, Number(value), Number(value) + 1])
        .filter((count) => count >= 1)
        .toSorted((a, b) => a - b),
    also: ['second_site'],
    known: 'raised',
  },
  't.processesClearText': {
    read: ({ option }) => option.processesClearText,
    write: (situation, value) => inOption(situation, (option) => ({ ...option, processesClearText: value === true })),
    values: yesNo,
    known: 'to-false',
  },
  't.catalogue.qualified': ofCatalogue('qualified'),
  't.catalogue.qualifiedForSensitive': ofCatalogue('qualifiedForSensitive'),
  'alt.canadianQualifiedExists': {
    read: ({ canadianQualifiedExists }) => canadianQualifiedExists,
    write: (situation, value) => ({
      ...situation,
      placement: { ...situation.placement, canadianQualifiedExists: value === true },
    }),
    values: yesNo,
    known: 'kept',
  },
}

/** Facts that another one stands for in an answer: the categorisation is made of its levels. */
const standsFor: Readonly<Record<string, readonly string[]>> = {
  'w.dic': ['w.dic.d', 'w.dic.c'],
  'w.dic.d': ['w.dic.d', 'w.dic.c'],
  'w.dic.c': ['w.dic.d', 'w.dic.c'],
  'w.dic.ageMonths': ['w.dic.d', 'w.dic.c', 'w.dic.ageMonths'],
}

function factLevers(fact: string, placement: Placement, tests: readonly Test[]): Lever[] {
  const names = standsFor[fact]
  if (names !== undefined && placement.record?.dic === null) {
    // Asked once, whichever of the four facts a pack names first.
    const first = testsNamed(tests, Object.keys(standsFor))[0]?.fact
    return first === fact
      ? ['w.dic.d', 'w.dic.c'].flatMap((name) => answerLevers(name, placement, testsNamed(tests, [name])))
      : []
  }
  return answerLevers(fact, placement, testsNamed(tests, [fact]))
}

function testsNamed(tests: readonly Test[], names: readonly string[]): Test[] {
  return tests.filter((one) => names.includes(one.fact))
}

function answerLevers(fact: string, placement: Placement, tests: readonly Test[]): Lever[] {
  const answer = answers[fact]
  if (answer === undefined) return [] // what it is, and which option it is, do not change
  const current = answer.read(placement)
  const step = current === null ? asked(answer) : changed(fact, answer, placement)
  if (step === undefined) return []
  const values = answer.values(tests)
  const possible = values.filter((_, i) => current === null || isAllowed(answer, values, i, current))
  return classes(possible, tests, current).map(([first, ...others]) => ({
    slot: fact,
    name: fact,
    values: [first, ...others].map((value) => ({ value, said: valueSaid(fact, value, tests) })),
    today: current === null ? undefined : valueSaid(fact, current, tests),
    question: factCatalogue[fact]?.question,
    touches: [...new Set([fact, ...(answer.also ?? [])])],
    pull: (situation) => answer.write(situation, first),
    ...step,
  }))
}

type Step = Pick<Lever, 'kind' | 'weight' | 'tier'>

function asked({ weight = weights.answer }: Answer): Step {
  return { kind: 'state', weight, tier: 1 }
}

function changed(fact: string, { known, weight }: Answer, { environment }: Placement): Step | undefined {
  switch (known) {
    case 'kept':
      return undefined
    case 'lowered':
      return { kind: 'suppose', weight: weights.suppose, tier: 3 }
    case 'redone':
      return { kind: 'meet', weight: weights.redone, tier: 1 }
    case 'renewed':
      return { kind: 'meet', weight: weight ?? weights.meet, tier: 1 }
    case 'raised':
    case 'to-true':
    case 'to-false':
      if (fact !== 'w.realData') return { kind: 'option', weight: weights.option, tier: 1 }
      // Synthetic data can take the place of real data where nothing real runs.
      return environment === 'test' ? { kind: 'meet', weight: weight ?? weights.meet, tier: 1 } : undefined
    default:
      return { kind: 'suppose', weight: weights.suppose, tier: 2 }
  }
}

function isAllowed({ known }: Answer, values: readonly FactValue[], i: number, current: FactValue): boolean {
  const value = values[i]
  if (known === 'renewed') return true
  if (known === 'to-true' || known === 'redone') return value === true
  if (known === 'to-false') return value === false
  const at = values.indexOf(current)
  if (known === 'lowered') return i < at
  if (known === 'raised') return Number(value) > Number(current)
  return JSON.stringify(value) !== JSON.stringify(current)
}

type Class = readonly [FactValue, ...FactValue[]]

/** Values by what the tests of the pack say of them: those that no rule tells apart are one lever; those like today's are none. */
function classes(values: readonly FactValue[], tests: readonly Test[], current: FactValue | null): Class[] {
  const sign = (value: FactValue) =>
    tests
      .map((one) =>
        truthOf(one, { facts: new Map([[one.fact, { value, provenance: 'declared' }]]), obligations: new Map() }),
      )
      .join()
  const groups = new Map<string, Class>()
  for (const value of values) {
    const those = groups.get(sign(value))
    if (those === undefined) groups.set(sign(value), [value])
    else if (!those.some((one) => String(one) === String(value))) groups.set(sign(value), [...those, value])
  }
  if (current !== null) groups.delete(sign(current))
  return [...groups.values()]
}

function valueSaid(fact: string, value: FactValue, tests: readonly Test[]): Bilingual {
  if (fact === 'foreignReach')
    return value === true
      ? { fr: 'un pays étranger aussi', en: 'a foreign country too' }
      : { fr: 'le Canada seulement', en: 'Canada only' }
  if (typeof value === 'boolean') return value ? { fr: 'oui', en: 'yes' } : { fr: 'non', en: 'no' }
  if (value === elsewhere) return { fr: 'un autre pays', en: 'another country' }
  if (typeof value === 'object') {
    if (value.length > 0) return { fr: value.join(', '), en: value.join(', ') }
    const named = [...new Set(tests.map((one) => String(one.value)))].join(', ')
    return { fr: `aucun de ceux-ci : ${named}`, en: `none of these: ${named}` }
  }
  const words = factCatalogue[fact]?.values === undefined ? undefined : valueWords[String(value)]
  return words ?? { fr: String(value), en: String(value) }
}

const outsideText: Bilingual = { fr: 'hors du Québec', en: 'outside Québec' }
const quebecText: Bilingual = { fr: 'au Québec', en: 'in Québec' }
const canadaText: Bilingual = { fr: 'ailleurs au Canada', en: 'elsewhere in Canada' }
const abroadText: Bilingual = { fr: 'hors du Canada', en: 'outside Canada' }
const quebec = { country: 'CA', province: 'QC' }
const ontario = { country: 'CA', province: 'ON' }
const abroad = { country: elsewhere, province: null }
type Spot = { readonly country: string; readonly province: string | null }

/** Where each element is, and with whom the contract is signed. */
function placeLevers(facts: readonly string[], placement: Placement): Lever[] {
  const things: readonly PlacedThing[] = [...leavingElements, 'contract']
  return things.flatMap((thing) => {
    const touches = [
      'outQc',
      ...(thing === 'backup' ? ['p.backup.outsideQc'] : thing === 'data' ? ['p.data.country'] : []),
    ]
    if (!touches.some((fact) => facts.includes(fact))) return []
    const places = placesOfThing(placement, thing)
    const away = places.filter((place) => isOutside(place) === true)
    const isUnknown = places.some((place) => isOutside(place) === undefined)
    if (away.length === 0 && !isUnknown) return []
    // The data of another region are another option.
    const isRegion = thing === 'data' && !placement.option.elsewhere.some(({ what }) => what === 'data')
    const isOwn =
      away.length > 0 && away.every((place) => placement.record?.places.some((own) => own === place) === true)
    if (isRegion && away.length > 0 && !isOwn) return []
    const isAbroad = away.some((place) => place.country !== 'CA')
    const spots: readonly (readonly [Bilingual, Spot])[] = [
      [quebecText, quebec],
      ...(thing === 'data' && (isUnknown || isAbroad) ? [[canadaText, ontario] as const] : []),
      ...(away.length === 0
        ? [thing === 'data' ? ([abroadText, abroad] as const) : ([outsideText, ontario] as const)]
        : []),
    ]
    const step: Step =
      away.length === 0
        ? { kind: 'state', weight: weights.answer, tier: 1 }
        : isOwn
          ? { kind: 'meet', weight: weights.ofOthers, tier: 1 }
          : { kind: 'option', weight: weights.option, tier: 1 }
    const today = away.map(({ country, province }) => (country === 'CA' ? province : country) ?? '?').join(', ')
    return spots.map(([said, spot]) => ({
      slot: `place.${thing}`,
      name: `place.${thing}`,
      values: [{ value: spot.province ?? spot.country, said }],
      today: away.length === 0 ? undefined : { fr: today, en: today },
      question: placeQuestions[thing],
      touches,
      pull: (situation: Situation) => placed(situation, thing, spot),
      ...step,
    }))
  })
}

function placesOfThing(placement: Placement, thing: PlacedThing): readonly Pick<Place, 'country' | 'province'>[] {
  if (thing !== 'contract') return placesOf(placement, thing)
  const { contractEntity } = placement.option
  return [contractEntity ?? { country: null, province: null }]
}

function placed(situation: Situation, thing: PlacedThing, spot: Spot): Situation {
  if (thing === 'contract')
    return inOption(situation, (option) => ({
      ...option,
      contractEntity: { name: '', ...option.contractEntity, ...spot },
    }))
  const offered = inOption(situation, (option) => ({
    ...option,
    elsewhere: [...option.elsewhere.filter((place) => place.what !== thing), { what: thing, ...spot }],
  }))
  return inRecord(offered, (record) => ({
    ...record,
    places: record.places.map((place) => (place.what === thing ? { ...place, ...spot } : place)),
  }))
}

/** Obligations that the record states in a field of its own; the others are in its list. */
const written: Readonly<Record<string, (record: ClassificationRecord, today: string) => ClassificationRecord>> = {
  'efvp.project.started': (record) => ({ ...record, efvp: { ...record.efvp, projectStatus: 'started' } }),
  'committee.consulted_at_start': (record, today) => ({
    ...record,
    efvp: { ...record.efvp, committeeConsultedOn: today },
  }),
  'efvp.outsideQc.done': (record) => ({ ...record, efvp: { ...record.efvp, outsideQcStatus: 'done' } }),
  'agreement.signed': (record, today) => ({ ...record, agreement: { ...record.agreement, signedOn: today } }),
  'agreement.reflects_efvp': (record) => ({ ...record, agreement: { ...record.agreement, reflectsEfvp: true } }),
  ...Object.fromEntries(
    (['sensitivity', 'purpose', 'measures', 'legalRegime'] as const).map((factor) => [
      `factors.${factor}`,
      (record: ClassificationRecord) => ({
        ...record,
        efvp: { ...record.efvp, factors: [...new Set([...record.efvp.factors, factor])] },
      }),
    ]),
  ),
}

/** What takes a provider, another site or keys of one's own. */
const heavier: readonly (readonly [string, number])[] = [
  ['keys.', weights.keys],
  ['assurance.', weights.ofOthers],
  ['support.', weights.ofOthers],
  ['second_site', weights.ofOthers],
]

function obligationLevers(rules: readonly Rule[], placement: Placement): Lever[] {
  const demands = [...new Map(rules.flatMap((rule) => rule.then).map(({ anyOf }) => [anyOf.join(), anyOf])).values()]
  const { obligations } = placementFacts(placement)
  return [...new Set(demands.flat())]
    .filter((part) => obligations.get(part) !== true)
    .flatMap((part) => {
      if (part === 't.nsi_gte_3') return ladderLever(placement)
      const write = written[part]
      return {
        slot: choiceOf(part, demands),
        kind: 'meet' as const,
        name: part,
        values: [],
        today: obligations.get(part) === false ? { fr: 'à remplir', en: 'to meet' } : undefined,
        question: obligationCatalogue[part]?.question,
        weight: heavier.find(([family]) => part.startsWith(family))?.[1] ?? weights.meet,
        tier: 1 as const,
        touches: part === 'efvp.outsideQc.done' ? [part, 'w.efvp.adequate'] : [part],
        pull: (situation: Situation) =>
          inRecord(situation, (record) =>
            write === undefined
              ? { ...record, obligationsMet: [...record.obligationsMet, part] }
              : write(record, situation.placement.today),
          ),
      }
    })
}

/** Alternatives that one demand alone names are one choice; one that another demand names too stands by itself. */
function choiceOf(part: string, demands: readonly (readonly string[])[]): string {
  const [demand = [part]] = demands.filter((anyOf) => anyOf.includes(part))
  const naming = demands.filter((anyOf) => anyOf.some((one) => demand.includes(one)))
  return naming.length === 1 ? demand.join(' | ') : part
}

/** A level of the ladder that nobody stated may prove high enough, unless a foreign parent or court already rules it out. */
function ladderLever({ option }: Placement): Lever[] {
  const isForeign =
    (option.parentCountry !== null && option.parentCountry !== 'CA') ||
    option.compellingJurisdictions?.some((country) => country !== 'CA') === true
  if (option.nsi !== null || isForeign) return []
  return [
    {
      slot: 't.nsi_gte_3',
      kind: 'state',
      name: 't.nsi_gte_3',
      values: [{ value: 3, said: { fr: '3 ou 4', en: '3 or 4' } }],
      today: undefined,
      question: obligationCatalogue['t.nsi_gte_3']?.question,
      weight: weights.answer,
      tier: 1,
      touches: ['t.nsi_gte_3'],
      pull: (situation) => inOption(situation, (one) => ({ ...one, nsi: 3 })),
    },
  ]
}

function exemption(rule: Rule): Lever {
  return {
    slot: `exempt ${rule.id}`,
    kind: 'exempt',
    name: rule.id,
    values: [],
    today: undefined,
    question: undefined,
    weight: weights.exemption,
    tier: 1,
    touches: [],
    pull: (situation) => ({ ...situation, exempted: new Map([...situation.exempted, [rule.id, supposedExemption]]) }),
  }
}
