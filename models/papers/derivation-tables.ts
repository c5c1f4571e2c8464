import type { Derivation, Source } from '../shared/derivation.ts'
import type { Language } from '../shared/bilingual.ts'
import type { PaperRow, PaperTable, PaperValue } from './document.ts'
import { paperWords } from './paper-words.ts'

/** Terms told of one figure; the rest is counted. */
const mostTerms = 200
/** A figure of few terms is told with theirs; one of many, by its own alone. */
const fewTerms = 8

/** How a figure was obtained, as a table: each term with its value and its source, the formula under it. It is reached by `anchor`. */
export function derivationTable(derivation: Derivation, anchor: string, language: Language): PaperTable {
  const words = paperWords[language]
  const terms = termsOf(derivation, 1, derivation.inputs.length <= fewTerms ? 2 : 1)
  const told = terms.slice(0, mostTerms)
  const row = ({ term, level }: Term): PaperRow => ({
    kind: 'row',
    cells: [
      text(`${'– '.repeat(level - 1)}${term.name} · ${term.label[language]}`),
      amount(term),
      text(unitText(term)),
      text(term.source === undefined ? (term.formula ?? '') : sourceText(term.source)),
    ],
  })
  return {
    anchor,
    caption: derivation.label[language],
    columns: [
      { label: words.term, align: 'start', weight: 3 },
      { label: words.value, align: 'end', weight: 1.4 },
      { label: words.unit, align: 'start', weight: 0.8 },
      { label: words.source, align: 'start', weight: 3 },
    ],
    rows: [
      ...told.map(row),
      {
        kind: 'total',
        cells: [text(derivation.label[language]), amount(derivation), text(unitText(derivation)), text('')],
      },
    ],
    note: [
      ...(derivation.formula === undefined ? [] : [`${derivation.name} = ${shortened(derivation.formula)}`]),
      ...(derivation.note === undefined ? [] : [derivation.note[language]]),
      ...(terms.length > told.length ? [words.otherTerms(terms.length - told.length)] : []),
    ].join(' · '),
  }
}

type Term = { readonly term: Derivation; readonly level: number }

function termsOf({ inputs }: Derivation, level: number, depth: number): Term[] {
  return inputs.flatMap((term) => [{ term, level }, ...(level < depth ? termsOf(term, level + 1, depth) : [])])
}

const text = (said: string): PaperValue => ({ kind: 'text', text: said })

/** A share is of nothing. */
const unitText = ({ unit }: Derivation) => (unit === '1' ? '' : unit)

function amount({ value, reasons, unit }: Derivation): PaperValue {
  if (typeof value === 'number') return { kind: 'number', number: value, digits: digitsOf(value, unit) }
  return value === undefined ? { kind: 'unknown', reason: reasons?.join(', ') ?? '' } : text(value)
}

/** As many decimals as it has, six at most; two when it has any, and for dollars. */
function digitsOf(value: number, unit: string): number {
  if (Number.isInteger(value)) return unit === 'CAD' ? 2 : 0
  const [, fraction = ''] = String(Number(value.toFixed(6))).split('.')
  return Math.min(6, Math.max(2, fraction.length))
}

/** A sum of a hundred terms is not read: its beginning says what it is. */
const mostFormula = 240
const shortened = (formula: string) => (formula.length > mostFormula ? `${formula.slice(0, mostFormula)}…` : formula)

function sourceText(source: Source): string {
  switch (source.kind) {
    case 'file':
      return `${source.file}, ${source.line}`
    case 'price':
      return `${source.sku}, ${source.asOf}`
    case 'assumption':
      return `${source.set}, ${source.name}`
    case 'statement':
      return `${source.by}, ${source.at.slice(0, 10)}`
    case 'data':
      return source.line === undefined ? source.file : `${source.file}, ${source.line}`
    case 'calculation':
      return source.formula
    case 'charge':
      return `${source.of}, ${source.day}`
  }
}
