import * as v from 'valibot'
import type { Bilingual } from '../shared/bilingual.ts'
import { daySchema } from '../shared/day.ts'
import { forms } from '../shared/forms.ts'
import { type ColumnOf, plainWords, type RegisterField } from './register-columns.ts'

/** A line refused, told by its column and in words. */
export type LineRefusal = { readonly field: RegisterField; readonly value: string; readonly text: Bilingual }

/** Words that say that there is none, which an empty cell does not: empty, it says nothing. */
const noneWords = new Set(['null', 'n a', 'n d', 'nd', 'na', 'aucun', 'aucune', 'none'])

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
    '-': 'loss',
    '−': 'loss',
    '-1': 'loss',
    desavantage: 'loss',
    'dis benefit': 'loss',
  },
  role: { resultat: 'outcome', inducteur: 'driver', indice: 'index' },
  direction: { monte: 'up', 'elle monte': 'up', hausse: 'up', descend: 'down', 'elle descend': 'down', baisse: 'down' },
  quality: { mesuree: 'measured', estimee: 'estimated', declaree: 'declared' },
  value: {
    'non recueillie': 'not-collected',
    'source indisponible': 'source-unavailable',
    'sans objet': 'not-applicable',
    retenue: 'withheld',
  },
}

/** Reads the cells of one line. What a cell cannot mean is refused where it stands, all of it at once. */
export type Cells = ReturnType<typeof cellsOf>

export function cellsOf(row: Readonly<Record<string, string>>, columns: ColumnOf) {
  const refusals: LineRefusal[] = []
  const text = (field: RegisterField) => (row[columns[field] ?? ''] ?? '').trim()
  const refuse = (field: RegisterField, fr: string, en: string): undefined => {
    refusals.push({ field, value: text(field).slice(0, 60), text: { fr, en } })
    return undefined
  }
  /** What is written, undefined for an empty cell. Two quotes are neither a text nor an absence. */
  const written = (field: RegisterField): string | undefined => {
    const cell = text(field)
    if (cell === '""' || cell === "''")
      return refuse(
        field,
        'guillemets vides : laisser la cellule vide pour ne rien dire, ou écrire NULL pour dire qu’il n’y en a pas',
        'empty quotes: leave the cell empty to say nothing, or write NULL to say there is none',
      )
    return cell === '' ? undefined : cell
  }
  const isNone = (cell: string) => noneWords.has(plainWords(cell))
  /** A text that a benefit must have: none is no answer. */
  const needed = (field: RegisterField, most: number): string | undefined => {
    const cell = written(field)
    if (cell === undefined) return undefined
    if (isNone(cell))
      return refuse(
        field,
        'une valeur est attendue, il n’y a pas de « aucun »',
        'a value is expected, there is no “none”',
      )
    if (cell.length <= most) return cell
    return refuse(field, `plus de ${most} caractères`, `more than ${most} characters`)
  }
  /** A text that may be said to be none: null then. */
  const optional = (field: RegisterField, most: number): string | null | undefined => {
    const cell = written(field)
    return cell !== undefined && isNone(cell) ? null : needed(field, most)
  }
  const oneOf = <T extends string>(field: RegisterField, known: readonly T[]): T | undefined => {
    const cell = written(field)
    if (cell === undefined) return undefined
    const word = plainWords(cell)
    const found = known.find(
      (one) => plainWords(one) === word || one === synonyms[field]?.[word] || one === synonyms[field]?.[cell],
    )
    return (
      found ??
      refuse(field, `valeur inconnue ; attendu : ${known.join(', ')}`, `unknown value; expected: ${known.join(', ')}`)
    )
  }
  const day = (field: RegisterField): string | undefined => {
    const cell = written(field)?.slice(0, 10)
    if (cell === undefined || v.is(daySchema, cell)) return cell
    return refuse(field, 'date attendue sous la forme AAAA-MM-JJ', 'date expected as YYYY-MM-DD')
  }
  const optionalDay = (field: RegisterField): string | null | undefined => {
    const cell = written(field)
    return cell !== undefined && isNone(cell) ? null : day(field)
  }
  /** A month, or the month of a day: spreadsheets make days of them. */
  const month = (field: RegisterField): string | undefined => {
    const cell = written(field)
    if (cell === undefined) return undefined
    if (forms.month.test(cell)) return cell
    if (v.is(daySchema, cell.slice(0, 10))) return cell.slice(0, 7)
    return refuse(field, 'mois attendu sous la forme AAAA-MM', 'month expected as YYYY-MM')
  }
  const number = (field: RegisterField): number | undefined => {
    const cell = written(field)
    if (cell === undefined) return undefined
    const value = numberWritten(cell)
    if (value !== undefined) return value
    return isNone(cell)
      ? refuse(field, 'un nombre est attendu ; 0 n’est pas « aucun »', 'a number is expected; 0 is not “none”')
      : refuse(field, 'nombre attendu', 'number expected')
  }
  /** A value, or why it is missing; an empty cell says neither. */
  const valueOrReason = <T extends string>(field: RegisterField, reasons: readonly T[]): number | T | undefined => {
    const cell = written(field)
    if (cell === undefined) return undefined
    if (isNone(cell)) return reasons[0]
    return numberWritten(cell) ?? oneOf(field, reasons)
  }
  const matching = (field: RegisterField, form: RegExp, fr: string, en: string): string | undefined => {
    const cell = written(field)
    return cell === undefined || form.test(cell) ? cell : refuse(field, fr, en)
  }
  return { refusals, refuse, needed, optional, oneOf, day, optionalDay, month, number, valueOrReason, matching }
}

/** A number as people and spreadsheets write it: `1 234,5`, `1234.5`, `1.2E3`; undefined when it is none. */
function numberWritten(cell: string): number | undefined {
  const plain = cell.replaceAll(/[\s\u00a0\u202f$]/g, '').replace(',', '.')
  return /^[-+−]?\d+(\.\d+)?(e[-+]?\d+)?$/i.test(plain) ? Number(plain.replace('−', '-')) : undefined
}
