import { type Bindings, boundTo } from '../cost/bindings.ts'
import type { FormulaInput } from '../formulas/formula-set.ts'
import { inBoth, type Language } from '../shared/bilingual.ts'
import type { Derivation, Source } from '../shared/derivation.ts'
import { type CaseBook, type CaseSide, caseSides, variantsOf, wordsOf } from './case-book.ts'
import type { CaseSheetWords } from './case-sheet-words.ts'
import { formatOf } from './formula-sheet.ts'
import type { WorkbookCell, WorkbookSheet } from './workbook.ts'

/** Where a fact comes from, in a line: the file and its line, who stated it, the row of a price list. */
export function sourceText(source: Source, w: CaseSheetWords, language: Language): string {
  switch (source.kind) {
    case 'file':
      return w.fileLine(source.file, source.line)
    case 'price':
      return w.price(source.sku, source.asOf, source.file, source.line)
    case 'statement':
      return w.statedBy(source.by, source.at.slice(0, 10), source.reference)
    case 'data':
      return source.line === undefined
        ? source.reference
        : `${source.reference}, ${w.fileLine(source.file, source.line)}`
    case 'assumption':
      return `${source.name}, ${inBoth(source.reference)[language]}`
    case 'charge':
      return `${source.of}, ${source.day}`
    case 'calculation':
      return `${source.formula} ${source.version}`
  }
}

/** The leaves under a derivation that name where they come from. */
export function sourcedLeaves(of: Derivation): readonly (Derivation & { readonly source: Source })[] {
  const { source } = of
  const own = source === undefined ? [] : [{ ...of, source }]
  return [...own, ...of.inputs.flatMap(sourcedLeaves)]
}

const mostShown = 12

/** Where a quantity comes from: its own source, or those of what it was computed from, each once. */
function originOf(of: Derivation, book: CaseBook): string {
  const w = wordsOf(book)
  const texts = [...new Set(sourcedLeaves(of).map(({ source }) => sourceText(source, w, book.language)))]
  const shown = texts.length > mostShown ? [...texts.slice(0, mostShown), '…'] : texts
  const note = of.note?.[book.language]
  return [...(note === undefined ? [] : [note]), ...shown].join(' · ')
}

/** Every quantity of the sheets of workloads, with where it comes from, a row each. */
export function sourceSheet(book: CaseBook): WorkbookSheet {
  const w = wordsOf(book)
  const sides = caseSides(book)
  const named: readonly (readonly [string, CaseSide])[] = [
    [w.today, sides.today],
    ...variantsOf(book).flatMap(({ id, at }): [string, CaseSide][] => [
      [w.target(id), sides.target(at)],
      [w.move(id), sides.move(at)],
    ]),
  ]
  const header = [w.code, w.side, w.quantity, w.value, w.unit, w.source].map((value): WorkbookCell => ({
    value,
    look: 'header',
  }))
  function* rows(): Generator<WorkbookCell[]> {
    yield header
    for (const [i, { workload }] of book.prepared.rows.entries())
      for (const [name, side] of named)
        yield* quantities(book, { name, side, code: workload.code, bindings: side.rows[i] ?? null })
  }
  return { name: w.sources, widths: [12, 24, 44, 16, 16, 110], frozenRows: 1, rows: { [Symbol.iterator]: rows } }
}

type Of = {
  readonly name: string
  readonly side: CaseSide
  readonly code: string
  readonly bindings: Bindings | null
}

function* quantities(book: CaseBook, { name, side, code, bindings }: Of): Generator<WorkbookCell[]> {
  if (bindings === null) return
  for (const input of side.set.inputs) {
    const origin = quantityOrigin(book, input, bindings)
    if (origin === undefined) continue
    yield [
      { value: code },
      { value: name },
      { value: input.label[book.language] },
      { value: origin.value, format: formatOf(input.unit) },
      { value: input.unit === '1' ? null : input.unit },
      { value: origin.text },
    ]
  }
}

/** Undefined for assumptions, which have a sheet of their own, and for what has neither source nor remark. */
function quantityOrigin(book: CaseBook, input: FormulaInput, bindings: Bindings) {
  const one = boundTo(input, bindings)
  if (one.kind === 'assumption') return undefined
  const text = originOf(one.derivation(input), book)
  return text === '' ? undefined : { value: one.value, text }
}
