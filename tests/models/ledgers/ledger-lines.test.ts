import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readCostElement, readLedgerKind, readLedgerPeriod, recognisedColumns } from '#models/ledgers/ledger-columns.ts'
import { type PlacedColumns, readCents, readLedgerRows } from '#models/ledgers/ledger-lines.ts'
import { costElements } from '#models/ledgers/ledger.schemas.ts'

test.each([
  ['2026-10', '2026-10'],
  ['202610', '2026-10'],
  ['10/2026', '2026-10'],
  ['2026-10-31', '2026-10'],
  ['2026-2027 P01', '2026-04'],
  ['2026-2027 P09', '2026-12'],
  ['2026-2027-10', '2027-01'],
  ['2026-2027 P12', '2027-03'],
  ['2026-2028 P01', undefined],
  ['2026-2027 P13', undefined],
  ['2026-13', undefined],
  ['octobre', undefined],
])('the period %s is %s', (cell, month) => {
  expect(readLedgerPeriod(cell)).toBe(month)
})

test.each([
  ['1 234,56', undefined, 123_456],
  ['1,234.56', undefined, 123_456],
  ['(12,50)', undefined, -1_250],
  ['12.50-', undefined, -1_250],
  ['−12,50 $', undefined, -1_250],
  ['$ 3', undefined, 300],
  ['1,234', undefined, 'amount-ambiguous'],
  ['1,234', 'point', 123_400],
  ['1,234', 'comma', 'amount-too-precise'],
  ['12,5', undefined, 1_250],
  ['-0', undefined, 0],
  ['', undefined, 'amount-missing'],
  ['douze', undefined, 'amount-unreadable'],
  ['99999999999999999', undefined, 'amount-too-large'],
] as const)('the amount %s (%s) is %s', (cell, mark, cents) => {
  expect(readCents(cell, mark)).toBe(cents)
})

test('an amount written in French or in English is read to the cent', () => {
  fc.assert(
    fc.property(fc.integer({ min: -1e11, max: 1e11 }), (cents) => {
      const size = Math.abs(cents)
      const text = `${cents < 0 ? '-' : ''}${Math.floor(size / 100)}.${String(size % 100).padStart(2, '0')}`
      expect(readCents(text)).toBe(cents)
      expect(readCents(text.replace('.', ','))).toBe(cents)
    }),
  )
})

test('words of cost elements and kinds, in both languages', () => {
  for (const element of costElements) expect(readCostElement(element)).toBe(element)
  expect(['Main-d’œuvre', 'Hébergement', 'ÉNERGIE', 'Pénalités', 'Relève', 'autre'].map(readCostElement)).toEqual([
    'labour',
    'hosting',
    'energy',
    'penalties',
    'backup',
    undefined,
  ])
  expect(['Réel', 'budget', '', 'autre'].map(readLedgerKind)).toEqual(['actual', 'budget', 'actual', undefined])
})

test('headers are read by name, whatever their order and marks', () => {
  expect(recognisedColumns(['\ufeffMontant*', 'Centre de coûts', 'PÉRIODE', 'Poste', 'Autre'])).toEqual({
    amount: '\ufeffMontant*',
    workload: 'Centre de coûts',
    period: 'PÉRIODE',
    costElement: 'Poste',
  })
})

describe('rows', () => {
  const columns: PlacedColumns = {
    period: { at: 0, header: 'Période' },
    costElement: { at: 1, header: 'Poste' },
    amount: { at: 2, header: 'Montant' },
    workload: { at: 3, header: 'Charge' },
    hours: { at: 4, header: 'Heures' },
  }
  const read = (...cells: (string | null)[][]) =>
    readLedgerRows(
      cells.map((row, at) => ({ line: at + 2, cells: row })),
      columns,
    )

  test('each row is a line, or is refused with its column and why; blank rows are passed over', () => {
    const { lines, refused } = read(
      ['2026-10', 'Licences', '1 200,00', 'CH-000001', null],
      [null, '', ' ', null, null],
      ['2026-10', 'Salaires', '-3,5', 'NULL', '7,5'],
      ['', 'Licences', '5', null, null],
      ['2026-10', 'Chaises', '5', null, null],
      ['2026-10', 'Licences', 'NULL', null, null],
      ['2026-10', 'Salaires', '5', null, 'sept'],
    )
    expect(lines.map((l) => [l.line, l.costElement, l.amountCents, l.workload, l.hours])).toEqual([
      [2, 'licences', 120_000, 'CH-000001', null],
      [4, 'labour', -350, null, 7.5],
    ])
    expect(refused).toEqual([
      { line: 5, column: 'Période', gap: 'period-missing' },
      { line: 6, column: 'Poste', gap: 'element-unknown' },
      { line: 7, column: 'Montant', gap: 'amount-missing' },
      { line: 8, column: 'Heures', gap: 'hours-unreadable' },
    ])
  })
  test('the mark that one cell proves settles another that does not', () => {
    const amounts = (...texts: string[]) =>
      read(...texts.map((text) => ['2026-10', 'Licences', text])).lines.map(({ amountCents }) => amountCents)
    expect(amounts('1,234', '5.25')).toEqual([123_400, 525])
    expect(amounts('1.234', '(5,25)')).toEqual([123_400, -525])
  })
})
