import { expect, test } from 'vitest'
import { suggestedColumns } from '#models/benefits/register-columns.ts'
import { type ReadLine, readLine } from '#models/benefits/register-lines.ts'
import { plannedRegister } from '#models/benefits/register-import.ts'
import { fieldHeads } from '#models/benefits/register-workbook.ts'
import { importFields } from '#models/benefits/register-columns.ts'

const columns = suggestedColumns(importFields.map((field) => fieldHeads[field].fr))
type Cells = Partial<Record<(typeof importFields)[number], string>>
const read = (cells: Cells): ReadLine =>
  readLine(
    Object.fromEntries(
      Object.entries(cells).map(([field, cell]) => [fieldHeads[field as (typeof importFields)[number]].fr, cell]),
    ),
    columns,
  )

test.each(['fr', 'en'] as const)('every head of a workbook in %s is recognised for what it is', (language) => {
  const heads = Object.fromEntries(importFields.map((field) => [field, fieldHeads[field][language]]))
  expect(suggestedColumns(Object.values(heads))).toEqual(heads)
})

test.each([
  ['0', { kind: 'known', value: 0 }],
  ['1 234,5', { kind: 'known', value: 1234.5 }],
  ['1.2E3', { kind: 'known', value: 1200 }],
  ['−3', { kind: 'known', value: -3 }],
  ['NULL', { kind: 'missing', reason: 'not-collected' }],
  ['retenue', { kind: 'missing', reason: 'withheld' }],
  ['', undefined],
])('the value %o is told apart', (value, expected) => {
  const said = read({ 'title-fr': 'Un', period: '2026-04', value })
  expect([said.observation?.value, said.refusals]).toEqual([expected, []])
})

test.each([
  ['two quotes', { value: '""', period: '2026-04' }, 'value'],
  ['a word for a number', { value: 'beaucoup', period: '2026-04' }, 'value'],
  ['a value of no period', { value: '3' }, 'period'],
  ['a month that is none', { value: '3', period: '2026-13' }, 'period,period'],
  ['no baseline where one is counted', { baseline: 'NULL' }, 'baseline'],
  ['a baseline without its months', { baseline: '3' }, 'baseline-from'],
  ['a target out of order', { 'target-low': '5', 'target-mode': '4', period: '2026-04' }, 'target-mode'],
  ['a share past the whole', { pool: 'EB-0001', share: '120' }, 'share'],
  ['a day that does not exist', { 'starts-on': '2026-02-30' }, 'starts-on'],
])('%s is refused at its column', (_name, cells, fields) => {
  const { refusals } = read({ 'title-fr': 'Un', ...cells })
  expect(refusals.map(({ field }) => field).join()).toBe(fields)
})

test('an empty cell leaves what is known, NULL says there is none', () => {
  expect(read({ code: 'B-0001' }).profile).toEqual({})
  expect(read({ code: 'B-0001', owner: 'NULL', 'budget-line': 'null', 'ends-on': 'NULL' }).profile).toEqual({
    owner: null,
    budgetLine: null,
    endsOn: null,
  })
  expect(read({ code: 'B-0001', 'title-fr': 'NULL' }).refusals.map(({ field }) => field)).toEqual(['title-fr'])
})

test('lines of one title are one benefit; what a line before says otherwise is refused, and the rest stands', () => {
  const lines = [
    { 'title-fr': 'Guichet', measure: 'Attente', unit: 'jours', frequency: 'monthly' },
    { 'title-fr': 'guichet', 'target-mode': '30', 'target-from': '2026-04', 'target-to': '2027-03' },
    { 'title-fr': 'Guichet', 'target-mode': '20', 'target-from': '2026-04', 'target-to': '2027-03' },
    { 'title-fr': 'Guichet', measure: 'Attente', unit: 'heures' },
    { 'title-fr': 'Guichet', measure: 'Attente', unit: 'jours' },
  ].map((cells, i) => ({ line: i + 2, table: 'Registre', said: read(cells) }))
  const { lines: told, benefits } = plannedRegister(lines, { benefits: [], nodes: [], edges: [], pools: [] })
  expect(told.map(({ outcome }) => outcome)).toEqual(['added', 'added', 'refused', 'refused', 'unchanged'])
  expect(benefits.map(({ code, records }) => [code, records.map(({ kind, key }) => `${kind} ${key}`)])).toEqual([
    [null, ['profile -', 'measure attente', 'trajectory attente~proposed']],
  ])
})
