import { toJsonSchema } from '@valibot/to-json-schema'
import type { BarometerView, SharePart } from '#models/barometer/barometer.views.ts'
import { type OpenData, openDataSchema } from '#models/barometer/open-data.schemas.ts'
import { csvText } from '#server/shared/csv.ts'

/** What anyone may do with the figures. */
export const licence = {
  id: 'CC-BY-4.0',
  text: {
    fr: 'Creative Commons Attribution 4.0 : libre réutilisation en citant la source, la date et la version de la formule.',
    en: 'Creative Commons Attribution 4.0: free to reuse when the source, the date and the version of the formula are quoted.',
  },
} as const

/** The whole page as data. */
export function openData(published: BarometerView): OpenData {
  const { findings: _, ...view } = published
  return {
    title: { fr: 'Baromètre de l’infonuagique', en: 'Cloud barometer' },
    licence,
    ...view,
  } as OpenData // the same shapes, writable: a test holds what is sent against the schema
}

/** JSON Schema (draft 2020-12 vocabulary used: objects, arrays, enumerations, patterns) of `indicators.json`. */
export function openDataJsonSchema(address: string): object {
  return {
    ...toJsonSchema(openDataSchema),
    $id: address,
    title: 'Arpent : baromètre, données ouvertes / barometer, open data',
  }
}

type Field<T> = {
  readonly name: string
  readonly type: 'string' | 'number' | 'integer' | 'boolean' | 'date'
  readonly fr: string
  readonly en: string
  readonly of: (row: T) => string | number | boolean | null
}
type Row = BarometerView['indicators'][number] & { readonly asOf: string | null }

/** Columns of `indicators.csv`: names are stable, and described here in both languages. */
export const indicatorFields: readonly Field<Row>[] = [
  { name: 'id', type: 'string', fr: 'Identifiant stable', en: 'Stable identifier', of: (one) => one.id },
  { name: 'group', type: 'string', fr: 'Famille', en: 'Family', of: (one) => one.group },
  { name: 'label_fr', type: 'string', fr: 'Nom en français', en: 'Name in French', of: (one) => one.label.fr },
  { name: 'label_en', type: 'string', fr: 'Nom en anglais', en: 'Name in English', of: (one) => one.label.en },
  {
    name: 'value',
    type: 'number',
    fr: 'Valeur, dans l’unité ; vide si inconnue ou masquée',
    en: 'Value, in the unit; empty when unknown or suppressed',
    of: (one) => (one.exact === null ? one.value : one.exact),
  },
  {
    name: 'unit',
    type: 'string',
    fr: '% pour cent, CAD dollars canadiens, months mois, vide pour un nombre',
    en: '% percent, CAD Canadian dollars, months, empty for a number',
    of: (one) => one.unit,
  },
  { name: 'numerator', type: 'number', fr: 'Numérateur', en: 'Numerator', of: (one) => one.numerator },
  { name: 'denominator', type: 'number', fr: 'Dénominateur', en: 'Denominator', of: (one) => one.denominator },
  {
    name: 'status',
    type: 'string',
    fr: 'approved, unknown (inconnu), suppressed (masqué), stale (ancien)',
    en: 'approved, unknown, suppressed, stale',
    of: (one) => one.status,
  },
  {
    name: 'colour',
    type: 'string',
    fr: 'Couleur calculée : green, amber, red, grey, none',
    en: 'Computed colour: green, amber, red, grey, none',
    of: (one) => one.colour,
  },
  { name: 'target', type: 'number', fr: 'Cible', en: 'Target', of: (one) => one.target?.value ?? null },
  { name: 'formula', type: 'string', fr: 'Formule', en: 'Formula', of: (one) => one.formula },
  {
    name: 'formula_version',
    type: 'string',
    fr: 'Version de la formule',
    en: 'Version of the formula',
    of: (one) => one.formulaVersion,
  },
  {
    name: 'date',
    type: 'date',
    fr: 'Jour dont parle le chiffre',
    en: 'Day the figure speaks of',
    of: (one) => one.date,
  },
  {
    name: 'published',
    type: 'date',
    fr: 'Jour de la publication',
    en: 'Day of the publication',
    of: (one) => one.asOf,
  },
  { name: 'rule_fr', type: 'string', fr: 'Règle en français', en: 'Rule in French', of: (one) => one.rule.fr },
  { name: 'rule_en', type: 'string', fr: 'Règle en anglais', en: 'Rule in English', of: (one) => one.rule.en },
  {
    name: 'owner_fr',
    type: 'string',
    fr: 'Fonction responsable',
    en: 'Function in charge (French)',
    of: (one) => one.owner.fr,
  },
  {
    name: 'owner_en',
    type: 'string',
    fr: 'Fonction responsable (anglais)',
    en: 'Function in charge',
    of: (one) => one.owner.en,
  },
  { name: 'source_fr', type: 'string', fr: 'Source', en: 'Source (French)', of: (one) => one.source.fr },
  { name: 'source_en', type: 'string', fr: 'Source (anglais)', en: 'Source', of: (one) => one.source.en },
]

const percent = ({ numerator, denominator }: SharePart) =>
  numerator === null || denominator === null || denominator === 0
    ? null
    : Number(((100 * numerator) / denominator).toFixed(4))

/** Columns of `bodies.csv`. */
export const bodyFields: readonly Field<BarometerView['bodies'][number]>[] = [
  { name: 'body', type: 'string', fr: 'Code de l’organisme', en: 'Code of the body', of: (one) => one.body },
  { name: 'label_fr', type: 'string', fr: 'Nom en français', en: 'Name in French', of: (one) => one.label.fr },
  { name: 'label_en', type: 'string', fr: 'Nom en anglais', en: 'Name in English', of: (one) => one.label.en },
  {
    name: 'workloads',
    type: 'integer',
    fr: 'Charges de l’inventaire',
    en: 'Workloads of the inventory',
    of: (one) => one.classified.denominator,
  },
  {
    name: 'public',
    type: 'integer',
    fr: 'Décisions signées vers le nuage public',
    en: 'Signed decisions for the public cloud',
    of: (one) => one.public.numerator,
  },
  {
    name: 'public_percent',
    type: 'number',
    fr: 'Part vers le nuage public, %',
    en: 'Share to the public cloud, %',
    of: (one) => percent(one.public),
  },
  {
    name: 'classified',
    type: 'integer',
    fr: 'Catégorisations approuvées',
    en: 'Approved categorisations',
    of: (one) => one.classified.numerator,
  },
  {
    name: 'classified_percent',
    type: 'number',
    fr: 'Part catégorisée, %',
    en: 'Share categorised, %',
    of: (one) => percent(one.classified),
  },
  {
    name: 'realised_percent_of_plan',
    type: 'number',
    fr: 'Réalisé sur prévu à ce jour, %',
    en: 'Realised over planned to date, %',
    of: (one) => one.realisedShare,
  },
  {
    name: 'suppressed',
    type: 'boolean',
    fr: 'Vrai si masqué pour ne pas révéler une charge',
    en: 'True when withheld so as not to reveal one workload',
    of: (one) => one.isSuppressed,
  },
]

function csvOf<T>(fields: readonly Field<T>[], rows: readonly T[]): string {
  const cell = (value: string | number | boolean | null) => (value === null ? '' : String(value))
  return csvText([fields.map(({ name }) => name), ...rows.map((row) => fields.map(({ of }) => cell(of(row))))], ',')
}

export const indicatorsCsv = ({ indicators, asOf }: BarometerView) =>
  csvOf(
    indicatorFields,
    indicators.map((one) => ({ ...one, asOf })),
  )
export const bodiesCsv = ({ bodies }: BarometerView) => csvOf(bodyFields, bodies)

/** What the columns of the CSV files are, as the Table Schema of Frictionless Data names things. */
export function tableSchemas() {
  const fieldsOf = <T>(fields: readonly Field<T>[]) =>
    fields.map(({ name, type, fr, en }) => ({ name, type, title: fr, description: en }))
  return {
    licence,
    dialect: { delimiter: ',', header: true, lineTerminator: '\r\n', byteOrderMark: true, decimalChar: '.' },
    resources: [
      { name: 'indicators', path: 'indicators.csv', schema: { primaryKey: 'id', fields: fieldsOf(indicatorFields) } },
      { name: 'bodies', path: 'bodies.csv', schema: { primaryKey: 'body', fields: fieldsOf(bodyFields) } },
    ],
  }
}
