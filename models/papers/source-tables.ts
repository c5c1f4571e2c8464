import type { Language } from '../shared/bilingual.ts'
import type {
  AssumptionSource,
  PaperBlock,
  PaperColumn,
  PaperDocument,
  PaperRow,
  PaperSection,
  PaperTable,
  PaperValue,
  PriceSource,
  SignatureLine,
} from './document.ts'
import { derivationTable } from './derivation-tables.ts'
import { openingFigures } from './document.ts'
import { unknownMark } from './number-text.ts'
import { paperWords } from './paper-words.ts'

/** A block once its lists of sources and signatures are tables: what renderers draw. */
export type DrawnBlock = Exclude<PaperBlock, { readonly kind: 'prices' | 'assumptions' | 'signatures' }>

const text = (value: string | null): PaperValue => ({ kind: 'text', text: value ?? unknownMark })
const day = (value: string): PaperValue => ({ kind: 'day', day: value })
const row = (...cells: readonly PaperValue[]): PaperRow => ({ kind: 'row', cells })
const start = (label: string, weight = 1): PaperColumn => ({ label, align: 'start', weight })
const end = (label: string, weight = 1): PaperColumn => ({ label, align: 'end', weight })

/** Prices as published: their digits are the list's own, in a column of text. */
export function priceTable(caption: string, prices: readonly PriceSource[], language: Language): PaperTable {
  const words = paperWords[language]
  return {
    caption,
    columns: [
      start(words.price, 2),
      start(words.what, 2),
      end(words.amount, 1.2),
      start(words.unit),
      start(words.date, 1.1),
      start(words.status),
      start(words.source, 2.4),
    ],
    rows: prices.map((one) =>
      row(
        text(one.sku),
        text(one.what),
        text(`${one.amount} ${one.currency}`),
        text(one.unit),
        day(one.asOf),
        text(one.status),
        text(one.source),
      ),
    ),
  }
}

/** Assumptions with their width, who stated them and when. */
export function assumptionTable(caption: string, all: readonly AssumptionSource[], language: Language): PaperTable {
  const words = paperWords[language]
  const number = (value: number): PaperValue => ({ kind: 'number', number: value, digits: digitsOf(value) })
  return {
    caption,
    columns: [
      start(words.assumption, 1.8),
      end(words.low, 0.9),
      end(words.likely, 0.9),
      end(words.high, 0.9),
      start(words.unit),
      start(words.status),
      start(words.author),
      start(words.date, 1.1),
      start(words.source, 2.6),
    ],
    rows: all.map((one) =>
      row(
        text(one.name),
        number(one.low),
        number(one.likely),
        number(one.high),
        text(one.unit),
        text(one.status),
        text(one.author),
        day(one.date),
        text(one.source),
      ),
    ),
  }
}

/** As many decimals as the number was stated with, four at most. */
function digitsOf(value: number): number {
  const [, fraction = ''] = String(value).split('.')
  return Math.min(fraction.length, 4)
}

function signatureTable(lines: readonly SignatureLine[], language: Language): PaperTable {
  const words = paperWords[language]
  return {
    caption: words.signatures,
    columns: [start(words.role, 2), start(words.who), start(words.signedAt), start(words.digest, 2)],
    rows: lines.map((line) =>
      row(
        text(line.role),
        text(line.who ?? words.toSign),
        line.at === null ? text(words.toSign) : day(line.at),
        text(line.digest),
      ),
    ),
  }
}

function drawnBlock(block: PaperBlock, language: Language): DrawnBlock {
  switch (block.kind) {
    case 'prices':
      return { kind: 'table', table: priceTable(block.caption, block.prices, language) }
    case 'assumptions':
      return { kind: 'table', table: assumptionTable(block.caption, block.assumptions, language) }
    case 'signatures':
      return { kind: 'table', table: signatureTable(block.lines, language) }
    default:
      return block
  }
}

/**
 * The sections of a paper as they are drawn: sources as tables, then how its figures were obtained, and last the list of the figures that open,
 * when there are any.
 */
export function drawnSections(
  document: PaperDocument,
  { withDerivations }: { readonly withDerivations: boolean },
): readonly (Pick<PaperSection, 'title'> & { readonly blocks: readonly DrawnBlock[] })[] {
  const { language } = document
  const words = paperWords[language]
  const derived = withDerivations ? (document.derivations ?? []) : []
  const sections = [
    ...document.sections.map(({ title, blocks }) => ({
      title,
      blocks: blocks.map((block) => drawnBlock(block, language)),
    })),
    ...(derived.length === 0
      ? []
      : [
          {
            title: words.derivations,
            blocks: derived.map(({ anchor, derivation }) => ({
              kind: 'table' as const,
              table: derivationTable(derivation, anchor, language),
            })),
          },
        ]),
  ]
  const figures = openingFigures(document)
  if (figures.length === 0) return sections
  const table: PaperTable = {
    caption: words.figures,
    columns: [start(words.figureLabel, 2), start(words.figureId, 3)],
    rows: figures.map(({ label, figure }) => row(text(label), text(figure))),
    note: words.figureNote,
  }
  return [...sections, { title: words.figures, blocks: [{ kind: 'table', table }] }]
}
