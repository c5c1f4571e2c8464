import type { Language } from '../shared/bilingual.ts'
import type { Derivation } from '../shared/derivation.ts'

/** Dollars of the year in which they are paid, or of one named year: the two are never added. */
export type PriceBasis = { readonly kind: 'nominal' } | { readonly kind: 'real'; readonly baseYear: number }

/**
 * What a paper states, not yet in digits: each number keeps its kind until a renderer writes it in the paper's language. `unknown` says
 * why in words, and is never shown as zero. `ratio` is a plain share (0.5 is 50 %).
 */
export type PaperValue =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'money'; readonly cad: number; readonly basis: PriceBasis; readonly cents?: boolean }
  | { readonly kind: 'percent'; readonly ratio: number }
  | { readonly kind: 'years'; readonly years: number }
  | { readonly kind: 'days'; readonly days: number }
  | { readonly kind: 'count'; readonly count: number }
  | { readonly kind: 'number'; readonly number: number; readonly digits: number; readonly unit?: string }
  | { readonly kind: 'day'; readonly day: string }
  | { readonly kind: 'unknown'; readonly reason: string }

/** A figure the paper is about: its value, how sure it is, and the id under which it opens. */
export type KeyFigure = {
  readonly label: string
  readonly value: PaperValue
  readonly range?: { readonly low: PaperValue; readonly high: PaperValue; readonly words: string }
  /** Opens by `arpent explain` and in the workbench. */
  readonly figure?: string
  /** Opens in the paper itself: the anchor of one of its derivations. */
  readonly anchor?: string
  readonly note?: string
}

export type PaperColumn = {
  readonly label: string
  /** Said once, in the header. */
  readonly unit?: string
  readonly align: 'start' | 'end'
  /** Share of the width, relative to the other columns; 1 when absent. */
  readonly weight?: number
}

/** The first cell of a row names it. A `total` row sums what stands above; a `group` row heads what follows. */
export type PaperRow = {
  readonly kind: 'row' | 'total' | 'group'
  readonly cells: readonly PaperValue[]
  readonly figure?: string
  readonly anchor?: string
}

export type PaperTable = {
  /** Where figures of the paper lead to. */
  readonly anchor?: string
  readonly caption: string
  readonly columns: readonly PaperColumn[]
  readonly rows: readonly PaperRow[]
  readonly note?: string
}

/** A bar of one or several parts, in the order of the chart's series; `low` and `high` end its whisker. */
export type ChartBar = {
  readonly label: string
  readonly parts: readonly number[]
  readonly low?: number
  readonly high?: number
  /** Drawn hatched: prohibited, planned, not firm. */
  readonly isHatched?: boolean
}

/** Charts as data. Every chart answers in one sentence (`answer`), for who does not see it. */
export type PaperChart =
  | {
      readonly kind: 'bars'
      readonly title: string
      readonly answer: string
      readonly scale: ChartScale
      readonly series: readonly string[]
      readonly bars: readonly ChartBar[]
    }
  | {
      readonly kind: 'curve'
      readonly title: string
      readonly answer: string
      readonly scale: ChartScale
      readonly points: readonly {
        readonly label: string
        readonly p10: number
        readonly p50: number
        readonly p90: number
      }[]
    }
  | {
      readonly kind: 'tornado'
      readonly title: string
      readonly answer: string
      readonly scale: ChartScale
      readonly centre: number
      readonly bars: readonly {
        readonly label: string
        readonly low: { readonly at: string; readonly value: number }
        readonly high: { readonly at: string; readonly value: number }
      }[]
    }
export type ChartScale = 'money' | 'count' | 'percent'

/** A price that the paper rests on: the row of the list it was read from. */
export type PriceSource = {
  readonly sku: string
  readonly what: string
  readonly amount: string
  readonly currency: string
  readonly unit: string
  readonly asOf: string
  readonly status: string
  readonly source: string
}

/** An assumption that the paper rests on, with who stated it and when. */
export type AssumptionSource = {
  readonly name: string
  readonly low: number
  readonly likely: number
  readonly high: number
  readonly unit: string
  readonly status: string
  readonly author: string
  readonly date: string
  readonly source: string
}

/** People are functions and numbers, never names; a line not yet signed has no date. */
export type SignatureLine = {
  readonly role: string
  readonly who: string | null
  readonly at: string | null
  readonly digest: string | null
}

export type PaperBlock =
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'figures'; readonly figures: readonly KeyFigure[] }
  | { readonly kind: 'table'; readonly table: PaperTable }
  | { readonly kind: 'chart'; readonly chart: PaperChart; readonly table: PaperTable }
  | { readonly kind: 'note'; readonly tone: 'info' | 'warning'; readonly text: string }
  | { readonly kind: 'prices'; readonly caption: string; readonly prices: readonly PriceSource[] }
  | { readonly kind: 'assumptions'; readonly caption: string; readonly assumptions: readonly AssumptionSource[] }
  | { readonly kind: 'signatures'; readonly lines: readonly SignatureLine[] }

export type PaperSection = { readonly title: string; readonly blocks: readonly PaperBlock[] }

/** A whole report in one language, before it is drawn: the same for the page, the PDF and whatever comes later. */
export type PaperDocument = {
  readonly language: Language
  readonly title: string
  readonly subtitle: string
  /** Who publishes it: the body's name. */
  readonly publisher: string
  /** The day its data stand at; also the date the file says of itself, so that the same paper has the same bytes. */
  readonly asOf: string
  /** What it is of, and the digest of what it was computed from. */
  readonly reference: { readonly code: string; readonly digest: string }
  /** What it rests on, in a line each: rule pack with its version, price book, assumption set, exchange rate. */
  readonly basis: readonly { readonly label: string; readonly text: string }[]
  /** What the reader must know first: rules not validated by counsel, fictitious data, what is unknown. */
  readonly warnings: readonly string[]
  /** Set closer, to stand on one page. */
  readonly isDense?: boolean
  readonly sections: readonly PaperSection[]
  /** How its figures were obtained: an appendix, to which they lead; left out of what must stand on one printed page. */
  readonly derivations?: readonly { readonly anchor: string; readonly derivation: Derivation }[]
}

/** Every table of a block, with those that a chart and a list of sources come with. */
function tablesOf(block: PaperBlock): readonly PaperTable[] {
  return block.kind === 'table' || block.kind === 'chart' ? [block.table] : []
}

const stated: ReadonlySet<PaperValue['kind']> = new Set(['money', 'percent', 'years', 'days', 'count', 'number'])

/** How many figures a paper states: key figures, and numbers in its tables; an unknown states none. */
export function figureCount(document: PaperDocument): number {
  const blocks = document.sections.flatMap((section) => section.blocks)
  const values = blocks.flatMap((block) => [
    ...(block.kind === 'figures' ? block.figures.map((one) => one.value) : []),
    ...tablesOf(block).flatMap((table) => table.rows.flatMap((row) => row.cells)),
  ])
  return values.filter((value) => stated.has(value.kind)).length
}

/** The figures of a paper that open, each once, in the order they are met. */
export function openingFigures(
  document: PaperDocument,
): readonly { readonly label: string; readonly figure: string }[] {
  const found = new Map<string, string>()
  for (const block of document.sections.flatMap((section) => section.blocks)) {
    const named =
      block.kind === 'figures'
        ? block.figures.map(({ label, figure }) => ({ label, figure }))
        : tablesOf(block).flatMap((table) =>
            table.rows.map(({ cells, figure }) => ({ label: cells[0]?.kind === 'text' ? cells[0].text : '', figure })),
          )
    for (const { label, figure } of named) if (figure !== undefined && !found.has(figure)) found.set(figure, label)
  }
  return [...found].map(([figure, label]) => ({ figure, label }))
}
