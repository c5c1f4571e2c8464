import { assumptionSheet } from './case-assumption-sheet.ts'
import { type CaseBook, variantsOf } from './case-book.ts'
import { costSheets } from './case-cost-sheets.ts'
import { groupSheet, headSheet } from './case-head-sheets.ts'
import { caseSheet, checkSheet, formulaListSheet, runningSheet } from './case-result-sheets.ts'
import { sourceSheet } from './case-source-sheet.ts'
import { caseYearSheet, dueSheet, yearSheet } from './case-year-sheets.ts'
import type { WorkbookSheet } from './workbook.ts'

/**
 * A business case as sheets that recalculate: assumptions in named cells, every workload on both sides, their sums by head and cut-over, the
 * flows of each fiscal year, discounting, and a check that finds each figure of the case again.
 */
export function caseSheets(book: CaseBook): readonly WorkbookSheet[] {
  const variants = variantsOf(book)
  const costs = costSheets(book)
  const heads = headSheet(book, costs)
  const groups = groupSheet(book)
  const due = dueSheet(book)
  const years = variants.map((variant) => yearSheet(book, heads, variant))
  const cases = variants.flatMap((variant) => {
    const own = years[variant.at]
    return own === undefined
      ? []
      : [caseYearSheet(book, variant, { years: own, heads, migrationShares: groups.migrationShares, due: due.sum })]
  })
  return [
    assumptionSheet(book),
    ...book.result.variants.flatMap((variant, at) => {
      const own = cases[at]
      return own === undefined ? [] : [caseSheet(book, variant, own)]
    }),
    checkSheet(book, { costs, heads, cases }),
    ...years.map(({ sheet }) => sheet),
    heads.sheet,
    groups.sheet,
    due.sheet,
    costs.today.sheet,
    ...costs.targets.map(({ sheet }) => sheet),
    ...costs.moves.map(({ sheet }) => sheet),
    sourceSheet(book),
    ...book.result.variants.map((variant) => runningSheet(book, variant)),
    formulaListSheet(book),
  ]
}
