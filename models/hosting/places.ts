import type { ClassificationRecord } from '../classification/classification.schemas.ts'
import type { Bilingual } from '../shared/bilingual.ts'
import type { HostingOption, PlaceElement } from './hosting-option.schemas.ts'
import { elementNames, placeQuestions } from './place-words.ts'

/** Whose statement an answer rests on: the option's entry, that it says nothing else (so the element follows the option), or the workload's record. */
export type PlaceOrigin = 'option' | 'follows-option' | 'workload'

/** Where an element is. `null` is unknown: `question` is then what to ask. */
export type Residency = {
  readonly country: string | null
  readonly province: string | null
  readonly origin: PlaceOrigin
}

/** Who operates what holds an element, under which contract, and from where it is administered. */
export type Operation = {
  readonly entity: string | null
  readonly contract: { readonly name: string; readonly country: string; readonly province: string | null } | null
  readonly administeredFrom: readonly Residency[]
  readonly origin: PlaceOrigin
}

/** A country whose courts can compel, and by what. */
export type Compelling = {
  readonly country: string
  readonly by: readonly ('parent' | 'presence' | 'contract' | 'place')[]
}

/** Whether whoever operates can read the element. */
export type Readability =
  | 'clear-text'
  | 'produced-by-operator'
  | 'keys-outside'
  | 'confidential-computing'
  | 'by-state'
  | 'unknown'

/** An answer with what is still to be asked: empty when it is whole. */
export type Asked<T> = { readonly answer: T; readonly questions: readonly Bilingual[] }

export type ElementPlaces = {
  readonly element: PlaceElement
  readonly name: Bilingual
  readonly residency: Asked<readonly Residency[]>
  readonly operation: Asked<readonly Operation[]>
  readonly jurisdiction: Asked<readonly Compelling[]>
  readonly technical: Asked<Readability>
}

type Kept = Pick<ClassificationRecord, 'places' | 'obligationsMet'>

export const placedElements: readonly PlaceElement[] = ['data', 'backup', 'logs', 'metadata', 'keys', 'support']

const questions = {
  operator: { fr: 'Qui tient ce que la charge garde ailleurs ?', en: 'Who holds what the workload keeps elsewhere?' },
  contract: { fr: 'Avec quelle entité le contrat est-il signé ?', en: 'With which entity is the contract signed?' },
  compelling: {
    fr: 'Quels pays peuvent contraindre ce fournisseur ou son groupe ?',
    en: 'Which countries can compel this provider or its group?',
  },
  keys: { fr: 'Qui détient les clés ?', en: 'Who holds the keys?' },
  clearText: {
    fr: 'Le fournisseur traite-t-il les données en clair ?',
    en: 'Does the provider process data in clear text?',
  },
} as const

/**
 * Where the elements of a workload would be on an option, as four separate questions (domain rules.md §3.1): where it is (residency), who
 * operates it (operation), which courts can compel (jurisdiction: the parent and every presence, the contract entity and the place
 * itself), and whether the operator can read it (technical). What nobody stated is asked, never assumed; an element of which the option
 * says nothing follows the option's place, and says so.
 */
export function elementPlaces(option: HostingOption, record: Kept | null): readonly ElementPlaces[] {
  return placedElements.map((element) => ({
    element,
    name: elementNames[element],
    residency: residencyOf(element, option, record),
    operation: operationOf(element, option, record),
    jurisdiction: jurisdictionOf(element, option, record),
    technical: technicalOf(element, option, record),
  }))
}

function offered(element: PlaceElement, { elsewhere, country, province }: HostingOption): Residency[] {
  const stated = elsewhere.filter(({ what }) => what === element)
  return stated.length > 0
    ? stated.map((place) => ({ country: place.country, province: place.province, origin: 'option' as const }))
    : [{ country, province, origin: element === 'data' ? 'option' : 'follows-option' }]
}

function own(element: PlaceElement, record: Kept | null): Kept['places'] {
  return (record?.places ?? []).filter(({ what }) => what === element)
}

function residencyOf(element: PlaceElement, option: HostingOption, record: Kept | null): ElementPlaces['residency'] {
  const answer = [
    ...offered(element, option),
    ...own(element, record).map(({ country, province }) => ({ country, province, origin: 'workload' as const })),
  ]
  // Abroad, the country says enough; in Canada or nowhere known, the province is what the rules ask for.
  const isWhole = answer.every(({ country, province }) => province !== null || (country !== null && country !== 'CA'))
  return { answer, questions: isWhole ? [] : [placeQuestions[element]] }
}

function operationOf(element: PlaceElement, option: HostingOption, record: Kept | null): ElementPlaces['operation'] {
  const support = residencyOf('support', option, null)
  const others = own(element, record)
  return {
    answer: [
      {
        entity: option.operator,
        contract: option.contractEntity,
        administeredFrom: support.answer,
        origin: 'option',
      },
      ...others.map(({ entity }) => ({ entity, contract: null, administeredFrom: [], origin: 'workload' as const })),
    ],
    questions: [
      ...(option.contractEntity === null ? [questions.contract] : []),
      ...support.questions,
      ...(others.some(({ entity }) => entity === null) ? [questions.operator] : []),
    ],
  }
}

function jurisdictionOf(
  element: PlaceElement,
  option: HostingOption,
  record: Kept | null,
): ElementPlaces['jurisdiction'] {
  const by = new Map<string, Set<Compelling['by'][number]>>()
  const add = (country: string | null | undefined, why: Compelling['by'][number]) => {
    if (country !== null && country !== undefined) by.set(country, (by.get(country) ?? new Set()).add(why))
  }
  add(option.parentCountry, 'parent')
  for (const country of option.compellingJurisdictions ?? [])
    if (country !== option.parentCountry) add(country, 'presence')
  add(option.contractEntity?.country, 'contract')
  const others = own(element, record)
  for (const { country } of [...offered(element, option), ...others]) add(country, 'place')
  return {
    answer: [...by].map(([country, why]) => ({ country, by: [...why] })),
    questions: [
      ...(option.compellingJurisdictions === null ? [questions.compelling] : []),
      ...others.map(({ entity, country }) => ({
        fr: `Quels pays peuvent contraindre ${entity ?? `l’entité établie en ${country}`} ?`,
        en: `Which countries can compel ${entity ?? `the entity established in ${country}`}?`,
      })),
    ],
  }
}

function technicalOf(element: PlaceElement, option: HostingOption, record: Kept | null): ElementPlaces['technical'] {
  if (option.kind === 'state' || option.kind === 'legacy_cti') return { answer: 'by-state', questions: [] }
  // Whoever runs a service writes its logs and metadata: keys outside its control do not cover them (domain rules.md §3.4).
  if (element === 'logs' || element === 'metadata') return { answer: 'produced-by-operator', questions: [] }
  if (option.processesClearText === true) return { answer: 'clear-text', questions: [] }
  const met = [...option.obligationsMet, ...(record?.obligationsMet ?? [])]
  if (met.includes('keys.hyok')) {
    return option.processesClearText === false || element === 'keys' || element === 'backup'
      ? { answer: 'keys-outside', questions: [] }
      : { answer: 'unknown', questions: [questions.clearText] }
  }
  if (met.includes('keys.attested_confidential_computing') && element !== 'keys')
    return { answer: 'confidential-computing', questions: [] }
  // Keys managed in the provider's own system do not keep it from reading.
  return {
    answer: 'unknown',
    questions: option.processesClearText === null ? [questions.keys, questions.clearText] : [questions.keys],
  }
}
