import {
  type ClassificationRecord,
  legalRegimes,
  personalInformationKinds,
  placeElements,
} from '#models/classification/classification.schemas.ts'
import { type LadderAxis, ladderLevels } from '#models/classification/ladder.ts'
import { obligationCatalogue } from '#models/rules/fact-catalogue.ts'
import { fmt, said, t, type TextKey } from '#client/i18n/i18n.ts'
import { levelName } from '#client/i18n/level-names.ts'

export type Choice = { readonly value: string; readonly text: () => string }
export type FieldKind = 'yes-no' | 'level' | 'choice' | 'choices' | 'date' | 'text' | 'long-text'
export type RecordField = {
  /** Its place in the record, dotted. */
  readonly path: string
  readonly label: TextKey
  readonly kind: FieldKind
  readonly choices?: readonly Choice[]
}
export type RecordSection = { readonly title: TextKey; readonly fields: readonly RecordField[] }

const named = (texts: Readonly<Record<string, TextKey>>): readonly Choice[] =>
  Object.entries(texts).map(([value, key]) => ({ value, text: () => t(key) }))

export const kindText: Readonly<Record<(typeof personalInformationKinds)[number], TextKey>> = {
  identity: 'classification.kindIdentity',
  contact: 'classification.kindContact',
  financial: 'classification.kindFinancial',
  health: 'classification.kindHealth',
  biometric: 'classification.kindBiometric',
  minors: 'classification.kindMinors',
  justice: 'classification.kindJustice',
  sin: 'classification.kindSin',
}
const regimeText: Readonly<Record<(typeof legalRegimes)[number], TextKey>> = {
  'A-2.1': 'classification.regimeAccess',
  'R-22.1': 'classification.regimeHealth',
  tax: 'classification.regimeTax',
  justice: 'classification.regimeJustice',
  archives: 'classification.regimeArchives',
  cabinet: 'classification.regimeCabinet',
}
const placeText: Readonly<Record<(typeof placeElements)[number], TextKey>> = {
  data: 'classification.placeData',
  backup: 'classification.placeBackup',
  logs: 'classification.placeLogs',
  metadata: 'classification.placeMetadata',
  keys: 'classification.placeKeys',
  support: 'classification.placeSupport',
}
const efvpStatus = named({
  'not-started': 'classification.statusNotStarted',
  started: 'classification.statusStarted',
  done: 'classification.statusDone',
})
/** « 10000-99999 » as people write it: « 10 000 à 99 999 ». */
function bandWords(range: string): string {
  const [least = '', most] = range.replace('+', '').split('-')
  const from = fmt.integer(Number(least))
  if (most === undefined) return t('classification.bandFrom', { from })
  return t('classification.bandRange', { from, to: fmt.integer(Number(most)) })
}

const bands = ['1-99', '100-999', '1000-9999', '10000-99999', '100000+'].map((range): Choice => ({
  value: range,
  text: () => t('classification.bandNone', { range: bandWords(range) }),
}))
const levels = (axis: LadderAxis) =>
  ladderLevels.map((level): Choice => ({ value: String(level), text: () => levelName(axis, level) }))
export const placeChoices = named(placeText)

/** The record in the order people fill it. */
export const recordSections: readonly RecordSection[] = [
  {
    title: 'classification.sectionDic',
    fields: [
      { path: 'dic.d', label: 'classification.dicD', kind: 'level', choices: levels('d') },
      { path: 'dic.i', label: 'classification.dicI', kind: 'level', choices: levels('i') },
      { path: 'dic.c', label: 'classification.dicC', kind: 'level', choices: levels('c') },
      { path: 'dic.date', label: 'classification.dicDate', kind: 'date' },
      { path: 'dic.justification', label: 'classification.dicJustification', kind: 'long-text' },
      { path: 'owner', label: 'classification.owner', kind: 'text' },
    ],
  },
  {
    title: 'classification.sectionPersonal',
    fields: [
      { path: 'pi.present', label: 'classification.piPresent', kind: 'yes-no' },
      { path: 'pi.sensitive', label: 'classification.piSensitive', kind: 'yes-no' },
      { path: 'pi.collectedFromPerson', label: 'classification.piCollected', kind: 'yes-no' },
      { path: 'pi.communicatedWithoutConsent', label: 'classification.piCommunicated', kind: 'yes-no' },
      { path: 'pi.kinds', label: 'classification.piKinds', kind: 'choices', choices: named(kindText) },
      { path: 'pi.subjectsBand', label: 'classification.piBand', kind: 'choice', choices: bands },
      { path: 'pi.purpose', label: 'classification.piPurpose', kind: 'long-text' },
    ],
  },
  {
    title: 'classification.sectionPrivacy',
    fields: [
      { path: 'efvp.projectStatus', label: 'classification.efvpProject', kind: 'choice', choices: efvpStatus },
      { path: 'efvp.outsideQcStatus', label: 'classification.efvpOutside', kind: 'choice', choices: efvpStatus },
      { path: 'efvp.adequate', label: 'classification.efvpAdequate', kind: 'yes-no' },
      {
        path: 'efvp.factors',
        label: 'classification.efvpFactors',
        kind: 'choices',
        choices: named({
          sensitivity: 'classification.factorSensitivity',
          purpose: 'classification.factorPurpose',
          measures: 'classification.factorMeasures',
          legalRegime: 'classification.factorRegime',
        }),
      },
      { path: 'efvp.committeeConsultedOn', label: 'classification.efvpCommittee', kind: 'date' },
      { path: 'efvp.date', label: 'classification.efvpDate', kind: 'date' },
      { path: 'efvp.expiresOn', label: 'classification.efvpExpires', kind: 'date' },
      { path: 'efvp.reference', label: 'classification.efvpReference', kind: 'text' },
    ],
  },
  {
    title: 'classification.sectionAgreement',
    fields: [
      { path: 'agreement.signedOn', label: 'classification.agreementSigned', kind: 'date' },
      { path: 'agreement.endsOn', label: 'classification.agreementEnds', kind: 'date' },
      { path: 'agreement.reflectsEfvp', label: 'classification.agreementReflects', kind: 'yes-no' },
      { path: 'agreement.reference', label: 'classification.agreementReference', kind: 'text' },
    ],
  },
  {
    title: 'classification.sectionContext',
    fields: [
      { path: 'missionCritical', label: 'classification.missionCritical', kind: 'yes-no' },
      { path: 'realData', label: 'classification.realData', kind: 'yes-no' },
      { path: 'adjudicative', label: 'classification.adjudicative', kind: 'yes-no' },
      {
        path: 'change',
        label: 'classification.change',
        kind: 'choice',
        choices: named({
          none: 'classification.changeNone',
          acquire: 'classification.changeAcquire',
          develop: 'classification.changeDevelop',
          overhaul: 'classification.changeOverhaul',
          migrate: 'classification.changeMigrate',
        }),
      },
      {
        path: 'aiUse',
        label: 'classification.aiUse',
        kind: 'choice',
        choices: named({
          none: 'classification.aiNone',
          classic: 'classification.aiClassic',
          generative: 'classification.aiGenerative',
        }),
      },
      {
        path: 'caEquivalent',
        label: 'classification.caEquivalent',
        kind: 'choice',
        choices: [
          ...named({ none: 'classification.equivalentNone' }),
          ...['PA', 'PB', 'PC'].map((value): Choice => ({ value, text: () => value })),
          ...named({ classified: 'classification.equivalentClassified' }),
        ],
      },
      { path: 'legalRegimes', label: 'classification.regimes', kind: 'choices', choices: named(regimeText) },
      {
        path: 'obligationsMet',
        label: 'classification.obligations',
        kind: 'choices',
        choices: Object.entries(obligationCatalogue).map(([value, one]) => ({ value, text: () => said(one.label) })),
      },
    ],
  },
]

/** What stands in a record at a dotted place; an absent parent is unknown. */
export function valueAt(record: ClassificationRecord, path: string): unknown {
  let value: unknown = record
  for (const step of path.split('.')) {
    if (typeof value !== 'object' || value === null) return null
    value = (value as Readonly<Record<string, unknown>>)[step] // an object read by the names of its own schema
  }
  return value ?? null
}

/** A value of the record in words; unknown says so. */
export function fieldWords(field: RecordField, value: unknown): string {
  if (value === null || value === undefined) return t('classification.unknown')
  if (typeof value === 'boolean') return t(value ? 'classification.yes' : 'classification.no')
  const word = (one: unknown) => field.choices?.find((choice) => choice.value === String(one))?.text() ?? String(one)
  if (Array.isArray(value)) return value.length === 0 ? t('classification.none') : value.map(word).join(', ')
  return word(value)
}

type Place = ClassificationRecord['places'][number]

export function placeWords(place: Place): string {
  const parts = [place.province, place.country, place.entity].filter((part) => part !== null && part !== '')
  return `${t(placeText[place.what])} : ${parts.join(', ')}`
}

type Communication = ClassificationRecord['communications'][number]

export function communicationWords(one: Communication): string {
  const outside = one.isOutsideQuebec ? [t('classification.communicationOutside')] : []
  const reference = one.reference === null ? [] : [one.reference]
  return [one.enteredOn, one.recipient, ...outside, ...reference].join(', ')
}

export type RecordChange = { readonly label: string; readonly before: string; readonly after: string }

/** Fields whose words differ between two records; without a first one, everything the second states. */
export function recordChanges(
  before: ClassificationRecord | null,
  after: ClassificationRecord,
): readonly RecordChange[] {
  const fields = recordSections.flatMap((section) => section.fields)
  const changes = fields.map((field) => ({
    label: t(field.label),
    before: before === null ? t('classification.unknown') : fieldWords(field, valueAt(before, field.path)),
    after: fieldWords(field, valueAt(after, field.path)),
  }))
  const places = (record: ClassificationRecord | null) =>
    record === null || record.places.length === 0 ? t('classification.none') : record.places.map(placeWords).join(' ; ')
  const communications = (record: ClassificationRecord | null) =>
    record === null || record.communications.length === 0
      ? t('classification.none')
      : record.communications.map(communicationWords).join(' ; ')
  const all = [
    ...changes,
    { label: t('classification.places'), before: places(before), after: places(after) },
    {
      label: t('classification.sectionCommunications'),
      before: communications(before),
      after: communications(after),
    },
  ]
  const isNothing = (words: string) => words === t('classification.unknown') || words === t('classification.none')
  return all.filter((one) => one.before !== one.after && !(isNothing(one.before) && isNothing(one.after)))
}
