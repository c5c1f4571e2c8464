import * as v from 'valibot'
import { cellsOf, type FaultAtLine, Faulty, keyIn, lineByLine, monthIn, numberIn } from './pasted-rows.ts'
import { type BaselineModel, costElements, keySchema } from './register.schemas.ts'

export type ReadRows = { readonly kind: 'read'; readonly model: BaselineModel } | FaultAtLine

/**
 * Unit rates as pasted from a workbook, a line for each: element; dollars a month per unit; driver; quantity; index; its value in the window.
 * Driver, index and value may be empty.
 */
export function unitRateRows(text: string): ReadRows {
  const elements = lineByLine(text, (cells) => {
    const [element, rate, driver = '', quantity, index = '', base = ''] = cells
    if (cells.length < 4 || cells.length > 6) throw new Faulty('columns')
    const named = costElements.find((one) => one === element)
    if (named === undefined) throw new Faulty('element')
    if ((index === '') !== (base === '')) throw new Faulty('index-without-base')
    return {
      element: named,
      rateCents: Math.round(numberIn(rate) * 1e8) / 1e6,
      driver: driver === '' ? null : keyIn(driver),
      quantity: numberIn(quantity),
      index: index === '' ? null : { measure: keyIn(index), base: numberIn(base) },
    }
  })
  if (!Array.isArray(elements)) return elements
  if (elements.length === 0) return { kind: 'fault', line: 1, fault: 'nothing' }
  return { kind: 'read', model: { kind: 'unit-rates', elements } }
}

/** Months of a regression as pasted: a first line `month; cost; driver; driver…`, then a line for each month, its cost in dollars. */
export function regressionRows(text: string): ReadRows {
  const [head = '', ...rest] = text.split('\n')
  const [, , ...names] = cellsOf(head)
  if (names.length === 0 || names.length > 6) return { kind: 'fault', line: 1, fault: 'columns' }
  if (!names.every((name) => v.is(keySchema, name))) return { kind: 'fault', line: 1, fault: 'key' }
  const months = lineByLine(['', ...rest].join('\n'), (cells) => {
    const [period, cost, ...drivers] = cells
    if (drivers.length !== names.length) throw new Faulty('columns')
    return { period: monthIn(period), costCents: Math.round(numberIn(cost) * 100), drivers: drivers.map(numberIn) }
  })
  if (!Array.isArray(months)) return months
  if (months.length === 0) return { kind: 'fault', line: 2, fault: 'nothing' }
  return { kind: 'read', model: { kind: 'regression', drivers: names, months } }
}
