import type { CaseBook } from '#models/papers/case-book.ts'
import { indicatorName, npvPlace } from '#models/papers/case-result-sheets.ts'
import { caseSheetWords } from '#models/papers/case-sheet-words.ts'
import { caseSheets } from '#models/papers/case-workbook.ts'
import type { PaperDocument } from '#models/papers/document.ts'
import { priceTable } from '#models/papers/source-tables.ts'
import { tableSheet } from '#models/papers/table-workbook.ts'
import type { Workbook, WorkbookCell, WorkbookSheet } from '#models/papers/workbook.ts'
import { comparisonTable } from './case-comparison.ts'
import { decisionSentence } from './case-document.ts'
import type { CaseFacts } from './case-facts.ts'
import { leftOutTable } from './case-perimeter.ts'
import { usedPrices } from './case-sources.ts'
import { effectTable } from './case-switchboard.ts'
import { caseWords, statusText, strategyText } from './case-words.ts'

/** A business case as a workbook that recalculates, what it rests on beside. */
export function caseWorkbook(facts: CaseFacts, document: PaperDocument): Workbook {
  const { language, result } = facts
  const w = caseWords[language]
  const book: CaseBook = {
    language,
    prepared: facts.prepared,
    result,
    vendors: facts.vendors,
    optionName: facts.optionName,
    strategyName: (strategy) => strategyText(strategy, language),
    statusName: (status) => statusText(status, language),
  }
  const rest = [
    ...caseSheets(book),
    tableSheet(w.results, comparisonTable(facts)),
    ...result.switchboard.map((column) => tableSheet(`${w.switchboardSheet} ${column.id}`, effectTable(facts, column))),
    tableSheet(w.pricesSheet, priceTable(w.prices, usedPrices(facts), language)),
    tableSheet(w.leftOutSheet, leftOutTable(facts)),
  ]
  return {
    title: `${document.title} · ${facts.publisher}`,
    language,
    asOf: document.asOf,
    sheets: [summarySheet(facts, document, { book, rest }), ...rest],
  }
}

/** What is proposed, each variant's live value beside the frozen one, what to know, and where everything is. */
function summarySheet(
  facts: CaseFacts,
  document: PaperDocument,
  { book, rest }: { readonly book: CaseBook; readonly rest: readonly WorkbookSheet[] },
): WorkbookSheet {
  const { language, result, digest, kept } = facts
  const w = caseWords[language]
  const s = caseSheetWords[language]
  const small = (value: string): WorkbookCell[] => [{ value, look: 'small' }]
  const header = (...values: readonly string[]) => values.map((value): WorkbookCell => ({ value, look: 'header' }))
  const money = (value: number): WorkbookCell => ({ value, format: 'money' })
  const variants = result.variants.map(({ id, label, indicators }): WorkbookCell[] => [
    { value: w.variant(id, label), link: npvPlace(book, id) },
    { ...money(indicators.npv), formula: indicatorName('npv', id) },
    money(indicators.npv),
    money(indicators.npvSpread.p10.value),
    money(indicators.npvSpread.p50.value),
    money(indicators.npvSpread.p90.value),
    { value: indicators.probabilityPositive, format: 'percent' },
  ])
  return {
    name: s.summary,
    widths: [60, 24, 24, 22, 22, 22, 16],
    frozenRows: 0,
    rows: [
      [{ value: `${document.title} · ${document.subtitle}`, look: 'title' }],
      small(`${facts.publisher} · ${document.asOf} · ${w.digest} ${digest} · ${kept.id}`),
      [{ value: decisionSentence(facts) }],
      [],
      header(w.npv, s.theirs, s.ours, s.p10, s.p50, s.p90, w.chance),
      ...variants,
      [
        { value: s.gaps, link: { sheet: s.check, cell: 'A1' } },
        { value: 0, format: 'integer', formula: 'check_differences' },
      ],
      small(s.live),
      [],
      ...(document.warnings.length === 0 ? [] : [header(w.warningsWord)]),
      ...document.warnings.map((value): WorkbookCell[] => [{ value }]),
      [],
      header(w.reference),
      ...document.basis.map(({ label, text }): WorkbookCell[] => [{ value: label }, { value: text }]),
      [],
      header(s.sheets),
      ...rest.map(({ name }): WorkbookCell[] => [{ value: name, link: { sheet: name, cell: 'A1' } }]),
    ],
  }
}
