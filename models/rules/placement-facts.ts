import type { ClassificationRecord } from '../classification/classification.schemas.ts'
import type { HostingOption, PlaceElement } from '../hosting/hosting-option.schemas.ts'
import { qualificationOn } from '../hosting/hosting-options.ts'
import { elementNames, type PlacedThing } from '../hosting/place-words.ts'
import type { Bilingual } from '../shared/bilingual.ts'
import type { Fact, PlacementFacts } from './facts.ts'
import type { FactValue, Provenance } from './verdict.ts'

/** What the facts of one placement are derived from. */
export type Placement = {
  /** The approved classification; null when there is none. */
  readonly record: ClassificationRecord | null
  readonly environment: 'production' | 'recovery' | 'test'
  /** Option id where the workload runs today; null when nobody stated it, or when what was stated is not of the catalogue. */
  readonly currentOption: string | null
  readonly option: HostingOption
  readonly canadianQualifiedExists: boolean | null
  /** `YYYY-MM-DD`. */
  readonly today: string
}

/** Facts and obligations of a placement, each with its provenance; what cannot be derived is left out, that is unknown. */
export function placementFacts(placement: Placement): PlacementFacts {
  const facts = new Map<string, Fact>()
  const state = (name: string, value: FactValue | null | undefined, provenance: Provenance, because?: Bilingual) => {
    if (value === null || value === undefined) return
    facts.set(name, because === undefined ? { value, provenance } : { value, provenance, because })
  }
  workloadFacts(placement, state)
  optionFacts(placement, state)
  placeFacts(placement, state)
  return { facts, obligations: obligationStates(placement, facts) }
}

type State = (name: string, value: FactValue | null | undefined, provenance: Provenance, because?: Bilingual) => void

function workloadFacts({ record, environment, currentOption, option, today }: Placement, state: State): void {
  state('w.env', environment === 'test' ? 'nonprod' : 'prod', 'imported')
  state('w.isNewPlacement', isNewPlacement(currentOption, option), 'inferred')
  if (record === null) return
  const { dic, pi, efvp } = record
  if (dic !== null) {
    state('w.dic', `D${dic.d} I${dic.i} C${dic.c}`, 'declared')
    state('w.dic.d', dic.d, 'declared')
    state('w.dic.c', dic.c, 'declared')
    state('w.dic.ageMonths', monthsBetween(dic.date, today), 'inferred')
  }
  state('w.detenteur', record.owner, 'declared')
  state('w.pi.present', pi.present, 'declared')
  // Without personal information there is none that is sensitive, collected or communicated: known, not unknown.
  const ofPersons = (value: boolean | null) => (pi.present === false ? false : value)
  const fromPersons = pi.present === false ? 'inferred' : 'declared'
  state('w.pi.sensitive', ofPersons(pi.sensitive), fromPersons)
  state('w.pi.collectedFromPerson', ofPersons(pi.collectedFromPerson), fromPersons)
  state('w.pi.communicatedWithoutConsent', ofPersons(pi.communicatedWithoutConsent), fromPersons)
  state('w.change', record.change, 'declared')
  state('w.legalRegimes', record.legalRegimes, 'declared')
  state('w.adjudicative', record.adjudicative, 'declared')
  state('w.caEquivalent', record.caEquivalent, 'declared')
  state('w.missionCritical', record.missionCritical, 'declared')
  // Production and recovery hold real data unless someone said otherwise.
  if (environment !== 'test' && record.realData === null) state('w.realData', true, 'inferred')
  else state('w.realData', record.realData, 'declared')
  // False, not unknown, as long as no outside-Québec assessment is done (golden case 3).
  if (isOutsideQcDone(record, today)) state('w.efvp.adequate', efvp.adequate, 'declared')
  else state('w.efvp.adequate', false, 'inferred')
}

/**
 * Whether a workload would be new at an option: it is, anywhere but where it runs. When nobody stated where that is, or what was stated
 * names no option, it may well run in a data centre of the State, where inventories come from: new there or not is then unknown. With
 * anyone else it would be placed now: an option is judged as a move until someone states that the workload already runs there.
 */
export function isNewPlacement(
  currentOption: string | null,
  option: Pick<HostingOption, 'id' | 'kind'>,
): boolean | undefined {
  return currentOption === null && option.kind === 'legacy_cti' ? undefined : currentOption !== option.id
}

/** An assessment whose last day is past is not one any more. */
function isOutsideQcDone({ efvp }: ClassificationRecord, today: string): boolean {
  return efvp.outsideQcStatus === 'done' && (efvp.expiresOn === null || efvp.expiresOn >= today)
}

function optionFacts({ option, canadianQualifiedExists, today }: Placement, state: State): void {
  const { qualified, qualifiedForSensitive } = qualificationOn(option, today)
  state('t.kind', option.kind, 'verified')
  state('t.model', option.model, 'verified')
  state('t.retainedSite', option.kind === 'legacy_cti' ? option.retainedSite : false, 'declared')
  state('t.parentCountry', option.parentCountry, 'declared')
  state('t.independentSites', option.independentSites, 'declared')
  state('t.processesClearText', option.processesClearText, 'declared')
  state('t.catalogue.qualified', qualified, 'imported')
  state('t.catalogue.qualifiedForSensitive', qualifiedForSensitive, 'imported')
  state('alt.canadianQualifiedExists', canadianQualifiedExists, 'inferred')
  const foreign = option.compellingJurisdictions?.filter((country) => country !== 'CA')
  if (foreign !== undefined) {
    const because =
      foreign.length === 0
        ? undefined
        : { fr: `Peuvent contraindre : ${foreign.join(', ')}.`, en: `Able to compel: ${foreign.join(', ')}.` }
    state('foreignReach', foreign.length > 0, 'inferred', because)
  }
}

export type Place = {
  readonly what: PlacedThing
  readonly country: string | null
  readonly province: string | null
}

/** Elements whose place counts towards leaving Québec (domain rules README §1). */
export const leavingElements: readonly PlaceElement[] = ['data', 'backup', 'keys', 'support']

/** Every place of an element: where the option keeps it, and where the workload keeps one of its own. "Any place" counts. */
export function placesOf({ record, option }: Pick<Placement, 'record' | 'option'>, what: PlaceElement): Place[] {
  const elsewhere = option.elsewhere.filter((place) => place.what === what)
  const offered = elsewhere.length > 0 ? elsewhere : [{ what, country: option.country, province: option.province }]
  return [...offered, ...(record?.places ?? []).filter((place) => place.what === what)]
}

/** Whether a place is outside Québec; undefined when that is not known. */
export function isOutside(place: Pick<Place, 'country' | 'province'>): boolean | undefined {
  if (place.country !== null && place.country !== 'CA') return true
  if (place.province !== null) return place.province !== 'QC'
  return undefined
}

function placeFacts(placement: Placement, state: State): void {
  const { contractEntity } = placement.option
  const contract: Place = {
    what: 'contract',
    country: contractEntity?.country ?? null,
    province: contractEntity?.province ?? null,
  }
  const all = [...leavingElements.flatMap((what) => placesOf(placement, what)), contract]
  const outside = all.filter((place) => isOutside(place) === true)
  const isUnknown = all.some((place) => isOutside(place) === undefined)
  if (outside.length > 0) state('outQc', true, 'inferred', told(outside))
  else if (!isUnknown) state('outQc', false, 'inferred')
  const backups = placesOf(placement, 'backup')
  const awayBackups = backups.filter((place) => isOutside(place) === true)
  if (awayBackups.length > 0) state('p.backup.outsideQc', true, 'inferred', told(awayBackups))
  else if (!backups.some((place) => isOutside(place) === undefined)) state('p.backup.outsideQc', false, 'inferred')
  const data = placesOf(placement, 'data')
  const foreign = data.find((place) => place.country !== null && place.country !== 'CA')
  if (foreign !== undefined) state('p.data.country', foreign.country, 'inferred', told([foreign]))
  else if (data.every((place) => place.country !== null)) state('p.data.country', 'CA', 'inferred')
}

function told(places: readonly Place[]): Bilingual {
  const inLanguage = (language: 'fr' | 'en', colon: string) =>
    places
      .map((place) => `${elementNames[place.what][language]}${colon}${place.province ?? place.country ?? '?'}`)
      .join(', ')
  return { fr: inLanguage('fr', '\u00a0: '), en: inLanguage('en', ': ') }
}

function obligationStates(
  { record, option, today }: Placement,
  facts: ReadonlyMap<string, Fact>,
): Map<string, boolean> {
  const states = new Map<string, boolean>()
  const set = (name: string, met: boolean | null | undefined) => {
    if (met !== null && met !== undefined) states.set(name, met)
  }
  if (record !== null) {
    const { efvp, agreement, communications } = record
    const isDone = isOutsideQcDone(record, today)
    set('efvp.project.started', efvp.projectStatus === null ? null : efvp.projectStatus !== 'not-started')
    set('committee.consulted_at_start', efvp.committeeConsultedOn === null ? null : true)
    set('efvp.outsideQc.done', efvp.outsideQcStatus === null ? null : isDone)
    for (const factor of ['sensitivity', 'purpose', 'measures', 'legalRegime'] as const) {
      set(`factors.${factor}`, efvp.factors.includes(factor) ? true : isDone ? false : null)
    }
    const isEnded = agreement.endsOn !== null && agreement.endsOn < today
    set('agreement.signed', agreement.signedOn === null ? null : !isEnded)
    set('agreement.reflects_efvp', isEnded ? false : agreement.reflectsEfvp)
    if (communications.length > 0) {
      set('register67_3.entry', true)
      set('register67_3.flag70_1', communications.some((one) => one.isOutsideQuebec) ? true : null)
    }
  }
  set('t.nsi_gte_3', option.nsi === null ? null : option.nsi >= 3)
  const sites = facts.get('t.independentSites')?.value
  set('second_site', typeof sites === 'number' ? sites >= 2 : null)
  for (const name of [...option.obligationsMet, ...(record?.obligationsMet ?? [])]) states.set(name, true)
  return states
}

/** Whole calendar months from a day to another, `YYYY-MM-DD`; a month is complete on the same day of the month. */
export function monthsBetween(from: string, to: string): number {
  const [fromYear = 0, fromMonth = 0, fromDay = 0] = from.slice(0, 10).split('-').map(Number)
  const [toYear = 0, toMonth = 0, toDay = 0] = to.slice(0, 10).split('-').map(Number)
  return (toYear - fromYear) * 12 + (toMonth - fromMonth) - (toDay < fromDay ? 1 : 0)
}
