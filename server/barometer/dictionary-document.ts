import type { BarometerView, IndicatorView } from '#models/barometer/barometer.views.ts'
import type { PaperBlock, PaperDocument, PaperTable } from '#models/papers/document.ts'
import type { Bilingual, Language } from '#models/shared/bilingual.ts'
import { bodyFields, indicatorFields, licence } from './open-data.ts'

const words = {
  fr: {
    title: 'Baromètre de l’infonuagique : dictionnaire et méthode',
    subtitle: (count: number) => `${count} indicateurs`,
    publisher: 'Arpent',
    fictitious: 'Démonstration : organismes et chiffres fictifs.',
    none: 'Rien n’est publié encore : le dictionnaire se remplit à la première publication.',
    indicators: 'Indicateurs',
    columns: (file: string) => `Colonnes de ${file}`,
    indicator: 'Indicateur',
    id: 'Identifiant',
    formula: 'Formule',
    rule: 'Règle',
    colour: 'Règle de la couleur',
    owner: 'Fonction responsable',
    source: 'Source',
    column: 'Colonne',
    kind: 'Type',
    meaning: 'Sens',
    noColour: 'Aucune : ce chiffre n’a pas de bon côté.',
    protection: 'Protection des petits nombres',
    protectionText:
      'Un chiffre qui repose sur une ou deux charges est masqué. Ce qui est masqué ne se retrouve pas par soustraction : un chiffre voisin est masqué avec lui. Les parts des décisions sont publiées toutes, ou aucune.',
    licence: 'Licence',
  },
  en: {
    title: 'Cloud barometer: dictionary and method',
    subtitle: (count: number) => `${count} indicators`,
    publisher: 'Arpent',
    fictitious: 'Demonstration: fictitious bodies and figures.',
    none: 'Nothing is published yet: the dictionary fills with the first publication.',
    indicators: 'Indicators',
    columns: (file: string) => `Columns of ${file}`,
    indicator: 'Indicator',
    id: 'Identifier',
    formula: 'Formula',
    rule: 'Rule',
    colour: 'Rule of the colour',
    owner: 'Function in charge',
    source: 'Source',
    column: 'Column',
    kind: 'Type',
    meaning: 'Meaning',
    noColour: 'None: this figure has no good side.',
    protection: 'Protection of small counts',
    protectionText:
      'A figure that stands on one or two workloads is suppressed. What is suppressed is not found again by subtraction: a figure beside it is suppressed with it. The parts of the decisions are all published, or none is.',
    licence: 'Licence',
  },
} as const

const text = (value: string) => ({ kind: 'text', text: value }) as const

/** Every indicator of the page with what it takes to compute it again, and every column of the files: one page, made of what was published. */
export function dictionaryDocument(view: BarometerView, language: Language): PaperDocument {
  const w = words[language]
  const fields = (file: string, list: typeof indicatorFields | typeof bodyFields): PaperBlock => ({
    kind: 'table',
    table: {
      caption: w.columns(file),
      columns: [
        { label: w.column, align: 'start', weight: 1.2 },
        { label: w.kind, align: 'start', weight: 0.6 },
        { label: w.meaning, align: 'start', weight: 3 },
      ],
      rows: list.map((field) => ({
        kind: 'row',
        cells: [text(field.name), text(field.type), text(field[language])],
      })),
    },
  })
  return {
    language,
    title: w.title,
    subtitle: w.subtitle(view.indicators.length),
    publisher: w.publisher,
    asOf: view.asOf ?? '',
    reference: { code: 'BAROMETRE', digest: view.digest ?? '' },
    basis: [{ label: w.licence, text: `${licence.id}. ${licence.text[language]}` }],
    warnings: [...(view.isDemonstration ? [w.fictitious] : []), ...(view.indicators.length === 0 ? [w.none] : [])],
    sections: [
      { title: w.indicators, blocks: [{ kind: 'table', table: indicatorTable(view.indicators, language) }] },
      { title: w.protection, blocks: [{ kind: 'paragraph', text: w.protectionText }] },
      { title: w.columns('indicators.csv'), blocks: [fields('indicators.csv', indicatorFields)] },
      { title: w.columns('bodies.csv'), blocks: [fields('bodies.csv', bodyFields)] },
    ],
  }
}

function indicatorTable(indicators: readonly IndicatorView[], language: Language): PaperTable {
  const w = words[language]
  const said = (value: Bilingual | null) => text(value === null ? w.noColour : value[language])
  return {
    caption: w.indicators,
    columns: [
      { label: w.indicator, align: 'start', weight: 1.6 },
      { label: w.id, align: 'start', weight: 1.2 },
      { label: w.formula, align: 'start', weight: 1.8 },
      { label: w.rule, align: 'start', weight: 2.6 },
      { label: w.colour, align: 'start', weight: 1.8 },
      { label: w.owner, align: 'start', weight: 1.2 },
      { label: w.source, align: 'start', weight: 1.4 },
    ],
    rows: indicators.map((one) => ({
      kind: 'row',
      cells: [
        said(one.label),
        text(one.id),
        text(`${one.formulaWords[language]} (${one.formulaVersion})`),
        said(one.rule),
        said(one.colourRule),
        said(one.owner),
        said(one.source),
      ],
    })),
  }
}
