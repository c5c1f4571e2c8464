import * as v from 'valibot'
import type { Bilingual } from '../shared/bilingual.ts'
import { canonicalJson, type Json } from '../shared/canonical-json.ts'
import { fold } from '../shared/fold.ts'
import {
  benefitCategories,
  benefitTypes,
  type Measure,
  measureFrequencies,
  type Profile,
  profileSchema,
} from './register.schemas.ts'

/** What a column of a register kept in a workbook may be. */
export const importFields = [
  'code',
  'title-fr',
  'title-en',
  'type',
  'sign',
  'category',
  'owner',
  'finance',
  'beneficiary',
  'budget-line',
  'starts-on',
  'ends-on',
  'measure',
  'unit',
  'frequency',
  'source',
] as const
export type RegisterField = (typeof importFields)[number]

/** Headers met in registers kept in workbooks, folded; the first that fits wins. */
const headersOf: Readonly<Record<RegisterField, readonly string[]>> = {
  code: ['code', 'numero', 'no', 'id', 'number', 'benefice no'],
  'title-fr': ['titre', 'benefice', 'titre fr', 'titre francais', 'titre en francais', 'nom', 'description'],
  'title-en': ['title', 'benefit', 'titre anglais', 'titre en anglais', 'title en', 'name'],
  type: ['type', 'nature', 'class'],
  sign: ['sens', 'sign', 'signe'],
  category: ['categorie', 'category'],
  owner: ['detenteur', 'proprietaire', 'responsable', 'owner', 'responsible officer'],
  finance: ['finances', 'vis a vis finances', 'finance', 'finance counterpart'],
  beneficiary: ['beneficiaire', 'beneficiary', 'clientele'],
  'budget-line': ['poste budgetaire', 'poste', 'budget line'],
  'starts-on': ['debut', 'date de debut', 'start', 'starts on', 'start date'],
  'ends-on': ['fin', 'date de fin', 'end', 'ends on', 'end date'],
  measure: ['mesure', 'indicateur', 'measure', 'performance measure', 'kpi'],
  unit: ['unite', 'unit'],
  frequency: ['frequence', 'frequency'],
  source: ['source', 'source de donnees', 'data source'],
}

export type ColumnOf = Readonly<Partial<Record<RegisterField, string>>>

const plainHeader = (header: string) =>
  fold(header)
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/** The column of each field, by its header: what a person may then change. */
export function suggestedColumns(headers: readonly string[]): ColumnOf {
  const taken = new Set<string>()
  return Object.fromEntries(
    importFields.flatMap((field) => {
      const found = headersOf[field]
        .map((name) => headers.find((header) => plainHeader(header) === name && !taken.has(header)))
        .find((header) => header !== undefined)
      if (found === undefined) return []
      taken.add(found)
      return [[field, found]]
    }),
  )
}

/** A line refused, told by its column and in words. */
export type LineRefusal = { readonly field: RegisterField; readonly value: string; readonly text: Bilingual }
/** What a line says; a field without a column, or an empty cell, says nothing. */
export type ReadLine = {
  readonly code: string | null
  readonly profile: Readonly<Partial<Profile>>
  readonly measure: Readonly<Partial<Pick<Measure, 'name' | 'unit' | 'frequency' | 'source'>>>
  readonly refusals: readonly LineRefusal[]
}

const synonyms: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  type: {
    encaissable: 'cashable',
    'cout evite': 'cost-avoidance',
    'cost avoidance': 'cost-avoidance',
    'cost avoided': 'cost-avoidance',
    'temps libere': 'efficiency',
    'time released': 'efficiency',
    revenu: 'revenue',
    qualite: 'quality',
    'risque reduit': 'risk-reduction',
    'risk reduction': 'risk-reduction',
    'risk reduced': 'risk-reduction',
    citoyen: 'citizen',
    conformite: 'compliance',
    qualitatif: 'qualitative',
  },
  category: {
    efficience: 'efficiency',
    securite: 'security',
    stabilite: 'stability',
    disponibilite: 'availability',
    modernite: 'modernity',
  },
  frequency: {
    mensuelle: 'monthly',
    mensuel: 'monthly',
    'chaque mois': 'monthly',
    trimestrielle: 'quarterly',
    trimestriel: 'quarterly',
    'chaque trimestre': 'quarterly',
    semestrielle: 'half-yearly',
    'half yearly': 'half-yearly',
    'chaque semestre': 'half-yearly',
    annuelle: 'yearly',
    annuel: 'yearly',
    'chaque annee': 'yearly',
    'une fois': 'once',
  },
  sign: {
    '+': 'gain',
    '1': 'gain',
    benefice: 'gain',
    benefit: 'gain',
    gain: 'gain',
    '-': 'loss',
    '−': 'loss',
    '-1': 'loss',
    desavantage: 'loss',
    'dis benefit': 'loss',
    loss: 'loss',
  },
}

/** Reads one line by its columns. Every cell that says something it cannot mean is refused, all at once. */
export function readLine(cells: Readonly<Record<string, string>>, columns: ColumnOf): ReadLine {
  const refusals: LineRefusal[] = []
  const cell = (field: RegisterField) => (cells[columns[field] ?? ''] ?? '').trim()
  const refuse = (field: RegisterField, fr: string, en: string) => {
    refusals.push({ field, value: cell(field).slice(0, 60), text: { fr, en } })
    return undefined
  }
  const oneOf = <T extends string>(field: RegisterField, known: readonly T[]): T | undefined => {
    if (cell(field) === '') return undefined
    const word = plainHeader(cell(field))
    const found = known.find((one) => plainHeader(one) === word || one === synonyms[field]?.[word])
    return (
      found ??
      refuse(field, `valeur inconnue ; attendu : ${known.join(', ')}`, `unknown value; expected: ${known.join(', ')}`)
    )
  }
  const day = (field: 'starts-on' | 'ends-on') => {
    if (cell(field) === '') return undefined
    const written = cell(field).slice(0, 10)
    if (v.is(profileSchema.entries.startsOn, written)) return written
    return refuse(field, 'date attendue sous la forme AAAA-MM-JJ', 'date expected as YYYY-MM-DD')
  }
  const sign = () => {
    if (cell('sign') === '') return undefined
    const word = synonyms['sign']?.[cell('sign')] ?? synonyms['sign']?.[plainHeader(cell('sign'))]
    if (word === undefined)
      return refuse('sign', 'attendu : bénéfice ou désavantage', 'expected: benefit or dis-benefit')
    return word === 'gain' ? (1 as const) : (-1 as const)
  }
  const code = cell('code')
  if (code !== '' && !/^B-\d{4,9}$/.test(code))
    refuse(
      'code',
      'numéro attendu sous la forme B-0001, ou vide pour un nouveau bénéfice',
      'number expected as B-0001, or empty for a new benefit',
    )
  const [fr, en] = [cell('title-fr'), cell('title-en')]
  if (fr === '' && en === '' && code === '') refuse('title-fr', 'titre manquant', 'title missing')
  if (fr.length > 200 || en.length > 200)
    refuse('title-fr', 'titre de plus de 200 caractères', 'title of more than 200 characters')
  const role = (field: 'owner' | 'finance') =>
    cell(field) === '' ? undefined : { role: cell(field).slice(0, 120), unit: '', person: null, from: null, to: null }
  const profile = {
    title: fr === '' && en === '' ? undefined : { fr, en },
    type: oneOf('type', benefitTypes),
    sign: sign(),
    category: oneOf('category', benefitCategories),
    owner: role('owner'),
    financeCounterpart: role('finance'),
    beneficiary: cell('beneficiary') === '' ? undefined : cell('beneficiary').slice(0, 200),
    budgetLine: cell('budget-line') === '' ? undefined : cell('budget-line').slice(0, 60),
    startsOn: day('starts-on'),
    endsOn: day('ends-on'),
  }
  const name = cell('measure').slice(0, 200)
  const measure = {
    name: name === '' ? undefined : { fr: name, en: name },
    unit: cell('unit') === '' ? undefined : cell('unit').slice(0, 40),
    frequency: oneOf('frequency', measureFrequencies),
    source: cell('source') === '' ? undefined : cell('source').slice(0, 200),
  }
  return { code: code === '' ? null : code, profile: stated(profile), measure: stated(measure), refusals }
}

/** Without the fields that say nothing. */
function stated<T extends object>(given: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const said = Object.entries(given).filter(([, value]) => value !== undefined)
  return Object.fromEntries(said) as { [K in keyof T]?: Exclude<T[K], undefined> } // only the fields of T that have a value
}

/**
 * What a line says of a profile, completed by what stood: a title given in one language leaves the other, and names both of a new benefit;
 * a role named leaves its unit, person and dates.
 */
export function saidOf(said: ReadLine['profile'], before: Profile | undefined): Partial<Profile> {
  const { title, owner, financeCounterpart, ...others } = said
  const role = (given: Profile['owner'] | undefined, known: Profile['owner'] | undefined) =>
    given === undefined || given === null ? undefined : given.role === known?.role ? known : given
  const titles = title === undefined ? undefined : completed(title, before?.title)
  return stated({
    ...others,
    title: titles,
    owner: role(owner, before?.owner),
    financeCounterpart: role(financeCounterpart, before?.financeCounterpart),
  })
}

function completed(title: Bilingual, before: Bilingual | undefined): Bilingual {
  const either = title.fr === '' ? title.en : title.fr
  const given = (text: string, known: string | undefined) => (text === '' ? (known ?? either) : text)
  return { fr: given(title.fr, before?.fr), en: given(title.en, before?.en) }
}

/** Fields that a line would change; empty when it says what is already known. */
export function changedFields(before: Json, said: Json): readonly string[] {
  if (!isRecord(before) || !isRecord(said)) return []
  return Object.keys(said).filter(
    (field) => canonicalJson(before[field] ?? null) !== canonicalJson(said[field] ?? null),
  )
}

function isRecord(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export type ImportLine = {
  readonly line: number
  readonly outcome: 'added' | 'changed' | 'unchanged' | 'refused'
  readonly code: string | null
  readonly title: string
  readonly fields: readonly string[]
  readonly refusals: readonly LineRefusal[]
}
export type ImportPlan = {
  readonly headers: readonly string[]
  readonly columns: ColumnOf
  readonly lines: readonly ImportLine[]
  readonly counts: Readonly<Record<ImportLine['outcome'], number>>
  /** Set once applied: what undoes it. */
  readonly change: string | null
}
