import type { Assumption } from '../assumptions/assumption-set.ts'
import { assumptionName, type CaseBook, usedAssumptions, wordsOf } from './case-book.ts'
import type { WorkbookCell, WorkbookSheet } from './workbook.ts'

/** Every assumption of the case, the mean of each range in a named cell of its own; what vendors take stands beside, to be typed in. */
export function assumptionSheet(book: CaseBook): WorkbookSheet {
  const { language, prepared, vendors, statusName } = book
  const w = wordsOf(book)
  const used = usedAssumptions(book)
  const header = [
    w.assumption,
    w.name,
    w.low,
    w.mean,
    w.high,
    w.unit,
    w.isUsed,
    ...vendors.flatMap(({ label }) => [label[language], `${label[language]}, ${w.asPublished}`]),
    w.status,
    w.author,
    w.date,
    w.reference,
  ].map((value): WorkbookCell => ({ value, look: 'header' }))
  const row = (one: Assumption): WorkbookCell[] => [
    { value: one.label[language] },
    { value: assumptionName(one.name), look: 'small' },
    { value: one.low, format: 'rate' },
    { value: one.likely, format: 'rate', look: 'input', name: assumptionName(one.name) },
    { value: one.high, format: 'rate' },
    { value: one.unit },
    { value: used.has(one.name) ? w.yes : w.no },
    ...vendors.flatMap(({ overrides }): WorkbookCell[] => {
      const theirs = overrides.find(({ name }) => name === one.name)
      return theirs === undefined
        ? [{ value: null }, { value: null }]
        : [{ value: theirs.value, format: 'rate' }, { value: theirs.asPublished[language] }]
    }),
    { value: statusName(one.status) },
    { value: one.author },
    { value: one.date, format: 'date' },
    { value: one.reference[language] },
  ]
  const widths = [48, 30, 12, 14, 12, 20, 14, ...vendors.flatMap(() => [18, 40]), 14, 20, 12, 90]
  return {
    name: w.assumptions,
    widths,
    frozenRows: 2,
    rows: [[{ value: w.assumptionNote, look: 'small' }], header, ...prepared.inputs.set.assumptions.map(row)],
  }
}
