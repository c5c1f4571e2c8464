import { fold } from '../shared/fold.ts'

/** What a column of a register kept in a workbook may be. A line speaks of one benefit, and of one measure of it at most. */
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
  'measure-key',
  'measure',
  'measure-en',
  'role',
  'unit',
  'direction',
  'frequency',
  'source',
  'measure-starts-on',
  'baseline',
  'baseline-from',
  'baseline-to',
  'period',
  'target-low',
  'target-mode',
  'target-high',
  'target-from',
  'target-to',
  'value',
  'quality',
  'node',
  'pool',
  'share',
] as const
export type RegisterField = (typeof importFields)[number]
export type ColumnOf = Readonly<Partial<Record<RegisterField, string>>>

/** Headers met in registers kept in workbooks, folded; the first that fits wins. The first of each is what a template is headed with. */
export const headersOf: Readonly<Record<RegisterField, readonly string[]>> = {
  code: ['numero', 'number', 'code', 'no', 'id', 'benefice no'],
  'title-fr': ['titre', 'benefice', 'titre fr', 'titre francais', 'titre en francais', 'nom', 'description'],
  'title-en': ['title', 'benefit', 'titre anglais', 'titre en anglais', 'title en', 'name'],
  type: ['nature', 'type', 'class'],
  sign: ['sens', 'sign', 'signe'],
  category: ['categorie', 'category'],
  owner: ['detenteur', 'owner', 'proprietaire', 'responsable', 'responsible officer'],
  finance: ['finances', 'finance', 'vis a vis finances', 'finance counterpart'],
  beneficiary: ['beneficiaire', 'beneficiary', 'clientele'],
  'budget-line': ['poste budgetaire', 'budget line', 'poste'],
  'starts-on': ['debut', 'start', 'date de debut', 'starts on', 'start date'],
  'ends-on': ['fin', 'end', 'date de fin', 'ends on', 'end date'],
  'measure-key': ['cle de mesure', 'measure key', 'cle', 'key'],
  measure: ['mesure', 'measure', 'indicateur', 'performance measure', 'kpi'],
  'measure-en': ['mesure en anglais', 'measure in english', 'indicateur en anglais'],
  role: ['role de la mesure', 'measure role', 'role'],
  unit: ['unite', 'unit'],
  direction: ['mieux quand', 'better when', 'direction'],
  frequency: ['frequence', 'frequency'],
  source: ['source', 'source de donnees', 'data source'],
  'measure-starts-on': ['mesuree des le', 'measured from'],
  baseline: ['reference', 'baseline', 'valeur de reference', 'baseline value'],
  'baseline-from': ['reference du', 'baseline from', 'reference premier mois'],
  'baseline-to': ['reference au', 'baseline to', 'reference dernier mois'],
  period: ['periode', 'period', 'mois', 'month'],
  'target-low': ['cible basse', 'target low', 'bas', 'low'],
  'target-mode': ['cible probable', 'target likely', 'cible', 'target', 'probable', 'likely', 'mode'],
  'target-high': ['cible haute', 'target high', 'haut', 'high'],
  'target-from': ['cible du', 'target from'],
  'target-to': ['cible au', 'target to'],
  value: ['valeur', 'value', 'valeur mesuree', 'actual', 'reel'],
  quality: ['qualite', 'quality'],
  node: ['noeud', 'node', 'livrable', 'lever'],
  pool: ['enveloppe', 'pool'],
  share: ['part', 'share'],
}

/** Words without accents, case or marks: how headers and values of a list are compared. */
export const plainWords = (text: string): string =>
  fold(text)
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/** The column of each field, by its header: what a person may then change. */
export function suggestedColumns(headers: readonly string[]): ColumnOf {
  const taken = new Set<string>()
  return Object.fromEntries(
    importFields.flatMap((field) => {
      const found = headersOf[field]
        .map((name) => headers.find((header) => plainWords(header) === name && !taken.has(header)))
        .find((header) => header !== undefined)
      if (found === undefined) return []
      taken.add(found)
      return [[field, found]]
    }),
  )
}

/** What names a source to whoever remembers its columns: its headers, in any order. */
export const headersSignature = (headers: readonly string[]): string =>
  ['register', ...headers.map(plainWords).toSorted()].join('|')
